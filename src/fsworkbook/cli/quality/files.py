"""Looking at a text file: once, from standard input, or again whenever an open editor saves it."""

from __future__ import annotations

import time
from pathlib import PurePath
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.cli.frame.desk import is_terminal
from fsworkbook.cli.frame.output import Piece, emit_json, emit_text, say
from fsworkbook.errors import BadInput
from fsworkbook.practice.wordlists import STOP, WARN
from fsworkbook.workbook.plainness.checking import Checker, Checkup

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fsworkbook.cli.frame.calling import Call
    from fsworkbook.cli.frame.desk import Desk
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.quality.looking import Asked
    from fsworkbook.cli.quality.matching import Lines
    from fsworkbook.workbook.plainness.passage import Passage
    from fsworkbook.workbook.record import Record

_STDIN: Final = "-"
_PAUSE: Final = 0.4
"""Seconds between two looks at a file that is watched."""


class _Bench(NamedTuple):
    """What a file is held against.

    Attributes:
        desk: where it is said.
        sitting: the family whose names are known; None where there is none.
        checker: the lints.
        role: the role of whoever looks, or "".
        guarding: finds what is kept from whom the file is for, or None.
    """

    desk: Desk
    sitting: Sitting | None
    checker: Checker
    role: str
    guarding: Callable[[Passage], list[tuple[int, int, str]]] | None = None


def look_at(call: Call, asked: Asked) -> int:
    """Look at a file and say what was found; returns 1 where anything is a warning or stops a copy.

    Raises:
        BadInput: there is no such file, or it is no text.
    """
    what = asked.what or _STDIN
    if asked.watch and what == _STDIN:
        raise BadInput("--watch needs a file: what is read in cannot be looked at again.")
    bench = _bench(call, asked)
    if asked.watch:
        return _watch(call, bench, call.desk.path(what), asked)
    text = _typed(call.desk) if what == _STDIN else _read(call.desk.path(what), what)
    return _say(call, bench, text, what, asked)


def _bench(call: Call, asked: Asked) -> _Bench:
    from fsworkbook.cli.frame.choosing import practice  # noqa: PLC0415 - not for --help

    sitting = _family(call, asked)
    if sitting is None:
        return _Bench(call.desk, None, Checker(practice(call.desk)), call.desk.settings.role)
    records, _ = sitting.folder.records()
    role = sitting.member.role if sitting.member else ""
    guarding = _guarding(sitting, asked.whom) if asked.whom else None
    return _Bench(call.desk, sitting, Checker(sitting.practice, sitting.family, records), role, guarding)


def _family(call: Call, asked: Asked) -> Sitting | None:
    """Return the family whose names are known; none is needed unless one was named."""
    try:
        return call.sit()
    except BadInput:
        if call.family or call.as_ or asked.whom:
            raise
        return None


def _guarding(sitting: Sitting, whom: str) -> Callable[[Passage], list[tuple[int, int, str]]]:
    from fsworkbook.cli.disclosing.copying import edition_for  # noqa: PLC0415 - only where it is for somebody
    from fsworkbook.cli.disclosing.stopping import first_name  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.disclosure.guarding import Guard  # noqa: PLC0415 - likewise

    found = edition_for(sitting, whom, None)
    guard = Guard(found.guarded)
    who = first_name(sitting, found)

    def hits(passage: Passage) -> list[tuple[int, int, str]]:
        return [(hit.start, hit.end, f"{hit.restriction} keeps it from {who}.") for hit in guard.hits(passage.text)]

    return hits


def _say(call: Call, bench: _Bench, text: str, name: str, asked: Asked) -> int:
    checkup, lines = _looked_at(bench, text, name)
    desk = bench.desk
    if call.json:
        from fsworkbook.cli.quality.checkdata import checked  # noqa: PLC0415 - only for programs

        family = bench.sitting.family.name if bench.sitting else None
        emit_json(desk, "check", family, None, {"file": name, **checked(checkup, lines)})
    elif asked.plain or not is_terminal(desk.stdout):
        from fsworkbook.cli.quality.matching import line_of  # noqa: PLC0415 - only for programs

        say(desk, *(line_of(finding, name, lines) for finding in checkup.findings))
    else:
        from fsworkbook.cli.quality.checklines import page  # noqa: PLC0415 - only for a screen

        known = f" · held against the names of {bench.sitting.family.surname}" if bench.sitting else ""
        say(desk, [Piece(name, "strong"), Piece(known, "quiet")])
        say(desk, *page(checkup, bench.checker.checked.lints, desk.width))
    return int(bool(checkup.of(STOP, WARN)))


