"""Where pages end: wherever the end of a page falls, nothing stands alone that belongs to something."""

import io
import re

import docx
import pypdfium2
import pytest

from fsworkbook.report import pdf
from fsworkbook.report.columns import columns
from fsworkbook.report.document import (
    Break,
    Evidence,
    Facts,
    Heading,
    Paragraph,
    Table,
    emphasis,
    heading,
    para,
    strong,
    text,
)
from fsworkbook.report.formats import FORMATS
from tests.formats.everywhere import paper

LINES = range(24, 40, 3)
"""Lines before what is looked at: a page holds some thirty."""
ROOM = (Break(), Break())
GOAL = (
    Heading(1, text("With Ida")),
    para("Ten minutes of play."),
    para("Five days a week."),
    Table(("", "Mon", "Tue"), ((text("Done"), ROOM, ROOM), (text("What Ida did"), ROOM, ROOM))),
)
RECORD = (heading(3, "A visit"), Paragraph((emphasis("Written by Sam."),)), Facts((("Seen", text("Ida")),)))
LABEL = (Paragraph((strong("What it means"),)), para("She slept."))
LONG = "She said that it was so, and then said it again in other words. "


def pages(document):
    opened = pypdfium2.PdfDocument(pdf.render(document).bytes)
    try:
        return [opened[number].get_textpage().get_text_range() for number in range(len(opened))]
    finally:
        opened.close()


@pytest.mark.parametrize("blocks", [GOAL, RECORD, LABEL], ids=["goal", "record", "label"])
@pytest.mark.parametrize("before", LINES)
def test_what_leads_stands_on_the_page_of_what_it_leads(blocks, before):
    held = pages(paper(*[para(f"Line {n}.") for n in range(before)], *blocks, contents=False))
    first, last = {"With": ("With Ida", "What Ida did"), "A": ("A visit", "Seen"), "What": ("What it", "She slept")}[
        "With" if blocks is GOAL else "A" if blocks is RECORD else "What"
    ]
    at = [[n for n, page in enumerate(held) if words in page] for words in (first, last)]
    assert at[0] == at[1] != []


@pytest.mark.parametrize("before", LINES)
def test_a_long_box_breaks_and_neither_its_first_line_nor_whose_it_is_is_left_alone(before):
    box = Evidence((para("4. 5 March 2025 · Sam"), para(LONG * 12), para(LONG)), text("Module entry"))
    held = pages(paper(*[para(f"Line {n}.") for n in range(before)], box, contents=False))
    (opening,) = (page for page in held if "4. 5 March" in page)
    (closing,) = (page for page in held if "Module entry" in page)
    assert "She said" in opening.split("4. 5 March")[1]
    assert "other words" in closing.split("Module entry")[0]


def test_some_page_holds_a_part_of_a_long_box():
    box = Evidence((para("4. 5 March 2025 · Sam"), para(LONG * 12), para(LONG)), text("Module entry"))
    held = pages(paper(*[para(f"Line {n}.") for n in range(26)], box, contents=False))
    assert "4. 5 March" in held[0]
    assert "Module entry" in held[1]


def test_a_paper_of_one_page_counts_no_pages():
    assert "page 1" not in pages(paper(para("Dear Ida,"), contents=False))[0]
    assert "page 2 of 2" in pages(paper(*[para("Line.")] * 60, contents=False))[1]


def test_no_word_is_broken_where_the_other_columns_can_spare_the_room():
    words = "Wealdbridge responsibilities"
    table = Table(("Where", "What was done"), ((text(words), text("Two of us went.")),), (1, 9))
    narrow, wide = columns(table)
    assert narrow > len("responsibilities") * 100
    assert narrow + wide == sum(columns(Table(("Where", "What was done"), (), (1, 9))))
    data = pdf.render(paper(table, contents=False)).bytes
    opened = pypdfium2.PdfDocument(data)
    assert "responsibilities" in opened[0].get_textpage().get_text_range()
    opened.close()


def test_in_word_a_small_table_stays_whole_and_one_to_write_in_has_lines():
    document = docx.Document(io.BytesIO(FORMATS[".docx"].render(paper(*GOAL, contents=False)).data))
    table = document.tables[0]
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
    assert kept[1:] == [True, None]
    said = [each for each in document.paragraphs if each.text.startswith(("Ten minutes", "Five days"))]
    assert [each.paragraph_format.keep_with_next for each in said] == [True, True]
    assert "insideV" in table._tbl.tblPr.xml  # noqa: SLF001 - python-docx has no word for it


def test_on_the_web_too():
    made = FORMATS[".html"].render(paper(*GOAL, contents=False)).data.decode()
    assert re.search(r'<table role="table" class="[a-z ]*form whole">', made)
