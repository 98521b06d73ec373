"""Parents' goals: set, how they went, what is in the way, and the page for the fridge (I.10-I.13)."""

import io
from pathlib import Path

import pytest

from fsworkbook.cli.frame.desk import Desk
from fsworkbook.cli.main import run
from fsworkbook.cli.talk.ways import Back
from tests.cli.conftest import Scripted

LATER = "2025-04-14T13:00"
GOAL = """parent = "mum"
child = "lily"
task = "Ten minutes on the floor, Lily in charge"
frequency = "5 days a week"
from = 2025-04-01
to = 2025-04-14
"""


def put(work, command, table, *options, who="tom", now="2025-04-14T12:00"):
    """Record what a table says; returns the ids."""
    return work.take(*command.split(), *options, "--as", who, stdin=table, now=now)


def test_a_goal_with_how_it_went_makes_both_in_one_commit(work):
    before = work.git("rev-list", "--count", "HEAD")
    goal, went = put(work, "goal", GOAL + 'done = "8 of 10 days"\nparent_words = "I fell asleep."\n')
    assert int(work.git("rev-list", "--count", "HEAD")) == int(before) + 1
    put(
        work,
        "goal went",
        'child_response = "Brings cups."\nworker_view = "Warm."\nstands = "going-on"\n',
        goal[-10:],
        now=LATER,
    )
    (found,) = work.data("goal")
    assert (found["id"], found["parent"], found["child"]) == (goal, "rosa", "lily")
    assert (found["frequency"], found["from"], found["to"]) == ("5 days a week", "2025-04-01", "2025-04-14")
    assert found["open"]
    first, second = found["progress"]
    assert (first["record"], first["done"], first["parent_words"]) == (went, "8 of 10 days", "I fell asleep.")
    assert (second["child_response"], second["worker_view"]) == ("Brings cups.", "Warm.")
    code, out, _ = work.run("goal", "--parent", "mum")
    assert code == 0
    assert "“I fell asleep.”" in out


def test_a_goal_that_ended_is_kept_apart_and_its_last_day_can_move(work):
    (goal,) = put(work, "goal set", GOAL, now="2025-04-02T12:00")
    put(work, "goal", f'goal = "{goal}"\nto = 2025-05-01\n', now="2025-04-10T12:00")
    assert work.data("goal")[0]["to"] == "2025-05-01"
    assert work.data("goal", "--at", "2025-04-05")[0]["to"] == "2025-04-14"
    put(work, "goal", f'goal = "{goal}"\nstands = "done"\n')
    assert not work.data("goal")[0]["open"]
    assert "None is open." in work.run("goal")[1]
    assert "Ten minutes" in work.run("goal", "--all")[1]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ('parent = "mum"\n', "task is missing"),
        ('task = "x"\n', "parent is missing"),
        ('task = "x"\nparent = "lily"\n', "who is a child"),
        (GOAL.replace("2025-04-14", "2025-03-01"), "to is before from"),
        (GOAL + 'stands = "perfect"\n', "stands takes one of: going-on, done"),
        (GOAL + 'text = "x"\n', "text is not taken here"),
        ('goal = "2025-04-14-tom-aaaaaaaaaa"\n', "this family has no such record"),
    ],
)
def test_what_cannot_be_used_is_named_and_nothing_is_written(work, table, words):
    before = work.state()
    code, out, err = work.run("goal", "--from", "-", "--as", "tom", stdin=table)
    assert (code, out) == (2, "")
    assert words in err
    assert work.state() == before


def test_progress_says_something_of_the_goal_itself(work):
    goal, went = put(work, "goal", GOAL + 'done = "once"\n')
    for table, words in (
        (f'goal = "{goal}"\n', "nothing is said of how it went"),
        (f'goal = "{went}"\ndone = "x"\n', "goal takes the id of the goal itself"),
        (f'goal = "{goal}"\ntask = "y"\n', "task belongs to the goal itself"),
    ):
        code, _, err = work.run("goal", "--from", "-", "--as", "tom", stdin=table)
        assert code == 2
        assert words in err


