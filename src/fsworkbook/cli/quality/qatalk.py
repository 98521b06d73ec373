"""The conversation that rates the items of the quality checklist, with what was gathered beside each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.frame.output import Piece, wrap
from fsworkbook.cli.frame.taking import Talk
from fsworkbook.cli.quality.qalines import gathered_lines
from fsworkbook.cli.talk.conversation import Step
from fsworkbook.errors import BadInput
from fsworkbook.report.quality.filling import fill
from fsworkbook.report.qualitypaper import NOT_APPLYING, called
from fsworkbook.workbook.checklists import rated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Table
    from fsworkbook.cli.talk.asking import Asker
    from fsworkbook.report.assessment import Assembly
    from fsworkbook.report.quality.gathered import Answer

_SKIP: Final = "skip"
_APART: Final = "apart"
_ENOUGH: Final = "enough"
_OPEN: Final = {_SKIP, _ENOUGH}


def talk(sitting: Sitting, made: Assembly, wanted: Sequence[str]) -> Talk:
    """Return the conversation about some items, or about those that nobody has rated.

    Raises:
        BadInput: there is no such item.
    """
    key = made.scope.assessment.key
    names = {name.upper() for name in wanted}
    answers = fill(made)
    if names - {answer.item.id for answer in answers}:
        raise BadInput("Name items as H01, H02 and so on, as “fsworkbook qa” lists them.")
    said = rated(made.scope.assessment, made.scope.ledger, made.scope.day)
    chosen = [one for one in answers if (one.item.id in names if names else one.item.id not in said.ratings)]
    if not chosen:
        raise BadInput(f"Every item of {key} is rated. Name those that you want to rate again: fsworkbook qa rate H07")
    return Talk(
        f"{sitting.family.surname} · quality checklist, {key}",
        f"qa-{key.lower()}",
        f"fsworkbook qa rate --assessment {key}",
        lambda table: _steps(sitting, chosen, table),
        finish=lambda table: _finished(table, key),
    )


def _steps(sitting: Sitting, answers: Sequence[Answer], table: Mapping[str, Any]) -> list[Step]:
    """Return a question for each item, as far as somebody wished to go: nobody rates fifty in one sitting."""
    said = table.get("rated") or {}
    stops = [at for at, answer in enumerate(answers, start=1) if said.get(answer.item.id, {}).get("rating") == _ENOUGH]
    asked = answers[: stops[0]] if stops else answers
    return [_step(sitting, answer, f"{at} of {len(answers)}") for at, answer in enumerate(asked, start=1)]


def _step(sitting: Sitting, answer: Answer, place: str) -> Step:
    checklist, item = sitting.practice.checklist, answer.item
    choices = {one.id: one.name for one in checklist.ratings.values()}
    choices |= {_APART: f"It {NOT_APPLYING}", _SKIP: "Leave this one for now"}
    choices |= {_ENOUGH: "Enough for now: save what I rated"}

    def ask(asker: Asker, _table: object) -> dict[str, str]:
        width = sitting.desk.width
        heading = wrap(f"{item.text}  ({place})", width, "     ", first=f"{item.id}  ")
        asker.show("", *(Piece(line, "strong") for line in heading), *gathered_lines(answer, width))
        proposal = answer.proposal or (_APART if answer.gathered.apart else None)
        rating = asker.one("How is it met?", choices, default=proposal) or _SKIP
        if rating in _OPEN:
            return {"rating": rating}
        why = rating == _APART
        remark = asker.text("Why not?" if why else "Anything to remark?", needed=why)
        return {"rating": rating, **({"remark": remark} if remark else {})}

    def read(said: Mapping[str, str]) -> str:
        rating = {_APART: NOT_APPLYING, _SKIP: "left for now", _ENOUGH: "this and the rest left for now"}.get(
            said["rating"]
        ) or called(said["rating"], checklist)
        return f"{rating}: {said['remark']}" if said.get("remark") else rating

    return Step(("rated", item.id), ask, item.id, reads=read)


def _finished(table: Mapping[str, Any], assessment: str) -> Table:
    said = {item: row for item, row in (table.get("rated") or {}).items() if row.get("rating") not in _OPEN}
    made: Table = {
        "assessment": assessment,
        "items": {item: row["rating"] for item, row in said.items() if row["rating"] != _APART},
        "not_applicable": {item: row["remark"] for item, row in said.items() if row["rating"] == _APART},
        "notes": {item: row["remark"] for item, row in said.items() if row["rating"] != _APART and row.get("remark")},
    }
    return {name: value for name, value in made.items() if value}
