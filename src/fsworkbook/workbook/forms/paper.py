"""Words that are written for one paper alone: a child’s letter, a child’s part of the family report (E.40, F.69).

Each record is about one child, so that it reaches whoever answers for that child, and nobody else by itself. What a
parent says in it stands in a section of theirs, which no parent who is assessed apart is given (F.20).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.workbook.ages import years
from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Draft, Filled, Form, allow, plain
from fsworkbook.workbook.forms.key import Key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fsworkbook.practice.papers import Paper
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.forms.bearings import Bearings

_EACH: Final = "parent"


def written(bearings: Bearings) -> dict[str, Paper]:
    """Return the papers that hold words written for them alone."""
    return {key: paper for key, paper in bearings.practice.papers.items() if any(part.asked for part in paper.parts)}


def sections(paper: Paper, family: Family) -> tuple[str, ...]:
    """Return the names of the sections that a paper's words may have: `changes`, `views.kerry`."""
    found: list[str] = []
    for part in paper.parts:
        if part.asked and part.each == _EACH:
            found += [f"{part.id}.{person.key}" for person in family.parents]
        elif part.asked:
            found.append(part.id)
    return tuple(found)


def apart(parent: str, family: Family) -> list[str]:
    """Return the keys of the parents who share no assessment with one: what that one says is not theirs to have."""
    together = {key for one in family.assessments.values() if parent in one.parents for key in one.parents}
    return [person.key for person in family.parents if person.key != parent and person.key not in together]


def _faults(filled: Filled) -> Iterable[str]:
    bearings = filled.bearings
    paper = bearings.practice.papers[filled["paper"]]
    text = filled.get("text")
    known = sections(paper, bearings.family)
    if not isinstance(text, dict):
        yield f"text takes a table with these parts: {', '.join(known)}."
        return
    strange = [name for name in text if name not in known]
    if strange:
        yield f"text takes these parts: {', '.join(known)}."
    child = bearings.family.people[filled["child"]]
    old = years(child.born, bearings.today) if child.born else 0
    if old < paper.from_age:
        yield f"child names {child.key}, who is not yet {paper.from_age}: this paper is for a child old enough."


def _draft(filled: Filled) -> Draft:
    bearings = filled.bearings
    paper = bearings.practice.papers[filled["paper"]]
    allow(paper.action, bearings)
    made = plain(filled)
    kept: dict[str, Any] = dict(filled.get("withhold_parts", {}))
    for section in made.sections:
        parent = section.name.partition(".")[2]
        others = apart(parent, bearings.family) if parent else []
        if others:
            kept[section.name] = list(dict.fromkeys([*kept.get(section.name, []), *others]))
    return made._replace(head={**made.head, **({"withhold_parts": kept} if kept else {})})


FORM: Final = Form(
    kind="paper",
    command="report --letter",
    keys=(
        Key("paper", "letter or family-report", keys.choice(written), required=True, about="which paper it is for"),
        Key("child", "a child", keys.child, required=True, about="whose letter, or whose part of the report"),
        Key(
            "meeting",
            "a kind of meeting",
            keys.choice(lambda bearings: bearings.practice.meetings),
            about="family-report: the meeting that it is for",
        ),
        Key("text", "a table from part to words", keys.anything, required=True, about="what stands in each part"),
    ),
    faults=_faults,
    draft=_draft,
)
