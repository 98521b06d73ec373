"""A document as one HTML file: no script, nothing fetched, readable on a telephone, in the dark, aloud and on paper.

Text is only ever written as text: every word is escaped, and the page's own policy lets a browser run nothing, load
nothing and send nothing. Anchors are numbered in order, so that their own names never leave.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.report.document import date_in_words, marks
from fsworkbook.report.htmlblocks import Body, directed
from fsworkbook.report.htmlstyle import policy, style
from fsworkbook.report.htmltext import escaped, line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fsworkbook.report.document import Document
    from fsworkbook.report.htmlblocks import Entry

_HEAD = 60
"""Characters of a title at the head of a printed page."""


def render(document: Document) -> str:
    """Return a document as a whole HTML file, the same for the same document.

    Its title in a browser's tab and history is the reference, where it has one: no name of a person (F.49).
    """
    body = Body.of(document)
    banner = " · ".join(line(mark) for mark in marks(document))
    sheet = style(_shortened(document.title), banner, document.reference, body.rules())
    known = document.reference or document.title
    large = ' class="large"' if document.large else ""
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{escaped(document.language)}"{large}>',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escaped(policy(sheet))}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="robots" content="noindex, noarchive">',
        f"<title>{escaped(line(known)).strip() or 'Untitled'}</title>",
        f"<style>{sheet}</style>",
        "</head>",
        "<body>",
        '<a class="skip" href="#text">Skip to the text</a>',
        *([f"<header><p>{escaped(banner)}</p></header>"] if banner else []),
        "<main>",
        *_title(document, body.cover),
        *(_contents(body.entries) if document.contents and body.entries else ()),
        f'<div id="text" tabindex="-1">\n{body.text}</div>',
        "</main>",
        "</body>",
        "</html>",
    ]
    return "\n".join(parts) + "\n"


def _title(document: Document, cover: str) -> Iterator[str]:
    """Yield what stands above the contents."""
    title = document.title if line(document.title).strip() else "Untitled"
    yield '<div class="title">'
    yield directed("h1", title)
    if document.subtitle:
        yield directed("p", document.subtitle, "subtitle")
    parts = [part for part in (document.reference, date_in_words(document.made)) if part]
    yield directed("p", " · ".join(parts), "known")
    if cover:
        yield cover
    yield "</div>"


def _contents(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the table of contents: two levels, each a list of links."""
    yield '<nav aria-labelledby="contents">'
    yield '<h2 class="l1" id="contents">Contents</h2>'
    yield '<ol role="list">'
    begun = inner = False
    for entry in entries:
        under = begun and entry.level > 1
        if inner and not under:
            yield "</ol>"
        if begun and not under:
            yield "</li>"
        if under and not inner:
            yield '<ol role="list">'
        begun, inner = True, under
        yield f'<li><a href="#{entry.anchor}">{entry.words}</a>{"</li>" if under else ""}'
    yield f"{'</ol>' if inner else ''}</li>"
    yield "</ol>"
    yield "</nav>"


def _shortened(words: str) -> str:
    return words if len(words) <= _HEAD else f"{words[:_HEAD]}…"
