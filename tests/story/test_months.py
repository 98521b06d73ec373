"""Two months of a team of eight, each with an identity, settings and a clone of their own, by the real command line."""

import hashlib
import json
import tomllib

import pytest

from tests.story.conftest import command

FAMILY = """\
format = 1
reference = "FS-0902"
surname = "Rowan"
opened = 2025-03-03
decision = { by = "Assessment and Intervention", on = 2025-02-28 }
training = true

[[person]]
key = "ana"
name = "Ana Rowan"
part = "parent"

[[person]]
key = "ida"
name = "Ida Rowan"
part = "child"
born = 2016-09-30

[[person]]
key = "leo"
name = "Leo Rowan"
part = "child"
born = 2021-02-11

[[assessment]]
key = "PA-A"
parents = ["ana"]
children = ["ida", "leo"]
started = 2025-03-10
"""

TEAM = {
    "mia": ("Mia Moss", "team-manager"),
    "sam": ("Sam Wells", "social-worker"),
    "tia": ("Tia Byrne", "children-family-worker"),
    "dot": ("Dot Kerr", "domestic-abuse-practitioner"),
    "dan": ("Dan Ferro", "domestic-abuse-officer"),
    "psy": ("Priti Shah", "psychologist"),
    "rex": ("Rex Low", "recovery-worker"),
    "eve": ("Eve Hart", "embedded-coordinator"),
}
RATERS = ("sam", "tia", "dot", "dan", "psy", "rex")
REFUSED = 3


class Team:
    """Eight people; `team("sam", "rag", at="2025-03-10T09:00")` runs a command at one of their desks."""

    def __init__(self, base):
        self.base = base
        for key in TEAM:
            (base / key / "families").mkdir(parents=True)

    def run(self, who, *words, at, table=None, code=0):
        home = self.base / who
        env = {
            "FSWORKBOOK_CONFIG": str(home / "settings.toml"),
            "FSWORKBOOK_CASELOAD": str(home / "families"),
            "FSWORKBOOK_NOW": at,
        }
        more = {"input": table} if table is not None else {}
        words = (*words, "--from", "-") if table is not None else words
        done = command(home, *words, env=env, **more)
        assert done.returncode == code, f"{who}: {' '.join(words)}\n{done.stdout}{done.stderr}"
        return done

    def __call__(self, who, *words, **more):
        """Run a command on the family; return what it printed."""
        return self.run(who, *words, "--family", "rowan", **more).stdout.strip()

    def shares(self, who, *words, at, **more):
        """Do what is to be done on the newest state, and share it."""
        self(who, "sync", at=at)
        said = self(who, *words, at=at, **more)
        self(who, "sync", at=at)
        return said

    def json(self, who, *words, at):
        return json.loads(self(who, *words, "--json", at=at))["data"]


@pytest.fixture(scope="module")
def team(tmp_path_factory):
    """The family, opened by the social worker and joined by the other seven."""
    made = Team(tmp_path_factory.mktemp("months"))
    rows = "".join(
        f'\n[[team]]\nkey = "{key}"\nname = "{name}"\nrole = "{role}"\n' for key, (name, role) in TEAM.items()
    )
    for key, (name, role) in TEAM.items():
        made.run(key, "setup", "--key", key, "--name", name, "--role", role, "--no-input", at="2025-03-03T09:00")
    made.run("sam", "new-family", "rowan", "--no-input", table=FAMILY + rows, at="2025-03-03T10:00")
    made("sam", "sync", "init", str(made.base / "disk" / "rowan.git"), at="2025-03-03T10:05")
    for key in TEAM:
        if key != "sam":
            made.run(key, "join", str(made.base / "disk" / "rowan.git"), at="2025-03-03T11:00")
    return made


