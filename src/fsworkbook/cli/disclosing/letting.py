"""Letting a copy go: which one is meant, who may, and the paper that goes with it (B.71)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.cli.disclosing.copying import again
from fsworkbook.cli.disclosing.copylines import named, said
from fsworkbook.cli.disclosing.copypapers import builder
from fsworkbook.cli.disclosing.recordscopy import DATA, data_again
from fsworkbook.cli.frame.finding import find_one
from fsworkbook.cli.frame.naming import tail
from fsworkbook.cli.frame.output import tell
from fsworkbook.cli.frame.taking import answers
from fsworkbook.cli.paper.papers import target, write
from fsworkbook.errors import BadInput
from fsworkbook.workbook.disclosure.copies import OVERTAKEN, RELEASED, WAITING, WITHDRAWN, Copy, copies
from fsworkbook.workbook.forms.copy import is_copy

if TYPE_CHECKING:
    from pathlib import Path

    from fsworkbook.cli.frame.calling import Call
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.talk.conversation import Step


def let_go(call: Call, typed: str | None, output: Path | None) -> None:
    """Record that a copy is let go, and write the paper that goes; one that was let go before is only written again.

    Raises:
        BadInput: no copy waits, or the paper would be another today; nothing was written.
        Refused: whoever asks may not, or made or wrote it, or something stops it today; nothing was written.
    """
    from fsworkbook.workbook.forms.catalogue import submit  # noqa: PLC0415 - not for --help

    table = answers(call, {"releases": meant(call, typed) if typed else None})
    sitting = call.sit(recording=True, table=table)
    if "releases" not in table:
        table["releases"] = _chosen(sitting)
    made = next((copy for copy in copies(sitting.ledger()) if copy.id == table["releases"]), None)
    if made is not None and made.state == OVERTAKEN:
        raise BadInput("a later version of this copy was made since. Let that one go: fsworkbook copies")
    if made is None or not made.released_by:
        submit("copy", table, sitting.bearings())  # whoever may not is told before anything is made
    if made is None:  # pragma: no cover - `submit` refuses what is no standing copy
        raise BadInput(_NONE["releases"])
    data, name = data_again(sitting, made) if made.format == DATA else again(sitting, made, builder(sitting, made))
    place = target(sitting.desk, output, name, f".{made.format}")
    if made.released_by:
        tell(sitting.desk, f"{sitting.family.first_name(made.released_by)} let it go already; here it is once more.")
    else:
        said(sitting, sitting.record("copy", table)[0])
    write(sitting.desk, place, data, name)


def meant(call: Call, typed: str) -> str:
    """Return the id of the copy that is meant.

    Raises:
        BadInput: none fits, or several do, or it is no copy.
    """
    sitting = call.sit()
    ledger = sitting.ledger()
    key = find_one(typed, ledger, sitting.family)
    if not is_copy(ledger.everything[key]):
        raise BadInput(f"{key} is no copy that was made. See them with “fsworkbook copies”.")
    return key


def question(sitting: Sitting, step: str) -> Step:
    """Return the question which copy is meant.

    Raises:
        BadInput: there is none to choose from.
    """
    from fsworkbook.cli.talk.asksteps import one  # noqa: PLC0415 - only to ask

    newest = reversed(_fitting(copies(sitting.ledger()), step))
    likely = sorted(newest, key=lambda copy: (copy.state != RELEASED, copy.state == WAITING))
    found = {copy.id: f"{named(sitting, copy)}{' · not let go' if copy.state == WAITING else ''}" for copy in likely}
    if not found:
        raise BadInput(_NONE[step])
    return one(step, "Which copy?", found)


def _fitting(made: tuple[Copy, ...], step: str) -> list[Copy]:
    if step == "releases":
        return [copy for copy in made if copy.state == WAITING]
    return [copy for copy in made if (copy.out if step == "returns" else copy.state not in {WITHDRAWN, OVERTAKEN})]


_NONE = {
    "releases": "no copy waits to be let go.",
    "gives": "no copy was made yet. “fsworkbook report --for WHO” makes one.",
    "returns": "no copy is out.",
}


def _chosen(sitting: Sitting) -> str:
    """Return the copy that somebody chooses; where nobody can be asked, the only one that waits.

    Raises:
        BadInput: none waits, or several do and nobody can be asked.
    """
    waiting = _fitting(copies(sitting.ledger()), "releases")
    if not waiting:
        raise BadInput(_NONE["releases"])
    if not sitting.desk.can_ask:
        if len(waiting) == 1:
            return waiting[0].id
        listed = "; ".join(f"{tail(copy.id)}: {named(sitting, copy)}" for copy in waiting)
        raise BadInput(f"which copy? {listed}.")
    from fsworkbook.cli.talk.asking import Asker  # noqa: PLC0415 - only to ask

    asker = Asker.at(sitting.desk)
    chosen = asker.one("Which copy do you let go?", {copy.id: named(sitting, copy) for copy in waiting})
    return chosen or ""
