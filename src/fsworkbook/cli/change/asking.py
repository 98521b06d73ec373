"""The questions that conversations about work with parents share: whose it is, which child, in which words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fsworkbook.cli.frame.assessments import parents_of
from fsworkbook.cli.frame.naming import joined
from fsworkbook.cli.talk.asksteps import long, one, someone, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.talk.conversation import Step
    from fsworkbook.workbook.record import Record

_ANY = "-"


def parent_step(sitting: Sitting, label: str = "Which parent?", *, needed: bool = True) -> Step:
    """Ask for one grown-up: those who are assessed, then every parent and carer; everybody else only when asked for."""
    near = parents_of(sitting)
    far = {key: person.name for key, person in sitting.family.people.items() if key not in near and not person.is_child}
    return someone("parent", label, near, far, needed=needed, title="Parent")


def child_step(sitting: Sitting, label: str = "Which child?", *, needed: bool = True) -> Step:
    """Ask for one child."""
    listed = {child.key: child.name for child in sitting.family.children}
    return one("child", label, listed, needed=needed, title="Child")


def words_step(sitting: Sitting, ask: str, *, needed: bool = False, line: bool = False, key: str = "") -> Step:
    """Ask for words in the practice model's own wording; `ask` is the id, such as `goal.task`."""
    asked = sitting.practice.direct_work.asks[ask]
    name = key or ask.partition(".")[2]
    if line:
        return text(name, asked.name, needed=needed, more=asked.more)
    return long(name, asked.name, needed=needed, more=asked.more)


def names_in(mapping: Mapping[str, Any]) -> dict[str, str]:
    """Return what can be chosen out of a list of the practice model: ids with their names."""
    return {key: item.name for key, item in mapping.items()}


def whose(sitting: Sitting, record: Record) -> str:
    """Return whom a record is about, in first names: `Kerry with Tyler, Maisie and the baby`."""
    family = sitting.family
    grown = joined(family.first_name(key) for key in record.about)
    small = joined(family.first_name(key) for key in record.children)
    return f"{grown} with {small}" if grown and small else grown or small


def key_of(sitting: Sitting, typed: str | None, option: str) -> str:
    """Return the key of the person whom an option names; "" where it was not given.

    Raises:
        BadInput: nobody of that name, or several.
    """
    from fsworkbook.workbook.kinship import find_person  # noqa: PLC0415 - only where one is named

    return find_person(typed, sitting.family, sitting.practice.relations, option).key if typed else ""
