# ruff: noqa: F811 - the fixtures come from other folders of tests
"""Consent: help kept apart from sharing, per person, matter and recipient; what work rests on, and what it cannot."""

import json
import os
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fsworkbook.errors import BadInput, Refused
from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.store.folder import Folder
from fsworkbook.workbook.consentgaps import (
    ATTACHED,
    CHILD,
    ENTRY,
    LAPSED,
    STOPPED,
    UNASKED,
    consent_gaps,
    relied_on,
    words,
)
from fsworkbook.workbook.consents import agreements, allowing, not_asked
from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.record import Record
from fsworkbook.workbook.registry import read_family
from fsworkbook.workbook.timing.days import counting
from fsworkbook.workbook.timing.outlook import CONSENT, REVIEW, outlook
from tests.cli_work.conftest import made, terminals, work  # noqa: F401 - a real folder, and the command line in it
from tests.story.conftest import ashdown, command, expected, told  # noqa: F401 - the training family
from tests.workbook.conftest import TABLE, desk, family, practice, tail  # noqa: F401 - the family in memory

ENTER, SPACE = "\r", " "
DAY = date(2025, 3, 10)
TEN = "2025-04-14T10:00"
EXAMPLES = 400 if os.environ.get("FSWORKBOOK_TORTURE") else 40


def days(number):
    return DAY + timedelta(days=number)


def standing(desk, practice, on=DAY):
    return agreements(ledger(desk.records), practice, on)


def gaps(desk, family, practice, on=DAY, *kinds):
    found = consent_gaps(family, ledger(desk.records), practice, on)
    return [gap for gap in found if not kinds or gap.kind in kinds]


def ask(desk, state="given", matter="share-gp", person="ana", on=DAY, by="sam", **more):
    return desk("consent", by, on, person=person, matter=matter, state=state, on=on, **more)


# What is called consent, and how it stands


def test_help_and_sharing_are_kept_apart(desk, practice):
    ask(desk, matter="join-pathway")
    ask(desk, matter="share-school")
    ask(desk, matter="going to football", to="the club")
    ask(desk, matter="a walk with Sam")
    found = {item.matter: item.about for item in standing(desk, practice)}
    assert found == {
        "join-pathway": ("help",),
        "share-school": ("sharing",),
        "going to football": ("sharing",),
        "a walk with Sam": ("help",),
    }


def test_each_person_matter_and_recipient_stands_by_itself(desk, practice):
    ask(desk)
    ask(desk, person="cal", state="refused")
    ask(desk, matter="share-other-parent", to="Ben")
    ask(desk, matter="share-other-parent", to="Cal", state="refused")
    found = {(item.person, item.matter, item.to): item.state for item in standing(desk, practice)}
    assert found == {
        ("ana", "share-gp", ""): "given",
        ("cal", "share-gp", ""): "refused",
        ("ana", "share-other-parent", "Ben"): "given",
        ("ana", "share-other-parent", "Cal"): "refused",
    }


@pytest.mark.parametrize("said", ["GP", "the GP", " the  gp "])
def test_one_recipient_is_one_however_it_is_said(desk, practice, said):
    ask(desk, state="refused")
    ask(desk, on=days(-1), to=said)
    (one,) = standing(desk, practice)
    assert (one.state, len(one.before)) == ("refused", 1)


def test_a_matter_by_its_name_is_that_matter_and_several_make_a_record_each(desk, practice):
    first = ask(desk, matter=["Share with the GP", "share-school"], words="Yes to both.")
    assert first.word("matter") == "share-gp"
    assert [record.word("matter") for record in desk.records] == ["share-gp", "share-school"]
    assert {record.word("words") for record in desk.records} == {"Yes to both."}
    assert len(standing(desk, practice)) == 2


def test_a_consent_lapses_after_its_day_and_only_where_work_might_rest_on_it(desk, practice):
    ask(desk, review=days(5))
    ask(desk, matter="share-school", state="refused", review=days(5))
    assert [item.lapsed for item in standing(desk, practice, days(5))] == [False, False]
    assert [item.lapsed for item in standing(desk, practice, days(6))] == [True, False]
    assert allowing(standing(desk, practice, days(5)), "ana", "share-gp", practice)
    assert allowing(standing(desk, practice, days(6)), "ana", "share-gp", practice) is None


