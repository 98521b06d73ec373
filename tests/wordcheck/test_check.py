"""The command: a record, what I wrote lately, everything, a report, a file, standard input; acceptances; settings."""

import json
import re
import shutil
import subprocess
import time

import pytest

from fsworkbook.practice.locating import shipped

BAD = 'text = "It was felt that Rosa failed to attend. Siblings seen by HV and XYZ. He sometimes shouts."\n'
GOOD = 'text = "I met Rosa at home. Josh showed me his bike."\n'
MATCHER = re.compile(
    r"(?P<file>.+?):(?P<line>\d+):(?P<column>\d+): (?P<strength>error|warning|note): .+ \[K\.[A-Z]\d\d\]"
)


def tail(record):
    return record.rpartition("-")[2]


def note(work, text=BAD, by="priya", **more):
    (key,) = work.take("note", "--as", by, stdin=text, **more)
    return key


def findings(data):
    return {one["id"]: one for record in data["records"] for one in record["findings"]}


def test_one_record(work):
    key = note(work)
    code, out, err = work.run("check", tail(key))
    assert (code, err) == (1, "")
    assert "4 warnings and 2 hints in 17 words (23.5 warnings in 100)." in out
    assert "Reading age " in out
    for line in (
        "It was felt  K.G14  who felt, who said?",
        "failed to  K.V02",
        "Siblings  K.J43  brothers and sisters",
    ):
        assert line in out
    assert f"fsworkbook correct {tail(key)} " in out
    assert all(len(line) <= 80 for line in out.splitlines())
    assert out.index("Worth changing") < out.index("Worth a thought") < out.index("sometimes")


def test_a_good_record(work):
    key = note(work, GOOD)
    code, out, _ = work.run("check", tail(key))
    assert code == 0
    assert "Nothing to change in 10 words." in out


def test_hints_alone_are_no_failure(work):
    key = note(work, 'text = "Rosa sometimes shouts."')
    assert work.run("check", tail(key))[0] == 0


def test_json_says_where(work):
    lines = ["I met Rosa.", "", "## not a heading of the format", "It was felt by nobody.", "", "\\\\ Siblings came."]
    key = note(work, 'text = """\n{}\n"""\n'.format("\n".join(lines)))
    code, out, _ = work.run("check", tail(key), "--json")
    assert code == 1
    found = findings(json.loads(out)["data"])
    path = next(work.folder.rglob(f"{key}.md"))
    lines = path.read_text(encoding="utf-8").split("\n")
    one = found["K.J43"]
    assert lines[one["line"] - 1][one["column"] - 1 :].startswith("Siblings")
    assert one["instead"] == "brothers and sisters; their names"
    assert one["lints"] == ["K.L02"]
    assert set(found) == {"K.J43"}


def test_lines_for_an_editor_point_at_the_words(work):
    key = note(work)
    code, out, _ = work.run("check", tail(key), "--plain")
    assert code == 1
    for line in out.splitlines():
        found = MATCHER.fullmatch(line)
        assert found, line
        typed = (work.folder / found["file"]).read_text(encoding="utf-8").split("\n")[int(found["line"]) - 1]
        words = re.search(r": “(.+?)”", line)[1]
        assert typed[int(found["column"]) - 1 :].startswith(words)
    assert "warning: “Siblings”: brothers and sisters; their names [K.J43]" in out
    assert "note: “sometimes”" in out


def test_bare_shows_what_i_wrote_lately(work):
    mine, older, theirs = note(work), note(work, now="2025-03-20T10:00"), note(work, by="tom")
    code, out, _ = work.run("check", "--as", "priya", "--json")
    assert code == 1
    assert [one["id"] for one in json.loads(out)["data"]["records"]] == [mine]
    code, out, _ = work.run("check", "--as", "priya", "--at", "2025-03-21", "--json")
    assert [one["id"] for one in json.loads(out)["data"]["records"]] == [older]
    code, out, _ = work.run("check", "--all", "--json")
    assert {one["id"] for one in json.loads(out)["data"]["records"]} == {mine, older, theirs}
    code, out, _ = work.run("check", "--all")
    assert "3 records: 12 warnings, 8 hints" in out
    assert "Words of another entry" not in out
    code, out, _ = work.run("check", "--all", "--hints")
    assert "Vague (hint)" in out
    assert "Words of another entry (hint)" in out
    assert all(len(line) <= 80 for line in out.splitlines())


