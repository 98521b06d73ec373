"""A small family, and a maker of records."""

import itertools
from datetime import UTC, date, datetime

from fsworkbook.workbook.record import Record, Section

DAY = date(2025, 5, 30)
TABLE = {
    "reference": "FS-0001",
    "surname": "Rowan",
    "person": [
        {"key": "ana", "name": "Ana Rowan", "part": "parent", "gender": "female", "born": date(1995, 6, 1)},
        {"key": "ben", "name": "Ben Sharpe", "part": "parent", "gender": "male", "born": date(1993, 1, 1)},
        {"key": "ida", "name": "Ida Rowan", "part": "child", "gender": "female", "born": date(2015, 11, 11)},
        {"key": "jo", "name": "Jo Rowan", "part": "child", "gender": "male", "born": date(2022, 4, 8)},
        {"key": "bump", "name": "Baby Rowan", "part": "child", "due": date(2025, 6, 22)},
        {"key": "nell", "name": "Nell Rowan", "part": "relative", "gender": "female", "born": date(1970, 1, 1)},
    ],
    "relation": [
        {"key": "r1", "a": "ana", "b": "ida", "kind": "mother", "responsibility": "yes"},
        {"key": "r2", "a": "ana", "b": "jo", "kind": "mother"},
        {"key": "r3", "a": "ana", "b": "bump", "kind": "expected mother"},
        {"key": "r4", "a": "ben", "b": "jo", "kind": "father"},
        {"key": "r5", "a": "nell", "b": "ana", "kind": "mother"},
    ],
    "household": [
        {"key": "h1", "name": "Nell's", "address": "1 Old Road", "members": ["ana", "ida"], "until": date(2025, 4, 1)},
        {"key": "h2", "address": "2 New Road", "members": ["ana", "ida", "jo"], "from": date(2025, 4, 2)},
    ],
    "assessment": [
        {
            "key": "PA-A",
            "parents": ["ana"],
            "children": ["ida", "jo", "bump"],
            "started": date(2025, 3, 3),
            "prebirth": True,
        },
        {"key": "PA-B", "parents": ["ben"], "children": ["jo"], "started": date(2025, 3, 3)},
    ],
    "team": [
        {"key": "mia", "name": "Mia Moss", "role": "team-manager"},
        {"key": "sam", "name": "Sam Wells", "role": "social-worker"},
        {"key": "tia", "name": "Tia Byrne", "role": "children-family-worker"},
        {"key": "una", "name": "Una Marsh", "role": "outside", "title": "Health visitor", "agency": "Community health"},
    ],
}
_numbers = itertools.count()


def record(kind="module", on="2025-03-14", by="sam", recorded=None, sections=None, **head):
    """A record; `sections` is a table from name to words."""
    day = date.fromisoformat(on)
    at = datetime.fromisoformat(recorded) if recorded else datetime(day.year, day.month, day.day, 15, tzinfo=UTC)
    number = next(_numbers)
    tail = "".join("abcdefghijklmnopqrstuvwxyz234567"[number >> 5 * place & 31] for place in range(10))
    made = tuple(Section(name, "", words) for name, words in (sections or {}).items())
    return Record(f"{on}-{by}-{tail}", kind, day, at.replace(tzinfo=UTC), by, head, made)


def entry(words, questions, children=("ida", "jo", "bump"), assessment="PA-A", **more):
    """A module entry with one account."""
    sections = {"account": words} | more.pop("sections", {})
    return record(
        assessment=assessment,
        about=["ana"],
        children=list(children),
        questions=list(questions),
        sections=sections,
        **more,
    )
