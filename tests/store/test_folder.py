"""A family's folder: one commit a command, edits by hand apart, nothing overwritten, nothing half."""

import shutil
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from fsworkbook.errors import BadInput, StoreTrouble
from fsworkbook.store import commits, files
from fsworkbook.store.folder import Folder, HandEdit
from tests.store.conftest import FAMILY, NOW, PRIYA, git, make_change, make_record

posix = pytest.mark.skipif(sys.platform == "win32", reason="links and modes of POSIX")


def subjects(folder):
    return git(folder, "log", "--reverse", "--format=%s").split("\n")


def everything(folder):
    files_ = (path for path in folder.path.rglob("*") if path.is_file() and path.name not in {"lock", "index"})
    return {path: path.read_bytes() for path in files_}


def test_a_new_family_is_one_commit_that_leaves_nothing_behind(folder):
    assert (folder.path / "family.toml").read_text() == FAMILY
    assert (folder.path / ".gitattributes").read_text().endswith("* -text\n")
    assert subjects(folder) == ["family · ashdown"]
    assert git(folder, "status", "--porcelain") == ""
    assert [path.name for path in folder.path.parent.iterdir() if path.name.startswith(".")] == []
    assert folder.table() == {"format": 1, "surname": "Ashdown"}


def test_create_fills_an_empty_folder_and_refuses_a_full_one(tmp_path, folder):
    (tmp_path / "empty").mkdir()
    Folder.create(tmp_path / "empty", FAMILY, make_change(make_record()))
    assert len(Folder.open(tmp_path / "empty").records()[0]) == 1
    with pytest.raises(BadInput, match="not empty"):
        Folder.create(folder.path, FAMILY, make_change())
    with pytest.raises(BadInput):
        Folder.create(tmp_path / "broken", "surname = ", make_change())
    assert not (tmp_path / "broken").exists()


def test_create_leaves_nothing_when_git_fails(tmp_path, monkeypatch):
    monkeypatch.setattr(commits, "commit", lambda *_: (_ for _ in ()).throw(StoreTrouble("no")))
    with pytest.raises(StoreTrouble):
        Folder.create(tmp_path / "ashdown", FAMILY, make_change())
    assert list(tmp_path.iterdir()) == []


def test_open_says_what_a_folder_lacks(tmp_path):
    with pytest.raises(BadInput, match=r"has no family\.toml"):
        Folder.open(tmp_path)


def test_one_change_is_one_commit_of_its_own_paths(folder):
    rating, visit = make_record(), make_record("visit")
    written = folder.write(make_change(rating, visit, family=FAMILY + "training = true\n"))
    assert git(folder, "rev-parse", "HEAD") == written.commit
    assert written.hand_edits == written.finished == ()
    assert set(git(folder, "show", "--name-only", "--format=").split("\n")) == {
        "family.toml", f"ratings/{rating.id}.md", f"visits/{visit.id}.md",
    }  # fmt: skip
    assert git(folder, "log", "-1", "--format=%an <%ae> %aI %cI") == (
        "Priya Nandakumar <priya@example.org> 2025-03-04T15:30:12+00:00 2025-03-04T15:30:12+00:00"
    )
    assert git(folder, "log", "-1", "--format=%B") == (
        "rating · 2025-03-04\n\nWorkbook-Action: rate\n"
        f"Workbook-Record: {rating.id}\nWorkbook-Record: {visit.id}\n"
        "Workbook-Role: social-worker\nWorkbook-Author: priya"
    )
    assert git(folder, "status", "--porcelain") == ""
    assert folder.table()["training"] is True
    assert folder.record(visit.id) == visit


def test_history_tells_it(folder):
    first, second = make_record(), make_record("visit")
    folder.write(make_change(first))
    folder.write(make_change(second, action="visit", subject="visit · 2025-03-04"))
    latest, before, opening = folder.history()
    assert (latest.action, latest.records, latest.subject) == ("visit", (second.id,), "visit · 2025-03-04")
    assert (latest.key, latest.name, latest.email, latest.role) == (
        "priya", "Priya Nandakumar", "priya@example.org", "social-worker",
    )  # fmt: skip
    assert latest.when == NOW
    assert latest.parents == (before.id,)
    assert opening.parents == ()
    assert folder.history(limit=1) == (latest,)
    assert folder.history(records=[first.id]) == (before,)
    assert folder.history(paths=["family.toml"]) == (opening,)
    with pytest.raises(BadInput):
        folder.history(records=["--all"])


