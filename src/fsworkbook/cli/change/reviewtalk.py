"""The conversation of a review, an observation or rulers: the parts of one form of the practice model (I.04-I.22)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fsworkbook.cli.change.asking import child_step, names_in, parent_step
from fsworkbook.cli.frame.naming import joined
from fsworkbook.cli.frame.output import Piece, tell, wrap
from fsworkbook.cli.frame.taking import Talk, about_whom, answers, by_key, confirm, converse, save
from fsworkbook.errors import BadInput
from fsworkbook.practice.directwork import CHILD, CHOICE, DAY, FLAG, MARK, PAIR, PARENT
from fsworkbook.workbook.forms.review import REVIEW, UNSEEN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fsworkbook.cli.frame.calling import Call
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.talk.answers import Table
    from fsworkbook.cli.talk.asking import Asker
    from fsworkbook.cli.talk.conversation import Step
    from fsworkbook.practice.directwork import Part, Review
    from fsworkbook.workbook.record import Record

_ANSWERS: Final = "answers"


class Asked(NamedTuple):
    """What was typed: the command's first word, the kind of review, the parent, the child, the day."""

    word: str
    kind: str | None
    parent: str | None
    child: str | None
    on: date | None


def run(call: Call, asked: Asked, *, listing: bool) -> None:
    """Record a review, or show those that were recorded.

    Raises:
        BadInput: there is no such kind of review, or the answers cannot be used.
        Refused: the role may not record it.
        Interrupted: the conversation was left; what was said is kept.
    """
    if listing or call.json or call.at:
        from fsworkbook.cli.change.reviewlines import show  # noqa: PLC0415 - not for recording

        sitting = call.sit()
        form = _named(sitting, asked)
        show(sitting, call.until(), asked, form.id if form else "", json=call.json)
        return
    table = answers(call, {"parent": asked.parent, "child": asked.child, "on": asked.on})
    sitting = call.sit(recording=True, table=table)
    form = _named(sitting, asked)
    if form is not None and table.setdefault("form", form.id) != form.id:
        raise BadInput(f"form stands in {call.source} and says another than {form.command}. Leave one out.")
    if call.source is not None or not sitting.desk.can_ask:
        save(sitting, REVIEW, table, after=_after)
        return
    form = form or _choose(sitting, asked.word)
    begin = by_key(sitting, {**table, "form": form.id})
    converse(sitting, REVIEW, about_whom(sitting, _talk(sitting, form, begin), begin), begin, after=_after)


def forms_of(sitting: Sitting, word: str) -> dict[str, Review]:
    """Return the forms that a command's first word records."""
    reviews = sitting.practice.direct_work.reviews
    return {key: form for key, form in reviews.items() if form.command.partition(" ")[0] == word}


def _named(sitting: Sitting, asked: Asked) -> Review | None:
    """Return the form that was named; the only one of a command; None where there are several and none is named.

    Raises:
        BadInput: there is no such form.
    """
    known = forms_of(sitting, asked.word)
    if asked.kind is None:
        return next(iter(known.values())) if len(known) == 1 else None
    wanted = asked.kind.casefold()
    for form in known.values():
        if wanted in {form.id, form.word, form.name.casefold()}:
            return form
    listed = ", ".join(form.word for form in known.values())
    raise BadInput(f"there is no “{asked.word} {asked.kind}”. There is {listed}.")


def _choose(sitting: Sitting, word: str) -> Review:
    from fsworkbook.cli.talk.asking import Asker  # noqa: PLC0415 - only to ask

    known = forms_of(sitting, word)
    return known[Asker.at(sitting.desk).one("Which?", {key: form.name for key, form in known.items()}) or ""]


def _talk(sitting: Sitting, form: Review, begin: Mapping[str, Any]) -> Talk:
    from fsworkbook.cli.talk.asksteps import day  # noqa: PLC0415 - only to ask

    def steps(table: Table) -> Sequence[Step]:
        first: list[Step] = []
        if form.whose in {PARENT, PAIR}:
            first.append(parent_step(sitting))
        if form.whose in {PAIR, CHILD}:
            first.append(child_step(sitting))
        first.append(day("on", "When was it?"))
        return [*first, *(_part_step(sitting, part, table) for part in form.parts)]

    opening: list[str | Piece] = [Piece(line, "quiet") for line in wrap(form.about, sitting.desk.width, "  ")]
    opening += _consent_lines(sitting, form, begin)
    return Talk(
        f"{sitting.family.surname} · {form.name[:1].lower()}{form.name[1:]}",
        f"review-{form.id}",
        f"fsworkbook {form.command}",
        steps,
        opening=opening,
        finish=_told,
    )


