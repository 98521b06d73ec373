"""How soon the program answers what needs no family: its version, its help, the shell's Tab, one command's help."""

from __future__ import annotations

import subprocess
from functools import partial

from bench import grounds, table
from bench.rounds import side_by_side

_COMPLETING = {"_FSWORKBOOK_COMPLETE": "complete_bash", "COMP_WORDS": "fsworkbook ra", "COMP_CWORD": "1"}


def measure(rounds: int) -> None:
    """Print start-up as multiples of a bare Python's."""
    plain = grounds.environment()
    completing = grounds.environment(**_COMPLETING)
    contenders = {
        "python -I -c pass": partial(_run, plain, grounds.PYTHON, "-I", "-c", "pass"),
        "fsworkbook --version": partial(_run, plain, grounds.PROGRAM, "--version"),
        "fsworkbook --help": partial(_run, plain, grounds.PROGRAM, "--help"),
        "Tab: completing “fsworkbook ra”": partial(_run, completing, grounds.PROGRAM),
        "fsworkbook rate --help": partial(_run, plain, grounds.PROGRAM, "rate", "--help"),
        "import typer, for comparison": partial(_run, plain, grounds.PYTHON, "-c", "import typer"),
    }
    most = {"fsworkbook --version": 3, "fsworkbook --help": 8}
    times = side_by_side(contenders, rounds)
    floor = times["python -I -c pass"]
    table.title("Start-up")
    table.head("a bare Python")
    for name, taken in times.items():
        table.line(name, taken, floor, most.get(name))


def _run(environment: dict[str, str], *command: str) -> None:
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
