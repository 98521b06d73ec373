"""Sharing through a bare folder: what goes out, what comes, and what happens when colleagues meet."""

import os
import threading
from contextlib import suppress

import pytest

from fsworkbook.errors import BadInput, StoreTrouble
from fsworkbook.store import address, joining, remote, sync
from fsworkbook.store.folder import Folder
from fsworkbook.store.git import Git
from fsworkbook.workbook.differences import open_in
from fsworkbook.workbook.ledger import ledger
from tests.sync.conftest import FAMILY, change, contents, edit, git, note, record, share


def settled(*folders):
    """Hold that folders are the same, whole, and as their last commit says."""
    first = contents(folders[0])
    for folder in folders:
        assert contents(folder) == first
        assert git(folder, "status", "--porcelain") == ""
        assert not [line for line in git(folder, "fsck", "--no-dangling").splitlines() if line]
        assert not folder.records()[1]


def test_records_go_out_and_come_and_say_from_whom(team):
    priya, tom = team.of("priya", "tom")
    ours, theirs = record(priya, "priya", 3), record(tom, "tom", 2)
    assert set(share(priya).sent) == set(ours)
    done = share(tom, "tom")
    assert (set(done.sent), set(done.received), done.tries) == (set(theirs), set(ours), 1)
    assert set(share(priya).received) == set(theirs)
    again = share(tom, "tom")
    assert (again.sent, again.received, again.head) == ((), (), done.head)
    settled(priya, tom)


def test_a_merge_is_a_commit_with_both_sides_and_the_trailers_of_who_synced(team):
    priya, tom = team.of("priya", "tom")
    record(priya)
    record(tom, "tom")
    share(priya)
    share(tom, "tom")
    merge = tom.history(1)[0]
    assert (merge.action, merge.key, merge.role, len(merge.parents)) == ("sync", "tom", "children-family-worker", 2)


def test_edits_by_hand_are_committed_first_and_shared(team):
    priya, tom = team.of("priya", "tom")
    (priya.path / "notes" / "loose.md").parent.mkdir(exist_ok=True)
    (priya.path / "notes" / "loose.md").write_text("typed by hand")
    text = priya.family_text().replace('Ashdown"\npart', 'Ashdown-Smith"\npart', 1)
    (priya.path / "family.toml").write_text(text)
    done = share(priya)
    assert {edit.path for edit in done.hand_edits} == {"notes/loose.md", "family.toml"}
    share(tom, "tom")
    assert "Ashdown-Smith" in tom.family_text()
    settled_but_for_the_fault(priya, tom)


def settled_but_for_the_fault(*folders):
    assert len({tuple(contents(folder).items()) for folder in folders}) == 1


def test_who_is_who_meets_value_by_value_with_remarks_kept(team):
    priya, tom = team.of("priya", "tom")
    edit(priya, "priya", "person", "kerry", faith="none")
    edit(tom, "tom", "person", "kerry", language="English")
    edit(tom, "tom", "household", "h-kerry", members=["kerry"])
    share(priya)
    assert not share(tom, "tom").differences
    share(priya)
    table = priya.table()
    assert (table["person"][0]["faith"], table["person"][0]["language"]) == ("none", "English")
    assert table["household"][0]["members"] == ["kerry"]
    for remark in ("# Who is who. This remark stays.", "# The family, and people close to it.", "# asked in February"):
        assert remark in priya.family_text()
    settled(priya, tom)


def test_two_values_for_one_thing_leave_the_shared_one_standing_and_a_note(team):
    priya, tom, ruth = team.of("priya", "tom", "ruth")
    edit(priya, "priya", "person", "kerry", communication="A plan on her phone")
    edit(tom, "tom", "person", "kerry", communication="Letters")
    share(priya)
    note_id = share(tom, "tom").differences[0]
    share(ruth, "ruth")
    assert ruth.table()["person"][0]["communication"] == "A plan on her phone"
    (found,) = open_in(ledger(ruth.records()[0]))
    assert found.note == note_id
    assert found.difference.path == ("person", "kerry", "communication")
    assert (found.difference.shared, found.difference.other) == ("A plan on her phone", "Letters")
    assert (found.shared_by, found.other_by) == ("priya", "tom")
    assert ruth.record(note_id).about == ("kerry",)
    share(priya)
    settled(priya, tom, ruth)


