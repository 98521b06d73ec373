"""One command's work on one family: the family, the practice model, who acts, and what they may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from fsworkbook.cli.frame.choosing import choose, me, practice
from fsworkbook.cli.frame.output import say, tell
from fsworkbook.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path

    from fsworkbook.cli.frame.calling import Call
    from fsworkbook.cli.frame.choosing import Chosen
    from fsworkbook.cli.frame.desk import Desk
    from fsworkbook.cli.talk.keeping import KeptDrafts
    from fsworkbook.practice.model import Practice
    from fsworkbook.store.folder import Change, Folder, Written
    from fsworkbook.workbook.family import Family, Member
    from fsworkbook.workbook.forms.bearings import Bearings
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record


class Sitting(NamedTuple):
    """What a command works with.

    Attributes:
        desk: the clock and the terminal.
        folder: the family's folder.
        family: who is who.
        practice: the practice model in use.
        member: who acts; None for a reader who has not said who they are.
    """

    desk: Desk
    folder: Folder
    family: Family
    practice: Practice
    member: Member | None

    @property
    def viewer(self) -> str:
        """The key of whoever looks; "" for a reader who has not said who they are."""
        return self.member.key if self.member else ""

    @property
    def author(self) -> Member:
        """Who records.

        Raises:
            BadInput: nobody has said who they are.
        """
        return self.member or me(self.desk, self.family)

    def bearings(self) -> Bearings:
        """Return what the forms need to know, as at this moment."""
        from fsworkbook.cli.frame.recording import take_bearings  # noqa: PLC0415 - not for --help

        return take_bearings(self.folder, self.family, self.practice, self.author, self.desk.now())

    def ledger(self, at: date | None = None) -> Ledger:
        """Return the records as they stand or stood; a file that cannot be read is named, and the rest still works."""
        from fsworkbook.workbook.ledger import ledger  # noqa: PLC0415 - not for recording

        records, faults = self.folder.records()
        for fault in faults:
            tell(self.desk, f"Left out: {fault}")
        return ledger(records, at)

    def drafts(self) -> KeptDrafts:
        """Return the drafts of this family, which only their owner can read."""
        from fsworkbook.cli.talk.keeping import kept_for  # noqa: PLC0415 - only for conversations

        return kept_for(self.desk, self.folder, self.viewer)

    def record(
        self, kind: str, table: Mapping[str, Any], becoming: Callable[[list[str]], None] | None = None
    ) -> tuple[Record, ...]:
        """Record a filled table and say what became of it: ids as data, everything else as messages.

        `becoming` is told the ids just before they are written.
        """
        from fsworkbook.cli.frame.recording import record  # noqa: PLC0415 - not for --help

        records, written = record(self.folder, kind, table, self.bearings(), self.waiting, becoming)
        self.account(records, written)
        return records

    def account(self, records: tuple[Record, ...], written: Written) -> None:
        """Print the ids of what was recorded, and what else the commit had to finish or take along."""
        for finished in written.finished:
            tell(self.desk, f"Finished what was interrupted before: {finished}.")
        for edit in written.hand_edits:
            tell(self.desk, f"Recorded along with it: {edit.path} was {edit.state} by hand.")
        say(self.desk, *(item.id for item in records))

    def waiting(self) -> None:
        """Say that somebody else is recording."""
        tell(self.desk, "Somebody else is recording in this family just now. Waiting …")


def sit_down(
    call: Call,
    *,
    recording: bool = False,
    table: Mapping[str, Any] | None = None,
    ahead: bool = False,
    reminding: bool = True,
) -> Sitting:
    """Open the family that a command works on, for whoever acts.

    Args:
        call: how the command was called.
        recording: whether the command writes.
        table: what `--from` holds; its `by` says who acts where `--as` does not.
        ahead: whether the command records into this folder and nobody is waited for any more, so that git may begin.
        reminding: whether it is said that colleagues changed something differently, where they did.

    Raises:
        BadInput: there is no such family, or nobody to act where the command records.
    """
    desk = call.desk
    by = (table or {}).get("by")
    written = by if isinstance(by, str) and not call.as_ else None
    leaving = call.leaving if ahead else None
    chosen = choose(desk, call.family, call.caseload, recording=recording, leaving=leaving)
    known = recording or call.as_ or written
    member = me(desk, chosen.family, call.as_, by=written) if known else _reader(desk, chosen)
    model = practice(desk)
    from fsworkbook.store.openings import may_differ  # noqa: PLC0415 - not for --help

    if reminding and may_differ(chosen.folder.path):
        from fsworkbook.cli.history.reminding import remind  # noqa: PLC0415 - only where somebody may differ

        remind(desk, chosen.folder)
    if desk.settings.fonts:
        from fsworkbook.report.faces import look_in  # noqa: PLC0415 - only where somebody has fonts of their own

        look_in(desk.path(desk.settings.fonts))
    chosen.folder.signer = lambda change: _signing_key(desk, chosen.folder, change, model)
    return Sitting(desk, chosen.folder, chosen.family, model, member)


def _reader(desk: Desk, chosen: Chosen) -> Member | None:
    """Return who reads; in a copy that another team handed over, my key may be somebody else's."""
    member = chosen.family.team.get(desk.settings.key or "")
    if member is None:
        return None
    from fsworkbook.store.handed import of  # noqa: PLC0415 - not for recording

    return None if of(chosen.folder.path) else member


def _signing_key(desk: Desk, folder: Folder, change: Change, model: Practice) -> Path | None:
    from fsworkbook.cli.frame.signing import key_for  # noqa: PLC0415 - not for reading

    return key_for(desk, folder.table(), change, model)


def day_at(desk: Desk, typed: str | None, option: str = "--at") -> date | None:
    """Return the day that an option names, or None where it was not given.

    Raises:
        BadInput: it is no day.
    """
    if typed is None:
        return None
    from fsworkbook.cli.talk.dates import read_day  # noqa: PLC0415 - only where a day was given

    try:
        return read_day(typed, desk.today())
    except BadInput as trouble:
        raise BadInput(f"{option}: {trouble}") from None
