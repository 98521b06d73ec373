"""What git follows to the last commit: HEAD and the branches, after a power cut empty or full of nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from fsworkbook.errors import StoreTrouble
from fsworkbook.store import files
from fsworkbook.store.soundness.finding import BROKEN, LOOK, Finding, Inspected, Mend

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

BRANCH: Final = "refs/heads/main"
"""The branch that a family's history is kept on."""

_OID: Final = re.compile(rb"[0-9a-f]{40}(?:[0-9a-f]{24})?\n?")
_LINK: Final = re.compile(rb"ref: (refs/[\x21-\x7e]+)\n?")
_PACKED: Final = re.compile(rb"#[\x20-\x7e]*|\^?[0-9a-f]{40,64}(?: refs/[\x21-\x7e]+)?")
_POWER: Final = "So a power cut leaves it."


def check(case: Inspected) -> list[Finding]:
    """Return a finding for HEAD, and for each branch, that git cannot follow."""
    found = list(_packed(case))
    if _read(case.inside / "HEAD", _LINK) is None and _read(case.inside / "HEAD", _OID) is None:
        found.append(_head(case))
    found += [_branch(case, path) for path in _unreadable(case.inside)]
    named = branch(case.inside)
    if not found and named and not known(case.inside, named) and _logged(case.inside, named):
        found.append(_gone(case, named))
    return found


def branch(inside: Path) -> str:
    """Return the branch that HEAD names (`refs/heads/main`); "" where it names none."""
    found = _read(inside / "HEAD", _LINK)
    return found[1].decode() if found else ""


def known(inside: Path, name: str) -> bool:
    """Return whether there is a branch of that name."""
    return (inside / name).is_file() or name in _in_pack(inside)


def whole(case: Inspected, commit: str) -> bool:
    """Return whether a commit is there with all that it holds and follows."""
    return case.git.attempt("rev-list", "--objects", "--quiet", commit, "--").worked


def last_whole(case: Inspected, name: str) -> str:
    """Return the newest commit that is whole, of those that the branch is known to have been at, else of all.

    Raises:
        StoreTrouble: there is none.
    """
    for commit in dict.fromkeys([*_logged(case.inside, name), *_logged(case.inside, "HEAD"), *_commits(case)]):
        if whole(case, commit):
            return commit
    raise StoreTrouble(
        "No commit of the history is whole. Take the folder again from a colleague or from a backup, and keep this one."
    )


def clean_logs(case: Inspected, *, unwhole: bool = False) -> None:
    """Take out of git's own diary of each branch what names a commit that is lost; the diary is kept aside.

    Args:
        case: the folder.
        unwhole: whether to take out, too, the newest lines up to the first whose commit is whole.
    """
    for path in sorted(path for path in (case.inside / "logs").rglob("*") if path.is_file()):
        lines = path.read_bytes().splitlines(keepends=True)
        held = _held(case, [oid for line in lines for oid in line.split(b" ", 2)[:2]])
        kept = [line for line in lines if held.issuperset(line.split(b" ", 2)[:2])]
        while unwhole and kept and not whole(case, kept[-1].split(b" ", 2)[1].decode()):
            kept.pop()
        if kept != lines:
            case.aside.copy(path)
            files.put(path, b"".join(kept), case.inside)


def _held(case: Inspected, oids: Iterable[bytes]) -> set[bytes]:
    """Return those of some ids that are commits which the folder holds, and the id of no commit."""
    asked = list(dict.fromkeys(oid for oid in oids if _OID.fullmatch(oid)))
    said = case.git.attempt("cat-file", "--batch-check=%(objecttype)", feed=b"".join(oid + b"\n" for oid in asked))
    kinds = said.output.split(b"\n")
    return {oid for oid, kind in zip(asked, kinds, strict=False) if kind == b"commit" or not oid.strip(b"0")}


def _head(case: Inspected) -> Finding:
    text = "The file that says which branch the history is on (.git/HEAD) is empty or damaged."
    mend = Mend("Write it anew?", lambda: _write_head(case), True)
    return Finding("head-unreadable", BROKEN, text, f"{_POWER} Nothing of the history itself is touched.", mend)


def _write_head(case: Inspected) -> str:
    name = _likely(case.inside)
    case.aside.move(case.inside / "HEAD")
    files.put(case.inside / "HEAD", f"ref: {name}\n".encode(), case.inside)
    return f"The history is on the branch {_short(name)} again."


def _likely(inside: Path) -> str:
    """Return the branch that HEAD must have named: main, or else the only one that there is."""
    loose = [path.relative_to(inside).as_posix() for path in (inside / "refs" / "heads").rglob("*") if path.is_file()]
    names = sorted({*loose, *(name for name in _in_pack(inside) if name.startswith("refs/heads/"))})
    return names[0] if len(names) == 1 else BRANCH