def test_a_withdrawal_deletes_nothing_and_stops_what_comes_after(desk, family, practice):
    given_ = ask(desk, matter="work-family-worker")
    before = desk("module", "tia", days(1), assessment="PA-A", answers={"M3.Q02": "x"})
    gone = ask(desk, matter="work-family-worker", state="withdrawn", on=days(2))
    later = desk("module", "tia", days(3), assessment="PA-A", answers={"M3.Q02": "y"})
    (one,) = standing(desk, practice, days(3))
    assert (one.state, one.before) == ("withdrawn", (given_,))
    (stopped,) = gaps(desk, family, practice, days(3), STOPPED)
    assert stopped.records == (gone.id, later.id)
    assert before.id not in stopped.records
    assert "1 entry since then" in words(stopped, family, practice)
    assert not gaps(desk, family, practice, days(1), STOPPED, UNASKED)


# What a consent must say


def test_only_the_manager_is_named_as_who_decided_that_none_is_required(desk):
    with pytest.raises(BadInput, match="decided_by takes who may decide"):
        ask(desk, state="not-required", reason="legal-duty", decided_by="tia")
    with pytest.raises(BadInput, match="reason takes one of: significant-harm, "):
        ask(desk, state="not-required", reason="it was late", decided_by="mia")
    with pytest.raises(BadInput, match="decided_by is missing"):
        ask(desk, state="not-required", reason="legal-duty")
    with pytest.raises(Refused, match="may not do this"):
        ask(desk, by="eve", state="not-required", reason="legal-duty", decided_by="mia")
    assert ask(desk, state="not-required", reason="legal-duty", decided_by="mia").word("reason") == "legal-duty"
    assert len(desk.records) == 1


def test_what_was_decided_before_the_team_was_there_may_name_anybody(desk):
    made = ask(desk, on=date(2025, 2, 24), state="not-required", reason="legal-duty", decided_by="Assessment team")
    assert made.word("decided_by") == "Assessment team"


def test_testing_is_asked_for_each_episode(desk, practice):
    with pytest.raises(BadInput, match="scope is missing"):
        ask(desk, matter="testing")
    ask(desk, matter="testing", scope="March")
    ask(desk, matter="testing", state="withdrawn", on=days(2))
    ask(desk, matter="testing", scope="May", on=days(9))
    (one,) = standing(desk, practice, days(9))
    assert (one.record.word("scope"), len(one.before)) == ("May", 2)


@pytest.mark.parametrize("matter", ["film", "photographs", "drawings"])
def test_film_photographs_and_drawings_need_the_childs_own(desk, family, practice, matter):
    with pytest.raises(BadInput, match="children is missing"):
        ask(desk, matter=matter)
    ask(desk, matter=matter, children=["jo"])
    (gap,) = gaps(desk, family, practice, DAY, CHILD)
    assert (gap.person, gap.matter, gap.hint) == ("jo", matter, True)
    assert ("jo", matter) in {tuple(item) for item in not_asked(standing(desk, practice), family, practice, DAY)}
    ask(desk, matter=matter, person="jo", state="refused", words="No.")
    assert not gaps(desk, family, practice, DAY, CHILD)
    assert gaps(desk, family, practice, DAY, STOPPED)


# What is missing


def test_joining_is_asked_before_an_assessment_begins(desk, family, practice):
    assert not gaps(desk, family, practice, date(2025, 3, 2), ENTRY)
    assert {gap.person for gap in gaps(desk, family, practice, DAY, ENTRY)} == {"ana", "cal"}
    waiting = not_asked(standing(desk, practice), family, practice, date(2025, 3, 2))
    assert {item.person for item in waiting} == {"ana", "cal"}
    ask(desk, matter="join-pathway", state="not-asked")
    ask(desk, matter="assessment", person="cal")
    assert {gap.person for gap in gaps(desk, family, practice, DAY, ENTRY)} == {"ana"}
    ask(desk, matter="join-pathway", state="refused", on=DAY)
    assert not gaps(desk, family, practice, DAY, ENTRY)
    assert [gap.person for gap in gaps(desk, family, practice, DAY, STOPPED)] == ["ana"]


