"""How far the eight modules have come, for each assessment: `fsworkbook module`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.frame.assessments import fitting, whose
from fsworkbook.cli.frame.naming import joined
from fsworkbook.cli.frame.output import Line, Piece, columns, emit_json, say, width_of, wrap
from fsworkbook.cli.work.reachedpage import unheard
from fsworkbook.workbook.coverage import progress, untouched_everywhere
from fsworkbook.workbook.extensions import ends, until
from fsworkbook.workbook.fathers import fathers
from fsworkbook.workbook.reached import reached

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.coverage import Cell, Progress
    from fsworkbook.workbook.family import Assessment
    from fsworkbook.workbook.fathers import Father
    from fsworkbook.workbook.ledger import Ledger

_WEEK: Final = 7
_LONGEST: Final = "assessment_max"
_HALFWAY: Final = "midpoint"
_SHOWN: Final = 4
_FRAME: Final = "  1        "
"""What stands in a line of the table beside the title, the counts, the day and the name."""


def show_progress(sitting: Sitting, options: Mapping[str, Any], at: date | None, *, json: bool) -> None:
    """Print the eight modules of the assessments that are meant.

    Raises:
        BadInput: there is no such assessment.
    """
    ledger = sitting.ledger(at)
    today = at or sitting.desk.today()
    rows = [progress(item, sitting.family, sitting.practice, ledger) for item in fitting(sitting, options)]
    if json:
        data = [_data(sitting, row, ledger, today) for row in rows]
        told = [_father_data(item) for item in fathers(sitting.family, sitting.practice, ledger)]
        emit_json(sitting.desk, "progress", sitting.family.name, at, {"assessments": data, "fathers": told})
        return
    for row in rows:
        say(sitting.desk, *_table(sitting, row, ledger, today), "")
    say(
        sitting.desk,
        *_open_questions(sitting, ledger, rows),
        *_fathers_told(sitting, ledger),
        *_unheard_told(sitting, ledger, today),
        "",
        *_next(sitting, rows),
    )


def shortly(day: date, today: date) -> str:
    """Return a day as briefly as it is clear: `19 Mar`, with its year where that is another."""
    return f"{day.day} {day:%b}" if day.year == today.year else f"{day.day} {day:%b %Y}"


def week_of(sitting: Sitting, assessment: Assessment, ledger: Ledger, today: date) -> str:
    """Return how far the assessment's time has gone: `week 6 of 12`, `week 13 of 16, more time agreed to 20 Jun`."""
    limits = sitting.practice.timescales
    if assessment.concluded and assessment.concluded <= today:
        return f"concluded {shortly(assessment.concluded, today)}"
    if assessment.started is None or today < assessment.started:
        return "not started yet"
    gone = (today - assessment.started).days
    whole = limits[_LONGEST].number // _WEEK if _LONGEST in limits else 0
    week = gone // _WEEK + 1
    agreed = until(ends(ledger, assessment.key)[-1]) if ends(ledger, assessment.key) else None
    if agreed is not None:
        weeks = -(-(agreed - assessment.started).days // _WEEK)
        over = (
            f"over since {shortly(agreed, today)}"
            if today > agreed
            else f"more time agreed to {shortly(agreed, today)}"
        )
        return f"week {week} of {weeks}, {over}"
    said = f"week {week} of {whole}" if week <= whole else f"week {week}; {whole} are allowed"
    return said if whole else f"week {week}"


def _halfway(sitting: Sitting, assessment: Assessment, today: date) -> str:
    """Return when the halfway review is due, in the weeks around it."""
    from datetime import timedelta  # noqa: PLC0415 - beside its only use

    limits = sitting.practice.timescales
    if assessment.started is None or _HALFWAY not in limits or assessment.concluded:
        return ""
    due = assessment.started + timedelta(days=limits[_HALFWAY].number)
    if due == today:
        return "halfway review due today"
    return f"halfway review due {shortly(due, today)}" if abs((due - today).days) <= _WEEK else ""


def _table(sitting: Sitting, row: Progress, ledger: Ledger, today: date) -> list[Line]:
    assessment = row.assessment
    lead = f"{sitting.family.surname} · parenting assessment of {whose(sitting, assessment)} ({assessment.key})"
    parts = [week_of(sitting, assessment, ledger, today), _halfway(sitting, assessment, today)]
    time = ", ".join(part for part in parts if part)
    joining = " · " if width_of(f"{lead} · {time}") <= sitting.desk.width else "\n"
    cells: list[tuple[str, str, Cell]] = []
    for module in sitting.practice.modules:
        children = row.of_children(module.number)
        cells.append((str(module.number), module.title, row.module(module.number)))
        cells += [("", f"  {sitting.family.called(cell.child)}", cell) for cell in children]
    shown = [(number, title, *_numbers(sitting, cell, today, row)) for number, title, cell in cells]
    taken = sum(max(width_of(cells[place]) for cells in shown) for place in (-1, -2, -3))
    room = max(sitting.desk.width - len(_FRAME) - taken, 20)
    rows = [(number, cut(title, room), *rest) for number, title, *rest in shown]
    head = " " * (5 + max(width_of(row[1]) for row in rows) + 2) + "answered  last worked on"
    return [
        *(Piece(line, "strong") for line in f"{lead}{joining}{time}".split("\n")),
        "",
        head,
        *columns(rows, width=sitting.desk.width, right={2}),
    ]


def _numbers(sitting: Sitting, cell: Cell, today: date, row: Progress) -> tuple[str, str, str]:
    if not cell.child and row.of_children(cell.module):
        return "", "", ""  # the children's own lines say it
    if cell.last_on is None:
        return "not yet", "", ""
    touched = cell.touched + len(cell.declined)
    return f"{touched} of {cell.total}", shortly(cell.last_on, today), sitting.family.first_name(cell.last_by)


def _open_questions(sitting: Sitting, ledger: Ledger, rows: Sequence[Progress]) -> list[Line]:
    """Return a few of the questions that nobody has asked, in modules that were begun first."""
    questions = sitting.practice.questions
    left = list(untouched_everywhere(rows, sitting.practice, ledger))
    if not left:
        return ["Every question has been asked or named."] if rows else []
    begun = {cell.module for row in rows for cell in row.cells if not cell.child and cell.entries}
    left.sort(key=lambda name: questions[name].module not in begun)
    shown = [(questions[name].short, cut(questions[name].text, sitting.desk.width - 10)) for name in left[:_SHOWN]]
    lines: list[Line] = ["Nobody has yet asked", *columns(shown, width=sitting.desk.width)]
    if len(left) > len(shown):
        number = questions[left[len(shown)]].module
        lines.append(f"  and {len(left) - len(shown)} more: fsworkbook module {number} --read")
    return lines


def _fathers_told(sitting: Sitting, ledger: Ledger) -> list[str]:
    found = fathers(sitting.family, sitting.practice, ledger)
    if not found:
        return []
    words = " ".join(_father(sitting, item) for item in found)
    return wrap(f"Fathers: {words}", sitting.desk.width)


def _unheard_told(sitting: Sitting, ledger: Ledger, today: date) -> list[str]:
    """Return who else should have been heard, and never was (J.54)."""
    words = unheard(sitting, reached(sitting.family, sitting.practice, ledger, today))
    return wrap(f"{words} fsworkbook module --people", sitting.desk.width) if words else []


def _father(sitting: Sitting, father: Father) -> str:
    family = sitting.family
    children = joined(family.first_name(key) for key in father.children)
    if not father.key:
        return f"{children}’s father, not known."
    name = f"{family.first_name(father.key)} ({children}’s)"
    if father.assessment:
        return f"{name}, his own assessment."
    if father.entries:
        return f"{name}, {father.entries} {'entry' if father.entries == 1 else 'entries'}."
    return f"{name}, not met yet."


def _next(sitting: Sitting, rows: Sequence[Progress]) -> list[Line]:
    """Return the command that takes up the module that was worked on last and is not finished."""
    row = rows[0]
    open_cells = [cell for cell in row.cells if cell.untouched and (cell.child or not row.of_children(cell.module))]
    if not open_cells:
        return ["fsworkbook module 7 --read   reads the analysis"]
    begun = [cell for cell in open_cells if cell.last_on is not None]
    cell = max(begun, key=lambda item: (item.last_on, -item.module)) if begun else open_cells[0]
    parent = f" --parent {row.assessment.parents[0]}"
    child = f" --child {cell.child}" if cell.child else ""
    lead = f"fsworkbook module {cell.module}{parent}{child}"
    del sitting
    return [f"{lead}   takes up module {cell.module}", f"{lead} --read   reads it"]


def cut(text: str, room: int) -> str:
    """Return `text`, cut at a word where it has no room."""
    if width_of(text) <= room:
        return text
    words = text[: max(room - 1, 1)]
    return f"{words.rpartition(' ')[0] or words}…"


def _data(sitting: Sitting, row: Progress, ledger: Ledger, today: date) -> dict[str, Any]:
    assessment = row.assessment
    return {
        "assessment": assessment.key,
        "parents": list(assessment.parents),
        "children": list(assessment.children),
        "started": assessment.started,
        "time": week_of(sitting, assessment, ledger, today),
        "modules": [
            {
                "module": cell.module,
                "child": cell.child,
                "touched": cell.touched + len(cell.declined),
                "total": cell.total,
                "answered": list(cell.answered),
                "named": list(cell.named),
                "not_applicable": list(cell.declined),
                "untouched": list(cell.untouched),
                "last_on": cell.last_on,
                "last_by": cell.last_by,
                "entries": cell.entries,
            }
            for cell in row.cells
        ],
    }


def _father_data(father: Father) -> dict[str, Any]:
    return {
        "person": father.key,
        "children": list(father.children),
        "certain": father.certain,
        "assessment": father.assessment,
        "entries": father.entries,
    }
