"""Imports run one way (design.md section 3), and a file is short enough to be described in one sentence."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "fsworkbook"
MAY_KNOW = {
    "errors": set(),
    "practice": {"errors"},
    "workbook": {"errors", "practice"},
    "store": {"errors", "practice", "workbook"},
    "report": {"errors", "practice", "workbook"},
    "cli": {"errors", "practice", "workbook", "store", "report", "cli"},
}
FILES = sorted(path for path in SOURCE.rglob("*.py") if path.parent != SOURCE)


def part_of(module):
    return module.removeprefix("fsworkbook.").split(".")[0]


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} imports relatively"
            if node.module == "fsworkbook":
                yield from (f"fsworkbook.{name.name}" for name in node.names)
            else:
                yield node.module


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_run_one_way(path):
    part = path.relative_to(SOURCE).parts[0]
    known = {part_of(module) for module in imported(path) if module.startswith("fsworkbook.")}
    assert known - {"__version__"} <= MAY_KNOW[part] | {part}


@pytest.mark.parametrize("part", ["workbook", "practice"])
def test_the_pure_parts_touch_no_terminal_and_no_process(part):
    forbidden = {"subprocess", "git", "typer", "rich", "questionary", "prompt_toolkit", "sys", "os"}
    if part == "workbook":
        forbidden |= {"pathlib", "io", "tempfile", "time"}
    for path in (SOURCE / part).rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found = {module.split(".")[0] for module in imported(path)}
        assert not found & forbidden, path.name
        calls = {
            node.func.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        }
        assert not calls & {"now", "today", "utcnow"}, f"{path.name} asks the clock"


def test_every_module_says_what_it_is_for():
    for path in SOURCE.rglob("*.py"):
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path.name


def test_the_check_itself_finds_a_wrong_import(tmp_path):
    wrong = tmp_path / "wrong.py"
    wrong.write_text("from fsworkbook import cli\nfrom fsworkbook.store import git\n")
    assert {part_of(module) for module in imported(wrong)} == {"cli", "store"}
