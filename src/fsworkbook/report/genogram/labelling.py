"""What stands in and under each symbol: the age inside, the name and the year of birth below, culture where asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.report.genogram.shapes import HALF, symbol_of
from fsworkbook.report.lettering import width, wrapped
from fsworkbook.workbook.ages import weeks, years
from fsworkbook.workbook.clock import brief

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.practice.model import Practice
    from fsworkbook.report.genogram.kindred import Kindred
    from fsworkbook.workbook.family import Person

NAME, SMALL, TINY = 7.8, 6.8, 6.4
LEADING: Final = 1.22
_ROOM: Final = 64.0
_PAD: Final = 6.0
_LEAST: Final = 2 * HALF + 14.0
_MOST_NAME, _MOST_CULTURE = 4, 6
_UNSAID: Final = "not asked"
_TWO_YEARS: Final = 2
_TRAITS: Final = ("ethnicity", "faith", "language")


class Tag(NamedTuple):
    """A line of words under a symbol."""

    text: str
    size: float
    quiet: bool = False
    italic: bool = False


class Cell(NamedTuple):
    """Somebody as drawn.

    Attributes:
        symbol: the outline.
        inside: the age, or weeks of pregnancy, or a question mark; "" for the dead.
        tags: the lines below.
        width: how wide the whole is.
        height: how high the lines are.
        dead: whether a cross goes through the symbol.
        double: whether the outline is double: a child whom the work is for.
    """

    symbol: str
    inside: str
    tags: tuple[Tag, ...]
    width: float
    height: float
    dead: bool
    double: bool


def cells(kin: Kindred, practice: Practice, *, culture: bool = False) -> dict[str, Cell]:
    """Return how everybody is drawn; with `culture`, ethnicity, faith and language stand below the name."""
    return {key: _cell(key, person, kin, practice, culture=culture) for key, person in kin.people.items()}


def _cell(key: str, person: Person, kin: Kindred, practice: Practice, *, culture: bool) -> Cell:
    if key in kin.unknown:
        tags: tuple[Tag, ...] = tuple(
            Tag(line, SMALL, quiet=True) for line in wrapped(kin.unknown[key], SMALL, _ROOM, 2)
        )
        inside, dead = "?", False
    else:
        tags = tuple(_tags(person, culture=culture))
        dead = person.died is not None
        inside = "" if dead else _inside(person, kin)
    wide = max((width(tag.text, tag.size) for tag in tags), default=0.0)
    high = sum(tag.size * LEADING for tag in tags)
    symbol = symbol_of(person, practice.genders)
    return Cell(symbol, inside, tags, max(wide + 2 * _PAD, _LEAST), high, dead, person.is_child)


def _tags(person: Person, *, culture: bool) -> Iterator[Tag]:
    for line in wrapped(person.name, NAME, _ROOM, _MOST_NAME):
        yield Tag(line, NAME)
    for words in _lived(person):
        yield from (Tag(line, SMALL, quiet=True) for line in wrapped(words, SMALL, _ROOM, 2))
    if culture:
        said = "; ".join(culture_of(person))
        for line in wrapped(said, TINY, _ROOM, _MOST_CULTURE):
            yield Tag(line, TINY, quiet=True, italic=True)


def culture_of(person: Person) -> Iterator[str]:
    """Yield somebody's ethnicity, faith and language, as far as it is recorded; what was not asked says so."""
    for trait in _TRAITS:
        value = person.more.get(trait, "")
        words = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
        if words:
            yield words if trait != "faith" and words != _UNSAID else f"{trait}: {words}"


def _lived(person: Person) -> Iterator[str]:
    """Yield the year of birth; both years, and the age, of who has died; the day on which a baby is due."""
    if person.died is not None and person.born is not None:
        yield f"{person.born.year}–{person.died.year}"
        yield f"aged {years(person.born, person.died)}"
    elif person.died is not None:
        yield f"died {person.died.year}"
    elif person.born is not None:
        yield f"born {person.born.year}"
    elif person.due:
        yield f"due {brief(person.due)}"


def _inside(person: Person, kin: Kindred) -> str:
    """Return the age in years, in months under two years, or the weeks of a pregnancy."""
    if person.born is not None:
        whole = years(person.born, kin.day)
        if whole >= _TWO_YEARS:
            return str(whole)
        months = (kin.day.year - person.born.year) * 12 + kin.day.month - person.born.month
        return f"{max(months - (kin.day.day < person.born.day), 0)} m"
    return f"{weeks(person.due, kin.day)[0]} w" if person.due else ""
