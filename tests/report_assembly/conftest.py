"""What the tests of assembling share: assembling needs no files."""

import pytest

from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.report.assessment import assemble
from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.registry import read_family
from tests.report_assembly.making import DAY, TABLE


@pytest.fixture(scope="session")
def practice():
    return load(shipped())


@pytest.fixture(scope="session")
def family():
    return read_family(TABLE, "rowan")


@pytest.fixture
def made(family, practice):
    def make(*records, key="PA-A", at=None, day=DAY):
        return assemble(family.assessments[key], family, practice, ledger(records, at), at or day)

    return make
