"""`fsworkbook report`: assemble the assessment, write its parts, make it final, sign it (section G)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple

from fsworkbook.cli.frame import options
from fsworkbook.cli.frame.calling import PAPERS, Call, Group, calling, printing, reading, recording
from fsworkbook.cli.frame.output import emit_json
from fsworkbook.cli.frame.spelling import Argument, Option
from fsworkbook.cli.paper.passwords import Closing, sealer
from fsworkbook.cli.paper.reporting import assembled, choose_assessment, print_own, report_data, told
from fsworkbook.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.paper.sidepapers import Way

group = Group()

_FINDINGS: Final = 1

Which = Annotated[str | None, Option("--assessment", metavar="KEY", help="The assessment, by its key: PA-K.")]
Check = Annotated[bool, Option("--check", help="Only say what is missing; exit 1 where anything is.")]
Ready = Annotated[bool, Option("--final", help="Make it final, to be signed; each gap then needs a reason.")]
Number = Annotated[str | None, Option("--version", metavar="N", help="A version that was made final, as it was.")]
Short = Annotated[bool, Option("--short", help="In short, for a parent: three pages at most, and its reading age.")]
Large = Annotated[bool, Option("--large", help="In large print: with --short, with --letter.")]
Letter = Annotated[str | None, Option("--letter", metavar="CHILD", help="A page for a child who is old enough.")]
Meeting = Annotated[str | None, Option("--meeting", metavar="KIND", help="The kind of meeting that it is for.")]
Signer = Annotated[str | None, Option("--person", metavar="WHO", help="The parent whose signature it is.")]
Unsigned = Annotated[str | None, Option("--not-signed", metavar="TEXT", help="The parent did not sign; why.")]
Meant = Annotated[str | None, Option("--version", metavar="N", help="Of two of one number, the one that is signed.")]
Earlier = Annotated[str | None, Option("--version", metavar="N", help="The earlier version; else the last one.")]
Later = Annotated[str | None, Option("--with", metavar="N", help="The later version; else what stands now.")]

_both = calling(*PAPERS, "at", "json", "source", "no_input", "family", "caseload", "as_")


class Asked(NamedTuple):
    """What a report was asked for: whose, which paper of it, for whom, and how it is printed."""

    parent: str | None = None
    assessment: str | None = None
    output: Path | None = None
    check: bool = False
    final: bool = False
    version: str | None = None
    short: bool = False
    letter: str | None = None
    large: bool = False
    whom: str | None = None
    let_pass: tuple[str, ...] = ()
    reason: str = ""
    closing: Closing = Closing(False, None)

    def way(self, call: Call, sitting: Sitting) -> Way:
        """Return how a shorter paper is printed."""
        from fsworkbook.cli.disclosing.stopping import Passing  # noqa: PLC0415 - not for --help
        from fsworkbook.cli.paper.sidepapers import Way  # noqa: PLC0415 - likewise

        formats = call.formats if call.json else call.papers
        seal = sealer(sitting.desk, self.closing, formats)
        return Way(formats, self.output, seal, self.large, Passing(self.let_pass, self.reason), call.json)


@group.callback()
@_both
def report(
    call: Call,
    parent: options.Parent = None,
    assessment: Which = None,
    output: options.Output = None,
    check: Check = False,
    final: Ready = False,
    version: Number = None,
    short: Short = False,
    letter: Letter = None,
    large: Large = False,
    whom: options.For = None,
    let_pass: options.LetPass = None,
    reason: options.Reason = None,
    password: options.Password = False,
    password_file: options.PasswordFile = None,
) -> int:
    """Assemble the assessment of a parent as a draft; say first what is missing. With --for, make somebody's copy."""
    if not call.bare:
        return 0
    closing = Closing(password, password_file)
    passing = tuple(let_pass or ())
    asked = Asked(
        *(parent, assessment, output, check, final, version, short, letter, large, whom),
        *(passing, reason or "", closing),
    )
    _refuse_together(asked, call)
    return _maker(asked)(call, asked) or 0


_APART: Final[Mapping[str, tuple[str, ...]]] = {
    "--final": ("--check", "--for", "--version", "--short", "--letter", "--at"),
    "--letter": ("--check", "--short", "--version"),
    "--check": ("--for", "--short", "--version"),
}
"""Options that do not go together."""


def _refuse_together(asked: Asked, call: Call) -> None:
    """Refuse options that do not go together.

    Raises:
        BadInput: naming two of them.
    """
    said = {f"--{name.replace('whom', 'for')}": value for name, value in asked._asdict().items()} | {"--at": call.at}
    given = {name for name, value in said.items() if value not in (None, False, (), "")}
    for option, others in _APART.items():
        for other in others:
            if {option, other} <= given:
                raise BadInput(f"{option} and {other} do not go together. Leave one of them out.")
    if asked.large and not (asked.short or asked.letter):
        raise BadInput("--large goes with --short or --letter. Leave it out.")
    if asked.short and asked.version is not None and asked.whom is None:
        raise BadInput("--short of a version is made for somebody: add --for, or leave --version out.")


