"""The changes of people: added, changed, related, a couple, born."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.people.changing import Task, differing
from fsworkbook.cli.people.inquiry import NEAREST, OPEN, RELATED, Inquiry, Somebody
from fsworkbook.cli.talk.conversation import Step
from fsworkbook.errors import BadInput
from fsworkbook.practice.quoting import listed
from fsworkbook.workbook.changes import added, applied, birth, changed, coupled, found, related, uncertain
from fsworkbook.workbook.fitness import RESPONSIBILITY
from fsworkbook.workbook.kinship import find_person
from fsworkbook.workbook.statuses import on_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.changes import Edit

Table = dict[str, Any]

_NEW: Final = "new"


def inquiry_of(sitting: Sitting) -> Inquiry:
    """Return what asks in this family's words."""
    return Inquiry(sitting.desk, sitting.practice, sitting.desk.today())


def people_of(sitting: Sitting) -> dict[str, str]:
    """Return everybody's name by key."""
    return {person.key: person.name for person in sitting.family.people.values()}


def adding(sitting: Sitting) -> Task:
    """Return the task of adding a person, with how they stand to the children."""
    asks = inquiry_of(sitting)

    def steps(table: Table) -> Iterator[Step]:
        parts = {key: part.name for key, part in sitting.practice.parts.items()}
        yield Step("name", lambda asker, _: asker.text("Full name", needed=True), "Name")
        yield Step("part", lambda asker, _: asker.one("Which part have they?", parts), "Part")
        if not table.get("name") or not table.get("part"):
            return
        child = table["part"] == "child"
        yield from asks.person((), str(table["name"]), table, child=child)
        yield from _stands(sitting, asks, table, child=child)

    def edits(table: Table) -> list[Edit]:
        rows = table.pop("relation", [])
        person = added("person", asks.dated(table), sitting.folder.table())
        made = [person]
        for row in rows:
            filled = {name: person.named if key == _NEW else key for name, key in row.items()}
            now = applied(sitting.folder.table(), made)
            made += related({"a": person.named, **filled} if "a" not in filled else filled, now, sitting.practice)
        return made

    return Task("person add", lambda table: list(steps(table)), edits, settle=_with_relations)


def changing(sitting: Sitting, who: str) -> Task:
    """Return the task of changing a person."""
    person = find_person(who, sitting.family, sitting.practice.relations, option="person change")
    row = found("person", person.key, sitting.folder.table())
    asks, child = inquiry_of(sitting), person.is_child
    begin = dict(row) if person.is_unborn else _asked_once(row)

    def steps(table: Table) -> Iterator[Step]:
        parts = {key: part.name for key, part in sitting.practice.parts.items()}
        yield Step("name", lambda asker, _: asker.text("Full name", needed=True), "Name")
        yield Step("part", lambda asker, _: asker.one("Which part have they?", parts), "Part")
        if not person.is_unborn:
            yield from asks.person((), person.name, table, child=child)
        else:  # a birth has a command of its own
            yield Step("due", lambda asker, _: asker.day("Due", needed=False, ahead=True), "Due")
        for key, label in (("communication", "How they like to be told"), ("language", "Language")):
            yield Step(key, lambda asker, _, label=label: asker.text(label), label)  # type: ignore[misc]

    def edits(table: Table) -> list[Edit]:
        return [changed("person", person.key, table, sitting.folder.table())]

    def settle(table: Table) -> Table:
        told = table if person.is_unborn else asks.dated(table)
        kept = {"due": row["due"]} if "due" in row else {}
        return differing(row, kept | told)

    return Task(
        "person change",
        lambda table: list(steps(table)),
        edits,
        begin=begin,
        asks=True,
        keys=(person.key,),
        settle=settle,
    )


def _asked_once(row: Mapping[str, Any]) -> Table:
    """Return a person's table with the day of birth under the name that the question gives it."""
    rest = {name: value for name, value in row.items() if name not in {"born", "due"}}
    return rest | ({"when": row["born"]} if "born" in row else {})


def relating(sitting: Sitting) -> Task:
    """Return the task of saying how one person stands to another."""
    people = people_of(sitting)

    def steps(table: Table) -> Iterator[Step]:
        yield Step("a", lambda asker, _: asker.one("Who?", people), "Who", reads=lambda key: people.get(key, key))
        others = {key: name for key, name in people.items() if key != table.get("a")}
        yield Step("b", lambda asker, _: asker.one("To whom?", others), "To", reads=lambda key: people.get(key, key))
        if table.get("a") not in people or table.get("b") not in others:
            return
        one, other = (_somebody(sitting, str(table[name])) for name in ("a", "b"))
        words = _any_words(sitting, one, other)
        yield Step(
            "kind",
            lambda asker, _: asker.one(f"What is {one.first} to {other.first}?", words),
            "Is",
            reads=lambda key: words.get(key, key),
        )
        word = sitting.practice.relations.get(str(table.get("kind")))
        if word is not None and word.responsibility and not other.unborn:
            label = f"Has {one.first} parental responsibility for {other.first}?"
            yield Step("responsibility", lambda asker, _: asker.one(label, list(RESPONSIBILITY)), "Responsible")
            yield Step("how", lambda asker, _: asker.text("How, if known"), "How")
        yield Step("from", lambda asker, _: asker.day("Since", default="", needed=False), "Since")

    def edits(table: Table) -> list[Edit]:
        return related(table, sitting.folder.table(), sitting.practice)

    return Task("person relate", lambda table: list(steps(table)), edits)