def test_history_shows_commits_of_others_as_they_are(folder):
    git(folder, "-c", "user.name=X", "-c", "user.email=x@y", "commit", "--allow-empty", "-m", "by hand")
    assert (folder.history()[0].key, folder.history()[0].action, folder.history()[0].records) == ("", "", ())


def test_edits_by_hand_are_a_commit_of_their_own(folder):
    first, second = make_record(), make_record()
    folder.write(make_change(first))
    folder.write(make_change(second))
    (folder.path / f"ratings/{first.id}.md").write_text("edited")
    (folder.path / f"ratings/{second.id}.md").unlink()
    (folder.path / "notes").mkdir()
    (folder.path / "notes" / "-r ünï\ncode.md").write_text("new")
    edits = {
        HandEdit(f"ratings/{first.id}.md", "changed"),
        HandEdit(f"ratings/{second.id}.md", "gone"),
        HandEdit("notes/-r ünï\ncode.md", "new"),
    }
    assert set(folder.hand_edits()) == edits
    third = make_record()
    written = folder.write(make_change(third))
    assert set(written.hand_edits) == edits
    latest, by_hand = folder.history(limit=2)
    assert latest.records == (third.id,)
    assert by_hand.action == "edit-by-hand"
    assert set(by_hand.records) == {first.id, second.id}
    assert by_hand.key == "priya"
    assert git(folder, "show", "--name-only", "--format=") == f"ratings/{third.id}.md"
    assert folder.hand_edits() == ()


def test_what_somebody_staged_is_an_edit_by_hand_too(folder):
    (folder.path / "notes").mkdir()
    (folder.path / "notes/x.md").write_text("x")
    git(folder, "add", "-A")
    assert folder.write(make_change(make_record())).hand_edits == (HandEdit("notes/x.md", "new"),)
    assert git(folder, "status", "--porcelain") == ""


def test_tidying_keeps_everything(folder, monkeypatch):
    monkeypatch.setattr("fsworkbook.store.folder._LOOSE", 1)
    ids = [make_record() for _ in range(3)]
    for record in ids:
        folder.write(make_change(record))
    folder.tidy()
    assert len(folder.history()) == 4
    folder.write(make_change(make_record()))
    assert git(folder, "fsck", "--strict") == ""


def test_an_index_that_is_behind_or_lost_makes_no_edit_by_hand(folder):
    first = make_record()
    folder.write(make_change(first))
    git(folder, "rm", "-q", "--cached", f"ratings/{first.id}.md")
    assert folder.write(make_change(make_record())).hand_edits == ()
    (folder.path / ".git/index").unlink()
    (folder.path / "family.toml").write_text(FAMILY + "# by hand\n")
    assert folder.write(make_change(make_record())).hand_edits == (HandEdit("family.toml", "changed"),)
    assert len(folder.history()) == 5
    assert git(folder, "status", "--porcelain") == ""


def test_an_id_is_never_used_twice(folder):
    record = make_record()
    folder.write(make_change(record))
    for again in (record, record._replace(kind="visit")):
        with pytest.raises(BadInput, match="recorded already"):
            folder.write(make_change(again))
    with pytest.raises(BadInput, match="same id"):
        folder.write(make_change(*[make_record()] * 2))
    assert len(folder.history()) == 2


def test_bad_input_changes_nothing(folder):
    before = everything(folder)
    good = make_record()
    for change in (
        make_change(),
        make_change(good, make_record(text="\ud800")),
        make_change(good._replace(id="../../x")),
        make_change(good, subject="two\nlines"),
        make_change(good, action="Rate it"),
        make_change(good, author=PRIYA._replace(role="x\nWorkbook-Role: team-manager")),
        make_change(good, family="surname = "),
        make_change(good, family="format = 2"),
        make_change(good, attachments=(("attachments/../x", b""),)),
        make_change(good, attachments=(("attachments/x/..", b""),)),
    ):
        with pytest.raises(BadInput):
            folder.write(change)
    assert everything(folder) == before
    assert len(folder.history()) == 1


