"""Strings taken out of texts, paths and messages, wherever they stand and however they are spaced or written.

What takes their place is one of two marks of a fixed form, which tell nothing of what stood there: one in prose, and
one where a key stands, which must stay a key.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.errors import BadInput
from fsworkbook.workbook.record import KEY_PATTERN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MARK: Final = "[taken out]"
"""What stands in the place of a string."""

NAME: Final = "taken-out"
"""What stands in the place of a key that holds a string; the second one is `taken-out-2`."""

SHORTEST: Final = 3
"""How many letters or digits a string has at least; what is shorter stands everywhere by chance."""

MARKS: Final = re.compile(r"\[taken out\]|(?<![a-z0-9-])taken-out(?:-[0-9]+)?(?![a-z0-9-])")
"""Both marks, as they stand in a text."""

_NAMES: Final = re.compile(rf"(?<![a-z0-9-]){NAME}(?:-([0-9]+))?(?![a-z0-9-])")
_APOSTROPHES: Final = "'’‘ʼ`´"
_DASHES: Final = "-‐‑‒–—−"
_QUOTES: Final = '"“”„«»'
_UNSEEN: Final = "[\u00ad\u200b-\u200d\u2060\ufeff]*"
# A space may be a line's end, a no-break space, or one of these as TOML and JSON write them.
_SPACE: Final = r"(?:[\s\u00a0\u2007\u202f\u200b]|\\[nrtf]|\\u00[aA]0|\\u202[fF])+"
_KEYISH: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
_HEADING: Final = re.compile(r"^## (\S+)", re.MULTILINE)


class Hit(NamedTuple):
    """Where a string stands: from and to; `run` is the key that holds it, where one stands there."""

    start: int
    end: int
    run: str = ""


class Excision:
    """Some strings, and the marks for the keys that hold them."""

    def __init__(self, strings: Iterable[str], names: Mapping[str, str] | None = None) -> None:
        """Take the strings.

        Raises:
            BadInput: one is too short, or would take the marks themselves out.
        """
        self.strings = tuple(dict.fromkeys(canonical(string) for string in strings))
        self.names = dict(names or {})
        for string in self.strings:
            if sum(char.isalnum() for char in string) < SHORTEST:
                raise BadInput(f"A string to be taken out needs at least {SHORTEST} letters or digits.")
        self._pattern = _compiled(self.strings) if self.strings else None
        for mark in (MARK, NAME):
            if self._pattern is not None and self._pattern.search(mark):
                raise BadInput("One of the strings stands in the mark that takes its place. Give a longer one.")

    def __bool__(self) -> bool:
        return bool(self.strings or self.names)

    def hits(self, text: str) -> list[Hit]:
        """Return where a string stands in a text, from its beginning on."""
        found = [_hit(text, match.start(), match.end()) for match in self._matches(text)]
        if self.names:
            taken = [(hit.start, hit.end) for hit in found]
            more = [hit for hit in self._named(text) if not any(s < hit.end and hit.start < e for s, e in taken)]
            found = sorted([*found, *more]) if more else found
        return found

    def found(self, text: str) -> bool:
        """Return whether a string stands in a text."""
        return next(self._matches(text), None) is not None or bool(self.names and any(True for _ in self._named(text)))

    def text(self, text: str) -> str:
        """Return a text with the marks in the place of the strings."""
        hits = self.hits(text)
        return _put(text, hits, self.names) if hits else text

    def message(self, text: str) -> str:
        """Return a commit's message with the marks; the words of its first line are keys where they can be."""
        first, end, rest = text.partition("\n")
        words = [self._segment(word) if KEY_PATTERN.fullmatch(word) else word for word in first.split(" ")]
        return self.text(" ".join(words)) + end + self.text(rest)

    def path(self, path: str) -> str:
        """Return a path with the marks in its parts."""
        if not self.found(path):
            return path
        return "/".join(self._segment(part) for part in path.split("/"))

    def runs(self, text: str) -> Iterator[str]:
        """Yield the keys in a text that hold a string."""
        yield from (hit.run for hit in self.hits(text) if hit.run)

    def runs_of_path(self, path: str) -> Iterator[str]:
        """Yield the parts of a path that are keys and hold a string."""
        yield from (part for part in (p.removesuffix("_") for p in path.split("/")) if self._is_key(part))

    def runs_of_message(self, message: str) -> Iterator[str]:
        """Yield the words in the first line of a message that are keys and hold a string; and those below it."""
        first, _, rest = message.partition("\n")
        yield from (word for word in first.split(" ") if self._is_key(word))
        yield from self.runs(rest)

    def _is_key(self, word: str) -> bool:
        return KEY_PATTERN.fullmatch(word) is not None and self.found(word)

    def _segment(self, part: str) -> str:
        key = part.removesuffix("_")
        if key in self.names or self._is_key(key):
            return self.names.get(key, NAME) + part[len(key) :]
        return self.text(part)

    def _matches(self, text: str) -> Iterator[re.Match[str]]:
        return self._pattern.finditer(text) if self._pattern is not None else iter(())

    def _named(self, text: str) -> Iterator[Hit]:
        """Yield where a key stands that is known to hold a string."""
        for match in _any_of(tuple(self.names)).finditer(text):
            hit = _hit(text, match.start(), match.end())
            if hit.run:
                yield hit


