"""Handing a workbook over, and opening what was handed over, by the real command line (B.40)."""

import hashlib
from pathlib import Path

import pytest

from tests.cli_work.conftest import Work
from tests.cli_work.test_ending import close, recordings

ENTER = "\r"
NAME = "FS-0900-handover-2025-04-14.bundle"
TO = 'to = "The northern team"\n'


@pytest.fixture
def beside(work):
    """A folder that is no family's, where the file may lie."""
    place = work.folder.parent / "beside"
    place.mkdir()
    return place


def hand_over(work, beside, by="helen"):
    record, path, label, digits = work.take("handover", "--as", by, "-o", str(beside), stdin=TO)
    assert (path, label) == (str(beside / NAME), "sha256")
    return record, digits


@pytest.fixture
def there(work, beside, tmp_path):
    """The other team's copy, opened by somebody there whose key is a key of this team."""
    work.take("note", "--as", "tom", stdin='text = "A note from before."')
    _, digits = hand_over(work, beside)
    config = tmp_path / "theirs" / "settings.toml"
    (tmp_path / "theirs" / "families").mkdir(parents=True)
    config.write_text(
        f'key = "tom"\nname = "Tom Abara"\nrole = "team-manager"\ncaseload = "{config.parent}/families"\n'
    )
    copy = Work(config.parent, config)
    code, out, said = copy.run("join", str(beside / NAME), "--sha256", digits)
    assert code == 0, said
    assert "Marlow · whole:" in out
    assert "its sha256 is the same" in said
    copy.folder = config.parent / "families" / "marlow"
    return copy


def test_what_is_recorded_of_it_and_what_is_made(work, beside):
    before = work.git("rev-parse", "HEAD")
    record, digits = hand_over(work, beside)
    [told] = work.data("show", "--kind", "handover")
    assert told["id"] == record
    assert told["keys"] == {"to": "The northern team", "head": before, "sha256": digits}
    assert hashlib.sha256((beside / NAME).read_bytes()).hexdigest() == digits
    assert [path.name for path in beside.iterdir()] == [NAME]
    said = work.git("log", "-1", "--format=%B")
    assert "northern" not in said
    assert "Workbook-Action: handover" in said


def test_a_closed_workbook_is_handed_over_and_nothing_else_is_recorded_in_it(work, beside):
    close(work)
    record, _ = hand_over(work, beside)
    code, _, said = work.run(
        "correct", record, "--as", "helen", "--from", "-", stdin='correction_reason = "x"\nto = "y"'
    )
    assert (code, "read-only" in said) == (3, True)
    code, _, said = work.run("note", "--as", "tom", "--from", "-", stdin='text = "x"')
    assert (code, "read-only" in said) == (3, True)


def test_to_whom_it_went_can_be_put_right_and_what_the_file_held_cannot(work, beside):
    record, _ = hand_over(work, beside)
    slip = 'correction_reason = "A slip."\n'
    code, _, said = work.run("correct", record, "--as", "helen", "--from", "-", stdin=f'{slip}sha256 = "{"0" * 64}"')
    assert (code, "stay as they are" in said) == (2, True), said
    work.take("correct", record, "--as", "helen", stdin=f'{slip}to = "The eastern team"')
    assert [told["keys"]["to"] for told in work.data("show", "--kind", "handover")][-1:] == ["The eastern team"]


@pytest.mark.parametrize(
    ("words", "table", "code", "says"),
    [
        (("--as", "priya"), TO, 3, "Who may: Team manager"),
        (("--as", "ruth"), TO, 3, "Who may: Team manager"),
        (("--as", "helen"), 'reason = "x"', 2, "to is missing"),
        (("--as", "helen"), f'{TO}sha256 = "{"0" * 64}"\n', 2, "leave sha256 out"),
        (("--as", "helen"), f"{TO}colour = 1\n", 2, "colour is not a key"),
        (("--as", "helen", "-o", "."), TO, 2, "in a family’s folder"),
        (("--as", "helen", "-o", "notes/x.bundle"), TO, 2, "there is no folder"),
        (("--as", "helen", "-o", "../settings.toml"), TO, 2, "is there already"),
    ],
)
def test_a_handover_that_cannot_be_leaves_nothing(work, beside, words, table, code, says):
    (beside.parent / "settings.toml").write_text("")
    where = [] if "-o" in words else ["-o", str(beside)]
    before = work.state()
    found, out, said = work.run("handover", *words, *where, "--from", "-", "--no-input", stdin=table)
    assert (found, out, says in said) == (code, "", True), said
    assert work.state() == before
    assert list(beside.iterdir()) == []
    assert sorted(path.name for path in work.folder.parent.iterdir()) == ["beside", "marlow", "settings.toml"]


