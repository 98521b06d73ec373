"""A key of a form: its name, what it takes, and the check of one value.

Every reader takes the value as TOML gave it and returns it as it will stand in the record, or raises `Unfit` with the
rest of a sentence that begins with the key. No sentence repeats what was typed, except keys and ids.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fsworkbook.errors import BadInput
from fsworkbook.workbook.clock import brief, british, utc
from fsworkbook.workbook.kinship import find_person
from fsworkbook.workbook.record import ID_PATTERN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from fsworkbook.workbook.forms.bearings import Bearings
    from fsworkbook.workbook.record import Record


class Unfit(Exception):  # noqa: N818 - reads as what it says of the value
    """A value that its key does not take; the text goes on where the key's name ends."""


class Key(NamedTuple):
    """One key of a form.

    Attributes:
        name: as it stands in TOML.
        takes: what it takes, in plain words, for `docs/reference/keys.md`.
        read: turns the value into what the record holds.
        required: whether a form without it is refused.
        about: one line on what it is for.
    """

    name: str
    takes: str
    read: Callable[[Any, Bearings], Any]
    required: bool = False
    about: str = ""


def text(value: object, _bearings: Bearings) -> str:
    """Read words; blank ones count as missing."""
    if not isinstance(value, str):
        raise Unfit("takes words in quotation marks.")
    if not value.strip():
        raise Unfit("is empty: write it in words, or leave the key out.")
    return value


def flag(value: object, _bearings: Bearings) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise Unfit("takes true or false, without quotation marks.")
    return value


def words(value: object, _bearings: Bearings) -> list[str]:
    """Read a list of short texts."""
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(item, str) and item.strip() for item in listed):
        raise Unfit('takes a list of words: ["one", "two"].')
    return list(dict.fromkeys(listed))


def day(value: object, _bearings: Bearings) -> date:
    """Read a day, past or to come."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise Unfit("is no date that exists: write 2025-03-04.") from None
    if isinstance(value, datetime) or not isinstance(value, date):
        raise Unfit("takes a date: 2025-03-04.")
    return value


def past_day(value: object, bearings: Bearings) -> date:
    """Read a day that is not in the future."""
    found = day(value, bearings)
    if found > bearings.today:
        raise Unfit(f"lies in the future: today is {brief(bearings.today)}.")
    return found


def moment(value: object, _bearings: Bearings) -> datetime:
    """Read a moment; without an offset it is British time. It keeps the offset, as format.md asks."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            raise Unfit("is no moment that exists: write 2025-03-04T15:30:00+00:00.") from None
    if not isinstance(value, datetime):
        raise Unfit("takes a day and a time: 2025-03-04T15:30:00+00:00.")
    return value if value.tzinfo else value.replace(tzinfo=british())


def past_moment(value: object, bearings: Bearings) -> datetime:
    """Read a moment that is not in the future."""
    found = moment(value, bearings)
    if utc(found) > bearings.now.astimezone(UTC):
        raise Unfit(f"lies in the future: today is {brief(bearings.today)}.")
    return found


def person(value: object, bearings: Bearings) -> str:
    """Read one person of the family: a key, a name or a word of kinship; returns the key."""
    if not isinstance(value, str) or not value.strip():
        raise Unfit("takes one person: a key, a name, or a word such as “mum”.")
    try:
        return find_person(value, bearings.family, bearings.practice.relations, option="the key").key
    except BadInput as trouble:
        raise Unfit(f"takes a person of the family. {trouble}") from None


def people(value: object, bearings: Bearings) -> list[str]:
    """Read several people of the family; returns their keys."""
    return [person(item, bearings) for item in _listed(value)]


def children(value: object, bearings: Bearings) -> list[str]:
    """Read several children of the family; returns their keys."""
    found = people(value, bearings)
    for key in found:
        if not bearings.family.people[key].is_child:
            listed = ", ".join(child.key for child in bearings.family.children)
            raise Unfit(f"names {key}, who is not a child of this family. The children: {listed}.")
    return found


def child(value: object, bearings: Bearings) -> str:
    """Read one child of the family; returns the key."""
    return children([value], bearings)[0]


def somebody(value: object, bearings: Bearings) -> list[str]:
    """Read people who were there: of the family, of the team, or a name in words for anyone else."""
    found = []
    for item in _listed(value):
        if item in bearings.family.team or item in bearings.family.people:
            found.append(item)
            continue
        try:
            found.append(person(item, bearings))
        except Unfit:
            found.append(text(item, bearings))
    return found


