"""Which records are wanted: by module, kind, parent, child, author and day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fsworkbook.errors import BadInput
from fsworkbook.workbook.kinship import find_person
from fsworkbook.workbook.ratings import veiled

if TYPE_CHECKING:
    from datetime import date

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record


@dataclass(frozen=True)
class Wanted:
    """What somebody asked for; None where they did not say."""

    module: int | None = None
    kind: str | None = None
    parent: str | None = None
    whose: str = "--parent"
    child: str | None = None
    by: str | None = None
    on: date | None = None
    since: date | None = None
    everything: bool = False

    @property
    def narrows(self) -> bool:
        """Whether anything was asked for in particular."""
        return any(
            value is not None
            for value in (self.module, self.kind, self.parent, self.child, self.by, self.on, self.since)
        )


def chosen(sitting: Sitting, ledger: Ledger, wanted: Wanted) -> list[Record]:
    """Return the records that are wanted, in the order of the work.

    Raises:
        BadInput: something that was asked for does not exist.
    """
    family, words = sitting.family, sitting.practice.relations
    child = _child(wanted.child, sitting)
    parent = find_person(wanted.parent, family, words, wanted.whose).key if wanted.parent else ""
    inside = _questions(wanted.module, sitting)
    author = author_of(wanted.by, sitting)
    kind = _kind(wanted.kind, sitting)
    held = sorted(ledger.everything.values(), key=lambda item: (item.on, item.recorded, item.id))
    records = [item for item in held if item.kind != "strike"] if wanted.everything else ledger.standing
    return [
        record
        for record in veiled(records, ledger, sitting.viewer)  # what is closed must not be found by what it says
        if (not inside or (record.kind == "module" and inside & set(record.questions)))
        and kind in ("", record.kind)
        and author in ("", record.by)
        and (not parent or concerns(record, parent, sitting))
        and (not child or concerns(record, child, sitting))
        and wanted.on in (None, record.on)
        and (wanted.since is None or record.on >= wanted.since)
    ]


def concerns(record: Record, key: str, sitting: Sitting) -> bool:
    """Return whether a record is about a person: named in it, or the parent of its assessment."""
    assessment = sitting.family.assessments.get(record.word("assessment"))
    named = {record.word("person"), record.word("child"), *record.about, *record.children}
    named |= set(record.names("children_seen"))
    return key in named or (assessment is not None and key in assessment.parents)


def _child(typed: str | None, sitting: Sitting) -> str:
    if not typed:
        return ""
    keys = [child.key for child in sitting.family.children]
    return find_person(typed, sitting.family, sitting.practice.relations, "--child", among=keys).key


def _questions(number: int | None, sitting: Sitting) -> set[str]:
    if number is None:
        return set()
    return {question.id for question in sitting.practice.asked_in(number)}


def author_of(typed: str | None, sitting: Sitting) -> str:
    """Return the key of the member of the team whom `--by` names; "" where it names nobody.

    Raises:
        BadInput: it is nobody of the team.
    """
    if not typed:
        return ""
    team = sitting.family.team
    wanted = typed.strip().casefold()
    fitting = [key for key, member in team.items() if wanted in {key, member.name.casefold(), *_names(member.name)}]
    if wanted in team:
        return wanted
    if len(fitting) == 1:
        return fitting[0]
    raise BadInput(f"--by: “{typed}” is nobody of the team. It takes: {', '.join(team)}.")


def _names(name: str) -> list[str]:
    return [part.casefold() for part in name.split()]


def _kind(typed: str | None, sitting: Sitting) -> str:
    if not typed:
        return ""
    wanted = typed.strip().casefold()
    known = sitting.practice.records
    for key, kind in known.items():
        if wanted in {key, kind.name.casefold(), kind.plural.casefold()}:
            return key
    if wanted in {"event", "events"}:
        return "chronology"
    if wanted == "strike":
        return wanted
    raise BadInput(f"--kind: there are no records “{typed}”. It takes: {', '.join(known)}.")
