from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fsworkbook.errors import BadInput


@pytest.mark.parametrize("typed", ["M3.Q02", "m3.q2", "3.2", "3.02", " 3.2 ", "M3Q2", "m3 q2"])
def test_a_question_by_any_of_its_names(practice, typed):
    assert practice.question(typed).id == "M3.Q02"


@pytest.mark.parametrize("typed", ["CQ.1", "cq1", "cq.1", "CQ.01"])
def test_a_council_question_by_any_of_its_names(practice, typed):
    assert practice.question(typed).id == "CQ.1"


def test_every_question_is_found_by_its_id_and_its_short_form(practice):
    for question in practice.questions.values():
        assert practice.question(question.id) is question
        assert practice.question(question.short) is question


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("3.99", "3.1, 3.2"),
        ("9.1", "There is no module 9. There are modules 1, 2"),
        ("CQ.9", "CQ.1, CQ.2"),
        ("1.99", "1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 1.10, 1.11, 1.12 … 1.31"),
    ],
)
def test_an_unknown_question_names_those_that_there_are(practice, typed, told):
    with pytest.raises(BadInput, match=told.replace(".", r"\.")):
        practice.question(typed)


@given(st.text(max_size=12))
def test_whatever_is_typed_gives_a_question_or_a_sentence(practice, typed):
    for find in (practice.question, practice.section):
        told = ""
        try:
            assert find(typed).id
        except BadInput as error:
            told = str(error)
        assert not told or told.endswith(".")


@pytest.mark.parametrize(
    ("typed", "ident"),
    [
        ("9.1", "S09.01"),
        ("S09.01", "S09.01"),
        ("s9.01", "S09.01"),
        ("10.3", "S10.3"),
        ("13.T1", "S13.T1"),
        ("13.1", "S13.01"),
        ("9", "S09"),
        ("S9", "S09"),
        ("11b", "S11B"),
        ("11.0", "S11.0"),
    ],
)
def test_a_part_of_the_report_by_any_of_its_names(practice, typed, ident):
    assert practice.section(typed).id == ident


def test_every_part_of_the_report_is_found_by_its_id(practice):
    for section in practice.sections:
        assert all(practice.section(part.id) is part for part in (section, *section.items))
        assert all(item.section == section.id for item in section.items)
