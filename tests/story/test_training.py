"""The training family: all of the story is in it, to the letter, and everything computed from it is as expected."""

import re
import shlex
import shutil
import subprocess
import tomllib
from collections import Counter
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import pytest

from fsworkbook.cli.begin import training
from fsworkbook.errors import BadInput, Refused
from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.report.details import address
from fsworkbook.store.folder import Folder
from fsworkbook.workbook import statuses
from fsworkbook.workbook.clock import day_of
from fsworkbook.workbook.coverage import progress, untouched_everywhere
from fsworkbook.workbook.family import live
from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.meetings import calendar
from fsworkbook.workbook.ratings import opened
from fsworkbook.workbook.registry import read_family

MEETINGS = {"S1": date(2025, 3, 19), "S2": date(2025, 4, 17), "S3": date(2025, 5, 14)}


def digest(text):
    return sha256(text.encode()).hexdigest()[:16]


def git(folder, *arguments):
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def story():
    return training.read(training.find("ashdown"))


@pytest.fixture(scope="module")
def practice():
    return load(shipped())


@pytest.fixture(scope="module")
def records(ashdown):
    found, faults = Folder.open(ashdown).records()
    assert not faults
    return found


@pytest.fixture(scope="module")
def family(ashdown):
    return read_family(Folder.open(ashdown).table(), "ashdown")


@pytest.fixture(scope="module")
def book(records):
    return ledger(records)


@pytest.fixture(scope="module")
def named(story, records):
    """Each record by its name in the story."""
    names = {(told.kind, told.by, told.at): told.name for told in story.story}
    assert len(names) == len(story.story) == len(records)
    return {names[record.kind, record.by, record.recorded]: record for record in records}


# What is there


def test_everything_of_the_story_is_there(records, expected):
    assert Counter(record.kind for record in records) == expected["counts"]


def test_every_word_of_every_entry_comes_back_to_the_letter(named, expected):
    for name, words in expected["entries"].items():
        sections = {"text": "account", "meaning": "meaning", "why_child": "why-child"}
        found = {key: named[name].section(section) for key, section in sections.items()}
        assert {key: digest(text) for key, text in found.items() if text is not None} == words, name


def test_no_word_of_a_summary_is_lost_or_added(named, expected):
    for name, words in expected["summary_words"].items():
        texts = " ".join(section.text for section in named[name].sections)
        assert digest(" ".join(sorted(re.findall(r"[\w’]+", texts)))) == words, name


def test_every_value_of_the_story_is_in_the_record(story, named):
    for told in story.story:
        record = named[told.name]
        called = {"what": record.word("name"), "correction_reason": record.word("reason")}
        held = {**called, **record.head, "on": record.on}
        held |= {section.name: section.text for section in record.sections}
        for key in told.table.keys() - {"text", "meaning", "why_child", "sections", *training.LINKS, "start"}:
            assert held[key] == told.table[key], f"{told.name}: {key}"


def test_minutes_and_differences_are_to_the_letter(named, expected):
    for name in MEETINGS:
        assert digest(named[f"{name}-minutes"].section("account")) == expected["minutes"][name]
        assert digest(named[f"{name}-held"].word("differences")) == expected["differences"][name]


def test_names_of_the_story_have_become_ids(named):
    assert named["C09"].head["entry"] == named["E022"].id
    assert named["C11"].head["entry"] == named["E050"].id
    assert all(named[f"{name}-held"].word("meeting") == named[name].id for name in MEETINGS)


def test_restrictions_cover_what_the_story_says(named, expected):
    entries = {name: record for name, record in named.items() if record.kind == "module"}
    tagged = {
        key: sorted(name for name, record in entries.items() if key in record.names("restricted"))
        for key in expected["restricted_tagged"]
    }
    assert tagged == expected["restricted_tagged"]
    assert named["E060"].head["withhold_parts"] == {"meaning": ["jordan"]}


