"""Editing family.toml: exactly the one change, and everything else byte for byte."""

import tomllib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fsworkbook.errors import BadInput
from fsworkbook.store import familyfile, toml

TEXT = """\
# The Ashdowns
format = 1 # never change
reference = "FS-0417"
surname = "Ashdown"   # as on the order
decision = { by = "A", on = 2025-02-20 }

[practice]
model = "family-safeguarding"

[[person]]  # mum
key = "kerry" # her key
name = '''Kerry
# no comment [[person]]'''
known_as = [
  "mum", # and [
  "mummy",
]
# she moved in March

[[team]]
key = "priya"
name = "Priya"

# split from the others by hand
[[person]]
key = "tyler"
  born = 2018-05-03
[person.more]
key = "not a key of the person"

# the couple
[[couple]]
key = "c1"
"""


def test_append_goes_after_the_last_of_its_kind():
    found = familyfile.append(TEXT, "person", {"key": "maisie", "part": "child", "known_as": ("m",), "died": None})
    new = '\n[[person]]\nkey = "maisie"\npart = "child"\nknown_as = ["m"]\n'
    assert found == TEXT.replace("\n# the couple", f"{new}\n# the couple")


def test_append_keeps_a_remark_with_its_table():
    found = familyfile.append('[[team]]\nkey = "a"\n# about a\n\n# b\n[[cover]]\nx = 1', "team", {"key": "b"})
    assert found == '[[team]]\nkey = "a"\n# about a\n\n[[team]]\nkey = "b"\n\n# b\n[[cover]]\nx = 1'


def test_append_of_a_first_one_goes_to_the_end():
    assert familyfile.append(TEXT.rstrip("\n"), "order", {"key": "o"}) == TEXT + '\n[[order]]\nkey = "o"\n'


@pytest.mark.parametrize(
    ("table", "key", "values", "old", "new"),
    [
        ("person", "kerry", {"key": "kez"}, '"kerry" # her', '"kez" # her'),
        ("person", "kerry", {"known_as": ["mum"]}, '[\n  "mum", # and [\n  "mummy",\n]', '["mum"]'),
        ("person", "kerry", {"gender": "female"}, '"mummy",\n]\n', '"mummy",\n]\ngender = "female"\n'),
        ("person", "kerry", {"known_as": None}, 'known_as = [\n  "mum", # and [\n  "mummy",\n]\n', ""),
        ("person", "tyler", {"born": date(2018, 5, 4)}, "2018-05-03", "2018-05-04"),
        ("person", "tyler", {"died": None}, "", ""),
        ("person", "tyler", {"part": "child"}, "2018-05-03\n", '2018-05-03\npart = "child"\n'),
        ("couple", "c1", {"status": "ended"}, 'key = "c1"\n', 'key = "c1"\nstatus = "ended"\n'),
    ],
)
def test_change_touches_one_place(table, key, values, old, new):
    assert familyfile.change(TEXT, table, key, values) == TEXT.replace(old, new, 1)


def test_set_top():
    assert familyfile.set_top(TEXT, "surname", "A") == TEXT.replace('"Ashdown"', '"A"')
    assert familyfile.set_top(TEXT, "closed", True) == TEXT.replace("}\n", "}\nclosed = true\n", 1)
    assert familyfile.set_top(TEXT, "format", None) == TEXT.replace("format = 1 # never change\n", "")
    assert familyfile.set_top("# x\n[[team]]\n", "format", 1) == "# x\nformat = 1\n[[team]]\n"
    assert familyfile.set_top("", "format", 1) == "format = 1\n"


def test_windows_line_ends_stay():
    text = TEXT.replace("\n", "\r\n")
    found = familyfile.change(text, "person", "tyler", {"part": "child"})
    assert found == text.replace("2018-05-03\r\n", '2018-05-03\r\npart = "child"\r\n')


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        (TEXT, lambda text: familyfile.change(text, "person", "nobody", {"name": "x"})),
        (TEXT, lambda text: familyfile.change(text, "practice", "x", {"name": "x"})),
        (TEXT, lambda text: familyfile.change(text, "person", "kerry", {"name": {1, 2}})),
        (TEXT, lambda text: familyfile.append(text, "practice", {"name": "x"})),
        (TEXT, lambda text: familyfile.set_top(text, "practice", 1)),
        ("a.b = 1\n", lambda text: familyfile.set_top(text, "a", 1)),
        ('"a" = 1\n', lambda text: familyfile.set_top(text, "a", 2)),
        ('person = [{ key = "a" }]\n', lambda text: familyfile.change(text, "person", "a", {"x": 2})),
        ('person = [{ key = "a" }]\n', lambda text: familyfile.append(text, "person", {"key": "b"})),
        ("secret", lambda text: familyfile.append(text, "person", {"key": "b"})),
    ],
)
def test_what_cannot_be_done_cleanly_is_refused(text, edit):
    with pytest.raises(BadInput) as error:
        edit(text)
    assert "secret" not in str(error.value)


