"""Thresholds between two meetings: asked, answered by whoever may or by a supervision; what waits for a decision."""

from datetime import date

import pytest

from fsworkbook.errors import BadInput, Refused
from fsworkbook.workbook.consentgaps import consent_gaps, words
from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.thresholds import open_reviews, reviews, waiting, waiting_words
from fsworkbook.workbook.timing.days import counting
from fsworkbook.workbook.timing.due import due
from fsworkbook.workbook.timing.outlook import outlook

ASKED = {"child": "ida", "propose": "up", "reason": "He came to the school."}
FRIDAY, MONDAY, TUESDAY = date(2025, 3, 7), date(2025, 3, 10), date(2025, 3, 11)


def owed(desk, family, practice, by, on):
    tasks = due(outlook(family, ledger(desk.records), practice, counting(practice.days)), on, by)
    return [(item.task.what, item.task.due, item.group) for item in tasks if item.task.rule == "threshold_answer"]


def supervise(desk, on, **thresholds):
    meeting = desk("supervision", "eve", on, step="scheduled", planned=on)
    desk("supervision", "mia", on, step="held", meeting=meeting.id, attendance={"sam": "attended"})
    return desk("supervision", "mia", on, step="agreed", meeting=meeting.id, agreed="red", thresholds=thresholds)


def status(desk, child, word, on):
    return desk("status", "sam", on, child=child, status=word, decided_by="conference", reason="x", **{"from": on})


def test_it_is_the_managers_until_it_is_answered(desk, family, practice):
    asked = desk("threshold", "tia", FRIDAY, **ASKED)
    what = "A request to look at a threshold again is answered · Ida"
    assert owed(desk, family, practice, "mia", FRIDAY) == [(what, MONDAY, "next week")]
    assert owed(desk, family, practice, "mia", TUESDAY) == [(what, MONDAY, "late")]
    assert owed(desk, family, practice, "tia", TUESDAY) == []
    desk("threshold", "mia", TUESDAY, answers=asked.id, recommend="none", reason="The order holds.")
    assert owed(desk, family, practice, "mia", TUESDAY) == []
    (review,) = reviews(ledger(desk.records))
    assert (review.child, review.recommend, review.why) == ("ida", "none", "The order holds.")


def test_a_supervision_that_looks_at_the_child_answers_it_and_one_before_does_not(desk, family, practice):
    supervise(desk, date(2025, 3, 5), ida={"recommend": "none", "why": "New."})
    desk("threshold", "sam", FRIDAY, **ASKED)
    supervise(desk, MONDAY, jo={"recommend": "none", "why": "New."})
    assert [item.child for item in open_reviews(ledger(desk.records))] == ["ida"]
    supervise(desk, TUESDAY, ida="no change: the order holds")
    (review,) = reviews(ledger(desk.records))
    assert (review.answer.kind, review.recommend, review.why) == ("supervision", "", "no change: the order holds")
    assert owed(desk, family, practice, "mia", TUESDAY) == []


@pytest.mark.parametrize("by", ["sam", "tia", "rex", "eve"])
def test_only_who_may_decide_answers(desk, by):
    asked = desk("threshold", "sam", FRIDAY, **ASKED)
    with pytest.raises(Refused, match="Who may: Team manager"):
        desk("threshold", by, TUESDAY, answers=asked.id, recommend="up", reason="x")
    assert len(desk.records) == 1


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ({"child": "ida", "reason": "x"}, "propose is missing"),
        ({"propose": "up", "reason": "x"}, "child is missing"),
        ({**ASKED, "propose": "sideways"}, "propose takes one of: none, up"),
        ({**ASKED, "recommend": "up"}, "recommend belongs to an answer"),
        ({**ASKED, "child": "ana"}, "not a child"),
        ({**ASKED, "reason": " "}, "reason is empty"),
    ],
)
def test_a_request_that_cannot_be(desk, table, says):
    with pytest.raises(BadInput, match=says):
        desk("threshold", "sam", FRIDAY, **table)


