"""Validators of who may have what, held against the other files of a model: each returns what it finds (F2, B.77)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.practice.rows import ids, rows, texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fsworkbook.practice.rows import Fault, Pages

FILE: Final = "audiences.toml"


def unknown_audiences(pages: Pages) -> Iterator[Fault]:
    """Roles, kinds of record and parts in the family that `audiences.toml` names, and that are not there.

    What is mistyped there keeps nothing from anybody, and nobody would notice; so it is told here.
    """
    roles, kinds = ids(pages, "roles.toml", "role"), ids(pages, "records.toml", "record")
    parts = ids(pages, "people.toml", "part")
    named = (
        ("apart", ("by", "never_to"), roles, "There is no role “{}” in roles.toml."),
        ("apart", ("kinds",), kinds, _NO_KIND),
        ("reader", ("coarse", "unassessed"), kinds, _NO_KIND),
        ("reader", ("parts",), parts, "There is no part “{}” in people.toml."),
    )
    for name, keys, known, text in named:
        for index, row in rows(pages.get(FILE), name):
            for key in keys if known else ():
                yield from (
                    (FILE, (name, index, key), text.format(id_)) for id_ in _named(row, key) if id_ not in known
                )


def unclear_audiences(pages: Pages) -> Iterator[Fault]:
    """A part in the family that makes somebody two kinds of reader, and what is kept from the role that records it."""
    seen: dict[str, str] = {}
    for index, row in rows(pages.get(FILE), "reader"):
        for part in _named(row, "parts"):
            if seen.setdefault(part, str(row.get("id"))) != row.get("id"):
                words = f"Somebody who is “{part}” is the reader “{seen[part]}” already."
                yield FILE, ("reader", index, "parts"), words
    for index, row in rows(pages.get(FILE), "apart"):
        if row.get("never_to") and row.get("never_to") == row.get("by"):
            words = f"What the role “{row['by']}” records cannot be kept from itself. Name another role."
            yield FILE, ("apart", index, "never_to"), words


_NO_KIND: Final = "There is no kind of record “{}” in records.toml."


def _named(row: Mapping[str, Any], key: str) -> list[str]:
    """Return what a row names: one thing, or a list of them."""
    value = row.get(key)
    return [named for named in texts(value if isinstance(value, list) else [value]) if named]
