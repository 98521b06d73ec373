"""What stops a copy: records that hold words its reader must not get, and who may let one pass (F.47, B.70, B.71)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.errors import BadInput, Refused
from fsworkbook.workbook.disclosure.edition import WORKERS
from fsworkbook.workbook.disclosure.slips import Slip, slips
from fsworkbook.workbook.forms.copy import PASSING
from fsworkbook.workbook.forms.form import allow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.disclosure.edition import Edition
    from fsworkbook.workbook.disclosure.guarding import Guard


class Passing(NamedTuple):
    """What the manager lets pass in one version: ids of records, or keys of restrictions, and why."""

    what: tuple[str, ...] = ()
    reason: str = ""


NOTHING = Passing()
_NAMES = {WORKERS: "the name of a worker of whom they are not told"}


def check(sitting: Sitting, found: Edition, guard: Guard, passing: Passing = NOTHING) -> tuple[Slip, ...]:
    """Refuse a copy while a record holds words that its reader must not get; return what the manager lets pass.

    Raises:
        BadInput: something is let pass that does not stop this copy, or without a reason.
        Refused: a record stops it, or who lets it pass may not.
    """
    stopping = slips(found, guard)
    if passing.what:
        _check_passing(sitting, stopping, passing)
    let = set(passing.what)
    left = [slip for slip in stopping if not {slip.record, slip.restriction} & let]
    if left:
        raise Refused(_stopped(sitting, found, left))
    return stopping


def _check_passing(sitting: Sitting, stopping: Sequence[Slip], passing: Passing) -> None:
    if not passing.reason.strip():
        raise BadInput("--reason is missing: say why this may pass in this one version.")
    allow(PASSING, sitting.bearings())
    known = {slip.record for slip in stopping} | {slip.restriction for slip in stopping}
    strange = [word for word in passing.what if word not in known]
    if strange:
        raise BadInput(f"--let-pass: {', '.join(strange)} does not stop this copy. Leave it out.")


def _stopped(sitting: Sitting, found: Edition, left: Sequence[Slip]) -> str:
    """Return why a copy was not made: each record that stops it, and what to do; never the words themselves."""
    who = first_name(sitting, found)
    named: dict[str, list[str]] = {}
    for slip in left:
        named.setdefault(slip.record, []).append(
            "a worker of whom they are not told" if slip.restriction == "worker" else slip.restriction
        )
    entries = [f"{record} ({', '.join(dict.fromkeys(keys))})" for record, keys in named.items()]
    lead = f"this copy for {who} was not made. "
    one = len(entries) == 1
    what = (
        f"Entry {entries[0]} holds words that are kept from them."
        if one
        else f"These entries hold words that are kept from them: {'; '.join(entries)}."
    )
    it = "it" if one else "them"
    if set(named) <= set(sitting.ledger().replaced_by):
        return f"{lead}{what} It was put right since: leave --at out, or name a later day."
    return (
        f"{lead}{what} Put {it} right with “fsworkbook correct”, cover {it} with “fsworkbook restrict”, or ask "
        f"{who_may(sitting, PASSING)} to let {it} pass."
    )


def first_name(sitting: Sitting, found: Edition) -> str:
    """Return what a reader is called in a message."""
    key = found.recipient.person
    return sitting.family.first_name(key) if key else found.recipient.name


def who_may(sitting: Sitting, action: str, letters: str = "D", but: Sequence[str] = ()) -> str:
    """Return the first names of those who may do something today; the name of the role where nobody has it.

    Args:
        sitting: the team, and who may do what.
        action: of the practice model's permissions.
        letters: what a role must be allowed: D decides, W writes (B4).
        but: keys of those who may not although their role may: the authors of what is let go.
    """
    from fsworkbook.workbook.family import live  # noqa: PLC0415 - only for messages

    roles = {role.id: role.name for letter in letters for role in sitting.practice.who_may(action, letter)}
    today = sitting.desk.today()
    names = [
        sitting.family.first_name(member.key)
        for member in sitting.family.team.values()
        if member.role in roles and member.key not in but and live(member.since, member.until, today)
    ]
    return " or ".join(names) or f"the {next(iter(roles.values()), 'manager').lower()}"
