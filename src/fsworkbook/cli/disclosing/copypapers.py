"""The papers of which copies are made: for each, what makes it once more as its command was told."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fsworkbook.cli.disclosing.copying import Paper
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.disclosure.copies import Copy
    from fsworkbook.workbook.disclosure.edition import Edition

MAKERS: Final[Mapping[str, str]] = {
    "report": "reportcopy",
    "chronology": "chronologycopy",
    "genogram": "genogramcopy",
    "records": "recordscopy",
    "case-summary": "summarycopy",
    "goals": "goalcopy",
    "short": "sidecopy",
    "letter": "sidecopy",
    "family-report": "sidecopy",
    "plan": "plancopy",
}
"""The module of this room that makes each paper, by the first word of its name."""


def builder(sitting: Sitting, made: Copy) -> Callable[[Edition], Paper]:
    """Return what makes the paper of a registered copy once more.

    Raises:
        BadInput: no paper of that name is made here.
    """
    name = made.paper.partition(" ")[0]
    if name not in MAKERS:
        raise BadInput(f"this copy is of a paper that this version does not make ({name}).")
    told: dict[str, Any] = dict(made.told)
    maker: Callable[[Sitting, Mapping[str, Any]], Callable[[Edition], Paper]] = import_module(
        f"fsworkbook.cli.disclosing.{MAKERS[name]}"
    ).build
    return maker(sitting, told)
