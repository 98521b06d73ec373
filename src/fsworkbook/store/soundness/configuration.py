"""The folder's own git settings: whether one could run a program, change bytes or lead elsewhere (guard.py)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from fsworkbook.errors import StoreTrouble
from fsworkbook.store import files, guard
from fsworkbook.store.building import ATTRIBUTES
from fsworkbook.store.soundness.finding import BROKEN, Finding, Inspected, Mend

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PLAIN: Final = "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n\tlogallrefupdates = true\n"
_ADDRESS: Final = re.compile(
    rb'^\[remote "([A-Za-z0-9._-]+)"\]\s*$|^\s*(url|fetch)\s*=\s*([\x21-\x7e]+)\s*$', re.MULTILINE
)
_TRUSTED: Final = "Nothing in the folder is run meanwhile. If you do not know it, let it be taken out."


def check(case: Inspected) -> list[Finding]:
    """Return what must be put right before git may run in the folder; nothing else can be looked at until then."""
    if case.inside.is_symlink() or not case.inside.is_dir():
        return [_no_history(case)]
    found = [_redirect(case, case.inside / name) for name in guard.REDIRECTS if (case.inside / name).exists()]
    found += [_odd(case, case.inside / path) for path in guard.odd_files(case.inside)]
    if found:  # a pipe would be waited at, and a link be followed, by whatever looks further
        return found
    found += _settings(case)
    for name in (".gitattributes", f".git/{guard.ATTRIBUTES}"):
        found += _attributes(case, case.root / name)
    return found or _refused(case)


def _refused(case: Inspected) -> list[Finding]:
    """Return whatever else there is that keeps git from being run here (guard.py)."""
    try:
        guard.check_private(case.private)
        case.git.look()
    except StoreTrouble as problem:
        return [Finding("refused", BROKEN, str(problem), _TRUSTED.partition(". ")[0] + ".")]
    return []


def _odd(case: Inspected, path: Path) -> Finding:
    name = path.relative_to(case.root).as_posix()
    text = f"{name} is a link to another place, or no plain file, and git would follow it."
    # What leads away from the place where things are kept aside cannot be kept there.
    mend = None if path == case.private else Mend("Move it aside?", lambda: _moved(case, path))
    return Finding("leads-elsewhere", BROKEN, text, _TRUSTED if mend else "Remove it, and look again.", mend)


def _no_history(case: Inspected) -> Finding:
    text = f"{case.root.name} has no history of its own: its .git is missing or leads elsewhere."
    advice = (
        "Its files can still be read. Take the whole folder again from a colleague (“fsworkbook join”) or from a "
        "backup, under another name, and keep this one until both have been compared."
    )
    return Finding("no-history", BROKEN, text, advice)


def _redirect(case: Inspected, path: Path) -> Finding:
    text = f".git/{path.name} leads git to another place."
    mend = Mend("Move it aside?", lambda: _moved(case, path))
    return Finding("leads-elsewhere", BROKEN, text, _TRUSTED, mend)


def _moved(case: Inspected, path: Path) -> str:
    case.aside.move(path)
    return f"{path.name} was moved aside."


def _settings(case: Inspected) -> list[Finding]:
    """Return a finding for each setting that is not known to be harmless."""
    try:
        data = (case.inside / "config").read_bytes()
        entries = guard.plain_entries(data)
        entries = guard.git_entries(case.git.settings()) if entries is None else entries
    except (OSError, StoreTrouble):
        return [_unreadable(case)]
    if not data.strip():
        return [_unreadable(case)]
    found: dict[str, Finding] = {}
    for entry in entries:
        try:
            guard.check_entries(case.root.name, [entry])
        except StoreTrouble:
            found.setdefault(entry[0], _setting(case, entry[0]))
    return list(found.values())


def _setting(case: Inspected, key: str) -> Finding:
    shown = "".join(char if char.isprintable() else "?" for char in key)[:80]
    text = f"The folder’s git settings hold `{shown}`, which could run a program or change what is kept."
    mend = Mend(f"Take `{shown}` out of .git/config?", lambda: _forget(case, key, shown))
    return Finding("git-setting", BROKEN, text, _TRUSTED, mend)


def _forget(case: Inspected, key: str, shown: str) -> str:
    case.aside.copy(case.inside / "config")
    case.git.forget(key)
    return f"`{shown}` was taken out."


def _unreadable(case: Inspected) -> Finding:
    text = "The folder’s git settings (.git/config) are missing, empty or damaged."
    advice = (
        "They are written anew as this program writes them; the address that the folder is shared at is taken over."
    )
    mend = Mend("Write them anew?", lambda: _write_anew(case), True)
    return Finding("git-settings-unreadable", BROKEN, text, advice, mend)


def _write_anew(case: Inspected) -> str:
    path = case.inside / "config"
    data = path.read_bytes() if path.is_file() else b""
    case.aside.move(path)
    files.put(path, (_PLAIN + "".join(_addresses(data))).encode(), case.inside)
    return ".git/config was written anew."


def _addresses(data: bytes) -> Iterator[str]:
    """Yield what a damaged file says of where the folder is shared, as far as that is harmless."""
    name = ""
    for found in _ADDRESS.finditer(data):
        if found[1]:
            name = found[1].decode()
            continue
        key, value = found[2].decode(), found[3].decode()
        try:
            guard.check_entries("", [(f"remote.{name}.{key}", value)])
        except StoreTrouble:
            continue
        if name and not set(value) & set('"\\#;'):
            yield f'[remote "{name}"]\n\t{key} = {value}\n'


def _attributes(case: Inspected, path: Path) -> list[Finding]:
    if not path.is_file():
        return []
    name = path.relative_to(case.root).as_posix()
    try:
        guard.check_attributes(name, path.read_text("utf-8", errors="replace"))
    except StoreTrouble as problem:
        mend = Mend(f"Keep {name} aside, and let it say only that?", lambda: _plain_attributes(case, path))
        return [Finding("attributes", BROKEN, str(problem), _TRUSTED, mend)]
    return []


def _plain_attributes(case: Inspected, path: Path) -> str:
    case.aside.move(path)
    if path.parent == case.root:
        files.put(path, ATTRIBUTES, case.inside)
    return f"{path.name} was put right."
