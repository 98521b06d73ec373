"""Which version of a report is meant, and how two of one number are told apart on a screen (G.09)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.cli.frame.naming import joined
from fsworkbook.errors import BadInput
from fsworkbook.workbook.clock import brief, british
from fsworkbook.workbook.reportversions import signed_version, twins, versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.family import Assessment, Family
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.reportversions import Version


def find(sitting: Sitting, chosen: Assessment, typed: str, until: date | None, option: str = "--version") -> Version:
    """Return a version of a report by what it is called, as it stood at the end of a day.

    Raises:
        BadInput: there is none of that name.
    """
    return meant(versions(sitting.ledger(until), chosen.key), typed, chosen.key, option)


def meant(known: Sequence[Version], typed: str, assessment: str, option: str = "--version") -> Version:
    """Return the version of that name: `3`, `3b`, `v3`.

    Raises:
        BadInput: there is none of that name.
    """
    version = named(known, typed)
    if version is None:
        there = ", ".join(item.name for item in known) or "none yet"
        raise BadInput(f"{option}: {assessment} has no version {typed.strip()}. There is {there}.")
    return version


def named(known: Iterable[Version], typed: str) -> Version | None:
    """Return the version that somebody names in any of these ways; None where there is none."""
    name = typed.strip().casefold().removeprefix("version").strip().removeprefix("v")
    return next((item for item in known if item.name == name), None)


def signed_beside(ledger: Ledger, assessment: str, options: str) -> tuple[str, str] | None:
    """Return that a version is signed, for a paper of what stands now, and the command for one of it; None without one.

    Args:
        ledger: the records, as they stand for the paper.
        assessment: its key.
        options: what else the command was told: `--short --for kerry`.
    """
    version = signed_version(ledger, assessment)
    if version is None:
        return None
    return (
        f"Version {version.name} is signed. This is a draft, of what stands now. Of the signed version:",
        f"fsworkbook report {options} --version {version.name} --assessment {assessment}",
    )


def made_by(version: Version, family: Family) -> str:
    """Return who made a version final, and when: `by Priya Nandakumar, 30 May 2025, 18:04`."""
    there = version.final.recorded.astimezone(british())
    return f"by {family.called(version.final.by)}, {brief(there.date())}, {there:%H:%M}"


def apart(version: Version, known: Iterable[Version], family: Family) -> Iterator[str]:
    """Yield a sentence where other versions have the same number, so that nobody takes one for the other."""
    others = twins(version, known)
    if others:
        listed = joined(f"{item.name}, made final {made_by(item, family)}" for item in others)
        yield (
            f"This is version {version.name}, made final {made_by(version, family)}. There is also {listed}. "
            f"On their covers each is version {version.number}."
        )


def between(waiting: Sequence[Version], family: Family) -> Iterator[str]:
    """Yield what several versions that wait for signatures are, and how it is settled which one goes to be signed."""
    if len(waiting) > 1:
        key = waiting[0].assessment
        listed = joined(f"{item.name} {made_by(item, family)}" for item in waiting)
        yield f"{key} was made final {_times(len(waiting))} under one number, in two places: {listed}."
        yield f"Say which goes to be signed; the other is withdrawn: fsworkbook report sign --assessment {key}"


def met(ledger: Ledger, assessment: str, family: Family) -> Iterator[str]:
    """Yield what is to be known of an assessment's versions that were made final apart and have met."""
    known = versions(ledger, assessment)
    yield from between([item for item in known if item.state == "to sign"], family)
    for item in known:
        signed = [other.name for other in twins(item, known) if other.state == "signed"]
        if signed and item.state != "withdrawn":
            left = "is signed as well" if item.state == "signed" else "is not signed any more"
            yield (
                f"{assessment} was made final under one number in two places. Version {joined(signed)} is signed by "
                f"everybody; version {item.name} {left}. See both: fsworkbook report versions --assessment {assessment}"
            )
            return


def _times(count: int) -> str:
    return "twice" if count == 2 else f"{count} times"  # noqa: PLR2004 - the word
