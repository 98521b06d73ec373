"""The table of practice points names every one of them, and only files and commands that take it up."""

import re
from pathlib import Path

import pytest

from fsworkbook.cli.commands import entries
from fsworkbook.practice.locating import shipped

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "practice-points.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| ([IJK]\.\w+) \| (.+) \|$", PAGE, re.MULTILINE))
POINTS = (
    *(f"I.{number:02}" for number in range(1, 24)),
    *(f"J.{number:02}" for number in (*range(1, 16), *range(20, 32), *range(40, 49), *range(50, 55), *range(60, 64))),
    *(f"J.{number}" for number in (*range(70, 75), *range(80, 89))),
    *(f"K.R{number:02}" for number in range(1, 21)),
    *(f"K.L{number:02}" for number in range(1, 16)),
)
ID = re.compile(r"\b(?:I\.\d\d|J\.\d\d|K\.[RL]\d\d)\b")


def test_every_point_has_its_row_and_none_another():
    assert list(ROWS) == list(POINTS)
    assert PAGE.count("\n| ") == len(POINTS) + 2 * len("IJK")  # a head and a line below it for each section


@pytest.mark.parametrize("point", POINTS)
def test_a_row_names_what_is_there(point):
    """A file of the model that a row names holds that id, or one that the row gives; a command is one that there is."""
    told = ROWS[point]
    files, commands = re.findall(r"`(\w+\.toml)`", told), re.findall(r"`fsworkbook ([\w-]+)", told)
    names = {point, *re.findall(r"\(([A-Z]\.\w+)\)", told)}
    for file in files:
        text = (shipped() / file).read_text(encoding="utf-8")
        assert any(name in text for name in names) or file in LISTS, (point, file)
    assert set(commands) <= set(entries()), (point, commands)
    assert files or commands or told.startswith("for leaders;")


LISTS = {"blaming.toml", "jargon.toml", "vague.toml", "closing.toml", "checklist.toml", "acronyms.toml"}
"""Lists whose items have ids of their own, below the lint or the rule."""


def test_every_point_that_the_model_names_is_in_the_table():
    found = {ident for path in shipped().rglob("*.toml") for ident in ID.findall(path.read_text(encoding="utf-8"))}
    assert {ident for ident in found if ident[0] in "IJK"} <= set(ROWS)
