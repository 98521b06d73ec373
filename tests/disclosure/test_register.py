# ruff: noqa: F811 - the fixtures come from another folder of tests
"""The register of copies, in memory: versions, letting go, handing over, coming back; who holds what (F.53, F.54)."""

import random
from datetime import date, timedelta

import pytest

from fsworkbook.errors import BadInput, Refused
from fsworkbook.workbook.disclosure.copies import copies, holders, open_request, requests
from fsworkbook.workbook.disclosure.restrictions import Lift, Restriction
from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.timing.events import events
from tests.workbook.conftest import desk, family, note, practice  # noqa: F401 - the family in memory

DAY = date(2025, 3, 10)


def table(**changes):
    made = {"recipient": "ana", "paper": "report PA-A", "format": "pdf", "sha256": "a" * 64, "at": DAY}
    return {**made, **changes}


def view(desk, at=None):
    return copies(ledger(desk.records, at))


def test_versions_are_counted_by_paper_and_recipient_and_one_file_is_one_version(desk):
    first = desk("copy", "sam", DAY, **table())
    assert (first.head["version"], first.about) == (1, ("ana",))
    assert desk("copy", "sam", DAY, **table(sha256="b" * 64)).head["version"] == 2
    assert desk("copy", "sam", DAY, **table(sha256="a" * 64)).head["version"] == 1
    assert desk("copy", "sam", DAY, **table(recipient="ben")).head["version"] == 1
    assert desk("copy", "sam", DAY, **table(paper="chronology")).head["version"] == 1
    withdrawn = desk("copy", "sam", DAY, **table(sha256="c" * 64))
    desk("strike", "sam", DAY, strikes=withdrawn.id, reason="Wrong day.")
    assert desk("copy", "sam", DAY, **table(sha256="d" * 64)).head["version"] == 4, "a number is never used again"


def test_a_copy_waits_no_more_once_a_later_version_was_made(desk):
    first = desk("copy", "sam", DAY, **table())
    other = desk("copy", "sam", DAY, **table(format="md", sha256="e" * 64))
    desk("copy", "sam", DAY, **table(sha256="b" * 64))
    states = {copy.id: (copy.state, copy.version) for copy in view(desk)}
    assert states[first.id] == ("overtaken", 1)
    assert states[other.id] == ("waiting", 1), "each format by itself"
    desk("copy", "mia", DAY, releases=first.id)
    assert {copy.id: copy.state for copy in view(desk)}[first.id] == "released"


def test_versions_under_any_order_of_papers(desk):
    dice = random.Random(5)  # noqa: S311 - the same papers every time
    seen = {}
    for _ in range(60):
        asked = (dice.choice(["ana", "ben", "court"]), dice.choice(["chronology", "report PA-A"]), dice.choice("abcd"))
        files = seen.setdefault(asked[:2], [])
        if asked[2] not in files:
            files.append(asked[2])
        record = desk("copy", "sam", DAY, **table(recipient=asked[0], paper=asked[1], sha256=asked[2] * 64))
        assert record.head["version"] == files.index(asked[2]) + 1


@pytest.mark.parametrize(
    ("who", "authors", "refused"),
    [
        ("mia", ["sam"], False),  # the manager decides (B.71)
        ("sam", ["mia"], False),  # the social worker may
        ("tia", ["sam"], True),  # a family worker may not
        ("eve", ["sam"], True),  # nor the co-ordinator
        ("mia", ["sam", "mia"], True),  # nobody their own
        ("sam", [], True),  # nobody wrote it: who makes it is its author
    ],
)
def test_who_may_let_a_copy_go_as_it_is_made(desk, who, authors, refused):
    keys = table(released_by=who, **({"authors": authors} if authors else {}))
    if refused:
        with pytest.raises(Refused):
            desk("copy", who, DAY, **keys)
        assert not desk.records
    else:
        desk("copy", who, DAY, **keys)
        assert view(desk)[0].released_by == who
        assert view(desk)[0].out


