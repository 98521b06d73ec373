"""Corrections and withdrawals: what stands, as at any day."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.record import Record

from .conftest import tail


def test_a_correction_stands_in_the_place_of_what_it_corrects(note):
    first, second = note(1), note(2, days=1, corrects=[note(1).id])
    standing = ledger([second, first])
    assert [record.id for record in standing.standing] == [second.id]
    assert standing.replaced_by[first.id] == (second.id,)
    assert standing.first_version(second) == first
    assert first.id in standing.everything


def test_two_corrections_of_one_record_both_show_until_a_third_names_both(note):
    first = note(1)
    mine, theirs = note(2, days=1, corrects=[first.id]), note(3, days=2, by="tia", corrects=[first.id])
    both = ledger([first, mine, theirs])
    assert {record.id for record in both.standing} == {mine.id, theirs.id}
    assert both.rivals(mine) == (theirs.id,)
    settled = note(4, days=3, corrects=[mine.id, theirs.id])
    assert [record.id for record in ledger([first, mine, theirs, settled]).standing] == [settled.id]


def test_a_struck_record_is_gone_from_every_view_and_stays_on_disk(note):
    first, strike = note(1), note(2, days=1, kind="strike", strikes=note(1).id)
    found = ledger([first, strike])
    assert found.standing == ()
    assert found.struck_by == {first.id: strike.id}


def test_a_struck_correction_gives_back_what_it_corrected(note):
    first, second = note(1), note(2, days=1, corrects=[note(1).id])
    strike = note(3, days=2, kind="strike", strikes=second.id)
    assert [record.id for record in ledger([first, second, strike]).standing] == [first.id]


def test_as_at_a_day_only_what_was_recorded_by_its_end_counts(note):
    first, second = note(1), note(2, days=1, corrects=[note(1).id])
    assert [record.id for record in ledger([first, second], date(2025, 3, 1)).standing] == [first.id]
    assert ledger([first, second], date(2025, 2, 28)).standing == ()


@given(st.data())
def test_nothing_is_ever_lost_from_the_ledger(data):
    """Whatever corrects or strikes whatever, each record stands, or is replaced or struck by one that says so."""
    count = data.draw(st.integers(1, 12))
    made = []
    for number in range(count):
        head = {}
        if made:
            way = data.draw(st.sampled_from(["", "corrects", "strikes"]))
            if way == "corrects":
                head = {"corrects": data.draw(st.lists(st.sampled_from([item.id for item in made]), min_size=1))}
            elif way == "strikes":
                head = {"strikes": data.draw(st.sampled_from([item.id for item in made]))}
        moment = datetime(2025, 3, 1, tzinfo=UTC) + timedelta(hours=number)
        kind = "strike" if "strikes" in head else "note"
        made.append(Record(f"2025-03-01-sam-{tail(number)}", kind, date(2025, 3, 1), moment, "sam", head))
    found = ledger(data.draw(st.permutations(made)))
    standing = {record.id for record in found.standing}
    for record in made:
        gone = record.id in found.replaced_by or record.id in found.struck_by or record.kind == "strike"
        assert (record.id in standing) != gone
    assert set(found.everything) == {record.id for record in made}
