"""What is due by which rule: every clock of the practice model run over the events of a family (section C).

No rule stands here: what starts a clock, what stops it and for whom it runs is in `timescales.toml`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.workbook.clock import day_of
from fsworkbook.workbook.meetings import calendar
from fsworkbook.workbook.statuses import history
from fsworkbook.workbook.timing.days import months
from fsworkbook.workbook.timing.events import Event, events

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from fsworkbook.practice.model import Practice
    from fsworkbook.practice.timescales import Timescale
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.timing.days import Counting

_FOREVER: Final = date.max
BEGAN: Final = "began"
"""The event that starts a clock where nothing else has yet: a plan or status began."""
_MOST: Final = 400
"""How many times one clock can run again in a chain: a guard against a council's interval of no days."""


class Reading(NamedTuple):
    """The day by which another reading of the sources would have it (X1–X22)."""

    rule: Timescale
    due: date


class Deadline(NamedTuple):
    """One day by which something is due.

    Attributes:
        rule: the number that it comes from.
        of: whose clock it is: the key of a child, an assessment or a member of the team, or the id of a record; ""
            for the family's.
        began: the event that it is counted from.
        due: the day to the end of which there is time.
        moment: the moment, where hours count.
        met: the event that met it, or None.
        readings: what the sources' other readings would say.
        working: the working day before, where it is owed to a child and falls on a free day; `due` otherwise.
        warn: the last day before it is a warning; `due` where the model gives no other.
        meeting: the id of the supervision that it belongs to, or "".
        extended: the event that gave it a later day, or None.
        ended: the last day on which it can be met: its plan or status ended then, and another clock runs since.
    """

    rule: Timescale
    of: str
    began: Event
    due: date
    moment: datetime | None = None
    met: Event | None = None
    readings: tuple[Reading, ...] = ()
    working: date = _FOREVER
    warn: date = date.min
    meeting: str = ""
    extended: Event | None = None
    ended: date = _FOREVER

    @property
    def in_time(self) -> bool:
        """Whether it was met, and in time."""
        if self.met is None:
            return False
        if self.moment and self.met.at:
            return self.met.at <= self.moment
        return self.met.on <= self.due

    @property
    def late_after(self) -> date:
        """The last day on which it is not late: a later reading's or the warning's, where the model says so (X1)."""
        lenient = [reading.due for reading in self.readings if reading.rule.id == self.rule.late_from]
        return max([self.due, self.warn, *lenient])

    def late(self, today: date) -> bool:
        """Whether it is late: met too late, or not met and past its day."""
        if self.met:
            return not self.in_time and self.met.on > self.late_after
        return today > self.late_after


class Span(NamedTuple):
    """The days on which a rule runs for somebody; `whole` is the first of the plan or status that it runs within."""

    since: date
    until: date
    whole: date = date.min


def deadlines(family: Family, ledger: Ledger, practice: Practice, counting: Counting) -> tuple[Deadline, ...]:
    """Return every deadline that there is or was, met or not, by day.

    Args:
        family: who is who.
        ledger: the records that stand; as at a day, the records of that day.
        practice: the model in use.
        counting: how days are counted.
    """
    clocks = Clocks(family, ledger, practice, counting)
    opened = family.opened or date.min
    found = [
        deadline
        for rule in practice.timescales.values()
        if rule.runs and not rule.reading_of
        for deadline in clocks.of(rule)
        if deadline.met or deadline.due >= opened  # what was due before, nobody could record here
    ]
    return tuple(sorted(found, key=lambda deadline: (deadline.due, deadline.rule.id, deadline.of)))


