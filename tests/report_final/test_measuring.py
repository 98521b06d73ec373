"""How long something is: measured on the page, so that taking away what is said to be too much makes it fit (C.23)."""

from datetime import date

import pytest

from fsworkbook.report import measuring
from fsworkbook.report.document import Document, heading, para

PAPER = Document(
    title="Parenting assessment of Robin Rowan",
    reference="FS-1 · PA-A",
    blocks=(),
    banners=("For the team only",),
    made=date(2025, 5, 30),
    draft=True,
)
SENTENCE = "It is long, and there is no end to it that anybody can see from here, however far one looks."
WORDS = SENTENCE.split() * 90


def part(count):
    listed = WORDS[:count]
    return (heading(1, "Summary"), *(para(" ".join(listed[at : at + 60])) for at in range(0, count, 60)))


@pytest.mark.parametrize("count", [850, 1_550])
def test_a_part_fits_once_what_is_too_much_is_gone(count):
    length = measuring.part(part(count), PAPER, 1)
    assert length.pages > 1
    assert 0 < length.over < count
    assert measuring.part(part(count - length.over), PAPER, 1) == measuring.Length(1, 0)
    assert measuring.part(part(count - length.over + 30), PAPER, 1).over > 0


def test_a_paper_is_measured_whole_and_large_print_is_longer():
    paper = PAPER._replace(contents=False, blocks=part(900))
    small, large = measuring.whole(paper, 3), measuring.whole(paper._replace(large=True), 1)
    assert (small.pages, small.over) == (2, 0)
    assert large.pages > small.pages
    assert 0 < large.over < 900
