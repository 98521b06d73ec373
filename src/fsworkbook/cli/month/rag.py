"""`fsworkbook rag`: who has rated; once the supervision is held, every rating, the spread and the direction (B1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fsworkbook.cli.frame import options
from fsworkbook.cli.frame.calling import Call, printing
from fsworkbook.cli.frame.output import Line, Piece, columns, emit_json, rating, say, wrap
from fsworkbook.cli.frame.sitting import day_at
from fsworkbook.cli.frame.spelling import Option
from fsworkbook.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.meetings import Meeting
    from fsworkbook.workbook.ratings import Opened

ARROWS = {"up": "↑", "down": "↓", "same": "="}
"""Towards more caution, towards less, as before."""

For = Annotated[
    str | None,
    Option("--meeting", metavar="DATE", help="The supervision of that day; else the next, or the last one held."),
]
Every = Annotated[bool, Option("--all", help="Every supervision, one after the other.")]


@printing
def command(call: Call, meeting: For = None, every: Every = False, output: options.Output = None) -> None:
    """See the ratings: closed until the supervision is held, then opened together; and how they went over time."""
    from fsworkbook.cli.month.ratinglines import over_time  # noqa: PLC0415 - not for --help
    from fsworkbook.workbook.ratings import history  # noqa: PLC0415 - likewise

    sitting = call.sit()
    until = call.until()
    today = until or sitting.desk.today()
    ledger = sitting.ledger(until)
    views = _views(sitting, ledger, today, meeting, every=every)
    if call.json:
        data = [view_data(view) for view in views]
        emit_json(sitting.desk, "rag", sitting.folder.name, until, data if every else data[0])
        return
    before = history(ledger, sitting.family, sitting.practice, today=today)
    if call.formats or output:
        which = "all" if every else f"{day_at(sitting.desk, meeting, '--meeting')}" if meeting else ""
        _print(sitting, (views, before), (which, today), call.papers, output)
        return
    for number, view in enumerate(views):
        say(sitting.desk, *([""] if number else []), *rating_lines(view, sitting))
    say(sitting.desk, *over_time(before, sitting))


def _print(
    sitting: Sitting,
    found: tuple[Sequence[Opened], Sequence[Opened]],
    named: tuple[str, date],
    papers: Sequence[str],
    output: Path | None,
) -> None:
    """Write the ratings as papers for the team, under a neutral name: which meetings they are of, and the day."""
    from fsworkbook.cli.paper.filenames import hyphened  # noqa: PLC0415 - only for a paper
    from fsworkbook.cli.paper.papers import Name, publish  # noqa: PLC0415 - likewise
    from fsworkbook.report.ratingpages import paper  # noqa: PLC0415 - likewise

    which, day = named
    document = paper(*found, sitting.family, sitting.practice, day)
    name = Name(sitting.family.reference, hyphened("ratings", which), day, "team")
    publish(sitting.desk, document, name, papers, output)


def _views(sitting: Sitting, ledger: Ledger, today: date, meeting: str | None, *, every: bool) -> list[Opened]:
    from fsworkbook.workbook.meetings import calendar  # noqa: PLC0415 - not for --help
    from fsworkbook.workbook.ratings import opened  # noqa: PLC0415 - likewise

    meetings = calendar(ledger)

    def view(chosen: Meeting | None) -> Opened:
        return opened(ledger, sitting.family, sitting.practice, viewer=sitting.viewer, today=today, meeting=chosen)

    if every:
        return [view(held) for held in meetings.held] + [view(None)]
    if meeting is not None:
        day = day_at(sitting.desk, meeting, "--meeting")
        found = [item for item in meetings.meetings if item.on == day]
        if not found:
            known = ", ".join(item.on.isoformat() for item in meetings.meetings)
            raise BadInput(f"--meeting: no supervision is on that day. There is {known or 'none yet'}.")
        return [view(found[0] if found[0].held else None)]
    pending = view(None)
    if pending.raters or meetings.next or not meetings.last:
        return [pending]
    return [view(meetings.last)]


def rating_lines(view: Opened, sitting: Sitting) -> list[Line]:
    """Return the ratings for one meeting, as lines for a screen."""
    return _opened_lines(view, sitting) if view.open else _closed_lines(view, sitting)


def _closed_lines(view: Opened, sitting: Sitting) -> list[Line]:
    from fsworkbook.workbook.clock import weekday  # noqa: PLC0415 - not for --help

    family, width = sitting.family, sitting.desk.width
    title = f"{family.surname} · ratings for "
    title += weekday(view.meeting.on) if view.meeting else "the next supervision (not booked yet)"
    lines: list[Line] = [Piece(title, "strong"), "Closed until the meeting is held.", ""]
    names = [_named(key, sitting) for key in view.raters]
    lines += _listed("given", ", ".join(names) or "nobody yet", width)
    missing = [f"{family.first_name(key)}{' (summary given)' if key in view.summaries else ''}" for key in view.missing]
    lines += _listed("missing", ", ".join(missing) or "nobody", width)
    for own in view.given:
        lines += ["", ["  Yours    ", rating(own.rating), _before(own.before, own.direction)]]
        lines += wrap(own.reason, width, " " * 11)
    if sitting.viewer in view.missing:
        lines += ["", f"  fsworkbook rate --family {sitting.folder.name}   gives yours"]
    return lines


def _listed(label: str, text: str, width: int) -> list[Line]:
    return list(wrap(text, width, " " * 11, f"  {label:<9}"))


def _named(key: str, sitting: Sitting) -> str:
    you = " (you)" if key == sitting.viewer else ""
    return f"{sitting.family.first_name(key)}{you}"


def _opened_lines(view: Opened, sitting: Sitting) -> list[Line]:
    from fsworkbook.workbook.clock import spoken  # noqa: PLC0415 - not for --help
    from fsworkbook.workbook.statuses import unlikely_words  # noqa: PLC0415 - likewise

    family = sitting.family
    spread = ", ".join(f"{key} {count}" for key, count in view.spread.items())
    head: list[str | Piece] = [
        Piece(f"{family.surname} · {spoken(view.meeting.on) if view.meeting else ''} · ", "strong"),
        Piece(f"{view.consensus.upper()}: {spread or 'nobody rated'}", "strong"),
    ]
    lines: list[Line] = [head]
    if view.agreed:
        by = family.first_name(view.agreed_by)
        before = f", was {view.before}" if view.before and view.before != view.agreed else ""
        lines.append(["Agreed: ", rating(view.agreed), f" ({by}){before}"])
    elif view.proposal:
        lines.append(["Proposed, the most cautious: ", rating(view.proposal), ". The team manager agrees it."])
    for hint in view.unlikely:
        lines += wrap(f"? {unlikely_words(hint, family, sitting.practice)}", sitting.desk.width, "  ")
    lines.append("")
    rows: list[Sequence[str | Piece]] = [
        [
            family.first_name(given.by),
            rating(given.rating),
            _before(given.before, given.direction).strip(),
            given.reason,
        ]
        for given in view.given
    ]
    rows += [
        [family.first_name(key), "MISSING", "", "Summary given, no rating." if key in view.summaries else "No summary."]
        for key in view.missing
    ]
    lines += columns(rows, width=sitting.desk.width)
    lines += _children_lines(view, sitting)
    if view.differences:
        lines += ["", *wrap(f"What the difference is about: {view.differences}", sitting.desk.width, "  ")]
    if view.agreed_reason:
        lines += ["", *wrap(f"Why it was agreed so: {view.agreed_reason}", sitting.desk.width, "  ")]
    return [*lines, *_agreement_lines(view, sitting)]


def _agreement_lines(view: Opened, sitting: Sitting) -> list[Line]:
    """Return what else was agreed: what is recommended for each child, and the different readings (B.20, D.26)."""
    from fsworkbook.workbook.meetings import agreed_words  # noqa: PLC0415 - not for --help

    said = agreed_words(view.meeting, sitting.family, sitting.practice)
    lines = [line for words in said for line in wrap(words, sitting.desk.width, "    ", "  ")]
    return ["", *lines] if lines else []


def _children_lines(view: Opened, sitting: Sitting) -> list[Line]:
    """Return each child's agreed rating, and who rated that child otherwise; the child's name comes first."""
    rows: list[Sequence[str | Piece]] = []
    for child in sitting.family.children:
        agreed = view.agreed_children.get(child.key, "")
        said = [(given.by, given.children[child.key]) for given in view.given if child.key in given.children]
        if not agreed and not said:
            continue
        differ = [f"{sitting.family.first_name(by)} {word}" for by, word in said if word != agreed]
        told = f"also said: {', '.join(differ)}" if differ else ""
        rows.append([child.first_name, rating(agreed) if agreed else "not agreed", told])
    return ["", "  The children", *columns(rows, width=sitting.desk.width)] if rows else []


def _before(before: str, direction: str) -> str:
    if not direction:
        return ""
    arrow = ARROWS[direction]
    return f" {arrow}" if direction == "same" else f" {arrow} was {before}"


def _head(view: Opened, key: str, empty: Any) -> Any:  # noqa: ANN401 - as the record holds it
    said = view.meeting.agreement if view.meeting else None
    return said.head.get(key, empty) if said else empty


def view_data(view: Opened) -> dict[str, Any]:
    """Return the ratings for one meeting as JSON holds them; nothing that is closed is in it."""
    meeting = view.meeting
    data: dict[str, Any] = {
        "meeting": meeting.id if meeting else None,
        "planned": meeting.planned if meeting else None,
        "held": meeting.held.on if meeting and meeting.held else None,
        "open": view.open,
        "raters": view.raters,
        "missing": view.missing,
        "missing_with_summary": view.summaries,
        "ratings": [
            {
                "by": given.by,
                "rating": given.rating,
                "reason": given.reason,
                "children": given.children,
                "recorded": given.recorded,
                "record": given.record,
                "before": given.before or None,
                "direction": given.direction or None,
            }
            for given in view.given
        ],
        "before": view.before or None,
    }
    if view.open:
        data |= {
            "consensus": view.consensus,
            "spread": view.spread,
            "proposal": view.proposal or None,
            "differs": view.differs,
            "agreed": view.agreed or None,
            "agreed_by": view.agreed_by or None,
            "agreed_children": view.agreed_children,
            "agreed_reason": view.agreed_reason or None,
            "differences": view.differences or None,
            "unlikely": [
                {"rating": hint.rating, "plan": hint.plan.id, "children": hint.children} for hint in view.unlikely
            ],
            "thresholds": _head(view, "thresholds", {}),
            "hypotheses": _head(view, "hypotheses", []),
        }
    return data
