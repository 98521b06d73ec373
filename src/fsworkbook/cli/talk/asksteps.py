"""The commonest questions of a conversation, each in a line."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from fsworkbook.cli.frame.output import wrap
from fsworkbook.cli.talk.conversation import Step
from fsworkbook.cli.talk.ways import Back

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from fsworkbook.cli.talk.asking import Asker
    from fsworkbook.workbook.family import Family, Member, Person

Key = str | tuple[str, ...]


def day(key: Key, label: str, *, ahead: bool = False, needed: bool = True, title: str = "") -> Step:
    """Ask for a day."""
    default = "today" if needed else ""
    return Step(
        key, lambda asker, _: asker.day(label, ahead=ahead, needed=needed, default=default), title or _short(label)
    )


def text(key: Key, label: str, *, needed: bool = False, default: str = "", more: str = "", title: str = "") -> Step:
    """Ask for a line."""
    return Step(
        key, lambda asker, _: asker.text(label, needed=needed, default=default, more=more), title or _short(label)
    )


def long(
    key: Key,
    label: str,
    *,
    needed: bool = False,
    default: str = "",
    more: str = "",
    title: str = "",
    may_not_apply: bool = False,
) -> Step:
    """Ask for words of any length."""
    return Step(
        key,
        lambda asker, _: asker.long(label, needed=needed, default=default, more=more, may_not_apply=may_not_apply),
        title or _short(label),
    )


def yes(key: Key, label: str, *, default: bool | None = None, title: str = "") -> Step:
    """Ask for yes or no."""
    return Step(key, lambda asker, _: asker.yes(label, default=default), title or _short(label))


def people(
    key: Key,
    label: str,
    among: Iterable[Person | Member],
    family: Family,
    *,
    ticked: Iterable[str] = (),
    needed: bool = False,
    title: str = "",
) -> Step:
    """Ask for people; nobody leaves the key out."""
    listed = list(among)

    def ask(asker: Asker, _table: object) -> list[str] | None:
        return asker.people(label, listed, ticked=ticked, needed=needed) or None

    return Step(key, ask, title or _short(label), reads=names_of(family))


def one(
    key: Key,
    label: str,
    choices: Mapping[str, str],
    *,
    default: str | None = None,
    needed: bool = True,
    title: str = "",
    more: str = "",
) -> Step:
    """Ask for one of some choices."""

    def ask(asker: Asker, _table: object) -> str | None:
        return asker.one(label, choices, default=default, needed=needed, more=more)

    return Step(key, ask, title or _short(label), reads=lambda value: choices.get(value, str(value)))


def someone(
    key: Key, label: str, near: Mapping[str, str], far: Mapping[str, str], *, needed: bool = True, title: str = ""
) -> Step:
    """Ask for one person by key: whoever is likely at once, everybody else behind “somebody else …”."""
    names = {**near, **far}
    return Step(
        key,
        lambda asker, _: _someone(asker, label, near, far, needed=needed),
        title or _short(label),
        reads=lambda value: names.get(value, str(value)),
    )


def added(key: Key, label: str, choices: Mapping[str, str]) -> Step:
    """Ask what else there is to say; ↵ alone says that there is nothing."""

    def ask(asker: Asker, _table: object) -> list[str]:
        return asker.several(label, choices)

    return Step(key, ask, "To add", reads=lambda keys: ", ".join(choices.get(item, item) for item in keys))


def somebody(
    key: Key, label: str, among: Sequence[Person | Member], family: Family, *, ticked: Iterable[str] = ()
) -> Step:
    """Ask who was there: people of the family and the team, and names in words for anyone else."""
    return Step(
        key,
        lambda asker, _: _somebody(asker, label, among, list(ticked)),
        _short(label),
        reads=names_of(family),
    )


def still_declined(asker: Asker) -> dict[str, str] | None:
    """Return that a question does not apply, where that was said before and stays so; None where it is asked anew."""
    standing = asker.current
    if not isinstance(standing, dict) or set(standing) != {"not_applicable"}:
        return None
    why = str(standing["not_applicable"])
    asker.show(*wrap(f"does not apply: {why}", asker.desk.width, "  "))
    asker.current = None
    return {"not_applicable": why} if asker.yes("Is that still so?", default=True) else None


def names_of(family: Family) -> Callable[[Any], str]:
    """Return what reads a list of keys as names."""
    return lambda keys: ", ".join(family.called(str(key)) for key in keys)


_ELSE = "+"


def _someone(asker: Asker, label: str, near: Mapping[str, str], far: Mapping[str, str], *, needed: bool) -> str | None:
    standing = {asker.current: far[asker.current]} if asker.current in far else {}
    first = {**near, **standing}
    others = {key: name for key, name in far.items() if key not in first}
    if not first or not others:
        return asker.one(label, {**first, **others}, needed=needed)
    while True:
        picked = asker.one(label, {**first, _ELSE: "somebody else …"}, needed=needed)
        if picked != _ELSE:
            return picked
        with suppress(Back):
            return asker.one("Who?", others)


def _somebody(asker: Asker, label: str, among: Sequence[Person | Member], ticked: list[str]) -> list[str] | None:
    known = {person.key: person.name for person in among}
    standing = asker.current if isinstance(asker.current, list) else None
    others = [name for name in standing or [] if name not in known]
    if others:
        asker.current = [*(name for name in standing or [] if name in known), _ELSE]
    picked = asker.several(label, {**known, _ELSE: "somebody else …"}, ticked=ticked)
    if _ELSE not in picked:
        return picked or None
    asker.current = ", ".join(others) or None
    typed = asker.text("Who else?", needed=True, more="Names, with commas between them.") or ""
    names = [name.strip() for name in typed.split(",") if name.strip()]
    return [*(key for key in picked if key != _ELSE), *names]


def _short(label: str) -> str:
    return label.rstrip("?").partition(" (")[0]
