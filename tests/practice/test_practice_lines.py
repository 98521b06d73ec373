from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from fsworkbook.practice.lines import find, line_of, line_of_id, places
from fsworkbook.practice.locating import shipped

TEXT = '''# a comment with [[brackets]] and = signs
title = "one = two"  # another

[[row]]
id = "a"
list = [
  "x", # ]
  "[[row]]",
]
text = """
id = "no"
[[row]]
"""

[[row.inner]]
id = 'b'

[[row]]
"odd key" = 1
dotted.key = { id = "c", d = "}" }

[documents]
000 = "zero"
'''


def test_places():
    assert places(TEXT) == {
        ("title",): 2,
        ("row", 0): 4,
        ("row", 0, "id"): 5,
        ("row", 0, "list"): 6,
        ("row", 0, "text"): 10,
        ("row", 0, "inner", 0): 15,
        ("row", 0, "inner", 0, "id"): 16,
        ("row", 1): 18,
        ("row", 1, "odd key"): 19,
        ("row", 1, "dotted", "key"): 20,
        ("documents",): 22,
        ("documents", "000"): 23,
    }


def test_the_line_of_something_within_a_value_is_the_values():
    found = places(TEXT)
    assert line_of(found, ("row", 1, "dotted", "key", "id")) == 20
    assert line_of(found, ("row", 0, "absent")) == 4
    assert line_of(found, ("nothing",)) == 1


def test_the_line_of_an_id_and_of_a_key_beside_it():
    assert line_of_id(TEXT, "b") == 16
    assert line_of_id(TEXT, "a", "list") == 6
    assert line_of_id(TEXT, "a", "absent") == 5
    assert line_of_id(TEXT, "no") is None


def test_finding_an_id_in_a_model():
    file, line = find(shipped(), "M3.Q02", "feeds")
    text = (shipped() / file).read_text(encoding="utf-8").splitlines()[line - 1]
    assert file == "modules/3.toml"
    assert text.startswith("feeds = ")
    assert find(shipped(), "M33.Q02") is None


def _dump(rows):
    """Write rows as TOML in a way that makes a line scan stumble: strings with brackets, quotes and breaks."""
    out = []
    for row in rows:
        out.append("[[row]]")
        out += [f"{key} = {value}" for key, value in row]
    return "\n".join(out) + "\n"


tricky = st.text(alphabet="ab[]{}#=\"'\\\n,", max_size=12)
values = st.one_of(
    tricky.map(lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'),
    tricky.map(lambda text: '"""\n' + text.replace("\\", "\\\\").replace('"', '\\"') + '"""'),
    tricky.map(lambda text: "'" + text.replace("'", "").replace("\n", "") + "'"),
    st.lists(st.integers(), max_size=3).map(lambda numbers: "[\n" + "".join(f"  {n}, # ]\n" for n in numbers) + "]"),
    st.integers().map(str),
)
rows = st.lists(
    st.lists(st.tuples(st.sampled_from("klmn"), values), max_size=3, unique_by=lambda pair: pair[0]), max_size=4
)


@given(rows)
def test_every_key_that_the_parser_sees_is_found_on_its_line(made):
    text = _dump(made)
    table = tomllib.loads(text)
    lines = text.splitlines()
    found = places(text)
    wanted = {("row", i, key) for i, row in enumerate(table.get("row", [])) for key in row}
    assert {place for place in found if len(place) == 3} == wanted
    for place in wanted:
        assert lines[found[place] - 1].startswith(f"{place[2]} = ")
