"""A request for an adult practitioner, and its answer by whoever decides (N.20–N.23, B.52, B.53, X4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.workbook.apart import refuse_together
from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Draft, Filled, Form, allow, plain
from fsworkbook.workbook.forms.key import Key
from fsworkbook.workbook.ledger import ledger

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fsworkbook.workbook.forms.bearings import Bearings

_ASKING: Final = ("specialists", "person", "summary", "purpose", "timescale")


def _faults(filled: Filled) -> Iterable[str]:
    if "answers" not in filled:
        yield from (f"{name} is missing." for name in _ASKING if name not in filled)
        yield from (f"{name} belongs to an answer." for name in ("agreed", "refused", "decided_by") if name in filled)
        return
    record = filled.bearings.find(filled["answers"])
    if record is None or record.kind != "request" or record.word("answers"):
        yield "answers takes the id of the request."
    elif "corrects" not in filled and _answered(filled["answers"], filled.bearings) and not _went_on(filled):
        yield "answers names a request that has its answer. Put that right with “fsworkbook correct”."
    if not _went_on(filled):
        if ("agreed" in filled) == ("refused" in filled):
            yield "agreed or refused is missing: the day on which it was one of the two."
        if "decided_by" not in filled:
            yield "decided_by is missing: the line manager who decided."
    if "refused" in filled and "reason" not in filled:
        yield "reason is missing: say why it was refused."


def _went_on(filled: Filled) -> bool:
    return "started" in filled or "ended" in filled


def _answered(request: str, bearings: Bearings) -> bool:
    return any(
        record.word("answers") == request and ("agreed" in record.head or "refused" in record.head)
        for record in ledger(bearings.records()).of("request")
    )


def _draft(filled: Filled) -> Draft:
    """Refuse a request by who may not make it, and one for people together whom a live order keeps apart (F.51)."""
    bearings = filled.bearings
    allow("request-specialist", bearings, proposing=True)
    if "person" in filled:
        together = [filled["person"], *filled.get("about", ()), *filled.get("present", ())]
        refuse_together(together, bearings.family, bearings.practice, bearings.today, what="one piece of work")
    return plain(filled)


FORM: Final = Form(
    kind="request",
    command="request",
    keys=(
        Key(
            "specialists",
            "roles of the practice model",
            keys.choices(lambda bearings: bearings.practice.roles),
            about="who is asked for",
        ),
        Key("person", "a person", keys.person, about="whom it is for"),
        Key("summary", "words", keys.text, about="the family's situation in short"),
        Key("purpose", "words", keys.text, about="what results are wanted"),
        Key("timescale", "words", keys.text, about="how long it should take"),
        Key("help", "a list of words", keys.words, about="kinds of help (N.23)"),
        Key("answers", "the id of a request", keys.record_id, about="the request that this answers"),
        Key("agreed", "a date", keys.past_day, about="the day on which the line manager agreed"),
        Key("refused", "a date", keys.past_day, about="the day on which it was refused"),
        Key("decided_by", "words", keys.text, about="who decided: the practitioner's own line manager (B.53)"),
        Key("reason", "words", keys.text, about="why it was refused, or what is offered instead"),
        Key("started", "a date", keys.past_day, about="the day on which the work began"),
        Key("until", "a date", keys.day, about="the day until which it was agreed (C.28)"),
        Key("ended", "a date", keys.past_day, about="the day on which the work ended"),
        Key("outcome", "words", keys.text, about="what came of it"),
    ),
    faults=_faults,
    draft=_draft,
)
