"""What stands between the events of a chronology: meetings, statuses, orders, births, homes, changes of the team.

Each comes from a record or from who is who, and from nothing else; addresses are never in it (F.40).
"""

from __future__ import annotations

from datetime import date, datetime
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.workbook.clock import spoken
from fsworkbook.workbook.statuses import history

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.family import Family, Member
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.statuses import Standing

EVENT, MEETING, STATUS, ORDER, BIRTH, DEATH, HOME, TEAM = _KINDS = (
    "event", "meeting", "status", "order", "birth", "death", "home", "team",
)  # fmt: skip


class Detail(NamedTuple):
    """Something more about it: the key of the record that holds it, and the words."""

    key: str
    words: str


class Happening(NamedTuple):
    """Something that happened.

    Attributes:
        kind: event, meeting, status, order, birth, death, home or team.
        on: the day; where only a time is known, the day it is kept under.
        what: what happened, in words.
        children: the keys of the children whom it concerns; none where it concerns all.
        label: the kind of event, as its author called it.
        until: the last day, where it went on for longer.
        when: when it was, in words, where the day is not known.
        details: what else is recorded of it: help, outcome, who decided and why.
        record: the id of the record that tells it; "" where who is who does.
        by: the key of whoever recorded it, or "".
        entry: the id of the entry that tells it in full, or "".
        recorded: when it was recorded; None where who is who tells it.
    """

    kind: str
    on: date
    what: str
    children: tuple[str, ...] = ()
    label: str = ""
    until: date | None = None
    when: str = ""
    details: tuple[Detail, ...] = ()
    record: str = ""
    by: str = ""
    entry: str = ""
    recorded: datetime | None = None

    @property
    def order(self) -> tuple[object, ...]:
        """What it is sorted by: the day, then the kind, then when it was recorded."""
        moment = self.recorded.isoformat() if self.recorded else ""
        return (self.on, _KINDS.index(self.kind), moment, self.record, self.what)


def milestones(
    family: Family, practice: Practice, ledger: Ledger, day: date, *, everything: bool = False
) -> tuple[Happening, ...]:
    """Return what stands between the events by the end of a day, in no order.

    Args:
        family: who is who.
        practice: the names of meetings, statuses, orders and roles, and which meetings the law asks for.
        ledger: the records as they stood.
        day: what is still to come is left out.
        everything: whether other meetings and changes of the team count too (J.80).
    """
    found: Iterable[Happening] = chain(
        _meetings(family, ledger, practice, everything=everything),
        _statuses(family, ledger, practice),
        _orders(family, practice),
        _lives(family),
        _homes(family),
        _team(family, practice) if everything else (),
    )
    return tuple(item for item in found if item.on <= day)


def _meetings(family: Family, ledger: Ledger, practice: Practice, *, everything: bool) -> Iterator[Happening]:
    for record in ledger.of("meeting"):
        kinds = [practice.meetings[key] for key in record.names("meeting") if key in practice.meetings]
        if "planned" in record.head or not kinds or not (everything or any(kind.statutory for kind in kinds)):
            continue
        names = " and ".join([kinds[0].name, *(_small(kind.name) for kind in kinds[1:])])
        children = _known(record.children, family)
        if record.children and not children:
            continue
        whom = _listed(map(family.first_name, children))
        outcome = record.word("outcome").strip()
        yield Happening(
            MEETING,
            record.on,
            f"{names}{f' about {whom}' if whom else ''}",
            children,
            details=(Detail("outcome", outcome),) if outcome else (),
            record=record.id,
            by=record.by,
            recorded=record.recorded,
        )


def _statuses(family: Family, ledger: Ledger, practice: Practice) -> Iterator[Happening]:
    """Yield what was decided for the children; one line for those of whom the same was decided for the same reason."""
    alike: dict[tuple[object, ...], list[Standing]] = {}
    for child in family.children:
        for item in history(ledger, child.key):
            why = (item.record.word("decided_by").strip(), item.record.word("reason").strip())
            alike.setdefault((item.since, item.status, *why), []).append(item)
    for (since, status, decided, reason), found in alike.items():
        first = found[0].record
        known = practice.statuses.get(str(status))
        names = _listed(family.first_name(item.child) for item in found)
        pairs = (("decided_by", str(decided)), ("reason", str(reason)))
        yield Happening(
            STATUS,
            since if isinstance(since, date) else first.on,
            f"{_capital(names)}: {_small(known.name) if known else status}",
            tuple(item.child for item in found),
            details=tuple(Detail(key, words) for key, words in pairs if words),
            record=first.id,
            by=first.by,
            recorded=first.recorded,
        )


def _orders(family: Family, practice: Practice) -> Iterator[Happening]:
    children = {child.key for child in family.children}
    for order in family.orders:
        kind = practice.orders[order.kind].name if order.kind in practice.orders else _capital(order.kind)
        if order.against not in family.people:
            continue
        kept = _listed(map(family.first_name, _known(order.protects, family)))
        named = tuple(key for key in order.protects if key in children)
        lead = f"{kind} against {family.first_name(order.against)}{f', to protect {kept}' if kept else ''}"
        if order.since:
            until = f", until {spoken(order.until)}" if order.until else ""
            yield Happening(ORDER, order.since, f"{lead}{until}", named)
        if order.until:
            yield Happening(ORDER, order.until, f"{lead}: it ends", named)


def _lives(family: Family) -> Iterator[Happening]:
    for person in family.people.values():
        own = (person.key,) if person.is_child else ()
        if person.is_child and person.born:
            yield Happening(BIRTH, person.born, f"{person.name} is born", own)
        if person.died:
            yield Happening(DEATH, person.died, f"{person.name} dies", own)


def _homes(family: Family) -> Iterator[Happening]:
    """Yield where children of the family began to live, and with whom; by the home's name, never by its address."""
    children = {child.key for child in family.children}
    for home in family.households:
        own = tuple(key for key in home.members if key in children)
        if home.since and own:
            others = [key for key in _known(home.members, family) if key not in children]
            names = _capital(_listed(map(family.first_name, own)))
            beside = f", with {_listed(map(family.first_name, others))}" if others else ""
            where = home.name or "another home"
            yield Happening(HOME, home.since, f"{names} now live{_s(own)} at {where}{beside}", own)


def _team(family: Family, practice: Practice) -> Iterator[Happening]:
    for member in family.team.values():
        whom = tuple(key for key in member.works_with if key in family.people and family.people[key].is_child)
        for on, verb in ((member.since, "joins"), (member.until, "leaves")):
            if on is not None:
                yield Happening(TEAM, on, f"{member.name}, {_role(member, practice)}, {verb} the team", whom)


def _known(keys: Iterable[str], family: Family) -> tuple[str, ...]:
    """Return those of some people whom the family that was handed over holds: of others its reader may not know."""
    return tuple(key for key in keys if key in family.people)


def _role(member: Member, practice: Practice) -> str:
    known = practice.roles.get(member.role)
    return _small(member.title or (known.name if known else member.role))


def _s(people: tuple[str, ...]) -> str:
    return "s" if len(people) == 1 else ""


def _listed(names: Iterable[str]) -> str:
    *first, last = [*names] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _small(words: str) -> str:
    """Return words as they go on in a sentence; a word in capitals stays."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
