"""Ways in which a folder breaks: each breaks it with real files and real git, and says what the doctor must find.

`check` is the finding's name; `safe` is what is mended where nobody can be asked; `arguments` are
what it takes to find it.
"""

import os
from typing import NamedTuple

from fsworkbook.store import arrival, commits, pending
from fsworkbook.store.codec import encode
from fsworkbook.store.layout import path_of
from tests.doctor.conftest import BEGUN, PRIYA, make_record, old


class Break(NamedTuple):
    breaks: object
    check: str
    safe: bool = True
    arguments: tuple = ()


def place_of(patient, name="HEAD"):
    oid = patient.git("rev-parse", name)
    return patient.git_folder / "objects" / oid[:2] / oid[2:]


def a_record(patient):
    return next(iter(sorted((patient.path / "notes").glob("*.md"))))


def put(path, data):
    if path.exists():
        path.chmod(0o600)
    path.write_bytes(data)


def lock_left(name):
    def breaks(patient):
        put(patient.git_folder / name, b"")
        old(patient.git_folder / name)

    return breaks


def written(name, data):
    return lambda patient: put(patient.git_folder / name, data)


def cut_short(name):
    def breaks(patient):
        place = patient.git_folder / name
        put(place, place.read_bytes()[: place.stat().st_size // 2])

    return breaks


def branch_gone(patient):
    (patient.git_folder / "refs/heads/main").unlink()


def branch_and_diary_gone(patient):
    (patient.git_folder / "refs/heads/main").write_bytes(b"\0" * 41)
    for path in (patient.git_folder / "logs").rglob("*"):
        if path.is_file():
            path.unlink()


def packed_refs_damaged(patient):
    patient.git("pack-refs", "--all")
    place = patient.git_folder / "packed-refs"
    put(place, place.read_bytes()[:30] + b"\0" * 40)


def index_gone(patient):
    (patient.git_folder / "index").unlink()


def index_split(breaks):
    """A long family's index is written in two parts; one of them breaks."""

    def both(patient):
        patient.git("update-index", "--split-index")
        (part,) = patient.git_folder.glob("sharedindex.*")
        breaks(part)

    return both


def objects_empty(patient):
    """What a power cut leaves of the last recording: its commit, folders and file are there, and empty."""
    names = ("HEAD", "HEAD^{tree}", f"HEAD:notes/{a_record(patient).name}")
    for place in [place_of(patient, name) for name in names]:
        put(place, b"")


def blob_gone(patient):
    place_of(patient, f"HEAD:notes/{a_record(patient).name}").unlink()


def tree_gone(patient):
    place_of(patient, "HEAD:notes").unlink()


def tip_gone(patient):
    place_of(patient).unlink()


def bits_flipped(patient):
    place = place_of(patient, "HEAD:family.toml")
    data = bytearray(place.read_bytes())
    data[len(data) // 2] ^= 0x40
    put(place, bytes(data))


def record_deleted(patient):
    a_record(patient).unlink()


def record_removed_by_git(patient):
    patient.git("rm", "-q", f"notes/{a_record(patient).name}")


def everything_deleted(patient):
    for path in (*patient.path.rglob("*.md"), patient.path / "family.toml", patient.path / ".gitattributes"):
        path.unlink()


def never_had_attributes(patient):
    patient.git("rm", "-q", ".gitattributes", ".gitignore")
    patient.git("commit", "-q", "-m", "away")


def family_cut(patient):
    place = patient.path / "family.toml"
    place.write_bytes(place.read_bytes()[:-20])


def family_committed_broken(patient):
    family_cut(patient)
    patient.git("commit", "-qam", "by hand")


def record_cut(patient):
    place = a_record(patient)
    place.write_bytes(place.read_bytes()[:40])


def record_nothing(patient):
    place = a_record(patient)
    place.write_bytes(b"\0" * place.stat().st_size)


def setting(key, value):
    return lambda patient: patient.git("config", key, value)


def attributes_filter(patient):
    (patient.path / ".gitattributes").write_text("*.md filter=evil\n", encoding="utf-8")


def leads_elsewhere(patient):
    (patient.git_folder / "commondir").write_text("/somewhere/else\n", encoding="utf-8")


def linked(patient):
    (patient.git_folder / "description").symlink_to("/etc/hostname")


def _other(patient):
    """Make a branch with a record of its own that meets main's change to the same file."""
    patient.git("switch", "-q", "-c", "other")
    family = patient.path / "family.toml"
    text = family.read_text(encoding="utf-8")
    family.write_text(text.replace("# who is who", "# theirs"), encoding="utf-8")
    record = make_record("From the other branch.\n")
    (patient.path / "notes" / f"{record.id}.md").write_bytes(encode(record))
    patient.git("add", "-A")
    patient.git("commit", "-q", "-m", "theirs")
    patient.records.add(record.id)
    patient.git("switch", "-q", "main")
    family.write_text(text.replace("# who is who", "# ours"), encoding="utf-8")
    patient.git("commit", "-qam", "ours")


def merge_unfinished(patient):
    _other(patient)
    patient.git("merge", "-q", "other", check=False)
    assert "<<<<<<<" in (patient.path / "family.toml").read_text(encoding="utf-8")


def rebase_unfinished(patient):
    _other(patient)
    patient.git("rebase", "-q", "other", check=False)
    assert (patient.git_folder / "rebase-merge").is_dir()


def cherry_pick_unfinished(patient):
    _other(patient)
    patient.git("cherry-pick", "other", check=False)


def looked_at_earlier(patient):
    patient.git("checkout", "-q", "HEAD~2")


def looked_at_earlier_and_went_on(patient):
    patient.git("checkout", "-q", "HEAD~2")
    record = make_record("Recorded on no branch.\n")
    (patient.path / "notes" / f"{record.id}.md").write_bytes(encode(record))
    patient.git("add", "-A")
    patient.git("commit", "-q", "-m", "on no branch")
    patient.records.add(record.id)


def no_branch_ahead(patient):
    patient.git("checkout", "-q", "--detach")
    patient.git("commit", "-q", "--allow-empty", "-m", "more")


def other_branch(patient):
    _other(patient)
    patient.git("switch", "-q", "other")


def journal_left(patient):
    """A recording that was killed after its journal and before its files."""
    record = make_record("Cut off.\n")
    message = commits.message("note · 2025-03-04", "note", PRIYA, [record.id])
    entry = pending.Entry(str(path_of(record)), encode(record))
    head = patient.git("rev-parse", "HEAD")
    journal = pending.Journal(head, (entry,), (record.id,), message, commits.Signature.of(PRIYA, BEGUN))
    place = patient.git_folder / "fsworkbook" / pending.NAME
    put(place, journal.encode())
    old(place)
    patient.records.add(record.id)


def journal_damaged(patient):
    journal_left(patient)
    place = patient.git_folder / "fsworkbook" / pending.NAME
    put(place, place.read_bytes()[:60])
    old(place)
    patient.records = patient.ids()


def taking_in_cut_off(patient):
    """Colleagues' work that was being taken in when the program was killed: a journal, and nothing moved yet."""
    record = make_record("From a colleague.\n")
    (patient.path / "notes" / f"{record.id}.md").write_bytes(encode(record))
    patient.git("add", "-A")
    patient.git("commit", "-q", "-m", "theirs")
    after = patient.git("rev-parse", "HEAD")
    patient.git("reset", "-q", "--hard", "HEAD~1")
    place = patient.git_folder / "fsworkbook" / arrival.NAME
    put(place, f"{patient.git('rev-parse', 'HEAD')}\n{after}\n".encode())
    old(place)
    patient.records.add(record.id)


def drive_copies(patient):
    first = a_record(patient)
    first.with_name(f"{first.stem} (Priya's conflicted copy 2025-03-05).md").write_bytes(first.read_bytes())
    first.with_name(f"{first.stem}-DESKTOP-4711.md").write_bytes(first.read_bytes() + b"More.\n")
    (patient.path / "family.sync-conflict-20250305-101010-ABCDEFG.toml").write_bytes(b"format = 1\n")


def drive_copies_in_git(patient):
    head = (patient.git_folder / "refs/heads/main").read_bytes()
    (patient.git_folder / "refs/heads/main (conflicted copy)").write_bytes(head)


def draft_damaged(patient):
    place = patient.git_folder / "fsworkbook" / "drafts"
    place.mkdir()
    (place / "note-priya.json").write_bytes(b'{"title": "no')


BREAKS = {
    "index.lock": Break(lock_left("index.lock"), "stale-lock"),
    "HEAD.lock": Break(lock_left("HEAD.lock"), "stale-lock"),
    "config.lock": Break(lock_left("config.lock"), "stale-lock"),
    "branch lock": Break(lock_left("refs/heads/main.lock"), "stale-lock"),
    "HEAD empty": Break(written("HEAD", b""), "head-unreadable"),
    "HEAD cut short": Break(written("HEAD", b"ref: ref"), "head-unreadable"),
    "HEAD nothing": Break(written("HEAD", b"\0" * 21), "head-unreadable"),
    "branch empty": Break(written("refs/heads/main", b""), "branch-unreadable"),
    "branch nothing": Break(written("refs/heads/main", b"\0" * 41), "branch-unreadable"),
    "branch gone": Break(branch_gone, "branch-unreadable"),
    "branch and diary gone": Break(branch_and_diary_gone, "branch-unreadable"),
    "packed branches": Break(packed_refs_damaged, "branches-unreadable"),
    "index cut short": Break(cut_short("index"), "index-damaged"),
    "index nothing": Break(written("index", b"\0" * 200), "index-damaged"),
    "index gone": Break(index_gone, "index-damaged"),
    "index in two, one gone": Break(index_split(lambda part: part.unlink()), "index-damaged"),
    "index in two, one damaged": Break(index_split(lambda part: put(part, part.read_bytes()[:99])), "index-damaged"),
    "objects empty": Break(objects_empty, "history-damaged"),
    "file of the history gone": Break(blob_gone, "history-damaged"),
    "folder of the history gone": Break(tree_gone, "history-damaged"),
    "last commit gone": Break(tip_gone, "history-damaged"),
    "bits flipped": Break(bits_flipped, "history-damaged", arguments=("--full",)),
    "record deleted": Break(record_deleted, "files-missing"),
    "record removed by git": Break(record_removed_by_git, "files-missing"),
    "everything deleted": Break(everything_deleted, "files-missing"),
    "attributes never there": Break(never_had_attributes, "own-file-missing"),
    "family cut short": Break(family_cut, "family-unreadable", safe=False),
    "family committed broken": Break(family_committed_broken, "family-unreadable", safe=False),
    "record cut short": Break(record_cut, "record-unreadable", safe=False),
    "record nothing": Break(record_nothing, "record-unreadable", safe=False),
    "fsmonitor": Break(setting("core.fsmonitor", "touch /tmp/x"), "git-setting", safe=False),
    "filter": Break(setting("filter.evil.clean", "touch \\ x"), "git-setting", safe=False),
    "include": Break(setting("include.path", "../../x"), "git-setting", safe=False),
    "settings empty": Break(written("config", b""), "git-settings-unreadable"),
    "settings nothing": Break(written("config", b"\0" * 90), "git-settings-unreadable"),
    "attributes with a filter": Break(attributes_filter, "attributes", safe=False),
    "commondir": Break(leads_elsewhere, "leads-elsewhere", safe=False),
    "a link": Break(linked, "leads-elsewhere", safe=False),
    "merge unfinished": Break(merge_unfinished, "unfinished-merge", safe=False),
    "rebase unfinished": Break(rebase_unfinished, "unfinished-merge", safe=False),
    "cherry-pick unfinished": Break(cherry_pick_unfinished, "unfinished-merge", safe=False),
    "at an earlier commit": Break(looked_at_earlier, "no-branch", safe=False),
    "at an earlier commit, and on": Break(looked_at_earlier_and_went_on, "no-branch", safe=False),
    "ahead of main, on no branch": Break(no_branch_ahead, "no-branch"),
    "on another branch": Break(other_branch, "other-branch", safe=False),
    "journal left": Break(journal_left, "unfinished-recording"),
    "taking in cut off": Break(taking_in_cut_off, "unfinished-sync"),
    "journal damaged": Break(journal_damaged, "damaged-journal"),
    "drive copies": Break(drive_copies, "drive-copies", safe=False),
    "drive copies in git": Break(drive_copies_in_git, "drive-copies-in-git"),
    "draft damaged": Break(draft_damaged, "draft-damaged", safe=False),
}
if os.name == "nt":
    del BREAKS["a link"]
