"""A workbook summary: what a practitioner did since the last supervision, and what it means (E1, E2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Draft, Filled, Form, body_of
from fsworkbook.workbook.forms.key import Key, Unfit
from fsworkbook.workbook.forms.rating import BY_CHILD, RATING, REASON
from fsworkbook.workbook.record import Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.forms.bearings import Bearings
    from fsworkbook.workbook.record import Record


def _words(value: object, bearings: Bearings) -> object:
    if isinstance(value, dict):
        return {keys.child(who, bearings): keys.text(words, bearings) for who, words in value.items()}
    return keys.text(value, bearings)


def _names(practice: Practice) -> dict[str, str]:
    """Return the keys that the shapes of summary ask for, and the heading of each."""
    return {part.id: part.heading for shape in practice.summary_shapes.values() for part in shape.sections}


def _titles(bearings: Bearings) -> dict[str, str]:
    """Return the heading of each section; where two shapes share one, the author's own shape names it."""
    own = bearings.practice.summary_shape(bearings.author.role)
    return _names(bearings.practice) | {part.id: part.heading for part in own.sections}


def _faults(filled: Filled) -> Iterable[str]:
    if "rating" in filled and "reason" not in filled:
        yield "reason is missing: say why, in at least a sentence."
    if "rating" not in filled and ("reason" in filled or "children" in filled):
        yield "rating is missing: it takes red, amber or green."
    if not any(name in filled for name in ("text", "sections")):
        yield f"sections is missing: write at least one of {', '.join(_names(filled.bearings.practice))}."


def _sections_key(value: object, bearings: Bearings) -> dict[str, Any]:
    if not isinstance(value, dict) or not value:
        raise Unfit("takes a table from section to words.")
    known = _names(bearings.practice)
    for name in value:
        base = name.split(".")[0]
        if base not in known:
            raise Unfit(f"has a section {name}; a summary has: {', '.join(known)}.")
    return {name: _words(words, bearings) for name, words in value.items()}


def _draft(filled: Filled) -> Draft:
    left_out = {"text", "on", "by", "sections"}
    head = {name: value for name, value in filled.values.items() if name not in left_out}
    titles = _titles(filled.bearings)
    sections: list[Section] = []
    for name, value in filled.get("sections", {}).items():
        title = titles[name.split(".")[0]]
        if isinstance(value, dict):
            sections += [Section(f"{name}.{child}", title, words) for child, words in value.items()]
        else:
            sections.append(Section(name, title, value))
    return Draft(head, (*sections, *body_of(filled)))


def _table(record: Record) -> dict[str, Any]:
    table: dict[str, Any] = {"on": record.on, **record.head}
    sections: dict[str, Any] = {}
    for section in record.sections:
        base, _, child = section.name.partition(".")
        if section.name == "account":
            table["text"] = section.text
        elif child:
            sections.setdefault(base, {})[child] = section.text
        else:
            sections[section.name] = section.text
    if sections:
        table["sections"] = sections
    return table


def gather(table: Mapping[str, Any], practice: Practice) -> dict[str, Any]:
    """Move the sections that a `--from` names at its top (`changed = "…"`) to where the form reads them."""
    known = _names(practice)
    found = {name: value for name, value in table.items() if name.split(".")[0] in known}
    rest = {name: value for name, value in table.items() if name not in found}
    if found:
        rest["sections"] = {**rest.get("sections", {}), **found}
    return rest


FORM: Final = Form(
    kind="summary",
    command="summary",
    action="rate",
    keys=(
        RATING._replace(required=False),
        REASON._replace(required=False),
        BY_CHILD,
        Key(
            "sections",
            "a table from section to words; each may also stand by itself",
            _sections_key,
            about="E.05, E.10",
        ),
    ),
    faults=_faults,
    draft=_draft,
    table=_table,
    own=True,
)
