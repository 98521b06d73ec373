"""A record: one thing that somebody wrote down, on one day, as one file."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

FORMAT: Final = 1
"""The format that this program writes; a newer one is read and never written to."""

KEY_PATTERN: Final = re.compile(r"[a-z][a-z0-9-]{0,31}")
"""Keys of people and team, unique over both (format.md)."""

ID_PATTERN: Final = re.compile(r"(?P<on>\d{4}-\d{2}-\d{2})-(?P<by>[a-z][a-z0-9-]{0,31})-(?P<tail>[a-z2-7]{10})")
"""A record's id, which is its file's stem: date of the work, author's key, ten base32 characters."""

HEAD_KEYS: Final = ("format", "kind", "on", "recorded", "by")
"""The keys of the front matter that every record has, in the order they stand on disk."""


def strings_in(value: object, *, keys: bool = False) -> Iterator[str]:
    """Yield every string in what a front matter holds under a key, however deep; with `keys`, those of tables too."""
    match value:
        case str():
            yield value
        case dict():
            for key, inner in value.items():
                if keys:
                    yield str(key)
                yield from strings_in(inner, keys=keys)
        case list() | tuple():
            for inner in value:
                yield from strings_in(inner, keys=keys)


class Section(NamedTuple):
    """One section of a record's body.

    Attributes:
        name: an inventory id (`M3.Q02`) or a name that the kind defines (`account`, `meaning`, `observation.tyler`).
        title: the wording it was asked in, or "" where the name says enough.
        text: what was typed, to the letter.
    """

    name: str
    title: str
    text: str


class Record(NamedTuple):
    """What one file holds: the common facts, the keys of its kind, and its sections.

    Attributes:
        id: the file's stem.
        kind: module, visit, rating … (format.md).
        on: the date of the work.
        recorded: when it was recorded, in UTC, to the second.
        by: the author's key.
        head: every other key of the front matter, unknown ones too, in the file's order.
        sections: the body.
        preamble: text before the first section; only a hand-made file has any.
    """

    id: str
    kind: str
    on: date
    recorded: datetime
    by: str
    head: Mapping[str, Any] = MappingProxyType({})
    sections: tuple[Section, ...] = ()
    preamble: str = ""

    def names(self, key: str) -> tuple[str, ...]:
        """Return the list under `key`, or the keys of a table there, as strings; empty where it is absent."""
        value = self.head.get(key)
        if value is None:  # as mostly it is
            return ()
        if isinstance(value, str):
            return (value,)
        return tuple(map(str, value)) if isinstance(value, list | tuple | dict) else ()

    def word(self, key: str) -> str:
        """Return the text under `key`, or "" where it is absent or no text."""
        value = self.head.get(key, "")
        return value if isinstance(value, str) else ""

    def section(self, name: str) -> str | None:
        """Return the text of the section `name`, or None where there is none."""
        return next((section.text for section in self.sections if section.name == name), None)

    @property
    def about(self) -> tuple[str, ...]:
        """Keys of the people whom it is about."""
        return self.names("about")

    @property
    def children(self) -> tuple[str, ...]:
        """Keys of the children whom it concerns."""
        return self.names("children")

    @property
    def questions(self) -> tuple[str, ...]:
        """Inventory ids of the questions that it answers, each once, in their order."""
        listed = [*self.names("questions"), *self.names("not_applicable")]
        return tuple(dict.fromkeys(listed))

    @property
    def corrects(self) -> tuple[str, ...]:
        """Ids of the records that this one replaces in every view."""
        return self.names("corrects")

    @property
    def strikes(self) -> str:
        """Id of the record that this one withdraws, or ""."""
        return self.word("strikes")
