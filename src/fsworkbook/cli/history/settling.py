"""Settling what two people changed differently in who is who: both values, by whom, and which is right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.cli.frame.naming import tail
from fsworkbook.cli.frame.output import Line, Piece, say, tell, wrap
from fsworkbook.cli.frame.recording import Rewriting, commit
from fsworkbook.cli.frame.sitting import sit_down
from fsworkbook.errors import BadInput
from fsworkbook.store import openings, rewriting, tables
from fsworkbook.workbook import merging
from fsworkbook.workbook.forms.catalogue import submit
from fsworkbook.workbook.registry import read_family

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fsworkbook.cli.frame.calling import Call
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.differences import Open

SHARED: Final = "shared"
OTHER: Final = "other"
LATER: Final = "later"
_LEADERS: Final = frozenset({"team", "cover", "policy"})
"""Tables that only who leads the team changes."""

_REASONS: Final = {
    SHARED: "Settled: what was shared first stays.",
    OTHER: "Settled: the other value stands from now on.",
}


class Case(NamedTuple):
    """One difference: what it is about in words, what stands now, the other value, and who gave each."""

    item: Open
    what: str
    stands: str
    other: str


def settle_differences(call: Call, note: str | None, keep: str | None) -> None:
    """Settle one difference, or all of them one after the other where somebody sits there.

    Raises:
        BadInput: there is no such difference, or nobody says which value is right.
        Refused: the role may not change it.
    """
    from fsworkbook.cli.frame.taking import answers  # noqa: PLC0415 - not for --help

    table = answers(call, {"keep": keep})
    sitting = sit_down(call, recording=True, table=table, reminding=False)
    waiting = openings.open_differences(sitting.folder)
    if not waiting:
        say(sitting.desk, *_of_versions(sitting) or ["There is nothing to settle."])
        return
    chosen = _found(waiting, note) if note else waiting
    keep = _which(table.get("keep"))
    if keep is not None:
        if len(chosen) > 1:
            raise BadInput(f"Which one? {_list(chosen)}")
        _settle(sitting, chosen[0], keep)
    elif not sitting.desk.can_ask:
        for item in chosen:
            say(sitting.desk, *_lines(sitting, _case(sitting, item)))
        raise BadInput("Say which value is right: fsworkbook sync settle ID --keep shared, or --keep other.")
    else:
        _ask(sitting, chosen)


def _of_versions(sitting: Sitting) -> list[Line]:
    """Return what says that a report was made final twice, which is settled where it is signed."""
    from fsworkbook.cli.paper.versionnames import between  # noqa: PLC0415 - few families have a version
    from fsworkbook.workbook.reportversions import open_versions  # noqa: PLC0415 - likewise

    ledger = sitting.ledger()
    found = (between(open_versions(ledger, key), sitting.family) for key in sitting.family.assessments)
    return [line for sentences in found for words in sentences for line in wrap(words, sitting.desk.width)]


def _which(keep: object) -> str | None:
    if keep is None or keep in {SHARED, OTHER}:
        return keep if keep is None else str(keep)
    raise BadInput("keep is “shared”, for what stands now, or “other”, for the other value.")


def _found(waiting: Sequence[Open], note: str) -> tuple[Open, ...]:
    found = tuple(item for item in waiting if item.note.startswith(note) or tail(item.note).startswith(note))
    if not found:
        raise BadInput(f"There is no open difference of that id. {_list(waiting)}")
    return found


def _list(waiting: Sequence[Open]) -> str:
    return f"These are open: {', '.join(tail(item.note) for item in waiting)}."


def _ask(sitting: Sitting, waiting: Sequence[Open]) -> None:
    from fsworkbook.cli.talk.asking import Asker  # noqa: PLC0415 - only to ask

    asker = Asker.at(sitting.desk)
    for item in waiting:
        case = _case(sitting, item)
        say(sitting.desk, "", *_lines(sitting, case), "")
        choices = {SHARED: f"Keep what stands: {case.stands}", OTHER: f"Put in its place: {case.other}"}
        if item.file:
            del choices[OTHER]
        answer = asker.one("Which is right?", {**choices, LATER: "Leave it for now"})
        if answer in {SHARED, OTHER}:
            _settle(sitting, item, str(answer))


def _lines(sitting: Sitting, case: Case) -> list[Line]:
    """Return a difference as it is shown: what it is about, then both values, each with who gave it."""
    item = case.item
    if item.file:
        words = f"{item.file} was changed by two people, or could not be read. The version that does not stand is kept "
        return [*wrap(f"{words}with the note {tail(item.note)}, in attachments/{item.note}.", sitting.desk.width)]
    rows = [("stands", case.stands, item.shared_by), ("other", case.other, item.other_by)]
    lines: list[Line] = [[Piece(case.what, "strong"), f"   ({tail(item.note)})"]]
    for word, value, key in rows:
        whose = f"{sitting.family.called(key)}: " if key else ""
        lines += wrap(f"{whose}{value}", sitting.desk.width, indent=" " * 10, first=f"  {word:<8}")
    return lines


def _case(sitting: Sitting, item: Open) -> Case:
    if item.file:
        return Case(item, item.file, "as it is", "")
    now = merging.at(sitting.folder.table(), item.difference.path)
    return Case(item, _named(sitting, item.difference.path), _shown(now), _shown(item.difference.other))


def _named(sitting: Sitting, path: Sequence[str]) -> str:
    """Return what a path is about, in words: `Kerry Ashdown · communication`."""
    known = len(path) > 1 and path[0] in {"person", "team"}
    who = sitting.family.called(path[1]) if known else " ".join(path[:2])
    return " · ".join([who, *path[2:]])


def _shown(value: object) -> str:
    """Return a value of who is who as it reads."""
    if value is None:
        return "nothing (taken away)"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_shown(item) for item in value) or "nobody"
    if isinstance(value, dict):
        return "; ".join(f"{name} {_shown(item)}" for name, item in value.items() if name != "key")
    return str(value)


def _settle(sitting: Sitting, item: Open, keep: str) -> None:
    """Record what was decided: the note is withdrawn, and the other value put in place where it was kept."""
    family, text = None, sitting.folder.family_text()
    if keep == OTHER:
        family = Rewriting(text, _text(sitting, item, text))
    bearings = sitting.bearings()
    made = submit("strike", {"strikes": item.note, "reason": _REASONS[keep]}, bearings)
    title = f"settle · {sitting.author.key} · {sitting.desk.today().isoformat()}"
    records, written = commit(sitting.folder, made, bearings, action="sync-settle", family=family, title=title)
    openings.forget(sitting.folder.path)
    sitting.account(records, written)
    case = "what stood stays" if keep == SHARED else "the other value stands now"
    tell(sitting.desk, f"Settled: {case}. Colleagues see it with the next sync.")


def _text(sitting: Sitting, item: Open, text: str) -> str:
    """Return family.toml's text with the other value in place.

    Raises:
        BadInput: it does not fit there any more.
        Refused: only who leads the team changes it.
    """
    from fsworkbook.workbook.fitness import faults  # noqa: PLC0415 - only here

    if item.file:
        raise BadInput(
            f"A whole file is not put in place by itself. Copy what is right out of attachments/{item.note} by hand; "
            "then settle with --keep shared."
        )
    path = item.difference.path
    if path[0] in _LEADERS:
        from fsworkbook.cli.people.changing import allow_lead  # noqa: PLC0415 - only here

        allow_lead(sitting)
    before = tables.parse(text.encode())
    after = merging.placed(before, path, item.difference.other)
    today, practice = sitting.desk.today(), sitting.practice
    known = set(faults(before, practice, today))
    wrong = [fault for fault in faults(after, practice, today) if fault not in known]
    if wrong:
        raise BadInput("\n".join(["The other value does not fit there any more; nothing was recorded.", *wrong]))
    read_family(after, sitting.folder.name)
    return rewriting.saying(text, after)
