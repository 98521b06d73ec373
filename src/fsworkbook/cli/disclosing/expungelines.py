"""What would go from the history, and what was done, in words; never a word of what goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.cli.frame.naming import called, capital, tail
from fsworkbook.cli.frame.output import Piece, wrap
from fsworkbook.store.expunging.planning import record_of
from fsworkbook.store.layout import FAMILY_FILE
from fsworkbook.workbook.clock import brief

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fsworkbook.cli.frame.output import Line
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.store.expunging.planning import Target
    from fsworkbook.store.expunging.taking import Found, Taken
    from fsworkbook.workbook.record import Record

_SHOWN: Final = 12


def what_goes(sitting: Sitting, found: Found, target: Target) -> list[Line]:
    """Return what would go, as lines."""
    plan, known = found.plan, dict(sitting.ledger().everything)
    lines: list[Line] = [Piece(f"{sitting.family.surname} · to be taken out of the whole history", "strong")]
    if plan.records:
        more = ", with all their versions and withdrawals" if len(plan.records) > 1 else ""
        lines += ["", f"  {many(len(plan.records), 'record')}{more}:"]
        lines += _some([_record(sitting, known, record) for record in plan.records], "records")
    if plan.attachments:
        lines += ["", f"  {many(len(plan.attachments), 'attachment')} whole:"]
        lines += _some([plan.excision.path(path) for path in plan.attachments], "attachments")
    if target.strings:
        lines += ["", *_strings(sitting, found, known)]
    beside = [item for item in found.leavings if not item.path.startswith(".git/") or "/drafts/" in item.path]
    if beside:
        gone = sum(item.data is None for item in beside)
        told = [f"{gone} go" if gone else "", f"{len(beside) - gone} are cleaned" if len(beside) > gone else ""]
        lines += ["", f"  Drafts and leavings in the folder: {', '.join(part for part in told if part)}."]
    if plan.refer:
        lines += ["", *wrap(f"These stay, and name by its id something that goes: {_tails(plan.refer)}.",
                            sitting.desk.width, "  ")]  # fmt: skip
    lines += ["", *wrap(
        "Who recorded what and when stays as it is; a tombstone without content says that something went. It cannot be "
        "undone. What was printed, copied or sent before stays where it is: fsworkbook copies.",
        sitting.desk.width, "  ",
    )]  # fmt: skip
    return lines


def _strings(sitting: Sitting, found: Found, known: Mapping[str, Record]) -> Iterator[Line]:
    plan = found.plan
    hits, inside = sum(place.hits for place in plan.places), sum(place.inside for place in plan.places)
    words = "The string" if len(plan.excision.strings) == 1 else f"The {len(plan.excision.strings)} strings"
    where = [many(len(plan.altered), "record")] if plan.altered else []
    where += [f"{many(plan.versions, 'version')} of who is who"] if plan.versions else []
    where += [f"the messages of {many(plan.messages, 'commit')}"] if plan.messages else []
    where += [f"the names of {many(plan.named, 'file')}"] if plan.named else []
    stand = "stands" if len(plan.excision.strings) == 1 else "stand"
    text = f"{words} {stand} in {', '.join(where)}: {many(hits, 'place')}." if where else f"{words}: no place of text."
    yield from wrap(text, sitting.desk.width, "  ")
    if inside:
        yield from wrap(f"{many(inside, 'place')} of these inside a longer word: look whether that is meant.",
                        sitting.desk.width, "  ")  # fmt: skip
    told = [
        f"{_record(sitting, known, record_of(place.path))}: {many(place.hits, 'place')}"
        for place in plan.places
        if record_of(place.path)
    ]
    told += ["who is who (family.toml)" for place in plan.places if place.path == FAMILY_FILE]
    yield from _some(told, "records")


def what_was_done(sitting: Sitting, found: Found, done: Taken, *, shared: bool) -> list[Line]:
    """Return what was done, as lines."""
    del found
    width = sitting.desk.width
    if done.record is None:
        lines = ["Cleaned. Nothing of it was in the history itself."]
    else:
        lines = [f"Taken out. {many(done.commits, 'commit')} made anew; {tail(done.record.id)} is the tombstone."]
    if not done.remains:
        lines.append("Every file and every part of the history in this folder was looked at again: nothing is left.")
    if shared:
        lines.append(
            "Now: fsworkbook sync. Until then colleagues go on with the old history. Each of their folders follows at "
            "its next sync and keeps what they have not sent."
        )
    lines.append(
        "What this cannot reach: backups, papers, copies given out, and the server’s own leavings, which whoever looks "
        "after it clears (docs/security.md)."
    )
    return [line for text in lines for line in wrap(text, width)]


def _record(sitting: Sitting, known: Mapping[str, Record], record_id: str) -> str:
    record = known.get(record_id)
    if record is None:
        return f"{record_id}, which stood here before"
    who = sitting.family.first_name(record.by)
    words = capital(called(record, sitting.family, sitting.practice))
    return f"{words}, {brief(record.on)}, by {who} ({tail(record.id)})"


def _tails(ids: tuple[str, ...]) -> str:
    more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
    return ", ".join(tail(item) for item in ids[:_SHOWN]) + more


def _some(told: list[str], what: str) -> list[Line]:
    lines: list[Line] = [f"    {item}" for item in told[:_SHOWN]]
    return [*lines, f"    and {len(told) - _SHOWN} more {what}"] if len(told) > _SHOWN else lines


def many(count: int, what: str) -> str:
    """Return a count with its noun."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"
