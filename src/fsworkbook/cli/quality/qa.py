"""`qa`: the quality checklist of an assessment, with its evidence gathered and its gaps named (section H)."""

# No `from __future__ import annotations`: these are read at run time.

from typing import TYPE_CHECKING, Annotated, Any

from fsworkbook.cli.frame import options
from fsworkbook.cli.frame.calling import Call, Group, printing, recording
from fsworkbook.cli.frame.spelling import Argument, Option

if TYPE_CHECKING:
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.report.assessment import Assembly
    from fsworkbook.workbook.family import Assessment

group = Group()

Key = Annotated[str | None, Option("--assessment", metavar="KEY", help="The assessment, by its key: PA-K.")]
Item = Annotated[str | None, Option("--item", metavar="H00", help="One item, with all that was gathered for it.")]
Open = Annotated[bool, Option("--gaps", help="Only the items where something is lacking.")]
Items = Annotated[list[str] | None, Argument(metavar="H00", help="Which items; without any, those that nobody rated.")]


@group.callback()
@printing
def command(
    call: Call,
    parent: options.Parent = None,
    assessment: Key = None,
    item: Item = None,
    gaps: Open = False,
    output: options.Output = None,
) -> None:
    """See the checklist of an assessment, filled in as far as the record can; with a format, as a page."""
    if not call.bare:
        return
    from fsworkbook.cli.quality.qalines import data, print_page, show  # noqa: PLC0415 - not for --help

    sitting = call.sit()
    made = _made(call, sitting, parent, assessment)
    if call.json:
        from fsworkbook.cli.frame.output import emit_json  # noqa: PLC0415 - likewise

        emit_json(sitting.desk, "checklist", sitting.family.name, call.until(), data(sitting, made))
    elif call.formats or output:
        print_page(call, sitting, made, output)
    else:
        show(sitting, made, item, gaps=gaps)


@group.command("rate")
@recording
def rate(call: Call, items: Items = None, parent: options.Parent = None, assessment: Key = None) -> None:
    """Rate items of the checklist, with what was gathered beside each; --from takes items and not_applicable."""
    from fsworkbook.cli.frame.taking import take  # noqa: PLC0415 - not for --help

    given: dict[str, Any] = {}
    if parent or assessment:
        given["assessment"] = _chosen(call.sit(), parent, assessment).key

    def talk(sitting: "Sitting") -> Any:  # noqa: ANN401 - a Talk, kept out of run time
        from fsworkbook.cli.quality.qatalk import talk as held  # noqa: PLC0415 - only to ask

        return held(sitting, _made(call, sitting, parent, assessment), items or ())

    take(call, "checklist", given, talk)


def _chosen(sitting: "Sitting", parent: str | None, assessment: str | None) -> "Assessment":
    from fsworkbook.cli.paper.reporting import choose_assessment  # noqa: PLC0415 - not for --help

    return choose_assessment(sitting, parent, assessment)


def _made(call: Call, sitting: "Sitting", parent: str | None, assessment: str | None) -> "Assembly":
    from fsworkbook.report.assessment import assemble  # noqa: PLC0415 - not for --help

    chosen = _chosen(sitting, parent, assessment)
    day = call.until() or sitting.desk.today()
    return assemble(chosen, sitting.family, sitting.practice, sitting.ledger(call.until()), day)