def test_who_is_who_has_nothing_unknown_in_it(family, practice):
    assert not family.remarks
    assert family.training
    assert (len(family.people), len(family.relations), len(family.households)) == (16, 26, 6)
    assert {row.kind for row in family.relations} <= set(practice.relations)
    assert {row.status for row in family.couples} <= set(practice.couples)
    assert {member.role for member in family.team.values()} <= set(practice.roles)
    assert {person.part for person in family.people.values()} <= set(practice.parts)


def test_where_everybody_lives_stands_where_papers_look_for_it(family):
    for day, sheila in ((date(2025, 2, 24), "h-sheila"), (date(2025, 5, 30), "h-sheila-2")):
        scope = SimpleNamespace(family=family, day=day)
        assert address("sheila", scope) == "Sheila’s home, 14 Orchard Close, Holmbrook"
        assert address("marcus", scope) == "Marcus’s home, Carrowby"
        (home,) = (row.key for row in family.households if "sheila" in row.members and live(row.since, row.until, day))
        assert home == sheila


# What is computed from it


@pytest.mark.parametrize("key", ["PA-K", "PA-D", "PA-J"])
def test_coverage(key, family, practice, book, expected):
    row = progress(family.assessments[key], family, practice, book)
    touched = {f"M{number}": row.module(number).touched for number in practice.module_numbers}
    assert {name: count for name, count in touched.items() if count} == expected["coverage_questions_touched"][key]
    assert list(row.module(5).untouched) == expected["untouched_M5"][key]


def test_what_nobody_has_asked(family, practice, book, expected):
    rows = [progress(item, family, practice, book) for item in family.assessments.values()]
    assert set(expected["untouched_everywhere"]) <= set(untouched_everywhere(rows, practice, book))


@pytest.mark.parametrize("name", MEETINGS)
def test_ratings_opened_together(name, family, practice, book, expected):
    meeting = next(item for item in calendar(book).held if item.on == MEETINGS[name])
    found = opened(book, family, practice, viewer="priya", today=MEETINGS[name], meeting=meeting)
    spread = expected["rag_spread"][name]
    given = {key: rating for key, rating in spread.items() if rating}
    assert {item.by: item.rating for item in found.given} == given
    assert found.spread == Counter(given.values())
    assert found.proposal == "red"
    assert set(found.missing) == spread.keys() - given.keys()
    assert [{"supervision": name, "author": key} for key in found.missing] == [
        item for item in expected["rag_missing"] if item["supervision"] == name
    ]
    assert (found.agreed, found.agreed_by) == (expected["rag_agreed"][name], "alison")
    assert found.agreed_children == expected["rag_agreed_children"][name]


def test_ratings_are_closed_until_the_meeting(records, family, practice):
    before = ledger(records, at=date(2025, 4, 16))
    found = opened(before, family, practice, viewer="priya", today=date(2025, 4, 16))
    assert not found.open
    assert [item.by for item in found.given] == ["priya"]
    assert found.missing == ()


def test_the_second_supervision_was_moved_once(book):
    second = calendar(book).held[1]
    assert (second.moves, second.on) == (1, MEETINGS["S2"])
    assert all(meeting.minutes and meeting.approved for meeting in calendar(book).held)


def test_statuses_begin_and_end(book, expected):
    for row in expected["statuses"]:
        held = [item for item in statuses.history(book, row["child"]) if item.since.isoformat() == row["from"]]
        until = held[0].until.isoformat() if held[0].until else None
        assert (held[0].status, until) == (row["status"], row["to"])


def test_days_of_summaries_and_late_visits(named, expected):
    for row in expected["summary_timing"]:
        assert day_of(named[f"{row['supervision']}-{row['author']}"].recorded).isoformat() == row["submitted"]
    visits = {name: record for name, record in named.items() if record.kind == "visit"}
    late = [name for name, item in visits.items() if item.recorded - item.head["start"] > timedelta(hours=24)]
    assert sorted(late) == expected["visits_recorded_after_24h"]


