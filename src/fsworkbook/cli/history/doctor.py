"""`fsworkbook doctor`: is this machine sound, and this folder; and, where it is wished, the mend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fsworkbook.cli.frame.calling import Call, calling
from fsworkbook.cli.frame.spelling import Option

if TYPE_CHECKING:
    from fsworkbook.cli.frame.desk import Desk
    from fsworkbook.cli.history.doctormends import Mended
    from fsworkbook.cli.history.doctorrounds import Round
    from fsworkbook.store.soundness.finding import Finding

    Rounds = list[tuple[Round, list[Finding]]]


@calling("json", "family", "caseload", "no_input")
def command(
    call: Call,
    mend: Annotated[bool, Option("--mend", help="Put right what can be, asking before each.")] = False,
    every: Annotated[bool, Option("--all", help="Look at every family of the caseload.")] = False,
    full: Annotated[bool, Option("--full", help="Read every part of the history, too; that takes a while.")] = False,
) -> int:
    """Look whether this machine and the family's folder are sound, and say in plain words what to do.

    Nothing is changed without --mend; with --no-input, it does only what needs nobody's word. What a mend replaces
    is kept aside. Ends with 1 where there is something to look at.
    """
    from fsworkbook.cli.frame.output import Piece, say  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.history import doctormachine, doctormends, doctorpage, doctorrounds  # noqa: PLC0415 - likewise

    desk = call.desk.unasked() if call.json else call.desk
    found: Rounds = []
    for one in doctorrounds.rounds(call, every=every, full=full):
        found.append((one, one.inspect()))
        if not call.json:
            doctorpage.show_round(desk, *found[-1], brief=every)
        if every and one.path is None and not call.json:
            say(desk, "", Piece("Your families", "strong"))
    done: list[Mended] = []
    if mend:
        found, done = doctormends.mend(desk, found, doctormends.asking(desk), quiet=call.json)
    everything = [item for _, items in found for item in items]
    if call.json:
        _emit(desk, found, done)
    else:
        places = [one.path / ".git" / "fsworkbook" / "aside" for one, _ in found if one.path is not None and done]
        kept = [doctormachine.short(desk, place) for place in places if place.is_dir()]
        doctorpage.show_end(desk, everything, mended=mend, kept=kept)
    return int(any(item.mark != "sound" for item in everything))


def _emit(desk: Desk, found: Rounds, done: list[Mended]) -> None:
    from fsworkbook.cli.frame.output import emit_json  # noqa: PLC0415 - only with --json
    from fsworkbook.cli.history.doctorpage import told  # noqa: PLC0415 - likewise

    (_, machine), *families = found
    data = {
        "sound": all(item.mark == "sound" for _, items in found for item in items),
        "machine": told(machine),
        "families": [{"name": one.title, "path": str(one.path), "checks": told(items)} for one, items in families],
        "mended": [{"where": item.round, "check": item.check, "done": item.done} for item in done],
    }
    emit_json(desk, "doctor", families[0][0].title if len(families) == 1 else None, None, data)
