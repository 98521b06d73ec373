"""What differs between two versions of a paper, by part and in words: what went, what came, what stands elsewhere.

Numbers of sources are left out of account: they count the entries of one paper, and a new entry moves them all. So is
what the day of the paper alone changes: the day itself where it says as at when, the ages and weeks that the program
counted, a year that is said only where it is not the paper's own. Of a picture its words are compared, line by line.
"""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.report import document as tree
from fsworkbook.report.document import (
    Bullets,
    Cite,
    Document,
    Emphasis,
    Evidence,
    Facts,
    Heading,
    Link,
    Note,
    Paragraph,
    Picture,
    Quote,
    Strong,
    Table,
    emphasis,
    inlines,
    para,
    plain,
    strong,
    text,
)
from fsworkbook.workbook.clock import spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from fsworkbook.report.document import Block, Blocks, Inline, Inlines

_DEEPEST: Final = 2
_NUMBER: Final = re.compile(r"(?:\[\d+(?:, \d+)*\] ?|^\d+\.(?= |$))")
_SPACES: Final = re.compile(r"\s+")
_DAY: Final = r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)"
_AS_AT: Final = re.compile(rf"\bas at ({_DAY} \d{{4}})")
_YEARLESS: Final = re.compile(rf"({_DAY})(?! \d{{4}})")
_COUNTED: Final = re.compile(r"\((?:\d+ (?:day|month|year)s?|\d+ weeks \+ \d days? of pregnancy)\)")


class _Piece(NamedTuple):
    """A piece of a paper's text; `counted` where the program made it of facts, and may have counted an age in it."""

    words: str
    counted: bool = False

    def lasting(self, made: date) -> str:
        """Return what is left of it where the day of its paper is left out of account."""
        words = _AS_AT.sub(lambda found: "as at" if found[1] == spoken(made) else found[0], self.words)
        words = _YEARLESS.sub(lambda found: f"{found[1]} {made.year}", words)
        return _COUNTED.sub("(…)", words) if self.counted else words


class Difference(NamedTuple):
    """What differs in one part.

    Attributes:
        place: the part, by its headings: "13. Capacity to change · 13.2 The child’s own needs".
        gone: paragraphs that the earlier paper has there alone.
        new: paragraphs that the later paper has there alone.
    """

    place: str
    gone: tuple[str, ...]
    new: tuple[str, ...]


def differences(before: Document, after: Document) -> tuple[Difference, ...]:
    """Return what differs, in the order of the later paper; what only the earlier one has stands where it was."""
    old, new = _parts(before), _parts(after)
    days = before.made, after.made
    found = []
    for place in _merged(list(old), list(new)):
        gone, came = _apart(old.get(place, []), new.get(place, []), days)
        if gone or came:
            found.append(Difference(place, gone, came))
    return tuple(found)


def paper(found: Sequence[Difference], names: tuple[str, str], like: Document) -> Document:
    """Return the comparison as a paper.

    Args:
        found: what differs.
        names: what the earlier and the later paper are called.
        like: the later paper, whose title and banners it takes.
    """
    blocks: list[Block] = [para(f"From {names[0]} to {names[1]}, part by part.")]
    blocks += [para("Nothing differs.")] if not found else []
    for item in found:
        blocks.append(Heading(1, text(item.place)))
        for label, listed in (("Was", item.gone), ("Is now", item.new)):
            if listed:
                blocks += [para(strong(label)), Quote(tuple(Paragraph(text(words)) for words in listed))]
        if not item.new:
            blocks.append(para(emphasis("Nothing stands in its place.")))
    title = f"What has changed: {like.title}"
    return like._replace(title=title, blocks=tuple(blocks), contents=False, draft=False, cover=())


def _merged(old: list[str], new: list[str]) -> list[str]:
    """Return the places of both papers, in an order that both would know."""
    found: list[str] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        found += new[j1:j2] if kind == "equal" else [*old[i1:i2], *new[j1:j2]]
    return list(dict.fromkeys(found))


def _apart(
    old: Sequence[_Piece], new: Sequence[_Piece], days: tuple[date, date]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the paragraphs that only one has; what merely stands in another place, or aged, is no difference."""
    gone, came = _alone(old, new, lambda item, _: item.words, days)
    gone, came = _alone(gone, came, _Piece.lasting, days)
    return tuple(item.words for item in gone), tuple(item.words for item in came)


def _alone(
    old: Sequence[_Piece], new: Sequence[_Piece], by: Callable[[_Piece, date], str], days: tuple[date, date]
) -> tuple[list[_Piece], list[_Piece]]:
    """Return the pieces that only one has, known by what `by` makes of each on the day of its paper."""
    left, right = Counter(by(item, days[0]) for item in old), Counter(by(item, days[1]) for item in new)
    gone = list(_only(old, left - right, lambda item: by(item, days[0])))
    return gone, list(_only(new, right - left, lambda item: by(item, days[1])))


def _only(pieces: Iterable[_Piece], left: Counter[str], known_by: Callable[[_Piece], str]) -> Iterator[_Piece]:
    for item in pieces:
        key = known_by(item)
        if left[key] > 0:
            left[key] -= 1
            yield item


def _parts(document: Document) -> dict[str, list[_Piece]]:
    """Return a paper's paragraphs by the part that they stand in; what stands under its title is not compared."""
    found: dict[str, list[_Piece]] = {}
    path: list[str] = []
    place = document.title
    for block in document.blocks:
        if isinstance(block, Heading) and block.level <= _DEEPEST:
            path = [*path[: block.level - 1], _tidy(plain(block.inlines))]
            place = " · ".join(path)
            found.setdefault(place, [])
        else:
            found.setdefault(place, []).extend(item for item in _pieces((block,)) if item.words)
    return found


def _pieces(blocks: Blocks) -> Iterator[_Piece]:
    for block in blocks:
        match block:
            case Evidence(inner, credit, _):
                yield from _pieces(inner)
                yield _Piece(_said(credit))
            case Quote(inner) | Note(inner, _):
                yield from _pieces(inner)
            case Bullets(items):
                for item in items:
                    yield from _pieces(item)
            case Heading(_, content, _) | Paragraph(content):
                yield _Piece(_said(content))
            case Table(head, rows, _, caption):
                yield _Piece(_tidy(caption))
                yield from (_Piece(_row(head, row), counted=True) for row in rows)
            case Facts(pairs):
                yield from (_Piece(f"{label}: {_said(content)}", counted=True) for label, content in pairs)
            case Picture(_, alternative, caption, _):
                yield _Piece(_tidy(caption))
                yield from (_Piece(_tidy(line), counted=True) for line in alternative.splitlines())
            case _:
                yield from (_Piece(_tidy(words)) for words in tree.pieces(block))


def _row(head: Sequence[str], row: Sequence[Inlines]) -> str:
    return "; ".join(f"{name}: {words}" for name, cell in zip(head, row, strict=False) if (words := _said(cell)))


def _said(content: Inlines) -> str:
    return _tidy(plain(inlines(*(part for inline in content for part in _without_cites(inline)))))


def _without_cites(inline: Inline) -> Iterator[Inline]:
    match inline:
        case Cite():
            return
        case Emphasis(inner) | Strong(inner):
            yield type(inline)(tuple(part for each in inner for part in _without_cites(each)))
        case Link(inner, target):
            yield Link(tuple(part for each in inner for part in _without_cites(each)), target)
        case _:
            yield inline


def _tidy(words: str) -> str:
    return _SPACES.sub(" ", _NUMBER.sub("", words.strip())).strip()
