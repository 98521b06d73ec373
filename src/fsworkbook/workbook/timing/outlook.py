"""The outlook of a family: everything that is still owed, whoever owes it.

It does not depend on the day on which it is looked at, so that an index can keep it; `due` reads it as at a day.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.workbook.apart import Together, joint, together
from fsworkbook.workbook.casesummaries import unanswered
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.consentgaps import ATTACHED, ENTRY, STOPPED, UNASKED, consent_gaps, words
from fsworkbook.workbook.consents import agreements
from fsworkbook.workbook.family import joined
from fsworkbook.workbook.meetings import calendar
from fsworkbook.workbook.replies import disputes
from fsworkbook.workbook.risks import due_again, unreviewed, worries
from fsworkbook.workbook.timing.deadlines import BEGAN, deadlines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from fsworkbook.practice.model import Practice
    from fsworkbook.practice.timescales import Timescale
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record
    from fsworkbook.workbook.timing.days import Counting
    from fsworkbook.workbook.timing.deadlines import Deadline

ACTION: Final = "action"
REVIEW: Final = "consent-review"
CONSENT: Final = "consent"
APART: Final = "order"
DISPUTED: Final = "reply"
PROMISED: Final = "request"
MEETING: Final = "meeting"
NEWS: Final = "case-summary"
COPY: Final = "copy-release"
WORRY: Final = "risk"
SIGNATURE: Final = "version"
"""What is owed by a day that somebody set, rather than by a number of the practice."""


class Task(NamedTuple):
    """One thing that is owed.

    Attributes:
        rule: the id of the number that it comes from, or ACTION, REVIEW, PROMISED, MEETING.
        what: what has to be so, in words, with the name of the child or parent.
        title: the same without any name, for a calendar that others may see.
        due: the day to the end of which there is time.
        working: the working day before, where `due` is none and it is owed to a child; `due` otherwise.
        late_after: the last day on which it is not late.
        ended: the last day on which it can be met.
        why: the rule in a sentence: what it counts from, its number, its inventory id and how sure it is.
        role: the role that owes it, or "".
        owner: the key of the one who owes it, or "" where a role does.
        of: whose clock it is, as `Deadline.of`.
        record: the id of the record that it comes from, or "".
        hint: whether nobody breaks anything by it.
        done_by: the event that would meet it (`visit.statutory`), or "" where a day was set by hand.
    """

    rule: str
    what: str
    title: str
    due: date
    working: date
    late_after: date
    ended: date
    why: str
    role: str = ""
    owner: str = ""
    of: str = ""
    record: str = ""
    hint: bool = False
    done_by: str = ""


class Hand(NamedTuple):
    """Somebody on the team, or who stands in for a role: for saying who owes what on a day."""

    key: str
    name: str
    role: str
    since: date | None
    until: date | None
    covers: bool = False


class Outlook(NamedTuple):
    """What a family owes, and who is there to do it."""

    tasks: tuple[Task, ...]
    hands: tuple[Hand, ...]


def outlook(
    family: Family,
    ledger: Ledger,
    practice: Practice,
    counting: Counting,
    known: Iterable[Deadline] | None = None,
) -> Outlook:
    """Return everything that is still owed in a family; `known` are its deadlines, where they are counted already."""
    held = {meeting.id for meeting in calendar(ledger).held}
    tasks = [
        _task(deadline, family, practice)
        for deadline in (deadlines(family, ledger, practice, counting) if known is None else known)
        if deadline.met is None and not _over(deadline, held)
    ]
    tasks += [*_actions(ledger), *_reviews(family, ledger, practice), *_promises(family, ledger)]
    tasks += [*_consents(family, ledger, practice), *_apart(family, ledger, practice)]
    tasks += _disputed(family, ledger)
    tasks += [*_planned(family, ledger, practice), *_called_for(family, ledger, practice)]
    tasks += _copies(family, ledger, practice)
    tasks += _worries(ledger, practice)
    tasks += _signatures(family, ledger, practice)
    hands = [Hand(m.key, m.name, m.role, m.since, m.until) for m in family.team.values()]
    hands += [
        Hand(cover.person, family.called(cover.person), cover.role, cover.since, cover.until, covers=True)
        for cover in family.covers
    ]
    return Outlook(tuple(sorted(tasks, key=lambda task: (task.due, task.rule, task.of))), tuple(hands))


def _over(deadline: Deadline, held: Collection[str]) -> bool:
    """Whether what was to be ready before a meeting can be no more, as the meeting has been."""
    if deadline.rule.counts != "before":
        return False
    return deadline.meeting in held or deadline.began.name.startswith("meeting.")


def _task(deadline: Deadline, family: Family, practice: Practice) -> Task:
    rule = deadline.rule
    whose = _whose(deadline, family)
    return Task(
        rule=rule.id,
        what=f"{rule.name} · {whose}" if whose else rule.name,
        title=rule.name,
        due=deadline.due,
        working=deadline.working,
        late_after=deadline.late_after,
        ended=deadline.ended,
        why=because(deadline, practice),
        role="" if rule.of == "practitioner" else rule.owner,
        owner=deadline.of if rule.of == "practitioner" else "",
        of=deadline.of,
        record=deadline.began.record,
        hint=rule.hint,
        done_by=next(iter(rule.met_by), ""),
    )


def _whose(deadline: Deadline, family: Family) -> str:
    """Return who or what a deadline is about, in a word: a child's first name, the parents assessed."""
    if deadline.of in family.people:
        return family.first_name(deadline.of)
    if deadline.of in family.assessments:
        return joined(family.first_name(key) for key in family.assessments[deadline.of].parents)
    if deadline.rule.of == "request":
        return joined(family.first_name(key) for key in sorted(deadline.began.of & family.people.keys()))
    return f"supervision of {brief(deadline.began.on)}" if deadline.meeting else ""


