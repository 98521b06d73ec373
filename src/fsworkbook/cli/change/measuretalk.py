"""The conversations about measures: what is measured, and a point of it (S13.T2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.change.asking import child_step, names_in, parent_step, words_step
from fsworkbook.cli.frame.finding import find_one
from fsworkbook.cli.frame.naming import tail
from fsworkbook.cli.frame.taking import Talk, answers, converse, save
from fsworkbook.errors import BadInput
from fsworkbook.workbook.measures import line, series

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fsworkbook.cli.frame.calling import Call
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.talk.answers import Table
    from fsworkbook.cli.talk.asking import Asker
    from fsworkbook.cli.talk.conversation import Step
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.measures import Series

_MEASURE: Final = "measure"
_NUMBER: Final = re.compile(r"-?\d{1,9}(\.\d{1,6})?")
_MONTH: Final = re.compile(r"\d{4}-\d{2}")
_VALUE: Final = "value"
_WHEN: Final = "when"


def adding(sitting: Sitting) -> Talk:
    """Return the conversation that begins a measure."""
    from fsworkbook.cli.talk.asksteps import one, people  # noqa: PLC0415 - only to ask

    directions = names_in(sitting.practice.direct_work.directions)
    family = sitting.family

    def steps(_table: Table) -> Sequence[Step]:
        return [
            words_step(sitting, "measure.name", needed=True, line=True),
            parent_step(sitting, "Whose is it, or who reports it?", needed=False),
            child_step(sitting, "Is it about a child?", needed=False),
            one("better", "Which way is better?", directions, needed=False),
            *_point_steps(sitting),
            words_step(sitting, "measure.note"),
            people("withhold_from", "Who must never have it?", family.people.values(), family),
        ]

    title = f"{family.surname} · a measure"
    return Talk(
        title, "measure-add", "fsworkbook measure add", steps, finish=lambda table: _with_points(sitting, table)
    )


def _point_steps(sitting: Sitting) -> list[Step]:
    from fsworkbook.cli.talk.asksteps import text  # noqa: PLC0415 - only to ask
    from fsworkbook.cli.talk.conversation import Step  # noqa: PLC0415 - likewise

    def asked(asker: Asker, _table: Table) -> str | None:
        return asker.text("On which day, or in which month?", default="today", needed=True, more=_MORE, wrong=wrong)

    def wrong(typed: str) -> str:
        try:
            _when(sitting, typed)
        except BadInput as trouble:
            return str(trouble)
        return ""

    value = text(_VALUE, "What was it?", needed=True, more="A number; or words, such as: about once a month.")
    return [value, Step(_WHEN, asked, "When")]


_MORE: Final = "Today, 10 March, 2025-03-10; or a month, where the day is not known: 2025-01."


def _with_points(sitting: Sitting, table: Table) -> Table:
    """Return the table with the point that was asked for as the form has it."""
    made = {name: value for name, value in table.items() if name not in {_VALUE, _WHEN}}
    if _VALUE not in table:
        return made
    return {**made, "points": [[_when(sitting, table[_WHEN]), value_of(table[_VALUE])]]}


def value_of(typed: str) -> int | float | str:
    """Return what was typed as a number, where it is one."""
    plain = typed.strip()
    if not _NUMBER.fullmatch(plain):
        return plain
    return float(plain) if "." in plain else int(plain)


def _when(sitting: Sitting, typed: str) -> str:
    """Return the day or the month that was typed.

    Raises:
        BadInput: it is neither.
    """
    from fsworkbook.cli.talk.dates import read_day  # noqa: PLC0415 - only where one is typed

    if _MONTH.fullmatch(typed.strip()):
        return typed.strip()
    return read_day(typed, sitting.desk.today()).isoformat()


def add_point(call: Call, named: str | None, value: str | None, when: str | None, told: Mapping[str, Any]) -> None:
    """Record a point of a measure.

    Raises:
        BadInput: there is no such measure, or the point cannot be used.
        Interrupted: the conversation was left; what was said is kept.
    """
    table = answers(call, told)
    sitting = call.sit(recording=True, table=table)
    ledger = sitting.ledger()
    if named:
        table[_MEASURE] = _measure_of(sitting, ledger, named)
    if value is not None:
        table["points"] = [[_when(sitting, when or "today"), value_of(value)]]
    if call.source is not None or not sitting.desk.can_ask or {_MEASURE, "points"} <= table.keys():
        if _MEASURE not in table:
            said = "measure is missing: name it as “fsworkbook measure” shows it."
            raise BadInput(f"measure point: nothing was recorded.\n  {said}")
        save(sitting, _MEASURE, table)
        return
    table.setdefault(_MEASURE, _chosen(sitting, ledger).id)
    converse(sitting, _MEASURE, _talk(sitting, table[_MEASURE]), table)


def _known(sitting: Sitting, ledger: Ledger) -> list[Series]:
    found = series(ledger, sitting.practice, sitting.family)
    return [one for one in found if one.records[0].kind == _MEASURE]


def _measure_of(sitting: Sitting, ledger: Ledger, named: str) -> str:
    found = find_one(named, ledger, sitting.family)
    for one in _known(sitting, ledger):
        if found in {record.id for record in one.records}:
            return one.id
    record = ledger.everything[found]
    if record.kind == _MEASURE and not record.word(_MEASURE):
        return found
    raise BadInput(f"{found} is no measure. See them with “fsworkbook measure”.")


def _chosen(sitting: Sitting, ledger: Ledger) -> Series:
    from fsworkbook.cli.talk.asking import Asker  # noqa: PLC0415 - only to ask

    found = {one.id: one for one in _known(sitting, ledger)}
    if not found:
        raise BadInput("nothing is measured yet. Begin with “fsworkbook measure add”.")
    choices = {key: f"{one.name[:40]} · {line(one)}" for key, one in found.items()}
    return found[Asker.at(sitting.desk).one("Which measure?", choices) or ""]


def _talk(sitting: Sitting, measure: str) -> Talk:
    def steps(_table: Table) -> Sequence[Step]:
        return [*_point_steps(sitting), words_step(sitting, "measure.note")]

    key = tail(measure)
    title = f"{sitting.family.surname} · a point of a measure"
    return Talk(
        title,
        f"measure-{key}",
        f"fsworkbook measure point {key}",
        steps,
        finish=lambda table: _with_points(sitting, table),
    )
