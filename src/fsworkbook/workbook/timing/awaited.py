"""Signatures that a report waits for: who signs next, since when; and which of two versions is to be settled (G.08).

No rule sets a day for a signature, so none of this is ever late.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.reportversions import (
    DECIDER,
    PARENTS,
    SIGN,
    open_versions,
    turns,
    waits_since,
)
from fsworkbook.workbook.timing.outlook import SIGNATURE, Task, others

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.reportversions import Turn, Version

TITLE = "A report waits for a signature"
"""What a calendar says, which others may see."""


def awaited(family: Family, ledger: Ledger, practice: Practice) -> Iterator[Task]:
    """Yield what each report that is final waits for, for everybody who can see to it."""
    for assessment in family.assessments:
        waiting = open_versions(ledger, assessment)
        if len(waiting) > 1:
            yield _unsettled(waiting, practice)
        elif waiting:
            yield from _next(waiting[0], family, practice)


def _unsettled(waiting: Sequence[Version], practice: Practice) -> Task:
    names = " or ".join(item.name for item in waiting)
    return _task(
        what=f"Say which report goes to be signed · {waiting[0].assessment}, version {names}",
        since=max(item.on for item in waiting),
        why="both were made final under one number; nobody signs until one is withdrawn (G.09)",
        role=practice.allocated_role,
        version=waiting[0],
    )


def _next(version: Version, family: Family, practice: Practice) -> Iterator[Task]:
    left = turns(version, practice)
    for turn in left:
        if turn.section is left[0].section:  # parents sign in any order; everybody else waits for those before
            yield from _of(version, turn, family, practice)


def _of(version: Version, turn: Turn, family: Family, practice: Practice) -> Iterator[Task]:
    since = waits_since(version, turn)
    report = f"{version.assessment}, version {version.name}"
    if turn.section.signer == PARENTS:
        name = family.first_name(turn.person)
        why = f"waits for {name}’s signature since {brief(since)} (G.08)"
        yield _task(f"Ask {name} to sign the report · {report}", since, why, practice.allocated_role, version)
        return
    roles = [practice.allocated_role]
    if turn.section.signer == DECIDER:
        roles = [role.id for role in practice.who_may(SIGN, "D")]
    whose = " or ".join(_small(practice.roles[role].name) for role in roles)
    signed = {step.by for step in version.steps if not step.word("person")}
    why = f"waits for the {whose}’s signature since {brief(since)} (G.08)"
    for role, owner in others(roles, signed, family):
        yield _task(f"Sign the report · {report}", since, why, role, version, owner)


def _task(what: str, since: date, why: str, role: str, version: Version, owner: str = "") -> Task:
    return Task(
        rule=SIGNATURE,
        what=what,
        title=TITLE,
        due=since,
        working=since,
        late_after=date.max,
        ended=date.max,
        why=why,
        role=role,
        owner=owner,
        of=version.assessment,
        record=version.final.id,
    )


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
