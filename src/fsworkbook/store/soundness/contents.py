"""Who is who, and the records: whether each can be read, and the last committed version of those that cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.errors import WorkbookError
from fsworkbook.store import codec, files, recording, tables
from fsworkbook.store.folder import Folder
from fsworkbook.store.layout import FAMILY_FILE
from fsworkbook.store.soundness import junk
from fsworkbook.store.soundness.finding import BROKEN, Finding, Inspected, Mend, many
from fsworkbook.workbook.registry import read_family

if TYPE_CHECKING:
    from collections.abc import Callable

_EARLIER: Final = "Or the last version that reads is put back, and this one kept aside."
_ASIDE: Final = "The last version that reads is then put back, and this one kept aside."
_SHOWN: Final = 20
_VERSIONS: Final = 50


def check(case: Inspected, *, history: bool) -> list[Finding]:
    """Return a finding for family.toml, and for each record, that cannot be read.

    Args:
        case: the folder.
        history: whether the history can be asked for an earlier version.
    """
    return [*_family(case, history=history), *_records(case, history=history)]


def count(case: Inspected) -> int:
    """Return how many records can be read."""
    return len(Folder(case.root).records()[0])


def _family(case: Inspected, *, history: bool) -> list[Finding]:
    path = case.root / FAMILY_FILE
    if not path.exists():
        return []

    def reads(data: bytes) -> None:
        read_family(tables.parse(data), case.root.name)

    try:
        reads(files.take(path))
    except OSError as problem:
        return [Finding("family-unreadable", BROKEN, f"{FAMILY_FILE} cannot be opened: {files.reason(problem)}.")]
    except WorkbookError as problem:
        mend = _earlier(case, FAMILY_FILE, reads) if history else None
        advice = _ASIDE if mend else ""
        return [Finding("family-unreadable", BROKEN, str(problem), advice, mend)]
    return []


def _records(case: Inspected, *, history: bool) -> list[Finding]:
    faults = [fault for fault in Folder(case.root).records()[1] if not junk.is_copy(fault.path)]
    found = []
    for fault in faults[:_SHOWN]:
        stem = fault.path.rpartition("/")[2].removesuffix(".md")

        def reads(data: bytes, stem: str = stem) -> None:
            codec.decode(stem, data)

        mend = _earlier(case, fault.path, reads) if history else None
        advice = f"The rest of the workbook reads without it. {_EARLIER if mend else ''}".strip()
        found.append(Finding("record-unreadable", BROKEN, str(fault), advice, mend))
    if len(faults) > _SHOWN:
        text = f"{many(len(faults) - _SHOWN, 'more file')} cannot be read."
        found.append(Finding("record-unreadable", BROKEN, text, "They are listed once these are put right."))
    return found


def _earlier(case: Inspected, path: str, reads: Callable[[bytes], object]) -> Mend | None:
    """Return the mend that puts back the last committed version that reads; None where there is none."""
    found = _last_good(case, path, reads)
    if found is None:
        return None
    when, data = found
    return Mend(f"Put back the version of {when}?", lambda: _put_back(case, path, data))


def _last_good(case: Inspected, path: str, reads: Callable[[bytes], object]) -> tuple[str, bytes] | None:
    shape = ("--format=%H %ad", "--date=format:%d %B %Y, %H:%M", f"--max-count={_VERSIONS}")
    listed = case.git.attempt("log", *shape, "HEAD", "--", f":(top,literal){path}").output.decode()
    for line in listed.splitlines():
        commit, _, when = line.partition(" ")
        blob = case.git.attempt("cat-file", "blob", f"{commit}:{path}")
        if not blob.worked:
            continue
        try:
            reads(blob.output)
        except WorkbookError:
            continue
        return when.lstrip("0"), blob.output
    return None


def _put_back(case: Inspected, path: str, data: bytes) -> str:
    place = case.root / path
    if (
        not place.is_symlink()
        and place.is_file()
        and place.stat().st_size == len(data)
        and files.take(place, len(data)) == data
    ):
        return f"{path} was put back already."
    case.aside.move(place)
    files.put(place, data, recording.private_folder(case.root))
    return f"{path} was put back as it was; the other one lies in {case.aside.shown}."
