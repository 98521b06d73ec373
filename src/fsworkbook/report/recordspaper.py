"""Everything that a person may have of a workbook, as one paper, in the order in which it happened (F.67, F.68).

`assemble` is pure, and knows no more than the family and the records that it is handed: what a reader may not have was
left out before. Each record stands with its day, who wrote it and in which role, in the words in which it was written;
what somebody said to it stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, TypeGuard

from fsworkbook.report import prose
from fsworkbook.report.document import (
    Bullets,
    Document,
    Facts,
    Heading,
    Note,
    Paragraph,
    Table,
    date_in_words,
    emphasis,
    inlines,
    para,
    strong,
    text,
)
from fsworkbook.workbook.clock import spoken
from fsworkbook.workbook.dating import spoken_day
from fsworkbook.workbook.family import joined
from fsworkbook.workbook.recommendations import asked
from fsworkbook.workbook.subjects import module_of
from fsworkbook.workbook.wording import facts, heading, label, told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fsworkbook.practice.model import Practice
    from fsworkbook.report.document import Block, Cell, Inline
    from fsworkbook.workbook.family import Family, Person
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

_REPLY: Final = "reply"
_TO: Final = "to"
_MODULE: Final = "module"
_ACCOUNT: Final = "account"
_PART: Final = "section"
"""The key that says which part of the report an analysis is of; it stands in the heading."""
_TEAMS: Final = frozenset({"withhold_from", "withhold_parts", "restricted"})
"""Keys that say who may have a record: for the team alone."""
_DEEPEST: Final = 4
_LABELS: Final = {"by": "By"}
"""What a key is called in a row, where it says something else than at the head of a record."""


def assemble(family: Family, practice: Practice, ledger: Ledger, day: date, recipient_name: str) -> Document:
    """Return the paper.

    Args:
        family: who is who, as far as its reader may know.
        practice: the words for kinds of record, questions, roles and states.
        ledger: the reader's records.
        day: the day of the paper.
        recipient_name: whose it is, as it stands under the title.
    """
    return Document(
        title=f"{family.surname}: records",
        subtitle=f"For {recipient_name}, as they stood on {date_in_words(day)}",
        reference=family.reference,
        blocks=tuple(_Press(family, practice, ledger).blocks(day)),
        made=day,
        contents=False,
    )


class _Press:
    """Sets the paper."""

    def __init__(self, family: Family, practice: Practice, ledger: Ledger) -> None:
        self.family = family
        self.practice = practice
        self.ledger = ledger
        known = {record.id for record in ledger.standing}
        replies = [record for record in ledger.of(_REPLY) if record.word(_TO) in known]
        self.replies: dict[str, list[Record]] = {}
        for reply in replies:
            self.replies.setdefault(reply.word(_TO), []).append(reply)
        beside = {reply.id for reply in replies}
        self.records = [record for record in ledger.standing if record.id not in beside]

    def blocks(self, day: date) -> Iterator[Block]:
        """Yield the whole paper."""
        yield para(
            "This is what the workbook holds that you may have. It is in the order in which it happened, and in the "
            "words in which it was written. If something in it is wrong, or you see it in another way, say so: your "
            "words are then put beside it."
        )
        yield from self.people()
        yield Heading(1, text("What was written down"))
        if not self.records:
            yield para(f"Nothing, as at {date_in_words(day)}.")
        month = ""
        for record in self.records:
            if f"{record.on:%B %Y}" != month:
                month = f"{record.on:%B %Y}"
                yield Heading(2, text(month))
            yield from self.record(record)

    def people(self) -> Iterator[Block]:
        """Yield who is who, and what is held of each."""
        if not self.family.people:
            return
        yield Heading(1, text("Who is who"))
        rows: list[tuple[Cell, ...]] = [
            (text(person.name), text(self.part(person)), text(_born(person))) for person in self.family.people.values()
        ]
        yield Table(("Name", "In the family", "Born"), tuple(rows), (3, 2, 2))
        held = {
            person.name: {key: value for key, value in person.more.items() if isinstance(value, str)}
            for person in self.family.people.values()
        }
        keys = list(dict.fromkeys(key for more in held.values() for key in more))
        if keys:
            told = tuple(
                (text(name), *(text(more.get(key, "")) for key in keys)) for name, more in held.items() if more
            )
            yield Table(("Name", *map(label, keys)), told)

    def part(self, person: Person) -> str:
        """Return what somebody is in the family, in words."""
        return self.practice.parts[person.part].name if person.part in self.practice.parts else person.part

    # One record

    def record(self, record: Record) -> Iterator[Block]:
        """Yield a record: its day and kind, who wrote it, what it says, and what was said to it."""
        yield Heading(3, text(f"{spoken_day(record)}: {self.called(record)}"))
        yield Paragraph(inlines(emphasis(self.written(record))))
        rows = tuple(
            (label(key), text(words))
            for key, value in facts(record)
            if key not in _TEAMS
            and key != _PART
            and not _is_table(value)
            and (words := self.followed(record, key) if self.is_link(value) else self.told(key, value))
        )
        if rows:
            yield Facts(rows)
        if record.preamble.strip():
            yield from prose.blocks(record.preamble.strip("\n"), _DEEPEST)
        yield from self.sections(record)
        for _, value in facts(record):
            if _is_table(value):
                yield Bullets(tuple((Paragraph(inlines(*self.row(row))),) for row in value))
        rests = [text(words) for words in self.rests_on(record)]
        if rests:
            yield Paragraph(inlines(emphasis("It rests on:")))
            yield Bullets(tuple((Paragraph(words),) for words in rests))
        for reply in self.replies.get(record.id, ()):
            yield Note(tuple(self.reply(reply)))

    def called(self, record: Record) -> str:
        """Return what a record is, in plain words, and about whom."""
        kinds = self.practice.records
        name = kinds[record.kind].name if record.kind in kinds else record.kind
        number = module_of(record)
        if number.isdigit() and int(number) in self.practice.module_numbers:
            name = f"Module {number}, {self.practice.module(int(number)).title}"
        if record.word(_PART):
            name = f"{name}, {self.told(_PART, record.word(_PART))}"
        return name

    def written(self, record: Record) -> str:
        """Return who wrote a record, in which role, and about whom."""
        key = self.ledger.first_version(record).by
        member = self.family.team.get(key)
        role = self.practice.roles[member.role].name.lower() if member and member.role in self.practice.roles else ""
        by = f"{member.name}{f', {role}' if role else ''}" if member else self.practice.audiences.worker
        people = [who for who in (record.word("person"), record.word("child")) if who] or [
            *record.about,
            *(child for child in record.children if child not in record.about),
        ]
        names = [self.family.people[who].name for who in people if who in self.family.people]
        return f"Written by {by}. About {joined(names)}." if names else f"Written by {by}."

    def row(self, row: Mapping[str, object]) -> Iterator[Inline | str]:
        """Yield a recommendation, a possible outcome, or another row of a record, in words."""
        known = asked(self.practice).get(str(row.get("what")))
        child = str(row.get("child", ""))
        lead = known.name.format(child=self.family.first_name(child)) if known else str(row.get("option", ""))
        yield strong(f"{lead} " if lead.endswith("?") else f"{lead}: ") if lead else ""
        yield "" if "needed" not in row else "Yes. " if row["needed"] else "No. "
        rest = [str(row["text"])] if "text" in row else []
        effects = row.get("effects")
        if isinstance(effects, Mapping):
            rest += [f"For {self.family.first_name(str(who))}: {words}" for who, words in effects.items()]
        used = {"text", "effects", "needed", *(("what", "child") if known else ()), *(("option",) if lead else ())}
        more = {name: value for name, value in row.items() if name not in used}
        rest += [
            f"{_LABELS.get(name, label(name))}: {words}."
            for name, value in more.items()
            if (words := self.told(name, value))
        ]
        yield " ".join(rest)

    def rests_on(self, record: Record) -> Iterator[str]:
        """Yield what the numbers in a text stand for: each of the records that it rests on, by its day and kind."""
        for number, key in enumerate(record.names("cites"), 1):
            cited = self.ledger.everything.get(key)
            if cited is not None:
                yield f"[{number}] {spoken_day(cited)}: {self.called(cited)}"

    def told(self, key: str, value: object) -> str:
        """Return a value of the front matter in words; "" for one that says nothing, or no."""
        if key == _PART:
            headings = {part.id: part.heading for section in self.practice.sections for part in section.items}
            headings |= {section.id: section.heading for section in self.practice.sections}
            return headings.get(str(value), str(value))
        return told(key, value, self.family, self.practice) if value not in ("", [], {}, None, False) else ""

    def followed(self, record: Record, key: str) -> str:
        """Return the goal, or what is measured, that a later record goes on with; "" where it names another record."""
        first = self.ledger.everything.get(record.word(key))
        if first is None or key != record.kind:
            return ""
        return first.section("task") or first.word("name")

    def is_link(self, value: object) -> bool:
        """Return whether a value only names other records: no reader knows them by their ids."""
        listed = value if isinstance(value, list | tuple) else [value]
        return bool(listed) and all(isinstance(item, str) and item in self.ledger.everything for item in listed)

    def sections(self, record: Record) -> Iterator[Block]:
        """Yield what a record says, under the question as it was asked."""
        title = ""
        for section in record.sections:
            words, child = heading(record, section, self.family, self.practice)
            words = self.asked(record) if record.kind == _MODULE and section.name == _ACCOUNT else _plain(words)
            if words and words != title:
                yield Paragraph(inlines(strong(words)))
            title = words
            if child:
                yield Paragraph(inlines(emphasis(self.family.first_name(child))))
            if section.name in record.names("not_applicable"):
                yield para("Does not apply:")
            yield from prose.blocks(section.text, _DEEPEST)

    def asked(self, record: Record) -> str:
        """Return the questions that an account answers, as they were asked."""
        known = self.practice.questions
        own = {section.name.partition(".")[0] for section in record.sections}
        return " ".join(known[key].text for key in record.questions if key in known and key not in own)

    def reply(self, reply: Record) -> Iterator[Block]:
        """Yield what somebody said to a record."""
        who = reply.word("person") or next(iter(reply.about), "")
        name = self.family.called(who) if who else "Somebody"
        yield Paragraph(inlines(strong(f"{name} says, {spoken(reply.on)}:")))
        for section in reply.sections:
            yield from prose.blocks(section.text, _DEEPEST)


def _is_table(value: object) -> TypeGuard[list[Mapping[str, object]]]:
    """Tell whether a value is a list of rows, which no line of facts could hold."""
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(row, Mapping) for row in value)


def _plain(words: str) -> str:
    """Return a heading without the short number of its question, which no reader outside the team knows."""
    return words.partition("  ")[2] or words


def _born(person: Person) -> str:
    if person.born:
        return spoken(person.born)
    return f"due {spoken(person.due)}" if person.due else ""