def _looked_at(bench: _Bench, text: str, name: str) -> tuple[Checkup, Lines]:
    """Return what is found in a file, and where its parts begin; a record's file is read as the record that it is."""
    from fsworkbook.cli.quality.matching import Lines  # noqa: PLC0415 - not for --help

    record = _as_record(text, name)
    if record is None:
        return _checkup(bench, text), Lines.of_text(text)
    checkup = bench.checker.record(record)
    return checkup, Lines.of_file(text, checkup)


def _as_record(text: str, name: str) -> Record | None:
    if not text.startswith("+++"):
        return None
    from fsworkbook.store.codec import decode  # noqa: PLC0415 - only for a record's file

    try:
        return decode(PurePath(name).stem, text.encode("utf-8"))
    except BadInput:
        return None  # it is being written: its front matter is looked at as text until it is whole


def _checkup(bench: _Bench, text: str) -> Checkup:
    found = list(bench.checker.text(text, role=bench.role, paper=True))
    passage = bench.checker.passage(text)
    guarded = bench.checker.lint("guarded")
    if bench.guarding is not None and guarded is not None:
        from fsworkbook.workbook.plainness.finding import Finding  # noqa: PLC0415 - beside its only use

        for start, end, why in bench.guarding(passage):
            words = text[start:end]
            found.append(Finding(guarded.id, "", STOP, start, end, words, why, guarded.instead))
    found.sort(key=lambda one: (one.start, one.end))
    return Checkup(tuple(found), len(passage.words), (("", text),))


# Beside an open editor


def _watch(call: Call, bench: _Bench, path: Path, asked: Asked) -> int:
    """Look again whenever the file changes, until somebody stops it; a file that is away for a moment is waited for."""
    name = asked.what or ""
    seen: tuple[int, int] | None = None
    _read(path, name)  # a file that is not there at all is said at once
    try:
        while True:
            now = _stamp(path)
            if now is not None and now != seen:
                seen = now
                _again(call, bench, path, name, asked)
            time.sleep(_PAUSE)
    except KeyboardInterrupt:
        return 0


def _again(call: Call, bench: _Bench, path: Path, name: str, asked: Asked) -> None:
    try:
        text = _read(path, name)
    except BadInput:
        return  # an editor that writes anew takes it away for a moment
    desk = bench.desk
    on_screen = is_terminal(desk.stdout) and not asked.plain
    if on_screen and desk.env.get("TERM") != "dumb":
        emit_text(desk, "\x1b[H\x1b[2J\x1b[3J")
    elif not call.json:
        say(desk, f"Looking at {name} …")
    _say(call, bench, text, name, asked)
    if on_screen:
        from fsworkbook.workbook.clock import british  # noqa: PLC0415 - beside its only use

        now = desk.now().astimezone(british())
        say(desk, "", Piece(f"{now:%H:%M:%S}  Looked at again whenever it is saved; Ctrl+C ends it.", "quiet"))
    elif not call.json:
        say(desk, f"Looked at {name}.")


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _read(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise BadInput(f"there is no file {name}.") from None
    except IsADirectoryError:
        raise BadInput(f"{name} is a folder. check takes a text file.") from None
    except UnicodeDecodeError:
        raise BadInput(f"{name} is not UTF-8 text. Save it as Markdown or plain text.") from None
    except OSError as error:
        raise BadInput(f"{name} cannot be read: {error.strerror}.") from None


def _typed(desk: Desk) -> str:
    buffer = getattr(desk.stdin, "buffer", None)
    try:
        return buffer.read().decode("utf-8-sig") if buffer is not None else desk.stdin.read()
    except UnicodeDecodeError:
        raise BadInput("standard input is not UTF-8 text.") from None