def because(deadline: Deadline, practice: Practice) -> str:
    """Return why a day is the day: the number, what it counts from, its id, how sure it is, and other readings."""
    rule = deadline.rule
    way = "before" if rule.counts == "before" else "after"
    what = "it began" if deadline.began.name == BEGAN else rule.after
    said = f"{_amount(rule)} {way} {what}, {brief(deadline.began.on)} ({rule.said})"
    if deadline.extended is not None:
        ids = [other.inventory for other in practice.timescales.values() if deadline.extended.name in other.met_by]
        said += f"; more time agreed on {brief(deadline.extended.on)}" + (f" ({', '.join(ids)})" if ids else "")
    if deadline.readings:
        ids = [found.id for found in practice.contradictions.values() if rule.id in found.timescales]
        others = ", ".join(f"{_amount(reading.rule)}: {brief(reading.due)}" for reading in deadline.readings)
        said += f"; read otherwise, {others}" + (f" ({', '.join(ids)})" if ids else "")
    return said


def _amount(rule: Timescale) -> str:
    unit = rule.unit[:-1] if rule.number == 1 else rule.unit
    return f"{rule.number} {unit}"


def _set_by_hand(rule: str, what: str, title: str, due: date, why: str, **more: str) -> Task:
    days = {"due": due, "working": due, "late_after": due, "ended": date.max}
    return Task(rule=rule, what=what, title=title, why=why, **days, **more)  # type: ignore[arg-type]


def _actions(ledger: Ledger) -> Iterator[Task]:
    for record in open_actions(ledger):
        due = record.head.get("due")
        if not isinstance(due, date):
            continue
        what = f"Action: {' '.join((record.section('account') or '').split())}"
        why = f"agreed on {brief(record.on)} (D.70)"
        yield _set_by_hand(ACTION, what, "An action", due, why, owner=record.word("owner"), record=record.id)


def open_actions(ledger: Ledger) -> tuple[Record, ...]:
    """Return the actions that nothing has closed, by the day they were agreed."""
    every = ledger.of("action")
    closed = {record.word("closes") for record in every}
    return tuple(record for record in every if not record.word("closes") and record.id not in closed)


def _reviews(family: Family, ledger: Ledger, practice: Practice) -> Iterator[Task]:
    for agreement in agreements(ledger, practice, date.max):
        review = agreement.record.head.get("review")
        if isinstance(review, date):
            what = f"Ask again for consent · {family.first_name(agreement.person)}"
            why = f"the day that was set on {brief(agreement.record.on)} (F.05)"
            by = agreement.record.by
            yield _set_by_hand(REVIEW, what, "Ask again for consent", review, why, owner=by, record=agreement.record.id)


