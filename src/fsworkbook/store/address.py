"""Where a family is shared: a bare folder, ssh://, host:path or https://, looked over before git sees it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final, Literal, NamedTuple

from fsworkbook.errors import BadInput

Kind = Literal["folder", "ssh", "https"]

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://(.*)", re.DOTALL)
_HOST: Final = r"[A-Za-z0-9][A-Za-z0-9._-]*"
_REMOTE: Final = re.compile(rf"(?:([^@/:\s]+)@)?(\[[0-9A-Fa-f:.]+\]|{_HOST})(?::[0-9]{{1,5}})?(/[^?#]*)")
_SHORT: Final = re.compile(rf"(?:([A-Za-z0-9._-]+)@)?({_HOST}):(?!//)([^:].*)", re.DOTALL)
_DRIVE: Final = re.compile(r"[A-Za-z]:[\\/]")
_HELPER: Final = re.compile(r"[A-Za-z0-9+.-]+::")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_TAKES: Final = "Give a folder on a shared disk, or the address that your git server shows, for ssh or https."


class Address(NamedTuple):
    """An address as git takes it.

    Attributes:
        kind: how it is reached.
        text: the address; a folder's is absolute.
        host: the server's name; "" for a folder.
        name: the last part of it, without `.git`: what the family is called there.
    """

    kind: Kind
    text: str
    host: str
    name: str

    @property
    def folder(self) -> Path:
        """The folder that it is."""
        return Path(self.text)


def read(typed: str, where: Path) -> Address:
    """Return the address that somebody typed, standing in `where`.

    Raises:
        BadInput: it is none that a family can be shared at.
    """
    text = typed.strip()
    if not text or text.startswith("-") or _CONTROL.search(text) or _HELPER.match(text):
        raise BadInput(f"That is no address to share at. {_TAKES}")
    if found := _SCHEME.fullmatch(text):
        return _with_scheme(found[1].lower(), found[2], where)
    short = _SHORT.fullmatch(text)
    if short and not _DRIVE.match(text) and "/" not in text.partition(":")[0]:
        if short[3].startswith("-"):
            raise BadInput(f"That is no address to share at. {_TAKES}")
        return Address("ssh", text, short[2], _named(short[3]))
    return _folder(text, where)


def stored(text: str) -> Address:
    """Return an address that a family's folder keeps.

    Raises:
        BadInput: it is none that this program kept.
    """
    return read(text, Path(os.sep))


def _with_scheme(scheme: str, rest: str, where: Path) -> Address:
    if scheme == "file":
        return _folder(rest, where)
    if scheme == "http":
        raise BadInput("An http address sends everything for anybody to read. Use the https address of that server.")
    if scheme not in {"ssh", "https"}:
        raise BadInput(f"An address that begins with {scheme}:// cannot be shared at. {_TAKES}")
    found = _REMOTE.fullmatch(rest)
    if scheme == "https" and "@" in rest.partition("/")[0] and ":" in rest.partition("@")[0]:
        raise BadInput("Leave the password out of the address, where others could read it; git asks for it by itself.")
    if found is None or found[3].strip("/") == "" or found[3].lstrip("/").startswith("-"):
        raise BadInput(f"That is no whole address. {_TAKES}")
    kind: Kind = "https" if scheme == "https" else "ssh"
    return Address(kind, f"{scheme}://{rest}", found[2], _named(found[3]))


def _folder(text: str, where: Path) -> Address:
    try:
        path = os.path.abspath(where / Path(text).expanduser())  # noqa: PTH100 - a link keeps its name
    except (RuntimeError, ValueError):
        raise BadInput(f"That is no folder to share at. {_TAKES}") from None
    return Address("folder", path, "", _named(path))


def _named(path: str) -> str:
    return re.split(r"[/\\:]", path.rstrip("/\\"))[-1].removesuffix(".git")
