"""The training family's work with its parents: every word is there, and in the report as far as it may be."""

import json
from datetime import date

import pytest

from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.report.assessment import assemble
from fsworkbook.report.formats import FORMATS
from fsworkbook.store.folder import Folder
from fsworkbook.workbook.disclosure.edition import edition
from fsworkbook.workbook.disclosure.recipient import find_recipient
from fsworkbook.workbook.goals import goals
from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.measures import series
from fsworkbook.workbook.meetings import calendar
from fsworkbook.workbook.observations import side_by_side
from fsworkbook.workbook.registry import read_family
from fsworkbook.workbook.risks import unreviewed, worries

DAY = date(2025, 5, 30)
# As the story of the family has them: worry, how it stands, at which supervisions it was looked at.
WORRIES = {
    "Children see or hear Daniel hurt Kerry": ("resolved", "while apart", "123"),
    "Daniel looks after Maisie after drink or cocaine": ("reduced", "", "13"),
    "Maisie’s fear of noise": ("reduced", "daily → about monthly", "123"),
    "Tyler’s fear of the school gate": ("reduced", "new school", "23"),
    "Kerry’s low mood": ("reduced", "19 → 7", "123"),
    "Jordan: past violence, shouting, cannabis": ("not-known", "", "23"),
    "Dentist overdue": ("", "", ""),
}
DIARY = {
    "She let the hoover be on in the next room. Hands by her sides. I nearly cried.": "team",
    "Checked the door once not three times. I said thank you for telling your tummy.": "team",
    "Hiccups all through the film. Told her or him it was only adverts.": "report",
    "took her 6 mins to come off mums leg. never counted b4": "worker",
    "she laffed at me. not scared laff. proper": "team",
    "said 7 sleeps she said seven sleeps daddy. got it": "report",
}


@pytest.fixture(scope="module")
def practice():
    return load(shipped())


@pytest.fixture(scope="module")
def folder(ashdown):
    return Folder.open(ashdown)


@pytest.fixture(scope="module")
def book(folder):
    return ledger(folder.records()[0])


@pytest.fixture(scope="module")
def family(folder):
    return read_family(folder.table(), "ashdown")


def paper(family, practice, book, key="PA-K", held=""):
    made = assemble(family.assessments[key], family, practice, book, DAY, held).document
    return FORMATS[".md"].render(made).data.decode()


def copied(family, practice, book, whom, key):
    recipient = find_recipient(whom, family, practice, "--for")
    found = edition(recipient, family, practice, book, DAY, DAY)
    return paper(found.family, practice, found.ledger, key, held=practice.audiences.held)


def test_every_worry_stands_as_the_story_says_and_the_forgotten_one_is_flagged(book, practice):
    found = worries(book, practice)
    numbers = {meeting.id: str(place) for place, meeting in enumerate(calendar(book).held, start=1)}
    stands = {
        worry.words: (
            worry.last.now if worry.last else "",
            worry.last.detail if worry.last else "",
            "".join(numbers[key] for key in worry.reviewed),
        )
        for worry in found
    }
    assert stands == WORRIES
    assert [worry.words for worry in unreviewed(found)] == ["Dentist overdue"]


def test_goals_measures_and_observations_are_there(book, practice, family):
    found = {goal.last("done"): goal.last("parent_words") for goal in goals(book, practice)}
    assert found["8 of 10 days"] == "Two days I fell asleep first."
    assert len(found) == 5
    values = {one.name: [point.words for point in one.points] for one in series(book, practice, family)}
    assert values["Kerry mood score"] == ["19", "13", "8", "7"]
    assert values["Maisie hides from noise"][0] == "3–4 a day"
    assert len(values) == 6
    assert {(side.about, len(side.records)) for side in side_by_side(book, practice)} == {
        (("daniel",), 2),
        (("kerry",), 1),
        (("jordan",), 1),
    }


def test_the_report_holds_the_work_with_its_parent(book, practice, family):
    made = paper(family, practice, book)
    for words in (
        "Ten minutes of floor play after nursery, Maisie in charge",
        "Two days I fell asleep first.",
        "Stomach aches gone for six Sundays bar one",
        "nine upside-down cups",
        "| Dentist overdue |",
        "not in the supervision of 14 May 2025",
        "reduced: 19 → 7",
    ):
        assert words in made, words
    assert "Phone in a locker" not in made


@pytest.mark.parametrize("key", ["PA-K", "PA-D"])
def test_a_diary_stands_in_the_report_only_where_the_parent_said_so(book, practice, family, key):
    whose = "kerry" if key == "PA-K" else "daniel"
    made = paper(family, practice, book, key)
    for record in book.of("diary"):
        words = record.section("words")
        assert (words in made) == (DIARY[words] == "report" and whose in record.about), words


def test_nothing_of_it_reaches_whom_it_is_not_for(book, practice, family):
    mine = copied(family, practice, book, "daniel", "PA-D")
    assert "Phone in a locker or drawer" in mine
    assert "Minutes before Maisie goes to her father" in mine
    for words in ("floor play", "checklist ticks", "Dentist", "Stomach aches", "Hiccups", "hides from noise"):
        assert words not in mine, words
    court = copied(family, practice, book, "court", "PA-K")
    assert "took her 6 mins" not in court
    assert "Checked the door once" not in court
    assert "low mood" not in court.partition("## Sources")[0] or "| Kerry’s low mood |" not in court


def test_a_parents_own_records_hold_their_whole_diary(book, practice, family):
    recipient = find_recipient("daniel", family, practice, "--for")
    found = edition(recipient, family, practice, book, DAY, DAY)
    pages = [record.section("words") for record in found.ledger.of("diary")]
    assert sorted(pages) == sorted(words for words in DIARY if words.islower())
    kinds = {record.kind for record in found.ledger.standing}
    assert "risk" not in kinds
    assert json.dumps([record.word("name") for record in found.ledger.of("measure")]).count("checklist") == 0
