"""Finding words in records: in any case, with or without accents, from the beginning of a word; and whole phrases.

What is searched is what the caller hands over: a record whose rating is closed is handed over without it (F.50).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.workbook.record import ID_PATTERN, strings_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fsworkbook.workbook.record import Record

_TERM: Final = re.compile(r"[\"“”„«»]([^\"“”„«»]+)[\"“”„«»]|([^\s\"“”„«»]+)")
_SAME: Final = str.maketrans(
    {**dict.fromkeys("’‘‛ʼ´′", "'"), **dict.fromkeys("‐‑‒–—−", "-"), "ł": "l", "Ł": "l", "ø": "o", "Ø": "o"}
    | {"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe"}
    | {"Œ": "oe", **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")}
)
"""Characters that are typed in several ways, and what each counts as; those that nobody sees count as nothing."""

_WORD: Final = re.compile(r"\w+")
_PLAIN: Final = re.compile(rb"[a-z0-9]+")
_ASCII: Final = bytes(range(128))
_UNUSUAL: Final = re.compile(rb"\xc2[^\xa0\xa3\xb7]|[\xc3-\xe1\xe3-\xf4]|\xe2[^\x80]|\xe2\x80[\x8b-\x8f\xa8-\xaf]")
"""What in UTF-8 may count as a plain letter or as nothing; English with its quotation marks and dashes has none."""

_KEYED: Final = frozenset(
    {
        "assessment",
        "about",
        "children",
        "questions",
        "not_applicable",
        "corrects",
        "strikes",
        "entry",
        "person",
        "child",
    }
    | {"state", "status", "session", "missed_by", "restricted", "withhold_from", "withhold_parts", "outcomes", "rating"}
    | {"step", "mode", "meeting", "invited", "attendance", "owner", "serves", "cites", "children_seen", "seen_alone"}
    | {"adds_to", "answers", "closes", "supervision", "topic", "specialists", "lifts", "recipient", "sha256", "section"}
)
"""Keys that hold keys of people, ids and choices, which nobody typed as words."""


def fold(text: str) -> str:
    """Return a text as it is compared: in small letters, without accents, with one kind of apostrophe and hyphen."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.translate(_SAME)).casefold()
    return apart if apart.isascii() else "".join(sign for sign in apart if not unicodedata.combining(sign))


@lru_cache(maxsize=4096)
def _folded(sign: str) -> str:
    return fold(sign)


