"""Each child's status and visits at a glance, thresholds between meetings, and more time: through the command line."""

from pathlib import Path

import pytest

PLAN = 'child = "{}"\nstatus = "{}"\nfrom = {}\ndecided_by = "a conference"\nreason = "He hurt their mother."\n'
ASK = 'child = "josh"\npropose = "up"\nreason = "He came to the school."\n'
MORE = 'reason = "The tests come back late."\nchild_time = "Both stay with Rosa, and are seen each week."\n'


def refused(work, *words, table, code=2):
    before = work.state()
    found, _, said = work.run(*words, "--from", "-", "--no-input", stdin=table)
    assert found == code, said
    assert work.state() == before
    return " ".join(said.split())


def status(work, child, word, on="2025-04-01"):
    return work.take("status", "--as", "priya", stdin=PLAN.format(child, word, on))


def seen(work, *words):
    code, out, said = work.run(*words)
    assert code == 0, said
    assert all(len(line) <= 80 for line in out.splitlines())
    return out


def test_siblings_stand_side_by_side_and_a_step_is_named(work):
    assert "nothing recorded yet" in seen(work, "status", "--list")
    status(work, "josh", "s17_cin", "2025-03-01")
    status(work, "lily", "cp_neglect", "2025-03-01")
    _, _, said = work.run(
        "status", "--as", "priya", "--from", "-", stdin=PLAN.format("lily", "early_help", "2025-04-02")
    )
    told = " ".join(said.split())
    assert "Step across. The team manager agrees it. Tell Early Help at once" in told
    assert "say in the reason why there is none (B.31)" in told
    lines = seen(work, "status", "--list").splitlines()
    both = next(line for line in lines if line.startswith("  1 Mar 2025 "))
    assert ("child in need" in both) == ("CP plan: neglect" in both) is True
    later = next(line for line in lines if line.startswith("  2 Apr 2025 "))
    assert (" = " in later) == ("early help" in later) is True
    assert any("STEP ACROSS: Agreed help at a lower level" in line for line in lines)
    josh, lily = work.data("status", "--list")
    assert [item["step"] for item in lily["history"]] == [None, "across"]
    assert (lily["history"][0]["until"], josh["history"][0]["until"]) == ("2025-04-02", None)
    alone = seen(work, "status", "--list", "--child", "josh")
    assert "Lily" not in alone


def test_many_children_on_a_narrow_screen_stand_in_groups(work):
    for number in range(3):
        table = f'name = "Kid{number} Osgood"\npart = "child"\nkey = "kid{number}"\nborn = 2018-01-01\n'
        work.take("person", "add", "--as", "priya", stdin=table)
        status(work, f"kid{number}", "cp_emotional")
    out = seen(work, "status", "--list")
    assert all(f"Kid{number}" in out for number in range(3))
    assert out.count("CP plan: emotional") == 3


def test_a_threshold_is_asked_about_answered_and_waits_for_the_decision(work):
    status(work, "josh", "s17_cin", "2025-03-01")
    assert "Who may" in refused(work, "threshold", "--as", "ruth", table=ASK, code=3)
    (key,) = work.take("threshold", "--as", "tom", stdin=ASK)
    (owed,) = [item for item in work.data("due", "--family", ".", "--as", "helen") if "threshold" in item["rule"]]
    assert (owed["rule"], owed["of"], owed["due"], owed["owners"]) == ("threshold_answer", key, "2025-04-15", ["helen"])
    assert "Josh · Step up?" in seen(work, "summary", "--for-supervision", "--as", "helen")
    assert "waits for an answer" in seen(work, "status", "--list")
    answer = 'recommend = "up"\nreason = "It is the second time."\n'
    assert "Who may: Team manager" in refused(work, "threshold", "--answer", key, "--as", "priya", table=answer, code=3)
    work.take("threshold", "--answer", key, "--as", "helen", stdin=answer)
    assert not [item for item in work.data("due", "--family", ".", "--as", "helen") if "threshold" in item["rule"]]
    (told,) = work.data("threshold", "--list")
    assert (told["recommend"], told["answered_by"], told["why"]) == ("up", "helen", "It is the second time.")
    assert "Waiting for the decision" in " ".join(seen(work, "status", "--list").split())
    assert [item["recommend"] for item in work.data("summary", "--for-supervision")["waiting"]] == ["up"]
    assert work.data("threshold", "--list", "--at", "2025-04-13") == []
    status(work, "josh", "cp_physical", "2025-04-14")
    assert "not decided yet" not in seen(work, "status", "--list")


def test_who_stands_in_for_the_manager_answers(work):
    (key,) = work.take("threshold", "--as", "tom", stdin=ASK)
    table = 'role = "team-manager"\nperson = "priya"\nfrom = 2025-04-14\nuntil = 2025-04-20\n'
    work.take("cover", "add", "--as", "helen", stdin=table)
    (owed,) = [item for item in work.data("due", "--family", ".", "--as", "priya") if "threshold" in item["rule"]]
    assert owed["owners"] == ["priya"]
    work.take("threshold", "--answer", key, "--as", "priya", stdin='recommend = "none"\nreason = "It was not he."\n')


