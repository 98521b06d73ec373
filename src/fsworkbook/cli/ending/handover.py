"""`handover`: the whole workbook in one file, which another team can open, verify and read (B.40)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

from fsworkbook.cli.frame.calling import Call, recording
from fsworkbook.cli.frame.options import On, Output, Reason
from fsworkbook.cli.frame.spelling import Option

if TYPE_CHECKING:
    from pathlib import Path

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Table, Talk
    from fsworkbook.store.bundles import Made
    from fsworkbook.workbook.record import Record

To = Annotated[str | None, Option("--to", metavar="TEXT", help="The team that receives it, in words.")]

_NAME: Final = "handover"

_ALL: Final = (
    "The file holds everything that was ever recorded here, restricted records too, ",
    "with its whole history. Whoever has the file can read all of it.",
)


@recording
def command(call: Call, to: To = None, reason: Reason = None, on: On = None, output: Output = None) -> None:
    """Make one file of the whole workbook for another team, who open it with “fsworkbook join” and can only read it."""
    from fsworkbook.cli.frame.taking import answers, by_key, hold  # noqa: PLC0415 - not for --help
    from fsworkbook.workbook.forms.form import allow  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.forms.handover import ACTION  # noqa: PLC0415 - likewise

    table = answers(call, {"to": to, "reason": reason, "on": call.day(on)})
    sitting = call.sit(recording=True, table=table)
    allow(ACTION, sitting.bearings())
    place = _place(sitting, output)
    if "to" in table or call.source is not None or not sitting.desk.can_ask:
        _hand_over(sitting, table, place)
    else:
        hold(sitting, _talk(sitting), by_key(sitting, table), lambda said: _hand_over(sitting, dict(said), place))


def _talk(sitting: Sitting) -> Talk:
    from fsworkbook.cli.frame.output import wrap  # noqa: PLC0415 - only to ask
    from fsworkbook.cli.frame.taking import Talk  # noqa: PLC0415 - likewise
    from fsworkbook.cli.talk.asksteps import long, text  # noqa: PLC0415 - likewise

    asked = [
        text("to", "Which team receives it?", needed=True, more="Its name, its place, and who is to open it there."),
        long("reason", "Why is it handed on?"),
    ]
    return Talk(
        f"{sitting.family.surname} · handing the workbook over",
        _NAME,
        f"fsworkbook handover --family {sitting.folder.name}",
        lambda _table: asked,
        opening=wrap("".join(_ALL), sitting.desk.width, "  "),
    )


def _place(sitting: Sitting, output: Path | None) -> Path:
    """Return where the file goes: beside the families, under a name that says nothing of anybody.

    Raises:
        BadInput: it would lie in a family's folder, or something is there already.
    """
    from fsworkbook.cli.paper.papers import Name, target  # noqa: PLC0415 - not for --help
    from fsworkbook.errors import BadInput  # noqa: PLC0415 - likewise
    from fsworkbook.store.bundles import SUFFIX  # noqa: PLC0415 - likewise

    name = Name(sitting.family.reference, "handover", sitting.desk.today(), "")
    place = target(sitting.desk, output, name, SUFFIX)
    if place.exists():
        raise BadInput(f"{place.name} is there already. Take it away, or choose another name with --output.")
    return place


def _hand_over(sitting: Sitting, table: Table, place: Path) -> tuple[Record, ...]:
    """Make the file, record that it is handed over, and only then put it where it can be given away.

    Raises:
        BadInput: the answers cannot be used; nothing was recorded.
        Refused: a rule forbids it.
        StoreTrouble: the disk or git failed.
    """
    from fsworkbook.cli.frame.recording import author_of  # noqa: PLC0415 - not for --help
    from fsworkbook.store.bundles import making  # noqa: PLC0415 - likewise
    from fsworkbook.store.change import Change  # noqa: PLC0415 - likewise

    _check(table)
    change = Change("handover", "", author_of(sitting.author), sitting.desk.now())
    with making(sitting.folder.path, change, place.parent, sitting.waiting) as made:
        _tell_first(sitting, made)
        records = sitting.record("handover", {**table, "head": made.head, "sha256": made.sha256})
        made.put(place)
    _say(sitting, made, place, str(table["to"]))
    return records


def _check(table: Table) -> None:
    """Look, before anything is made, whether there is what is needed and nothing that only the program knows.

    Raises:
        BadInput: there is not.
    """
    from fsworkbook.errors import BadInput  # noqa: PLC0415 - not for --help
    from fsworkbook.workbook.forms.handover import PROGRAMS  # noqa: PLC0415 - likewise

    typed = [name for name in (*PROGRAMS, "corrects") if name in table]
    if typed:
        raise BadInput(f"handover: leave {' and '.join(typed)} out, which the program fills in.")
    if not str(table.get("to", "")).strip():
        raise BadInput("to is missing: say which team receives it, with --to.")


def _tell_first(sitting: Sitting, made: Made) -> None:
    from fsworkbook.cli.frame.output import tell  # noqa: PLC0415 - not for --help

    for finished in made.finished:
        tell(sitting.desk, f"Finished what was interrupted before: {finished}.")
    for edit in made.hand_edits:
        tell(sitting.desk, f"Recorded before it, and in the file: {edit.path} was {edit.state} by hand.")


def _say(sitting: Sitting, made: Made, place: Path, to: str) -> None:
    from fsworkbook.cli.frame.output import say, tell, wrap  # noqa: PLC0415 - not for --help

    desk = sitting.desk
    say(desk, str(place), f"sha256 {made.sha256}")
    lines = [
        f"The file is for: {to}. It holds the whole workbook, to be read by anybody who has it.",
        "Tell them those 64 digits by another way than the one the file takes. They open it with:",
    ]
    tell(desk, *(line for text in lines for line in wrap(text, desk.width)))
    tell(desk, f"  fsworkbook join {place.name} --sha256 DIGITS")
    for remark in _remarks(sitting):
        tell(desk, *wrap(remark, desk.width))


def _remarks(sitting: Sitting) -> list[str]:
    """Return what whoever hands over should know of this folder."""
    from fsworkbook.cli.history.verifying import count_findings  # noqa: PLC0415 - not for --help
    from fsworkbook.store.git import Git  # noqa: PLC0415 - likewise
    from fsworkbook.store.remote import of as remote_of  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.episodes import closed  # noqa: PLC0415 - likewise

    path, found = sitting.folder.path, []
    if closed(sitting.ledger()) is None:
        found.append("The workbook is still open here: what is recorded from now on is not in the file.")
    if remote_of(Git(path)) is not None:
        found.append("Colleagues may have recorded more: “fsworkbook sync” gets it, and then hand it over again.")
    if left := _left(sitting):
        them = "One conversation" if left == 1 else f"{left} conversations"
        found.append(f"{them} that you left unfinished in this family {'is' if left == 1 else 'are'} not in the file.")
    if count := count_findings(sitting.desk, path):
        them = "something" if count == 1 else f"{count} things"
        found.append(f"“fsworkbook audit verify” finds {them} to look at, and will do so there too.")
    return found


def _left(sitting: Sitting) -> int:
    from fsworkbook.cli.talk.unfinished import unfinished  # noqa: PLC0415 - not for --help

    mine = [one for one in unfinished(sitting.desk) if one.family and one.draft.name != _NAME]
    return sum(one.family.replace("\\", "/").endswith(f"/{sitting.folder.name}") for one in mine)
