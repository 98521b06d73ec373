"""What stays together on a page is decided once, for the PDF and for Word."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.word.opened import Opened, name

from fsworkbook.report.characters import Glyphs
from fsworkbook.report.document import (
    Cite,
    Document,
    Picture,
    Rule,
    Table,
    bullets,
    emphasis,
    heading,
    inlines,
    para,
    strong,
    text,
)
from fsworkbook.report.drawing import Drawing
from fsworkbook.report.galley import Galley
from fsworkbook.report.keeping import holds, turns

TABLE = Table(("When",), ((text("Monday"),),))
DRAWING = Picture(Drawing(20, 20, ()), "A line.", landscape=True)
WORDS = st.sampled_from(["Kerry", "a word " * 30, "a word " * 40, "a word " * 140])
PART = WORDS | WORDS.map(strong) | WORDS.map(emphasis)
BLOCK = st.lists(PART, min_size=1, max_size=3).map(lambda parts: para(*parts)) | st.sampled_from(
    [heading(1, "Home"), heading(2, "Home"), TABLE, bullets("Monday"), Rule(), DRAWING]
)


def kept(blocks):
    """Return for each node of the PDF whether it holds on to the next, and for each paragraph of Word."""
    document = Document("A paper", tuple(blocks), dt.date(2025, 5, 30), contents=False)
    nodes = Galley(Glyphs("0020-007E")).document(document, "30 May 2025")["blocks"]
    paragraphs = Opened.of(document).paragraphs("Normal")
    return (
        ["sticky" in node for node in nodes if node["k"] == "p"],
        [each.find(f".//{name('w:keepNext')}") is not None for each in paragraphs],
    )


@pytest.mark.parametrize(
    "blocks",
    [
        (para("Kerry said"), para(emphasis("Priya, 29 May 2025"))),
        (para(strong("What went well")), para("The mornings.")),
        (para("These were the days:"), TABLE, para("And so on.")),
        (heading(1, "Home"), para("Written by Tom."), para(emphasis("In May")), bullets("Monday"), para("So on.")),
        (para("a word " * 60), TABLE, heading(1, "Home"), para("Written by Tom."), para("No more.")),
    ],
)
def test_word_and_the_pdf_keep_the_same_together(blocks):
    pdf, word = kept(blocks)
    assert pdf == word


def test_a_long_paragraph_holds_on_to_the_line_below_it_in_word_alone():
    assert kept([para("a word " * 140), para(emphasis("Priya, 29 May 2025"))]) == ([False, False], [True, False])


@given(st.lists(BLOCK, max_size=8), st.integers(0, 1_000))
def test_a_limit_lets_go_and_holds_nothing_else(blocks, longest):
    assert holds(blocks, longest).items() <= holds(blocks).items()


@given(st.lists(BLOCK, max_size=8))
def test_only_paragraphs_hold_on_and_never_to_a_heading(blocks):
    for place, headed in holds(blocks).items():
        assert type(blocks[place]) is type(para())
        assert type(blocks[place + 1]) is not type(heading(1, ""))
        assert headed == (place > 0 and blocks[place - 1] in {heading(1, "Home"), heading(2, "Home")})


@given(st.lists(BLOCK, max_size=8))
def test_each_turned_page_ends_with_its_drawing_and_none_has_two(blocks):
    drawings = [place for place, block in enumerate(blocks) if block == DRAWING]
    pages = turns(blocks)
    assert list(pages.values()) == drawings
    assert all(begin > before for begin, before in zip(list(pages)[1:], drawings, strict=False))


def test_the_marks_of_sources_do_not_part_a_drawing_from_its_heading():
    sources = [part for number in range(20) for part in (Cite(str(number % 10), ""), " in May, ")]
    led = para(*inlines(*sources), "x" * (250 - 20 * 10))
    assert turns([heading(1, "Genogram"), led, DRAWING]) == {0: 2}
    assert turns([heading(1, "Genogram"), para(*led.inlines, "x"), DRAWING]) == {2: 2}
