# ruff: noqa: F811 - the fixture comes from another test file
"""`restrict` word by word: what is asked to set and to lift one, and what is said then, guard by guard, in memory."""

from datetime import date
from types import SimpleNamespace

import pytest

from fsworkbook.cli.direct import understand
from fsworkbook.cli.disclosing import restrictcover, restricttalk
from fsworkbook.errors import BadInput, Refused
from fsworkbook.workbook.disclosure.restrictions import restrictions
from fsworkbook.workbook.registry import read_family
from tests.disclosure.test_editions import JUNE, MAY, SPRING, TABLE, entry, record
from tests.disclosure.test_papers import said, sit  # noqa: F401 - the family to sit down with
from tests.disclosure.test_restricting import LATER, lift, restriction
from tests.disclosure.test_talks import copy

NUMBER = "07700 900123"
REST = ["whole", "from", "reason", "added", "key"]
ORDER = {"kind": "non-molestation order", "protects": ["ana"], "from": SPRING}
FAMILY = {
    **TABLE,
    "order": [
        *TABLE["order"],
        {"key": "o2", "against": "cal", "until": JUNE, **ORDER},
        {"key": "o3", "against": "hal", "until": MAY, **ORDER},
    ],
}


class Answering:
    """Somebody who answers each question with what was put there for it, else with what stands there already."""

    def __init__(self, desk, answers=None):
        self.desk, self.answers, self.key = desk, answers or {}, ""
        self.current, self.seen, self.labels, self.offered, self.ticked, self.refused = None, [], {}, {}, {}, []

    def show(self, *lines):
        self.seen += lines

    def given(self, label, standing):
        self.labels[self.key] = label
        return self.answers.get(self.key, standing)

    def text(self, label, *, default="", wrong=lambda _: "", **_more):
        answer = self.given(label, default)
        self.refused.append(wrong(answer))
        return answer or None

    long = text

    def day(self, label, **_more):
        return self.given(label, JUNE)

    def one(self, label, choices, **_more):
        self.offered[self.key] = dict(choices)
        return self.given(label, next(iter(choices)))

    def several(self, label, choices, *, ticked=(), **_more):
        self.offered[self.key], self.ticked[self.key] = dict(choices), [*ticked]
        return self.given(label, [*ticked])


def held(sitting, talk, **answers):
    """Hold a conversation; return who answered, which questions were asked in their order, and what it came to."""
    asker, table, asked = Answering(sitting.desk, answers), {}, []
    while step := next((one for one in talk.steps(table) if one.key not in asked), None):
        asker.key = step.key
        if (value := step.ask(asker, table)) is not None:
            table[step.key] = value
        asked.append(step.key)
    return asker, asked, talk.finish(table)


def asked_of(sitting, key, table, current=None, **answers):
    """Ask one question of a restriction, and return what was answered and who did."""
    (step,) = [one for one in restricttalk._setting(sitting).steps(table) if one.key == key]  # noqa: SLF001
    asker = Answering(sitting.desk, answers)
    asker.key, asker.current = key, current
    return step.ask(asker, table), asker


def reads(talk, table, key, value):
    return next(one for one in talk.steps(table) if one.key == key).reads(value)


# ---- what is asked to set one ---------------------------------------------------------------------------------


@pytest.fixture
def safe(sit):
    """The family with a slip, two more that are open, and two that go to nobody: the team's own, a strange one."""
    slip, clean = entry(f"By Quill Lane, ring {NUMBER}."), entry("By the church.")
    others = entry("x"), record("note", "Quill Lane", key="r1"), record("strange", "Quill Lane")
    sitting = sit(slip, clean, *others, family=read_family(FAMILY, "rowan"))
    return sitting, slip, clean