def test_more_time_is_agreed_by_who_may_and_every_clock_follows(work):
    rules = {"assessment_max", "extension"}

    def owed(on):
        found = work.data("due", "--family", ".", "--on", on)
        return {(item["rule"], item["due"], item["group"]) for item in found if item["of"] == "PA-R"} & {
            (rule, due, group) for rule in rules for due in ("2025-05-26", "2025-06-20") for group in ("late", "later")
        }

    assert owed("2025-05-28") == {("assessment_max", "2025-05-26", "late"), ("extension", "2025-05-26", "late")}
    call = ("extend", "--parent", "rosa", "--until", "2025-06-20")
    said = refused(work, *call, "--as", "priya", table=MORE, code=3)
    assert "Who may: Team manager" in said
    early = refused(work, "extend", "--parent", "rosa", "--until", "2025-05-26", "--as", "helen", table=MORE)
    assert "no later than the day it has already: 26 May 2025" in early
    assert "child_time is missing" in refused(work, *call, "--as", "helen", table='reason = "x"\n')
    work.take(*call, "--as", "helen", stdin=MORE)
    assert owed("2025-05-28") == {("assessment_max", "2025-06-20", "later")}
    found = work.data("due", "--family", ".")
    (why,) = [item["why"] for item in found if (item["rule"], item["of"]) == ("assessment_max", "PA-R")]
    assert "more time agreed on 14 Apr 2025 (C.21)" in why
    assert "until 20 Jun 2025, agreed 14 Apr 2025 by Helen" in seen(work, "extend", "--list")
    mine, other = work.data("extend", "--list")
    assert (mine["until"], other["until"], other["extensions"]) == ("2025-06-20", "2025-05-26", [])
    assert "no later than" in refused(work, *call, "--as", "helen", table=MORE)
    rows = work.data("module")["assessments"]
    assert [row["time"] for row in rows] == ["week 7 of 16, more time agreed to 20 Jun", "week 7 of 12"]
    _, path, _ = work.run("report", "--parent", "rosa", "--md", "--output", str(work.folder.parent))
    paper = Path(path.strip()).read_text(encoding="utf-8")
    assert "until 20 June 2025, agreed on 14 April 2025 by Helen Ward: The tests come back late." in paper
    assert "to be finished by 26 May 2025" in seen(work, "extend", "--list", "--at", "2025-04-13")


@pytest.fixture
def visited(work):
    status(work, "josh", "cp_neglect", "2025-03-10")
    status(work, "lily", "pf", "2025-03-10")
    table = 'session = "home-announced"\nstatutory = true\nchildren_seen = ["josh", "lily"]\nseen_alone = ["josh"]\n'
    work.take("visit", "--as", "priya", stdin=f"start = 2025-03-12T10:00:00+00:00\n{table}", now="2025-03-12T12:00")
    table = 'session = "home-announced"\nstatutory = true\nchildren_seen = ["lily"]\n'
    work.take("visit", "--as", "priya", stdin=f"start = 2025-03-20T10:00:00+00:00\n{table}", now="2025-03-24T12:00")
    missed = 'session = "home-announced"\nmissed_by = "{}"\nreason = "{}"\nchildren = ["josh"]\n'
    for day, by, why in (
        ("2025-03-26", "family-did-not", "Nobody came to the door."),
        ("2025-03-27", "we-could-not", "Priya was in court."),
        ("2025-03-28", "agency-could-not", "The car did not come."),
    ):
        work.take("visit", "--as", "priya", stdin=f"start = {day}T10:00:00+00:00\n{missed.format(by, why)}")
    return work


def test_visits_at_a_glance_each_child_by_its_own_status(visited):
    josh, lily = visited.data("visit", "--list")["children"]
    assert (josh["last_seen"]["on"], josh["seen_alone"]["on"]) == ("2025-03-12", "2025-03-12")
    assert (josh["next"]["rule"], josh["next"]["due"], josh["next"]["late"]) == ("visit_protection", "2025-03-26", True)
    assert (lily["last_seen"]["on"], lily["seen_alone"]) == ("2025-03-20", None)
    assert (lily["next"]["rule"], lily["next"]["due"], lily["next"]["late"]) == ("private_visit", "2025-05-01", False)
    out = " ".join(seen(visited, "visit", "--list").split())
    assert "LATE: by Wed 26 March 2025, 19 days ago" in out
    assert "seen alone never, as far as is recorded" in out
    assert "The family did not · Josh: Nobody came to the door." in out
    assert "We could not · Josh" in out
    assert "Another agency could not · Josh" in out
    assert "Recorded late 20 Mar 2025 Lily · recorded 24 Mar 2025, Priya · C.14" in out


def test_visits_as_they_were_known_then_and_of_one_child(visited):
    josh, lily = visited.data("visit", "--list", "--at", "2025-03-13")["children"]
    assert josh["last_seen"]["on"] == lily["last_seen"]["on"] == "2025-03-12"
    assert visited.data("visit", "--list", "--at", "2025-03-13")["missed"] == []
    out = seen(visited, "visit", "--list", "--child", "lily")
    assert "Josh" not in out.split("Missed")[0]
    assert "Nobody came to the door" not in out


def test_a_missed_visit_by_keys_says_whom_it_was_for(work, terminals):
    screen = terminals("visit", "--as", "priya", "--child", "lily")
    screen.see("What kind of visit?")
    screen.type("\r")
    screen.see("When was it?")
    screen.type("\r")
    screen.see("From when?")
    screen.type("10:00", "\r")
    screen.see("Did it take place?")
    screen.type("\x1b[B", "\r")
    screen.see("Who could not, or did not?")
    screen.type("\r")
    screen.see("Which children was it for?")
    screen.type("\x1b[B", " ", "\r")
    screen.see("the law requires?")
    screen.type("\r")
    screen.see("Why was it missed?")
    screen.type("Lily was ill.", "\r")
    screen.see("Anything to add?")
    screen.type("\r")
    screen.see("Is this right?")
    screen.type("\r")
    screen.see("Recorded: missed visit")
    assert screen.end() == 0
    (missed,) = work.data("visit", "--list")["missed"]
    assert (missed["missed_by"], missed["children"]) == ("family-could-not", ["lily"])