def test_a_family_toml_that_cannot_be_read_never_takes_the_place_of_one_that_can(team):
    priya, tom = team.of("priya", "tom")
    edit(priya, "priya", "person", "kerry", faith="none")
    share(priya)
    (tom.path / "family.toml").write_text(FAMILY + "\nthis is = = not TOML")
    done = share(tom, "tom")
    assert tom.table()["person"][0]["faith"] == "none"
    (kept,) = (tom.path / "attachments" / done.differences[0]).iterdir()
    assert kept.read_text().endswith("not TOML")
    share(priya)
    settled(priya, tom)


def test_a_family_toml_that_cannot_be_read_is_not_sent(team):
    priya, tom = team.of("priya", "tom")
    (tom.path / "family.toml").write_text(FAMILY + "\nthis is = = not TOML")
    before = git(team.place, "rev-parse", "main")
    with pytest.raises(BadInput, match=r"family.toml, line \d+"):
        share(tom, "tom")
    assert git(team.place, "rev-parse", "main") == before
    (tom.path / "family.toml").write_text(FAMILY)
    share(tom, "tom")
    share(priya)
    settled(priya, tom)


def test_a_broken_family_toml_that_came_by_another_way_is_kept_aside(team, tmp_path):
    (priya,) = team.of("priya")
    other = tmp_path / "other"
    git(tmp_path, "clone", "-q", team.place, other)
    (other / "family.toml").write_text("not = = TOML")
    identity = {
        "GIT_AUTHOR_NAME": "x",
        "GIT_AUTHOR_EMAIL": "x@y.z",
        "GIT_COMMITTER_NAME": "x",
        "GIT_COMMITTER_EMAIL": "x@y.z",
    }
    git(other, "commit", "-qam", "broken", extra=identity)
    git(other, "push", "-q", "origin", "main")
    done = share(priya)
    assert priya.table()["surname"] == "Ashdown"
    assert len(done.differences) == 1
    settled(priya, team.join("tom"))


def test_the_same_file_changed_by_hand_on_both_sides_keeps_the_shared_one_and_the_other_aside(team):
    priya, tom = team.of("priya", "tom")
    (stem,) = record(priya)
    share(priya)
    share(tom, "tom")
    for folder, word in ((priya, "Hers"), (tom, "His")):
        path = folder.path / "notes" / f"{stem}.md"
        path.write_text(path.read_text().replace("She came", word))
    share(priya)
    done = share(tom, "tom")
    assert "Hers" in (tom.path / "notes" / f"{stem}.md").read_text()
    (kept,) = (tom.path / "attachments" / done.differences[0]).iterdir()
    assert "His" in kept.read_text()
    share(priya)
    settled(priya, tom)


def test_a_record_that_one_side_removed_and_the_other_changed_by_hand_stays(team):
    priya, tom = team.of("priya", "tom")
    (stem,) = record(priya)
    share(priya)
    share(tom, "tom")
    (priya.path / "notes" / f"{stem}.md").unlink()
    path = tom.path / "notes" / f"{stem}.md"
    path.write_text(path.read_text().replace("She came", "He came"))
    share(priya)
    share(tom, "tom")
    share(priya)
    assert "He came" in (priya.path / "notes" / f"{stem}.md").read_text()
    settled(priya, tom)


def test_a_file_in_the_place_of_a_colleagues_folder_is_kept_aside(team):
    priya, tom = team.of("priya", "tom")
    (priya.path / "loose").mkdir()
    (priya.path / "loose" / "a.txt").write_text("in a folder")
    (tom.path / "loose").write_text("a file")
    share(priya)
    done = share(tom, "tom")
    assert (tom.path / "loose" / "a.txt").read_text() == "in a folder"
    assert [path.read_text() for path in (tom.path / "attachments" / done.differences[0]).iterdir()] == ["a file"]
    share(priya)
    settled(priya, tom)


def test_a_rewritten_history_is_refused_and_nothing_is_taken(team):
    priya, tom = team.of("priya", "tom")
    record(priya, count=2)
    share(priya)
    share(tom, "tom")
    git(team.place, "update-ref", "refs/heads/main", "main~1")
    record(tom, "tom")
    before = contents(tom)
    for _ in range(2):
        with pytest.raises(StoreTrouble, match="was rewritten") as trouble:
            share(tom, "tom")
        assert trouble.value.exit_code == 4
    assert contents(tom) == before
    git(team.place, "update-ref", "-d", "refs/heads/main")
    with pytest.raises(StoreTrouble, match="was rewritten"):
        share(tom, "tom")


