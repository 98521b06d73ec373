"""Closing with its checklist, what a closed workbook refuses, and beginning again (B.39–B.44, B.73)."""

import pytest

ENTER = "\r"
CLOSING = """
reason = "All the work is finished."
[checklist]
"outcome.josh" = "He sleeps."
"outcome.lily" = "She talks."
"views.rosa" = "It helped."
"views.dean" = "He said so in module 8."
consent = "None stands."
early-help = "Told on Monday."
upkeep = "Sheila has them on Fridays; the nursery rings her."
statutory-end = "10 April."
actions = "None is open."
case-summary = "Written today."
told = "By letter."
[left_open]
readers = "The service manager decides by May."
"""


def close(work, by="helen", table=CLOSING):
    return work.take("close", "--as", by, stdin=table)


def recordings(work):
    """What records, in some way or other; each must be refused in a closed workbook."""
    (key,) = work.take("note", "--as", "tom", stdin='text = "A note before."')
    return [
        (("rate", "--as", "priya"), 'rating = "amber"\nreason = "As it was."\nchildren = { josh = "amber" }'),
        (("note", "--as", "tom"), 'text = "A note."'),
        (("event", "--as", "priya"), 'text = "x"\neffect_on_child = "x"\nchildren = ["josh"]'),
        (("module", "3", "--as", "priya"), 'parent = "mum"\n[answers]\n"3.1" = "x"'),
        (("consent", "--as", "priya"), 'person = "rosa"\nmatter = "join-pathway"\nstate = "given"'),
        (("action", "--as", "tom"), 'text = "x"'),
        (("correct", key, "--as", "tom"), 'reason = "A slip."\ntext = "Another note."'),
        (("strike", key, "--as", "tom"), 'reason = "A slip."'),
        (("person", "change", "rosa", "--as", "helen"), 'known_as = ["mama"]'),
        (("team", "leave", "tom", "--as", "helen"), "until = 2025-04-14"),
        (("supervision", "schedule", "--as", "ruth"), "planned = 2025-05-01"),
    ]


def test_a_closed_workbook_refuses_every_recording_and_still_reads(work):
    tries = recordings(work)
    close(work)
    for words, table in tries:
        before = work.state()
        code, _, said = work.run(*words, "--from", "-", "--no-input", stdin=table)
        assert code == 3, (words, said)
        assert "was closed on 14 Apr 2025 and is read-only" in said
        assert "fsworkbook reopen" in said
        assert work.state() == before
    assert len(work.data("show", "--kind", "closing")) == 1
    assert work.data("close", "--list")["closed"] == "2025-04-14"
    assert work.run("report", "--parent", "mum", "--md", "--output", str(work.folder.parent))[0] == 0


def test_the_manager_may_add_a_note_to_a_closed_workbook(work):
    close(work)
    work.take("note", "--as", "helen", stdin='text = "His birthday is the third, not the second."')


def test_reopening_begins_a_new_episode_and_keeps_the_old(work):
    (closing,) = close(work)
    refused = work.run("reopen", "--as", "priya", "--from", "-", "--no-input", stdin='reason = "They came back."')
    assert refused[0] == 3
    (again,) = work.take("reopen", "--as", "helen", stdin='reason = "They came back."')
    work.take("note", "--as", "tom", stdin='text = "We met again."')
    told = work.data("close", "--list")
    assert told["closed"] is None
    assert told["episodes"] == [
        {"number": 1, "opened_by": None, "closed_by": closing},
        {"number": 2, "opened_by": again, "closed_by": None},
    ]
    twice = work.run("reopen", "--as", "helen", "--from", "-", "--no-input", stdin='reason = "Again."')
    assert twice[0] == 3
    assert "there is nothing to reopen" in twice[2]


def test_a_closing_that_was_withdrawn_never_was(work):
    (closing,) = close(work)
    code, _, said = work.run("strike", closing, "--as", "helen", "--from", "-", stdin='reason = "Too soon."')
    assert code == 3, said


def test_the_work_with_one_child_ends_and_the_workbook_stays_open(work):
    table = 'reason = "Adopted."\n[checklist]\n"outcome.josh" = "He lives with his aunt."\n'
    (key,) = work.take("close", "--child", "josh", "--as", "helen", stdin=table)
    told = work.data("close", "--list")
    assert (told["closed"], told["children"]) == (None, {"josh": key})
    work.take("note", "--as", "tom", stdin='text = "Lily goes on."')
    again = work.run("close", "--child", "josh", "--as", "helen", "--from", "-", "--no-input", stdin=table)
    assert again[0] == 3
    assert "closed already" in again[2]


@pytest.mark.parametrize(
    ("by", "table", "code", "says"),
    [
        ("priya", CLOSING, 3, "Who may: "),
        ("tom", CLOSING, 3, "Who may: "),
        ("helen", 'reason = "x"', 2, "checklist lacks outcome.josh"),
        ("helen", CLOSING.replace("told =", "tolled ="), 2, "checklist takes these"),
        ("helen", CLOSING.replace('reason = "All the work is finished."', ""), 2, "reason is missing"),
    ],
)
def test_a_closing_that_cannot_be(work, by, table, code, says):
    before = work.state()
    found, _, said = work.run("close", "--as", by, "--from", "-", "--no-input", stdin=table)
    assert (found, says in said) == (code, True), said
    assert work.state() == before


def test_the_co_ordinator_carries_it_out(work):
    close(work, by="ruth")


def test_the_checklist_shows_what_the_workbook_knows(work):
    work.take("action", "--as", "tom", stdin='text = "Walk to school"\nowner = "tom"')
    known = {item["item"]: item["known"] for item in work.data("close", "--list")["checklist"]}
    assert known["actions"].startswith("1 is open")
    assert known["views.rosa"] == "Module 8 has no entry."
    assert known["outcome.josh"] == "No status is recorded."
    assert known["told"] == ""


def test_closing_one_child_by_keys(work, terminals):
    screen = terminals("close", "--child", "josh", "--as", "helen")
    screen.see("Why does it end now?")
    screen.type("He is adopted.", ENTER)
    screen.see("No status is recorded.")
    screen.see("How it has turned out")
    screen.type("He lives with his aunt.", ENTER)
    screen.see("Is this right?")
    screen.type(ENTER)
    screen.see("the workbook stays open")
    assert screen.end() == 0
    assert list(work.data("close", "--list")["children"]) == ["josh"]
