"""Opening a family: from a file or by asking, to the folder with its first commit."""

from __future__ import annotations

import io
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.begin.gathering import Opening as OpeningConversation
from fsworkbook.cli.begin.gathering import gather
from fsworkbook.cli.begin.opening import Me, Questions
from fsworkbook.cli.frame.choosing import caseload as caseload_of
from fsworkbook.cli.frame.choosing import me, practice
from fsworkbook.cli.frame.desk import Desk
from fsworkbook.cli.frame.output import say, tell
from fsworkbook.cli.frame.recording import author_of, take_bearings
from fsworkbook.cli.frame.settings import settings_path
from fsworkbook.cli.frame.signing import key_for
from fsworkbook.cli.frame.source import read_source
from fsworkbook.cli.people.changing import with_keys, without_tables
from fsworkbook.cli.people.inquiry import Inquiry
from fsworkbook.cli.people.tree import tree_lines
from fsworkbook.cli.talk.keeping import KeptDrafts
from fsworkbook.errors import BadInput, WorkbookError
from fsworkbook.practice.lines import places
from fsworkbook.store import familyfile
from fsworkbook.store.drafts import Drafts
from fsworkbook.store.folder import Change, Folder
from fsworkbook.workbook.apart import refuse_joint
from fsworkbook.workbook.faultlines import line_of_fault
from fsworkbook.workbook.naming import folder_name
from fsworkbook.workbook.opening import RECORDED, Opening, misfits, people_of, prepare, record_faults, records
from fsworkbook.workbook.registry import read_family

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.family import Family, Member
    from fsworkbook.workbook.forms.bearings import Bearings
    from fsworkbook.workbook.record import Record

ACTION: Final = "open-family"
_RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_PLAIN: Final = re.compile(r"[^\W_](?:[\w .'’-]{0,60}[\w'’])?")


def found(
    context: object,
    name: str | None,
    source: str | None,
    caseload: Path | None,
    as_: str | None,
    *,
    no_input: bool,
) -> None:
    """Open a family from a file or by asking.

    Raises:
        BadInput: it cannot be opened; every fault is named, and nothing was written.
        Interrupted: the conversation was left; the draft is kept.
    """
    desk = Desk.of(context, no_input=no_input)
    load = caseload_of(desk, caseload)
    model = practice(desk)
    if name is not None:
        _check_name(name, load)
    if source is not None:
        given, text = _read(desk, source)
        where = "standard input" if source == "-" else source
        _open(desk, _Given(given, text, where), load, name, model, as_)
        return
    if not desk.can_ask:
        raise BadInput("which family? Give a family.toml with --from FILE, or run “fsworkbook new-family” yourself.")
    _hold(desk, load, name, model, as_)


class _Given:
    """What is to be opened: the table, and the text and the name of the file where it came from one."""

    def __init__(self, table: Mapping[str, Any], text: str = "", where: str = "") -> None:
        self.table, self.text, self.where = table, text, where


def _hold(desk: Desk, load: Path, name: str | None, model: Practice, as_: str | None) -> None:
    """Open the family by a conversation; nothing is written before its end."""
    mine = desk.settings
    known = not as_ or as_ == mine.key
    who = Me(mine.key, mine.name, mine.email, mine.role, mine.agency) if known else Me(as_ or "")
    questions = Questions(Inquiry(desk, model, desk.today()), who, load, name or "")
    again = f"fsworkbook new-family {name}" if name else "fsworkbook new-family"
    conversation = OpeningConversation(
        desk,
        "A new family",
        questions,
        name=f"new-family-{name}".lower().replace(" ", "-") if name and name.isascii() else "new-family",
        command=again,
        drafts=KeptDrafts(Drafts(settings_path(desk.env).parent / "drafts")),
        begin=_begin(who),
        opening=(
            "Who is who, who decided that the team is needed, and who works with them.",
            "Nothing is written until you have read it all at the end and agreed.",
        ),
    )
    conversation.questions = questions

    def save(table: dict[str, Any]) -> None:
        given = gather(questions, table)
        folder = name or str(table.get("folder") or "") or None
        first = next(slot.key for slot in questions.slots(table, "team"))
        _open(desk, _Given(given), load, folder, model, first)

    conversation.run(save)


def _begin(who: Me) -> dict[str, Any]:
    known = {"name": who.name, "email": who.email, "agency": who.agency}
    row = {name: value for name, value in known.items() if value}
    return {"team": {"1": row}} if row else {}


def _open(desk: Desk, given: _Given, load: Path, name: str | None, model: Practice, as_: str | None) -> None:
    """Check everything, make the folder with its first commit, and say what can be done next."""
    today = desk.today()
    opening = prepare(given.table, model, today)
    folder = Folder(load / (name or _folder_of(opening)))
    _check_name(folder.name, load)
    found = misfits(opening, model, today)
    people = people_of(opening, folder.name)
    try:
        found += record_faults(opening, _bearings(desk, folder, people, model, me(desk, people, as_)))
    except BadInput as trouble:
        found.append(str(trouble))
    if found:
        raise BadInput(_account(found, given, opening))
    family = read_family(opening.table, folder.name)
    refuse_joint(family, model, today)
    member = me(desk, family, as_)
    bearings = _bearings(desk, folder, family, model, member)
    made = records(opening, bearings)
    change = Change(
        action=ACTION,
        subject=f"open · {folder.name} · {today.isoformat()}",
        author=author_of(member),
        now=bearings.now,
        records=made,
    )
    key = key_for(desk, opening.table, change, model)
    Folder.create(folder.path, _text(given, opening), change._replace(signing_key=key))
    _report(desk, folder, family, model, made)


