"""One defect in a practice model, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable


class Problem(NamedTuple):
    """A defect: the file (relative to the model's folder), the line (from 1) and a plain sentence."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


def as_error(problems: Iterable[Problem]) -> BadInput:
    """Return the error that lists these problems, one a line."""
    return BadInput("\n".join(str(problem) for problem in problems))
