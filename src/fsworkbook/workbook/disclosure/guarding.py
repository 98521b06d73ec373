"""The words that may not leave, found however they are written (F.47).

A guarded string is found through case, accents (both ways), compatibility forms and ligatures, letters that look
alike, the digits of other scripts, characters that nobody sees, hyphens of every kind, apostrophes, spaces, line ends
and the marks of Markdown between its letters; a telephone number with +44 or 0 before it; a date in the spellings of
`spelleddates`. So that a short string does not stop every paper, it is looked for where people write words:

* it begins where a word begins ("lee" is not in "sleeps"), and ends wherever it likes ("pregnan" is in "pregnancy");
  one whose first word has eight letters or more, or a telephone number, is found inside a word too;
* one of up to four letters is a whole word ("Lee", "Lee's", not "Leeds"); an asterisk at its end ("preg*") lifts that;
* one that ends in a digit is not found where a further digit follows ("18 Larkfield" yes, "No. 18" not in "180");
* a space inside a word of its own ("Lark field") counts only where the word, or the whole string, is long enough to be
  no accident ("as if" is not Asif), and where a word then ends too; a word of any length that is spaced out letter by
  letter is found;
* none of this is asked in scripts that set no space between words (Chinese, Japanese, Thai): a string is found wherever
  its letters follow each other.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.workbook.disclosure.folding import BROKEN, INSIDE, JOINED, SPACED, fold
from fsworkbook.workbook.disclosure.lookalikes import LOOKALIKES
from fsworkbook.workbook.disclosure.spelleddates import as_date, dates, respelled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fsworkbook.workbook.disclosure.folding import Folded

_WHOLE: Final = 4
"""A string of so many letters or fewer is a whole word."""
_ANYWHERE: Final = 8
"""A string whose first word has so many letters is found inside a word."""
_PARTED_WORD: Final = 6
"""A word of so many letters is found with a space in it."""
_PARTED_STRING: Final = 10
"""A string of so many letters in all is found with spaces in any of its words."""
_PARTED_NUMBER: Final = 5
"""A string with digits of so many characters is found with spaces anywhere; a shorter one where digits begin or end."""
_RUN_TOGETHER: Final = 6
"""A string of several words and so many letters or fewer, written without its spaces, ends where a word ends."""
_STEM: Final = "*"
_LEAST_LOOKALIKE: Final = 3

_RUNNING_ON: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u312f\u31a0-\ua4cf\uf900-\ufaff\U00020000-\U0003ffff]+"
)
"""Thai, Lao, Burmese, Khmer, and the letters of Chinese and Japanese: no space tells where a word begins or ends."""

_TELEPHONE: Final = re.compile(r"\+?[\d\s().\-–/]+")
_COUNTRY: Final = re.compile(r"\A(?:(?:00)?44(?:0)?|0)")
_LEAST_NUMBER: Final = 9
_OUTWARD: Final = re.compile(r"[a-z]{1,2}[0-9][a-z0-9]?")
_INWARD: Final = re.compile(r"[0-9][a-z]{2}")
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue",
                                 "Ø": "Oe", "Å": "Aa"})  # fmt: skip

_MAY_LOOK_ALIKE: Final = re.compile(r"[^\x00-\x7f]|[A-Za-z][01]|[01][A-Za-z]|[0-9][OoIl]|[OoIl][0-9]|I[a-z]|[a-z]I|\bl")
_STRANGE: Final = re.compile(r"[^\x00-\x7f]|[01]")
"""What letters of the plainest text may be taken for."""
_ONE_SHAPE: Final = str.maketrans("i10", "llo")


class Hit(NamedTuple):
    """A guarded string in a text.

    Attributes:
        restriction: the key that it is guarded by.
        string: which of the restriction's strings it is, from 0.
        start: where its first character stands in the text.
        end: where the one after its last stands.
    """

    restriction: str
    string: int
    start: int
    end: int


class Guard:
    """Guarded strings, made ready to be looked for in many texts."""

    def __init__(self, strings: Mapping[str, Sequence[str]]) -> None:
        """Take the strings that each restriction guards; one without a letter or digit is looked for as it stands."""
        self._needles = [
            needle
            for restriction, words in strings.items()
            for number, string in enumerate(words)
            for needle in _needles(restriction, number, string)
        ]
        self._strange = any(_STRANGE.search(needle.letters) for needle in self._needles)
        self._days = [
            (restriction, number, day)
            for restriction, words in strings.items()
            for number, string in enumerate(words)
            if (day := as_date(string)) is not None
        ]
        self._signs = [
            (restriction, number, string.strip())
            for restriction, words in strings.items()
            for number, string in enumerate(words)
            if string.strip() and not fold(string).letters
        ]

    def __bool__(self) -> bool:
        """Tell whether anything is guarded."""
        return bool(self._needles or self._signs)

    def hits(self, text: str) -> tuple[Hit, ...]:
        """Return every place of a text where a guarded string stands, in the order of the text."""
        if not self or not text:
            return ()
        folded = fold(text)
        found = {*self._written(folded), *self._looking_alike(folded), *self._dated(folded), *self._signed(text)}
        return tuple(sorted(found, key=_in_order))

    def _written(self, folded: Folded) -> Iterator[Hit]:
        for needle in self._needles:
            for place in _places(folded.letters, needle.letters):
                if needle.stands(folded, place):
                    yield needle.hit(folded, place)

    def _looking_alike(self, folded: Folded) -> Iterator[Hit]:
        if not (self._strange or _MAY_LOOK_ALIKE.search(folded.source)):
            return
        shapes = _shapes(folded)
        for needle in self._needles:
            if len(needle.letters) < _LEAST_LOOKALIKE:
                continue
            for place in _places(shapes, needle.shapes):
                if needle.looks(folded, place) and needle.stands(folded, place):
                    yield needle.hit(folded, place)

    def _dated(self, folded: Folded) -> Iterator[Hit]:
        if not self._days:
            return
        for spelled in dates(folded):
            for restriction, number, day in self._days:
                if day.is_same(spelled):
                    yield _hit(restriction, number, folded, spelled.first, spelled.last)

    def _signed(self, text: str) -> Iterator[Hit]:
        for restriction, number, sign in self._signs:
            for place in _places(text, sign):
                yield Hit(restriction, number, place, place + len(sign))


class _Needle:
    """One way to write a guarded string, and what has to hold where it stands."""

    __slots__ = (
        "_anywhere",
        "_gaps",
        "_number",
        "_outward",
        "_restriction",
        "_runs_on",
        "_telephone",
        "_whole",
        "_words",
        "letters",
        "shapes",
    )

    def __init__(self, restriction: str, number: int, folded: Folded, *, stem: bool, telephone: bool = False) -> None:
        self._restriction = restriction
        self._number = number
        self.letters = folded.letters
        self.shapes = _shapes(folded)
        self._gaps = folded.gaps
        self._words = _words(folded)
        has_digits = any(map(str.isdigit, self.letters))
        first = self._words[0][1]
        self._telephone = telephone
        self._anywhere = not has_digits and first >= _ANYWHERE
        self._whole = len(self.letters) <= _WHOLE and not stem and _parts_words(self.letters)
        self._outward = _OUTWARD.fullmatch(self.letters) is not None
        self._runs_on = _RUNNING_ON.fullmatch(self.letters) is not None

    def hit(self, folded: Folded, place: int) -> Hit:
        """Return the hit at a place of a folded text."""
        return _hit(self._restriction, self._number, folded, place, place + len(self.letters) - 1)

    def stands(self, folded: Folded, place: int) -> bool:
        """Tell whether what stands at a place are these words, and not letters that happen to follow each other."""
        if self._runs_on:
            return True
        end = place + len(self.letters)
        gaps = folded.gaps[place:end]
        parted = max(gaps[1:], default=INSIDE) >= SPACED
        if gaps[0] == INSIDE and not self._telephone and (parted or not self._anywhere):
            return False
        if self._goes_on(folded, end):
            return False
        ends = _word_ends(folded, end)
        if self._whole and not ends:
            return False
        if self._is_run_together(gaps) and not ends:
            return False
        return all(self._may_part(folded, place, *word) for word in self._words)

    def looks(self, folded: Folded, place: int) -> bool:
        """Tell whether every letter that is not the string's own looks like it, and is there in its stead."""
        pairs = zip(range(place, place + len(self.letters)), self.letters, strict=True)
        strange = [(at, ours) for at, ours in pairs if folded.letters[at] != ours]
        return all(self._is_disguise(folded, place, at, ours) for at, ours in strange)

    def _is_disguise(self, folded: Folded, place: int, at: int, ours: str) -> bool:
        """Tell whether a letter stands there to look like another: one of another script, or one out of its place."""
        theirs = folded.letters[at]
        if not (theirs.isascii() and ours.isascii()) or theirs in "01" or ours in "01":
            return True
        character = folded.source[folded.places[at]]
        if folded.begins(at):
            return character in "Il" and len(self.letters) >= _PARTED_WORD
        end = folded.places[place + len(self.letters) - 1] + 1
        return character == "I" and any(map(str.islower, folded.source[folded.places[place] : end]))

    def _goes_on(self, folded: Folded, end: int) -> bool:
        """Tell whether a number goes on after its last digit."""
        if not self.letters[-1].isdigit() or end >= len(folded.letters):
            return False
        if not folded.letters[end].isdigit() or folded.gaps[end] != INSIDE:
            return False
        return not (self._outward and _INWARD.match(folded.letters, end))

    def _is_run_together(self, gaps: bytearray) -> bool:
        """Tell whether words so short that others might hold them are written without their spaces."""
        if len(self.letters) > _RUN_TOGETHER:
            return False
        return any(gaps[start] == INSIDE for start, _ in self._words[1:])

    def _may_part(self, folded: Folded, place: int, start: int, length: int) -> bool:
        """Tell whether a word of the string may have the spaces in it that it has here."""
        gaps = folded.gaps[place + start + 1 : place + start + length]
        widest = max(gaps, default=INSIDE)
        if widest < SPACED:
            return True
        word = self.letters[start : start + length]
        if any(map(str.isdigit, word)):
            return len(self.letters) >= _PARTED_NUMBER or not _parts_alike(word, gaps)
        if min(gaps) >= JOINED:
            return True
        if length < _PARTED_WORD and len(self.letters) < _PARTED_STRING:
            return False
        at_a_line_end = length >= _ANYWHERE and all(gap < SPACED or gap == BROKEN for gap in gaps)
        return at_a_line_end or _word_ends(folded, place + start + length)


