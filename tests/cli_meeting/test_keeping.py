"""A draft comes back as it was kept, whatever it holds, and never once it has become a record."""

from datetime import date, datetime, time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fsworkbook.cli.keeping import KeptDrafts
from fsworkbook.store.drafts import Drafts

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
