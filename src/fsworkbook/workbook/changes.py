"""Changes of who is who: which tables of `family.toml` are added or changed, so that history is kept."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.errors import BadInput
from fsworkbook.practice.quoting import listed
from fsworkbook.workbook.family import live
from fsworkbook.workbook.fitness import faults, rows
from fsworkbook.workbook.naming import free, home_key, key_of, order_key, pair_key
from fsworkbook.workbook.registry import ON_DISK, REQUIRED, TABLES, names_of, wrong_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from fsworkbook.practice.model import Practice, Relation

Table = Mapping[str, Any]

LONGEST: Final = 200
"""How many letters a name has at most; an address or the terms of an order may be longer."""

ONE_LINE: Final = frozenset({"name", "email", "agency", "title", "known_as"})
"""Keys whose words stand within a line of a screen, of the tree and of a commit."""

PARENTAL: Final = "parent"
"""The line of a relation word that makes somebody a parent."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One `[[table]]` that is added (`key` is "") or changed; a value of None is taken away."""

    table: str
    key: str
    values: Table

    @property
    def named(self) -> str:
        """The key of the table that it adds or changes."""
        return self.key or str(self.values.get("key", ""))


def applied(table: Table, edits: Iterable[Edit]) -> dict[str, Any]:
    """Return a family's table as it stands after the edits."""
    after = copy.deepcopy(dict(table))
    for edit in edits:
        listed = after.setdefault(edit.table, [])
        if not edit.key:
            listed.append(dict(edit.values))
            continue
        row = next(row for row in listed if row.get("key") == edit.key)
        row.update(edit.values)
        for name in [name for name, value in edit.values.items() if value is None]:
            del row[name]
    return after


def check(command: str, table: Table, edits: Sequence[Edit], practice: Practice, today: date) -> None:
    """Refuse edits that bring a fault into the table; faults that stood there before are no reason.

    Raises:
        BadInput: naming every fault.
    """
    before = set(faults(table, practice, today))
    found = [fault for fault in faults(applied(table, edits), practice, today) if fault not in before]
    if found:
        raise BadInput("\n".join([f"{command}: nothing was recorded.", *(f"  {fault}" for fault in found)]))


def added(kind: str, values: Table, table: Table) -> Edit:
    """Return the edit that adds a table of a kind, with a key of its own where none is given.

    Raises:
        BadInput: a key is missing, or is not one of that table.
    """
    _known(kind, values)
    row = {name: value for name, value in values.items() if value != ""}
    unfit(kind, row)
    if "key" not in row:
        row = {"key": _fresh(kind, row, table), **row}
    missing = [name for name in REQUIRED[kind] if not row.get(name)]
    if missing:
        raise BadInput(f"{kind}: {', '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing. {_takes(kind)}")
    return Edit(kind, "", row)


def changed(kind: str, key: str, values: Table, table: Table) -> Edit:
    """Return the edit that changes a table; an empty text takes a value away.

    Raises:
        BadInput: there is no such table, or what should be changed cannot be.
    """
    row = found(kind, key, table)
    _known(kind, values)
    if values.get("key", key) != key:
        raise BadInput(f"{kind} {key}: a key is never changed, because records name it. Leave key out.")
    needed = [name for name in values if values[name] == "" and name in REQUIRED[kind]]
    if needed:
        raise BadInput(f"{kind} {key}: {', '.join(needed)} cannot be taken away.")
    given = {name: None if value == "" else value for name, value in values.items() if name != "key"}
    kept = {name: value for name, value in given.items() if value != row.get(name)}
    unfit(f"{kind} {key}", kept)
    if not kept:
        raise BadInput(f"{kind} {key}: there is nothing to change, so nothing was recorded. {_takes(kind)}")
    return Edit(kind, key, kept)


def unfit(where: str, values: Table) -> None:
    """Refuse values of another type than their keys take, and names that no line could hold.

    Raises:
        BadInput: naming every such key, and nothing that was typed.
    """
    wrong = [fault for name, value in values.items() for fault in wrong_type("", name, value)]
    wrong += [
        f"{name} takes one line of at most {LONGEST} letters, without control characters."
        for name in ONE_LINE & values.keys()
        if isinstance(values[name], str) and (len(values[name]) > LONGEST or not values[name].isprintable())
    ]
    if wrong:
        raise BadInput("\n".join([f"{where}: nothing was recorded.", *(f"  {fault}" for fault in sorted(wrong))]))


def found(kind: str, key: str, table: Table) -> Table:
    """Return the table of a kind that has a key.

    Raises:
        BadInput: there is none; the sentence lists those that there are.
    """
    keys = [str(row.get("key")) for row in rows(table, kind) if row.get("key")]
    for row in rows(table, kind):
        if row.get("key") == key:
            return row
    there = f"There is: {', '.join(keys)}." if keys else "There is none yet."
    raise BadInput(f"this family has no {kind} with that key. {there}")


