"""`fsworkbook practice`: the practice model in use, and whether a council's own is sound."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from fsworkbook.cli.frame import choosing, options
from fsworkbook.cli.frame.desk import Desk
from fsworkbook.cli.frame.output import Line, Piece, columns, emit_json, say, tell, wrap
from fsworkbook.errors import BadInput
from fsworkbook.practice.loading import check
from fsworkbook.practice.model import Practice
from fsworkbook.practice.questions import Module, Question
from fsworkbook.practice.roles import Permission

_LETTERS = {"D": "decides", "W": "writes", "P": "proposes", "R": "reads"}
_PER = {"parent": "for each parent", "child": "for each child"}

group = typer.Typer(invoke_without_command=True, help="Show and check the practice model in use.")


@group.callback()
def command(
    context: typer.Context,
    checked: Annotated[
        Path | None,
        typer.Option("--check", metavar="FOLDER", help="List what is wrong with a model, by file and line."),
    ] = None,
    json: options.Json = False,
) -> None:
    """Show the practice model in use: its modules, the report's sections, and who may do what."""
    if context.invoked_subcommand is not None:
        return
    desk = Desk.of(context)
    if checked is not None:
        raise typer.Exit(_check(desk, checked, json=json))
    practice = choosing.practice(desk)
    if json:
        emit_json(desk, "practice", None, None, _told(practice))
    else:
        _overview(desk, practice)


@group.command("show")
def show(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="MODULE", help="The module's number.")],
    json: options.Json = False,
) -> None:
    """Show a module: its purpose, its aims, its questions, and what it should come to."""
    desk = Desk.of(context)
    word = number.lower().removeprefix("m")
    if not word.isdecimal():
        raise BadInput(f"“{number}” is no module. Give its number: fsworkbook practice show 3.")
    practice = choosing.practice(desk)
    module = practice.module(int(word))
    questions = practice.asked_in(module.number)
    if json:
        emit_json(desk, "module", None, None, _told_module(module, questions))
    else:
        _module(desk, module, questions)


@group.command("question")
def question(
    context: typer.Context,
    named: Annotated[str, typer.Argument(metavar="QUESTION", help="The question's id: 3.2, M3.Q02 or CQ.1.")],
    json: options.Json = False,
) -> None:
    """Show a question: what it wants, which parts of the report it feeds, and where it comes from."""
    desk = Desk.of(context)
    practice = choosing.practice(desk)
    found = practice.question(named)
    if json:
        emit_json(desk, "question", None, None, _told_question(found))
    else:
        _question(desk, practice, found)


def _check(desk: Desk, folder: Path, *, json: bool) -> int:
    """Print what is wrong with the model in `folder`; return the exit code that says whether anything is."""
    place = desk.path(folder)
    if not place.is_dir():
        raise BadInput(f"there is no folder {folder}. --check takes the folder of a practice model.")
    problems = check(place)
    if json:
        data = [{"file": one.file, "line": one.line, "text": one.text} for one in problems]
        emit_json(desk, "practice-check", None, None, data)
    else:
        say(desk, *(str(problem) for problem in problems))
        found = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        tell(desk, f"{found}. Each line says the file, the line and what is wrong." if problems else "It is sound.")
    return 1 if problems else 0


def _overview(desk: Desk, practice: Practice) -> None:
    say(desk, Piece(f"{practice.title} ({practice.id}, version {practice.version})", "strong"))
    say(desk, *wrap(practice.head.about, desk.width), f"From {practice.folder}", "")
    rows = [
        (str(module.number), module.title, str(len(practice.asked_in(module.number))), _PER.get(module.per, ""))
        for module in practice.modules
    ]
    say(desk, Piece("Modules, and how many questions each has", "strong"))
    say(desk, *columns(rows, width=desk.width, right={2}), "")
    say(desk, Piece("Sections of the report, and how many parts each has", "strong"))
    parts = [(section.id, section.title, str(len(section.items))) for section in practice.sections]
    say(desk, *columns(parts, width=desk.width, right={2}), "")
    say(desk, Piece("Who may do what", "strong"))
    for permission in practice.permissions.values():
        say(desk, *_permission(desk, practice, permission))
    say(desk, "", "fsworkbook practice show 3         shows a module")
    say(desk, "fsworkbook practice question 3.2   shows a question")


