"""From a folder to a practice model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.errors import BadInput
from fsworkbook.practice.files import FILES
from fsworkbook.practice.model import Practice
from fsworkbook.practice.problem import Problem, as_error

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Practice", "Problem", "check", "load"]


def load(folder: Path) -> Practice:
    """Return the practice model of a folder. Only the presence of its files is looked at; each is read when asked for.

    Raises:
        BadInput: the folder is not there, or files are missing from it; each is named.
    """
    if not folder.is_dir():
        raise BadInput(f"There is no practice model at {folder}. Name a folder that holds practice.toml.")
    there = {path.name for path in folder.iterdir()}
    gone = [Problem(file, 1, "This file is missing from the practice model.") for file in FILES if file not in there]
    practice = Practice(folder)
    if not practice.module_numbers:
        gone.append(Problem("modules/1.toml", 1, "The practice model needs at least one module."))
    if gone:
        raise as_error(gone)
    return practice


def check(folder: Path) -> list[Problem]:
    """Return everything that is wrong with a practice model, by file and line; an empty list if it is sound."""
    from fsworkbook.practice.checking import problems  # noqa: PLC0415 - reading every file is for `check` alone

    return problems(folder)
