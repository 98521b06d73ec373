"""`report compare`: what differs between two versions of a report, or the last one and now (G.09)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.cli.frame.output import Piece, emit_json, say, wrap
from fsworkbook.cli.paper.filenames import hyphened
from fsworkbook.cli.paper.freezing import kept_final
from fsworkbook.cli.paper.papers import Name, publish
from fsworkbook.cli.paper.versionnames import find
from fsworkbook.errors import BadInput
from fsworkbook.report.assessment import Finishing, assemble
from fsworkbook.report.compare import differences, paper
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.reportversions import versions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from fsworkbook.cli.frame.output import Line
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.report.compare import Difference
    from fsworkbook.report.document import Document
    from fsworkbook.workbook.family import Assessment
    from fsworkbook.workbook.reportversions import Version


def compare(
    sitting: Sitting,
    chosen: Assessment,
    named: tuple[str | None, str | None],
    until: date | None,
    formats: Sequence[str],
    output: Path | None,
    *,
    json: bool,
) -> None:
    """Show, or print, what differs.

    Raises:
        BadInput: there is no such version, or what was kept of it is no longer as it was.
    """
    earlier = find(sitting, chosen, named[0], until) if named[0] is not None else _last(sitting, chosen, until)
    before = kept_final(sitting.folder, earlier)
    later = find(sitting, chosen, named[1], until, "--with") if named[1] is not None else None
    after = kept_final(sitting.folder, later) if later else _now(sitting, chosen, earlier, until)
    names = (_called(earlier), _called(later) if later else "now")
    found = differences(before, after)
    if json:
        rows = [{"part": item.place, "was": item.gone, "is": item.new} for item in found]
        data = {"from": earlier.name, "to": later.name if later else None, "differences": rows}
        emit_json(sitting.desk, "comparison", sitting.folder.name, until, data)
    elif not formats:
        again = f"--assessment {chosen.key}" + "".join(
            f" {option} {name}" for option, name in zip(("--version", "--with"), named, strict=True) if name is not None
        )
        say(sitting.desk, *_page(sitting, chosen, found, names, again))
    if formats:
        sides = hyphened("changes", f"v{earlier.name}", f"v{later.name}" if later else "")
        name = Name(sitting.family.reference, chosen.key, after.made, sides)
        publish(sitting.desk, paper(found, names, after), name, formats, output)


def _last(sitting: Sitting, chosen: Assessment, until: date | None) -> Version:
    known = [item for item in versions(sitting.ledger(until), chosen.key) if item.state != "withdrawn"]
    if not known:
        raise BadInput(f"{chosen.key} has no version yet, so there is nothing to compare. First: report --final")
    return next((item for item in reversed(known) if item.state == "signed"), known[-1])


def _now(sitting: Sitting, chosen: Assessment, earlier: Version, until: date | None) -> Document:
    """Return the report as it would be made final now, with the reasons that stood before."""
    final = Finishing(earlier.number + 1, earlier.final.head.get("reasons") or {})
    day = until or sitting.desk.today()
    return assemble(chosen, sitting.family, sitting.practice, sitting.ledger(until), day, final=final).document


def _called(version: Version) -> str:
    return f"version {version.name} ({brief(version.on)})"


def _page(
    sitting: Sitting, chosen: Assessment, found: Sequence[Difference], names: tuple[str, str], again: str
) -> Iterator[Line]:
    width = sitting.desk.width
    yield Piece(f"{sitting.family.surname} · {chosen.key}: from {names[0]} to {names[1]}", "strong")
    if not found:
        yield from ("", "Nothing differs.")
        return
    for item in found:
        yield ""
        yield from (Piece(line, "strong") for line in wrap(item.place, width))
        for lead, listed in (("was  ", item.gone), ("now  ", item.new)):
            for words in listed:
                yield from wrap(words, width, "       ", f"  {lead}")
    yield ""
    yield f"fsworkbook report compare {again} --pdf   prints it"
