"""Setting and lifting a restriction: the conversations, and what is said once it is recorded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.disclosing.flagging import names_of
from fsworkbook.cli.disclosing.restrictcheck import record_lines
from fsworkbook.cli.disclosing.restrictlines import covers_in_words
from fsworkbook.cli.frame.naming import capital, joined, subject_of
from fsworkbook.cli.frame.output import tell, wrap
from fsworkbook.cli.frame.taking import Talk, take
from fsworkbook.errors import BadInput
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.disclosure.copies import copies
from fsworkbook.workbook.disclosure.covering import coverage, found_in, unguarded
from fsworkbook.workbook.disclosure.covers import Cover, spelled
from fsworkbook.workbook.disclosure.guarding import Guard
from fsworkbook.workbook.disclosure.proposals import proposals
from fsworkbook.workbook.disclosure.recipient import outside
from fsworkbook.workbook.disclosure.restrictions import KIND, restrictions
from fsworkbook.workbook.disclosure.strings import faults
from fsworkbook.workbook.forms.form import allow
from fsworkbook.workbook.forms.restriction import LIFTING, SETTING, free

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fsworkbook.cli.frame.calling import Call
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Table
    from fsworkbook.cli.talk.asking import Asker
    from fsworkbook.cli.talk.conversation import Step
    from fsworkbook.workbook.disclosure.restrictions import Restriction
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

_FAMILY: Final = "family"
_MUCH: Final = 2
"""A string that stands in one record of so many is guarded too broadly: it would stop almost every copy."""
_ADDED: Final = {
    "until": "a last day, instead of until it is lifted",
    "source_person": "who said it, where that is what must not be known",
}
_PRIVATE: Final = ("proposed", "words", "earlier", "whole", "added")


def set_one(call: Call) -> None:
    """Set a restriction: from a file, or by a conversation.

    Raises:
        BadInput: the answers cannot be used.
        Refused: the role may not (B.69).
    """
    take(call, KIND, {}, _setting, after=_said)


def lift_one(call: Call, key: str | None, whose: list[str] | None, on: str | None, reason: str | None) -> None:
    """Lift a restriction for somebody.

    Raises:
        BadInput: it is none, or keeps nothing from them.
        Refused: the role may not: the manager alone may (B.70).
    """
    take(call, KIND, {"lifts": key, "for": whose, "on": call.day(on), "reason": reason}, _lifting, after=_lifted)


# Setting


def _setting(sitting: Sitting) -> Talk:
    allow(SETTING, sitting.bearings())
    questions = _Questions(sitting, sitting.ledger())
    return Talk(
        f"{sitting.family.surname} · a restriction",
        "restrict-set",
        "fsworkbook restrict set",
        questions.steps,
        opening=("Copies for the family leave it out in silence. The team goes on seeing it.",),
        finish=_finish,
    )


class _Questions:
    """The questions of a restriction, with what the records say to them."""

    def __init__(self, sitting: Sitting, ledger: Ledger) -> None:
        self.sitting = sitting
        self.open = [record for record in ledger.standing if goes_out(sitting, record)]
        self.proposed = proposals(sitting.family, ledger, sitting.desk.today())
        self.key = free(record.word("key") for record in ledger.everything.values() if record.kind == KIND)
        self._held: dict[str, list[Record]] = {}

    def steps(self, table: Table) -> Sequence[Step]:
        """Return the questions, given the table as it is."""
        from fsworkbook.cli.talk.asksteps import day, long, text  # noqa: PLC0415 - only to ask

        asked = [
            text("what", "What must be kept back?", needed=True, more=_WHAT, title="What"),
            *self._who_and_words(table),
            *self._covered(table),
            day("from", "From when?", ahead=True, title="From"),
            long("reason", "Why?", needed=True, title="Why"),
            *self._added(table),
        ]
        return [*asked, text("key", "Its key", needed=True, default=self.key, more=_KEY, title="Key")]

    def _who_and_words(self, table: Table) -> list[Step]:
        from fsworkbook.cli.talk.asksteps import somebody  # noqa: PLC0415 - only to ask
        from fsworkbook.cli.talk.conversation import Step  # noqa: PLC0415 - likewise

        family, today = self.sitting.family, self.sitting.desk.today()
        people = [person for person in family.people.values() if not person.is_unborn]
        away = [order.against for order in family.orders if order.until is None or order.until >= today]
        asked = [
            somebody(
                "never_to",
                "From whom?",
                [*people, *outside(family, self.sitting.practice)],
                family,
                ticked=dict.fromkeys(away),
            )
        ]
        titles = {item.string: f"{item.string}{f'  ({item.source})' if item.source else ''}" for item in self.proposed}
        if titles:
            asked.append(
                Step("proposed", lambda asker, _: asker.several(_FROM_RECORDS, titles, more=_WORDS), "Words", joined)
            )
        others = [person for person in people if person.key not in (table.get("never_to") or ())]
        may = somebody("may_have", "Who may have it?", others, family)

        def after_counting(asker: Asker, now: Table) -> Any:  # noqa: ANN401 - as the question answers
            for line in self._counted(guard_of(now)):
                asker.show(*wrap(line, asker.desk.width, "  ", first="  "))
            return may.ask(asker, now)

        return [*asked, Step("words", self._words, "Further words"), replace(may, ask=after_counting)]

    def _covered(self, table: Table) -> list[Step]:
        from fsworkbook.cli.talk.conversation import Step  # noqa: PLC0415 - only to ask

        asked = []
        earlier = self._earlier(guard_of(table))
        if earlier:
            named = {record.id: self._named(record) for record in earlier}
            asked.append(
                Step(
                    "earlier",
                    lambda asker, _: asker.several("Cover these, which hold them?", named, ticked=named),
                    "Covers",
                    lambda keys: f"{len(keys)} earlier {'record' if len(keys) == 1 else 'records'}",
                )
            )
        rows = self._rows()
        likely = dict.fromkeys(i.cover for i in self.proposed if i.cover and i.string in (table.get("proposed") or ()))
        whole = Step(
            "whole",
            lambda asker, _: asker.several("Cover any of these?", rows, ticked=likely),
            "Covers as a whole",
            lambda keys: joined(rows.get(key, key) for key in keys),
        )
        return [*asked, whole]

    def _added(self, table: Table) -> list[Step]:
        from fsworkbook.cli.talk.asksteps import added, day, one  # noqa: PLC0415 - only to ask

        chosen = table.get("added") or ()
        asked = [added("added", "Anything to add?", _ADDED)]
        if "until" in chosen:
            asked.append(day("until", "Until when?", ahead=True, title="Until"))
        if "source_person" in chosen:
            people = {person.key: person.name for person in self.sitting.family.people.values()}
            asked.append(one("source_person", "Who said it?", people, title="Who said it"))
        return asked

    def _words(self, asker: Asker, table: Table) -> list[str] | None:
        """Ask for further words; one that could never serve is refused at once."""
        chosen = list(table.get("proposed") or ())
        if isinstance(asker.current, list):
            asker.current = ", ".join(asker.current)

        def wrong(typed: str) -> str:
            found = faults(_split(typed), table.get("never_to") or (), self.sitting.family)
            return next((f"This {fault}" for fault in found), "")

        label = "Which further words?" if chosen else "Which words tell it?"
        words = _split(asker.text(label, more=f"{_WORDS} With commas between them.", wrong=wrong) or "")
        return words or None

    def _counted(self, words: Sequence[str]) -> list[str]:
        """Return in how many records each word stands, so that none is too broad."""
        if not words:
            return ["No words are guarded: only what it covers is kept back."]
        counts = {word: len(self._earlier([word])) for word in words}
        lines = [f"In earlier records: {', '.join(f'{word} {count or _NOWHERE}' for word, count in counts.items())}."]
        return lines + [
            f"“{word}” stands in {count} of {len(self.open)} records, and few copies could be made. b goes back, to "
            "write more of it."
            for word, count in counts.items()
            if count * _MUCH > len(self.open) > _MUCH
        ]

    def _earlier(self, words: Sequence[str]) -> list[Record]:
        """Return the earlier records that hold any of some words, of the kinds that the family may have."""
        for word in words:
            if word not in self._held:
                guard = Guard({"": [word]})
                self._held[word] = [item for item in self.open if found_in(item, guard, self.sitting.family)]
        found = {record.id for word in words for record in self._held[word]}
        return [record for record in self.open if record.id in found]

    def _named(self, record: Record) -> str:
        return f"{brief(record.on):<12} {capital(subject_of(record, self.sitting.family, self.sitting.practice))}"

    def _rows(self) -> dict[str, str]:
        family = self.sitting.family
        homes = {spelled(Cover("household", row.key), family): row.name or row.key for row in family.households}
        people = {spelled(Cover("person", key), family): person.name for key, person in family.people.items()}
        return {key: f"{name}, where it is" for key, name in homes.items()} | {
            key: f"{name}, that they are there at all" for key, name in people.items()
        }


_WHAT: Final = "In a few words, for the team alone: her safe address; that she is pregnant."
_FROM_RECORDS: Final = "Do any of these tell it?"
_WORDS: Final = "Exactly as they are written: a street, a postcode, a name. Spelling and spaces do not matter later."
_KEY: Final = "Records name it by this, and messages show it: one short word that tells nothing."
_NOWHERE: Final = "nowhere"


def _split(typed: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in typed.split(",") if part.strip()))


def guard_of(table: Mapping[str, Any]) -> list[str]:
    """Return the strings that a conversation's table guards so far."""
    return list(dict.fromkeys([*(table.get("proposed") or ()), *(table.get("words") or ())]))