def test_a_shared_folder_refuses_to_be_rewritten(team):
    (priya,) = team.of("priya")
    record(priya)
    share(priya)
    identity = {"GIT_COMMITTER_NAME": "x", "GIT_COMMITTER_EMAIL": "x@y.z"}
    git(priya, "commit", "-q", "--amend", "-m", "changed", "--no-edit", extra=identity)
    head = git(team.place, "rev-parse", "main")
    git(priya, "push", "--force", "origin", "main", check=False)
    git(priya, "push", "origin", ":main", check=False)
    assert git(team.place, "rev-parse", "main") == head


def test_another_family_at_the_address_is_refused_and_forgotten(team, tmp_path):
    (priya,) = team.of("priya")
    (tmp_path / "x").mkdir()
    other = Folder.create(tmp_path / "x" / "bello", FAMILY, change(action="new-family", subject="another"))
    with pytest.raises(StoreTrouble, match="another family"):
        sync.begin(remote.Remote(Git(other.path), team.address), change())
    assert remote.of(Git(other.path)) is None
    place = tmp_path / "bello.git"
    sync.prepare(place)
    sync.begin(remote.Remote(Git(other.path), address.read(str(place), tmp_path)), change())
    record(priya)
    share(priya)


def test_colleagues_who_sync_at_the_same_moment_all_get_through(team):
    folders = dict(zip(("priya", "tom", "ruth", "alison"), team.of("priya", "tom", "ruth", "alison"), strict=True))
    made = {stem for by, folder in folders.items() for stem in record(folder, by, 3)}
    troubles = []

    def run(by, folder):
        try:
            share(folder, by)
        except Exception as trouble:  # noqa: BLE001 - any at all is told below
            troubles.append(trouble)

    threads = [threading.Thread(target=run, args=pair) for pair in folders.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not troubles
    for by, folder in folders.items():
        share(folder, by)
    assert {record.id for record in folders["tom"].records()[0]} == made
    settled(*folders.values())


def test_a_rejected_push_is_tried_again_with_what_came_between(team, monkeypatch):
    priya, tom = team.of("priya", "tom")
    record(priya)
    record(tom, "tom")
    push, late = remote.Remote.push, []

    def overtaken(self, commit):
        if not late:
            late.append(commit)
            monkeypatch.setattr(remote.Remote, "push", push)
            share(tom, "tom")
        return push(self, commit)

    monkeypatch.setattr(remote.Remote, "push", overtaken)
    done = share(priya)
    assert (done.tries, len(done.sent), len(done.received)) == (2, 1, 1)
    share(tom, "tom")
    settled(priya, tom)


def test_links_and_settings_of_gits_that_colleagues_send_are_refused_by_name(team, tmp_path):
    (priya,) = team.of("priya")
    other = tmp_path / "other"
    git(tmp_path, "clone", "-q", team.place, other)
    identity = {
        "GIT_AUTHOR_NAME": "x",
        "GIT_AUTHOR_EMAIL": "x@y.z",
        "GIT_COMMITTER_NAME": "x",
        "GIT_COMMITTER_EMAIL": "x@y.z",
    }
    before = contents(priya)
    (other / "notes").mkdir()
    (other / "notes" / "out.md").symlink_to("/etc/passwd")
    git(other, "add", ".")
    git(other, "commit", "-qm", "link", extra=identity)
    git(other, "push", "-q", "origin", "main")
    with pytest.raises(StoreTrouble, match=r"notes/out.md is a link"):
        share(priya)
    (other / "notes" / "out.md").unlink()
    (other / ".gitattributes").write_text("*.md filter=evil\n")
    git(other, "commit", "-qam", "filter", extra=identity)
    git(other, "push", "-q", "origin", "main")
    with pytest.raises(StoreTrouble, match=r".gitattributes, line 1"):
        share(priya)
    assert contents(priya) == before
    (other / ".gitattributes").write_text("* -text\n")
    git(other, "commit", "-qam", "back", extra=identity)
    git(other, "push", "-q", "origin", "main")
    share(priya)


@pytest.mark.parametrize("trap", ["hook", "setting"])
def test_a_shared_folder_that_could_run_a_program_is_not_used(team, tmp_path, trap):
    (priya,) = team.of("priya")
    canary = tmp_path / "canary"
    if trap == "hook":
        hook = team.place / "hooks" / "pre-receive"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch {canary}\n")
        hook.chmod(0o755)
    else:
        git(team.place, "config", "core.fsmonitor", f"touch {canary}")
    record(priya)
    with pytest.raises(StoreTrouble, match="could run a program"):
        share(priya)
    assert not canary.exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a folder away")
def test_a_shared_folder_of_another_owner_is_used_once_it_was_looked_over(team):
    (priya,) = team.of("priya")
    for path in [team.place, *team.place.rglob("*")]:
        os.chown(path, 65534, 65534)
    record(priya)
    assert len(share(priya).sent) == 1


def test_joining_leaves_nothing_where_it_cannot_be_done(tmp_path):
    empty = tmp_path / "empty.git"
    sync.prepare(empty)
    for place in (empty, tmp_path / "nowhere.git"):
        with pytest.raises(StoreTrouble):
            joining.join(address.read(str(place), tmp_path), tmp_path / "load" / "bello")
        assert not list((tmp_path / "load").iterdir())
    strange = tmp_path / "strange"
    git(tmp_path, "init", "-q", "-b", "main", strange)
    (strange / "readme").write_text("no family")
    git(strange, "add", ".")
    git(strange, "-c", "user.name=x", "-c", "user.email=x@y.z", "commit", "-qm", "x")
    git(tmp_path, "clone", "-q", "--bare", strange, tmp_path / "strange.git")
    git(tmp_path / "strange.git", "remote", "remove", "origin")
    with pytest.raises(BadInput, match="no family"):
        joining.join(address.read(str(tmp_path / "strange.git"), tmp_path), tmp_path / "load" / "bello")
    with suppress(FileNotFoundError):
        assert not list((tmp_path / "load").iterdir())


def test_a_family_that_moves_to_another_place_takes_its_history_along(team, tmp_path):
    (priya,) = team.of("priya")
    record(priya, count=2)
    share(priya)
    there = address.read(str(tmp_path / "new.git"), tmp_path)
    sync.prepare(there.folder)
    sync.begin(remote.Remote(Git(priya.path), there), change())
    assert remote.of(Git(priya.path)).address == there
    assert git(there.folder, "rev-parse", "main") == git(team.place, "rev-parse", "main")


@pytest.mark.parametrize(
    "typed",
    [
        "", "-x", "--upload-pack=touch /tmp/x", "ext::sh -c 'touch x'", "fd::17", "http://x.org/a.git", "git://x.org/a",
        "ftp://x.org/a", "ssh://-oProxyCommand=touch/a", "ssh://x.org", "https://u:secret@x.org/a.git", "x.org:-a",
        "https://x.org/a.git\nb", "-oProxyCommand=x:a", "foo::bar", "ssh://x.org/-oa",
    ],
)  # fmt: skip
def test_addresses_that_could_run_or_betray_something_are_refused_without_repeating_them(typed, tmp_path):
    with pytest.raises(BadInput) as trouble:
        address.read(typed, tmp_path)
    assert "secret" not in str(trouble.value)


@pytest.mark.parametrize(
    ("typed", "kind", "host", "name"),
    [
        ("ssh://git@git.example.org:2222/fs/ashdown.git", "ssh", "git.example.org", "ashdown"),
        ("git@git.example.org:fs/ashdown.git", "ssh", "git.example.org", "ashdown"),
        ("https://priya@git.example.org/fs/ashdown", "https", "git.example.org", "ashdown"),
        ("shared/ashdown.git", "folder", "", "ashdown"),
        ("/mnt/team drive/ashdown.git/", "folder", "", "ashdown"),
    ],
)
def test_addresses_are_known_by_kind_server_and_name(typed, kind, host, name, tmp_path):
    found = address.read(typed, tmp_path)
    assert (found.kind, found.host, found.name) == (kind, host, name)
    assert address.stored(found.text) == found


def test_a_note_of_ours_lies_where_notes_lie(team):
    (priya,) = team.of("priya")
    one = note()
    priya.write(change(records=(one,)))
    assert (priya.path / "notes" / f"{one.id}.md").is_file()
