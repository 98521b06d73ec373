"""Take one guard after another out of the disclosure code, and see whether a test notices (`make mutate`).

Each mutant is one change to one module: a condition turned round or dropped, a set not taken away, a refusal not
raised. The module is changed in a copy of the sources; the quick tests run first, the story only where they passed.
What survives is listed with its line, to be read by a person: a test is missing, or the guard says the same twice.
"""

# ruff: noqa: T201 - what it finds is printed

from __future__ import annotations

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path
from queue import Queue
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
CORE = "src/fsworkbook/workbook/disclosure"
EDGE = "src/fsworkbook/cli/disclosing"
MODULES = (
    *(f"{CORE}/{name}.py" for name in ("acquaintance", "audience", "binding", "edition", "redaction", "slips")),
    *(f"{CORE}/{name}.py" for name in ("recipient", "restrictions")),
    *(f"{EDGE}/{name}.py" for name in ("copying", "stopping", "reportcopy")),
    "src/fsworkbook/report/gate.py",
    "src/fsworkbook/report/copypaper.py",
)
QUICK = ("tests/disclosure/test_editions.py", "tests/disclosure/test_leaks.py")
STORY = ("tests/story/test_leaks.py",)
PATIENCE = 600

TURNED = {
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.LtE: ast.Gt,
    ast.Lt: ast.GtE,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
}


class Mutant(NamedTuple):
    """One change: the module, its line, what was changed, and the module's new text."""

    module: str
    line: int
    what: str
    text: str


def mutants(module: str) -> Iterator[Mutant]:
    """Yield every mutant of a module, in the order of its lines."""
    tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))
    nodes = [node for node in ast.walk(tree) if not _is_typing(node)]
    for place, node in enumerate(nodes):
        for what, change in _changes(node):
            copy = deepcopy(tree)
            twin = [item for item in ast.walk(copy) if not _is_typing(item)][place]
            _put(copy, twin, change(twin))
            yield Mutant(module, getattr(node, "lineno", 0), what, ast.unparse(ast.fix_missing_locations(copy)))


def _is_typing(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def _changes(node: ast.AST) -> list[tuple[str, object]]:
    """Return what can be changed at a node, each with a function that makes the new node."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in TURNED:
        other = TURNED[type(node.ops[0])]
        return [("turned round", lambda twin: ast.Compare(twin.left, [other()], twin.comparators))]
    if isinstance(node, ast.BoolOp):
        return [(f"part {at + 1} dropped", lambda twin, at=at: _without(twin, at)) for at in range(len(node.values))]
    if isinstance(node, ast.BinOp):
        return [change for kinds, change in SIDES if isinstance(node.op, kinds)]
    return next((changes for kind, fits, changes in WAYS if isinstance(node, kind) and fits(node)), [])


def _without(twin: ast.BoolOp, at: int) -> ast.expr:
    rest = [value for place, value in enumerate(twin.values) if place != at]
    return rest[0] if len(rest) == 1 else ast.BoolOp(twin.op, rest)


def _unconditional(twin: ast.comprehension) -> ast.comprehension:
    return ast.comprehension(twin.target, twin.iter, [], twin.is_async)


def _always(twin: ast.If) -> ast.If:
    return ast.If(ast.Constant(True), twin.body, twin.orelse)


def _never(twin: ast.If) -> ast.If:
    return ast.If(ast.Constant(False), twin.body, twin.orelse)


SIDES = (
    ((ast.Sub, ast.BitAnd, ast.BitOr), ("right side dropped", lambda twin: twin.left)),
    ((ast.BitOr,), ("left side dropped", lambda twin: twin.right)),
)
WAYS = (
    (ast.UnaryOp, lambda node: isinstance(node.op, ast.Not), [("not dropped", lambda twin: twin.operand)]),
    (ast.comprehension, lambda node: bool(node.ifs), [("condition dropped", _unconditional)]),
    (
        ast.IfExp,
        lambda _: True,
        [("always so", lambda twin: twin.body), ("never so", lambda twin: twin.orelse)],
    ),
    (ast.Raise, lambda node: node.exc is not None, [("not raised", lambda _: ast.Pass())]),
    (ast.If, lambda _: True, [("always so", _always), ("never so", _never)]),
)


def _put(tree: ast.AST, old: ast.AST, new: object) -> None:
    """Put a node in the place of another."""
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, field, new)
                return
            if isinstance(value, list) and any(item is old for item in value):
                value[next(place for place, item in enumerate(value) if item is old)] = new
                return


def survives(mutant: Mutant, ground: Path, rounds: tuple[tuple[str, ...], ...]) -> bool:
    """Return whether no test notices a mutant; `ground` is a copy of the project that nobody else uses meanwhile."""
    place = ground / mutant.module
    before = place.read_text(encoding="utf-8")
    place.write_text(mutant.text, encoding="utf-8")
    try:
        return all(_passes(ground, tests) for tests in rounds)
    finally:
        place.write_text(before, encoding="utf-8")


def _build_story(home: Path) -> None:
    """Build the training family once for all mutants."""
    home.mkdir()
    command = [str(Path(sys.executable).parent / "fsworkbook"), "demo", "--caseload", "demo"]
    env = os.environ | {"HOME": str(home), "FSWORKBOOK_CONFIG": str(home / "settings.toml")}
    subprocess.run(command, cwd=home, env=env, capture_output=True, check=True)


def _passes(ground: Path, tests: tuple[str, ...]) -> bool:
    there = [test for test in tests if (ground / test).exists()]
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", *there]
    env = os.environ | {
        "PYTHONPATH": str(ground / "src"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "STORY_BUILT": str(ground.parent / "story"),
    }
    try:
        return (
            subprocess.run(command, cwd=ground, env=env, capture_output=True, timeout=PATIENCE, check=False).returncode
            == 0
        )
    except subprocess.TimeoutExpired:
        return False


def main() -> None:
    """Run over the modules that were asked for, and print what survived."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("modules", nargs="*", default=MODULES)
    parser.add_argument("--jobs", type=int, default=max(1, (os.cpu_count() or 2)))
    parser.add_argument("--every", type=int, default=1, help="only every so many-th mutant")
    parser.add_argument("--quick", action="store_true", help="without the story")
    asked = parser.parse_args()
    rounds = (QUICK,) if asked.quick else (QUICK, STORY)
    every = [mutant for module in asked.modules for mutant in mutants(module)][:: asked.every]
    with tempfile.TemporaryDirectory() as scratch:
        grounds: Queue[Path] = Queue()
        for number in range(asked.jobs):
            ground = Path(scratch) / str(number)
            for part in ("src", "templates", "tests"):
                shutil.copytree(ROOT / part, ground / part, ignore=shutil.ignore_patterns("__pycache__"))
            shutil.copy(ROOT / "pyproject.toml", ground)
            grounds.put(ground)
        _build_story(Path(scratch) / "story")
        if not _passes(grounds.queue[0], (*QUICK, *STORY)):
            raise SystemExit("The tests do not pass as they are; there is nothing to learn from mutants.")

        def one(mutant: Mutant) -> bool:
            ground = grounds.get()
            try:
                alive = survives(mutant, ground, rounds)
            finally:
                grounds.put(ground)
            print(f"{'SURVIVED' if alive else 'noticed '} {mutant.module}:{mutant.line} {mutant.what}", flush=True)
            return alive

        with ThreadPoolExecutor(asked.jobs) as pool:
            alive = sum(pool.map(one, every))
    print(f"{len(every) - alive} of {len(every)} mutants were noticed, {100 * (len(every) - alive) / len(every):.1f} %")


if __name__ == "__main__":
    main()