def goes_out(sitting: Sitting, record: Record) -> bool:
    """Return whether a record is of a kind that the family may have by default; the team's own go to nobody."""
    kind = sitting.practice.records.get(record.kind)
    return kind is not None and kind.audience == _FAMILY


def _finish(table: Table) -> Table:
    made = {key: value for key, value in table.items() if key not in _PRIVATE}
    guard = guard_of(table)
    covers = [*(table.get("earlier") or ()), *(table.get("whole") or ())]
    return made | ({"guard": guard} if guard else {}) | ({"covers": covers} if covers else {})


def _said(sitting: Sitting, records: tuple[Record, ...]) -> None:
    """Say from whom it is kept now, what it covers, where its words stand without it, and who has a copy already."""
    if records[0].word("lifts"):
        _lifted(sitting, records)
        return
    ledger, today = sitting.ledger(), sitting.desk.today()
    item = next(found for found in coverage(sitting.family, ledger) if found.restriction.key == records[0].word("key"))
    found = item.restriction
    from_day = f" from {brief(found.since)}" if found.since > today else ""
    covers = covers_in_words(item)
    words = f"{found.key} keeps it from {names_of(sitting, found.kept_from(max(today, found.since)))}{from_day}"
    width = sitting.desk.width
    said = wrap(f"{words}{f', and covers {covers}' if covers else ''}.", width)
    loose = [record for record in unguarded(item, ledger) if goes_out(sitting, record)]
    if loose:
        said += wrap("Its words stand without it in earlier records:", width)
        tell(sitting.desk, *said, *record_lines(sitting, loose))
        said = wrap(f"Cover them: fsworkbook restrict cover {found.key}", width)
    tell(sitting.desk, *said)
    _copies_out(sitting, ledger, found)


