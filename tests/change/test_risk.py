"""Worries from the start: how each stands now, what the last supervision passed over, and what it leads to (I.20)."""

import json
import re

import pytest

from tests.change.test_goal import talked

WORRY = 'worry = "Dean may come to the school."\nparent = "dean"\nchild = "lily"\nsince = 2025-02-20\n'


def held(work, on, planned=None):
    """Hold a supervision on a day, with another planned after it."""
    (meeting,) = work.take("supervision", "schedule", "--as", "ruth", stdin=f"planned = {on}\n", now=f"{on}T08:00")
    work.take(
        "supervision", "hold", "--meeting", on, "--as", "helen",
        stdin='attendance = { priya = "attended" }\nagreed = "amber"\ndifferences = "None."\n', now=f"{on}T10:00",
    )  # fmt: skip
    if planned:
        work.take("supervision", "schedule", "--as", "ruth", stdin=f"planned = {planned}\n", now=f"{on}T12:00")
    return meeting


def add(work, now="2025-03-04T12:00", extra=""):
    (key,) = work.take("risk", "add", "--as", "priya", stdin=WORRY + extra, now=now)
    return key


def look(work, key, day, **more):
    told = "".join(f'{name} = "{value}"\n' for name, value in more.items())
    return work.take("risk", "look", key, "--as", "priya", stdin=told, now=f"{day}T12:00")


def risk(work, at="2025-04-14"):
    (found,) = work.data("risk", "--at", at)
    return found


def test_a_worry_and_a_look_come_back(work):
    evidence = work.take("note", "--as", "priya", stdin='text = "Seen at the gate."\n', now="2025-03-03T12:00")
    key = add(work, extra=f'now = "same"\nevidence = {evidence}\n')
    options = ("--now", "reduced", "--detail", "once since", "--as", "tom", "--no-input")
    code, _, err = work.run("risk", "look", key[-10:], *options, now="2025-04-01T12:00")
    assert code == 0, err
    found = risk(work)
    assert (found["id"], found["worry"], found["parents"]) == (key, "Dean may come to the school.", ["dean"])
    assert (found["now"], found["detail"], found["since"]) == ("reduced", "once since", "2025-02-20")
    assert found["evidence"] == evidence
    assert [(item["on"], item["now"], item["by"]) for item in found["looks"]] == [
        ("2025-03-04", "same", "priya"),
        ("2025-04-01", "reduced", "tom"),
    ]
    assert risk(work, "2025-03-20")["now"] == "same"


def test_a_look_takes_over_from_whom_it_is_kept(work):
    key = add(work, extra='withhold_from = ["rosa"]\n')
    look(work, key, "2025-04-01", now="worse")
    for record in work.data("show", "--kind", "risk"):
        assert record["keys"]["withhold_from"] == ["rosa"]
        assert record["keys"]["about"] == ["dean"]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ('parent = "dean"\n', "worry is missing"),
        ('worry = "x"\n', "parent is missing"),
        (WORRY + 'detail = "x"\n', "detail stands without now"),
        (WORRY + 'now = "cured"\n', "now takes one of: resolved, reduced, same, worse, not-known"),
        (WORRY + 'evidence = ["2025-03-04-priya-aaaaaaaaaa"]\n', "this family has no such record"),
        (WORRY + 'text = "x"\n', "text is not taken here"),
        (WORRY.replace("2025-02-20", "2025-06-20"), "lies in the future"),
    ],
)
def test_what_cannot_be_used_is_named_and_nothing_is_written(work, table, words):
    before = work.state()
    code, out, err = work.run("risk", "--from", "-", "--as", "priya", stdin=table)
    assert (code, out) == (2, "")
    assert words in err
    assert work.state() == before


def test_a_look_names_the_worry_itself(work):
    key = add(work)
    (first,) = look(work, key, "2025-03-10", now="same")
    code, _, err = work.run("risk", "--from", "-", "--as", "priya", stdin=f'risk = "{first}"\nnow = "same"\n')
    assert code == 2
    assert "risk takes the id of the worry itself" in err
    code, _, err = work.run("risk", "look", "--as", "priya", "--no-input")
    assert code == 2
    assert "risk is missing" in err


def test_whoever_only_coordinates_may_not_record_one(work):
    code, _, err = work.run("risk", "--from", "-", "--as", "ruth", stdin=WORRY)
    assert code == 3
    assert "may not do this" in err


def due(work, at):
    code, out, err = work.run("due", "--family", "marlow", "--all", "--at", at, "--json")
    assert code == 0, err
    return [item for item in json.loads(out)["data"] if item["rule"] == "risk"]


def test_what_a_supervision_passed_over_is_late_until_somebody_looks(work):
    key = add(work)
    held(work, "2025-03-19", planned="2025-04-17")
    found = risk(work, "2025-03-20")
    assert found["unreviewed"]
    assert found["reviewed"] == []
    tasks = due(work, "2025-03-20")
    assert [(item["group"], item["due"]) for item in tasks] == [("late", "2025-03-19"), ("later", "2025-04-17")]
    assert "Dean may come to the school." in tasks[0]["what"]
    code, out, _ = work.run("risk", "--at", "2025-03-20")
    assert code == 0
    assert "Nobody looked at it again in the supervision of 19 Mar 2025" in " ".join(out.split())
    look(work, key, "2025-03-24", now="same")
    assert not risk(work, "2025-03-24")["unreviewed"]
    assert [item["due"] for item in due(work, "2025-03-24")] == ["2025-04-17"]