def _maker(asked: Asked) -> Any:  # noqa: ANN401 - one of the functions below
    for wanted, maker in (
        (asked.final, _make_final),
        (asked.letter is not None, _letter),
        (asked.short, _short),
        (asked.whom is not None, _copy),
        (asked.version is not None, _print_version),
    ):
        if wanted:
            return maker
    return _own


def _own(call: Call, asked: Asked) -> int:
    """Say what is missing, and print the team's own draft."""
    formats = () if asked.check else call.formats if call.json else call.papers
    sitting = call.sit()
    until = call.until()
    chosen = choose_assessment(sitting, asked.parent, asked.assessment)
    seal = sealer(sitting.desk, asked.closing, formats)
    made = assembled(sitting, chosen, until)

    def listed() -> bool:
        from fsworkbook.report.finishing import remarks  # noqa: PLC0415 - when typst is at work

        found = remarks(made)
        if call.json:
            data = report_data(made, found)
            emit_json(sitting.desk, "report", sitting.folder.name, until or made.document.made, data)
        else:
            told(sitting, made, found, checking=asked.check)
        return bool(made.missing) or any(item.stops for item in found)

    if formats:
        print_own(sitting, made, asked.output, formats, seal, meanwhile=listed)
        return 0
    return _FINDINGS if listed() and asked.check else 0


def _make_final(call: Call, asked: Asked) -> None:
    """Make the report final, and print it to be signed."""
    from fsworkbook.cli.frame.taking import answers  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.paper.finalizing import finish  # noqa: PLC0415 - likewise

    table = answers(call, {})
    sitting = call.sit(recording=True, table=table)
    parent, key = asked.parent or table.get("parent"), asked.assessment or table.get("assessment")
    asking = call.source is None and sitting.desk.can_ask
    finish(sitting, choose_assessment(sitting, parent, key), table, call.papers, asked.output, asking=asking)


def _print_version(call: Call, asked: Asked) -> None:
    """Print a version as it was made final, or signed."""
    from fsworkbook.cli.paper.versionnames import find  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.paper.versionpages import print_version, version_data  # noqa: PLC0415 - likewise

    sitting = call.sit()
    chosen = choose_assessment(sitting, asked.parent, asked.assessment)
    version = find(sitting, chosen, asked.version or "", call.until())
    if call.json:
        emit_json(sitting.desk, "version", sitting.folder.name, call.until(), version_data(version))
    formats = call.formats if call.json else call.papers
    if formats:
        print_version(sitting, version, formats, asked.output, sealer(sitting.desk, asked.closing, formats))


def _copy(call: Call, asked: Asked) -> None:
    """Make a copy for somebody, of what they may have and nothing else."""
    from fsworkbook.cli.disclosing import copying, reportcopy  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.disclosing.stopping import Passing, check  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.disclosure.guarding import Guard  # noqa: PLC0415 - likewise

    sitting = call.sit(recording=not call.json)
    formats = call.formats if call.json else call.papers
    told, found = _meant(call, asked, sitting)
    seal = sealer(sitting.desk, asked.closing, [] if call.json else formats)
    let = Passing(asked.let_pass, asked.reason)
    if call.json:
        check(sitting, found, Guard(found.guarded), let)
        data = report_data(reportcopy.assembled(sitting, found, told))
        copying.emit(sitting, found, "report", data)
        return
    copying.copy(sitting, found, reportcopy.build(sitting, told), formats, asked.output, let, seal)


def _meant(call: Call, asked: Asked, sitting: Sitting) -> tuple[dict[str, Any], Any]:
    """Return which report a reader is to have, and the workbook as they may see it on its day."""
    from fsworkbook.cli.disclosing import copying, reportcopy, versioned  # noqa: PLC0415 - not for --help

    whom = asked.whom or ""
    found = copying.edition_for(sitting, whom, call.until())
    told: dict[str, Any] = {"assessment": reportcopy.choose(sitting, found, asked.parent, asked.assessment)}
    if asked.version is not None:
        told |= versioned.named(sitting, told["assessment"], asked.version)
        found = copying.edition_for(sitting, whom, versioned.day_of(sitting, told), told=told)
    else:
        _tell_signed(call, sitting, told["assessment"], asked._replace(whom=found.recipient.key))
    return told, found


def _tell_signed(call: Call, sitting: Sitting, assessment: str, asked: Asked) -> None:
    """Say that a version is signed, where a paper is made of what stands now: nobody takes the draft for it."""
    from fsworkbook.cli.frame.output import tell, wrap  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.paper.versionnames import signed_beside  # noqa: PLC0415 - likewise

    said = (("--short", asked.short), ("--large", asked.large), (f"--for {asked.whom or 'NAME'}", True))
    options = " ".join(option for option, given in said if given)
    found = signed_beside(sitting.ledger(call.until()), assessment, options)
    if found:
        words, command = found
        tell(sitting.desk, *wrap(words, sitting.desk.width), f"  {command}")


