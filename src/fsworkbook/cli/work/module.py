"""`module`: how far the eight modules have come, and the conversation that takes one up."""

# No `from __future__ import annotations`: these are read at run time.

from typing import TYPE_CHECKING, Annotated, Any

from fsworkbook.cli.frame.calling import Call, either
from fsworkbook.cli.frame.options import Child, On, Parent
from fsworkbook.cli.frame.spelling import Argument, Option

if TYPE_CHECKING:
    from fsworkbook.cli.frame.sitting import Sitting

Number = Annotated[int | None, Argument(metavar="N", help="The module's number; without it, how far all are.")]
Read = Annotated[bool, Option("--read", help="Read what was recorded in the module, question by question.")]
People = Annotated[
    bool, Option("--people", help="Show whom the work has heard, and whom not: every child, father and adult at home.")
]
AssessmentKey = Annotated[
    str | None, Option("--assessment", metavar="KEY", help="Whose assessment it is, by its key, such as PA-K.")
]


@either
def command(
    call: Call,
    number: Number = None,
    parent: Parent = None,
    child: Child = None,
    assessment: AssessmentKey = None,
    on: On = None,
    read: Read = False,
    people: People = False,
) -> None:
    """Work on a module, question by question; bare, show how far the eight modules have come."""
    options = {"parent": parent, "child": child, "assessment": assessment}
    if people:
        from fsworkbook.cli.work.reachedpage import show_people  # noqa: PLC0415 - not for recording

        show_people(call.sit(), call.until(), json=call.json)
        return
    reads = read or call.json or call.at
    if call.source is not None or (number is not None and call.no_input and not reads):
        _record(call, number, options | {"on": call.day(on)})
        return
    if number is None or reads or not call.desk.can_ask:
        _show(call.sit(), number, options, at=call.until(), json=call.json)
        return
    from fsworkbook.cli.frame.taking import converse  # noqa: PLC0415 - likewise
    from fsworkbook.cli.work.moduletalk import talk  # noqa: PLC0415 - only to ask

    sitting = call.sit(recording=True)
    begin, held = talk(sitting, number, options)
    day = call.day(on)
    converse(sitting, "module", held, begin | ({"on": day} if day else {}))


def _record(call: Call, number: int | None, options: dict[str, Any]) -> None:
    from fsworkbook.cli.frame.assessments import parent_in  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.frame.taking import answers, save  # noqa: PLC0415 - likewise

    table = answers(call, options)
    sitting = call.sit(recording=True, table=table, ahead=call.source is not None)
    if options.get("parent"):
        table["parent"] = parent_in(sitting, options["parent"])
    if number is not None:
        _same_module(sitting, number, table)
    save(sitting, "module", table)


def _same_module(sitting: "Sitting", number: int, table: dict[str, Any]) -> None:
    """Refuse answers of which none is of the module that was named: one of the two is a slip.

    Raises:
        BadInput: there is no such module, or none of the questions is of it.
    """
    from fsworkbook.errors import BadInput  # noqa: PLC0415 - beside its only use

    inside = {question.id for question in sitting.practice.asked_in(number)}
    told, named = table.get("answers", {}), table.get("questions", [])
    typed = [*(told if isinstance(told, dict) else ()), *(named if isinstance(named, list) else ())]
    known = set()
    for item in typed:
        if isinstance(item, str):
            try:
                known.add(sitting.practice.question(item).id)
            except BadInput:
                return  # the form says which question it does not know
    if known and not known & inside:
        raise BadInput(
            f"module {number}: none of these questions is of module {number}; {min(known)} is one of them. "
            "Put the number or the questions right; nothing was recorded."
        )


def _show(sitting: "Sitting", number: int | None, options: dict[str, Any], *, at: Any, json: bool) -> None:  # noqa: ANN401
    if number is None:
        from fsworkbook.cli.work.progress import show_progress  # noqa: PLC0415 - not for recording

        show_progress(sitting, options, at, json=json)
        return
    from fsworkbook.cli.work.reading import show_module  # noqa: PLC0415 - not for recording

    show_module(sitting, number, options, at, json=json)
