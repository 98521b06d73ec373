"""A practice model as a whole: every part reads its own file when it is first asked for, and checks it then.

So a command that needs the ratings pays for the ratings, and not for the programme's questions.
"""

# A part's nouns are imported with the part: making thirty classes costs more than reading a file.
# `__all__` lets annotations elsewhere name the nouns from here; at run time they are in their own modules.
# ruff: noqa: PLC0415, TC004

from __future__ import annotations

import re
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from fsworkbook.errors import BadInput
from fsworkbook.practice.page import Page
from fsworkbook.practice.quoting import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from fsworkbook.practice.attachments import AttachmentKind
    from fsworkbook.practice.audiences import Audiences
    from fsworkbook.practice.calendars import Days
    from fsworkbook.practice.casesummaries import Trigger
    from fsworkbook.practice.checklists import Checklist
    from fsworkbook.practice.closings import ClosingItem
    from fsworkbook.practice.consents import Consents, ConsentState, Matter
    from fsworkbook.practice.contradictions import Contradiction
    from fsworkbook.practice.directwork import DirectWork
    from fsworkbook.practice.expungings import ExpungingReason
    from fsworkbook.practice.head import Head
    from fsworkbook.practice.orders import Order
    from fsworkbook.practice.outlines import Item, Section
    from fsworkbook.practice.papers import Paper
    from fsworkbook.practice.people import Couple, Gender, People
    from fsworkbook.practice.plans import Planning
    from fsworkbook.practice.prompts import Prompts
    from fsworkbook.practice.questions import Aim, Kind, Module, Outcome, Question
    from fsworkbook.practice.ratings import Rating, Ratings, Rule
    from fsworkbook.practice.records import RecordKind
    from fsworkbook.practice.relations import Relation
    from fsworkbook.practice.roles import Permission, Permissions, Role, Setting
    from fsworkbook.practice.sessions import Meeting, Missed, Session, Sessions
    from fsworkbook.practice.statuses import Plan, Status, Statuses, Step
    from fsworkbook.practice.summaries import Summaries, SummarySection, SummaryShape
    from fsworkbook.practice.supervisions import Attendance, MovingReason, Supervision, Threshold
    from fsworkbook.practice.term import Term
    from fsworkbook.practice.timescales import Timescale
    from fsworkbook.practice.wordlists import Acronyms, Checked, Own, Phrase

__all__ = [
    "Aim",
    "AttachmentKind",
    "Attendance",
    "Audiences",
    "Checklist",
    "ClosingItem",
    "ConsentState",
    "Contradiction",
    "Couple",
    "Days",
    "DirectWork",
    "Gender",
    "Head",
    "Item",
    "Kind",
    "Matter",
    "Meeting",
    "Missed",
    "Module",
    "MovingReason",
    "Order",
    "Outcome",
    "Permission",
    "Plan",
    "Planning",
    "Practice",
    "Prompts",
    "Question",
    "Rating",
    "RecordKind",
    "Relation",
    "Role",
    "Rule",
    "Section",
    "Session",
    "Setting",
    "Status",
    "Step",
    "SummarySection",
    "SummaryShape",
    "Term",
    "Threshold",
    "Timescale",
    "Trigger",
]

T = TypeVar("T")

_SHOWN = 12
"""How many ids an error lists before it stops."""


