"""The two signed reports of the training family, and its draft: what the first pages say, and what is missing."""

import re

import pypdfium2
import pytest

FACTS = {
    "PA-K": (
        "Tyler, nine, saw and heard Daniel hurt his mum",
        "Maisie, three, was in the kitchen",
        "The baby, not yet born, could be harmed",
        "Kerry accepts that what they saw and heard harmed the children",
        "Kerry moved, rang the police at once",
        "All three stay with Kerry",
        "Tyler stays a child in need",
        "Maisie’s protection plan goes on",
        "The birth plan is walked through by 6 June",
        "Priya Nandakumar on 30 May 2025, Kerry Ashdown on 30 May 2025 and Alison Tranter on 30 May 2025",
        "Version 1, signed",
    ),
    "PA-D": (
        "Maisie, three, was in the kitchen on 11 January",
        "Daniel accepts that he held Kerry by the wrists",
        "His tests on 6, 14 and 28 May were negative",
        "She lives with her mum, and is not to be removed",
        "by 18 July",
        "Daniel Pryce on 30 May 2025",
    ),
}


def pages(path):
    document = pypdfium2.PdfDocument(path)
    try:
        return [document[number].get_textpage().get_text_range() for number in range(len(document))]
    finally:
        document.close()


@pytest.mark.parametrize("key", FACTS)
def test_the_first_three_pages_say_it_all(papers, key):
    _, (path,) = papers("report", "--version", "1", "--assessment", key, "--pdf")
    found = pages(path)
    front = re.sub(r" ?\[[\d, ]+\]", "", " ".join(" ".join(found[:3]).split()))
    assert not [fact for fact in FACTS[key] if fact not in front]
    assert "Team manager’s comments" in " ".join(found)


def test_the_draft_names_every_gap_and_what_stands_in_the_way(book):
    done = book.run("report", "--check", "--assessment", "PA-J", at="2025-05-30T18:00", code=1)
    for named in ("10.3", "10.4", "11B", "Summary: conclusions and recommendations", "makes it final"):
        assert named in done.stdout
    assert all(len(line) <= 80 for line in done.stdout.splitlines())
    data = book.json("report", "--assessment", "PA-J", at="2025-05-30T18:00")
    assert {"S10.3", "S10.4", "S13.11", "S13.12", "S14.08", "S14.12"} <= {gap["part"] for gap in data["gaps"]}
    assert "S18" not in {gap["part"] for gap in data["gaps"]}


def test_a_copy_of_a_version_holds_what_was_signed_and_no_later_word(book, papers):
    table = 'assessment = "PA-K"\nsection = "S10.5"\ntext = "Nobody wrote this before the signatures."\n'
    book.run("report", "write", "10.5", at="2025-05-30T18:10", by="priya", table=table)
    _, files = papers("report", "--for", "kerry", "--version", "1", "--md", by="priya", at="2025-05-30T18:20")
    words = files[0].read_text(encoding="utf-8")
    assert "Nobody wrote this" not in words
    for said in ("**Status:** Version 1, signed", "**For:** Kerry Ashdown", "I did not put them second, and I am glad"):
        assert said in words
    assert "To be written" not in words
    _, files = papers("report", "--for", "kerry", "--parent", "kerry", "--md", by="priya", at="2025-05-30T18:30")
    assert any("Nobody wrote this" in path.read_text(encoding="utf-8") for path in files)
