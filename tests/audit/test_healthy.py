"""Nothing is reported on a healthy family: in training, merged, corrected, withdrawn, edited by hand, signed."""

import json
import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fsworkbook.store import remote, sync
from fsworkbook.store.audit import verify
from fsworkbook.store.change import Change
from fsworkbook.store.footing import head_now
from fsworkbook.store.git import Git
from tests.audit.family import RULES, TEAM, Carricks, author, family_text, record_of
from tests.running import run as launch

COVER = '\n[[cover]]\nkey = "c1"\nrole = "team-manager"\nperson = "priya"\nfrom = 2020-01-01\n'


def test_a_month_s_work(family, place):
    assert not family.findings()
    assert not family.clone(place / "fresh").findings()


def test_the_training_family(ashdown):
    found = verify(ashdown, RULES, None)
    assert not found.findings
    assert found.commits > 100


def test_a_signed_family(signed):
    assert not signed.findings()


def test_corrected_and_withdrawn(family):
    family.record("note", "tom", corrects=[family.records["note"]], reason="The day was another.", action="correct")
    family.record("rating", "priya", rating="red", reason="Worse.", corrects=[family.records["rating"]],
                  correction_reason="It was red.", action="correct")  # fmt: skip
    family.record("strike", "tom", strikes=family.records["visit"], reason="It was another family.")
    assert not family.findings()


def test_what_the_manager_changes_counts(family):
    family.record("", "alison", action="cover-add", family=family.text + COVER)
    family.record("supervision", "priya", step="approved", meeting=family.records["planned"])
    family.record("", "alison", action="team-change", family=family.text.replace("children-family", "recovery"))
    tom = TEAM["tom"]
    TEAM["tom"] = (tom[0], "recovery-worker")
    try:
        family.record("note", "tom")
    finally:
        TEAM["tom"] = tom
    assert not family.findings()


def test_everybody_changes_their_own_address(family):
    family.record("", "tom", action="team-change", family=family.text.replace('"tom@example', '"t.whitcombe@example'))
    made = record_of("note", "tom", family.now + timedelta(hours=1))
    family.place(made)
    family.dressed("tom", "note", made.id, who=(TEAM["tom"][0], "t.whitcombe@example.org"))
    assert not family.findings()


def test_who_is_who_edited_by_hand(family):
    """The next command takes it along under the new name of whoever runs it."""
    family.family('surname = "Carrick"', 'surname = "Carrick"  # as on the register')
    family.family('name = "Tyler Carrick"', 'name = "Tyler Cole"')
    family.record("note", "priya")
    family.family("Tyler Cole", "Tyler Carrick")
    family.record("visit", "tom")
    assert not family.findings()


def test_one_s_own_name_edited_by_hand(family):
    before = TEAM["tom"]
    family.family("Tom Whitcombe", "Thomas Whitcombe")
    TEAM["tom"] = ("Thomas Whitcombe", before[1])
    try:
        family.record("note", "tom")
    finally:
        TEAM["tom"] = before
    assert not family.findings()


def test_a_record_written_by_hand_and_one_moved(family):
    family.place(record_of("note", "tom", family.now + timedelta(minutes=30)))
    (family.path / "notes" / "spring").mkdir()
    path = family.file("note")
    path.rename(path.parent / "spring" / path.name)
    family.record("visit", "tom")
    assert not family.findings()


def test_litter_is_nobody_s_business(family):
    (family.path / ".DS_Store").write_bytes(b"\0")
    (family.path / "notes" / "Thumbs.db").write_bytes(b"\0")
    (family.path / "family.toml~").write_text("old")
    assert not family.findings()


def test_an_edit_that_is_not_taken_along_yet_is_said(family):
    family.family("Tyler Carrick", "Tyler Cole")
    assert dict(family.kinds()) == {"unsaved": 1}
    family.record("note", "priya")
    assert not family.findings()


def test_a_set_clock_in_training(tmp_path, monkeypatch):
    family = Carricks.found(tmp_path / "carrick", training=True)
    monkeypatch.setenv("FSWORKBOOK_NOW", "2025-03-04T10:00")
    family.record("note", "tom")
    family.now -= timedelta(days=3)
    family.record("note", "priya")
    assert not family.findings()


def test_a_clock_that_runs_a_little_behind(family):
    family.now -= timedelta(minutes=70)
    family.record("note", "priya")
    assert not family.findings()


@pytest.mark.parametrize("dressed", [True, False])
def test_merged(family, place, dressed):
    with family.apart(place / "other", lambda other: other.record("note", "leanne")) as other:
        family.record("note", "tom")
    family.merge(other, dressed=dressed)
    family.record("note", "ruth")
    assert not family.findings()
    assert not family.clone(place / "fresh").findings()


def test_the_whole_command_line(month, tmp_path):
    path = Path(shutil.copytree(month.path, tmp_path / "load" / "carrick", symlinks=True))
    env = SimpleNamespace(FSWORKBOOK_CONFIG=str(tmp_path / "settings.toml"), PATH="/usr/bin:/bin", HOME=str(tmp_path))

    def run(*words, code):
        done = launch(words, env=vars(env), cwd=path)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    assert "Nothing to report" in run("audit", "verify", code=0)
    assert "whole" in run("audit", "verify", "--all", "--caseload", str(path.parent), code=0)
    note = next((path / "notes").glob("*.md"))
    note.write_text(note.read_text("utf-8") + "more\n", "utf-8")
    family = Carricks(path, month.now)
    family.records = month.records
    family.record("note", "priya")
    told = run("audit", code=1)
    assert "A record was changed after it was recorded" in told
    assert "Priya Nandakumar" in told
    assert "more" not in told.replace("more:", "")
    told = run("audit", "verify", "--json", code=1)
    assert f'"record": "{note.stem}"' in told
    assert head_now(Git(path)) in told
    assert "Nothing to report" in run("audit", "verify", "--at", "2020-01-01", code=0)


