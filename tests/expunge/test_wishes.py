# ruff: noqa: F811 - the fixture comes from another test file
"""What somebody wants taken out, guard by guard, in memory: what it is, on which ground, and that they are certain."""

import json
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace

import pytest

from fsworkbook.cli.disclosing import expunging
from fsworkbook.cli.disclosing.expunging import Wish
from fsworkbook.cli.history.verifying import LONG
from fsworkbook.cli.talk.ways import Back
from fsworkbook.errors import BadInput, Refused, StoreTrouble
from fsworkbook.store.expunging.planning import Target
from fsworkbook.store.expunging.taking import Taken
from fsworkbook.workbook.disclosure.excision import Excision
from fsworkbook.workbook.disclosure.tombstones import KIND, Tombstone
from tests.disclosure.test_editions import entry, record
from tests.disclosure.test_papers import said, sit  # noqa: F401 - the family to sit down with

REFERENCE, GROUND = "FS-0009", "another-family"


def found(*strings, records=()):
    return SimpleNamespace(plan=SimpleNamespace(excision=Excision(strings), records=records), leavings=())


class Speaker:
    """Somebody who gives the answers that were put there, in their turn, and remembers what they were asked."""

    def __init__(self, *answers):
        self.answers, self.asked, self.seen, self.offered = [*answers], [], [], {}

    def next(self, label):
        self.asked.append(label)
        answer = self.answers.pop(0)
        if isinstance(answer, Back):
            raise answer
        return answer

    def one(self, label, choices):
        self.offered = dict(choices)
        return self.next(label)

    def text(self, label, *, wrong=lambda _: ""):
        while answer := self.next(label):
            if not (told := wrong(answer)):
                break
            self.seen.append(told)
        return answer

    def secret(self, label):
        return self.next(label) or ""

    def show(self, *lines):
        self.seen += lines


def heard(sitting, *answers):
    """Return the sitting where somebody answers so, and who."""
    speaker = Speaker(*answers)
    return sitting._replace(desk=sitting.desk._replace(asker=lambda _: speaker)), speaker


def target(sitting, table=None, named=None, words_file=None, *, scripted=True):
    return expunging._target(sitting, table or {}, named, words_file, scripted=scripted)  # noqa: SLF001


def test_a_key_that_it_does_not_take_is_named_by_nobody():
    expunging._check_keys(dict.fromkeys(("records", "words", "words_file", "reason", "why", "confirm")))  # noqa: SLF001
    with pytest.raises(BadInput) as caught:
        expunging._check_keys({"Quillfeather": 1})  # noqa: SLF001
    assert "Quill" not in str(caught.value)


def test_what_goes_is_records_and_words_from_wherever_they_are_named(sit, tmp_path):
    one, other = entry("x"), record("note", "y")
    sitting = sit(one, other)
    (tmp_path / "words.txt").write_text("\ufeffHill Road\n\n  Quillfeather \n", "utf-8")
    (tmp_path / "more.txt").write_text("Saltby", "utf-8")
    assert target(sitting, {"records": one.id}) == Target(frozenset({one.id}), ())
    assert target(sitting, {"records": [one.id]}, other.id).records == {one.id, other.id}
    assert target(sitting, {"words": "Hill"}, None, "words.txt").strings == ("Hill", "Hill Road", "Quillfeather")
    assert target(sitting, {"words_file": "more.txt"}, None, "words.txt").strings[-1] == "Saltby"
    sitting.desk.stdin.write("Hill\n")
    sitting.desk.stdin.seek(0)
    assert target(sitting, {}, None, "-").strings == ("Hill",)
    with pytest.raises(BadInput, match="has no record"):
        target(sitting, {"records": ["nothing"]})


