"""Bad places and bad words on the command line: folders, families, git, settings, clocks, options."""

import os
import resource
import shutil
import sys

import pytest

from tests.cli_bad.conftest import CANARY, TOLD, hold, refused
from tests.cli_bad.tables import READS, WAYS, calls, who, words_of

NOTE = f'text = "{TOLD} he left"'
TAKE = ("note", "--as", "priya", "--from", "-")
STRANGE = ("~nobody-of-that-name", "a\0b", "x" * 5000)
"""What `choosing` does not yet take calmly; see the last test."""


@pytest.mark.parametrize(
    ("family", "says"),
    [
        ("../..", "is not a family's folder"),
        ("/", "is not a family's folder"),
        ("-x", "no family “-x”"),
        ("--", "no family “--”"),
        ("mar", "could be marlow, marsh"),
        ("nobody", "There is marlow, marsh"),
        ("..", "is not a family's folder"),
        ("", "which family?"),
    ],
)
@pytest.mark.parametrize("words", ["note", "person add", "show"])
def test_a_family_that_is_none_or_several(still, words, family, says):
    more = [] if words == "show" else ["--as", "priya", "--from", "-"]
    call = [*words.split(), "--family", family, "--caseload", still.caseload, *more]
    refused(still, *call, stdin=NOTE, cwd=still.place, says=says)


@pytest.mark.parametrize("words", [words for words in WAYS if not words.startswith("new-family")])
def test_without_a_family_or_an_author_nothing_is_recorded(still, words):
    call = calls(words, still)
    refused(still, *call, stdin=WAYS[words], cwd=still.place, says="which family?")
    nobody = [*words_of(words, still), "--from", "-"]
    refused(still, *nobody, stdin=WAYS[words], says="who are you?")
    refused(still, *nobody, "--as", "rosa", stdin=WAYS[words], says="not on the team of marlow")


@pytest.mark.parametrize("words", WAYS)
def test_where_nobody_can_be_asked_it_says_what_is_missing(still, words):
    for more in ([], ["--no-input"]):
        before = still.state()
        code, _out, err = still.run(*words_of(words, still), "--as", who(words), *more)
        if words in {"summary", "consent"} or (words == "module 3" and not more):  # then there is something to read
            assert code == 0
            continue
        hold(code, err)
        assert still.state() == before


@pytest.mark.parametrize("words", READS)
@pytest.mark.parametrize("day", ["2025-02-30", TOLD, "", "31/13"])
def test_at_takes_a_day(still, words, day):
    refused(still, *words.split(), "--at", day, says="--at")


@pytest.mark.parametrize(
    ("call", "says"),
    [
        ("show 2025-01-01-priya-aaaaaaaaaa", "has no record"),
        ("show ../../family.toml", "has no record"),
        ("show --module 99", "There is no module 99"),
        ("show --kind poem", "It takes: module"),
        ("show --parent nobody", "It takes: rosa"),
        ("show --by nobody", "helen, priya, tom, ruth"),
        ("show --on 2025-02-30", "no 30 February"),
        ("log --since 2025-13-01", "no month 13"),
        ("module 99", "There is no module 99"),
        ("module 3 --parent nobody --as priya", "rosa, dean"),
        ("module 4 --child nobody --as priya", "josh, lily"),
        ("module 3 --assessment PA-X --as priya", "PA-R, PA-D"),
        ("rag --meeting 2025-01-01", "2025-04-24"),
        ("report --assessment PA-X", "PA-R, PA-D"),
        ("report --assessment PA-R --output /nowhere-at-all/x", ""),
        ("practice show 99", "There is no module 99"),
        ("practice question 3.99", "Module 3 has"),
        ("correct 2025-01-01-priya-aaaaaaaaaa --as priya", "has no record"),
        ("strike 2025-01-01-priya-aaaaaaaaaa --as priya", "has no record"),
        ("born lily --as priya", "born already"),
        ("cover end none --as helen", "cover1"),
        ("demo --name nobody", "ashdown"),
        ("new-family ../x --as priya", "plain word"),
    ],
)
def test_what_a_command_names_and_is_not_there(still, call, says):
    before = still.state()
    code, _out, err = still.run(*call.split())
    assert code == 2, err
    assert says in err
    assert "something unexpected" not in err
    assert still.state() == before


@pytest.mark.parametrize("words", ["rate", "supervision schedule", "team add", "cover add"])
def test_what_a_role_may_not_do_is_refused_with_who_may(still, words):
    by = "ruth" if words == "rate" else "priya"
    refused(still, *words.split(), "--as", by, "--from", "-", stdin=WAYS[words], code=3, says="Who may")


