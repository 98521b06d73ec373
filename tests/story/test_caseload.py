"""`caseload` on the Ashdown family through the real command line: what a manager sees, and who may see it at all."""

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fsworkbook.cli.time.caseload import harmless
from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from tests.story.conftest import command

ROLES = {
    "alison": "team-manager",
    "priya": "social-worker",
    "tom": "children-family-worker",
    "leanne": "domestic-abuse-practitioner",
    "gareth": "domestic-abuse-officer",
    "miriam": "psychologist",
    "shanice": "recovery-worker",
}


@pytest.fixture
def run(told):
    def call(*words, now="2025-05-30T10:00", **env):
        env = {"FSWORKBOOK_NOW": now, "FSWORKBOOK_CASELOAD": str(told / "demo"), "COLUMNS": "80", **env}
        return command(told, "caseload", *words, env=env)

    return call


@pytest.fixture
def data(run):
    def of(*words, **more):
        done = run("--as", "alison", "--json", *words, **more)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)["data"]

    return of


def test_a_line_on_a_screen_of_80_columns(run):
    lines = run("--as", "alison").stdout.splitlines()
    assert lines[0] == "Caseload · Fri 30 May 2025 · 1 family"
    assert lines[3].split() == [
        "Ashdown",
        "AMBER",
        "↓",
        "not",
        "planned",
        "14",
        "May",
        "in",
        "time",
        "late",
        "late",
        "5",
        "of",
        "6",
    ]
    assert max(map(len, lines)) <= 80


def test_what_was_late_is_what_the_acceptance_data_says(data):
    [row] = data()
    assert (row["rating"], row["direction"], row["next"]) == ("amber", "down", None)
    last = row["last"]
    assert (last["on"], last["authorised"]["on"], last["authorised"]["due"]) == (
        "2025-05-14",
        "2025-05-19",
        "2025-05-16",
    )
    assert last["authorised"]["state"] == "late"
    assert row["supervisions"]["held"] == 3
    assert (row["supervisions"]["authorised_in_time"], row["supervisions"]["authorised_counted"]) == (2, 3)
    assert last["attendance"]["shanice"] == "apologies"
    assert (last["there"], last["listed"]) == (5, 6)
    days = [late["days"] for late in row["late"]]
    assert days == sorted(days)
    assert days[0] < 0


def test_each_day_is_seen_as_it_was_known_then(data):
    assert data("--at", "2025-03-10", now="2025-05-30T10:00")[0]["last"] is None
    [row] = data("--at", "2025-04-16")
    assert (row["rating"], row["next"], row["last"]["on"]) == ("red", "2025-04-17", "2025-03-19")


def test_ratings_that_are_still_closed_leave_no_trace(run):
    """On 16 April there are ratings for the next day's supervision, amber ones among them; red was agreed in March."""
    for words in (("--json",), ("--csv",), ()):
        done = run("--as", "alison", *words, now="2025-04-16T20:00")
        assert "red" in done.stdout.lower()
        assert "amber" not in done.stdout.lower()
        assert "green" not in done.stdout.lower()


def test_closed_ratings_change_nothing(data):
    before, after = (data("--at", day)[0] for day in ("2025-04-14", "2025-04-16"))
    assert (before["rating"], before["direction"], before["last"]) == (
        after["rating"],
        after["direction"],
        after["last"],
    )


@pytest.mark.parametrize("key", ROLES)
def test_who_may_see_it_is_the_practice_models_affair(key, run):
    may = load(shipped()).may(ROLES[key], "see-performance")
    done = run("--as", key)
    assert done.returncode == (0 if may else 3)
    if not may:
        assert done.stdout == ""
        assert "team manager" in done.stderr
        assert "embedded co-ordinator" in done.stderr


def test_whoever_works_elsewhere_is_known_by_their_settings(run, tmp_path):
    for role, code in (("embedded-coordinator", 0), ("psychologist", 3), ("outside", 3)):
        path = tmp_path / "settings.toml"
        path.write_text(f'key = "helen"\nname = "Helen"\nrole = "{role}"\n')
        assert run(FSWORKBOOK_CONFIG=str(path)).returncode == code
        assert run("--as", "priya", FSWORKBOOK_CONFIG=str(path)).returncode == 3


def test_nobody_is_nobody(run):
    done = run()
    assert done.returncode == 2
    assert "who are you" in done.stderr


def test_a_spreadsheet_reads_it(run):
    text = run("--as", "alison", "--csv").stdout
    assert text.startswith("\ufeff")
    [row] = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert (row["family"], row["rating"], row["authorised"], row["there"]) == ("Ashdown", "amber", "late", "5")
    assert date.fromisoformat(row["last supervision"]) == date(2025, 5, 14)


@given(st.text(st.sampled_from("=+-@\t\r\n '\"|a1,;\ufeff\u200b＝"), max_size=8))
def test_no_cell_is_a_formula(text):
    cell = harmless(text)
    assert not cell.lstrip(" \t\r\n").startswith(("=", "+", "-", "@", "＝"))
    assert "\n" not in cell
    assert "\t" not in cell
