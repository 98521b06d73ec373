"""Coverage tells answered, merely named, and does not apply apart, for every module and every child."""

from datetime import date

from fsworkbook.workbook.coverage import progress, untouched_everywhere
from fsworkbook.workbook.ledger import ledger

DAY = date(2025, 3, 10)


def test_each_way_of_touching_a_question_is_counted_apart(desk, family, practice):
    desk("module", "sam", DAY, parent="ana", answers={"M3.Q01": "x", "M3.Q05": {"not_applicable": "y"}})
    desk("module", "tia", date(2025, 3, 11), parent="ana", questions=["M3.Q02", "M3.Q01"], text="An account.")
    found = progress(family.assessments["PA-A"], family, practice, ledger(desk.records)).module(3)
    assert found.answered == ("M3.Q01",)
    assert found.named == ("M3.Q02",)
    assert found.declined == ("M3.Q05",)
    assert (found.touched, found.total, len(found.untouched)) == (2, 10, 7)
    assert found.last_by == "tia"


def test_a_module_with_each_child_is_counted_child_by_child(desk, family, practice):
    desk("module", "tia", DAY, assessment="PA-A", child="ida", answers={"M4.Q01": "Likes slugs."})
    desk("module", "tia", DAY, assessment="PA-A", answers={"M4.Q05": {"ida": "a", "jo": "b"}})
    found = progress(family.assessments["PA-A"], family, practice, ledger(desk.records))
    assert {cell.child: cell.answered for cell in found.of_children(4)} == {
        "ida": ("M4.Q01", "M4.Q05"),
        "jo": ("M4.Q05",),
    }


def test_every_assessment_shows_even_at_zero(family, practice):
    found = progress(family.assessments["PA-C"], family, practice, ledger([]))
    assert [cell.module for cell in found.cells if not cell.child] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert all(cell.touched == 0 for cell in found.cells)


def test_what_nobody_has_touched_includes_the_councils_questions(desk, family, practice):
    desk("module", "sam", DAY, parent="ana", answers={"M5.Q07": "x", "CQ.1": "A tenancy."})
    held = ledger(desk.records)
    rows = [progress(item, family, practice, held) for item in family.assessments.values()]
    untouched = untouched_everywhere(rows, practice, held)
    assert "M5.Q10" in untouched
    assert "CQ.2" in untouched
    assert not {"M5.Q07", "CQ.1", "M2.Q07"} & set(untouched)
