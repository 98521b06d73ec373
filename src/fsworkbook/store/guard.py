"""Look before running git: a folder that somebody else prepared must not run their programs.

A copied folder's `.git/config` can make `git status`, `git add` or `git commit` start anything (engines.md). So its
keys are held against a list of harmless ones, and whatever is not on it is refused, by name. This stands in for git's
own question of who owns the folder, which a shared disk cannot answer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from fsworkbook.errors import StoreTrouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    Entry = tuple[str, str]
    """A key in git's own spelling (`remote.origin.url`) and its value."""

_HARMLESS: Final = frozenset({
    "branch.*.merge",
    "branch.*.rebase",
    "branch.*.remote",
    "commit.gpgsign",
    "core.autocrlf",
    "core.bare",
    "core.eol",
    "core.filemode",
    "core.hidedotfiles",
    "core.ignorecase",
    "core.logallrefupdates",
    "core.precomposeunicode",
    "core.preloadindex",
    "core.repositoryformatversion",
    "core.safecrlf",
    "core.sharedrepository",
    "core.splitindex",
    "core.symlinks",
    "core.untrackedcache",
    "extensions.objectformat",
    "feature.manyfiles",
    "gc.auto",
    "gpg.format",
    "index.version",
    "pull.ff",
    "pull.rebase",
    "push.default",
    "remote.*.fetch",
    "remote.*.pushurl",
    "remote.*.url",
    "user.email",
    "user.name",
    "user.signingkey",
})  # fmt: skip
_ATTRIBUTES: Final = frozenset({"-text", "binary", "-diff", "-merge", "-crlf", "-filter", "-ident", "-eol"})
_ADDRESS: Final = re.compile(
    r"(?:https|ssh|file)://.*|[A-Za-z]:[\\/].*|(?![A-Za-z][A-Za-z0-9+.-]*://)[^-:][^:]*(?::(?!:).*)?", re.DOTALL
)
REDIRECTS: Final = ("commondir", "config.worktree", "gitdir")
"""Files in `.git` that lead git to another place."""


_SECTION: Final = re.compile(r'\[([A-Za-z0-9-]+)(?: +"([^"\\]*)")?\]')
_PAIR: Final = re.compile(r"([A-Za-z][A-Za-z0-9-]*)(?: *= *(.*))?")


def check(folder: Path, ask_git: Callable[[], bytes]) -> None:
    """Look through a family's folder before git runs in it.

    Args:
        folder: the family's folder.
        ask_git: returns `git config --file .git/config --no-includes -z --list`; asked only where the file is not
            written plainly enough to be read here without doubt.

    Raises:
        StoreTrouble: something could start a program, change bytes or lead elsewhere; the message names it.
    """
    inside = folder / ".git"
    if inside.is_symlink() or not inside.is_dir():
        raise StoreTrouble(
            f"{folder.name} has no history of its own: its .git is missing or leads elsewhere. "
            "Take the whole folder again from a colleague, or from a backup."
        )
    for name in REDIRECTS:
        if (inside / name).exists():
            raise StoreTrouble(
                f"{folder.name}/.git/{name} leads git to another place. Take the whole folder again from a colleague."
            )
    if (inside / "fsworkbook").is_symlink():
        raise StoreTrouble(f"{folder.name}/.git/fsworkbook leads elsewhere. Remove that link and try again.")
    data = (inside / "config").read_bytes()
    entries = plain_entries(data)
    check_entries(folder.name, git_entries(ask_git()) if entries is None else entries)
    for place in (".gitattributes", ".git/info/attributes"):
        file = folder / place
        if file.is_file():
            check_attributes(f"{folder.name}/{place}", file.read_text("utf-8", errors="replace"))


def check_entries(name: str, entries: Iterable[Entry]) -> None:
    """Hold the keys of a folder's git configuration against the harmless ones.

    Raises:
        StoreTrouble: one is not among them, or a colleague's address is of a kind that can run a program.
    """
    for key, value in entries:
        section, _, rest = key.partition(".")
        middle, _, last = rest.rpartition(".")
        if (f"{section}.*.{last}" if middle else key) not in _HARMLESS:
            raise StoreTrouble(
                f"{name}/.git/config sets `{_printable(key)}`, which could run a program or change what is kept. "
                "Take it out of that file if you do not know it, or ask whoever gave you the folder."
            )
        if last in {"url", "pushurl"} and not _ADDRESS.fullmatch(value):
            raise StoreTrouble(
                f"{name}/.git/config sets `{_printable(key)}` to an address that is no file, ssh or https address. "
                "Put it right, or take it out of that file."
            )


def check_attributes(name: str, text: str) -> None:
    """Hold a git attributes file against what leaves bytes as they were typed.

    Raises:
        StoreTrouble: a line could change what is kept; the message names file and line.
    """
    for number, line in enumerate(text.split("\n"), start=1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if words[0].startswith("[attr]") or not _ATTRIBUTES.issuperset(words[1:]):
            raise StoreTrouble(
                f"{name}, line {number}, could change what is kept. It should say only `* -text`; put it right."
            )


def plain_entries(data: bytes) -> tuple[Entry, ...] | None:
    """Return the entries of a configuration that is written plainly, or None where only git can tell.

    Without a backslash a line of git's is a line, so line by line is faithful; anything out of the ordinary is left
    to git, at the price of one more process.
    """
    if any(char in data for char in (b"\\", b"\0")):
        return None
    try:
        text = data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None
    if "\r" in text or text.startswith("\ufeff"):
        return None
    try:
        return tuple(_plain(text))
    except _NotPlainError:
        return None


def git_entries(output: bytes) -> tuple[Entry, ...]:
    """Return the entries that `git config -z --list` printed."""
    found = (entry.partition("\n") for entry in output.decode("utf-8", errors="replace").split("\0") if entry)
    return tuple((key, value) for key, _, value in found)


class _NotPlainError(ValueError):
    pass


def _plain(text: str) -> Iterator[Entry]:
    section = ""
    for raw in text.split("\n"):
        line = raw.strip(" \t")
        if not line or line[0] in "#;":
            continue
        if found := _SECTION.fullmatch(line):
            section = found[1].lower() + (f".{found[2]}" if found[2] is not None else "")
        elif section and (found := _PAIR.fullmatch(line)):
            yield f"{section}.{found[1].lower()}", _unquoted(found[2] or "")
        else:
            raise _NotPlainError


def _unquoted(value: str) -> str:
    if any(char in value for char in '"#;'):
        raise _NotPlainError
    return value


def _printable(key: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in key)[:80]
