"""Which assessment is meant: by its key, a parent, a child, or by asking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fsworkbook.errors import BadInput
from fsworkbook.workbook.kinship import find_person

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.family import Assessment


def parent_in(sitting: Sitting, typed: str | None) -> str:
    """Return the key of the parent who is meant, among those who have an assessment; "" where nobody is named.

    Raises:
        BadInput: nobody fits, or several do.
    """
    if not typed:
        return ""
    among = [key for item in sitting.family.assessments.values() for key in item.parents]
    return find_person(typed, sitting.family, sitting.practice.relations, "--parent", among=among or None).key


def child_in(sitting: Sitting, typed: str | None) -> str:
    """Return the key of the child who is meant; "" where none is named.

    Raises:
        BadInput: none fits, or several do.
    """
    if not typed:
        return ""
    among = [child.key for child in sitting.family.children]
    return find_person(typed, sitting.family, sitting.practice.relations, "--child", among=among).key


def fitting(sitting: Sitting, options: Mapping[str, Any]) -> list[Assessment]:
    """Return the assessments that `--assessment`, `--parent` and `--child` leave, in the order of the family.

    Raises:
        BadInput: what was named does not exist, or nothing is left.
    """
    known = sitting.family.assessments
    if not known:
        raise BadInput(f"{sitting.family.name} has no assessment yet. “fsworkbook person” says how to open one.")
    named, parent = options.get("assessment"), parent_in(sitting, options.get("parent"))
    child = child_in(sitting, options.get("child"))
    if named and str(named).casefold() not in {key.casefold() for key in known}:
        raise BadInput(f"--assessment takes one of: {', '.join(known)}.")
    found = [
        item
        for item in known.values()
        if (not named or item.key.casefold() == str(named).casefold())
        and (not parent or parent in item.parents)
        and (not child or child in item.children)
    ]
    if not found:
        listed = "; ".join(f"{item.key}: {_who(sitting, item)}" for item in known.values())
        raise BadInput(f"No assessment fits all that you named. There are {listed}.")
    return found


def parents_of(sitting: Sitting) -> dict[str, str]:
    """Return the keys and names of the parents: who is assessed, each parent and carer, each child's parent."""
    family, kinds = sitting.family, sitting.practice.relations
    children = {child.key for child in family.children}
    assessed = [key for item in family.assessments.values() for key in item.parents]
    related = [
        one.a
        for one in family.relations
        if one.b in children and one.kind in kinds and kinds[one.kind].line == "parent"
    ]
    keys = dict.fromkeys([*assessed, *(person.key for person in family.parents), *related])
    return {key: family.people[key].name for key in keys if key in family.people}


def whose(sitting: Sitting, assessment: Assessment) -> str:
    """Return whose assessment it is, in words: `Kerry`, `Kerry and Daniel`."""
    return " and ".join(sitting.family.first_name(key) for key in assessment.parents)


def _who(sitting: Sitting, assessment: Assessment) -> str:
    children = ", ".join(sitting.family.first_name(key) for key in assessment.children)
    return f"{whose(sitting, assessment)} (with {children})"
