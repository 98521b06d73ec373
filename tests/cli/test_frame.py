"""The frame: what is answered without a command, how errors read, and their exit codes."""

import importlib
import subprocess
import sys

import pytest
import typer

from fsworkbook import __version__
from fsworkbook.cli import commands
from fsworkbook.cli.frame.calling import Command, Group
from fsworkbook.errors import BadInput, Interrupted, Refused, StoreTrouble


@pytest.fixture
def broken(monkeypatch):
    """Put a command `broken` into the contents that raises what the test says."""

    def arrange(error=None, returns=None):
        module = type(sys)("fsworkbook.cli.broken_for_a_test")

        def command():
            if error is not None:
                raise error
            return returns

        module.command = command
        monkeypatch.setitem(sys.modules, "fsworkbook.cli.broken_for_a_test", module)
        contents = ((("Test"), (("broken", "broken_for_a_test", "A command for a test."),)), *commands.CONTENTS)
        monkeypatch.setattr(commands, "CONTENTS", contents)

    return arrange


def test_version_is_answered_without_typer():
    code = (
        "import sys; sys.argv = ['fsworkbook', '--version']\n"
        "from fsworkbook.cli.main import main\n"
        "main()\n"
        "assert not {'typer', 'typing', 'pathlib', 'rich'} & set(sys.modules) - before, sys.modules\n"
    )
    before = "import sys; before = set(sys.modules)\n"
    done = subprocess.run([sys.executable, "-c", before + code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"fsworkbook {__version__}\n"


def test_help_is_answered_without_typer_and_grouped():
    code = (
        "import sys; sys.argv = ['fsworkbook', '--help']\n"
        "from fsworkbook.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        "assert 'typer' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    begin, choose = done.stdout.index("\nBegin\n"), done.stdout.index("\nOpen and choose a family\n")
    assert begin < done.stdout.index("\n  setup ") < choose < done.stdout.index("\n  use ")


def test_help_keeps_to_the_width():
    assert max(map(len, commands.contents(60).splitlines())) <= 60
    assert max(map(len, commands.contents(80).splitlines())) <= 80


def test_every_command_that_is_listed_exists_and_says_what_it_does():
    entries = commands.entries()
    assert len(entries) == sum(len(group) for _, group in commands.CONTENTS)
    for name, module_name, text in entries.values():
        module = importlib.import_module(f"fsworkbook.cli.{module_name}")
        assert callable(getattr(module, "command", None)) or isinstance(module.group, Group | typer.Typer), name
        assert text.endswith("."), name


def words_of(name):
    """Return every way to call a command: itself, and with each of its second words."""
    group = getattr(importlib.import_module(f"fsworkbook.cli.{commands.entries()[name][1]}"), "group", None)
    return [[name], *([name, word] for word in (group.words if isinstance(group, Group) else ()))]


@pytest.mark.parametrize("name", list(commands.entries()))
def test_every_command_has_help(cli, name, capsys, monkeypatch):
    """At 80 columns it keeps to the width, and no sentence is cut off with dots."""
    monkeypatch.setenv("COLUMNS", "80")
    for words in words_of(name):
        assert cli(*words, "--help") == (0, "", "")
        usage, *said = capsys.readouterr().out.splitlines()
        assert usage.startswith(f"Usage: fsworkbook {' '.join(words)} ")
        assert [line for line in said if "..." in line or len(line) > 80] == []


@pytest.mark.parametrize("name", list(commands.entries()))
def test_every_command_can_be_told_never_to_ask(name):
    module = importlib.import_module(f"fsworkbook.cli.{commands.entries()[name][1]}")
    group = getattr(module, "group", None)
    called = [group.itself, *group.words.values()] if isinstance(group, Group) else [getattr(module, "command", None)]
    assert all("no_input" in command.shared for command in called if isinstance(command, Command))


def test_bare_it_says_what_can_be_done(cli):
    code, out, err = cli()
    assert (code, err) == (0, "")
    assert out.startswith("Welcome.")
    assert "setup" in out


@pytest.mark.parametrize(
    ("word", "suggestion"), [("famlies", "“fsworkbook families”"), ("stup", "“fsworkbook setup”"), ("qqqq", "--help")]
)
def test_an_unknown_command_suggests_the_nearest(cli, word, suggestion):
    code, out, err = cli(word)
    assert (code, out) == (2, "")
    assert suggestion in err
    assert err.startswith("fsworkbook: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize("arguments", [["use", "--nonsense"], ["--nonsense"], ["practice", "show"], ["use", "a", "b"]])
def test_a_usage_error_is_one_sentence_and_exit_2(cli, arguments):
    code, out, err = cli(*arguments)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "--help" in err


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (BadInput("Say which."), 2),
        (Refused("Only the manager may."), 3),
        (StoreTrouble("The disk is full."), 4),
        (Interrupted("Kept."), 130),
    ],
)
def test_an_expected_error_is_its_sentence_and_its_code(cli, broken, error, code):
    broken(error)
    assert cli("broken") == (code, "", f"fsworkbook: {error}\n")


@pytest.mark.parametrize("error", [KeyboardInterrupt(), EOFError()])
def test_an_interruption_is_130_and_a_word(cli, broken, error):
    broken(error)
    assert cli("broken") == (130, "", "fsworkbook: stopped.\n")


def test_an_accident_names_its_place_and_no_value(cli, broken):
    broken(ValueError("Kerry said that"))
    code, out, err = cli("broken")
    assert (code, out) == (4, "")
    assert "Kerry" not in err
    assert "Traceback" not in err
    assert "ValueError" in err
    assert "fsworkbook.cli." in err


def test_a_developer_can_see_the_trace(cli, broken):
    broken(ValueError("made up"))
    assert "Traceback" in cli("broken", env={"FSWORKBOOK_TRACE": "1"})[2]


@pytest.mark.parametrize(("returns", "code"), [(None, 0), (1, 1), (True, 0)])
def test_a_command_may_return_its_exit_code(cli, broken, returns, code):
    broken(returns=returns)
    assert cli("broken")[0] == code


def test_a_command_may_leave_with_typers_exit(cli, broken):
    broken(typer.Exit(1))
    assert cli("broken") == (1, "", "")


def test_a_closed_pipe_is_no_error():
    program = f"{sys.executable} -c 'from fsworkbook.cli.main import main; main()'"
    command = f"{program} practice --json | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "0"


def test_completion_imports_no_command():
    code = (
        "import os, sys\n"
        "os.environ |= {'_FSWORKBOOK_COMPLETE': 'complete_bash', 'COMP_WORDS': 'fsworkbook fam', 'COMP_CWORD': '1'}\n"
        "sys.argv = ['fsworkbook']\n"
        "from fsworkbook.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "assert 'fsworkbook.cli.begin.families' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == ["families"]


def test_only_the_command_that_is_called_is_imported():
    code = (
        "import sys\nfrom fsworkbook.cli.main import main\nsys.argv = ['fsworkbook', 'use', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "assert 'fsworkbook.cli.begin.practice' not in sys.modules and 'questionary' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
