"""The genogram as a paper of its own: a page that lies on its side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.report.banners import TEAM_ONLY, TRAINING
from fsworkbook.report.document import Document, para
from fsworkbook.workbook.clock import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.report.document import Block
    from fsworkbook.report.genogram.making import Genogram
    from fsworkbook.workbook.family import Family


def paper(made: Genogram, family: Family, *, team: bool = True, banners: tuple[str, ...] | None = None) -> Document:
    """Return a genogram as a paper.

    Args:
        made: the genogram.
        family: whose it is.
        team: whether it is for the team.
        banners: what stands on every page; where None, that it is for the team only, and of a training family.
    """
    person = made.kin.people.get(made.centre)
    usual = (*((TEAM_ONLY,) if team else ()), *((TRAINING,) if family.training else ()))
    return Document(
        title=f"{person.name if person else family.surname}: family tree (genogram)",
        subtitle=f"As at {spoken(made.kin.day)}",
        reference=family.reference,
        blocks=tuple(_blocks(made)),
        banners=usual if banners is None else banners,
        made=made.kin.day,
        contents=False,
        turned=any(picture.landscape for picture in made.pictures),
    )


def _blocks(made: Genogram) -> Iterator[Block]:
    if made.shallow:
        yield para(made.shallow)
    if not made.pictures:
        yield para("Nobody is recorded.")
    yield from made.pictures
