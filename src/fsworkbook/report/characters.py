"""Characters as paper can bear them: what is stripped everywhere, and what stands in for a missing glyph."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_OTHER_END = re.compile(r"[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_LINE_END = re.compile(rf"\r\n|{_OTHER_END.pattern}")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"  # C0 and C1 controls
    "\u00ad"  # hyphens that are not seen, and would part a word for whoever searches for it
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # what turns the direction of text
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"  # marks without a shape: text could hide in them
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_ORDINARY = "\u00a3\u00b7\u00c9\u00e9\u2013\u2014\u2018\u2019\u201c\u201d\u2026"
"""What stands in plain English beside ASCII; a text of these alone needs no closer look."""
_UNUSUAL = re.compile(f"[^ -~{_ORDINARY}]")
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufe0e\ufe0f")
"""Characters that shape their neighbours and need no glyph of their own."""

_BARE_NAMES = ("CJK ", "HANGUL SYLLABLE", "TANGUT", "NUSHU", "KHITAN", "EGYPTIAN", "ANATOLIAN", "CUNEIFORM")
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_MAY_RUN_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""The blocks of Unicode that hold letters from right to left (UAX #9): a text without any needs no closer look."""
_UNBROKEN = 30
_STEP = 10
_BOX = "\u25a1"
"""What stands in a drawing for a character that no font has: its name there would run over what is beside it."""


def is_in_parts(words: str) -> bool:
    """Tell whether a text may hold letters that a font puts together, such as one and an accent after it.

    Those of Latin script, and what is printed with it, never are: their accents beside them are outside its blocks.
    """
    return not words.isascii() and any("\u0300" <= character < "\u2000" or character >= "\u2c00" for character in words)


def lined(words: str) -> str:
    """Return text with its lines ending in newlines, however they were ended."""
    return _LINE_END.sub("\n", words) if _OTHER_END.search(words) else words


def clean(words: str) -> str:
    """Return text without control characters and direction marks, with its lines ending in newlines."""
    return _SURROGATE.sub("\ufffd", _UNSEEN.sub("", lined(words))) if _is_unusual(words) else words


@functools.lru_cache(maxsize=4096)
def _is_unusual(words: str) -> bool:
    """Tell whether a text holds more than plain English; each text is looked at for its cleaning, width and glyphs."""
    return _UNUSUAL.search(words) is not None


def is_right_to_left(words: str) -> bool:
    """Tell whether most letters of a text run from right to left."""
    if not _MAY_RUN_RIGHT_TO_LEFT.search(words):
        return False
    directions = [unicodedata.bidirectional(character) for character in words if character.isalpha()]
    return 2 * sum(direction in _RIGHT_TO_LEFT for direction in directions) > len(directions)


def directions(words: str, *, rtl: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield a text in stretches, each with whether it runs from right to left.

    What has no direction of its own (spaces, signs, digits) goes with its neighbours where both run one way, and else
    with the paragraph, whose direction is `rtl`.
    """
    if not _MAY_RUN_RIGHT_TO_LEFT.search(words):
        yield from [(words, False)] if words else ()
        return
    found = [_direction(character) for character in words]
    before, begun = rtl, 0
    for place, turned in enumerate(_settled(found, rtl=rtl)):
        if turned != before and place > begun:
            yield words[begun:place], before
            begun = place
        before = turned
    yield words[begun:], before


def _direction(character: str) -> bool | None:
    direction = unicodedata.bidirectional(character)
    if direction in _RIGHT_TO_LEFT or (direction == "NSM" and _MAY_RUN_RIGHT_TO_LEFT.match(character)):
        return True
    return False if direction == "L" else None


def _settled(found: list[bool | None], *, rtl: bool) -> Iterator[bool]:
    """Yield a direction for each character, the undecided by their neighbours."""
    ahead: list[bool] = []
    following = rtl
    for each in reversed(found):
        following = following if each is None else each
        ahead.append(following)
    before = rtl
    for each, after in zip(found, reversed(ahead), strict=True):
        before = before if each is None else each
        yield each if each is not None else before if before == after else rtl


def breakable(words: str) -> str:
    """Return text in which words too long for any line may be broken, by spaces without width."""
    if len(words) <= _UNBROKEN or max(map(len, words.split()), default=0) <= _UNBROKEN:
        return words
    return _long_word().sub(lambda found: "".join(_steps(found[0])), words)


@functools.cache
def _long_word() -> re.Pattern[str]:
    """Return the pattern of a word that is too long, in scripts that part words; it takes milliseconds to make."""
    return re.compile(rf"[^\s\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ud7ff]{{{_UNBROKEN + 1},}}")


def _steps(word: str) -> Iterator[str]:
    taken = 0
    for place, character in enumerate(word):
        joins = unicodedata.category(character).startswith("M") or "\u200d" in word[max(place - 1, 0) : place + 1]
        if taken >= _STEP and not joins:
            yield "\u200b"
            taken = 0
        yield character
        taken += 1


class Glyphs:
    """The characters that a set of fonts can show; all others get a stand-in that a person can read."""

    def __init__(self, coverage: str) -> None:
        """Read a coverage list: a range of hexadecimal code points a line; `#` begins a remark."""
        self._covered: set[int] = {ord(character) for character in _INVISIBLE | {"\n", "\t"}}
        for line in coverage.splitlines():
            if line and not line.startswith("#"):
                first, _, last = line.partition("-")
                self._covered.update(range(int(first, 16), int(last or first, 16) + 1))
        self._shows_ordinary = all(ord(character) in self._covered for character in _ORDINARY)

    def is_plain(self, words: str) -> bool:
        """Tell whether a text is printed as it is: on one line, with nothing to strip and nothing missing."""
        return self._shows_ordinary and not _is_unusual(words)

    def missing(self, words: str) -> set[str]:
        """Return the characters of a text that no font can show."""
        return set() if words.isascii() else {c for c in set(words) if ord(c) not in self._covered}

    def drop(self, characters: str) -> None:
        """Take characters out of the coverage, as the fonts turned out not to show them after all."""
        self._covered.difference_update(map(ord, characters))
        self._shows_ordinary = self._shows_ordinary and not set(characters).intersection(_ORDINARY)

    def gain(self, characters: Iterable[str]) -> None:
        """Add characters to the coverage, for which another font was found."""
        self._covered.update(map(ord, characters))

    def shown(self, words: str) -> str:
        """Return a text with a stand-in for each character that no font can show."""
        missing = self.missing(words)
        return words.translate({ord(c): stand_in(c) for c in missing}) if missing else words

    def boxed(self, words: str) -> str:
        """Return a text with a box for each character that no font can show, no wider than the character would be."""
        missing = self.missing(words)
        return words.translate({ord(c): "" if unicodedata.combining(c) else _BOX for c in missing})


def stand_in(character: str) -> str:
    """Return what is printed for a character without a glyph: "[U+1F600 grinning face]"."""
    name = unicodedata.name(character, "")
    named = f" {name.lower()}" if name and not name.startswith(_BARE_NAMES) else ""
    return f"[U+{ord(character):04X}{named}]"
