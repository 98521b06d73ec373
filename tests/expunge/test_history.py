"""What is taken out is nowhere, and everything else is byte for byte as it was, commit by commit."""

import io
import json
import os
import shutil
import subprocess
import zipfile
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fsworkbook.errors import BadInput
from fsworkbook.store import familyfile
from fsworkbook.store.expunging import taking
from fsworkbook.store.expunging.planning import Target
from fsworkbook.store.folder import Folder
from fsworkbook.store.git import Git
from fsworkbook.workbook.disclosure.excision import MARK, Excision
from tests.expunge.conftest import blob, expunge, findings, found_in, history, note, objects, put, sound
from tests.sync.conftest import FAMILY, change, git

EXAMPLES = 60 if os.environ.get("FSWORKBOOK_TORTURE") else 3
WORDS = ["Brandon Carter", "Zoë O’Hara", "07700 900123", "Quillfeather"]
OTHERS = ["She came with her sister.", "## A line like a heading", "\\ a backslash", "It\nwas\n\nlate.", "Brand new."]
DISGUISES = [str, str.upper, str.lower, lambda word: word.replace(" ", "\n"), lambda word: word.replace(" ", "  "),
             lambda word: word.replace("’", "'"), lambda word: word.replace("ë", "e\u0308")]  # fmt: skip


@st.composite
def steps(draw):
    """What a few people do, one after the other: each with words that go, or without."""
    texts = st.lists(
        st.one_of(
            st.sampled_from(OTHERS),
            st.builds(lambda word, how: how(word), st.sampled_from(WORDS), st.sampled_from(DISGUISES)),
        ),
        min_size=1,
        max_size=4,
    ).map(" ".join)
    kinds = st.sampled_from(["note", "attachment", "correction", "strike", "family", "branch", "merge", "tag", "hand"])
    return draw(st.lists(st.tuples(kinds, texts, st.sampled_from(["priya", "tom", "ruth"])), min_size=3, max_size=9))


def act(folder, ids, step, number):  # noqa: C901 - one step of each kind
    """Do one step with the program, or with git where the program never does it."""
    kind, text, by = step
    if kind == "attachment":
        ids.append(
            put(folder, by, text + "\n", [("letter.txt", text.encode()), ("scan.bin", b"\0\xff" + text.encode())])
        )
    elif kind == "correction" and ids:
        ids.append(put(folder, by, text + "\n", corrects=[ids[number % len(ids)]], reason="a slip"))
    elif kind == "strike" and ids:
        made = note(by, text + "\n", "strike", strikes=ids[number % len(ids)], reason=text)
        folder.write(change(by, "strike", records=(made,)))
        ids.append(made.id)
    elif kind == "family":
        value = text.replace("\n", " ")
        family = familyfile.change(folder.family_text(), "person", "kerry", {"communication": value})
        if family != folder.family_text():
            folder.write(change(by, "person-change", family=family))
    elif kind == "branch":
        git(folder, "branch", f"side-{number}")
    elif kind == "tag":
        git(folder, "-c", "user.name=x", "-c", "user.email=x@y.z", "tag", "-a", "-m", text, f"tag-{number}")
    elif kind == "merge":
        git(folder, "checkout", "-q", "-b", f"apart-{number}", "HEAD")
        ids.append(put(folder, by, text + "\n"))
        git(folder, "checkout", "-q", "main")
        ids.append(put(folder, by, "Meanwhile.\n"))
        who = ["-c", "user.name=x", "-c", "user.email=x@y.z"]
        git(folder, *who, "merge", "-q", "--no-ff", "-m", f"brought together {text}", f"apart-{number}")
    elif kind == "hand" and ids:
        path = next(folder.path.glob(f"notes/{ids[0]}.md"), None)
        if path is not None:
            path.write_text(path.read_text("utf-8") + text + "\n", "utf-8")
        ids.append(put(folder, by, "After an edit.\n"))
    else:
        ids.append(put(folder, by, text + "\n"))


