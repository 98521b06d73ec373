"""The family tree as lines for the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.cli.frame.output import wrap
from fsworkbook.workbook.tree import tree

if TYPE_CHECKING:
    from datetime import date

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.family import Family


def tree_lines(family: Family, practice: Practice, on: date, width: int) -> list[str]:
    """Return the tree's lines, folded under themselves, and below them who has no place in it."""
    drawn = tree(family, practice, on)
    lines: list[str] = []
    for branch in drawn.branches:
        indent = "  " * (branch.depth + 1)
        lines += wrap(branch.text, width, f"{indent}    ", first=indent)
    if drawn.beside:
        if lines:
            lines.append("")
        lines += [line for text in drawn.beside for line in wrap(text, width, "      ", first="  ")]
    return lines
