"""The changes of homes, orders, the team and who stands in."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.people.changing import Task, differing
from fsworkbook.cli.people.inquiry import key_shown
from fsworkbook.cli.people.persontasks import inquiry_of, people_of
from fsworkbook.cli.talk.asksteps import text
from fsworkbook.cli.talk.conversation import Step
from fsworkbook.errors import BadInput
from fsworkbook.practice.quoting import listed
from fsworkbook.workbook.changes import Edit, added, changed, found, moved, under_one_roof
from fsworkbook.workbook.family import live
from fsworkbook.workbook.naming import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.talk.asking import Asker

Table = dict[str, Any]

NEW: Final = "new"
AWAY: Final = "away"
"""Where somebody moves who does not move to a home that is recorded."""


# Homes


def home_adding(sitting: Sitting) -> Task:
    """Return the task of adding a home."""
    people = _born(sitting)
    return Task(
        "household add",
        lambda table: inquiry_of(sitting).household((), people, table),
        lambda table: [added("household", table, sitting.folder.table())],
        done=lambda after: _apart(sitting, after),
    )


def home_changing(sitting: Sitting, key: str) -> Task:
    """Return the task of changing a home: its name, its address, who lives there."""
    row, people = dict(found("household", key, sitting.folder.table())), _born(sitting)

    def steps(table: Table) -> Iterator[Step]:
        yield from inquiry_of(sitting).household((), people, table)
        yield Step("until", lambda asker, _: asker.day("Until", default="", needed=False), "Until")

    return Task(
        "household change",
        lambda table: list(steps(table)),
        lambda table: [changed("household", key, table, sitting.folder.table())],
        done=lambda after: _apart(sitting, after),
        begin=row,
        keys=(key,),
        settle=lambda table: differing(row, table),
    )


def moving(sitting: Sitting) -> Task:
    """Return the task of a move: one home ends on a day, and the next begins."""
    people, today = _born(sitting), sitting.desk.today()
    homes = {
        home.key: home.name or home.address or home.key
        for home in sitting.family.households
        if live(home.since, home.until, today) or home.until
    }
    ways = {**homes, NEW: "A home that is not recorded yet", AWAY: "Not known where"}

    def steps(table: Table) -> Iterator[Step]:
        yield Step("who", lambda asker, _: asker.several("Who moves?", people, needed=True), "Who moves")
        yield Step("on", lambda asker, _: asker.day("On which day?"), "On")
        yield Step("to", lambda asker, _: asker.one("Where to?", ways), "To", reads=lambda key: ways.get(key, key))
        if table.get("to") == NEW:
            yield Step("name", lambda asker, _: asker.text("What is it called?"), "Home")
            yield Step("address", lambda asker, _: asker.text("Address"), "Address")

    def edits(table: Table) -> list[Edit]:
        strange = set(table) - {"who", "on", "to", "name", "address", "restricted"}
        if strange:
            raise BadInput(f"household move: {listed(sorted(strange))} is not known there. It takes: {_MOVES}.")
        who, on = table.get("who"), table.get("on", today)
        if not isinstance(who, list) or not who or not all(key in list(sitting.family.people) for key in who):
            raise BadInput(f"household move: who takes keys of people: {', '.join(sitting.family.people)}.")
        if not isinstance(on, date) or isinstance(on, datetime) or on > today:
            raise BadInput("household move: on takes a day that has been, without quotation marks.")
        return moved(who, _where(table), on, sitting.folder.table())

    return Task("household move", lambda table: list(steps(table)), edits, done=lambda after: _apart(sitting, after))


_MOVES: Final = "who, on, to, name, address, restricted"


def _where(table: Mapping[str, Any]) -> str | dict[str, Any]:
    into = table.get("to")
    if isinstance(into, str) and into not in {NEW, AWAY}:
        return into
    home = {name: table[name] for name in ("name", "address", "restricted") if table.get(name)}
    if home or into == NEW:
        return home
    if into == AWAY:
        return ""
    raise BadInput(f"household move: say where to: to with a key, or name and address. It takes: {_MOVES}.")


def _apart(sitting: Sitting, after: Mapping[str, Any]) -> list[str]:
    """Return what must be said where an order keeps apart who is now recorded as living together (design.md 6)."""
    orders, family = sitting.practice.orders, sitting.family
    return [
        f"Take care: by a live {orders[kind].name.lower()} {family.called(against)} is to keep away from "
        f"{' and '.join(family.called(key) for key in kept)}, and as recorded they live in one home. "
        "Tell the team manager today."
        for kind, against, kept in under_one_roof(after, sitting.desk.today())
        if kind in orders and orders[kind].apart
    ]


# Orders


def order_adding(sitting: Sitting) -> Task:
    """Return the task of adding an order."""
    people = people_of(sitting)
    return Task(
        "order add",
        lambda table: [*inquiry_of(sitting).order((), people, table), *_order_more()],
        lambda table: [added("order", table, sitting.folder.table())],
        done=lambda after: _apart(sitting, after),
    )


def _order_more() -> list[Step]:
    """Return the questions for what is well to know of an order and can wait (L.22)."""
    return [
        text("made_by", "Who made it? (the court, the police station)", title="Made by"),
        text("copy", "Where is a copy of it held?", title="Copy"),
    ]


def order_changing(sitting: Sitting, key: str) -> Task:
    """Return the task of changing an order: varied, extended, or ended."""
    row, people = dict(found("order", key, sitting.folder.table())), people_of(sitting)
    return Task(
        "order change",
        lambda table: [*inquiry_of(sitting).order((), people, table), *_order_more()],
        lambda table: [changed("order", key, table, sitting.folder.table())],
        begin=row,
        keys=(key,),
        settle=lambda table: differing(row, table),
    )


# The team


def member_adding(sitting: Sitting) -> Task:
    """Return the task of adding somebody to the team."""
    today, asks = sitting.desk.today(), inquiry_of(sitting)

    def name(asker: Asker, _: Table) -> str | None:
        said = asker.text("Full name", needed=True)
        if said:
            key_shown(asker, key_of(said, {*sitting.family.people, *sitting.family.team}, "member"))
        return said

    def steps(table: Table) -> Iterator[Step]:
        yield Step("name", name, "Name", reads=str)
        if table.get("name"):
            agency = sitting.author.agency
            yield from asks.member((), str(table["name"]), roles=list(sitting.practice.roles), agency=agency)
            yield Step("from", lambda asker, _: asker.day("From", ahead=True), "From")

    def edits(table: Table) -> list[Edit]:
        return [added("team", {"from": today, **table}, sitting.folder.table())]

    return Task("team add", lambda table: list(steps(table)), edits, leads=True)


def member_changing(sitting: Sitting, key: str) -> Task:
    """Return the task of changing a member; one's own name, agency and e-mail are everybody's own."""
    row = dict(found("team", key, sitting.folder.table()))
    own = sitting.author.key == key

    def steps(table: Table) -> Iterator[Step]:
        yield Step("name", lambda asker, _: asker.text("Full name", needed=True), "Name")
        name, roles = str(table.get("name", row["name"])), list(sitting.practice.roles)
        yield from inquiry_of(sitting).member((), name, roles=roles)
        if not own or "signing_key" in row:
            yield Step("signing_key", signing_key, "Signing key")

    def signing_key(asker: Asker, _: Table) -> str | None:
        from fsworkbook.cli.people.teamkeys import wrong_key  # noqa: PLC0415 - beside its only use

        return asker.text(
            "Signing key, if they gave you one", more=_KEY, wrong=lambda text: wrong_key(sitting, key, text)
        )

    def edits(table: Table) -> list[Edit]:
        if not (own and set(table) <= _OWN):
            from fsworkbook.cli.people.changing import allow_lead  # noqa: PLC0415 - beside its only use

            allow_lead(sitting)
        if isinstance(table.get("signing_key"), str):
            from fsworkbook.cli.people.teamkeys import key_values  # noqa: PLC0415 - likewise

            table = {**table, **key_values(sitting, row, table["signing_key"], None)}
        return [changed("team", key, table, sitting.folder.table())]

    return Task(
        "team change",
        lambda table: list(steps(table)),
        edits,
        begin=row,
        keys=(key,),
        settle=lambda table: differing(row, table),
    )


_OWN: Final = frozenset({"name", "agency", "email", "title"})
_KEY: Final = (
    "The line that “fsworkbook team key” shows them, or the path of a file that holds it. If their old key was lost, "
    "say so with “fsworkbook team change KEY --lost DATE”."
)


def leaving(sitting: Sitting, key: str, on: date | None) -> Task:
    """Return the task of somebody's leaving: the last day is written down, and everything of theirs stays."""
    found("team", key, sitting.folder.table())
    steps = [Step("until", lambda asker, _: asker.day("Their last day", ahead=True), "Last day")]
    return Task(
        "team leave",
        lambda _: steps,
        lambda table: [changed("team", key, _only(table, {"until"}, "team leave"), sitting.folder.table())],
        begin={"until": on} if on else {},
        asks=on is None,
        leads=True,
        keys=(key,),
        merges=True,
    )


