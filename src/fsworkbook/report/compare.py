"""What differs between two versions of a paper, by part and in words: what went, what came, what stands elsewhere.

Numbers of sources are left out of account: they count the entries of one paper, and a new entry moves them all.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fsworkbook.report.document import Block, Blocks, Inline, Inlines

_DEEPEST: Final = 2
_NUMBER: Final = re.compile(r"(?:\[\d+(?:, \d+)*\] ?|^\d+\.(?= |$))")
_SPACES: Final = re.compile(r"\s+")


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
    found = []
    for place in _merged(list(old), list(new)):
        gone, came = _apart(old.get(place, []), new.get(place, []))
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
    return replace(like, title=title, blocks=tuple(blocks), contents=False, draft=False, cover=())


def _merged(old: list[str], new: list[str]) -> list[str]:
    """Return the places of both papers, in an order that both would know."""
    found: list[str] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        found += new[j1:j2] if kind == "equal" else [*old[i1:i2], *new[j1:j2]]
    return list(dict.fromkeys(found))


def _apart(old: list[str], new: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the paragraphs that only one has; what merely stands in another place is no difference."""
    left, right = Counter(old), Counter(new)
    return tuple(_only(old, left - right)), tuple(_only(new, right - left))


def _only(words: Iterable[str], left: Counter[str]) -> Iterator[str]:
    for item in words:
        if left[item] > 0:
            left[item] -= 1
            yield item


def _parts(document: Document) -> dict[str, list[str]]:
    """Return a paper's paragraphs by the part that they stand in; what stands under its title is not compared."""
    found: dict[str, list[str]] = {}
    path: list[str] = []
    place = document.title
    for block in document.blocks:
        if isinstance(block, Heading) and block.level <= _DEEPEST:
            path = [*path[: block.level - 1], _tidy(plain(block.inlines))]
            place = " · ".join(path)
            found.setdefault(place, [])
        else:
            found.setdefault(place, []).extend(words for words in _pieces((block,)) if words)
    return found


def _pieces(blocks: Blocks) -> Iterator[str]:
    for block in blocks:
        match block:
            case Evidence(inner, credit, _):
                yield from _pieces(inner)
                yield _said(credit)
            case Quote(inner) | Note(inner, _):
                yield from _pieces(inner)
            case Bullets(items):
                for item in items:
                    yield from _pieces(item)
            case Heading(_, content, _) | Paragraph(content):
                yield _said(content)
            case Table(head, rows, _, caption):
                yield _tidy(caption)
                for row in rows:
                    yield "; ".join(
                        f"{name}: {words}" for name, cell in zip(head, row, strict=False) if (words := _said(cell))
                    )
            case Facts(pairs):
                yield from (f"{label}: {_said(content)}" for label, content in pairs)
            case _:
                yield from map(_tidy, tree.pieces(block))


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
