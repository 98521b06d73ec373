"""What `check` was asked to look at: a file, one record, a report, everything, or what I wrote lately."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.cli.frame.output import emit_json, say, tell, wrap
from fsworkbook.errors import BadInput
from fsworkbook.practice.wordlists import STOP, WARN
from fsworkbook.workbook.clock import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fsworkbook.cli.frame.calling import Call
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.quality.vetting import Seen
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

LATELY: Final = 14
"""How many days back “lately” goes."""
_STDIN: Final = "-"
_SUFFIXES: Final = (".md", ".txt", ".markdown", ".text")


class Asked(NamedTuple):
    """What `check` was asked.

    Attributes:
        what: a record or a file.
        everything: whether every record is looked at.
        report: an assessment, or a parent, whose report is looked at.
        hints: whether hints are shown where several records are.
        plain: whether it goes to another program, a line for each.
        watch: whether the file is looked at again whenever it is saved.
        whom: for whom a file is meant to be.
    """

    what: str | None = None
    everything: bool = False
    report: str | None = None
    hints: bool = False
    plain: bool = False
    watch: bool = False
    whom: str | None = None


def look(call: Call, asked: Asked) -> int:
    """Look, and say what was found; returns 1 where anything is a warning or stops a copy.

    Raises:
        BadInput: no such record, file or report, or two things were asked at once.
    """
    if sum(map(bool, (asked.what, asked.everything, asked.report))) > 1:
        raise BadInput("a record or file, --all and --report are three things: ask for one of them.")
    if asked.what and _is_file(call, asked.what):
        from fsworkbook.cli.quality.files import look_at  # noqa: PLC0415 - only for a file

        return look_at(call, asked)
    if asked.watch or asked.whom:
        option = "--watch" if asked.watch else "--for"
        raise BadInput(f"{option} goes with a text file: fsworkbook check {option} … letter.md.")
    return _look_at_records(call, asked)


def _is_file(call: Call, what: str) -> bool:
    if what == _STDIN or any(sign in what for sign in "/\\") or what.endswith(_SUFFIXES):
        return True
    return call.desk.path(what).is_file()


def _look_at_records(call: Call, asked: Asked) -> int:
    from fsworkbook.cli.quality.vetting import Vetting  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.work.records import Wanted, chosen  # noqa: PLC0415 - likewise

    sitting = call.sit()
    ledger = sitting.ledger(call.until())
    records = chosen(sitting, ledger, Wanted())
    vetting = Vetting(sitting, ledger, records)
    if asked.report:
        from fsworkbook.cli.quality.reports import look_at_report  # noqa: PLC0415 - only for a report

        seen = look_at_report(vetting, sitting, ledger, asked.report, call.until())
    else:
        seen = vetting.look_over(_wanted(sitting, ledger, records, asked, call.until()))
    _tell(call, sitting, seen, asked)
    return int(any(one.checkup.of(STOP, WARN) for one in seen))


def _wanted(
    sitting: Sitting, ledger: Ledger, records: Sequence[Record], asked: Asked, at: date | None
) -> Sequence[Record]:
    if asked.everything:
        return records
    if asked.what:
        from fsworkbook.cli.frame.finding import find_one  # noqa: PLC0415 - only where one is named

        named = find_one(asked.what, ledger, sitting.family)
        found = [record for record in records if record.id == named]
        return found or [ledger.everything[named]] if _is_open(ledger, named, sitting) else []
    author = sitting.author.key
    since = (at or sitting.desk.today()) - timedelta(days=LATELY)
    mine = [record for record in records if record.by == author and day_of(record.recorded) > since]
    return sorted(mine, key=lambda record: (record.recorded, record.id), reverse=True)


def _is_open(ledger: Ledger, record_id: str, sitting: Sitting) -> bool:
    """Return whether a record may be read by whoever looks; ratings are closed until the supervision is held."""
    from fsworkbook.workbook.ratings import veiled  # noqa: PLC0415 - beside its only use

    record = ledger.everything[record_id]
    return [*veiled([record], ledger, sitting.viewer)] == [record]


def _tell(call: Call, sitting: Sitting, seen: Sequence[Seen], asked: Asked) -> None:
    if call.json:
        from fsworkbook.cli.quality.checkdata import data_of  # noqa: PLC0415 - only for programs

        kind = "report" if asked.report else "records"
        emit_json(sitting.desk, "check", sitting.family.name, call.until(), data_of(sitting, seen, kind))
        return
    if asked.plain:
        from fsworkbook.cli.quality.matching import record_lines  # noqa: PLC0415 - only for programs

        say(sitting.desk, *(line for one in seen for line in record_lines(sitting, one)))
        return
    from fsworkbook.cli.quality import checklines  # noqa: PLC0415 - only for a screen

    if asked.report:
        say(sitting.desk, *checklines.report(sitting, seen, asked.report))
    elif asked.what and seen:
        say(sitting.desk, *checklines.one(sitting, seen[0]))
    elif asked.what:
        none = "That record is not checked: its words are somebody else’s, or it has none of its own."
        tell(sitting.desk, *wrap(none, sitting.desk.width))
    elif len(seen) == 1:
        say(sitting.desk, *checklines.one(sitting, seen[0]))
    else:
        lately = "" if asked.everything else f"in the last {LATELY} days"
        say(sitting.desk, *checklines.several(sitting, seen, lately, hints=asked.hints))
