"""The conversations of a meeting: booking, apologies, moving; opening it, agreeing, and live minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.frame.naming import capital
from fsworkbook.cli.frame.output import Line, Piece, wrap
from fsworkbook.cli.frame.taking import Talk
from fsworkbook.cli.month.freshness import Fresh
from fsworkbook.cli.month.meetingactions import gathered, new_steps, next_steps, open_steps
from fsworkbook.cli.month.rag import rating_lines
from fsworkbook.cli.talk.asksteps import long, one, people, text, yes
from fsworkbook.cli.talk.conversation import Step
from fsworkbook.cli.work.reviewlines import review_lines
from fsworkbook.workbook.clock import brief, spoken, weekday
from fsworkbook.workbook.family import live
from fsworkbook.workbook.pack import last_summary
from fsworkbook.workbook.ratings import opened
from fsworkbook.workbook.risks import standing_words, unreviewed, worries
from fsworkbook.workbook.statuses import on_day, unlikely, unlikely_words
from fsworkbook.workbook.thresholds import open_reviews, waiting, waiting_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.talk.answers import Table
    from fsworkbook.cli.talk.asking import Asker
    from fsworkbook.workbook.family import Member, Person
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.meetings import Meeting
    from fsworkbook.workbook.ratings import Opened

_READINGS: Final = 2
"""How many different readings are asked for before somebody says that there is another (D.26)."""

_ASKED: Final = ("open", "new", "next", "readings")
"""What a conversation keeps in a shape of its own, until its form is filled."""


def talk_of(name: str, sitting: Sitting, meeting: Meeting | None, known: Table) -> Talk:
    """Return the conversation of a step; `known` is what it need not ask."""
    if name in {"scheduled", "apologies", "moved"} or meeting is None:
        steps = _PLANNING[name](sitting)
        return _talk(name, sitting, lambda _table: steps, lambda table: known | table)
    return _LEADING[name](sitting, meeting, known)


def _talk(
    name: str,
    sitting: Sitting,
    steps: Callable[[Table], list[Step]],
    finish: Callable[[Table], Table],
    *,
    title: str = "group supervision",
    before: list[Line] | None = None,
    opening: list[str | Piece] | None = None,
) -> Talk:
    again = {"held": "hold", "agreed": "hold", "minutes": "minutes", "scheduled": "schedule", "moved": "rearrange"}
    return Talk(
        f"{sitting.family.surname} · {title}",
        f"supervision-{name}-{sitting.author.key}",
        f"fsworkbook supervision {again.get(name, name)} --family {sitting.folder.name}",
        steps,
        opening=opening or (),
        before=before or (),
        finish=finish,
    )


def _team(sitting: Sitting) -> list[Member]:
    """Return who is on the team today, without people from outside it."""
    today = sitting.desk.today()
    return [
        member
        for member in sitting.family.team.values()
        if member.role != "outside"
        and member.role in sitting.practice.roles
        and live(member.since, member.until, today)
    ]


# Planning


def _schedule_steps(sitting: Sitting) -> list[Step]:
    team = list(sitting.family.team.values())
    own = [member.key for member in _team(sitting)]
    return [
        Step("planned", lambda asker, _: asker.day("When is it?", default="", ahead=True), title="When"),
        text("mode", "In person, remote or mixed?", default="in person", title="How"),
        people("invited", "Who is asked to come?", team, sitting.family, ticked=own, title="Asked"),
    ]


def _apology_steps(sitting: Sitting) -> list[Step]:
    family = sitting.family
    away = {member.key: member.name for member in _team(sitting)}
    return [
        one("who", "Who cannot come?", away, title="Cannot come"),
        one("decided_by", "Who agreed to it?", away, title="Agreed by"),
        text(
            "text", "Why, in a few words?", title="Why", more=f"Only what {family.surname}’s children may read one day."
        ),
    ]


def _move_steps(sitting: Sitting) -> list[Step]:
    reasons = {key: item.name for key, item in sitting.practice.moving_reasons.items()}
    return [
        Step("to", lambda asker, _: asker.day("To which day?", default="", ahead=True), title="To"),
        one("reason", "Why?", reasons, title="Why"),
        one("decided_by", "Who decided it?", {one.key: one.name for one in _team(sitting)}, title="Decided by"),
    ]


_PLANNING: Final[dict[str, Callable[[Sitting], list[Step]]]] = {
    "scheduled": _schedule_steps,
    "apologies": _apology_steps,
    "moved": _move_steps,
}


# Opening it


def _opening(sitting: Sitting, meeting: Meeting, known: Table) -> Talk:
    today, ledger = sitting.desk.today(), sitting.ledger()
    states = {key: item.name for key, item in sitting.practice.attendance.items()}
    default = spoken(meeting.planned) if meeting.planned < today else "today"
    steps = [Step("on", lambda asker, _: asker.day("When is it held?", default=default), title="Held")]
    excused = {item.who for item in meeting.apologies}
    for member in _team(sitting):
        sent = last_summary(ledger, member.key, _period(ledger, meeting)) is not None
        usual = "attended" if member.key not in excused else "apologies" if sent else "apologies-no-summary"
        steps.append(one(("attendance", member.key), member.name, states, default=usual, title=member.name))
    opening: list[str | Piece] = ["Who is here? Saving this opens everybody’s ratings, and cannot be taken back.", ""]
    return _talk(
        "held",
        sitting,
        lambda _table: steps,
        lambda table: known | table,
        title=f"the supervision of {weekday(meeting.on)} begins",
        opening=opening,
    )


def _period(ledger: Ledger, meeting: Meeting) -> Any:  # noqa: ANN401 - a Period, kept out of run time
    from fsworkbook.workbook.meetings import calendar  # noqa: PLC0415 - beside its only use

    return calendar(ledger).period(meeting)


# Agreeing


def _agreeing(sitting: Sitting, meeting: Meeting, known: Table) -> Talk:
    fresh = Fresh(sitting)
    today = sitting.desk.today()
    view = opened(fresh.ledger(), sitting.family, sitting.practice, viewer=sitting.viewer, today=today, meeting=meeting)

    def steps(table: Table) -> list[Step]:
        ledger = fresh.ledger()
        return [
            _differences(view),
            *_reading_steps(table),
            *_threshold_steps(sitting, ledger, meeting),
            *_rating_steps(sitting, ledger, view, table),
            *open_steps(sitting, ledger, table, meeting),
            *new_steps(sitting, ledger, table, meeting),
            *next_steps(sitting, ledger, meeting),
        ]

    def finish(table: Table) -> Table:
        made = {name: value for name, value in table.items() if name not in _ASKED}
        readings = _readings(table)
        hypotheses = {"hypotheses": readings} if readings else {}
        return known | made | hypotheses | gathered(table, fresh.ledger(), meeting)

    return _talk(
        "agreed",
        sitting,
        steps,
        finish,
        title=f"the supervision of {weekday(meeting.on)}",
        before=[*rating_lines(view, sitting), *_worries(fresh.ledger(), sitting)],
    )


def _worries(ledger: Ledger, sitting: Sitting) -> list[Line]:
    """Return the worries from the start that nobody has looked at for this meeting yet (I.20)."""
    missed = unreviewed(worries(ledger, sitting.practice))
    if not missed:
        return []
    lines: list[Line] = ["", Piece("Worries from the start that nobody has looked at for this meeting", "strong")]
    for worry in missed:
        lines += wrap(
            f"? {worry.words} (so far: {standing_words(worry, sitting.practice)})", sitting.desk.width, "    ", "  "
        )
    how = (
        "To say how each stands: “fsworkbook risk look”, in another window; then go on here. One that nobody looks "
        "at is named as passed over."
    )
    return [*lines, *wrap(how, sitting.desk.width, "  ")]


def _differences(view: Opened) -> Step:
    differ = view.consensus == "split" or len({given.rating for given in view.given}) > 1
    label = "What is the difference about?" if differ else "What do the ratings rest on, in a sentence?"
    return long(
        "differences", label, needed=differ, title="Differences", more="Who differs, and why; nothing is averaged."
    )


def _reading_steps(table: Table) -> list[Step]:
    """Return the questions for different readings, two at least: the reading, what counts for it and against it."""
    steps: list[Step] = []
    said, number = table.get("readings", {}), 1
    while True:
        path = ("readings", str(number))
        label = "One way to understand it" if number == 1 else "Another way to understand the same"
        steps.append(long((*path, "reading"), label, title=f"Reading {number}", more="What may be behind it (D.26)."))
        if said.get(str(number), {}).get("reading"):
            steps.append(long((*path, "for"), "What would count for it?", title="  for"))
            steps.append(long((*path, "against"), "What would count against it?", title="  against"))
        if number >= _READINGS and not said.get(str(number), {}).get("reading"):
            return steps
        if number >= _READINGS:
            steps.append(yes((*path, "more"), "Yet another reading?", default=False, title="  another"))
            if not said.get(str(number), {}).get("more"):
                return steps
        number += 1


def _readings(table: Mapping[str, Any]) -> list[dict[str, str]]:
    said = table.get("readings", {})
    return [
        {name: said[number][name] for name in ("reading", "for", "against") if said[number].get(name)}
        for number in sorted(said, key=int)
        if said[number].get("reading")
    ]


def _threshold_steps(sitting: Sitting, ledger: Ledger, meeting: Meeting) -> list[Step]:
    """Return the questions for each child: what is recommended, and why; no change takes a reason too (B.20)."""
    choices = {key: item.name for key, item in sitting.practice.thresholds.items()}
    steps: list[Step] = []
    for child in sitting.family.children:
        steps.append(_threshold_step(child, choices, _standing(child, sitting, ledger, meeting)))
        steps.append(
            long(
                ("thresholds", child.key, "why"),
                f"{capital(child.first_name)}: why?",
                needed=True,
                title=f"{child.first_name}, why",
            )
        )
    return steps


def _threshold_step(child: Person, choices: Mapping[str, str], standing: list[Line]) -> Step:
    def ask(asker: Asker, _table: Table) -> str | None:
        asker.show("", *standing)
        return asker.one(f"{capital(child.first_name)}: what is recommended?", choices, default=next(iter(choices)))

    return Step(
        ("thresholds", child.key, "recommend"),
        ask,
        title=f"Threshold, {child.first_name}",
        reads=lambda value: choices.get(str(value), str(value)),
    )


def _standing(child: Person, sitting: Sitting, ledger: Ledger, meeting: Meeting) -> list[Line]:
    """Return what a child's threshold is looked at from: the status, what waits for a decision, what was asked."""
    now, width = on_day(ledger, child.key, meeting.on), sitting.desk.width
    told = "no status is recorded"
    if now is not None:
        known = sitting.practice.statuses.get(now.status)
        told = f"{known.name if known else now.status}, since {brief(now.since)}"
    lines: list[Line] = [*wrap(f"{capital(child.first_name)}: {told}", width, "  ", "")]
    for recommended in waiting(sitting.family, ledger, sitting.practice):
        if recommended.said.child == child.key:
            lines += wrap(waiting_words(recommended, sitting.family, sitting.practice), width, "    ", "  ")
    for review in open_reviews(ledger):
        if review.child == child.key:
            lines += review_lines(review, sitting)
    return lines