def test_what_names_nothing_is_refused_or_asked(sit, tmp_path, monkeypatch):
    sitting = sit(entry("x"))
    (tmp_path / "empty.txt").write_text(" \n", "utf-8")
    (tmp_path / "latin.txt").write_bytes(b"\xe9")
    for table, file, words in (
        ({}, None, "is missing"),
        ({}, "empty.txt", "is empty"),
        ({}, "latin.txt", "not UTF-8"),
        ({}, "none.txt", "cannot be read"),
        ({"words": 7}, None, "words takes a list"),
        ({"words": ["x", 7]}, None, "words takes a list"),
        ({"words": ["x", " "]}, None, "words takes a list"),
        ({"records": {}}, None, "records takes a list"),
    ):
        with pytest.raises(BadInput, match=words):
            target(sitting, table, None, file)
    monkeypatch.setattr(expunging, "_ask_what", lambda _: ([], ["asked"]))
    assert target(sitting, scripted=False).strings == ("asked",)
    assert target(sitting, {"words": "said"}, scripted=False).strings == ("said",)
    one = entry("x")
    assert target(sit(one), {}, one.id, scripted=False) == Target(frozenset({one.id}), ())
    with pytest.raises(BadInput, match="is missing"):
        target(sitting)
    monkeypatch.setattr(expunging, "_ask_what", lambda _: ([], []))
    with pytest.raises(BadInput, match="is missing"):
        target(sitting, scripted=False)


def test_it_is_asked_which_record_or_which_words(sit):
    old, new = entry("x"), record("note", "y", by="tom")
    sitting, asked = heard(sit(old, new), "record", new.id)
    assert expunging._ask_what(sitting) == ([new.id], [])  # noqa: SLF001
    assert set(asked.offered) == {old.id, new.id}, "anybody's"
    sitting, asked = heard(sit(old), "record", Back(), "words", "Quillfeather", " Hill Road ", "")
    assert expunging._ask_what(sitting) == ([], ["Quillfeather", "Hill Road"])  # noqa: SLF001
    assert asked.asked[-3:] == ["Words", "More words", "More words"]
    assert "it is not shown" in " ".join(asked.seen)


def test_the_ground_and_that_it_is_certain_are_asked(sit):
    what, held = Target(frozenset(), ("Quillfeather",)), found("Quillfeather")
    sitting, asked = heard(sit(), GROUND, "Near Quillfeather", "Of another family.", REFERENCE)
    sitting.folder.family_text = lambda: ""
    assert expunging._asked(sitting, what, held) == Wish(what, GROUND, "Of another family.", REFERENCE)  # noqa: SLF001
    assert asked.seen == ["", "These words repeat something of what is taken out. Say it without."]
    assert REFERENCE in asked.asked[-1]
    sitting, asked = heard(sit(), GROUND, None, None)
    assert expunging._asked(sitting, what, held) == Wish(what, GROUND)  # noqa: SLF001
    assert set(asked.offered) == set(sitting.practice.expunging_reasons)


def test_a_file_says_the_ground_and_that_it_is_certain(sit):
    filled, sitting, what = expunging._filled, sit(), Target(frozenset(), ("x",))  # noqa: SLF001
    assert filled(sitting, {"reason": GROUND, "confirm": REFERENCE}, what) == Wish(what, GROUND, "", REFERENCE)
    for table, words in (
        ({}, "reason and confirm are missing"),
        ({"reason": GROUND}, "confirm is missing"),
        ({"reason": 7, "confirm": "x"}, "reason is missing"),
        ({"reason": GROUND, "confirm": "x", "why": 7}, "why takes words"),
    ):
        with pytest.raises(BadInput, match=words):
            filled(sitting, table, what)


def test_nothing_goes_without_its_ground_and_the_typed_reference(sit):
    check, sitting, what = expunging._check, sit(), Target(frozenset(), ("Quillfeather",))  # noqa: SLF001
    sitting.folder.family_text = lambda: ""
    held = found("Quillfeather")
    check(sitting, Wish(what, GROUND, "", " fs-0009 "), held)
    check(sitting, Wish(what, GROUND, "It was of another family.", REFERENCE), held)
    for wish, words in (
        (Wish(what, "no ground", "", REFERENCE), "reason takes one of these"),
        (Wish(what, GROUND, "", "FS-0010"), "was not typed"),
        (Wish(what, GROUND, "", ""), "was not typed"),
        (Wish(what, GROUND, "Of Quillfeather.", REFERENCE), "why repeats"),
    ):
        with pytest.raises(BadInput, match=words):
            check(sitting, wish, held)


