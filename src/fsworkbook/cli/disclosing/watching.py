"""While something is being written: who will get it by default, and whether it holds words that are kept from somebody.

The audience is a quiet line above the questions, shown again where an answer changes it. After an answer that holds
guarded words the restriction is offered at once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.disclosing.flagging import in_force, names_of
from fsworkbook.cli.frame.output import Piece, wrap
from fsworkbook.cli.talk.conversation import Step
from fsworkbook.workbook.disclosure import acquaintance
from fsworkbook.workbook.disclosure.audience import REPLY, Audience
from fsworkbook.workbook.disclosure.binding import Binding
from fsworkbook.workbook.disclosure.covering import SPEAKS_OF_IT
from fsworkbook.workbook.disclosure.edition import subjects_alone
from fsworkbook.workbook.disclosure.guarding import Guard
from fsworkbook.workbook.disclosure.recipient import of_person
from fsworkbook.workbook.disclosure.restrictions import KIND
from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.record import Record, strings_in
from fsworkbook.workbook.versions import standing_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Table, Talk
    from fsworkbook.cli.talk.asking import Asker
    from fsworkbook.workbook.disclosure.recipient import Recipient
    from fsworkbook.workbook.ledger import Ledger

_OFFERED: Final = "guarded"
"""Where a conversation's table says which restrictions were offered, and what was answered."""

_NAMED: Final = 4
_TEAM: Final = "for: the team"
_FAMILY: Final = "family"
_HEAD: Final = ("to", "about", "children", "children_seen", "person", "child", "withhold_from", "assessment")


def watched(sitting: Sitting, kind: str, talk: Talk) -> Talk:
    """Return a conversation that shows who will get what it records, and offers the restrictions that it touches.

    What is the team's own by its kind goes to nobody else; guarded words in it are offered their restriction all the
    same, since what it says is often said again in an entry, and a reader of the team may be bound as well.
    """
    if kind in SPEAKS_OF_IT:
        return talk._replace(opening=(Piece(_TEAM, "quiet"), *talk.opening))
    known = sitting.practice.records.get(kind)
    watch = Watch(sitting, kind, teams=known is None or known.audience != _FAMILY)
    return talk._replace(
        steps=lambda table: watch.steps(talk.steps(_without(table)), table),
        finish=lambda table: talk.finish(_without(table)) | _tags(table),
    )


