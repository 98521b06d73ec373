"""What a command does not import: no timings, which belong to `make bench`, but the reasons for them."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import platformdirs
import pytest

from fsworkbook.cli.frame.settings import settings_path
from fsworkbook.store.folder import Author, Change, Folder

REPORT = (
    "import atexit, sys; from fsworkbook.cli.main import main; "
    "atexit.register(lambda: sys.stderr.write('\\nLOADED ' + ' '.join(sys.modules))); main()"
)
HEAVY = {
    "questionary",
    "prompt_toolkit",
    "rich",
    "git",
    "markdown_it",
    "typst",
    "tomlkit",
    "holidays",
    "docx",
    "pikepdf",
}
FAMILY = """format = 1
reference = "FS-0001"
surname = "Carrick"
opened = 2025-02-24
training = true

[[person]]
key = "kerry"
name = "Kerry Carrick"
part = "parent"

[[team]]
key = "priya"
name = "Priya Nandakumar"
role = "social-worker"
email = "priya@example.org"
"""


@pytest.fixture
def family(tmp_path):
    author = Author("priya", "Priya Nandakumar", "priya@example.org", "social-worker")
    change = Change("new-family", "new-family · 2025-02-24", author, datetime(2025, 2, 24, 9, tzinfo=UTC))
    return Folder.create(tmp_path / "carrick", FAMILY, change).path


@pytest.fixture
def loaded(tmp_path):
    """Run a command in a Python of its own; returns the names of what it had imported when it ended."""

    def names(*arguments):
        environment = {key: value for key, value in os.environ.items() if not key.startswith("FSWORKBOOK")}
        environment["FSWORKBOOK_CONFIG"] = str(tmp_path / "settings.toml")
        command = [sys.executable, "-c", REPORT, *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=tmp_path, check=False)
        assert done.returncode == 0, done.stderr
        return set(done.stderr.rpartition("LOADED ")[2].split())

    return names


def of(names, forbidden):
    return {name for name in names if name.split(".")[0] in forbidden}


def test_the_version_needs_next_to_nothing(loaded):
    names = loaded("--version")
    assert not of(names, HEAVY | {"typer", "click", "tomllib", "dataclasses", "subprocess", "json", "typing"})
    assert {name for name in names if name.startswith("fsworkbook")} == {
        "fsworkbook",
        "fsworkbook.cli",
        "fsworkbook.cli.main",
    }


def test_the_contents_page_needs_no_typer_and_no_command(loaded):
    names = loaded("--help")
    assert not of(names, HEAVY | {"typer", "click", "tomllib", "subprocess", "json"})
    assert not {name for name in names if name.startswith(("fsworkbook.store", "fsworkbook.workbook", "fsworkbook.re"))}


@pytest.mark.parametrize("command", ["rate", "module", "report", "supervision"])
def test_the_help_of_a_command_opens_no_family(loaded, command):
    names = loaded(command, "--help")
    assert not of(names, HEAVY | {"tomllib", "zoneinfo"})
    assert not {name for name in names if name.startswith(("fsworkbook.store", "fsworkbook.practice"))}


def test_recording_from_a_file_asks_nobody_and_draws_nothing(loaded, family, tmp_path):
    answers = tmp_path / "rate.toml"
    answers.write_text('rating = "amber"\nreason = "Every session was kept, and the calls have begun again."\n')
    names = loaded("rate", "--from", answers, "--family", family, "--as", "priya", "--no-input")
    dear = {"typer", "click", "dataclasses", "inspect", "json", "tempfile", "random", "platformdirs", "shutil"}
    assert not of(names, HEAVY | dear)
    assert not {name for name in names if name.startswith("fsworkbook.report")}
    asking = {"asking", "conversation", "prompts", "editor", "dates"}
    assert not asking & {name.rpartition(".")[2] for name in names if name.startswith("fsworkbook.cli")}
    # A rating reads what the practice model says of ratings and roles, and nothing of its questions or its outline.
    parts = {name.rpartition(".")[2] for name in names if name.startswith("fsworkbook.practice")}
    assert not parts & {"questions", "outlines", "consents", "sessions", "relations", "summaries"}


def test_who_only_reads_what_stands_runs_no_git_and_takes_no_lock(loaded, family):
    names = loaded("show", "--family", family, "--as", "priya")
    assert "fsworkbook.store.folder" in names
    assert not names & {"subprocess", *(f"fsworkbook.store.{part}" for part in ("git", "commits", "lock", "recording"))}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs is asked itself")
@pytest.mark.parametrize("home", [None, "", "/somewhere/else", "~/etc"])
def test_the_short_way_to_the_settings_is_platformdirs_own(monkeypatch, home):
    monkeypatch.delenv("FSWORKBOOK_CONFIG", raising=False)
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    if home is not None:
        monkeypatch.setenv("XDG_CONFIG_HOME", home)
    theirs = Path(platformdirs.user_config_dir("fsworkbook", appauthor=False)) / "settings.toml"
    assert settings_path(os.environ) == theirs
