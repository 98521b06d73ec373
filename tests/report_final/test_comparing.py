"""`report compare` shows what a reader would call a change, and not what the day of the paper alone changes (G.09)."""

from datetime import date

import pytest

from fsworkbook.report.compare import differences
from fsworkbook.report.document import Document, Evidence, Heading, Picture, Table, para, text
from fsworkbook.report.drawing import Drawing

EARLIER, LATER = date(2025, 5, 30), date(2026, 2, 10)
TREE = "The family tree of Ashdown, as at {}.\nKerry ({} years): separated. Their child: Tyler ({} years).\nTwo homes."


def paper(made, *blocks):
    return Document(title="Assessment", blocks=(Heading(1, text("Family")), *blocks), made=made)


def table(*rows):
    return Table(("Name", "Born"), tuple((text(name), text(born)) for name, born in rows), caption="People")


def found(before, after):
    return [(item.gone, item.new) for item in differences(paper(EARLIER, before), paper(LATER, after))]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (table(("Tyler", "11 November 2015 (9 years)")), table(("Tyler", "11 November 2015 (10 years)"))),
        (
            table(("the baby", "due 22 June 2025 (36 weeks + 5 days of pregnancy)")),
            table(("the baby", "due 22 June 2025 (38 weeks + 1 day of pregnancy)")),
        ),
        (para("As it is recorded, as at 30 May 2025."), para("As it is recorded, as at 10 February 2026.")),
        (Evidence((para("x"),), text("14 March, Priya")), Evidence((para("x"),), text("14 March 2025, Priya"))),
        (
            Picture(Drawing(9, 9, ()), TREE.format("30 May 2025", 27, 9)),
            Picture(Drawing(20, 9, ()), TREE.format("10 February 2026", 28, 10)),
        ),
    ],
    ids=["age", "weeks", "as at", "year", "genogram"],
)
def test_what_the_day_alone_changes_is_no_change(before, after):
    assert found(before, after) == []
    assert found(before, before) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (para("He has been sober (2 years)."), para("He has been sober (3 years).")),
        (table(("Tyler", "11 November 2015 (9 years)")), table(("Tyler", "12 November 2015 (9 years)"))),
        (para("He left on 14 March."), para("He left on 15 March 2025.")),
        (para("As at 3 May 2025."), para("As at 4 May 2025.")),
        (Evidence((para("x"),), text("14 March, Priya")), Evidence((para("x"),), text("14 March, Tom"))),
    ],
    ids=["typed", "born", "date", "another day", "who"],
)
def test_what_somebody_wrote_or_recorded_is_a_change(before, after):
    ((gone, new),) = found(before, after)
    assert (len(gone), len(new)) == (1, 1)


def test_of_a_picture_the_line_that_differs_is_shown_and_no_other():
    before = Picture(Drawing(9, 9, ()), TREE.format("30 May 2025", 27, 9))
    after = Picture(
        Drawing(9, 9, ()), TREE.format("10 February 2026", 28, 10) + "\nKerry’s new home: Kerry lives there."
    )
    assert found(before, after) == [((), ("Kerry’s new home: Kerry lives there.",))]


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2025-06-12T09:00", []),
        ("2026-02-10T09:00", ["until 17 January 2026."]),  # an order that had a day in it, and ran out
    ],
)
def test_ashdown_does_not_change_by_itself_but_for_what_ends(book, at, said):
    differ = book.json("report", "compare", "--assessment", "PA-K", at=at)["differences"]
    words = [words for item in differ for words in (*item["was"], *item["is"])]
    assert [item for item, end in zip(words, said, strict=True) if not item.endswith(end)] == []
