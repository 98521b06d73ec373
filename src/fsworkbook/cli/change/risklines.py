"""The register of worries from the start on the screen and as JSON (I.20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fsworkbook.cli.change.asking import key_of, whose
from fsworkbook.cli.frame.naming import tail
from fsworkbook.cli.frame.output import Line, Piece, emit_json, say, wrap
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.risks import standing_words, unreviewed, worries

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.risks import Worry


def show(sitting: Sitting, at: date | None, parent: str | None, *, json: bool) -> None:
    """Print the register, those that are about one parent alone where that is asked.

    Raises:
        BadInput: nobody of that name, or several.
    """
    key = key_of(sitting, parent, "--parent")
    found = [worry for worry in worries(sitting.ledger(at), sitting.practice) if not key or key in worry.record.about]
    if json:
        emit_json(sitting.desk, "risks", sitting.folder.name, at, [as_data(worry) for worry in found])
        return
    say(sitting.desk, *page(sitting, found))


def page(sitting: Sitting, found: Iterable[Worry]) -> list[Line]:
    """Return the register's lines: those that nobody looked at first."""
    listed = list(found)
    missed = unreviewed(listed)
    lines: list[Line] = [Piece(f"{sitting.family.surname} · worries from the start", "strong")]
    if not listed:
        return [*lines, "", "  None is in the register yet.", "", "fsworkbook risk add   puts one in"]
    for worry in (*missed, *(one for one in listed if one.missed is None)):
        lines += ["", *worry_lines(sitting, worry)]
    lines += ["", "fsworkbook risk look [ID]   says how one stands now · risk add puts one in"]
    return lines


def worry_lines(sitting: Sitting, worry: Worry) -> list[Line]:
    """Return one worry: how it stands, since when, when it was looked at last, and that it was not where it was due."""
    width = sitting.desk.width
    about = whose(sitting, worry.record)
    lines: list[Line] = list(wrap(worry.words, width, "  "))
    lines += [Piece(text, "strong") for text in wrap(standing_words(worry, sitting.practice), width, "    ")]
    facts = [about, f"since {brief(worry.since)}"]
    facts += [f"looked at {brief(worry.last.on)}"] if worry.last else []
    facts += [f"evidence: {len(worry.evidence)}"] if worry.evidence else ["no evidence named"]
    lines += [
        Piece(text, "quiet") for text in wrap(" · ".join(filter(None, [*facts, tail(worry.record.id)])), width, "    ")
    ]
    if worry.missed is not None:
        words = f"Nobody looked at it again in the supervision of {brief(worry.missed.on)} (I.20)."
        lines += [Piece(text, "amber") for text in wrap(f"? {words}", width, "      ", "    ")]
    return lines


def as_data(worry: Worry) -> dict[str, Any]:
    """Return a worry for other programs."""
    return {
        "id": worry.record.id,
        "worry": worry.words,
        "parents": worry.record.about,
        "children": worry.record.children,
        "since": worry.since,
        "now": worry.last.now if worry.last else None,
        "detail": (worry.last.detail or None) if worry.last else None,
        "evidence": worry.evidence,
        "reviewed": worry.reviewed,
        "unreviewed": worry.missed is not None,
        "missed": worry.missed.id if worry.missed else None,
        "settled": worry.settled,
        "looks": [
            {
                "record": look.record.id,
                "on": look.on,
                "by": look.record.by,
                "now": look.now,
                "detail": look.detail or None,
                "evidence": look.evidence,
            }
            for look in worry.looks
        ],
    }