def _permission(desk: Desk, practice: Practice, permission: Permission) -> list[Line]:
    """Return what somebody may do, and under it which roles, each with a note where there is one."""
    lines: list[Line] = [*wrap(permission.text, desk.width, "  ")]
    for letter, verb in _LETTERS.items():
        who = [
            practice.roles[role].short + (f" ({permission.notes[role]})" if role in permission.notes else "")
            for role, letters in permission.may.items()
            if letter in letters.split("+") and role in practice.roles
        ]
        if who:
            lead = f"    {verb:<9} "
            lines += wrap(", ".join(who), desk.width, " " * len(lead), first=lead)
    return lines


def _module(desk: Desk, module: Module, questions: Sequence[Question]) -> None:
    per = _PER.get(module.per, "")
    say(
        desk,
        Piece(f"{module.number}  {module.title}", "strong"),
        *wrap(f"{module.purpose} Asked {per}.", desk.width),
        "",
    )
    say(desk, Piece("Aims", "strong"))
    for aim in module.aims:
        say(desk, *wrap(aim.text, desk.width, "    ", first="  - "))
    say(desk, "", Piece("Questions", "strong"))
    under = ""
    for one in questions:
        if one.sub != under:
            under = one.sub
            say(desk, *([f"  {under}"] if under else []))
        say(desk, *columns([(one.short.ljust(5), one.text)], width=desk.width))
    if module.outcomes:
        say(desk, "", Piece("What it should come to", "strong"))
    for outcome in module.outcomes:
        say(desk, *wrap(outcome.text, desk.width, "    ", first="  - "))


def _question(desk: Desk, practice: Practice, one: Question) -> None:
    kind = practice.kinds[one.kind]
    say(desk, *columns([(one.short, one.text)], width=desk.width, indent=0), "")
    feeds = "; ".join(f"{part} {_heading(practice, part)}" for part in one.feeds)
    rows = [
        ("asked in", f"module {one.module}, {practice.module(one.module).title}"),
        ("kind", f"{kind.name}: {kind.hint}"),
        ("wants", one.wants),
        ("feeds", feeds),
        ("note", one.note),
        ("source", one.source + (" (derived)" if one.derived else "")),
    ]
    say(desk, *columns([row for row in rows if row[1]], width=desk.width))


def _heading(practice: Practice, part: str) -> str:
    return practice.section(part).heading


def _told(practice: Practice) -> dict[str, Any]:
    return {
        "model": practice.id,
        "version": practice.version,
        "title": practice.title,
        "modules": [
            {
                "number": module.number,
                "id": module.id,
                "title": module.title,
                "per": module.per,
                "questions": [one.id for one in practice.asked_in(module.number)],
            }
            for module in practice.modules
        ],
        "sections": [
            {"id": section.id, "title": section.title, "items": [item.id for item in section.items]}
            for section in practice.sections
        ],
        "roles": [{"id": role.id, "name": role.name} for role in practice.roles.values()],
        "permissions": [
            {"id": one.id, "action": one.action, "text": one.text, "may": one.may, "notes": one.notes}
            for one in practice.permissions.values()
        ],
    }


def _told_module(module: Module, questions: Sequence[Question]) -> dict[str, Any]:
    return {
        "number": module.number,
        "id": module.id,
        "title": module.title,
        "purpose": module.purpose,
        "per": module.per,
        "aims": [{"id": aim.id, "text": aim.text} for aim in module.aims],
        "questions": [_told_question(one) for one in questions],
        "outcomes": [{"id": one.id, "text": one.text} for one in module.outcomes],
    }


def _told_question(one: Question) -> dict[str, Any]:
    return {
        "id": one.id,
        "module": one.module,
        "kind": one.kind,
        "text": one.text,
        "sub": one.sub,
        "wants": one.wants,
        "feeds": one.feeds,
        "note": one.note,
        "derived": one.derived,
        "source": one.source,
    }
