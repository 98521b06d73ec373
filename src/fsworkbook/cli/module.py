"""`module`: how far the eight modules have come, and the conversation that takes one up."""

# No `from __future__ import annotations`: typer reads these at run time.

from typing import TYPE_CHECKING, Annotated, Any

import typer

from fsworkbook.cli.options import As, At, Caseload, Child, Family, From, Json, NoInput, On, Parent

if TYPE_CHECKING:
    from fsworkbook.cli.sitting import Sitting

Number = Annotated[int | None, typer.Argument(metavar="N", help="The module's number; without it, how far all are.")]
Read = Annotated[bool, typer.Option("--read", help="Read what was recorded in the module, question by question.")]
AssessmentKey = Annotated[
    str | None, typer.Option("--assessment", metavar="KEY", help="Whose assessment it is, by its key, such as PA-K.")
]


def command(
    context: typer.Context,
    number: Number = None,
    parent: Parent = None,
    child: Child = None,
    assessment: AssessmentKey = None,
    on: On = None,
    read: Read = False,
    at: At = None,
    json: Json = False,
    source: From = None,
    as_: As = None,
    family: Family = None,
    caseload: Caseload = None,
    no_input: NoInput = False,
) -> None:
    """Work on a module, question by question; bare, show how far the eight modules have come."""
    from fsworkbook.cli.desk import Desk  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.sitting import day_at, sit_down  # noqa: PLC0415 - likewise
    from fsworkbook.cli.taking import Call, day_option  # noqa: PLC0415 - likewise

    desk = Desk.of(context, no_input=no_input)
    options = {"parent": parent, "child": child, "assessment": assessment}
    if source is not None or (number is not None and no_input and not (read or json or at)):
        _record(context, number, Call(family, caseload, as_, source, no_input), options | {"on": day_option(desk, on)})
        return
    if number is None or read or json or at or not desk.can_ask:
        sitting = sit_down(context, family=family, caseload=caseload, as_=as_)
        _show(sitting, number, options, at=day_at(desk, at), json=json)
        return
    from fsworkbook.cli.moduletalk import talk  # noqa: PLC0415 - only to ask
    from fsworkbook.cli.taking import converse, sit  # noqa: PLC0415 - likewise

    sitting = sit(context, Call(family, caseload, as_, source, no_input), {})
    begin, held = talk(sitting, number, options)
    day = day_option(desk, on)
    converse(sitting, "module", held, begin | ({"on": day} if day else {}))


def _record(context: typer.Context, number: int | None, call: Any, options: dict[str, Any]) -> None:  # noqa: ANN401
    from fsworkbook.cli.assessments import parent_in  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.desk import Desk  # noqa: PLC0415 - likewise
    from fsworkbook.cli.taking import answers, save, sit  # noqa: PLC0415 - likewise

    table = answers(Desk.of(context, no_input=call.no_input), call.source, options)
    sitting = sit(context, call, table)
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
        from fsworkbook.cli.progress import show_progress  # noqa: PLC0415 - not for recording

        show_progress(sitting, options, at, json=json)
        return
    from fsworkbook.cli.reading import show_module  # noqa: PLC0415 - not for recording

    show_module(sitting, number, options, at, json=json)
