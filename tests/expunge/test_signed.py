"""In a family that signs everything, a tombstone stands for the signatures that its history lost, and for no others."""

import shutil
import subprocess

import pytest

from fsworkbook.store import address, audit, joining, remote, sync
from fsworkbook.store.folder import Folder
from fsworkbook.store.git import Git
from tests.expunge.conftest import RULES, expunge, findings, found_in, note, share
from tests.sync.conftest import FAMILY, TEAM, Team, change, git


@pytest.fixture
def keys(tmp_path):
    if not shutil.which("ssh-keygen"):
        pytest.skip("there is no ssh-keygen here")
    for who in TEAM:
        file = tmp_path / f"key-{who}"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", file], check=True)
    return {who: tmp_path / f"key-{who}.pub" for who in TEAM}


@pytest.fixture
def team(tmp_path, keys):
    """A family whose every commit is signed, shared."""
    text = FAMILY.replace("training = true\n", 'training = true\n\n[policy]\nsigned = "all"\n')
    for who, file in keys.items():
        line = " ".join(file.read_text().split()[:2])
        text = text.replace(f'key = "{who}"\n', f'key = "{who}"\nsigning_key = "{line}"\n')
    made = Team.__new__(Team)
    made.base, made.folders, made.place = tmp_path, {}, tmp_path / "shared" / "signed.git"
    made.address = address.read(str(made.place), tmp_path)
    (tmp_path / "alison").mkdir()
    first = Folder.create(
        tmp_path / "alison" / "ashdown", text, change("alison", "new-family", signing_key=keys["alison"])
    )
    sync.prepare(made.place)
    sync.begin(remote.Remote(Git(first.path), made.address), change("alison", signing_key=keys["alison"]))
    made.folders["alison"] = first
    made.folders["tom"] = joining.join(made.address, tmp_path / "tom" / "ashdown")
    return made


def put(folder, by, keys, text, **how):
    made = note(by, text)
    how.setdefault("signing_key", keys[by])
    folder.write(change(by, records=(made,), **how))
    return made.id


def good(folder):
    return audit.judge(Git(folder.path), "HEAD", RULES).good


def test_the_tombstones_signature_stands_for_those_that_were_good(team, keys):
    alison, tom = team.folders["alison"], team.folders["tom"]
    put(alison, "alison", keys, "Brandon Carter.\n")
    put(alison, "alison", keys, "Signed.\n")
    put(alison, "alison", keys, "Never signed.\n", signing_key=None)
    share(alison, "alison", signing_key=keys["alison"])
    share(tom, "tom", signing_key=keys["tom"])
    put(tom, "tom", keys, "Brandon Carter, says Tom.\n")
    put(tom, "tom", keys, "Tom’s own.\n")
    assert [kind for kind, *_ in findings(alison)] == ["unsigned"]
    done = expunge(alison, "brandon carter", sealed=lambda: good(alison), key=keys["alison"])
    assert [kind for kind, *_ in findings(alison)] == ["unsigned"]  # the one that never was signed, still
    assert git(alison, "log", "--format=%(trailers:key=Workbook-Expunged,valueonly)").split() == [done.record.id] * 2
    share(alison, "alison", signing_key=keys["alison"])
    share(tom, "tom", signing_key=keys["tom"])
    assert [kind for kind, *_ in findings(tom)] == ["unsigned"]
    assert found_in(tom.path, "Brandon") == []
    share(alison, "alison", signing_key=keys["alison"])
    second = expunge(alison, "says Tom", sealed=lambda: good(alison), key=keys["alison"])
    put(tom, "tom", keys, "In between.\n")
    share(tom, "tom", signing_key=keys["tom"])
    share(alison, "alison", signing_key=keys["alison"])
    share(tom, "tom", signing_key=keys["tom"])
    fresh = joining.join(team.address, team.base / "ruth" / "ashdown")
    for folder in (alison, tom, fresh):
        assert [kind for kind, *_ in findings(folder)] == ["unsigned"]
    assert second.record is not None


def test_an_unsigned_tombstone_stands_for_nobody_and_is_not_followed(team, keys):
    alison, tom = team.folders["alison"], team.folders["tom"]
    put(alison, "alison", keys, "Brandon Carter.\n")
    share(alison, "alison", signing_key=keys["alison"])
    share(tom, "tom", signing_key=keys["tom"])
    expunge(alison, "brandon carter", sealed=lambda: good(alison), key=None)
    assert {kind for kind, *_ in findings(alison)} == {"unsigned"}
    assert len(findings(alison)) >= 2
    share(alison, "alison", signing_key=keys["alison"])
    with pytest.raises(sync.following.Unlike, match="does not count"):
        share(tom, "tom", signing_key=keys["tom"])
