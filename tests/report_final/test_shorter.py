"""The shorter papers: measured on the real page, each in its own versions, each through the gate (E.40, F.63, F.69)."""

import re

import pypdfium2
import pytest

NOW = "2025-05-30T18:00"


def pages(path):
    document = pypdfium2.PdfDocument(path)
    try:
        return [document[number].get_textpage().get_text_range() for number in range(len(document))]
    finally:
        document.close()


@pytest.mark.parametrize("key", ["PA-K", "PA-D"])
def test_the_report_in_short_takes_three_pages_and_says_how_hard_it_is(papers, key):
    done, (path,) = papers("report", "--short", "--assessment", key, "--pdf")
    assert len(pages(path)) <= 3
    assert re.search(r"Reading age \d+", done.stderr)
    assert "What makes it harder:" in done.stderr
    assert "[1]" not in " ".join(pages(path))


def test_large_print_is_larger_and_says_the_same(papers):
    _, (small,) = papers("report", "--short", "--assessment", "PA-K", "--pdf")
    before = pages(small)
    _, both = papers("report", "--short", "--large", "--assessment", "PA-K", "--pdf")
    (large,) = (path for path in both if path != small)
    assert len(pages(large)) > len(before)

    def words(found):
        return re.findall(r"\w+", " ".join(found).split("Why we did", 1)[1])

    running = {"page", "of", "The", "assessment", "Kerry", "Ashdown", "in", "short"}  # no head of a page holds it large
    assert set(words(before)) <= set(words(pages(large))) | running


def test_one_that_is_too_long_is_told_and_no_copy_is_made(book, papers):
    sentence = "It is very long, and there is no end to it that anybody can see from here. "
    table = f'assessment = "PA-D"\nsection = "S05"\ntext = "{sentence * 60}"\n'
    book.run("report", "write", "5", at="2025-05-30T18:10", by="priya", table=table)
    at = "2025-05-30T18:20"
    check = book.run("report", "--check", "--assessment", "PA-D", at=at, code=1).stdout
    over = int(re.search(r"is (\d+) words longer than a page", " ".join(check.split()))[1])
    assert 0 < over < 60 * 17
    done, _ = papers("report", "--short", "--assessment", "PA-D", "--pdf", at=at)
    assert "words longer than three pages" in " ".join(done.stderr.split())
    done = book.run("report", "--short", "--assessment", "PA-D", "--for", "daniel", at=at, by="priya", code=3)
    assert "No copy of it was made" in done.stderr
    assert not any(item["paper"].startswith("short") for item in book.json("copies", at=at)["copies"])


def test_a_letter_is_for_a_child_old_enough_and_takes_one_page(book, papers):
    done, (path,) = papers("report", "--letter", "tyler", "--pdf", by="priya")
    assert len(pages(path)) == 1
    assert "Reading age" in done.stderr
    assert "tyler" not in path.name
    words = " ".join(" ".join(pages(path)).split())
    assert "Dear Tyler" in words
    assert "Keeping people safe is the job of grown-ups." in words
    assert "Whom you can ask" not in words
    assert "not yet 7" in book.run("report", "--letter", "maisie", at=NOW, by="priya", code=2).stderr
    assert (
        "the child’s own" in book.run("report", "--letter", "tyler", "--for", "dan", at=NOW, by="priya", code=3).stderr
    )


def test_a_letter_leaves_as_a_copy_that_somebody_else_lets_go(papers):
    done, files = papers("report", "--letter", "tyler", "--for", "tyler", "--md", by="priya")
    assert "for checking" in done.stderr
    assert "Copy for Tyler Ashdown" in files[0].read_text(encoding="utf-8")
    _, files = papers("copies", "release", by="alison")
    assert [path for path in files if "-copy-TA-" in path.name]


@pytest.fixture(scope="module")
def reported(book):
    """What is written of two children for a review, with words of each parent in Maisie's part."""
    for child, extra in (
        ("tyler", '"views.kerry" = "He is proud of the club."\n'),
        ("maisie", '"views.kerry" = "She sleeps now."\n"views.daniel" = "She laughs on Saturdays."\n'),
    ):
        words = "".join(
            f'{part} = "{child}: {part}."\n'
            for part in ("changes", "child", "strengths", "worries", "threshold", "plan")
        )
        table = f'paper = "family-report"\nchild = "{child}"\nmeeting = "core-group"\n[text]\n{words}{extra}'
        book.run("report", "family", at="2025-05-30T18:40", by="priya", table=table)
    return book


def test_the_family_report_tells_what_is_missing_child_by_child(reported):
    data = reported.json("report", "family", "--meeting", "core-group", at="2025-05-30T18:50")
    assert data["since"] == "2025-05-27"
    assert {item["child"] for item in data["missing"]} == {"unborn"}
    assert reported.run("report", "family", "--meeting", "tea", at=NOW, code=2).stderr


