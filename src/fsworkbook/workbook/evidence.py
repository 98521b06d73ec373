"""What the workbook itself says on each item of the closing checklist, so that nobody looks it up twice (B.42)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.workbook import statuses
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.consents import agreements
from fsworkbook.workbook.subjects import module_of
from fsworkbook.workbook.timing.outlook import open_actions

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from fsworkbook.practice.closings import ClosingItem
    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.ledger import Ledger


class Evidence:
    """What the workbook says, as at a day."""

    def __init__(self, family: Family, ledger: Ledger, practice: Practice, on: date) -> None:
        self.family = family
        self.ledger = ledger
        self.practice = practice
        self.on = on

    def of(self, item: ClosingItem, key: str = "") -> str:
        """Return what is known of an item of the checklist, in a sentence; "" where only a person can say.

        Args:
            item: the item.
            key: the child or parent for whom it is asked, where it is asked for each.
        """
        known: dict[str, Callable[[], str]] = {
            "status": lambda: self._status(key),
            "module": lambda: self._module(key, str(item.module)),
            "consents": self._consents,
            "meeting": self._meeting,
            "actions": self._actions,
            "case-summary": self._case_summary,
        }
        return known[item.shows]() if item.shows else ""

    def _status(self, child: str) -> str:
        held = statuses.on_day(self.ledger, child, self.on)
        if held is None:
            return "No status is recorded."
        name = self.practice.statuses[held.status].name if held.status in self.practice.statuses else held.status
        return f"Since {brief(held.since)}: {name}."

    def _module(self, parent: str, number: str) -> str:
        entries = [item for item in self.ledger.of("module") if module_of(item) == number and parent in item.about]
        last = max((record.on for record in entries), default=None)
        return f"Module {number}, last on {brief(last)}." if last else f"Module {number} has no entry."

    def _consents(self) -> str:
        allowing = {
            key
            for key, state in self.practice.consent_states.items()
            if state.allows and "decided_by" not in state.needs
        }
        standing = [found for found in agreements(self.ledger, self.practice, self.on) if found.state in allowing]
        return f"{len(standing)} still stand." if standing else "None stands."

    def _meeting(self) -> str:
        statutory = [
            record
            for record in self.ledger.of("meeting")
            if "planned" not in record.head
            and any(kind in self.practice.meetings and self.practice.meetings[kind].statutory
                    for kind in record.names("meeting"))
        ]  # fmt: skip
        if not statutory:
            return "No statutory meeting is recorded."
        last = statutory[-1]
        kinds = " and ".join(self.practice.meetings[kind].name for kind in last.names("meeting"))
        return f"The last: {kinds}, {brief(last.on)}."

    def _actions(self) -> str:
        count = len(open_actions(self.ledger))
        return f"{count} {'is' if count == 1 else 'are'} open: fsworkbook action --list" if count else "None is open."

    def _case_summary(self) -> str:
        written = self.ledger.of("case-summary")
        if not written:
            return "There is none."
        days = (self.on - written[-1].on).days
        return f"Of {brief(written[-1].on)}, {days} days old."