class Query:
    """What is looked for: every word and phrase of it has to be there."""

    def __init__(self, words: Iterable[str]) -> None:
        """Read what was typed: words, and phrases in quotation marks."""
        joined = " ".join(f'"{word}"' if re.search(r"\s", word) and '"' not in word else word for word in words)
        found = [fold(phrase or word).strip() for phrase, word in _TERM.findall(joined)]
        self.terms: tuple[str, ...] = tuple(dict.fromkeys(term for term in found if _WORD.search(term)))

    def missing_in(self, text: str) -> Query:
        """Return what of it does not stand in a text."""
        folded, rest = fold(text), Query(())
        rest.terms = tuple(
            term for term, pattern in zip(self.terms, self.patterns, strict=True) if not pattern.search(folded)
        )
        return rest

    def __bool__(self) -> bool:
        """Return whether there is anything to look for."""
        return bool(self.terms)

    @cached_property
    def patterns(self) -> tuple[re.Pattern[str], ...]:
        """What finds each term in a folded text: at the beginning of a word; a phrase word for word."""
        return tuple(_pattern(term) for term in self.terms)

    @cached_property
    def _needles(self) -> tuple[bytes, ...]:
        """The longest run of plain letters of each term; plain English that lacks one cannot hold the term."""
        return tuple(max(_PLAIN.findall(term.encode()), key=len, default=b"") for term in self.terms)

    def may_be_in(self, data: bytes) -> bool:
        """Return whether a record's file may hold every term; False only where it surely does not."""
        small = data.lower()
        if all(needle in small for needle in self._needles) or b"\\u" in small:
            return True
        if data.isascii() or not _UNUSUAL.search(data.translate(None, _ASCII)):
            return False
        folded = fold(data.decode("utf-8", errors="replace")).encode()
        return all(needle in folded for needle in self._needles)

    def in_all(self, texts: Sequence[str]) -> bool:
        """Return whether each term stands in one of some texts."""
        folded = [fold(text) for text in texts]
        return bool(self.terms) and all(any(pattern.search(text) for text in folded) for pattern in self.patterns)

    def marks(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return where the terms stand in a text, from and until, in order and without overlaps."""
        folded, places = _mapped(text)
        spans = sorted(found.span() for pattern in self.patterns for found in pattern.finditer(folded))
        marked: list[tuple[int, int]] = []
        for begin, end in spans:
            start, stop = places[begin], places[end - 1] + 1
            if marked and start <= marked[-1][1]:
                marked[-1] = (marked[-1][0], max(stop, marked[-1][1]))
            else:
                marked.append((start, stop))
        return tuple(marked)


def _pattern(term: str) -> re.Pattern[str]:
    words = term.split()
    before = r"(?<!\w)" if re.match(r"\w", words[0]) else ""
    if len(words) == 1:
        return re.compile(before + re.escape(term))
    after = r"(?!\w)" if re.search(r"\w$", words[-1]) else ""
    return re.compile(before + r"\W+".join(re.escape(word) for word in words) + after)


def _mapped(text: str) -> tuple[str, Sequence[int]]:
    """Return a text as it is compared, and for each character of that the place in the text that it comes from."""
    if text.isascii():
        return text.lower(), range(len(text))
    folded: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        part = _folded(sign)
        folded.append(part)
        places += [place] * len(part)
    return "".join(folded), places


# Records


class Passage(NamedTuple):
    """Words that somebody typed: the section's name or the key that they stand under, and the words."""

    where: str
    words: str


class Hit(NamedTuple):
    """A record in which every term was found.

    Attributes:
        record: the record, as whoever looks may see it.
        passages: where the terms stand, as many as it takes to show each of them; the one with the most first.
    """

    record: Record
    passages: tuple[Passage, ...]


def search(query: Query, records: Iterable[Record], more: Iterable[tuple[str, Passage]] = ()) -> tuple[Hit, ...]:
    """Return the records that hold every term, the newest first.

    Args:
        query: what is looked for.
        records: where; each as whoever looks may see it.
        more: further words that belong to a record, by its id, such as the names of its attachments.
    """
    beside: dict[str, list[Passage]] = {}
    for key, passage in more:
        beside.setdefault(key, []).append(passage)
    hits = []
    for record in records:
        told = [*passages(record), *beside.get(record.id, ())]
        if query.in_all([passage.words for passage in told]):
            hits.append(Hit(record, _shown(query, told)))
    hits.sort(key=lambda hit: (hit.record.on, hit.record.recorded, hit.record.id), reverse=True)
    return tuple(hits)


def passages(record: Record) -> Iterator[Passage]:
    """Yield everything that somebody typed in a record: its sections, and the words in its keys."""
    if record.preamble:
        yield Passage("", record.preamble)
    for section in record.sections:
        yield Passage(section.name, section.text)
    for key, value in record.head.items():
        if key not in _KEYED:
            yield from (Passage(key, words) for words in strings_in(value) if not ID_PATTERN.fullmatch(words))


def _shown(query: Query, told: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return passages that together show every term, the one with the most terms first."""
    held = {place: _terms_in(query, passage) for place, passage in enumerate(told)}
    left, chosen = set(range(len(query.terms))), []
    while left:
        best = max(held, key=lambda place: (len(held[place] & left), -place))
        if not held[best] & left:
            break
        chosen.append(told[best])
        left -= held.pop(best)
    return tuple(chosen)


def _terms_in(query: Query, passage: Passage) -> set[int]:
    folded = fold(passage.words)
    return {number for number, pattern in enumerate(query.patterns) if pattern.search(folded)}


class Context(NamedTuple):
    """A piece of a passage: the words on one line, and where the terms stand in it."""

    words: str
    marks: tuple[tuple[int, int], ...]


def context(query: Query, words: str, width: int) -> Context:
    """Return the piece of a passage in which most of the terms stand, cut at spaces to `width` characters."""
    line = " ".join(words.split())
    marks = query.marks(line)
    if len(line) <= width:
        return Context(line, marks)
    room = max(width - 2, 1)
    begin = _begin(line, marks, room)
    stop = min(begin + room, len(line))
    if stop < len(line):
        shown = max((until for start, until in marks if begin <= start and until <= stop), default=begin)
        space = line.rfind(" ", shown, stop + 1)
        stop = space if space > begin else stop
    before, after = "…" if begin else "", "…" if stop < len(line) else ""
    shift = len(before) - begin
    inside = tuple((start + shift, until + shift) for start, until in marks if begin <= start and until <= stop)
    return Context(f"{before}{line[begin:stop]}{after}", inside)


def contexts(query: Query, words: str, width: int) -> tuple[Context, ...]:
    """Return pieces of a passage that together show every term which stands in it, as many as that takes."""
    found = [context(query, words, width)]
    left = query.missing_in(found[0].words)
    while left and left.marks(words):
        piece = context(left, words, width)
        after = left.missing_in(piece.words)
        if len(after.terms) == len(left.terms):
            break
        found.append(Context(piece.words, query.marks(piece.words)))
        left = after
    return tuple(found)


def _begin(line: str, marks: Sequence[tuple[int, int]], room: int) -> int:
    """Return where a piece of a line begins: at a word, before the marks that it is to show."""
    start = _best(marks, room, len(line)) if marks else 0
    first = next((begin for begin, _ in marks if begin >= start), start)
    space = line.find(" ", start, first)
    return space + 1 if start and space >= 0 else start


def _best(marks: Sequence[tuple[int, int]], room: int, length: int) -> int:
    """Return where a window of `room` characters begins that holds the most marks, with some words before them."""
    lead = room // 4
    starts = [max(min(mark[0] - lead, length - room), 0) for mark in marks]
    return max(starts, key=lambda start: (sum(start <= one and two <= start + room for one, two in marks), -start))
