"""Whoever can ask for a paper in one format can ask for it in all of them."""

from importlib import import_module

import pytest

from fsworkbook.cli.commands import entries
from fsworkbook.cli.frame import options
from fsworkbook.cli.frame.calling import Command, Group

FORMATS = {f"--{name}" for name in options.FORMATS}


def commands_of(name):
    module = import_module(f"fsworkbook.cli.{entries()[name][1]}")
    group = getattr(module, "group", None)
    found = {"": getattr(module, "command", None)}
    if isinstance(group, Group):
        found = {"": group.itself, **group.words}
    return {word: command for word, command in found.items() if isinstance(command, Command)}


ASKED = {
    f"{name} {word}".strip(): {option for item in command.taken() for option in getattr(item.spelling, "names", ())}
    for name in entries()
    for word, command in commands_of(name).items()
}
PAPERS = [name for name, names in ASKED.items() if FORMATS & names]


def test_there_are_papers():
    assert {"report", "chronology", "summary", "records", "genogram"} <= set(PAPERS)


@pytest.mark.parametrize("name", PAPERS)
def test_every_format_is_offered(name):
    assert ASKED[name] >= FORMATS
    assert "--output" in ASKED[name]