def _consents(family: Family, ledger: Ledger, practice: Practice) -> Iterator[Task]:
    """Yield who is still to be asked, and what was refused or withdrawn until a supervision has been held since."""
    meetings = calendar(ledger)
    last = max((meeting.held.recorded for meeting in meetings.held if meeting.held), default=None)
    following = meetings.next.on if meetings.next else None
    for gap in consent_gaps(family, ledger, practice, date.max):
        why, record = words(gap, family, practice, named=False).rstrip("."), gap.records[0] if gap.records else ""
        matter = practice.consent_matters.get(gap.matter)
        role = (matter.role if matter else "") or practice.allocated_role
        name = family.first_name(gap.person)
        if gap.kind == ENTRY or (gap.kind in {UNASKED, ATTACHED} and not gap.asked):
            what = f"Ask for consent · {name}"
            yield _set_by_hand(
                CONSENT, what, "Ask for consent", gap.since, why, role=role, record=record, of=gap.person
            )
        elif gap.kind == STOPPED:
            said = ledger.first_version(ledger.everything[record]).recorded
            if last is None or last < said:
                what, title = f"Bring to supervision: a consent that ended · {name}", "Bring a consent to supervision"
                day = max(following, gap.since) if following else gap.since
                yield _set_by_hand(CONSENT, what, title, day, why, role=role, record=record, of=gap.person)


def _apart(family: Family, ledger: Ledger, practice: Practice) -> Iterator[Task]:
    """Yield where people met, or are to meet, whom an order keeps apart, until a supervision has been held since."""
    last = max((meeting.held.recorded for meeting in calendar(ledger).held if meeting.held), default=None)
    role = next((role.id for role in practice.who_may("agree-rating", "D")), "")
    for found in together(ledger, family, practice):
        if not found.planned and last is not None and ledger.first_version(found.record).recorded <= last:
            continue
        what = f"{'Arrange apart' if found.planned else 'Look at a meeting'}: {_names(found, family)}"
        title = "Arrange apart" if found.planned else "Look at a meeting"
        yield _set_by_hand(APART, what, title, found.on, found.why(family), role=role, record=found.record.id)

    for one in joint(family, practice):
        names = joined(family.first_name(key) for key in one.assessment.parents)
        why = f"the {one.order.kind} ({one.order.key}) keeps them apart (F.51, F.52)"
        day = one.since or family.opened or date.min
        what, title = f"Split the joint assessment of {names}", "Split a joint assessment"
        yield _set_by_hand(APART, what, title, day, why, role=role, of=one.assessment.key)


def _disputed(family: Family, ledger: Ledger) -> Iterator[Task]:
    """Yield what a parent or child says is wrong, until it is put right or a note answers it (F.64)."""
    for found in disputes(ledger):
        name = family.first_name(found.reply.word("person"))
        why = f"{name} said so on {brief(found.reply.on)}; put it right, or answer with a note (F.64)"
        what, title = f"Look at what {name} says is wrong", "Look at what somebody says is wrong"
        yield _set_by_hand(
            DISPUTED, what, title, found.reply.on, why, owner=found.record.by, record=found.reply.id, of=found.record.id
        )


def _names(found: Together, family: Family) -> str:
    return joined(family.first_name(key) for key in found.people)


def _copies(family: Family, ledger: Ledger, practice: Practice) -> Iterator[Task]:
    """Yield the copies that wait, for everybody who may let them go; it is never late, and nobody's own (B.71)."""
    if not ledger.of("copy"):
        return
    from fsworkbook.workbook.disclosure.copies import WAITING, copies  # noqa: PLC0415 - few families have any yet
    from fsworkbook.workbook.forms.copy import RELEASE  # noqa: PLC0415 - likewise

    roles = [role.id for role in practice.roles.values() if set(practice.may(role.id, RELEASE)) & {"D", "W"}]
    for copy in copies(ledger):
        if copy.state != WAITING:
            continue
        readers = practice.audiences.readers
        who = readers[copy.recipient].name if copy.recipient in readers else family.first_name(copy.recipient)
        what = f"Let a copy go: {copy.paper} · {who}"
        why = f"{family.first_name(copy.by)} made it on {brief(copy.on)}; nobody lets go of their own (B.71)"
        for role, owner in others(roles, copy.authors | {copy.by}, family):
            task = _set_by_hand(COPY, what, "Let a copy go", copy.on, why, role=role, owner=owner, record=copy.id)
            yield task._replace(late_after=date.max)