def prepare(team, ratings, day):
    """Everybody writes a summary with a rating of their own, and shares it."""
    for who, (rating, why) in ratings.items():
        part = 'next = "Go on."\n[observation]\nida = "She sleeps."\n' if who == "sam" else 'changed = "Ida eats."\n'
        team.shares(who, "summary", table=f'rating = "{rating}"\nreason = "{why}"\n{part}', at=f"{day}T10:00")


def attendance(**other):
    states = dict.fromkeys(TEAM, "attended") | other
    return "[attendance]\n" + "".join(f'{key} = "{state}"\n' for key, state in states.items())


@pytest.fixture(scope="module")
def march(team):
    """The first month: booked, reminded, summarised, held, minuted and approved in time."""
    joins = 'person = "ana"\nmatter = "join-pathway"\nstate = "given"\nwords = "Yes."\n'
    team.shares("sam", "consent", table=joins, at="2025-03-10T09:00")
    invited = json.dumps(list(TEAM))
    booked = f'planned = 2025-03-19\nmode = "in person"\ninvited = {invited}\n'
    team.shares("eve", "supervision", "schedule", table=booked, at="2025-03-10T10:00")
    team.shares("eve", "supervision", "remind", at="2025-03-12T10:00")
    prepare(team, dict.fromkeys(RATERS, ("amber", "Evenings are hard.")), "2025-03-14")
    team("eve", "sync", at="2025-03-18T09:00")
    closed = team.run("eve", "rag", "--family", "rowan", at="2025-03-18T10:00").stdout
    held = 'agreed = "amber"\n' + attendance() + '[thresholds]\nida = "no change: new"\nleo = "no change: new"\n'
    team.shares("mia", "supervision", "hold", table=held, at="2025-03-19T10:00")
    minuted = """\
text = "We spoke of the evenings."
[[actions]]
text = "Tia reads with Ida on Tuesdays and writes down how she settles"
owner = "tia"
serves = ["ida"]
due = 2025-04-15
measure = "four dated notes"
[[actions]]
text = "Continue to monitor"
[next]
planned = 2025-04-16
mode = "mixed"
"""
    made = team.shares("eve", "supervision", "minutes", table=minuted, at="2025-03-19T15:00").split()
    team.shares("mia", "supervision", "approve", at="2025-03-20T12:00")
    return {"closed": closed, "minutes": next(line for line in made if "-eve-" in line)}


@pytest.fixture(scope="module")
def april(team, march):  # noqa: ARG001 - it follows the first
    """The second month: moved for court over Easter, one away with a summary, a difference, a step up."""
    moved = 'to = 2025-04-23\nreason = "court"\ndecided_by = "mia"\n'
    team("eve", "sync", at="2025-04-07T09:00")
    said = team.run("eve", "supervision", "rearrange", "--family", "rowan", table=moved, at="2025-04-07T10:00").stderr
    away = 'who = "dan"\ndecided_by = "mia"\ntext = "He is in court."\n'
    owed = team.run("eve", "supervision", "apologies", "--family", "rowan", table=away, at="2025-04-08T10:00").stderr
    team.shares("eve", "supervision", "remind", at="2025-04-14T10:00")
    ratings = dict.fromkeys(RATERS, ("amber", "Calmer evenings.")) | {"dot": ("red", "He has her new number.")}
    prepare(team, ratings, "2025-04-16")
    team("mia", "sync", at="2025-04-22T09:00")
    pack = team.json("mia", "summary", "--for-supervision", at="2025-04-22T10:00")
    team.shares("mia", "supervision", "hold", table=attendance(dan="apologies"), at="2025-04-23T10:00")
    return {"moved": said, "owed": owed, "pack": pack}


AGREED = """\
agreed = "amber"
agreed_reason = "The number was changed again this morning; Dot still sees danger, and that is kept."
differences = "Danger to come, or care now."
hypotheses = [
  { reading = "He is looking for her.", for = "He has the number.", against = "He has not come." },
  "He rang by mistake.",
]
[agreed_children]
ida = "amber"
leo = "amber"
[thresholds]
ida = { recommend = "none", why = "Nothing new for her." }
leo = { recommend = "up", why = "He has stopped eating." }
"""


