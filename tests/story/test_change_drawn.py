"""The Ashdown family’s charts where a reader finds them: ratings for the team alone, the rest in the report."""

import re

import pypdf

from tests.word.opened import Opened, said

CLOCK = {"FSWORKBOOK_NOW": "2025-06-02T10:00"}
TOLD = (
    "19 March 2025. Priya: Amber; Tom: Amber; Leanne: Red; Gareth: Red; Miriam: Amber; Shanice: Amber; "
    "Agreed for the family: Red; Agreed for Tyler: Amber; Agreed for Maisie: Red; Agreed for the baby: Amber."
)


def words(path):
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())


def pictures(path):
    return [each.get("descr") for each in Opened(path.read_bytes()).all("wp:docPr")]


def test_ratings_over_time_stand_in_words_on_the_screen(ashdown, fsworkbook):
    shown = fsworkbook("rag", "--family", ashdown, "--as", "priya", env=CLOCK).stdout
    rows = [line.split() for line in shown.partition("Over time")[2].splitlines()]
    assert rows[0] == ["19", "Mar", "17", "Apr", "14", "May"]
    assert ["Tom", "AMBER", "AMBER", "GREEN"] in rows
    assert ["Shanice", "AMBER", "RED", "–"] in rows
    assert ["Agreed", "for", "Maisie", "RED", "RED", "AMBER"] in rows


def test_ratings_over_time_are_drawn_for_the_team(ashdown, fsworkbook, tmp_path):
    done = fsworkbook("rag", "--docx", "--pdf", "--family", ashdown, "--as", "priya", env=CLOCK)
    assert done.returncode == 0, done.stderr
    (drawn,) = pictures(next(tmp_path.glob("*.docx")))
    assert TOLD in drawn
    assert "Shanice: not given" in drawn
    paper = words(next(tmp_path.glob("*.pdf")))
    assert "For the team only" in paper
    assert "17 Apr" in paper
    pack = fsworkbook("summary", "--for-supervision", "--docx", "--family", ashdown, "--as", "priya", env=CLOCK)
    assert pack.returncode == 0, pack.stderr
    (path,) = tmp_path.glob("*supervision*.docx")
    assert any(TOLD in each for each in pictures(path))


def test_the_report_draws_visits_and_measures_and_no_rating(ashdown, fsworkbook, tmp_path):
    done = fsworkbook(
        "report", "--parent", "kerry", "--docx", "--family", ashdown, "--as", "priya", "--at", "2025-05-30", env=CLOCK
    )
    assert done.returncode == 0, done.stderr
    (path,) = tmp_path.glob("*.docx")
    drawn = pictures(path)
    (visits,) = (each for each in drawn if "was seen" in each)
    assert re.search(r"Tyler was seen \d+ times: 28 Feb 2025 \(alone\), 14 Mar 2025,", visits)
    (mood,) = (each for each in drawn if "mood" in each)
    assert re.search(r"10 Mar 2025: 19; .*13 May 2025: 7\.", mood)
    assert not any("Agreed for" in each for each in drawn)
    assert "Measured over time" in [said(each) for each in Opened(path.read_bytes()).paragraphs("Heading2")]