def others(roles: Iterable[str], own: Collection[str], family: Family) -> Iterator[tuple[str, str]]:
    """Yield each role whose holders are all free to act, and each free holder of a role where not all are."""
    for role in roles:
        there = [member.key for member in family.team.values() if member.role == role]
        covering = [cover.person for cover in family.covers if cover.role == role]
        free = [key for key in (*there, *covering) if key not in own]
        if free and len(free) == len(there) + len(covering):
            yield role, ""
        else:
            yield from ((role, key) for key in free)


def _signatures(family: Family, ledger: Ledger, practice: Practice) -> Iterator[Task]:
    """Yield what a report that is final waits for, until everybody has signed it (G.08)."""
    if ledger.of("version"):
        from fsworkbook.workbook.timing.awaited import awaited  # noqa: PLC0415 - few families have one

        yield from awaited(family, ledger, practice)


def _promises(family: Family, ledger: Ledger) -> Iterator[Task]:
    """The end of an adult practitioner's work, as it was agreed (C.28)."""
    ended = {record.word("answers") for record in ledger.of("request") if "ended" in record.head}
    for record in ledger.of("request"):
        until = record.head.get("until")
        asked = ledger.everything.get(record.word("answers"))
        if isinstance(until, date) and asked is not None and asked.id not in ended:
            what = f"The work that was asked for ends · {family.first_name(asked.word('person'))}"
            why = f"agreed on {brief(record.on)} (C.28)"
            yield _set_by_hand(PROMISED, what, "The work that was asked for ends", until, why, record=record.id)


def _planned(family: Family, ledger: Ledger, practice: Practice) -> Iterator[Task]:
    """Meetings that are still to come: nobody is late for one, and everybody wants to see it."""
    held = {record.word("holds") for record in ledger.of("meeting")}
    for record in ledger.of("meeting"):
        day = record.head.get("planned")
        if isinstance(day, date) and record.id not in held:
            kinds = " and ".join(practice.meetings[kind].name for kind in record.names("meeting"))
            names = ", ".join(family.first_name(child) for child in record.children)
            what = f"{kinds} · {names}" if names else kinds
            yield _set_by_hand(MEETING, what, kinds, day, f"planned on {brief(record.on)}", record=record.id)
    following = calendar(ledger).next
    if following:
        why = "planned by the co-ordinator (D.01)" if not following.moves else f"moved {_times(following.moves)} (D.53)"
        yield _set_by_hand(MEETING, "Group supervision", "Group supervision", following.on, why, record=following.id)


def _worries(ledger: Ledger, practice: Practice) -> Iterator[Task]:
    """Each worry from the start that the last supervision passed over; and all of them, for the next one (I.20)."""
    found, role = worries(ledger, practice), practice.allocated_role
    for worry in unreviewed(found):
        if worry.missed is not None:
            what = f"Look again at a worry from the start: {' '.join(worry.words.split())}"
            why = f"nobody did in the supervision of {brief(worry.missed.on)} (I.20)"
            title, day = "Look again at a worry from the start", worry.missed.on
            yield _set_by_hand(WORRY, what, title, day, why, role=role, record=worry.record.id)
    following, open_ones = calendar(ledger).next, due_again(found)
    if following and open_ones:
        many = f"{len(open_ones)} worries" if len(open_ones) > 1 else "1 worry"
        what, title = f"Look again at {many} from the start", "Look again at the worries from the start"
        why = "due again at each supervision (I.20)"
        yield _set_by_hand(WORRY, what, title, following.on, why, role=role, record=following.id)


def _called_for(family: Family, ledger: Ledger, practice: Practice) -> Iterator[Task]:
    """A case summary, as soon as something happened that whoever decides at night should know (E.36)."""
    news = unanswered(family, ledger, practice)
    if news:
        first = news[0]
        what = f"A new case summary, after: {first.words(family)}"
        why = f"since {brief(first.on)} ({first.trigger.inventory})"
        role = practice.allocated_role
        yield _set_by_hand(NEWS, what, "A new case summary", first.on, why, role=role, record=first.record)


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