def test_parents_who_are_apart_have_a_version_each(reported, papers):
    found = {}
    slip = ("--let-pass", "2025-05-10-tom-qlg3rcdtdx", "--reason", "It is put right; this copy has none of it.")
    for who, by, more in (("kerry", "priya", ()), ("daniel", "alison", slip)):
        _, files = papers("report", "family", "--for", who, "--md", *more, by=by, at="2025-05-30T18:50")
        found[who] = files[0].read_text(encoding="utf-8")
        files[0].unlink()
    assert "She sleeps now." in found["kerry"]
    assert "She laughs on Saturdays." not in found["kerry"]
    assert "She laughs on Saturdays." in found["daniel"]
    for kept in ("She sleeps now.", "tyler: changes.", "He is proud of the club."):
        assert kept not in found["daniel"]
        assert kept in found["kerry"]
    assert (
        "nothing of the family report"
        in reported.run("report", "family", "--for", "jordan", at="2025-05-30T18:50", by="priya", code=3).stderr
    )


def family_tree(path):
    return path.read_text(encoding="utf-8").partition("## Family tree\n")[2]


@pytest.mark.usefixtures("reported")
def test_the_family_report_ends_with_the_tree_that_its_reader_may_see(papers):
    """The team's has everything; Daniel's nothing of whose the baby is, of homes, of what is between two people."""
    at = "2025-05-30T18:55"
    _, (path,) = papers("report", "family", "--md", by="priya", at=at)
    team = family_tree(path)
    path.unlink()
    slip = ("--let-pass", "2025-05-10-tom-qlg3rcdtdx", "--reason", "It is put right; this copy has none of it.")
    _, (path,) = papers("report", "family", "--for", "daniel", "--md", *slip, by="alison", at=at)
    his = family_tree(path)
    for words in ("due 22 June", "Jordan", "live together", "violence towards", "are not recorded"):
        assert words in team
        assert words not in his
    assert "Their child: Maisie Pryce" in team
    assert "Their child: Maisie Pryce" in his


@pytest.mark.usefixtures("reported")
def test_a_wide_tree_has_a_page_on_its_side_and_only_that(papers):
    _, (path,) = papers("report", "family", "--pdf", by="priya", at="2025-05-30T18:56")
    document = pypdfium2.PdfDocument(path)
    lying = [page.get_width() > page.get_height() for page in document]
    document.close()
    assert lying == [False] * (len(lying) - 1) + [True]
    assert "Family tree" in pages(path)[-1]


def test_a_chronology_ends_with_the_family_tree_where_that_is_asked_for(book, papers):
    at = "2025-03-20T18:00"
    _, (path,) = papers("chronology", "--genogram", "--md", by="priya", at=at)
    team = family_tree(path)
    path.unlink()
    _, (path,) = papers("chronology", "--genogram", "--for", "daniel", "--md", by="priya", at=at)
    his = family_tree(path)
    assert "Jordan Cole" in team
    assert "Their child: Maisie Pryce" in his
    assert not {word for word in ("Jordan", "Baby", "live together") if word in his}
    assert "add --pdf" in book.run("chronology", "--genogram", at=at, by="priya", code=2).stderr


def test_each_child_has_a_separate_impact_chronology(book, papers):
    _, files = papers("chronology", "--impact", "--md")
    assert [path.name for path in files] == [f"FS-0417-impact-chronology-{n}-2025-05-30.md" for n in (1, 2, 3)]
    assert "Separate impact chronology of Tyler" in files[0].read_text(encoding="utf-8")
    assert len(book.json("chronology", "--impact", at=NOW)) == 3
    book.run("chronology", "--impact", "--for", "kerry", at=NOW, code=2)


def test_no_copy_takes_the_place_of_another_and_made_again_it_takes_its_own(papers):
    asked = (
        ("chronology", "--for", "kerry"),
        ("chronology", "--for", "daniel"),
        ("chronology", "--child", "maisie", "--for", "kerry"),
        ("chronology", "--events", "--for", "kerry"),
        ("records", "--for", "kerry"),
        ("records", "--for", "daniel"),
    )
    for number, words in enumerate(asked, start=1):
        done, files = papers(*words, "--md", by="alison", at="2025-03-20T18:00")
        assert len(files) == number, done.stderr
    done, files = papers(*asked[0], "--md", by="alison", at="2025-03-20T18:00")
    assert len(files) == len(asked)
    assert "It replaces the earlier FS-0417-chronology-2025-03-20-" in done.stderr


def test_a_case_summary_is_stamped_for_staff_on_every_page_of_a_copy(papers):
    _, files = papers("summary", "--case", "--pdf", "--for", "team", by="priya")
    assert all("FOR STAFF ONLY" in page for page in pages(files[0]))
