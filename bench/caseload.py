"""A whole caseload: `due` and `caseload` over a thousand families, beside reading the same bytes.

The families are made once with `git fast-import` and kept under build/; BENCH_FAMILIES and BENCH_RECORDS say how many
(1,000 of 250 records where they do not). Processor time is the program's with all that it starts: a machine that
does much else says little by the clock.
"""

from __future__ import annotations

import os
import resource
import subprocess
import time
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from bench import families, grounds, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FAMILIES: Final = int(os.environ.get("BENCH_FAMILIES", "1000"))
RECORDS: Final = int(os.environ.get("BENCH_RECORDS", "250"))

_AGAIN: Final = 1.0
_AFTER_ONE: Final = 1.1
_FIRST: Final = 10
_SETTLED: Final = 3
"""Seconds after which what was written is no longer too fresh for the index."""
_WANTED: Final = ("due", "caseload")


class Taken(NamedTuple):
    """What something took, in seconds: by the clock, and of processors."""

    wall: float
    cpu: float


def made() -> Path:
    """Return the folder of the caseload; families that are there already are kept as they are."""
    load = grounds.GROUND / f"caseload-{RECORDS}"
    load.mkdir(parents=True, exist_ok=True)
    for number in range(FAMILIES):
        folder = load / f"family-{number:04}"
        if not (folder / "family.toml").exists():
            _make(folder, number)
    return load


def measure(rounds: int) -> None:
    """Measure, and print a row for each."""
    load = made()
    there = len(list(load.iterdir()))
    table.title(f"A caseload of {there} families, {RECORDS} records each (limits are for 1,000 of 250)")
    print(f"  {'':<44}{'wall s':>8}{'processor s':>13}")
    _drop(load)
    reading = _timed(lambda: _read(load))
    _row("reading the same bytes", reading)
    first = _timed(lambda: _call(load, "caseload"))
    _row("caseload, first time (makes the index)", first, first.cpu / reading.cpu, _FIRST, "×")
    time.sleep(_SETTLED)
    for command in _WANTED:
        _call(load, command)
        again = _middle([_timed(lambda name=command: _call(load, name)) for _ in range(rounds)])  # type: ignore[misc]
        _row(f"{command}, nothing changed", again, again.cpu, _AGAIN, " s")
    for command in _WANTED:
        taken = []
        for number in range(rounds):
            _record(load, number)
            taken.append(_timed(lambda name=command: _call(load, name)))  # type: ignore[misc] # mypy's lambda
        after = _middle(taken)
        _row(f"{command}, after one record in one family", after, after.cpu, _AFTER_ONE, " s")


def _make(folder: Path, number: int) -> None:
    grounds.run("git", "init", "--quiet", "--template=", "--initial-branch=main", str(folder))
    grounds.run("git", "fast-import", "--quiet", cwd=folder, feed=families.history(RECORDS, f"FS-{number:04}"))
    grounds.run("git", "reset", "--quiet", "--hard", cwd=folder)


def _files(load: Path) -> Iterator[str]:
    waiting = [str(load)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    yield entry.path


def _read(load: Path) -> None:
    """Read every record and every family.toml, and do nothing with them."""
    for path in _files(load):
        with open(path, "rb") as file:  # noqa: PTH123 - the floor is the shortest way there is
            file.read()


def _drop(load: Path) -> None:
    for index in load.glob("*/.git/fsworkbook/index"):
        index.unlink()


def _call(load: Path, command: str) -> None:
    words = [grounds.PROGRAM, command, "--caseload", str(load), "--as", "alison"]
    quiet, heard = subprocess.DEVNULL, subprocess.PIPE
    done = subprocess.run(words, env=grounds.environment(), stdout=quiet, stderr=heard, check=False)
    if done.returncode:
        raise SystemExit(f"{command} failed: {done.stderr.decode(errors='replace')[-2000:]}")


def _record(load: Path, number: int) -> None:
    words = [grounds.PROGRAM, "note", "--caseload", str(load), "--family", f"family-{number:04}", "--as", "priya"]
    said = b'text = "One more line, on the day that it was written."\n'
    grounds.run(*words, "--from", "-", "--no-input", feed=said)


def _timed(work: Callable[[], object]) -> Taken:
    begun, before = time.perf_counter(), _spent()
    work()
    return Taken(time.perf_counter() - begun, _spent() - before)


def _spent() -> float:
    mine, theirs = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return mine.ru_utime + mine.ru_stime + theirs.ru_utime + theirs.ru_stime


def _middle(taken: list[Taken]) -> Taken:
    return Taken(median(item.wall for item in taken), median(item.cpu for item in taken))


def _row(name: str, taken: Taken, reached: float = 0, most: float = 0, unit: str = "") -> None:
    wanted = f"  {reached:.2f}{unit}, at most {most:g}{unit}: {'kept' if reached <= most else 'MISSED'}" if most else ""
    print(f"  {name:<44}{taken.wall:8.2f}{taken.cpu:13.2f}{wanted}", flush=True)