def test_a_waiting_copy_is_let_go_by_somebody_else_only(desk):
    waiting = desk("copy", "tia", DAY, **table(authors=["sam"]))
    assert view(desk)[0].state == "waiting"
    assert not view(desk)[0].out
    for who in ("tia", "sam", "eve", "rex"):
        with pytest.raises(Refused):
            desk("copy", who, DAY, releases=waiting.id)
    with pytest.raises(Refused, match="Ask Mia Moss"):
        desk("copy", "sam", DAY, releases=waiting.id)
    desk("copy", "mia", DAY, releases=waiting.id)
    assert (view(desk)[0].state, view(desk)[0].released_by) == ("released", "mia")
    with pytest.raises(BadInput, match="let go already"):
        desk("copy", "mia", DAY, releases=waiting.id)


def test_nobody_lets_a_copy_go_in_somebody_elses_name(desk):
    with pytest.raises(BadInput, match="released_by"):
        desk("copy", "tia", DAY, **table(authors=["sam"], released_by="mia"))


def test_a_copy_for_the_team_needs_nobody_to_let_it_go(desk):
    desk("copy", "tia", DAY, **table(recipient="team", authors=["tia"], released_by="tia"))
    assert view(desk)[0].out


def test_only_the_manager_lets_a_hit_pass_and_says_why(desk):
    entry = desk("note", "sam", DAY, text="By the church.")
    keys = table(authors=["sam"], lets_pass=[entry.id])
    with pytest.raises(BadInput, match="reason"):
        desk("copy", "mia", DAY, **keys)
    with pytest.raises(Refused):
        desk("copy", "sam", DAY, **keys, reason="She asked for it.")
    with pytest.raises(BadInput, match="lets_pass"):
        desk("copy", "mia", DAY, **{**keys, "lets_pass": ["no-such"]}, reason="She asked for it.")
    desk("copy", "mia", DAY, **keys, reason="It is her own address.")
    assert view(desk)[0].lets_pass == (entry.id,)


def test_handing_over_is_a_fact_even_where_nobody_let_it_go(desk):
    copy = desk("copy", "tia", DAY, **table(authors=["sam"]))
    desk("copy", "tia", DAY, gives=copy.id, how="by hand", on=DAY)
    assert (view(desk)[0].state, view(desk)[0].early, view(desk)[0].out) == ("given", True, True)
    desk("copy", "tia", DAY + timedelta(2), returns=copy.id, how="left on the table")
    assert (view(desk)[0].state, view(desk)[0].out) == ("returned", False)
    desk("copy", "tia", DAY + timedelta(5), gives=copy.id, how="by post")
    assert view(desk)[0].out
    assert [step.how for step in view(desk)[0].given] == ["by hand", "by post"]
    assert view(desk, DAY + timedelta(3))[0].state == "returned", "as it was known then"


def test_a_copy_that_went_out_stays_in_the_register_when_its_record_is_withdrawn(desk):
    out = desk("copy", "mia", DAY, **table(authors=["sam"], released_by="mia"))
    waiting = desk("copy", "sam", DAY, **table(sha256="b" * 64))
    for record in (out, waiting):
        desk("strike", record.by, DAY, strikes=record.id, reason="A slip.")
    assert [(copy.id, copy.state, copy.out) for copy in view(desk)] == [(out.id, "withdrawn", True)]
    with pytest.raises(BadInput, match="withdrawn"):
        desk("copy", "mia", DAY, releases=waiting.id)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"recipient": "ana"}, "paper is missing"),
        (table(sha256="A" * 64), "sha256"),
        (table(format="../x"), "format"),
        (table(paper="two\nlines"), "paper"),
        (table(at=date(2025, 3, 11)), "future"),
        (table(how="by hand"), "how belongs"),
        (table(version=0), "version"),
        (table(assessment="PA-Z"), "assessment"),
        ({"asked": DAY, "recipient": "ana"}, "paper is missing"),
        ({"asked": DAY, "recipient": "ana", "paper": "records", "sha256": "a" * 64}, "belongs to a copy"),
        (table(answers="2025-03-10-sam-aaaaaaaaaa"), "no such record"),
    ],
)
def test_what_no_copy_can_be(desk, keys, said):
    with pytest.raises(BadInput, match=said):
        desk("copy", "sam", DAY, **keys)