def _needles(restriction: str, number: int, string: str) -> Iterator[_Needle]:
    stem = string.rstrip().endswith(_STEM)
    spellings = dict.fromkeys((string, string.translate(_UMLAUTS), *respelled(string)))
    seen: set[str] = set()
    for spelling in spellings:
        folded = fold(spelling)
        if folded.letters and folded.letters not in seen:
            seen.add(folded.letters)
            yield _Needle(restriction, number, folded, stem=stem)
    digits = fold(string).letters
    if _TELEPHONE.fullmatch(string.strip()) and len(digits) >= _LEAST_NUMBER:
        national = _COUNTRY.sub("", digits)
        if len(national) >= _LEAST_NUMBER - 1:
            yield _Needle(restriction, number, fold(national), stem=stem, telephone=True)


def _words(folded: Folded) -> list[tuple[int, int]]:
    """Return where each word of a string begins among its letters, and how long it is."""
    starts = [place for place, gap in enumerate(folded.gaps) if gap >= JOINED]
    return [(start, end - start) for start, end in zip(starts, [*starts[1:], len(folded.letters)], strict=True)]


def _parts_words(letters: str) -> bool:
    """Tell whether letters, and no digits, are of a script that parts its words, each with a beginning and an end."""
    return all(letter.lower() != letter.upper() for letter in letters)