def test_nothing_written_lately(work):
    code, out, _ = work.run("check", "--as", "priya")
    assert code == 0
    assert out.startswith("Marlow: you wrote nothing in the last 14 days")
    assert "check --all looks at everything." in " ".join(out.split()).replace("check\n--", "check --")


def test_what_was_closed_stays_closed(work):
    stdin = 'rating = "amber"\nreason = "Siblings are with peers."\n'
    work.take("rate", "--as", "tom", stdin=stdin)
    assert work.data("check", "--all", "--as", "priya")["records"] == []


def test_repeated_text_is_a_hint_at_ones_own_alone(work):
    long = "I met Rosa and Josh in the kitchen and we talked about the bike and the new school"
    first = note(work, f'text = "{long}."')
    note(work, f'text = "{long}."', by="tom")
    data = work.data("check", tail(first))
    assert findings(data) == {}
    again = note(work, f'text = "Later. {long} again."')
    found = findings(work.data("check", tail(again)))
    assert set(found) == {"K.L11"}
    assert tail(first) in found["K.L11"]["why"]
    assert found["K.L11"]["words"].startswith("I met Rosa and Josh")


def test_another_familys_name_is_a_hint(work):
    other = work.folder.parent / "bello"
    work.run("new-family", "--from", "-", "--as", "helen", "--caseload", str(work.folder.parent), stdin="")
    if not other.exists():
        other.mkdir()
        text = (work.folder / "family.toml").read_text(encoding="utf-8")
        text = text.replace("Josh Osgood", "Amara Bello").replace("Marlow", "Bello")
        (other / "family.toml").write_text(text, encoding="utf-8")
        for words in (
            ["init", "-q"],
            ["add", "."],
            ["-c", "user.name=x", "-c", "user.email=x@y", "commit", "-qm", "x"],
        ):
            subprocess.run(["git", *words], cwd=other, check=True)
    key = note(work, 'text = "I met Amara Bello by chance."')
    found = findings(work.data("check", tail(key)))
    assert found["K.L14"]["words"] == "Amara Bello"
    assert "bello" in found["K.L14"]["why"]
    assert found["K.L14"]["strength"] == "hint"


def test_words_that_are_kept_from_somebody_stop_a_copy(work):
    work.take(
        "restrict", "set", "--as", "helen",
        stdin='key = "r9"\nwhat = "the address"\nguard = ["Larkfield"]\nnever_to = ["dean"]\nreason = "The order."\n',
    )  # fmt: skip
    (key,) = work.take(
        "event", "--as", "priya",
        stdin='on = 2025-04-01\nchildren = ["lily"]\ntext = "They went to Larkfield Rise."\neffect_on_child = "Glad"\n',
    )  # fmt: skip
    code, out, _ = work.run("check", tail(key))
    assert code == 1
    assert "Stops a copy" in out
    assert "r9 keeps it from Dean" in out
    assert f"fsworkbook restrict cover r9 --record {tail(key)}" in out
    code, _, err = work.run("check", tail(key), "--accept", "K.L13", "--reason", "No.", "--as", "priya")
    assert code == 2
    assert "restrict cover" in err
    assert work.run("restrict", "cover", "r9", "--record", tail(key), "--as", "helen", "--no-input")[0] == 0
    assert work.run("check", tail(key))[0] == 0


def test_a_parents_own_words_are_never_checked(work):
    first = note(work, GOOD)
    (key,) = work.take(
        "reply", first, "--person", "rosa", "--as", "priya", stdin='text = "The siblings always failed to."'
    )
    code, out, err = work.run("check", tail(key))
    assert (code, out) == (0, "")
    assert "somebody else’s" in err
    assert key not in {one["id"] for one in work.data("check", "--all")["records"]}


# Accepting


def test_what_was_accepted_with_a_reason_stays_quiet(work):
    key = note(work)
    assert work.run("check", tail(key), "--accept", "j43", "--reason", "Rosa’s word.", "--as", "priya")[0] == 0
    found = findings(json.loads(work.run("check", tail(key), "--json")[1])["data"])
    assert "K.J43" not in found
    assert "K.V02" in found
    (accepted,) = work.folder.rglob("acceptances/*.md")
    assert 'what = "K.J43"' in accepted.read_text(encoding="utf-8")
    other = note(work)
    assert "K.J43" in findings(json.loads(work.run("check", tail(other), "--json")[1])["data"])


