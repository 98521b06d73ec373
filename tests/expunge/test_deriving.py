"""Who has an old history and the new one finds out what was taken out, and what was changed beside it shows."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fsworkbook.workbook.disclosure import deriving
from fsworkbook.workbook.disclosure.deriving import derive
from fsworkbook.workbook.disclosure.excision import MARK, Excision

EXAMPLES = 60 if os.environ.get("FSWORKBOOK_TORTURE") else 3
WORDS = ["Brandon Carter", "Zoë O’Hara", "07700 900123", "Quillfeather"]
OTHERS = ["She came with her sister.", "## A line like a heading", "\\ a backslash", "It\nwas\n\nlate.", "Brand new."]
LINES = st.lists(
    st.one_of(st.sampled_from(OTHERS), st.sampled_from(WORDS), st.text(max_size=12)), min_size=1, max_size=6
)


@settings(max_examples=20 * EXAMPLES, deadline=None)
@given(
    texts=st.lists(LINES.map(" ".join), min_size=1, max_size=5),
    strings=st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True),
)
def test_who_has_both_histories_finds_the_strings_again(texts, strings):
    excision = Excision(strings)
    pairs = [(text, excision.text(text)) for text in texts]
    found = derive(pairs, most=len(strings))
    assert found is not None
    assert all(found.text(old) == new for old, new in pairs)
    assert len(found.strings) <= len(strings)


@settings(max_examples=10 * EXAMPLES, deadline=None)
@given(text=LINES.map(" ".join), extra=st.text(min_size=1, max_size=9))
def test_a_change_beside_the_marks_never_fits(text, extra):
    excision = Excision(WORDS)
    old = f"{text} {WORDS[0]} in the end"
    new = excision.text(old)
    hidden = new.replace("in the end", f"in {extra} the end") if MARK in new else new
    found = derive([(old, new), (old + ".", hidden + ".")])
    assert found is None or hidden == new or found.text(old + ".") == hidden + "."


def explained(texts=(), paths=(), messages=()):
    found = derive(texts, paths, messages)
    return None if found is None else (sorted(found.strings), found.names)


def strings(texts=(), paths=(), messages=(), most=100):
    found = derive(texts, paths, messages, most)
    return None if found is None else sorted(found.strings)


def test_where_nothing_was_changed_nothing_was_taken_out():
    same = [("She came.", "She came.")]
    assert strings(same, same, same) == []
    text, stays = ("Quill came.", f"{MARK} came."), [("quill", "quill")]
    assert strings([text, *same], same, same) == ["quill"]
    for wrong in (([text, *stays],), ([text], stays), ([text], [], stays)):
        assert strings(*wrong) is None, "what stays as it was holds nothing of it"


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("He said Quill.", f"He said {MARK}.", ["quill"]),
        ("Quill came.", f"{MARK} came.", ["quill"]),
        ("It was Quill", f"It was {MARK}", ["quill"]),
        ("Quill and Quill", f"{MARK} and {MARK}", ["quill"]),
        ("Quill, Hill Road", f"{MARK}, {MARK}", ["hill road", "quill"]),
        ("one\nQuill\ntwo", f"one\n{MARK}\ntwo", ["quill"]),
        ("say Hill\nRoad now", f"say {MARK} now", ["hill road"]),
        ("He said Quill.", f"She said {MARK}.", None),
        ("He said Quill.", f"He says {MARK}.", None),
        ("He said Quill.", "He said.", None),
        ("He said Quill.", f"He said Quill{MARK}.", None),
        ("Quill, Quill", "Quill", None),
    ],
)
def test_what_stood_where_its_mark_stands(old, new, found):
    assert strings([(old, new)]) == found
    assert strings([(old, new)], most=0) is None


def test_texts_paths_and_messages_are_held_against_the_same_strings():
    text, path = ("Quill came.", f"{MARK} came."), ("notes/quill/a.md", "notes/taken-out/a.md")
    quill = Excision(["quill"])
    said = ("Note: quill\n\nOf quill", quill.message("Note: quill\n\nOf quill"))
    assert said[0] != said[1]
    assert strings([text], [path]) == strings([text], [], [said]) == ["quill"]
    for wrong in (("a/quill.md", "b/taken-out.md"), ("a/b/quill", "a/taken-out"), ("a/other", "c/other")):
        assert strings([text], [wrong]) is None
    for wrong in (("Note: quill", f"Entry: {MARK}"), ("Note: a quill", "Note: a quill x"), ("a\n\nx", "a\n\ny")):
        assert strings([text], [], [wrong]) is None


def test_a_mark_of_another_kind_does_not_fit():
    text = ("Quill came.", f"{MARK} came.")
    for path in (f"notes/{MARK}/a.md", "notes/Taken-out/a.md"):
        assert strings([text], [("notes/quill/a.md", path)]) is None
    assert strings([text], [], [("Note: quill", f"Note: {MARK}")]) is None


def test_what_stands_elsewhere_without_its_mark_does_not_fit():
    text = ("Yes, Quill came.", f"Yes, {MARK} came.")
    assert strings([("Quill Hill", f"Quill {MARK}"), text]) is None


def test_keys_have_their_marks_and_nothing_else_has_a_name():
    text, path = ("Quill came.", f"{MARK} came."), ("notes/quill-lane/a.md", "notes/taken-out/a.md")
    assert explained([text]) == (["quill"], {})
    assert explained([text], [path]) == (["quill"], {"quill-lane": "taken-out"})
    held = [text, ('"quill-lane" Hillroad', f'"taken-out" {MARK}')]
    assert explained(held) == (["hillroad", "quill"], {"quill-lane": "taken-out"}), "all of the key, and no more"


def test_what_was_marked_before_stays_marked():
    for mark in (MARK, '"taken-out"'):
        assert explained([(f"{mark} and Quill", f"{mark} and {MARK}")]) == (["quill"], {})


def test_what_toml_and_json_write_otherwise_is_one_string():
    for escaped, plain in (("O\\u2019Hara", "O’Hara"), ("Hill\\nRoad", "Hill Road")):
        pairs = [(escaped, MARK), (f"It was {plain} then.", f"It was {MARK} then.")]
        assert strings(pairs, most=1) == strings(pairs[1:])
    assert strings([("He wrote ab\\xcd.", f"He wrote {MARK}.")]) == ["ab\\xcd"], "what stands so in the text itself"


def test_a_reading_that_fails_further_on_is_taken_back():
    pairs = [("ab\\ncd", MARK), ("Now ab cd, and Quill", f"Now ab cd, and {MARK}")]
    assert strings(pairs) == ["ab\\ncd", "quill"]


def test_the_fewest_new_strings_explain_it():
    known = [("quill", MARK), ("hill", MARK)]
    pair = ("quill x hill x road x road", f"{MARK} x {MARK} x {MARK}")
    assert strings([*known, pair]) == ["hill", "quill", "road x road"]


def test_one_string_is_found_however_often_it_stands_in_a_line():
    name = "Ada and B and Cole"
    assert strings([(" and ".join([name] * 8), " and ".join([MARK] * 8))], most=1) == [name.lower()]


def test_each_line_is_looked_at_by_itself():
    words = ["quill", "hill", "mill", "still", "chill", "drill", "grill", "spill"]
    text = "\n".join(f"a b c {word} road" for word in words), "\n".join([f"{MARK} {MARK}"] * len(words))
    assert strings([text]) == sorted(["a b c", *(f"{word} road" for word in words)])


def test_what_nothing_explains_is_given_up(monkeypatch):
    monkeypatch.setattr(deriving, "_MOST", 20)
    lines = [(" ".join(f"{sign}{at}{sign}{at}" for at in range(5)), f"{MARK} {MARK}") for sign in "abcdefgh"]
    assert strings([*lines, ("none of these lines is this one, which is longer", f"x{MARK}y{MARK}")]) is None
