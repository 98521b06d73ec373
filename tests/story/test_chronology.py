"""The chronology of the Ashdown family: every event of the story, in order, and each child's own (K.R06, N.46)."""

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest

from tests.story.conftest import command

STORY = Path(__file__).parents[2] / "templates" / "training" / "ashdown" / "story"
"""Read here by itself, without the program's own functions."""


@pytest.fixture(scope="module")
def written():
    weeks = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(STORY.glob("*.toml"))]
    events = [item for week in weeks for item in week["record"] if item["kind"] == "chronology"]
    return sorted(events, key=lambda item: (item["on"], item["at"]))


@pytest.fixture(scope="module")
def shown(told):
    env = {"FSWORKBOOK_NOW": "2025-05-30T18:00", "FSWORKBOOK_CASELOAD": str(told / "demo"), "COLUMNS": "80"}

    def show(*words):
        done = command(told, *words, "--family", "ashdown", "--at", "2025-05-30", env=env)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)["data"] if "--json" in words else done.stdout

    return show


def test_every_event_of_the_story_stands_in_it_with_what_it_did_to_the_child(shown, written):
    lines = shown("chronology", "--events", "--json")["lines"]
    assert len(written) == 12
    assert [line["on"] for line in lines] == [item["on"].isoformat() for item in written]
    for line, item in zip(lines, written, strict=True):
        assert line["what"] == item["text"]
        assert [effect["words"] for effect in line["effects"]] == [item["effect_on_child"]]
        told = {key: item[key] for key in ("support", "outcome", "reason_closed") if key in item}
        assert line["details"] == told
        assert bool(line["entry"]) == ("entry" in item)


def test_meetings_decisions_orders_births_and_homes_stand_between_the_events(shown):
    lines = shown("chronology", "--json")["lines"]
    found = {(line["kind"], line["on"]) for line in lines}
    assert {
        ("birth", "2022-04-08"),
        ("home", "2025-03-24"),
        ("order", "2025-01-17"),
        ("meeting", "2025-02-26"),
        ("status", "2025-02-26"),
        ("status", "2025-05-22"),
    } <= found
    assert all(date.fromisoformat(line["on"]) <= date(2025, 5, 30) for line in lines)
    assert "Larkfield" not in json.dumps(lines)
    assert "Orchard Close" not in json.dumps(lines)


def test_tylers_own_tells_what_is_missing(shown, written):
    found = shown("chronology", "--child", "tyler", "--events", "--json")
    mine = [item for item in written if "tyler" in item.get("children", ["tyler"])]
    assert [line["what"] for line in found["lines"]] == [item["text"] for item in mine]
    assert not any(line["unsaid"] for line in found["lines"])
    assert len(found["elsewhere"]) == len(written) - len(mine)
    page = shown("chronology", "--child", "tyler")
    assert "Daniel assaults Kerry in the kitchen" in page.partition("did it touch Tyler too?")[2]


def test_the_baby_has_none_from_before_the_pregnancy(shown):
    found = shown("chronology", "--child", "unborn", "--json")
    assert min(line["on"] for line in found["lines"]) >= "2024-09-15"
    assert all("pregnancy" in line["age"] for line in found["lines"])


def test_words_of_the_story_are_found(shown):
    hits = shown("search", '"broke the order"', "--json")["records"]
    assert hits
    for hit in hits:
        for passage in hit["passages"]:
            for start, end in passage["marks"]:
                assert passage["text"][start:end].casefold() == "broke the order"
