"""Names as they are said in a sentence: commas between them, and one “and” before the last."""

from hypothesis import given
from hypothesis import strategies as st

from fsworkbook.workbook.family import joined

NAMES = st.lists(st.sampled_from(["Tyler", "Maisie", "the baby", "Nan Sheila", "Dr Feld"]), max_size=5)


@given(names=NAMES)
def test_every_name_is_said_once_with_one_and(names):
    said = joined(iter(names))
    assert said.replace(" and ", ", ").split(", ") == (names or [""])
    assert said.count(" and ") == (len(names) > 1)
    assert said.endswith(f" and {names[-1]}" if len(names) > 1 else "".join(names))


def test_three_children():
    assert joined(["Tyler", "Maisie", "the baby"]) == "Tyler, Maisie and the baby"
