"""`fsworkbook chronology`: what happened, and what it meant for each child (K.R06, N.46)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

from fsworkbook.cli.frame import options
from fsworkbook.cli.frame.calling import Call, printing
from fsworkbook.cli.frame.output import emit_json, say
from fsworkbook.cli.frame.spelling import Option

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from fsworkbook.cli.frame.output import Line as Printed
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.chronology import Chronology, Line, Wanted

Impact = Annotated[
    str | None,
    Option("--child", metavar="WHO", help="A child’s separate impact chronology: what it meant for this child."),
]
Each = Annotated[bool, Option("--impact", help="The separate impact chronology of every child, or of one --child.")]
Since = Annotated[str | None, Option("--since", metavar="DATE", help="Only from that day on.")]
Until = Annotated[str | None, Option("--until", metavar="DATE", help="Only up to that day.")]
Events = Annotated[bool, Option("--events", help="Events alone: no meetings, decisions, orders, births or homes.")]
All = Annotated[bool, Option("--all", help="Every meeting, and who joined or left the team, as well.")]
Genogram = Annotated[bool, Option("--genogram", help="The family tree at the end of the paper.")]

_INDENT: Final = "    "


@printing
def command(
    call: Call,
    child: Impact = None,
    impact: Each = False,
    since: Since = None,
    until: Until = None,
    events: Events = False,
    everything: All = False,
    genogram: Genogram = False,
    output: options.Output = None,
    whom: options.For = None,
) -> None:
    """See the chronology, or one child’s: what happened, what it did to each child, what help came of it."""
    from fsworkbook.cli.frame.sitting import day_at  # noqa: PLC0415 - not for --help
    from fsworkbook.errors import BadInput  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.chronology import Wanted  # noqa: PLC0415 - likewise

    if events and everything:
        raise BadInput("--events shows fewer lines, and --all more. Leave one of them out.")
    if genogram and not (call.formats or output or whom):
        raise BadInput("--genogram goes with a paper: add --pdf. On the screen it is “fsworkbook genogram”.")
    sitting = call.sit()
    first, last = day_at(call.desk, since, "--since"), day_at(call.desk, until, "--until")
    if first and last and last < first:
        raise BadInput("--until lies before --since. Turn them round.")
    key = _child(sitting, child) if child else ""
    wanted = Wanted(key, first, last, milestones=not events, everything=everything)
    if impact and not key:
        _of_each(call, sitting, wanted, whom, output, genogram)
        return
    if whom is not None:
        from fsworkbook.cli.disclosing.chronologycopy import Printing, make  # noqa: PLC0415 - only for a copy

        make(call, whom, wanted, Printing(call.papers, output, genogram))
        return
    found = _found(call, sitting, wanted)
    if call.json:
        emit_json(sitting.desk, "chronology", sitting.family.name, call.until(), as_data(found))
    else:
        _show(call, sitting, found, output, genogram)


def _of_each(
    call: Call, sitting: Sitting, wanted: Wanted, whom: str | None, output: Path | None, genogram: bool
) -> None:
    """Show or print the separate impact chronology of every child, one after the other (N.46).

    Raises:
        BadInput: a copy is asked for, which is of one child, or they cannot all go to one file.
    """
    from fsworkbook.errors import BadInput  # noqa: PLC0415 - not for --help

    children = [child.key for child in sitting.family.children]
    if whom is not None:
        raise BadInput(f"--for: a copy is of one child’s. Say whose: --child {' or --child '.join(children)}.")
    if output is not None and len(children) > 1 and not sitting.desk.path(output).is_dir():
        raise BadInput("--output: every child has a paper of their own. Name a folder.")
    found = [_found(call, sitting, wanted._replace(child=key)) for key in children]
    if call.json:
        data = [as_data(each) for each in found]
        emit_json(sitting.desk, "impact-chronologies", sitting.family.name, call.until(), data)
        return
    for each in found:
        _show(call, sitting, each, output, genogram)
        if not (call.formats or output):
            say(sitting.desk, "")


def _found(call: Call, sitting: Sitting, wanted: Wanted) -> Chronology:
    from fsworkbook.workbook.chronology import chronology  # noqa: PLC0415 - not for --help

    day = call.until() or sitting.desk.today()
    return chronology(sitting.family, sitting.practice, sitting.ledger(call.until()), day, wanted)


def _show(call: Call, sitting: Sitting, found: Chronology, output: Path | None, genogram: bool) -> None:
    if not (call.formats or output):
        say(sitting.desk, *_page(sitting, found))
    else:
        _print(sitting, found, output, call.papers, genogram)


def _child(sitting: Sitting, typed: str) -> str:
    from fsworkbook.workbook.kinship import find_person  # noqa: PLC0415 - only where one is named

    keys = [child.key for child in sitting.family.children]
    return find_person(typed, sitting.family, sitting.practice.relations, "--child", among=keys).key


def as_data(found: Chronology) -> dict[str, Any]:
    """Return a chronology for other programs."""
    return {
        "child": found.wanted.child or None,
        "since": found.wanted.since,
        "until": found.wanted.until,
        "lines": [_data(line) for line in found.lines],
        "elsewhere": [item.record for item in found.elsewhere],
    }


def _data(line: Line) -> dict[str, Any]:
    happening = line.happening
    return {
        "kind": happening.kind,
        "on": happening.on,
        "until": happening.until,
        "when": happening.when or None,
        "label": happening.label or None,
        "what": happening.what,
        "children": happening.children,
        "age": line.age or None,
        "effects": [{"children": effect.children, "words": effect.words} for effect in line.effects],
        "unsaid": line.unsaid,
        "details": {item.key: item.words for item in happening.details},
        "record": happening.record or None,
        "entry": happening.entry or None,
        "by": happening.by or None,
        "recorded": happening.recorded,
    }


# On the screen


def _page(sitting: Sitting, found: Chronology) -> Iterator[Printed]:
    from fsworkbook.cli.frame.output import Piece  # noqa: PLC0415 - not for a paper
    from fsworkbook.report.chronologypaper import period  # noqa: PLC0415 - likewise

    family = sitting.family
    child = family.people.get(found.wanted.child)
    name = f"what happened, and what it meant for {child.first_name}" if child else "chronology"
    yield Piece(f"{family.surname} · {name}", "strong")
    if not found.lines:
        yield from ("", "Nothing is recorded that fits.", "", "fsworkbook event   records what happened")
        return
    yield Piece(period(found), "quiet")
    for line in found.lines:
        yield ""
        yield from _told(sitting, line, found.wanted.child)
    yield from _elsewhere(sitting, found)
    yield ""
    if not child:
        yield "fsworkbook chronology --impact   what it meant for each child, apart"
    yield "fsworkbook chronology --pdf   prints it"
    yield "fsworkbook event   records what happened"


def _told(sitting: Sitting, line: Line, child: str) -> Iterator[Printed]:
    """Yield one line of the chronology: when, what, then what it meant, indented below it."""
    from fsworkbook.cli.frame.naming import tail  # noqa: PLC0415 - not for a paper
    from fsworkbook.cli.frame.output import Piece, wrap  # noqa: PLC0415 - likewise
    from fsworkbook.report.chronologypaper import LABELS, unsaid, when, whose  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.milestones import EVENT  # noqa: PLC0415 - likewise

    happening, width = line.happening, sitting.desk.width
    event = happening.kind == EVENT
    head = when(happening) + (f" · {line.age}" if line.age else "")
    label = f" · {happening.label}" if happening.label else ""
    ident = f"   {tail(happening.record)}" if happening.record else ""
    if event:
        yield [Piece(f"{head}{label}", "strong"), Piece(ident, "quiet")]
    else:
        yield [f"{head} · {happening.kind}", Piece(ident, "quiet")]
    yield from wrap(happening.what, width, "  ")
    for effect in line.effects:
        names = whose(effect, sitting.family, child)
        yield from wrap(effect.words, width, _INDENT, first=f"{_INDENT}{names}: " if names else None)
    if line.unsaid:
        yield Piece(f"{_INDENT}{unsaid(line, sitting.family)}", "strong")
    for item in happening.details:
        yield from wrap(item.words, width, _INDENT, first=f"{_INDENT}{LABELS[item.key]}: ")


def _elsewhere(sitting: Sitting, found: Chronology) -> Iterator[Printed]:
    """Yield the events that are recorded for other children alone."""
    from fsworkbook.cli.frame.naming import tail  # noqa: PLC0415 - not for a paper
    from fsworkbook.cli.frame.output import Piece, columns  # noqa: PLC0415 - likewise
    from fsworkbook.report.chronologypaper import when  # noqa: PLC0415 - likewise

    if found.elsewhere:
        name = sitting.family.first_name(found.wanted.child)
        yield ""
        yield Piece(f"Recorded for others alone: did it touch {name} too?", "strong")
        rows = [[when(item), tail(item.record), item.what] for item in found.elsewhere]
        yield from columns(rows, width=sitting.desk.width)
        yield "  fsworkbook correct ID   adds what it meant"


# As a paper


def _print(sitting: Sitting, found: Chronology, output: Path | None, formats: Sequence[str], genogram: bool) -> None:
    from fsworkbook.cli.paper import filenames  # noqa: PLC0415 - only for a paper
    from fsworkbook.cli.paper.papers import Name, publish  # noqa: PLC0415 - likewise
    from fsworkbook.report import pedigree  # noqa: PLC0415 - likewise
    from fsworkbook.report.chronologypaper import paper  # noqa: PLC0415 - likewise

    what = filenames.chronology(sitting.family, found.wanted, genogram=genogram)
    name = Name(sitting.family.reference, what, found.day, "")
    tree = pedigree.tree(sitting.family, sitting.practice, found.day, whole=True) if genogram else ()
    publish(sitting.desk, paper(found, sitting.family, tree=tree), name, formats, output)
