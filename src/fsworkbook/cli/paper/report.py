"""`fsworkbook report`: assemble the assessment, and write its parts (section G)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple

from fsworkbook.cli.frame import options
from fsworkbook.cli.frame.calling import PAPERS, Call, Group, calling, printing, reading, recording
from fsworkbook.cli.frame.output import emit_json, say, tell
from fsworkbook.cli.frame.spelling import Argument, Option
from fsworkbook.cli.paper.passwords import Closing, sealer
from fsworkbook.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from fsworkbook.cli.frame.output import Line
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.report.assessment import Assembly
    from fsworkbook.workbook.family import Assessment

group = Group()

_DRAFT: Final = "draft"
_FINDINGS: Final = 1

Which = Annotated[str | None, Option("--assessment", metavar="KEY", help="The assessment, by its key: PA-K.")]
Check = Annotated[bool, Option("--check", help="Only say what is missing; exit 1 where anything is.")]
Final_ = Annotated[bool, Option("--final", help="Make it final, to be signed; each gap then needs a reason.")]
Signer = Annotated[str | None, Option("--person", metavar="WHO", help="The parent whose signature it is.")]
Unsigned = Annotated[str | None, Option("--not-signed", metavar="TEXT", help="The parent did not sign; why.")]
Earlier = Annotated[int | None, Option("--version", metavar="N", help="The earlier version; else the last one.")]
Later = Annotated[int | None, Option("--with", metavar="N", help="The later version; else what stands now.")]
Number = Annotated[int | None, Option("--version", metavar="N", help="A version that was made final, as it was.")]


_both = calling(*PAPERS, "at", "json", "source", "no_input", "family", "caseload", "as_")


@group.callback()
@_both
def report(
    call: Call,
    parent: options.Parent = None,
    assessment: Which = None,
    output: options.Output = None,
    check: Check = False,
    final: Final_ = False,
    version: Number = None,
    whom: options.For = None,
    let_pass: options.LetPass = None,
    reason: options.Reason = None,
    password: options.Password = False,
    password_file: options.PasswordFile = None,
) -> int:
    """Assemble the assessment of a parent as a draft; say first what is missing. With --for, make somebody's copy."""
    if not call.bare:
        return 0
    asked = Asked(parent, assessment, call.formats if call.json else call.papers, Closing(password, password_file))
    if final:
        _refuse_beside("--final", {"--check": check, "--for": whom, "--version": version, "--at": call.at})
        _make_final(call, asked, output)
        return 0
    if version is not None and whom is None:
        _refuse_beside("--version", {"--check": check})
        _print_version(call, asked, version, output)
        return 0
    formats = () if check else call.formats if call.json else call.papers
    closing = Closing(password, password_file)
    if whom is not None:
        if check:
            raise BadInput("--check is about the team's own paper. Leave it or --for out.")
        _copy(call, whom, Asked(parent, assessment, formats, closing), output, (let_pass, reason), version)
        return 0
    sitting = call.sit()
    until = call.until()
    chosen = choose_assessment(sitting, parent, assessment)
    seal = sealer(sitting.desk, closing, formats)
    made = _assemble(sitting, chosen, until)
    if call.json:
        emit_json(sitting.desk, "report", sitting.folder.name, until or made.document.made, report_data(made))
    elif check:
        say(sitting.desk, *_told(sitting, made))
    else:
        tell(sitting.desk, *_told(sitting, made), "")
    if check:
        return _FINDINGS if made.missing else 0
    if formats:
        _print(sitting, made, chosen, output, formats, seal)
    return 0


class Asked(NamedTuple):
    """Whose report, in which formats, and what closes them with a password."""

    parent: str | None
    assessment: str | None
    formats: Sequence[str]
    closing: Closing


def _refuse_beside(option: str, others: Mapping[str, Any]) -> None:
    """Refuse options that do not go together.

    Raises:
        BadInput: naming them.
    """
    for other, given in others.items():
        if given not in (None, False):
            raise BadInput(f"{option} and {other} do not go together. Leave one of them out.")


