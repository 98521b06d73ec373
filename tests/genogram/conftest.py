"""What the tests of the genogram share."""

import pytest

from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.report.genogram.making import genogram
from tests.genogram.families import DAY, family


@pytest.fixture(scope="session")
def practice():
    return load(shipped())


@pytest.fixture(scope="session")
def drawn(practice):
    """Draw a family, as an argument list of `families.table` or read already."""

    def make(*args, day=DAY, whole=True, culture=False, centre="", **more):
        read = args[0] if not isinstance(args[0], list) else family(*args, **more)
        return genogram(read, practice, day, whole=whole, culture=culture, centre=centre)

    return make
