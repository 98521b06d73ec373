"""`log`: every filter, who has left, merges and edits by hand in plain words, and only as much read as is shown."""

import shutil
import subprocess

import pytest

from fsworkbook.cli.history import chronicle
from fsworkbook.store import commits
from fsworkbook.store.folder import Folder
from fsworkbook.store.git import Git
from tests.cli_work.conftest import Work, made  # noqa: F401 - a fixture

VISIT = 'start = 2025-04-02T16:00:00+01:00\nsession = "teatime"\nchildren_seen = ["lily"]\n'
NOTE = 'text = "She rang."\n'


def words(work, *arguments):
    return [item["words"] for item in work.data("log", *arguments)]


@pytest.fixture(scope="session")
def told(made, tmp_path_factory):  # noqa: F811 - the fixture's own name
    """A family with a bit of everything, to be read."""
    folder = tmp_path_factory.mktemp("told") / "marlow"
    shutil.copytree(made, folder)
    one = Work(folder, folder.parent / "settings.toml")
    one.take("note", "--as", "tom", stdin='text = "x"\nabout = ["dean"]\n', now="2025-04-01T10:00")
    (visit, *_) = one.take("visit", "--as", "priya", stdin=VISIT, now="2025-04-02T17:00")
    one.take("rate", "--as", "priya", stdin='rating = "red"\nreason = "r"\n', now="2025-04-03T10:00")
    one.take("person", "change", "rosa", "--as", "priya", stdin='language = "Polish"\n', now="2025-04-04T10:00")
    one.take("strike", visit, "--as", "priya", stdin='reason = "Another family."\n', now="2025-04-05T10:00")
    one.take("team", "leave", "tom", "--as", "helen", stdin="until = 2025-04-05\n", now="2025-04-05T12:00")
    return one


@pytest.fixture
def busy(told, tmp_path):
    """That family, to be changed."""
    shutil.copytree(told.folder, tmp_path / "marlow")
    return Work(tmp_path / "marlow", tmp_path / "settings.toml")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--kind", "note"), ["Note about Dean"]),
        (("--kind", "strike"), ["Withdrawal of visit to Lily (2 Apr 2025)"]),
        (("--person", "dean"), ["Note about Dean"]),
        (("--person", "rosa"), ["Person change: Rosa"]),
        (("--person", "lily"), ["Withdrawal of visit to Lily (2 Apr 2025)", "Visit to Lily, since withdrawn"]),
        (("--person", "lily", "--kind", "note"), []),
        (("--by", "tom"), ["Note about Dean"]),
        (("--by", "Whitcombe", "--since", "2025-04-02"), []),
        (("--on", "2025-04-04"), ["Person change: Rosa"]),
        (("--since", "2025-04-05"), ["Team leave: Tom", "Withdrawal of visit to Lily (2 Apr 2025)"]),
        (("--until", "2025-04-01"), ["Note about Dean", "Opened the workbook"]),
        (("--since", "2025-04-02", "--until", "2025-04-03", "--kind", "rating"), ["Rating"]),
        (("--until", "2025-04-02", "--at", "2025-04-04", "--kind", "visit"), ["Visit to Lily"]),
        (("--module", "3"), []),
    ],
)
def test_every_filter_holds(told, asked, said):
    assert words(told, *asked) == said


@pytest.mark.parametrize(
    "asked", [("--person", "nobody"), ("--kind", "poem"), ("--by", "nobody"), ("--on", "someday"), ("--until", "x")]
)
def test_what_does_not_exist_is_said(told, asked):
    code, out, err = told.run("log", *asked)
    assert (code, out) == (2, "")
    assert asked[0] in err


def test_somebody_who_has_left_is_still_named(told):
    page = told.run("log", now="2025-05-01T12:00")[1]
    assert "Tom" in next(line for line in page.splitlines() if "Note about Dean" in line)


def test_what_was_brought_together_is_said_in_words(busy):
    """A sync of two people's work, as each of them reads it."""
    other = busy.folder.parent / "tom" / "marlow"
    shared = busy.folder.parent / "shared.git"
    busy.run("sync", "init", str(shared), "--as", "priya")
    subprocess.run(["git", "clone", "--quiet", shared, other], check=True, capture_output=True)
    mine = busy.folder
    busy.folder = other
    busy.take("note", "--as", "ruth", stdin=NOTE, now="2025-04-06T10:00")
    assert busy.run("sync", "--as", "ruth", now="2025-04-06T10:01")[0] == 0
    busy.folder = mine
    busy.take("note", "--as", "priya", stdin=NOTE, now="2025-04-06T11:00")
    code, _, err = busy.run("sync", "--as", "priya", now="2025-04-06T11:01")
    assert code == 0, err
    said = words(busy, "--on", "2025-04-06")
    assert said == ["Brought together with what colleagues recorded", "Note", "Note"]


def test_an_edit_by_hand_is_told_as_one(busy):
    file = busy.folder / "family.toml"
    file.write_text(file.read_text() + "# a remark\n")
    busy.take("note", "--as", "priya", stdin=NOTE)
    assert words(busy, "--on", "2025-04-14") == ["Note", "edited by hand: family.toml or another file"]


def test_only_what_is_shown_is_read(busy, monkeypatch):
    for number in range(40):
        busy.take("note", "--as", "priya", stdin=NOTE, now=f"2025-04-07T10:{number:02}")
    monkeypatch.setattr(commits, "_PART", 8)
    folder = Folder.open(busy.folder)
    whole = commits.history(Git(busy.folder), None, ())
    assert [one.id for part in folder.walk() for one in part] == [one.id for one in whole]
    opened = []
    reading = folder.records
    monkeypatch.setattr(folder, "records", lambda only: opened.append(set(only)) or reading(only))
    from fsworkbook.cli.frame.sitting import Sitting  # noqa: PLC0415 - beside its only use
    from fsworkbook.cli.work.records import Wanted  # noqa: PLC0415 - likewise
    from fsworkbook.practice.loading import load  # noqa: PLC0415 - likewise
    from fsworkbook.practice.locating import shipped  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.registry import read_family  # noqa: PLC0415 - likewise

    sitting = Sitting(None, folder, read_family(folder.table(), "marlow"), load(shipped()), None)
    found = chronicle.Chronicle(sitting, None).find(chronicle.Wish(Wanted(everything=True)))
    assert [next(found).id for _ in range(5)] == [one.id for one in whole[:5]]
    assert [len(ids) for ids in opened] == [8]
    page = busy.run("log")[1]
    assert page.count("Note") == 30
    assert "--all" in page
    assert busy.run("log", "--all")[1].count("Note") == 41
