# ruff: noqa: F811 - the fixtures come from another folder of tests
"""The Ashdown family's restrictions: what each covers, where its words stand without it, and who sees what is written.

Entries are searched in what was told and what it means, as the expected lists were made.
"""

import io
import json
from datetime import date
from pathlib import Path

import pytest

from fsworkbook.cli.begin import training
from fsworkbook.cli.disclosing.watching import Watch
from fsworkbook.cli.frame.desk import Desk
from fsworkbook.cli.frame.sitting import Sitting
from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.store.folder import Folder
from fsworkbook.workbook.disclosure.binding import Binding
from fsworkbook.workbook.disclosure.covering import coverage, unknown_keys
from fsworkbook.workbook.disclosure.edition import edition
from fsworkbook.workbook.disclosure.proposals import proposals
from fsworkbook.workbook.disclosure.recipient import find_recipient
from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.registry import read_family
from tests.story.conftest import ashdown, told  # noqa: F401 - the family is built once, by whoever comes first

EXPECTED = json.loads((Path(__file__).parent / "expected-restrictions.json").read_text(encoding="utf-8"))
TOLD = {"account", "meaning"}
END = date(2025, 5, 30)


@pytest.fixture(scope="module")
def folder(ashdown):
    return Folder.open(ashdown)


@pytest.fixture(scope="module")
def family(folder):
    return read_family(folder.table(), "ashdown")


@pytest.fixture(scope="module")
def book(folder):
    return ledger(folder.records()[0])


@pytest.fixture(scope="module")
def names(book):
    """What the story calls each entry, by the record's id."""
    story = {(told.kind, told.by, told.at): told.name for told in training.read(training.find("ashdown")).story}
    return {key: story[item.kind, item.by, item.recorded] for key, item in book.everything.items()}


@pytest.fixture(scope="module")
def covered(family, book):
    return {item.restriction.key: item for item in coverage(family, book)}


def test_every_restriction_of_the_story_is_there(covered):
    assert covered.keys() == EXPECTED["restricted_index"].keys()
    assert [lift.people for lift in covered["r2a"].restriction.lifts] == [("daniel", "gwen", "alun", "marcus")]


@pytest.mark.parametrize("key", EXPECTED["restricted_index"])
def test_the_index_of_what_is_restricted(key, covered, book, names):
    entries = {record.id for record in book.of("module")}
    item = covered[key]
    wanted = EXPECTED["restricted_index"][key]
    assert sorted(names[record] for record in item.tagged if record in entries) == wanted["tagged"]
    held = {names[hit.record] for hit in item.holding if hit.record in entries and hit.section in TOLD}
    assert sorted(held) == wanted["text_contains"]
    loose = {names[hit.record] for hit in item.untagged if hit.record in entries and hit.section in TOLD}
    assert sorted(loose) == EXPECTED["guard_hits_without_tag"][key]


def test_rows_of_the_family_are_covered(covered):
    rows = {key: {(cover.table, cover.key, cover.part) for cover in item.rows} for key, item in covered.items()}
    assert rows["r1"] == {("household", "h-kerry", "")}
    assert rows["r3"] == {("person", "tyler", "schools"), ("person", "maisie", "nurseries"), ("team", "bell", "")}
    assert {("person", "unborn", ""), ("team", "lowry", ""), ("relation", "r-kerry-unborn", "")} <= rows["r2a"]


def test_no_key_means_nothing(family, book):
    assert unknown_keys(family, book) == {}


@pytest.mark.parametrize(("day", "bound"), [(date(2025, 4, 10), True), (date(2025, 4, 24), False)])
def test_the_pregnancy_is_kept_from_daniel_until_it_is_lifted(day, bound, family, book):
    reader = find_recipient("daniel", family, load(shipped()))
    binding = Binding(reader, family, book, [day])
    assert binding.covers_row("person", "unborn", family.people["unborn"].restricted) is bound


def test_what_nothing_guards_is_proposed_and_what_is_guarded_is_not(family, book):
    before = proposals(family, ledger(book.everything.values(), date(2025, 2, 20)), END)
    strings = {item.string: item.cover for item in before}
    assert strings["Larkfield Rise"] == strings["ZZ9 4TQ"] == "h-kerry"
    assert "St Wilfrid’s Primary" in strings
    assert not any(part.startswith("Flat") for part in strings)
    after = {item.string for item in proposals(family, book, END)}
    assert not after & {"Larkfield Rise", "ZZ9 4TQ", "St Wilfrid’s Primary", "07700 900417"}


def test_the_line_above_what_is_written_names_those_who_will_have_it(folder, family, book):
    """For every entry, visit and event: whoever stands in the line is who has it in their edition that day."""
    practice = load(shipped())
    desk = Desk({"FSWORKBOOK_NOW": f"{END}T18:00"}, io.StringIO(), io.StringIO(), io.StringIO(), folder.path)
    sitting = Sitting(desk, folder, family, practice, family.team["priya"])
    readers = [person for person in family.people.values() if not person.is_unborn]
    editions = {
        person.key: {
            found.id
            for found in edition(
                find_recipient(person.key, family, practice), family, practice, book, END, END
            ).originals.values()
        }
        for person in readers
    }
    seen = 0
    for kind in ("module", "visit", "chronology"):
        watch = Watch(sitting, kind)
        for record in book.of(kind):
            line = watch.line(dict(record.head)).removeprefix("for: ").partition(" · not: ")[0]
            shown = line.split(", ")
            wanted = [person.first_name for person in readers if record.id in editions[person.key]]
            assert shown == [*wanted, "the team"], record.id
            seen += len(wanted)
    assert seen
