"""A small family and the shipped practice model, in memory: the domain needs no files."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest

from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.workbook.forms.bearings import Bearings
from fsworkbook.workbook.forms.catalogue import submit
from fsworkbook.workbook.forms.correction import correct
from fsworkbook.workbook.record import Record
from fsworkbook.workbook.registry import read_family

BASE32 = "abcdefghijklmnopqrstuvwxyz234567"

TABLE = {
    "format": 1,
    "reference": "FS-0001",
    "surname": "Rowan",
    "opened": date(2025, 2, 24),
    "person": [
        {"key": "ana", "name": "Ana Rowan", "part": "parent", "gender": "female", "born": date(1995, 6, 1)},
        {"key": "ben", "name": "Ben Sharpe", "part": "parent", "gender": "male"},
        {"key": "cal", "name": "Cal Doyle", "part": "parent", "gender": "male"},
        {"key": "ida", "name": "Ida Rowan", "part": "child", "born": date(2015, 11, 11)},
        {"key": "jo", "name": "Jo Rowan", "part": "child", "born": date(2022, 4, 8)},
        {"key": "nell", "name": "Nell Rowan", "part": "relative", "gender": "female", "known_as": ["nanny nell"]},
    ],
    "relation": [
        {"key": "r1", "a": "ana", "b": "ida", "kind": "mother"},
        {"key": "r2", "a": "ana", "b": "jo", "kind": "mother"},
        {"key": "r3", "a": "ben", "b": "ida", "kind": "father"},
        {"key": "r4", "a": "cal", "b": "jo", "kind": "father"},
        {"key": "r5", "a": "nell", "b": "ana", "kind": "mother"},
    ],
    "assessment": [
        {"key": "PA-A", "parents": ["ana"], "children": ["ida", "jo"], "started": date(2025, 3, 3)},
        {"key": "PA-C", "parents": ["cal"], "children": ["jo"], "started": date(2025, 3, 3)},
    ],
    "team": [
        {"key": "mia", "name": "Mia Moss", "role": "team-manager"},
        {"key": "sam", "name": "Sam Wells", "role": "social-worker"},
        {"key": "tia", "name": "Tia Byrne", "role": "children-family-worker"},
        {"key": "rex", "name": "Rex Low", "role": "recovery-worker", "from": date(2025, 4, 1)},
        {"key": "eve", "name": "Eve Hart", "role": "embedded-coordinator"},
        {"key": "hv", "name": "Una Marsh", "role": "outside"},
    ],
}


@pytest.fixture(scope="session")
def practice():
    return load(shipped())


@pytest.fixture(scope="session")
def family():
    return read_family(TABLE, "rowan")


def tail(number):
    """Return the last part of an id for a number."""
    letters = ""
    for _ in range(10):
        number, place = divmod(number, 32)
        letters = BASE32[place] + letters
    return letters


@pytest.fixture
def desk(family, practice):
    """Record in memory: `desk("rating", "sam", day, **keys)`; `desk.records` is what was recorded."""

    class Desk:
        def __init__(self):
            self.records = []
            self.numbers = itertools.count()

        def bearings(self, by, moment):
            if not isinstance(moment, datetime):
                moment = datetime(moment.year, moment.month, moment.day, 12, tzinfo=UTC)
            return Bearings(
                family=family,
                practice=practice,
                author=family.team[by],
                now=moment,
                new_id=lambda on, key: f"{on.isoformat()}-{key}-{tail(next(self.numbers))}",
                find=lambda wanted: next((item for item in self.records if item.id == wanted), None),
                records=lambda: tuple(self.records),
            )

        def __call__(self, kind, by, moment, **table):
            made = submit(kind, table, self.bearings(by, moment))
            self.records += made
            return made[0]

        def correct(self, record, by, moment, reason="A slip.", **changes):
            made = correct(record, changes, reason, self.bearings(by, moment))
            self.records.append(made)
            return made

    return Desk()


@pytest.fixture
def note():
    """Make a bare record: `note(number, days, **head)`."""

    def make(number, days=0, by="sam", kind="note", **head):
        moment = datetime(2025, 3, 1, 12, tzinfo=UTC) + timedelta(days=days)
        return Record(f"2025-03-01-{by}-{tail(number)}", kind, date(2025, 3, 1), moment, by, head)

    return make