@pytest.mark.parametrize(("status", "looked"), [("s17_cin", True), ("cp_neglect", False), (None, False)])
def test_a_no_where_the_plan_is_voluntary_asks_for_a_look_at_the_threshold(desk, family, practice, status, looked):
    if status:
        desk(
            "status", "sam", DAY, child="ida", status=status, decided_by="a conference", reason="Why.", **{"from": DAY}
        )
    ask(desk, matter="join-pathway", state="refused")
    ask(desk, matter="film", state="refused")
    found = {gap.matter: gap for gap in gaps(desk, family, practice, DAY, STOPPED)}
    assert found["join-pathway"].threshold is looked
    assert found["film"].threshold is False
    assert ("look at the threshold" in words(found["join-pathway"], family, practice)) is looked
    assert "nor threatens" in words(found["join-pathway"], family, practice) or not looked


def test_who_begins_sees_their_own_gaps_and_no_others(desk, family, practice):
    ask(desk, matter="join-pathway")
    ask(desk, matter="share-gp", state="refused")
    book = ledger(desk.records)
    for member, wanted in {
        "sam": {("share-gp", STOPPED)},
        "rex": {("share-gp", STOPPED), ("work-recovery", UNASKED)},
    }.items():
        found = relied_on(family, book, practice, DAY, member=member, people=["ana"])
        assert {(gap.matter, gap.kind) for gap in found} == wanted
    assert relied_on(family, book, practice, DAY, member="sam", people=["ida"]) == ()


STATES = st.sampled_from(["given", "limited", "refused", "withdrawn", "not-asked"])
SAID = st.tuples(st.integers(0, 12), STATES, st.none() | st.integers(0, 14))


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(said=st.lists(SAID, max_size=5), worked=st.lists(st.integers(0, 12), max_size=5), on=st.integers(0, 14))
def test_work_is_a_gap_exactly_where_no_consent_carried_it_on_its_day(said, worked, on):
    """Judged by a reading of the days that is not the program's."""
    practice, people = load(shipped()), read_family(TABLE, "rowan")
    records = []

    def keep(kind, day, by, **head):
        moment = datetime(2025, 5, 1, 0, 0, len(records), tzinfo=UTC)
        records.append(Record(f"{day}-{by}-{tail(len(records))}", kind, day, moment, by, head))
        return records[-1]

    keep("consent", days(-5), "sam", person="ana", matter="join-pathway", state="given")
    keep("consent", days(-5), "sam", person="cal", matter="join-pathway", state="given")
    for day, state, review in said:
        more = {"review": days(review)} if review is not None else {}
        keep("consent", days(day), "rex", person="ana", matter="work-recovery", state=state, **more)
    entries = [keep("module", days(day), "rex", about=["ana"], assessment="PA-A") for day in worked]

    def carried(day):
        stood = [item for item in said if item[0] <= day]
        last = max(enumerate(stood), key=lambda pair: (pair[1][0], pair[0]), default=None)
        if last is None or last[1][1] not in {"given", "limited"}:
            return False
        return last[1][2] is None or last[1][2] >= day

    found = consent_gaps(people, ledger(records), practice, days(on))
    told = {key for gap in found for key in gap.records} & {entry.id for entry in entries}
    # What was refused, withdrawn or had lapsed and was given again since is history of that consent, not a gap in work.
    without = {entry.id for entry, day in zip(entries, worked, strict=True) if day <= on and not carried(day)}
    assert told <= without
    unasked = {entry.id for entry, day in zip(entries, worked, strict=True)
               if day <= on and not [item for item in said if item[0] <= day]}  # fmt: skip
    assert unasked <= told
    standing_now = agreements(ledger(records), practice, days(on))
    assert (allowing(standing_now, "ana", "work-recovery", practice) is not None) is carried(on)
    if not carried(on) and [item for item in said if item[0] <= on]:
        last = next(item for item in standing_now if item.matter == "work-recovery")
        if last.lapsed or last.state in {"refused", "withdrawn"}:
            assert any(gap.kind in {LAPSED, STOPPED} for gap in found)