@pytest.fixture(scope="module")
def agreed(team, april):  # noqa: ARG001 - it follows the opening
    """What was agreed in April, and what followed: minutes, approval, a conference that steps Leo up."""
    bare = AGREED.replace(AGREED.splitlines()[1] + "\n", "")
    refused = team.run("mia", "supervision", "agree", "--family", "rowan", table=bare, at="2025-04-23T10:20", code=2)
    team.shares("mia", "supervision", "agree", table=AGREED, at="2025-04-23T10:30")
    minutes = 'text = "Dot and the others differ, and both are kept."\n[next]\nplanned = 2025-05-21\n'
    team.shares("eve", "supervision", "minutes", table=minutes, at="2025-04-23T15:00")
    team.shares("mia", "supervision", "approve", at="2025-04-25T12:00")
    held = 'on = 2025-05-06\nmeeting = ["first-conference"]\nchildren = ["leo"]\noutcome = "A plan for Leo."\n'
    team("sam", "sync", at="2025-05-06T14:00")
    team("sam", "meeting", table=held, at="2025-05-06T15:00")
    status = 'child = "leo"\nstatus = "cp_neglect"\nfrom = 2025-05-06\ndecided_by = "conference"\nreason = "Meals."\n'
    team.shares("sam", "status", table=status, at="2025-05-06T15:10")
    return refused.stderr


def test_nobody_sees_a_rating_before_the_meeting(march):
    assert "Closed until the meeting is held." in march["closed"]
    assert "given    Sam, Tia, Dot, Dan, Priti, Rex" in march["closed"]
    assert "Evenings" not in march["closed"]
    assert "AMBER" not in march["closed"]


def test_the_days_of_a_meeting_are_counted_over_easter(april):
    for day, what in (
        ("Mon 14 Apr", "The reminder of group supervision goes out"),
        ("Wed 16 Apr", "A practitioner’s summary is ready"),
        ("Thu 24 Apr", "The minutes are written and with the manager"),
        ("Fri 25 Apr", "The minutes are authorised"),
    ):
        assert f"{day}   {what}" in april["moved"]
    assert "2 working days: 17 Apr 2025" in " ".join(april["moved"].split())
    assert "(C.05)" in " ".join(april["moved"].split())


def test_who_is_away_with_leave_owes_a_summary_until_it_is_there(team, april):
    assert "Dan need not come, as Mia agreed (D.09)." in april["owed"]
    assert "a summary is a must" in april["owed"]
    meeting = team.json("mia", "supervision", at="2025-04-22T10:00")[1]
    assert meeting["apologies"] == [{"who": "dan", "agreed_by": "mia"}]
    assert meeting["owes_summary"] == []


def test_the_pack_brings_what_the_meeting_needs(april):
    pack = april["pack"]
    assert pack["since"] == "2025-03-19"
    assert pack["ratings"]["raters"] == list(RATERS)
    assert pack["ratings"]["ratings"] == []
    flags = {tuple(action["flags"]): action["carried"] for action in pack["actions"]}
    assert flags[()] == 0
    assert ("no-owner", "serves-nobody", "no-day", "vague", "no-measure") in flags
    assert {gap["matter"] for gap in pack["consent_gaps"]} == set()
    assert pack["minutes"]
    assert [date for date in pack["dates"] if date["rule"] == "midpoint"]


def test_below_anybodys_rating_takes_a_reason(agreed):
    assert "agreed_reason is missing: it is below the rating of Dot" in agreed


def test_everybody_ends_with_the_same(team, agreed):  # noqa: ARG001 - after all of it
    told = set()
    for who in TEAM:
        team(who, "sync", at="2025-05-07T09:00")
        told.add(team(who, "supervision", "--json", at="2025-05-07T10:00"))
        told.add(team(who, "rag", "--all", "--json", at="2025-05-07T10:00"))
    assert len(told) == len(("supervision", "rag"))


