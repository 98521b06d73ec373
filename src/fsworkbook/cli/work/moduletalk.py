"""The conversation of a module: what came up today, one question at a time, and what it means for the child."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.disclosing.replylines import replies_for
from fsworkbook.cli.frame.assessments import child_in, fitting, parent_in, whose
from fsworkbook.cli.frame.naming import joined
from fsworkbook.cli.frame.output import Line, Piece, width_of, wrap
from fsworkbook.cli.frame.taking import Talk
from fsworkbook.cli.talk.asksteps import added, day, long, names_of, people, somebody, still_declined, text
from fsworkbook.cli.talk.conversation import Step
from fsworkbook.cli.talk.ways import Choice
from fsworkbook.cli.work.consentlook import look
from fsworkbook.cli.work.moduleaside import beside
from fsworkbook.cli.work.progress import cut, shortly
from fsworkbook.cli.work.reading import answers_to, entries_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Table
    from fsworkbook.cli.talk.asking import Asker
    from fsworkbook.practice.model import Question
    from fsworkbook.workbook.family import Assessment
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

CAME_UP: Final = "came_up"
EFFECT: Final = "Effect on the child"
EACH: Final = "child_by_child"
ADDED: Final = "added"
_PRIVATE: Final = (CAME_UP, EACH, ADDED)
_ACCOUNT: Final = "account"
_CHILD: Final = "child"
_REMARKS: Final = {"strength": "it shows a strength", "worry": "it shows a worry"}
_MORE: Final = {
    **_REMARKS,
    "seen_alone": "a child was seen alone",
    "tool": "a tool that was used",
    "outcomes": "an outcome of the module that moved",
    "views": "whose views are in it",
    "event": "a chronology event: what happened, and its effect on the child",
    "withhold_from": "somebody must never have this record",
}


def talk(sitting: Sitting, number: int, options: Mapping[str, Any]) -> tuple[Table, Talk]:
    """Return what the conversation begins with, and the conversation.

    Raises:
        BadInput: there is no such module, or nobody fits what was typed.
    """
    sitting.practice.module(number)
    begin = _whom(sitting, number, options)
    assessment = sitting.family.assessments[begin["assessment"]]
    child = begin.get(_CHILD, "")
    ledger = sitting.ledger()
    before = entries_of(sitting, ledger, number, assessment, child)
    child_option = f" --child {child}" if child else ""
    command = f"fsworkbook module {number} --parent {assessment.parents[0]}{child_option}"
    return begin, Talk(
        _title(sitting, number, assessment, child),
        f"module-{number}-{assessment.key.lower()}{'-' + child if child else ''}",
        command,
        lambda table: entry_steps(sitting, number, table, (), table, before=before),
        opening=[
            *_opening(sitting, number, before),
            *replies_for(sitting, ledger, number, assessment),
            *look(sitting, ledger, [child] if child else assessment.parents),
        ],
        finish=_answered,
    )


def _whom(sitting: Sitting, number: int, options: Mapping[str, Any]) -> Table:
    """Return whose module it is: from the options, from what is the only possibility, or by asking."""
    from fsworkbook.cli.talk.asking import Asker  # noqa: PLC0415 - only to ask
    from fsworkbook.errors import BadInput  # noqa: PLC0415 - beside its only use

    asker = Asker.at(sitting.desk)
    found = fitting(sitting, options)
    live = [item for item in found if not item.concluded or item.concluded >= sitting.desk.today()]
    if not live:
        raise BadInput(f"The assessment {found[0].key} is concluded. Read it with --read; a note can still be added.")
    chosen = live[0].key
    if len(live) > 1:
        titles = {item.key: f"{whose(sitting, item)} ({item.key})" for item in live}
        chosen = asker.one("Whose assessment?", titles) or chosen
    begin: Table = {"assessment": chosen}
    assessment = sitting.family.assessments[chosen]
    if sitting.practice.module(number).per == _CHILD:
        begin[_CHILD] = child_in(sitting, options.get("child")) or _which_child(sitting, asker, assessment)
    elif options.get("parent") and len(assessment.parents) > 1:
        begin["parent"] = parent_in(sitting, options.get("parent"))
    return begin


def _which_child(sitting: Sitting, asker: Asker, assessment: Assessment) -> str:
    if len(assessment.children) == 1:
        return assessment.children[0]
    names = {key: sitting.family.called(key) for key in assessment.children}
    return asker.one("With which child?", names) or assessment.children[0]


def _title(sitting: Sitting, number: int, assessment: Assessment, child: str) -> str:
    family = sitting.family
    who = family.called(child) if child else " and ".join(family.called(key) for key in assessment.parents)
    return f"{family.surname} · module {number} with {who}"


def _opening(sitting: Sitting, number: int, before: Sequence[Record]) -> list[str | Piece]:
    """Return what the module is for, and what was said in it the last time."""
    module, width = sitting.practice.module(number), sitting.desk.width
    lines: list[str | Piece] = [*wrap(module.purpose, width, "         ", first="Purpose  ")]
    for place, aim in enumerate(module.aims):
        lines.append(f"{'Aims     ' if not place else '         '}{cut(aim.text, width - 9)}")
    said = _last_words(before)
    if said:
        record, words = said
        day_said = shortly(record.on, sitting.desk.today())
        lead = f"Last time ({day_said}, {sitting.family.first_name(record.by)}): "
        lines += ["", *wrap(f"{lead}“{cut(words, 2 * width - width_of(lead) - 12)}”", width)]
    beside = [form for form in sitting.practice.direct_work.reviews.values() if module.id in form.beside]
    lines += [f"Beside it  {form.name}: fsworkbook {form.command}" for form in beside]
    return lines


def _last_words(before: Sequence[Record]) -> tuple[Record, str] | None:
    for record in reversed(before):
        words = next((" ".join(part.text.split()) for part in record.sections if part.text.strip()), "")
        if words:
            return record, words
    return None


def entry_steps(
    sitting: Sitting,
    number: int,
    entry: Mapping[str, Any],
    root: tuple[str, ...],
    table: Mapping[str, Any],
    *,
    before: Sequence[Record] | None = None,
) -> list[Step]:
    """Return the questions of a module entry.

    Args:
        sitting: the family, and who records.
        number: the module's.
        entry: what the entry holds so far.
        root: where the entry stands in the table: nowhere deeper for `module`, under `entry` for a visit.
        table: the whole table.
        before: the entries that were made before; None where whose module it is must be asked as well.
    """
    asked = _day_and_place(sitting, entry) if not root else _whose_entry(sitting, number, entry, root)
    if root and not _settled(sitting, number, entry):
        return asked
    if before is None:
        before = _before(sitting, number, entry)
    asked.append(_came_up(sitting, number, root, before, entry))
    picked = [name for name in entry.get(CAME_UP) or [] if name != _ACCOUNT]
    if not picked:
        return asked
    if _ACCOUNT in (entry.get(CAME_UP) or []):
        shorts = ", ".join(sitting.practice.questions[name].short for name in picked)
        asked.append(
            long(
                (*root, "text"),
                f"What came up, on {shorts}?",
                needed=True,
                more="One account of it all.",
                title="Account",
            )
        )
    else:
        for place, name in enumerate(picked, start=1):
            asked += _answer(sitting, number, name, f"{place} of {len(picked)}", entry, root, before)
    asked += [
        long((*root, "meaning"), "What does it mean?", more=_MEANING, title="What it means"),
        long((*root, "why_child"), "Why does it matter to the child?", more=_WHY, title="Why it matters"),
        _anything(number, root, sitting, table),
    ]
    return asked + _more(sitting, number, entry, root, table)


_MEANING: Final = "What you make of it, and because of what: this may mean …, because …; I am unsure whether …"
_WHY: Final = "What in it bears on the child, by name. Whoever works with an adult says it in every entry (K.R15)."


def _day_and_place(sitting: Sitting, entry: Mapping[str, Any]) -> list[Step]:
    family = sitting.family
    assessment = family.assessments[entry["assessment"]]
    ticked = [entry[_CHILD]] if _CHILD in entry else [entry["parent"]] if "parent" in entry else assessment.parents
    there = [person for person in family.people.values() if not person.is_unborn]
    first = [*assessment.parents, *assessment.children]
    there.sort(key=lambda person: (person.key not in ticked, person.key not in first))
    team = [member for member in family.team.values() if member.key != sitting.viewer]
    return [
        day("on", "When was this?", title="When"),
        text("where", "Where?", default="home", title="Where"),
        somebody("present", "Who was there?", [*there, *team], family, ticked=ticked),
    ]


def _settled(sitting: Sitting, number: int, entry: Mapping[str, Any]) -> bool:
    """Whether it is said whose entry it is."""
    if "assessment" not in entry:
        return False
    return sitting.practice.module(number).per != _CHILD or _CHILD in entry


def _whose_entry(sitting: Sitting, number: int, entry: Mapping[str, Any], root: tuple[str, ...]) -> list[Step]:
    from fsworkbook.cli.talk.asksteps import one  # noqa: PLC0415 - only beside a visit

    family = sitting.family
    titles = {item.key: f"{whose(sitting, item)} ({item.key})" for item in family.assessments.values()}
    asked = [one((*root, "assessment"), "For whose assessment?", titles, title="Assessment")]
    assessment = family.assessments.get(entry.get("assessment", ""))
    if assessment is not None and sitting.practice.module(number).per == _CHILD:
        names = {key: family.called(key) for key in assessment.children}
        asked.append(one((*root, _CHILD), "With which child?", names, title="Child"))
    return asked


def _before(sitting: Sitting, number: int, entry: Mapping[str, Any]) -> list[Record]:
    assessment = sitting.family.assessments[entry["assessment"]]
    return entries_of(sitting, _ledger(sitting), number, assessment, entry.get(_CHILD, ""))


def _ledger(sitting: Sitting) -> Ledger:
    return sitting.ledger()


def _came_up(
    sitting: Sitting, number: int, root: tuple[str, ...], before: Sequence[Record], entry: Mapping[str, Any]
) -> Step:
    questions = sitting.practice.asked_in(number)
    width = sitting.desk.width
    choices = [Choice(item.id, _choice(sitting, item, before, width), item.text) for item in questions]
    choices.append(Choice(_ACCOUNT, "One account for all that I chose, instead of question by question"))
    shorts = {item.id: item.short for item in questions} | {_ACCOUNT: "in one account"}

    def ask(asker: Asker, _table: object) -> list[str]:
        while True:
            picked = asker.several("What came up?", choices, needed=True)
            if picked != [_ACCOUNT]:
                return picked
            asker.show("  Choose the questions that the account is about as well.")

    return Step(
        (*root, CAME_UP),
        ask,
        "Came up",
        reads=lambda keys: ", ".join(shorts.get(key, key) for key in keys),
        aside=beside(sitting, entry, [sitting.practice.module(number).id]),
    )


def _choice(sitting: Sitting, question: Question, before: Sequence[Record], width: int) -> str:
    last = next((record for record in reversed(before) if question.id in record.questions), None)
    said = f"  (asked {shortly(last.on, sitting.desk.today())})" if last else ""
    room = width - len("  › ○ ") - 6 - len(said) - 1
    return f"{question.short:<5} {cut(question.text, room)}{said}"


def _answer(
    sitting: Sitting,
    number: int,
    name: str,
    place: str,
    entry: Mapping[str, Any],
    root: tuple[str, ...],
    before: Sequence[Record],
) -> list[Step]:
    """Return the steps of one question: one answer, or one for each child where somebody wishes."""
    question = sitting.practice.questions[name]
    title = f"{question.short}  {question.text}"
    more = _hint(sitting, question, before)
    path = (*root, "answers", name)
    assessment = sitting.family.assessments[entry["assessment"]]
    children = [key for key in assessment.children if key in sitting.family.people]
    if sitting.practice.module(number).per == _CHILD or len(children) < 2 or not _each(sitting, question):  # noqa: PLR2004 - nobody to tell apart
        return [_written(path, title, place, more, beside(sitting, entry, [name]))]
    named = joined(sitting.family.first_name(key) for key in children)
    each = Step(
        (*root, EACH, name),
        lambda asker, _: _by_child(asker, title, place, named),
        f"{question.short} child by child",
    )
    if entry.get(EACH, {}).get(name) is not True:
        whole = _written(path, title, place, more, beside(sitting, entry, [name]))
        return [each] if name not in entry.get(EACH, {}) else [each, whole]
    return [
        each,
        *(
            _written(
                (*path, key),
                f"{question.short}  {sitting.family.first_name(key)}",
                place,
                more,
                beside(sitting, entry, [name], [key]),
                declines=False,
            )
            for key in children
        ),
    ]


def _by_child(asker: Asker, title: str, place: str, named: str) -> bool:
    asker.show("", *headed(title, place, asker.desk.width), f"     {named}")
    return asker.yes("Answer child by child?", default=False)


def _written(
    path: tuple[str, ...],
    title: str,
    place: str,
    more: str,
    aside: Callable[[], Sequence[Line]] | None,
    *,
    declines: bool = True,
) -> Step:
    hint = more.partition("\n")[0]

    def ask(asker: Asker, _table: object) -> Any:  # noqa: ANN401 - words, or why it does not apply
        *above, last = wrap(hint, asker.desk.width)
        asker.show("", *headed(title, place, asker.desk.width), *(Piece(line, "strong") for line in above))
        return still_declined(asker) or asker.long(last, more=more, may_not_apply=declines)

    short, _, wording = title.partition("  ")
    return Step(path, ask, f"{short}  {cut(wording, 36)}", aside=aside)


def headed(title: str, place: str, width: int) -> list[Line]:
    """Return a question with its place among the others at the right."""
    short, _, wording = title.partition("  ")
    lines = wrap(wording, width - len(place) - 2, " " * (len(short) + 2), first=f"{short}  ")
    first = lines[0] + " " * max(width - width_of(lines[0]) - len(place), 2) + place
    return [Piece(first, "strong"), *(Piece(line, "strong") for line in lines[1:])]


def _hint(sitting: Sitting, question: Question, before: Sequence[Record]) -> str:
    """Return the hint for a question of its kind, what is wanted, and what was said to it before."""
    kind = sitting.practice.kinds.get(question.kind)
    parts = [kind.hint if kind else ""]
    if question.wants:
        parts.append(question.wants)
    for record in before[-3:]:
        for _child, words, _declined in answers_to(record, question):
            when = shortly(record.on, sitting.desk.today())
            parts.append(f"{when}, {sitting.family.first_name(record.by)}: “{cut(' '.join(words.split()), 160)}”")
    return "\n".join(part for part in parts if part)


def _each(sitting: Sitting, question: Question) -> bool:
    """Whether a question feeds a part of the report that is written once for each child."""
    repeated = {section.id for section in sitting.practice.sections if section.repeat == _CHILD}
    return any(fed.partition(".")[0] in repeated for fed in question.feeds)


def _anything(number: int, root: tuple[str, ...], sitting: Sitting, table: Mapping[str, Any]) -> Step:
    left_out = {"seen_alone", "withhold_from", "event"} if root else set()
    if not sitting.practice.module(number).outcomes:
        left_out.add("outcomes")
    del table
    choices = {key: label for key, label in _MORE.items() if key not in left_out}
    return added((*root, ADDED), "Anything to add?", choices)


def _more(
    sitting: Sitting, number: int, entry: Mapping[str, Any], root: tuple[str, ...], table: Mapping[str, Any]
) -> list[Step]:
    """Return the questions for what somebody wishes to add."""
    family, chosen = sitting.family, entry.get(ADDED) or []
    del table
    asked: list[Step] = []
    if "seen_alone" in chosen:
        asked.append(
            people(
                (*root, "seen_alone"), "Which children were seen alone?", family.children, family, title="Seen alone"
            )
        )
    if "tool" in chosen:
        asked.append(text((*root, "tool"), "Which tool?", more="Three houses, a scaling question, a family tree …"))
    if "outcomes" in chosen:
        asked.append(_outcomes(sitting, number, root))
    if "views" in chosen:
        asked.append(_views(sitting, root))
    if "event" in chosen:
        asked += [
            text((*root, "event", "event"), "What kind of event, in a word or two?", title="Event"),
            long((*root, "event", "effect_on_child"), "What did it do to the child?", needed=True, title=EFFECT),
        ]
    if "withhold_from" in chosen:
        asked.append(
            people(
                (*root, "withhold_from"), "Who must never have it?", family.people.values(), family, title="Never to"
            )
        )
    return asked


def _outcomes(sitting: Sitting, number: int, root: tuple[str, ...]) -> Step:
    listed = {item.id: item.text for item in sitting.practice.module(number).outcomes}
    room = sitting.desk.width - 8
    choices = [Choice(key, cut(words, room), words) for key, words in listed.items()]
    return Step(
        (*root, "outcomes"),
        lambda asker, _: asker.several("Which of these moved?", choices) or None,
        "Outcomes that moved",
        reads=lambda keys: "\n".join(listed.get(key, key) for key in keys),
    )


def _views(sitting: Sitting, root: tuple[str, ...]) -> Step:
    among = [person for person in sitting.family.people.values() if not person.is_unborn]
    return Step(
        (*root, "views"),
        lambda asker, _: asker.people("Whose views are in it?", among) or None,
        "Whose views",
        reads=names_of(sitting.family),
    )


def _answered(table: Mapping[str, Any]) -> Table:
    """Return the form's own table.

    Raises:
        BadInput: nothing is answered, so there is nothing to save.
    """
    from fsworkbook.errors import BadInput  # noqa: PLC0415 - beside its only use

    made = entry_of(table)
    if not made.get("answers") and not made.get("text"):
        raise BadInput("Nothing is answered yet, so there is nothing to save. Change an answer, or leave it for later.")
    return made


def entry_of(table: Mapping[str, Any]) -> Table:
    """Return the form's own table of what a conversation filled in."""
    made = {key: value for key, value in table.items() if key not in _PRIVATE and value is not None}
    picked = list(table.get(CAME_UP) or [])
    if _ACCOUNT in picked:
        made["questions"] = [name for name in picked if name != _ACCOUNT]
        made.pop("answers", None)
    else:
        made.pop("text", None)
    made |= {name: True for name in _REMARKS if name in (table.get(ADDED) or [])}
    if "child" in made and "children" not in made:
        made["children"] = [made["child"]]
    return made
