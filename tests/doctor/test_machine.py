"""A machine as a newcomer has it: without settings, without or with an old git, with a clock set by hand, and so on."""

import io
import os
import shutil
import subprocess
import sys
from collections import namedtuple

import pytest

from fsworkbook.cli.frame.desk import Desk
from fsworkbook.cli.history import doctorpage
from fsworkbook.store.folder import Folder
from fsworkbook.store.soundness import disk, gitversions
from tests.doctor.conftest import Agreeing, Patient, change, make_record

PROGRAM = [sys.executable, "-c", "from fsworkbook.cli.main import main; main()"]


def machine(patient, *arguments, **more):
    """Return the names of what is not sound on the machine, each with its text and its advice."""
    data = patient.data(*arguments, **more)
    return {
        item["check"]: f"{item['mark']}: {item['text']} {item['advice']}"
        for item in data["machine"]
        if item["mark"] != "sound"
    }


@pytest.fixture
def newcomer(home, tmp_path):
    """Somebody without settings and without a family."""
    empty = tmp_path / "empty"
    empty.mkdir()
    return Patient(empty, home)


def test_a_newcomer_is_told_where_to_begin(newcomer):
    code, out, err = newcomer.doctor()
    assert (code, err) == (1, "")
    assert "Nobody has said yet who you are, nor where your families are." in " ".join(out.split())
    assert "“fsworkbook setup” asks once" in out
    assert "git needs none of its own" in " ".join(out.split())
    assert out.count("!") == 1


