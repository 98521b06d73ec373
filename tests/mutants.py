"""Mutants of a module: each is the module with one guard of it turned round, dropped, or not raised (tests/mutate.py).

What cannot matter is left alone: annotations, docstrings, what only a type checker reads, and the wording of a refusal.
"""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Change = Callable[[ast.AST], ast.AST]

EQUIVALENT = Path(__file__).with_name("mutants.toml")
"""Mutants that change nothing that anybody could see, each with the reason."""

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
UNREAD = {
    ast.arg: ("annotation",),
    ast.AnnAssign: ("annotation",),
    ast.FunctionDef: ("returns",),
    ast.Raise: ("exc", "cause"),
}
"""Fields that no run depends on, by the kind of their node: a refusal's wording is read by people."""


class Mutant(NamedTuple):
    """One change of one module.

    Attributes:
        module: its path within the project.
        line: where the change is.
        where: the function or class in which it is, dotted; "" for the module itself.
        before: what stood there.
        what: how it was changed.
        text: the module's new text.
    """

    module: str
    line: int
    where: str
    before: str
    what: str
    text: str


class Excuse(NamedTuple):
    """Why a mutant is none: `before` as it stands in the module, changed as `what` says, in `where`."""

    module: str
    where: str
    before: str
    what: str
    reason: str

    def fits(self, mutant: Mutant) -> bool:
        """Return whether it is about a mutant; a field that is left out fits any."""
        asked = zip(self[:4], (mutant.module, mutant.where, mutant.before, mutant.what), strict=True)
        return all(mine in {"", theirs} for mine, theirs in asked)


def excuses() -> tuple[Excuse, ...]:
    """Return the mutants that are known to change nothing."""
    rows = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))["mutant"]
    return tuple(
        Excuse(row["module"], row.get("where", ""), row.get("before", ""), row.get("what", ""), row["reason"])
        for row in rows
    )


def mutants(root: Path, module: str) -> Iterator[Mutant]:
    """Yield every mutant of a module, in the order of its lines."""
    tree = ast.parse((root / module).read_text(encoding="utf-8"))
    places = {id(child): (parent, field) for parent in ast.walk(tree) for child, field in _children(parent)}
    for node, where in list(_that_matter(tree)):
        for what, change in _changes(node):
            _put(*places[id(node)], node, other := change(node))
            text = ast.unparse(ast.fix_missing_locations(tree))
            _put(*places[id(node)], other, node)
            yield Mutant(module, getattr(node, "lineno", 0), where, _said(node), what, text)


def _that_matter(node: ast.AST, where: str = "", *, told: bool = False) -> Iterator[tuple[ast.AST, str]]:
    """Yield the nodes that a change of could make a difference, each with the name of what it stands in.

    A comparison that is a condition, or a part of one, is not turned round besides (`told`): the condition is dropped.
    """
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    if not (told and isinstance(node, ast.Compare | ast.UnaryOp)):
        yield node, where
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        where = f"{where}.{node.name}" if where else node.name
    unread = next((fields for kind, fields in UNREAD.items() if isinstance(node, kind)), ())
    for child, field in _children(node):
        if field not in unread:
            told = isinstance(node, ast.BoolOp) or field in {"test", "ifs"}
            yield from _that_matter(child, where, told=told)


def _said(node: ast.AST) -> str:
    """Return the source of a node; of one that holds others, its head alone."""
    if isinstance(node, ast.If):
        return f"if {ast.unparse(node.test)}"
    return ast.unparse(node).strip()


def _changes(node: ast.AST) -> list[tuple[str, Change]]:
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


def _when(*, so: bool) -> Change:
    return lambda twin: ast.If(ast.Constant(so), twin.body, twin.orelse)


SIDES: tuple[tuple[tuple[type, ...], tuple[str, Change]], ...] = (
    ((ast.Sub, ast.BitAnd, ast.BitOr), ("right side dropped", lambda twin: twin.left)),
    ((ast.BitOr,), ("left side dropped", lambda twin: twin.right)),
)
WAYS: tuple[tuple[type, Callable[[ast.AST], bool], list[tuple[str, Change]]], ...] = (
    (ast.UnaryOp, lambda node: isinstance(node.op, ast.Not), [("not dropped", lambda twin: twin.operand)]),
    (ast.comprehension, lambda node: bool(node.ifs), [("condition dropped", _unconditional)]),
    (ast.IfExp, lambda _: True, [("always so", lambda twin: twin.body), ("never so", lambda twin: twin.orelse)]),
    (ast.Raise, lambda node: node.exc is not None, [("not raised", lambda _: ast.Pass())]),
    (ast.If, lambda _: True, [("always so", _when(so=True)), ("never so", _when(so=False))]),
    (ast.Expr, lambda node: isinstance(node.value, ast.Call), [("not done", lambda _: ast.Pass())]),
)


def _children(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    for field, value in ast.iter_fields(node):
        yield from (
            (item, field) for item in (value if isinstance(value, list) else [value]) if isinstance(item, ast.AST)
        )


def _put(parent: ast.AST, field: str, old: ast.AST, new: ast.AST) -> None:
    """Put a node in the place of another."""
    value = getattr(parent, field)
    if isinstance(value, list):
        value[next(place for place, item in enumerate(value) if item is old)] = new
    else:
        setattr(parent, field, new)
