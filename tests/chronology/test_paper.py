"""The chronology as a paper: the same words in Markdown and PDF, gaps for the team, nothing of them for others."""

import pypdfium2
import pytest

from fsworkbook.report import markdown, pdf
from fsworkbook.report.chronologypaper import paper
from fsworkbook.report.document import Table, plain, words
from tests.report_assembly.making import record


@pytest.fixture
def made(told, event, family):
    def make(child="", **more):
        records = (
            event("A fight in the kitchen.", {"ida": "Hid in the bathroom."}, "ida", "jo", support="A place to stay."),
            event("Nursery <b>rang</b>.", "Ill on Mondays.", "jo", on="2025-03-20", event="call"),
            event("The order.", "Quieter nights.", on="2025-03-21"),
            record("meeting", "2025-03-22", meeting=["core-group"], children=["ida", "jo"]),
        )
        return paper(told(*records, child=child, milestones=True), family, **more)

    return make


def text(document):
    return "\n".join(words(document))


def test_the_familys_chronology_says_what_when_for_whom_and_who_recorded_it(made):
    found = made()
    assert found.title == "Rowan: chronology"
    (table,) = [block for block in found.blocks if isinstance(block, Table)]
    rows = [[plain(cell) for cell in row] for row in table.rows]
    fight = next(row for row in rows if "fight" in row[1])
    assert fight[0] == "14 Mar 2025"
    assert fight[1] == "A fight in the kitchen.\nHelp: A place to stay."
    assert fight[2] == "Ida: Hid in the bathroom.\nNot recorded for Jo."
    assert fight[3].startswith("Sam\n14 Mar 2025\n")
    assert "For the team only" in text(found)
    assert "Recorded for others alone" not in text(found)


def test_a_childs_own_names_its_gaps(made):
    found = made("ida")
    assert found.title == "Separate impact chronology of Ida Rowan"
    assert "Recorded for others alone: did it touch Ida too?" in text(found)
    assert "Nursery <b>rang</b>." in text(found)
    assert "Of no child by name: Quieter nights." in text(found)
    gap = text(made("jo"))
    assert "Nothing is recorded yet of what this meant for Jo" in gap
    assert "Not recorded for Jo." in gap


def test_a_copy_for_somebody_else_holds_no_gap_no_id_and_its_own_banners(made):
    found = made("jo", team=False, banners=("For Ana",))
    said = text(found)
    assert "For the team only" not in said
    assert "For Ana" in said
    for trace in ("Not recorded", "Nothing is recorded", "did it touch", "Of no child by name"):
        assert trace not in said
    assert "Hid in the bathroom" not in said
    (table,) = [block for block in found.blocks if isinstance(block, Table)]
    assert [plain(row[3]) for row in table.rows if "Nursery" in plain(row[1])] == ["Sam\n20 Mar 2025"]


def test_nobody_is_named_whom_the_reader_does_not_know(told, event, family):
    stranger = event("A visit.", "Well.", "ida", by="zed")
    found = paper(told(stranger), family._replace(team={}), team=False)
    assert "zed" not in text(found)


def test_every_format_says_the_same(made):
    found = made("ida")
    pages = pypdfium2.PdfDocument(pdf.render(found).bytes)
    in_pdf = "".join(pages[number].get_textpage().get_text_range() for number in range(len(pages)))
    in_markdown = markdown.render(found)
    for said in ("Hid in the bathroom.", "Core group about Ida", "did it touch Ida too"):
        assert "".join(said.split()) in "".join(in_pdf.split())
        assert said in in_markdown
    assert "<b>" not in in_markdown.replace("\\<b>", "")


def test_an_empty_one_says_so(told, family):
    assert "Nothing is recorded." in text(paper(told(milestones=False), family))
