"""`fsworkbook attach`: a drawing, a letter or a photograph, put with a record (F.10, F.49, N.95)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple

from fsworkbook.cli.frame.calling import Call, recording
from fsworkbook.cli.frame.options import About, Children, On
from fsworkbook.cli.frame.spelling import Argument, Option

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Table
    from fsworkbook.cli.talk.asking import Asker
    from fsworkbook.cli.talk.conversation import Step
    from fsworkbook.workbook.record import Record

File = Annotated[str | None, Argument(metavar="FILE", help="The drawing, letter or photograph; it is copied.")]
To = Annotated[str | None, Option("--to", metavar="ID", help="The record that it belongs to; else a note of its own.")]
Shows = Annotated[str | None, Option("--kind", metavar="KIND", help="What it is: drawing, photograph, letter …")]
Whose = Annotated[
    list[str] | None, Option("--whose", metavar="WHO", help="Whose it is, or who made it; may be given again.")
]
AsItIs = Annotated[
    bool, Option("--as-it-is", help="Take a file of a kind that may say where it was made and cannot be cleaned here.")
]

MOST: Final = 32 << 20
"""How many bytes an attachment may have."""

_SUFFIX: Final = re.compile(r"\.[a-z0-9]{1,8}")
_FILE: Final = "file"


class Brought(NamedTuple):
    """A file as it will be kept.

    Attributes:
        data: its bytes.
        suffix: what its neutral name ends in.
        remark: what was done to it, or could not be, in words; "" where there is nothing to say.
    """

    data: bytes
    suffix: str
    remark: str


@recording
def command(
    call: Call,
    file: File = None,
    to: To = None,
    kind: Shows = None,
    whose: Whose = None,
    about: About = None,
    child: Children = None,
    on: On = None,
    as_it_is: AsItIs = False,
) -> None:
    """Put a drawing, a letter or a photograph with a record; what a photograph says of place and time is taken out."""
    from fsworkbook.cli.frame.taking import answers  # noqa: PLC0415 - not for --help
    from fsworkbook.errors import BadInput  # noqa: PLC0415 - likewise

    options = {_FILE: file, "adds_to": to, "shows": kind, "whose": whose, "about": about, "children": child}
    table = answers(call, {**options, "on": call.day(on)})
    sitting = call.sit(recording=True, table=table)
    if isinstance(table.get("adds_to"), str):
        table["adds_to"] = _meant(sitting, table["adds_to"])
    asking = call.source is None and sitting.desk.can_ask
    if isinstance(table.get(_FILE), str):
        bring(sitting, table[_FILE], as_it_is=as_it_is)  # a file that cannot be taken says so before anybody types
    elif not asking:
        raise BadInput("attach: nothing was recorded.\n  file is missing: name the drawing, letter or photograph.")
    if asking:
        _talk(sitting, table, as_it_is=as_it_is)
    else:
        _record(sitting, table, as_it_is=as_it_is)


def _meant(sitting: Sitting, typed: str) -> str:
    """Return the id of the record that an attachment belongs to.

    Raises:
        BadInput: there is none, several fit, or it was withdrawn.
    """
    from fsworkbook.cli.frame.finding import find_one  # noqa: PLC0415 - only where one is named
    from fsworkbook.errors import BadInput  # noqa: PLC0415 - likewise

    ledger = sitting.ledger()
    found = find_one(typed, ledger, sitting.family)
    if found in ledger.struck_by or ledger.everything[found].strikes:
        raise BadInput(f"{found} was withdrawn, and nothing is attached to it. Name another record.")
    return found


def bring(sitting: Sitting, named: str, *, as_it_is: bool = False) -> Brought:
    """Return a file as it will be kept: a picture without what it says beside itself.

    Raises:
        BadInput: it is not there, no plain file, too large, a family's own, damaged, or may say where it was made.
    """
    from fsworkbook.cli.frame.choosing import standing_in  # noqa: PLC0415 - not for --help
    from fsworkbook.errors import BadInput  # noqa: PLC0415 - likewise
    from fsworkbook.store import files  # noqa: PLC0415 - likewise
    from fsworkbook.workbook import pictures  # noqa: PLC0415 - likewise

    path = sitting.desk.path(named)
    if path.is_symlink():
        raise BadInput(f"{path.name} is a link to another file. Name the file itself. Nothing was recorded.")
    if not path.exists():
        raise BadInput(f"there is no file {named}. Check its name. Nothing was recorded.")
    if not path.is_file():
        raise BadInput(f"{path.name} is no plain file, so it is not attached. Name a drawing, letter or photograph.")
    if standing_in(path.parent.resolve()) is not None:
        raise BadInput("that file lies in a family’s folder already. Name one from elsewhere. Nothing was recorded.")
    if path.stat().st_size > MOST:
        raise BadInput(f"{path.name} is larger than {MOST >> 20} MB. Save it smaller, and attach that.")
    try:
        data = files.take(path, MOST)
    except OSError as problem:
        raise BadInput(f"{path.name} cannot be read: {files.reason(problem)}. Nothing was recorded.") from None
    if not data:
        raise BadInput(f"{path.name} is empty, so it is not attached. Nothing was recorded.")
    suffix = path.suffix.lower() if _SUFFIX.fullmatch(path.suffix.lower()) else ""
    clean = pictures.cleaned(data)
    if clean is not None:
        remark = "What it said beside the picture (place, time, camera) was taken out." if clean.less else ""
        return Brought(clean.data, clean.suffix, remark)
    if pictures.may_tell_where(data) and not as_it_is:
        raise BadInput(
            f"{path.name} is of a kind that may say where and when it was made, which cannot be taken out here. Save "
            "it as JPEG or PNG and attach that; --as-it-is takes it all the same. Nothing was recorded."
        )
    return Brought(data, suffix, "It was kept as it is. It may say who made it, and when: look before it goes further.")


def _record(sitting: Sitting, table: Mapping[str, Any], *, as_it_is: bool) -> tuple[Record, ...]:
    """Record a note with its file, in one commit, and say so."""
    from fsworkbook.cli.frame.output import tell, wrap  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.frame.recording import commit  # noqa: PLC0415 - likewise
    from fsworkbook.cli.frame.taking import confirm  # noqa: PLC0415 - likewise
    from fsworkbook.cli.work.attachedlines import remarks  # noqa: PLC0415 - likewise
    from fsworkbook.errors import BadInput  # noqa: PLC0415 - likewise
    from fsworkbook.store.attachments import place_of  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.forms.catalogue import submit  # noqa: PLC0415 - likewise

    brought = bring(sitting, str(table[_FILE]), as_it_is=as_it_is)
    bearings = sitting.bearings()
    made = _named({key: value for key, value in table.items() if key != _FILE}, brought, sitting)
    try:
        (note,) = submit("note", made, bearings)
    except BadInput as trouble:
        raise BadInput(str(trouble).replace("note:", "attach:", 1)) from None
    kept = ((place_of(note.id, note.word(_FILE)), brought.data),)
    records, written = commit(
        sitting.folder, (note,), bearings, action="attach", attachments=kept, on_wait=sitting.waiting
    )
    sitting.account(records, written)
    confirm(sitting, records)
    for words in (brought.remark, *remarks(sitting, sitting.ledger(), note)):
        if words:
            tell(sitting.desk, *wrap(words, sitting.desk.width))
    return records


def _named(table: Mapping[str, Any], brought: Brought, sitting: Sitting) -> dict[str, Any]:
    """Return the note's table with its topic, and a file name that says nothing of anybody (F.49)."""
    from fsworkbook.workbook.attached import TOPIC  # noqa: PLC0415 - not for --help

    wanted = str(table.get("shows", "")).strip().casefold()
    kinds = sitting.practice.attachments
    name = next((key for key, item in kinds.items() if wanted in {key, item.name.casefold()}), TOPIC)
    return {**table, "topic": TOPIC, _FILE: f"{name}{brought.suffix}"}


