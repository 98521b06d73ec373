"""Fields: what Word works out itself, each with what it shows until then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.report.word.elements import letters, run, w

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fsworkbook.report.word.elements import Xml


def field(code: str, result: Iterable[Xml]) -> Iterator[Xml]:
    """Yield the runs of a field: its code, and its result as it stands."""
    yield from opening(code)
    yield from result
    yield closing()


def opening(code: str) -> Iterator[Xml]:
    """Yield the runs that begin a field, up to its result."""
    yield from (_mark("begin"), w("r", letters(f" {code} ", "instrText")), _mark("separate"))


def closing() -> Xml:
    """Return the run that ends a field."""
    return _mark("end")


def page_of_pages() -> Iterator[Xml]:
    """Yield the words "page x of y"."""
    yield run("page ")
    yield from field("PAGE", [run("1")])
    yield run(" of ")
    yield from field("NUMPAGES", [run("1")])


def _mark(kind: str) -> Xml:
    return w("r", w("fldChar", fldCharType=kind))
