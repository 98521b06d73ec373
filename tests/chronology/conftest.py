"""What the tests of the chronology share: making one needs no files."""

import pytest

from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.workbook.chronology import Wanted, chronology
from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.registry import read_family
from tests.report_assembly.making import DAY, TABLE, record

ORDER = {"key": "o1", "kind": "non-molestation order", "against": "ben", "protects": ["ana", "ida"]}


@pytest.fixture(scope="session")
def practice():
    return load(shipped())


@pytest.fixture(scope="session")
def family():
    return read_family(TABLE, "rowan")


@pytest.fixture
def told(family, practice):
    """Make a chronology of some records; `of` replaces the family."""

    def make(*records, day=DAY, at=None, of=None, **wanted):
        held = ledger(records, at)
        return chronology(of or family, practice, held, day, Wanted(**{"milestones": False, **wanted}))

    return make


@pytest.fixture
def event():
    """Make the record of an event."""

    def make(words, effect, *children, on="2025-03-14", **more):
        sections = {"account": words} if words else {}
        return record("chronology", on, sections=sections, children=list(children), effect_on_child=effect, **more)

    return make