def _talk(sitting: Sitting, begin: Table, *, as_it_is: bool) -> None:
    from fsworkbook.cli.frame.taking import Talk, by_key, hold  # noqa: PLC0415 - only to ask

    talk = Talk(
        f"{sitting.family.surname} · attach a drawing, a letter or a photograph",
        "attach",
        "fsworkbook attach",
        lambda _table: _steps(sitting, begin, as_it_is=as_it_is),
        opening=("It is copied; your own file stays where it is.",),
    )
    hold(sitting, talk, by_key(sitting, begin), lambda table: _record(sitting, table, as_it_is=as_it_is))


def _steps(sitting: Sitting, begin: Mapping[str, Any], *, as_it_is: bool) -> Sequence[Step]:
    """Return the questions; what the options said already is not asked."""
    from fsworkbook.cli.talk.asksteps import long, one, people  # noqa: PLC0415 - only to ask
    from fsworkbook.cli.talk.conversation import Step  # noqa: PLC0415 - likewise
    from fsworkbook.errors import BadInput  # noqa: PLC0415 - likewise

    family = sitting.family

    def asked_for(asker: Asker, _table: object) -> str:
        while True:
            typed = asker.text("Which file?", needed=True, more="Its name, or drag it into this window.") or ""
            named = typed.strip().strip("'\"")
            try:
                bring(sitting, named, as_it_is=as_it_is)
            except BadInput as trouble:
                asker.show(str(trouble))
            else:
                return named

    steps = [Step(_FILE, asked_for, "File")] if _FILE not in begin else []
    if "shows" not in begin:
        steps.append(
            one("shows", "What is it?", {key: item.name for key, item in sitting.practice.attachments.items()})
        )
    if "whose" not in begin:
        steps.append(people("whose", "Whose is it?", family.people.values(), family))
    steps.append(
        long("text", "What is to be seen on it, or read in it?", needed=True, more="As a camera would say it.")
    )
    if "about" not in begin:
        steps.append(people("about", "Who else is in it, or is it about?", family.people.values(), family))
    return steps