def _make_final(call: Call, asked: Asked, output: Path | None) -> None:
    from fsworkbook.cli.frame.taking import answers  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.paper.finalizing import finish  # noqa: PLC0415 - likewise

    table = answers(call, {})
    sitting = call.sit(recording=True, table=table)
    chosen = choose_assessment(
        sitting, asked.parent or table.get("parent"), asked.assessment or table.get("assessment")
    )
    asking = call.source is None and sitting.desk.can_ask
    finish(sitting, chosen, table, asked.formats, output, asking=asking)


def _print_version(call: Call, asked: Asked, number: int, output: Path | None) -> None:
    from fsworkbook.cli.paper.versionpages import find, print_version, version_data  # noqa: PLC0415 - not for --help

    sitting = call.sit()
    chosen = choose_assessment(sitting, asked.parent, asked.assessment)
    version = find(sitting, chosen, number, call.until())
    if call.json:
        emit_json(sitting.desk, "version", sitting.folder.name, call.until(), version_data(version))
    if asked.formats:
        print_version(sitting, version, asked.formats, output, sealer(sitting.desk, asked.closing, asked.formats))


def _copy(
    call: Call,
    whom: str,
    asked: Asked,
    output: Path | None,
    passing: tuple[list[str] | None, str | None],
    number: int | None = None,
) -> None:
    """Make a copy for somebody, of what they may have and nothing else."""
    from fsworkbook.cli.disclosing import copying, reportcopy  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.disclosing.stopping import Passing, check  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.disclosure.guarding import Guard  # noqa: PLC0415 - likewise

    sitting = call.sit(recording=not call.json)
    found = copying.edition_for(sitting, whom, call.until())
    chosen = reportcopy.choose(sitting, found, asked.parent, asked.assessment)
    told: dict[str, Any] = {"assessment": chosen}
    if number is not None:
        told["version"] = number
        found = copying.edition_for(sitting, whom, reportcopy.day_of_version(sitting, told))
    seal = sealer(sitting.desk, asked.closing, [] if call.json else asked.formats)
    let = Passing(tuple(passing[0] or ()), passing[1] or "")
    if call.json:
        check(sitting, found, Guard(found.guarded), let)
        data = report_data(reportcopy.assembled(sitting, found, told))
        copying.emit(sitting, found, "report", data)
        return
    build = reportcopy.build(sitting, told)
    copying.copy(sitting, found, build, asked.formats, output, let, seal)


@group.command("write")
@recording
def write_one(
    call: Call,
    part: Annotated[str, Argument(metavar="PART", help="A part of the report: 9.1, S09.01, 11.2.")],
    parent: options.Parent = None,
    assessment: Which = None,
    child: options.Child = None,
) -> None:
    """Write what we make of one part, with its evidence beside it; it is cited in the report."""
    from fsworkbook.cli.frame.taking import answers  # noqa: PLC0415 - likewise
    from fsworkbook.cli.paper.partwriting import find_part, write_part  # noqa: PLC0415 - not for --help
    from fsworkbook.workbook.kinship import find_person  # noqa: PLC0415 - likewise

    table = answers(call, {})
    sitting = call.sit(recording=True, table=table)
    chosen = choose_assessment(sitting, parent, assessment or table.get("assessment"))
    named = child or table.get("child")
    people = sitting.practice.relations
    key = find_person(named, sitting.family, people, "--child", chosen.children).key if named else ""
    made = _assemble(sitting, chosen, None)
    write_part(sitting, made, find_part(made, part, key), table)


