"""What is printed: nothing that a family wrote acts on the terminal, columns are calm, JSON is as promised."""

import io
import json
from datetime import UTC, date, datetime, time
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fsworkbook.cli.frame.output import (
    Piece,
    clean,
    columns,
    emit_json,
    plain,
    rating,
    say,
    tell,
    warn,
    width_of,
    wrap,
)

NASTY = "a\x1b[31mb\x9b2Jc\x07d\u202ee\x00f\rg\x85h\u2066i"


def test_what_acts_on_the_terminal_is_taken_out():
    assert clean(NASTY) == "a[31mb2Jcdef\nghi"


@given(st.text())
def test_nothing_that_is_left_acts(text):
    left = clean(text)
    assert all(sign == "\n" or sign.isprintable() or ord(sign) > 0x9F for sign in left)
    assert "\x1b" not in left
    assert clean(left) == left


def test_words_are_never_markup(desk):
    say(desk, "[bold]Kerry[/oops] said [/]", NASTY)
    assert desk.stdout.getvalue() == f"[bold]Kerry[/oops] said [/]\n{clean(NASTY)}\n"


def test_data_and_messages_part(desk):
    say(desk, "data")
    tell(desk, "message")
    warn(desk, "Wrong.")
    assert desk.stdout.getvalue() == "data\n"
    assert desk.stderr.getvalue() == "message\nfsworkbook: Wrong.\n"


def test_a_rating_is_a_word_and_then_a_colour(make_desk):
    for env, expected in (({}, "RED\n"), ({"FORCE_COLOR": "1"}, "\x1b[1;31mRED\x1b[0m\n")):
        desk = make_desk(env=env)
        say(desk, rating("red"))
        assert desk.stdout.getvalue() == expected
    desk = make_desk(env={"FORCE_COLOR": "1", "NO_COLOR": "1"})
    say(desk, rating("amber"))
    assert desk.stdout.getvalue() == "AMBER\n"


def test_a_piece_cannot_smuggle_colour(make_desk):
    desk = make_desk(env={"FORCE_COLOR": "1"})
    say(desk, Piece("a\x1b[5mb", "strong"))
    assert desk.stdout.getvalue() == "\x1b[1ma[5mb\x1b[0m\n"


def test_columns_line_up_by_what_is_seen(desk):
    say(desk, *columns([("Żółć", "1", "one"), ("日本", "22", "two"), ("x", "333", "three")], right={1}))
    assert desk.stdout.getvalue() == "  Żółć    1  one\n  日本   22  two\n  x     333  three\n"


def test_the_last_column_is_folded_under_itself(desk):
    say(desk, *columns([("a", "word " * 20)], width=30))
    lines = desk.stdout.getvalue().splitlines()
    assert len(lines) > 1
    assert all(len(line) <= 30 for line in lines)
    assert all(line.startswith("     word") for line in lines[1:])


@given(st.text(), st.integers(20, 100))
def test_folding_loses_no_letter_and_keeps_the_width(text, width):
    text = clean(text)
    lines = wrap(text, width, "  ")
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width_of(line) <= width for line in lines)


def test_json_is_as_promised(desk):
    data = {"when": datetime(2025, 3, 4, 15, 30, tzinfo=UTC), "who": ("a", "b"), "set": {"z", "y"}, "at": time(9)}
    emit_json(desk, "thing", "ashdown", date(2025, 5, 30), data)
    assert json.loads(desk.stdout.getvalue()) == {
        "format": 1,
        "kind": "thing",
        "family": "ashdown",
        "at": "2025-05-30",
        "data": {"when": "2025-03-04T15:30:00Z", "who": ["a", "b"], "set": ["y", "z"], "at": "09:00:00"},
    }


@pytest.mark.parametrize(("value", "expected"), [(None, None), (True, True), (PurePosixPath("a/b"), "a/b"), ([], [])])
def test_values_become_jsons_own(value, expected):
    assert plain(value) == expected


def test_a_closed_terminal_is_no_colour_and_no_width(make_desk):
    desk = make_desk()
    desk.stdout.close()
    assert not desk.colour(io.StringIO())
    assert desk.width == 80
