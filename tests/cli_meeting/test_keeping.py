"""A draft comes back as it was kept, whatever it holds, and never once it has become a record."""

import io
from datetime import date, datetime, time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fsworkbook.cli.frame.desk import Desk
from fsworkbook.cli.main import run
from fsworkbook.cli.talk.draft import Draft
from fsworkbook.cli.talk.keeping import KeptDrafts
from fsworkbook.store.drafts import Drafts
from fsworkbook.store.folder import Folder
from tests.cli.conftest import Scripted

WORDS = st.text(st.characters(exclude_characters="\x00"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | WORDS | st.dates() | st.datetimes() | st.times(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(table=st.dictionaries(WORDS, VALUES, max_size=4))
def test_a_draft_comes_back_as_it_was_kept(tmp_path, table):
    drafts = KeptDrafts(Drafts(tmp_path / "drafts"))
    drafts.save("one", {"title": "module 3", "table": table})
    assert KeptDrafts(Drafts(tmp_path / "drafts")).load("one") == {"title": "module 3", "table": table}


def test_days_and_times_keep_their_kind(tmp_path):
    drafts = KeptDrafts(Drafts(tmp_path))
    table = {"on": date(2025, 3, 4), "start": datetime(2025, 3, 4, 9), "end": time(10, 30)}  # noqa: DTZ001 - as typed
    drafts.save("one", {"title": "", "table": table})
    assert drafts.load("one")["table"] == table


def test_what_has_become_a_record_does_not_come_back(tmp_path):
    drafts = KeptDrafts(Drafts(tmp_path, lambda record: record == "2025-03-04-sam-aaaaaaaaaa"))
    drafts.save("one", {"title": "", "ids": ["2025-03-04-sam-aaaaaaaaaa"], "table": {}})
    assert drafts.load("one") is None


def test_a_crash_between_recording_and_dropping_brings_no_draft_back(book, monkeypatch):
    """The draft knows the ids that it became; once one of them is recorded it is finished."""
    env = {"FSWORKBOOK_NOW": "2025-03-10T12:00", "FSWORKBOOK_CONFIG": str(book.folder / "config.toml")}
    answers = ["amber", "The evenings are hard.", [], "save"]
    desk = Desk(env, io.StringIO(), io.StringIO(), io.StringIO(), book.path, asker=lambda at: Scripted(at, answers))

    def crash(_conversation):
        raise RuntimeError

    monkeypatch.setattr(Draft, "drop", crash)
    assert run(["rate", "--as", "sam"], desk) == 4
    assert len(list((book.path / "ratings").iterdir())) == 1
    kept = book.path / ".git" / "fsworkbook" / "drafts"
    assert [path.name for path in kept.glob("*.json")] == ["rate-sam.json"]
    assert KeptDrafts(Drafts(kept, Folder.open(book.path).has)).load("rate-sam") is None
