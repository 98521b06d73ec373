"""The versions of an assessment's report: the words that were made final, and who signed them, in order (G.08, G.09).

A version begins with a record that froze its words, and is signed by further records. The last signature freezes the
whole paper with every signature in it; from then on nothing of that version is changed, and what changes is another.

Two people who make one report final before they sync give two versions one number. Both papers keep it, as it stands on
their covers; on a screen the one that was recorded later is called `3b`. A person says which of them goes to be signed.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from fsworkbook.practice.model import Practice
    from fsworkbook.practice.outlines import Section
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

KIND: Final = "version"
FINAL, SIGNED, UNSIGNED = "final", "signed", "unsigned"
"""The steps of a version: its words are frozen; somebody signs them; a parent does not, and the record says why."""

LEAD, PARENTS, DECIDER = "lead", "parents", "decider"
"""Who signs in a section of the outline (`practice.outlines.SIGNERS`)."""

SIGN: Final = "sign-report"
"""The action of the practice model's permissions (B.72)."""

State: TypeAlias = Literal["signed", "to sign", "superseded", "withdrawn"]


class Turn(NamedTuple):
    """Whose signature comes next, and where it stands.

    Attributes:
        section: the section of the outline.
        person: the key of the parent whose turn it is; "" where somebody of the team signs.
    """

    section: Section
    person: str = ""


class Version(NamedTuple):
    """One version of a report.

    Attributes:
        number: from 1, as its paper says it; never used again, even where it was withdrawn.
        final: the record that froze its words.
        steps: the records that signed it, or say why somebody did not, in order of time.
        state: `signed` by everybody, whatever came then; `to sign`; `superseded` before everybody had signed, by a
            later one, or by another of its number that everybody signed; `withdrawn`.
        twin: how many of the same number were recorded before it; 0 for all but those that were made final apart.
    """

    number: int
    final: Record
    steps: tuple[Record, ...]
    state: State
    twin: int = 0

    @property
    def name(self) -> str:
        """What it is called where versions are told apart: `3`; `3b` for the second of that number."""
        return f"{self.number}{_letters(self.twin)}"

    @property
    def assessment(self) -> str:
        """The key of the assessment."""
        return self.final.word("assessment")

    @property
    def kept(self) -> Record:
        """The record beside which the paper lies as it stands now: signed by everybody, else as it was made final."""
        return next((step for step in self.steps if "sha256" in step.head), self.final)

    @property
    def on(self) -> date:
        """The day of the paper."""
        return self.final.on

    @property
    def parents(self) -> tuple[str, ...]:
        """The keys of the parents who were assessed, when it was made final."""
        return self.final.names("parents")


def versions(ledger: Ledger, assessment: str) -> tuple[Version, ...]:
    """Return every version of an assessment's report, the first one first."""
    known = [item for item in ledger.everything.values() if item.kind == KIND]
    finals = [item for item in known if item.word("step") == FINAL and item.word("assessment") == assessment]
    finals.sort(key=lambda item: (number_of(item), item.recorded, item.id))
    steps = {
        final.id: tuple(
            sorted(
                (item for item in known if item.word("of") == final.id and item.id not in ledger.struck_by),
                key=lambda item: (item.recorded, item.word("place"), item.id),
            )
        )
        for final in finals
    }
    before: Counter[int] = Counter()
    made = []
    for final in finals:
        number = number_of(final)
        made.append(Version(number, final, steps[final.id], _state(final, steps, finals, ledger), before[number]))
        before[number] += 1
    return tuple(made)


def _state(final: Record, steps: Mapping[str, Sequence[Record]], finals: Iterable[Record], ledger: Ledger) -> State:
    if _is_signed(steps[final.id]):  # withdrawn elsewhere before that was known, it still lies signed in their hands
        return "signed"
    if final.id in ledger.struck_by:
        return "withdrawn"
    later = any(number_of(item) > number_of(final) and item.id not in ledger.struck_by for item in finals)
    instead = any(number_of(item) == number_of(final) and _is_signed(steps[item.id]) for item in finals)
    return "superseded" if later or instead else "to sign"


def _is_signed(steps: Iterable[Record]) -> bool:
    return any("sha256" in step.head for step in steps)


def _letters(twin: int) -> str:
    """Return what tells one of several of a number from the first: nothing, b … z, aa, ab and so on."""
    letters, left = "", twin + 1 if twin else 0
    while left:
        left, place = divmod(left - 1, 26)
        letters = chr(ord("a") + place) + letters
    return letters


def twins(version: Version, known: Iterable[Version]) -> tuple[Version, ...]:
    """Return the other versions of the same number that stand, the first one first."""
    return tuple(
        item
        for item in known
        if item.number == version.number and item.final.id != version.final.id and item.state != "withdrawn"
    )


def number_of(final: Record) -> int:
    """Return the number of a version; 0 where its file says none."""
    number = final.head.get("version")
    return number if isinstance(number, int) else 0


def next_number(records: Iterable[Record], assessment: str) -> int:
    """Return the number of an assessment's next version; withdrawn ones count, because no number is used again."""
    finals = (item for item in records if item.kind == KIND and item.word("assessment") == assessment)
    return max((number_of(item) for item in finals), default=0) + 1


def signed_version(ledger: Ledger, assessment: str) -> Version | None:
    """Return the last version that everybody signed, or None."""
    return next((item for item in reversed(versions(ledger, assessment)) if item.state == "signed"), None)


def open_versions(ledger: Ledger, assessment: str) -> tuple[Version, ...]:
    """Return the version that waits for signatures; several where they were made final apart, under one number."""
    return tuple(item for item in versions(ledger, assessment) if item.state == "to sign")


def turns(version: Version, practice: Practice) -> tuple[Turn, ...]:
    """Return every signature that a version still waits for, in their order (G.08).

    Parents may sign one before the other; everybody else waits for those who come before.
    """
    done = {(step.word("place"), step.word("person")) for step in version.steps}
    return tuple(turn for turn in _all_turns(version, practice) if (turn.section.id, turn.person) not in done)


def waits_since(version: Version, turn: Turn) -> date:
    """Return since when a version waits for a signature: the day of the last one before it, or that of the paper."""
    before = [step.on for step in version.steps if step.word("place") != turn.section.id]
    return max([version.on, *before])


def _all_turns(version: Version, practice: Practice) -> Iterable[Turn]:
    for section in signed_sections(practice):
        if section.signer == PARENTS:
            yield from (Turn(section, key) for key in version.parents)
        else:
            yield Turn(section)


def in_order(version: Version, practice: Practice) -> tuple[Record, ...]:
    """Return a version's signatures in the order of the outline: the clocks of two machines may say another."""
    place = {section.id: at for at, section in enumerate(practice.sections)}
    return tuple(sorted(version.steps, key=lambda step: place.get(step.word("place"), len(place))))


def signed_sections(practice: Practice) -> tuple[Section, ...]:
    """Return the sections of the outline in which somebody signs, in their order."""
    return tuple(section for section in practice.sections if section.signer and section.source_kind == "SIGN")
