"""The `lint` part of what the training family’s author expects, to its last line."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from fsworkbook.practice.wordlists import HINT, STOP, WARN
from fsworkbook.workbook.actions import flags
from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.record import Section
from tests.wordcheck.conftest import ASHDOWN, entry

EXPECTED = json.loads((Path(__file__).parent / "expected-lint.json").read_text(encoding="utf-8"))
BAD = EXPECTED["bad_entries"]
ENTRIES = [f"E{number:03}" for number in range(1, 65)]
# No child is named in these either; the author did not list it.
ALSO = {"E021": {"K.L08"}, "E034": {"K.L08"}}


def ids(checkup):
    return {lint for one in checkup.findings for lint in (one.lint, *one.also)}


def test_every_entry_of_the_story_is_looked_at(told):
    assert set(ENTRIES) <= set(told)
    assert len(set(ENTRIES) - set(BAD)) == 59


@pytest.mark.parametrize("name", BAD)
def test_a_bad_entry_has_exactly_what_is_wrong_with_it(name, lints):
    assert ids(lints[name]) == set(BAD[name]) | ALSO.get(name, set())


@pytest.mark.parametrize("name", [name for name in ENTRIES if name not in BAD])
def test_a_good_entry_has_no_strong_warning(name, lints):
    assert len(lints[name].of(STOP, WARN)) == EXPECTED["good_entries_strong_warnings"] == 0


def test_good_entries_have_few_hints(lints):
    """A hint at every second entry would be noise."""
    hints = [one for name in ENTRIES if name not in BAD for one in lints[name].of(HINT)]
    assert 0 < len(hints) <= 30


# What must not be found, by the author’s list of traps: the entry, and what would be wrong to say of it.
TRAPS = {
    "E001 “sees the effect": ("E001", r"clearly"),
    "E001 quoted": ("E001", r"should have got out"),
    "E003": ("E003", r"always"),
    "E006": ("E006", r"step"),
    "E006 / E048 / E060": ("E048", r"step"),
    "E060": ("E060", r"step"),
    "E032": ("E032", r"Disclosure|people who harm"),
    "E036 and E061": ("E036", r"It was"),
    "E061": ("E061", r"It was"),
    "E045": ("E045", r"positive|negative"),
    "E064": ("E064", r"contact|case"),
    "E022": ("E022", r"expecting"),
}


@pytest.mark.parametrize(("name", "words"), TRAPS.values(), ids=list(TRAPS))
def test_a_trap_is_not_fallen_into(name, words, lints):
    assert not [one for one in lints[name].findings if one.lint != "K.L04" and re.search(words, one.words)]


def test_the_trap_that_may_be_a_hint(lints):
    (found,) = [one for one in lints["E042"].findings if one.words == "sometimes"]
    assert found.strength == HINT


def test_each_trap_of_the_list_is_tried():
    named = {entry for trap in EXPECTED["known_traps"] for entry in re.findall(r"E\d{3}", trap)}
    assert named == {name for name, _ in TRAPS.values()} | {"E042"}


FLAGS = {
    "no owner": "no-owner",
    "no due date": "no-day",
    "vague verb": "vague",
    "no measure": "no-measure",
    "serves nobody": "serves-nobody",
    "two owners": "two-owners",
    "date not a date": "no-date",
    "liaison between DAO and DAP about safety plan: restricted": "both-sides",
}


@pytest.mark.parametrize("name", EXPECTED["bad_actions"])
def test_a_bad_action_says_what_is_wanting(name, family, practice):
    stories = (ASHDOWN / "story").glob("*.toml")
    rows = [row for path in stories for row in tomllib.loads(path.read_text(encoding="utf-8"))["record"]]
    (row,) = [row for row in rows if row.get("name") == name]
    record = entry(0, {**row, "on": row["at"].date()})
    record = record._replace(head={key: row[key] for key in ("owner", "serves", "due", "measure") if row.get(key)})
    found = {one.id for one in flags(record, family, practice, ledger([record]))}
    assert found == {FLAGS[flag] for flag in EXPECTED["bad_actions"][name]}


def test_whatever_else_the_story_tells_has_few_warnings(lints):
    """Summaries, minutes, analyses and the rest are written as they should be."""
    rest = {name: found.of(WARN) for name, found in lints.items() if name not in ENTRIES and found.of(WARN)}
    warned = {one.words for found in rest.values() for one in found}
    assert len(warned) <= 6, warned


@pytest.mark.parametrize(
    ("kind", "theirs", "ours"), [("goal", "parent_words", "worker_view"), ("review", "theirs", "ours")]
)
def test_what_a_parent_says_is_left_as_it_was_said(checker, practice, kind, theirs, ours):
    """A section that holds somebody else's words is one that a form has, and is never looked at (K.R16)."""
    parts = {f"review.{part.id}" for form in practice.direct_work.reviews.values() for part in form.parts}
    assert set(practice.checked.theirs) <= parts | set(practice.direct_work.asks)
    said = "She is manipulative and failed to engage."
    made = entry(1, {"as": "priya", "kind": kind})
    found = checker.record(made._replace(sections=(Section(theirs, "", said), Section(ours, "", said)))).findings
    assert {one.part for one in found if one.words} == {ours}