def test_two_months_as_they_stand(team, agreed):  # noqa: ARG001 - after all of it
    first, second, third = team.json("mia", "supervision", at="2025-05-07T10:00")
    assert (first["held"], first["agreed"], first["moves"]) == ("2025-03-19", "amber", 0)
    assert (second["first_planned"], second["held"], second["moves"]) == ("2025-04-16", "2025-04-23", 1)
    assert not [day for day in (*first["days"], *second["days"]) if day["late"]]
    assert (third["planned"], third["held"]) == ("2025-05-21", None)
    ratings = team.json("mia", "rag", "--meeting", "2025-04-23", at="2025-05-07T10:00")
    assert (ratings["consensus"], ratings["spread"]) == ("split", {"red": 1, "amber": 5})
    assert (ratings["agreed"], ratings["agreed_by"], ratings["differs"]) == (
        "amber",
        "mia",
        ["sam", "tia", "dan", "psy", "rex"],
    )
    assert ratings["ratings"][0]["direction"] == "up"
    said = next((team.base / "mia" / "families" / "rowan" / "supervisions").glob("2025-04-23-mia-*.md"))
    records = [path.read_text("utf-8").split("+++\n")[1] for path in said.parent.glob("2025-04-23-mia-*.md")]
    (made,) = [table for table in map(tomllib.loads, records) if table["step"] == "agreed"]
    assert made["thresholds"]["leo"] == {"recommend": "up", "why": "He has stopped eating."}
    assert made["hypotheses"][0]["against"] == "He has not come."


def test_a_step_up_calls_for_a_case_summary(team, agreed):  # noqa: ARG001 - after all of it
    news = team.json("sam", "summary", "--case", at="2025-05-07T10:00")["news"]
    assert ("threshold", "leo") in {(item["trigger"], item["of"]) for item in news}
    assert ("status", "leo") in {(item["trigger"], item["of"]) for item in news}


def test_an_approved_meeting_is_closed_and_a_note_puts_it_right(team, march, agreed):  # noqa: ARG001 - after all of it
    minutes = march["minutes"]
    refused = team.run(
        "eve", "correct", minutes, "--family", "rowan", table='correction_reason = "A slip."\ntext = "Other."\n',
        at="2025-05-07T11:00", code=REFUSED,
    ).stderr  # fmt: skip
    assert "fsworkbook note --adds-to" in refused
    team.run(
        "eve", "strike", minutes, "--family", "rowan", table='reason = "A slip."\n', at="2025-05-07T11:00", code=REFUSED
    )
    april = team.json("mia", "supervision", at="2025-05-07T11:00")[1]["minutes"]
    team("mia", "note", "--adds-to", april, table='text = "It was Thursday."\n', at="2025-05-07T11:05")
    assert "It was Thursday." in team("mia", "summary", "--for-supervision", at="2025-05-07T11:10")


def test_the_history_is_whole(team, agreed):  # noqa: ARG001 - after all of it
    team("sam", "audit", "verify", at="2025-05-07T12:00")


LEO_ENDS = (
    'reason = "He is cared for by the council now."\n[checklist]\n"outcome.leo" = "He eats, and sees Ida on Sundays."\n'
)
READERS = ("mia", "sam", "tia", "psy", "eve")
"""Whose clones the ending is looked at in."""
REASON = "All the work with Ida is finished."
FILE = "FS-0902-handover-2025-06-13.bundle"


def settled(team, at):
    """Return a closing of the workbook with everything that its checklist asks."""
    items = [item["item"] for item in team.json("eve", "close", "--list", at=at)["checklist"]]
    rows = "".join(f'"{item}" = "It is settled."\n' for item in items)
    return f'reason = "{REASON}"\n[checklist]\n{rows}'