def test_an_answer_that_cannot_be(desk):
    asked = desk("threshold", "sam", FRIDAY, **ASKED)
    other = desk("note", "sam", FRIDAY, text="A note.")
    with pytest.raises(BadInput, match="takes the id of the request"):
        desk("threshold", "mia", TUESDAY, answers=other.id, recommend="up", reason="x")
    with pytest.raises(BadInput, match="child belongs to who asks"):
        desk("threshold", "mia", TUESDAY, answers=asked.id, recommend="up", reason="x", child="ida")
    with pytest.raises(BadInput, match="recommend is missing"):
        desk("threshold", "mia", TUESDAY, answers=asked.id, reason="x")
    desk("threshold", "mia", TUESDAY, answers=asked.id, recommend="up", reason="x")
    with pytest.raises(BadInput, match="has its answer"):
        desk("threshold", "mia", TUESDAY, answers=asked.id, recommend="none", reason="x")


def test_a_recommendation_waits_until_the_status_changes(desk, family, practice):
    status(desk, "ida", "s17_cin", date(2025, 3, 1))
    status(desk, "jo", "s17_cin", date(2025, 3, 1))
    up = {"recommend": "up", "why": "He came to the school."}
    supervise(desk, FRIDAY, ida=up, jo={"recommend": "none", "why": "x"})

    def waits():
        return waiting(family, ledger(desk.records), practice)

    def said():
        return waiting_words(waits()[0], family, practice)

    assert [one.said.child for one in waits()] == ["ida"]
    assert "no meeting that could make it is planned" in said()
    plan = desk("meeting", "sam", MONDAY, meeting=["first-conference"], planned=date(2025, 3, 20), children=["ida"])
    assert "Waiting for the decision: First child protection conference, 20 Mar 2025." in said()
    held = date(2025, 3, 20)
    desk("meeting", "sam", held, meeting=["first-conference"], holds=plan.id, children=["ida"], outcome="x")
    assert "of 20 Mar 2025 is recorded, and no change of status is" in said()
    status(desk, "jo", "s47", held)
    assert waits()
    status(desk, "ida", "cp_neglect", held)
    assert waits() == ()


def test_the_last_recommendation_counts_and_one_between_meetings_as_well(desk, family, practice):
    status(desk, "ida", "cp_neglect", date(2025, 3, 1))
    supervise(desk, FRIDAY, ida={"recommend": "down", "why": "Calm."})
    asked = desk("threshold", "sam", MONDAY, **ASKED | {"propose": "none"})
    assert [one.said.recommend for one in waiting(family, ledger(desk.records), practice)] == ["down"]
    desk("threshold", "mia", TUESDAY, answers=asked.id, recommend="legal", reason="He broke the order.")
    (one,) = waiting(family, ledger(desk.records), practice)
    assert (one.said.recommend, one.threshold.steps) == ("legal", ("up",))
    assert waiting_words(one, family, practice).endswith(practice.thresholds["legal"].says)
    asked = desk("threshold", "sam", TUESDAY, **ASKED)
    desk("threshold", "mia", date(2025, 3, 12), answers=asked.id, recommend="none", reason="It was not him.")
    assert waiting(family, ledger(desk.records), practice) == ()


def test_a_no_at_child_in_need_level_asks_for_a_look_until_somebody_has_asked(desk, family, practice):
    status(desk, "ida", "s17_cin", date(2025, 3, 1))
    status(desk, "jo", "cp_neglect", date(2025, 3, 1))
    refusal = {"person": "ana", "matter": "join-pathway", "state": "refused"}
    desk("consent", "sam", FRIDAY, **refusal)

    def look():
        gaps = consent_gaps(family, ledger(desk.records), practice, TUESDAY)
        (no,) = [gap for gap in gaps if gap.state == "refused"]
        assert ("fsworkbook threshold" in words(no, family, practice)) == no.threshold
        return no.threshold

    assert look()
    desk("threshold", "sam", MONDAY, **ASKED)
    assert not look()