@group.command("sign")
@recording
def sign_one(
    call: Call,
    parent: options.Parent = None,
    assessment: Which = None,
    person: Signer = None,
    unsigned: Unsigned = None,
) -> None:
    """Record the next signature under a final report, in order: the lead, the parents, the manager."""
    from fsworkbook.cli.frame.taking import answers  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.paper.signtalk import sign  # noqa: PLC0415 - likewise

    table = answers(call, {"person": person, "reason": unsigned})
    sitting = call.sit(recording=True, table=table)
    key = assessment or table.pop("assessment", None)
    chosen = choose_assessment(sitting, parent or table.pop("parent", None), key)
    sign(sitting, chosen, table, asking=call.source is None and sitting.desk.can_ask)


@group.command("versions")
@reading
def versions_of(call: Call, parent: options.Parent = None, assessment: Which = None) -> None:
    """See every version that was made final: who signed it, what was left open."""
    from fsworkbook.cli.paper.versionpages import show  # noqa: PLC0415 - not for --help

    sitting = call.sit()
    show(sitting, choose_assessment(sitting, parent, assessment), call.until(), json=call.json)


@group.command("compare")
@printing
def compare_two(
    call: Call,
    parent: options.Parent = None,
    assessment: Which = None,
    version: Earlier = None,
    later: Later = None,
    output: options.Output = None,
) -> None:
    """See what differs between the last version and now, or between two versions, part by part."""
    from fsworkbook.cli.paper.comparing import compare  # noqa: PLC0415 - not for --help

    sitting = call.sit()
    chosen = choose_assessment(sitting, parent, assessment)
    compare(sitting, chosen, (version, later), call.until(), call.formats, output, json=call.json)


def print_draft(sitting: Sitting, chosen: Assessment, day: date, output: Path) -> None:
    """Print the draft of an assessment as PDF, as at a day, without listing what is missing; its path is printed."""
    _print(sitting, _assemble(sitting, chosen, day), chosen, output, (".pdf",))


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


def report_data(made: Assembly) -> dict[str, Any]:
    """Return an assembled assessment as plain data: each part with its records, and everything that is missing."""
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
    }


def _number(source: Any) -> int:  # noqa: ANN401 - Source, kept out of run time
    return int(source.number)


def _assemble(sitting: Sitting, chosen: Assessment, until: date | None) -> Assembly:
    from fsworkbook.report.assessment import assemble  # noqa: PLC0415 - not for --help

    day = until or sitting.desk.today()
    return assemble(chosen, sitting.family, sitting.practice, sitting.ledger(until), day)


def _told(sitting: Sitting, made: Assembly) -> Sequence[Line]:
    """Return what is missing, under the paper's title."""
    from fsworkbook.cli.frame.output import wrap  # noqa: PLC0415 - likewise
    from fsworkbook.cli.paper.gaplines import gap_lines  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.work.consentlook import under  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.clock import spoken  # noqa: PLC0415 - likewise

    width = sitting.desk.width
    head = f"{sitting.family.surname} · {made.document.title} · {spoken(made.document.made)}"
    consent = under(sitting, made.scope)
    if not made.missing:
        return [*wrap(head, width), "Nothing is missing.", *consent]
    count = len(made.missing)
    what = "1 thing is" if count == 1 else f"{count} things are"
    return [*wrap(head, width), f"{what} still to be written.", *gap_lines(made.missing, made.scope, width), *consent]


def _print(
    sitting: Sitting,
    made: Assembly,
    chosen: Assessment,
    output: Path | None,
    formats: Sequence[str],
    seal: Callable[[bytes, str], bytes] | None = None,
) -> None:
    from fsworkbook.cli.paper.papers import Name, publish  # noqa: PLC0415 - not for --help

    name = Name(sitting.family.reference, chosen.key, made.document.made, _DRAFT)
    publish(sitting.desk, made.document, name, formats, output, seal)


def _listed(sitting: Sitting, assessments: Iterable[Assessment]) -> str:
    first = sitting.family.first_name
    return ", ".join(f"{one.key} ({' and '.join(map(first, one.parents))})" for one in assessments)
