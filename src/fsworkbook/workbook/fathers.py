"""Fathers accounted for: each child's father, and what the work has learned from or about him (J.53)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.family import Family, Person
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

_PARENT: Final = "parent"
_MALE: Final = "male"
_WORK: Final = ("module", "visit", "note", "chronology")


class Father(NamedTuple):
    """A father of some of the children.

    Attributes:
        key: his key, or "" for a father of whom nothing is known.
        children: keys of the children whose father he is, or may be.
        certain: whether he is known to be the father of all of them.
        assessment: the key of his own assessment, or "".
        entries: how many records of direct work are about him or were made with him there.
    """

    key: str
    children: tuple[str, ...]
    certain: bool
    assessment: str
    entries: int


def fathers(family: Family, practice: Practice, ledger: Ledger) -> tuple[Father, ...]:
    """Return every father of the children, and the children of whom no father is recorded last."""
    found: dict[str, dict[str, bool]] = {}
    fatherless = []
    for child in family.children:
        his = _fathers_of(child, family, practice)
        for key, certain in his.items():
            found.setdefault(key, {})[child.key] = certain
        if not his:
            fatherless.append(child.key)
    known = [
        Father(key, tuple(children), all(children.values()), _assessed(key, family), _entries(key, ledger))
        for key, children in found.items()
    ]
    return (*known, *(Father("", (key,), certain=False, assessment="", entries=0) for key in fatherless))


def _fathers_of(child: Person, family: Family, practice: Practice) -> dict[str, bool]:
    his: dict[str, bool] = {}
    for row in family.relations:
        word = practice.relations.get(row.kind)
        if row.b != child.key or word is None or word.line != _PARENT or row.a not in family.people:
            continue
        if _MALE in {word.gender, family.people[row.a].gender if not word.gender else ""}:
            his[row.a] = word.certain
    return his


def _assessed(key: str, family: Family) -> str:
    return next((item.key for item in family.assessments.values() if key in item.parents), "")


def _entries(key: str, ledger: Ledger) -> int:
    return sum(_with_him(record, key) for record in ledger.of(*_WORK))


def _with_him(record: Record, key: str) -> bool:
    views = {view.rpartition(":")[2] for view in record.names("views")}  # such as “dad:marcus”
    return key in views or key in record.about or key in record.names("present")
