"""Look before running git: a folder that somebody else prepared must not run their programs.

A copied folder's `.git/config` can make `git status`, `git add` or `git commit` start anything (engines.md). So its
keys are held against a list of harmless ones, and whatever is not on it is refused, by name. This stands in for git's
own question of who owns the folder, which a shared disk cannot answer.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fsworkbook.errors import StoreTrouble
from fsworkbook.store import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

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
ATTRIBUTES: Final = "info/attributes"
"""The attributes file of a clone, in its `.git`."""

PINNED: Final = b"* -text -ident -filter !eol !working-tree-encoding\n"
"""What stands there: every file is kept byte for byte."""

BORROWED: Final = ("objects/info/alternates", "objects/info/http-alternates")
"""Files in `.git` that let objects lie in another repository."""

_HARMLESS_WORDS: Final = frozenset(
    {"-text", "binary", "-diff", "-merge", "-crlf", "-filter", "-ident", "-eol", "!eol", "!working-tree-encoding"}
)
_TELLING: Final = frozenset({".gitattributes", ".gitignore"})
_MOST: Final = 1 << 20
_BARE: Final = 2
"""How many links a folder without folders in it has, on disks that count them."""

# Patterns that only a shared or an odd folder needs are made when it does: the first one takes four milliseconds.
_UNSEEN: Final = "[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
_ADDRESS: Final = r"(?s:(?:https|ssh|file)://.*|[A-Za-z]:[\\/].*|(?![A-Za-z][A-Za-z0-9+.-]*://)[^-:][^:]*(?::(?!:).*)?)"
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
    for path in odd_files(inside):
        raise StoreTrouble(
            f"{folder.name}/.git/{_printable(path)} is a link to another place, or no plain file. "
            "Take the whole folder again from a colleague, or from a backup."
        )
    for name in BORROWED:
        if (inside / name).exists():
            raise StoreTrouble(
                f"{folder.name}/.git/{name} lets its history lie in another folder. "
                "Take the whole folder again from a colleague: `git clone --no-local` copies all of it."
            )
    data = files.take(inside / "config", _MOST)
    entries = plain_entries(data)
    check_entries(folder.name, git_entries(ask_git()) if entries is None else entries)
    for path in (f".git/{ATTRIBUTES}", *_looked_through(folder)):
        _check_attributes_file(folder, path)


def pin(folder: Path) -> None:
    """Make the clone's own attributes say that text stays as it was typed, which no other attributes file outweighs.

    The folder's own could come back out of git's index, where `check` does not look.

    Raises:
        StoreTrouble: the file cannot be written.
    """
    place = folder / ".git" / ATTRIBUTES
    try:
        if files.take(place, _MOST) == PINNED:
            return
    except FileNotFoundError:
        pass
    except OSError as problem:
        raise files.trouble(place, problem) from None
    files.put(place, PINNED, folder / ".git" / "fsworkbook")


def check_private(private: Path) -> None:
    """Refuse a `.git/fsworkbook` that leads elsewhere, or holds anything but plain files.

    Raises:
        StoreTrouble: it does; the message names it.
    """
    found = next(_odd(private, "", deep=True), None) if private.is_dir() and not private.is_symlink() else None
    if private.is_symlink() or found:
        name = f"fsworkbook/{_printable(found)}" if found else "fsworkbook"
        raise StoreTrouble(
            f"{private.parent.parent.name}/.git/{name} leads elsewhere, or is no plain file. Remove it and try again."
        )


def odd_files(inside: Path) -> Iterator[str]:
    """Yield what in a `.git` is a link, a pipe or a device: git would follow it out of the folder, or wait at it.

    Hooks are never run, and one by one the stored objects are git's own affair: neither is looked through.
    """
    yield from _odd(inside, "", deep=False)
    for name in ("fsworkbook", "info", "logs", "objects/info", "objects/pack", "refs"):
        if (inside / name).is_dir():
            yield from _odd(inside / name, f"{name}/", deep=True)
    if (inside / "objects").is_dir():
        yield from _odd(inside / "objects", "objects/", deep=False)


def _odd(place: Path, prefix: str, *, deep: bool) -> Iterator[str]:
    with os.scandir(place) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if deep:
                    yield from _odd(Path(entry.path), f"{prefix}{entry.name}/", deep=True)
            elif not entry.is_file(follow_symlinks=False):
                yield prefix + entry.name


def _looked_through(folder: Path) -> Iterator[str]:
    """Yield the folder's attributes files, wherever they lie.

    Raises:
        StoreTrouble: a folder in it is a repository of its own, whose files git would leave out, or a file by which
            git is told something is none.
    """
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        folders, others = _names(f"{folder}/{prefix}")
        for name in folders:
            if prefix or name != ".git":
                _refuse_nested(folder, prefix, name)
                waiting.append(f"{prefix}{name}/")
        for name in others:
            if name[:1] == "." or "~" in name:
                _refuse_nested(folder, prefix, name)
            if name.casefold() in _TELLING and not stat.S_ISREG(os.lstat(folder / prefix / name).st_mode):
                raise StoreTrouble(
                    f"{folder.name}/{_printable(prefix + name)} is a link or no plain file, and git reads it. "
                    "Take it away and try again."
                )
            if name.casefold() == ".gitattributes":
                yield prefix + name


def _names(place: str) -> tuple[list[str], list[str]]:
    """Return the names of the folders in a place, and of what else may be more than a record.

    Ten thousand records are not asked one by one what they are: a folder's count of links tells on most disks that
    none of them is a folder in disguise.
    """
    names = os.listdir(place)  # noqa: PTH208 - strings, on the hot path
    others = [name for name in names if name[-3:] != ".md"]
    folders = [name for name in others if stat.S_ISDIR(os.lstat(f"{place}/{name}").st_mode)]
    if len(others) < len(names) and os.stat(place).st_nlink != _BARE + len(folders):  # noqa: PTH116 - likewise
        with os.scandir(place) as entries:
            folders += [
                entry.name for entry in entries if entry.name[-3:] == ".md" and entry.is_dir(follow_symlinks=False)
            ]
    known = set(folders)
    return folders, [name for name in others if name not in known]


def _means_git(name: str) -> bool:
    """Return whether some system takes a name for `.git`: in capitals, with dots, spaces or unseen marks in it."""
    if len(name) < len(".git"):
        return False
    seen = re.sub(_UNSEEN, "", name).partition(":")[0].rstrip(". ").casefold()
    return seen in {".git", "git~1"}


def _refuse_nested(folder: Path, prefix: str, name: str) -> None:
    if not _means_git(name):
        return
    raise StoreTrouble(
        f"{folder.name}/{_printable(prefix + name)} makes a part of the folder a repository of its own, which git "
        "leaves out of the family's history. Take it away and try again."
    )


def _check_attributes_file(folder: Path, path: str) -> None:
    try:
        data = files.take(folder / path, _MOST)
    except FileNotFoundError:
        return
    check_attributes(f"{folder.name}/{_printable(path)}", data.decode("utf-8", errors="replace"))


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
        if last in {"url", "pushurl"} and not re.fullmatch(_ADDRESS, value):
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
        if words[0].startswith("[attr]") or not _HARMLESS_WORDS.issuperset(words[1:]):
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
