from __future__ import annotations

import pytest

from fsworkbook.errors import BadInput

UNFED = ["S09.16", "S10.3", "S10.4", "S11.8", "S13.11", "S13.12", "S14.08", "S14.12"]  # inventory G.20


def test_every_feed_lands(practice):
    landing = {part.id for section in practice.sections for part in (section, *section.items)}
    assert {feed for question in practice.questions.values() for feed in question.feeds} <= landing


def test_what_the_modules_do_not_feed_is_what_the_inventory_lists(practice):
    fed = {feed for module in practice.modules for question in module.questions for feed in question.feeds}
    items = [item for section in practice.sections for item in section.items if not item.tip]
    assert [item.id for item in items if item.id not in fed] == UNFED
    assert [item.id for item in items if item.ask] == UNFED


def test_what_is_asked_when_the_report_is_written(practice):
    asked = [part.id for s in practice.sections for part in (s, *s.items) if practice.asked(part.id)]
    assert asked == ["S05", "S09.16", "S10.3", "S10.4", "S11.8", "S11B", *UNFED[4:], "S15", "S18"]


def test_the_councils_questions_feed_housing_and_money(practice):
    assert [q.id for q in practice.fed_by("10.3")] == ["CQ.1"]
    assert [q.id for q in practice.fed_by("10.4")] == ["CQ.2"]
    assert [q.id for q in practice.asked_in(5)][-2:] == ["CQ.1", "CQ.2"]


@pytest.mark.parametrize(
    ("part", "questions"),
    [
        ("S09.01", ["M5.Q01", "M5.Q02"]),
        ("S05", ["M1.Q07", "M1.Q09", "M3.Q08"]),
        ("S17", ["M8.Q01", "M8.Q02", "M8.Q03", "M8.Q04"]),
        ("S13.T2", ["M1.Q14"]),
        ("S16", []),
        ("S09", []),  # its items are fed, it is not
    ],
)
def test_fed_by(practice, part, questions):
    assert [question.id for question in practice.fed_by(part)] == questions


def test_fed_by_names_the_parts_that_there_are(practice):
    with pytest.raises(BadInput, match=r"S09\.01, S09\.02"):
        practice.fed_by("9.77")


def test_a_question_that_feeds_nothing_is_of_the_workbook_only(practice):
    assert [q.id for q in practice.questions.values() if not q.feeds] == ["M1.Q24", "M1.Q25"]