def member(value: object, bearings: Bearings) -> str:
    """Read one member of the team; returns the key."""
    if not isinstance(value, str) or value not in bearings.family.team:
        listed = ", ".join(bearings.family.team)
        raise Unfit(f"takes the key of a member of the team: {listed}.")
    return value


def members(value: object, bearings: Bearings) -> list[str]:
    """Read several members of the team; returns their keys."""
    return [member(item, bearings) for item in _listed(value)]


def assessment(value: object, bearings: Bearings) -> str:
    """Read the key of an assessment of the family."""
    known = bearings.family.assessments
    if not isinstance(value, str) or value not in known:
        raise Unfit(f"takes the key of an assessment: {', '.join(known) or 'there is none yet'}.")
    return value


def assessments(value: object, bearings: Bearings) -> list[str]:
    """Read the keys of several assessments."""
    return [assessment(item, bearings) for item in words(value, bearings)]


def choice(options: Callable[[Bearings], Mapping[str, Any]]) -> Callable[[Any, Bearings], str]:
    """Return a reader of one id of the practice model; an item's name, in any case, does as well."""

    def read(value: object, bearings: Bearings) -> str:
        known = options(bearings)
        if isinstance(value, str):
            if value in known:
                return value
            named = [key for key, item in known.items() if getattr(item, "name", key).casefold() == value.casefold()]
            if named:
                return named[0]
        raise Unfit(f"takes one of: {', '.join(known)}.")

    return read


def choices(options: Callable[[Bearings], Mapping[str, Any]]) -> Callable[[Any, Bearings], list[str]]:
    """Return a reader of several ids of the practice model."""
    one = choice(options)

    def read(value: object, bearings: Bearings) -> list[str]:
        return [one(item, bearings) for item in _listed(value)]

    return read


def by_child(one: Callable[[Any, Bearings], Any]) -> Callable[[Any, Bearings], dict[str, Any]]:
    """Return a reader of a table from child to value: `{ tyler = "red" }`."""

    def read(value: object, bearings: Bearings) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise Unfit("takes a table: { child = … }.")
        return {child(key, bearings): one(item, bearings) for key, item in value.items()}

    return read


def by_member(one: Callable[[Any, Bearings], Any]) -> Callable[[Any, Bearings], dict[str, Any]]:
    """Return a reader of a table from member of the team to value: `{ tom = "attended" }`."""

    def read(value: object, bearings: Bearings) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise Unfit("takes a table: { member = … }.")
        return {member(key, bearings): one(item, bearings) for key, item in value.items()}

    return read


def record_id(value: object, bearings: Bearings) -> str:
    """Read the id of a record that exists."""
    if not isinstance(value, str) or not ID_PATTERN.fullmatch(value):
        raise Unfit("takes the id of a record: 2025-03-04-priya-k3v7q2m9xa.")
    if bearings.find(value) is None:
        raise Unfit(f"names {value}, and this family has no such record.")
    return value


def record_ids(value: object, bearings: Bearings) -> list[str]:
    """Read ids of records that exist."""
    return [record_id(item, bearings) for item in _listed(value)]


def restrictions(value: object, bearings: Bearings) -> list[str]:
    """Read keys of restrictions; one that was never set would keep nothing back, so it is none."""
    listed = words(value, bearings)
    known = _restriction_keys(bearings.kept(_RESTRICTION))
    if not known >= set(listed):
        known |= _restriction_keys(bearings.records())
    if not known >= set(listed):
        named = ", ".join(sorted(known)) or "none yet"
        raise Unfit(
            "names a restriction that this family does not have; set it first, with “fsworkbook restrict set”. "
            f"Its restrictions: {named}."
        )
    return listed


_RESTRICTION: Final = "restriction"


def _restriction_keys(records: Iterable[Record]) -> set[str]:
    return {record.word("key") for record in records if record.kind == _RESTRICTION} - {""}


def anything(value: object, _bearings: Bearings) -> object:
    """Take a value as it is; the form looks at it itself."""
    return value


def _listed(value: object) -> list[Any]:
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list):
        raise Unfit('takes a list: ["one", "two"].')
    return (
        list(dict.fromkeys(item for item in listed if isinstance(item, str)))
        if all(isinstance(item, str) for item in listed)
        else _not_words()
    )


def _not_words() -> list[Any]:
    raise Unfit('takes a list of words: ["one", "two"].')
