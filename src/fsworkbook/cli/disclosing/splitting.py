"""The changes of who is assessed with whom: open an assessment, conclude one, split a joint one (F.52, G.05, X5)."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.frame.naming import joined
from fsworkbook.cli.frame.output import wrap
from fsworkbook.cli.people.changing import Task
from fsworkbook.cli.talk.asksteps import day as ask_day
from fsworkbook.cli.talk.asksteps import people as ask_people
from fsworkbook.cli.talk.asksteps import text as ask_text
from fsworkbook.cli.talk.conversation import Step
from fsworkbook.errors import BadInput
from fsworkbook.workbook.apart import refuse_together
from fsworkbook.workbook.changes import Edit, added, changed, found
from fsworkbook.workbook.clock import brief, british
from fsworkbook.workbook.family import live
from fsworkbook.workbook.forms.form import allow
from fsworkbook.workbook.joint import going_on, refuse_parted
from fsworkbook.workbook.kinship import find_person
from fsworkbook.workbook.naming import assessment_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.talk.asking import Asker
    from fsworkbook.workbook.family import Assessment

    Table = dict[str, Any]

SPLIT: Final = "split-assessment"
JOIN: Final = "open-joint-assessment"
"""Actions of the practice model's permissions (F.52, G.05)."""

_KEPT: Final = ("prebirth",)
"""What those that follow take over from a joint assessment, beside its children and its beginning."""
_LOOKED_AT: Final = (
    "Together only where each was asked alone, neither is afraid of the other, and nothing is kept from one of them."
)
_SAFE_MORE: Final = (
    "A joint assessment can be split later, but what one hears of the other cannot be taken back. "
    "If you are not sure, answer no, and open one for each."
)


# Split


def splitting(sitting: Sitting, key: str | None, on: date | None, reason: str | None) -> Task:
    """Return the task of splitting a joint assessment.

    Raises:
        BadInput: there is none that goes on, or several and none is named.
        Refused: the role may not.
    """
    allow(SPLIT, sitting.bearings())
    one = chosen(sitting, key)
    begin = {name: value for name, value in (("assessment", one.key), ("on", on), ("reason", reason)) if value}
    names = joined(sitting.family.first_name(parent) for parent in one.parents)

    def steps(_table: Table) -> list[Step]:
        day = ask_day("on", "Since when is it separate?", title="Separate since") if on is None else None
        why = ask_text("reason", "Why is it split?", needed=True, title="Why") if reason is None else None
        sure = Step("sure", lambda asker, _: _sure(asker, names), "Split it")
        return [step for step in (day, why, sure) if step is not None]

    return Task(
        "split",
        steps,
        lambda table: _halves(sitting, _only(table, {"assessment", "on", "reason"})),
        title=f"{sitting.family.surname} · {names}’s joint assessment ({one.key}) becomes one for each",
        begin=begin,
        asks=True,
        keys=(one.key,),
        merges=True,
        settle=_agreed,
        done=lambda _after: list(_afterwards(sitting, one)),
    )


def chosen(sitting: Sitting, key: str | None) -> Assessment:
    """Return the joint assessment that goes on and is meant.

    Raises:
        BadInput: none goes on, or that one does not, or several do and none is named.
    """
    open_now = {one.key.casefold(): one for one in going_on(sitting.family)}
    if not open_now:
        raise BadInput(f"no joint assessment goes on in {sitting.family.name}, so there is nothing to split.")
    there = ", ".join(one.key for one in open_now.values())
    if key is None and len(open_now) > 1:
        raise BadInput(f"which one? These are joint: {there}. Name it: fsworkbook split KEY")
    wanted = next(iter(open_now)) if key is None else key.strip().casefold()
    if wanted not in open_now:
        raise BadInput(f"no joint assessment with that key goes on. There is {there}.")
    return open_now[wanted]


def _sure(asker: Asker, names: str) -> bool | None:
    asker.show(
        f"  What {names} both had stays as it was. All that is new is separate.",
        "  It cannot be joined again.",
    )
    return asker.yes("Split it?", default=False) or None


def _agreed(table: Table) -> Table:
    if not table.get("sure"):
        raise BadInput("Nothing was split: you answered no. Change that answer, or leave it with Ctrl+C.")
    return {name: value for name, value in table.items() if name != "sure"}


