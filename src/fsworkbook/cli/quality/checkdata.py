"""What a check found, as JSON for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fsworkbook.practice.wordlists import HINT, STOP, WARN
from fsworkbook.workbook.readability import reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.quality.vetting import Seen
    from fsworkbook.workbook.plainness.checking import Checkup
    from fsworkbook.workbook.plainness.finding import Finding


def data_of(sitting: Sitting, seen: Sequence[Seen], kind: str) -> dict[str, Any]:
    """Return what was found in some records; `kind` is “records”, or “report” where they are one paper."""
    from fsworkbook.cli.quality.matching import Lines  # noqa: PLC0415 - reads the files

    return {
        "looked_at": kind,
        "warnings": sum(len(each.checkup.of(STOP, WARN)) for each in seen),
        "hints": sum(len(each.checkup.of(HINT)) for each in seen),
        "records": [
            {
                "id": each.record.id,
                "kind": each.record.kind,
                "on": each.record.on,
                "by": each.record.by,
                **checked(each.checkup, Lines.of_record(sitting, each)),
            }
            for each in seen
        ],
    }


def checked(checkup: Checkup, lines: Any = None) -> dict[str, Any]:  # noqa: ANN401 - Lines, or None
    """Return what was found in one text: counts, reading age, and each finding with its place."""
    found = reading("\n\n".join(text for _, text in checkup.texts))
    return {
        "words": checkup.words,
        "warnings_in_100_words": checkup.rate,
        "reading_age": found.age or None,
        "reading": found.words,
        "hardest": found.drivers,
        "findings": [_finding(one, lines) for one in checkup.findings],
    }


def _finding(finding: Finding, lines: Any) -> dict[str, Any]:  # noqa: ANN401 - likewise
    line, column = lines.place(finding) if lines is not None else (None, None)
    return {
        "id": finding.ident,
        "lints": [finding.lint, *finding.also],
        "strength": finding.strength,
        "part": finding.part,
        "start": finding.start,
        "end": finding.end,
        "line": line,
        "column": column,
        "words": finding.words,
        "why": finding.why,
        "instead": finding.instead,
    }
