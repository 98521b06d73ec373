from __future__ import annotations

import shutil

import pytest

from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped


@pytest.fixture(scope="session")
def practice():
    return load(shipped())


@pytest.fixture
def copied(tmp_path):
    """Return a council's own copy of the model, to edit."""
    return shutil.copytree(shipped(), tmp_path / "ours")
