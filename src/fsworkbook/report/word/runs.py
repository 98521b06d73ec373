"""Inlines as the runs of a paragraph: bold, italics, references, and text that runs from right to left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.report.characters import directions, is_right_to_left
from fsworkbook.report.document import Break, Cite, Code, Emphasis, Link, Strong, Text, plain
from fsworkbook.report.faces import stretches
from fsworkbook.report.word.elements import line, run, w

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fsworkbook.report.document import Inline, Inlines
    from fsworkbook.report.word.anchors import Anchors
    from fsworkbook.report.word.elements import Xml


class Look(NamedTuple):
    """How words look: what is on, and the character style."""

    bold: bool = False
    italic: bool = False
    style: str = ""

    def properties(self, *, rtl: bool, font: str = "") -> Iterator[Xml]:
        """Yield the properties of a run, in the order that the schema asks for."""
        if self.style:
            yield w("rStyle", val=self.style)
        if font:
            yield w("rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font)
        if self.bold:
            yield from (w("b"), w("bCs"))
        if self.italic:
            yield from (w("i"), w("iCs"))
        if rtl:
            yield w("rtl")


PLAIN = Look()
_LINK: Final = "Hyperlink"


class Runs:
    """The runs of a document; references lead to its bookmarks."""

    def __init__(self, anchors: Anchors) -> None:
        self._anchors = anchors

    def of(self, content: Inlines, look: Look = PLAIN) -> tuple[Xml, ...]:
        """Return the runs of inlines."""
        return tuple(self._each(content, look, rtl=is_right_to_left(plain(content))))

    def _each(self, content: Iterable[Inline], look: Look, *, rtl: bool) -> Iterator[Xml]:
        for inline in content:
            yield from self._inline(inline, look, rtl=rtl)

    def _inline(self, inline: Inline, look: Look, *, rtl: bool) -> Iterator[Xml]:
        match inline:
            case Text(words):
                yield from written(words, look, rtl=rtl)
            case Code(words):
                yield from written(words, look._replace(style=look.style or "Code"), rtl=rtl)
            case Break():
                yield w("r", w("br"))
            case Strong(inner):
                yield from self._each(inner, look._replace(bold=True), rtl=rtl)
            case Emphasis(inner):
                yield from self._each(inner, look._replace(italic=True), rtl=rtl)
            case Link(inner, target):
                yield from self._led(target, look, self._each(inner, self._linked(look, target), rtl=rtl))
            case Cite(label, target):
                yield from self._led(target, look, written(f"[{label}]", look._replace(style="SourceMark"), rtl=rtl))

    def _linked(self, look: Look, target: str) -> Look:
        return look._replace(style=_LINK) if self._anchors.name(target) else look

    def _led(self, target: str, look: Look, runs: Iterable[Xml]) -> Iterator[Xml]:
        """Yield runs as a link to an anchor; where there is none, just the runs. A link in a link is just words."""
        name = "" if look.style == _LINK else self._anchors.name(target)
        if name:
            yield w("hyperlink", *runs, anchor=name, history=1)
        else:
            yield from runs


def written(words: str, look: Look = PLAIN, *, rtl: bool = False) -> Iterator[Xml]:
    """Yield text as runs, one for each stretch of one direction and font; `rtl` is the direction of the paragraph."""
    for stretch, turned in directions(line(words), rtl=rtl):
        for part, font in stretches(stretch):
            yield run(part, *look.properties(rtl=turned, font=font))
