"""Bookmarks: the places of a paper that its references lead to, numbered afresh so that no name of ours leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.report.breaking import inside
from fsworkbook.report.document import Evidence, Gap, Heading
from fsworkbook.report.word.elements import w

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fsworkbook.report.document import Block
    from fsworkbook.report.word.elements import Xml


class Anchors:
    """The anchors of a document; each becomes a bookmark where it is met first."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._names = {anchor: f"a{number}" for number, anchor in enumerate(dict.fromkeys(_anchors(blocks)), 1)}
        self._placed: set[str] = set()
        self._marks = 0

    def name(self, target: str) -> str:
        """Return the bookmark of an anchor, or nothing where the document has no such anchor."""
        return self._names.get(target, "")

    def around(self, anchor: str, content: Iterable[Xml]) -> tuple[Xml, ...]:
        """Return a paragraph's content within the bookmark of an anchor, if it has one that is not placed yet."""
        name = self.name(anchor)
        if not name or name in self._placed:
            return tuple(content)
        self._placed.add(name)
        return self.marked(name, content)

    def marked(self, name: str, content: Iterable[Xml]) -> tuple[Xml, ...]:
        """Return a paragraph's content within a bookmark."""
        self._marks += 1
        number = self._marks
        return (w("bookmarkStart", id=number, name=name), *content, w("bookmarkEnd", id=number))


def _anchors(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading(_, _, anchor) | Gap(_, anchor) | Evidence(_, _, anchor) if anchor:
                yield anchor
        for inner in inside(block):
            yield from _anchors(inner)