def test_nothing_is_recorded_before_its_day(records):
    assert all(record.on <= day_of(record.recorded) for record in records)


# How it was recorded


def test_git_finds_nothing_wrong(ashdown):
    git(ashdown, "fsck", "--full", "--strict")
    assert git(ashdown, "status", "--porcelain") == ""


def test_one_commit_a_record_by_its_author_at_its_time(ashdown, story, named):
    commits = Folder.open(ashdown).history()[::-1]
    assert (commits[0].key, commits[0].when, commits[0].records) == ("alison", story.opened, ())
    assert len(commits) == len(story.story) + 1
    for told, commit in zip(story.story, commits[1:], strict=True):
        assert (commit.key, commit.when, commit.records) == (told.by, told.at, (named[told.name].id,))
        assert commit.email == f"{told.by}@example.org"
    dates = git(ashdown, "log", "--format=%at=%ct").split()
    assert all(line.partition("=")[0] == line.partition("=")[2] for line in dates)


# A story that cannot be used

FAULTS = {
    "unknown author": ('as = "priya"', 'as = "nobody"', "who is not on the team"),
    "unknown kind": ('kind = "consent"', 'kind = "dream"', "kind is one of: "),
    "no moment": ("at = 2025-02-25T10:00:00", "", "at is missing"),
    "too early": ("at = 2025-02-25T10:00:00", "at = 2025-02-25T08:00:00", "before the workbook was opened"),
    "a name twice": ('name = "K02"', 'name = "K01"', "the name is used twice"),
    "no name": ('name = "K01"', 'name = "first"', "name is one or two capitals and a number"),
}


@pytest.fixture
def copied(tmp_path):
    return shutil.copytree(training.find("ashdown"), tmp_path / "mine")


def change(folder, file, old, new):
    path = folder / "story" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_names_file_and_record(copied, fault):
    old, new, words = FAULTS[fault]
    change(copied, "week-01.toml", old, new)
    with pytest.raises(BadInput) as caught:
        training.read(copied)
    assert words in str(caught.value)
    assert re.search(r"story/week-01\.toml: record \w+", str(caught.value))


def test_a_name_that_nobody_has_is_named(copied):
    change(copied, "week-05.toml", 'entry = "E022"', 'entry = "E099"')
    with pytest.raises(BadInput, match=r"week-05.toml: record C09: entry names E099"):
        training.read(copied)


def test_somebody_who_has_not_begun_cannot_record(copied):
    change(copied, "week-01.toml", 'as = "priya"', 'as = "gareth"')
    with pytest.raises(BadInput, match="was not on the team on that day"):
        training.read(copied)


