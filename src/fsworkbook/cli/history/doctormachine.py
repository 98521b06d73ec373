"""This machine: git, who I am, my caseload's disk, the clock, the terminal, the editor, the signing key."""

from __future__ import annotations

import locale
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fsworkbook import __version__
from fsworkbook.cli.frame.desk import is_terminal
from fsworkbook.errors import BadInput
from fsworkbook.store.soundness import disk, drives, gitversions
from fsworkbook.store.soundness.finding import BROKEN, LOOK, SOUND, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.cli.frame.desk import Desk

_FIRST_YEAR: Final = 2025
_LAST_YEAR: Final = 2100
_EDITORS: Final = ("VISUAL", "EDITOR")


def check(desk: Desk, load: Path | None) -> list[Finding]:
    """Return what is found on this machine, the sound included; `load` is the folder of my families."""
    found = [Finding("program", SOUND, f"fsworkbook {__version__} on {_python()}"), gitversions.check()]
    try:
        settings = desk.settings
    except BadInput as problem:
        text = f"{str(problem)[:1].upper()}{str(problem)[1:]}"
        return [*found, Finding("settings", BROKEN, text), *_clock(desk), *_terminal(desk)]
    named = desk.env.get("FSWORKBOOK_CASELOAD") or settings.caseload
    found += [*_who(settings.name, settings.key, named), *_caseload(desk, load, named), *_clock(desk), *_terminal(desk)]
    return [*found, _editor(desk), *_signing(settings.signing_key)]


def home(desk: Desk) -> Path:
    """Return the home folder of whoever sits here."""
    return Path(desk.env.get("HOME") or Path.home())


def _python() -> str:
    return f"Python {sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"


def _who(name: str, key: str, load: str) -> Iterator[Finding]:
    if key:
        yield Finding("who", SOUND, f"You are {name or key} ({key}); git needs no name of its own")
        return
    where = "" if load else ", nor where your families are"
    advice = "“fsworkbook setup” asks once. What you record carries that name; git needs none of its own."
    yield Finding("who", LOOK, f"Nobody has said yet who you are{where}.", advice)


def _caseload(desk: Desk, load: Path | None, named: str) -> Iterator[Finding]:
    if load is None:
        if named:
            text = f"Your caseload is not there: {named}."
            yield Finding("caseload", BROKEN, text, "Plug in its disk, or say with “fsworkbook setup” where it is.")
        elif desk.settings.key:
            advice = "“fsworkbook setup” asks for it, and makes it."
            yield Finding("caseload", LOOK, "Nobody has said yet in which folder your families are.", advice)
        return
    trouble = [*drives.check(load, desk.env, home(desk), "Your caseload"), *disk.check(load, "Your caseload")]
    place = f"Your families are in {short(desk, load)}"
    yield from [Finding("caseload", SOUND, place), *trouble] if trouble else [disk.place_line(load, place)]


def _clock(desk: Desk) -> Iterator[Finding]:
    from fsworkbook.workbook.clock import british  # noqa: PLC0415 - it may be what fails

    try:
        zone = british()
    except (KeyError, OSError, ValueError):  # zoneinfo's own is a KeyError
        advice = "Deadlines end at British midnight. Install it: pip install tzdata"
        yield Finding("time-zones", BROKEN, "This machine knows nothing of British time.", advice)
        zone = UTC  # type: ignore[assignment] # the clock can be looked at all the same
    now = datetime.now(zone)
    if not _FIRST_YEAR <= now.year < _LAST_YEAR:
        text = f"This machine’s clock says {now.day} {now:%B %Y}."
        yield Finding("clock", BROKEN, text, "Set it: every record carries the moment in which it was made.")
    elif not desk.set_clock:
        yield Finding("clock", SOUND, f"It is {now:%A} {now.day} {now:%B %Y, %H:%M} in Britain")
    if desk.set_clock:
        advice = "That is for training families. Before you record in any other: unset FSWORKBOOK_NOW"
        yield Finding("set-clock", LOOK, "The clock is set by hand (FSWORKBOOK_NOW).", advice)


def _terminal(desk: Desk) -> Iterator[Finding]:
    encoding = (getattr(desk.stdout, "encoding", "") or "utf-8").lower().replace("_", "-")
    if is_terminal(desk.stdout) and encoding not in {"utf-8", "utf8", "utf-8-sig"}:
        advice = "Use a terminal that speaks UTF-8: on Windows, Windows Terminal; elsewhere, LANG=en_GB.UTF-8"
        text = f"This terminal speaks {encoding}, so names with accents are shown with question marks."
        yield Finding("terminal", LOOK, text, f"What is recorded is whole all the same. {advice}")
        return
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, "")
    except locale.Error:
        said = next((desk.env[key] for key in ("LC_ALL", "LC_CTYPE", "LANG") if desk.env.get(key)), "")
        text = f"This machine does not have the language settings that it asks for ({said})."
        yield Finding("locale", LOOK, text, "Install them, or set LANG=C.UTF-8; nothing is lost meanwhile.")
        return
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    yield Finding("terminal", SOUND, "Letters of every language can be shown (UTF-8)")


def _editor(desk: Desk) -> Finding:
    from fsworkbook.cli.talk.editor import chosen  # noqa: PLC0415 - beside its only use

    try:
        command = chosen(desk)
    except BadInput:
        return Finding("editor", SOUND, "Long answers are typed here; no editor was found, and none is needed")
    if shutil.which(command[0]):
        return Finding("editor", SOUND, f"Long answers can be written in {Path(command[0]).name}")
    where = next((name for name in _EDITORS if desk.env.get(name, "").strip()), "“fsworkbook setup”")
    text = f"The editor {command[0]}, which {where} names, is not on this machine."
    return Finding(
        "editor", LOOK, text, "Name another: fsworkbook setup --editor nano. Long answers can be typed here."
    )


def _signing(key: str) -> Iterator[Finding]:
    if not key:
        return
    from fsworkbook.store.signatures import obstacle  # noqa: PLC0415 - most people sign nothing

    trouble = obstacle(Path(key))
    if trouble:
        text = f"Your signing key cannot sign: {trouble}"
        yield Finding("signing", LOOK, text, "What you record is unsigned until then; an approval may be refused.")
    else:
        yield Finding("signing", SOUND, f"Your signing key can sign ({Path(key).name})")


def short(desk: Desk, path: Path) -> str:
    """Return a path with one's home as `~`."""
    try:
        return str(Path("~") / path.relative_to(home(desk)))
    except ValueError:
        return str(path)
