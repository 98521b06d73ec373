"""Colleagues who work offline end with the same family, whatever the order of their syncs and wherever one is cut off.

Three folders with some records each; a few orders here, and many, of 50 records each, by `make torture`.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.store.audit import verify
from fsworkbook.store.folder import Folder
from fsworkbook.workbook.audit.rules import Rules
from fsworkbook.workbook.differences import open_in
from fsworkbook.workbook.ledger import ledger
from tests.sync.conftest import Team, contents, edit, git, record, share
from tests.sync.cutting import sync_cut_off

FULL = bool(os.environ.get("FSWORKBOOK_TORTURE"))
EXAMPLES = 150 if FULL else 4
EACH = 50 if FULL else 15
WHO = ("priya", "tom", "ruth")

steps = st.one_of(
    st.tuples(st.just("sync"), st.sampled_from(WHO), st.none()),
    st.tuples(st.just("sync"), st.sampled_from(WHO), st.integers(1, 160)),
    st.tuples(st.just("record"), st.sampled_from(WHO), st.integers(1, 3)),
    st.tuples(st.just("kerry"), st.sampled_from(WHO), st.sampled_from(["By phone", "Letters", "A plan"])),
    st.tuples(st.just("home"), st.sampled_from(WHO), st.sampled_from([["kerry"], ["kerry", "tyler"], ["tyler"]])),
)


@pytest.fixture(scope="module")
def offline(tmp_path_factory):
    """Three folders, synced once, each with records since then; and the ids of all."""
    home = tmp_path_factory.mktemp("home")
    before = {name: os.environ.get(name) for name in ("HOME", "GIT_CONFIG_NOSYSTEM")}
    os.environ |= {"HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1"}
    team = Team(tmp_path_factory.mktemp("offline"))
    made = [stem for by, folder in zip(WHO, team.of(*WHO), strict=True) for stem in record(folder, by, EACH)]
    for name, value in before.items():
        os.environ.pop(name) if value is None else os.environ.__setitem__(name, value)
    return team, made


@pytest.fixture(scope="module")
def rules():
    return Rules(load(shipped()))


def copied(team, place):
    """Return copies of everybody's folders that share at a copy of the place."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(team.base, place)
    folders = {by: Folder(place / by / "ashdown") for by in WHO}
    for folder in folders.values():
        git(folder, "config", "remote.origin.url", str(place / "shared" / "ashdown.git"))
    return folders


@settings(max_examples=EXAMPLES, deadline=None, derandomize=not FULL, database=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(script=st.lists(steps, min_size=4, max_size=12))
def test_whatever_the_order_and_the_interruptions_everybody_ends_with_the_same(offline, rules, tmp_path, script):
    team, made = offline
    folders = copied(team, tmp_path / "run")
    expected, values, homes = set(made), {"By phone"}, {("kerry", "tyler")}
    for what, by, detail in script:
        folder = folders[by]
        if what == "sync" and detail is None:
            share(folder, by)
        elif what == "sync":
            sync_cut_off(folder, by, detail)
        elif what == "record":
            expected |= set(record(folder, by, detail))
        elif what == "kerry":
            values.add(detail)
            edit(
                folder,
                by,
                "person",
                "kerry",
                **({"communication": detail, "faith": by} if by == "tom" else {"communication": detail}),
            )
        else:
            homes.add(tuple(detail))
            if folder.table()["household"][0]["members"] != detail:
                edit(folder, by, "household", "h-kerry", members=detail)
    for _ in range(2):
        for by, folder in folders.items():
            share(folder, by)
    everybody = list(folders.values())
    first = contents(everybody[0])
    head = git(everybody[0], "rev-parse", "HEAD")
    records, faults = everybody[0].records()
    notes = {record.id for record in records if record.word("topic") == "difference"}
    assert {record.id for record in records} - notes == expected
    assert not faults
    table = everybody[0].table()
    standing = {found.difference.other for found in open_in(ledger(records))} | {table["person"][0]["communication"]}
    assert standing <= values | {None} | {tuple(home) for home in homes}
    assert "# asked in February" in everybody[0].family_text()
    for folder in everybody:
        assert contents(folder) == first
        assert git(folder, "rev-parse", "HEAD") == head
        assert git(folder, "status", "--porcelain") == ""
        assert not git(folder, "fsck", "--no-dangling")
        left = {path.name for path in (folder.path / ".git" / "fsworkbook").iterdir()}
        assert not left & {
            "arriving",
            "arriving.files",
            "pending",
            "union.index",
            "arriving.damaged",
            "pending.damaged",
        }
        assert [finding for finding in verify(folder.path, rules, None).findings if finding.kind != "clock"] == []


def test_a_sync_that_takes_merges_and_sends_is_finished_by_the_next_wherever_it_is_cut_off(tmp_path):
    team = Team(tmp_path / "start")
    folders = dict(zip(WHO, team.of(*WHO), strict=True))
    made = [stem for by in ("priya", "tom") for stem in record(folders[by], by, 2)]
    edit(folders["priya"], "priya", "person", "kerry", communication="Letters")
    edit(folders["tom"], "tom", "person", "kerry", communication="A plan")
    share(folders["priya"], "priya")
    every, step, cut, runs = 1 if FULL else 31, 1, True, 0
    while cut:
        folders = copied(team, tmp_path / "run")
        tom, priya = folders["tom"], folders["priya"]
        cut = sync_cut_off(tom, "tom", step)
        (own,) = record(tom, "tom")  # any command goes on, not sync alone
        share(tom, "tom")
        share(priya, "priya")
        assert {own, *made} <= {record.id for record in tom.records()[0]}
        assert contents(tom) == contents(priya)
        assert not git(tom, "fsck", "--no-dangling")
        assert not [item for item in tom.history() if item.action == "edit-by-hand"]
        step += every
        runs += 1
    assert runs > 5


def test_the_command_itself_killed_at_any_moment_loses_nothing(tmp_path):
    team = Team(tmp_path / "start")
    folders = dict(zip(WHO, team.of(*WHO), strict=True))
    made = [stem for by in WHO for stem in record(folders[by], by, 3)]
    program = "from fsworkbook.cli.main import main; main()"
    chance = random.Random(7)  # noqa: S311 - the same moments each time
    for turn in range(60 if FULL else 6):
        by = WHO[turn % len(WHO)]
        made += record(folders[by], by)
        command = [sys.executable, "-c", program, "sync", "--no-input", "--as", by]
        with subprocess.Popen(
            command, cwd=folders[by].path, env=os.environ | {"FSWORKBOOK_CONFIG": str(tmp_path / "none.toml")},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        ) as process:  # fmt: skip
            time.sleep(chance.uniform(0.1, 1.2))
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    for _ in range(2):
        for by, folder in folders.items():
            share(folder, by)
    for folder in folders.values():
        assert {record.id for record in folder.records()[0]} == set(made)
        assert contents(folder) == contents(folders["tom"])
        assert not git(folder, "fsck", "--no-dangling")
        assert not [item for item in folder.history() if item.action == "edit-by-hand"]