class Watch:
    """What is known while one record is being written."""

    def __init__(self, sitting: Sitting, kind: str, *, teams: bool = False) -> None:
        """Take the family and what is recorded; `teams` says that its kind is for the team alone."""
        self._sitting = sitting
        self._kind = kind
        self._ledger = sitting.ledger() if kind == REPLY else ledger(sitting.folder.kept(KIND, "strike"))
        self._live = in_force(sitting)
        self._guard = Guard({item.key: item.guard for item in self._live.values()})
        self._keys = {*sitting.family.people, *sitting.family.team, *sitting.family.assessments}
        self._hits: dict[str, tuple[str, ...]] = {}
        self._readers = [] if teams else list(_readers(sitting, self._ledger))
        self._shown = ""

    def steps(self, asked: Sequence[Step], table: Table) -> list[Step]:
        """Return the questions, each with the audience above it where that has changed, and offers between them."""
        found: list[Step] = []
        offered: set[str] = set()
        for step in asked:
            found.append(self._announcing(step))
            for key in self._held(step, table):
                if key not in offered:
                    offered.add(key)
                    found.append(self._offer(key))
        return found

    def _announcing(self, step: Step) -> Step:
        def ask(asker: Asker, table: Table) -> Any:  # noqa: ANN401 - as the question answers
            line = self.line(table)
            if line != self._shown:
                self._shown = line
                asker.show(*(Piece(part, "quiet") for part in wrap(line, asker.desk.width)))
            return step.ask(asker, table)

        return replace(step, ask=ask)

    def line(self, table: Table) -> str:
        """Return who will get it by default, and from whom it is kept: `for: Kerry, the team · not: Daniel, Gwen`."""
        record = self._record(table)
        goes = self._goes_with(record)
        mine = [(who, binding, hidden) for who, audience, binding, hidden in self._readers if audience.has(goes)]
        free = [
            who.key
            for who, binding, hidden in mine
            if not any(binding.covers_record(item) or subjects_alone(item) & hidden for item in (goes, record))
        ]
        kept = [*(who.key for who, _, _ in mine), *record.names("withhold_from")]
        for key in record.names("restricted"):
            kept += self._live[key].kept_from(self._sitting.desk.today()) if key in self._live else ()
        first = self._sitting.family.first_name
        names = [first(key) for key in dict.fromkeys(kept) if key not in free]
        more = [f"{len(names) - _NAMED} more"] if len(names) > _NAMED + 1 else []
        shown = names[:_NAMED] + more if more else names
        return f"for: {', '.join([*map(first, free), 'the team'])}" + (f" · not: {', '.join(shown)}" if shown else "")

    def _record(self, table: Table) -> Record:
        """Return the record as far as it is known whom it is about (forms/module.py says how an entry's is derived)."""
        head = {name: table[name] for name in _HEAD if table.get(name)}
        assessment = self._sitting.family.assessments.get(str(table.get("assessment", "")))
        if assessment is not None and "about" not in head:
            whose = table.get("child") or table.get("parent")
            head["about"] = [whose] if whose else list(assessment.parents)
            head["children"] = [table["child"]] if table.get("child") else list(assessment.children)
        head["restricted"] = _tags(table).get("restricted", [])
        now = self._sitting.desk.now()
        return Record("", self._kind, self._sitting.desk.today(), now, self._sitting.viewer, head)

    def _goes_with(self, record: Record) -> Record:
        """Return the record whose readers are those of this one: a reply goes where that goes to which it replies."""
        if self._kind != REPLY:
            return record
        return next(iter(standing_for(self._ledger, record.word("to"))), record)

    def _held(self, step: Step, table: Table) -> Iterator[str]:
        """Yield the restrictions whose words stand in the answer to a question."""
        values = [_at(table, step.path)] if step.path else [table.get(key) for key in step.keys]
        for text in strings_in(values):
            if text not in self._keys:
                if text not in self._hits:
                    self._hits[text] = tuple(dict.fromkeys(hit.restriction for hit in self._guard.hits(text)))
                yield from self._hits[text]

    def _offer(self, key: str) -> Step:
        found = self._live[key]
        who = names_of(self._sitting, found.kept_from(self._sitting.desk.today()))

        def ask(asker: Asker, _table: Table) -> bool:
            words = f"That holds words of {key} ({found.what}), which is kept from {who}."
            asker.show(*wrap(words, asker.desk.width, "  ", first="  "))
            return asker.yes(f"Keep this record from them ({key})?", default=True)

        return Step((_OFFERED, key), ask, f"Kept back ({key})")


def _readers(sitting: Sitting, known: Ledger) -> Iterator[tuple[Recipient, Audience, Binding, frozenset[str]]]:
    """Yield everybody of the family who could be given a copy, with what is theirs and what binds them."""
    family, practice = sitting.family, sitting.practice
    for person in family.people.values():
        if person.is_unborn:
            continue
        who = of_person(person.key, family, practice)
        binding = Binding(who, family, known, [sitting.desk.today()])
        own = acquaintance.own_children(who, family, practice)
        hidden = acquaintance.hidden_people(who, family, binding)
        yield who, Audience(who, family, practice, known, own), binding, hidden


def _without(table: Table) -> Table:
    return {name: value for name, value in table.items() if name != _OFFERED}


def _tags(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return the restrictions that were chosen, as the form takes them, beside those that it names already."""
    chosen = [key for key, yes in (table.get(_OFFERED) or {}).items() if yes]
    named = list(dict.fromkeys([*(table.get("restricted") or ()), *chosen]))
    return {"restricted": named} if named else {}


def _at(table: Mapping[str, Any], path: Sequence[str]) -> object:
    value: object = table
    for name in path:
        if not isinstance(value, dict) or name not in value:
            return None
        value = value[name]
    return value
