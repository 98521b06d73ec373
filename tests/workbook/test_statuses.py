from datetime import UTC, date, datetime

from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.record import Record
from fsworkbook.workbook.statuses import history, on_day


def status(day, word):
    on = date.fromisoformat(day)
    head = {"child": "tyler", "status": word, "from": on}
    moment = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    return Record(f"{day}-priya-{word}", "status", on, moment, "priya", head)


def test_a_child_without_any_status_has_none():
    assert history(ledger(()), "tyler") == ()
    assert on_day(ledger(()), "tyler", date(2025, 5, 30)) is None


def test_a_status_lasts_until_the_next_one_begins():
    found = history(ledger((status("2025-05-22", "s17_cin"), status("2025-02-26", "cp_emotional"))), "tyler")
    assert [(one.status, one.until) for one in found] == [("cp_emotional", date(2025, 5, 22)), ("s17_cin", None)]
    assert on_day(ledger((status("2025-02-26", "cp_emotional"),)), "tyler", date(2025, 2, 25)) is None
