"""Who signs, in which order, and their signatures on the paper: the lead, then the parents, then who decides (G.08).

Lines to sign stand in the paper until somebody has; then their signature stands there, with what they said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.report import prose
from fsworkbook.report.document import Block, Break, Heading, Inlines, Note, Quote, Signature, Text, para, strong, text
from fsworkbook.report.scope import listed
from fsworkbook.workbook.clock import spoken
from fsworkbook.workbook.reportversions import DECIDER, LEAD, PARENTS, UNSIGNED, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fsworkbook.practice.model import Practice, Section
    from fsworkbook.report.document import Blocks, Document
    from fsworkbook.report.scope import Scope
    from fsworkbook.workbook.family import Family, Member
    from fsworkbook.workbook.record import Record
    from fsworkbook.workbook.reportversions import Version

    Pairs = tuple[tuple[str, Inlines], ...]

COMMENTS_TO_COME: Final = para("Given with the signature.")
"""What stands where comments are given with a signature that is still to come."""
NOTHING: Final = para("Nothing is printed here.")
"""What a copy says where it has nothing to print, whatever the reason."""

TO_SIGN: Final = "To be signed"
"""What stands on every page until everybody has signed."""

_SIGNED: Final = "SIGN"
_COVER: Final = ("Status", "Signed by", "Not signed by")
_NONE: Final = "No comments."


def lines(section: Section, scope: Scope) -> tuple[Signature, ...]:
    """Return the lines to sign in a section; none where nobody signs in it."""
    if section.source_kind != _SIGNED:
        return ()
    if section.signer == LEAD:
        return _members(scope.lead, scope.practice.allocated_role, scope)
    if section.signer == DECIDER:
        roles = scope.practice.who_may("sign-report", "D")
        return _members(scope.manager, roles[0].id if roles else "", scope)
    if section.signer == PARENTS:
        return tuple(Signature(person.name) for person in scope.parents)
    return ()


def _members(members: tuple[Member, ...], role: str, scope: Scope) -> tuple[Signature, ...]:
    known = scope.practice.roles.get(role)
    name = known.name if known else role
    return tuple(Signature(f"{member.name}, {scope.role_of(member.key)}") for member in members) or (Signature(name),)


# ---- a version with its signatures ------------------------------------------------------------------------


def cover(version: Version, called: Callable[[str], str]) -> Pairs:
    """Return what the cover says of a version: its status, and who signed it when.

    Args:
        version: the version, with its signatures so far.
        called: names somebody by their key.
    """
    status = "signed" if version.state == "signed" else "final, to be signed"
    pairs: list[tuple[str, Inlines]] = [(_COVER[0], text(f"Version {version.number}, {status}"))]
    signatures = [f"{_who(step, called)} on {spoken(step.on)}" for step in version.steps if not _refuses(step)]
    refused = [_who(step, called) for step in version.steps if _refuses(step)]
    pairs += [(_COVER[1], text(listed(signatures)))] if signatures else []
    pairs += [(_COVER[2], text(listed(refused)))] if refused else []
    return tuple(pairs)


def _who(step: Record, called: Callable[[str], str]) -> str:
    return called(step.word("person") or step.by)


def _refuses(step: Record) -> bool:
    return step.word("step") == UNSIGNED


def signed(document: Document, version: Version, family: Family, practice: Practice) -> Document:
    """Return a version's paper with every signature so far in its place, and on the cover."""
    version = version._replace(steps=in_order(version, practice))
    signers = {section.id: section for section in practice.sections if section.signer}
    blocks: list[Block] = []
    for place, part in _sections(document.blocks):
        blocks += _Place(signers[place], version, family, practice).filled(part) if place in signers else part
    head = tuple(pair for pair in document.cover if pair[0] not in _COVER)
    banners = tuple(line for line in document.banners if line != TO_SIGN or version.state != "signed")
    return document._replace(blocks=tuple(blocks), cover=(*cover(version, family.called), *head), banners=banners)


def _sections(blocks: Blocks) -> Iterator[tuple[str, list[Block]]]:
    """Yield the sections of a paper: the id of each, "" for what stands before the first, and its blocks."""
    place, part = "", list[Block]()
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            yield place, part
            place, part = block.anchor.removeprefix("part-"), []
        part.append(block)
    yield place, part


class _Place(NamedTuple):
    """A section in which somebody signs, or says something on signing."""

    section: Section
    version: Version
    family: Family
    practice: Practice

    def filled(self, part: list[Block]) -> Iterator[Block]:
        """Yield the section's blocks with signatures, and comments, for the lines that wait for them."""
        if self.section.source_kind != _SIGNED:
            yield from self._commented(part)
            return
        waiting = [step for step in self.version.steps if step.word("place") == self.section.id]
        for block in part:
            step = self._taken(block, waiting) if isinstance(block, Signature) else None
            if step is None:
                yield block
            else:
                waiting.remove(step)
                yield from self._signature(step)

    def _taken(self, line: Signature, waiting: list[Record]) -> Record | None:
        """Return the signature that a line is for: a parent's by their name, anybody else's the first that is left."""
        fitting = (step for step in waiting if not step.word("person") or line.label == self._name(step))
        return next(fitting, None)

    def _signature(self, step: Record) -> Iterator[Block]:
        """Yield a signature as a box that no page's end parts: who, when, how or why not, and what they say of it."""
        name, day = self._name(step), spoken(step.on)
        if _refuses(step):
            pairs = [("Not signed by", name), ("On", day), ("Why", step.word("reason"))]
        else:
            pairs = [("Signed by", name), ("On", day), ("How", step.word("how"))]
        told = [(strong(f"{label}: "), Text(words)) for label, words in pairs if words]
        lines = [part for pair in told for part in (Break(), *pair)][1:]
        words = step.section("account") or ""
        said: tuple[Block, ...] = ()
        if words.strip() and not self._apart():
            says = f"{self.family.first_name(step.word('person') or step.by)} says:"
            said = (para(says), Quote(prose.blocks(words, 4)))
        yield Note((para(*lines), *said))

    def _apart(self) -> bool:
        """Whether what is said on signing has a section of its own."""
        return any(
            other.signer == self.section.signer and other.source_kind != _SIGNED for other in self.practice.sections
        )

    def _commented(self, part: list[Block]) -> Iterator[Block]:
        """Yield a section of comments with those that came with the signature."""
        mine = {other.id for other in self.practice.sections if other.signer == self.section.signer}
        came = [step for step in self.version.steps if step.word("place") in mine]
        said = [Quote(prose.blocks(words, 4)) for step in came if (words := step.section("account") or "").strip()]
        for block in part:
            if block == NOTHING and said:
                continue  # a copy, which now has something
            if block != COMMENTS_TO_COME:
                yield block
            elif came and not said:
                yield para(_NONE)
            elif not came:
                yield block
        yield from said

    def _name(self, step: Record) -> str:
        if step.word("person"):
            return self.family.called(step.word("person"))
        member = self.family.team.get(step.by)
        role = self.practice.roles.get(member.role) if member else None
        title = (member.title if member else "") or (role.name if role else "")
        return f"{self.family.called(step.by)}{f', {title}' if title else ''}"
