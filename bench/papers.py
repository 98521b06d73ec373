"""The report: a family's assessment as PDF, whole process, against WeasyPrint on the same pages, and its growth."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from bench import families, grounds, table
from bench.page import as_html, tree
from bench.rounds import side_by_side

if TYPE_CHECKING:
    from pathlib import Path

SIZES = (30, 300, 3_000)
_MOST_SECONDS = 1.5
_TENTH = 10
_ASSESSMENT = "PA-K"


def measure(rounds: int) -> None:
    """Print what a report costs, small and large, and beside WeasyPrint."""
    homes = {size: families.make(f"report-{size}", size) for size in SIZES}
    folder = grounds.fresh("papers")
    contenders = {f"report --pdf, {size:,} entries": partial(_report, homes[size], folder) for size in SIZES}
    weasyprint = grounds.peer("weasyprint")
    page = folder / "report.html"
    page.write_text(as_html(tree(homes[300], _ASSESSMENT, datetime.now(UTC).date())), encoding="utf-8")
    theirs = folder / "weasyprint.pdf"
    if weasyprint:
        name = "WeasyPrint, 300 entries, the same pages from ready HTML"
        contenders[name] = partial(grounds.run, weasyprint, "--pdf-variant", "pdf/ua-1", str(page), str(theirs))
    times = side_by_side(contenders, rounds)
    ours = times["report --pdf, 300 entries"]
    table.title("The report, as a whole process")
    table.head("our report of 300 entries")
    for name, taken in times.items():
        table.line(name, taken, ours)
    kept = "kept" if ours.middle <= _MOST_SECONDS else "MISSED"
    table.say(f"300 entries take {ours.middle:.2f} s; at most {_MOST_SECONDS} s: {kept}")
    if not weasyprint:
        table.say("WeasyPrint could not be installed here, so that it is left out.")
        return
    ratio = times[name].over(ours)
    table.say(
        f"WeasyPrint takes {ratio:.1f} times as long; at least {_TENTH}: {'kept' if ratio >= _TENTH else 'MISSED'}"
    )
    table.say(f"pages: ours {_pages(_paper(homes[300], folder))}, WeasyPrint’s {_pages(theirs)}")


def _report(family: Path, folder: Path) -> None:
    who = ("--family", str(family), "--as", "priya", "--parent", "kerry")
    grounds.run(grounds.PROGRAM, "report", *who, "--pdf", "--output", str(folder))


def _paper(family: Path, folder: Path) -> Path:
    """Return the report of a family as PDF."""
    who = ("--family", str(family), "--as", "priya", "--parent", "kerry")
    command = [grounds.PROGRAM, "report", *who, "--pdf", "--output", str(folder)]
    subprocess.run(command, env=grounds.environment(), check=True, capture_output=True)
    return max(folder.glob("FS-*.pdf"), key=lambda path: path.stat().st_mtime)


def _pages(pdf: Path) -> int:
    """Return how many pages a PDF has."""
    import pypdfium2  # noqa: PLC0415 - one of the developers' tools

    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()
