"""The built Ashdown family, in which two reports are signed; and copies of it that a module's tests may write to."""

import shutil

import pytest

from tests.story.book import Shell
from tests.story.conftest import told  # noqa: F401 - the family, built once for all workers

NOW = "2025-05-30T18:00"


@pytest.fixture(scope="module")
def book(told, tmp_path_factory):  # noqa: F811 - the fixture that is imported
    """A shell in a caseload with a copy of the family, for one module."""
    shell = Shell(tmp_path_factory.mktemp("final"), "ashdown")
    shutil.copytree(told / "demo" / "ashdown", shell.path)
    return shell


@pytest.fixture
def papers(book, tmp_path):
    """Print papers into a folder of their own: returns what was said, and the files."""

    def run(*words, at=NOW, **more):
        done = book.run(*words, "--output", str(tmp_path), at=at, **more)
        return done, sorted(tmp_path.iterdir())

    return run
