"""Whoever writes and calls themselves by their job: “the social worker visited” (K.L01)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.workbook.plainness.passage import NOBODY
from fsworkbook.workbook.plainness.phrases import Finder, pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.practice.model import Role
    from fsworkbook.practice.wordlists import Lint
    from fsworkbook.workbook.plainness.passage import Passage, Word
    from fsworkbook.workbook.plainness.phrases import Pattern

_CLAUSE: Final = re.compile(r"(?:[;:,–—(]\s*|\b(?:and|but|that|because|when|while|as|then|so|if)\s+)$")
_ANOTHER: Final = frozenset({"from", "at", "for", "of", "in", "who", "whose", "called", "named", "with", "on"})
_BY: Final = re.compile(r"\b(?:by|to)\s+$")
_NEAR: Final = 12


class Selves(NamedTuple):
    """What people of each role may call themselves, ready to be found."""

    lint: Lint
    finders: dict[str, Finder[bool]]

    def found(self, passage: Passage, role: str) -> Iterator[tuple[int, int]]:
        """Yield where whoever has a role speaks of themselves in the third person: start and end, in characters."""
        finder = self.finders.get(role) or self.finders.get("")
        if finder is None:
            return
        done = 0
        for _, first, last in finder.found(passage.words):
            word = passage.words[first]
            if first >= done and _is_subject(passage, word) and not _is_another(passage, last):
                done = last
                yield word.start, passage.words[last - 1].end


def selves(lint: Lint, roles: dict[str, Role]) -> Selves:
    """Return what each role may call itself: what the lint says, its name, its short name, its code."""
    common: list[Pattern] = [pattern(one) for one in lint.match]
    finders = {"": Finder((one, True) for one in common)}
    for role in roles.values():
        names = {name.lower() for name in (role.name.split("(")[0].strip(), role.short) if name}
        own = [pattern(f"{article} {name}") for name in sorted(names) for article in ("the", "this", "allocated")]
        own += [pattern(f"^{name}") for name in sorted(names)]
        own += [pattern(role.code)] if role.code else []
        finders[role.id] = Finder((one, True) for one in (*common, *own))
    return Selves(lint, finders)


def _is_subject(passage: Passage, word: Word) -> bool:
    """Return whether a clause begins there; “told the worker” speaks of somebody else."""
    before = passage.own[max(0, word.start - _NEAR) : word.start]
    return word.first or (bool(_CLAUSE.search(before)) and not _BY.search(before))


def _is_another(passage: Passage, last: int) -> bool:
    """Return whether the words speak of a worker of another name or place, or whether nothing follows them."""
    if last >= len(passage.words):
        return True
    after = passage.words[last]
    if after.first:
        return True
    named = after.belongs != NOBODY or (after.exact[:1].isupper() and not after.exact.isupper())
    return named or after.plain in _ANOTHER or passage.words[last - 1].exact.endswith("'s")
