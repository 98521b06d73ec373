"""The parts by themselves: isotonic regression, widths of words, lanes, and the same drawing whatever the hash seed."""

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fsworkbook.report.document import Document, Paragraph, Text
from fsworkbook.report.genogram.lanes import BAR, Level, assign
from fsworkbook.report.genogram.placing import fitted
from fsworkbook.report.lettering import width, wrapped
from fsworkbook.report.pdf import render
from tests.genogram.families import DAY

PLACES = st.lists(st.floats(-500, 500, allow_nan=False), min_size=1, max_size=12)
ROOT = Path(__file__).parents[2]


@given(PLACES, st.data())
def test_fitted_places_keep_their_distance_and_no_others_are_nearer(wanted, data):
    size = len(wanted)
    weights = data.draw(st.lists(st.floats(0.1, 5), min_size=size, max_size=size))
    apart = data.draw(st.lists(st.floats(1, 80), min_size=size, max_size=size))
    found = fitted(wanted, weights, apart)

    def far(places):
        return sum(weight * (a - b) ** 2 for a, b, weight in zip(places, wanted, weights, strict=True))

    assert all(b - a >= gap - 1e-6 for (a, b), gap in zip(pairwise(found), apart[1:], strict=True))
    steps = data.draw(st.lists(st.floats(-30, 30), min_size=size, max_size=size))
    other = [found[0] + steps[0]]
    for step, gap, (a, b) in zip(steps[1:], apart[1:], pairwise(found), strict=True):
        other.append(max(other[-1] + gap, other[-1] + b - a + step))
    assert far(found) <= far(other) + 1e-6


@pytest.mark.parametrize("words", ["Kerry Ashdown", "Montgomery-Smythe", "born 1997", "WWW mmm", "Zoë Łukasz O’Rourke"])
def test_words_are_as_wide_as_they_are_printed(words):
    page = Document(title="x", blocks=(Paragraph((Text(words),)),), made=DAY, contents=False)
    document = pypdfium2.PdfDocument(render(page).bytes)
    text = document[0].get_textpage()
    first = text.search(words).get_next()
    boxes = [text.get_charbox(at, loose=True) for at in range(first[0], first[0] + first[1])]
    printed = max(box[2] for box in boxes) - min(box[0] for box in boxes)
    assert printed * 0.99 <= width(words, 10.5) <= printed * 1.12


@given(st.text(max_size=200))
def test_wrapped_lines_fit_and_are_few(words):
    lines = wrapped(words, 8, 64, 4)
    assert len(lines) <= 4
    assert all(width(line, 8) <= 64 * 1.4 + 8 for line in lines)
    assert all(line == " ".join(line.split()) for line in lines)


def test_a_name_that_is_too_long_is_broken_at_its_hyphen_and_never_loses_a_letter():
    assert wrapped("Bartholomew-Christopher Ash", 8, 64, 4) == ("Bartholomew-", "Christopher Ash")
    assert wrapped("Ann Montgomery-Smythe", 8, 64, 4) == ("Ann", "Montgomery-Smythe")
    assert wrapped("--Maximiliane-Josephine-Wilhelmina- x", 8, 64, 4)[0] == "--Maximiliane-"


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300)), max_size=9))
def test_no_two_lines_lie_on_one_lane(ends):
    bars = [Level(("u", at), BAR, (float(up),), (float(a), float(b))) for at, (up, a, b) in enumerate(ends)]
    _, lanes = assign(bars)
    flat = [bar for bar in bars if bar.is_flat]
    assert all(bar.lane < lanes for bar in flat)
    for place, one in enumerate(flat):
        for other in flat[place + 1 :]:
            assert one.lane != other.lane or one.high < other.low or other.high < one.low


SAME = """
import sys
sys.path.insert(0, sys.argv[1])
from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.report.drawing import svg
from fsworkbook.report.genogram.making import genogram
from tests.genogram.families import DAY, SHAPES, at_random, family
practice = load(shipped())
for read in [*(family(*SHAPES[name]) for name in list(SHAPES)[:4]), at_random(11)]:
    for picture in genogram(read, practice, DAY).pictures:
        print(svg(picture.drawing), picture.alternative)
"""


def test_the_same_family_is_drawn_the_same_whatever_the_hash_seed():
    made = [
        subprocess.run(
            [sys.executable, "-c", SAME, str(ROOT)],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert made[0] == made[1]
    assert "Key" in made[0]