def test_what_was_attached_without_consent_is_due_until_somebody_is_asked(desk, family, practice):
    """F.10: a photograph, with whoever is in it, and the child as well as the parent."""
    kind = next(item for item in practice.attachments.values() if item.consent)
    moment = datetime(2025, 3, 10, 12, tzinfo=UTC)
    head = {"topic": "attachment", "shows": kind.id, "about": ["ana"], "adds_to": "2025-03-10-sam-aaaaaaaaaa"}
    note = Record("2025-03-10-sam-bbbbbbbbbb", "note", DAY, moment, "sam", head)
    plain = note._replace(id="2025-03-10-sam-cccccccccc", head={**head, "topic": ""})

    def attached(*more):
        found = consent_gaps(family, ledger([*desk.records, *more]), practice, DAY + timedelta(9))
        return [(gap.person, gap.matter, gap.records, gap.asked) for gap in found if gap.kind == ATTACHED]

    def due():
        tasks = outlook(family, ledger([*desk.records, note]), practice, counting(practice.days))
        return [(task.what, task.due) for task in tasks.tasks if task.rule == CONSENT and task.record == note.id]

    assert attached(plain) == []
    assert attached(note) == [("ana", kind.consent, (note.id,), False)]
    (gap,) = [gap for gap in consent_gaps(family, ledger([note]), practice, DAY) if gap.kind == ATTACHED]
    assert "1 attachment from 10 Mar 2025 with no consent" in words(gap, family, practice)
    assert due() == [("Ask for consent · Ana", DAY)]
    ask(desk, matter=kind.consent, children=["ida"])
    assert attached(note._replace(on=DAY - timedelta(1))) == [("ana", kind.consent, (note.id,), True)]
    note = note._replace(on=DAY - timedelta(1))
    assert due() == []
    assert attached(note._replace(on=DAY)) == []


# The training family


@pytest.fixture(scope="module")
def book(ashdown):
    folder = Folder.open(ashdown)
    records, faults = folder.records()
    assert not faults
    return read_family(folder.table(), "ashdown"), records


def test_the_expected_gaps_of_the_training_family_to_the_last_line(book, practice, expected):
    people, records = book

    def on(day):
        found = consent_gaps(people, ledger(records, day), practice, day)
        return {(gap.kind, gap.person, gap.matter, gap.since.isoformat()): gap for gap in found}

    lines = expected["consent_gaps"]
    for line in lines:
        for day, there in line["on"].items():
            key = (line["kind"], line["person"], line["matter"], line["since"])
            assert (key in on(date.fromisoformat(day))) is there, (line, day)
    known = {(line["kind"], line["person"], line["matter"], line["since"]) for line in lines}
    assert set(on(date(2025, 5, 30))) <= known


def test_the_gap_of_the_first_psychology_session_names_it_and_nothing_later(book, practice):
    people, records = book
    found = consent_gaps(people, ledger(records), practice, date(2025, 5, 30))
    (gap,) = [item for item in found if item.matter == "work-psychologist"]
    (entry,) = gap.records
    assert (entry[:10], ledger(records).everything[entry].by) == ("2025-03-10", "miriam")
    assert gap.asked
    tested = [record for record in records if record.by == "shanice" and record.kind == "module"]
    assert [record.on.isoformat() for record in tested if "PA-D" in record.word("assessment")][-1] == "2025-05-28"
    assert not {record.id for record in tested} & {key for item in found for key in item.records}


def test_every_state_but_not_asked_is_in_the_story(book):
    _, records = book
    states = {record.word("state") for record in records if record.kind == "consent"}
    assert states == {"given", "limited", "refused", "withdrawn", "not-required"}


def test_what_is_due_of_it(told):
    def rules(day):
        env = {"FSWORKBOOK_NOW": f"{day}T09:00", "FSWORKBOOK_CASELOAD": str(told / "demo")}
        done = command(told, "due", "--family", "ashdown", "--all", "--json", env=env)
        assert done.returncode == 0, done.stderr
        return {(item["rule"], item["of"], item["due"]) for item in json.loads(done.stdout)["data"]}

    assert (CONSENT, "kerry", "2025-03-10") in rules("2025-03-20")
    assert (CONSENT, "kerry", "2025-03-10") not in rules("2025-04-02"), "asked at last"
    assert (CONSENT, "daniel", "2025-04-17") in rules("2025-04-16"), "withdrawn: the supervision of the next day"
    assert (CONSENT, "daniel", "2025-04-17") not in rules("2025-04-24")
    assert not [item for item in rules("2025-05-30") if item[0] == REVIEW]


# The command


