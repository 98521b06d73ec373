"""The plan of an assessment: added to, shown with what it lacks, and a page for the family that spoils no surprise."""

import json

import pytest

from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped

PLAN = """assessment = "PA-R"
sessions = [
  { on = 2025-03-10, session = "home-announced", what = "How the day begins", about = ["mum", "lily"], observe = true },
  { on = 2025-03-11, session = "office", what = "The family tree" },
  { on = 2025-05-20, session = "home-unannounced", what = "The Tuesday surprise" },
  { on = 2025-05-21, session = "bedtime", what = "Bedtime with both" },
]
tools = [{ tool = "Three houses", explained = 2025-03-07, about = ["josh"] }]
done = { "N.40" = 2025-02-27 }
not_needed = { "N.45" = "Asked; nothing found." }
[text]
"N.60" = "You keep the mornings calm."
"""
VISIT = """start = 2025-03-10T08:00:00+00:00
session = "home-announced"
children_seen = ["lily"]
about = ["rosa"]
text = "She ate."
"""


@pytest.fixture
def planned(work):
    work.take("plan", "add", "--as", "priya", stdin=PLAN)
    work.take("visit", "--as", "priya", stdin=VISIT)
    return work


def data(work, *words):
    code, out, said = work.run("plan", "--json", *words)
    assert code == 0, said
    return json.loads(out)["data"]


def test_the_plan_says_what_came_of_each_session_and_what_is_lacking(planned):
    (plan,) = [one for one in data(planned) if one["assessment"] == "PA-R"]
    assert [one["state"] for one in plan["sessions"]] == ["held", "not recorded", "to come", "to come"]
    assert plan["sessions"][0]["record"]
    assert plan["lacking"] == ["halfway", "final"]
    steps = {one["step"]: (one["done"], one["not_needed"]) for one in plan["steps"]}
    assert steps["N.40"] == ("2025-02-27", None)
    assert steps["N.45"] == (None, "Asked; nothing found.")
    assert set(steps) == set(load(shipped()).planning.steps)


def test_what_is_said_later_stands_and_what_was_said_before_is_kept(planned):
    later = {"now": "2025-04-14T12:05"}
    add = ("plan", "add", "--as", "priya")
    planned.take(*add, stdin='assessment = "PA-R"\n[text]\n"N.60" = "You sing to them."\n', **later)
    planned.take(*add, stdin='assessment = "PA-R"\ndone = { "N.45" = 2025-03-12 }\n', **later)
    (plan,) = [one for one in data(planned) if one["assessment"] == "PA-R"]
    assert [one["words"] for one in plan["agreed"]] == ["You sing to them."]
    assert next(one for one in plan["steps"] if one["step"] == "N.45")["done"] == "2025-03-12"
    (before,) = [one for one in data(planned, "--at", "2025-03-01") if one["assessment"] == "PA-R"]
    assert not before["agreed"]
    assert not before["sessions"]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('assessment = "PA-R"\n', "nothing in it"),
        ('assessment = "PA-R"\n[text]\n"N.99" = "x"\n', "no topic of a plan"),
        ('assessment = "PA-R"\ndone = { "N.99" = 2025-03-01 }\n', "whose keys are steps"),
        ('assessment = "PA-R"\nsessions = [{ on = 2025-03-01 }]\n', "without session"),
        ('assessment = "PA-R"\nsessions = [{ on = 2025-03-01, session = "moon" }]\n', "whose session takes one of"),
        ('assessment = "PA-R"\nsessions = [{ on = 2025-03-01, session = "office", x = 1 }]\n', "does not know"),
        ('assessment = "PA-X"\n[text]\n"N.60" = "x"\n', "takes the key of an assessment"),
    ],
)
def test_what_cannot_be_used_changes_nothing(work, table, said):
    before = work.state()
    code, _, told = work.run("plan", "add", "--as", "priya", "--from", "-", "--no-input", stdin=table)
    assert (code, said in " ".join(told.split())) == (2, True), told
    assert work.state() == before


def test_the_familys_page_keeps_a_surprise(planned, tmp_path):
    """A visit that is to come unannounced stands in no copy (N.69); the rest of the plan does (N.54)."""
    code, _, said = planned.run("plan", "--parent", "mum", "--for", "mum", "--as", "priya", "--md", "-o", str(tmp_path))
    assert code == 0, said
    (page,) = tmp_path.glob("*plan*.md")
    words = page.read_text(encoding="utf-8")
    assert "You keep the mornings calm." in words
    assert "Bedtime with both" in words
    assert "surprise" not in words
    assert "20 May" not in words
    assert "Preparing it" not in words


def test_bare_it_fits_the_screen_and_says_what_next(planned):
    code, out, said = planned.run("plan")
    assert code == 0, said
    assert all(len(line) <= 80 for line in out.splitlines())
    assert "fsworkbook plan add --parent" in out
    assert "It still needs the halfway meeting and the final meeting." in " ".join(out.split())
