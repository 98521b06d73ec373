"""Text in HTML: words cleaned and escaped, stressed, cited and linked, always on one line of the source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from fsworkbook.report.characters import clean, is_right_to_left
from fsworkbook.report.document import Break, Cite, Code, Emphasis, Link, Strong, Text, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.report.document import Inline, Inlines

MAX_NESTING: Final = 9
"""Inlines deeper than this have their words only; blocks are set as if at this depth."""

_SPACES: Final = re.compile(r"[ \t\n]+")
_MARKUP: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def escaped(words: str) -> str:
    """Return text that means itself in the content of an element and between double quotes."""
    return clean(words).translate(_MARKUP)


def line(words: str) -> str:
    """Return text, cleaned, on one line; it is not escaped."""
    return _SPACES.sub(" ", clean(words))


def direction(words: str) -> str:
    """Return the attribute that text from right to left needs, or nothing."""
    return ' dir="rtl"' if is_right_to_left(words) else ""


@dataclass(slots=True)
class Words:
    """The inlines of one paper, and where its citations stand.

    Attributes:
        anchors: the id of each name that something can be pointed at by.
        cited: for each id, the ids of the citations of it, in their order.
        count: how many citations there are that lead somewhere.
    """

    anchors: Mapping[str, str]
    cited: dict[str, list[str]] = field(default_factory=dict)
    count: int = 0

    def of(self, content: Inlines, depth: int = 0) -> str:
        """Return inlines as HTML."""
        match content:
            case (Text(words),):
                return escaped(line(words))
        return "".join([self._inline(inline, depth) for inline in content])

    def _inline(self, inline: Inline, depth: int) -> str:
        match inline:
            case Text(words):
                return escaped(line(words))
            case Code(words):
                return f"<code>{escaped(line(words))}</code>" if clean(words).strip() else ""
            case Break():
                return "<br>\n"
            case Cite():
                return self._cite(inline)
            case Emphasis(inner) | Strong(inner) | Link(inner, _):
                return self._wrapped(inline, inner, depth)

    def _wrapped(self, inline: Emphasis | Strong | Link, inner: Inlines, depth: int) -> str:
        """Return an inline that holds others, or just its words where it is empty, deep or leads nowhere."""
        if depth >= MAX_NESTING or not clean(plain(inner)).strip():
            return escaped(line(plain(inner)))
        words = self.of(inner, depth + 1)
        match inline:
            case Emphasis():
                return f"<em>{words}</em>"
            case Strong():
                return f"<strong>{words}</strong>"
            case Link(_, target) if target in self.anchors and not _points(inner):
                return f'<a href="#{self.anchors[target]}">{words}</a>'
        return words

    def _cite(self, cite: Cite) -> str:
        label = escaped(line(cite.label)).strip()
        if not label:
            return ""
        target = self.anchors.get(cite.target)
        if target is None:
            return f'<span class="cite">[{label}]</span>'
        self.count += 1
        own = f"c{self.count}"
        self.cited.setdefault(target, []).append(own)
        return f'<a class="cite" id="{own}" href="#{target}">[{label}]</a>'


def _points(content: Inlines) -> bool:
    """Tell whether inlines hold something that leads somewhere: a link in a link is none."""
    return any(
        isinstance(inline, Link | Cite) or (isinstance(inline, Emphasis | Strong) and _points(inline.inlines))
        for inline in content
    )