@pytest.mark.parametrize("now", ["yesterday", "2025-02-30T10:00", TOLD, "9999999"])
def test_a_clock_that_is_none(still, now):
    refused(still, *TAKE, stdin=NOTE, env={"FSWORKBOOK_NOW": now}, says="FSWORKBOOK_NOW is not a moment")


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ('key = "priya"\nname = broken\n', "settings.toml"),
        ("key = 7\n", "“key”"),
        (b"key = '\xff'\n", "UTF-8"),
        ('current = "/nowhere-at-all"\nkey = "priya"\n', "is gone"),
    ],
)
def test_settings_that_are_broken(bad, settings, says):
    bad.config.write_bytes(settings if isinstance(settings, bytes) else settings.encode())
    refused(bad, "note", "--from", "-", stdin=NOTE, cwd=bad.place, says=says)


FAMILY_FAULTS = {
    "cut off": (lambda text: text[: text.index("[[relation]]")] + f'name = "{CANARY}', "line"),
    "conflict": (lambda text: text.replace("surname", "<<<<<<< HEAD\nsurname", 1), "line 3"),
    "key twice": (lambda text: text.replace("opened", f'surname = "{CANARY}"\nopened', 1), "line 4"),
    "empty": (lambda _: "", "surname is missing"),
    "no text": (lambda text: text.replace('"Rosa Marlow"', "7"), "rosa: name is not text"),
    "no name": (lambda text: text.replace('"Rosa Marlow"', '"  "'), "rosa: name is missing"),
    "key in a list": (lambda text: text.replace('key = "rosa"', f'key = ["{TOLD}"]'), "key is not text"),
    "one key for two": (lambda text: text + '\n[[person]]\nkey = "rosa"\nname = "R"\npart = "other"\n', "used twice"),
    "nobody": (lambda text: text.replace('b = "lily"', f'b = "{TOLD}"', 1), "no [[person]] has that key"),
    "no date": (lambda text: text.replace("opened = 2025-02-24", f'opened = "{TOLD}"'), "opened is not a date"),
    "no table": (lambda text: f'{text.split("[[person]]")[0]}person = "{TOLD}"\n', "[[person]]"),
    "a list in a list": (lambda text: text.replace('["rosa", "josh", "lily"]', f'[["{TOLD}"]]'), "is not a list"),
}


@pytest.mark.parametrize("what", FAMILY_FAULTS)
def test_a_family_toml_that_is_broken(bad, what):
    change, says = FAMILY_FAULTS[what]
    place = bad.folder / "family.toml"
    place.write_text(change(place.read_text(encoding="utf-8")), encoding="utf-8")
    for call in (TAKE, ("person", "add", *TAKE[1:]), ("show",), ("rag", "--as", "priya"), ("use", "marlow")):
        refused(bad, *call, stdin=NOTE, says=says)
    refused(bad, *TAKE, stdin=NOTE, says="fsworkbook doctor --mend” puts back what was last recorded")
    code, out, err = bad.run("families", "--caseload", bad.caseload)
    assert (code, "marsh" in out, says in err, CANARY in err) == (0, True, True, False)
    assert bad.run("due", "--family", ".")[:2] == (2, "")  # and never that nothing is due
    code, out, _ = bad.run("due", "--everyone", "--caseload", bad.caseload)
    assert (code, "Not counted: 1 family that could not be read." in out) == (0, True)


def test_a_newer_format_is_read_and_not_written(bad):
    place = bad.folder / "family.toml"
    place.write_text(place.read_text(encoding="utf-8").replace("format = 1", "format = 2"), encoding="utf-8")
    assert bad.run("show")[0] == 0
    for words in ("note", "person add", "rate"):
        refused(bad, *calls(words, bad), stdin=WAYS[words], says="newer format")


