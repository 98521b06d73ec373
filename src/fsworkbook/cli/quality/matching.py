"""A finding as a line that an editor's problem matcher reads: `file:line:column: warning: words [K.J61]`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.cli.frame.output import clean
from fsworkbook.practice.wordlists import HINT, STOP, WARN
from fsworkbook.store.layout import path_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from fsworkbook.cli.frame.desk import Desk
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.quality.vetting import Seen
    from fsworkbook.workbook.plainness.checking import Checkup
    from fsworkbook.workbook.plainness.finding import Finding

WORDS: Final = {STOP: "error", WARN: "warning", HINT: "note"}
"""What editors call the three strengths."""

_SECTION: Final = re.compile(r"## +(\S+)")
_KEY: Final = re.compile(r"([\w-]+)[ \t]*=")
_FENCE: Final = "+++"


class Lines(NamedTuple):
    """Where the parts of a file begin.

    Attributes:
        texts: the text of each part, as it was looked at.
        begins: the line, from 1, on which each part begins in the file.
        escaped: the lines of the file that begin with an escape of the format's own.
    """

    texts: Mapping[str, str]
    begins: Mapping[str, int]
    escaped: frozenset[int] = frozenset()

    @classmethod
    def of_text(cls, text: str) -> Lines:
        """Return the lines of a file that is one text."""
        return cls({"": text}, {"": 1})

    @classmethod
    def of_record(cls, sitting: Sitting, seen: Seen) -> Lines:
        """Return the lines of a record's file; of one that lies elsewhere, all is on its first line."""
        path = sitting.folder.path / path_of(seen.record)
        try:
            typed = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            typed = ""
        return cls.of_file(typed, seen.checkup)

    @classmethod
    def of_file(cls, typed: str, checkup: Checkup) -> Lines:
        """Return the lines of what stands in a record's file."""
        lines = typed.split("\n")
        begins: dict[str, int] = {}
        fences = 0
        for number, line in enumerate(lines, start=1):
            if line.rstrip("\r") == _FENCE and fences < _FENCES:
                fences += 1
            elif fences == 1 and (found := _KEY.match(line)):
                begins[found[1]] = number
            elif fences == _FENCES and (found := _SECTION.match(line)):
                begins[found[1]] = number + 2
        escaped = frozenset(number for number, line in enumerate(lines, start=1) if line.startswith("\\"))
        return cls(dict(checkup.texts), begins, escaped)

    def place(self, finding: Finding) -> tuple[int, int]:
        """Return the line and the column of a finding in its file, each from 1."""
        begin = self.begins.get(finding.part, 1)
        text = self.texts.get(finding.part, "")
        if not finding.words or finding.words not in text:
            return begin, 1
        before = text[: finding.start]
        line = begin + before.count("\n")
        column = finding.start - (before.rfind("\n") + 1) + 1
        return line, column + (1 if line in self.escaped else 0)


_FENCES: Final = 2


def record_lines(sitting: Sitting, seen: Seen) -> Iterator[str]:
    """Yield what was found in a record, for an editor."""
    path = sitting.folder.path / path_of(seen.record)
    lines = Lines.of_record(sitting, seen)
    for finding in seen.checkup.findings:
        yield line_of(finding, named(sitting.desk, path), lines)


def line_of(finding: Finding, name: str, lines: Lines) -> str:
    """Return one finding, for an editor."""
    line, column = lines.place(finding)
    said = " ".join(clean(finding.words).split())
    words = f"“{said}”: " if said else ""
    text = finding.instead or finding.why
    why = finding.why if finding.strength == STOP else text
    return f"{name}:{line}:{column}: {WORDS[finding.strength]}: {words}{why} [{finding.ident}]"


def named(desk: Desk, path: Path) -> str:
    """Return a file's name from where one stands, or in full where it lies elsewhere."""
    try:
        return str(path.resolve().relative_to(desk.cwd.resolve()))
    except (ValueError, OSError):
        return str(path)