# Who stands in


def cover_adding(sitting: Sitting) -> Task:
    """Return the task of saying who stands in for a role."""
    today = sitting.desk.today()
    roles = {key: role.name for key, role in sitting.practice.roles.items() if key != "outside"}
    members = sitting.family.team.values()
    team = {member.key: member.name for member in members if live(member.since, member.until, today)}
    steps = [
        Step("role", lambda asker, _: asker.one("For which role?", roles), "Role"),
        Step("person", lambda asker, _: asker.one("Who stands in?", team), "Stands in"),
        Step("from", lambda asker, _: asker.day("From", ahead=True), "From"),
        Step("until", lambda asker, _: asker.day("Until", default="", ahead=True), "Until"),
    ]

    def edits(table: Table) -> list[Edit]:
        if "until" not in table:
            raise BadInput("cover add: until is missing. Say for how long; it can be ended earlier.")
        return [added("cover", {"from": today, "by": sitting.author.key, **table}, sitting.folder.table())]

    return Task("cover add", lambda _: steps, edits, leads=True)


def cover_ending(sitting: Sitting, key: str, on: date | None) -> Task:
    """Return the task of ending a cover on a day."""
    found("cover", key, sitting.folder.table())
    steps = [Step("until", lambda asker, _: asker.day("The last day", ahead=True), "Last day")]
    return Task(
        "cover end",
        lambda _: steps,
        lambda table: [changed("cover", key, _only(table, {"until"}, "cover end"), sitting.folder.table())],
        begin={"until": on} if on else {},
        asks=on is None,
        leads=True,
        keys=(key,),
        merges=True,
    )


def _only(table: Mapping[str, Any], known: set[str], command: str) -> dict[str, Any]:
    strange: Iterable[str] = sorted(set(table) - known)
    if strange:
        raise BadInput(f"{command}: {listed(strange)} is not known there. It takes: {', '.join(sorted(known))}.")
    if not known <= set(table):
        raise BadInput(f"{command}: until is missing. Give the day with --on, or in the file.")
    return dict(table)


def _born(sitting: Sitting) -> dict[str, str]:
    return {person.key: person.name for person in sitting.family.people.values() if not person.is_unborn}
