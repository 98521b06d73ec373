"""The reading age: what it counts, what it leaves out, and which sentences it names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fsworkbook.workbook.readability import MOST_DRIVERS, reading, syllables

SYLLABLES = {
    1: "walked the she whole called goes shoes played served clothes said does times tried treat heat",
    2: "children wanted people little abuse going quiet table tables changes houses social being lovely settled"
    " treated seated watches safely session theatre treatment worries",
    3: "created assessment area domestic behaviour idea family violent religion previous repeated",
    4: "practitioner responsible appropriate relationship",
}


@pytest.mark.parametrize(
    ("count", "words"), [(count, word) for count, line in SYLLABLES.items() for word in line.split()]
)
def test_syllables(count, words):
    assert syllables(words) == count


PLAIN = "I met Kerry at home. She made tea. The baby slept in her cot. We talked about school."
DENSE = (
    "The multidisciplinary consultation facilitated comprehensive consideration of the intergenerational "
    "relationship difficulties, notwithstanding considerable uncertainty regarding parental responsibility."
)


def test_plain_words_are_young_and_long_ones_are_old():
    easy, hard = reading(PLAIN), reading(DENSE)
    assert 5 <= easy.age < 8
    assert hard.age > 20
    assert "primary school" in easy.words
    assert "very hard" in hard.words


def test_the_sentence_that_drives_it_is_named_first():
    assert reading(f"{PLAIN} {DENSE} We ate.").drivers[0] == DENSE


def test_nothing_to_measure():
    assert reading("") == (0.0, "there is nothing to measure", ())
    assert reading("## A heading\n\n“Only his words.”").age == 0.0


@pytest.mark.parametrize(
    "more",
    [
        f" “{DENSE}”",
        f' "{DENSE}"',
        f"\n\n> {DENSE}\n",
        f"\n\n## {DENSE}\n",
        f" “{DENSE}\n\n“And again: {DENSE}”",
    ],
)
def test_quotations_and_headings_are_not_measured(more):
    assert reading(PLAIN + more) == reading(PLAIN)


def test_ages_and_times_and_titles_end_no_sentence():
    one = "Dr. Feld came at 7.30 p.m. with Mrs. Okafor, No. 4 on the list, e.g. the one we met."
    assert reading(one).drivers in ((one,), ())
    assert len(reading(f"{one} {one} {PLAIN}").drivers) >= 2


WORDS = st.lists(
    st.sampled_from(["tea", "we", "Kerry", "assessment", "slept", "responsibility"]), min_size=1, max_size=12
)
SENTENCES = st.lists(WORDS.map(lambda words: " ".join(words).capitalize() + "."), min_size=1, max_size=9)


@given(SENTENCES)
def test_drivers_stand_in_the_text_and_make_it_harder(written):
    text = " ".join(written)
    found = reading(text)
    assert found.age >= 5
    assert len(found.drivers) <= MOST_DRIVERS
    for driver in found.drivers:
        assert driver in text
        if len(written) > 1:
            left = list(written)
            left.remove(driver)
            assert reading(" ".join(left)).age <= found.age


@given(st.text())
def test_any_text_has_a_reading_age(text):
    found = reading(text)
    assert found.age == 0.0 or found.age >= 5
    assert all(driver in text for driver in found.drivers)