def _rating_steps(sitting: Sitting, ledger: Ledger, view: Opened, table: Table) -> list[Step]:
    """Return the questions for the agreed rating, and for a reason where one is needed (B.07, B.11)."""
    ratings = {key: item.name for key, item in sitting.practice.ratings.items()}
    caution = {key: item.caution for key, item in sitting.practice.ratings.items()}
    steps = [one("agreed", "The rating that is agreed", ratings, default=view.proposal or None, title="Agreed")]
    steps += [_child_step(child, sitting, ledger, view, ratings) for child in sitting.family.children]
    agreed = table.get("agreed")
    if agreed in caution:
        words = [given.rating for given in view.given] + [
            word for word in table.get("agreed_children", {}).values() if word
        ]
        if any(caution[word] > caution[agreed] for word in words):
            label = f"Why {ratings[agreed].lower()}, where somebody or a child is rated with more caution?"
            steps.append(long("agreed_reason", label, needed=True, title="Why"))
    return steps


def _child_step(child: Person, sitting: Sitting, ledger: Ledger, view: Opened, ratings: Mapping[str, str]) -> Step:
    """Return the question for one child's rating: the most cautious that was given, else nothing, is offered.

    What the family's rating sits oddly with is shown before the first child's, as a hint (X11).
    """
    family, practice = sitting.family, sitting.practice
    given = [item.children[child.key] for item in view.given if child.key in item.children]
    offered = max(given, key=lambda word: practice.ratings[word].caution, default=None)

    def ask(asker: Asker, table: Table) -> str | None:
        if child is family.children[0]:
            on = view.meeting.on if view.meeting else sitting.desk.today()
            for hint in unlikely(ledger, family, practice, on, table.get("agreed", ""), {}):
                asker.show(*wrap(f"? {unlikely_words(hint, family, practice)}", sitting.desk.width, "    ", "  "))
        return asker.one(f"Agreed for {child.first_name}", ratings, default=offered, needed=False)

    title = f"Agreed for {child.first_name}"
    return Step(("agreed_children", child.key), ask, title, reads=lambda value: ratings.get(str(value), str(value)))


