"""What holds for any text: quotations are left alone, places point at the words, and nothing else changes a finding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.workbook.plainness.checking import Checker
from fsworkbook.workbook.plainness.quotation import quotations

PRACTICE = load(shipped())
CHECKER = Checker(PRACTICE)
TROUBLE = [
    "siblings",
    "T/C",
    "the core group",
    "failed to attend",
    "lacks insight",
    "It was felt",
    "always",
    "ongoing",
    "appropriate",
    "UDS",
    "case closed",
    "prioritises drink over the children",
    "supervised contact",
    "voice of the child",
]
PLAIN = ["Kerry", "came", "home", "and", "the", "baby", "slept", "in", "her cot", "we", "talked", "of", "school"]
WORDS = st.lists(st.sampled_from(TROUBLE + PLAIN), min_size=1, max_size=8)
SENTENCE = WORDS.map(lambda words: f"{' '.join(words)[0].upper()}{' '.join(words)[1:]}.")
TEXT = st.lists(SENTENCE, min_size=1, max_size=6)
MARKS = st.sampled_from([("“", "”"), ('"', '"'), ("‘", "’"), ("«", "»")])
VAGUE = "K.L06"


def key(finding):
    return finding.ident, finding.strength, finding.words


@given(TEXT, MARKS)
def test_nothing_inside_quotation_marks_is_ever_found(written, marks):
    inside = " ".join(written).replace("'", "")
    assert CHECKER.text(f"She said, {marks[0]}{inside}{marks[1]}", role="social-worker") == ()


@given(TEXT)
def test_nothing_in_a_heading_is_ever_found(written):
    assert CHECKER.text("\n\n".join(f"## {line}" for line in written)) == ()


@given(TEXT, st.sampled_from([" ", "\n", "\n\n", "\n- "]))
def test_a_place_points_at_the_words(written, between):
    text = between.join(written)
    for one in CHECKER.text(text):
        assert text[one.start : one.end] == one.words != ""
        assert one.ident in {*PRACTICE.checked.lints, *(phrase.id for phrase in PRACTICE.phrases)}
        assert not any(span.start < one.end and one.start < span.end for span in quotations(text))


@given(TEXT, SENTENCE, st.integers(0, 6), st.sampled_from([("“", "”"), ('"', '"')]))
def test_a_quotation_adds_nothing_and_takes_away_only_what_is_no_longer_vague(written, said, place, marks):
    """Somebody’s own words beside a vague sentence are what made it exact."""
    place = min(place, len(written))
    quoted = f"{marks[0]}{said}{marks[1]}"
    before = sorted(map(key, CHECKER.text(" ".join(written))))
    after = sorted(map(key, CHECKER.text(" ".join([*written[:place], quoted, *written[place:]]))))
    left = list(before)
    for one in after:
        assert one in left
        left.remove(one)
    vague = {phrase.id for phrase in PRACTICE.phrases if phrase.belongs_to == VAGUE}
    assert all(ident in vague or not words for ident, _, words in left)


@given(TEXT, TEXT)
def test_what_stands_in_another_paragraph_changes_no_warning(written, more):
    """Whether a term was explained is all that a paper remembers, and nothing here explains one."""
    one, other = " ".join(written), " ".join(more)
    apart = {(f.ident, f.words) for text in (one, other) for f in CHECKER.text(text) if f.strength == "warn"}
    together = {(f.ident, f.words) for f in CHECKER.text(f"{one}\n\n{other}") if f.strength == "warn"}
    assert together <= apart


@given(st.text(max_size=80))
def test_any_text_is_looked_at(text):
    for one in CHECKER.text(text, role="social-worker", paper=True):
        assert text[one.start : one.end] == one.words


@given(st.text(alphabet="aA.'’“”\"\n ()[]{}*|#>-/T/CDNA0129:;", max_size=60))
def test_any_marks_are_looked_at(text):
    for one in CHECKER.text(text):
        assert text[one.start : one.end] == one.words


@pytest.mark.parametrize("mark", ["'", "’"])
def test_both_apostrophes_are_one(mark):
    assert {one.ident for one in CHECKER.text(f"Maisie DNA{mark}d the client{mark}s visit.")} == {"K.J27", "K.J76"}
