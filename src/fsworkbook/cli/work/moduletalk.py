"""The conversation of a module: what came up today, one question at a time, and what it means for the child."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.disclosing.replylines import replies_for
from fsworkbook.cli.frame.assessments import child_in, fitting, parent_in, whose
from fsworkbook.cli.frame.output import Piece, width_of, wrap
from fsworkbook.cli.frame.taking import Talk
from fsworkbook.cli.talk.asksteps import day, long, somebody, text
from fsworkbook.cli.talk.conversation import Step
from fsworkbook.cli.talk.ways import Choice
from fsworkbook.cli.work.consentlook import look
from fsworkbook.cli.work.moduleadded import ADDED, REMARKS, added_steps
from fsworkbook.cli.work.moduleanswer import EACH, answer_steps
from fsworkbook.cli.work.moduleaside import beside
from fsworkbook.cli.work.progress import cut, shortly
from fsworkbook.cli.work.reading import entries_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Table
    from fsworkbook.cli.talk.asking import Asker
    from fsworkbook.practice.model import Question
    from fsworkbook.workbook.family import Assessment
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

CAME_UP: Final = "came_up"
_PRIVATE: Final = (CAME_UP, EACH, ADDED)
_ACCOUNT: Final = "account"
_CHILD: Final = "child"


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
        lambda table: entry_steps(sitting, number, table, before=before),
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
    root: tuple[str, ...] = (),
    *,
    before: Sequence[Record] | None = None,
) -> list[Step]:
    """Return the questions of a module entry.

    Args:
        sitting: the family, and who records.
        number: the module's.
        entry: what the entry holds so far.
        root: where the entry stands in the table: nowhere deeper for `module`, under `entry` for a visit.
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
            asked += answer_steps(sitting, number, name, f"{place} of {len(picked)}", entry, root, before)
    asked += [
        long((*root, "meaning"), "What does it mean?", more=_MEANING, title="What it means"),
        long((*root, "why_child"), "Why does it matter to the child?", more=_WHY, title="Why it matters"),
    ]
    return asked + added_steps(sitting, number, entry, root)


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

    def told(keys: Sequence[str]) -> str:
        return ", ".join(shorts.get(key, key) for key in keys)

    def ask(asker: Asker, _table: object) -> list[str]:
        while True:
            picked = asker.several("What came up?", choices, needed=True, told=told)
            if picked != [_ACCOUNT]:
                return picked
            asker.show("  Choose the questions that the account is about as well.")

    return Step(
        (*root, CAME_UP),
        ask,
        "Came up",
        reads=told,
        aside=beside(sitting, entry, [sitting.practice.module(number).id]),
    )


def _choice(sitting: Sitting, question: Question, before: Sequence[Record], width: int) -> str:
    last = next((record for record in reversed(before) if question.id in record.questions), None)
    said = f"  (asked {shortly(last.on, sitting.desk.today())})" if last else ""
    room = width - len("  › ○ ") - 6 - len(said) - 1
    return f"{question.short:<5} {cut(question.text, room)}{said}"


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
    made |= {name: True for name in REMARKS if name in (table.get(ADDED) or [])}
    if "child" in made and "children" not in made:
        made["children"] = [made["child"]]
    return made
