"""Whom a copy is for: a person of the family, somebody who works with it, or a reader with a name of its own (F2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.errors import BadInput
from fsworkbook.workbook.insiders import works_inside
from fsworkbook.workbook.kinship import Several, find_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.practice.audiences import Reader
    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.family import Family, Member

TEAM: Final = "team"
OUTSIDE: Final = "professional"
"""The ids of the readers that members of the team are: those who work in the workbook, and those outside it."""


class Recipient(NamedTuple):
    """Whom a copy is for.

    Attributes:
        key: of the person or member, else the reader's id; restrictions name it.
        name: as it stands on the copy.
        reader: what kind of reader it is.
        person: the key of the person of the family, or "".
    """

    key: str
    name: str
    reader: Reader
    person: str = ""


def find_recipient(word: str, family: Family, practice: Practice, option: str = "--for") -> Recipient:
    """Return whom a word means: a kind of reader by its id or its words, a member of the team, or a person.

    Args:
        word: what was typed: `court`, `okafor`, `dad`, `Daniel`.
        family: who is who.
        practice: the kinds of reader, and the words of kinship.
        option: what it was typed for; the error repeats it.

    Raises:
        BadInput: nobody fits, or several do; then it lists them.
    """
    wanted = " ".join(word.casefold().split())
    for found in _named(wanted, family, practice):
        return found
    try:
        return of_person(find_person(word, family, practice.relations, option).key, family, practice)
    except Several:
        raise
    except BadInput as problem:
        others = ", ".join(reader.id for reader in practice.audiences.readers.values() if not reader.parts)
        raise BadInput(f"{problem} It also takes anybody of the team, and {others}.") from None


def of_person(key: str, family: Family, practice: Practice) -> Recipient:
    """Return somebody of the family as the reader of a copy.

    Raises:
        BadInput: the practice model has no reader for their part in the family.
    """
    person = family.people[key]
    for reader in practice.audiences.readers.values():
        if person.part in reader.parts:
            return Recipient(key, person.name, reader, key)
    raise BadInput(f"audiences.toml has no reader for the part “{person.part}” in the family.")


def outside(family: Family, practice: Practice) -> tuple[Member, ...]:
    """Return who works with the family from outside the team, and gets what a professional may have."""
    return tuple(one for one in family.team.values() if of_member(one, practice).reader.id == OUTSIDE)


def of_member(member: Member, practice: Practice) -> Recipient:
    """Return somebody who works with the family as the reader of a copy: one of the team, or one outside it."""
    readers = practice.audiences.readers
    inside = works_inside(member.role, practice)
    decides = member.role in {role.id for role in practice.who_may("release-copy", "D")}
    return Recipient(member.key, member.name, readers[TEAM if inside or decides else OUTSIDE])


def _named(wanted: str, family: Family, practice: Practice) -> Iterator[Recipient]:
    for reader in practice.audiences.readers.values():
        if not reader.parts and wanted in {reader.id, *(word.casefold() for word in reader.words)}:
            yield Recipient(reader.id, reader.name, reader)
    for member in family.team.values():
        if wanted in {member.key, member.name.casefold()}:
            yield of_member(member, practice)
