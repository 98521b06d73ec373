"""Every example of the CommonMark specification, typed as somebody's words: all of them are printed, none acts."""

import re
import unicodedata

import pytest

from fsworkbook.report import prose
from fsworkbook.report.document import Evidence, heading, text
from fsworkbook.report.formats import FORMATS
from tests.formats import reading
from tests.formats.everywhere import paper
from tests.formats.examples import sources
from tests.formats.test_hostile import CHECKS


@pytest.fixture(scope="module")
def examples():
    return sources()


def test_there_are_all_of_them(examples):
    assert len(examples) >= 650


def letters(words):
    """The letters and digits of a text in their order; a line broken within a word changes nothing."""
    return re.sub(r"[\W_\ufffd]+", "", unicodedata.normalize("NFKC", words))


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_word_of_every_example_is_printed_in_its_order(suffix, examples):
    blocks = [
        block
        for n, typed in enumerate(examples)
        for block in (heading(1, f"Example{n}begins"), Evidence(prose.blocks(typed), text("Sam")))
    ]
    data = FORMATS[suffix].render(paper(*blocks, contents=False)).data
    parts = re.split(r"Example(\d+)begins", reading.text(suffix, data))
    held = dict(zip(map(int, parts[1::2]), parts[2::2], strict=True))
    lost = [n for n, typed in enumerate(examples) if letters(held[n]) != f"{letters(typed)}Sam"]
    assert lost == []
    CHECKS[suffix](data)