def _word_ends(folded: Folded, end: int) -> bool:
    """Tell whether a word ends before a place; an s of the possessive or of the plural may come between."""
    if folded.begins(end):
        return True
    return folded.letters[end] == "s" and folded.begins(end + 1)


def _parts_alike(word: str, gaps: bytearray) -> bool:
    """Tell whether a space stands between two digits or two letters of a word, and not only between one and other."""
    alike = (before.isdigit() == after.isdigit() for before, after in pairwise(word))
    return any(gap >= SPACED for gap, same in zip(gaps, alike, strict=True) if same)


def _places(letters: str, wanted: str) -> Iterator[int]:
    place = letters.find(wanted)
    while place >= 0:
        yield place
        place = letters.find(wanted, place + 1)


def _shapes(folded: Folded) -> str:
    """Return the letters as they look: one shape for all that look alike."""
    if folded.letters.isascii():
        return folded.letters.translate(_ONE_SHAPE)
    shown = (
        LOOKALIKES.get(folded.source[place], LOOKALIKES.get(letter, letter))
        for letter, place in zip(folded.letters, folded.places, strict=True)
    )
    return "".join(shown).translate(_ONE_SHAPE)


def _hit(restriction: str, number: int, folded: Folded, first: int, last: int) -> Hit:
    return Hit(restriction, number, folded.places[first], folded.places[last] + 1)


def _in_order(hit: Hit) -> tuple[int, int, str, int]:
    return hit.start, hit.end, hit.restriction, hit.string
