"""Whether a correction lets somebody have what a restriction kept back: only who may lift may do that (B.70)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fsworkbook.workbook.disclosure.restrictions import Restriction


def looser(before: Restriction, after: Restriction) -> tuple[str, ...]:
    """Return the keys of the form in which `after` keeps back less than `before`, or keeps it from fewer."""
    found = {
        "guard": _gone(before.guard, after.guard),
        "never_to": _gone(before.never_to, after.never_to),
        "may_have": _gone(after.may_have, before.may_have),
        "covers": _gone(before.covers, after.covers),
        "from": after.since > before.since,
        "until": after.until is not None and (before.until is None or after.until < before.until),
        "source_person": before.source_person not in {"", after.source_person},
    }
    return tuple(name for name, less in found.items() if less)


def _gone(before: Iterable[str], after: Iterable[str]) -> bool:
    return not set(before) <= set(after)