def test_steps_name_a_copy_and_nothing_else(desk):
    note = desk("note", "sam", DAY, text="x")
    copy = desk("copy", "sam", DAY, **table())
    for keys, said in (
        ({"gives": note.id, "how": "x"}, "id of a copy"),
        ({"gives": copy.id}, "how is missing"),
        ({"gives": copy.id, "returns": copy.id, "how": "x"}, "steps of their own"),
        ({"gives": copy.id, "how": "x", "paper": "y"}, "belongs to the copy itself"),
    ):
        with pytest.raises(BadInput, match=said):
            desk("copy", "sam", DAY, **keys)


def test_a_copy_that_was_made_is_not_put_right_by_hand(desk):
    copy = desk("copy", "sam", DAY, **table())
    with pytest.raises(BadInput, match="make it again"):
        desk.correct(copy, "sam", DAY, recipient="ben")


def test_a_request_is_open_until_an_answer_is_handed_over(desk):
    asked = desk("copy", "sam", DAY, recipient="ana", paper="records", asked=DAY - timedelta(3))
    assert open_request("ana", "records", ledger(desk.records)).id == asked.id
    assert open_request("ben", "records", ledger(desk.records)) is None
    moved = desk.correct(asked, "sam", DAY, asked=DAY - timedelta(5))
    copy = desk("copy", "mia", DAY, **table(paper="records", authors=["sam"], released_by="mia", answers=moved.id))
    assert open_request("ana", "records", ledger(desk.records)).copies == (copy.id,)
    desk("copy", "sam", DAY, gives=copy.id, how="by hand")
    assert open_request("ana", "records", ledger(desk.records)) is None
    (found,) = requests(ledger(desk.records))
    assert (found.id, found.asked, found.given) == (asked.id, DAY - timedelta(5), DAY)


def test_the_final_report_is_with_the_family_once_a_copy_is_handed_over(desk, family, practice):
    def given():
        found = events(family, ledger(desk.records), practice)
        return [(event.on, set(event.of)) for event in found if event.name == "copy.assessment"]

    keys = table(assessment="PA-A", authors=["sam"], released_by="mia")
    mine, other = desk("copy", "mia", DAY, **keys), desk("copy", "mia", DAY, **{**keys, "recipient": "court"})
    assert given() == []
    for copy in (mine, other):
        desk("copy", "mia", DAY + timedelta(2), gives=copy.id, how="by hand")
    assert given() == [(DAY + timedelta(2), {"PA-A"})], "to the court is not to the family (C.22)"


def restriction(**changes):
    plain = Restriction("safe", "Where she lives", ("14 Orchard",), ("ben", "nell"), ("ana",), DAY, None, "", "mia")
    return plain._replace(**changes)


def test_a_later_restriction_names_the_copies_already_out(desk):
    made = {}
    for recipient in ("ana", "ben", "cal", "nell"):
        keys = table(recipient=recipient, paper="chronology", authors=["sam"], released_by="mia")
        made[recipient] = desk("copy", "mia", DAY, **keys).id
    desk("copy", "sam", DAY, **table(recipient="ben"))  # waits, and so is with nobody
    desk("copy", "sam", DAY, returns=made["nell"])
    everything = view(desk)
    assert [held.copy.id for held in holders(restriction(), everything, DAY)] == [made["ben"]]
    found = holders(restriction(), everything, DAY, holds=lambda copy: copy.recipient in {"ana", "cal"})
    assert [(held.copy.recipient, held.named, held.allowed, held.holds) for held in found] == [
        ("ben", True, False, False),
        ("cal", False, False, True),
        ("ana", False, True, True),
    ]
    lifted = restriction(lifts=(Lift("x", ("ben",), DAY, "mia", ""),))
    assert holders(lifted, everything, DAY) == ()


