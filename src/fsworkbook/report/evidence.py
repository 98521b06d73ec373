"""Which words of which entry stand in which part: each in full once, and named in every other part that it feeds.

An account that answers several questions belongs to the part that most of them feed; an answer of its own belongs
to a part that its question feeds. So nothing repeats, and nothing that was recorded is left out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from fsworkbook.report.parts import Part
from fsworkbook.workbook.forms.module import MEANING, WHY_CHILD, question_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from fsworkbook.report.parts import Plan
    from fsworkbook.report.scope import Scope
    from fsworkbook.workbook.record import Record

Form: TypeAlias = Literal["account", "answer", "declined"]
_AFTER: Final = 10_000
"""The order of the part that holds what no part of the outline asks for: after every other."""


class Unit(NamedTuple):
    """Words of one entry that are printed together, once.

    Attributes:
        record: the entry, as it stands.
        form: an account of several questions, an answer to one, or the reason why one does not apply.
        questions: inventory ids of what it answers.
        children: keys of the children of the assessment whom it concerns.
        texts: what was typed.
        anchor: its name as a target in the document.
        asides: names of the sections (the meaning, why it matters) that are printed with it.
        leads: whether what stands beside the whole entry, such as a reply, is printed with it.
    """

    record: Record
    form: Form
    questions: tuple[str, ...]
    children: tuple[str, ...]
    texts: tuple[str, ...]
    anchor: str
    asides: tuple[str, ...] = ()
    leads: bool = False


@dataclass(slots=True)
class Held:
    """What a part holds: units in full, and units that are printed elsewhere and bear on it too."""

    full: list[Unit] = field(default_factory=list)
    also: list[Unit] = field(default_factory=list)

    @property
    def answered(self) -> bool:
        """Whether anything but reasons for not applying is here."""
        return any(unit.form != "declined" for unit in (*self.full, *self.also))


class Placement(NamedTuple):
    """Every unit in its place; `rest` holds what no part of the outline asks for."""

    held: Mapping[tuple[str, str], Held]
    home: Mapping[str, Part]
    rest: Held

    def of(self, part: Part) -> Held:
        """Return what a part holds."""
        return self.held.get(part.key, Held())


def place(scope: Scope, plan: Plan) -> Placement:
    """Return where each entry's words stand.

    Where several parts have the same claim, the one with the fewest units in full takes them, then the earlier one.
    Facts, summaries and recommendations yield to every other part: they are there to be read in a minute.
    """
    rest = Part("", "", None, None, _AFTER)
    placed: list[tuple[Unit, Part, tuple[Part, ...]]] = []
    load: Counter[int] = Counter()
    for entry in scope.entries:
        for unit in units(entry, scope):
            claims = [part for name in unit.questions for part in plan.fed(name, unit.children)]
            votes = Counter(part.order for part in claims)
            ranked = sorted({part.order: part for part in claims}.values(), key=_claim(votes, load))
            home = ranked[0] if ranked else rest
            load[home.order] += unit.form == "account"
            placed.append((unit, home, tuple(ranked)))
    return _gather(_with_asides(placed), rest)


def _claim(votes: Counter[int], load: Counter[int]) -> Callable[[Part], tuple[bool, bool, int, bool, int, int]]:
    """Return what tells how strong a part's claim is: the least comes first."""

    def rank(part: Part) -> tuple[bool, bool, int, bool, int, int]:
        section = part.section
        facts = section is not None and section.source_kind in {"META", "FAMILY"}
        brief = section is not None and bool(section.limit)
        asked = section is not None and section.ask
        return (brief, asked, -votes[part.order], facts, load[part.order], part.order)

    return rank


def units(entry: Record, scope: Scope) -> tuple[Unit, ...]:
    """Return an entry's words as units: an answer each, and an account of all the questions that have no answer."""
    declined = set(entry.names("not_applicable"))
    concerned = _concerned(entry, scope)
    made: list[Unit] = []
    told: list[str] = [entry.preamble] if entry.preamble.strip() else []
    answered: set[str] = set()
    for at, section in enumerate(entry.sections):
        question, child = question_of(section.name, scope.practice)
        if question:
            answered.add(question)
            form: Form = "declined" if section.name in declined else "answer"
            children = (child,) if child else concerned
            made.append(Unit(entry, form, (question,), children, (section.text,), f"{entry.id}-{at}"))
        elif section.name not in {MEANING, WHY_CHILD}:
            told.append(section.text)
    if told or not made:
        open_ones = tuple(name for name in entry.questions if name not in answered) or entry.questions
        made.insert(0, Unit(entry, "account", open_ones, concerned, tuple(told), f"{entry.id}-account"))
    return tuple(made)


def _concerned(entry: Record, scope: Scope) -> tuple[str, ...]:
    """Return the children of the assessment whom an entry names; all of them where it names no child at all."""
    mine = tuple(child.key for child in scope.children)
    named = set(entry.children)
    return tuple(key for key in mine if key in named) if named else mine


def _with_asides(placed: list[tuple[Unit, Part, tuple[Part, ...]]]) -> list[tuple[Unit, Part, tuple[Part, ...]]]:
    """Give what an entry means to the unit that most of it stands beside: the fullest, then the first."""
    main: dict[str, Unit] = {}
    for unit, _, _ in placed:
        best = main.get(unit.record.id)
        if best is None or _weight(unit) > _weight(best):
            main[unit.record.id] = unit
    return [
        (unit._replace(asides=_asides(unit.record), leads=True) if main[unit.record.id] is unit else unit, home, claims)
        for unit, home, claims in placed
    ]


def _weight(unit: Unit) -> tuple[bool, int, int]:
    return (unit.form != "declined", len(unit.questions), sum(map(len, unit.texts)))


def _asides(entry: Record) -> tuple[str, ...]:
    return tuple(section.name for section in entry.sections if section.name in {MEANING, WHY_CHILD})


def _gather(placed: Iterable[tuple[Unit, Part, tuple[Part, ...]]], rest: Part) -> Placement:
    held: dict[tuple[str, str], Held] = {}
    home_of: dict[str, Part] = {}
    placed = list(placed)
    for unit, home, _ in placed:
        held.setdefault(home.key, Held()).full.append(unit)
        home_of[unit.anchor] = home
    for unit, home, claims in placed:
        for part in claims:
            here = held.setdefault(part.key, Held())
            shown = {item.record.id for item in (*here.full, *here.also)}
            if part.order != home.order and unit.record.id not in shown:
                here.also.append(unit)
    for here in held.values():
        _drop_idle_refusals(here)
    return Placement(held, home_of, held.pop(rest.key, Held()))


def _drop_idle_refusals(here: Held) -> None:
    """Leave out the mention that a question does not apply, where something else feeds the part."""
    if here.answered:
        here.also = [unit for unit in here.also if unit.form != "declined"]
