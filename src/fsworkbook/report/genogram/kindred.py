"""A family as a graph on one day: people, couples with their children, what else is between two people, homes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from fsworkbook.workbook.family import Couple, Family, Person

SOLID: Final = "solid"
UNSAID: Final = ""
"""The line of two parents of a child of whom nothing is said as a couple."""
UNKNOWN: Final = "?"
"""What the key of somebody begins with who is not recorded: the missing parent of a child of the family."""
_PAIR: Final = 2


class Link(NamedTuple):
    """A child of a couple: which child, by which line, and the words of the practice for each parent of it."""

    child: str
    drawn: str
    kinds: tuple[str, ...]


class Union(NamedTuple):
    """A couple, or one parent, with the children; without any parent: brothers and sisters whose parents are unknown.

    Attributes:
        partners: none, one or two keys.
        links: their children.
        drawn: the line between the two, or `UNSAID`.
        strokes: how many strokes cut it.
        couple: what is recorded of them as a couple, where anything is.
        kind: the word of a relation that says that they are or were a couple, where no couple is recorded; or "".
        ended: whether they were no longer a couple on the day.
    """

    partners: tuple[str, ...]
    links: tuple[Link, ...] = ()
    drawn: str = UNSAID
    strokes: int = 0
    couple: Couple | None = None
    kind: str = ""
    ended: bool = False

    @property
    def children(self) -> tuple[str, ...]:
        """Return the keys of the children."""
        return tuple(link.child for link in self.links)


class Bond(NamedTuple):
    """What is between two people beside kinship: violence, estrangement; the arrow points at `points` ("": none)."""

    a: str
    b: str
    kind: str
    drawn: str
    points: str


class Home(NamedTuple):
    """People who live together on the day; `name` is never an address."""

    key: str
    name: str
    members: tuple[str, ...]


class Kindred(NamedTuple):
    """A family as a graph on one day.

    Attributes:
        people: everybody who has a place in the tree, by key.
        unions: couples and single parents, with their children.
        bonds: violence, estrangement.
        homes: who lives with whom.
        beside: keys of those who have no place in the tree.
        unknown: for each missing parent who is drawn, the words under the symbol.
        hint: keys in the order in which they should stand from left to right, as far as somebody has said so.
        family: the family as it was on the day.
        day: the day.
    """

    people: Mapping[str, Person]
    unions: tuple[Union, ...]
    bonds: tuple[Bond, ...]
    homes: tuple[Home, ...]
    beside: tuple[str, ...]
    unknown: Mapping[str, str]
    hint: tuple[str, ...]
    family: Family
    day: date

    def without(self, keep: Iterable[str]) -> Kindred:
        """Return the graph of some of its people alone."""
        kept = set(keep)
        unions = []
        for union in self.unions:
            partners = tuple(key for key in union.partners if key in kept)
            links = tuple(link for link in union.links if link.child in kept)
            if partners == union.partners and (links or len(partners) == _PAIR):
                unions.append(union._replace(links=links))
            elif partners and links:
                unions.append(Union(partners, links))
            elif not partners and len(links) >= _PAIR:
                unions.append(Union((), links))
        placed = {key for union in unions for key in (*union.partners, *union.children)} or kept
        return self._replace(
            people={key: person for key, person in self.people.items() if key in placed},
            unions=tuple(unions),
            bonds=tuple(bond for bond in self.bonds if {bond.a, bond.b} <= placed),
            homes=tuple(home._replace(members=tuple(k for k in home.members if k in placed)) for home in self.homes),
            beside=(),
            unknown={key: words for key, words in self.unknown.items() if key in placed},
        )
