"""`threshold`: ask for a child's threshold to be looked at before the next supervision, and answer it (B.22, B.59)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fsworkbook.cli.frame.calling import Call, either
from fsworkbook.cli.frame.options import Child, On
from fsworkbook.cli.frame.spelling import Option

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fsworkbook.cli.frame.output import Line
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Table, Talk
    from fsworkbook.cli.talk.conversation import Step
    from fsworkbook.workbook.record import Record
    from fsworkbook.workbook.thresholds import Review

Answer = Annotated[str | None, Option("--answer", metavar="ID", help="The request that you answer.")]
List = Annotated[bool, Option("--list", help="Show every request and its answer, instead of recording.")]


@either
def command(call: Call, child: Child = None, answer: Answer = None, listing: List = False, on: On = None) -> None:
    """Ask the manager to look at a child's threshold before the next supervision; --answer says what came of it."""
    if listing or call.json or call.at:
        _show(call.sit(), child, call.until(), json=call.json)
        return
    from fsworkbook.cli.frame.finding import meant  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.frame.taking import take  # noqa: PLC0415 - likewise

    found = meant(call, answer) if answer else None
    options = {"child": child, "answers": found, "on": call.day(on)}
    take(call, "threshold", options, _answering if answer else _asking, after=_after)


def _asking(sitting: Sitting) -> Talk:
    from fsworkbook.cli.frame.taking import Talk  # noqa: PLC0415 - only to ask
    from fsworkbook.cli.talk.asksteps import long, one  # noqa: PLC0415 - likewise
    from fsworkbook.cli.work.statuspage import standing_lines  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.forms.form import allow  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.forms.threshold import ACTION  # noqa: PLC0415 - likewise

    allow(ACTION, sitting.bearings(), proposing=True)
    children = {child.key: child.name for child in sitting.family.children}
    steps = [
        one("child", "For which child?", children, title="Child"),
        one("propose", "What do you propose?", _changes(sitting), title="Proposed"),
        long("reason", "Why before the next supervision?", needed=True, title="Why"),
    ]
    return Talk(
        f"{sitting.family.surname} · another look at a threshold",
        "threshold",
        "fsworkbook threshold",
        lambda _table: steps,
        before=standing_lines(sitting, sitting.ledger(), sitting.desk.today()),
        opening=("The manager answers, and a conference, review or court decides.",),
    )


def _answering(sitting: Sitting) -> Talk:
    from fsworkbook.cli.frame.taking import Talk  # noqa: PLC0415 - only to ask
    from fsworkbook.cli.talk.asksteps import long, one  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.forms.form import allow  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.forms.threshold import ACTION  # noqa: PLC0415 - likewise

    allow(ACTION, sitting.bearings())

    def steps(table: Table) -> Sequence[Step]:
        asked = [item for item in _reviews(sitting) if item.asked.id == table.get("answers")]
        proposed = asked[0].asked.word("propose") if asked else None
        choices = {key: item.name for key, item in sitting.practice.thresholds.items()}
        return [
            one("recommend", "What do you recommend?", choices, default=proposed, title="Recommended"),
            long("reason", "Why?", needed=True, title="Why", more="No change takes a reason too (B.20)."),
        ]

    return Talk(
        f"{sitting.family.surname} · the answer about a threshold",
        "threshold-answer",
        "fsworkbook threshold",
        steps,
        before=[line for item in _reviews(sitting) if item.answer is None for line in _lines(item, sitting)],
        opening=("It is a recommendation: only a conference, a review or a court changes a status.",),
    )


def _changes(sitting: Sitting) -> dict[str, str]:
    return {key: item.name for key, item in sitting.practice.thresholds.items() if item.steps}


def _reviews(sitting: Sitting, at: date | None = None) -> tuple[Review, ...]:
    from fsworkbook.workbook.thresholds import reviews  # noqa: PLC0415 - not for --help

    return reviews(sitting.ledger(at))


def _lines(review: Review, sitting: Sitting) -> list[Line]:
    from fsworkbook.cli.work.reviewlines import review_lines  # noqa: PLC0415 - not for --help

    return review_lines(review, sitting)


def _after(sitting: Sitting, records: tuple[Record, ...]) -> None:
    """Say what was recorded, and who is asked, or what the recommendation waits for."""
    from fsworkbook.cli.frame.naming import tail  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.frame.output import tell, wrap  # noqa: PLC0415 - likewise
    from fsworkbook.cli.frame.taking import confirm  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.forms.threshold import ACTION  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.thresholds import waiting, waiting_words  # noqa: PLC0415 - likewise

    confirm(sitting, records)
    record, width = records[0], sitting.desk.width
    if not record.word("answers"):
        roles = " or ".join(role.name.lower() for role in sitting.practice.who_may(ACTION))
        said = f"It waits for the {roles}: fsworkbook threshold --answer {tail(record.id)}"
        tell(sitting.desk, *wrap(said, width))
        return
    for one in waiting(sitting.family, sitting.ledger(), sitting.practice):
        if one.said.record.id == record.id:
            tell(sitting.desk, *wrap(waiting_words(one, sitting.family, sitting.practice), width))


def _show(sitting: Sitting, typed: str | None, at: date | None, *, json: bool) -> None:
    from fsworkbook.cli.frame.assessments import child_in  # noqa: PLC0415 - not for recording
    from fsworkbook.cli.frame.output import Piece, emit_json, say  # noqa: PLC0415 - likewise
    from fsworkbook.cli.work.reviewlines import review_data, review_lines  # noqa: PLC0415 - likewise

    child = child_in(sitting, typed)
    found = [review for review in _reviews(sitting, at) if child in {"", review.child}]
    if json:
        data = [review_data(review) for review in found]
        emit_json(sitting.desk, "thresholds", sitting.family.name, at, data)
        return
    say(sitting.desk, Piece(f"{sitting.family.surname} · thresholds between supervisions", "strong"), "")
    shown = sorted(found, key=lambda review: (review.answer is not None, -review.asked.on.toordinal()))
    lines = [line for review in shown for line in review_lines(review, sitting)]
    say(sitting.desk, *(lines or ["  nobody has asked"]))
    say(sitting.desk, "", "fsworkbook threshold               asks for another look")
    say(sitting.desk, "fsworkbook threshold --answer ID   answers")