def test_one_that_came_back_is_not_out_though_its_record_was_withdrawn(desk):
    given, back = desk("copy", "tia", DAY, **table(authors=["sam"])), desk("copy", "tia", DAY, **table(sha256="b" * 64))
    for copy in (given, back):
        desk("copy", "tia", DAY, gives=copy.id, how="by hand")
    desk("copy", "tia", DAY, returns=back.id)
    for copy in (given, back):
        desk("strike", copy.by, DAY, strikes=copy.id, reason="A slip.")
    assert {copy.id: (copy.state, copy.out) for copy in view(desk)} == {
        given.id: ("withdrawn", True),
        back.id: ("withdrawn", False),
    }


def test_it_was_early_where_it_went_before_it_was_let_go(desk):
    copy = desk("copy", "tia", DAY, **table(authors=["sam"]))
    assert not view(desk)[0].early, "nobody handed it over"
    desk("copy", "mia", DAY + timedelta(1), releases=copy.id)
    assert (view(desk)[0].early, view(desk)[0].released_on) == (False, DAY + timedelta(1))
    desk("copy", "tia", DAY + timedelta(2), gives=copy.id, how="x", on=DAY + timedelta(1))
    assert not view(desk)[0].early
    desk("copy", "tia", DAY + timedelta(2), gives=copy.id, how="x", on=DAY)
    assert view(desk)[0].early
    at_once = desk("copy", "mia", DAY, **table(authors=["sam"], released_by="mia", recipient="ben"))
    assert next(copy.released_on for copy in view(desk) if copy.id == at_once.id) == DAY


def test_what_a_hand_wrote_is_read_as_it_is_meant_or_left(note):
    keys = {"recipient": "ana", "paper": "p", "sha256": "a" * 64}
    odd = note(1, kind="copy", **keys, version="two", at="soon", told="so")
    good = note(2, kind="copy", **keys, version=7, at=DAY, told={"large": True})
    struck = note(3, released_by="mia", sha256="a" * 64)
    strikes = [note(4, kind="strike", strikes=struck.id), note(5, kind="strike", strikes=note(9).id)]
    found = {copy.id: copy for copy in copies(ledger([odd, good, struck, *strikes]))}
    assert set(found) == {odd.id, good.id}
    assert [(copy.version, copy.at, dict(copy.told)) for copy in (found[odd.id], found[good.id])] == [
        (1, odd.on, {}),
        (7, DAY, {"large": True}),
    ]


def test_each_request_has_its_own_answers(desk, note):
    first, second = (desk("copy", "sam", DAY, recipient=who, paper="records", asked=DAY) for who in ("ana", "ben"))
    keys = table(paper="records", authors=["sam"], released_by="mia")
    mine = desk("copy", "mia", DAY, **keys, answers=first.id)
    desk("copy", "mia", DAY, **{**keys, "sha256": "b" * 64})
    lost = note(1, kind="copy", recipient="ana", paper="records", sha256="c" * 64, answers=note(9).id)
    found = {request.id: request.copies for request in requests(ledger([*desk.records, lost]))}
    assert found == {first.id: (mine.id,), second.id: ()}


def test_those_that_hold_it_come_first_among_those_whom_it_names(desk):
    keys = table(authors=["sam"], released_by="mia")
    made = {who: desk("copy", "mia", DAY, **{**keys, "recipient": who}) for who in ("ben", "nell")}
    for holding in made:
        found = holders(restriction(), view(desk), DAY, holds=lambda copy, who=holding: copy.recipient == who)
        assert [held.copy.recipient for held in found] == sorted(made, key=lambda who, first=holding: who != first)