def test_nothing_is_recorded_in_a_copy_and_everything_is_read(work, there):
    before = there.state()
    more = [
        (("handover", "--to", "Others", "--as", "helen", "-o", str(there.folder.parent.parent)), 'reason = "x"'),
        (("close", "--as", "helen"), 'reason = "x"'),
        (("reopen", "--as", "helen"), 'reason = "x"'),
        (("cover", "add", "--as", "helen"), 'role = "x"'),
    ]
    for words, table in [*recordings(work), *more]:
        code, out, said = there.run(*words, "--from", "-", "--no-input", stdin=table)
        assert (code, out) == (3, ""), (words, said)
        assert "was handed over to you to be read: nothing is recorded in this copy" in said
    for words in (("sync",), ("sync", "init", str(there.folder.parent.parent / "x.git"))):
        assert there.run(*words)[0] == 3
    assert there.run("sync", "--all", "--caseload", str(there.folder.parent))[0] == 0
    assert there.state() == before
    assert there.data("show", "--kind", "note")
    assert there.run("audit", "verify")[0] == 0
    assert there.run("log")[0] == 0
    papers = there.run("report", "--parent", "mum", "--md", "--output", str(there.folder.parent.parent))
    assert papers[0] == 0, papers


def test_a_copy_is_marked_in_the_caseload_and_owes_nobody_anything(there):
    code, out, said = there.run("caseload", "--caseload", str(there.folder.parent))
    assert code == 0, said
    assert "handed over to us on 14 Apr 2025" in out
    assert "late:" not in out
    code, out, _ = there.run("due", "--everyone", "--all", "--caseload", str(there.folder.parent))
    assert "Nothing is due" in out
    # Their own manager has the key of somebody else in the team that handed it over.
    assert there.run("caseload", "--as", "priya", "--caseload", str(there.folder.parent))[0] == 3


def test_the_mark_is_not_in_the_history(there):
    there.git("clone", "--quiet", str(there.folder), str(there.folder.parent.parent / "clone"))
    assert not (there.folder.parent.parent / "clone" / ".git" / "fsworkbook").exists()


def test_a_changed_file_is_not_opened(work, beside, tmp_path):
    _, digits = hand_over(work, beside)
    file = beside / NAME
    file.write_bytes(file.read_bytes()[:-30])
    (tmp_path / "theirs").mkdir()
    for more, says in (
        (("--sha256", digits), "is not the file"),
        ((), "is damaged"),
        (("--sha256", "12"), "64 digits"),
    ):
        code, out, said = work.run("join", str(file), "--caseload", str(tmp_path / "theirs"), *more)
        assert (code, out, says in said) == (2, "", True), said
        assert list((tmp_path / "theirs").iterdir()) == []
    code, _, said = work.run("join", "nowhere.bundle")
    assert (code, "there is no file" in said) == (2, True)


def test_what_is_found_in_the_history_is_said_on_both_sides(work, beside, tmp_path):
    [record] = work.take("note", "--as", "tom", stdin='text = "A note."')
    note = work.folder / "notes" / f"{record}.md"
    note.write_text(note.read_text().replace("A note.", "Another."))
    work.take("note", "--as", "tom", stdin='text = "It takes that along."')
    code, _, said = work.run("handover", "--as", "helen", "--to", "Them", "-o", str(beside))
    assert code == 0
    assert "“fsworkbook audit verify” finds something to look at" in " ".join(said.split())
    (tmp_path / "theirs").mkdir()
    code, out, _ = work.run("join", str(beside / NAME), "--caseload", str(tmp_path / "theirs"))
    assert (code, "changed" in out) == (1, True), out


def test_what_was_edited_by_hand_goes_along_and_is_told(work, beside):
    family = Path(work.folder / "family.toml")
    family.write_text(family.read_text() + "# by hand\n")
    code, _, said = work.run("handover", "--as", "helen", "--to", "Them", "-o", str(beside))
    assert (code, "family.toml was changed by hand" in said) == (0, True), said
    code, _, _ = work.run("join", str(beside / NAME), "theirs", "--caseload", str(beside))
    assert code == 0
    assert (beside / "theirs" / "family.toml").read_text().endswith("# by hand\n")


def test_handing_over_by_keys(beside, terminals):
    screen = terminals("handover", "--as", "helen", "--output", str(beside))
    screen.see("Whoever has the file can read all of it.")
    screen.see("Which team receives it?")
    screen.type("The northern team", ENTER)
    screen.see("Why is it handed on?")
    screen.type(ENTER)
    screen.see("Is this right?")
    screen.type(ENTER)
    screen.see("--sha256 DIGITS")
    assert screen.end() == 0
    assert (beside / NAME).is_file()


def test_who_may_not_is_told_before_a_question(terminals):
    screen = terminals("handover", "--as", "ruth")
    screen.see("Who may: Team manager")
    assert screen.end() == 3
    assert "Which team" not in screen.screen


def test_copies_still_leave_a_closed_workbook_and_are_written_down(work, beside):
    close(work)
    code, _, said = work.run("report", "--parent", "rosa", "--for", "rosa", "--md", "--as", "helen", "-o", str(beside))
    assert code == 0, said
    assert len(work.data("show", "--kind", "copy")) == 1
