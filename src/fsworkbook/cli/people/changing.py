"""One change of who is who: asked or given, checked, written into family.toml, and committed by itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.frame.output import say, tell, wrap
from fsworkbook.cli.frame.recording import Rewriting, commit
from fsworkbook.cli.frame.source import read_source
from fsworkbook.cli.talk.conversation import Conversation, Step
from fsworkbook.errors import BadInput, Refused
from fsworkbook.practice.lines import places
from fsworkbook.store import familyfile, tables
from fsworkbook.store.recording import Clash
from fsworkbook.workbook.changes import Edit, applied, check
from fsworkbook.workbook.family import live
from fsworkbook.workbook.forms.form import allow
from fsworkbook.workbook.registry import read_family

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from fsworkbook.cli.frame.calling import Call
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.store.folder import Written

Table = dict[str, Any]

LEADS: Final = "allocate"
"""The action of the practice model whose decider changes the team and who stands in (B.51)."""


@dataclass(frozen=True)
class Task:
    """One change.

    Attributes:
        words: what it is, as in the commit: `person add`.
        steps: the questions, from the answers so far.
        edits: the edits that a filled table makes.
        title: the conversation's first line.
        begin: what is known before anything is asked.
        asks: whether there is anything to ask where somebody sits.
        leads: whether only who leads the team may do it.
        done: what to say when it is done.
        keys: the keys for the commit's subject; those of the edits where it is empty.
        merges: whether what options said counts beside what the file says.
        settle: turns the table of the conversation into the one that `--from` takes.
    """

    words: str
    steps: Callable[[Table], Sequence[Step]]
    edits: Callable[[Table], list[Edit]]
    title: str = ""
    begin: Mapping[str, Any] = field(default_factory=dict)
    asks: bool = True
    leads: bool = False
    done: Callable[[Table], Sequence[str]] | None = None
    keys: tuple[str, ...] = ()
    merges: bool = False
    settle: Callable[[Table], Table] = dict


def carry_out(call: Call, make: Callable[[Sitting], Task]) -> None:
    """Ask or read what is to change, and change it.

    Raises:
        BadInput: it cannot be used; nothing was written.
        Refused: the role may not; nothing was written.
    """
    sitting = call.sit(recording=True)
    task = make(sitting)
    if task.leads:
        allow_lead(sitting)
    desk = sitting.desk
    if call.source is not None:
        given = read_source(desk, call.source)
        _save(sitting, task, {**task.begin, **given} if task.merges else given, make)
        return
    if not task.asks or not desk.can_ask:
        if not task.begin:
            raise BadInput("there is nobody to ask. Give the answers in a file, with --from FILE.")
        _save(sitting, task, dict(task.begin), make)
        return
    talk = Conversation(
        desk,
        task.title or f"{sitting.family.surname} · {task.words}",
        task.steps,
        name="-".join([*task.words.split(), *task.keys]).lower(),
        command=f"fsworkbook {' '.join([task.words, *task.keys])}",
        drafts=sitting.drafts(),
        begin=task.begin,
    )
    talk.run(lambda table: _save(sitting, task, task.settle(table), make, talk.becoming))


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> Table:
    """Return what a change changes: new values, and an empty text for each that was taken away."""
    changed = {name: value for name, value in after.items() if value != before.get(name)}
    return changed | {name: "" for name in before if name not in after}


def allow_lead(sitting: Sitting) -> None:
    """Refuse whoever does not lead the team, unless nobody on it does: then somebody must begin.

    Raises:
        Refused: naming the roles that may.
    """
    today = sitting.desk.today()
    may = {role.id for role in sitting.practice.who_may(LEADS)}
    covered = {cover.role for cover in sitting.family.covers if live(cover.since, cover.until, today)}
    leading = [
        member
        for member in sitting.family.team.values()
        if member.role in may and (member.until is None or today <= member.until)
    ]
    if not leading and not covered & may:
        tell(sitting.desk, "Nobody on this team leads it yet, so anybody of the team may change it.")
        return
    try:
        allow(LEADS, sitting.bearings())
    except Refused as refusal:
        names = " or ".join(f"{member.name} ({member.key})" for member in leading)
        raise Refused(f"{refusal} Here: {names}." if names else str(refusal)) from None


def _save(
    sitting: Sitting,
    task: Task,
    table: Table,
    make: Callable[[Sitting], Task],
    becoming: Callable[[list[str]], None] | None = None,
) -> None:
    """Write a change into family.toml as it stands; where somebody else was faster, as it stands after them.

    Raises:
        BadInput: it does not fit what stands there.
        StoreTrouble: the same row was changed by somebody else meanwhile, or the folder could not be written.
    """
    folder = sitting.folder
    while True:
        # Read first: whatever somebody else writes after it makes the commit fail, and it is all done anew.
        text = folder.family_text()
        edits, before = task.edits(table), tables.parse(text.encode())
        try:
            done = _recorded(sitting, task, edits, text, becoming)
        except Clash:
            now = folder.table()
            if _rows(now, edits) != _rows(before, edits):
                raise
            sitting = sitting._replace(family=read_family(now, folder.name))
            task = make(sitting)
        else:
            break
    sitting.account((), done)
    say(sitting.desk, *dict.fromkeys(edit.named for edit in edits))
    tell(sitting.desk, f"Recorded for {sitting.family.surname}: {task.words}.")
    if task.done is not None:
        for line in task.done(applied(before, edits)):
            tell(sitting.desk, *wrap(line, sitting.desk.width))


def _recorded(
    sitting: Sitting, task: Task, edits: Sequence[Edit], text: str, becoming: Callable[[list[str]], None] | None
) -> Written:
    folder, today = sitting.folder, sitting.desk.today()
    before = tables.parse(text.encode())
    check(task.words, before, edits, sitting.practice, today)
    family = Rewriting(text, written(text, before, edits))
    keys = " ".join(task.keys or dict.fromkeys(edit.named for edit in edits))
    title = f"{task.words} · {keys} · {today.isoformat()}"
    if becoming is not None:
        becoming([folder.mark(family.after)])
    action = task.words.replace(" ", "-")
    made = commit(folder, (), sitting.bearings(), action=action, family=family, title=title, on_wait=sitting.waiting)
    return made[1]


def _rows(table: Mapping[str, Any], edits: Sequence[Edit]) -> list[Any]:
    """Return the rows that edits change, as they stand; those that they add are not there yet."""
    return [row for edit in edits for row in table.get(edit.table, []) if edit.key and row.get("key") == edit.key]


def written(text: str, table: Mapping[str, Any], edits: Sequence[Edit]) -> str:
    """Return family.toml's text with the edits made, and every other byte as it was."""
    known = {kind: [row.get("key") for row in table.get(kind, [])] for kind in {edit.table for edit in edits}}
    for edit in edits:
        if edit.key and edit.key not in known[edit.table]:  # pragma: no cover - `changes.found` has refused it
            raise BadInput(f"family.toml has no [[{edit.table}]] {edit.key}.")
        if edit.key:
            text = familyfile.change(text, edit.table, edit.key, edit.values)
        else:
            text = familyfile.append(text, edit.table, edit.values)
    return text