def test_names_that_git_would_misread(folder):
    folder.write(make_change(make_record(), author=PRIYA._replace(name="<x>\n", email="a>b")))
    folder.write(make_change(make_record(), author=PRIYA._replace(name=" . ", email="")))
    assert git(folder, "log", "-2", "--format=%an <%ae>") == "priya <>\nx <ab>"


def test_attachments_are_kept_byte_for_byte(folder):
    record, data = make_record("note"), bytes(range(256)) * 40 + b"\r\n"
    path = f"attachments/{record.id}/drawing of mum.png"
    folder.write(make_change(record, attachments=((path, data),)))
    assert (folder.path / path).read_bytes() == data
    assert git(folder, "cat-file", "-s", f"HEAD:{path}") == str(len(data))
    assert folder.records() == ((record,), ())


def test_a_family_file_that_changed_since_it_was_read_is_never_overwritten(folder):
    other = Folder.open(folder.path)
    text, older = folder.family_text(), other.family_text()
    folder.write(make_change(family=text + "opened = 2025-02-24\n"))
    with pytest.raises(StoreTrouble, match="same moment"):
        other.write(make_change(family=older + "training = true\n"))
    with pytest.raises(StoreTrouble, match="same moment"):
        Folder.open(folder.path).write(make_change(family="surname = 'x'", family_before=older))
    assert "opened" in folder.family_text()
    other.write(make_change(make_record()))


def test_a_newer_format_is_read_and_not_written(folder):
    (folder.path / "family.toml").write_text("format = 2\n")
    fresh = Folder.open(folder.path)
    assert fresh.table() == {"format": 2}
    with pytest.raises(BadInput, match="newer format"):
        fresh.write(make_change(make_record()))


def test_looking_for_a_key_to_sign_with_does_not_hide_what_somebody_else_wrote(folder):
    """The signer reads who is who once more, just before the commit; eight people at once lost three that way."""
    text = folder.family_text()
    folder.signer = lambda _change: folder.table() and None
    other = Folder.open(folder.path)
    other.write(make_change(family=other.family_text() + "\n# written by somebody else meanwhile\n"))
    with pytest.raises(StoreTrouble, match="at the same moment"):
        folder.write(make_change(family=text + "\n# mine\n"))
    assert "somebody else" in folder.family_text()


def test_a_broken_family_file_is_named_with_its_line(folder):
    (folder.path / "family.toml").write_text('format = 1\nsurname = "secret\n')
    with pytest.raises(BadInput, match=r"family\.toml, line 2") as error:
        folder.table()
    assert "secret" not in str(error.value)
    with pytest.raises(BadInput, match=r"family\.toml, line 2"):
        folder.write(make_change(make_record()))


def test_records_come_in_order_wherever_they_lie_and_faults_beside_them(folder):
    late = make_record()._replace(recorded=datetime(2025, 3, 5, tzinfo=UTC))
    early = make_record()._replace(recorded=datetime(2025, 3, 3, tzinfo=UTC))
    folder.write(make_change(late, early))
    (folder.path / "moved" / "far").mkdir(parents=True)
    (folder.path / f"ratings/{late.id}.md").rename(folder.path / f"moved/far/{late.id}.md")
    shutil.copy(folder.path / f"ratings/{early.id}.md", folder.path / "moved")
    (folder.path / "notes").mkdir()
    (folder.path / "notes/2025-03-04-priya-aaaaaaaaaa.md").write_bytes(b"+++\nformat = 1\nsecret\n+++\n")
    (folder.path / "notes/readme.md").write_text("secret")
    (folder.path / "notes/drawing.png").write_text("no record")
    (folder.path / "README.md").write_text("no record")
    (folder.path / "attachments/x").mkdir(parents=True)
    (folder.path / "attachments/x/2025-03-04-priya-aaaaaaaaab.md").write_text("no record")
    records, faults = folder.records()
    assert [record.id for record in records] == [early.id, late.id]
    places = [(fault.path, fault.line) for fault in faults]
    assert ("notes/2025-03-04-priya-aaaaaaaaaa.md", 3) in places
    assert ("notes/readme.md", 1) in places
    assert len(faults) == 3
    assert "secret" not in "".join(map(str, faults))
    assert folder.record(late.id) == late
    assert set(folder.find(late.id[:10])) == {late.id, early.id, "2025-03-04-priya-aaaaaaaaaa"}
    assert folder.find(late.id[-10:-5]) == (late.id,)
    with pytest.raises(BadInput):
        folder.record("2025-03-04-priya-zzzzzzzzzz")
    with pytest.raises(BadInput, match="line 3"):
        folder.record("2025-03-04-priya-aaaaaaaaaa")


