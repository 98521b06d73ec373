"""The assessments on the screen, and what the team manager looks at once a joint one was split (F.52)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fsworkbook.cli.frame.assessments import whose
from fsworkbook.cli.frame.naming import called, capital, joined, tail
from fsworkbook.cli.frame.output import Piece, columns, emit_json, say, wrap
from fsworkbook.errors import BadInput
from fsworkbook.workbook.clock import brief, day_of
from fsworkbook.workbook.joint import Look, followers, going_on, parted, to_look_at

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fsworkbook.cli.frame.output import Line
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.family import Assessment


def show(sitting: Sitting, at: date | None, key: str | None, *, json: bool) -> None:
    """Print what the manager looks at in the joint assessments that were split; or would, if one were split now.

    Raises:
        BadInput: no joint assessment has that key.
    """
    family = sitting.family
    joint = [*parted(family), *going_on(family)]
    if key is not None:
        joint = [one for one in joint if one.key.casefold() == key.strip().casefold()]
        if not joint:
            raise BadInput("no joint assessment has that key. See them with “fsworkbook assessment”.")
    ledger = sitting.ledger(at)
    looks = [(one, to_look_at(one, family, ledger, sitting.practice)) for one in joint]
    if json:
        data = [
            {
                **_plain(sitting, one),
                "look": [{"id": look.record.id, "on": look.record.on, "why": list(look.why)} for look in found],
            }
            for one, found in looks
        ]
        emit_json(sitting.desk, "split", family.name, at, data)
        return
    if not looks:
        say(sitting.desk, "There is no joint assessment, and none was split.")
    for one, found in looks:
        say(sitting.desk, *_page(sitting, one, found), "")


def _page(sitting: Sitting, one: Assessment, found: Sequence[Look]) -> list[Line]:
    title = f"{sitting.family.surname} · joint assessment of {whose(sitting, one)} ({one.key})"
    lines: list[Line] = [Piece(title, "strong"), *(Piece(text, "quiet") for text in _came(sitting, one))]
    if not found:
        return [*lines, "", "  Nothing in it wants a look."]
    lines += ["", "For the team manager to look at, and to restrict where it must not reach the other:"]
    rows = []
    for look in found:
        what, why = capital(called(look.record, sitting.family, sitting.practice)), "; ".join(look.why)
        rows.append([tail(look.record.id), brief(look.record.on), f"{what}: {why}"])
    return [*lines, *columns(rows, width=sitting.desk.width)]


def show_assessments(sitting: Sitting, at: date | None, *, json: bool) -> None:
    """Print every assessment there is or was."""
    known = list(sitting.family.assessments.values())
    if json:
        emit_json(sitting.desk, "assessments", sitting.family.name, at, [_plain(sitting, one) for one in known])
        return
    if not known:
        say(sitting.desk, "There is no assessment yet.", "", "fsworkbook assessment add   opens one")
        return
    say(sitting.desk, Piece(f"{sitting.family.surname} · assessments", "strong"))
    for one in known:
        children = joined(sitting.family.first_name(key) for key in one.children)
        say(sitting.desk, "", f"  {one.key}  {whose(sitting, one)}, for {children}")
        for text in _came(sitting, one):
            say(sitting.desk, *(Piece(line, "quiet") for line in wrap(text, sitting.desk.width, "        ")))
    ways = ["fsworkbook assessment add   opens another"]
    if going_on(sitting.family):
        ways.append("fsworkbook split            makes one for each of a joint one")
    say(sitting.desk, "", *ways)


def _came(sitting: Sitting, one: Assessment) -> list[str]:
    """Return how an assessment came about and how far it is, in sentences."""
    told = [f"Since {brief(one.started)}." if one.started else "No beginning is recorded."]
    if one.follows:
        told.append(f"It follows the joint one, {one.follows}.")
    if one.split is not None:
        after = joined(item.key for item in followers(one, sitting.family))
        told.append(f"Split on {brief(day_of(one.split))} into {after}: nothing new goes into it.")
    elif one.concluded:
        told.append(f"Concluded on {brief(one.concluded)}.")
    elif len(one.parents) > 1:
        decision = one.more.get("joint", {})
        why = decision.get("reason", "") if isinstance(decision, dict) else ""
        told.append(f"Joint. {why}".strip() if why else "Joint; nobody wrote down why.")
    return [" ".join(told)]


def _plain(sitting: Sitting, one: Assessment) -> dict[str, Any]:
    return {
        "key": one.key,
        "parents": one.parents,
        "children": one.children,
        "started": one.started,
        "concluded": one.concluded,
        "prebirth": one.prebirth,
        "split": one.split,
        "follows": one.follows or None,
        "followed_by": [item.key for item in followers(one, sitting.family)],
    }