class Clocks:
    """The clocks of one family."""

    def __init__(self, family: Family, ledger: Ledger, practice: Practice, counting: Counting) -> None:
        self.family = family
        self.ledger = ledger
        self.practice = practice
        self.counting = counting
        self.named: dict[str, list[Event]] = {}
        for event in events(family, ledger, practice):
            self.named.setdefault(event.name, []).append(event)
        self.calendar = calendar(ledger)
        self.readings: dict[str, list[Timescale]] = {}
        for rule in practice.timescales.values():
            if rule.reading_of:
                self.readings.setdefault(rule.reading_of, []).append(rule)

    def of(self, rule: Timescale) -> Iterator[Deadline]:
        """Return the deadlines of a rule, for each whose clock it is."""
        for key in self._owners(rule):
            for span in self._spans(rule, key):
                yield from self._run(rule, key, span)

    def _owners(self, rule: Timescale) -> Iterable[str]:
        """Return whose clocks there are."""
        if rule.of == "child":
            return [child.key for child in self.family.children]
        if rule.of == "assessment":
            return [key for key, one in self.family.assessments.items() if one.split is None]
        if rule.of == "family":
            return [""]
        if rule.of in {"supervision", "practitioner"}:
            return [meeting.id for meeting in self.calendar.meetings]
        return list(dict.fromkeys(event.record for event in self._happened(_starters(rule))))

    def _spans(self, rule: Timescale, key: str) -> Iterator[Span]:
        """Return the spans of days in which a rule runs: for a child those of a plan or a status."""
        spans = [Span(date.min, _FOREVER)]
        if rule.plans or rule.statuses:
            spans = list(self._held(rule, key))
        for span in spans:
            yield from self._narrowed(rule, key, span)

    def _held(self, rule: Timescale, child: str) -> Iterator[Span]:
        """Return the days on which a child had one of the plans or statuses that a rule runs for, each time whole."""
        began: date | None = None
        for held in history(self.ledger, child):
            known = self.practice.statuses.get(held.status)
            if held.status in rule.statuses or (known is not None and known.plan in rule.plans):
                began = began or held.since
                if held.until is None:
                    yield Span(began, _FOREVER)
            elif began:
                yield Span(began, held.since)
                began = None

    def _narrowed(self, rule: Timescale, key: str, span: Span) -> Iterator[Span]:
        since, until, _ = span
        if rule.since:
            first = self._first(rule.since, key, span)
            if first is None:
                return
            since = first.on
        if rule.ends and (last := self._first(rule.ends, key, span)):
            until = last.on
        if rule.from_month and span.since > date.min:
            since = max(since, months(span.since, rule.from_month))
        if rule.until_month and span.since > date.min:
            until = min(until, months(span.since, rule.until_month))
        yield Span(since, until, span.since)

    def _first(self, names: Sequence[str], key: str, span: Span) -> Event | None:
        return next((event for event in self._about(names, key) if span.since <= event.on <= span.until), None)

    def _run(self, rule: Timescale, key: str, span: Span) -> Iterator[Deadline]:
        if rule.counts == "every":
            yield from self._chain(rule, key, span)
        elif rule.of == "practitioner":
            yield from self._each_practitioner(rule, key)
        else:
            yield from self._once(rule, key, span)

    def _chain(self, rule: Timescale, key: str, span: Span) -> Iterator[Deadline]:
        """From one time that it was met to the next, and from the last into the open."""
        child = self.family.people.get(key)
        since = max(span.since, child.born) if child and child.born else span.since
        if child and child.is_unborn:
            return
        last = self._start(rule, key, span, since)
        if last is None:
            return
        for _ in range(_MOST):
            met = next((event for event in self._about(rule.met_by, key) if event.on > last.on), None)
            met = met if met is None or met.on <= span.until else None
            deadline = self._made(rule, key, last, met)
            if met is None:
                if deadline.due < span.until:
                    yield deadline._replace(ended=span.until)
                return
            yield deadline
            last = met

    def _start(self, rule: Timescale, key: str, span: Span, since: date) -> Event | None:
        """Return what a chain is first counted from: its trigger, the last time before it took over, its beginning."""
        before = [event for event in self._about(rule.trigger, key) if span.since <= event.on <= span.until]
        if before:
            return before[0]
        if since == date.min:
            return None
        done = [event for event in self._about(rule.met_by, key) if span.whole <= event.on <= since]
        if done and span.whole < span.since:
            return done[-1]
        return Event(BEGAN, since, frozenset({key}))

    def _once(self, rule: Timescale, key: str, span: Span) -> Iterator[Deadline]:
        triggers = [event for event in self._about(_starters(rule), key) if span.since <= event.on <= span.until]
        for number, began in enumerate(triggers, start=1):
            if (rule.nth and number != rule.nth) or (rule.from_nth and number < rule.from_nth):
                continue
            if rule.unless_plans and self._plan(key, began.on) in rule.unless_plans:
                continue
            following = triggers[number].on if number < len(triggers) and rule.counts == "after" else _FOREVER
            deadline = self._made(rule, key, began, self._met(rule, key, began, following))
            if deadline.met is None and deadline.due > span.until:
                continue
            deadline = deadline._replace(ended=span.until)
            if deadline.met is None and following < _FOREVER and not set(rule.trigger) & set(rule.met_by):
                continue  # it began again before it was met, and is counted from there
            yield deadline

    def _met(self, rule: Timescale, key: str, began: Event, following: date) -> Event | None:
        """Return the event that meets a clock: after it began, or for one that runs before, at any time up to it."""
        known = self._about(rule.met_by, key)
        if rule.counts == "before":
            return known[-1] if known and rule.of != "supervision" else next(iter(known), None)
        same = bool(set(rule.trigger) & set(rule.met_by))
        later = [
            event
            for event in known
            if (event.on > began.on if same else event.on >= began.on) and (same or event.on <= following)
        ]
        return later[rule.times - 1] if len(later) >= rule.times else None

    def _each_practitioner(self, rule: Timescale, meeting_id: str) -> Iterator[Deadline]:
        """Each who rates and is on the team by then owes their own."""
        for began in self._about(rule.trigger, meeting_id):
            for member in self.family.team.values():
                role = self.practice.roles.get(member.role)
                on_team = (member.since is None or member.since <= began.on) and (
                    member.until is None or member.until >= began.on
                )
                if role is None or not role.rates or not on_team:
                    continue
                mine = [event for event in self._about(rule.met_by, meeting_id) if event.by == member.key]
                yield self._made(rule, member.key, began, mine[0] if mine else None, meeting_id)

    def _made(self, rule: Timescale, key: str, began: Event, met: Event | None, meeting: str = "") -> Deadline:
        due, moment = self._due(rule, began)
        extended = self._extended(rule, key)
        due = extended.until if extended is not None and extended.until is not None else due
        readings = tuple(Reading(other, self._due(other, began)[0]) for other in self.readings.get(rule.id, ()))
        warn = self._due(rule._replace(number=rule.warn_at), began)[0] if rule.warn_at else due
        return Deadline(
            rule=rule,
            of=key,
            began=began,
            due=due,
            moment=moment,
            met=met,
            readings=readings,
            working=self.counting.last_working(due) if rule.owed else due,
            warn=warn,
            meeting=meeting or (key if rule.of == "supervision" else ""),
            extended=extended,
        )

    def _extended(self, rule: Timescale, key: str) -> Event | None:
        """Return the last event that gave a clock a later day; what is recorded last, counts."""
        given = [event for event in self._about(rule.extended_by, key) if event.until is not None]
        return max(given, key=lambda event: self._recorded(event.record)) if given else None

    def _recorded(self, record: str) -> datetime:
        return self.ledger.first_version(self.ledger.everything[record]).recorded

    def _due(self, rule: Timescale, began: Event) -> tuple[date, datetime | None]:
        if rule.unit == "hours":
            start = began.at or datetime(began.on.year, began.on.month, began.on.day, tzinfo=UTC)
            moment = start + timedelta(hours=rule.number)
            return day_of(moment), moment
        count = self.counting.before if rule.counts == "before" else self.counting.after
        return count(began.on, rule.number, rule.unit), None

    def _plan(self, child: str, on: date) -> str:
        """Return the kind of plan that a child had on the eve of a day, and still had on it."""
        held = [item for item in history(self.ledger, child) if item.since < on and (item.until or _FOREVER) >= on]
        known = self.practice.statuses.get(held[-1].status) if held else None
        return known.plan if known else ""

    def _happened(self, names: Iterable[str]) -> list[Event]:
        return sorted(
            (event for name in names for event in self.named.get(name, ())), key=lambda event: (event.on, event.record)
        )

    def _about(self, names: Iterable[str], key: str) -> list[Event]:
        """Return what happened that concerns somebody; what concerns nobody by name concerns all."""
        return [event for event in self._happened(names) if not key or not event.of or self._concerns(event, key)]

    def _concerns(self, event: Event, key: str) -> bool:
        """Whether an event concerns somebody; an assessment also through its children, where it names no other."""
        assessment = self.family.assessments.get(key)
        if assessment is None:
            return key in event.of
        if event.of & {key, assessment.follows}:  # what was for the joint one was for each that follows it
            return True
        return not event.of & self.family.assessments.keys() and bool(event.of & set(assessment.children))


def _starters(rule: Timescale) -> tuple[str, ...]:
    """Return the events that start a clock; one that runs before a meeting starts when the meeting is planned."""
    if rule.counts != "before":
        return rule.trigger
    return (*rule.trigger, *(name.replace("meeting.", "planned.", 1) for name in rule.trigger if "meeting." in name))


def by_rule(found: Iterable[Deadline]) -> Mapping[str, tuple[Deadline, ...]]:
    """Return deadlines by the id of their rule."""
    made: dict[str, tuple[Deadline, ...]] = {}
    for deadline in found:
        made[deadline.rule.id] = (*made.get(deadline.rule.id, ()), deadline)
    return made
