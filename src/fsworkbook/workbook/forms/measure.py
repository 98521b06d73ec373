"""A measure: any scale that is used at the start and at the end, and its points, in numbers or in words (S13.T2)."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.following import (
    CHILD,
    PARENT,
    body,
    first_of,
    head_of,
    link_faults,
    listed_by,
    table,
    whose_faults,
)
from fsworkbook.workbook.forms.form import Draft, Filled, Form
from fsworkbook.workbook.forms.key import Key, Unfit
from fsworkbook.workbook.threads import MEASURE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fsworkbook.workbook.forms.bearings import Bearings

_SECTIONS: Final = ("note",)
_MONTH: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_POINT: Final = 'takes points, each a day or a month and a value: [["2025-01", "3 a day"], ["2025-03-10", 19]].'


def points(value: object, bearings: Bearings) -> list[list[Any]]:
    """Read points: each a day (2025-03-10) or a month (2025-01), and a number or words."""
    if not isinstance(value, list) or not value:
        raise Unfit(_POINT)
    return [_point(item, bearings) for item in value]


def _point(item: object, bearings: Bearings) -> list[Any]:
    if isinstance(item, dict) and set(item) == {"when", "value"}:
        item = [item["when"], item["value"]]
    if not isinstance(item, list) or len(item) != 2:  # noqa: PLR2004 - when, and how much
        raise Unfit(_POINT)
    when, value = item
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise Unfit("takes a number, or words, as the value of each point.")
    if isinstance(value, str) and not value.strip():
        raise Unfit("has a point without a value: write it as a number, or in words.")
    return [_when(when, bearings), value]


def _when(value: object, bearings: Bearings) -> str:
    if isinstance(value, str) and _MONTH.fullmatch(value):
        day = date.fromisoformat(f"{value}-01")
    else:
        day = keys.day(value, bearings)
        value = day.isoformat()
    if day > bearings.today:
        raise Unfit(f"has a point that lies in the future: today is {bearings.today.isoformat()}.")
    return str(value)


def _number(value: object, _bearings: Bearings) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unfit("takes a number, without quotation marks.")
    return value


_ALSO: Final = {"restricted_from": "withhold_from", "what": "name"}
"""Names that a key has elsewhere: in lists of other programs, and where `name` is taken already."""


def gather(given: Mapping[str, Any], _bearings: Bearings) -> Mapping[str, Any]:
    """Return the table with each key under the name that the form has for it."""
    return {(_ALSO[key] if key in _ALSO and _ALSO[key] not in given else key): value for key, value in given.items()}


def _faults(filled: Filled) -> Iterable[str]:
    yield from link_faults(filled, MEASURE, "the measure")
    if "text" in filled:
        yield "text is not taken here: what is measured goes under name, and what should be known of it under note."
    if MEASURE in filled:
        if "points" not in filled:
            yield f"points is missing: it {_POINT}"
        yield from (
            f"{name} belongs to the measure itself." for name in ("name", "better", "low", "high") if name in filled
        )
        return
    if "name" not in filled:
        yield "name is missing: say what is measured; or name an earlier measure under measure."
    yield from whose_faults(filled, either=True)
    if "low" in filled and "high" in filled and filled["low"] >= filled["high"]:
        yield "low is not below high."


def _draft(filled: Filled) -> Draft:
    return Draft(head_of(filled, first_of(filled, MEASURE), _SECTIONS), body(filled, MEASURE, _SECTIONS))


FORM: Final = Form(
    kind=MEASURE,
    command="measure",
    action="write-module-entry",
    keys=(
        Key("name", "words", keys.text, about="what is measured"),
        PARENT,
        CHILD,
        Key("better", "which way is better", listed_by("directions"), about="lower or higher"),
        Key("low", "a number", _number, about="the lowest value that there can be"),
        Key("high", "a number", _number, about="the highest one"),
        Key(
            "points",
            'a list of points: ["2025-03-10", 19]',
            points,
            about="each a day or a month (2025-01), and a number or words",
        ),
        Key(MEASURE, "the id of a measure", keys.record_id, about="the measure that these points go on from"),
        Key("entry", "the id of a record", keys.record_id, about="the entry that tells it in full"),
        Key("note", "words", keys.text, about="what should be known of how it was taken"),
    ),
    faults=_faults,
    draft=_draft,
    table=table,
    gather=gather,
)
