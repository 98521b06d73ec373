# ruff: noqa: F811 - the fixtures come from other folders of tests
"""Replies: in a parent’s or child’s words, beside what they answer, through every change of it, and on every copy."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.replies import disputes, replies, replies_to
from fsworkbook.workbook.versions import standing_for
from tests.cli_work.conftest import made, terminals, work  # noqa: F401 - a real folder, and the command line in it
from tests.cli_work.test_ending import close
from tests.workbook.conftest import desk, family, note, practice  # noqa: F401 - the family in memory

ENTER = "\r"
WORDS = "It was Tuesday. “I never said that,” and I do not want it said of me."
ENTRY = 'parent = "rosa"\n[answers]\n"3.4" = "He came on Monday."\n'


@pytest.fixture
def entry(work):
    (key,) = work.take("module", "3", "--as", "tom", stdin=ENTRY, now="2025-04-14T09:00")
    return key


def reply(work, key, *, person="rosa", fact=True, now="2025-04-14T10:00", by="priya", text=WORDS):
    words = ["--fact"] if fact else []
    table = f"person = {json.dumps(person)}\ntext = {json.dumps(text)}\n"
    (made_,) = work.take("reply", key, *words, "--as", by, stdin=table, now=now)
    return made_


def shown(work, *words):
    code, out, err = work.run("show", *words)
    assert code == 0, err
    return " ".join(out.split())


def draft(work, parent, tmp_path):
    code, out, err = work.run("report", "--parent", parent, "--md", "--output", str(tmp_path / f"{parent}.md"))
    assert code == 0, out + err
    return (tmp_path / f"{parent}.md").read_text()


def due(work):
    return json.loads(work.run("due", "--family", str(work.folder), "--json")[1])["data"]


def test_it_stands_beside_the_entry_and_changes_nothing_in_it(work, entry):
    (file,) = work.folder.rglob(f"{entry}.md")
    before = file.read_bytes()
    key = reply(work, entry)
    assert file.read_bytes() == before
    assert (work.folder / "replies" / f"{key}.md").exists()
    page = shown(work, entry)
    assert "Rosa says that a fact is wrong, 14 Apr 2025" in page
    assert page.index("He came on Monday.") < page.index("It was Tuesday.")
    assert "A reply to module 3 with Rosa" in shown(work, key)
    (row,) = work.data("reply", "--person", "mum")
    assert (row["to"], row["person"], row["fact"], row["text"]) == (entry, "rosa", True, WORDS)
    assert work.data("reply", "--at", "2025-04-13") == []


def test_it_stays_beside_what_is_put_right_and_goes_from_no_view_with_it(work, entry):
    key = reply(work, entry)
    (after,) = work.take(
        "correct", entry, "--as", "tom", stdin='reason = "A slip."\n[answers]\n"3.4" = "On Tuesday."\n'
    )
    page = shown(work, after)
    assert "On Tuesday." in page
    assert "It was Tuesday." in page
    assert key[-10:] in page


def test_what_is_said_to_be_wrong_is_due_until_it_is_put_right_or_answered(work, entry):
    other = reply(work, entry, fact=False, now="2025-04-14T09:30")
    first = reply(work, entry)
    waiting = [(item["rule"], item["record"], item["owners"]) for item in due(work) if item["rule"] == "reply"]
    assert waiting == [("reply", first, ["tom"])]
    code, _, err = work.run("reply", first, "--as", "tom", "--from", "-", stdin='person = "rosa"\ntext = "x"\n')
    assert code == 2
    assert f"fsworkbook note --adds-to {first[-10:]}" in err
    work.take("note", "--adds-to", first[-10:], "--as", "tom", stdin='text = "I asked the school: it was Tuesday."\n')
    assert not [item for item in due(work) if item["rule"] == "reply"]
    assert "Tom answers, 14 Apr 2025: I asked the school" in shown(work, entry)
    assert "Rosa replies" in shown(work, entry)
    assert other[-10:] in shown(work, entry)
    reply(work, entry, person="josh", now="2025-04-14T10:30", text="He shouted.")
    assert [item["rule"] for item in due(work)].count("reply") == 1
    work.take("correct", entry, "--as", "tom", stdin='reason = "A slip."\n[answers]\n"3.4" = "On Tuesday."\n')
    assert not [item for item in due(work) if item["rule"] == "reply"]


def test_it_travels_into_the_report_and_module_8_and_into_nobody_elses(work, entry, tmp_path, terminals):
    reply(work, entry)
    reply(work, entry, person="josh", fact=False, now="2025-04-14T10:30", text="I was there.")
    paper = draft(work, "rosa", tmp_path)
    assert paper.index("He came on Monday.") < paper.index("It was Tuesday.") < paper.index("· Tom Whitcombe")
    assert paper.count("It was Tuesday.") == 1
    assert "Rosa says that a fact is wrong, 14 April 2025" in paper
    gathered = paper.partition("What parents and children say of what is written")[2]
    assert "Josh replies, 14 April 2025" in gathered
    assert "It was Tuesday." not in draft(work, "dean", tmp_path)
    talk = terminals("module", "8", "--parent", "rosa", "--as", "priya")
    talk.see("Their replies so far")
    talk.see("It was Tuesday.")


def test_a_reply_to_what_the_paper_does_not_print_is_told_in_full(work, tmp_path):
    (visit,) = work.take(
        "visit", "--as", "tom",
        stdin='start = 2025-04-11T16:00:00+01:00\nsession = "daytime"\nchildren_seen = ["lily"]\ntext = "Tidy."\n',
    )  # fmt: skip
    reply(work, visit, fact=False)
    assert draft(work, "rosa", tmp_path).count("It was Tuesday.") == 1


def test_every_copy_that_shows_the_entry_shows_it_and_no_other(work, entry):
    reply(work, entry)
    code, out, err = work.run("show", entry, "--for", "rosa", "--as", "priya")
    assert code == 0, err
    assert "It was Tuesday." in out
    assert "written down by" not in out
    code, out, err = work.run("show", "--kind", "reply", "--for", "dean", "--as", "priya")
    assert "It was Tuesday." not in out + err


def test_the_right_of_reply_does_not_end_with_the_work(work, entry):
    close(work)
    before = work.state()
    assert work.run("note", "--as", "tom", "--from", "-", stdin='text = "x"\n')[0] == 3
    assert work.state() == before
    key = reply(work, entry, now="2026-11-02T10:00")
    assert "It was Tuesday." in shown(work, entry)
    assert key[-10:] in shown(work, entry)
    assert work.git("status", "--short") == ""


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ('person = "rosa"', "text is missing"),
        ('text = "x"', "person is missing"),
        ('person = "tom"\ntext = "x"', "person takes a person of the family"),
        ('person = "rosa"\n[text]\nchanged = "x"', "text is missing"),
        ('person = "rosa"\ntext = "x"\nto = "2025-04-01-tom-aaaaaaaaaa"', "they differ"),
    ],
)
def test_what_cannot_be_used_is_named_and_nothing_is_written(work, entry, table, words):
    before = work.state()
    code, out, err = work.run("reply", entry, "--as", "priya", "--from", "-", stdin=table)
    assert (code, out) == (2, "")
    assert words in err
    assert work.state() == before


def test_by_talking(work, entry, terminals):
    talk = terminals("reply", "--as", "priya")
    for seen, keys in (
        ("Who replies?", ("Rosa", ENTER)),
        ("for: the team", ()),
        ("To what?", ("1", ENTER)),
        ("for: Rosa, the team", ()),
        ("Do they say that a fact is wrong?", ("1", ENTER)),
        ("He came on Monday.", ()),
        ("What do they say, in their words?", ("It was Tuesday.", ENTER)),
        ("How did it come?", (ENTER,)),
        ("When was it?", (ENTER,)),
        ("Is this right?", ("1", ENTER)),
    ):
        talk.see(seen)
        talk.type(*keys)
    talk.see("Recorded: reply of Rosa")
    assert talk.end() == 0
    (row,) = work.data("reply")
    assert (row["to"], row["fact"], row["text"]) == (entry, True, "It was Tuesday.")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(moves=st.lists(st.tuples(st.sampled_from(["correct", "reply", "strike"]), st.integers(0, 9)), max_size=9))
def test_no_reply_is_ever_lost_whatever_becomes_of_the_entry(note, moves):
    made_ = [note(0, kind="module", assessment="PA-A")]
    for at, (what, which) in enumerate(moves, start=1):
        target = made_[which % len(made_)]
        head = {"correct": {"corrects": [target.id]}, "reply": {"to": target.id, "person": "ana", "fact": True}}
        if what == "strike":
            made_.append(note(at, kind="strike", strikes=target.id))
        elif what == "reply" or target.kind == "module":
            made_.append(note(at, kind="module" if what == "correct" else "reply", **head[what]))
    made_ = [record._replace(recorded=made_[0].recorded.replace(second=at)) for at, record in enumerate(made_)]
    book = ledger(made_)
    placed: dict[str, set[str]] = {}
    for key, found in replies(book).items():
        for one in found:
            placed.setdefault(one.id, set()).add(key)
    for one in book.of("reply"):
        stands = list(standing_for(book, one.word("to")))
        assert placed[one.id] == ({record.id for record in stands} or {one.word("to")})
        for record in stands:
            assert one in replies_to(book, record)
    assert {item.reply.id for item in disputes(book)} <= {one.id for one in book.of("reply")}


def test_that_another_agency_keeps_more_is_noted_and_shown(work):
    (key,) = work.take(
        "note", "--topic", "held-elsewhere", "--about", "rosa", "--as", "tom",
        stdin='text = "Her therapy notes are kept by the health trust."\n',
    )  # fmt: skip
    page = shown(work, key)
    assert "held-elsewhere" in page
    assert "kept by the health trust" in page
    code, out, err = work.run("show", "--kind", "note", "--for", "rosa", "--as", "priya")
    assert "health trust" not in out + err
    assert code in {0, 3}
