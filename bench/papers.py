"""The report: an assessment in every format, whole process, as PDF against WeasyPrint, and its growth."""

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
_USUAL = 300
_LONGEST = {"pdf": 1.2, "html": 1.0, "docx": 1.0, "md": 1.0}
"""Seconds that a report of 300 entries may take in each format."""
_MOST_GROWTH = 12
"""Times as long as 300 entries that 3,000 may take."""
_TENTH = 10
_ASSESSMENT = "PA-K"


def measure(rounds: int) -> None:
    """Print what a report costs, small and large, and beside WeasyPrint."""
    homes = {size: families.make(f"report-{size}", size) for size in SIZES}
    folder = grounds.fresh("papers")
    contenders = {f"report --pdf, {size:,} entries": partial(_report, homes[size], folder) for size in SIZES}
    for suffix in ("html", "docx", "md"):
        contenders[f"report --{suffix}, 300 entries"] = partial(_report, homes[_USUAL], folder, suffix)
    weasyprint = grounds.peer("weasyprint")
    page = folder / "report.html"
    page.write_text(as_html(tree(homes[_USUAL], _ASSESSMENT, datetime.now(UTC).date())), encoding="utf-8")
    theirs = folder / "weasyprint.pdf"
    peer = "WeasyPrint, 300 entries, the same pages from ready HTML"
    if weasyprint:
        contenders[peer] = partial(grounds.run, weasyprint, "--pdf-variant", "pdf/ua-1", str(page), str(theirs))
    times = side_by_side(contenders, rounds)
    ours = times["report --pdf, 300 entries"]
    table.title("The report, as a whole process")
    table.head("our report of 300 entries as PDF")
    for name, taken in times.items():
        table.line(name, taken, ours)
    for suffix, most in _LONGEST.items():
        taken = times[f"report --{suffix}, 300 entries"].middle
        table.say(f"300 entries as {suffix} take {taken:.2f} s; at most {most} s: {_kept(taken <= most)}")
    growth = times["report --pdf, 3,000 entries"].over(ours)
    table.say(f"3,000 take {growth:.1f} times as long; at most {_MOST_GROWTH}: {_kept(growth <= _MOST_GROWTH)}")
    if not weasyprint:
        table.say("WeasyPrint could not be installed here, so that it is left out.")
        return
    ratio = times[peer].over(ours)
    table.say(f"WeasyPrint takes {ratio:.1f} times as long; at least {_TENTH}: {_kept(ratio >= _TENTH)}")
    table.say(f"pages: ours {_pages(_paper(homes[_USUAL], folder))}, WeasyPrint’s {_pages(theirs)}")


def _kept(holds: bool) -> str:
    return "kept" if holds else "MISSED"


def _report(family: Path, folder: Path, suffix: str = "pdf") -> None:
    who = ("--family", str(family), "--as", "priya", "--parent", "kerry")
    grounds.run(grounds.PROGRAM, "report", *who, f"--{suffix}", "--output", str(folder))


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