def told_apart(before, after, root, old, gone, excision):
    """Hold every commit of the new history against its old one: nothing differs but what should."""
    assert len(after) == len(before) + 1  # the tombstone
    for (_, said, files), (_, said_now, files_now) in zip(before, after[1:], strict=True):
        assert said_now[:2] == said[:2]
        assert said_now[2] == excision.message(said[2])
        stays = {path: name for path, name in files.items() if not any(record in path for record in gone)}
        wanted = {}
        for path, name in stays.items():
            data = blob(old, name)
            try:
                wanted[path] = excision.text(data.decode()).encode() if b"\0" not in data else data
            except UnicodeDecodeError:
                wanted[path] = data
            if b"\0" in data and excision.found(data.decode("utf-8", errors="replace")):
                del wanted[path]  # what is no text goes whole
        assert {path: blob(root, name) for path, name in files_now.items()} == wanted


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=steps(), strings=st.lists(st.sampled_from(WORDS), unique=True, max_size=2), data=st.data())
def test_random_histories_and_random_targets(tmp_path_factory, steps, strings, data):
    base = tmp_path_factory.mktemp("history")
    folder = Folder.create(base / "ashdown", FAMILY, change(action="new-family"))
    ids = []
    for number, step in enumerate(steps):
        act(folder, ids, step, number)
    ids = [record for record in ids if list(folder.path.rglob(f"{record}.md"))]
    records = data.draw(st.lists(st.sampled_from(ids), unique=True, max_size=1)) if ids else []
    shutil.copytree(folder.path, base / "old", symlinks=True)
    before = history(folder.path)
    plan = taking.find(Git(folder.path), Target(frozenset(records), tuple(strings))).plan
    if plan.empty:
        return
    lost = [blob(folder.path, name) for name in plan.removed]
    done = expunge(folder, *strings, records=records)
    assert done.remains == 0
    sound(folder)
    held = objects(folder.path)
    assert not any(data in held for data in lost)
    assert set(records) <= set(plan.records)
    excision = Excision(strings)
    everything = [path.read_bytes() for path in folder.path.rglob("*") if path.is_file()]
    for part in [held, *everything, *(str(path).encode() for path in folder.path.rglob("*"))]:
        assert not excision.found(part.decode("utf-8", errors="replace"))
    told_apart(before, history(folder.path), folder.path, base / "old", plan.records, plan.excision)
    if not any(kind in {"merge", "hand", "branch", "tag"} for kind, _, _ in steps):
        assert [item for item in findings(folder) if item[0] in {"tombstone", "trailers", "lost-head"}] == []


@pytest.fixture
def folder(tmp_path):
    return Folder.create(tmp_path / "ashdown", FAMILY, change(action="new-family"))


def zipped(text):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:t>{text}</w:t>")
    return made.getvalue()


def test_everywhere_in_the_folder(folder):
    """Drafts, mends' copies, git's own notes, the stash, other branches, tags, replaced objects, editors' leavings."""
    word = "Quillfeather"
    private = folder.path / ".git" / "fsworkbook"
    put(
        folder,
        text=f"{word} came.\n",
        attachments=[("a.docx", zipped(word)), (f"{word}.txt", b"x"), ("ok.bin", b"\0\1")],
    )
    git(folder, "branch", "other")
    git(folder, "-c", "user.name=x", "-c", "user.email=x@y.z", "tag", "-a", "-m", word, "v1")
    (folder.path / "family.toml").write_text(folder.family_text() + f"# {word}\n", "utf-8")
    git(folder, "-c", "user.name=x", "-c", "user.email=x@y.z", "stash")
    (folder.path / "family.toml").write_text(folder.family_text() + f"# again {word}\n", "utf-8")
    git(folder, "-c", "user.name=x", "-c", "user.email=x@y.z", "stash", "push", "-m", word)
    head = git(folder, "rev-parse", "HEAD")
    git(folder, "update-ref", "refs/replace/" + head, git(folder, "rev-parse", "HEAD^"))
    (private / "drafts").mkdir()
    draft = {"title": "note", "saved": "2025-03-04T09:00:00+00:00", "ids": [], "data": {"text": f"Zoë {word}", "n": 1}}
    (private / "drafts" / "note.json").write_text(json.dumps(draft))
    (private / "drafts" / "note.md").write_text(f"{word} and more\n")
    aside = private / "aside" / "2025-03-04T09-00-00Z"
    aside.mkdir(parents=True)
    (aside / "family.toml").write_text(f"# {word}\n")
    (aside / "object").write_bytes(zlib.compress(b"blob 12\0" + word.encode()))
    (aside / "one.pack").write_bytes(b"PACK")
    (folder.path / ".git" / "COMMIT_EDITMSG").write_text(word)
    (folder.path / "notes" / f".{word}.swp").write_bytes(word.encode())
    (folder.path / "notes" / "a.md~").write_text(f"before {word} after")
    assert len(found_in(folder.path, word)) > 8
    done = expunge(folder, word)
    assert done.remains == 0
    assert found_in(folder.path, word, word.lower(), word.upper()) == []
    sound(folder)
    kept = json.loads((private / "drafts" / "note.json").read_text())
    assert kept["data"] == {"text": f"Zoë {MARK}", "n": 1}
    assert (private / "drafts" / "note.md").read_text() == f"{MARK} and more\n"
    assert (folder.path / "notes" / "a.md~").read_text() == f"before {MARK} after"
    assert len(git(folder, "stash", "list").splitlines()) == 2
    assert f"# again {MARK}" in git(folder, "stash", "show", "-p", "stash@{0}")
    assert git(folder, "rev-parse", "other") == git(folder, "rev-parse", "HEAD^")
    names = {path.name for path in folder.path.glob("attachments/*/*")}
    assert names == {f"{MARK}.txt", "ok.bin"}


