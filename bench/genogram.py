"""The genogram: a family of twenty people drawn, whole process, against bare Python and a look at who is who."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bench import families, grounds, table
from bench.rounds import side_by_side

if TYPE_CHECKING:
    from pathlib import Path

_MOST_SECONDS = 0.5
_DAY = "2025-05-30"
_FORMATS = ("--svg", "--html", "--pdf", "--docx")
_MORE = {
    "vera": ("Vera Reid", "female", 1966),
    "carl": ("Carl Reid", "male", 1964),
    "joan": ("Joan Marsh", "female", 1944),
    "fred": ("Fred Marsh", "male", 1941),
}
_ABOVE = {"vera": "marcus", "carl": "marcus", "joan": "sheila", "fred": "sheila"}


def measure(rounds: int) -> None:
    """Print what a genogram costs."""
    family, folder = _family(), grounds.fresh("genogram-papers")
    bare = [grounds.PYTHON, "-I", "-c", "pass"]
    contenders = {"bare Python": partial(grounds.run, *bare), "person, on the screen": partial(_run, family, "person")}
    contenders["genogram, on the screen"] = partial(_run, family, "genogram", "--at", _DAY)
    for each in _FORMATS:
        told = ("--at", _DAY, each, "--output", str(folder))
        contenders[f"genogram {each}"] = partial(_run, family, "genogram", *told)
    times = side_by_side(contenders, rounds)
    floor = times["bare Python"]
    table.title("The genogram of twenty people, as a whole process")
    table.head("bare Python")
    for name, taken in times.items():
        table.line(name, taken, floor)
    for name in (f"genogram {each}" for each in _FORMATS[:-1]):  # Word is held to the aim of every Word paper
        kept = "kept" if times[name].middle <= _MOST_SECONDS else "MISSED"
        table.say(f"{name} takes {times[name].middle:.2f} s; at most {_MOST_SECONDS} s: {kept}")


def _run(family: Path, command: str, *told: str) -> None:
    grounds.run(grounds.PROGRAM, command, "--family", str(family), "--as", "priya", *told)


def _family() -> Path:
    """Return the training family with four grandparents more: twenty people over four generations."""
    folder = families.make("genogram", 10)
    lines = []
    for key, (name, gender, year) in _MORE.items():
        lines += ["[[person]]", f'key = "{key}"', f'name = "{name}"', 'part = "relative"', f'gender = "{gender}"']
        lines += [f"born = {year}-06-01", ""]
    for key, child in _ABOVE.items():
        lines += ["[[relation]]", f'key = "r-{key}-{child}"', f'a = "{key}"', f'b = "{child}"', 'kind = "parent"', ""]
    path = folder / "family.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n" + "\n".join(lines), encoding="utf-8")
    grounds.run("git", "commit", "--quiet", "-am", "four grandparents", cwd=folder)
    return folder