def test_a_look_on_the_day_or_named_for_a_meeting_counts_for_it(work):
    key = add(work)
    look(work, key, "2025-03-19", now="same")
    first = held(work, "2025-03-19")
    assert risk(work, "2025-03-20")["reviewed"] == [first]
    second = held(work, "2025-04-10")
    assert risk(work, "2025-04-12")["unreviewed"]
    look(work, key, "2025-04-12", now="reduced", supervision=second)
    assert risk(work)["reviewed"] == [first, second]


def test_what_is_resolved_is_due_no_more_and_comes_back_with_the_worry(work):
    key = add(work)
    look(work, key, "2025-03-10", now="resolved")
    held(work, "2025-03-19", planned="2025-04-17")
    assert risk(work, "2025-03-20")["settled"]
    held(work, "2025-04-02")
    assert due(work, "2025-04-03") == []
    look(work, key, "2025-04-03", now="worse")
    held(work, "2025-04-07")
    assert not risk(work, "2025-04-08")["unreviewed"]
    held(work, "2025-04-14")
    assert risk(work)["unreviewed"]


def test_the_pack_of_a_supervision_and_its_paper_hold_every_worry(work, tmp_path):
    add(work)
    held(work, "2025-03-19", planned="2025-04-17")
    (row,) = work.data("summary", "--for-supervision", "--as", "helen")["worries"]
    assert row["unreviewed"]
    code, out, _ = work.run("summary", "--for-supervision", "--as", "helen")
    assert code == 0
    assert "Worries from the start" in out
    paper = tmp_path / "pack.md"
    code, _, err = work.run("summary", "--for-supervision", "--md", "--output", str(paper), "--as", "helen")
    assert code == 0, err
    assert "Dean may come to the school." in paper.read_text(encoding="utf-8")


def test_a_corrected_and_a_withdrawn_worry(work):
    key = add(work)
    look(work, key, "2025-03-10", now="same")
    work.take("correct", key, "--as", "priya", stdin='correction_reason = "A name."\nworry = "Dean may come back."\n')
    found = risk(work)
    assert found["worry"] == "Dean may come back."
    assert found["now"] == "same"
    for withdrawn in (found["id"], key):
        code, _, err = work.run("strike", withdrawn, "--reason", "Not ours.", "--as", "priya", "--no-input")
        assert code == 0, err
    assert work.data("risk") == []


def test_it_is_found_and_never_leaves_the_team(work):
    add(work)
    assert [item["kind"] for item in work.data("search", "school")["records"]] == ["risk"]
    records = work.data("records", "--for", "rosa", "--as", "helen")["records"]
    assert "risk" not in {item["kind"] for item in records}


def test_adding_and_looking_by_keys(work, terminals):
    talk = terminals("risk", "add", "--as", "priya")
    for see, typed in (
        ("What is the worry?", ("He shouts at night.", "\r")),
        ("For which child?", ("\r",)),
        ("Whose behaviour", ("\r",)),
        ("Since when", ("12 feb", "\r")),
    ):
        talk.see(see)
        talk.type(*typed)
    talk.see("What else should be known?")
    talk.type("\x03")
    assert talk.end() == 130
    talk = terminals("risk", "add", "--as", "priya")
    talk.see("4 answers kept")
    talk.type("\r")
    talk.see("What else should be known?")
    talk.type("\r")
    talk.see("Is this right?")
    talk.type("\r")
    assert talk.end() == 0
    (found,) = work.data("risk")
    assert (found["worry"], found["since"], found["children"]) == (
        "He shouts at night.",
        "2025-02-12",
        ["josh", "lily"],
    )
    assert re.fullmatch(r"2025-04-14-priya-[a-z2-7]{10}", found["id"])
    talk = terminals("risk", "look", "--as", "priya")
    for see, typed in (
        ("Which worries do you look at?", ("\r",)),
        ("How does it stand now?", ("\x1b[B", "\r")),
        ("More exactly?", ("once a week", "\r")),
        ("What else should be known?", ("\r",)),
        ("On which day", ("\r",)),
        ("Is this right?", ("\r",)),
    ):
        talk.see(see)
        talk.type(*typed)
    assert talk.end() == 0
    (found,) = work.data("risk")
    assert (found["now"], found["detail"]) == ("reduced", "once a week")


def test_what_may_show_it_is_named_as_everywhere(work):
    """An entry by its module and its first words, a point of a measure without any."""
    work.take("risk", "add", "--as", "priya", stdin='worry = "He shouts."\nparent = "dean"\n')
    words = "He put the cup down and left the room when I asked about the evening of the fifth."
    entry = f'module = 3\nparent = "dean"\nanswers = {{ "M3.Q02" = "{words}" }}\n'
    work.take("module", "--as", "tom", stdin=entry, now="2025-04-14T12:01")
    measure = 'name = "Nights out"\nparent = "dean"\npoints = [["2025-04-01", 4]]\n'
    work.take("measure", "--as", "tom", stdin=measure, now="2025-04-14T12:02")
    (worry,) = work.data("risk")
    answers = ["same", "", [], "", "", "save"]
    asker = talked(work, answers, "risk", "look", worry["id"], "--as", "priya", now="2025-04-14T12:30")
    ((measure, entry),) = asker.offered["What shows it?"]
    assert measure == "14 Apr 2025  Measure about Dean: Nights out"
    assert entry.startswith("14 Apr 2025  Module 3 with Dean: He put the cup down")
    assert len(entry) <= 72
