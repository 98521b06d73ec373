"""On paper there are words for people: no command line, no key of a record or of an order, nothing said twice."""

import re

import pytest

from tests.story.conftest import command

PAPERS = {
    "pack": ("summary", "--for-supervision", "--as", "ruth"),
    "checklist": ("qa", "--parent", "kerry"),
    "case summary": ("summary", "--case", "--as", "ruth"),
    "report": ("report", "--parent", "kerry", "--version", "1"),
}
MACHINE = re.compile(r"fsworkbook [a-z]+|\bE\d{3}\b|\(nmo\d\)|\bM\d\.Q\d\d\b|\b(?:stated|memory)\)")


@pytest.mark.parametrize("name", PAPERS)
def test_nothing_is_said_in_a_machines_words(told, tmp_path, name):
    where = ("--family", str(told / "demo" / "ashdown"), "--md", "--output", str(tmp_path))
    made = command(told, *PAPERS[name], *where, env={"FSWORKBOOK_NOW": "2025-05-30T18:00"})
    assert made.returncode == 0, made.stderr
    (path,) = tmp_path.glob("*.md")
    said = path.read_text(encoding="utf-8")
    assert MACHINE.findall(said) == []
    lines = [line for line in said.splitlines() if "must not have" in line]
    kept = [line.split("must not have")[1] for line in lines]
    assert len(kept) == len(set(kept))
    assert bool(kept) == (name == "case summary")
