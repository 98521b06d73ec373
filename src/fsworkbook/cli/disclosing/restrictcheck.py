"""`restrict check`: guarded words that stand without their restriction, keys that mean nothing, copies that are out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fsworkbook.cli.disclosing.flagging import names_of
from fsworkbook.cli.frame.naming import capital, subject_of, tail
from fsworkbook.cli.frame.output import Piece, emit_json, say, wrap
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.disclosure.copies import copies
from fsworkbook.workbook.disclosure.covering import coverage, unguarded, unknown_keys

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from fsworkbook.cli.frame.output import Line
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.disclosure.copies import Held
    from fsworkbook.workbook.disclosure.covering import Coverage
    from fsworkbook.workbook.disclosure.restrictions import Restriction
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

_FINDINGS: Final = 1
_FAMILY: Final = "family"
_LISTED: Final = 12


class Findings(NamedTuple):
    """What a look at the restrictions found, as at a day.

    Attributes:
        loose: by restriction, the records that the family may have by default and that hold its words without it.
        quiet: by restriction, how many records of the team's own do, which go to nobody else by themselves.
        unknown: keys that something names and no restriction has, with where.
        twice: keys under which two restrictions were set.
        out: by restriction, the copies out with somebody from whom it keeps something.
    """

    loose: Mapping[str, tuple[Record, ...]]
    quiet: Mapping[str, int]
    unknown: Mapping[str, tuple[str, ...]]
    twice: tuple[str, ...]
    out: Mapping[str, tuple[Held, ...]]

    def __bool__(self) -> bool:
        """Return whether anything was found that somebody has to look at."""
        return any(self.loose.values()) or bool(self.unknown) or bool(self.twice) or any(self.out.values())


def show_check(sitting: Sitting, at: date | None, *, json: bool) -> int:
    """Print what was found; returns the exit code."""
    day, ledger = at or sitting.desk.today(), sitting.ledger(at)
    live = [item for item in coverage(sitting.family, ledger) if item.restriction.in_force(day)]
    found = findings(sitting, ledger, live, day)
    if json:
        emit_json(sitting.desk, "restrict-check", sitting.family.name, at, _plain(found))
    else:
        say(sitting.desk, *_page(sitting, [item.restriction for item in live], found, day))
    return _FINDINGS if found else 0


def findings(sitting: Sitting, ledger: Ledger, live: Sequence[Coverage], day: date) -> Findings:
    """Return what is to be looked at in the restrictions that are in force."""
    kinds = sitting.practice.records
    made = copies(ledger)
    loose: dict[str, tuple[Record, ...]] = {}
    quiet: dict[str, int] = {}
    for item in live:
        records = unguarded(item, ledger)
        open_ = tuple(record for record in records if record.kind in kinds and kinds[record.kind].audience == _FAMILY)
        loose[item.restriction.key] = open_
        quiet[item.restriction.key] = len(records) - len(open_)
    twice = tuple(
        item.restriction.key
        for item in live
        if len({ledger.first_version(ledger.everything[record]).id for record in item.restriction.records}) > 1
    )
    out: dict[str, tuple[Held, ...]] = {}
    if made:
        from fsworkbook.cli.disclosing.outthere import Again  # noqa: PLC0415 - it makes papers

        again = Again(sitting, ledger)
        out = {item.restriction.key: again.concerned(item.restriction, made, day) for item in live}
    return Findings(loose, quiet, unknown_keys(sitting.family, ledger), twice, out)


def record_lines(sitting: Sitting, records: Sequence[Record]) -> list[Line]:
    """Return a line for each record that holds what it should not: its day, what it is called, how to name it."""
    lines: list[Line] = []
    for record in records[:_LISTED]:
        name = capital(subject_of(record, sitting.family, sitting.practice))
        lines += wrap(f"{name} · {tail(record.id)}", sitting.desk.width, " " * 17, first=f"  {brief(record.on):<13}  ")
    if len(records) > _LISTED:
        lines.append(f"  and {len(records) - _LISTED} more")
    return lines


def _page(sitting: Sitting, live: Sequence[Restriction], found: Findings, day: date) -> list[Line]:
    from fsworkbook.cli.disclosing.copylines import held_lines  # noqa: PLC0415 - not for JSON

    width = sitting.desk.width
    lines: list[Line] = [Piece(f"{sitting.family.surname} · restrictions checked, {brief(day)}", "strong")]
    for item in live:
        records, out = found.loose[item.key], found.out.get(item.key, ())
        if records:
            lines += ["", Piece(f"{item.key}  {item.what}", "strong")]
            lines += wrap(
                f"Its words stand without it, and could reach {names_of(sitting, item.kept_from(day))}:", width
            )
            lines += record_lines(sitting, records)
            lines += wrap(f"Cover them: fsworkbook restrict cover {item.key} · or put the words right", width)
        if out:
            lines += ["", Piece(f"{item.key}  {item.what}: copies that are out", "strong")]
            lines += held_lines(sitting, out)
    lines += _about_keys(found, width)
    if not found:
        lines += ["", "Nothing to put right: no guarded words stand without their restriction."]
    quiet = sum(found.quiet.values())
    if quiet:
        often = "once" if quiet == 1 else f"{quiet} times"
        words = f"The team’s own records (ratings, summaries, minutes) hold such words {often}; they go to nobody."
        lines += ["", *(Piece(line, "quiet") for line in wrap(words, width))]
    return lines


def _about_keys(found: Findings, width: int) -> list[Line]:
    lines: list[Line] = []
    for key, places in found.unknown.items():
        where = ", ".join(places[:_LISTED])
        said = f"No restriction has the key {key}, so it keeps nothing back: {where}. Set it, or put the key right."
        lines += ["", *wrap(said, width)]
    for key in found.twice:
        said = f"Two restrictions have the key {key}, each set in another folder. Both hold; give one a key of its own."
        lines += ["", *wrap(said, width)]
    return lines


def _plain(found: Findings) -> dict[str, Any]:
    return {
        "untagged": {key: [record.id for record in records] for key, records in found.loose.items()},
        "team_only": dict(found.quiet),
        "unknown": dict(found.unknown),
        "twice": found.twice,
        "copies": {key: [item.copy.id for item in held] for key, held in found.out.items()},
    }