def test_a_restriction_is_asked_for_question_by_question(safe):
    sitting, slip, _ = safe
    talk = restricttalk._setting(sitting)  # noqa: SLF001
    answers = {
        "what": "Where she lives",
        "proposed": ["Quill Lane"],
        "words": "Harbour, , Quill Lane",
        "reason": "Fear.",
    }
    asker, asked, made = held(sitting, talk, may_have=["ana"], **answers)
    assert asked == ["what", "never_to", "proposed", "words", "may_have", "earlier", *REST]
    assert made == {
        "what": "Where she lives",
        "never_to": ["ben", "cal"],
        "may_have": ["ana"],
        "guard": ["Quill Lane", "Harbour"],
        "covers": [slip.id, "h1"],
        "from": JUNE,
        "reason": "Fear.",
        "key": "r1",
    }
    assert asker.ticked["never_to"] == ["ben", "cal"], "whom an order keeps away today"
    assert asker.offered["proposed"] == {
        "Quill Lane": "Quill Lane  (Safe house)",
        "Saltby": "Saltby  (Safe house)",
        "Drove Road": "Drove Road  (h2)",
        NUMBER: NUMBER,
    }
    assert {"ana", "hal", "dee"} <= set(asker.offered["may_have"])
    assert not {"ben", "cal", "bump"} & set(asker.offered["may_have"])
    assert [*asker.offered["earlier"]] == asker.ticked["earlier"] == [slip.id]
    assert asker.ticked["whole"] == ["h1"]
    assert asker.offered["whole"]["h1"] == "Safe house, where it is"
    assert asker.offered["whole"]["h2"] == "h2, where it is"
    assert asker.offered["whole"]["dee"] == "Dee Rowan, that they are there at all"
    assert [line.strip() for line in asker.seen] == ["In earlier records: Quill Lane 1, Harbour nowhere."]
    assert asker.labels["words"] == "Which further words?"


def test_what_was_chosen_reads_in_words(safe):
    sitting, *_ = safe
    talk, table = restricttalk._setting(sitting), {"proposed": ["Quill Lane"]}  # noqa: SLF001
    assert [reads(talk, table, "earlier", ["x"] * many) for many in (1, 2)] == ["1 earlier record", "2 earlier records"]
    assert reads(talk, table, "whole", ["h1", "gone"]) == "Safe house, where it is and gone"


def test_one_without_words_keeps_back_what_it_covers(sit):
    sitting = sit(entry("x"), family=read_family({**FAMILY, "household": [], "order": []}, "rowan"))
    talk = restricttalk._setting(sitting)  # noqa: SLF001
    asker, asked, made = held(sitting, talk, what="She is pregnant", whole=["bump"], reason="x")
    assert asked == ["what", "never_to", "words", "may_have", *REST]
    assert (made.get("guard"), made["covers"], made.get("never_to")) == (None, ["bump"], None)
    assert "ben" in asker.offered["may_have"]
    assert [line.strip() for line in asker.seen] == ["No words are guarded: only what it covers is kept back."]
    assert asker.labels["words"] == "Which words tell it?"
    assert asker.ticked["whole"] == []
    _, _, made = held(sitting, talk, what="x", reason="x", words="Harbour")
    assert (made["guard"], "covers" in made) == (["Harbour"], False)
    assert talk.finish({"what": "x"}) == {"what": "x"}


def test_a_number_that_is_chosen_brings_no_home_with_it(safe):
    sitting, *_ = safe
    assert asked_of(sitting, "whole", {"proposed": [NUMBER]})[1].ticked["whole"] == []
    assert asked_of(sitting, "whole", {})[1].ticked["whole"] == []


def test_what_more_there_is_to_say_is_asked_where_it_is_chosen(safe):
    sitting, *_ = safe
    talk, first = restricttalk._setting(sitting), {"what": "x", "reason": "x", "words": "Harbour"}  # noqa: SLF001
    for added, keys in (
        (["until"], ["until"]),
        (["source_person"], ["source_person"]),
        (["until", "source_person"], ["until", "source_person"]),
    ):
        answers = {"added": added, "until": LATER, "source_person": "fay", **first}
        asker, asked, made = held(sitting, talk, **answers)
        assert asked[asked.index("added") + 1 : -1] == keys
        assert {key: made[key] for key in keys} == {key: answers[key] for key in keys}
        assert not {"added", "until", "source_person"} - set(keys) & set(made)
    assert asker.offered["source_person"]["bump"] == "Baby Rowan"


