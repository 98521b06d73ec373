"""Ratings stay closed until the meeting is held, open together, and are never averaged (B.01-B.13)."""

from datetime import UTC, date, datetime

import pytest

from fsworkbook.errors import BadInput, Refused
from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.meetings import calendar
from fsworkbook.workbook.ratings import opened, veiled


@pytest.fixture
def month(desk):
    """One month: three ratings of four expected in April, a meeting on the 9th."""
    booked = desk("supervision", "eve", date(2025, 3, 1), step="scheduled", planned=date(2025, 4, 9))
    desk("rating", "sam", date(2025, 4, 4), rating="amber", reason="Safe for now.", children={"ida": "red"})
    desk("summary", "tia", date(2025, 4, 4), text="Breakfast visit.", rating="green", reason="Good care.")
    desk("summary", "rex", date(2025, 4, 5), text="Two sessions.")
    return booked


def view(desk, family, practice, viewer="", meeting=None, today=date(2025, 4, 8)):
    return opened(ledger(desk.records), family, practice, viewer=viewer, today=today, meeting=meeting)


def hold(desk, booked, **more):
    attendance = {"sam": "attended", "tia": "attended"}
    moment = datetime(2025, 4, 9, 10, tzinfo=UTC)
    return desk("supervision", "mia", moment, step="held", meeting=booked.id, attendance=attendance, **more)


@pytest.mark.parametrize("viewer", ["", "mia", "eve", "rex", "tia", "sam"])
@pytest.mark.usefixtures("month")
def test_before_the_meeting_nobody_sees_another_rating(desk, family, practice, viewer):
    seen = view(desk, family, practice, viewer)
    assert not seen.open
    assert set(seen.raters) == {"sam", "tia"}
    assert seen.missing == ("rex",)
    assert seen.summaries == ("rex",)
    assert {given.by for given in seen.given} <= {viewer}
    assert (seen.consensus, seen.spread, seen.proposal, seen.differs) == ("", {}, "", ())


@pytest.mark.parametrize("viewer", ["", "mia", "eve", "rex"])
@pytest.mark.usefixtures("month")
def test_the_records_themselves_are_veiled_too(desk, viewer):
    held = ledger(desk.records)
    for record in veiled(held.of("rating", "summary"), held, viewer):
        if record.by != viewer:
            assert not {"rating", "reason", "children"} & set(record.head)


def test_after_the_meeting_all_open_together_most_cautious_first(desk, family, practice, month):
    hold(desk, month, agreed="amber", differences="Care now, danger to come.")
    meeting = calendar(ledger(desk.records)).held[0]
    seen = view(desk, family, practice, "", meeting)
    assert seen.open
    assert [given.by for given in seen.given] == ["sam", "tia"]
    assert seen.consensus == "incomplete"
    assert seen.missing == ("rex",)
    assert seen.spread == {"amber": 1, "green": 1}
    assert seen.proposal == "amber"
    assert seen.differs == ("tia",)
    assert (seen.agreed, seen.agreed_by) == ("amber", "mia")


def test_a_missing_rating_is_never_last_months(desk, family, practice, month):
    hold(desk, month, agreed="amber")
    seen = view(desk, family, practice, "sam", today=date(2025, 4, 20))
    assert seen.raters == ()
    assert set(seen.missing) == {"sam", "tia", "rex"}


def test_direction_is_each_ones_own_against_the_meeting_before(desk, family, practice, month):
    hold(desk, month, agreed="amber")
    desk("rating", "sam", date(2025, 5, 2), rating="red", reason="It happened again.")
    desk("rating", "tia", date(2025, 5, 2), rating="green", reason="Still good.")
    desk("rating", "rex", date(2025, 5, 2), rating="red", reason="Relapse.")
    booked = desk("supervision", "eve", date(2025, 5, 2), step="scheduled", planned=date(2025, 5, 7))
    moment = datetime(2025, 5, 7, 10, tzinfo=UTC)
    desk("supervision", "mia", moment, step="held", meeting=booked.id, attendance={"sam": "attended"}, agreed="red")
    seen = view(desk, family, practice, "", calendar(ledger(desk.records)).held[-1])
    assert {given.by: given.direction for given in seen.given} == {"sam": "up", "tia": "same", "rex": ""}
    assert seen.consensus == "split"
    assert seen.before == "amber"


def test_a_correction_after_the_meeting_keeps_its_month(desk, family, practice, month):
    hold(desk, month, agreed="amber")
    mine = next(record for record in desk.records if record.kind == "rating")
    desk.correct(mine, "sam", date(2025, 4, 12), rating="red")
    seen = view(desk, family, practice, "", calendar(ledger(desk.records)).held[0])
    assert {given.by: given.rating for given in seen.given}["sam"] == "red"
    assert view(desk, family, practice, "sam", today=date(2025, 4, 20)).raters == ()


@pytest.mark.usefixtures("month")
def test_only_its_author_puts_a_rating_right(desk):
    mine = next(record for record in desk.records if record.kind == "rating")
    with pytest.raises(Refused, match="Sam Wells"):
        desk.correct(mine, "mia", date(2025, 4, 6), rating="green")


@pytest.mark.parametrize("by", ["mia", "eve", "hv"])
def test_who_gives_no_rating_is_told_who_does(desk, by):
    with pytest.raises(Refused, match="Social worker"):
        desk("rating", by, date(2025, 4, 4), rating="red", reason="I think so.")
    assert desk.records == []


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"reason": "Because."}, "rating is missing"),
        ({"rating": "red"}, "reason is missing"),
        ({"rating": "purple", "reason": "Because."}, "red, amber, green"),
        ({"rating": "red", "reason": "  "}, "reason is empty"),
        ({"rating": "red", "reason": "Because.", "children": {"ana": "red"}}, "not a child"),
        ({"rating": "red", "reason": "Because.", "children": {"ida": "violet"}}, "one of"),
        ({"rating": "red", "reason": "Because.", "on": date(2031, 1, 1)}, "future"),
        ({"rating": "red", "reason": "Because.", "raeson": "x"}, "raeson is not a key"),
    ],
)
def test_a_rating_that_cannot_be_used_is_refused_in_words(desk, table, said):
    with pytest.raises(BadInput, match=said):
        desk("rating", "sam", date(2025, 4, 4), **table)
    assert desk.records == []
