"""The audit: `audit verify` as a whole process over ten thousand commits, against `git log --raw` over the same."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bench import families, grounds, table
from bench.rounds import side_by_side

if TYPE_CHECKING:
    from pathlib import Path

COUNT = 10_000


def measure(rounds: int) -> None:
    """Print what an audit costs, as multiples of reading the same history with git."""
    many = families.make("audited", COUNT)
    _verify(many)  # ends the benchmark where there is a finding
    contenders = {
        f"audit verify, {COUNT:,} commits": partial(_verify, many),
        f"git log --raw, {COUNT:,} commits": partial(_log, many),
        "git fsck": partial(grounds.run, "git", "fsck", "--no-dangling", "--no-progress", cwd=many),
    }
    ours, floor, fsck = side_by_side(contenders, rounds).items()
    table.title("The audit, as a whole process")
    table.head("git log --raw")
    table.line(*ours, floor[1], 3)
    table.line(*floor)
    table.line(*fsck, floor[1])


def _verify(family: Path) -> None:
    grounds.run(grounds.PROGRAM, "audit", "verify", "--family", str(family), cwd=grounds.GROUND)


def _log(family: Path) -> None:
    grounds.run("git", "log", "--raw", cwd=family)