class Practice:
    """One council's practice model. Each part raises BadInput, listing every defect of its file, when first read."""

    def __init__(self, folder: Path) -> None:
        """Take the model's folder; nothing is read yet."""
        self.folder = folder

    def __repr__(self) -> str:
        return f"Practice({self.folder.name!r})"

    def _read(self, file: str, part: Callable[[Page], T | None]) -> T:
        page = Page(self.folder, file)
        made = part(page)
        page.close()
        if made is None:  # pragma: no cover - a part that could not be made has said why
            raise BadInput(f"{file} could not be read.")
        return made

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

    # Who works with the family, and what each may do

    @cached_property
    def roles(self) -> Mapping[str, Role]:
        """The roles of the team, and the one for everybody outside it."""
        from fsworkbook.practice import roles

        return self._read("roles.toml", roles.roles)

    @cached_property
    def _permissions(self) -> Permissions:
        from fsworkbook.practice import roles

        return self._read("permissions.toml", roles.permissions)

    @property
    def permissions(self) -> Mapping[str, Permission]:
        """Who may do what, by action."""
        return self._permissions.permissions

    @property
    def settings(self) -> Mapping[str, Setting]:
        """Choices that teams make differently."""
        return self._permissions.settings

    def permission(self, action: str) -> Permission:
        """Return the permission for an action.

        Raises:
            BadInput: the model knows no such action.
        """
        if action not in self.permissions:
            raise BadInput(f"permissions.toml has no action “{action}”. Add it, with who may do it.")
        return self.permissions[action]

    def may(self, role_id: str, action: str) -> str:
        """Return the letters that a role has for an action, such as "D" or "W+D"; "" for none.

        Raises:
            BadInput: the model knows no such role or action.
        """
        if role_id not in self.roles:
            raise BadInput(f"There is no role “{role_id}”. There are {_listed(self.roles)}.")
        return self.permission(action).may.get(role_id, "")

    def who_may(self, action: str, letter: str = "D") -> tuple[Role, ...]:
        """Return the roles that have a letter (D, W, P or R) for an action, in the order of the roles.

        Raises:
            BadInput: the model knows no such action.
        """
        may = self.permission(action).may
        return tuple(role for role in self.roles.values() if letter in may.get(role.id, "").split("+"))

    # Its words

    @cached_property
    def _ratings(self) -> Ratings:
        from fsworkbook.practice import ratings

        return self._read("ratings.toml", ratings.ratings)

    @property
    def ratings(self) -> Mapping[str, Rating]:
        """The ratings."""
        return self._ratings.ratings

    @property
    def rating_rules(self) -> Mapping[str, Rule]:
        """The rules of rating, in short."""
        return self._ratings.rules

    @cached_property
    def _statuses(self) -> Statuses:
        from fsworkbook.practice import statuses

        return self._read("statuses.toml", statuses.statuses)

    @property
    def statuses(self) -> Mapping[str, Status]:
        """The statuses that a child may have."""
        return self._statuses.statuses

    @property
    def plans(self) -> Mapping[str, Plan]:
        """The kinds of plan that statuses belong to."""
        return self._statuses.plans

    @property
    def steps(self) -> Mapping[str, Step]:
        """What a change of status is called."""
        return self._statuses.steps

    @cached_property
    def _people(self) -> People:
        from fsworkbook.practice import people

        return self._read("people.toml", people.people)

    @property
    def parts(self) -> Mapping[str, Term]:
        """The parts that a person may have in the family."""
        return self._people.parts

    @property
    def genders(self) -> Mapping[str, Gender]:
        """The genders."""
        return self._people.genders

    @cached_property
    def relations(self) -> Mapping[str, Relation]:
        """The words for what one person is to another."""
        from fsworkbook.practice import relations

        return self._read("relations.toml", relations.relations)

    def relations_called(self, word: str) -> tuple[Relation, ...]:
        """Return the relations that people mean by a word of kinship, such as “nan”: by id, name or other words."""
        wanted = _word(word)
        return tuple(
            relation
            for relation in self.relations.values()
            if wanted in {_word(relation.id), _word(relation.name), *map(_word, relation.words)}
        )

    @cached_property
    def couples(self) -> Mapping[str, Couple]:
        """The statuses of a couple."""
        from fsworkbook.practice import people

        return self._read("couples.toml", people.couples)

    @cached_property
    def checklist(self) -> Checklist:
        """The quality checklist of an assessment (H01-H51)."""
        from fsworkbook.practice import checklists

        return self._read("checklist.toml", checklists.checklist)

    @cached_property
    def planning(self) -> Planning:
        """What the plan of an assessment is made of: steps, topics, needs (N5, N6, H04)."""
        from fsworkbook.practice import plans

        return self._read("plan.toml", plans.planning)

    @cached_property
    def prompts(self) -> Prompts:
        """What is shown beside a question when somebody opens it, and the bands of children's ages (J, I, G.36)."""
        from fsworkbook.practice import prompts

        return self._read("prompts.toml", prompts.prompts)

    @cached_property
    def attachments(self) -> Mapping[str, AttachmentKind]:
        """What may be attached to a record, and the consent that it needs (F.10)."""
        from fsworkbook.practice import attachments

        return self._read("attachments.toml", attachments.attachments)

    @cached_property
    def orders(self) -> Mapping[str, Order]:
        """The kinds of court order and condition."""
        from fsworkbook.practice import orders

        return self._read("orders.toml", orders.orders)

    @cached_property
    def _sessions(self) -> Sessions:
        from fsworkbook.practice import sessions

        return self._read("sessions.toml", sessions.sessions)

    @property
    def sessions(self) -> Mapping[str, Session]:
        """The kinds of session."""
        return self._sessions.sessions

    @property
    def missed(self) -> Mapping[str, Missed]:
        """Who a missed session came from."""
        return self._sessions.missed

    @cached_property
    def meetings(self) -> Mapping[str, Meeting]:
        """The kinds of meeting."""
        from fsworkbook.practice import sessions

        return self._read("meetings.toml", sessions.meetings)

    @cached_property
    def _supervision(self) -> Supervision:
        from fsworkbook.practice import supervisions

        return self._read("supervision.toml", supervisions.supervision)

    @property
    def attendance(self) -> Mapping[str, Attendance]:
        """How somebody attended a supervision."""
        return self._supervision.attendance

    @property
    def moving_reasons(self) -> Mapping[str, MovingReason]:
        """Why a supervision may be moved."""
        return self._supervision.moving_reasons

    @property
    def thresholds(self) -> Mapping[str, Threshold]:
        """What a supervision may recommend for a child."""
        return self._supervision.thresholds

    @property
    def vague_verbs(self) -> Mapping[str, Term]:
        """Words of an action that say nothing which could be seen being done."""
        return self._supervision.vague_verbs

    @cached_property
    def checked(self) -> Checked:
        """What is looked for in the words of a record, and in which records (K2)."""
        from fsworkbook.practice import wordlists

        return self._read("lints.toml", wordlists.lints)

    @cached_property
    def own_words(self) -> tuple[Own, ...]:
        """What the council's own files add to the lists of words, and take away from them."""
        names = sorted(path.name for path in self.folder.glob("council*.toml"))
        from fsworkbook.practice import wordlists

        return tuple(self._read(file, wordlists.council) for file in names)

    @cached_property
    def phrases(self) -> tuple[Phrase, ...]:
        """Words to avoid, of every list, the council's own last; those that it switched off are left out (K3-K5)."""
        from fsworkbook.practice import wordlists

        listed = [phrase for file in wordlists.LISTS for phrase in self._read(file, wordlists.phrases)]
        own = self.own_words
        off = {ident for one in own for ident in one.off}
        return tuple(one for one in (*listed, *(row for mine in own for row in mine.phrases)) if one.id not in off)

    @cached_property
    def acronyms(self) -> Acronyms:
        """Letters and capitals that need no explaining, and official titles; the council's own among them."""
        from fsworkbook.practice import wordlists

        found: Acronyms = self._read("acronyms.toml", wordlists.acronyms)
        return found._replace(
            allowed=(*found.allowed, *(word for one in self.own_words for word in one.allowed)),
            titles=(*found.titles, *(title for one in self.own_words for title in one.titles)),
        )

    @cached_property
    def _consents(self) -> Consents:
        from fsworkbook.practice import consents

        return self._read("consents.toml", consents.consents)

    @property
    def consent_states(self) -> Mapping[str, ConsentState]:
        """Where a consent may stand."""
        return self._consents.states

    @property
    def consent_reasons(self) -> Mapping[str, Term]:
        """Why consent may be not required."""
        return self._consents.reasons

    @property
    def consent_matters(self) -> Mapping[str, Matter]:
        """What consent is commonly asked for."""
        return self._consents.matters

    @cached_property
    def _summaries(self) -> Summaries:
        from fsworkbook.practice import summaries

        return self._read("summaries.toml", summaries.summaries)

    @property
    def summary_shapes(self) -> Mapping[str, SummaryShape]:
        """The shapes of a summary."""
        return self._summaries.shapes

    @cached_property
    def case_triggers(self) -> Mapping[str, Trigger]:
        """What calls for a new case summary."""
        from fsworkbook.practice import casesummaries

        return self._read("case_summaries.toml", casesummaries.triggers)

    @property
    def allocated_role(self) -> str:
        """The id of the role whose summary has the allocated worker's shape."""
        return self._summaries.allocated_role

    def summary_shape(self, role_id: str) -> SummaryShape:
        """Return the shape of the summary that a role writes.

        Raises:
            BadInput: the model has no shape for it.
        """
        for shape in self.summary_shapes.values():
            if shape.allocated == (role_id == self.allocated_role):
                return shape
        raise BadInput(f"summaries.toml has no shape for the role “{role_id}”.")

    @cached_property
    def records(self) -> Mapping[str, RecordKind]:
        """The kinds of record, and whom each is for."""
        from fsworkbook.practice import records

        return self._read("records.toml", records.records)

    @cached_property
    def papers(self) -> Mapping[str, Paper]:
        """The shorter papers beside the whole report."""
        from fsworkbook.practice import papers

        return self._read("papers.toml", papers.papers)

    @cached_property
    def audiences(self) -> Audiences:
        """Who may be given a copy, and what every copy says."""
        from fsworkbook.practice import audiences

        return self._read("audiences.toml", audiences.audiences)

    @cached_property
    def timescales(self) -> Mapping[str, Timescale]:
        """The numbers that the practice sets."""
        from fsworkbook.practice import timescales

        return self._read("timescales.toml", timescales.timescales)

    @cached_property
    def closing(self) -> Mapping[str, ClosingItem]:
        """What is looked at before a workbook closes."""
        from fsworkbook.practice import closings

        return self._read("closing.toml", closings.closing)

    @cached_property
    def direct_work(self) -> DirectWork:
        """What goals, diaries, reviews, worries from the start and measures can say (I.04-I.22)."""
        from fsworkbook.practice import directwork

        return self._read("direct_work.toml", directwork.direct_work)

    @cached_property
    def expunging_reasons(self) -> Mapping[str, ExpungingReason]:
        """Why something may be taken out of the whole history."""
        from fsworkbook.practice import expungings

        return self._read("expunging.toml", expungings.reasons)

    @cached_property
    def contradictions(self) -> Mapping[str, Contradiction]:
        """Where the sources differ, and how they are read here."""
        from fsworkbook.practice import contradictions

        return self._read("contradictions.toml", contradictions.contradictions)

    @cached_property
    def days(self) -> Days:
        """Which days are working days, and how days are counted."""
        from fsworkbook.practice import calendars

        return self._read("calendar.toml", calendars.days)


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


def _word(typed: str) -> str:
    """Return a word of kinship as it is compared."""
    return " ".join(typed.casefold().replace("’", "'").split())