def _halves(sitting: Sitting, table: Table) -> list[Edit]:
    """Return the edits of a split: the joint one ends, and one begins for each parent."""
    current, now = sitting.folder.table(), sitting.desk.now()
    one = chosen(sitting, _word(table, "assessment"))
    on, today = table.get("on") or sitting.desk.today(), sitting.desk.today()
    if not _is_day(on) or on > today or (one.started and on < one.started):
        begun = f" {brief(one.started)} or" if one.started else ""
        raise BadInput(f"on takes a day that has been,{begun} later: what is recorded after it is separate.")
    if not str(table.get("reason", "")).strip():
        raise BadInput("reason is missing: say why it is split.")
    row, taken = found("assessment", one.key, current), {str(item.get("key")) for item in current["assessment"]}
    moment = now if on == today else _end_of(on)
    by = {"by": sitting.author.key, "on": today, "reason": str(table["reason"]).strip()}
    edits = [Edit("assessment", one.key, {"concluded": on, "split": moment, "parted": by})]
    for parent in one.parents:
        key = assessment_key([parent], taken)
        taken.add(key)
        kept = {name: row[name] for name in ("children", "started", *_KEPT) if name in row}
        edits.append(Edit("assessment", "", {"key": key, "parents": [parent], **kept, "follows": one.key}))
    return edits


def _end_of(day: date) -> datetime:
    """Return the last second of a British day, in UTC."""
    midnight = datetime.combine(day + timedelta(days=1), time(), british())
    return (midnight - timedelta(seconds=1)).astimezone(UTC)


def _afterwards(sitting: Sitting, one: Assessment) -> Iterator[str]:
    """Say what is to be looked at, and which papers of the joint assessment are out."""
    from fsworkbook.workbook.disclosure.copies import copies  # noqa: PLC0415 - only after a split
    from fsworkbook.workbook.joint import to_look_at  # noqa: PLC0415 - likewise

    ledger = sitting.ledger()
    count = len(to_look_at(one, sitting.family, ledger, sitting.practice))
    made = [copy for copy in copies(ledger) if copy.assessment == one.key]
    out, waiting = sum(copy.out for copy in made), sum(copy.state == "waiting" for copy in made)
    if count:
        entries = "1 record wants" if count == 1 else f"{count} records want"
        yield f"For the team manager: {entries} a look. fsworkbook split --list"
    if out:
        yield f"{out} of its papers {'is' if out == 1 else 'are'} out: fsworkbook copies"
    if waiting:
        yield f"{waiting} of its papers still {'waits' if waiting == 1 else 'wait'} to be let go: fsworkbook copies"
    yield "New work: fsworkbook module, with --parent"


# Open and conclude


def opening(sitting: Sitting) -> Task:
    """Return the task of opening an assessment, of one parent or, by a decision that says why, of two."""
    allow("lead-assessment", sitting.bearings())
    family, today = sitting.family, sitting.desk.today()

    def steps(table: Table) -> Iterator[Step]:
        parents = [person for person in family.people.values() if not person.is_child]
        yield ask_people("parents", "Who is assessed?", parents, family, needed=True)
        yield ask_people("children", "For which children?", family.children, family, needed=True)
        yield ask_day("started", "When did it begin?", title="Began")
        if any(family.people[key].is_unborn for key in table.get("children", []) if key in family.people):
            yield Step(
                "prebirth", lambda asker, _: asker.yes("Is it before the birth?", default=True), "Before the birth"
            )
        if len(table.get("parents", [])) > 1:
            yield from _joint_steps(sitting, table)

    def edits(table: Table) -> list[Edit]:
        row = _people_by_key(sitting, {"started": today, **table})
        if "split" in row or "follows" in row:
            raise BadInput("assessment add: split and follows are the work of “fsworkbook split”. Leave them out.")
        if len(row.get("parents", [])) > 1:
            row["joint"] = _decision(sitting, row)
        current = sitting.folder.table()
        if row.get("parents"):
            taken = {str(item.get("key")) for item in current.get("assessment", [])}
            row = {"key": assessment_key(row["parents"], taken), **row}
        return [added("assessment", row, current)]

    title = f"{family.surname} · open an assessment"
    return Task("assessment add", lambda table: list(steps(table)), edits, title=title)


def _joint_steps(sitting: Sitting, table: Table) -> Iterator[Step]:
    _may_join(sitting, table["parents"])
    lines = _kept_between(sitting, table["parents"])

    def safe(asker: Asker, _: Table) -> bool:
        told = [_LOOKED_AT, *(f"Please look: {line}" for line in lines)]
        asker.show(*(part for line in told for part in wrap(line, asker.desk.width, "  ")))
        answer = asker.yes("Is it safe for both?", default=False, more=_SAFE_MORE)
        if not answer:
            asker.show("  Then leave it here, and open one for each.")
        return answer

    yield Step(("joint", "safe"), safe, "Safe for both")
    if table.get("joint", {}).get("safe"):
        yield Step(
            ("joint", "reason"), lambda asker, _: asker.text("Who decided it, and why?", needed=True), "Why together"
        )