@posix
def test_links_are_not_followed(folder, tmp_path):
    record = make_record("visit")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / f"{make_record().id}.md").write_text("+++")
    (folder.path / "visits").symlink_to(outside)
    (folder.path / "notes").mkdir()
    (folder.path / f"notes/{record.id}.md").symlink_to(tmp_path / "home")
    assert [fault.path for fault in folder.records()[1]] == [f"notes/{record.id}.md", "visits"]
    with pytest.raises(StoreTrouble, match="link"):
        folder.write(make_change(make_record("visit")))
    assert len(list(outside.iterdir())) == 1


def test_git_that_fails_takes_nothing_down_with_it(folder, monkeypatch):
    usual = commits.commit

    def failing(git_, _head, paths, *_):
        commits.stage(git_, paths)
        raise StoreTrouble("git did not work.")

    monkeypatch.setattr(commits, "commit", failing)
    with pytest.raises(StoreTrouble, match=r"Nothing was recorded\."):
        folder.write(make_change(make_record(), family=FAMILY + "training = true\n"))
    assert folder.family_text() == FAMILY
    assert folder.records() == ((), ())
    assert git(folder, "status", "--porcelain") == ""
    monkeypatch.setattr(commits, "commit", usual)
    assert folder.write(make_change(make_record())).finished == ()
    assert len(folder.history()) == 2


def test_a_full_disk_is_a_sentence_and_leaves_nothing(folder, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    record = make_record()
    monkeypatch.setattr(files, "_write", full)
    with pytest.raises(StoreTrouble, match="disk is full"):
        folder.write(make_change(record))
    monkeypatch.undo()
    assert folder.records() == ((), ())
    assert folder.hand_edits() == ()
    assert sorted(path.name for path in (folder.path / ".git/fsworkbook").iterdir()) == ["lock", "seen"]
    folder.write(make_change(record))


def test_no_git_on_the_machine_is_a_sentence(folder, monkeypatch):
    monkeypatch.setenv("PATH", "")
    for act in (lambda: folder.write(make_change(make_record())), folder.history, folder.hand_edits):
        with pytest.raises(StoreTrouble, match="git is not installed"):
            act()


def test_an_unfinished_merge_and_a_loose_head_are_refused(folder):
    git(folder, "checkout", "--detach")
    with pytest.raises(StoreTrouble, match="on no branch"):
        folder.write(make_change(make_record()))
    git(folder, "checkout", "main")
    git(folder, "switch", "-c", "other")
    identity = ("-c", "user.name=x", "-c", "user.email=x@y")
    for branch, text in (("main", "a"), ("other", "b")):
        git(folder, "switch", branch)
        (folder.path / "clash").write_text(text)
        git(folder, "add", "clash")
        git(folder, *identity, "commit", "-m", "x")
    git(folder, *identity, "merge", "main", check=False)
    with pytest.raises(StoreTrouble, match="merge"):
        folder.write(make_change(make_record()))


@posix
def test_what_is_private_is_private(folder):
    folder.write(make_change(make_record()))
    assert (folder.path / ".git/fsworkbook").stat().st_mode & 0o777 == 0o700
    assert (folder.path / ".git/fsworkbook/lock").stat().st_mode & 0o777 == 0o600


@posix
@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="no ssh-keygen")
def test_a_commit_is_signed_with_an_ssh_key_when_asked(folder, tmp_path):
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    folder.write(make_change(make_record(), signing_key=key))
    assert "BEGIN SSH SIGNATURE" in git(folder, "cat-file", "commit", "HEAD")
