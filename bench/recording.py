"""One record: `rate --from` as a whole process, against Python and git alone, with few records and with many."""

from __future__ import annotations

import shutil
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from bench import families, grounds, table
from bench.rounds import side_by_side

if TYPE_CHECKING:
    from pathlib import Path

FEW, MANY = 10, 10_000
_TEXT = (
    'rating = "amber"\n'
    'reason = "Kerry has kept every session and the house is calm, but the calls have begun again."\n'
)  # fmt: skip
_numbers = count()


def measure(rounds: int) -> None:
    """Print what one record costs, as multiples of bare Python with `git add` and `git commit`."""
    answers = grounds.GROUND / "rate.toml"
    answers.parent.mkdir(parents=True, exist_ok=True)
    answers.write_text(_TEXT, encoding="utf-8")
    few, many = families.make("few", FEW), families.make("many", MANY)
    contenders = {
        f"rate --from, {FEW} records before": partial(_rate, few, answers),
        f"rate --from, {MANY:,} records before": partial(_rate, many, answers),
        f"Python and git alone, {FEW} records before": partial(_floor, _copy(few)),
        f"Python and git alone, {MANY:,} records before": partial(_floor, _copy(many)),
    }
    jrnl = grounds.peer("jrnl")
    if jrnl:
        contenders["jrnl, one more entry, none before"] = partial(_jrnl, jrnl, _journal("short", 0))
        contenders[f"jrnl, one more entry, {MANY:,} before"] = partial(_jrnl, jrnl, _journal("long", MANY))
    times = list(side_by_side(contenders, rounds).items())
    (few_name, ours_few), (many_name, ours_many), (_, floor_few), (_, floor_many) = times[:4]
    table.title("One record, as a whole process")
    table.head("Python and git alone, with as many records before")
    table.line(few_name, ours_few, floor_few, 5)
    table.line(many_name, ours_many, floor_many, 5)
    for name, taken in times[2:]:
        table.line(name, taken, floor_many if f"{MANY:,}" in name else floor_few)
    if not jrnl:
        table.say("jrnl could not be installed here, so that it is left out.")
    table.line(f"growth from {FEW} to {MANY:,} records: rate --from", ours_many, ours_few, 1.2)
    table.line(f"growth from {FEW} to {MANY:,} records: git alone", floor_many, floor_few)


def _rate(family: Path, answers: Path) -> None:
    who = ("--family", str(family), "--as", "priya", "--no-input")
    grounds.run(grounds.PROGRAM, "rate", "--from", str(answers), *who, cwd=grounds.GROUND)


def _floor(family: Path) -> None:
    """Do what cannot be done without: start Python, write the same words, add them, commit them."""
    path = f"ratings/2025-06-02-priya-{next(_numbers):010}.md"
    grounds.run(grounds.PYTHON, "-I", "-c", "pass")
    (family / "ratings").mkdir(exist_ok=True)
    (family / path).write_text(f'+++\nformat = 1\nkind = "rating"\n{_TEXT}+++\n', encoding="utf-8")
    grounds.run("git", "add", "--", path, cwd=family)
    grounds.run("git", "commit", "--quiet", "--message=rating", "--", path, cwd=family)


def _copy(family: Path) -> Path:
    """Return a copy of a family for git alone, so that both begin with the same files."""
    folder = family.with_name(f"{family.name}-git")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(family, folder, symlinks=True)
    grounds.run("git", "status", "--porcelain", cwd=folder)
    return folder


def _jrnl(program: str, config: Path) -> None:
    grounds.run(program, "--config-file", str(config), _TEXT.replace("\n", " "), cwd=grounds.GROUND)


def _journal(name: str, entries: int) -> Path:
    """Return the configuration of a journal with some entries, each with as many words as the rating."""
    folder = grounds.fresh(f"jrnl-{name}")
    journal = folder / "journal.txt"
    entry = "[2024-0{}-{:02} 09:00] {}\n"
    text = "".join(entry.format(1 + n % 9, 1 + n % 28, _TEXT.replace("\n", " ")) for n in range(entries))
    journal.write_text(text, encoding="utf-8")
    config = folder / "jrnl.yaml"
    config.write_text(
        f"journals:\n  default: {journal}\neditor: ''\nencrypt: false\ntemplate: false\ndefault_hour: 9\n"
        "default_minute: 0\ntimeformat: '%Y-%m-%d %H:%M'\ntagsymbols: '@'\nhighlight: true\nlinewrap: 79\n"
        "indent_character: '|'\ncolors:\n  body: none\n  date: none\n  tags: none\n  title: none\nversion: v4.6\n",
        encoding="utf-8",
    )
    return config
