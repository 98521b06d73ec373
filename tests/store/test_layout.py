"""Where a record's file lies, and what it is called."""

import os
from datetime import UTC, date, datetime

import pytest

from fsworkbook.store import layout
from fsworkbook.workbook.record import ID_PATTERN, Record

STEM = "2025-03-04-priya-k3v7q2m9xa"


@pytest.mark.parametrize(
    ("kind", "head", "folder"),
    [
        ("module", {"questions": ["M3.Q02"], "about": ["kerry"]}, "modules/3/kerry"),
        ("module", {"questions": ["M4.Q01"], "children": ["tyler", "maisie"]}, "modules/4/tyler"),
        ("module", {"questions": ["M1.Q01"]}, "modules/1"),
        ("module", {"module": 2, "about": ["con"]}, "modules/2/con_"),
        ("module", {"module": "M2"}, "modules/2"),
        ("module", {"about": ["kerry"]}, "modules"),
        ("module", {"module": "../../etc", "about": ["../x"]}, "modules"),
        ("module", {"module": 1, "about": ["../x", "a/b"]}, "modules/1"),
        ("visit", {"about": ["kerry"]}, "visits"),
        ("case-summary", {}, "summaries"),
        ("../../x", {}, "other"),
    ],
)
def test_path(kind, head, folder):
    record = Record(STEM, kind, date(2025, 3, 4), datetime(2025, 3, 4, tzinfo=UTC), "priya", head)
    assert str(layout.path_of(record)) == f"{folder}/{STEM}.md"


def test_an_id_is_of_the_form_that_readers_expect():
    ids = {layout.new_id(date(2025, 3, 4), "priya", os.urandom(7)) for _ in range(500)}
    assert len(ids) == 500
    assert all(ID_PATTERN.fullmatch(each) for each in ids)


@pytest.mark.parametrize(("by", "entropy"), [("priya", b"123456"), ("Priya", b"1234567")])
def test_an_id_needs_a_key_and_enough_randomness(by, entropy):
    with pytest.raises(ValueError, match="an id needs"):
        layout.new_id(date(2025, 3, 4), by, entropy)
