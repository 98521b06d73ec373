"""`fsworkbook setup`: who I am, and where my families are."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from fsworkbook.cli.begin import keys
from fsworkbook.cli.frame import choosing, options
from fsworkbook.cli.frame.desk import Desk
from fsworkbook.cli.frame.output import columns, emit_json, say, tell, wrap
from fsworkbook.cli.frame.settings import KEYS, Settings
from fsworkbook.cli.frame.source import read_source
from fsworkbook.cli.talk.answers import Table
from fsworkbook.cli.talk.asking import Asker
from fsworkbook.cli.talk.conversation import Conversation, Step
from fsworkbook.errors import BadInput, StoreTrouble, WorkbookError
from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.workbook.record import KEY_PATTERN

ASKED = tuple(key for key in KEYS if key != "current")
"""The keys that setup takes; `use` sets the current family."""

TITLES = {
    "name": "Your name",
    "key": "A short word for you",
    "email": "E-mail",
    "role": "Role",
    "agency": "Agency",
    "caseload": "Your families",
    "practice": "Practice model",
    "editor": "Editor",
    "signing_key": "Signing key",
    "check_words": "Words after writing",
    "fonts": "Fonts of your own",
    "current": "Current family",
}
_ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>.]+(\.[^\s@<>.]+)+")
_KEY_HELP = "small letters, digits and hyphens, beginning with a letter, at most 32"


def command(
    context: typer.Context,
    name: Annotated[str | None, typer.Option("--name", help="Your name, as colleagues and courts know it.")] = None,
    email: Annotated[str | None, typer.Option("--email", help="Your work e-mail address.")] = None,
    key: Annotated[
        str | None, typer.Option("--key", help="The short word that stands for you in the records: priya.")
    ] = None,
    role: Annotated[str | None, typer.Option("--role", help="Your role: social-worker, team-manager …")] = None,
    agency: Annotated[str | None, typer.Option("--agency", help="Who employs you.")] = None,
    caseload: options.Caseload = None,
    practice: Annotated[
        Path | None, typer.Option("--practice", metavar="DIR", help="The folder of your council's own practice model.")
    ] = None,
    editor: Annotated[str | None, typer.Option("--editor", help="The editor that long answers open in.")] = None,
    signing_key: Annotated[
        str | None,
        typer.Option(
            "--signing-key",
            metavar="PATH|new|none",
            help="The SSH key that signs what you record; new makes one, none signs nothing.",
        ),
    ] = None,
    check_words: Annotated[
        str | None,
        typer.Option("--check-words", metavar="on|off", help="Whether words worth changing are named after writing."),
    ] = None,
    fonts: Annotated[
        Path | None,
        typer.Option("--fonts", metavar="DIR", help="A folder of fonts, for letters that the program has no font for."),
    ] = None,
    from_: options.From = None,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Say who you are and where your families are. Run bare, it asks; what is set already is offered."""
    desk = Desk.of(context, no_input=no_input)
    given = {
        "name": name,
        "email": email,
        "key": key,
        "role": role,
        "agency": agency,
        "caseload": str(caseload) if caseload is not None else None,
        "practice": str(practice) if practice is not None else None,
        "editor": editor,
        "signing_key": signing_key,
        "check_words": check_words,
        "fonts": str(fonts) if fonts is not None else None,
    }
    table = {
        **(_source(desk, from_) if from_ else {}),
        **{key: text for key, text in given.items() if text is not None},
    }
    if json and not table:
        emit_json(desk, "setup", None, None, _told(desk.settings))
        return
    settings = write(desk, table) if table or not desk.can_ask else _ask(desk)
    if json:
        emit_json(desk, "setup", None, None, _told(settings))
    else:
        _show(desk, settings)


def write(desk: Desk, table: Mapping[str, Any]) -> Settings:
    """Check what was given, write it over the settings that there are, and return them.

    Raises:
        BadInput: something is missing or cannot be used; nothing was written.
    """
    before = desk.settings
    after = before.with_(**{key: str(value).strip() for key, value in table.items()})
    if not after.name:
        raise BadInput(
            "your name is missing: give it with --name, or as “name” in the --from file. Nothing was written."
        )
    after = after.with_(key=after.key or key_for(after.name))
    if after.caseload != before.caseload:
        after = after.with_(caseload=_absolute(desk, after.caseload))
    if after.practice != before.practice:
        after = after.with_(practice=_absolute(desk, after.practice))
    if after.fonts != before.fonts:
        after = after.with_(fonts=_absolute(desk, after.fonts))
        if after.fonts and not Path(after.fonts).exists():
            raise BadInput(f"fonts: there is no folder {after.fonts}. Nothing was written.")
    for name in ("practice", *ASKED):  # the roles are the model's, so it comes first
        complaint = wrong(desk, name, getattr(after, name), after.practice)
        if complaint:
            raise BadInput(f"{name}: {complaint} Nothing was written.")
    named = keys.chosen(desk, after.signing_key) if after.signing_key != before.signing_key else after.signing_key
    _make_caseload(desk, after.caseload)
    after = after.with_(signing_key=keys.settled(desk, named, f"{after.key} fsworkbook"))
    after.write()
    return after


