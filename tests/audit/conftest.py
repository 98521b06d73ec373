"""Families for the audit: built once, copied for each test."""

import shutil
import subprocess

import pytest

from tests.audit.family import TEAM, Carricks
from tests.story.conftest import ashdown, told  # noqa: F401 - the family is built once, by whoever comes first


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    """Keep the clock and the git settings of whoever runs the tests out of them."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.delenv("FSWORKBOOK_NOW", raising=False)
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)


@pytest.fixture(scope="session")
def month(tmp_path_factory):
    return Carricks.found(tmp_path_factory.mktemp("audit") / "carrick").a_month()


@pytest.fixture(scope="session")
def keys(tmp_path_factory):
    """A signing key for everybody: its private file, and its public line."""
    if not shutil.which("ssh-keygen"):
        pytest.skip("there is no ssh-keygen here")
    place = tmp_path_factory.mktemp("keys")
    found = {}
    for who in TEAM:
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", place / who], check=True)
        found[who] = (place / f"{who}.pub", " ".join((place / f"{who}.pub").read_text("utf-8").split()[:2]))
    return found


@pytest.fixture(scope="session")
def signed_month(tmp_path_factory, keys):
    lines = tuple((who, line) for who, (_, line) in keys.items())
    place = tmp_path_factory.mktemp("signed") / "carrick"
    family = Carricks.found(place, policy="all", keys=lines, key=keys["alison"][0])
    family.keys = {who: file for who, (file, _) in keys.items()}
    return family.a_month()


@pytest.fixture
def family(month, tmp_path):
    """A family after a month's work, for a test to do with as it likes."""
    (tmp_path / "here").mkdir()
    return month.copy(tmp_path / "here" / "carrick")


@pytest.fixture
def signed(signed_month, tmp_path):
    (tmp_path / "signed").mkdir()
    return signed_month.copy(tmp_path / "signed" / "carrick")


@pytest.fixture
def place(tmp_path):
    """Where copies and clones of a test can go."""
    found = tmp_path / "place"
    found.mkdir()
    return found
