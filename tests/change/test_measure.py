"""Measures and rulers: points in numbers and in words, on days and in months, in a line over time (S13.T2, I.07)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fsworkbook.cli.change.measuretalk import value_of
from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.workbook.measures import said, series

MOOD = 'parent = "mum"\nname = "Mood score"\nbetter = "lower"\npoints = [["2025-01", "very low"], ["2025-03-10", 19]]\n'


def add(work, table=MOOD, now="2025-04-14T12:00"):
    (key,) = work.take("measure", "--as", "tom", stdin=table, now=now)
    return key


def test_points_in_numbers_and_in_words_stand_in_the_order_of_time(work):
    key = add(work)
    code, out, err = work.run("measure", "point", key[-10:], "--value", "7", "--as", "tom", "--no-input")
    assert code == 0, err
    work.take("measure", "point", key, "--as", "tom", stdin="points = [{ when = 2025-04-01, value = 13.5 }]\n")
    (found,) = work.data("measure", "--parent", "mum")
    assert (found["id"], found["better"], len(found["records"])) == (key, "lower", 3)
    assert out.strip() in found["records"]
    assert [(point["on"], point["value"], point["words"]) for point in found["points"]] == [
        ("2025-01", None, "very low"),
        ("2025-03-10", 19, "19"),
        ("2025-04-01", 13.5, "13.5"),
        ("2025-04-14", 7, "7"),
    ]
    shown = work.run("measure")[1]
    assert "very low → 19 → 13.5 → 7 (Jan 2025 to 14 Apr 2025)" in shown
    assert "lower is better" in shown
    assert len(work.data("measure", "--at", "2025-04-13")) == 0


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ('parent = "mum"\n', "name is missing"),
        ('name = "x"\n', "parent is missing"),
        (MOOD + "low = 5\nhigh = 2\n", "low is not below high"),
        (MOOD.replace("2025-03-10", "2025-13-10"), "is no date that exists"),
        (MOOD.replace("2025-03-10", "2025-13"), "is no date that exists"),
        (MOOD.replace("2025-03-10", "2025-05"), "has a point that lies in the future"),
        (MOOD.replace(", 19]", "]"), "takes points, each a day or a month and a value"),
        (MOOD.replace("19]", "true]"), "takes a number, or words"),
        (MOOD.replace("lower", "sideways"), "better takes one of: lower, higher"),
        ('measure = "2025-04-14-tom-aaaaaaaaaa"\n', "this family has no such record"),
    ],
)
def test_what_cannot_be_used_is_named_and_nothing_is_written(work, table, words):
    before = work.state()
    code, out, err = work.run("measure", "--from", "-", "--as", "tom", stdin=table)
    assert (code, out) == (2, "")
    assert words in err
    assert work.state() == before


def test_whom_a_measure_is_kept_from_its_later_points_are_kept_from_too(work):
    table = 'parent = "dean"\nname = "Ticks"\npoints = [["2025-03-05", 16]]\n'
    for more in ("", 'restricted_from = ["dean"]\n'):
        key = add(work, table + more)
        work.take("measure", "--as", "tom", stdin=f'measure = "{key}"\npoints = [["2025-04-01", 11]]\n')
    kept = [record["keys"].get("withhold_from", []) for record in work.data("show", "--kind", "measure")]
    assert sorted(kept) == [[], [], ["dean"], ["dean"]]
    seen = work.data("records", "--for", "dean", "--as", "helen")["records"]
    assert [item["kind"] for item in seen] == ["measure", "measure"]
    assert work.data("records", "--for", "rosa", "--as", "helen")["records"] == []


def test_a_measure_is_put_right(work):
    key = add(work)
    work.take("measure", "--as", "tom", stdin=f'measure = "{key}"\npoints = [["2025-04-01", 8]]\n')
    work.take("correct", key, "--as", "tom", stdin='correction_reason = "Slip."\nname = "Mood"\n')
    (found,) = work.data("measure")
    assert found["name"] == "Mood"
    assert [point["words"] for point in found["points"]] == ["very low", "19", "8"]
    assert "10 Mar 2025: 19" in work.run("show", found["id"])[1]


def test_rulers_are_series_with_their_words(work):
    for now, importance, sure in (("2025-03-10", 8, 3), ("2025-04-10", 8, 6)):
        table = f'parent = "mum"\nchange = "Drink"\nimportance = {importance}\n'
        table += f'confidence = {{ mark = {sure}, words = "Mum helps." }}\n'
        work.take("ruler", "--as", "tom", stdin=table, now=f"{now}T12:00")
    found = work.data("ruler")
    assert [record["marks"] for record in found["reviews"]] == [
        {"importance": 8, "confidence": 3},
        {"importance": 8, "confidence": 6},
    ]
    assert [[point["value"] for point in one["points"]] for one in found["series"]] == [[8, 8], [3, 6]]
    assert all((one["low"], one["high"]) == (0, 10) for one in found["series"])
    shown = work.run("ruler", "--list")[1]
    assert "3 → 6" in shown
    assert "6: Mum helps." in shown
    assert len(work.data("measure")) == 2
    for wrong in ("11", "-1", '"high"', "true"):
        table = f'parent = "mum"\nchange = "Drink"\nimportance = {wrong}\n'
        code, _, err = work.run("ruler", "--from", "-", "--as", "tom", stdin=table)
        assert code == 2
        assert "importance takes a whole number from 0 to 10" in err


def test_adding_one_by_keys(work, terminals):
    talk = terminals("measure", "add", "--as", "tom")
    for see, typed in (
        ("What is measured?", ("Minutes", "\r")),
        ("Whose is it", ("1", "\r")),
        ("Is it about a child?", ("2", "\r")),
        ("Which way is better?", ("\r",)),
        ("What was it?", ("6", "\r")),
        ("On which day", ("\x15", "2025-01", "\r")),
    ):
        talk.see(see)
        talk.type(*typed)
    for see in ("What should be known", "Who must never have it?", "Is this right?"):
        talk.see(see)
        talk.type("\r")
    assert talk.end() == 0
    (found,) = work.data("measure")
    assert (found["name"], found["parents"], found["children"]) == ("Minutes", ["rosa"], ["lily"])
    assert [(point["on"], point["value"]) for point in found["points"]] == [("2025-01", 6)]


@given(st.integers(-(10**8), 10**8) | st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 3)))
def test_a_number_that_is_read_is_the_number_that_was_typed(value):
    typed = said(value)
    assert "e" in typed or float(value_of(typed)) == value


@given(st.text())
def test_whatever_is_typed_is_kept_as_a_number_or_as_it_is(typed):
    found = value_of(typed)
    assert found == typed.strip() if isinstance(found, str) else float(typed) == found


def test_no_family_without_measures_has_a_series(work):
    from fsworkbook.store.folder import Folder  # noqa: PLC0415 - beside its only use
    from fsworkbook.workbook.ledger import ledger  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.registry import read_family  # noqa: PLC0415 - likewise

    folder = Folder.open(work.folder)
    key = add(work, MOOD)
    before, after = ledger(folder.records()[0], date(2025, 4, 13)), ledger(folder.records()[0])
    family = read_family(folder.table(), "marlow")
    assert series(before, load(shipped()), family) == ()
    assert [one.id for one in series(after, load(shipped()), family)] == [key]
    assert not series(after, load(shipped()), family)[0].numeric
