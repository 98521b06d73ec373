"""Every expected failure: one base class, one subclass for each exit code of the command contract.

A message is one or two sentences that say what is wrong, where, and what to do. It never holds a family's words:
no typed text, no guarded string; keys, ids, file names and line numbers only.
"""

from __future__ import annotations

from typing import ClassVar


class WorkbookError(Exception):
    """An expected failure; its text is shown to the practitioner as it stands."""

    exit_code: ClassVar[int] = 2


class BadInput(WorkbookError):  # noqa: N818 - reads as the sentence that it is
    """The input cannot be used; nothing was written (exit 2)."""

    exit_code = 2


class Refused(WorkbookError):  # noqa: N818 - reads as the sentence that it is
    """A rule of the practice refuses it; nothing was written (exit 3)."""

    exit_code = 3


class StoreTrouble(WorkbookError):  # noqa: N818 - reads as the sentence that it is
    """The folder, its lock, git or sharing did not work; nothing acknowledged was lost (exit 4)."""

    exit_code = 4


class Interrupted(WorkbookError):  # noqa: N818 - reads as the sentence that it is
    """The practitioner stopped; what was typed is kept as a draft (exit 130)."""

    exit_code = 130