def test_no_identity_of_gits_is_needed(patient, home):
    """The whole way as a new user has it: no git name, no git e-mail address, nothing but `setup`."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "FSWORKBOOK", "COV"))}
    env = {**clean, **patient.env, "GIT_CONFIG_NOSYSTEM": "1"}
    bare = ["git", "-c", "user.useConfigOnly=true", "commit", "--allow-empty", "-m", "x"]
    done = subprocess.run(bare, cwd=patient.path, env=env, capture_output=True, check=False)
    assert done.returncode, "somebody told this git who they are, so the test would hold nothing"
    arguments = ["note", "--from", "-", "--no-input"]
    text = b'text = "Kerry rang."\n'
    done = subprocess.run(
        [*PROGRAM, *arguments], cwd=patient.path, env=env, input=text, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    done = subprocess.run([*PROGRAM, "doctor"], cwd=patient.path, env=env, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "You are Priya Nandakumar (priya); git needs no name of its own" in done.stdout.decode()
    assert not (home / ".gitconfig").exists()


def test_without_git_what_can_be_looked_at_is(patient, fake_git):
    fake_git(None)
    (patient.path / "family.toml").write_text("format = ", encoding="utf-8")
    found = machine(patient)
    assert found["git"].startswith("broken: git is not installed on this machine")
    assert "https://git-scm.com" in found["git"]
    assert patient.found() == {"family-unreadable": "broken"}
    code, out, err = patient.doctor("--mend", asker=Agreeing)
    assert code == 1
    assert "Traceback" not in out + err


@pytest.mark.parametrize(
    ("said", "mark", "words"),
    [
        ("git version 2.31.8", "broken", "2.32 is the oldest"),
        ("git version 1.8.3.1", "broken", "too old"),
        ("git version 2.33.0", "look", "is old: records cannot be signed; a power cut can cost the last record."),
        ("git version 2.34.1", "look", "is old: a power cut can cost the last record. 2.36 or newer does all."),
        ("git version 2.35.2.windows.1", "look", "git 2.35.2.windows.1 works, but is old"),
        ("git version 2.39.3 (Apple Git-146)", None, ""),
        ("git version 2.36.0", None, ""),
        ("git version 3.0.0-rc1", None, ""),
        ("something else", "look", "does not say which version"),
    ],
)
def test_an_old_git_is_told_with_what_works_less_well(patient, fake_git, said, mark, words):
    fake_git(said)
    found = machine(patient).get("git")
    if mark is None:
        assert found is None
        return
    assert found.startswith(mark)
    assert words in found
    if mark == "broken":
        # A folder is left alone by a git that would listen to other settings than the program's.
        (family,) = patient.data()["families"]
        assert "history" not in {item["check"] for item in family["checks"]}


def test_the_least_git_is_the_one_that_each_need_is_newer_than():
    versions = [need.version for need in gitversions.NEEDS]
    assert versions == sorted(set(versions))
    assert all(version > gitversions.LEAST for version in versions)


def test_settings_that_cannot_be_read_are_named(patient, home):
    (home / "settings.toml").write_text("name = \n", encoding="utf-8")
    found = machine(patient)
    assert set(found) == {"settings"}
    assert "settings.toml" in found["settings"]


def test_a_caseload_that_is_gone(patient, load, home):
    text = (home / "settings.toml").read_text(encoding="utf-8")
    (home / "settings.toml").write_text(text.replace(load.as_posix(), f"{load.as_posix()}-gone"), encoding="utf-8")
    assert set(machine(patient)) == {"caseload"}


def test_a_current_family_that_is_gone(patient, home, load):
    with (home / "settings.toml").open("a", encoding="utf-8") as file:
        file.write(f'current = "{patient.path.as_posix()}"\n')
    assert [family["name"] for family in patient.data(cwd=home)["families"]] == ["ashdown"]
    shutil.move(patient.path, load / "moved")
    assert set(machine(patient, cwd=home)) == {"current-family"}


def test_a_clock_set_by_hand_and_one_that_is_far_off(patient, monkeypatch):
    assert set(machine(patient, env={"FSWORKBOOK_NOW": "2025-04-14T09:30"})) == {"set-clock"}
    monkeypatch.setattr("fsworkbook.cli.history.doctormachine._FIRST_YEAR", 2100)
    assert set(machine(patient)) == {"clock"}


def test_a_machine_that_knows_nothing_of_british_time(patient, monkeypatch):
    def unknown():
        raise KeyError("Europe/London")

    monkeypatch.setattr("fsworkbook.workbook.clock.british", unknown)
    assert "pip install tzdata" in machine(patient)["time-zones"]


def test_an_editor_that_is_not_there(patient):
    found = machine(patient, env={"VISUAL": "no-such-editor --wait"})
    assert found["editor"].startswith("look: The editor no-such-editor, which VISUAL names")
    assert machine(patient, env={"VISUAL": "", "EDITOR": "cat"}) == {}


def test_a_disk_that_is_full(patient, monkeypatch):
    usage = namedtuple("usage", "total used free")  # noqa: PYI024 - as shutil has it
    monkeypatch.setattr(disk.shutil, "disk_usage", lambda _: usage(0, 0, 100 * 1024 * 1024))
    assert machine(patient)["disk-space"].startswith("look: Only 100 MB are free")
    monkeypatch.setattr(disk.shutil, "disk_usage", lambda _: usage(0, 0, 1024))
    assert machine(patient)["disk-space"].startswith("broken: Only 1 KB are free")


@pytest.mark.skipif(os.name == "nt", reason="Windows locks otherwise")
def test_a_disk_that_cannot_lock(patient, monkeypatch):
    def refuse(*_):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("fcntl.flock", refuse)
    assert "cannot lock files" in machine(patient)["disk"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_caseload_that_others_can_read_is_closed_when_agreed(patient, load):
    opened = [place for place in (load, *load.parents) if place != place.parent]
    modes = {place: place.stat().st_mode & 0o7777 for place in opened if place.stat().st_uid == os.geteuid()}
    try:
        for place, mode in modes.items():
            place.chmod(mode | 0o055)
        assert set(machine(patient)) == {"readable-by-others"}
        assert patient.doctor("--mend", "--no-input")[0] == 1
        assert patient.doctor("--mend", asker=Agreeing)[0] == 0
        assert load.stat().st_mode & 0o007 == 0
    finally:
        for place, mode in modes.items():
            place.chmod(mode)


def test_a_family_by_name_by_path_and_by_none(patient, home):
    for named in ("ashdown", str(patient.path)):
        assert [family["name"] for family in patient.data("--family", named, cwd=home)["families"]] == ["ashdown"]
    assert patient.data(cwd=home)["families"] == []
    assert patient.data(cwd=patient.path / "notes")["families"]
    code, out, err = patient.doctor("--family", "nobody", cwd=home)
    assert code == 2
    assert "nobody" in err
    assert out == ""
    (patient.path / "family.toml").unlink()
    assert patient.found("--family", "ashdown", cwd=home) == {"files-missing": "broken"}
    assert patient.found(cwd=patient.path / "notes") == {"files-missing": "broken"}


def test_marks_have_a_sign_where_a_terminal_has_few_letters(make_plain):
    desk = make_plain("ascii")
    doctorpage.show_finding(desk, gitversions.Finding("x", "broken", "Something."))
    doctorpage.show_finding(desk, gitversions.Finding("x", "sound", "Something."))
    desk.stdout.flush()
    assert desk.stdout.buffer.getvalue().decode("ascii").split("\n")[:2] == ["  x Something.", " ok Something."]


def test_a_signing_key_that_cannot_sign(patient, home):
    with (home / "settings.toml").open("a", encoding="utf-8") as file:
        file.write(f'signing_key = "{(home / "id.pub").as_posix()}"\n')
    assert machine(patient)["signing"].startswith("look: Your signing key cannot sign")


def test_a_signing_key_that_can(patient, home):
    if shutil.which("ssh-keygen") is None:
        pytest.skip("no OpenSSH here")
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", home / "id"], check=True)
    with (home / "settings.toml").open("a", encoding="utf-8") as file:
        file.write(f'signing_key = "{(home / "id.pub").as_posix()}"\n')
    assert machine(patient) == {}
    assert "Your signing key can sign" in patient.doctor()[1]


@pytest.fixture
def make_plain(newcomer):
    def make(encoding):
        out = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="replace")
        return Desk(env=newcomer.env, stdin=io.StringIO(), stdout=out, stderr=io.StringIO(), cwd=newcomer.path)

    return make


def test_recording_goes_on_after_a_look(patient):
    patient.doctor()
    Folder(patient.path).write(change(make_record("More.\n")))
    assert patient.doctor()[0] == 0