words = st.text(max_size=12).filter(toml.storable)
keys = st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True)
flat = st.one_of(words, st.booleans(), st.integers(-99, 99), st.dates(), st.lists(words, max_size=3))
tables = st.dictionaries(keys.filter(lambda key: key != "key"), flat, max_size=4)
kinds = st.sampled_from(["person", "team", "relation"])


@st.composite
def families(draw):
    """Give a text of tables in any order, with remarks, blank lines and values of several lines."""
    parts = [draw(st.sampled_from(["", "# top\n", "format = 1\n", '\ufefformat_ = "x"\n']))]
    for number, kind in enumerate(draw(st.lists(kinds, max_size=6))):
        parts.append(draw(st.sampled_from(["", "\n", "# remark\n", "\n# remark [[person]]\n\n"])))
        parts.append(f"[[{kind}]]{draw(st.sampled_from(['', ' # beside']))}\nkey = 'k{number}'\n")
        for key, value in draw(tables).items():
            parts.append(toml.pair(key, value) + draw(st.sampled_from(["", " # beside ' \" ["])) + "\n")
        parts.append(
            draw(st.sampled_from(["", '_long = """\n[[person]]\nkey = 1 # no\n\\""""\n', "_l = [\n 1, # ]\n]\n"]))
        )
    return "".join(parts)


@settings(max_examples=150, deadline=None)
@given(families(), kinds, tables)
def test_append_changes_nothing_else(text, table, values):
    new = familyfile.append(text, table, values | {"key": "new"})
    wanted = tomllib.loads(text.removeprefix("\ufeff"))
    wanted.setdefault(table, []).append(values | {"key": "new"})
    assert tomllib.loads(new.removeprefix("\ufeff")) == wanted
    assert [line for line in text.split("\n") if line] == kept(text, new)


@settings(max_examples=150, deadline=None)
@given(families(), st.data())
def test_change_changes_nothing_else(text, data):
    wanted = tomllib.loads(text.removeprefix("\ufeff"))
    places = [(kind, item["key"]) for kind in ("person", "team", "relation") for item in wanted.get(kind, [])]
    if not places:
        return
    table, key = data.draw(st.sampled_from(places))
    item = next(item for item in wanted[table] if item["key"] == key)
    known = st.sampled_from(sorted(set(item) - {"key"})) if len(item) > 1 else keys
    values = data.draw(st.dictionaries(known | keys.filter(lambda name: name != "key"), flat | st.none(), max_size=3))
    new = familyfile.change(text, table, key, values)
    for name, value in values.items():
        item.pop(name, None) if value is None else item.update({name: value})
    assert tomllib.loads(new.removeprefix("\ufeff")) == wanted
    remarks = text.count("# remark"), text.count("# top")
    assert remarks == (new.count("# remark"), new.count("# top"))


def kept(text, new):
    """Return the lines of `new` without those that were put in, which stand together."""
    old, lines = ([line for line in each.split("\n") if line] for each in (text, new))
    same = next((place for place, pair in enumerate(zip(old, lines, strict=False)) if pair[0] != pair[1]), len(old))
    return lines[:same] + lines[same + len(lines) - len(old) :]


def test_compose():
    table = {
        "team": [{"key": "priya", "works_with": ("kerry",), "until": None}],
        "practice": {"model": "m", "version": 1},
        "surname": "Ashdown",
        "strange": {"a": 1},
        "format": 1,
        "person": [{"key": "kerry"}, {"key": "tyler", "more": [{"x": 1}]}],
        "order": [],
    }
    text = familyfile.compose(table)
    assert tomllib.loads(text) == {
        "format": 1,
        "surname": "Ashdown",
        "strange": {"a": 1},
        "practice": {"model": "m", "version": 1},
        "person": [{"key": "kerry"}, {"key": "tyler", "more": [{"x": 1}]}],
        "team": [{"key": "priya", "works_with": ["kerry"]}],
    }
    assert list(tomllib.loads(text)) == ["format", "surname", "strange", "practice", "person", "team"]
    assert familyfile.append(text, "order", {"key": "o"}).startswith(text)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(keys, flat | st.lists(tables.filter(bool), min_size=1, max_size=3), max_size=6))
def test_compose_says_what_it_was_given(table):
    assert tomllib.loads(familyfile.compose(table)) == {key: value for key, value in table.items() if value != []}