def test_further_words_are_taken_one_by_one_and_refused_where_they_cannot_serve(safe):
    sitting, *_ = safe
    words, asker = asked_of(sitting, "words", {}, words=" Harbour ,Hill Road,, Harbour")
    assert (words, asker.refused) == (["Harbour", "Hill Road"], [""])
    assert asked_of(sitting, "words", {})[0] is None
    _, asker = asked_of(sitting, "words", {"never_to": ["ben"]}, words="ben")
    assert asker.refused[0].startswith("This has a name of ben")
    for current, shown in ((["Harbour", "Hill"], "Harbour, Hill"), ("Harbour", "Harbour"), (None, None)):
        assert asked_of(sitting, "words", {}, current)[1].current == shown


def test_a_word_that_stands_almost_everywhere_is_told(sit):
    some = [entry("Quill Lane"), entry("Quill Lane, the church"), entry("x")]
    table = {"words": ["Quill Lane", "church"]}

    def told(*records):
        return " ".join(" ".join(asked_of(sit(*records), "may_have", table)[1].seen).split())

    assert "“Quill Lane” stands in 2 of 3 records, and few copies could be made." in told(*some)
    assert "“church”" not in told(*some)
    assert "few copies" not in told(*some, entry("x"))
    assert "few copies" not in told(*some[:2]), "of so few nobody can tell"


def test_the_records_that_hold_any_of_its_words_are_offered(sit):
    one, other, neither = entry("By Quill Lane"), entry("by the church"), entry("x")
    sitting = sit(one, neither, other)
    _, asker = asked_of(sitting, "earlier", {"words": ["church", "Quill Lane"]})
    assert {*asker.offered["earlier"]} == {one.id, other.id}
    steps = restricttalk._setting(sitting).steps  # noqa: SLF001
    assert "earlier" not in [step.key for step in steps({"words": ["Harbour"]})]


def test_its_key_is_one_that_no_restriction_had(sit):
    assert asked_of(sit(restriction("r1"), record("note", key="r2")), "key", {})[0] == "r2"


def test_who_may_neither_set_nor_lift_is_asked_nothing(sit):
    with pytest.raises(Refused):
        restricttalk._setting(sit(by="bell"))  # noqa: SLF001
    with pytest.raises(Refused):
        restricttalk._lifting(sit(restriction(), by="priya"))  # noqa: SLF001


# ---- what is asked to lift one --------------------------------------------------------------------------------


def test_one_is_lifted_for_those_from_whom_it_keeps_something_still(sit):
    rules = restriction(never_to=["ben", "cal"]), restriction("m", ("Saltby",)), restriction("o", ("Drove",))
    sitting = sit(*rules, lift("k", "cal"), lift("o", "ben"))
    talk = restricttalk._lifting(sitting)  # noqa: SLF001
    asker, asked, made = held(sitting, talk, **{"for": ["ben"], "reason": "He knows."})
    assert asked == ["lifts", "for", "on", "reason"]
    assert asker.offered == {
        "lifts": {"k": "k  Where she lives", "m": "m  Where she lives"},
        "for": {"ben": "Ben Rowan"},
    }
    assert made == {"lifts": "k", "for": ["ben"], "on": JUNE, "reason": "He knows."}
    assert "for" not in [step.key for step in talk.steps({})]
    assert reads(talk, {"lifts": "k"}, "for", ["ben", "gone"]) == "Ben Rowan and gone"


def test_where_nothing_is_kept_back_nothing_is_lifted(sit):
    for records in ((), (restriction(), lift("k", "ben"))):
        with pytest.raises(BadInput, match="nothing is restricted"):
            restricttalk._lifting(sit(*records))  # noqa: SLF001


# ---- word by word, and what is said once it is recorded -------------------------------------------------------


