"""The pack holds only what is new since the last meeting, and nothing that is still closed (D.60, X13)."""

from datetime import UTC, date, datetime

from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.pack import supervision_pack

MARCH, APRIL = date(2025, 3, 10), date(2025, 4, 10)


def pack(desk, family, practice, viewer="mia", today=date(2025, 4, 20)):
    return supervision_pack(ledger(desk.records), family, practice, viewer=viewer, today=today)


def test_only_what_is_new_is_in_it(desk, family, practice):
    old = desk("module", "sam", MARCH, parent="ana", answers={"3.2": "Old."})
    booked = desk("supervision", "eve", MARCH, step="scheduled", planned=date(2025, 3, 19))
    held = datetime(2025, 3, 19, 10, tzinfo=UTC)
    desk("supervision", "mia", held, step="held", meeting=booked.id, attendance={"sam": "attended"}, agreed="red")
    late = desk("module", "tia", APRIL, on=date(2025, 3, 12), parent="ana", answers={"3.2": "Recorded late."})
    new = desk("summary", "sam", APRIL, text="New.", rating="red", reason="Closed still.")
    found = pack(desk, family, practice)
    assert found.since == date(2025, 3, 19)
    shown = {record.id for part in found.parts for record in part.work}
    assert shown == {late.id}
    assert old.id not in shown
    parts = {part.member.key: part for part in found.parts}
    assert parts["sam"].summary.id == new.id
    assert "rating" not in parts["sam"].summary.head
    assert parts["sam"].rated
    assert set(found.without_summary) == {"tia", "rex"}


def test_the_missing_are_named_even_without_any_work(desk, family, practice):
    found = pack(desk, family, practice)
    assert found.meeting is None
    assert set(found.without_summary) == {"sam", "tia", "rex"}
    assert set(found.ratings.missing) == {"sam", "tia", "rex"}
