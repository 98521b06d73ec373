"""A file that another team handed over: what is whole is opened as it was, and anything else leaves nothing behind."""

import hashlib
import os
import subprocess
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fsworkbook.errors import BadInput, Refused, StoreTrouble, WorkbookError
from fsworkbook.store import bundles, handed, index, joining
from fsworkbook.store.folder import Folder
from fsworkbook.workbook.caseload import Ended, Glance
from fsworkbook.workbook.timing.outlook import Outlook
from tests.store.conftest import PRIYA, git, make_change, make_record

DAY = date(2025, 6, 2)
WHO_IS_WHO = """format = 1
reference = "FS-0001"
surname = "Carrick"
opened = 2025-02-24
training = true

[[team]]
key = "priya"
name = "Priya Nandakumar"
role = "social-worker"
"""
CHANGE = make_change(action="handover", subject="x")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A family with some history, and the file that was made of it."""
    place = tmp_path_factory.mktemp("handing")
    folder = Folder.create(place / "carrick", WHO_IS_WHO, make_change(action="new-family", subject="family · carrick"))
    for _ in range(3):
        folder.write(make_change(make_record(text="Ä word\r\nand another.")))
    with bundles.making(folder.path, CHANGE, place) as made:
        made.put(place / "whole.bundle")
    return folder, place / "whole.bundle", made


def opened(file, load, name="", sha256=""):
    load.mkdir(exist_ok=True)
    return joining.take_over(file, load, name, DAY, sha256)


def files_of(folder):
    return {
        str(path.relative_to(folder.path)): path.read_bytes()
        for path in folder.path.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(folder.path).parts
    }


def test_what_is_opened_is_what_was_handed_over(home, tmp_path):
    folder, file, made = home
    copy, known = opened(file, tmp_path / "load", sha256=made.sha256)
    assert copy.path == tmp_path / "load" / "carrick"
    assert files_of(copy) == files_of(folder)
    assert git(copy, "rev-parse", "HEAD") == git(folder, "rev-parse", "HEAD") == made.head == known.head
    assert git(copy, "status", "--porcelain") == ""
    assert git(copy, "fsck", "--full", "--strict") == ""
    assert made.sha256 == known.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert handed.of(copy.path) == handed.HandedOver(DAY, made.head, made.sha256)
    assert [path.name for path in (tmp_path / "load").iterdir()] == ["carrick"]


def test_the_file_is_its_owners_alone_and_git_alone_can_open_it(home, tmp_path):
    _, file, made = home
    if os.name != "nt":
        assert file.stat().st_mode & 0o777 == 0o600
    subprocess.run(["git", "clone", "--quiet", file, tmp_path / "clone"], check=True)
    assert (tmp_path / "clone" / ".git" / "HEAD").read_text() == "ref: refs/heads/main\n"
    found = subprocess.run(["git", "rev-parse", "HEAD"], cwd=tmp_path / "clone", capture_output=True, check=True)
    assert found.stdout.decode().strip() == made.head


def test_nothing_is_recorded_in_a_copy(home, tmp_path):
    copy, _ = opened(home[1], tmp_path / "load")
    before = git(copy, "rev-parse", "HEAD")
    with pytest.raises(Refused, match="nothing is recorded in this copy"):
        copy.write(make_change(make_record()))
    with pytest.raises(Refused), bundles.making(copy.path, CHANGE, tmp_path):
        pytest.fail("it was made")
    (copy.path / ".git" / "fsworkbook" / "handed-over").write_bytes(b"\xff nothing")
    assert handed.of(copy.path).head == ""
    with pytest.raises(Refused):
        copy.write(make_change(make_record()))
    assert git(copy, "rev-parse", "HEAD") == before
    assert copy.hand_edits() == ()


def test_what_was_edited_by_hand_is_in_the_file_and_told(folder, tmp_path):
    (folder.path / "family.toml").write_text(WHO_IS_WHO)
    with bundles.making(folder.path, CHANGE, tmp_path) as made:
        made.put(tmp_path / "it.bundle")
    assert [edit.path for edit in made.hand_edits] == ["family.toml"]
    copy, _ = opened(tmp_path / "it.bundle", tmp_path / "load", "other-name")
    assert copy.name == "other-name"
    assert copy.family_text() == WHO_IS_WHO


def test_a_place_that_is_taken_keeps_what_it_has(home, tmp_path):
    folder, file, _ = home
    before = file.read_bytes()
    with bundles.making(folder.path, CHANGE, tmp_path) as made, pytest.raises(BadInput, match="there already"):
        made.put(file)
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [], "nothing is left of it"
    load = tmp_path / "load"
    (load / "carrick").mkdir(parents=True)
    (load / "carrick" / "mine.txt").write_text("x")
    with pytest.raises(BadInput, match="there already"):
        opened(file, load)
    assert [path.name for path in load.iterdir()] == ["carrick"]


def test_only_the_end_of_a_history_is_not_handed_over(home, tmp_path):
    folder = home[0]
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", "--depth=1", folder.path.as_uri(), clone], check=True)
    subprocess.run(["git", "remote", "remove", "origin"], cwd=clone, check=True)
    with pytest.raises(StoreTrouble, match="only the end"), bundles.making(clone, CHANGE, tmp_path):
        pytest.fail("it was made")


def test_another_sha256_than_was_told_opens_nothing(home, tmp_path):
    with pytest.raises(BadInput, match="is not the file that was handed over"):
        opened(home[1], tmp_path / "load", sha256="0" * 64)
    assert list((tmp_path / "load").iterdir()) == []


@settings(max_examples=15 if not os.environ.get("FSWORKBOOK_TORTURE") else 1000, deadline=None)
@given(data=st.data())
def test_a_damaged_file_opens_whole_or_not_at_all(home, tmp_path_factory, data):
    folder, file, made = home
    whole = file.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1), "place")
    if data.draw(st.booleans(), "cut"):
        broken = whole[:place]
    else:
        broken = whole[:place] + bytes([whole[place] ^ data.draw(st.integers(1, 255), "bits")]) + whole[place + 1 :]
    base = tmp_path_factory.mktemp("damaged")
    (base / "broken.bundle").write_bytes(broken)
    try:
        copy, known = opened(base / "broken.bundle", base / "load")
    except (BadInput, StoreTrouble):
        assert list((base / "load").iterdir()) == []
    else:
        # A letter of a name in its header: the history itself is held against the names of all that it holds.
        assert known.head == made.head
        assert files_of(copy) == files_of(folder)


class Forge:
    """Makes files of a kind that no workbook makes, with git's own small commands."""

    def __init__(self, base):
        self.base = base
        self.env = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        who = dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), PRIYA.name)
        mail = dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), PRIYA.email)
        self.env |= who | mail | {"GIT_AUTHOR_DATE": "@1 +0000", "GIT_COMMITTER_DATE": "@1 +0000"}
        base.mkdir()
        self("init", "--quiet", "--initial-branch=main")

    def __call__(self, *arguments, feed=b""):
        done = subprocess.run(
            ["git", *arguments], cwd=self.base, env=self.env, input=feed, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.decode().strip()

    def blob(self, data):
        return self("hash-object", "-w", "--stdin", feed=data)

    def tree(self, *entries):
        lines = "".join(f"{mode} {kind} {oid}\t{name}\0" for mode, kind, oid, name in entries)
        return self("mktree", "-z", feed=lines.encode())

    def odd_tree(self, *entries):
        raw = b"".join(f"{mode} {name}\0".encode() + bytes.fromhex(oid) for mode, oid, name in entries)
        return self("hash-object", "-t", "tree", "-w", "--literally", "--stdin", feed=raw)

    def commit(self, tree):
        made = self("commit-tree", tree, feed=b"x\n")
        self("update-ref", "refs/heads/main", made)
        return made

    def family(self, *more, text=WHO_IS_WHO):
        self.commit(self.tree(("100644", "blob", self.blob(text.encode()), "family.toml"), *more))
        return self.bundle()

    def bundle(self, *what):
        self("bundle", "create", "--quiet", "../made.bundle", *(what or ("main",)))
        return (self.base / "../made.bundle").resolve()


def link(forge):
    return forge.family(("120000", "blob", forge.blob(b"/etc/passwd"), "notes"))


def submodule(forge):
    return forge.family(("160000", "commit", "1" * 40, "other"))


def modules(forge):
    return forge.family(
        ("100644", "blob", forge.blob(b'[submodule "x"]\n\tpath = x\n\turl = ext::sh\n'), ".gitmodules")
    )


def filters(forge):
    return forge.family(("100644", "blob", forge.blob(b"* filter=x\n"), ".gitattributes"))


def git_inside(forge):
    inner = forge.tree(("100644", "blob", forge.blob(b"[core]\n\tfsmonitor = x\n"), "config"))
    family = forge.blob(WHO_IS_WHO.encode())
    forge.commit(forge.odd_tree(("40000", inner, ".GIT"), ("100644", family, "family.toml")))
    return forge.bundle()


def upwards(forge):
    family = forge.blob(WHO_IS_WHO.encode())
    forge.commit(forge.odd_tree(("100644", family, "../family.toml"), ("100644", family, "family.toml")))
    return forge.bundle()


def bomb(forge):
    tree = forge.tree(*(("100644", "blob", forge.blob(b"x"), f"f{number}") for number in range(10)))
    for _ in range(9):
        tree = forge.tree(*(("040000", "tree", tree, f"d{number}") for number in range(10)))
    return forge.family(("040000", "tree", tree, "notes"))


def bomb_in_the_past(forge):
    bomb(forge)
    clean = forge.tree(("100644", "blob", forge.blob(WHO_IS_WHO.encode()), "family.toml"))
    forge("update-ref", "refs/heads/main", forge("commit-tree", clean, "-p", "main", feed=b"y\n"))
    return forge.bundle()


def deep(forge):
    tree = forge.tree(("100644", "blob", forge.blob(b"x"), "x"))
    for _ in range(200):
        tree = forge.tree(("040000", "tree", tree, "d"))
    return forge.family(("040000", "tree", tree, "notes"))


def no_family(forge):
    forge.commit(forge.tree(("100644", "blob", forge.blob(b"x"), "a.txt")))
    return forge.bundle()


def unreadable_family(forge):
    return forge.family(text="surname = \n")


def half_a_family(forge):
    return forge.family(text='surname = "Carrick"\n')


def only_a_part(forge):
    forge.family()
    forge("update-ref", "refs/heads/main", forge("commit-tree", "main^{tree}", "-p", "main", feed=b"y\n"))
    return forge.bundle("main~1..main")


def another_branch(forge):
    forge.family()
    forge("branch", "other")
    return forge.bundle("refs/heads/other")


def a_tree_for_a_commit(forge):
    file = forge.family()
    head, tree = forge("rev-parse", "main"), forge("rev-parse", "main^{tree}")
    file.write_bytes(file.read_bytes().replace(head.encode(), tree.encode()))
    return file


def nothing(forge):
    file = forge.base.parent / "empty.bundle"
    file.write_bytes(b"")
    return file


def a_header_alone(forge):
    file = forge.base.parent / "header.bundle"
    file.write_bytes(b"# v2 git bundle\n" + b"1" * 40 + b" HEAD\n\n")
    return file


def a_program_by_name(forge):
    file = forge.base.parent / "named.bundle"
    file.write_bytes(b"# v2 git bundle\n" + b"1" * 40 + b" --upload-pack=touch\n\nPACK")
    return file


def an_endless_header(forge):
    file = forge.base.parent / "endless.bundle"
    file.write_bytes(b"# v2 git bundle\n" + (b"1" * 40 + b" refs/heads/x\n") * 4000)
    return file


def more_than_any(forge):
    file = forge.base.parent / "counted.bundle"
    file.write_bytes(b"# v2 git bundle\n" + b"1" * 40 + b" HEAD\n\nPACK\0\0\0\2\xff\xff\xff\xff")
    return file


def a_letter(forge):
    file = forge.base.parent / "letter.pdf"
    file.write_bytes(b"%PDF-1.7\n")
    return file


def a_pipe(forge):
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no pipes with a name")
    file = forge.base.parent / "pipe.bundle"
    os.mkfifo(file)
    return file


def a_folder(forge):
    return forge.base


HOSTILE = (
    *(link, submodule, modules, filters, git_inside, upwards, bomb, bomb_in_the_past, deep),
    *(no_family, unreadable_family, half_a_family, only_a_part, another_branch, a_tree_for_a_commit),
    *(nothing, a_header_alone, a_program_by_name, an_endless_header, more_than_any, a_letter, a_pipe, a_folder),
)


@pytest.mark.parametrize("make", HOSTILE, ids=lambda make: make.__name__)
def test_what_no_workbook_made_leaves_nothing_behind(make, tmp_path):
    file = make(Forge(tmp_path / "forge"))
    with pytest.raises(WorkbookError) as said:
        opened(file, tmp_path / "load")
    assert said.value.exit_code in {2, 4}
    assert list((tmp_path / "load").iterdir()) == []


def test_the_forge_itself_makes_what_can_be_opened(tmp_path):
    copy, _ = opened(Forge(tmp_path / "forge").family(), tmp_path / "load")
    assert copy.table()["surname"] == "Carrick"


def test_the_index_keeps_how_a_family_ended_and_notices_when_the_mark_goes(home, tmp_path, monkeypatch):
    copy, _ = opened(home[1], tmp_path / "load")
    monkeypatch.setattr("fsworkbook.store.index._FRESH", -(10**18))
    ends = {"closed": DAY, "ended": (Ended("tom", "Tom", DAY),), "handed": DAY}
    made = Glance("carrick", "FS-0001", "Carrick", True, Outlook((), ()), {}, **ends)
    assert index.keep(copy.path, "edition", lambda: made) == made
    assert index.find(copy.path, "edition").glance == made
    (copy.path / ".git" / "fsworkbook" / "handed-over").unlink()
    assert index.find(copy.path, "edition") is None
