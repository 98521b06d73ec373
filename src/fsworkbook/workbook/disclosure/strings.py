"""Guarded strings: which ones could never serve."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fsworkbook.workbook.family import Family

LEAST: Final = 3
"""How many letters and digits a guarded string has at least; shorter ones stand in almost every paper."""


def faults(guard: Iterable[str], never_to: Iterable[str], family: Family) -> Iterator[str]:
    """Yield what is wrong with guarded strings, in sentences that go on after `guard`; no string is repeated.

    A string that is a name of whom the paper is for, or the family's name, would stop every copy there is.
    """
    names = {part: key for key in never_to for name in _names(key, family) for part in _said(name)}
    surname = _plain(family.surname)
    for number, string in enumerate(guard, start=1):
        plain = _plain(string)
        if len(plain.replace(" ", "")) < LEAST:
            yield (
                f"has fewer than three letters or digits in string {number}, which would stand in almost every paper: "
                "write more of it."
            )
        elif plain in names:
            yield (
                f"has a name of {names[plain]} as string {number}; every copy for {names[plain]} holds that and would "
                "be stopped: write what must not be known."
            )
        elif plain == surname:
            yield f"has the family’s name as string {number}, which stands in every paper: write more of it."


def _names(key: str, family: Family) -> Iterator[str]:
    yield key
    if key in family.people:
        person = family.people[key]
        yield from (person.name, *person.known_as)
    elif key in family.team:
        yield family.team[key].name


def _said(name: str) -> Iterator[str]:
    """Yield a name and each of its words, as they are compared."""
    whole = _plain(name)
    yield whole
    yield from whole.split()


def _plain(text: str) -> str:
    """Return letters and digits alone, in one case, in words with one space between them."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in text.casefold()).split())
