"""The conversation of a correction: which record, what of it changes, and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.frame.finding import recent
from fsworkbook.cli.frame.naming import called, capital, tail
from fsworkbook.cli.frame.taking import Talk, hold
from fsworkbook.cli.talk.asksteps import long, one, people, somebody, still_declined, text, yes
from fsworkbook.cli.talk.conversation import Step
from fsworkbook.cli.work.correct import base_of, put_right
from fsworkbook.cli.work.page import page_of
from fsworkbook.cli.work.progress import cut
from fsworkbook.errors import BadInput
from fsworkbook.workbook.clock import brief, british
from fsworkbook.workbook.forms.catalogue import form_of
from fsworkbook.workbook.forms.correction import table_of
from fsworkbook.workbook.forms.supervision import refuse_closed
from fsworkbook.workbook.wording import LABELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fsworkbook.cli.frame.output import Line
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Table
    from fsworkbook.cli.talk.asking import Asker
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

_WHICH: Final = "which"
_WHY: Final = "why"
_NEW: Final = "new"
_LIST_OF_CHILDREN: Final = ("children", "children_seen", "seen_alone")
_LIST_OF_PEOPLE: Final = ("about", "withhold_from")
_EFFECT: Final = "effect_on_child"
_LATER: Final = ("where", "meaning", "why_child")
"""What may be added where it was left out."""

Path = tuple[str, ...]


def talk(sitting: Sitting, ledger: Ledger, named: str, begin: Mapping[str, Any]) -> None:
    """Hold the conversation and record the correction.

    Raises:
        BadInput: there is nothing to put right, or the record cannot be.
        Refused: only its author may, or the role may not.
        Interrupted: it was left; what was said is kept.
    """
    from fsworkbook.cli.talk.asking import Asker  # noqa: PLC0415 - only to ask

    desk = sitting.desk
    key = named or Asker.at(desk).one("Which record?", recent(sitting, ledger)) or ""
    record = base_of(sitting, ledger, key)
    refuse_closed(record.id, sitting.bearings())
    if form_of_own(record) and record.by != sitting.viewer:
        raise BadInput(
            f"Only {sitting.family.called(record.by)} can put this {record.kind} right: it is their own. "
            "Add a note, or ask them."
        )
    parts = _parts(sitting, record)
    before: list[Line] = page_of(sitting, ledger, record)
    before += _already(sitting, ledger, record)
    hold(
        sitting,
        Talk(
            f"Put right: {called(record, sitting.family, sitting.practice)}, {brief(record.on)}",
            f"correct-{tail(record.id)}",
            f"fsworkbook correct {tail(record.id)}",
            lambda table: _steps(sitting, record, parts, table),
            before=before,
        ),
        {"on": begin["on"]} if "on" in begin else {},
        lambda table: put_right(sitting, ledger, record.id, changes_in(table, parts, begin)),
    )


def form_of_own(record: Record) -> bool:
    """Return whether only its author may put a record right."""
    try:
        return form_of(record.kind).own
    except KeyError:
        return False


def _already(sitting: Sitting, ledger: Ledger, record: Record) -> list[Line]:
    later = [ledger.everything[key] for key in ledger.replaced_by.get(record.id, ())]
    return [
        f"{sitting.family.first_name(item.by)} has put it right already: fsworkbook correct {tail(item.id)} goes on "
        "from there."
        for item in later
    ]


def _parts(sitting: Sitting, record: Record) -> dict[str, tuple[Path, Any, str]]:
    """Return what can be changed: a name for each, where it stands, what it is now, and how it is called."""
    table = table_of(record)
    parts: dict[str, tuple[Path, Any, str]] = {}
    for key, value in {**table, **_left_out(record, table)}.items():
        if key in {"answers", "text", "sections"} and isinstance(value, Mapping):
            for name, words in value.items():
                inner = words if isinstance(words, Mapping) and "not_applicable" not in words else {"": words}
                for child, said in inner.items():
                    path = (key, name, child) if child else (key, name)
                    parts["/".join(path)] = (path, said, _called(sitting, name, child))
        elif key == _EFFECT and record.children:
            for child in sitting.family.children:
                said = _effect_on(child.key, value, record)
                parts[f"{key}/{child.key}"] = ((key, child.key), said, f"Effect on {child.first_name}")
        elif _can_ask(key, value) and not (key == "on" and "start" in table):  # its start says the day
            parts[key] = ((key,), value, LABELS.get(key, capital(key.replace("_", " "))))
    return parts


def _left_out(record: Record, table: Mapping[str, Any]) -> dict[str, str]:
    """Return what may be added where it was left out."""
    known = {key.name for key in form_of(record.kind).all_keys}
    return {name: "" for name in _LATER if name in known and name not in table}


def _effect_on(child: str, value: object, record: Record) -> str:
    """Return what is recorded of what an event did to a child; "" where nothing is."""
    if isinstance(value, Mapping):
        return str(value.get(child, ""))
    return str(value) if child in record.children else ""


def _can_ask(key: str, value: object) -> bool:
    if key in {"assessment", "restricted", "outcomes", "cites", "step", "meeting", "entry", "questions"}:
        return False
    return isinstance(value, str | bool | date | list)


def _called(sitting: Sitting, name: str, child: str) -> str:
    questions = sitting.practice.questions
    words = f"{questions[name].short}  {questions[name].text}" if name in questions else capital(name.replace("-", " "))
    who = f" ({sitting.family.first_name(child)})" if child else ""
    return cut(words, 60) + who


def _steps(
    sitting: Sitting, record: Record, parts: Mapping[str, tuple[Path, Any, str]], table: Table
) -> Sequence[Step]:
    choices = {name: title for name, (_, _, title) in parts.items()}
    asked: list[Step] = [
        Step(
            _WHICH,
            lambda asker, _: asker.several("What is to be put right?", choices, needed=True),
            "To put right",
            reads=lambda keys: ", ".join(choices.get(key, key) for key in keys),
        )
    ]
    for name in table.get(_WHICH) or []:
        path, value, title = parts[name]
        asked.append(_new(sitting, path, value, title))
    if table.get(_WHICH):
        asked.append(long(_WHY, "Why is it put right?", needed=True, more="In a sentence: the day was wrong, say."))
    del record
    return asked


def _new(sitting: Sitting, path: Path, value: object, title: str) -> Step:
    """Return the question for what something should be, with what it is now to begin from."""
    key = (_NEW, *path)
    if isinstance(value, list):
        return _new_list(sitting, key, [str(item) for item in value], title)
    if isinstance(value, bool):
        return yes(key, f"{title}?", default=value, title=title)
    if isinstance(value, datetime):
        return Step(key, lambda asker, _: _moment(asker, title, value), title, reads=_moment_read)
    if isinstance(value, date):
        return Step(key, lambda asker, _: asker.day(title, default=value.isoformat(), ahead=path == ("review",)), title)
    if isinstance(value, Mapping):
        return _declined(key, title, dict(value))
    return _one_of(sitting, key, path[-1], str(value), title) or _words(key, title, str(value))


def _declined(key: Path, title: str, value: dict[str, str]) -> Step:
    """Return the question for what did not apply: whether that is still so, else what the answer is."""

    def ask(asker: Asker, _table: object) -> Any:  # noqa: ANN401 - words, or why it does not apply
        asker.current = asker.current or value
        asker.show(title)
        return still_declined(asker) or asker.long(title, needed=True)

    return Step(key, ask, title)


def _moment(asker: Asker, title: str, now: datetime) -> datetime:
    """Ask for a day and a time, with those that stand to begin from."""
    standing = asker.current if isinstance(asker.current, datetime) else now
    local = standing.astimezone(british())
    asker.current = None
    on = asker.day(f"{title}: the day", default=local.date().isoformat()) or local.date()
    at = asker.time(f"{title}: the time", default=f"{local:%H:%M}", needed=True) or local.time()
    return datetime.combine(on, at, british())


def _moment_read(value: datetime) -> str:
    local = value.astimezone(british())
    return f"{brief(local.date())} {local:%H:%M}"


def _new_list(sitting: Sitting, key: Path, ticked: list[str], title: str) -> Step:
    family, name = sitting.family, key[-1]
    if name in _LIST_OF_CHILDREN:
        return people(key, title, family.children, family, ticked=ticked)
    if name in _LIST_OF_PEOPLE:
        return people(key, title, family.people.values(), family, ticked=ticked)
    if name == "present":
        return somebody(key, title, [*family.people.values(), *family.team.values()], family, ticked=ticked)
    return Step(key, lambda asker, _: _listed(asker.text(title, default=", ".join(ticked))), title)


def _one_of(sitting: Sitting, key: Path, name: str, value: str, title: str) -> Step | None:
    practice = sitting.practice
    lists: dict[str, Any] = {
        "session": lambda: practice.sessions,
        "status": lambda: practice.statuses,
        "state": lambda: practice.consent_states,
        "missed_by": lambda: practice.missed,
        "rating": lambda: practice.ratings,
    }
    if name in {"child", "person"}:
        people_named = {person.key: person.name for person in sitting.family.people.values()}
        return one(key, title, people_named, default=value)
    if name not in lists:
        return None
    return one(key, title, {item: kind.name for item, kind in lists[name]().items()}, default=value)


def _words(key: Path, title: str, value: str) -> Step:
    if "\n" in value or len(value) > 60:  # noqa: PLR2004 - more than fits on a line
        return long(key, title, default=value, title=title, may_not_apply=key[1] == "answers" and len(key) < 4)  # noqa: PLR2004 - no child
    if key[1] in {"answers", "text", "meaning", "why_child", "reason"}:
        return long(key, title, default=value, title=title, may_not_apply=key[1] == "answers" and len(key) < 4)  # noqa: PLR2004 - likewise
    return text(key, title, default=value, title=title)


def _listed(words: str | None) -> list[str] | None:
    return [word.strip() for word in (words or "").split(",") if word.strip()] or None


def changes_in(table: Table, parts: Mapping[str, tuple[Path, Any, str]], begin: Mapping[str, Any]) -> dict[str, Any]:
    """Return the changes that a correction takes: what is new, None for what was emptied, and why."""
    changes: dict[str, Any] = {key: value for key, value in begin.items() if key == "on"}
    for name in table.get(_WHICH) or []:
        path = parts[name][0]
        value = table.get(_NEW, {})
        for part in path:
            value = value.get(part) if isinstance(value, Mapping) else None
        _put(changes, path, value, parts)
    changes["correction_reason"] = table.get(_WHY, "")
    return changes


def _put(changes: dict[str, Any], path: Path, value: object, parts: Mapping[str, tuple[Path, Any, str]]) -> None:
    """Put a value in its place; a child's answer takes its brothers' and sisters' answers along as they are."""
    place = changes
    for part in path[:-1]:
        place = place.setdefault(part, {})
    if len(path) > 2:  # noqa: PLR2004 - an answer for one child of several
        for other, said, _ in parts.values():
            if other[:-1] == path[:-1]:
                place.setdefault(other[-1], said)
    place[path[-1]] = value
    if len(path) > 2 and value is None:  # noqa: PLR2004 - likewise
        del place[path[-1]]
