"""The home menu: `fsworkbook` alone. What is chosen is run in this process, and then the shell is back.

The command that was run is shown as it would be typed: whoever uses the menu learns the words on the way.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.commands import CONTENTS, contents
from fsworkbook.cli.frame.output import Line, Piece, clean, columns, say, tell
from fsworkbook.errors import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from fsworkbook.cli.frame.desk import Desk
    from fsworkbook.cli.home.likely import Doing
    from fsworkbook.cli.talk.asking import Asker
    from fsworkbook.cli.talk.unfinished import Left
    from fsworkbook.workbook.caseload import Glance

    Run = Callable[[Sequence[str], Desk], int]

_INTERRUPTED: Final = 130
_ELSE, _LEFT, _LEAVE = "else", "left", "leave"
_MARGIN: Final = 8
_WHAT: Final = "What would you like to do?"
_FIRST: Final = ("setup", "demo")
_OVER_ALL: Final = frozenset({"due", "caseload"})
"""What is about all my families, unless one is named."""
_WITHOUT_FAMILY: Final = ("new-family", "join", "demo")


def welcome(desk: Desk, run: Run) -> int:
    """Greet whoever sits there and run what they choose; where nobody does, show the contents page.

    Args:
        desk: where they sit.
        run: runs the program with arguments.
    """
    from fsworkbook.cli.talk.unfinished import offer  # noqa: PLC0415 - not for --help

    if not desk.can_ask:
        offer(desk)
        say(desk, "Welcome. Say what you would like to do: fsworkbook, and one of the words below.", "")
        say(desk, contents(desk.width).rstrip("\n"))
        return 0
    try:
        return _home(desk, run)
    except (KeyboardInterrupt, EOFError):
        return _INTERRUPTED


def _home(desk: Desk, run: Run) -> int:
    from fsworkbook.cli.frame.choosing import practice  # noqa: PLC0415 - only for the menu
    from fsworkbook.cli.home import page  # noqa: PLC0415 - likewise
    from fsworkbook.cli.home.likely import go_on, likely  # noqa: PLC0415 - likewise
    from fsworkbook.cli.talk.unfinished import unfinished  # noqa: PLC0415 - likewise

    left, me, today = unfinished(desk), desk.settings, desk.today()
    found, mine = _families(desk) if me.key else (False, [])
    say(desk, page.greeting(desk), "")
    if not me.key:
        say(desk, "fsworkbook does not know you yet. Setting up takes a minute, and is done once.", "")
    elif not found:
        say(desk, "There is no family in your caseload yet.", "")
    else:
        say(desk, *page.families(desk, mine, me.key, today), "")
    if left:
        say(desk, Piece("You left this unfinished", "strong"), *_left_lines(desk, left), "")
    if found:
        doings = likely(mine, left, me.key, me.role, practice(desk), today)
    else:
        doings = [*(go_on(one, mine) for one in left[:1]), *_plain(_WITHOUT_FAMILY if me.key else _FIRST)]
    return _ask(desk, run, doings, left, mine)


def _families(desk: Desk) -> tuple[bool, list[Glance]]:
    """Return whether there are families, and mine; all of them where I work with none of them."""
    from fsworkbook.cli.frame import choosing  # noqa: PLC0415 - only for the menu
    from fsworkbook.cli.time.outlooks import outlooks  # noqa: PLC0415 - likewise

    try:
        paths = choosing.family_paths(choosing.caseload(desk))
    except WorkbookError as error:  # what is wrong with the settings must not keep anybody from putting it right
        tell(desk, f"{error}", "")
        return False, []
    seen = list(outlooks(desk, paths, desk.today()))
    return bool(paths), [one for one in seen if one.works_here(desk.settings.key) or one.handed] or seen


def _left_lines(desk: Desk, left: Sequence[Left]) -> list[Line]:
    from fsworkbook.cli.talk.unfinished import row  # noqa: PLC0415 - only for the menu

    shown = 3
    more = [Piece(f"  and {len(left) - shown} more", "quiet")] if len(left) > shown else []
    return [*columns([row(one) for one in left[:shown]], width=desk.width), *more]


def _plain(names: Sequence[str]) -> list[Doing]:
    from fsworkbook.cli.commands import entries  # noqa: PLC0415 - beside its use
    from fsworkbook.cli.home.likely import Doing  # noqa: PLC0415 - only for the menu

    return [Doing(entries()[name][2].rstrip("."), (name,)) for name in names]


def _ask(desk: Desk, run: Run, doings: Sequence[Doing], left: Sequence[Left], mine: Sequence[Glance]) -> int:
    from fsworkbook.cli.talk.asking import Asker  # noqa: PLC0415 - prompt_toolkit, only to ask
    from fsworkbook.cli.talk.unfinished import offer  # noqa: PLC0415 - only for the menu
    from fsworkbook.cli.talk.ways import Back  # noqa: PLC0415 - likewise

    asker = Asker.at(desk)
    listed = {str(at): _cut(desk, doing.title, doing.ending) for at, doing in enumerate(doings)}
    if left:
        listed[_LEFT] = "See all that I left unfinished, or drop it …"
    listed |= {_ELSE: "Something else …", _LEAVE: "Nothing now"}
    while True:
        try:
            choice = str(asker.one(_WHAT, listed, default=next(iter(listed))))
        except Back:
            return 0
        if choice == _LEAVE:
            return 0
        if choice == _LEFT:
            again = offer(desk)
            return run(again, desk) if again is not None else _home(desk, run)
        try:
            doing = _something_else(asker) if choice == _ELSE else doings[int(choice)]
            words, shown = _whole(asker, doing, mine)
        except Back:
            continue
        say(desk, Piece(f"  fsworkbook {shown}", "quiet"), "")
        return run(words, desk)


def _something_else(asker: Asker) -> Doing:
    """Return any command at all, chosen under its heading without knowing its name.

    Raises:
        Back: none was wanted.
    """
    from fsworkbook.cli.home.likely import Doing  # noqa: PLC0415 - only for the menu
    from fsworkbook.cli.talk.ways import Back  # noqa: PLC0415 - likewise

    groups = {heading: group for heading, group in CONTENTS if group}
    while True:
        heading = str(asker.one("What is it about?", {name: name for name in groups}))
        titles = {name: _cut(asker.desk, text.rstrip("."), f"  ({name})") for name, _, text in groups[heading]}
        try:
            name = next(iter(titles)) if len(titles) == 1 else str(asker.one(heading, titles))
            module = next(entry[1] for entry in groups[heading] if entry[0] == name)
            return Doing(titles[name], (name, *_second(asker, name, module)))
        except Back:
            continue


def _second(asker: Asker, name: str, module: str) -> tuple[str, ...]:
    """Return the second word of a command that has some; none where it is to show what there is."""
    words = words_of(module)
    if not words:
        return ()
    listed = {"": _cut(asker.desk, "See what there is", f"  ({name})")}
    listed |= {word: _cut(asker.desk, said, f"  ({name} {word})") for word, said in words.items()}
    word = str(asker.one("Which of these?", listed))
    return (word,) if word else ()


def words_of(module: str) -> Mapping[str, str]:
    """Return the second words of a command, each with what it does."""
    group = getattr(_loaded(module), "group", None)
    known = getattr(group, "words", None)
    if known is not None:
        return {word: _first_line(command) for word, command in known.items()}
    registered = getattr(group, "registered_commands", ())
    return {item.name or item.callback.__name__: _first_line(item.callback) for item in registered}


def _first_line(command: Any) -> str:  # noqa: ANN401 - a function, or what stands for one
    return (command.__doc__ or "").strip().partition("\n")[0].rstrip(".")


def _loaded(module: str) -> Any:  # noqa: ANN401 - a module
    from importlib import import_module  # noqa: PLC0415 - beside its use

    return import_module(f"fsworkbook.cli.{module}")


def _whole(asker: Asker, doing: Doing, mine: Sequence[Glance]) -> tuple[list[str], str]:
    """Return the words of a command with all that it needs, and the same as one would type it.

    Raises:
        Back: the family was not to be chosen.
    """
    words = list(doing.words)
    if doing.whole:
        return words, shlex.join(words)
    words += [str(asker.text(label, needed=True)) for label in needed_by(doing.words)]
    if not mine or not _takes_family(doing.words) or (doing.family is None and words[0] in _OVER_ALL):
        return words, shlex.join(words)
    name = doing.family.name if doing.family else _family(asker, mine)
    words += ["--family", name]
    return words, shlex.join(words)


def _family(asker: Asker, mine: Sequence[Glance]) -> str:
    if len(mine) == 1:
        return mine[0].name
    current = asker.desk.settings.current.replace("\\", "/").rpartition("/")[2]
    listed = {one.name: f"{one.surname} ({one.reference})" for one in mine}
    return str(asker.one("Which family?", listed, default=current or None))


def command_of(words: Sequence[str]) -> Any:  # noqa: ANN401 - a function, or what stands for one
    """Return what a command's words call."""
    from fsworkbook.cli.commands import entries  # noqa: PLC0415 - beside its use
    from fsworkbook.cli.frame.calling import Group  # noqa: PLC0415 - likewise

    module = _loaded(entries()[words[0]][1])
    group = getattr(module, "group", None)
    if isinstance(group, Group):
        return group.words.get(words[1]) if len(words) > 1 and words[1] in group.words else group.itself
    if group is not None:
        return next(
            (
                item.callback
                for item in group.registered_commands
                if len(words) > 1 and words[1] == (item.name or item.callback.__name__)
            ),
            None,
        )
    return module.command