def related(values: Table, table: Table, practice: Practice) -> list[Edit]:
    """Return the edits that say how one person stands to another.

    The same word for the same two is put right where it stands, and so is another word for a parent: an expected
    father who is registered becomes the father. Any other word is added beside what is there.
    """
    if "key" in values and any(row.get("key") == values["key"] for row in rows(table, "relation")):
        return [changed("relation", str(values["key"]), values, table)]
    kind = practice.relations.get(str(values.get("kind")))
    for row in rows(table, "relation"):
        if (row.get("a"), row.get("b")) != (values.get("a"), values.get("b")) or row.get("until"):
            continue
        word = practice.relations.get(str(row.get("kind")))
        if row.get("kind") == values.get("kind") or (_parental(word) and _parental(kind)):
            return [changed("relation", str(row.get("key")), {k: v for k, v in values.items() if k != "key"}, table)]
    return [added("relation", values, table)]


def coupled(values: Table, table: Table, practice: Practice) -> list[Edit]:
    """Return the edits that say how a couple stands.

    Two who were a couple until then: where the new status says that they are apart, the span that was open ends on
    that day and says so; where it says that they are together in another way, the old span ends and a new one begins.
    """
    if "key" in values and any(row.get("key") == values["key"] for row in rows(table, "couple")):
        return [changed("couple", str(values["key"]), values, table)]
    status = practice.couples.get(str(values.get("status")))
    apart = status is not None and status.apart
    spans = _spans(values.get("partners"), table)
    standing = next((row for row in spans if not row.get("until")), None)
    if standing is None and apart and spans and not values.get("from"):
        standing = spans[-1]  # separated then, divorced now: the span is the same, and how it ended is put right
    if standing is None:
        return [added("couple", values, table)]
    key = str(standing.get("key"))
    if standing.get("status") == values.get("status"):
        return [changed("couple", key, {name: value for name, value in values.items() if name != "key"}, table)]
    day = values.get("from")
    if apart:
        end = values.get("until") or day
        return [changed("couple", key, {"status": values.get("status"), **({"until": end} if end else {})}, table)]
    ending = [changed("couple", key, {"until": day}, table)] if day else []
    return [*ending, added("couple", values, table)]


def _spans(partners: object, table: Table) -> list[Table]:
    """Return the spans in which two were a couple, in the order of the file."""
    if not isinstance(partners, list):
        return []
    wanted = sorted(map(str, partners))
    return [row for row in rows(table, "couple") if sorted(map(str, row.get("partners", ()))) == wanted]


def moved(who: Sequence[str], into: str | Table, on: date, table: Table) -> list[Edit]:
    """Return the edits of a move: every home that changes ends on that day, and its next row begins.

    Args:
        who: keys of the people who move.
        into: the key of a home that there is, a table (`name`, `address`) for a new one, or "" for none that is known.
        on: the day.
        table: the family's table.
    """
    edits: list[Edit] = []
    taken = {str(row.get("key")) for row in rows(table, "household")}
    target = found("household", into, table) if isinstance(into, str) and into else None
    for row in rows(table, "household"):
        members = [key for key in row.get("members", ()) if isinstance(key, str)]
        if not live(row.get("from"), row.get("until"), on) or row is target or not set(members) & set(who):
            continue
        staying = [key for key in members if key not in who]
        edits += _succeeded(row, staying, on, taken)
    if target is not None:
        members = [key for key in target.get("members", ()) if isinstance(key, str)]
        joined = [*members, *(key for key in who if key not in members)]
        if live(target.get("from"), target.get("until"), on):
            if joined != members:
                edits += _succeeded(target, joined, on, taken)
        else:  # a home from before: who lived there then does not come back with them
            edits.append(_next_row(target, list(who), on, taken))
    elif isinstance(into, Mapping):
        key = home_key(who, taken)
        unfit("household move", into)
        edits.append(Edit("household", "", {"key": key, **into, "members": list(who), "from": on}))
    if not edits:
        raise BadInput("household move: they live there already, or nowhere that is recorded. Nothing was recorded.")
    return edits


