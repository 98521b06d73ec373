"""What is offered beside a question: by the children's ages on the day and by who is assessed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.workbook.prompting import asides, band_of


def ids(found):
    return {prompt.id for group in found for prompt in group.prompts}


def person(family, key, **changes):
    return family.people[key]._replace(**changes)


@pytest.fixture
def child(family):
    return person(family, "jo", born=date(2022, 4, 8), due=None)


def test_a_birthday_changes_the_band_on_the_day(practice, child):
    """J.45, and Maisie of the story: two on 7 April, three on 8 April, and of another band from her fourth birthday."""
    bands = {
        day: band_of(child, day, practice.prompts).id
        for day in (
            date(2024, 4, 7),
            date(2024, 4, 8),
            date(2025, 4, 7),
            date(2025, 4, 8),
            date(2026, 4, 7),
            date(2026, 4, 8),
        )
    }
    assert list(bands.values()) == ["0-2", "2-3", "2-3", "2-3", "2-3", "4-10"]


@given(st.dates(date(1999, 1, 1), date(2030, 12, 31)), st.integers(0, 18 * 365))
def test_every_age_under_eighteen_has_one_band(born, days):
    prompts = load(shipped()).prompts
    months = [band for band in prompts.bands.values() if not band.unborn]
    assert [band.until for band in months[:-1]] == [band.since for band in months[1:]]  # none missing, none twice
    on = born + timedelta(days=days)
    fake = type("Child", (), {"born": born, "due": None})()
    band = band_of(fake, on, prompts)
    assert (band is None) == ((on.year - born.year) - ((on.month, on.day) < (born.month, born.day)) >= 18)


def test_before_a_birth_and_after_it(practice, family):
    unborn = person(family, "jo", born=None, due=date(2025, 6, 22))
    assert band_of(unborn, date(2025, 5, 30), practice.prompts).unborn
    born = person(family, "jo", born=date(2025, 6, 20), due=date(2025, 6, 22))
    assert band_of(born, date(2025, 6, 19), practice.prompts).unborn
    assert band_of(born, date(2025, 6, 20), practice.prompts).id == "0-2"
    assert band_of(person(family, "jo", born=None, due=None), date(2025, 6, 20), practice.prompts) is None


def test_an_aside_depends_on_who_is_assessed_and_on_the_age(practice, family):
    one = family.assessments["PA-C"]
    man = person(family, "cal", gender="male")
    woman = person(family, "cal", gender="female")
    people = {**family.people, "cal": man, "jo": person(family, "jo", born=date(2024, 10, 1), due=None)}
    on = date(2025, 4, 1)

    def shown(place, **people_too):
        changed = _with(family, {**people, **people_too})
        return ids(asides(place, one, changed, practice, on))

    assert "J.51" in shown("M1")
    assert "J.51" not in shown("M1", cal=woman)
    assert "J.01" in shown("M3.Q09")
    assert "J.01" not in shown("M3.Q09", jo=person(family, "jo", born=date(2015, 1, 1), due=None))
    assert "J.12" in shown("M3.Q09")
    assert not shown("M1.Q24")
    assert not any(name.startswith("G.36") for name in shown("M5.Q01"))


def _with(family, people):
    return family._replace(people=people)


def test_every_prompt_is_met_somewhere(practice):
    """Each stands beside a question or module that is there; ids of J1, J3 and the age bands are all taken up."""
    asked = {question.id for question in practice.questions.values()} | {module.id for module in practice.modules}
    assert all(set(one.beside) <= asked and one.beside and one.source for one in practice.prompts.prompts)
    known = {one.id for one in practice.prompts.prompts}
    assert {f"J.{number:02}" for number in range(1, 16)} <= known
    assert [band.inventory for band in practice.prompts.bands.values()] == [f"J.{n}" for n in range(40, 45)]
