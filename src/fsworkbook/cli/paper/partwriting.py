"""Writing one part of the assessment: which one, from which text it starts, and how it is recorded (`report write`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.frame.output import tell, wrap
from fsworkbook.errors import BadInput, Interrupted
from fsworkbook.workbook.clock import brief

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.report.assessment import Assembly
    from fsworkbook.report.parts import Part
    from fsworkbook.workbook.record import Record

_BESIDE: Final = "beside"
_WRITE, _OTHER, _LATER = "write", "other", "later"


def find_part(made: Assembly, typed: str, child: str) -> Part:
    """Return the part that is to be written: `9.1`, `S09.01`, `11.2` with a child.

    Raises:
        BadInput: the paper has no such part, or it is written for each child and none is named.
    """
    place = made.scope.practice.section(typed)
    fitting = [part for part in made.plan.parts if part.id == place.id and (not child or part.child in {child, ""})]
    own = [part for part in fitting if part.child == child] or fitting
    if own and not child and own[0].section is not None and own[0].section.repeat:
        own = [part for part in own if part.child] or own
    if not own:
        raise BadInput(f"This paper has no part {typed}. “fsworkbook report --check” lists those that it has.")
    if len(own) > 1:
        children = " or ".join(f"--child {part.child}" for part in own if part.child)
        raise BadInput(f"{own[0].number} is written for each child. Say for whom: {children}.")
    return own[0]


def to_write(made: Assembly) -> tuple[Part, ...]:
    """Return the parts that are still to be written, in their order; what is written last stands last."""
    open_ones = {(gap.part, gap.child) for gap in made.missing if gap.want != "fact"}
    parts = [part for part in made.plan.parts if part.key in open_ones]
    return tuple(sorted(parts, key=lambda part: bool(part.section and part.section.limit)))


def propose(sitting: Sitting, made: Assembly) -> Part:
    """Return the part that somebody wants to write next, of those that are left.

    Raises:
        BadInput: nobody can be asked, or nothing is left to write.
        Interrupted: not now.
    """
    left = to_write(made)
    if not left:
        raise BadInput("Every part is written. To write one again, name it: fsworkbook report write 9.1.")
    first = title(made, left[0])
    if not sitting.desk.can_ask:
        raise BadInput(f"Say which part. {_remaining(len(left))}; the next is {first}: {command(made, left[0])}.")
    from fsworkbook.cli.talk.asking import Asker  # noqa: PLC0415 - only to ask
    from fsworkbook.cli.talk.ways import Back  # noqa: PLC0415 - likewise

    asker = Asker.at(sitting.desk)
    tell(sitting.desk, *wrap(f"{_remaining(len(left))}. The next is {first}.", sitting.desk.width), "")
    ways = {_WRITE: f"Write {first}", _OTHER: "Another part", _LATER: "Not now"}
    try:
        way = asker.one("What would you like to do?", ways, default=_WRITE)
        if way == _OTHER:
            return left[
                int(str(asker.one("Which part?", {str(at): title(made, part) for at, part in enumerate(left)})))
            ]
    except Back:
        way = _LATER
    if way == _LATER:
        raise Interrupted("nothing was written.")
    return left[0]


def _remaining(count: int) -> str:
    return "1 part is still to be written" if count == 1 else f"{count} parts are still to be written"


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
        from fsworkbook.cli.frame.taking import save  # noqa: PLC0415 - not for a conversation

        save(sitting, "analysis", filled, after=lambda _sitting, records: _said(sitting, made, part, records))
        return ()
    from fsworkbook.cli.frame.taking import converse  # noqa: PLC0415 - not for --from
    from fsworkbook.cli.paper.parttalk import begun, talk  # noqa: PLC0415 - only to ask
    from fsworkbook.workbook.forms.form import allow  # noqa: PLC0415 - likewise

    allow("lead-assessment", sitting.bearings())
    earlier = _earlier(sitting, made, part)
    conversation = talk(sitting, made, part, earlier, command(made, part))
    begin = {**begun(conversation.beside, earlier), **filled}
    after = lambda _sitting, records: _said(sitting, made, part, records)  # noqa: E731 - closes over all of it
    converse(sitting, "analysis", conversation.talk, begin, after=after)
    return ()


def _earlier(sitting: Sitting, made: Assembly, part: Part) -> Record | None:
    """Return the text that is written again: one's own, or whichever somebody chooses; None to write a new one."""
    found = made.analyses.of(part)
    if not found:
        return None
    if len(found) == 1 and found[0].by == sitting.author.key:
        return found[0]
    from fsworkbook.cli.talk.asking import Asker  # noqa: PLC0415 - only to ask
    from fsworkbook.cli.talk.ways import Back  # noqa: PLC0415 - likewise

    ways = {record.id: f"Write anew what stands there: {_whose(made, record)}" for record in found}
    ways[_BESIDE] = "Add mine beside it"
    mine = next((record.id for record in reversed(found) if record.by == sitting.author.key), _BESIDE)
    try:
        way = Asker.at(sitting.desk).one(f"{title(made, part)} is written already.", ways, default=mine)
    except Back:
        raise Interrupted("nothing was written.") from None
    return next((record for record in found if record.id == way), None)


def _whose(made: Assembly, record: Record) -> str:
    return f"{made.scope.family.first_name(record.by)}, {brief(record.on)}"


def _said(sitting: Sitting, made: Assembly, part: Part, records: tuple[Record, ...]) -> None:
    """Say that a part is written, what else stands there, and what is next."""
    desk = sitting.desk
    others = [record for record in made.analyses.of(part) if record.id not in records[0].corrects]
    line = f"{title(made, part)} is written."
    if others:
        line += f" It stands beside another: {_listed(made, others)}."
    lines = wrap(line, desk.width)
    left = [other for other in to_write(made) if other.key != part.key]
    if left:
        lines += wrap(f"{_remaining(len(left))}; the next is {title(made, left[0])}:", desk.width)
        lines.append(f"  {command(made, left[0])}")
    else:
        lines.append("Every part is written. See what it rests on: fsworkbook report trace")
    tell(desk, *lines)


def _listed(made: Assembly, records: Iterable[Record]) -> str:
    return " and ".join(dict.fromkeys(_whose(made, record) for record in records))


def title(made: Assembly, part: Part) -> str:
    """Return a part as it is named on the screen: `11.8 What limits the capacity to change, Tyler`."""
    child = f", {made.scope.child_name(part.child)}" if part.child else ""
    return f"{part.number} {part.heading}{child}"


def command(made: Assembly, part: Part) -> str:
    """Return the command that writes a part."""
    child = f" --child {part.child}" if part.child else ""
    return f"fsworkbook report write {part.number}{child} --assessment {made.scope.assessment.key}"
