"""A form: the keys of one kind of record, and the way from a filled table to records.

A conversation and `--from` fill the same table, so that what one accepts the other accepts too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fsworkbook.errors import BadInput, Refused
from fsworkbook.practice.quoting import bare
from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.key import Key, Unfit
from fsworkbook.workbook.record import Record, Section

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from fsworkbook.workbook.forms.bearings import Bearings

COMMON: Final = (
    Key("on", "a date", keys.past_day, about="the day of the work; today where it is left out"),
    Key("by", "a member of the team", keys.member, about="who did it; `--as` where it is left out"),
    Key("about", "people", keys.people, about="whom it is about"),
    Key("children", "children", keys.children, about="which children it concerns"),
    Key("where", "words", keys.text, about="where it was"),
    Key("present", "people, members of the team or names", keys.somebody, about="who was there"),
    Key("restricted", "keys of restrictions", keys.restrictions, about="restrictions that cover it"),
    Key("withhold_from", "people", keys.people, about="who must never have this record"),
    Key(
        "withhold_parts",
        "a table from section to people",
        keys.anything,
        about="who must never have one section",
    ),
    Key("text", "words, or a table of sections", keys.anything, about="the body"),
)
"""The keys that every form takes (format.md)."""

CORRECTION: Final = (
    Key("corrects", "ids of records", keys.record_ids, about="the records that it puts right"),
    Key("correction_reason", "words", keys.text, about="why it was put right"),
)
"""What `correct` adds to the form of the record that it puts right."""


class Filled:
    """A form after its keys were read: values as the record will hold them."""

    def __init__(self, values: Mapping[str, Any], bearings: Bearings) -> None:
        self.values = values
        self.bearings = bearings

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - each key has its own type
        return self.values[name]

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401 - each key has its own type
        """Return the value of a key, or `default` where it was left out."""
        return self.values.get(name, default)

    def __contains__(self, name: str) -> bool:
        return name in self.values


class Draft(NamedTuple):
    """What a form makes of its values, before the record gets its id.

    Attributes:
        head: the keys of the front matter, in order.
        sections: the body.
        beside: tables for other forms, recorded in the same commit: (kind, table with `{id}` for this record).
        on: the day of the work, where the form knows it without being told.
    """

    head: Mapping[str, Any]
    sections: tuple[Section, ...] = ()
    beside: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    on: date | None = None


def _nothing(_filled: Filled) -> Iterable[str]:
    return ()


def _as_given(table: Mapping[str, Any], _bearings: Bearings) -> Mapping[str, Any]:
    return table


def plain(filled: Filled, sections: tuple[Section, ...] | None = None) -> Draft:
    """Put every key into the front matter and `text` into the body."""
    body = body_of(filled) if sections is None else sections
    return Draft({name: value for name, value in filled.values.items() if name not in {"text", "on", "by"}}, body)


def body_of(filled: Filled) -> tuple[Section, ...]:
    """Return the sections that `text` holds: one `account`, or a table of them."""
    value = filled.get("text")
    if value is None:
        return ()
    if isinstance(value, str):
        return (Section("account", "", value),)
    return tuple(Section(name, "", words) for name, words in value.items())


def plain_table(record: Record) -> dict[str, Any]:
    """Return the table that makes the record again."""
    table: dict[str, Any] = {"on": record.on, **record.head}
    if record.sections:
        only_account = [section.name for section in record.sections] == ["account"]
        table["text"] = (
            record.sections[0].text if only_account else {section.name: section.text for section in record.sections}
        )
    return table


class Form(NamedTuple):
    """One kind of record.

    Attributes:
        kind: as in the front matter.
        command: what a practitioner types.
        keys: beyond the common ones.
        action: the action of the practice model's permissions that recording it needs, or "" for anyone of the team.
        faults: checks over several keys; returns sentences.
        draft: makes the record's content.
        table: the way back, from a record to the table that makes it again.
        own: whether only the author may put it right.
        gather: brings what the practice model knows by name, and the form does not, under a key of the form.
    """

    kind: str
    command: str
    keys: tuple[Key, ...]
    action: str = ""
    faults: Callable[[Filled], Iterable[str]] = _nothing
    draft: Callable[[Filled], Draft] = plain
    table: Callable[[Record], dict[str, Any]] = plain_table
    own: bool = False
    gather: Callable[[Mapping[str, Any], Bearings], Mapping[str, Any]] = _as_given

    @property
    def all_keys(self) -> tuple[Key, ...]:
        """Every key that the form takes; its own stand before the common ones that they replace."""
        own = {item.name for item in self.keys}
        return (*self.keys, *(item for item in (*COMMON, *CORRECTION) if item.name not in own))


def fill(form: Form, table: Mapping[str, Any], bearings: Bearings) -> Filled:
    """Read a table by a form's keys.

    Raises:
        BadInput: naming every key that is missing, unknown or unfit.
    """
    known = {item.name: item for item in form.all_keys}
    table = form.gather(table, bearings)
    faults = [
        f"{bare(name, 'what stands before an =')} is not a key of {form.command}. It takes: {', '.join(known)}."
        for name in table
        if name not in known
    ]
    values: dict[str, Any] = {}
    for item in known.values():
        if item.name not in table:
            if item.required:
                faults.append(f"{item.name} is missing: it takes {item.takes}.")
            continue
        try:
            values[item.name] = item.read(table[item.name], bearings)
        except Unfit as unfit:
            faults.append(f"{item.name} {unfit}")
    if values.get("by", bearings.author.key) != bearings.author.key:
        faults.append(f"by names {values['by']}, but {bearings.author.key} is recording: leave one of the two out.")
    faults += _body_faults(values.get("text"))
    faults += _parts_faults(values, bearings)
    faults += _correction_faults(form, values, bearings)
    filled = Filled(values, bearings)
    if not faults:
        faults += form.faults(filled)
    if faults:
        raise BadInput("\n".join([f"{form.command}: nothing was recorded.", *(f"  {fault}" for fault in faults)]))
    return filled


def _body_faults(value: object) -> Iterable[str]:
    if value is None:
        return
    listed = value.values() if isinstance(value, dict) else [value]
    if not isinstance(value, str | dict) or not all(isinstance(item, str) for item in listed):
        yield "text takes words in quotation marks, or a table of sections."
    elif isinstance(value, str) and not value.strip():
        yield "text is empty: write it in words, or leave the key out."
    elif isinstance(value, dict) and not all(name and not name.split()[1:] for name in value):
        yield "text takes sections whose names are one word."


def _parts_faults(values: Mapping[str, Any], bearings: Bearings) -> Iterable[str]:
    parts = values.get("withhold_parts", {})
    if not isinstance(parts, dict):
        yield "withhold_parts takes a table from section to people."
        return
    for listed in parts.values():
        try:
            keys.people(listed, bearings)
        except Unfit as unfit:
            yield f"withhold_parts {unfit}"


def _correction_faults(form: Form, values: Mapping[str, Any], bearings: Bearings) -> Iterable[str]:
    """A record stands in the place of its own kind alone, and of nobody else's own: else it would withdraw them."""
    for key in values.get("corrects", ()):
        before = bearings.find(key)
        if before is None:
            continue
        if before.kind != form.kind:
            yield f"corrects names {key}, which is a {before.kind}: put it right with “fsworkbook correct”."
        elif form.own and before.by != bearings.author.key:
            yield f"corrects names {key}, which only {bearings.family.called(before.by)} may put right."


