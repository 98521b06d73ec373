"""What a meeting should have before it, on the screen and as JSON: actions, gaps, dates, what others say (D.60)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.change.risklines import worry_lines
from fsworkbook.cli.frame.output import Line, Piece, columns, wrap
from fsworkbook.cli.month.action import action_lines
from fsworkbook.cli.work.reviewlines import review_data, review_lines
from fsworkbook.workbook.clock import brief, spoken
from fsworkbook.workbook.consentgaps import words
from fsworkbook.workbook.thresholds import waiting_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.briefing import Briefing
    from fsworkbook.workbook.coverage import Progress
    from fsworkbook.workbook.ledger import Ledger

_SHOWN: Final = 3


def briefing_lines(found: Briefing, sitting: Sitting, ledger: Ledger) -> list[Line]:
    """Return everything that a meeting should have before it beside the summaries; what is empty is left out."""
    lines: list[Line] = []
    for title, part in (
        ("Thresholds that were asked about since the last supervision", _reviews(found, sitting)),
        ("Recommended, and not decided yet", _waiting(found, sitting)),
        ("Open actions, the longest carried first", _actions(found, sitting, ledger)),
        ("Actions that closed since the last supervision", _closed(found, sitting)),
        ("Worries from the start: how does each stand now?", _worries(found, sitting)),
        ("What others outside the team say", _outside(found, sitting)),
        ("Dates", _dates(found, sitting)),
        ("Questions worked on, by module", _coverage(found, sitting)),
        ("Consent: please look", _consents(found, sitting)),
        ("The last approved minutes", _minutes(found, sitting)),
    ):
        if part:
            lines += ["", Piece(title, "strong"), *part]
    return lines


def _reviews(found: Briefing, sitting: Sitting) -> list[Line]:
    return [line for review in found.reviews for line in review_lines(review, sitting)]


def _waiting(found: Briefing, sitting: Sitting) -> list[Line]:
    lines: list[Line] = []
    for one in found.waiting:
        lines += wrap(waiting_words(one, sitting.family, sitting.practice), sitting.desk.width, "    ", "  ")
    return lines


def _actions(found: Briefing, sitting: Sitting, ledger: Ledger) -> list[Line]:
    return [line for item in found.actions for line in action_lines(item.record, sitting, ledger)]


def _closed(found: Briefing, sitting: Sitting) -> list[Line]:
    lines: list[Line] = []
    for item in found.closed:
        result = f": {item.result}" if item.result else ""
        account = " ".join((item.record.section("account") or "").split())
        lines += wrap(f"{item.state.replace('-', ' ')}{result} · {account}", sitting.desk.width, "    ", "  ")
    return lines


def _worries(found: Briefing, sitting: Sitting) -> list[Line]:
    lines = [line for worry in found.worries for line in worry_lines(sitting, worry)]
    return [*lines, "  fsworkbook risk look   says how each stands now"] if lines else []


def _outside(found: Briefing, sitting: Sitting) -> list[Line]:
    lines: list[Line] = []
    for said in found.outside:
        lines += wrap(said.text, sitting.desk.width, "  ")
        lines.append(Piece(f"  (written down by {sitting.family.first_name(said.by)})", "quiet"))
    return lines


def _dates(found: Briefing, sitting: Sitting) -> list[Line]:
    first = sitting.family.first_name
    rows: list[Sequence[str | Piece]] = []
    for item in found.owed:
        who = f" · {', '.join(map(first, item.owners))}" if item.owners else ""
        late = "LATE · " if item.group == "late" else ""
        rows.append([brief(item.task.due), f"{late}{item.task.what}{who}"])
    return columns(rows, width=sitting.desk.width)


def _coverage(found: Briefing, sitting: Sitting) -> list[Line]:
    numbers = [module.number for module in sitting.practice.modules]
    rows: list[Sequence[str | Piece]] = [["", *(str(number) for number in numbers)]]
    rows += [[_whose(row, sitting), *_counts(row, numbers)] for row in found.coverage]
    lines = columns(rows, width=sitting.desk.width) if found.coverage else []
    if found.untouched:
        asked = [sitting.practice.questions[key].text for key in found.untouched]
        more = f" and {len(asked) - _SHOWN} more" if len(asked) > _SHOWN else ""
        said = f"Nobody has yet asked: {' '.join(asked[:_SHOWN])}{more}"
        lines += [*wrap(said, sitting.desk.width, "  "), f"  fsworkbook module --family {sitting.folder.name}"]
    return lines


def _whose(row: Progress, sitting: Sitting) -> str:
    return f"{row.assessment.key} {' and '.join(map(sitting.family.first_name, row.assessment.parents))}"


def _counts(row: Progress, numbers: Sequence[int]) -> list[str]:
    return [f"{row.module(number).touched}/{row.module(number).total}" for number in numbers]


def _consents(found: Briefing, sitting: Sitting) -> list[Line]:
    lines: list[Line] = []
    for gap in found.consents:
        lines += wrap(words(gap, sitting.family, sitting.practice), sitting.desk.width, "    ", "  ")
    return lines


def _minutes(found: Briefing, sitting: Sitting) -> list[Line]:
    if found.minutes is None:
        return []
    lines: list[Line] = [f"  {spoken(found.minutes.on)}, by {sitting.family.called(found.minutes.by)}"]
    lines += wrap(found.minutes.section("account") or "", sitting.desk.width, "  ")
    for note in found.notes:
        lines += wrap(f"Added on {spoken(note.on)}: {note.section('account') or ''}", sitting.desk.width, "    ", "  ")
    return lines


def briefing_data(found: Briefing, sitting: Sitting) -> dict[str, Any]:
    """Return the same as JSON holds it."""
    return {
        "actions": [
            {"id": item.record.id, "carried": item.carried, "flags": [flag.id for flag in item.flags]}
            for item in found.actions
        ],
        "closed": [{"id": item.record.id, "state": item.state} for item in found.closed],
        "coverage": {
            row.assessment.key: {
                str(module.number): row.module(module.number).touched for module in sitting.practice.modules
            }
            for row in found.coverage
        },
        "untouched": found.untouched,
        "consent_gaps": [gap._asdict() for gap in found.consents],
        "dates": [
            {"rule": item.task.rule, "what": item.task.what, "due": item.task.due, "group": item.group}
            for item in found.owed
        ],
        "outside": [said._asdict() for said in found.outside],
        "minutes": found.minutes.id if found.minutes else None,
        "notes": [note.id for note in found.notes],
        "threshold_reviews": [review_data(review) for review in found.reviews],
        "worries": [
            {"id": worry.record.id, "now": worry.last.now if worry.last else None, "unreviewed": bool(worry.missed)}
            for worry in found.worries
        ],
        "waiting": [
            {"child": one.said.child, "recommend": one.said.recommend, "on": one.said.on} for one in found.waiting
        ],
    }