# Live minutes


def _minutes(sitting: Sitting, meeting: Meeting, known: Table) -> Talk:
    fresh = Fresh(sitting)
    before: list[Line] = []
    opening: list[str | Piece] = [
        "What you write is kept as you type; nothing is recorded before the end.",
        "",
    ]
    if meeting.held:
        today = sitting.desk.today()
        view = opened(
            fresh.ledger(), sitting.family, sitting.practice, viewer=sitting.viewer, today=today, meeting=meeting
        )
        before = rating_lines(view, sitting)
    else:
        said = "The manager has not opened this meeting yet. Write on; get it before you save: fsworkbook sync"
        opening = [*wrap(said, sitting.desk.width), *opening]

    def steps(table: Table) -> list[Step]:
        ledger = fresh.ledger()
        return [
            *open_steps(sitting, ledger, table, meeting),
            long("text", "The minutes", needed=True, title="Minutes", more=_MANNER),
            *new_steps(sitting, ledger, table, meeting),
            *next_steps(sitting, ledger, meeting),
        ]

    def finish(table: Table) -> Table:
        made = {name: value for name, value in table.items() if name not in _ASKED}
        return known | made | gathered(table, fresh.ledger(), meeting)

    title = f"minutes of {weekday(meeting.on)}"
    return _talk("minutes", sitting, steps, finish, title=title, before=before, opening=opening)


_MANNER: Final = (
    "Short and in plain words: what it means, not the story again. The family may read it one day (D.24, D.31)."
)

_LEADING: Final[dict[str, Callable[[Sitting, Meeting, Table], Talk]]] = {
    "held": _opening,
    "agreed": _agreeing,
    "minutes": _minutes,
}
