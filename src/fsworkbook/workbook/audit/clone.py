"""What one clone knows beside the history: heads that it saw before, other names, and what git was told to pretend."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.workbook.audit.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

HERE: Final = ""
"""The place of a head that this folder itself stood at."""


class Sighting(NamedTuple):
    """A head that was seen once: git's name for it, and where: here, or at a remote's name (`origin`)."""

    commit: str
    place: str = HERE


class Clone(NamedTuple):
    """What a clone says of itself.

    Attributes:
        seen: heads that it saw before.
        shared: what each remote's copy holds, by the remote's name: every commit that can be reached.
        names: branches, tags and the like, by the commit that each stands at.
        pretences: kinds of finding for what git was told to pretend, each with words.
    """

    seen: tuple[Sighting, ...] = ()
    shared: Mapping[str, Collection[str]] = MappingProxyType({})
    names: Mapping[str, str] = MappingProxyType({})
    pretences: tuple[tuple[str, str], ...] = ()


def of_clone(clone: Clone, history: Collection[str]) -> Iterator[Finding]:
    """Yield what a clone shows of a history that holds the commits `history`."""
    for kind, words in clone.pretences:
        yield Finding(kind, words)
    told = set()
    for commit, place in clone.seen:
        held = history if place == HERE else clone.shared.get(place)
        if held is None or commit in held or (commit, place) in told:
            continue
        told.add((commit, place))
        if place == HERE:
            yield Finding("lost-head", "this folder stood there before", commit)
        else:
            yield Finding("shared", f"{place} held it before", commit)
    for name, commit in sorted(clone.names.items()):
        if commit not in history:
            yield Finding("beside", name, commit)
