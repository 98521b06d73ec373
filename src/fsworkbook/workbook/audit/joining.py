"""Who is who after a merge: held against both sides and what they had in common, table by table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fsworkbook.errors import BadInput
from fsworkbook.workbook.audit.roll import rows_of
from fsworkbook.workbook.merging import merge
from fsworkbook.workbook.registry import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Table = Mapping[str, Any]


_TWO = 2


def faithful(merged: Table, sides: Sequence[Table], bases: Sequence[Table]) -> bool:
    """Return whether a merged `family.toml` says what `sync` makes of the two sides, from one of the bases."""
    if len(sides) != _TWO:
        return False
    wanted = _flat(merged)
    for base in bases or ({},):
        for one, two in (tuple(sides), tuple(reversed(sides))):
            try:
                if _flat(merge(base, one, two).table) == wanted:
                    return True
            except (BadInput, AttributeError, TypeError):
                continue  # a table of the wrong shape is judged place by place
    return False


def unfounded(merged: Table, sides: Sequence[Table], bases: Sequence[Table]) -> tuple[str, ...]:
    """Return the places in a merged `family.toml` that hold neither what a side changed nor what all sides had.

    Args:
        merged: what the merge says.
        sides: what each side says.
        bases: what the sides had in common; any one of them explains a place.

    A place is named by its table and key, `[[order]] nmo1`, never by what stands there.
    """
    flat, flat_sides = _flat(merged), [_flat(side) for side in sides]
    found: set[str] | None = None
    for base in bases or ({},):
        wrong = set(_wrong(flat, flat_sides, _flat(base)))
        found = wrong if found is None else found & wrong
    return tuple(sorted(found or ()))


def _wrong(merged: Mapping[str, Any], sides: Sequence[Mapping[str, Any]], base: Mapping[str, Any]) -> Iterable[str]:
    for place in {*merged, *base, *(place for side in sides for place in side)}:
        if not _fits(merged.get(place), [side.get(place) for side in sides], base.get(place)):
            yield place


def _fits(merged: object, sides: Sequence[object], base: object) -> bool:
    changed = [side for side in sides if side != base]
    if not changed:
        return merged == base
    if merged in changed:
        return True
    lists = [side for side in sides if isinstance(side, list)]
    if isinstance(merged, list) and len(lists) == len(sides):
        # Each side adds its own and takes away its own.
        return all(any(item in side for side in lists) for item in merged) and all(
            item in merged for item in lists[0] if all(item in side for side in lists)
        )
    if isinstance(merged, list) and all(isinstance(side, list) for side in sides):
        return _gathers(merged, sides, base if isinstance(base, list) else [])
    if not isinstance(merged, dict) or not all(isinstance(side, dict) for side in changed):
        return False
    before = base if isinstance(base, dict) else {}
    tables = [side for side in sides if isinstance(side, dict)]
    names = {*merged, *before, *(name for side in tables for name in side)}
    return all(_fits(merged.get(name), [side.get(name) for side in tables], before.get(name)) for name in names)


def _gathers(merged: list[Any], sides: Sequence[Any], base: list[Any]) -> bool:
    """Return whether a list of names holds what every side kept and what each added, and nothing else."""
    kept = [item for item in base if all(item in side for side in sides)]
    added = [item for side in sides for item in side if item not in base]
    return all(item in merged for item in (*kept, *added)) and all(item in kept or item in added for item in merged)


def _flat(table: Table) -> dict[str, Any]:
    """Return a `family.toml` by places: each table under its name and key, everything else under its own name."""
    flat = {name: value for name, value in table.items() if name not in TABLES}
    for kind in TABLES:
        flat |= {f"[[{kind}]] {key}": row for key, row in rows_of(table, kind).items()}
    return flat