def test_withdrawing_by_options_says_whose_work_it_bears_on(work):
    work.take("consent", "give", "--as", "tom", stdin='person = "rosa"\nmatter = "work-family-worker"\n', now=TEN)
    code, out, err = work.run(
        "consent", "withdraw", "--as", "priya", "--person", "mum", "--matter", "work-family-worker", "--no-input"
    )
    assert (code, len(out.split())) == (0, 1), err
    assert "Tom Whitcombe works on it: tell them today." in err
    (row,) = work.data("consent", "--person", "rosa")["help"]
    assert (row["state"], len(row["before"])) == ("withdrawn", 1)
    assert "nothing may rest on it" in " ".join(work.run("consent")[1].split())


def test_a_file_that_says_another_state_than_the_second_word_is_refused(work):
    before = work.state()
    code, out, err = work.run(
        "consent", "refuse", "--as", "priya", "--from", "-",
        stdin='person = "rosa"\nmatter = "share-gp"\nstate = "given"\n',
    )  # fmt: skip
    assert (code, out) == (2, "")
    assert "they differ" in err
    assert work.state() == before


def test_what_was_known_on_a_day(work):
    work.take(
        "consent", "give", "--as", "priya", stdin='person = "rosa"\nmatter = "share-gp"\n', now="2025-03-10T12:00"
    )
    work.take("consent", "refuse", "--as", "priya", stdin='person = "rosa"\nmatter = "share-gp"\n')
    states = [work.data("consent", *at)["sharing"] for at in (("--at", "2025-03-09"), ("--at", "2025-03-10"), ())]
    assert [[row["state"] for row in rows] for rows in states] == [[], ["given"], ["refused"]]


def test_film_by_talking_asks_for_the_child(work, terminals):
    talk = terminals("consent", "give", "--person", "rosa", "--as", "tom")
    for seen, keys in (
        ("Agreeing to help, or to sharing?", ("1", ENTER)),
        ("Agreeing to what?", ("Film", ENTER)),
        ("With which children?", (SPACE, ENTER)),
        ("When was it?", (ENTER,)),
        ("What did they say, in their words?", ("Only the tea set.", ENTER)),
        ("Anything to add?", (ENTER,)),
        ("Is this right?", ("1", ENTER)),
    ):
        talk.see(seen)
        talk.type(*keys)
    talk.see("agreement is not recorded (F.10)")
    assert talk.end() == 0
    (row,) = work.data("show", "--kind", "consent")
    assert (row["keys"]["matter"], row["keys"]["children"], row["keys"]["state"]) == ("film", ["josh"], "given")
    assert {(item["person"], item["matter"]) for item in work.data("consent")["not_asked"]} >= {("josh", "film")}


def test_withdrawing_by_talking_begins_at_what_was_agreed(work, terminals):
    code, _, err = work.run("consent", "withdraw", "--as", "priya", "--no-input")
    assert code == 2, err
    for matter, now in (("share-gp", "2025-04-14T09:00"), ("share-school", TEN)):
        work.take("consent", "give", "--as", "priya", stdin=f'person = "rosa"\nmatter = "{matter}"\n', now=now)
    talk = terminals("consent", "withdraw", "--as", "priya")
    for seen, keys in (
        ("Which one?", ("2", ENTER)),
        ("When was it?", (ENTER,)),
        ("What did they say", ("Not the school.", ENTER)),
        ("Anything to add?", (ENTER,)),
        ("Is this right?", ("1", ENTER)),
    ):
        talk.see(seen)
        talk.type(*keys)
    talk.see("Recorded:")
    assert talk.end() == 0
    found = {row["matter"]: row["state"] for row in work.data("consent")["sharing"]}
    assert found == {"share-gp": "given", "share-school": "withdrawn"}


def test_who_begins_a_module_or_asks_for_a_colleague_sees_what_does_not_stand(work, terminals):
    work.take("consent", "refuse", "--as", "tom", stdin='person = "rosa"\nmatter = "work-family-worker"\n')
    talk = terminals("module", "3", "--parent", "rosa", "--as", "tom")
    talk.see("Consent: please look")
    talk.see("refused on")
    request = (
        'specialists = ["recovery-worker"]\nperson = "rosa"\nsummary = "s"\npurpose = "p"\ntimescale = "6 weeks"\n'
    )
    code, _, err = work.run("request", "--as", "priya", "--from", "-", stdin=request)
    assert code == 0
    assert "nobody has asked yet" in err
    code, out, err = work.run("report", "--parent", "rosa")
    assert code == 0
    assert "Consent: please look" in out + err
