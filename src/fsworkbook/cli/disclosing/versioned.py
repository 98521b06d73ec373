"""Which version of a report a copy is made of, and what was known when it was made final (G.09)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fsworkbook.cli.frame.output import tell, wrap
from fsworkbook.errors import BadInput
from fsworkbook.store.finals import known_with
from fsworkbook.workbook.reportversions import versions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.reportversions import Version


def named(sitting: Sitting, assessment: str, typed: str) -> dict[str, Any]:
    """Return what a copy of a version is told by: its number, and the record that made its words final.

    Raises:
        BadInput: there is none of that name, or not everybody has signed it.
    """
    from fsworkbook.cli.paper import versionnames  # noqa: PLC0415 - not for every copy

    known = _signed(sitting, assessment)
    version = versionnames.named(known, typed)
    if version is None:
        raise BadInput(_none(known))
    for words in versionnames.apart(version, known, sitting.family):
        tell(sitting.desk, *wrap(words, sitting.desk.width))
    return {"version": version.number, "of": version.final.id}


def meant(sitting: Sitting, told: Mapping[str, Any]) -> Version | None:
    """Return the version that is meant; None where none is. A number alone, as older copies have it, is the first's.

    Raises:
        BadInput: there is none of that number, or not everybody has signed it.
    """
    if "version" not in told:
        return None
    known = _signed(sitting, str(told["assessment"]))
    fitting = (item for item in known if item.number == told["version"] and told.get("of") in {None, item.final.id})
    version = next(fitting, None)
    if version is None:
        raise BadInput(_none(known))
    return version


def day_of(sitting: Sitting, told: Mapping[str, Any]) -> date:
    """Return the day of the version that is meant.

    Raises:
        BadInput: there is none of that number, or not everybody has signed it.
    """
    version = meant(sitting, told)
    if version is None:
        raise BadInput("--version takes the number of a version.")
    return version.on


def known(sitting: Sitting, told: Mapping[str, Any]) -> frozenset[str] | None:
    """Return the records that who made a version final knew of, as the folder's history says it; None without one.

    What a colleague recorded before, and shared only later, was never signed; what was put right later on the same day
    was signed as it stood before.

    Raises:
        BadInput: there is no such version, or not everybody has signed it.
    """
    version = meant(sitting, told)
    if version is None:
        return None
    final, everything = version.final, sitting.ledger().everything
    there = known_with(sitting.folder.path, final.id)
    return there or frozenset(key for key, record in everything.items() if record.recorded <= final.recorded)


def _signed(sitting: Sitting, assessment: str) -> tuple[Version, ...]:
    return tuple(item for item in versions(sitting.ledger(), assessment) if item.state == "signed")


def _none(known: tuple[Version, ...]) -> str:
    there = ", ".join(item.name for item in known) or "none yet"
    return f"--version: a copy is made of a version that everybody signed. There is {there}."