def _short(call: Call, asked: Asked) -> None:
    """Print the report in short; with a reader, make the copy."""
    from fsworkbook.cli.paper.sidepapers import copy_for, print_short  # noqa: PLC0415 - not for --help

    sitting = call.sit(recording=asked.whom is not None)
    way = asked.way(call, sitting)
    if asked.whom is None:
        chosen = choose_assessment(sitting, asked.parent, asked.assessment)
        _tell_signed(call, sitting, chosen.key, asked)
        print_short(sitting, assembled(sitting, chosen, call.until()), way)
        return
    told, found = _meant(call, asked, sitting)
    copy_for(sitting, asked.whom, found.day, {**told, "paper": "short"}, way)


def _letter(call: Call, asked: Asked) -> None:
    """Write a child's letter where it is still to be written, and print it."""
    from fsworkbook.cli.frame.taking import answers  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.paper.sidepapers import letter_to  # noqa: PLC0415 - likewise

    table = answers(call, {})
    sitting = call.sit(recording=True, table=table)
    key = _child(sitting, asked.letter or "", "--letter")
    letter_to(call, sitting, key, table, asked.whom, asked.way(call, sitting))


def _child(sitting: Sitting, typed: str, option: str) -> str:
    from fsworkbook.workbook.kinship import find_person  # noqa: PLC0415 - only where one is named

    keys = [child.key for child in sitting.family.children]
    return find_person(typed, sitting.family, sitting.practice.relations, option, among=keys).key


@group.command("write")
@recording
def write_one(
    call: Call,
    part: Annotated[str | None, Argument(metavar="PART", help="A part of the report: 9.1, S09.01, 11.2.")] = None,
    parent: options.Parent = None,
    assessment: Which = None,
    child: options.Child = None,
) -> None:
    """Write what we make of one part, with its evidence beside it; bare, the next one that needs writing."""
    from fsworkbook.cli.frame.taking import answers  # noqa: PLC0415 - likewise
    from fsworkbook.cli.paper.partwriting import find_part, propose, write_part  # noqa: PLC0415 - not for --help
    from fsworkbook.workbook.kinship import find_person  # noqa: PLC0415 - likewise

    table = answers(call, {})
    sitting = call.sit(recording=True, table=table)
    chosen = choose_assessment(sitting, parent, assessment or table.get("assessment"))
    named = child or table.get("child")
    people = sitting.practice.relations
    key = find_person(named, sitting.family, people, "--child", chosen.children).key if named else ""
    made = assembled(sitting, chosen, None)
    typed = part or table.get("section")
    write_part(sitting, made, find_part(made, str(typed), key) if typed else propose(sitting, made), table)


@group.command("trace")
@reading
def trace_one(call: Call, parent: options.Parent = None, assessment: Which = None) -> None:
    """See where it comes from: which entries the report uses, which it leaves out, what rests on nothing."""
    from fsworkbook.cli.paper.trace import show  # noqa: PLC0415 - not for --help

    sitting = call.sit()
    chosen = choose_assessment(sitting, parent, assessment)
    show(sitting, assembled(sitting, chosen, call.until()), call.until(), json=call.json)


@group.command("sign")
@recording
def sign_one(
    call: Call,
    parent: options.Parent = None,
    assessment: Which = None,
    person: Signer = None,
    unsigned: Unsigned = None,
    version: Meant = None,
) -> None:
    """Record the next signature under a final report, in order: the lead, the parents, the manager."""
    from fsworkbook.cli.frame.taking import answers  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.paper.signtalk import choose, sign  # noqa: PLC0415 - likewise

    table = answers(call, {"person": person, "reason": unsigned})
    sitting = call.sit(recording=True, table=table)
    key = assessment or table.pop("assessment", None)
    chosen = choose(sitting, parent or table.pop("parent", None), key)
    sign(sitting, chosen, table, version, asking=call.source is None and sitting.desk.can_ask)


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


@group.command("family")
@_both
def family_report(
    call: Call,
    child: options.Child = None,
    meeting: Meeting = None,
    output: options.Output = None,
    whom: options.For = None,
    let_pass: options.LetPass = None,
    reason: options.Reason = None,
    password: options.Password = False,
    password_file: options.PasswordFile = None,
) -> None:
    """Write and print the family report for a statutory meeting: child by child, what has changed since the last."""
    from fsworkbook.cli.frame.taking import answers  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.paper.sidepapers import Meant, family_report, kind_of_meeting  # noqa: PLC0415 - likewise

    table = answers(call, {"child": child})
    sitting = call.sit(recording=bool(table or whom), table=table)
    key = _child(sitting, child, "--child") if child else None
    asked = Asked(output=output, let_pass=tuple(let_pass or ()), reason=reason or "")
    asked = asked._replace(closing=Closing(password, password_file))
    meant = Meant(key, kind_of_meeting(sitting, meeting), whom)
    family_report(call, sitting, table, meant, asked.way(call, sitting))
