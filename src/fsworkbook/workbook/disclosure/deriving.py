"""What was taken out of a history, found again by whoever has both: the old texts and the new ones with their marks.

So nobody has to be told the strings a second time, and whatever else was changed on the way does not fit and shows.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from fsworkbook.errors import BadInput
from fsworkbook.workbook.disclosure.excision import MARK, MARKS, Excision, canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Pair = tuple[str, str]
    Spans = list[tuple[str, str]]
    Strings = tuple[str, ...]
    Names = dict[str, str]

_MOST: Final = 2000
"""Ways to lay new lines over old ones that are tried."""

_CODES: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))")
_PLAIN: Final = {"n": " ", "t": " ", "r": " ", "f": " "}


def derive(
    texts: Sequence[Pair], paths: Sequence[Pair] = (), messages: Sequence[Pair] = (), most: int = 100
) -> Excision | None:
    """Return what turns every old text, path and message into its new one; None where no strings alone do.

    What stays as it was says nothing of the strings, and has to stay so: it holds none of them.

    Args:
        texts: pairs of an old and a new text.
        paths: likewise, of paths.
        messages: likewise, of commits' messages.
        most: how many strings there are at most.
    """
    heads, bodies = _halves(messages)
    keys = [*_between("/", paths), *_between(" ", heads)]
    lines = [*sorted(set(_between("\n", texts)), key=_marks), *_between("\n", bodies)]
    explained = _Search([*keys, *lines], most).run(0, (), {})
    if explained is None:
        return None
    found = Excision(*explained)
    ways = ((found.text, texts), (found.path, paths), (found.message, messages))
    return found if all(turned(old) == new for turned, pairs in ways for old, new in pairs) else None


class _Search:
    """Looks for the fewest strings that turn every line into its new one."""

    def __init__(self, lines: Sequence[Pair], most: int) -> None:
        self._lines = lines
        self._most = most
        self._left = _MOST

    def run(self, at: int, strings: Strings, names: Names) -> tuple[Strings, Names] | None:
        """Return the strings and the marks for keys that explain the lines from one on; None where none do."""
        while at < len(self._lines) and _turns(*self._lines[at], strings, names):
            at += 1
        if at == len(self._lines):
            return strings, names
        known = {canonical(string) for string in strings}
        # The fewest new strings explain it best: the same one twice, rather than two that lie about each other.
        for spans in sorted(islice(_ways(*self._lines[at]), _MOST), key=lambda spans: _fresh(spans, known)):
            for more, keyed in _readings(spans):
                wanted = tuple(dict.fromkeys([*strings, *map(canonical, more)]))
                self._left -= 1
                if self._left < 0:
                    return None
                if len(wanted) <= self._most and _turns(*self._lines[at], wanted, {**names, **keyed}):
                    found = self.run(at + 1, wanted, {**names, **keyed})
                    if found is not None:
                        return found
        return None


def _readings(spans: Spans) -> Iterator[tuple[list[str], Names]]:
    """Yield what may have stood there: as TOML or JSON write it, and as it stands; and the keys with their marks."""
    keyed = {span: mark for span, mark in spans if mark not in {MARK, span}}
    for plain in (True, False):
        yield [_unescaped(span) if plain else span for span, mark in spans if mark == MARK and span != MARK], keyed


def _turns(old: str, new: str, strings: Strings, names: Names) -> bool:
    try:
        made = Excision(strings, names)
    except BadInput:
        return False
    return new in {made.text(old), made.path(old), made.message(old)}


def _fresh(spans: Spans, known: set[str]) -> int:
    return len({canonical(span) for span, _ in spans} - known)


def _ways(old: str, new: str) -> Iterator[Spans]:
    """Yield the ways to lay a new line over an old one; first the one where all that went is equally long."""
    pieces, marks = MARKS.split(new), MARKS.findall(new)
    if marks and old.startswith(pieces[0]) and old.endswith(pieces[-1]):
        yield from _even(old, pieces, marks)
        yield from _laid(old, pieces, marks)


def _even(old: str, pieces: Sequence[str], marks: Sequence[str]) -> Iterator[Spans]:
    """Yield what stands where the marks are, where it is equally long at each: the same string, many times over."""
    length, laid, spans = (len(old) - len("".join(pieces))) // len(marks), "", []
    for piece, mark in zip(pieces, marks, strict=False):
        start = len(laid) + len(piece)
        spans.append((old[start : start + length], mark))
        laid += piece + spans[-1][0]
    if laid + pieces[-1] == old:
        yield spans


def _laid(old: str, pieces: Sequence[str], marks: Sequence[str]) -> Iterator[Spans]:
    """Yield every way to lay what stays over an old line: what stands where its marks are, with the mark."""
    end = len(old) - len(pieces[-1])

    def lay(number: int, place: int) -> Iterator[Spans]:
        if number == len(marks) - 1:
            yield [(old[place:end], marks[number])]
            return
        piece = pieces[number + 1]
        at = old.find(piece, place + 1, end)
        while at >= 0:
            for rest in lay(number + 1, at + len(piece)):
                yield [(old[place:at], marks[number]), *rest]
            at = old.find(piece, at + 1, end)

    yield from lay(0, len(pieces[0]))


def _halves(messages: Iterable[Pair]) -> tuple[list[Pair], list[Pair]]:
    """Return the first lines of messages, whose words are keys, and what stands below them."""
    parted = [(old.partition("\n"), new.partition("\n")) for old, new in messages]
    return [(old[0], new[0]) for old, new in parted], [(old[2], new[2]) for old, new in parted]


def _between(sign: str, pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Yield what stands between signs, where it differs; the whole, where a string went over a sign."""
    for old, new in pairs:
        before, after = old.split(sign), new.split(sign)
        if len(before) == len(after):
            yield from ((one, two) for one, two in zip(before, after, strict=True) if one != two)
        else:
            yield old, new


def _marks(pair: Pair) -> tuple[int, int]:
    return len(MARKS.findall(pair[1])), len(pair[0])


def _unescaped(span: str) -> str:
    return _CODES.sub(lambda found: chr(int(found[1], 16)) if found[1] else _PLAIN.get(found[2], found[2]), span)
