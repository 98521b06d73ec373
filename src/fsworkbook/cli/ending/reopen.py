"""`reopen`: a family has come back: a new episode of its workbook, linked to the old one (B.44)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.cli.frame.calling import Call, recording
from fsworkbook.cli.frame.options import Child, On, Reason

if TYPE_CHECKING:
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Talk
    from fsworkbook.workbook.record import Record


@recording
def command(call: Call, child: Child = None, on: On = None, reason: Reason = None) -> None:
    """Open a closed workbook again, or with --child the work with one child: what was recorded stays as it is."""
    from fsworkbook.cli.frame.taking import answers, save, take  # noqa: PLC0415 - not for --help
    from fsworkbook.workbook.episodes import REOPENED  # noqa: PLC0415 - likewise

    options = {"step": REOPENED, "child": child, "on": call.day(on), "reason": reason}
    if reason and call.source is None:
        save(call.sit(recording=True), "closing", answers(call, options), after=_said)
        return
    take(call, "closing", options, _talk, after=_said)


def _talk(sitting: Sitting) -> Talk:
    from fsworkbook.cli.frame.taking import Talk  # noqa: PLC0415 - only to ask
    from fsworkbook.cli.talk.asksteps import long  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.forms.form import allow  # noqa: PLC0415 - likewise

    allow("close-workbook", sitting.bearings())
    asked = [long("reason", "Why does the work begin again?", needed=True)]
    return Talk(f"{sitting.family.surname} · a new episode", "reopen", "fsworkbook reopen", lambda _table: asked)


def _said(sitting: Sitting, _records: tuple[Record, ...]) -> None:
    from fsworkbook.cli.frame.output import tell  # noqa: PLC0415 - not for --help

    tell(sitting.desk, "It is open again. What was recorded before stands as it was.")
