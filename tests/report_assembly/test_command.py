"""`fsworkbook report`: which assessment, where the paper goes, what the screen says, and the exit codes."""

import io
import json
from datetime import UTC, datetime

import pytest

from fsworkbook.cli.frame.desk import Desk
from fsworkbook.cli.main import run
from fsworkbook.store.folder import Author, Change, Folder
from tests.report_assembly.making import entry

FAMILY = """format = 1
reference = "FS 01/7"
surname = "Rowan"
training = true
person = [
  { key = "ana", name = "Ana Rowan", part = "parent", gender = "female" },
  { key = "ben", name = "Ben Sharpe", part = "parent", gender = "male" },
  { key = "ida", name = "Ida Rowan", part = "child", born = 2015-11-11 },
]
relation = [
  { key = "r1", a = "ana", b = "ida", kind = "mother" },
  { key = "r2", a = "ben", b = "ida", kind = "father" },
]
assessment = [
  { key = "PA-A", parents = ["ana"], children = ["ida"], started = 2025-03-03 },
  { key = "PA-B", parents = ["ben"], children = ["ida"], started = 2025-03-03 },
]
team = [{ key = "sam", name = "Sam Wells", role = "social-worker", email = "sam@example.org" }]
"""
NAME = "FS-01-7-PA-A-2025-05-30-draft"


@pytest.fixture
def home(tmp_path):
    told = entry("Ana holds her.", ["M5.Q01"], ["ida"])
    when = datetime(2025, 3, 14, 16, tzinfo=UTC)
    author = Author("sam", "Sam Wells", "sam@example.org", "social-worker")
    change = Change(action="new-family", subject="opened", author=author, now=when, records=(told,))
    Folder.create(tmp_path / "load" / "rowan", FAMILY, change)
    (tmp_path / "desk").mkdir()
    return tmp_path


@pytest.fixture
def report(home):
    def call(*arguments, where="desk", stdin=""):
        env = {"FSWORKBOOK_NOW": "2025-05-30T12:00", "FSWORKBOOK_CASELOAD": str(home / "load"), "HOME": str(home)}
        env["FSWORKBOOK_CONFIG"] = str(home / "config")
        out, err = io.StringIO(), io.StringIO()
        desk = Desk(env, io.StringIO(stdin), out, err, home / where)
        code = run(["report", *arguments], desk)
        return code, out.getvalue(), err.getvalue()

    return call


def test_a_draft_goes_where_one_stands_under_a_neutral_name_after_what_is_missing(report, home):
    code, out, err = report("--family", "rowan", "--parent", "mum")
    paper = home / "desk" / f"{NAME}.pdf"
    assert (code, out) == (0, f"{paper}\n")
    assert paper.read_bytes().startswith(b"%PDF")
    assert "things are still to be written" in err
    assert max(map(len, err.splitlines())) <= 80
    assert list((home / "desk").iterdir()) == [paper]


def test_it_never_goes_into_a_familys_folder(report, home):
    code, out, err = report("--assessment", "pa-a", where="load/rowan/modules")
    assert (code, out) == (0, f"{home / 'load' / NAME}.pdf\n")
    assert "beside it" in err
    code, out, err = report("--family", "rowan", "--assessment", "PA-A", "--output", str(home / "load" / "rowan"))
    assert (code, out) == (2, "")
    assert "no paper may go" in err


def test_only_an_earlier_draft_of_its_name_is_replaced(report, home):
    call = ("--family", "rowan", "--assessment", "PA-A", "--output")
    assert report(*call, str(home / "desk"))[0] == 0
    code, _, err = report(*call, str(home / "desk"))
    assert code == 0
    assert "replaces the earlier" in err
    other = home / "desk" / "letter.pdf"
    other.write_text("mine")
    code, out, _ = report(*call, str(other))
    assert (code, out, other.read_text()) == (2, "", "mine")


def test_check_lists_the_gaps_and_writes_nothing(report, home):
    code, out, _ = report("--family", "rowan", "--parent", "ana", "--check")
    assert code == 1
    assert "Parenting capacity: 9.1" in out
    assert "module 5" in out
    assert list((home / "desk").iterdir()) == []


def test_several_assessments_have_to_be_told_apart(report):
    code, out, err = report("--family", "rowan")
    assert (code, out) == (2, "")
    assert "PA-A (Ana), PA-B (Ben)" in err
    assert report("--family", "rowan", "--assessment", "PA-X")[0] == 2
    assert report("--family", "rowan", "--assessment", "PA-B", "--parent", "mum")[0] == 2


def test_json_gives_the_parts_with_their_records_and_the_gaps(report, home):
    code, out, _ = report("--family", "rowan", "--parent", "mum", "--json")
    data = json.loads(out)["data"]
    assert code == 0
    assert data["banners"] == ["For the team only", "Training example"]
    parts = {part["id"]: part for part in data["parts"]}
    assert len(parts["S09.01"]["evidence"]) == 1
    assert {"section", "part", "child", "kind", "words", "questions"} == set(data["gaps"][0])
    assert list((home / "desk").iterdir()) == []
    assert report("--family", "rowan", "--parent", "mum", "--json", "--check")[0] == 1


def test_at_a_day_before_there_is_nothing_of_it(report):
    code, out, _ = report("--family", "rowan", "--parent", "mum", "--at", "2025-03-13", "--json")
    assert code == 0
    assert json.loads(out)["data"]["sources"] == []


def test_a_part_is_written_and_then_stands_in_the_paper(report):
    write = ("write", "9.1", "--family", "rowan", "--as", "sam", "--parent", "mum", "--from", "-")
    code, out, _ = report(*write, stdin='text = "I think she cares well."')
    assert code == 0
    data = json.loads(report("--family", "rowan", "--parent", "mum", "--json")[1])["data"]
    part = next(part for part in data["parts"] if part["id"] == "S09.01")
    assert part["analysis"] == [out.strip()]
    assert not [gap for gap in data["gaps"] if gap["part"] == "S09.01"]


def test_a_part_without_words_is_not_written(report):
    code, out, err = report("write", "9.1", "--family", "rowan", "--as", "sam", "--parent", "mum", "--no-input")
    assert (code, out) == (2, "")
    assert "text is missing" in err


def test_both_formats_are_written_with_the_same_words(report, home):
    code, out, _ = report("--family", "rowan", "--parent", "mum", "--md", "--pdf")
    assert code == 0
    assert [line.rpartition(".")[2] for line in out.split()] == ["pdf", "md"]
    paper = (home / "desk" / f"{NAME}.md").read_text(encoding="utf-8")
    assert "For the team only" in paper
    assert paper.count("Ana holds her.") == 1