@pytest.fixture(scope="module")
def ended(team, agreed):  # noqa: ARG001 - it follows the two months
    """The work with Leo ends, in May: a care order (B.38)."""
    team("mia", "sync", at="2025-05-12T09:00")
    refused = [
        team.run(who, "close", "--child", "leo", "--family", "rowan", table=LEO_ENDS, at="2025-05-12T09:30", code=3)
        for who in ("sam", "tia")
    ]
    before = team.json("mia", "due", "--everyone", "--all", at="2025-05-12T09:40")
    team.shares("mia", "close", "--child", "leo", table=LEO_ENDS, at="2025-05-12T10:00")
    after = team.json("mia", "due", "--everyone", "--all", at="2025-05-12T10:10")
    return {"refused": [done.stderr for done in refused], "before": before, "after": after}


@pytest.fixture(scope="module")
def closed(team, ended):  # noqa: ARG001 - it follows the end with one child
    """The workbook closes in June: the co-ordinator carries it out, with the whole checklist."""
    team("eve", "sync", at="2025-06-11T09:00")
    table = settled(team, "2025-06-11T09:10")
    half = table.replace('told = "It is settled."', "").replace('"told" = "It is settled."', "")
    refused = team.run("sam", "close", "--family", "rowan", table=table, at="2025-06-11T09:20", code=REFUSED).stderr
    lacks = team.run("eve", "close", "--family", "rowan", table=half, at="2025-06-11T09:30", code=2).stderr
    team.shares("eve", "close", table=table, at="2025-06-11T10:00")
    for who in READERS:
        team(who, "sync", at="2025-06-12T09:00")
    return {"refused": refused, "lacks": lacks}


@pytest.fixture(scope="module")
def handed(team, closed):  # noqa: ARG001 - it follows the closing
    """The manager hands the workbook to another team, whose manager opens it in a caseload of their own."""
    to = ("handover", "--to", "The harbour team", "--family", "rowan")
    refused = [team.run(who, *to, at="2025-06-13T09:00", code=REFUSED).stderr for who in ("sam", "eve")]
    team("mia", "sync", at="2025-06-13T09:30")  # what others shared last, whichever tests ran before
    path, label, digits = team("mia", "handover", "--to", "The harbour team", at="2025-06-13T10:00").split()[1:]
    assert label == "sha256"
    team("mia", "sync", at="2025-06-13T10:05")
    file = team.base / "mia" / FILE
    assert path == str(file)
    (team.base / "ola" / "families").mkdir(parents=True)
    who = ("--key", "sam", "--name", "Ola Berg", "--role", "team-manager")
    team.run("ola", "setup", *who, "--no-input", at="2025-06-13T11:00")
    team.run("ola", "join", str(file), "--sha256", "0" * 64, at="2025-06-13T11:10", code=2)
    assert list((team.base / "ola" / "families").iterdir()) == []
    opened = team.run("ola", "join", str(file), "--sha256", digits, at="2025-06-13T11:20")
    return {"refused": refused, "opened": opened, "file": file}


def test_the_work_with_a_child_ends_by_the_manager_and_nothing_is_due_for_him(team, ended):
    assert all("Who may: Embedded co-ordinator, Team manager." in said for said in ended["refused"])
    assert "leo" in {task["of"] for task in ended["before"]}
    assert [task for task in ended["before"] if task["of"] != "leo"] == ended["after"] != []
    [row] = team.json("mia", "caseload", at="2025-05-12T11:00")
    assert (row["closed"], row["children_ended"]) == (None, {"leo": "2025-05-12"})
    assert "Leo: the work ended on 12 May 2025" in team("mia", "caseload", at="2025-05-12T11:00")
    team("tia", "sync", at="2025-05-12T11:30")
    team("tia", "note", table='text = "Ida goes on."\n', at="2025-05-12T12:00")