def with_keys(text: str, keys: Mapping[tuple[str, int], str]) -> str:
    """Return a text in which tables that had no key have one, right below their header."""
    end = "\r" if "\r\n" in text else ""
    lines, found = text.split("\n"), places(text)
    for (kind, place), key in sorted(keys.items(), key=lambda item: -found[item[0]]):
        lines.insert(found[kind, place], f'key = "{key}"{end}')
    return "\n".join(lines)


def without_tables(text: str, kinds: Collection[str]) -> str:
    """Return a text without the tables of some kinds, and without the remarks that stand right above them."""
    lines = text.split("\n")
    headers = {line: place[0] for place, line in places(text).items() if lines[line - 1].lstrip().startswith("[")}
    starts = sorted(headers)
    gone: set[int] = set()
    for start, end in zip(starts, [*starts[1:], len(lines) + 1], strict=True):
        if headers[start] in kinds:
            gone.update(range(_above(lines, start), _above(lines, end)))
    kept = "\n".join(line for number, line in enumerate(lines, start=1) if number not in gone)
    return kept.rstrip() + ("\r\n" if "\r\n" in text else "\n") if gone else text


def _above(lines: Sequence[str], number: int) -> int:
    """Return the number of the first of the remarks that stand right above a line, or its own."""
    while number > 1 and number <= len(lines) and lines[number - 2].lstrip().startswith("#"):
        number -= 1
    return number