def _takes_family(words: Sequence[str]) -> bool:
    command = command_of(words)
    shared = getattr(command, "shared", None)
    if shared is not None:
        return "family" in shared
    code = getattr(command, "__code__", None)
    return code is not None and "family" in code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]


def needed_by(words: Sequence[str]) -> list[str]:
    """Return what must be said for the places that a command cannot do without."""
    from fsworkbook.cli.frame.calling import Command  # noqa: PLC0415 - beside its use
    from fsworkbook.cli.frame.spelling import Argument  # noqa: PLC0415 - likewise

    command = command_of(words)
    if not isinstance(command, Command):
        return []
    return [
        item.spelling.help.rstrip(".")
        for item in command.taken()
        if isinstance(item.spelling, Argument) and item.default is ...
    ]


def _cut(desk: Desk, title: str, ending: str = "") -> str:
    """Return a title that stays on its line, whole or cut before its ending."""
    from fsworkbook.cli.frame.output import width_of  # noqa: PLC0415 - beside its use

    text, last = " ".join(clean(title).split()), clean(ending)
    room = desk.width - _MARGIN - width_of(last)
    if width_of(text) <= room:
        return text + last
    while text and width_of(text) > room - 2:
        text = text[:-1]
    return f"{text.rstrip()} …{last}"