def test_the_workbook_closes_with_the_whole_checklist(team, closed):
    assert "Who may: Embedded co-ordinator, Team manager." in closed["refused"]
    assert "checklist lacks told" in closed["lacks"]
    known = team.json("tia", "close", "--list", at="2025-06-12T10:00")
    assert (known["closed"], list(known["children"])) == ("2025-06-11", ["leo"])


def test_nobody_records_in_a_closed_workbook_and_everybody_reads(team, closed):  # noqa: ARG001 - after it
    note, rating = 'text = "One more thing."\n', 'rating = "amber"\nreason = "x"\n'
    for who, words, table in (("sam", "rate", rating), ("psy", "rate", rating), ("eve", "note", note)):
        done = team.run(who, words, "--family", "rowan", table=table, at="2025-06-12T11:00", code=REFUSED)
        assert "was closed on 11 Jun 2025 and is read-only" in done.stderr, who
    assert team.json("psy", "show", "--kind", "closing", at="2025-06-12T11:00")
    team.shares("mia", "note", table=note, at="2025-06-12T12:00")


def test_a_closed_family_is_marked_and_owes_nothing(team, closed):  # noqa: ARG001 - after it
    page = team("mia", "caseload", at="2025-06-12T13:00")
    assert "closed on 11 Jun 2025" in page
    assert "late:" not in page
    [row] = team.json("eve", "caseload", at="2025-06-12T13:00")
    assert (row["closed"], row["next"], row["late"], row["due_this_week"]) == ("2025-06-11", None, [], 0)
    assert team.json("mia", "due", "--everyone", "--all", at="2025-06-12T13:00") == []
    # As at a day before, it is as it was then.
    assert team.json("mia", "caseload", "--at", "2025-06-10", at="2025-06-12T13:00")[0]["closed"] is None


def test_another_team_opens_it_verifies_it_and_can_only_read(team, handed):
    assert all("Who may: Team manager." in said for said in handed["refused"])
    assert "Rowan · whole:" in handed["opened"].stdout
    assert "its sha256 is the same" in handed["opened"].stderr
    theirs, ours = (team.base / who / "families" / "rowan" for who in ("ola", "mia"))
    ids = {path.name for path in theirs.rglob("*.md")}
    assert {path.name for path in ours.rglob("*.md")} - ids == {path.name for path in (ours / "handovers").iterdir()}
    kinds = team.json("ola", "show", "--kind", "closing", at="2025-06-13T12:00")
    assert [item["keys"]["reason"] for item in kinds if "child" not in item["keys"]] == [REASON]
    team("ola", "audit", "verify", at="2025-06-13T12:00")
    for words, table in (
        ("note", 'text = "x"\n'),
        ("rate", 'rating = "red"\nreason = "x"\n'),
        ("reopen", 'reason = "x"\n'),
    ):
        done = team.run("ola", words, "--family", "rowan", table=table, at="2025-06-13T12:10", code=REFUSED)
        assert "nothing is recorded in this copy" in done.stderr
    team.run("ola", "handover", "--to", "Others", "--family", "rowan", at="2025-06-13T12:20", code=REFUSED)
    assert "closed on 11 Jun 2025, handed over to us on 13 Jun 2025" in team("ola", "caseload", at="2025-06-13T12:30")
    assert team.json("ola", "due", "--everyone", "--all", at="2025-06-13T12:30") == []


def test_that_it_was_handed_over_stands_in_the_history_of_all(team, handed):
    team("eve", "sync", at="2025-06-14T09:00")
    [record] = team.json("eve", "show", "--kind", "handover", at="2025-06-14T09:10")
    assert (record["by"], record["on"], record["keys"]["to"]) == ("mia", "2025-06-13", "The harbour team")
    assert record["keys"]["sha256"] == hashlib.sha256(handed["file"].read_bytes()).hexdigest()
    team("eve", "audit", "verify", at="2025-06-14T09:20")
