"""One TOML file of a practice model, read into typed nouns.

A noun's class is its own schema: the fields are the keys, a default makes a key optional, the annotation is the type,
and `form` limits values. What is wrong is collected, not raised at once, so that whoever edits a model sees every
problem together. Nouns are named tuples: a command makes a dozen of these classes, and frozen dataclasses take four
times as long to make.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from fsworkbook.practice.problem import Problem, as_error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from fsworkbook.practice.lines import Place

T = TypeVar("T")
Table = dict[str, Any]

ID = r"[a-z][a-z0-9_-]*"
"""The form of an id that this program made up: plain lower case."""


NO_TEXTS: Mapping[str, str] = MappingProxyType({})
"""The empty mapping, for a field that a file may leave out."""

_AT = re.compile(r" \(at line (\d+), column \d+\)$")


class Limit(NamedTuple):
    """What a field's value is limited to: one of some values, or text of a form, with an example for the message."""

    values: tuple[str, ...] = ()
    pattern: str = ""
    such_as: str = ""


def one_of(*values: str) -> Limit:
    """Return the limit to one of these values."""
    return Limit(values=values)


def matching(pattern: str, such_as: str) -> Limit:
    """Return the limit to text of this form; for a list or a table, to each text in it."""
    return Limit(pattern=pattern, such_as=such_as)


def form(*, supplied: tuple[str, ...] = (), **limits: Limit) -> Callable[[type[T]], type[T]]:
    """Limit the fields of a noun; `supplied` names those that come from whoever reads the file, not from its table."""

    def remember(cls: type[T]) -> type[T]:
        _forms[cls] = _Form(supplied, limits)
        return cls

    return remember


class _Form(NamedTuple):
    supplied: tuple[str, ...]
    limits: dict[str, Limit]


class _Rule(NamedTuple):
    """What a key takes."""

    type: str
    required: bool
    limit: Limit | None


_forms: dict[type, _Form] = {}
_plans: dict[type, dict[str, _Rule]] = {}