def test_words_alone_are_accepted(work):
    key = note(work, 'text = "The XYZ and the ABCD came."')
    table = f'of = "{key}"\nwhat = "K.L03"\nwords = "xyz"\nreason = "Rosa runs it."\n'
    work.take("check", "--as", "priya", stdin=table)
    data = json.loads(work.run("check", tail(key), "--json")[1])["data"]
    assert [one["words"] for one in data["records"][0]["findings"]] == ["ABCD"]


def test_an_acceptance_outlives_a_correction_and_ends_with_its_withdrawal(work):
    key = note(work)
    work.take("check", tail(key), "--accept", "K.V02", "--as", "priya", stdin='reason = "As the letter says."\n')
    (accepted,) = [path.stem for path in work.folder.rglob("acceptances/*.md")]
    text = BAD.replace("He sometimes", "She sometimes")
    (corrected,) = work.take("correct", tail(key), "--reason", "A slip.", "--as", "priya", stdin=text)
    assert "K.V02" not in findings(json.loads(work.run("check", tail(corrected), "--json")[1])["data"])
    assert work.run("strike", accepted, "--reason", "Not so.", "--as", "priya", "--no-input")[0] == 0
    assert "K.V02" in findings(json.loads(work.run("check", tail(corrected), "--json")[1])["data"])


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ('what = "K.J43"\n', "reason is missing"),
        ('what = "K.X99"\nreason = "So."\n', "takes the id that the check showed"),
        ('reason = "So."\n', "what is missing"),
    ],
)
def test_an_acceptance_says_what_and_why(work, table, says):
    key = note(work)
    code, _, err = work.run("check", tail(key), "--from", "-", "--as", "priya", stdin=table)
    assert code == 2
    assert says in err


def test_a_reason_is_asked_for(work, terminals):
    key = note(work)
    screen = terminals("check", tail(key), "--accept", "K.J43", "--as", "priya")
    said = screen.see("Why does it stay?")
    assert "“Siblings”" in said
    assert "Siblings seen by HV and XYZ." in said
    assert "failed to attend" not in said
    screen.type("Her word.", "\r")
    time.sleep(0.3)
    screen.type("\r")
    screen.see("Recorded: accepted wording")
    assert screen.end() == 0


def test_which_record_is_asked_for_once(work, terminals):
    """What was chosen stands: its question does not go away with its answer, which would lay the answer aside."""
    key = note(work)
    screen = terminals("check", "--accept", "K.J43", "--as", "priya")
    screen.see("In which record?")
    screen.type("\r")
    assert "Siblings seen by" in screen.see("Why does it stay?")
    screen.type("Her word.", "\r")
    screen.see("Is this right?")
    assert "Laid aside" not in screen.screen
    screen.type("\r")
    screen.see("Recorded: accepted wording")
    assert screen.end() == 0
    (accepted,) = work.folder.rglob("acceptances/*.md")
    assert f'of = "{key}"' in accepted.read_text(encoding="utf-8")


# After writing


def written(work, terminals, text, **env):
    """Record a note on a terminal from a file; returns what is on the screen then."""
    answers = work.folder.parent / "note.toml"
    answers.write_text(text, encoding="utf-8")
    screen = terminals("note", "--from", str(answers), "--as", "priya", "--no-input", **env)
    assert screen.end() == 0
    return " ".join(screen.screen.split())


def test_a_quiet_line_after_writing(work, terminals):
    told = written(work, terminals, BAD)
    assert "Words to look at again: “It was felt”, “failed to”, “Siblings”, “XYZ”." in told
    assert f"fsworkbook check {tail(told.split()[0])}" in told
    assert "sometimes" not in told
    assert "Words to look at" not in written(work, terminals, GOOD)


def test_it_is_switched_off_by_a_setting(work, terminals):
    assert work.run("setup", "--name", "Priya Nandakumar", "--check-words", "off", "--no-input")[0] == 0
    assert "Words to look at" not in written(work, terminals, BAD)
    assert "It takes on or off." in work.run("setup", "--check-words", "maybe", "--no-input")[2]
    work.run("setup", "--check-words", "on", "--no-input")
    assert "Words to look at" in written(work, terminals, BAD)


def test_a_script_pays_nothing_for_it(work):
    assert "Words to look at" not in work.run("note", "--from", "-", "--as", "priya", stdin=BAD)[2]


def test_a_broken_list_of_words_never_hinders_recording(work, terminals, tmp_path):
    ours = tmp_path / "ours"
    shutil.copytree(shipped(), ours)
    (ours / "jargon.toml").write_text("lint = 3\n", encoding="utf-8")
    told = written(work, terminals, BAD, FSWORKBOOK_PRACTICE=str(ours))
    assert "It is recorded; its words were not looked over." in told
    assert list(work.folder.rglob(f"{told.split()[0]}.md"))