@pytest.fixture
def typed(monkeypatch):
    """Type `restrict` with some words at a sitting; returns what was said and how it ended."""

    def commit(folder, records, _bearings, *, action):
        folder.held += records
        return records, SimpleNamespace(finished=(), hand_edits=(), action=action)

    monkeypatch.setattr(restrictcover, "commit", commit)

    def down(sitting, *words, given=None, at=None):
        monkeypatch.setattr("fsworkbook.cli.frame.source.read_source", lambda *_: dict(given or {}))
        for stream in (sitting.desk.stdout, sitting.desk.stderr):
            stream.seek(0)
            stream.truncate()
        code = None
        for command, told, bare in understand(["restrict", *words]).steps:
            asks = SimpleNamespace(
                desk=sitting.desk,
                source=None if given is None else "x",
                bare=bare,
                json=False,
                sit=lambda **_: sitting,
                until=lambda: at,
                day=lambda day: day and date.fromisoformat(day),
            )
            own = {name: value for name, value in told.items() if name not in command.shared}
            code = command.function(asks, **own)
        return " ".join(said(sitting).split()), code

    return down


SET = {"key": "k", "what": "Where she lives", "guard": ["Quill Lane"], "never_to": ["ben"], "reason": "Fear."}


def test_each_word_of_it_does_what_it_says(typed, sit):
    slip = entry("Quill Lane")
    sitting = sit(slip, restriction("a", ("Saltby",), never_to=["cal"]))
    page, _ = typed(sitting)
    assert page.count("restrictions on 2 Jun 2025") == 1
    assert "k keeps it from Ben." in typed(sitting, "set", given=SET)[0]
    assert typed(sitting, "list")[0].count("restrictions on 2 Jun 2025") == 1
    assert "a Where she lives" not in typed(sitting, "list", "--for", "ben")[0]
    assert "a Where she lives" not in typed(sitting, "--for", "ben")[0]
    assert "on 3 Mar 2025" in typed(sitting, "list", at=SPRING)[0]
    assert typed(sitting, "check")[1] == 1
    told, _ = typed(sitting, "cover", "k", "--record", slip.id, "--record", "h1", "--reason", "It slipped.")
    assert "k covers 1 record, 1 home" in told
    assert typed(sitting, "check")[1] == 0
    told, _ = typed(sitting, "lift", "a", "--for", "cal", "--on", "2025-06-01", "--reason", "He knows.")
    assert "a is lifted for Cal from 1 Jun 2025. It keeps it from nobody now." in told
    assert [item.keeps_from("cal", JUNE) for item in restrictions(sitting.ledger())] == [False, False]


def test_what_is_said_of_one_that_is_set(typed, sit):
    first = restriction("a", ("Saltby",), never_to=["cal"])
    slip, own = entry("Quill Lane"), record("note", "Quill Lane")

    def told(*records, **more):
        sitting = sit(first, *records)
        return typed(sitting, "set", given={**SET, **more})[0]

    assert told().endswith("was begun. k keeps it from Ben.")
    assert "k keeps it from Ben from 20 Jun 2025." in told(**{"from": LATER})
    assert "k keeps it from Ben, and covers 1 record." in told(slip, covers=[slip.id])
    loose = told(slip)
    assert "Its words stand without it in earlier records: 3 Mar 2025" in loose
    assert "Cover them: fsworkbook restrict cover k" in loose
    for records, more in (((slip,), {"covers": [slip.id]}), ((own,), {})):
        assert "stand without it" not in told(*records, **more), "nobody else has the team's own"
    assert "Copies that are out already" in told(copy())
    assert "Ben Rowan" in told(copy())
    assert "Copies" not in told(copy("fay"))


def test_what_is_said_of_one_that_is_lifted(typed, sit):
    rules = restriction("a", ("Saltby",), never_to=["cal"]), restriction(never_to=["ben", "cal"])
    given = {"lifts": "k", "for": ["ben"], "reason": "He knows."}
    words = "k is lifted for Ben from 2 Jun 2025. It still keeps it from Cal."
    assert words in typed(sit(*rules), "lift", "k", "--for", "ben", "--reason", "He knows.")[0]
    told, _ = typed(sit(*rules), "set", given=given)
    assert words in told
    assert "keeps it from Ben" not in told