def _copies_out(sitting: Sitting, ledger: Ledger, found: Restriction) -> None:
    """Name the copies that are out already with whom it keeps something from (F.54)."""
    made = copies(ledger)
    if not made:
        return
    from fsworkbook.cli.disclosing.outthere import Again  # noqa: PLC0415 - it makes papers

    held = Again(sitting, ledger).concerned(found, made, sitting.desk.today())
    if held:
        from fsworkbook.cli.disclosing.copylines import held_lines  # noqa: PLC0415 - only where one is out

        tell(sitting.desk, *wrap(_OUT, sitting.desk.width), *held_lines(sitting, held))


_OUT: Final = "Copies that are out already; look whether they hold it, and tell the team manager:"


# Lifting


def _lifting(sitting: Sitting) -> Talk:
    allow(LIFTING, sitting.bearings())
    today = sitting.desk.today()
    found = {item.key: item for item in restrictions(sitting.ledger()) if item.kept_from(today)}
    if not found:
        raise BadInput("nothing is restricted, so there is nothing to lift.")
    return Talk(
        f"{sitting.family.surname} · a restriction is lifted",
        "restrict-lift",
        "fsworkbook restrict lift",
        lambda table: _lifting_steps(sitting, found, table),
        opening=("It is lifted for good, for those whom you choose.",),
    )


def _lifting_steps(sitting: Sitting, found: Mapping[str, Restriction], table: Table) -> Sequence[Step]:
    from fsworkbook.cli.talk.asksteps import day, long, one  # noqa: PLC0415 - only to ask
    from fsworkbook.cli.talk.conversation import Step  # noqa: PLC0415 - likewise

    asked = [one("lifts", "Which one?", {key: f"{key}  {item.what}" for key, item in found.items()}, title="Lifted")]
    chosen = found.get(table.get("lifts", ""))
    if chosen is not None:
        named = {key: sitting.family.called(key) for key in chosen.kept_from(sitting.desk.today())}
        asked.append(
            Step(
                "for",
                lambda asker, _: asker.several("For whom?", named, needed=True),
                "For",
                reads=lambda keys: joined(named.get(key, key) for key in keys),
            )
        )
    return [*asked, day("on", "From which day?", title="From"), long("reason", "Why?", needed=True, title="Why")]


def _lifted(sitting: Sitting, records: tuple[Record, ...]) -> None:
    record = records[0]
    found = next(item for item in restrictions(sitting.ledger()) if item.key == record.word("lifts"))
    still = found.kept_from(max(sitting.desk.today(), record.on))
    said = f"{found.key} is lifted for {names_of(sitting, record.names('for'))} from {brief(record.on)}."
    rest = f" It still keeps it from {names_of(sitting, still)}." if still else " It keeps it from nobody now."
    tell(sitting.desk, *wrap(said + rest, sitting.desk.width))
