"""An analysis: what the worker makes of the evidence, for one part of the report (G.06, G.10).

What the quality checklist asks of a part beyond its words stands in keys: which key question it answers (H40), what
each possible outcome would mean for each child (S14.12), and what is recommended, for whom and by when (H42-H46).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.errors import BadInput
from fsworkbook.workbook.citing import marks
from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Draft, Filled, Form, plain
from fsworkbook.workbook.forms.key import Key, Unfit
from fsworkbook.workbook.joint import refuse_parted
from fsworkbook.workbook.recommendations import asked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fsworkbook.workbook.forms.bearings import Bearings

_ROW: Final = ("what", "child", "needed", "text", "by", "who")
_OPTION: Final = ("option", "effects")


def _section(value: object, bearings: Bearings) -> str:
    try:
        return str(bearings.practice.section(str(value)).id)
    except BadInput as trouble:
        raise Unfit(str(trouble)) from None


def _recommend(value: object, bearings: Bearings) -> list[dict[str, Any]]:
    """Read recommendations: tables with `what`, and whatever it asks for."""
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise Unfit('takes a list of tables: [{ what = "safety", child = "tyler", text = "…", by = 2025-06-06 }].')
    return [_one(item, bearings) for item in value]


def _one(row: dict[str, Any], bearings: Bearings) -> dict[str, Any]:
    known = asked(bearings.practice)
    item = known.get(row.get("what", ""))
    if item is None:
        raise Unfit(f"takes tables whose what is one of: {', '.join(known)}.")
    extra = [name for name in row if name not in _ROW]
    if extra:
        raise Unfit(f"takes tables with {', '.join(_ROW)} and nothing else.")
    found: dict[str, Any] = {"what": item.id}
    if item.each == "child":
        if "child" not in row:
            raise Unfit(f"needs child beside {item.id}: it is for each child.")
        found["child"] = keys.child(row["child"], bearings)
    if item.decides:
        if "needed" not in row:
            raise Unfit(f"needs needed beside {item.id}: true or false. Nobody decides it for you.")
        found["needed"] = keys.flag(row["needed"], bearings)
    if "text" not in row:
        raise Unfit(f"needs text beside {item.id}: {'why' if item.decides else 'what'}, in words.")
    readers = {"text": keys.text, "by": keys.day, "who": keys.text}
    return found | {name: read(row[name], bearings) for name, read in readers.items() if name in row}


def _options(value: object, bearings: Bearings) -> list[dict[str, Any]]:
    """Read possible outcomes: tables with `option` and, by child, `effects`."""
    if not isinstance(value, list) or not all(isinstance(item, dict) and set(item) == set(_OPTION) for item in value):
        raise Unfit('takes a list of tables: [{ option = "…", effects = { tyler = "…" } }].')
    effects = keys.by_child(keys.text)
    return [
        {"option": keys.text(item["option"], bearings), "effects": effects(item["effects"], bearings)} for item in value
    ]


def _faults(filled: Filled) -> Iterable[str]:
    text = filled.get("text")
    if not isinstance(text, str):
        yield "text is missing: write the analysis in words."
        return
    cites = filled.get("cites", ())
    beyond = [number for number in marks(text) if cites and not 0 < number <= len(cites)]
    if beyond:
        yield f"text names [{beyond[0]}], and cites has {len(cites)}: a number in the text is a place in cites."
    if "corrects" not in filled:
        try:
            refuse_parted(filled.bearings.family.assessments[filled["assessment"]], filled.bearings.family)
        except BadInput as trouble:
            yield str(trouble)


def _draft(filled: Filled) -> Draft:
    """Make the record; one that revises another says so first, with `reason` (format.md)."""
    made = plain(filled)
    head = dict(made.head)
    why = head.pop("correction_reason", "")
    revises = {"corrects": head.pop("corrects")} if "corrects" in head else {}
    return made._replace(head={**revises, **({"reason": why} if revises and why else {}), **head})


FORM: Final = Form(
    kind="analysis",
    command="report write",
    action="lead-assessment",
    keys=(
        Key("assessment", "the key of an assessment", keys.assessment, required=True, about="whose report"),
        Key("section", 'a part of the report: "S09.01" or "9.1"', _section, required=True, about="which part"),
        Key("child", "a child", keys.child, about="for a part that is written for each child"),
        Key(
            "cites",
            "ids of records",
            keys.record_ids,
            about="the evidence that it rests on; [1] in the text names the first",
        ),
        Key("answers", "words", keys.words, about="the key questions that it answers, in their words (H40)"),
        Key(
            "options",
            'tables: { option = "…", effects = { child = "…" } }',
            _options,
            about="every possible outcome, and what it would mean for each child",
        ),
        Key(
            "recommend",
            'tables: { what = "safety", child = "…", text = "…", by = 2025-06-06, who = "…" }',
            _recommend,
            about="what is recommended (H42-H46); needed = true or false where it takes a yes or no",
        ),
    ),
    faults=_faults,
    draft=_draft,
)