GOOD = '+++\nformat = 1\nkind = "note"\non = 2025-04-14\nrecorded = 2025-04-14T11:00:00Z\nby = "priya"\n+++\nhi\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (GOOD[:40], "line 1"),
        (f"{TOLD} he left", "line 1"),
        (GOOD.replace("by = ", f"by {CANARY}"), "line 6"),
        (GOOD.replace('"priya"', "7"), "line 6"),
        (GOOD.encode() + b"\xff", "line 9"),
        (b"\0" * 500, "line 1"),
        ("", "line 1"),
    ],
)
def test_a_damaged_record_is_named_with_its_line_and_the_rest_works(bad, text, says):
    name = "2025-04-14-priya-aaaaaaaaaa.md"
    (bad.folder / "notes" / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    for words in READS:
        code, out, err = (
            bad.run(*words.split(), "--as", "priya") if words in {"rag", "summary"} else bad.run(*words.split())
        )
        assert code in {0, 1}, err
        assert out
        assert CANARY not in err
        if words in {"show", "log", "module", "rag", "summary", "supervision"}:
            assert f"notes/{name}, {says}" in err
    assert bad.run(*TAKE, stdin='text = "x"')[0] == 0


@pytest.mark.parametrize(
    "line",
    [
        "[core]\n\tfsmonitor = touch {mark}\n",
        "[core]\n\thooksPath = {hooks}\n",
        '[filter "x"]\n\tclean = touch {mark}\n',
        "[diff]\n\texternal = touch {mark}\n",
        "[include]\n\tpath = {hooks}/more\n",
        "[gpg]\n\tprogram = touch {mark}\n",
        '[remote "origin"]\n\turl = ext::touch {mark}\n',
        "[alias]\n\tcommit = !touch {mark}\n",
    ],
)
def test_a_hostile_git_configuration_starts_nothing(bad, line):
    mark, hooks = bad.place / "mark", bad.place / "hooks"
    hooks.mkdir()
    (hooks / "pre-commit").write_text(f"#!/bin/sh\ntouch {mark}\n", encoding="utf-8")
    (hooks / "pre-commit").chmod(0o755)
    (hooks / "more").write_text(f"[core]\n\tfsmonitor = touch {mark}\n", encoding="utf-8")
    with (bad.folder / ".git" / "config").open("a", encoding="utf-8") as config:
        config.write(line.format(mark=mark, hooks=hooks))
    refused(bad, *TAKE, stdin=NOTE, code=4, says=".git/config")
    bad.run("log")
    bad.run("show")
    assert not mark.exists()


def test_without_git_nothing_is_recorded(bad):
    before = bad.state()
    code, out, err = bad.process(*TAKE, stdin=NOTE, env={"PATH": str(bad.place)})
    hold(code, err, 4, "git is not installed")
    assert (out, bad.state()) == ("", before)


def test_without_a_history_nothing_is_recorded(bad):
    shutil.rmtree(bad.folder / ".git")
    refused(bad, *TAKE, stdin=NOTE, code=4, says="no history of its own")


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are Unix's")
@pytest.mark.parametrize(("words", "key"), [("note", "text"), ("person add", "faith"), ("rate", "reason")])
def test_a_disk_that_takes_no_more_loses_nothing(bad, words, key):
    def little():
        resource.setrlimit(resource.RLIMIT_FSIZE, (16_000, 16_000))

    long = "\n".join(line for line in WAYS[words].splitlines() if not line.startswith(f"{key} ="))
    long = f'{key} = "{CANARY * 2000}"\n{long}'
    before = bad.state()
    code, out, err = bad.process(*calls(words, bad), stdin=long, before=little)
    hold(code, err, 4, "could not be written")
    assert out == ""
    assert bad.state() == before
    assert bad.git("status", "--porcelain") == ""
    assert bad.run(*calls(words, bad), stdin=WAYS[words])[0] == 0


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_only_be_read_is_said(bad):
    for path in (bad.folder / ".git", bad.folder):
        path.chmod(0o500)
    try:
        refused(bad, *TAKE, stdin=NOTE, code=4, says="may not write")
    finally:
        for path in (bad.folder, bad.folder / ".git"):
            path.chmod(0o700)


def test_a_practice_folder_that_is_broken_names_file_and_line(bad):
    from fsworkbook.practice.locating import shipped  # noqa: PLC0415 - beside its only use

    own = shutil.copytree(shipped(), bad.place / "own")
    (own / "ratings.toml").write_text(f'format = 1\n[[rating]]\nid = "{CANARY}\n', encoding="utf-8")
    env = {"FSWORKBOOK_PRACTICE": str(own)}
    before = bad.state()
    code, out, err = bad.run(*calls("rate", bad), stdin=WAYS["rate"], env=env)
    assert (code, out) == (2, ""), err
    assert "ratings.toml:3" in err
    assert CANARY not in err
    assert bad.state() == before
    refused(bad, *TAKE, stdin=NOTE, env={"FSWORKBOOK_PRACTICE": "/nowhere-at-all"}, says="practice model")


@pytest.mark.parametrize("name", [name for name in STRANGE if "\0" not in name], ids=["account", "long"])
@pytest.mark.parametrize("option", ["--family", "--caseload"])
def test_names_that_no_file_can_have(still, option, name):
    more = ["--family", "marlow"] if option == "--caseload" else ["--caseload", still.caseload]
    refused(still, *TAKE, option, name, *more, stdin=NOTE, cwd=still.place)
