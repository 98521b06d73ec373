"""A merge, a rebase or another branch that somebody's own git left the folder on; the way back keeps all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.store import files, lock, recording
from fsworkbook.store.soundness import refs
from fsworkbook.store.soundness.finding import BROKEN, LITERALLY, LOOK, Finding, Inspected, Mend, many

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORK: Final = {
    "MERGE_HEAD": "A merge",
    "rebase-merge": "A rebase",
    "rebase-apply": "A rebase",
    "CHERRY_PICK_HEAD": "A cherry-pick",
    "REVERT_HEAD": "A revert",
    "BISECT_LOG": "A bisection",
}
"""What git leaves in `.git` while such work is unfinished, and its name."""

_BESIDE: Final = (*_WORK, "MERGE_MSG", "MERGE_MODE", "AUTO_MERGE", "SQUASH_MSG", "sequencer", "BISECT_START",
                  "BISECT_NAMES", "BISECT_TERMS", "BISECT_EXPECTED_REV", "BISECT_ANCESTORS_OK")  # fmt: skip
_KEPT: Final = "refs/heads/kept"
_BACK: Final = (
    "Every version stays: what differs is kept aside, and commits that nothing else leads to in a branch of their own."
)


class _Differing(NamedTuple):
    """How git's index differs from the last commit: paths in conflict or changed, and paths that were added."""

    changed: tuple[str, ...]
    added: tuple[str, ...]


def check(case: Inspected) -> list[Finding]:
    """Return a finding where work with git is unfinished, or the folder is not on its main branch."""
    head = case.git.attempt("rev-parse", "--verify", "--quiet", "HEAD").output.decode().strip()
    if not head:
        return []
    work = next((name for marker, name in _WORK.items() if (case.inside / marker).exists()), "")
    if not work and case.git.attempt("ls-files", "--unmerged").output.strip():
        work = "A merge"
    if work:
        text = f"{work} that somebody began with git itself is unfinished, so nothing can be recorded."
        mend = Mend("Undo it, and go back to the main branch?", lambda: back(case))
        return [Finding("unfinished-merge", BROKEN, text, f"“fsworkbook sync” merges by itself. {_BACK}", mend)]
    return _elsewhere(case, head)


def _elsewhere(case: Inspected, head: str) -> list[Finding]:
    name = refs.branch(case.inside)
    if name == refs.BRANCH or (name and not refs.known(case.inside, refs.BRANCH)):
        return []
    ahead = _leads_to(case, refs.BRANCH, head) or not refs.known(case.inside, refs.BRANCH)
    mend = Mend("Go back to the main branch?", lambda: back(case), safe=ahead)
    where = "the main branch is taken along to it." if ahead else _BACK
    if name:
        text = f"The folder is on the branch {name.removeprefix('refs/heads/')}, not on main, which colleagues share."
        return [Finding("other-branch", LOOK, text, f"What is recorded here would not be shared; {where}", mend)]
    text = "The folder is on no branch, but at a commit that somebody looked at, so nothing can be recorded."
    return [Finding("no-branch", BROKEN, text, f"On the way back {where}" if ahead else where, mend)]


def back(case: Inspected) -> str:
    """Bring the folder back to its main branch with nothing unfinished, and say so; nothing is lost.

    Raises:
        StoreTrouble: the folder is being recorded in, or git or the disk failed.
    """
    with lock.held(recording.private_folder(case.root) / "lock", patience=2):
        head = case.git.run("rev-parse", "--verify", "HEAD").decode().strip()
        for commit in dict.fromkeys([*_others(case), head]):
            _keep(case, commit)
        _undo(case)
        for name in _BESIDE:
            case.aside.move(case.inside / name)
        said = _to_main(case, head)
    return f"The folder is on its main branch. {said}".strip()


def _others(case: Inspected) -> list[str]:
    """Return the commits that unfinished work was bringing in."""
    found = []
    for name in ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge/orig-head", "rebase-apply/orig-head"):
        path = case.inside / name
        found += path.read_text("utf-8", errors="replace").split() if path.is_file() else []
    return [oid for oid in found if case.git.attempt("cat-file", "-e", f"{oid}^{{commit}}").worked]


