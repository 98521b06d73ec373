"""The family of one person: parents, grandparents, brothers and sisters, partners, and who comes from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.report.genogram.kindred import Kindred, Union


def circle(kin: Kindred, centre: str) -> Kindred:
    """Return the graph of one person and those nearest to them.

    These are their parents and grandparents, brothers and sisters (half-brothers and half-sisters too, with the other
    parent), partners, children and whoever comes from those. Everybody's parents are there whole or not at all, so
    that nobody is shown with a parent missing who is recorded.

    Raises:
        BadInput: the person has no place in the tree.
    """
    if centre not in kin.people:
        person = kin.family.people.get(centre)
        who = person.name if person else centre
        raise BadInput(f"{who} has no place in the family tree on that day. “fsworkbook person relate” gives them one.")
    keep = dict.fromkeys((centre, *_above(kin, centre), *_below(kin, centre)))
    made = kin.without(keep)
    people = {key: person for key, person in kin.family.people.items() if key in made.people}
    homes = tuple(home for home in made.homes if home.members)
    hint = tuple(key for key in made.hint if key in made.people)
    return made._replace(homes=homes, hint=hint, family=kin.family._replace(people=people))


def _above(kin: Kindred, centre: str) -> Iterator[str]:
    """Yield parents with all their children, and grandparents."""
    for union in _as_child(kin, centre):
        yield from (*union.partners, *union.children)
        for parent in union.partners:
            for other in _as_partner(kin, parent):
                if other.links:
                    yield from (*other.partners, *other.children)
            for before in _as_child(kin, parent):
                yield from before.partners


def _below(kin: Kindred, centre: str) -> Iterator[str]:
    """Yield partners, children with their partners, and so on down."""
    waiting, seen = [centre], {centre}
    while waiting:
        for union in _as_partner(kin, waiting.pop()):
            yield from (*union.partners, *union.children)
            waiting += [key for key in union.children if key not in seen]
            seen.update(union.children)


def _as_child(kin: Kindred, key: str) -> list[Union]:
    return [union for union in kin.unions if key in union.children]


def _as_partner(kin: Kindred, key: str) -> list[Union]:
    return [union for union in kin.unions if key in union.partners]