def test_the_words_of_a_reason_repeat_nothing_of_what_goes(sit):
    gone = entry("Brandon Quillfeather rang.", where="Hillbrow")
    stays = record("note", "Saltmere is where they go.")
    sitting = sit(gone, stays)
    sitting.folder.family_text = lambda: 'name = "Ana Rowan"'

    def repeated(why, *strings, records=()):
        return expunging._repeated(why, sitting, found(*strings, records=records))  # noqa: SLF001

    assert [repeated(why, "Quillfeather Lane") for why in ("quill feather lane", "Near Quillfeather", "", "x")] == [
        True,
        True,
        False,
        False,
    ]
    whole = [repeated(why, records=(gone.id,)) for why in ("It was Brandon.", "Of Hillbrow", "In Saltmere", "   ")]
    assert whole == [True, True, False, False]
    assert not repeated("It was Brandon."), "nothing of it goes"
    assert repeated("Of the Quillfeathers", "quillfeather"), "inside a longer word"
    assert repeated("By Lane", "Quillfeather Lane"), "one word of it"


def test_questions_are_gone_back_over_and_left_at_the_first():
    said = iter(["a", Back(), "b", "c"])

    def ask():
        answer = next(said)
        if isinstance(answer, Back):
            raise answer
        return answer

    assert expunging._in_turn(ask, ask) == ["b", "c"]  # noqa: SLF001
    said = iter([Back()])
    with pytest.raises(BadInput, match="You left it"):
        expunging._in_turn(ask, ask)  # noqa: SLF001


def test_nothing_is_taken_out_before_everything_was_looked_at(sit, monkeypatch, tmp_path):
    done, table = [], {"words": "Quillfeather", "reason": GROUND, "confirm": REFERENCE}
    plan = SimpleNamespace(empty=False, excision=Excision(["Quillfeather"]), records=())

    def went(by="alison", *, look=False, leavings=(), empty=False, asked=None, file=None, source="x", **changes):
        done.clear()
        seen = SimpleNamespace(plan=SimpleNamespace(**{**vars(plan), "empty": empty}), leavings=leavings)
        sitting = sit(by=by) if asked is None else heard(sit(by=by), *asked)[0]
        sitting.folder.family_text = lambda: ""
        monkeypatch.setattr(expunging, "read_source", lambda *_: {**table, **changes})
        monkeypatch.setattr(expunging.taking, "find", lambda *_: seen)
        monkeypatch.setattr(expunging.expungelines, "what_goes", lambda *_: ["this goes"])
        monkeypatch.setattr(expunging, "_carry_out", lambda _sitting, wish, _found: done.append(wish.reason))
        call = SimpleNamespace(desk=sitting.desk, source=source, sit=lambda **_: sitting)
        expunging.expunge(call, None, file, look=look)
        assert "this goes" in sitting.desk.stderr.getvalue()
        return done

    assert went() == went(leavings=("a draft",), empty=True) == [GROUND]
    assert went(look=True) == []
    (tmp_path / "words.txt").write_text("Quillfeather", "utf-8")
    assert went(asked=[GROUND, None, REFERENCE], file="words.txt", source=None) == [GROUND]
    assert went(asked=[]) == [GROUND], "a file asks nobody"
    with pytest.raises(BadInput, match="reason and confirm are missing"):
        went(file="words.txt", source=None)
    for wrong, words in (
        ({"strange": 1}, "takes no key"),
        ({"confirm": "no"}, "was not typed"),
        ({"empty": True}, "Nothing of that stands"),
    ):
        with pytest.raises(BadInput, match=words):
            went(**wrong)
        assert done == []
    with pytest.raises(Refused):
        went(by="tom")
    assert done == []


# ---- doing it -----------------------------------------------------------------------------------------------


