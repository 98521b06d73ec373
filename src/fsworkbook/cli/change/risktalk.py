"""The conversations about worries from the start: adding one, and looking at how each stands (I.20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fsworkbook.cli.change.asking import child_step, names_in, parent_step, words_step
from fsworkbook.cli.frame.finding import find_one
from fsworkbook.cli.frame.naming import called, capital, tail
from fsworkbook.cli.frame.output import Piece, say, wrap
from fsworkbook.cli.frame.taking import Talk, confirm, converse, save
from fsworkbook.errors import BadInput
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.risks import Worry, standing_words, unreviewed, worries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fsworkbook.cli.frame.calling import Call
    from fsworkbook.cli.frame.output import Line
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.talk.answers import Table
    from fsworkbook.cli.talk.asking import Asker
    from fsworkbook.cli.talk.conversation import Step
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

_BEFORE, _FEWEST = 8, 8
"""The columns that a list takes before a line; how many letters of words are worth showing."""
_SHOWN = 8
"""How many records can be chosen as evidence; any other is named by its id."""


def adding(sitting: Sitting) -> Talk:
    """Return the conversation that puts a worry into the register."""
    from fsworkbook.cli.talk.asksteps import day  # noqa: PLC0415 - only to ask

    def steps(_table: Table) -> Sequence[Step]:
        return [
            words_step(sitting, "risk.worry", needed=True),
            child_step(sitting, "For which child? Leave it open where it is about all.", needed=False),
            parent_step(sitting, "Whose behaviour or health is it about?", needed=False),
            day("since", "Since when is there this worry?", needed=False),
            words_step(sitting, "risk.note"),
        ]

    def finish(table: Table) -> Table:
        if "parent" in table or "child" in table:
            return table
        return {**table, "children": [child.key for child in sitting.family.children]}

    title = f"{sitting.family.surname} · a worry from the start"
    return Talk(title, "risk-add", "fsworkbook risk add", steps, finish=finish)


def look_at(call: Call, named: str | None, told: Mapping[str, Any], evidence: Sequence[str]) -> None:
    """Record a look at one worry, or ask for each that is to be looked at.

    Raises:
        BadInput: no such worry, or what was said of it cannot be used.
        Interrupted: the conversation was left; what was said is kept.
    """
    from fsworkbook.cli.frame.taking import answers  # noqa: PLC0415 - not for --help

    table = answers(call, told)
    sitting = call.sit(recording=True, table=table)
    ledger = sitting.ledger()
    if named:
        table["risk"] = _worry_of(sitting, ledger, named)
    if evidence:
        table["evidence"] = [find_one(typed, ledger, sitting.family) for typed in evidence]
    if call.source is not None or not sitting.desk.can_ask:
        if "risk" not in table:
            raise BadInput(
                "risk look: nothing was recorded.\n  risk is missing: name the worry, as “fsworkbook risk” shows it."
            )
        save(sitting, "risk", table)
        return
    for worry in _chosen(sitting, ledger, table):
        converse(sitting, "risk", _looking(sitting, ledger, worry), {**table, "risk": worry.record.id}, after=_said)


def _worry_of(sitting: Sitting, ledger: Ledger, named: str) -> str:
    found = find_one(named, ledger, sitting.family)
    for worry in worries(ledger, sitting.practice):
        if found in {worry.record.id, *(item.record.id for item in worry.looks)}:
            return worry.record.id
    raise BadInput(f"{found} is no worry from the start. See them with “fsworkbook risk”.")


def _chosen(sitting: Sitting, ledger: Ledger, table: Mapping[str, Any]) -> Sequence[Worry]:
    """Return the worries to look at: the one that was named, else those that were chosen."""
    from fsworkbook.cli.talk.asking import Asker  # noqa: PLC0415 - only to ask

    found = worries(ledger, sitting.practice)
    if "risk" in table:
        return [worry for worry in found if worry.record.id == table["risk"]]
    if not found:
        raise BadInput("there is no worry in the register yet. Put one in with “fsworkbook risk add”.")
    missed = {worry.record.id for worry in unreviewed(found)}
    asker = Asker.at(sitting.desk)
    choices = {worry.record.id: f"{_short(worry.words)} ({standing_words(worry, sitting.practice)})" for worry in found}
    ticked = missed or {worry.record.id for worry in found if not worry.settled}
    picked = asker.several("Which worries do you look at?", choices, ticked=ticked, needed=True)
    return [worry for worry in found if worry.record.id in picked]


def _looking(sitting: Sitting, ledger: Ledger, worry: Worry) -> Talk:
    from fsworkbook.cli.talk.asksteps import day, one, text  # noqa: PLC0415 - only to ask
    from fsworkbook.cli.talk.conversation import Step  # noqa: PLC0415 - likewise

    outcomes = names_in(sitting.practice.direct_work.outcomes)
    near = _near(sitting, ledger, worry)

    def evidence(asker: Asker, _table: Table) -> list[str] | None:
        picked = asker.several("What shows it?", near) if near else []
        return picked or None

    def steps(_table: Table) -> Sequence[Step]:
        return [
            one("now", "How does it stand now?", outcomes, default=worry.last.now if worry.last else None),
            text("detail", "More exactly?", more="In a few words or numbers: 19 → 7; from daily to about monthly."),
            Step(
                "evidence",
                evidence,
                "What shows it",
                reads=lambda keys: ", ".join(near.get(key, key) for key in keys),
            ),
            words_step(sitting, "risk.note"),
            day("on", "On which day was it looked at?"),
        ]

    return Talk(
        f"{sitting.family.surname} · how does this worry stand now?",
        f"risk-{tail(worry.record.id)}",
        f"fsworkbook risk look {tail(worry.record.id)}",
        steps,
        before=_before(sitting, worry),
    )


def _before(sitting: Sitting, worry: Worry) -> list[Line]:
    width = sitting.desk.width
    lines: list[Line] = [Piece(line, "strong") for line in wrap(worry.words, width)]
    lines += wrap(f"Since {brief(worry.since)}. So far: {standing_words(worry, sitting.practice)}.", width, "  ")
    return lines


def _near(sitting: Sitting, ledger: Ledger, worry: Worry) -> dict[str, str]:
    """Return the newest entries about the same people, to choose the evidence from."""
    whom = {*worry.record.about, *worry.record.children}
    found = [
        record
        for record in ledger.of("module", "visit", "measure", "review")
        if not whom or whom & {*record.about, *record.children, *record.names("children_seen")}
    ]
    return {record.id: _told(sitting, record) for record in reversed(found[-_SHOWN:])}


def _told(sitting: Sitting, record: Record) -> str:
    """Return an entry in a line: its day, what it is, and as many of its words as there is room for."""
    lead = f"{brief(record.on):<12} {capital(called(record, sitting.family, sitting.practice))}"
    words = next((section.text for section in record.sections), "") or record.word("name")
    room = sitting.desk.width - _BEFORE - len(lead) - 2
    return f"{lead}: {_short(words, room)}" if words and room > _FEWEST else lead


def _short(words: str, most: int = 48) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= most else f"{flat[: most - 1].rstrip()}…"


def _said(sitting: Sitting, records: tuple[Record, ...]) -> None:
    confirm(sitting, records)
    say(sitting.desk)
