"""The audit of one family or of a caseload, as it is shown: what was found, by whom, and what to do."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fsworkbook.cli.frame import choosing
from fsworkbook.cli.frame.counting import QUARTERS, counted
from fsworkbook.cli.frame.output import Piece, emit_json, say, wrap
from fsworkbook.errors import WorkbookError
from fsworkbook.store.audit import verify
from fsworkbook.store.folder import Folder
from fsworkbook.workbook.audit.finding import KINDS, Finding, by_kind
from fsworkbook.workbook.audit.rules import Rules
from fsworkbook.workbook.clock import brief, british, day_of, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from fsworkbook.cli.frame.calling import Call
    from fsworkbook.cli.frame.desk import Desk
    from fsworkbook.store.audit import Verified

LONG: Final = 2000
"""From how many commits on it is shown how far the work has come."""

SHOWN: Final = 12
"""How many findings of one kind are shown; `--json` has them all."""


class Looked(NamedTuple):
    """One family that was looked at: its folder's name, what it is called, and what was found."""

    name: str
    title: str
    verified: Verified


def verify_families(call: Call, *, everything: bool) -> int:
    """Audit the family that was named, or every family of the caseload, and show it; return the exit code."""
    desk, until = call.desk, call.until()
    rules = Rules(choosing.practice(desk))
    if everything:
        paths = choosing.family_paths(choosing.caseload(desk, call.caseload))
    else:
        paths = [choosing.choose_path(desk, call.family, call.caseload)[0]]
    looked = []
    for path in paths:
        found = _look(desk, path, rules, until)
        looked.append(found)
        if not call.json:
            _show(desk, found, brief_=everything and not found.verified.findings)
    if call.json:
        data: Any = [_told(one) for one in looked] if everything else _told(looked[0])
        emit_json(desk, "audit", None if everything else looked[0].name, until, data)
    return int(any(one.verified.findings for one in looked))


def verify_one(desk: Desk, path: Path) -> int:
    """Audit one family and show it, in a line where it is whole; return the exit code."""
    looked = _look(desk, path, Rules(choosing.practice(desk)), None)
    _show(desk, looked, brief_=not looked.verified.findings)
    return int(bool(looked.verified.findings))


def count_findings(desk: Desk, path: Path) -> int:
    """Audit one family and return how much was found, for a sentence about something else."""
    return len(_look(desk, path, Rules(choosing.practice(desk)), None).verified.findings)


def _look(desk: Desk, path: Path, rules: Rules, until: date | None) -> Looked:
    now = None if desk.set_clock else int(desk.now().timestamp())
    with (
        counting(desk, f"Looking at {path.name}", "commits") as commits,
        counting(desk, "Checking signatures", "commits") as seals,
    ):
        verified = verify(path, rules, now, commits, seals)
    if until is not None:
        # What a folder or a clone shows is of today; what is in the history is of its day.
        known = tuple(item for item in verified.findings if item.when is not None and day_of(item.when) <= until)
        verified = verified._replace(findings=known)
    return Looked(path.name, _title(path), verified)


