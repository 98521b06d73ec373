"""Keys that the forms of work with parents share: whose it is, about which child, and what a record goes on from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.key import Key, Unfit
from fsworkbook.workbook.record import Section
from fsworkbook.workbook.threads import leads_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fsworkbook.workbook.forms.bearings import Bearings
    from fsworkbook.workbook.forms.form import Filled
    from fsworkbook.workbook.record import Record

_INHERITED: Final = ("about", "children", "restricted", "withhold_from")
"""What a later record takes from the first, unless it says so itself."""
_KEPT: Final = ("restricted", "withhold_from")
"""Of these, what it can add to and never take away from."""
_APART: Final = frozenset({"text", "on", "by", "parent", "child"})
"""Keys that stand in the front matter under another name, or not at all."""


def parent(value: object, bearings: Bearings) -> str:
    """Read one grown-up of the family; returns the key."""
    found = keys.person(value, bearings)
    if bearings.family.people[found].is_child:
        raise Unfit(f"names {found}, who is a child: name the parent or carer.")
    return found


PARENT: Final = Key("parent", "a parent or carer", parent, about="whose it is: a key, a name, or a word such as mum")
CHILD: Final = Key("child", "a child", keys.child, about="the child whom it is about")


def first_of(filled: Filled, kind: str) -> Record | None:
    """Return the first record that this one goes on from; None where it is a first one, or names none."""
    found = filled.bearings.find(filled[kind]) if kind in filled else None
    return found if found is not None and found.kind == kind and not leads_to(found) else None


def link_faults(filled: Filled, kind: str, noun: str) -> Iterable[str]:
    """Yield what is wrong with what a later record names."""
    if kind in filled and first_of(filled, kind) is None:
        yield f"{kind} takes the id of {noun} itself, not of what was recorded of it afterwards."


def whose_faults(filled: Filled, *, child: bool = False, either: bool = False) -> Iterable[str]:
    """Yield what is missing of whom it is about."""
    grown = "parent" in filled or _grown(filled)
    small = "child" in filled or filled.get("children")
    if not grown and not (either and small):
        yield "parent is missing: it takes a parent or carer" + (", or say which child it is about." if either else ".")
    if child and not small:
        yield "child is missing: it takes a child."


def _grown(filled: Filled) -> list[str]:
    people = filled.bearings.family.people
    return [key for key in filled.get("about", ()) if not people[key].is_child]


def whom(filled: Filled) -> dict[str, list[str]]:
    """Return `about` and `children` as they stand in the record: grown-ups in the one, children in the other."""
    people = filled.bearings.family.people
    listed = [*([filled["parent"]] if "parent" in filled else []), *_grown(filled)]
    small = [
        *([filled["child"]] if "child" in filled else []),
        *filled.get("children", ()),
        *(key for key in filled.get("about", ()) if people[key].is_child),
    ]
    found = {"about": list(dict.fromkeys(listed)), "children": list(dict.fromkeys(small))}
    return {name: value for name, value in found.items() if value}


def head_of(filled: Filled, first: Record | None, sections: Iterable[str]) -> dict[str, Any]:
    """Return the front matter: whom it is about first, then the keys of the form, with what the first record hands on.

    Args:
        filled: the form.
        first: the record that this one goes on from.
        sections: the keys that stand in the body.
    """
    apart = {*_APART, *sections}
    own = {name: value for name, value in filled.values.items() if name not in apart} | whom(filled)
    if first is not None:
        for name in _INHERITED:
            listed = [*first.names(name), *own.get(name, ())] if name in _KEPT else own.get(name, first.names(name))
            if listed:
                own[name] = list(dict.fromkeys(listed))
    lead = ("corrects", "correction_reason", "about", "children")
    return {name: own[name] for name in (*lead, *own) if name in own}


def body(filled: Filled, kind: str, names: Iterable[str]) -> tuple[Section, ...]:
    """Return the sections of the keys that stand in the body, each in the wording in which it was asked."""
    asks = filled.bearings.practice.direct_work.asks
    return tuple(Section(name, asks[f"{kind}.{name}"].name, filled[name]) for name in names if name in filled)


def table(record: Record) -> dict[str, Any]:
    """Return the table that makes a record again whose sections are keys of its form."""
    made: dict[str, Any] = {"on": record.on, **record.head}
    return made | {section.name: section.text for section in record.sections}


def listed_by(field: str) -> Any:  # noqa: ANN401 - a reader of `key`
    """Return a reader of one id out of a list of the model's work with parents."""

    def options(bearings: Bearings) -> Mapping[str, Any]:
        found: Mapping[str, Any] = getattr(bearings.practice.direct_work, field)
        return found

    return keys.choice(options)
