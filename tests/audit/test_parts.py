"""The audit's small parts, held against git and against the program that they judge."""

import subprocess
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fsworkbook.store import codec
from fsworkbook.store.change import Author
from fsworkbook.store.commits import Signature, message
from fsworkbook.store.trail import head_of, parse, trailers
from fsworkbook.workbook.audit.joining import faithful, unfounded
from fsworkbook.workbook.audit.lines import Lines
from fsworkbook.workbook.audit.places import place_of
from fsworkbook.workbook.gitnames import signed_as
from tests.audit.family import record_of

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
NOW = datetime(2025, 3, 4, 15, 30, tzinfo=UTC)


@given(name=st.text(max_size=20), email=st.text(max_size=20), key=st.sampled_from(["tom", "priya"]))
def test_a_member_stands_in_git_as_the_program_signs(name, email, key):
    author = Author(key, name, email or f"{key}@example.invalid", "social-worker")
    assert signed_as(key, name, email) == Signature.of(author, NOW)[:2]


@settings(max_examples=30, deadline=None)
@given(graph=st.lists(st.lists(st.integers(0, 30), min_size=1, max_size=2), min_size=2, max_size=14))
def test_what_two_sides_had_in_common_is_what_git_says(graph, tmp_path_factory):
    place = tmp_path_factory.mktemp("lines")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b"]

    def run(*words):
        done = subprocess.run([*git, *words], cwd=place, capture_output=True, check=False, text=True)
        return done.stdout.split()

    run("init", "--quiet")
    (tree,) = run("hash-object", "-w", "-t", "tree", "/dev/null")
    lines, names = Lines(), []
    for number, wanted in enumerate(graph):
        parents = list(dict.fromkeys(names[place % len(names)] for place in wanted)) if names else []
        words = [word for parent in parents for word in ("-p", parent)]
        (made,) = run("commit-tree", tree, "-m", str(number), *words)
        lines.add(made, parents)
        names.append(made)
    for other in names[:-1]:
        assert set(lines.bases([names[-1], other])) == set(run("merge-base", "--all", names[-1], other))


@given(
    head=st.dictionaries(
        st.from_regex(r"[a-z_]{1,8}", fullmatch=True).filter(lambda key: key not in {"format", "kind", "on", "by"}),
        st.one_of(WORDS, st.integers(0, 99), st.booleans(), st.lists(WORDS, max_size=3), st.dates()),
        max_size=5,
    ).filter(lambda head: "recorded" not in head)
)
def test_the_quick_look_at_a_head_says_what_the_reader_says(head):
    head = {key: value for key, value in head.items() if key not in {"step", "meeting", "corrects", "strikes"}}
    record = record_of("note", "tom", NOW, **head)
    found = head_of(record.id, codec.encode(record))
    assert (found.kind, found.on, found.recorded, found.by) == ("note", record.on, NOW, "tom")
    assert not found.fault


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda text: text.replace('by = "tom"', 'by = "tom"\nby = "tom"'),
        lambda text: text.replace("on = 2025-03-04", "on = 2025-13-04"),
        lambda text: text.replace('where = "home"', 'where = "home"\nwhere = "home"'),
        lambda text: text.replace('where = "home"', "where = 2025-02-31"),
        lambda text: text.replace('kind = "note"', "kind = 1"),
        lambda text: text.replace("+++", "++", 1),
    ],
)
def test_the_quick_look_passes_nothing_that_the_reader_refuses(spoilt):
    record = record_of("note", "tom", NOW, where="home")
    text = spoilt(codec.encode(record).decode()).encode()
    with pytest.raises(codec.Unreadable):
        codec.decode(record.id, text)
    assert head_of(record.id, text).fault


def test_trailers_are_read_as_they_are_written():
    author = Author("tom", "Tom", "tom@example.org", "social-worker")
    said = trailers(message("note · 2025-03-04", "note", author, ["a", "b"]).encode())
    assert (said.action, said.role, said.author, said.records) == ("note", "social-worker", "tom", ("a", "b"))
    assert said.whole
    assert not trailers(b"note\n\nWorkbook-Author: tom\n\nsome words\n").any


@given(data=st.binary(max_size=200))
def test_no_commit_is_too_odd_to_be_told_about(data):
    assert not parse("0" * 40, data).true


@given(path=st.text(max_size=60))
def test_every_path_is_something(path):
    assert place_of(path).kind in {"record", "attachment", "family", "rules", "stray"}


def test_a_merge_holds_what_one_side_changed_or_what_both_had():
    def table(**rows):
        return {"surname": "Carrick", "order": [{"key": key, "kind": kind} for key, kind in rows.items()]}

    base, one, two = table(a="x"), table(a="y"), table(a="x", b="z")
    assert faithful(table(a="y", b="z"), [one, two], [base])
    assert not unfounded(table(a="y", b="z"), [one, two], [base])
    assert unfounded(table(a="x", b="z"), [one, two], [base]) == ("[[order]] a",)
    assert unfounded(table(a="y"), [one, two], [base]) == ("[[order]] b",)
    assert unfounded(table(a="q", b="z"), [one, two], [base]) == ("[[order]] a",)