def birth(key: str, on: date, name: str, gender: str, table: Table, practice: Practice) -> list[Edit]:
    """Return the edits of a birth: the child keeps its key, its due date and its history.

    A parent who was certain but expected becomes a parent; one who is only named or possible stays so until somebody
    says otherwise.

    Raises:
        BadInput: there is no such person, or nobody awaits their birth.
    """
    child = found("person", key, table)
    if child.get("born"):
        raise BadInput(f"{key} is born already. To put a birthday right, use “fsworkbook person change {key}”.")
    if not child.get("due"):
        raise BadInput(f"{key} has no due date, so no birth is awaited. Use “fsworkbook person change {key}”.")
    unfit("born", {"name": name, "gender": gender})
    values = {"born": on, **({"name": name} if name else {}), **({"gender": gender} if gender else {})}
    edits = [Edit("person", key, values)]
    for row in rows(table, "relation"):
        word = practice.relations.get(str(row.get("kind")))
        becomes = arrived(word, practice) if word and row.get("b") == key else ""
        if becomes and row.get("key"):
            begun = {} if row.get("from") else {"from": on}
            edits.append(Edit("relation", str(row["key"]), {"kind": becomes, **begun}))
    return edits


def arrived(word: Relation, practice: Practice) -> str:
    """Return what a word for a certain parent becomes at the birth, there and back through its inverse; "" if nothing.

    “Expected mother” comes back from “child” as “mother”; “mother” and every other word come back as they are.
    """
    if word.line != PARENTAL or not word.certain or word.adoptive:
        return ""
    there = practice.relations.get(word.inverse.get("other", ""))
    back = there.inverse.get(word.gender or "other", "") if there else ""
    return back if back and back != word.id and back in practice.relations else ""


def under_one_roof(table: Table, on: date) -> list[tuple[str, str, list[str]]]:
    """Return whom an order that is live keeps apart although they live in one home: order, against, protected."""
    homes = [set(row.get("members", ())) for row in rows(table, "household") if _lives(row, on)]
    found_here: list[tuple[str, str, list[str]]] = []
    for order in rows(table, "order"):
        against = order.get("against")
        near = [str(key) for key in order.get("protects", ()) if any({against, key} <= home for home in homes)]
        if near and _lives(order, on):
            found_here.append((str(order.get("kind")), str(against), near))
    return found_here


def _lives(row: Table, on: date) -> bool:
    """Return whether a span holds on a day and is not over with it."""
    return live(row.get("from"), row.get("until"), on) and row.get("until") != on


def uncertain(key: str, table: Table, practice: Practice) -> list[Table]:
    """Return the relations of a child to parents who are expected or possible only."""
    return [
        row
        for row in rows(table, "relation")
        if row.get("b") == key
        and (word := practice.relations.get(str(row.get("kind")))) is not None
        and word.line == PARENTAL
        and not word.certain
    ]


def _succeeded(row: Table, members: Sequence[str], on: date, taken: set[str]) -> list[Edit]:
    """Return the edits that end a home's row and begin the next with other members; a row of that day is changed."""
    if row.get("from") == on and members:
        return [Edit("household", str(row.get("key")), {"members": list(members)})]
    ended = Edit("household", str(row.get("key")), {"until": on})
    return [ended, _next_row(row, members, on, taken)] if members else [ended]


def _next_row(row: Table, members: Sequence[str], on: date, taken: set[str]) -> Edit:
    key = free([re.sub(r"-\d+$", "", str(row.get("key")))], taken, longest=0)
    taken.add(key)
    kept = {name: value for name, value in row.items() if name not in {"key", "members", "from", "until"}}
    return Edit("household", "", {"key": key, **kept, "members": list(members), "from": on})


def _fresh(kind: str, row: Table, table: Table) -> str:
    taken = {str(other.get("key")) for other in rows(table, kind)}
    match kind:
        case "person" | "team":
            everybody = {str(other.get("key")) for name in ("person", "team") for other in rows(table, name)}
            return key_of(str(row.get("name", "")), everybody, "member" if kind == "team" else "person")
        case "relation":
            return pair_key("r", str(row.get("a")), str(row.get("b")), taken)
        case "couple":
            partners = [*(row.get("partners") or ()), "somebody", "somebody"]
            return pair_key("c", str(partners[0]), str(partners[1]), taken)
        case "household":
            return home_key(row.get("members") or (), taken)
        case "order":
            return order_key(str(row.get("kind", "")), taken)
        case _:
            return pair_key("cover", str(row.get("role")), str(row.get("person")), taken)


def _known(kind: str, values: Table) -> None:
    """Refuse a key that a table does not have; people and team may hold more than the program knows."""
    names = set(names_of(TABLES[kind]))
    known = {ON_DISK.get(name, name) for name in names}
    strange = [name for name in values if name not in known]
    if strange and "more" not in names:
        raise BadInput(f"{kind}: {listed(strange)} is not known there. {_takes(kind)}")


def _takes(kind: str) -> str:
    known = [ON_DISK.get(name, name) for name in names_of(TABLES[kind]) if name != "more"]
    return f"It takes: {', '.join(known)}."


def _parental(word: Relation | None) -> bool:
    return word is not None and word.line == PARENTAL