def allow(action: str, bearings: Bearings, *, proposing: bool = False) -> None:
    """Refuse an action that the author's role may not do (B.50-B.76); who covers for a role may do what it may.

    Args:
        action: an action of the practice model's permissions, or "" for what anyone of the team may do.
        bearings: who records, when.
        proposing: whether it is enough that the role may propose it.

    Raises:
        Refused: naming the roles that may.
    """
    if not action:
        return
    practice, author = bearings.practice, bearings.author
    roles = {author.role} | {
        cover.role
        for cover in bearings.family.covers
        if cover.person == author.key
        and (cover.since is None or cover.since <= bearings.today)
        and (cover.until is None or bearings.today <= cover.until)
    }
    needed = ("W", "D", "P") if proposing else ("W", "D")
    if any(set(practice.may(role, action)) & set(needed) for role in roles):
        return
    may = [role.name for letter in needed for role in practice.who_may(action, letter)]
    listed = ", ".join(dict.fromkeys(may)) or "nobody of the team"
    raise Refused(
        f"{author.name} ({practice.roles[author.role].name.lower()}) may not do this; nothing was recorded. "
        f"Who may: {listed}.",
    )


def make(form: Form, filled: Filled, draft: Draft) -> Record:
    """Return the record of a filled form, with a fresh id."""
    bearings = filled.bearings
    on = filled.get("on", draft.on or bearings.today)
    return Record(
        id=bearings.new_id(on, bearings.author.key),
        kind=form.kind,
        on=on,
        recorded=bearings.now,
        by=bearings.author.key,
        head=draft.head,
        sections=draft.sections,
    )