class Page:
    """One file, its table, and what is wrong with it so far."""

    def __init__(self, folder: Path, file: str) -> None:
        """Read and parse a file of the model's folder; `file` is relative to it, with forward slashes."""
        self.file = file
        self._text = ""
        self._used: set[str] = set()
        self._faults: list[tuple[Place, str]] = []
        self._problems: list[Problem] = []
        self.table = self._parse(folder / file)

    def _parse(self, path: Path) -> Table:
        import tomllib  # noqa: PLC0415 - costs more than reading a small file; only for who reads one

        try:
            self._text = path.read_text(encoding="utf-8")
            return tomllib.loads(self._text)
        except FileNotFoundError:
            self._problems.append(Problem(self.file, 1, "This file is missing from the practice model."))
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            self._problems.append(Problem(self.file, line, "This is not UTF-8 text. Save the file as UTF-8."))
        except OSError as error:
            self._problems.append(Problem(self.file, 1, f"This file cannot be read: {error.strerror}."))
        except tomllib.TOMLDecodeError as error:
            at = _AT.search(str(error))
            line = int(at[1]) if at else max(1, len(self._text.splitlines()))
            told = _AT.sub("", str(error)).removesuffix(" (at end of document)")
            self._problems.append(Problem(self.file, line, f"This is not TOML: {told}."))
        return {}

    @property
    def broken(self) -> bool:
        """Whether the file could not be parsed, so that nothing more can be said about it."""
        return bool(self._problems)

    def fault(self, place: Place, text: str) -> None:
        """Note a defect at a place of this file."""
        if not self.broken:
            self._faults.append((place, text))

    def problems(self) -> list[Problem]:
        """Return everything that is wrong with this file, keys that nobody asked for included."""
        from fsworkbook.practice.lines import line_of, places  # noqa: PLC0415 - only needed when all is not well

        for name in self.table.keys() - self._used:
            self._faults.append(((name,), f"“{name}” is not a known key here."))
            self._used.add(name)
        found = places(self._text) if self._faults else {}
        return sorted(
            self._problems + [Problem(self.file, line_of(found, place), text) for place, text in self._faults]
        )

    def close(self) -> None:
        """Finish reading.

        Raises:
            BadInput: something is wrong with this file; every problem is listed.
        """
        if self._problems or self._faults or self.table.keys() - self._used:
            raise as_error(self.problems())

    def noun(self, cls: type[T], table: Table, place: Place, **supplied: object) -> T | None:
        """Return one noun from a table, or None with its defects noted."""
        plan = _plan(cls)
        before = len(self._faults)
        made: dict[str, object] = dict(supplied)
        for key in table.keys() - plan.keys():
            self.fault((*place, key), f"“{key}” is not a known key here.{_did_you_mean(key, plan)}")
        for name, rule in plan.items():
            if name in table:
                made[name] = self._value(rule, table[name], (*place, name))
            elif rule.required and name not in supplied:
                self.fault(place, f"{_called(table)} needs “{name}”.")
        return cls(**made) if len(self._faults) == before else None

    def head(self, cls: type[T], **supplied: object) -> T | None:
        """Return the noun that the file's own top-level keys make; lists of tables are left for `rows`."""
        self._used |= {key for key, value in self.table.items() if not _is_rows(value)}
        table = {key: value for key, value in self.table.items() if not _is_rows(value)}
        return None if self.broken else self.noun(cls, table, (), **supplied)

    def leave(self, *names: str) -> None:
        """Leave what stands under these names to whoever else reads this file."""
        self._used.update(names)

    def text(self, name: str) -> str:
        """Return a text that stands at the top of the file."""
        self._used.add(name)
        value = self.table.get(name)
        if not isinstance(value, str) or not value:
            self.fault((name,), f"This file needs “{name}”, as text in quotes, before its first [[table]].")
            return ""
        return value

    def rows(self, name: str, cls: type[T], **supplied: object) -> tuple[T, ...]:
        """Return the nouns of a list of tables, in file order; the list may be absent."""
        self._used.add(name)
        made = (
            self.noun(cls, table, (name, index), **supplied)
            for index, table in enumerate(self.tables(self.table, name))
        )
        return tuple(noun for noun in made if noun is not None)

    def tables(self, table: Table, name: str, place: Place = ()) -> list[Table]:
        """Return a list of tables by name as it stands, noting where it is no such list."""
        self._used |= {name} if not place else set()
        value = table.get(name, [])
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            self.fault((*place, name), f"“{name}” must be a list of tables, each opened by [[{name}]].")
            return []
        return value

    def terms(self, name: str, cls: type[T]) -> Mapping[str, T]:
        """Return a vocabulary by id, in file order, noting ids that come twice and an empty list."""
        made = self.rows(name, cls)
        self.unique(name)
        if not made and not self._faults:
            self.fault((), f"There is no [[{name}]] in this file.")
        return MappingProxyType({noun.id: noun for noun in made})  # type: ignore[attr-defined]

    def unique(self, *names: str) -> None:
        """Note each id that comes twice in these lists of the file."""
        seen: set[str] = set()
        for name in names:
            for index, table in enumerate(self.tables(self.table, name)):
                ident = table.get("id")
                if isinstance(ident, str):
                    self.once(seen, ident, (name, index, "id"))

    def once(self, seen: set[str], ident: str, place: Place) -> None:
        """Note an id that has been seen before, and remember it."""
        if ident in seen:
            self.fault(place, f"The id “{ident}” is used twice. Give this one an id of its own.")
        seen.add(ident)

    def _value(self, rule: _Rule, value: object, place: Place) -> object:
        if not _fits(rule.type, value):
            self.fault(place, f"“{place[-1]}” must be {_WORDS[rule.type]}.")
            return None
        if rule.required and value == "":
            self.fault(place, f"“{place[-1]}” must not be empty.")
        if rule.limit:
            self._limited(rule.limit, value, place)
        return (
            tuple(value) if isinstance(value, list) else MappingProxyType(value) if isinstance(value, dict) else value
        )

    def _limited(self, limit: Limit, value: object, place: Place) -> None:
        if limit.values and value not in limit.values:
            known = ", ".join(word for word in limit.values if word)
            self.fault(place, f"“{value}” is not one of: {known}.")
        for part in _strings(value) if limit.pattern else ():
            if not re.fullmatch(limit.pattern, part):
                self.fault(place, f"“{part}” has not the form that “{place[-1]}” has here, such as “{limit.such_as}”.")


_PLAIN: dict[str, type] = {"str": str, "int": int, "bool": bool}

_WORDS = {
    "str": "text in quotes",
    "int": "a whole number",
    "bool": "true or false",
    "tuple[str, ...]": "a list of texts",
    "Mapping[str, str]": "a table of texts",
}


def _plan(cls: type) -> dict[str, _Rule]:
    """Return what a noun's table may hold, worked out once a class."""
    if cls not in _plans:
        made = _forms.get(cls, _Form((), {}))
        defaults: dict[str, object] = cls._field_defaults  # type: ignore[attr-defined]
        # annotations are postponed, so that typing holds each as the text that was written
        types = {name: str(getattr(kind, "__forward_arg__", kind)) for name, kind in cls.__annotations__.items()}
        _plans[cls] = {
            name: _Rule(types[name], name not in defaults, made.limits.get(name))
            for name in types
            if name not in made.supplied
        }
    return _plans[cls]


def _fits(wanted: str, value: object) -> bool:
    if wanted in _PLAIN:
        return type(value) is _PLAIN[wanted]
    if wanted == "tuple[str, ...]":
        return isinstance(value, list) and all(isinstance(part, str) for part in value)
    return isinstance(value, dict) and all(isinstance(part, str) for part in value.values())


def _strings(value: object) -> Iterable[str]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else [str(value)]


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(row, dict) for row in value)


def _called(table: Table) -> str:
    ident = table.get("id")
    return f"“{ident}”" if isinstance(ident, str) else "This entry"


def _did_you_mean(key: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only for a typing slip

    near = get_close_matches(key, list(known), n=1)
    return f" Did you mean “{near[0]}”?" if near else ""
