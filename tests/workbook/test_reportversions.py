"""Versions of a report: told apart whatever numbers they were given, and each with its own signatures (G.08, G.09)."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.record import Record
from fsworkbook.workbook.reportversions import open_versions, signed_sections, turns, twins, versions

DAY = date(2025, 5, 30)
NOON = datetime(2025, 5, 30, 12, tzinfo=UTC)
PRACTICE = load(shipped())
PLACES = [section.id for section in signed_sections(PRACTICE)]


def record(number, minute, **head):
    stem = f"2025-05-30-priya-{chr(97 + number // 26)}{chr(97 + number % 26)}aaaaaaaa"
    return Record(stem, head.pop("kind", "version"), DAY, NOON + timedelta(minutes=minute), "priya", head, ())


finals = st.lists(st.tuples(st.integers(1, 3), st.integers(0, 3)), min_size=1, max_size=9)


@given(finals, st.data())
def test_each_has_a_name_of_its_own_in_whatever_order_the_files_are_read(made, data):
    known = [
        record(place, minute, step="final", assessment="PA-K", version=number, parents=["kerry"])
        for place, (number, minute) in enumerate(made)
    ]
    found = versions(ledger(known), "PA-K")
    assert len({item.name for item in found}) == len(known)
    assert all(item.name.startswith(str(item.number)) for item in found)
    again = versions(ledger(data.draw(st.permutations(known))), "PA-K")
    assert [(item.name, item.final.id) for item in again] == [(item.name, item.final.id) for item in found]
    latest = max(number for number, _ in made)
    assert {item.number for item in open_versions(ledger(known), "PA-K")} == {latest}
    # One that came later never takes the name of one that was there.
    name = {item.final.id: item.name for item in found}
    late = record(len(known), 9, step="final", assessment="PA-K", version=data.draw(st.integers(1, 3)), parents=[])
    after = {item.final.id: item.name for item in versions(ledger([*known, late]), "PA-K")}
    assert {key: after[key] for key in name} == name


@given(st.lists(st.sampled_from(PLACES), unique=True), st.booleans(), st.booleans())
def test_a_signature_counts_for_its_own_version_and_for_no_other(signed, everybody, struck):
    first, second = (
        record(place, place, step="final", assessment="PA-K", version=1, parents=["kerry"]) for place in (0, 1)
    )
    steps = [
        record(2 + at, 5 + at, step="signed", of=second.id, place=place, person="kerry" if place == PLACES[1] else "")
        for at, place in enumerate(signed)
    ]
    if everybody:
        steps.append(record(20, 20, step="signed", of=second.id, place="x", sha256={"pdf": "0"}))
    strikes = [record(21, 19, kind="strike", strikes=second.id, reason="x")] if struck else []
    one, two = versions(ledger([first, second, *steps, *strikes]), "PA-K")
    assert (one.name, two.name, one.steps) == ("1", "1b", ())
    assert [turn.section.id for turn in turns(one, PRACTICE)] == PLACES
    assert {turn.section.id for turn in turns(two, PRACTICE)} == set(PLACES) - set(signed)
    waits = ("to sign", "withdrawn") if struck else ("to sign", "to sign")
    assert (one.state, two.state) == (("superseded", "signed") if everybody else waits)
    assert twins(one, (one, two)) == (() if two.state == "withdrawn" else (two,))


def test_the_twenty_seventh_of_a_number_still_has_a_name():
    known = [record(place, place, step="final", assessment="PA-K", version=1) for place in range(29)]
    names = [item.name for item in versions(ledger(known), "PA-K")]
    assert (names[:3], names[25:]) == (["1", "1b", "1c"], ["1z", "1aa", "1ab", "1ac"])
