"""`restrict cover`: more records under a restriction, which is a correction of it that anybody may make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.disclosing.restrictlines import covers_in_words
from fsworkbook.cli.frame.finding import find_one
from fsworkbook.cli.frame.naming import capital, subject_of
from fsworkbook.cli.frame.output import tell, wrap
from fsworkbook.cli.frame.recording import commit
from fsworkbook.cli.frame.taking import answers
from fsworkbook.errors import BadInput
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.disclosure.covering import coverage, unguarded
from fsworkbook.workbook.disclosure.restrictions import PART
from fsworkbook.workbook.forms.correction import correct

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.cli.frame.calling import Call
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.disclosure.covering import Coverage
    from fsworkbook.workbook.disclosure.restrictions import Restriction
    from fsworkbook.workbook.ledger import Ledger

_WHY: Final = "covers more"


def cover_more(call: Call, key: str | None, records: list[str] | None, reason: str | None) -> None:
    """Record that a restriction covers more.

    Raises:
        BadInput: there is no such restriction or record, or it covers all of them already.
        Refused: the role may not (B.69).
    """
    table = answers(call, {"key": key, "covers": records, "reason": reason})
    strange = set(table) - {"key", "covers", "reason", "by"}
    if strange:
        raise BadInput(f"restrict cover takes key, covers and reason; not {', '.join(sorted(strange))}.")
    sitting = call.sit(recording=True, table=table)
    ledger = sitting.ledger()
    item = _which(sitting, coverage(sitting.family, ledger), table.get("key"))
    told = table.get("covers") or _chosen(sitting, item, ledger)
    listed = [told] if isinstance(told, str) else list(told)
    added = [_name(sitting, ledger, name) for name in listed]
    before = ledger.everything[item.restriction.records[0]]
    covers = list(dict.fromkeys([*item.restriction.covers, *added]))
    bearings = sitting.bearings()
    changes: dict[str, Any] = {"covers": covers} | (
        _joined(item.restriction) if len(item.restriction.records) > 1 else {}
    )
    made = correct(before, changes, str(table.get("reason") or _WHY), bearings)
    done, written = commit(sitting.folder, (made,), bearings, action="correct")
    sitting.account(done, written)
    after = next(one for one in coverage(sitting.family, sitting.ledger()) if one.restriction.key == made.word("key"))
    words = f"{made.word('key')} covers {covers_in_words(after)} now."
    tell(sitting.desk, *wrap(words, sitting.desk.width))


def _joined(restriction: Restriction) -> dict[str, Any]:
    """Return what makes one record of several that stand side by side, so that nothing of any is let go."""
    whole = {
        "corrects": list(restriction.records),
        "guard": list(restriction.guard),
        "never_to": list(restriction.never_to),
        "may_have": list(restriction.may_have),
        "from": restriction.since,
        "until": restriction.until,
        "source_person": restriction.source_person,
    }
    return {name: value or None for name, value in whole.items()}


def _which(sitting: Sitting, found: tuple[Coverage, ...], key: object) -> Coverage:
    known = {item.restriction.key: item for item in found}
    if isinstance(key, str) and key in known:
        return known[key]
    loose = {name: f"{name}  {item.restriction.what}" for name, item in known.items() if item.untagged}
    if key is None and sitting.desk.can_ask and loose:
        from fsworkbook.cli.talk.asking import Asker  # noqa: PLC0415 - only to ask

        return known[Asker.at(sitting.desk).one("Which restriction?", loose) or next(iter(loose))]
    listed = ", ".join(known) or "none yet"
    asked = "that is no restriction of this family" if key else "which restriction? Name its key"
    raise BadInput(f"restrict cover: {asked}. Its restrictions: {listed}.")


def _chosen(sitting: Sitting, item: Coverage, ledger: Ledger) -> list[str]:
    """Return the records that somebody chooses among those that hold its words without it.

    Raises:
        BadInput: there is none, or nobody can be asked.
    """
    loose = unguarded(item, ledger)
    if not loose:
        raise BadInput(f"no record holds the words of {item.restriction.key} without it. Name others with --record.")
    if not sitting.desk.can_ask:
        raise BadInput("which records? Name each with --record; “fsworkbook restrict check” lists them.")
    from fsworkbook.cli.talk.asking import Asker  # noqa: PLC0415 - only to ask

    named: Mapping[str, str] = {
        record.id: f"{brief(record.on):<12} {capital(subject_of(record, sitting.family, sitting.practice))}"
        for record in loose
    }
    return Asker.at(sitting.desk).several("Which of these does it cover?", named, ticked=list(named), needed=True)


def _name(sitting: Sitting, ledger: Ledger, typed: str) -> str:
    """Return what is meant as `covers` names it: a record by a few letters of its id, else the name as it is."""
    record, mark, part = typed.partition(PART)
    try:
        return find_one(record, ledger, sitting.family) + mark + part
    except BadInput:
        return typed