def canonical(string: str) -> str:
    """Return a string in the one form that all ways to write it come to."""
    text = unicodedata.normalize("NFC", string)
    text = re.sub(_UNSEEN, "", text)
    text = re.sub(r"[\s\u00a0\u2007\u202f]+", " ", text).strip(" ")
    for signs, one in ((_APOSTROPHES, "'"), (_DASHES, "-"), (_QUOTES, '"')):
        text = re.sub(f"[{signs}]", one, text)
    return unicodedata.normalize("NFC", text.lower())


def last_name(texts: Iterable[str]) -> int:
    """Return the highest number of a mark for a key that stands in some texts; 0 where none does."""
    return max((int(found[1] or 1) for text in texts for found in _NAMES.finditer(text)), default=0)


def numbered(runs: Iterable[str], last: int) -> dict[str, str]:
    """Return a mark for each key, in the order of the keys, from the number after `last` on."""
    ordered = sorted(set(runs))
    numbers = range(last + 1, last + 1 + len(ordered))
    return {run: NAME if number == 1 else f"{NAME}-{number}" for run, number in zip(ordered, numbers, strict=True)}


def _put(text: str, hits: Iterable[Hit], names: Mapping[str, str]) -> str:
    parts: list[str] = []
    place = 0
    for hit in hits:
        if hit.start < place:
            continue
        parts += [text[place : hit.start], names.get(hit.run, NAME) if hit.run else MARK]
        place = hit.end
    return "".join([*parts, text[place:]])


def _hit(text: str, start: int, end: int) -> Hit:
    """Return where a string stands; the whole key, where it stands in one."""
    left, right = start, end
    if not set(text[start:end]) <= _KEYISH:
        return Hit(start, end)
    while left and text[left - 1] in _KEYISH:
        left -= 1
    while right < len(text) and text[right] in _KEYISH:
        right += 1
    run = text[left:right]
    if KEY_PATTERN.fullmatch(run) and _stands_as_key(text, left, right):
        return Hit(left, right, run)
    return Hit(start, end)


def _stands_as_key(text: str, left: int, right: int) -> bool:
    """Return whether what stands from `left` to `right` is a key: quoted by itself, before an =, or in a heading."""
    before, after = text[left - 1 : left], text[right : right + 1]
    if before in {'"', "/", "."} and after in {'"', "/", "."} and '"' in before + after:
        return True
    if text[right : right + 3] == " = " and before in {"", "\n", " ", "{"}:
        return True
    line = text.rfind("\n", 0, left) + 1
    heading = _HEADING.match(text, line)
    return heading is not None and right <= heading.end() and before in {" ", "."}


@lru_cache(maxsize=64)
def _compiled(strings: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(strings, key=lambda string: (-len(string), string))
    return re.compile("|".join(f"(?:{_pattern(string)})" for string in ordered), re.IGNORECASE)


@lru_cache(maxsize=64)
def _any_of(runs: tuple[str, ...]) -> re.Pattern[str]:
    listed = "|".join(re.escape(run) for run in sorted(runs, key=lambda run: (-len(run), run)))
    return re.compile(f"(?<![a-z0-9-])(?:{listed})(?![a-z0-9-])")


def _pattern(string: str) -> str:
    parts = [_char(char) for char in string]
    # A line that begins with `## ` or `\` has one `\` more on disk (format.md).
    return _UNSEEN.join(parts).replace(f"{_SPACE}{_UNSEEN}(?:\\#", f"{_SPACE}\\\\?(?:\\#")


def _char(char: str) -> str:
    if char in _SIGNS:
        return _SIGNS[char]
    if char.isascii():
        return re.escape(char)
    apart = unicodedata.normalize("NFD", char)
    forms = {char, char.upper(), apart, unicodedata.normalize("NFD", char.upper())}
    return f"(?:{'|'.join(re.escape(form) for form in sorted(forms))}|{_escaped(char + char.upper())})"


def _escaped(chars: str) -> str:
    """Return a pattern of characters as JSON and TOML write them where they are not to stand themselves."""
    codes = []
    for char in dict.fromkeys(chars):
        if not char.isascii():
            data = char.encode("utf-16-be")
            codes.append("".join(rf"\\u{data[at : at + 2].hex()}" for at in range(0, len(data), 2)))
    return "|".join(codes) if codes else "(?!)"


_SIGNS: Final = {
    " ": _SPACE,
    "'": f"(?:[{_APOSTROPHES}]|{_escaped(_APOSTROPHES)})",
    "-": f"(?:[{_DASHES}]|{_escaped(_DASHES)})",
    '"': rf"(?:\\?[{_QUOTES}]|{_escaped(_QUOTES)})",
    "\\": r"(?:\\{1,2})",
    "#": r"(?:\#)",
}
"""The patterns of signs that are written in more than one way."""
