"""The names that a family has on file, and official titles: what in a text belongs to them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from fsworkbook.workbook.plainness.passage import CHILD, NAME, TITLE
from fsworkbook.workbook.plainness.sentences import WORD
from fsworkbook.workbook.record import strings_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fsworkbook.practice.wordlists import Acronyms
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.plainness.passage import Word
    from fsworkbook.workbook.record import Record

_FOLD: Final = str.maketrans("’ʼ", "''")
_NAMING: Final = ("where", "present", "to", "with", "invited", "attendance", "planned", "who", "asked_by", "decided_by")
"""Keys of a record's front matter that name people and places."""
_LEAST: Final = 2


class OnFile:
    """Names and titles, ready to be found among the words of a text."""

    def __init__(self, family: Family | None, acronyms: Acronyms, records: Iterable[Record] = ()) -> None:
        """Take who is who, what needs no explaining, and records whose front matter names people and places."""
        self.children: set[str] = set()
        people: set[str] = set()
        places: set[str] = set()
        if family is not None:
            self.children = {word for child in family.children for word in _names(child.name, *child.known_as)}
            people = {word for one in family.people.values() for word in _names(one.name, *one.known_as)}
            people |= {word for one in family.team.values() for word in _names(one.name)}
            places = set(_places(family))
        self.people = people | self.children
        self.known = self.people | {part for place in places for part in _names(place)}
        self.known |= {word.translate(_FOLD) for word in acronyms.capitals}
        for record in records:
            for key in _NAMING:
                self.known |= {word for text in strings_in(record.head.get(key)) for word in _names(text)}
        self._titles = _by_first(acronyms.titles, TITLE) | {}
        for first, rest in _by_first(places, NAME).items():
            self._titles.setdefault(first, []).extend(rest)

    def __call__(self, words: list[Word], _text: str) -> list[Word]:
        """Return the words of a text, each with what it belongs to."""
        made = [self._person(word) for word in words]
        for at, word in enumerate(words):
            for rest, belongs in self._titles.get(_bare(word.exact), ()):
                end = at + len(rest)
                if end <= len(words) and all(
                    _bare(other.exact) == part and (other is word or other.joined)
                    for other, part in zip(words[at:end], rest, strict=True)
                ):
                    made[at:end] = [other._replace(belongs=belongs) for other in made[at:end]]
        return made

    def _person(self, word: Word) -> Word:
        if not word.exact[:1].isupper():
            return word
        bare = _bare(word.exact)
        if bare in self.children:
            return word._replace(belongs=CHILD)
        return word._replace(belongs=NAME) if bare in self.people else word


def _by_first(titles: Iterable[str], belongs: str) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for title in titles:
        parts = tuple(_bare(word.translate(_FOLD)) for word in WORD.findall(title))
        if parts:
            found.setdefault(parts[0], []).append((parts, belongs))
    return found


def _bare(word: str) -> str:
    return word.removesuffix("'s")


def _names(*names: str) -> Iterator[str]:
    """Yield the words of names that are written as names are: with a capital, and two letters or more."""
    for name in names:
        for word in WORD.findall(name.translate(_FOLD)):
            if word[:1].isupper() and len(word) >= _LEAST:
                yield _bare(word)


def _places(family: Family) -> Iterator[str]:
    """Yield places, schools, agencies, job titles and whatever else has a name in `family.toml`."""
    for home in family.households:
        yield from (part.strip() for part in (home.name, *re.split(r"[,;()]", home.address)) if part.strip())
    for member in family.team.values():
        yield from (part for part in (member.agency, member.title) if part)
        yield from _named(member.more)
    for person in family.people.values():
        yield from _named(person.more)
    for order in family.orders:
        yield from (part for part in (order.made_by,) if part)


def _named(more: Mapping[str, object]) -> Iterator[str]:
    for text in strings_in(dict(more)):
        for part in re.split(r"[,;()]", text):
            if part.strip()[:1].isupper():
                yield part.strip()