def test_what_stands_in_the_way_is_said_where_a_goal_is_set_and_locks_nothing(work):
    said = 'parent = "mum"\nobstacle = "alcohol"\nstill = {}\n'
    put(work, "review in-the-way", said.format("true"), now="2025-04-10T12:00")
    code, _, err = work.run("goal", "set", "--from", "-", "--as", "tom", stdin=GOAL)
    assert code == 0
    assert "Rosa, alcohol" in err
    assert "Adult work first" in " ".join(err.split())
    assert "In Rosa’s way just now: alcohol" in work.run("goal")[1]
    put(work, "review in-the-way", said.format("false"), now="2025-04-12T12:00")
    assert "way just now" not in work.run("goal")[1]


def test_the_page_for_the_fridge_is_the_parents_own_and_is_registered(work, tmp_path):
    put(work, "goal", GOAL + 'worker_view = "Tired."\n')
    put(work, "goal", GOAL.replace("mum", "dean").replace("Ten", "Twenty"))
    code, out, err = work.run("goal", "--page", "--parent", "mum", "--md", "--output", str(tmp_path), "--as", "priya")
    assert code == 0, err
    page = Path(out.strip()).read_text(encoding="utf-8")
    assert "Ten minutes on the floor" in page
    assert "What Lily did" in page
    assert "Twenty" not in page
    assert "Tired" not in page
    assert [item["paper"] for item in work.data("copies")["copies"]] == ["goals"]
    code, _, err = work.run("goal", "--page", "--md", "--as", "priya")
    assert code == 2
    assert "--page --parent WHO" in err
    code, _, err = work.run("goal", "--page", "--parent", "carl", "--md", "--as", "priya")
    assert code == 3


def test_the_page_stops_at_a_guarded_word(work, tmp_path):
    put(work, "goal", GOAL.replace("on the floor", "at Elm Lane"))
    restriction = (
        'key = "r1"\nwhat = "Where."\nguard = ["Elm Lane"]\nnever_to = ["rosa"]\nfrom = 2025-04-01\nreason = "x"\n'
    )
    work.take("restrict", "set", "--as", "helen", stdin=restriction)
    code, out, err = work.run("goal", "--page", "--parent", "mum", "--md", "--output", str(tmp_path), "--as", "priya")
    assert (code, out) == (3, "")
    assert "Elm" not in err


def test_nobody_has_another_parents_goal_by_answering_for_the_child(work):
    goal, _ = put(work, "goal", GOAL + 'done = "x"\n')
    mine = work.data("records", "--for", "rosa", "--as", "helen")["records"]
    assert [item["kind"] for item in mine] == ["goal", "goal"]
    assert work.data("records", "--for", "dean", "--as", "helen")["records"] == []
    code, _, err = work.run("restrict", "cover", "r9", "--record", goal, "--as", "helen", "--no-input")
    assert code == 2, err


def test_progress_goes_only_where_its_goal_goes(work):
    goal, _ = put(work, "goal", GOAL + 'done = "x"\n')
    restriction = f'key = "r1"\nwhat = "x"\nnever_to = ["rosa"]\nfrom = 2025-04-01\nreason = "x"\ncovers = ["{goal}"]\n'
    work.take("restrict", "set", "--as", "helen", stdin=restriction)
    assert work.data("records", "--for", "rosa", "--as", "helen")["records"] == []


def test_a_goal_is_put_right_and_keeps_how_it_went(work):
    goal, _ = put(work, "goal", GOAL + 'done = "x"\n')
    put(work, f"correct {goal}", 'correction_reason = "Slip."\ntask = "Fifteen minutes"\nfrequency = "daily"\n')
    (found,) = work.data("goal")
    assert (found["task"], found["frequency"], found["child"]) == ("Fifteen minutes", "daily", "lily")
    assert [item["done"] for item in found["progress"]] == ["x"]
    shown = work.run("show", found["id"])[1]
    assert "What does the parent want to do?" in shown
    assert [item["kind"] for item in work.data("search", "fifteen")["records"]] == ["goal"]


