"""The team's own report: which assessment is meant, the paper as it stands, what it still lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.frame.output import say, tell
from fsworkbook.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from fsworkbook.cli.frame.output import Line
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.report.assessment import Assembly
    from fsworkbook.report.finishing import Remark
    from fsworkbook.workbook.family import Assessment

_DRAFT: Final = "draft"


def choose_assessment(sitting: Sitting, parent: str | None, key: str | None) -> Assessment:
    """Return the assessment that is meant: by its key, by its parent, or the only one.

    Raises:
        BadInput: none fits, or several do; then it lists them.
    """
    from fsworkbook.workbook.kinship import find_person  # noqa: PLC0415 - not for --help

    known = sitting.family.assessments
    fitting = list(known.values())
    if not fitting:
        raise BadInput(f"{sitting.folder.name} has no assessment yet. Open one in family.toml.")
    if key is not None:
        fitting = [one for one in fitting if one.key.casefold() == key.strip().casefold()]
        if not fitting:
            raise BadInput(f"--assessment: there is none of that key. There is {', '.join(known)}.")
    if parent is not None:
        person = find_person(parent, sitting.family, sitting.practice.relations)
        fitting = [one for one in fitting if person.key in one.parents]
        if not fitting and key is None:
            raise BadInput(
                f"--parent: {person.first_name} has no assessment. There is {_listed(sitting, known.values())}."
            )
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise BadInput("--parent and --assessment name two different assessments. Leave one of them out.")
    raise BadInput(
        f"which assessment? There is {_listed(sitting, fitting)}. Say --parent, or --assessment with its key."
    )


def assembled(sitting: Sitting, chosen: Assessment, until: date | None) -> Assembly:
    """Return the report as it stands, or stood at the end of a day."""
    from fsworkbook.report.assessment import assemble  # noqa: PLC0415 - not for --help

    day = until or sitting.desk.today()
    return assemble(chosen, sitting.family, sitting.practice, sitting.ledger(until), day)


def report_data(made: Assembly, found: Iterable[Remark] = ()) -> dict[str, Any]:
    """Return an assembled assessment as plain data: each part with its records, and everything that is missing."""
    from fsworkbook.cli.paper.finishlines import remark_data  # noqa: PLC0415 - not for --help
    from fsworkbook.report.finishing import untouched  # noqa: PLC0415 - likewise

    return {
        "title": made.document.title,
        "draft": made.document.draft,
        "banners": made.document.banners,
        "parts": [
            {
                "id": part.id,
                "child": part.child or None,
                "heading": part.heading,
                "analysis": [record.id for record in made.analyses.of(part)],
                "evidence": list(dict.fromkeys(unit.record.id for unit in made.placement.of(part).full)),
                "also": [unit.record.id for unit in made.placement.of(part).also],
            }
            for part in made.plan.parts
        ],
        "other": list(dict.fromkeys(unit.record.id for unit in made.placement.rest.full)),
        "sources": [
            {"number": source.number, "id": source.record.id, "on": source.record.on, "by": source.author}
            for source in sorted({source.number: source for source in made.sources.values()}.values(), key=_number)
        ],
        "gaps": [
            {
                "section": gap.section,
                "part": gap.part,
                "child": gap.child or None,
                "kind": gap.want,
                "words": gap.words,
                "questions": gap.questions,
            }
            for gap in made.missing
        ],
        "remarks": remark_data(found),
        "untouched": [name for names in untouched(made).values() for name in names],
    }


def _number(source: Any) -> int:  # noqa: ANN401 - Source, kept out of run time
    return int(source.number)


def print_own(
    sitting: Sitting,
    made: Assembly,
    output: Path | None,
    formats: Sequence[str],
    seal: Callable[[bytes, str], bytes] | None = None,
    meanwhile: Callable[[], object] | None = None,
) -> None:
    """Print the report as a draft; its path is printed, after whatever is done meanwhile."""
    from fsworkbook.cli.paper.papers import Name, publish  # noqa: PLC0415 - not for --help

    name = Name(sitting.family.reference, made.scope.assessment.key, made.document.made, _DRAFT)
    publish(sitting.desk, made.document, name, formats, output, seal, meanwhile)


def print_draft(sitting: Sitting, chosen: Assessment, day: date, output: Path) -> None:
    """Print the draft of an assessment as PDF, as at a day, without listing what is missing; its path is printed."""
    print_own(sitting, assembled(sitting, chosen, day), output, [".pdf"])


def told(sitting: Sitting, made: Assembly, found: Sequence[Remark], *, checking: bool) -> None:
    """Say what is to be seen before the report is made final: on the screen, or where that is asked for, as data."""
    lines = [*_lines(sitting, made, found), *_versions(made, sitting.desk.width)]
    if checking:
        say(sitting.desk, *lines)
    else:
        tell(sitting.desk, *lines, "")


def _lines(sitting: Sitting, made: Assembly, found: Sequence[Remark]) -> Sequence[Line]:
    """Return what is missing, under the paper's title."""
    from fsworkbook.cli.frame.output import wrap  # noqa: PLC0415 - likewise
    from fsworkbook.cli.paper.finishlines import remark_lines, untouched_lines  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.paper.gaplines import gap_lines  # noqa: PLC0415 - likewise
    from fsworkbook.cli.work.consentlook import under  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.clock import spoken  # noqa: PLC0415 - likewise

    width = sitting.desk.width
    head = f"{sitting.family.surname} · {made.document.title} · {spoken(made.document.made)}"
    count = len(made.missing)
    what = "1 thing is" if count == 1 else f"{count} things are"
    missing = f"{what} still to be written." if count else "Nothing is missing."
    beside = [*remark_lines(found, width), *untouched_lines(made, width), *under(sitting, made.scope)]
    return [*wrap(head, width), missing, *gap_lines(made.missing, made.scope, width), *beside]


def _versions(made: Assembly, width: int) -> list[Line]:
    """Return how far its versions are: to be made final, to be signed, or signed."""
    from fsworkbook.cli.frame.output import wrap  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.paper.versionnames import between  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.reportversions import open_versions, signed_version  # noqa: PLC0415 - likewise

    key = made.scope.assessment.key
    waiting, signed = open_versions(made.scope.ledger, key), signed_version(made.scope.ledger, key)
    if len(waiting) > 1:
        return ["", *(line for words in between(waiting, made.scope.family) for line in wrap(words, width))]
    if waiting:
        return ["", f"Version {waiting[0].name} waits for signatures: fsworkbook report sign --assessment {key}"]
    if signed is not None:
        return [
            "",
            f"Version {signed.name} is signed: fsworkbook report --version {signed.name} --assessment {key}",
            f"What has changed since: fsworkbook report compare --assessment {key}",
        ]
    return ["", f"fsworkbook report --final --assessment {key}   makes it final, to be signed"]


def _listed(sitting: Sitting, assessments: Iterable[Assessment]) -> str:
    first = sitting.family.first_name
    return ", ".join(f"{one.key} ({' and '.join(map(first, one.parents))})" for one in assessments)
