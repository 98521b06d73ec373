"""The desk: its clock, and the settings that lie on it."""

import os
import stat
from datetime import UTC, datetime

import pytest

from fsworkbook.cli.frame.settings import Settings
from fsworkbook.errors import BadInput


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-07-14T10:00", datetime(2025, 7, 14, 9, tzinfo=UTC)),
        ("2025-01-14T10:00", datetime(2025, 1, 14, 10, tzinfo=UTC)),
        ("2025-07-14T10:00:00Z", datetime(2025, 7, 14, 10, tzinfo=UTC)),
        ("2025-07-14T10:00+02:00", datetime(2025, 7, 14, 8, tzinfo=UTC)),
    ],
)
def test_the_clock_can_be_set(make_desk, text, moment):
    desk = make_desk(env={"FSWORKBOOK_NOW": text})
    assert desk.set_clock
    assert desk.now() == moment


def test_a_day_is_a_british_day(make_desk):
    assert make_desk(env={"FSWORKBOOK_NOW": "2025-07-14T23:30Z"}).today().isoformat() == "2025-07-15"


def test_a_bad_clock_is_said(make_desk):
    with pytest.raises(BadInput, match="FSWORKBOOK_NOW"):
        make_desk(env={"FSWORKBOOK_NOW": "tea time"}).now()


def test_without_it_the_clock_runs(make_desk):
    desk = make_desk(env={"FSWORKBOOK_NOW": ""})
    assert not desk.set_clock
    assert abs((datetime.now(UTC) - desk.now()).total_seconds()) < 5


def test_nobody_can_be_asked_without_a_terminal(desk):
    assert not desk.can_ask


def test_settings_are_written_whole_and_private(env):
    settings = Settings.read(env).with_(name="Priya “P” \\ Nandakumar", key="priya")
    settings.write()
    assert Settings.read(env) == settings
    if os.name != "nt":
        assert stat.S_IMODE(settings.path.stat().st_mode) == 0o600
    assert [path.name for path in settings.path.parent.iterdir()] == [settings.path.name]


def test_settings_keep_comments_and_what_they_do_not_know(env):
    path = Settings.read(env).path
    path.write_text('# mine\nname = "A"  # me\nextra = 1\n', encoding="utf-8")
    Settings.read(env).with_(name="B").write()
    assert path.read_text(encoding="utf-8") == '# mine\nname = "B"  # me\nextra = 1\n'


@pytest.mark.parametrize("text", ["name = ", "name = 1", "\udcff"])
def test_settings_that_cannot_be_read_are_said(env, text):
    path = Settings.read(env).path
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(BadInput, match=r"settings\.toml"):
        Settings.read(env)
