"""What the folder holds beside its commits: files taken away, edits by hand, conversations left unfinished."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.errors import StoreTrouble
from fsworkbook.store import commits, files, recording
from fsworkbook.store.building import ATTRIBUTES, IGNORED
from fsworkbook.store.drafts import Drafts
from fsworkbook.store.folder import Folder
from fsworkbook.store.soundness import junk
from fsworkbook.store.soundness.finding import BROKEN, LITERALLY, LOOK, SOUND, Finding, Inspected, Mend, many

if TYPE_CHECKING:
    from collections.abc import Sequence

_OWN: Final = {".gitattributes": ATTRIBUTES, ".gitignore": IGNORED}
_SHOWN: Final = 5


def check(case: Inspected) -> list[Finding]:
    """Return what was taken away from the folder, and what the next recording takes in."""
    try:
        edits = commits.state(case.git).edits
    except StoreTrouble:  # it is on no branch or in a merge, which is a finding of its own
        return []
    new = {_name(edit.path) for edit in edits if edit.state == "new"}
    gone = [edit.path for edit in edits if edit.state == "gone"]
    # A file that was moved to another folder is a record as before, and a drive's copy that is taken away is no loss.
    lost = [path for path in gone if _name(path) not in new and not junk.is_copy(path)]
    found = [_lost(case, lost)] if lost else []
    found += [_own(case, name) for name in _OWN if not (case.root / name).exists() and name not in lost]
    others = [edit.path for edit in edits if edit.path not in lost and not junk.is_copy(edit.path)]
    if others:
        them = "it" if len(others) == 1 else "them"
        text = f"{many(len(others), 'file')} edited by hand; the next recording takes {them} in"
        found.append(Finding("edits-by-hand", SOUND, text))
    return found


def unfinished(case: Inspected) -> list[Finding]:
    """Return the conversations that were left, and drafts that cannot be read."""
    folder = Folder(case.root)
    drafts = Drafts(case.private / "drafts")
    left = [draft for draft in drafts.list() if not any(folder.has(record) for record in draft.ids)]
    found = [
        Finding(
            "draft",
            SOUND,
            f"Left unfinished: {draft.title or draft.name}, kept since {draft.saved.day} {draft.saved:%B}",
            "The command that began it takes it up again.",
        )
        for draft in left
    ]
    for name in drafts.damaged():
        text = f"The draft {name} cannot be read."
        advice = f"It is left as it is, in .git/fsworkbook/drafts/{name}.json; any editor shows what can be read."
        mend = Mend("Keep it aside?", lambda name=name: _put_aside(case, name))  # type: ignore[misc] # mypy's lambda
        found.append(Finding("draft-damaged", LOOK, text, advice, mend))
    return found


def _lost(case: Inspected, paths: Sequence[str]) -> Finding:
    named = ", ".join(paths[:_SHOWN]) + (f" and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else "")
    verb = "is" if len(paths) == 1 else "are"
    text = f"{many(len(paths), 'file')} of the history {verb} missing from the folder: {named}."
    advice = (
        "The next recording would take that for meant. A record that should not count is withdrawn with "
        "“fsworkbook strike”, which says why and keeps it."
    )
    mend = Mend("Put them back from the history?", lambda: _restore(case, paths), True)
    return Finding("files-missing", BROKEN, text, advice, mend)


def _restore(case: Inspected, paths: Sequence[str]) -> str:
    missing = [path for path in paths if not (case.root / path).exists()]
    if missing:
        feed = "\0".join(missing).encode("utf-8", "surrogateescape")
        case.git.run(
            "checkout", "-q", "HEAD", "--pathspec-from-file=-", "--pathspec-file-nul", feed=feed, extra=LITERALLY
        )
    return f"{many(len(missing), 'file was', 'files were')} put back."


def _own(case: Inspected, name: str) -> Finding:
    text = f"{name} is missing, which {_PURPOSE[name]}."
    mend = Mend("Write it again?", lambda: _write(case, name), True)
    return Finding("own-file-missing", LOOK, text, "The next recording takes it in.", mend)


_PURPOSE: Final = {
    ".gitattributes": "keeps git from changing what was typed",
    ".gitignore": "keeps what editors leave lying about out of the history",
}


def _write(case: Inspected, name: str) -> str:
    if not (case.root / name).exists():
        files.put(case.root / name, _OWN[name], recording.private_folder(case.root))
    return f"{name} was written."


def _put_aside(case: Inspected, name: str) -> str:
    case.aside.move(case.private / "drafts" / f"{name}.json")
    return f"It lies in {case.aside.shown}."


def _name(path: str) -> str:
    return path.rpartition("/")[2]
