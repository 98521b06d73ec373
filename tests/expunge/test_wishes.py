# ruff: noqa: F811 - the fixture comes from another test file
"""What somebody wants taken out, guard by guard, in memory: what it is, on which ground, and that they are certain."""

from types import SimpleNamespace

import pytest

from fsworkbook.cli.disclosing import expunging
from fsworkbook.cli.disclosing.expunging import Wish
from fsworkbook.cli.talk.ways import Back
from fsworkbook.errors import BadInput, Refused
from fsworkbook.store.expunging.planning import Target
from fsworkbook.workbook.disclosure.excision import Excision
from tests.disclosure.test_editions import entry, record
from tests.disclosure.test_papers import sit  # noqa: F401 - the family to sit down with

REFERENCE, GROUND = "FS-0009", "another-family"


def found(*strings, records=()):
    return SimpleNamespace(plan=SimpleNamespace(excision=Excision(strings), records=records), leavings=())


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
    monkeypatch.setattr(expunging, "_ask_what", lambda _: ([], []))
    with pytest.raises(BadInput, match="is missing"):
        target(sitting, scripted=False)


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
        return expunging._repeated(why, sitting, found(*strings, records=records), Target(frozenset(records), strings))  # noqa: SLF001

    assert [repeated(why, "Quillfeather Lane") for why in ("quill feather lane", "Near Quillfeather", "", "x")] == [
        True,
        True,
        False,
        False,
    ]
    whole = [repeated(why, records=(gone.id,)) for why in ("It was Brandon.", "Of Hillbrow", "In Saltmere", "   ")]
    assert whole == [True, True, False, False]
    assert not repeated("It was Brandon."), "nothing of it goes"


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


def test_nothing_is_taken_out_before_everything_was_looked_at(sit, monkeypatch):
    done, table = [], {"words": "Quillfeather", "reason": GROUND, "confirm": REFERENCE}
    plan = SimpleNamespace(empty=False, excision=Excision(["Quillfeather"]), records=())

    def went(by="alison", *, look=False, leavings=(), empty=False, **changes):
        done.clear()
        seen = SimpleNamespace(plan=SimpleNamespace(**{**vars(plan), "empty": empty}), leavings=leavings)
        sitting = sit(by=by)
        monkeypatch.setattr(expunging, "read_source", lambda *_: {**table, **changes})
        monkeypatch.setattr(expunging.taking, "find", lambda *_: seen)
        monkeypatch.setattr(expunging.expungelines, "what_goes", lambda *_: ["this goes"])
        monkeypatch.setattr(expunging, "_carry_out", lambda _sitting, wish, _found: done.append(wish.reason))
        call = SimpleNamespace(desk=sitting.desk, source="x", sit=lambda **_: sitting)
        expunging.expunge(call, None, None, look=look)
        assert "this goes" in sitting.desk.stderr.getvalue()
        return done

    assert went() == went(leavings=("a draft",), empty=True) == [GROUND]
    assert went(look=True) == []
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
