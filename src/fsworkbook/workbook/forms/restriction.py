"""A restriction, and its lifting by the manager: what may never reach whom (F2, F.70, B.69, B.70)."""

from __future__ import annotations

from string import ascii_lowercase
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.errors import Refused
from fsworkbook.practice.quoting import quoted
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.disclosure.covers import RECORD, Cover, named, spelled
from fsworkbook.workbook.disclosure.loosening import looser
from fsworkbook.workbook.disclosure.restrictions import KIND, read, restrictions
from fsworkbook.workbook.disclosure.strings import faults as string_faults
from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Draft, Filled, Form, allow, make, plain, plain_table
from fsworkbook.workbook.forms.key import Key, Unfit
from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.record import KEY_PATTERN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fsworkbook.workbook.disclosure.restrictions import Restriction
    from fsworkbook.workbook.forms.bearings import Bearings
    from fsworkbook.workbook.record import Record

SETTING: Final = "restrict"
"""The action of the practice model's permissions that setting needs (B.69)."""

LIFTING: Final = "lift-restriction"
"""The action that lifting needs, and whatever else lets somebody have what was kept back (B.70)."""

_SETS: Final = ("what", "guard", "never_to", "may_have", "from", "until", "covers", "source_person")
_NEEDED: Final = ("key", "what", "never_to")


def may_withdraw(record: Record, bearings: Bearings) -> None:
    """Refuse withdrawing a restriction to whoever may not lift it; a lift may be withdrawn by who may restrict.

    Raises:
        Refused: naming the roles that may.
    """
    tightens = bool(record.word("lifts")) and not record.corrects
    allow(SETTING if tightens else LIFTING, bearings)


def _key(value: object, _bearings: Bearings) -> str:
    if not isinstance(value, str) or not KEY_PATTERN.fullmatch(value):
        raise Unfit("takes one short word in small letters, such as r1: it stands in lists and messages, so no name.")
    return value


def anybody(value: object, bearings: Bearings) -> list[str]:
    """Read people of the family, members, and others by name; a name that could be a slip for somebody is none.

    Who is misspelled would have everything, and nobody would notice.
    """
    listed = keys.words(value, bearings)
    return list(dict.fromkeys(_somebody(item, bearings) for item in listed))


def _somebody(item: str, bearings: Bearings) -> str:
    family = bearings.family
    if item in family.people or item in family.team:
        return item
    for member in family.team.values():
        if item.casefold() == member.name.casefold():
            return member.key
    try:
        return keys.person(item, bearings)
    except Unfit:
        if " " not in item.strip() or _like(item, bearings):
            raise
    return item.strip()


def _like(item: str, bearings: Bearings) -> bool:
    """Return whether a name in words is close to one of the family or of the team."""
    from difflib import get_close_matches  # noqa: PLC0415 - only for names of others

    family = bearings.family
    known = [person.name.casefold() for person in family.people.values()]
    known += [member.name.casefold() for member in family.team.values()]
    return bool(get_close_matches(item.strip().casefold(), known, n=1, cutoff=0.8))


def _covered(value: object, bearings: Bearings) -> list[str]:
    return list(dict.fromkeys(_cover(item, bearings) for item in keys.words(value, bearings)))


def _cover(item: str, bearings: Bearings) -> str:
    found = named(item, bearings.family)
    if len(found) > 1:
        listed = " or ".join(spelled(cover, bearings.family) for cover in found)
        raise Unfit(f"names {item}, which several have: write {listed}.")
    if not found:
        try:
            found = (Cover("person", keys.person(item, bearings)),)
        except Unfit:
            raise Unfit(
                f"names {quoted(item, 'something')}, which is no record, person, household, relation, couple, order "
                "or member of this family."
            ) from None
    cover = found[0]
    if cover.table == RECORD:
        keys.record_id(cover.key, bearings)
        record = bearings.find(cover.key)
        if cover.part and record is not None and record.section(cover.part) is None:
            listed = ", ".join(section.name for section in record.sections) or "none"
            raise Unfit(f"names a section that {cover.key} does not have. Its sections: {listed}.")
    return spelled(cover, bearings.family)


def _faults(filled: Filled) -> Iterable[str]:
    for record in _corrected(filled):
        if bool(record.word("lifts")) != ("lifts" in filled):
            return [f"corrects names {record.id}, which this cannot stand in the place of."]
    return _lift_faults(filled) if "lifts" in filled else _set_faults(filled)


def _set_faults(filled: Filled) -> Iterator[str]:
    yield from (f"{name} is missing." for name in _NEEDED if not filled.get(name))
    if "for" in filled:
        yield "for belongs to a lifting: name the restriction with lifts, too."
    both = [who for who in filled.get("may_have", ()) if who in filled.get("never_to", ())]
    if both:
        yield f"never_to and may_have both name {', '.join(both)}: somebody may have it, or not."
    if "until" in filled and filled["until"] < filled.get("from", filled["until"]):
        yield "until lies before from."
    found = string_faults(filled.get("guard", ()), filled.get("never_to", ()), filled.bearings.family)
    yield from (f"guard {fault}" for fault in found)
    yield from _key_faults(filled)


