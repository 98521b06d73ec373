"""`expunge`: takes a record, or strings wherever they stand, out of the whole history (F.70)."""

# No `from __future__ import annotations`: these are read at run time.

from typing import Annotated

from fsworkbook.cli.frame.calling import Call, recording
from fsworkbook.cli.frame.spelling import Argument, Option

Id = Annotated[
    str | None,
    Argument(metavar="ID", help="The record: its id, how it begins, or its last letters. All its versions go."),
]
Words = Annotated[
    str | None,
    Option(
        "--words-file", metavar="FILE", help="Strings to take out wherever they stand, one a line; - reads them in."
    ),
]
Look = Annotated[bool, Option("--look", help="Show what would go; take nothing out.")]


@recording
def command(call: Call, record: Id = None, words_file: Words = None, look: Look = False) -> None:
    """Take something out of the whole history, for good: what should never have been written."""
    from fsworkbook.cli.disclosing.expunging import expunge  # noqa: PLC0415 - not for --help

    expunge(call, record, words_file, look=look)