def test_setting_one_by_keys_and_saying_how_it_went(work, terminals):
    talk = terminals("goal", "set", "--as", "tom", "--parent", "mum")
    for see, typed in (
        ("a parent’s goal · Rosa Marlow", ()),
        ("With which child?", ("\x1b[B", "\x1b[B", "\r")),
        ("What does the parent want to do?", ("Read two books", "\r")),
        ("How often?", ("every night", "\r")),
        ("From which day?", ("\r",)),
        ("Until which day?", ("\r",)),
        ("Is this right?", ("\r",)),
    ):
        talk.see(see)
        talk.type(*typed)
    assert talk.end() == 0
    (found,) = work.data("goal")
    assert (found["parent"], found["child"], found["task"]) == ("rosa", "lily", "Read two books")
    talk = terminals("goal", "went", "--as", "tom")
    for see, typed in (
        ("Which goal?", ("\r",)),
        ("When did you talk", ("\r",)),
        ("How often was it done?", ("six of seven", "\r")),
        ("What does the parent say", ("Easy.", "\r")),
        ("What does the child do", ("\r",)),
        ("What do you make of it?", ("\r",)),
        ("How does it stand?", ("\r",)),
        ("Is this right?", ("\r",)),
    ):
        talk.see(see)
        talk.type(*typed)
    assert talk.end() == 0
    (went,) = work.data("goal")[0]["progress"]
    assert (went["done"], went["parent_words"], went["stands"]) == ("six of seven", "Easy.", "going-on")


class Seeing(Scripted):
    """Keeps what each list offered, under its question."""

    def __init__(self, desk, answers):
        super().__init__(desk, answers)
        self.offered = {}

    def _one(self, label, choices, default, *, more):
        self.offered.setdefault(label, []).append([choice.value for choice in choices])
        return super()._one(label, choices, default, more=more)

    def _several(self, label, choices, ticked, *, more, pointed=""):
        self.offered.setdefault(label, []).append([choice.title for choice in choices])
        return super()._several(label, choices, ticked, more=more, pointed=pointed)


def talked(work, answers, *arguments, now="2025-04-14T12:00"):
    """Hold a conversation with answers out of a list; returns what asked."""
    out = io.StringIO()
    asked = []
    desk = Desk(
        env={**work.clean, **work.env, "FSWORKBOOK_NOW": now},
        stdin=io.StringIO(),
        stdout=out,
        stderr=out,
        cwd=work.folder,
        asker=lambda at: asked.append(Seeing(at, answers)) or asked[-1],
    )
    assert run(list(arguments), desk) == 0, out.getvalue()
    return asked[-1]


def test_a_friend_is_no_parent_unless_somebody_says_so(work):
    """Offered are who is assessed, parents and carers, a child's parent by relation; others only when asked for."""
    work.take("person", "add", "--as", "helen", stdin='name = "Bev Hart"\npart = "other"\n')
    answers = ["+", Back, "+", "bev", "lily", "Read two books", "", None, "-", "save"]
    asker = talked(work, answers, "goal", "set", "--as", "tom")
    assert asker.offered["Which parent?"] == [["rosa", "dean", "carl", "+"]] * 2
    assert asker.offered["Who?"] == [["bev"]] * 2
    assert work.data("goal")[0]["parent"] == "bev"


def test_who_does_something_is_of_the_team_or_a_parent_first(work):
    work.take("person", "add", "--as", "helen", stdin='name = "Bev Hart"\npart = "other"\n')
    outside = 'key = "okafor"\nname = "Dr Okafor"\nrole = "outside"\nagency = "Surgery"\n'
    work.take("team", "add", "--as", "helen", stdin=outside)
    answers = ["Ring the school", ["josh"], "tom", "25 april", "he is back", "save"]
    asker = talked(work, answers, "action", "--as", "tom")
    assert asker.offered["Who does it? One person."] == [["helen", "priya", "tom", "ruth", "rosa", "dean", "carl", "+"]]
    answers = ["Ring the clinic", ["josh"], "+", "okafor", "25 april", "a letter", "save"]
    asker = talked(work, answers, "action", "--as", "tom")
    assert asker.offered["Who?"] == [["okafor", "bev"]]
