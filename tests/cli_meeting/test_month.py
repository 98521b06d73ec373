"""A month from the command line: ratings, summaries, the pack, the meeting and its minutes."""

import re
import tomllib

import pytest

RED = 'rating = "red"\nreason = "He came to the gate."\n'
SUMMARY = 'next = "A home visit."\nrating = "amber"\nreason = "Care is good."\n[observation]\nida = "She sleeps."\n'


def meet(book):
    book.run("supervision", "schedule", by="eve", table="planned = 2025-03-19\n")
    book.run("rate", by="sam", table=RED)
    book.run("summary", by="tia", table='changed = "Ida eats."\nrating = "green"\nreason = "Calm."\n')


def hold(book, **more):
    table = 'agreed = "red"\ndifferences = "Then and now."\n[attendance]\nsam = "attended"\n'
    return book.run("supervision", "hold", by="mia", at="2025-03-19T10:00", table=table, **more)


def test_a_rating_is_one_commit_with_its_trailers_and_without_its_words(book):
    printed = book.run("rate", by="sam", table=RED).stdout.strip()
    assert re.fullmatch(r"2025-03-10-sam-[a-z2-7]{10}", printed)
    message = book.git("log", "-1", "--format=%B%an <%ae> %aI")
    assert f"Workbook-Record: {printed}" in message
    assert "Workbook-Role: social-worker" in message
    assert "rating · sam · 2025-03-10" in message
    assert not re.search(r"\bred\b|gate", message)
    front = (book.path / "ratings" / f"{printed}.md").read_text().split("+++\n")[1]
    assert tomllib.loads(front)["rating"] == "red"


@pytest.mark.parametrize("reader", ["", "mia", "eve", "tia"])
def test_a_closed_rating_shows_nowhere(book, reader):
    meet(book)
    for words in (["rag"], ["rag", "--all"], ["summary", "--for-supervision"], ["rag", "--json"]):
        shown = book.run(*words, by=reader).stdout
        assert "gate" not in shown
        assert "red" not in shown.lower().replace("recorded", "").replace("rated", "").replace("ared", "")
    assert "Sam" in book.run("rag", by=reader).stdout


def test_after_the_meeting_everybody_sees_everything(book):
    meet(book)
    hold(book)
    shown = book.run("rag", at="2025-03-20T09:00").stdout
    assert "SPLIT: red 1, green 1" in shown
    assert "Agreed: RED (Mia)" in shown
    assert "He came to the gate." in shown
    data = book.json("rag", at="2025-03-20T09:00")
    assert data["consensus"] == "split"
    assert data["proposal"] == "red"
    assert data["differs"] == ["tia"]


def test_the_pack_names_the_missing_and_holds_only_what_is_new(book):
    meet(book)
    before = book.json("summary", "--for-supervision", by="mia")
    assert before["ratings"]["raters"] == ["sam", "tia"]
    assert before["without_summary"] == ["sam"]
    hold(book)
    after = book.json("summary", "--for-supervision", by="mia", at="2025-03-20T09:00")
    assert after["since"] == "2025-03-19"
    assert after["ratings"]["missing"] == ["sam", "tia"]
    assert [part["summary"] for part in after["parts"]] == [None, None]


def test_the_allocated_workers_summary_has_its_own_shape(book):
    record = book.run("summary", by="sam", table=SUMMARY).stdout.strip()
    text = (book.path / "summaries" / f"{record}.md").read_text()
    assert "## observation.ida" in text
    assert "She sleeps." in text
    assert book.json("summary", by="sam")["shape"] == "allocated"


def test_my_entries_of_the_period_are_listed_for_me(book):
    entry = book.run(
        "module", "3", by="tia", table='parent = "mum"\n[answers]\n"3.2" = "She told me."\n'
    ).stdout.strip()
    data = book.json("summary", by="tia")
    assert data["entries"] == [entry]
    assert book.json("summary", by="sam")["entries"] == []


def test_minutes_are_approved_by_somebody_else(book):
    meet(book)
    hold(book)
    book.run("supervision", "minutes", by="eve", at="2025-03-19T12:00", table='text = "We spoke of Ida."\n')
    refused = book.run("supervision", "approve", by="eve", at="2025-03-20T12:00", code=3)
    assert "Team manager" in refused.stderr
    book.run("supervision", "approve", by="mia", at="2025-03-20T12:00")
    (meeting,) = book.json("supervision")
    assert meeting["approved"]


def test_a_meeting_is_moved_for_a_reason_and_never_cancelled(book):
    book.run("supervision", "schedule", by="eve", table="planned = 2025-03-19\n")
    table = 'to = 2025-03-26\nreason = "court"\ndecided_by = "mia"\n'
    book.run("supervision", "rearrange", by="eve", table=table)
    (meeting,) = book.json("supervision")
    assert (meeting["planned"], meeting["moves"]) == ("2025-03-26", 1)
    wrong = 'to = 2025-03-27\nreason = "too busy"\ndecided_by = "mia"\n'
    assert (
        "annual-leave, court, sickness, crisis"
        in book.run("supervision", "rearrange", by="eve", table=wrong, code=2).stderr
    )
    assert "cancel" in book.run("supervision", "cancel", code=2).stderr


@pytest.mark.parametrize(
    ("words", "by", "table", "code", "said"),
    [
        (["rate"], "sam", 'rating = "purple"\nreason = "x"\n', 2, "red, amber, green"),
        (["rate"], "sam", 'rating = "red"\n', 2, "reason is missing"),
        (["rate"], "sam", "rating = red\n", 2, "line 1"),
        (["rate"], "sam", "", 2, "empty"),
        (["rate"], "mia", RED, 3, "Who may"),
        (["rate"], "zoe", RED, 2, "zoe"),
        (["rate"], "", RED, 2, "setup"),
        (["rate"], "sam", RED + "on = 2025-03-11\n", 2, "future"),
        (["rate"], "sam", RED + "on = 2025-02-30\n", 2, "line 3"),
        (["summary"], "sam", 'colour = "x"\n', 2, "colour is not a key"),
        (["summary"], "sam", 'rating = "red"\n', 2, "reason is missing"),
        (["supervision", "hold"], "mia", 'agreed = "red"\n', 2, "No meeting waits"),
    ],
)
def test_bad_input_is_a_sentence_and_changes_nothing(book, words, by, table, code, said):
    before = book.state()
    done = book.run(*words, by=by, table=table, code=code)
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert book.state() == before


def test_without_a_terminal_nobody_is_asked(book):
    before = book.state()
    assert "rating is missing" in book.run("rate", "--no-input", by="sam", code=2).stderr
    assert "rating is missing" in book.run("rate", by="sam", code=2).stderr
    assert book.state() == before


def test_by_in_the_table_says_who_acts(book):
    record = book.run("rate", table=RED + 'by = "tia"\n').stdout.strip()
    assert "-tia-" in record