def _unreadable(inside: Path) -> Iterator[Path]:
    for path in sorted((inside / "refs").rglob("*")):
        if path.is_file() and path.suffix != ".lock" and not _read(path, _OID) and not _read(path, _LINK):
            yield path


def _branch(case: Inspected, path: Path) -> Finding:
    name = path.relative_to(case.inside).as_posix()
    if not name.startswith("refs/heads/"):
        text = f"What git remembers of a colleague’s copy (.git/{name}) is empty or damaged."
        mend = Mend("Move it aside? The next sync fetches it again.", lambda: _drop(case, path), True)
        return Finding("branch-unreadable", LOOK, text, _POWER, mend)
    text = f"The file that says where the history ends (.git/{name}) is empty or damaged."
    advice = f"{_POWER} The last whole commit is looked for; what was recorded after it is still in the folder."
    return Finding("branch-unreadable", BROKEN, text, advice, _set_back(case, name))


def _gone(case: Inspected, name: str) -> Finding:
    text = f"The file that says where the history ends (.git/{name}) is gone."
    advice = "The last whole commit is looked for; what was recorded after it is still in the folder."
    return Finding("branch-unreadable", BROKEN, text, advice, _set_back(case, name))


def _set_back(case: Inspected, name: str) -> Mend:
    return Mend("Let the history end at its last whole commit?", lambda: set_branch(case, name), True)


def set_branch(case: Inspected, name: str) -> str:
    """Let a branch end at its last whole commit, and say so; what cannot be followed is kept aside.

    Raises:
        StoreTrouble: there is none.
    """
    path = case.inside / name
    if _read(path, _OID) is None:
        case.aside.move(path)
    commit = last_whole(case, name)
    case.aside.copy(path)
    files.put(path, f"{commit}\n".encode(), case.inside)
    clean_logs(case, unwhole=True)
    when = case.git.run("log", "-1", "--format=%ad", "--date=format:%d %B %Y, %H:%M", commit).decode().strip()
    return f"The history ends at its last whole commit, of {when.lstrip('0')}."


def _drop(case: Inspected, path: Path) -> str:
    case.aside.move(path)
    return f"{path.name} was moved aside."


def _packed(case: Inspected) -> Iterator[Finding]:
    path = case.inside / "packed-refs"
    lines = path.read_bytes().splitlines() if path.is_file() else []
    if all(_PACKED.fullmatch(line) for line in lines) and (not lines or path.read_bytes().endswith(b"\n")):
        return
    text = "git’s list of branches (.git/packed-refs) is damaged."
    mend = Mend("Keep what can be read of it?", lambda: _keep_readable(case, path), True)
    yield Finding("branches-unreadable", BROKEN, text, f"{_POWER} A branch that it lost is looked for next.", mend)


def _keep_readable(case: Inspected, path: Path) -> str:
    lines = path.read_bytes().splitlines()
    case.aside.move(path)
    files.put(path, b"".join(line + b"\n" for line in lines if _PACKED.fullmatch(line)), case.inside)
    return "What can be read of the list of branches was kept."


def _in_pack(inside: Path) -> set[str]:
    path = inside / "packed-refs"
    lines = path.read_bytes().splitlines() if path.is_file() else []
    return {line.partition(b" ")[2].decode("utf-8", "replace") for line in lines if line[:1] not in (b"#", b"^")}


def _logged(inside: Path, name: str) -> list[str]:
    """Return the commits that a branch was at, the last first."""
    path = inside / "logs" / name
    lines = path.read_bytes().splitlines() if path.is_file() else []
    words = [line.split(b" ", 2)[:2] for line in reversed(lines)]
    oids = [oid for pair in words for oid in reversed(pair) if _OID.fullmatch(oid) and oid.strip(b"0")]
    return [oid.decode() for oid in oids]


def _commits(case: Inspected) -> list[str]:
    """Return every commit that the folder holds, the newest first."""
    listed = case.git.attempt("cat-file", "--batch-all-objects", "--batch-check=%(objecttype) %(objectname)").output
    oids = [line[7:] for line in listed.split(b"\n") if line.startswith(b"commit ")]
    ordered = case.git.attempt("rev-list", "--no-walk=sorted", "--stdin", feed=b"\n".join(oids) + b"\n")
    return ordered.output.decode().split()


def _read(path: Path, pattern: re.Pattern[bytes]) -> re.Match[bytes] | None:
    try:
        return pattern.fullmatch(path.read_bytes())
    except OSError:
        return None


def _short(name: str) -> str:
    return name.removeprefix("refs/heads/")