def test_a_family_opened_by_the_command(tmp_path):
    """Opened with a first consent, worked on, edited by hand and shared by the commands; then with a set clock."""
    place = tmp_path / "load"
    place.mkdir()
    env = {"FSWORKBOOK_CONFIG": str(tmp_path / "settings.toml"), "PATH": os.environ["PATH"], "HOME": str(tmp_path)}

    def run(*words, given="", code=0, **more):
        done = launch(words, stdin=given, env=env | more, cwd=place)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    consent = '\n[[consent]]\nperson = "kerry"\nmatter = "join-pathway"\nstate = "given"\nhow = "signed"\n'
    home = '\n[[household]]\nmembers = ["tyler", "kerry"]\n\n[[relation]]\na = "kerry"\nb = "tyler"\nkind = "mother"\n'
    decided = 'decision = { by = "Assessment and Intervention", on = 2025-04-10 }\n\n[[person]]'
    text = family_text().replace("[[person]]", decided, 1).replace("training = false\n", "") + home + consent
    run("new-family", "--from", "-", "--caseload", ".", "--as", "priya", "--no-input", given=text)
    whose = ("--family", "./carrick", "--no-input")
    run("note", *whose, "--as", "priya", "--from", "-", given='text = "Kerry rang."')
    file = place / "carrick" / "family.toml"
    file.write_text(file.read_text("utf-8").replace("Tyler Carrick", "Tyler Cole"), "utf-8")
    run("rate", *whose, "--as", "tom", "--from", "-", given='rating = "amber"\nreason = "Calm, and the calls go on."')
    run("sync", "init", "./shared/carrick.git", *whose, "--as", "priya")
    assert "Nothing to report" in run("audit", "verify", "--family", "./carrick")
    note = ("note", *whose, "--as", "priya", "--from", "-")
    run(*note, given='text = "Later."', FSWORKBOOK_NOW=datetime.now(UTC).isoformat())
    told = json.loads(run("audit", "verify", "--json", "--family", "./carrick", code=1))["data"]["findings"]
    assert [(item["kind"], item["person"]) for item in told] == [("set-clock", "priya")]


# Random healthy histories

STEPS = st.sampled_from(["note", "visit", "correct", "strike", "person", "hand", "address", "cover", "manager-hand"])


class Working:
    """Somebody's copy of a family, where work is done as it should be."""

    def __init__(self, family, who):
        self.family, self.who, self.count = family, who, 0

    def step(self, what):
        family, who = self.family, self.who
        self.count += 1
        if what in {"note", "visit"}:
            family.record(what, who if what == "note" else "tom", name=what)
        elif what == "correct":
            family.record("note", who, corrects=[family.records["note"]], reason="Another day.", action="correct")
        elif what == "strike":
            family.record("strike", who, strikes=family.records["visit"], reason="No.")
        elif what == "person":
            row = f'\n[[person]]\nkey = "{who}-{self.count}"\nname = "Aunt {self.count}"\npart = "relative"\n'
            family.record("", who, action="person-add", family=family.text + row)
        elif what == "hand":
            (family.path / "family.toml").write_text(f"# {who} {self.count}\n{family.text}", "utf-8")
            family.record("note", who)
        elif what == "address":
            mark = f'agency = "{who} {self.count}"\n'
            row = f'key = "{who}"\n'
            family.record("", who, action="team-change", family=_own(family.text, row, mark))
        elif what == "cover":
            row = f'\n[[cover]]\nkey = "c-{who}-{self.count}"\nrole = "psychologist"\nperson = "{who}"\n'
            family.record("", "alison", action="cover-add", family=family.text + row)
        else:
            row = f'\n[[team]]\nkey = "t-{who}-{self.count}"\nname = "New"\nrole = "psychologist"\n'
            (family.path / "family.toml").write_text(family.text + row, "utf-8")
            family.record("note", "alison")


def _own(text, row, mark):
    lines = text.split(row)[1].split("\n\n")[0]
    kept = "\n".join(line for line in lines.split("\n") if not line.startswith("agency"))
    return text.replace(row + lines, row + mark + kept)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(rounds=st.lists(st.tuples(st.lists(STEPS, max_size=3), st.lists(STEPS, max_size=3)), min_size=1, max_size=3))
def test_random_histories_of_two_who_share(month, tmp_path_factory, rounds):
    """Two people work apart and share by the real sync, in turns; nobody meddles, and nothing is reported."""
    place = tmp_path_factory.mktemp("random")
    mine, theirs = month.copy(place / "mine"), month.copy(place / "theirs")
    shared = place / "shared.git"
    sides = [Working(mine, "priya"), Working(theirs, "leanne")]
    mine.git("init", "--quiet", "--bare", "--initial-branch=main", shared)
    for side in sides:
        side.family.git("remote", "add", "origin", shared)
    for steps in rounds:
        for side, listed in zip(sides, steps, strict=True):
            for what in listed:
                together(sides)
                side.step(what)
        for side in (*sides, sides[0]):
            share(sides, side)
    for side in sides:
        assert not side.family.findings()
    assert mine.head == theirs.head


def share(sides, side):
    together(sides)
    change = Change("sync", "sync", author(side.who), side.family.hour())
    sync.sync(remote.of(Git(side.family.path)), change)


def together(sides):
    """Let it be the same time on both sides."""
    now = max(side.family.now for side in sides)
    for side in sides:
        side.family.now = now
