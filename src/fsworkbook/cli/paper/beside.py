"""What stands beside the prompt while a part is written: the entries that feed it, numbered, newest first.

What goes well and what worries stand apart. Typing `[3]` cites the third. As long as a draft of the part is kept its
numbers mean the same; what is recorded meanwhile gets the next ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.cli.frame.output import Line, Piece, wrap
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.disclosure.binding import Binding
from fsworkbook.workbook.disclosure.recipient import of_person
from fsworkbook.workbook.forms.module import MEANING, WHY_CHILD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fsworkbook.report.assessment import Assembly
    from fsworkbook.report.evidence import Unit
    from fsworkbook.report.parts import Part
    from fsworkbook.workbook.record import Record

_GROUPS: Final = (
    ("What goes well", True, False),
    ("What worries", False, True),
    ("What goes well and what worries, in one", True, True),
    ("Neither was marked", False, False),
)
_WHOLE: Final = 8
"""So many entries are shown in full; of those before them the first words, and `?` shows the rest."""
_LABEL: Final = 70


class Beside(NamedTuple):
    """The entries that can be cited while a part is written.

    Attributes:
        made: the assembled paper.
        feeding: what bears on the part, newest first.
        numbered: ids of everything that can be cited, in the order of its numbers.
        kept: by the id of a record, the names of the parents assessed who may not have it, and so not read of it here.
    """

    made: Assembly
    feeding: tuple[Record, ...]
    numbered: tuple[str, ...]
    kept: Mapping[str, str]

    def number(self, record_id: str) -> int:
        """Return the number under which a record is cited here; 0 where it is not one of them."""
        return self.numbered.index(record_id) + 1 if record_id in self.numbered else 0

    def choice(self, record: Record) -> str:
        """Return a record as it stands in a list: its number, its day, who wrote it, its first words."""
        return _short(f"{self._label(record)}: {' '.join(_text(record).split())}")

    def called(self, record_id: str) -> str:
        """Return a record in a line, by its id; the id itself where it cannot be cited here."""
        found = {record.id: record for record in self._everything()}
        return self.choice(found[record_id]) if record_id in found else record_id

    def lines(self, part: Part, width: int) -> list[Line]:
        """Return what is recorded on a part, to be read beside the writing."""
        if not self.feeding:
            return [
                *wrap(f"Nothing is recorded on this yet; what you write is the first.{self._elsewhere()}", width),
                "",
            ]
        units = _units(self.made, part)
        lead = f"What is recorded on this, newest first. Typing [2] cites the second.{self._elsewhere()}"
        lines: list[Line] = [*wrap(lead, width)]
        full = {record.id for record in self.feeding[:_WHOLE]}
        for title, good, bad in _GROUPS:
            here = [record for record in self.feeding if _marked(record) == (good, bad)]
            lines += ["", Piece(title, "strong")] if here else []
            for record in here:
                lines += self._entry(record, units, width) if record.id in full else [f"  {self.choice(record)}"]
        return [*lines, ""]

    def rest(self, part: Part, width: int) -> str:
        """Return what `?` shows: entries that were shown by their first words in full, then whatever else there is."""
        units = _units(self.made, part)
        lines = [str(line) for record in self.feeding[_WHOLE:] for line in (*self._entry(record, units, width), "")]
        known = {record.id for record in self.feeding}
        others = [record for record in self._everything() if record.id not in known]
        if others:
            lines += ["Everything else of this assessment, to be cited as well:", *map(self.choice, others)]
        return "\n".join(line.strip() for line in lines) or "There is nothing else to cite."

    def _elsewhere(self) -> str:
        more = len(self.numbered) - len(self.feeding)
        return f" ? shows {'the one other entry' if more == 1 else f'the {more} other entries'}." if more > 0 else ""

    def _everything(self) -> list[Record]:
        return [source.record for source in reversed(_sources(self.made))]

    def _label(self, record: Record) -> str:
        kept = f" · kept from {self.kept[record.id]}" if record.id in self.kept else ""
        return f"[{self.number(record.id)}] {brief(record.on)}, {_author(self.made, record)}{kept}"

    def _entry(self, record: Record, units: dict[str, list[Unit]], width: int) -> list[Line]:
        texts = [words for unit in units.get(record.id, ()) for words in unit.texts] or [_text(record)]
        lines: list[Line] = [Piece(f"  {self._label(record)}", "quiet")]
        for words in texts:
            lines += wrap(words.strip(), width, "  ")
        for name, label in ((MEANING, "What it means: "), (WHY_CHILD, "Why it matters: ")):
            if aside := (record.section(name) or "").strip():
                lines += wrap(aside, width, "  ", first=f"  {label}")
        for reply in self.made.scope.replies.get(record.id, ()):
            name = self.made.scope.family.first_name(reply.word("person"))
            lines += wrap((reply.section("account") or "").strip(), width, "  ", first=f"  {name} replies: ")
        return lines


def beside(made: Assembly, part: Part, before: Sequence[str] = ()) -> Beside:
    """Return what can be cited while a part is written.

    Args:
        made: the assembled paper.
        part: the part.
        before: the numbers that a kept draft of it goes by; what is not among them follows.
    """
    units = _units(made, part)
    sources = {source.record.id: source.record for source in _sources(made)}
    feeding = sorted((sources[key] for key in units if key in sources), key=_age, reverse=True)
    grouped = [record.id for _, good, bad in _GROUPS for record in feeding if _marked(record) == (good, bad)]
    others = [key for key in reversed(sources) if key not in units]
    return Beside(
        made, tuple(feeding), tuple(dict.fromkeys([*before, *grouped, *others])), _kept(made, sources.values())
    )


def _kept(made: Assembly, records: Iterable[Record]) -> dict[str, str]:
    """Return the names of the parents assessed from whom a record is kept, by its id (F.47)."""
    scope = made.scope
    bound = [
        (person, Binding(of_person(person.key, scope.family, scope.practice), scope.family, scope.ledger, [scope.day]))
        for person in scope.parents
    ]
    found: dict[str, str] = {}
    for record in records:
        names = [person.first_name for person, binding in bound if binding.covers_record(record)]
        if names:
            found[record.id] = " and ".join(names)
    return found


def _units(made: Assembly, part: Part) -> dict[str, list[Unit]]:
    """Return the units that bear on a part, by their record; for a section, those of its items too."""
    own = [part] if part.item is not None or part.section is None else made.plan.of(part.section, part.child)
    found: dict[str, list[Unit]] = {}
    for held in map(made.placement.of, own):
        for unit in (*held.full, *held.also):
            if unit.form != "declined" and unit not in found.setdefault(unit.record.id, []):
                found[unit.record.id].append(unit)
    return found


def _sources(made: Assembly) -> list:  # type: ignore[type-arg] # Source, kept out of run time
    return sorted({source.number: source for source in made.sources.values()}.values(), key=lambda item: item.number)


def _marked(record: Record) -> tuple[bool, bool]:
    return (record.head.get("strength") is True, record.head.get("worry") is True)


def _age(record: Record) -> tuple[object, ...]:
    return (record.on, record.recorded, record.id)


def _author(made: Assembly, record: Record) -> str:
    return made.scope.family.first_name(made.scope.ledger.first_version(record).by)


def _text(record: Record) -> str:
    own: Iterable[str] = (section.text for section in record.sections if section.name not in {MEANING, WHY_CHILD})
    return " ".join(own)


def _short(words: str) -> str:
    return words if len(words) <= _LABEL else f"{words[: _LABEL - 1].rstrip()}…"
