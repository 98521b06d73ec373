"""One paper, however it is written: the same words in the same order in every format that there is."""

import pytest

from fsworkbook.cli.frame import options
from fsworkbook.report.document import Table
from fsworkbook.report.formats import FORMATS
from tests.formats import reading
from tests.formats.papers import ALTERNATIVE, DRAWING, whole, without_pictures

OTHERS = [suffix for suffix in FORMATS if suffix != ".md"]
ONLY_IN_MARKDOWN = {"Important"}  # stands where other formats draw a thick frame


def printed(document):
    return {suffix: each.render(document).data for suffix, each in FORMATS.items()}


@pytest.fixture(scope="module")
def plain():
    return printed(without_pictures())


@pytest.fixture(scope="module")
def drawn():
    return printed(whole())


def test_every_format_can_be_asked_for_and_read():
    assert {suffix for suffix, _ in options.FORMATS.values()} == set(FORMATS) == set(reading.READERS)


def in_latin(words, heads):
    """Words of a PDF, or to compare with one: what it draws from right to left comes out in the order of the pen, and
    the head of a table comes again on its next page."""
    found = " ".join(word for word in words if word.isascii())
    for head in heads:
        first, again, rest = found.partition(head)
        found = first + again + rest.replace(f" {head}", "")
    return found.split()


@pytest.mark.parametrize("suffix", OTHERS)
def test_the_same_words_stand_in_the_same_order(suffix, plain):
    expected = [word for word in reading.words(".md", plain[".md"]) if word not in ONLY_IN_MARKDOWN]
    found = reading.words(suffix, plain[suffix])
    if suffix == ".pdf":
        tables = [block for block in without_pictures().blocks if isinstance(block, Table)]
        heads = [" ".join(reading.split(" ".join(table.head))) for table in tables]
        expected, found = in_latin(expected, heads), in_latin(found, heads)
    assert len(expected) > 1500
    assert found == expected


@pytest.mark.parametrize("suffix", [".html", ".pdf"])
def test_a_drawing_is_drawn_with_its_words_in_their_order_under_its_caption(suffix, drawn):
    said = " ".join(reading.words(suffix, drawn[suffix]))
    for caption, after in (("Ratings over time", "Between two drawings"), ("Ratings on a wide page", "A heading four")):
        inside = said.split(caption)[-1].split(after)[0]
        places = [inside.index(" ".join(reading.split(words))) for words in DRAWING.words]
        assert places == sorted(places)


@pytest.mark.parametrize("suffix", [".md", ".html", ".docx"])
def test_a_drawing_is_told_in_words_for_whoever_cannot_see_it(suffix, drawn):
    held = " ".join(piece for place in FORMATS[suffix].texts(drawn[suffix]) for piece in reading.split(place.text))
    for line in ALTERNATIVE.splitlines():
        assert " ".join(reading.split(line)) in held