def _decision(sitting: Sitting, row: Table) -> Table:
    """Return the decision that two are assessed together, as it is written down.

    Raises:
        BadInput: it does not say that it is safe, or why.
        Refused: an order keeps them apart, or the role may not decide it.
    """
    _may_join(sitting, row["parents"])
    given = row.get("joint", {})
    if not isinstance(given, dict) or not given:
        raise BadInput(
            'joint is missing: two are assessed together by a decision, joint = { safe = true, reason = "…" }.'
        )
    if given.get("safe") is not True:
        raise BadInput("it was not said that it is safe for both (joint.safe). Open one for each.")
    if not str(given.get("reason", "")).strip():
        raise BadInput("joint.reason is missing: say who decided it, and why.")
    return {"on": sitting.desk.today(), "by": sitting.author.key, **given}


def _may_join(sitting: Sitting, parents: Sequence[str]) -> None:
    allow(JOIN, sitting.bearings())
    refuse_together(parents, sitting.family, sitting.practice, sitting.desk.today(), what="one assessment")


def _kept_between(sitting: Sitting, parents: Collection[str]) -> list[str]:
    """Return what speaks against a joint assessment of some people: restrictions between them, an end of the couple."""
    from fsworkbook.workbook.disclosure.restrictions import restrictions  # noqa: PLC0415 - only for a joint one

    today, family = sitting.desk.today(), sitting.family
    found_here = [
        f"something is kept from {family.first_name(key)} (restriction {item.key})."
        for item in restrictions(sitting.ledger(today))
        for key in parents
        if item.keeps_from(key, today)
    ]
    for couple in family.couples:
        status = sitting.practice.couples.get(couple.status)
        ended = not live(couple.since, couple.until, today) or (status is not None and status.apart)
        if set(couple.partners) == set(parents) and ended:
            until = f", until {brief(couple.until)}" if couple.until else ""
            found_here.append(f"{joined(map(family.first_name, couple.partners))}: {couple.status}{until}.")
    return list(dict.fromkeys(found_here))


def _people_by_key(sitting: Sitting, table: Table) -> Table:
    """Return a table in which parents and children stand by their keys, however they were named.

    Raises:
        BadInput: somebody is nobody of the family, or it is no list of people.
    """
    words, made = sitting.practice.relations, dict(table)
    for name in made.keys() & {"parents", "children"}:
        if not isinstance(made[name], list) or not all(isinstance(word, str) for word in made[name]):
            raise BadInput(f'assessment add: {name} takes a list of people: ["…", "…"].')
        made[name] = [find_person(word, sitting.family, words, name).key for word in made[name]]
    return made


def concluding(sitting: Sitting, key: str, on: date | None) -> Task:
    """Return the task of writing down that an assessment is concluded.

    Raises:
        BadInput: there is none with that key, or it was split.
    """
    allow("lead-assessment", sitting.bearings())
    known = {one.key.casefold(): one for one in sitting.family.assessments.values()}
    if key.casefold() not in known:
        found("assessment", key, sitting.folder.table())
    one = known[key.casefold()]
    refuse_parted(one, sitting.family)
    steps = [ask_day("concluded", "When was it concluded?", title="Concluded")]

    def edits(table: Table) -> list[Edit]:
        strange = set(table) - {"concluded"}
        if strange or not _is_day(table.get("concluded")):
            raise BadInput("assessment conclude: it takes concluded, a date.")
        return [changed("assessment", one.key, table, sitting.folder.table())]

    return Task(
        "assessment conclude",
        lambda _: steps,
        edits,
        begin={"concluded": on} if on else {},
        asks=on is None,
        keys=(one.key,),
        merges=True,
    )


def _only(table: Table, names: set[str]) -> Table:
    strange = [name for name in table if name not in names]
    if strange:
        raise BadInput(f"split: {', '.join(strange)} is not known there. It takes: {', '.join(sorted(names))}.")
    return table


def _word(table: Table, name: str) -> str | None:
    value = table.get(name)
    return value if isinstance(value, str) else None


def _is_day(value: object) -> bool:
    from datetime import date  # noqa: PLC0415 - at run time only here

    return isinstance(value, date) and not isinstance(value, datetime)