@contextmanager
def counting(desk: Desk, what: str, things: str) -> Iterator[Callable[[int, int], None]]:
    """Show progress where the work is long; a short one needs no words."""
    with ExitStack() as stack:
        shown: list[Callable[[int, int], None]] = []

        told = 0

        def count(done: int, total: int) -> None:
            nonlocal told
            if total < LONG:
                return
            if not shown:
                shown.append(stack.enter_context(counted(desk, what, things)))
            # It comes in parts; where the count is told in quarters, none is passed over.
            quarters = (-(-total * number // QUARTERS) for number in range(1, QUARTERS))
            for step in [number for number in quarters if told < number < done] + [done]:
                shown[0](step, total)
            told = done

        yield count


def _title(path: Path) -> str:
    try:
        surname = Folder(path).table().get("surname")
    except WorkbookError:
        surname = None
    return surname if isinstance(surname, str) and surname else path.name


def _show(desk: Desk, looked: Looked, *, brief_: bool) -> None:
    verified = looked.verified
    heading = f"{looked.title} · is the history whole?"
    if brief_:
        say(desk, f"{looked.title} · whole: {_span(verified)}")
        return
    say(desk, Piece(heading, "strong"), *wrap(_span(verified), desk.width, "  "))
    if verified.waiting:
        waits = "An interrupted recording waits; the next command that records finishes it."
        say(desk, "", *wrap(waits, desk.width, "  "))
    if not verified.findings:
        calm = "Nothing to report: every record stands as it was recorded, and the team stands behind each."
        say(desk, "", *wrap(calm, desk.width, "  "))
        return
    count = len(verified.findings)
    say(desk, *wrap(f"{count} {'finding' if count == 1 else 'findings'}", desk.width, "  "))
    for kind, found in by_kind(verified.findings):
        _show_kind(desk, kind, found)
    say(desk, "")


def _show_kind(desk: Desk, kind: str, found: Sequence[Finding]) -> None:
    title = KINDS[kind].title + (f" ({len(found)})" if len(found) > 1 else "")
    say(desk, "", *(Piece(line, "strong") for line in wrap(title, desk.width)))
    for finding in found[:SHOWN]:
        for line in _lines(finding):
            say(desk, *wrap(line, desk.width, "    ", "  "))
    if len(found) > SHOWN:
        say(desk, f"  and {len(found) - SHOWN} more: fsworkbook audit verify --json")
    say(desk, *wrap(f"→ {_advice(kind, found)}", desk.width, "    ", "  "))


def _lines(finding: Finding) -> Iterator[str]:
    """Yield what is known of a finding: the record or the file, then by whom and when, then what."""
    where = finding.path or finding.record
    if where:
        yield where
    who = [part for part in (finding.short, _moment(finding.when), finding.name) if part]
    told = ", ".join(who)
    if told and finding.words:
        yield f"{told}: {finding.words}"
    elif told or finding.words:
        yield told or finding.words


def _moment(when: datetime | None) -> str:
    if when is None:
        return ""
    local = when.astimezone(british())
    return f"{brief(local.date())} {local:%H:%M}"


def _advice(kind: str, found: Sequence[Finding]) -> str:
    """Return what to do; with the commit and the file in it where there is one finding only."""
    advice = KINDS[kind].advice
    if len(found) > 1:
        return advice
    (one,) = found
    for word, value in (("COMMIT", one.short), ("FILE", one.path), ("NAME", one.words)):
        if value and " " not in value:
            advice = advice.replace(word, value)
    return advice


def _span(verified: Verified) -> str:
    """Return what was looked at: `147 commits, 25 February 2025 to 30 May 2025`."""
    if verified.first is None or verified.last is None:
        return "the history could not be looked at"
    count = f"{verified.commits:,} {'commit' if verified.commits == 1 else 'commits'}"
    first, last = (_day(moment) for moment in (verified.first, verified.last))
    return f"{count}, {first}" if first == last else f"{count}, {first} to {last}"


def _day(moment: int) -> str:
    try:
        return spoken(day_of(datetime.fromtimestamp(moment, UTC)))
    except (OverflowError, ValueError, OSError):
        return "a day that no calendar has"


def _told(looked: Looked) -> Mapping[str, Any]:
    verified = looked.verified
    return {
        "family": looked.name,
        "whole": not verified.findings,
        "head": verified.head,
        "commits": verified.commits,
        "waiting": sorted(verified.waiting),
        "findings": [
            {
                "kind": item.kind,
                "title": KINDS[item.kind].title,
                "words": item.words,
                "record": item.record,
                "path": item.path,
                "commit": item.commit,
                "person": item.person,
                "name": item.name,
                "when": item.when,
                "do": _advice(item.kind, [item]),
            }
            for item in verified.findings
        ],
    }