def test_a_key_stays_a_key(folder):
    family = familyfile.append(
        folder.family_text(), "person", {"key": "brandon", "name": "Brandon Carter", "part": "child"}
    )
    folder.write(change("priya", "person-add", family=family, subject="person-add · brandon · 2025-03-04"))
    put(folder, text="Brandon came. “brandon-x” did not.\n", about=["brandon", "kerry"])
    expunge(folder, "Brandon")
    assert found_in(folder.path, "Brandon", "brandon") == []
    row = folder.table()["person"][-1]
    assert (row["key"], row["name"]) == ("taken-out", "[taken out] Carter")
    (record,) = [one for one in folder.records()[0] if one.kind == "note"]
    assert record.about == ("taken-out", "kerry")
    assert git(folder, "log", "--format=%s").splitlines()[-2] == "person-add · taken-out · 2025-03-04"
    assert findings(folder) == []


def test_all_versions_go_and_what_is_alike_stays(folder):
    first = put(folder, text="One.\n")
    second = put(folder, text="Two.\n", corrects=[first], reason="a slip")
    third = put(folder, text="Three.\n", corrects=[second], reason="a slip")
    struck = note("priya", "Gone.\n", "strike", strikes=third, reason="x")
    folder.write(change("priya", "strike", records=(struck,)))
    named = put(folder, text="Four.\n", adds_to=second)
    twin = folder.path / "notes" / "copy of it.txt"
    twin.write_bytes(next(folder.path.rglob(f"{second}.md")).read_bytes())
    put(folder, text="Five.\n")
    found = taking.find(Git(folder.path), Target(frozenset({second})))
    assert set(found.plan.records) == {first, second, third, struck.id}
    assert found.plan.refer == (named,)
    expunge(folder, records=[second])
    assert {one.id for one in folder.records()[0] if one.kind == "note"} >= {named}
    assert found_in(folder.path, "One.", "Two.", "Three.", "Gone.") == []
    assert not twin.exists()


@pytest.mark.parametrize(
    ("string", "words"),
    [("ab", "at least 3"), ("taken out", "mark"), ("note", "of the workbook’s own"), ("2025-03-04", "names of records"),
     ("priya", "name or address"), ("14 Orchard Close", None)],
)  # fmt: skip
def test_what_would_break_the_workbook_is_refused_and_nothing_changes(folder, string, words):
    put(folder)
    head = git(folder, "rev-parse", "HEAD")
    if words is None:
        assert expunge(folder, string).remains == 0
        return
    with pytest.raises(BadInput, match=words):
        expunge(folder, string)
    assert git(folder, "rev-parse", "HEAD") == head
    sound(folder)


def test_one_after_the_other_keeps_both_tombstones(folder):
    first = put(folder, text="Brandon Carter.\n")
    put(folder, text="Zoë O’Hara.\n")
    one = expunge(folder, records=[first])
    two = expunge(folder, "zoë o'hara")
    assert findings(folder) == []
    says = {record.id: record.head for record in folder.records()[0] if record.kind == "tombstone"}
    assert set(says) == {one.record.id, two.record.id}
    follows = says[two.record.id]["renewed"]
    assert follows == {one.record.id: git(folder, "rev-parse", "HEAD~2")}
    assert subprocess.run(
        ["git", "cat-file", "-e", one.head], cwd=folder.path, check=False, capture_output=True
    ).returncode
