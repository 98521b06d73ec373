"""Numbers in an analysis: each leads to the record that was meant, whatever else is cited or left out."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from fsworkbook.workbook.citing import at_large, gathered, marks, pieces, renumbered, spread, statements
from fsworkbook.workbook.record import Record, Section

IDS = [f"2025-03-{day:02}-sam-aaaaaaaaaa" for day in range(1, 13)]
words = st.text(alphabet="ab .,“’\n", max_size=12)
parts = st.lists(st.one_of(words, st.lists(st.integers(1, 12), min_size=1, max_size=3)), max_size=8)


def typed(found):
    return "".join(part if isinstance(part, str) else f"x [{', '.join(map(str, part))}]" for part in found)


def plain(text):
    return "".join(part for part in pieces(text) if isinstance(part, str))


def analysis(text, cites=()):
    moment = datetime(2025, 5, 20, tzinfo=UTC)
    head = {"cites": list(cites)}
    return Record(
        "2025-05-20-sam-aaaaaaaaaa", "analysis", date(2025, 5, 20), moment, "sam", head, (Section("account", "", text),)
    )


@given(parts, st.lists(st.sampled_from(IDS), max_size=3))
def test_every_number_keeps_its_record_and_no_word_changes(found, picked):
    text = typed(found)
    made, cites = gathered(text, IDS, picked)
    assert [IDS[number - 1] for number in marks(text)] == [cites[number - 1] for number in marks(made)]
    assert plain(made) == plain(text)
    assert set(picked) <= set(cites)
    assert len(set(cites)) == len(cites)


@given(parts)
def test_a_text_that_is_written_again_starts_as_it_was_typed(found):
    text = typed([part if isinstance(part, str) else list(dict.fromkeys(part)) for part in found])
    assert spread(*gathered(text, IDS), IDS) == text


@given(parts, st.sets(st.integers(1, 12)))
def test_what_a_reader_does_not_have_is_cited_nowhere_and_the_rest_leads_where_it_did(found, kept):
    text = typed(found)
    numbers = {old: new for new, old in enumerate(sorted(kept), start=1)}
    made = renumbered(text, numbers)
    assert [sorted(kept)[number - 1] for number in marks(made)] == [number for number in marks(text) if number in kept]
    assert plain(made).replace(" ", "") == plain(text).replace(" ", "")


def test_what_is_no_number_is_left_alone():
    text = "As he said [sic], see [2025-26], [1](page) and list[1]."
    assert marks(text) == ()
    assert renumbered(text, {}) == text


def test_a_paragraph_rests_on_its_own_numbers_else_on_what_the_whole_rests_on():
    text = "# Heading\n\nFirst [2].\n\nSecond.\n\nThese:\n\n- one [1]\n- two\n\nWhat is it?"
    found = statements(analysis(text, IDS[:2]))
    assert [one.cites for one in found] == [(IDS[1],), (), (IDS[0],)]
    assert found[2].words.startswith("These:")
    assert [one.cites for one in statements(analysis("First [2].\n\nSecond.", IDS[:3]))] == [
        (IDS[1],),
        (IDS[0], IDS[2]),
    ]
    assert at_large(analysis("First [2].", IDS[:3])) == (IDS[0], IDS[2])


def test_no_full_stop_stands_by_itself_where_a_number_went():
    said = "It would say, “What was that?” [1]. Then [2]. He said “no shouting” [1]. “Why?” [2] she asked"
    assert renumbered(said, {}) == "It would say, “What was that?” Then. He said “no shouting”. “Why?” she asked"
    assert renumbered(said, {1: 4, 2: 5}) == said.replace("[1]", "[4]").replace("[2]", "[5]")