def wrong(desk: Desk, name: str, value: str, practice: str = "") -> str:
    """Return what is wrong with the value of one setting, or ""; an empty value is never wrong."""
    if not value:
        return ""
    if name in {"role", "practice"}:
        return _wrong_practice(desk, name, value, practice)
    folder = desk.cwd / Path(value).expanduser() if name in {"caseload", "fonts"} else desk.cwd
    complaints = {
        "It takes on or off.": name == "check_words" and value not in {"on", "off"},
        "It must be one line of text.": not value.isprintable(),
        f"A key is {_KEY_HELP}: priya.": name == "key" and not KEY_PATTERN.fullmatch(value),
        "That is not an e-mail address: name@example.org.": name == "email" and not _ADDRESS.fullmatch(value),
        "That is a file, not a folder.": folder.exists() and not folder.is_dir(),
    }
    return next((sentence for sentence, holds in complaints.items() if holds), "")


def key_for(name: str) -> str:
    """Return the key that a name suggests: its first word, in small letters; "" where it has none to offer."""
    words = [word for word in name.lower().split() if word.strip(".") not in {"dr", "mr", "mrs", "ms", "miss", "mx"}]
    key = re.sub(r"[^a-z0-9-]", "", words[0])[:32] if words else ""
    return key if KEY_PATTERN.fullmatch(key) else ""


def _wrong_practice(desk: Desk, name: str, value: str, practice: str) -> str:
    folder = value if name == "practice" else practice
    try:
        model = load(desk.cwd / Path(folder).expanduser() if folder else shipped())
        roles = model.roles
    except WorkbookError as error:
        return str(error)
    if name == "role" and value not in roles:
        return f"There is no role “{value}”. There are {', '.join(roles)}."
    return ""


def _source(desk: Desk, named: str) -> dict[str, Any]:
    table = read_source(desk, named)
    for key, value in table.items():
        if key not in ASKED:
            raise BadInput(f"{named}: “{key}” is not known here. Known are {', '.join(ASKED)}. Nothing was written.")
        if not isinstance(value, str):
            raise BadInput(f"{named}: “{key}” must be text in quotes. Nothing was written.")
    return table


def _absolute(desk: Desk, value: str) -> str:
    return str((desk.cwd / Path(value).expanduser()).resolve()) if value else ""


def _make_caseload(desk: Desk, value: str) -> None:
    """Make the folder of the families where it is not there yet, for its owner alone, and say so."""
    if not value or Path(value).is_dir():
        return
    try:
        Path(value).mkdir(mode=0o700, parents=True)
    except OSError as error:
        raise StoreTrouble(f"the folder {value} could not be made: {error.strerror}. Nothing was written.") from None
    tell(desk, f"Made the folder {value}.")


def _ask(desk: Desk) -> Settings:
    before = {key: getattr(desk.settings, key) for key in ASKED if getattr(desk.settings, key)}
    conversation = Conversation(
        desk,
        "Who you are, and where your families are",
        lambda table: _steps(desk, table),
        name="setup",
        command="fsworkbook setup",
        begin=before,
        opening=["It can be changed at any time: run “fsworkbook setup” again."],
    )
    return conversation.run(lambda table: write(desk, dict.fromkeys(before, "") | table))


def _steps(desk: Desk, table: Table) -> Sequence[Step]:
    roles = {role.id: role.name for role in load(_practice(desk, table)).roles.values()}
    home = str(Path.home() / "families")

    def line(key: str, label: str, *, default: str = "", needed: bool = False, more: str = "") -> Step:
        def ask(asker: Asker, _: Table) -> str | None:
            return asker.text(
                label, default=default, needed=needed, more=more, wrong=lambda text: wrong(desk, key, text)
            )

        return Step(key, ask, TITLES[key])

    return [
        line("name", "Your name", needed=True, more="As colleagues and courts know you."),
        line(
            "key",
            "A short word for you",
            default=key_for(str(table.get("name", ""))),
            needed=True,
            more=f"It stands for you in the records and file names: {_KEY_HELP}. A family's team must use the same.",
        ),
        line("email", "Your work e-mail", more="It is written beside what you record, in the family's history."),
        Step(
            "role",
            lambda asker, _: asker.one("Your role", roles, needed=False),
            TITLES["role"],
            reads=lambda role: roles.get(role, role),
        ),
        line("agency", "Who employs you"),
        line("caseload", "The folder of your families", default=home, more="Each family is one folder in it."),
        *keys.steps(desk),
    ]


def _practice(desk: Desk, table: Mapping[str, Any]) -> Path:
    folder = table.get("practice")
    return desk.cwd / Path(str(folder)).expanduser() if folder else shipped()


def _told(settings: Settings) -> dict[str, str]:
    return {key: getattr(settings, key) for key in KEYS} | {"public_key": keys.public_line(settings.signing_key)}


def _show(desk: Desk, settings: Settings) -> None:
    shown = settings.with_(role=_role_name(desk, settings))
    rows = [(TITLES[key], getattr(shown, key)) for key in TITLES if getattr(shown, key)]
    say(desk, *columns(rows, width=desk.width, indent=0))
    tell(desk, "", f"Written to {settings.path}.")
    keys.hand_over(desk, settings.signing_key)
    tell(desk, *wrap(f"Next: {_next(settings)}.", desk.width))


def _role_name(desk: Desk, settings: Settings) -> str:
    """Return the role as people call it."""
    role = load(desk.cwd / Path(settings.practice) if settings.practice else shipped()).roles.get(settings.role)
    return role.name if role else settings.role


def _next(settings: Settings) -> str:
    if settings.caseload and choosing.family_paths(Path(settings.caseload)):
        return "“fsworkbook families” lists your families"
    return "“fsworkbook new-family” opens your first family; “fsworkbook demo” builds one to learn with"
