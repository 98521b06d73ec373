"""Meetings, actions and requests: with `--from`, as lists, and by keys (L.60, D.70–D.72, N.20–N.21)."""

import pytest

ENTER = "\r"


def refused(work, *words, table, code=2):
    """Run a recording command that must not record; return what it said."""
    before = work.state()
    found, _, said = work.run(*words, "--from", "-", "--no-input", stdin=table)
    assert found == code, said
    assert work.state() == before
    return said


def test_a_meeting_is_planned_and_then_held(work):
    (plan,) = work.take(
        "meeting",
        "--as",
        "priya",
        stdin='meeting = ["core-group"]\nplanned = 2025-04-24\nchildren = ["josh"]\n',
    )
    (told,) = work.data("meeting", "--list")
    assert (told["to_come"], told["on"]) == (True, "2025-04-24")
    due = [item for item in work.data("due", "--family", ".") if item["rule"] == "meeting"]
    assert [item["what"] for item in due] == ["Core group · Josh"]
    (held,) = work.take(
        "meeting",
        "--as",
        "priya",
        stdin=f'meeting = ["core-group", "halfway"]\non = 2025-04-14\nholds = "{plan}"\nchildren = ["josh"]\n'
        'chair = "Ms Yates"\noutcome = "The plan stays."\n',
    )
    (told,) = work.data("meeting", "--list")
    assert (told["id"], told["to_come"], told["meeting"]) == (held, False, ["core-group", "halfway"])
    assert not [item for item in work.data("due", "--family", ".") if item["rule"] == "meeting"]


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ('meeting = ["tea party"]', "meeting takes one of"),
        ('meeting = ["core-group"]\nplanned = 2025-04-01', "planned lies in the past"),
        ('meeting = ["core-group"]\nplanned = 2025-05-01\noutcome = "x"', "outcome stands beside planned"),
        ('meeting = ["core-group"]\nassessment = ["PA-Z"]', "assessment takes the key of an assessment: PA-R"),
        ('meeting = ["core-group"]\nreport_given = 2026-04-01', "report_given lies in the future"),
        ('on = 2025-04-01\nchildren = ["josh"]', "meeting is missing"),
    ],
)
def test_a_meeting_that_cannot_be(work, table, says):
    assert says in refused(work, "meeting", "--as", "priya", table=table)


def test_an_action_from_its_beginning_to_its_end(work):
    (key,) = work.take(
        "action",
        "--as",
        "tom",
        stdin='text = "Walk the new way to school with Josh"\nowner = "tom"\nserves = ["josh"]\n'
        'due = 2025-04-20\nmeasure = "Josh shows the way"\n',
    )
    (told,) = work.data("action", "--list")
    assert (told["id"], told["flags"], told["carried"]) == (key, [], 0)
    assert [item["what"] for item in work.data("due", "--family", ".", "--as", "tom") if item["rule"] == "action"] == [
        "Action: Walk the new way to school with Josh"
    ]
    work.take("action", "--close", key.rpartition("-")[2], "--as", "tom", stdin='state = "done"\n')
    assert work.data("action", "--list") == []
    again = refused(work, "action", "--close", key, "--as", "tom", table='state = "done"\n')
    assert "closed already" in again


@pytest.mark.parametrize(
    ("table", "flags"),
    [
        ('text = "Continue to monitor the situation"', "no-owner serves-nobody no-day vague no-measure"),
        (
            'text = "Liaise"\nowner = "tom and priya"\nserves = ["josh"]\ndue = "asap"',
            "two-owners no-date vague no-measure",
        ),
        (
            'text = "Support Rosa"\nowner = "tom"\nserves = ["rosa"]\ndue = 2025-04-20\nmeasure = "three locks"',
            "",
        ),
        (
            'text = "Phone"\nowner = "Ms Bell"\nserves = ["josh"]\ndue = 2025-04-20\nmeasure = "a note of it"',
            "outside-owner",
        ),
    ],
)
def test_what_is_wanting_in_an_action_is_asked_about_and_recorded_all_the_same(work, table, flags):
    _, _, said = work.run("action", "--from", "-", "--as", "tom", stdin=table)
    assert said.count("Please look:") == len(flags.split())
    (told,) = work.data("action", "--list")
    assert told["flags"] == flags.split()


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ('owner = "tom"', "text is missing"),
        ('text = "x"\nstate = "done"', "state belongs to an action that closes"),
        ('closes = "2025-04-01-tom-aaaaaaaaaa"\nstate = "done"', "this family has no such record"),
    ],
)
def test_an_action_that_cannot_be(work, table, says):
    assert says in refused(work, "action", "--as", "tom", table=table)


def test_a_request_is_made_and_answered_by_who_may(work):
    asked = (
        'specialists = ["recovery-worker"]\nperson = "rosa"\nsummary = "Drinks at weekends"\n'
        'purpose = "Sober with the children"\ntimescale = "12 weeks"\n'
    )
    assert "Who may" in refused(work, "request", "--as", "tom", table=asked, code=3)
    (key,) = work.take("request", "--as", "priya", stdin=asked)
    assert [item["state"] for item in work.data("request", "--list")] == ["asked"]
    lacking = refused(work, "request", "--answer", key, "--as", "priya", table="agreed = 2025-04-14\n")
    assert "decided_by is missing" in lacking
    answer = 'agreed = 2025-04-14\ndecided_by = "the charity’s team leader"\nuntil = 2025-07-07\n'
    work.take("request", "--answer", key, "--as", "priya", stdin=answer)
    assert [item["state"] for item in work.data("request", "--list")] == ["agreed"]
    assert [item["due"] for item in work.data("due", "--family", ".") if item["rule"] == "request"] == ["2025-07-07"]
    assert "has its answer" in refused(work, "request", "--answer", key, "--as", "priya", table=answer)


def test_an_action_by_keys(work, terminals):
    screen = terminals("action", "--as", "tom")
    screen.see("What exactly will be done?")
    screen.type("Walk to school with Josh", ENTER)
    screen.see("Whom is it for?")
    screen.type("\x1b[B", "\x1b[B", "\x1b[B", " ", ENTER)
    screen.see("Who does it?")
    screen.type(ENTER)
    screen.see("By which day?")
    screen.type("25 april", ENTER)
    screen.see("How will we know?")
    screen.type("he shows the way", ENTER)
    screen.see("Is this right?")
    screen.type(ENTER)
    screen.see("Recorded: action")
    assert screen.end() == 0
    (told,) = work.data("action", "--list")
    assert (told["serves"], told["due"], told["measure"]) == (["josh"], "2025-04-25", "he shows the way")


def test_a_meeting_by_keys(work, terminals):
    screen = terminals("meeting", "--as", "priya")
    screen.see("Which kind of meeting?")
    screen.type("\x1b[B", "\x1b[B", " ", ENTER)
    screen.see("Has it been held?")
    screen.type("\x1b[B", ENTER)
    screen.see("Which children is it about?")
    screen.type(" ", ENTER)
    screen.see("On which day?")
    screen.type("24 april", ENTER)
    screen.see("Who is asked to come?")
    screen.type(ENTER)
    screen.see("at another time, or apart?")
    screen.type(ENTER)
    screen.see("Is this right?")
    screen.type(ENTER)
    screen.see("Recorded: meeting")
    assert screen.end() == 0
    (told,) = work.data("meeting", "--list")
    assert (told["to_come"], told["on"], told["meeting"]) == (True, "2025-04-24", ["core-group"])
