"""The case summary: how old it is, what it was last changed for, and what has called for a new one since (E.30–E.38).

What calls for one stands in the practice model (`case_summaries.toml`), not here.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from fsworkbook.workbook.family import live
from fsworkbook.workbook.meetings import calendar
from fsworkbook.workbook.statuses import history

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fsworkbook.practice.model import Practice, Trigger
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record


class Prompt(NamedTuple):
    """News that calls for a new case summary.

    Attributes:
        on: the day of it.
        trigger: what kind of news it is.
        of: the key of the child or adult whom it is about, or "".
        record: the id of the record that tells it, or "" where `family.toml` does.
        answered: the id of the case summary that was written since, or "".
    """

    on: date
    trigger: Trigger
    of: str = ""
    record: str = ""
    answered: str = ""

    def words(self, family: Family) -> str:
        """Return what happened, in words: `A move to another home`, with the name where it is about one person."""
        return f"{self.trigger.name} · {family.first_name(self.of)}" if self.of else self.trigger.name


def latest(ledger: Ledger) -> Record | None:
    """Return the case summary as it stands."""
    return max(ledger.of("case-summary"), key=lambda record: (record.on, record.recorded), default=None)


def prompts(family: Family, ledger: Ledger, practice: Practice) -> tuple[Prompt, ...]:
    """Return all news that called for a case summary since the workbook was opened, answered or not, by day.

    It is answered by a case summary of its day or later that was recorded after it, or that names it.
    """
    found = chain(
        _changes(family, ledger, practice),
        _meetings(ledger, practice),
        _consents(ledger, practice),
        _thresholds(ledger, practice),
        _events(ledger, practice),
    )
    opened = family.opened or date.min
    made = {(item.on, item.trigger.id, item.of): item for item in found if item.on >= opened}
    ordered = sorted(made.values(), key=lambda item: (item.on, item.trigger.id, item.of))
    return tuple(item._replace(answered=_answer(item, ledger)) for item in ordered)


def unanswered(family: Family, ledger: Ledger, practice: Practice) -> tuple[Prompt, ...]:
    """Return the news since which no case summary was written."""
    return tuple(item for item in prompts(family, ledger, practice) if not item.answered)


def _answer(prompt: Prompt, ledger: Ledger) -> str:
    told = ledger.everything.get(prompt.record)
    for summary in ledger.of("case-summary"):
        if prompt.record and summary.word("event") == prompt.record:
            return summary.id
        first = ledger.first_version(summary)
        if summary.on >= prompt.on and (told is None or first.recorded >= ledger.first_version(told).recorded):
            return summary.id
    return ""


# What the workbook knows of itself


def _changes(family: Family, ledger: Ledger, practice: Practice) -> Iterator[Prompt]:
    by_change = {change: item for item in practice.case_triggers.values() for change in item.changes}
    for change, on, whom, record in chain(_statuses(family, ledger), _homes(family), _people(family), _orders(family)):
        if change in by_change:
            yield Prompt(on, by_change[change], whom, record)


def _statuses(family: Family, ledger: Ledger) -> Iterator[tuple[str, date, str, str]]:
    for child in family.children:
        for held in history(ledger, child.key):
            yield "status", held.since, child.key, held.record.id


def _homes(family: Family) -> Iterator[tuple[str, date, str, str]]:
    """Yield moves, and adults who come to live or stay with children."""
    for home in family.households:
        children = [key for key in home.members if key in family.people and family.people[key].is_child]
        if not children:
            continue
        if home.since:
            yield "address", home.since, "", ""
            yield from (
                ("adult", home.since, key, "") for key in _new_adults(home.members, home.since, children, family)
            )
        for stay in _tables(home.overnight):
            days = (stay.get("from"), stay.get("until"))
            who = stay.get("person")
            yield from (("overnight", on, str(who or ""), "") for on in days if isinstance(on, date))


def _new_adults(members: Iterable[str], since: date, children: Iterable[str], family: Family) -> Iterator[str]:
    """Yield the adults of a home who did not live with any of its children just before."""
    with_them = {
        key
        for home in family.households
        if set(children) & set(home.members) and home.since != since and live(home.since, home.until, since)
        for key in home.members
    }
    for key in members:
        if key in family.people and not family.people[key].is_child and key not in with_them:
            yield key


def _people(family: Family) -> Iterator[tuple[str, date, str, str]]:
    """Yield births, new schools and new nurseries."""
    for child in family.children:
        if child.born:
            yield "birth", child.born, child.key, ""
        for change in ("schools", "nurseries"):
            for place in _tables(child.more.get(change)):
                on = place.get("from")
                if isinstance(on, date):
                    yield change, on, child.key, ""


def _orders(family: Family) -> Iterator[tuple[str, date, str, str]]:
    for order in family.orders:
        if order.since:
            yield "order-made", order.since, order.against, ""
        if order.until:
            yield "order-ended", order.until, order.against, ""


def _tables(value: object) -> list[Mapping[str, Any]]:
    return [item for item in value if hasattr(item, "get")] if isinstance(value, list | tuple) else []


# What was recorded


def _meetings(ledger: Ledger, practice: Practice) -> Iterator[Prompt]:
    for record in ledger.of("meeting"):
        if "planned" in record.head:
            continue
        for trigger in practice.case_triggers.values():
            if set(trigger.meetings) & set(record.names("meeting")):
                yield Prompt(record.on, trigger, record=record.id)


def _consents(ledger: Ledger, practice: Practice) -> Iterator[Prompt]:
    for record in ledger.of("consent"):
        for trigger in practice.case_triggers.values():
            if record.word("state") in trigger.consents:
                yield Prompt(record.on, trigger, record.word("person"), record.id)


def _thresholds(ledger: Ledger, practice: Practice) -> Iterator[Prompt]:
    for meeting in calendar(ledger).held:
        said = meeting.agreement.head.get("thresholds", {}) if meeting.agreement else {}
        for child, threshold in said.items() if hasattr(said, "items") else ():
            recommend = threshold.get("recommend") if hasattr(threshold, "get") else ""
            for trigger in practice.case_triggers.values():
                if recommend in trigger.thresholds and meeting.agreement:
                    yield Prompt(meeting.on, trigger, child, meeting.agreement.id)


def _events(ledger: Ledger, practice: Practice) -> Iterator[Prompt]:
    for record in ledger.of("chronology"):
        said = f"{record.word('event')} {record.section('account') or ''}".casefold()
        for trigger in practice.case_triggers.values():
            if any(re.search(rf"\b{re.escape(word)}", said) for word in trigger.words):
                yield Prompt(record.on, trigger, record=record.id)
