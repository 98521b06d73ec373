"""Validators of the lists of words, one file held against another: each returns what it finds, as `checking` does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.practice.rows import ids, rows
from fsworkbook.practice.wordlists import LISTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.practice.rows import Fault, Pages


def unknown_lints(pages: Pages) -> Iterator[Fault]:
    """Phrases of a lint that is not there, ids that two lists share, and what is switched off and is not there."""
    lints = ids(pages, "lints.toml", "lint")
    seen: dict[str, str] = {}
    for file in _lists(pages):
        home = pages[file].table.get("lint")
        if isinstance(home, str) and home not in lints:
            yield file, ("lint",), f"There is no lint “{home}” in lints.toml."
        for index, row in rows(pages[file], "phrase"):
            named, ident = row.get("lint"), row.get("id")
            if isinstance(named, str) and named not in lints:
                yield file, ("phrase", index, "lint"), f"There is no lint “{named}” in lints.toml."
            if isinstance(ident, str) and seen.setdefault(ident, file) != file:
                yield file, ("phrase", index, "id"), f"The id “{ident}” is used in {seen[ident]} already."
    known = {*seen, *lints}
    for file in _councils(pages):
        listed = pages[file].table.get("off")
        for place, ident in enumerate(listed if isinstance(listed, list) else []):
            if isinstance(ident, str) and ident not in known:
                yield file, ("off", place), f"“{ident}” is not the id of a lint or of a phrase."


def unknown_checked(pages: Pages) -> Iterator[Fault]:
    """Kinds of record that are to be checked and that `records.toml` does not have."""
    kinds = ids(pages, "records.toml", "record")
    page = pages.get("lints.toml")
    if page is None or not kinds:
        return
    text = "There is no kind of record “{}” in records.toml."
    for key in ("kinds", "at_once"):
        listed = page.table.get(key)
        for place, kind in enumerate(listed if isinstance(listed, list) else []):
            if kind not in kinds:
                yield "lints.toml", (key, place), text.format(kind)
    for index, row in rows(page, "lint"):
        for kind in row.get("kinds", ()):
            if kind not in kinds:
                yield "lints.toml", ("lint", index, "kinds"), text.format(kind)


def _lists(pages: Pages) -> list[str]:
    return [*(file for file in LISTS if file in pages), *_councils(pages)]


def _councils(pages: Pages) -> list[str]:
    return [file for file in pages if file.startswith("council")]
