"""What I left unfinished, in any family: the bare `fsworkbook` shows it, to be taken up, read, or dropped."""

from __future__ import annotations

import shlex
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fsworkbook.cli.frame.output import Piece, clean, columns, say, tell
from fsworkbook.errors import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from fsworkbook.cli.frame.desk import Desk
    from fsworkbook.store.drafts import Draft, Drafts

_NOTHING, _GO_ON, _DROP = "nothing", "go on", "drop"
_MOST: Final = 8


class Left(NamedTuple):
    """A conversation that was left unfinished.

    Attributes:
        drafts: where it is kept.
        draft: what is kept of it.
        family: the folder of its family; "" for one that is of no family yet.
        by: the key of who held it, where the settings say another or none; else "".
    """

    drafts: Drafts
    draft: Draft
    family: str
    by: str

    @property
    def arguments(self) -> list[str]:
        """The arguments of the program that take it up again, wherever one stands."""
        words = shlex.split(str(self.draft.data.get("command", "")))[1:]
        if not self.family:
            return words
        if "--family" in words:
            place = words.index("--family")
            del words[place : place + 2]
        return [*words, "--family", self.family, *(["--as", self.by] if self.by and "--as" not in words else [])]

    @property
    def saved(self) -> datetime:
        """When it was kept last."""
        return self.draft.saved


def unfinished(desk: Desk) -> list[Left]:
    """Return what was left unfinished in the caseload's families and before any family, the last first."""
    found = {(left.family, left.draft.name): left for left in sorted(_found(desk), key=lambda left: left.saved)}
    return sorted(found.values(), key=lambda left: left.saved, reverse=True)


def offer(desk: Desk) -> list[str] | None:
    """Show what was left unfinished, and where somebody sits there, ask what to do with it.

    Returns:
        The arguments that take one up again, for the program to be run with; None where none is.
    """
    left = unfinished(desk)
    if not left:
        return None
    say(desk, Piece("You left this unfinished", "strong"), *columns([row(one) for one in left], width=desk.width), "")
    if desk.can_ask:
        return _ask(desk, left)
    say(desk, *(f"  {shlex.join(['fsworkbook', *one.arguments])}" for one in left), "")
    return None


def _ask(desk: Desk, left: list[Left]) -> list[str] | None:
    from fsworkbook.cli.talk.asking import Asker  # noqa: PLC0415 - prompt_toolkit, only to ask
    from fsworkbook.cli.talk.ways import Back  # noqa: PLC0415 - likewise

    asker = Asker.at(desk)
    shown = {str(place): one for place, one in enumerate(left[:_MOST])}
    while shown:
        titles = {place: _title(one) for place, one in shown.items()}
        try:
            choice = asker.one("Take one up?", {**titles, _NOTHING: "not now"}, default=next(iter(shown)))
        except Back:
            return None
        if choice is None or choice == _NOTHING:
            return None
        with suppress(Back):
            ways = {_GO_ON: "Go on with it, or read it first", _DROP: "Drop it"}
            if asker.one("What would you like to do?", ways, default=_GO_ON) == _GO_ON:
                return shown[choice].arguments
            if asker.yes("Drop it, for good?", default=False):
                one = shown.pop(choice)
                one.drafts.drop(one.draft.name)
                tell(desk, "Dropped.")
    return None


def _found(desk: Desk) -> Iterator[Left]:
    from fsworkbook.cli.talk.keeping import FAMILY, own_place  # noqa: PLC0415 - not for --help
    from fsworkbook.store.drafts import Drafts  # noqa: PLC0415 - likewise
    from fsworkbook.store.folder import Folder  # noqa: PLC0415 - likewise

    for path in _families(desk):
        yield from _in(desk, Drafts(path / ".git" / "fsworkbook" / "drafts", Folder(path).recorded), str(path))
    mine = own_place(desk)
    if not mine.is_dir():
        return
    yield from _in(desk, Drafts(mine), "")
    for place in sorted(entry for entry in mine.iterdir() if entry.is_dir()):
        for draft in Drafts(place).list():
            family = str(draft.data.get(FAMILY, ""))
            found = Drafts(place, Folder(desk.path(family)).recorded)
            yield from (left for left in _in(desk, found, family) if left.draft.name == draft.name)


def _in(desk: Desk, drafts: Drafts, family: str) -> list[Left]:
    from fsworkbook.cli.talk.keeping import BY  # noqa: PLC0415 - not for --help

    if not drafts.folder.is_dir():
        return []
    found = [draft for draft in drafts.list() if _holds(draft.data)]
    by = [str(draft.data.get(BY, "")) for draft in found]
    return [
        Left(drafts, draft, family, key if key != desk.settings.key else "")
        for draft, key in zip(found, by, strict=True)
    ]


def _families(desk: Desk) -> list[Path]:
    """Return the families whose drafts are looked for: the caseload's, the current one, and where one stands."""
    from pathlib import Path  # noqa: PLC0415 - not for --help

    from fsworkbook.cli.frame.choosing import caseload, family_paths, standing_in  # noqa: PLC0415 - likewise

    found: list[Path] = []
    try:
        found += family_paths(caseload(desk))
        found += [Path(desk.settings.current)] if desk.settings.current else []
    except WorkbookError:
        pass  # what is wrong with the settings is said by the first command that needs them
    inside = standing_in(desk.cwd)
    return list(dict.fromkeys([*found, *([inside] if inside else [])]))


def _holds(data: Mapping[str, Any]) -> bool:
    """Return whether anything was said in it."""
    return bool(data.get("visited")) or any((data.get("typing") or {}).values())


def _title(left: Left) -> str:
    return clean(left.draft.title) or left.draft.name


def row(left: Left) -> tuple[str, ...]:
    """Return what a list shows of it: its title, when it was kept last, how many answers it holds."""
    from fsworkbook.cli.talk.keeping import PROMPT  # noqa: PLC0415 - not for --help
    from fsworkbook.workbook.clock import british, spoken  # noqa: PLC0415 - likewise

    when = left.saved.astimezone(british())
    names = {*left.draft.data.get("visited", ()), *left.draft.data.get("typing", ())}
    count = len({str(name).partition(PROMPT)[0] for name in names})
    return _title(left), f"{spoken(when.date())}, {when:%H:%M}", "1 answer" if count == 1 else f"{count} answers"
