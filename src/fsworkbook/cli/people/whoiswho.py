"""Who is who, for reading: the people, the homes, the orders, the team, who stands in; as on any day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fsworkbook.cli.frame.naming import tail
from fsworkbook.cli.frame.output import Line, Piece, columns, emit_json, say, wrap
from fsworkbook.cli.people.tree import tree_lines
from fsworkbook.workbook.ages import age
from fsworkbook.workbook.apart import together
from fsworkbook.workbook.clock import brief, spoken
from fsworkbook.workbook.family import live
from fsworkbook.workbook.kinship import standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from fsworkbook.cli.frame.calling import Call
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.family import Family, Member, Order, Person


def show_people(call: Call) -> None:
    """Show the tree and everybody with key, part, age and standing."""
    sitting, on = _sit(call)
    if call.json:
        emit_json(
            sitting.desk,
            "people",
            sitting.family.name,
            on,
            [_person_data(sitting, person, on) for person in _people(sitting)],
        )
        return
    _head(sitting, "who is who", on, call.at)
    say(sitting.desk, *tree_lines(sitting.family, sitting.practice, on, sitting.desk.width), "")
    rows = [(person.key, _told(sitting, person, on)) for person in _people(sitting)]
    say(sitting.desk, *columns(rows, width=sitting.desk.width))
    _next(sitting, "person add", "person change KEY", "person relate", "person couple", "born KEY --on DATE")


def show_households(call: Call, *, everything: bool = False) -> None:
    """Show who lives where on a day; with `everything`, who lived where before as well."""
    sitting, on = _sit(call)
    homes = [home for home in sitting.family.households if everything or live(home.since, home.until, on)]
    if call.json:
        data = [
            {
                "key": home.key,
                "name": home.name,
                "address": home.address,
                "members": home.members,
                "from": home.since,
                "until": home.until,
                "live": live(home.since, home.until, on),
            }
            for home in homes
        ]
        emit_json(sitting.desk, "households", sitting.family.name, on, data)
        return
    _head(sitting, "who lives where", on, call.at)
    if not homes:
        say(sitting.desk, "  Nowhere is recorded for that day.")
    for home in homes:
        title = home.name or home.address or home.key
        say(sitting.desk, ["  ", Piece(title, "strong"), f"  ({home.key}{_span(home.since, home.until)})"])
        if home.address and home.name:
            say(sitting.desk, f"    {home.address}")
        say(
            sitting.desk, *columns([("", ", ".join(_named(sitting, home.members)))], width=sitting.desk.width, indent=2)
        )
    missing = _nowhere(sitting, on)
    if missing:
        say(sitting.desk, "", *columns([("Not recorded:", ", ".join(missing))], width=sitting.desk.width))
    _next(sitting, "household move", "household add", "household change KEY", "household --all")


def show_orders(call: Call) -> None:
    """Show court orders and conditions, and whether each is live."""
    sitting, on = _sit(call)
    orders = sorted(sitting.family.orders, key=lambda order: order_state(order, on) != "live")
    met = together(sitting.ledger(call.until()), sitting.family, sitting.practice) if orders else ()
    if call.json:
        data = [
            {
                "key": order.key,
                "kind": order.kind,
                "against": order.against,
                "protects": order.protects,
                "from": order.since,
                "until": order.until,
                "terms": order.terms,
                "made_by": order.made_by,
                "copy": order.copy,
                "varied": [day for day in order.varied if day <= on],
                "breached": [day for day in order.breached if day <= on],
                "state": order_state(order, on),
                "together": [
                    {"record": item.record.id, "people": item.people, "on": item.on, "planned": item.planned}
                    for item in met
                    if item.order.key == order.key
                ],
            }
            for order in orders
        ]
        emit_json(sitting.desk, "orders", sitting.family.name, on, data)
        return
    _head(sitting, "orders", on, call.at)
    if not orders:
        say(sitting.desk, "  None is recorded.")
    for order in orders:
        kind = sitting.practice.orders[order.kind].name if order.kind in sitting.practice.orders else order.kind
        state = order_state(order, on)
        say(
            sitting.desk,
            [
                "  ",
                Piece(state.upper() if state == "live" else state, "strong"),
                f"  {kind} ({order.key}{_span(order.since, order.until)})",
            ],
            *columns(
                [
                    ("against", sitting.family.called(order.against)),
                    ("protects", ", ".join(_named(sitting, order.protects))),
                    *((word, told) for word, told in _more_of(order, on) if told),
                ],
                width=sitting.desk.width,
                indent=4,
            ),
            *(
                line
                for item in met
                if item.order.key == order.key
                for line in wrap(
                    f"Please look: {item.why(sitting.family)}. fsworkbook show {tail(item.record.id)}",
                    sitting.desk.width,
                    "    ",
                )
            ),
        )
    _next(sitting, "order add", "order change KEY")


def _more_of(order: Order, on: date) -> tuple[tuple[str, str], ...]:
    """Return what else is known of an order as at a day (L.22)."""

    def days(found: Iterable[date]) -> str:
        return ", ".join(brief(day) for day in sorted(found) if day <= on)

    return (
        ("terms", order.terms),
        ("made by", order.made_by),
        ("copy", order.copy),
        ("varied", days(order.varied)),
        ("breached", days(order.breached)),
    )


def show_team(call: Call) -> None:
    """Show who works with the family, in which role, from and until when."""
    sitting, on = _sit(call)
    members = members_of(sitting.family, sitting.practice, on)
    if call.json:
        data = [
            {
                "key": member.key,
                "name": member.name,
                "role": member.role,
                "agency": member.agency,
                "email": member.email,
                "from": member.since,
                "until": member.until,
                "works_with": member.works_with,
                "signing_key": member.more.get("signing_key", ""),
                "live": live(member.since, member.until, on),
            }
            for member in members
        ]
        emit_json(sitting.desk, "team", sitting.family.name, on, data)
        return
    _head(sitting, "the team", on, call.at)
    rows = [_member_row(member, sitting.practice, on) for member in members]
    say(sitting.desk, *columns(rows, width=sitting.desk.width))
    covers = [cover for cover in sitting.family.covers if live(cover.since, cover.until, on)]
    if covers:
        say(
            sitting.desk,
            "",
            *(_cover_line(sitting, cover.role, cover.person, cover.since, cover.until) for cover in covers),
        )
    if sitting.family.policy:
        from fsworkbook.cli.people.teamkeys import policy_lines  # noqa: PLC0415 - few families have one

        lines = [folded for line in policy_lines(sitting, on) for folded in wrap(line, sitting.desk.width, "  ")]
        say(sitting.desk, *(["", *lines] if lines else []))
    _next(sitting, "team add", "team change KEY", "team leave KEY --on DATE", "cover")


def members_of(family: Family, practice: Practice, on: date) -> list[Member]:
    """Return the team: who works with the family on a day goes first, in the order of the roles."""
    roles = list(practice.roles)
    return sorted(
        family.team.values(),
        key=lambda member: (
            not live(member.since, member.until, on),
            roles.index(member.role) if member.role in roles else len(roles),
        ),
    )


def team_lines(family: Family, practice: Practice, on: date, width: int) -> list[Line]:
    """Return who works with the family on a day, a line for each."""
    members = [member for member in members_of(family, practice, on) if live(member.since, member.until, on)]
    return columns([_member_row(member, practice, on) for member in members], width=width)


def _member_row(member: Member, practice: Practice, on: date) -> tuple[str, str, str]:
    role = practice.roles[member.role].name if member.role in practice.roles else member.role
    title = member.title if member.role == "outside" and member.title else role
    told = [title, member.agency, _until(member.since, member.until, on)]
    return member.key, member.name, "; ".join(part for part in told if part)


def show_covers(call: Call) -> None:
    """Show who stands in for which role, and who did."""
    sitting, on = _sit(call)
    if call.json:
        data = [
            {
                "key": cover.key,
                "role": cover.role,
                "person": cover.person,
                "from": cover.since,
                "until": cover.until,
                "by": cover.by,
                "live": live(cover.since, cover.until, on),
            }
            for cover in sitting.family.covers
        ]
        emit_json(sitting.desk, "covers", sitting.family.name, on, data)
        return
    _head(sitting, "who stands in", on, call.at)
    if not sitting.family.covers:
        say(sitting.desk, "  Nobody stands in for anybody.")
    rows = [
        (
            "now" if live(cover.since, cover.until, on) else "",
            cover.key or "-",
            _cover_line(sitting, cover.role, cover.person, cover.since, cover.until).strip(),
        )
        for cover in sitting.family.covers
    ]
    say(sitting.desk, *columns(rows, width=sitting.desk.width))
    _next(sitting, "cover add", "cover end KEY --on DATE")


def order_state(order: Order, on: date) -> str:
    """Return how an order stands on a day: live, expired, or not yet begun."""
    if order.since is not None and on < order.since:
        return "not yet begun"
    return "live" if live(order.since, order.until, on) else "expired"


def _sit(call: Call) -> tuple[Sitting, date]:
    sitting = call.sit()
    return sitting, call.until() or sitting.desk.today()


def _head(sitting: Sitting, what: str, on: date, at: str | None) -> None:
    when = f"as at {spoken(on)}" if at else ""
    left = f"{sitting.family.surname} · {what}"
    gap = " " * max(sitting.desk.width - len(left) - len(when), 2) if when else ""
    say(sitting.desk, [Piece(left, "strong"), gap, when], "")


def _next(sitting: Sitting, *words: str) -> None:
    text = " · ".join(f"fsworkbook {word}" if place == 0 else word for place, word in enumerate(words))
    lines: list[Line] = ["", *columns([(text,)], width=sitting.desk.width)]
    say(sitting.desk, *lines)


def _people(sitting: Sitting) -> Iterable[Person]:
    return sitting.family.people.values()


def _part(sitting: Sitting, person: Person) -> str:
    return sitting.practice.parts[person.part].name if person.part in sitting.practice.parts else person.part


def _age(person: Person, on: date) -> str:
    if person.is_unborn and person.due is not None:
        return f"due {brief(person.due)}, {age(person, on)}"
    return age(person, on)


def _told(sitting: Sitting, person: Person, on: date) -> str:
    """Return one line on somebody: name, part, age, and what they are to each child."""
    told = ", ".join(part for part in (person.name, _part(sitting, person).lower(), _age(person, on)) if part)
    words = sitting.practice.relations
    near = [row for row in sitting.family.relations if row.kind in words and words[row.kind].line != "none"]
    family = sitting.family._replace(relations=tuple(near))
    stands = "" if person.is_child else standing(person, family, words, on)
    return f"{told}; {stands}" if stands else told


def _person_data(sitting: Sitting, person: Person, on: date) -> Mapping[str, Any]:
    family = sitting.family
    return {
        "key": person.key,
        "name": person.name,
        "part": person.part,
        "gender": person.gender,
        "born": person.born,
        "due": person.due,
        "died": person.died,
        "known_as": person.known_as,
        "age": age(person, on),
        "relations": [
            {
                "key": row.key,
                "to": row.b,
                "kind": row.kind,
                "responsibility": row.responsibility,
                "from": row.since,
                "until": row.until,
            }
            for row in family.relations
            if row.a == person.key and live(row.since, row.until, on)
        ],
        "couples": [
            {
                "key": row.key,
                "with": next((key for key in row.partners if key != person.key), ""),
                "status": row.status,
                "from": row.since,
                "until": row.until,
            }
            for row in family.couples
            if person.key in row.partners
        ],
        "lives": [row.key for row in family.households if person.key in row.members and live(row.since, row.until, on)],
    }


def _named(sitting: Sitting, keys: Iterable[str]) -> list[str]:
    return [sitting.family.called(key) for key in keys]


def _nowhere(sitting: Sitting, on: date) -> list[str]:
    housed = {key for home in sitting.family.households if live(home.since, home.until, on) for key in home.members}
    people = [*sitting.family.children, *sitting.family.parents]
    there = [person for person in people if not person.is_unborn and (person.born is None or person.born <= on)]
    return [person.name for person in there if person.key not in housed]


def _span(since: date | None, until: date | None) -> str:
    parts = [f"from {brief(since)}" if since else "", f"until {brief(until)}" if until else ""]
    told = " ".join(part for part in parts if part)
    return f", {told}" if told else ""


def _until(since: date | None, until: date | None, on: date) -> str:
    if until is not None and until < on:
        return f"left {brief(until)}"
    if since is not None and on < since:
        return f"from {brief(since)}"
    return f"until {brief(until)}" if until is not None else ""


def _cover_line(sitting: Sitting, role: str, person: str, since: date | None, until: date | None) -> str:
    name = sitting.practice.roles[role].name.lower() if role in sitting.practice.roles else role
    return f"  {sitting.family.called(person)} stands in as {name}{_span(since, until)}"
