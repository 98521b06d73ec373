"""The versions of a report, shown and printed: `report versions`, `report --version N` (G.09)."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.frame.output import Piece, emit_json, say, tell, wrap
from fsworkbook.cli.paper.freezing import paper
from fsworkbook.cli.paper.papers import Name, publish, rendered
from fsworkbook.cli.paper.versionnames import apart, between, made_by
from fsworkbook.report.parts import number
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.reportversions import UNSIGNED, in_order, turns, twins, versions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from fsworkbook.cli.frame.output import Line
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.family import Assessment
    from fsworkbook.workbook.record import Record
    from fsworkbook.workbook.reportversions import Turn, Version

_PDF: Final = ".pdf"


def print_version(
    sitting: Sitting,
    version: Version,
    formats: Sequence[str],
    output: Path | None,
    seal: Callable[[bytes, str], bytes] | None = None,
) -> None:
    """Print a version of a report as it was frozen, and say whether it is to the byte what was signed.

    Raises:
        BadInput: what was kept is no longer as it was, or the paper cannot be written there.
    """
    document = paper(sitting.folder, version, sitting.family, sitting.practice)
    state = f"v{version.name}" if version.state == "signed" else f"v{version.name}-to-sign"
    known = versions(sitting.ledger(), version.assessment)
    tell(
        sitting.desk,
        *(line for words in apart(version, known, sitting.family) for line in wrap(words, sitting.desk.width)),
    )
    publish(
        sitting.desk,
        document,
        Name(sitting.family.reference, version.assessment, document.made, state),
        formats,
        output,
        seal,
    )
    if _PDF in formats and version.state == "signed":
        tell(sitting.desk, *wrap(same_file(sitting, version), sitting.desk.width))


def same_file(sitting: Sitting, version: Version) -> str:
    """Return whether the PDF that is made of a signed version today is the one that was signed, in words."""
    document = paper(sitting.folder, version, sitting.family, sitting.practice)
    hashes = version.kept.head.get("sha256", {})
    if sha256(rendered(sitting.desk, document, _PDF)).hexdigest() == hashes.get("pdf"):
        return "Checked: it is, to the byte, the PDF that was frozen when the last signature was given."
    return (
        "Checked: every word is as it was signed. The pages are set by another version of the program, so the file "
        "is not the same to the byte."
    )


def show(sitting: Sitting, chosen: Assessment, until: date | None, *, json: bool) -> None:
    """Show every version of a report: its state, who signed it, what was left open."""
    known = versions(sitting.ledger(until), chosen.key)
    if json:
        emit_json(sitting.desk, "versions", sitting.folder.name, until, [version_data(item) for item in known])
        return
    say(sitting.desk, *_page(sitting, chosen, known))


def version_data(version: Version) -> dict[str, Any]:
    """Return a version for other programs."""
    return {
        "assessment": version.assessment,
        "version": version.number,
        "name": version.name,
        "by": version.final.by,
        "on": version.on,
        "state": version.state,
        "record": version.final.id,
        "frozen": version.kept.id,
        "sha256": version.kept.head.get("sha256", {}),
        "reasons": version.final.head.get("reasons", {}),
        "signatures": [
            {
                "record": step.id,
                "place": step.word("place"),
                "by": step.word("person") or step.by,
                "on": step.on,
                "signed": step.word("step") != UNSIGNED,
                "reason": step.word("reason") or None,
            }
            for step in version.steps
        ],
    }


def _page(sitting: Sitting, chosen: Assessment, known: Sequence[Version]) -> Iterator[Line]:
    yield Piece(f"{sitting.family.surname} · the report {chosen.key}", "strong")
    if not known:
        yield from ("", "No version is final yet.", "", "fsworkbook report --final   makes it final")
        return
    for version in known:
        yield ""
        yield Piece(f"Version {version.name}, {brief(version.on)}: {version.state}", "strong")
        if twins(version, known):
            yield f"  made final {made_by(version, sitting.family)}"
        for step in in_order(version, sitting.practice):
            yield from wrap(_signature(sitting, step), sitting.desk.width, "    ", "  ")
        for turn in turns(version, sitting.practice) if version.state == "to sign" else ():
            yield f"  still to sign: {whose(sitting, turn)}"
        for words in _left_open(sitting, version) if version.state in {"to sign", "signed"} else ():
            yield from wrap(words, sitting.desk.width, "    ", "  ")
    yield ""
    yield from _ways(sitting, chosen, known)


def _left_open(sitting: Sitting, version: Version) -> Iterator[str]:
    """Yield what a version leaves open, by the numbers that its paper has: a line for each reason."""
    places: dict[str, list[str]] = {}
    for part, why in (version.final.head.get("reasons") or {}).items():
        section, _, child = part.rpartition(".")
        known = child in sitting.family.people
        name = f"{number(section)} {sitting.family.first_name(child)}" if known else number(part)
        places.setdefault(why, []).append(name)
    for why, parts in places.items():
        yield f"left open: {', '.join(parts)}. {why}"


def _ways(sitting: Sitting, chosen: Assessment, known: Sequence[Version]) -> Iterator[Line]:
    """Yield what can be done next."""
    waiting = [item for item in known if item.state == "to sign"]
    same = [item for item in known if item.number == known[-1].number and item.state in {"to sign", "signed"}]
    for words in between(waiting, sitting.family):
        yield from wrap(words, sitting.desk.width)
    if len(waiting) == 1:
        yield f"fsworkbook report sign --assessment {chosen.key}   gives the next signature"
    if len(same) > 1:
        first, second = same[-2:]
        if not waiting:
            yield from wrap(
                f"Versions {first.name} and {second.name} were made final apart, and both are signed. A new one, made "
                "with fsworkbook report --final, takes the place of both.",
                sitting.desk.width,
            )
        yield f"fsworkbook report compare --assessment {chosen.key} --version {first.name} --with {second.name}"
        yield "    what they differ in"
    yield f"fsworkbook report --version {known[-1].name} --assessment {chosen.key}   prints it"
    yield f"fsworkbook report compare --assessment {chosen.key}   what has changed since"


def _signature(sitting: Sitting, step: Record) -> str:
    name = sitting.family.called(step.word("person") or step.by)
    if step.word("step") == UNSIGNED:
        return f"not signed by {name}, {brief(step.on)}: {step.word('reason')}"
    return f"signed by {name}, {brief(step.on)}"


def whose(sitting: Sitting, turn: Turn) -> str:
    """Return whose signature is meant, in words."""
    if turn.person:
        return sitting.family.called(turn.person)
    return turn.section.heading[:1].lower() + turn.section.heading[1:]
