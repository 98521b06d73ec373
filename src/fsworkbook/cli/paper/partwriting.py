"""Writing one part of the assessment, with the evidence that bears on it beside (`report write`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.frame.output import Line, Piece, tell, wrap
from fsworkbook.errors import BadInput
from fsworkbook.workbook.clock import brief

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.talk.conversation import Step
    from fsworkbook.report.assessment import Assembly
    from fsworkbook.report.evidence import Unit
    from fsworkbook.report.parts import Part
    from fsworkbook.workbook.record import Record

_LABEL: Final = 60


def find_part(made: Assembly, typed: str, child: str) -> Part:
    """Return the part that is to be written: `9.1`, `S09.01`, `11.2` with a child.

    Raises:
        BadInput: the paper has no such part, or it is written for each child and none is named.
    """
    place = made.scope.practice.section(typed)
    fitting = [part for part in made.plan.parts if part.id == place.id and (not child or part.child in {child, ""})]
    own = [part for part in fitting if part.child == child] or fitting
    if not own:
        raise BadInput(f"This paper has no part {typed}. “fsworkbook report --check” lists those that it has.")
    if len(own) > 1:
        children = " or ".join(f"--child {part.child}" for part in own if part.child)
        raise BadInput(f"{own[0].number} is written for each child. Say for whom: {children}.")
    return own[0]


def write_part(sitting: Sitting, made: Assembly, part: Part, table: Mapping[str, Any]) -> tuple[Record, ...]:
    """Record what was written for a part; ask for it where the table does not hold it and somebody can be asked.

    Raises:
        BadInput: it cannot be used, or nobody can be asked.
        Refused: the role may not write it.
        Interrupted: the conversation was left; what was typed is kept.
    """
    filled = {**table, "assessment": made.scope.assessment.key, "section": part.id}
    if part.child:
        filled["child"] = part.child
    if "text" in filled or not sitting.desk.can_ask:
        return _record(sitting, filled, part)
    return _converse(sitting, made, part, filled)


def _record(sitting: Sitting, table: Mapping[str, Any], part: Part) -> tuple[Record, ...]:
    records = sitting.record("analysis", table)
    tell(sitting.desk, f"{part.number} {part.heading} is written. It stands first in its part of the report.")
    return records


def _converse(sitting: Sitting, made: Assembly, part: Part, table: Mapping[str, Any]) -> tuple[Record, ...]:
    from fsworkbook.cli.talk.conversation import Conversation  # noqa: PLC0415 - only to ask
    from fsworkbook.workbook.forms.form import allow  # noqa: PLC0415 - likewise

    allow("lead-assessment", sitting.bearings())
    key = f"{made.scope.assessment.key}-{part.id}{f'-{part.child}' if part.child else ''}"
    child = f" --child {part.child}" if part.child else ""
    return Conversation(
        sitting.desk,
        f"{sitting.family.surname} · {part.number} {part.heading}{_for(part, made)}",
        lambda _table: _steps(made, part),
        name=f"analysis-{key}",
        command=f"fsworkbook report write {part.number} --assessment {made.scope.assessment.key}{child}",
        drafts=sitting.drafts(),
        begin=table,
        opening=evidence_lines(made, part, sitting.desk.width),  # type: ignore[arg-type] # lines of words and pieces
    ).run(lambda filled: _record(sitting, filled, part))


def evidence_lines(made: Assembly, part: Part, width: int) -> list[Line]:
    """Return what is recorded on a part, to be read beside the writing."""
    place = part.item or part.section
    guidance = place.contains if place else ""
    lines: list[Line] = [*wrap(guidance, width)] if guidance and guidance != part.heading else []
    for unit in _bearing(made, part):
        lines += ["", Piece(_label(made, unit), "strong")]
        for words in (*unit.texts, *(unit.record.section(name) or "" for name in unit.asides)):
            lines += wrap(words, width, "  ")
    return [*lines, ""] if lines else ["Nothing is recorded on this yet.", ""]


def _steps(made: Assembly, part: Part) -> Sequence[Step]:
    from fsworkbook.cli.talk.conversation import Step  # noqa: PLC0415 - only to ask

    choices = {unit.record.id: _choice(made, unit) for unit in _bearing(made, part)}
    steps = [
        Step("text", lambda asker, _: asker.long("What do we make of it?", needed=True, may_not_apply=False), "Written")
    ]
    if choices:
        steps.append(
            Step(
                "cites",
                lambda asker, _: asker.several("Which of these does it rest on?", choices) or None,
                "Rests on",
                reads=lambda ids: ", ".join(choices.get(name, name) for name in ids),
            )
        )
    return steps


def _bearing(made: Assembly, part: Part) -> tuple[Unit, ...]:
    held = made.placement.of(part)
    return (*held.full, *held.also)


def _label(made: Assembly, unit: Unit) -> str:
    source = made.sources[unit.record.id]
    return f"[{source.number}] {brief(unit.record.on)}, {made.scope.family.first_name(source.author)}"


def _choice(made: Assembly, unit: Unit) -> str:
    """Return an entry as it stands in the list to choose from: its label and its first words."""
    words = " ".join(" ".join(unit.texts).split())
    room = _LABEL - len(_label(made, unit))
    return f"{_label(made, unit)}: {words[:room]}{'…' if len(words) > room else ''}"


def _for(part: Part, made: Assembly) -> str:
    return f", {made.scope.child_name(part.child)}" if part.child else ""
