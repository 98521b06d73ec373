"""The case summary of the Ashdown family: its age, its rule, and the news that called for a new one (E.30–E.38)."""

import json
from pathlib import Path

import pytest

from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.store.folder import Folder
from fsworkbook.workbook.casesummaries import prompts
from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.registry import read_family
from tests.story.conftest import command

EXPECTED = json.loads((Path(__file__).parent / "expected-time.json").read_text(encoding="utf-8"))

MEANT = {
    "move": ("address", ""),
    "order breached": ("order-broken", ""),
    "strategy meeting": ("strategy", ""),
    "overnight stays end": ("overnight", "jordan"),
    "baby on a plan": ("status", "unborn"),
    "new school": ("school", "tyler"),
    "Tyler’s status changed": ("status", "tyler"),
}
"""How a line of the expected block is said here: the trigger, and whom it is about."""


@pytest.fixture(scope="module")
def found(ashdown):
    folder = Folder.open(ashdown)
    records, faults = folder.records()
    assert not faults
    return prompts(read_family(folder.table(), "ashdown"), ledger(records), load(shipped()))


@pytest.mark.parametrize("line", EXPECTED["case_summary_prompts"], ids=lambda line: line["date"])
def test_every_line_of_the_expected_block(line, found):
    trigger, of = MEANT[line["why"].partition(":")[0]]
    (prompt,) = [item for item in found if (item.on.isoformat(), item.trigger.id) == (line["date"], trigger)]
    assert prompt.of == of
    assert bool(prompt.answered) != ("no update made" in line["why"])


def shown(told, *words, at, code=0):
    env = {"FSWORKBOOK_NOW": f"{at}T18:00", "FSWORKBOOK_CASELOAD": str(told / "demo"), "COLUMNS": "80"}
    done = command(told, *words, "--family", "ashdown", env=env)
    assert done.returncode == code, done.stderr
    return done


def test_it_shows_its_age_its_event_its_rule_and_its_news(told):
    said = shown(told, "summary", "--case", "--list", "--at", "2025-05-30", at="2025-05-30").stdout
    assert "FOR STAFF ONLY" in said.splitlines()[1]
    assert "Of 25 April 2025, 35 days old, by Priya Nandakumar." in said
    assert "Changed for: The baby has been made the subject of a plan." in said
    assert "Due by 25 July 2025: 3 months after the last one (C.15)." in said
    assert "22 May 2025: A child’s plan or legal status changed · Tyler (E.36)" in said
    assert "Court order" not in said
    assert all(len(line) <= 80 for line in said.splitlines())


def test_as_at_a_day_it_knows_no_more_than_then(told):
    data = json.loads(shown(told, "summary", "--case", "--json", "--at", "2025-04-12", at="2025-05-30").stdout)["data"]
    assert data["on"] == "2025-03-28"
    assert data["days_old"] == 15
    assert [item["trigger"] for item in data["news"]] == ["strategy", "overnight"]


def test_due_asks_the_social_worker_for_a_new_one(told):
    said = json.loads(shown(told, "due", "--json", at="2025-05-30").stdout)["data"]
    (asked,) = [item for item in said if item["rule"] == "case-summary"]
    assert (asked["due"], asked["group"], asked["owners"]) == ("2025-04-28", "late", ["priya"])
    assert asked["what"].endswith("A new school or nursery · Tyler")


def test_only_who_may_writes_one(own_ashdown, tmp_path):
    table = tmp_path / "case.toml"
    table.write_text('reason = "Tyler stepped down."\n[text]\nbackground = "As before."\n', encoding="utf-8")
    env = {"FSWORKBOOK_NOW": "2025-06-02T10:00", "FSWORKBOOK_CASELOAD": str(own_ashdown.parent)}
    words = ("summary", "--case", "--family", "ashdown", "--from", str(table), "--as")
    refused = command(tmp_path, *words, "tom", env=env)
    assert (refused.returncode, "Social worker" in refused.stderr) == (3, True)
    kept = command(tmp_path, *words, "priya", env=env)
    assert kept.returncode == 0, kept.stderr
    after = command(tmp_path, "summary", "--case", "--family", "ashdown", "--json", env=env)
    assert json.loads(after.stdout)["data"]["news"] == []