@pytest.fixture
def carry(sit, monkeypatch, tmp_path):
    """Take something out of a history that is not there; `carry.seen` is what it was taken out with."""
    private, drafts = tmp_path / ".git" / "fsworkbook", tmp_path / "drafts"
    private.mkdir(parents=True)
    drafts.mkdir()
    table = {"title": "", "saved": "2025-03-04T09:00:00+00:00", "ids": [], "data": {"a": "Quillfeather"}}

    def down(*, why="", key=None, shared=False, remains=0, nothing=False, fails=False):
        (private / "differences").write_text("x")
        (drafts / "note.json").write_text(json.dumps(table))
        sitting = sit()
        sitting.folder.signer = None if key is None else lambda _: key

        def take_out(_root, _found, _target, change, tombstone, _sealed, _watch):
            if fails:
                raise StoreTrouble("no")
            made = tombstone(Tombstone("", "a" * 40, "b" * 40, 3))
            down.seen = change, made
            return Taken(None if nothing else made, 3, "b" * 40, remains)

        monkeypatch.setattr(expunging.taking, "take_out", take_out)
        monkeypatch.setattr(expunging, "_nothing", lambda _: Tombstone("", "a" * 40, "a" * 40, 0))
        monkeypatch.setattr(expunging.remote, "of", lambda _: object() if shared else None)
        kept = SimpleNamespace(elsewhere=lambda: (drafts,))
        monkeypatch.setattr("fsworkbook.cli.talk.keeping.kept_for", lambda *_: kept)
        down.sitting = sitting
        wish = Wish(Target(frozenset(), ("Quillfeather",)), GROUND, why, REFERENCE)
        expunging._carry_out(sitting, wish, found("Quillfeather"))  # noqa: SLF001
        return " ".join(sitting.desk.stderr.getvalue().split())

    down.differences, down.draft = private / "differences", drafts / "note.json"
    return down


def test_what_was_done_is_recorded_and_told(carry):
    told = carry()
    change, made = carry.seen
    assert carry.sitting.desk.stdout.getvalue() == f"{made.id}\n"
    assert "Taken out. 3 commits" in told
    assert "fsworkbook sync" not in told
    assert "fsworkbook sync" in carry(shared=True)
    assert (made.kind, made.head["reason"], made.head["commits"], made.head.get("why")) == (KIND, GROUND, 3, None)
    assert (change.records, change.signing_key) == ((), None)
    carry(why="Of another family.")
    assert carry.seen[1].head["why"] == "Of another family."
    told = carry(nothing=True)
    assert "Nothing of it was in the history" in told
    assert carry.sitting.desk.stdout.getvalue() == ""


def test_it_is_signed_by_who_signs(carry, tmp_path):
    carry(key=tmp_path / "key")
    change, _ = carry.seen
    assert (change.signing_key, [item.kind for item in change.records]) == (tmp_path / "key", [KIND])


def test_what_lies_beside_it_is_cleaned_whatever_the_end(carry):
    carry()
    assert not carry.differences.exists()
    assert "Quillfeather" not in carry.draft.read_text()
    with pytest.raises(StoreTrouble, match="2 of git’s objects still hold"):
        carry(remains=2)
    assert "Quillfeather" not in carry.draft.read_text()
    with pytest.raises(StoreTrouble, match="no"):
        carry(fails=True)
    assert not carry.differences.exists()


def test_it_is_shown_how_far_it_is_where_that_is_long(sit, monkeypatch):
    sitting, seen = sit(), []

    @contextmanager
    def counting(_desk, what, _things):
        seen.append(what)
        yield lambda done, total: seen.append((done, total))
        seen.append("over")

    monkeypatch.setattr("fsworkbook.cli.history.verifying.counting", counting)
    with ExitStack() as stack:
        watch = expunging._watch(sitting, stack)  # noqa: SLF001
        watch.on_stage("looking")
        watch.on_progress(1, LONG - 1)
        watch.on_stage("switching")
        assert seen == ["Looking through the history", (1, LONG - 1), "over"]
        assert said(sitting) == ""
        watch.on_stage("writing")
        watch.on_progress(1, LONG)
        watch.on_progress(1, 1)
        watch.on_stage("clearing")
        assert seen[3:] == ["Writing the history anew", (1, LONG), (1, 1), "over"]
        assert said(sitting) == "Clearing the old one away …\n"
