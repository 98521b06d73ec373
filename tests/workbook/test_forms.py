"""Forms: a table makes a record, a record gives its table back, and what cannot be used is said in words."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fsworkbook.errors import BadInput, Refused
from fsworkbook.workbook.family import Cover
from fsworkbook.workbook.forms.catalogue import KINDS, form_of
from fsworkbook.workbook.forms.correction import table_of
from fsworkbook.workbook.forms.form import allow
from fsworkbook.workbook.subjects import subject

DAY = date(2025, 3, 10)
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1).filter(str.strip)


def module(desk, **table):
    return desk("module", "sam", DAY, **table)


def test_an_answer_keeps_the_wording_that_it_was_asked_in(desk, practice):
    record = module(desk, parent="ana", answers={"3.2": "She told me.", "M3.Q05": {"not_applicable": "Too soon."}})
    assert record.section("M3.Q02") == "She told me."
    assert record.sections[0].title == practice.question("M3.Q02").text
    assert record.head["questions"] == ["M3.Q02"]
    assert record.head["not_applicable"] == ["M3.Q05"]
    assert record.questions == ("M3.Q02", "M3.Q05")
    assert (record.about, record.children) == (("ana",), ("ida", "jo"))


def test_a_child_by_child_answer_has_a_section_for_each(desk):
    record = module(desk, assessment="PA-A", answers={"M3.Q02": {"ida": "Hides.", "jo": "Cries."}})
    assert record.section("M3.Q02.ida") == "Hides."
    assert record.section("M3.Q02.jo") == "Cries."


def test_one_conversation_records_the_visit_the_entry_and_the_event(desk):
    start = datetime(2025, 3, 9, 16, 20, tzinfo=timezone(timedelta(hours=0)))
    visit = desk(
        "visit",
        "sam",
        DAY,
        start=start,
        session="home-announced",
        children_seen=["ida"],
        seen_alone=["ida"],
        where="home",
        entry={"child": "ida", "assessment": "PA-A", "answers": {"M4.Q05": "She showed me her room."}},
        event={"text": "Moved in.", "effect_on_child": "Sleeps."},
    )
    kinds = {record.kind: record for record in desk.records}
    assert set(kinds) == {"visit", "module", "chronology"}
    assert {record.on for record in desk.records} == {date(2025, 3, 9)}
    assert kinds["module"].word("where") == "home"
    assert kinds["module"].head["seen_alone"] == ["ida"]
    assert kinds["chronology"].word("entry") == visit.id


@pytest.mark.parametrize(
    ("kind", "table", "said"),
    [
        ("module", {"parent": "dad", "answers": {"3.2": "x"}}, "ben or .* cal"),
        ("module", {"parent": "zoe", "answers": {"3.2": "x"}}, "nobody"),
        ("module", {"parent": "ana", "answers": {"3.99": "x"}}, "3.99"),
        ("module", {"parent": "ben", "answers": {"3.2": "x"}}, "no open assessment"),
        ("module", {"answers": {"3.2": "x"}}, "Several assessments"),
        ("module", {"parent": "ana"}, "answers is missing"),
        ("module", {"parent": "ana", "questions": ["3.2"]}, "text is missing"),
        ("module", {"parent": "ana", "answers": {"3.2": ""}}, "empty"),
        ("module", {"parent": "ana", "answers": {"3.2": "x"}, "on": date(2025, 3, 11)}, "future"),
        ("module", {"parent": "ana", "answers": {"3.2": "x"}, "on": "2025-02-30"}, "no date that exists"),
        ("module", {"parent": "ana", "answers": {"3.2": "x"}, "outcomes": ["M3.O9"]}, "no such outcome"),
        ("module", {"parent": "ana", "answers": {"3.2": {"nell": "x"}}}, "not a child"),
        ("visit", {"start": datetime(2025, 3, 10, 11, tzinfo=UTC), "session": "home-announced"}, "children_seen"),
        ("visit", {"start": datetime(2025, 3, 10, 11, tzinfo=UTC), "session": "castle"}, "session takes one of"),
        (
            "visit",
            {
                "start": datetime(2025, 3, 9, 11, tzinfo=UTC),
                "session": "school",
                "children_seen": ["ida"],
                "seen_alone": ["jo"],
            },
            "seen_alone names jo",
        ),
        ("chronology", {"effect_on_child": "x"}, "text is missing"),
        ("chronology", {"text": "x"}, "effect_on_child is missing"),
        ("consent", {"person": "ana", "matter": "x", "state": "not-required"}, "reason is missing"),
        ("consent", {"person": "ana", "matter": "x", "state": "perhaps"}, "state takes one of"),
        ("status", {"child": "ana", "status": "s17_cin", "from": DAY, "decided_by": "x", "reason": "x"}, "not a child"),
        ("summary", {"rating": "red", "text": "x"}, "reason is missing"),
        ("strike", {"strikes": "2025-03-04-sam-aaaaaaaaaa", "reason": "x"}, "no such record"),
        ("strike", {"strikes": "nonsense", "reason": "x"}, "id of a record"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_made(desk, kind, table, said):
    with pytest.raises(BadInput, match=said):
        desk(kind, "sam", DAY, **table)
    assert desk.records == []


def test_every_fault_is_told_at_once(desk):
    with pytest.raises(BadInput) as caught:
        desk("consent", "sam", DAY, person="zoe", state="perhaps", colour="red")
    for said in ("person", "matter is missing", "state", "colour is not a key"):
        assert said in str(caught.value)


@pytest.mark.parametrize("by", ["eve", "hv"])
def test_an_entry_is_written_by_those_who_work_with_the_family(desk, by):
    with pytest.raises(Refused, match="Who may: "):
        desk("module", by, DAY, parent="ana", answers={"3.2": "x"})


def test_who_covers_for_a_role_may_do_what_it_may(family, desk):
    bearings = desk.bearings("tia", datetime(2025, 4, 20, 12, tzinfo=UTC))
    with pytest.raises(Refused):
        allow("authorise-minutes", bearings)
    covered = family._replace(covers=(Cover("team-manager", "tia", date(2025, 4, 14), date(2025, 4, 25)),))
    allow("authorise-minutes", bearings._replace(family=covered))
    with pytest.raises(Refused):
        allow("authorise-minutes", bearings._replace(family=covered, now=datetime(2025, 4, 27, tzinfo=UTC)))


def test_nobody_approves_minutes_of_their_own(desk):
    booked = desk("supervision", "eve", DAY, step="scheduled", planned=DAY)
    desk("supervision", "mia", DAY, step="held", meeting=booked.id, attendance={"sam": "attended"}, agreed="red")
    with pytest.raises(Refused, match="no minutes"):
        desk("supervision", "mia", DAY, step="approved", meeting=booked.id)
    desk("supervision", "eve", DAY, step="minutes", meeting=booked.id, text="We spoke of Ida.")
    with pytest.raises(Refused):
        desk("supervision", "eve", DAY, step="approved", meeting=booked.id)
    desk("supervision", "mia", DAY, step="approved", meeting=booked.id)


def test_a_correction_says_so_and_keeps_the_rest(desk):
    first = module(desk, parent="ana", answers={"3.2": "One.", "3.5": "Two."}, where="home", meaning="It matters.")
    second = desk.correct(first, "tia", DAY, answers={"M3.Q05": "Three."}, where="school")
    assert second.corrects == (first.id,)
    assert second.word("reason") == "A slip."
    assert (second.section("M3.Q02"), second.section("M3.Q05")) == ("One.", "Three.")
    assert second.word("where") == "school"
    assert second.section("meaning") == "It matters."
    assert second.by == "tia"


def test_a_correction_that_changes_nothing_is_refused(desk):
    first = module(desk, parent="ana", answers={"3.2": "One."})
    with pytest.raises(BadInput, match="Nothing was changed"):
        desk.correct(first, "sam", DAY, answers={"M3.Q02": "One."})


def test_a_correction_keeps_the_wording_of_the_day(desk):
    first = module(desk, parent="ana", answers={"3.2": "One."})
    old = first._replace(sections=tuple(part._replace(title="As it was asked then") for part in first.sections))
    assert desk.correct(old, "sam", DAY, answers={"M3.Q02": "Two."}).sections[0].title == "As it was asked then"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(answers=st.dictionaries(st.sampled_from(["M3.Q01", "M3.Q02", "M5.Q07"]), WORDS, min_size=1), meaning=WORDS)
def test_a_record_gives_back_the_table_that_made_it(desk, answers, meaning):
    first = module(desk, parent="ana", answers=answers, meaning=meaning, strength=True)
    table = table_of(first)
    again = module(desk, **table)
    assert (again.head, again.sections) == (first.head, first.sections)
    assert {part.name: part.text for part in first.sections} == {**answers, "meaning": meaning}


def test_every_form_says_what_its_keys_are_for():
    for kind in KINDS:
        form = form_of(kind)
        assert form.kind == kind
        names = [key.name for key in form.all_keys]
        assert len(names) == len(set(names))
        assert all(key.about and key.takes for key in form.all_keys)


def test_a_summarys_sections_are_headed_as_the_authors_own_shape_has_them(desk, practice):
    for by in ("sam", "tia"):
        record = desk("summary", by, DAY, sections={"next": "A visit."})
        shape = practice.summary_shape("social-worker" if by == "sam" else "children-family-worker")
        assert record.sections[0].title == next(part.heading for part in shape.sections if part.id == "next")


def test_an_entry_on_a_councils_own_question_knows_its_module(desk):
    record = module(desk, parent="ana", answers={"CQ.1": "A tenancy in her name."})
    assert record.head["module"] == 5
    assert subject(record) == "module 5 · ana · 2025-03-10"
    assert "module" not in module(desk, parent="ana", answers={"M5.Q01": "x", "CQ.1": "y"}).head
    again = module(desk, **table_of(record))
    assert (again.head, again.sections) == (record.head, record.sections)


def test_the_steps_of_a_meeting_are_taken_in_their_order_and_once(desk):
    held = {"step": "held", "attendance": {"sam": "attended"}, "agreed": "red"}
    booked = desk("supervision", "eve", DAY, step="scheduled", planned=DAY).id
    with pytest.raises(Refused, match="not held yet"):
        desk("supervision", "eve", DAY, step="minutes", meeting=booked, text="x")
    first = desk("supervision", "mia", DAY, meeting=booked, **held)
    with pytest.raises(Refused, match="held already"):
        desk("supervision", "mia", DAY, meeting=booked, **held)
    with pytest.raises(Refused, match="held already"):
        desk("supervision", "eve", DAY, step="moved", meeting=booked, to=DAY, reason="court", decided_by="mia")
    desk.correct(first, "mia", DAY, agreed="amber")
    desk("supervision", "eve", DAY, step="minutes", meeting=booked, text="x")
    desk("supervision", "mia", DAY, step="approved", meeting=booked)
    with pytest.raises(Refused, match="closed"):
        desk("supervision", "eve", DAY, step="minutes", meeting=booked, text="y")
