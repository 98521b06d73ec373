"""The programme of a practice model: who it is, its modules and questions, and the outline of the report they feed."""

# A part's nouns are imported with the part: making thirty classes costs more than reading a file.
# ruff: noqa: PLC0415

from __future__ import annotations

import re
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from fsworkbook.errors import BadInput
from fsworkbook.practice.quoting import quoted
from fsworkbook.practice.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fsworkbook.practice.head import Head
    from fsworkbook.practice.outlines import Item, Section
    from fsworkbook.practice.questions import Kind, Module, Question

_SHOWN = 12
"""How many ids an error lists before it stops."""


class Programme(Reader):
    """What is asked, and what the answers become."""

    # Who this model is

    @cached_property
    def head(self) -> Head:
        """Name, version and source documents."""
        from fsworkbook.practice import head

        return self._read("practice.toml", head.head)

    @property
    def id(self) -> str:
        """The model's id, as `family.toml` names it."""
        return self.head.id

    @property
    def version(self) -> int:
        """The model's version, as `family.toml` names it."""
        return self.head.version

    @property
    def title(self) -> str:
        """The model's name in plain words."""
        return self.head.title

    # The programme

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """The kinds of question."""
        from fsworkbook.practice import questions

        return self._read("kinds.toml", questions.kinds)

    @cached_property
    def module_numbers(self) -> tuple[int, ...]:
        """The numbers of the modules that the folder holds, in order; the files are not read."""
        stems = [path.stem for path in (self.folder / "modules").glob("*.toml")]
        return tuple(sorted(int(stem) for stem in stems if stem.isdecimal()))

    @cached_property
    def _modules(self) -> dict[int, Module]:
        return {}

    def module(self, number: int) -> Module:
        """Return a module; only its own file is read.

        Raises:
            BadInput: there is no such module.
        """
        if number not in self.module_numbers:
            raise BadInput(f"There is no module {number}. There are modules {_listed(map(str, self.module_numbers))}.")
        if number not in self._modules:
            from fsworkbook.practice import questions

            self._modules[number] = self._read(f"modules/{number}.toml", questions.module)
        return self._modules[number]

    @cached_property
    def modules(self) -> tuple[Module, ...]:
        """Every module, by number."""
        return tuple(self.module(number) for number in self.module_numbers)

    @cached_property
    def council(self) -> tuple[Question, ...]:
        """The council's own questions, from `council.toml` and every other file named `council….toml`."""
        names = sorted(path.name for path in self.folder.glob("council*.toml"))
        from fsworkbook.practice import questions

        return tuple(question for file in names for question in self._read(file, questions.council))

    def asked_in(self, number: int) -> tuple[Question, ...]:
        """Return the questions of a module and the council's own that are asked beside it.

        Raises:
            BadInput: there is no such module.
        """
        return (*self.module(number).questions, *(own for own in self.council if own.module == number))

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by id, the council's own last."""
        every = [*(question for module in self.modules for question in module.questions), *self.council]
        return MappingProxyType({question.id: question for question in every})

    def question(self, typed: str) -> Question:
        """Return a question by its id, in full or short: `M3.Q02`, `m3.q2`, `3.2`, `CQ.1`.

        Raises:
            BadInput: no question has this id; the message names those that there are.
        """
        wanted = _question_key(typed)
        own = re.match(r"m(\d+)\.", wanted)
        if own and int(own[1]) not in self.module_numbers:
            self.module(int(own[1]))
        near = self.module(int(own[1])).questions if own else self.council
        for question in near:
            if _question_key(question.id) == wanted:
                return question
        there = _listed(question.short for question in near)
        where = f"Module {own[1]} has" if own else "Beside the modules’ own questions, such as 3.2, there are"
        raise BadInput(f"There is no {_named('question', typed)}. {where} {there or 'none'}.")

    # The report

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections of the report, in order, those for before a birth included (`when`)."""
        from fsworkbook.practice import outlines

        return self._read("outline.toml", outlines.outline)

    @cached_property
    def _places(self) -> dict[str, Section | Item]:
        found: dict[str, Section | Item] = {}
        for section in self.sections:
            found[_section_key(section.id)] = section
            found.update((_section_key(item.id), item) for item in section.items)
        return found

    def section(self, typed: str) -> Section | Item:
        """Return a section or an item by its id, in full or short: `S09.01`, `9.1`, `S09`, `9`.

        Raises:
            BadInput: nothing has this id; the message names those that there are.
        """
        found = self._places.get(_section_key(typed))
        if found is not None:
            return found
        home = _section_key(typed).partition(".")[0]
        near = [item.id for section in self.sections if _section_key(section.id) == home for item in section.items]
        there = near or [section.id for section in self.sections]
        raise BadInput(f"The report has no {_named('part', typed)}. There are {_listed(there, most=len(there))}.")

    @cached_property
    def _feeds(self) -> dict[str, tuple[Question, ...]]:
        index: dict[str, list[Question]] = {}
        for question in self.questions.values():
            for fed in question.feeds:
                index.setdefault(fed, []).append(question)
        return {fed: tuple(questions) for fed, questions in index.items()}

    def fed_by(self, typed: str) -> tuple[Question, ...]:
        """Return the questions that feed exactly this section or item, in the order of the programme.

        A section's items are not counted in: ask for each.

        Raises:
            BadInput: the report has no such part.
        """
        return self._feeds.get(self.section(typed).id, ())

    def asked(self, typed: str) -> bool:
        """Return whether a section or item is asked when the report is written.

        That is so where the model says so, and where nothing feeds what should come from the programme: a council
        that takes a question out leaves no part of its report silently empty.

        Raises:
            BadInput: the report has no such part.
        """
        from fsworkbook.practice.outlines import FROM_MODULES, Item

        part = self.section(typed)
        if part.ask or self.fed_by(part.id):
            return part.ask
        home = next(section for section in self.sections if part is section or part in section.items)
        is_content = not part.tip if isinstance(part, Item) else not part.items
        return is_content and home.source_kind in FROM_MODULES


def _named(what: str, typed: str) -> str:
    """Return what was looked for, with the word that was typed where it reads as an id."""
    return f"{what} {quoted(typed, 'of that name')}"


def _listed(ids: Iterable[str], *, most: int = _SHOWN) -> str:
    """Return ids for a message, cut short where there are many."""
    every = list(ids)
    return ", ".join(every[:most]) + (f" … {every[-1]}" if len(every) > most else "")


def _question_key(typed: str) -> str:
    """Return the one form that every way to type a question's id comes to."""
    plain = re.sub(r"\s+", "", typed).lower()
    found = re.fullmatch(r"m?0*(\d+)[.,]?q?0*(\d+)", plain) if re.search(r"[.,q]", plain) else None
    if found:
        return f"m{found[1]}.q{found[2]}"
    own = re.fullmatch(r"([a-z]{2,})\.?0*(\d+)", plain)
    return f"{own[1]}.{own[2]}" if own else plain


def _section_key(typed: str) -> str:
    """Return the one form that every way to type a section's or an item's id comes to."""
    plain = re.sub(r"\s+", "", typed).lower()
    found = re.fullmatch(r"s?0*(\d+)([a-z]?)(?:\.(t?)0*(\d+))?", plain)
    if not found:
        return plain
    item = f".{found[3]}{found[4]}" if found[4] else ""
    return f"{found[1]}{found[2]}{item}"
