"""A module entry: what came up in the direct work, question by question (A.06, X6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.errors import BadInput
from fsworkbook.practice.quoting import quoted
from fsworkbook.workbook.family import live
from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Draft, Filled, Form, body_of
from fsworkbook.workbook.forms.key import Key, Unfit
from fsworkbook.workbook.joint import refuse_parted
from fsworkbook.workbook.record import Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fsworkbook.workbook.family import Assessment, Family
    from fsworkbook.workbook.forms.bearings import Bearings
    from fsworkbook.workbook.record import Record

MEANING: Final = "meaning"
WHY_CHILD: Final = "why-child"
ACCOUNT: Final = "account"
INDIRECT: Final = frozenset(
    {"text", "answers", "parent", "child", "meaning", "why_child", "on", "by", "event", "questions"},
)
"""Keys that do not stand in the front matter as they were given."""


def _question_ids(value: object, bearings: Bearings) -> list[str]:
    listed = keys.words(value, bearings)
    return [_question(item, bearings) for item in listed]


def _question(value: str, bearings: Bearings) -> str:
    try:
        return str(bearings.practice.question(value).id)
    except BadInput as trouble:
        raise Unfit(str(trouble)) from None


def _answers(value: object, bearings: Bearings) -> dict[str, Any]:
    if not isinstance(value, dict) or not value:
        raise Unfit('takes a table from question to answer: "M3.Q02" = "…".')
    return {_question(name, bearings): _answer(name, answer, bearings) for name, answer in value.items()}


def _answer(name: str, answer: object, bearings: Bearings) -> str | dict[str, str]:
    if isinstance(answer, dict) and set(answer) == {"not_applicable"}:
        return {"not_applicable": _words(name, answer["not_applicable"], bearings)}
    if isinstance(answer, dict) and answer:
        return {keys.child(who, bearings): _words(name, words, bearings) for who, words in answer.items()}
    return _words(name, answer, bearings)


def _words(name: str, value: object, bearings: Bearings) -> str:
    try:
        return keys.text(value, bearings)
    except Unfit as unfit:
        raise Unfit(f"{name} {unfit}") from None


def _outcomes(value: object, bearings: Bearings) -> list[str]:
    listed = keys.words(value, bearings)
    known = {outcome.id for module in bearings.practice.modules for outcome in module.outcomes}
    for item in listed:
        if item not in known:
            raise Unfit(f"names {quoted(item, 'something')}, and the practice model has no such outcome.")
    return listed


def _event(value: object, bearings: Bearings) -> object:
    return value if isinstance(value, dict) else keys.text(value, bearings)


def choose_assessment(
    family: Family,
    parent: str | None,
    children: Iterable[str],
    on: Any,  # noqa: ANN401 - a date; typed so to keep the import out of run time
) -> Assessment:
    """Return the one assessment that is meant.

    Raises:
        BadInput: where none fits, or several do.
    """
    wanted = set(children)
    fitting = [
        item
        for item in family.assessments.values()
        if item.split is None
        and (parent is None or parent in item.parents)
        and (parent is not None or not wanted or wanted <= set(item.children))
        and live(None, item.concluded, on)
    ]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        who = f" of {family.first_name(parent)}" if parent else ""
        raise BadInput(
            f"{family.name} has no open assessment{who} that fits. Open one in family.toml, under [[assessment]].",
        )
    listed = ", ".join(
        f"{item.key} ({' and '.join(family.first_name(key) for key in item.parents)})" for item in fitting
    )
    raise BadInput(f"Several assessments fit: {listed}. Say which with --parent, or with the key assessment.")


def _faults(filled: Filled) -> Iterable[str]:
    if "answers" not in filled and "questions" not in filled:
        yield "answers is missing: it takes a table from question to answer; or give questions together with text."
    if "questions" in filled and "answers" not in filled and not filled.get("text"):
        yield "text is missing: questions name what the account in text is about."
    if "questions" in filled and "answers" in filled and not filled.get("text"):
        yield "text is missing: questions name what the account in text is about; answers carry their own words."
    if isinstance(filled.get("text"), dict):
        yield "text takes the account in words; an answer to one question goes under answers."
    try:
        chosen = _chosen(filled)
        if "corrects" not in filled:
            refuse_parted(chosen, filled.bearings.family)
    except BadInput as trouble:
        yield str(trouble)


def _chosen(filled: Filled) -> Assessment:
    family = filled.bearings.family
    if "assessment" in filled:
        return family.assessments[filled["assessment"]]
    named = [filled["child"]] if "child" in filled else filled.get("children", [])
    on = filled.get("on", filled.bearings.today)
    return choose_assessment(family, filled.get("parent"), named, on)


def _draft(filled: Filled) -> Draft:
    chosen = _chosen(filled)
    answers: Mapping[str, Any] = filled.get("answers", {})
    not_applicable = [name for name, answer in answers.items() if _declined(answer)]
    questions = [*(name for name in answers if not _declined(answers[name])), *filled.get("questions", [])]
    per_child = bool(answers or questions) and all(_per_child(name, filled.bearings) for name in (*answers, *questions))
    head: dict[str, Any] = {"assessment": chosen.key}
    head["about"] = filled.get("about") or _about(filled, chosen, per_child=per_child)
    head["children"] = filled.get("children") or ([filled["child"]] if "child" in filled else list(chosen.children))
    if questions:
        head["questions"] = list(dict.fromkeys(questions))
    if not_applicable:
        head["not_applicable"] = not_applicable
    if number := _councils_module([*questions, *not_applicable], filled.bearings):
        head["module"] = number
    head |= {name: value for name, value in filled.values.items() if name not in INDIRECT and name not in head}
    beside: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    event = filled.get("event")
    if isinstance(event, str):
        head["event"] = event
    elif event is not None:
        beside = (("chronology", event_table(event, head["children"], filled)),)
    return Draft(head, _sections(filled, answers), beside)


def event_table(event: Mapping[str, Any], children: list[str], filled: Filled) -> dict[str, Any]:
    """Return the chronology form of an event that was told with something else, so that nothing is typed twice."""
    on = filled.get("on", filled.bearings.today)
    shared = {name: filled[name] for name in ("restricted", "withhold_from") if name in filled}
    return {"on": on, "children": children, **shared, "entry": "{id}", **event}


def _councils_module(names: list[str], bearings: Bearings) -> int:
    """Return the module that an entry belongs to, where its first question is a council's and does not say; else 0."""
    first = bearings.practice.question(names[0])
    return 0 if first.id.startswith(f"M{first.module}.") else int(first.module)