def test_a_file_that_is_no_toml_is_named(copied):
    (copied / "story" / "week-03.toml").write_text("[[record]\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"story/week-03\.toml is not TOML"):
        training.read(copied)


def test_what_a_form_refuses_is_named_and_leaves_nothing(copied, practice, tmp_path):
    change(copied, "week-01.toml", 'how = "explained at home, signed"\n', 'colour = "red"\n')
    with pytest.raises(BadInput, match=r"story/week-01\.toml: record K01: consent: nothing was recorded"):
        training.build(copied, tmp_path / "built" / "mine", practice)
    assert not list((tmp_path / "built").iterdir())


def test_what_a_role_may_not_do_is_refused(copied, practice, tmp_path):
    change(copied, "week-01.toml", 'kind = "status"\nas = "priya"', 'kind = "status"\nas = "alison"')
    with pytest.raises(Refused, match="record T04"):
        training.build(copied, tmp_path / "built" / "mine", practice)


# The command


def test_the_demo_says_where_it_is_and_what_to_try(told, ashdown, said, expected):
    count = sum(expected["counts"].values())
    assert said["stdout"] == f"{ashdown}\n"
    lines = said["stderr"].splitlines()
    assert f"Building the Ashdown family: {count} of {count} records" in lines
    assert len([line for line in lines if line.startswith("Building")]) <= 6
    tries = [line.strip() for line in lines if line.startswith("  ")]
    assert len(tries) == 3
    assert all(shlex.split(line)[0].endswith("fsworkbook") and "--family demo/ashdown" in line for line in tries)
    assert (told / "demo" / "ashdown").is_dir()


def test_what_to_try_works_as_it_is_pasted(said, ashdown, fsworkbook, tmp_path):
    shutil.copytree(ashdown, tmp_path / "demo" / "ashdown")
    for line in said["stderr"].splitlines():
        if line.startswith("  "):
            done = fsworkbook(*shlex.split(line)[1:])
            assert done.returncode == 0, f"{line}\n{done.stderr}"
            assert done.stdout
    assert list(tmp_path.glob("*.pdf"))


def test_it_becomes_the_current_family_only_where_there_is_none(told, ashdown):
    settings = tomllib.loads((told / "settings.toml").read_text(encoding="utf-8"))
    assert settings == {"current": str(ashdown)}


def test_it_overwrites_nothing(fsworkbook, own_ashdown):
    (own_ashdown / "notes.txt").write_text("mine", encoding="utf-8")
    done = fsworkbook("demo", "--caseload", "caseload")
    assert done.returncode == 2
    assert "caseload/ashdown is there already. --again puts a fresh one in its place." in done.stderr
    assert (own_ashdown / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_again_leaves_a_real_family_alone(fsworkbook, own_ashdown):
    file = own_ashdown / "family.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("training = true", ""), encoding="utf-8")
    done = fsworkbook("demo", "--caseload", "caseload", "--again")
    assert done.returncode == 2
    assert "is not a training family" in done.stderr


def test_again_puts_a_fresh_one_there_the_same_to_the_byte(fsworkbook, own_ashdown, ashdown, tmp_path):
    """It keeps the current family as it was, and prints the report beside the family where that is asked for."""
    (own_ashdown / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "settings.toml").write_text(f'current = "{tmp_path}/other"\ncaseload = "{own_ashdown.parent}"\n')
    done = fsworkbook("demo", "--again", "--report")
    assert done.returncode == 0, done.stderr
    assert not (own_ashdown / "notes.txt").exists()
    assert Folder.open(own_ashdown).history(1)[0].id == Folder.open(ashdown).history(1)[0].id
    assert "--family ashdown " in done.stderr
    family, paper = done.stdout.splitlines()
    assert paper.endswith("FS-0417-PA-K-2025-05-30-draft.pdf")
    assert {*own_ashdown.parent.iterdir()} == {own_ashdown, Path(paper)}
    assert Path(family) == own_ashdown
    assert Path(paper).read_bytes().startswith(b"%PDF")
    assert f'current = "{tmp_path}/other"' in (tmp_path / "settings.toml").read_text(encoding="utf-8")


def test_it_never_goes_into_a_family(fsworkbook, own_ashdown):
    done = fsworkbook("demo", "--caseload", own_ashdown / "inside")
    assert done.returncode == 2
    assert "lies in the folder of the family ashdown" in done.stderr


def test_an_unknown_training_family_is_named(fsworkbook):
    done = fsworkbook("demo", "--name", "nobody")
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no training family “nobody”. There is ashdown." in done.stderr


def test_an_interrupted_change_of_places_keeps_the_old_one(own_ashdown, practice, monkeypatch):
    (own_ashdown / "notes.txt").write_text("mine", encoding="utf-8")
    rename, calls = type(own_ashdown).rename, []

    def failing(self, target):
        calls.append(self)
        if self.name.endswith(".new"):
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(training, "build", lambda _source, target, *_: (target.mkdir(), Folder(target))[1])
    monkeypatch.setattr(type(own_ashdown), "rename", failing)
    with pytest.raises(KeyboardInterrupt):
        training.replace(training.find("ashdown"), own_ashdown, practice, lambda *_: None)
    assert len(calls) == 3
    assert (own_ashdown / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert [path.name for path in own_ashdown.parent.iterdir()] == ["ashdown"]
