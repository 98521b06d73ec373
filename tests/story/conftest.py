"""The Ashdown family, built once by the real command line, and what is expected of it."""

import json
import os
import shutil
import sys
import time
from pathlib import Path

import pytest

from tests.running import run

HERE = Path(__file__).parent
PATIENCE = 180


def environment(home):
    """Return the environment of somebody who has never used the program."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("FSWORKBOOK", "GIT_", "COV"))}
    return clean | {"HOME": str(home), "FSWORKBOOK_CONFIG": str(home / "settings.toml"), "GIT_CONFIG_NOSYSTEM": "1"}


def command(home, *arguments, **more):
    """Run the real command line, standing in `home`; returns the finished process."""
    program = shutil.which("fsworkbook", path=str(Path(sys.executable).parent))
    assert program, "fsworkbook is not installed beside this Python"
    return run(
        arguments,
        cwd=home,
        env=environment(home) | more.pop("env", {}),
        stdin=more.pop("input", ""),
        program=program,
        **more,
    )


@pytest.fixture(scope="session")
def told(tmp_path_factory):
    """Build the demo as a newcomer does; returns the folder that they stood in. Workers of one run share it.

    Whoever runs the same tests hundreds of times (tests/mutate.py) names a folder in which it was built already.
    """
    if built := os.environ.get("STORY_BUILT"):
        return Path(built)
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    home, done = shared / "story", shared / "story-built.json"
    try:
        home.mkdir()
    except FileExistsError:
        until = time.monotonic() + PATIENCE
        while not done.exists() and time.monotonic() < until:
            time.sleep(0.1)
        assert done.exists(), "the other worker did not build the family"
        return home
    made = command(home, "demo", "--caseload", "demo")
    assert made.returncode == 0, made.stderr
    part = shared / "story-built.part"
    part.write_text(json.dumps({"stdout": made.stdout, "stderr": made.stderr}), encoding="utf-8")
    part.rename(done)
    return home


@pytest.fixture(scope="session")
def said(told):
    """What the command printed while it built the family: {"stdout": …, "stderr": …}."""
    return json.loads((told.parent / "story-built.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def ashdown(told):
    """The built family's folder. Read it only: a test that writes takes `own_ashdown`."""
    return told / "demo" / "ashdown"


@pytest.fixture
def own_ashdown(ashdown, tmp_path):
    """A copy of the family's folder that a test may write to."""
    return Path(shutil.copytree(ashdown, tmp_path / "caseload" / "ashdown"))


@pytest.fixture
def fsworkbook(tmp_path):
    """Run the real command line in an empty folder, as somebody who has never used it."""
    return lambda *arguments, **more: command(tmp_path, *arguments, **more)


@pytest.fixture(scope="session")
def expected():
    return json.loads((HERE / "expected-ashdown.json").read_text(encoding="utf-8"))