def coupling(sitting: Sitting) -> Task:
    """Return the task of saying how two stand as a couple."""
    grown = {person.key: person.name for person in sitting.family.people.values() if not person.is_child}

    def edits(table: Table) -> list[Edit]:
        return coupled(table, sitting.folder.table(), sitting.practice)

    return Task("person couple", lambda table: inquiry_of(sitting).couple((), grown, table), edits)


def arriving(sitting: Sitting, who: str, on: date | None, name: str | None, gender: str | None) -> Task:
    """Return the task of recording a birth."""
    child = find_person(who, sitting.family, sitting.practice.relations, option="born")
    birth(child.key, on or sitting.desk.today(), "", "", sitting.folder.table(), sitting.practice)
    said = {"on": on, "name": name, "gender": gender}
    genders = {key: item.name for key, item in sitting.practice.genders.items()}

    def steps(_: Table) -> Iterator[Step]:
        yield Step("on", lambda asker, _: asker.day("Born on"), "Born on")
        yield Step("name", lambda asker, _: asker.text("Name (↵ as it is)"), "Name")
        standing = child.gender or OPEN
        yield Step("gender", lambda asker, _: asker.one("Gender", genders, default=standing, needed=False), "Gender")

    def edits(table: Table) -> list[Edit]:
        strange = set(table) - {"on", "name", "gender"}
        if strange:
            raise BadInput(f"born: {listed(sorted(strange))} is not known there. It takes: on, name, gender.")
        if not hasattr(table.get("on"), "isoformat"):
            raise BadInput("born: on is missing. Give the day of the birth, with --on or in the file.")
        text = {key: table.get(key) or "" for key in ("name", "gender")}
        return birth(child.key, table["on"], text["name"], text["gender"], sitting.folder.table(), sitting.practice)

    return Task(
        "born",
        lambda table: list(steps(table)),
        edits,
        title=f"{sitting.family.surname} · a birth: {child.name}",
        begin={key: value for key, value in said.items() if value},
        asks=on is None,
        keys=(child.key,),
        merges=True,
        done=lambda after: _after_birth(sitting, child.key, after),
    )


def _after_birth(sitting: Sitting, key: str, after: Mapping[str, Any]) -> list[str]:
    """Return what else a birth asks for: the plan that was made before it, and who is not certain as a parent."""
    name = str(found("person", key, after)["name"]).split(maxsplit=1)[0]
    lines = [f"{name} keeps the key {key}, and everything that was recorded before the birth."]
    for row in uncertain(key, after, sitting.practice):
        word = sitting.practice.relations[row["kind"]].name.lower()
        lines.append(f"{sitting.family.called(row['a'])} is still the {word}. When it is settled: “person relate”.")
    held = on_day(sitting.ledger(), key, sitting.desk.today())
    if held is not None and held.status in sitting.practice.statuses:
        status = sitting.practice.statuses[held.status].name
        lines.append(f"The status is still “{status}”. Record what it is from the birth with “fsworkbook status”.")
    return lines


def _stands(sitting: Sitting, asks: Inquiry, table: Table, *, child: bool) -> Iterator[Step]:
    """Yield how a new grown-up stands to each child, or each parent to a new child."""
    new = Somebody(_NEW, str(table["name"]), str(table.get("gender", "")), child and asks.is_unborn(table))
    family = sitting.family
    near = NEAREST if table["part"] in {"parent", "carer"} else RELATED
    pairs = (
        [(_somebody(sitting, parent.key), new, NEAREST) for parent in family.parents]
        if child
        else [(new, _somebody(sitting, kid.key), near) for kid in family.children]
    )
    for one, other, order in pairs:
        yield from asks.relation(("between", one.ref, other.ref), one, other, table, near=order)


def _with_relations(table: Table) -> Table:
    between = table.pop("between", {})
    rows = [
        {"a": one, "b": other, **row}
        for one, others in between.items()
        for other, row in others.items()
        if row.get("kind")
    ]
    return table | ({"relation": rows} if rows else {})


def _any_words(sitting: Sitting, one: Somebody, other: Somebody) -> dict[str, str]:
    """Return what somebody may be to anybody: the nearest words to a child, else every word that fits the gender."""
    if sitting.family.people[other.ref].is_child and not sitting.family.people[one.ref].is_child:
        choices: Sequence[Any] = inquiry_of(sitting).words(one.gender, unborn=other.unborn)
        return {choice.value: choice.title for choice in choices}
    return {
        word.id: word.name
        for word in sitting.practice.relations.values()
        if not word.gender or one.gender not in {"female", "male"} or word.gender == one.gender
    }


def _somebody(sitting: Sitting, key: str) -> Somebody:
    person = sitting.family.people[key]
    return Somebody(key, person.name, person.gender, person.is_unborn)