# Files


def test_a_file_and_standard_input(work, tmp_path):
    letter = tmp_path / "letter.md"
    letter.write_text("# Siblings\n\nDear Rosa,\n\nThe siblings came. “The siblings,” you said.\n", encoding="utf-8")
    code, out, _ = work.run("check", str(letter))
    assert (code, out) == (1, f"{letter}:5:5: warning: “siblings”: brothers and sisters; their names [K.J43]\n")
    code, out, _ = work.run("check", "-", stdin="The siblings came.")
    assert (code, out) == (1, "-:1:5: warning: “siblings”: brothers and sisters; their names [K.J43]\n")
    code, out, _ = work.run("check", "-", "--json", stdin="Josh came home.")
    assert code == 0
    assert json.loads(out)["data"]["findings"] == []


def test_a_records_file_is_read_as_the_record_that_it_is(work):
    key = note(work)
    path = next(work.folder.rglob(f"{key}.md"))
    by_id = work.run("check", tail(key), "--plain")
    assert work.run("check", str(path.relative_to(work.folder)), "--plain") == by_id
    path.write_text(path.read_text(encoding="utf-8").replace("Siblings", "Brothers"), encoding="utf-8")
    assert "K.J43" not in work.run("check", str(path))[1]


def test_a_file_needs_no_family(work, tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_text("The siblings came.", encoding="utf-8")
    folder, work.folder = work.folder, tmp_path / "a"
    code, out, _ = work.run("check", "x.txt")
    work.folder = folder
    assert (code, out) == (1, "x.txt:1:5: warning: “siblings”: brothers and sisters; their names [K.J43]\n")


def test_a_file_for_somebody_is_held_against_what_is_kept_from_them(work, tmp_path):
    work.take(
        "restrict", "set", "--as", "helen",
        stdin='key = "r9"\nwhat = "the address"\nguard = ["Larkfield"]\nnever_to = ["dean"]\nreason = "The order."\n',
    )  # fmt: skip
    letter = tmp_path / "letter.md"
    letter.write_text("We meet at Larkfield.\n", encoding="utf-8")
    assert "error: “Larkfield”: r9 keeps it from Dean" in work.run("check", str(letter), "--for", "dean")[1]
    assert "error" not in work.run("check", str(letter), "--for", "rosa")[1]
    assert "error" not in work.run("check", str(letter))[1]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nothing.md"], "there is no file nothing.md"),
        (["zzzz"], "has no record “zzzz”"),
        (["--all", "--report", "PA-R"], "ask for one of them"),
        (["--watch"], "--watch goes with a text file"),
        (["-", "--watch"], "--watch needs a file"),
        (["--report", "PA-Z"], "PA-Z"),
        (["--report", "nobody"], "nobody"),
    ],
)
def test_what_cannot_be_looked_at_is_said(work, words, says):
    code, _, err = work.run("check", *words, "--as", "priya")
    assert code == 2
    assert says in err


def test_a_file_is_looked_at_again_whenever_it_is_saved(terminals, tmp_path):
    letter = tmp_path / "letter.md"
    letter.write_text("The siblings came.\n", encoding="utf-8")
    screen = terminals("check", str(letter), "--watch")
    screen.see("siblings  K.J43")
    screen.see("Ctrl+C ends it")
    part = tmp_path / "part"
    part.write_text("Josh and Lily came.\n", encoding="utf-8")
    letter.unlink()
    time.sleep(0.5)
    part.rename(letter)
    screen.see("Nothing to change in 4 words.")
    screen.type("\x03")
    assert screen.end() == 0


# A report


def test_a_report_is_looked_at_as_one_paper(work):
    parts = [
        ("S12", "The perinatal team (the team for mothers and babies) helps."),
        ("S15", "The perinatal team says so."),
    ]
    for part, words in parts:
        work.take("report", "write", part, "--parent", "rosa", "--as", "priya", stdin=f'text = "{words}"\n')
    data = json.loads(work.run("check", "--report", "PA-R", "--json")[1])["data"]
    assert len(data["records"]) == 2
    assert not findings(data)
    work.take(
        "report", "write", "S14.02", "--parent", "rosa", "--as", "priya", stdin='text = "It is significant harm."\n'
    )
    code, out, _ = work.run("check", "--report", "rosa")
    assert code == 1
    assert "significant harm" in out
    assert "14.2 " in out  # as it is printed, not as the inventory numbers it