def _told(table: Table) -> Table:
    """Return the table without what was left open."""
    said = {name: value for name, value in table.get(_ANSWERS, {}).items() if value is not None}
    return {**table, _ANSWERS: said} if said else {name: table[name] for name in table if name != _ANSWERS}


def _part_step(sitting: Sitting, part: Part, table: Table) -> Step:
    from fsworkbook.cli.talk.conversation import Step  # noqa: PLC0415 - only to ask

    child = table.get("child")
    label = part.name.replace("{child}", sitting.family.first_name(child) if child else "the child")

    def ask(asker: Asker, _table: Table) -> Any:  # noqa: ANN401 - words, a number, an id, a day, or yes and no
        return _asked(sitting, asker, part, label)

    def reads(value: Any) -> str:  # noqa: ANN401 - likewise
        return _read(sitting, part, value)

    return Step((_ANSWERS, part.id), ask, label.rstrip("?"), reads=reads)


def _asked(sitting: Sitting, asker: Asker, part: Part, label: str) -> Any:  # noqa: ANN401 - as the part takes it
    if part.takes == MARK:
        return _mark(asker, part, label)
    if part.takes == CHOICE:
        return asker.one(label, names_in(sitting.practice.direct_work.listed(part.among)), needed=part.needed)
    if part.takes == DAY:
        return asker.day(label, needed=part.needed, default="today" if part.needed else "", more=part.more)
    if part.takes == FLAG:
        return asker.yes(label, more=part.more)
    title = f"{label} (↵ alone: {UNSEEN})" if part.unseen else label
    said = asker.long(title, needed=part.needed, more=part.more, may_not_apply=False)
    return said if isinstance(said, str) else UNSEEN if part.unseen else None


def _mark(asker: Asker, part: Part, label: str) -> dict[str, Any] | int | None:
    """Ask for a number, then for the words that go with it."""
    standing = asker.current
    asker.current = standing.get("mark") if isinstance(standing, dict) else standing
    mark = asker.number(f"{label} ({part.low} to {part.high})", part.low, part.high, needed=part.needed, more=part.more)
    if mark is None:
        return None
    asker.current = standing.get("words") if isinstance(standing, dict) else None
    words = asker.text("Why not lower?", more=part.more)
    return {"mark": mark, "words": words} if words else mark


def _read(sitting: Sitting, part: Part, value: Any) -> str:  # noqa: ANN401 - as the part takes it
    if part.takes == CHOICE:
        known = sitting.practice.direct_work.listed(part.among)
        return known[value].name if value in known else str(value)
    if isinstance(value, dict):
        return f"{value['mark']}: {value.get('words', '')}".rstrip(": ")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        from fsworkbook.workbook.clock import spoken  # noqa: PLC0415 - beside its only use

        return spoken(value)
    return str(value)


def _consent_lines(sitting: Sitting, form: Review, begin: Mapping[str, Any]) -> list[str | Piece]:
    """Return whose consent is not on record to what the form rests on, of those whom the options named (F.07)."""
    people = [begin[name] for name in ("parent", "child") if name in begin]
    lacking = lacking_consent(sitting, form, people or [person.key for person in sitting.family.parents])
    return [Piece(line, "strong") for line in wrap(_lacks(sitting, form, lacking), sitting.desk.width, "  ")]


def lacking_consent(sitting: Sitting, form: Review, people: Sequence[str]) -> list[str]:
    """Return the people whose consent to what a form rests on is not on record today."""
    from fsworkbook.workbook.consents import agreements, allowing  # noqa: PLC0415 - only where one is needed

    if not form.consent:
        return []
    found = agreements(sitting.ledger(), sitting.practice, sitting.desk.today())
    return [key for key in people if allowing(found, key, form.consent, sitting.practice) is None]


def _lacks(sitting: Sitting, form: Review, lacking: Sequence[str]) -> str:
    if not lacking:
        return ""
    matter = sitting.practice.consent_matters[form.consent].name
    names = joined(sitting.family.first_name(key) for key in lacking)
    what = f"{matter[:1].lower()}{matter[1:]}"
    return (
        f"Please look: no consent of {names} is on record to this: {what}. Ask first, and record it: "
        f"fsworkbook consent --person {lacking[0]}"
    )


def _after(sitting: Sitting, records: tuple[Record, ...]) -> None:
    confirm(sitting, records)
    form = sitting.practice.direct_work.reviews[records[0].word("form")]
    lacking = lacking_consent(sitting, form, [*records[0].about, *records[0].children])
    if lacking:
        tell(sitting.desk, *wrap(_lacks(sitting, form, lacking), sitting.desk.width))
    if form.series:
        tell(sitting.desk, f"Side by side with those before: fsworkbook {form.command} --list")
