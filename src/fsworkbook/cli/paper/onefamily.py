"""Whose family a genogram shows: everybody's, or that of one person whom somebody names or chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.errors import BadInput, Interrupted

if TYPE_CHECKING:
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.report.genogram.making import Genogram


class Way(NamedTuple):
    """How a genogram is asked for.

    Attributes:
        culture: whether ethnicity, faith and language stand with each person.
        child: what `--child` says.
        parent: what `--parent` says.
    """

    culture: bool = False
    child: str | None = None
    parent: str | None = None


def centre_of(sitting: Sitting, way: Way) -> str:
    """Return the key of the person whose family alone is drawn; "" where nobody is named.

    Raises:
        BadInput: nobody fits, several do, or two people are named.
    """
    if way.child and way.parent:
        raise BadInput("--child and --parent name two people, and the drawing has one in its middle. Name one.")
    if not (way.child or way.parent):
        return ""
    from fsworkbook.workbook.kinship import find_person  # noqa: PLC0415 - only where one is named

    family = sitting.family
    children = {child.key for child in family.children}
    option, among = ("--child", children) if way.child else ("--parent", set(family.people) - children)
    return find_person(way.child or way.parent or "", family, sitting.practice.relations, option, among).key


def chosen(sitting: Sitting, made: Genogram) -> str:
    """Ask whether all of a family is drawn that takes several sheets, or the family of one person.

    Returns:
        the key of the person; "" where all of it is wanted.

    Raises:
        Interrupted: the question was left.
    """
    from fsworkbook.cli.talk.asking import Asker  # noqa: PLC0415 - only to ask
    from fsworkbook.cli.talk.ways import Back, Choice  # noqa: PLC0415 - likewise
    from fsworkbook.report.genogram.telling import in_words  # noqa: PLC0415 - likewise

    kin = made.kin
    people = [person for key, person in kin.people.items() if person.is_child]
    people += [person for person in sitting.family.parents if person.key in kin.people]
    ways = [
        Choice("", f"The whole family, on {in_words(len(made.pictures))} sheets"),
        *(Choice(person.key, f"The family of {person.name}") for person in people),
    ]
    try:
        return Asker.at(sitting.desk).one("What to draw", ways, default="") or ""
    except Back:
        raise Interrupted("nothing was drawn.") from None