def _number(value: object, bearings: Bearings) -> int:
    known = bearings.practice.module_numbers
    if not isinstance(value, int) or value not in known:
        raise Unfit(f"takes the number of a module: {', '.join(map(str, known))}.")
    return value


def _declined(answer: object) -> bool:
    return isinstance(answer, dict) and set(answer) == {"not_applicable"}


def _per_child(name: str, bearings: Bearings) -> bool:
    module = bearings.practice.question(name).module
    return bool(bearings.practice.module(module).per == "child")


def _about(filled: Filled, chosen: Assessment, *, per_child: bool) -> list[str]:
    if per_child:
        return [filled["child"]] if "child" in filled else filled.get("children", list(chosen.children))
    return [filled["parent"]] if "parent" in filled else list(chosen.parents)


def _sections(filled: Filled, answers: Mapping[str, Any]) -> tuple[Section, ...]:
    practice = filled.bearings.practice
    found: list[Section] = []
    for name, answer in answers.items():
        wording = practice.question(name).text
        if isinstance(answer, str):
            found.append(Section(name, wording, answer))
        elif _declined(answer):
            found.append(Section(name, wording, answer["not_applicable"]))
        else:
            found += [Section(f"{name}.{child}", wording, words) for child, words in answer.items()]
    found += body_of(filled)
    found += [
        Section(section, "", filled[name])
        for name, section in (("meaning", MEANING), ("why_child", WHY_CHILD))
        if name in filled
    ]
    return tuple(found)


def question_of(section: str, practice: Any) -> tuple[str, str]:  # noqa: ANN401 - Practice, kept out of run time
    """Return the question's id and the child's key of a section's name; two empty texts for any other section."""
    if section in practice.questions:
        return section, ""
    name, _, child = section.rpartition(".")
    return (name, child) if name in practice.questions else ("", "")


def _table(record: Record) -> dict[str, Any]:
    table: dict[str, Any] = {"on": record.on, **record.head}
    declined = table.pop("not_applicable", [])
    answers: dict[str, Any] = {}
    for section in record.sections:
        if section.name == ACCOUNT:
            table["text"] = section.text
        elif section.name == MEANING:
            table["meaning"] = section.text
        elif section.name == WHY_CHILD:
            table["why_child"] = section.text
        elif section.name in declined:
            answers[section.name] = {"not_applicable": section.text}
        elif section.name in record.names("questions"):
            answers[section.name] = section.text
        else:
            name, _, child = section.name.rpartition(".")
            answers.setdefault(name, {})[child] = section.text
    if answers:
        table["answers"] = answers
    named = [name for name in record.names("questions") if name not in answers]
    table.pop("questions", None)
    if named:
        table["questions"] = named
    return table


FORM: Final = Form(
    kind="module",
    command="module",
    action="write-module-entry",
    keys=(
        Key(
            "assessment",
            "the key of an assessment",
            keys.assessment,
            about="which assessment; or give parent or child",
        ),
        Key("module", "a number", _number, about="which module, where a council's own question comes first"),
        Key("parent", "a person", keys.person, about="whose assessment it is"),
        Key("child", "a child", keys.child, about="the child, in a module that is done with each child"),
        Key(
            "answers",
            'a table: "M3.Q02" = "…", or { tyler = "…" }, or { not_applicable = "why" }',
            _answers,
            about="an answer for each question",
        ),
        Key("questions", "ids of questions", _question_ids, about="what the account in text is about"),
        Key("meaning", "words", keys.text, about="what it means (E.22)"),
        Key("why_child", "words", keys.text, about="why this matters to the child (K.R15)"),
        Key("views", "a list of words", keys.words, about="whose views are in it (K.R07)"),
        Key("strength", "true or false", keys.flag, about="whether it shows a strength (I.03)"),
        Key("worry", "true or false", keys.flag, about="whether it shows a worry"),
        Key("tool", "words", keys.text, about="the tool that was used (I.23)"),
        Key("seen_alone", "children", keys.children, about="children who were seen alone"),
        Key("outcomes", "ids of outcomes", _outcomes, about="outcomes that moved"),
        Key(
            "event",
            "a table: the keys of `event`; or one word",
            _event,
            about="makes the chronology event as well; one word only names the kind of event",
        ),
    ),
    faults=_faults,
    draft=_draft,
    table=_table,
)