def _key_faults(filled: Filled) -> Iterator[str]:
    """A key is never given again: records that name it would come under what nobody meant."""
    corrected = _corrected(filled)
    if corrected:
        if any(record.word("key") != filled.get("key") for record in corrected):
            yield f"key stays as it is ({corrected[0].word('key')}): records name the restriction by it."
        return
    used = {record.word("key") for record in filled.bearings.records() if record.kind == KIND}
    if filled.get("key") in used:
        yield f"key is taken: there is a restriction {filled['key']} already. Take another, such as {free(used)}."


def free(used: Iterable[str]) -> str:
    """Return the first of r1, r2, … that no restriction has."""
    taken = set(used)
    number = 1
    while any(key.rstrip(ascii_lowercase) == f"r{number}" for key in taken):
        number += 1
    return f"r{number}"


def _lift_faults(filled: Filled) -> Iterator[str]:
    yield from (f"{name} does not belong to a lifting." for name in ("key", *_SETS) if name in filled)
    found = {item.key: item for item in _standing(filled.bearings)}
    restriction = found.get(filled["lifts"])
    if restriction is None:
        listed = ", ".join(found) or "none yet"
        yield f"lifts names no restriction of this family. Its restrictions: {listed}."
        return
    if not filled.get("for"):
        yield f"for is missing: those for whom it is lifted. It keeps back from: {', '.join(restriction.never_to)}."
        return
    on = filled.get("on", filled.bearings.today)
    if on < restriction.since:
        yield f"on lies before {brief(restriction.since)}, from when {restriction.key} holds."
    corrected = {record.id for record in _corrected(filled)}
    for person in filled["for"]:
        lift = next((one for one in restriction.lifts if person in one.people and one.record not in corrected), None)
        if person not in restriction.never_to:
            yield f"for names {person}, from whom {restriction.key} keeps nothing."
        elif lift is not None and lift.on <= on:
            yield f"for names {person}, for whom it was lifted on {brief(lift.on)} already."


def _standing(bearings: Bearings) -> tuple[Restriction, ...]:
    return restrictions(ledger(bearings.records()))


def _corrected(filled: Filled) -> list[Record]:
    found = (filled.bearings.find(item) for item in filled.get("corrects", ()))
    return [record for record in found if record is not None]


def _draft(filled: Filled) -> Draft:
    drafted = plain(filled)
    if "lifts" in filled:
        allow(LIFTING, filled.bearings)
        return drafted._replace(head={**drafted.head, "of": _meant(filled)})
    _only_tighter(filled, drafted)
    return drafted


def _meant(filled: Filled) -> list[str]:
    """Return the first versions of the restrictions that are lifted: another folder may give one its key, too."""
    now = ledger(filled.bearings.records())
    found = next(item for item in restrictions(now) if item.key == filled["lifts"])
    return list(dict.fromkeys(now.first_version(now.everything[record]).id for record in found.records))


def _only_tighter(filled: Filled, drafted: Draft) -> None:
    """Refuse a correction that keeps back less, or from fewer, to whoever may not lift it."""
    after = read(make(FORM, filled, drafted))
    less = [name for record in _corrected(filled) for name in looser(read(record), after)]
    if not less:
        return
    try:
        allow(LIFTING, filled.bearings)
    except Refused as refused:
        listed = ", ".join(dict.fromkeys(less))
        raise Refused(
            f"This would keep back less than {after.key} does now ({listed}), which is to lift a part of it. "
            f"{refused} Anybody may add to what it keeps back."
        ) from None


def _table(record: Record) -> dict[str, Any]:
    return {name: value for name, value in plain_table(record).items() if name != "of"}


FORM: Final = Form(
    kind=KIND,
    command="restrict",
    action=SETTING,
    keys=(
        Key("key", "one short word, such as r1", _key, about="by which records name it; neutral, as it is shown"),
        Key("what", "words", keys.text, about="what is kept back; never on a paper that leaves"),
        Key("guard", "a list of words", keys.words, about="the exact strings that no paper for them may hold"),
        Key("never_to", "people, members of the team or names", anybody, about="who may not have it"),
        Key("may_have", "people, members of the team or names", anybody, about="who may"),
        Key("from", "a date", keys.day, about="from when it holds; the day of the work where it is left out"),
        Key("until", "a date", keys.day, about="its last day; until it is lifted where it is left out"),
        Key(
            "covers",
            "ids of records, <id>#<section>, keys of people, households, relations, couples, orders, members",
            _covered,
            about="what it covers besides whatever names it in restricted",
        ),
        Key("source_person", "a person", keys.person, about="who said it, where that is what must not be known"),
        Key("lifts", "a key of a restriction", keys.text, about="the restriction that is lifted (B.70)"),
        Key("for", "people, members of the team or names", anybody, about="for whom it is lifted"),
        Key("reason", "words", keys.text, required=True, about="why"),
    ),
    faults=_faults,
    draft=_draft,
    table=_table,
)