def _bearings(desk: Desk, folder: Folder, family: Family, model: Practice, member: Member) -> Bearings:
    """Return the bearings in a folder that is not there yet, and so holds no record."""
    return take_bearings(folder, family, model, member, desk.now())._replace(find=lambda _: None, records=tuple)


def _report(desk: Desk, folder: Folder, family: Family, model: Practice, made: tuple[Record, ...]) -> None:
    say(desk, str(folder.path), *(record.id for record in made))
    tell(desk, "", f"{family.surname} ({folder.name}) is open.", "")
    tell(desk, *tree_lines(family, model, desk.today(), desk.width), "")
    for remark in family.remarks:
        tell(desk, f"In family.toml {remark}.")
    try:
        desk.settings.with_(current=str(folder.path)).write()
        tell(desk, "It is the current family now. What can be done next:")
    except WorkbookError as trouble:
        tell(desk, f"It is not the current family: {trouble}", "What can be done next:")
    tell(
        desk,
        "  fsworkbook person     who is who, and add somebody",
        "  fsworkbook team       who works with them",
        "  fsworkbook module     the eight modules",
    )


# The file that was given


def _read(desk: Desk, source: str) -> tuple[dict[str, Any], str]:
    """Return the table and the text of what `--from` names."""
    if source != "-":
        table = read_source(desk, source)
        return table, (desk.cwd / Path(source).expanduser()).read_bytes().decode("utf-8-sig")
    buffer = getattr(desk.stdin, "buffer", None)
    raw = buffer.read() if buffer is not None else desk.stdin.read().encode()
    held = io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8")
    return read_source(desk._replace(stdin=held), "-"), raw.decode("utf-8-sig")


def _text(given: _Given, opening: Opening) -> str:
    """Return the text of family.toml: the one that was given, with what was filled in; else a fresh one."""
    if not given.text:
        return familyfile.compose(opening.table)
    try:
        text = without_tables(_completed(given.text, opening), RECORDED)
        if tomllib.loads(text) == opening.table:
            return text
    except (BadInput, tomllib.TOMLDecodeError):
        pass
    return familyfile.compose(opening.table)


def _completed(text: str, opening: Opening) -> str:
    """Return a text with what was filled in, and everything else byte for byte."""
    newline = "\r\n" if "\r\n" in text else "\n"
    text = with_keys(text, opening.added)
    for name in reversed([name for name in opening.tops if name != "practice"]):
        text = familyfile.set_top(text, name, opening.tops[name])
    if "practice" in opening.tops:
        text = text.rstrip("\r\n") + newline * 2 + _practice(opening.tops["practice"], newline)
    return text


def _practice(values: Mapping[str, Any], newline: str) -> str:
    return newline.join(["[practice]", f'model = "{values["model"]}"', f"version = {values['version']}", ""])


# What is wrong


def _account(found: list[str], given: _Given, opening: Opening) -> str:
    """Return the one message that lists every fault, with its line where it came from a file."""
    lines = places(given.text) if given.text else {}
    made = {f"[[{kind}]] {key}:": f"[[{kind}]] number {place + 1}:" for (kind, place), key in opening.added.items()}
    listed = []
    for fault in found:
        line = line_of_fault(fault, lines, opening.table, _rows(fault, opening)) if lines else 0
        words = next((fault.replace(key, number, 1) for key, number in made.items() if fault.startswith(key)), fault)
        listed.append((line, f"  line {line}: {words}" if line else f"  {words}"))
    in_order = [words for _, words in sorted(listed, key=lambda item: item[0])]
    return "\n".join([f"{given.where or 'new-family'}: nothing was written.", *in_order])


def _rows(fault: str, opening: Opening) -> list[Any]:
    """Return the tables that a fault is about, where they are records and no longer in family.toml."""
    kind = fault.removeprefix("[[").partition("]]")[0]
    return list(opening.records.get(kind, ()))


# The folder


def _folder_of(opening: Opening) -> str:
    surname = opening.table.get("surname")
    made = folder_name(surname) if isinstance(surname, str) else ""
    if not made:
        raise BadInput("the surname makes no folder's name. Give one: fsworkbook new-family NAME.")
    return made


def _check_name(name: str, load: Path) -> None:
    """Refuse a folder's name that not every machine can have, or that is taken."""
    if not _PLAIN.fullmatch(name) or _RESERVED.fullmatch(name):
        raise BadInput("the folder's name must be a plain word: letters, figures and hyphens, and no path.")
    if (load / name).exists():
        raise BadInput(f"there is “{name}” in your caseload already. Give another name: fsworkbook new-family NAME.")
