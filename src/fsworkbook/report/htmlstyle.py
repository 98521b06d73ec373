"""The style of an HTML paper: the style sheet, what it adds for one paper, and the policy that lets nothing else in."""

from __future__ import annotations

import base64
import functools
import hashlib
from typing import TYPE_CHECKING

from fsworkbook.practice.locating import templates_root
from fsworkbook.report.characters import clean
from fsworkbook.report.faces import own_families

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SAFE = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")


def style(title: str, banner: str, reference: str, rules: Iterable[str] = ()) -> str:
    """Return the style sheet of one paper, with the head and the foot of its printed pages.

    Args:
        title: stands at the head of every printed page but the first.
        banner: stands beside it: for whom it is, and that it is a draft.
        reference: stands at the foot.
        rules: whole rules that this paper needs; no words of it are in them.
    """
    corners = {
        "top-left": quoted(title),
        "top-right": quoted(banner),
        "bottom-left": quoted(reference),
        "bottom-right": '"page " counter(page) " of " counter(pages)',
    }
    look = "font: 8pt var(--faces); color: var(--quiet)"
    printed = " ".join(f"@{corner} {{ content: {words}; {look} }}" for corner, words in corners.items())
    pages = (
        f"@page {{ size: A4; margin: 25mm 24mm 24mm; {printed} }}",
        "@page :first { @top-left { content: none } @top-right { content: none } }",
    )
    return "\n".join([_sheet(), *_faces(), *pages, *rules]) + "\n"


def _faces() -> Iterator[str]:
    """Yield the rule that names the council's own fonts, which its readers have, after those of the sheet."""
    families = own_families()
    if families:
        yield f"body {{ font-family: var(--faces), {', '.join(map(quoted, families))} }}"


def policy(sheet: str) -> str:
    """Return the Content-Security-Policy of a page with this one style sheet: no script, and nothing from outside."""
    digest = base64.b64encode(hashlib.sha256(sheet.encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "script-src 'none'; base-uri 'none'; form-action 'none'"
    )


def quoted(words: str) -> str:
    """Return text as a string of CSS in which every character but a letter or a digit is written by its number."""
    shown = " ".join(clean(words).split())
    return '"' + "".join(each if each in _SAFE else f"\\{ord(each):06x}" for each in shown) + '"'


@functools.cache
def _sheet() -> str:
    return (templates_root() / "report" / "report.css").read_text(encoding="utf-8").rstrip("\n")
