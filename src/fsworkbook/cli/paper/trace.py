"""`fsworkbook report trace`: what the report rests on, on the screen and for other programs (G.10, H40)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.frame.output import Line, Piece, columns, emit_json, say, wrap
from fsworkbook.report.trace import trace
from fsworkbook.workbook.clock import brief, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.report.assessment import Assembly
    from fsworkbook.report.parts import Part
    from fsworkbook.report.sources import Source
    from fsworkbook.report.trace import Stated, Trace

_FIRST: Final = 60
"""So many letters of a statement, or of an entry, stand for it in a list."""


def show(sitting: Sitting, made: Assembly, at: date | None, *, json: bool) -> None:
    """Say what a report rests on: its key questions, what rests on nothing, what it uses and what it leaves out."""
    found = trace(made)
    if json:
        emit_json(sitting.desk, "trace", sitting.folder.name, at or made.document.made, _data(found))
        return
    head = f"{sitting.family.surname} · {made.document.title} · {spoken(made.document.made)}"
    say(sitting.desk, *wrap(head, sitting.desk.width), *_lines(found, made, sitting.desk.width))


def _lines(found: Trace, made: Assembly, width: int) -> Iterator[Line]:
    if not found.stated:
        yield ""
        yield "Nothing is written yet: fsworkbook report write"
        return
    if found.asked:
        yield from _titled("Key questions, and where they are answered")
        rows = [[_places(one.parts, made) or "not yet", one.question.words] for one in found.asked]
        yield from columns(rows, width=width)
    count, alone = len(found.stated), found.alone
    yield from _titled(f"Statements that rest on no entry: {len(alone)} of {count}")
    yield from columns([[_place(one.part, made), _first(_plain(one))] for one in alone], width=width, right={0})
    yield from _titled(f"Entries that the report uses: {len(found.used)} of {len(found.entries)}")
    rows = [[f"[{one.source.number}]", _label(one.source, made), _places(one.parts, made)] for one in found.used]
    yield from columns(rows, width=width, right={0})
    if found.left_out:
        yield from _titled(f"Entries that it leaves out: {len(found.left_out)}")
        rows = [
            [f"[{one.source.number}]", _label(one.source, made), _first(_said(one.source))] for one in found.left_out
        ]
        yield from columns(rows, width=width, right={0})


def _titled(title: str) -> tuple[Line, Line]:
    return "", Piece(title, "strong")


def _label(source: Source, made: Assembly) -> str:
    return f"{brief(source.record.on)}, {made.scope.family.first_name(source.author)}"


def _places(parts: Iterable[Part], made: Assembly) -> str:
    return ", ".join(dict.fromkeys(_place(part, made) for part in parts))


def _place(part: Part | None, made: Assembly) -> str:
    if part is None:
        return "–"
    return f"{part.number} {made.scope.child_name(part.child)}" if part.child else part.number


def _plain(stated: Stated) -> str:
    return stated.words.replace("**", "")


def _said(source: Source) -> str:
    return next((section.text for section in source.record.sections), "")


def _first(words: str) -> str:
    """Return the first words of a text, as they stand for it in a list."""
    line = " ".join(words.split())
    return line if len(line) <= _FIRST else f"{line[: _FIRST - 1].rstrip()}…"


def _data(found: Trace) -> dict[str, Any]:
    return {
        "questions": [
            {"words": one.question.words, "source": one.question.source, "answered_in": _parts(one.parts)}
            for one in found.asked
        ],
        "statements": [
            {
                "part": one.part.id if one.part else None,
                "child": (one.part.child or None) if one.part else None,
                "analysis": one.record.id,
                "words": one.words,
                "rests_on": [source.record.id for source in one.sources],
            }
            for one in found.stated
        ],
        "uses": [
            {"number": one.source.number, "id": one.source.record.id, "parts": _parts(one.parts)} for one in found.used
        ],
        "leaves_out": [{"number": one.source.number, "id": one.source.record.id} for one in found.left_out],
    }


def _parts(parts: Iterable[Part]) -> list[dict[str, str | None]]:
    return [{"id": part.id, "child": part.child or None} for part in parts]
