"""Opening a file that another team handed over: unpacked, verified, and marked as a copy that is only read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fsworkbook.cli.frame import choosing
from fsworkbook.cli.frame.output import say, tell, wrap
from fsworkbook.cli.history.verifying import verify_one
from fsworkbook.errors import BadInput
from fsworkbook.store import joining
from fsworkbook.workbook.naming import folder_name
from fsworkbook.workbook.registry import read_family

if TYPE_CHECKING:
    from pathlib import Path

    from fsworkbook.cli.frame.calling import Call


def open_file(call: Call, file: Path, name: str | None, sha256: str | None) -> int:
    """Open a file that another team handed over, look whether it is whole, and say what it is; return the exit code.

    Raises:
        BadInput: it is damaged, another one than was meant, or no workbook; nothing was made.
        StoreTrouble: the disk or git failed, or it could harm this computer; nothing was made.
    """
    desk = call.desk
    load = choosing.caseload(desk, call.caseload)
    folder, known = joining.take_over(file, load, _called(name), desk.today(), _digits(sha256))
    say(desk, str(folder.path))
    code = verify_one(desk, folder.path)
    family = read_family(folder.table(), folder.name)
    _tell_opened(call, family.surname + (" (made up)" if family.training else ""), folder.name, known.sha256, sha256)
    return code


def _called(name: str | None) -> str:
    if name and folder_name(name) != name:
        raise BadInput("What should the folder be called? Give it a name in small letters: fsworkbook join FILE NAME.")
    return name or ""


def _digits(sha256: str | None) -> str:
    typed = "".join((sha256 or "").lower().split())
    if sha256 is not None and not re.fullmatch("[0-9a-f]{64}", typed):
        raise BadInput("--sha256 takes the 64 digits that the other team told you. Nothing was opened.")
    return typed


def _tell_opened(call: Call, surname: str, called: str, digest: str, asked: str | None) -> None:
    desk = call.desk
    lines = [f"{surname} is here to be read. Nothing is recorded in this copy, and nothing is due in it."]
    if asked:
        lines.append("The file is the one that you were told of: its sha256 is the same.")
    else:
        lines.append(f"Compare with what the other team tells you: sha256 {digest}")
    tell(desk, *(line for text in lines for line in wrap(text, desk.width)))
    tell(desk, f"  fsworkbook show --family {called}     reads what was recorded")
    tell(desk, f"  fsworkbook report --family {called}   makes its papers")
