"""The training family, built command by command: for information, and so that `make demo` stays short."""

from __future__ import annotations

from functools import partial

from bench import grounds, table
from bench.rounds import side_by_side


def measure(rounds: int) -> None:
    """Print how long `demo` takes."""
    folder = grounds.fresh("demo")
    command = (grounds.PROGRAM, "demo", "--caseload", str(folder), "--again", "--no-input")
    times = side_by_side({"demo": partial(grounds.run, *command, cwd=folder)}, max(2, rounds // 5))
    commits = _commits(folder)
    table.title("The training family")
    table.head("nothing: for information")
    table.line(f"fsworkbook demo ({commits} commits)", times["demo"])
    table.say(f"{times['demo'].middle * 1000 / commits:.1f} ms a commit")


def _commits(folder: object) -> int:
    import subprocess  # noqa: PLC0415

    counted = subprocess.run(
        ["git", "-C", f"{folder}/ashdown", "rev-list", "--count", "HEAD"], capture_output=True, check=True, text=True
    )
    return int(counted.stdout)
