"""The training family’s texts as the story tells them, and the check as the shipped practice model has it."""

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped, templates_root
from fsworkbook.workbook.plainness.checking import Checker
from fsworkbook.workbook.record import Record, Section
from fsworkbook.workbook.registry import read_family
from tests.cli_work.conftest import made, terminals, work

__all__ = ["made", "terminals", "work"]

ASHDOWN = Path(templates_root()) / "training" / "ashdown"
BODY = {"text": "account", "meaning": "meaning", "why_child": "why-child"}


@pytest.fixture(scope="session")
def practice():
    return load(shipped())


@pytest.fixture(scope="session")
def family():
    return read_family(tomllib.loads((ASHDOWN / "family.toml").read_text(encoding="utf-8")), "ashdown")


@pytest.fixture(scope="session")
def checker(practice, family):
    return Checker(practice, family)


def entry(number, table):
    """A record of the story as it lies in the workbook, as far as its words go."""
    sections = []
    for key, name in BODY.items():
        words = table.get(key, "")
        named = words if isinstance(words, dict) else {name: words}
        sections += [Section(part, "", said) for part, said in named.items() if said]
    head = {key: value for key, value in table.items() if key in {"questions", "section", "assessment", "measure"}}
    on = table.get("on") or date(2025, 3, 4)
    by = table["as"]
    tail = "".join("abcdefghij"[int(digit)] for digit in f"{number:010}")
    moment = datetime(2025, 3, 4, tzinfo=UTC)
    return Record(f"{on}-{by}-{tail}", table["kind"], on, moment, by, head, tuple(sections))


@pytest.fixture(scope="session")
def told():
    """Every record of the story that has a name, by that name."""
    found = {}
    for path in sorted((ASHDOWN / "story").glob("*.toml")):
        for table in tomllib.loads(path.read_text(encoding="utf-8"))["record"]:
            if "name" in table:
                found[table["name"]] = entry(len(found), table)
    return found


@pytest.fixture(scope="session")
def lints(checker, told):
    """What is found in each record, by its name."""
    return {name: checker.record(record) for name, record in told.items()}