def _keep(case: Inspected, commit: str) -> None:
    """Give a commit that no branch leads to a branch of its own, so that git never clears it away."""
    if case.git.run("for-each-ref", "--contains", commit, "--count=1").strip():
        return
    case.git.run("update-ref", "-m", "fsworkbook", f"{_KEPT}/{case.aside.stamp}-{commit[:7]}", commit)


def _undo(case: Inspected) -> None:
    """Put back what unfinished work changed, as the last commit has it; what somebody edited beside it stays.

    Files that it brought in stay too, where no colleague's copy has them: the next recording takes them in.
    """
    differing = _differing(case)
    fetched = any(_fetched(case, commit) for commit in _others(case))
    for path in (*differing.changed, *differing.added):
        case.aside.copy(case.root / path)
    case.git.run("read-tree", "--reset", "HEAD")
    if differing.changed:
        _check_out(case, "HEAD", differing.changed)
    if fetched:
        for path in differing.added:
            (case.root / path).unlink(missing_ok=True)
    case.git.attempt("update-index", "-q", "--refresh")


def _differing(case: Inspected) -> _Differing:
    fields = (
        case.git.run("diff-index", "--cached", "--no-renames", "--name-status", "-z", "HEAD")
        .decode("utf-8", "surrogateescape")
        .split("\0")
    )
    found = dict(zip(fields[1::2], fields[::2], strict=False))
    unmerged = case.git.run("ls-files", "--unmerged", "-z").decode("utf-8", "surrogateescape").split("\0")
    held = set(_listed(case, "ls-tree", "-r", "--name-only", "-z", "HEAD"))
    names = {*found, *(line.partition("\t")[2] for line in unmerged if line)}
    return _Differing(tuple(sorted(names & held)), tuple(sorted(names - held)))


def _fetched(case: Inspected, commit: str) -> bool:
    return bool(case.git.run("for-each-ref", "--contains", commit, "--count=1", "refs/remotes").strip())


def _to_main(case: Inspected, head: str) -> str:
    """Set HEAD to the main branch and the files with it; return what is to be known about it."""
    if not refs.known(case.inside, refs.BRANCH):
        case.git.run("update-ref", "-m", "fsworkbook", refs.BRANCH, head)
    main = case.git.run("rev-parse", "--verify", refs.BRANCH).decode().strip()
    if _leads_to(case, main, head):
        case.git.run("update-ref", "-m", "fsworkbook", refs.BRANCH, head, main)
        case.git.run("symbolic-ref", "-m", "fsworkbook", "HEAD", refs.BRANCH)
        return ""
    _take_files(case, head, main)
    case.git.run("symbolic-ref", "-m", "fsworkbook", "HEAD", refs.BRANCH)
    if _leads_to(case, head, main):
        return ""
    only = _listed(case, "diff", "--no-renames", "--name-only", "--diff-filter=A", "-z", main, head)
    fresh = [path for path in only if not (case.root / path).exists()]
    for path in fresh:
        files.put(
            case.root / path, case.git.run("cat-file", "blob", f"{head}:{path}"), recording.private_folder(case.root)
        )
    return f"{many(len(fresh), 'file')} that only the other branch had came along, for the next recording to take in."


def _take_files(case: Inspected, head: str, main: str) -> None:
    """Make the folder's files those of the main branch; edits stay where they meet nothing, else are kept aside."""
    if case.git.attempt("read-tree", "-m", "-u", head, main).worked:
        return
    for path in _listed(case, "diff-index", "--no-renames", "--name-only", "-z", "HEAD"):
        case.aside.copy(case.root / path)
    for path in _listed(case, "diff", "--no-renames", "--name-only", "-z", head, main):
        case.aside.copy(case.root / path)
    case.git.run("read-tree", "--reset", "-u", main)


def _check_out(case: Inspected, commit: str, paths: Sequence[str]) -> None:
    feed = "\0".join(paths).encode("utf-8", "surrogateescape")
    case.git.run("checkout", "-q", commit, "--pathspec-from-file=-", "--pathspec-file-nul", feed=feed, extra=LITERALLY)


def _leads_to(case: Inspected, older: str, newer: str) -> bool:
    return case.git.attempt("merge-base", "--is-ancestor", older, newer).worked


def _listed(case: Inspected, *arguments: str) -> list[str]:
    output = case.git.attempt(*arguments).output.decode("utf-8", "surrogateescape")
    return [path for path in output.split("\0") if path]
