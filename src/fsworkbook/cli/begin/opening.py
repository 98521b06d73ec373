"""The guided opening of a family: its questions, one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.begin.agreeing import consent_steps
from fsworkbook.cli.begin.assessing import assessment_steps
from fsworkbook.cli.people.inquiry import NEAREST, OPEN, RELATED, Inquiry, Somebody, inside, key_shown
from fsworkbook.cli.talk.conversation import Step
from fsworkbook.workbook.clock import spoken
from fsworkbook.workbook.naming import folder_name, key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from fsworkbook.cli.talk.asking import Asker

Table = dict[str, Any]

GROUPS: Final = ("child", "parent", "other")
ACTION: Final = "open-workbook"

_DECISION_MORE: Final = "Who decided that this family needs the team, and when. Without it no family is opened."
_CHILDREN_MORE: Final = (
    "Every child of the family, with a plan or without, the unborn too: Baby and the surname will do."
)
_PARENTS_MORE: Final = "Everybody who is or may be a parent, wherever they live, and who cares for a child day by day."
_OTHERS_MORE: Final = "Grandparents, other relatives, friends: whoever matters for the work. They can be added later."
_TEAM_MORE: Final = "Who works with the family: your manager first. They can be added later with “fsworkbook team add”."


@dataclass(frozen=True)
class Slot:
    """Somebody as the conversation knows them: the group and number they were asked in, and the key they get."""

    group: str
    number: str
    key: str
    row: Mapping[str, Any]

    @property
    def ref(self) -> str:
        """What other answers call them by, so that a changed name changes nothing else."""
        return f"{self.group}.{self.number}"

    @property
    def name(self) -> str:
        """The name as it was typed."""
        return str(self.row["name"])


@dataclass(frozen=True)
class Me:
    """Who opens the family, as far as setup and options say."""

    key: str = ""
    name: str = ""
    email: str = ""
    role: str = ""
    agency: str = ""


@dataclass(frozen=True)
class Questions:
    """The questions of an opening, worked out anew from the answers so far."""

    inquiry: Inquiry
    me: Me
    load: Path
    name: str = ""

    def __call__(self, table: Table) -> list[Step]:
        """Return every question, in the order in which they are asked."""
        return [
            *self._family(table),
            *self._children(table),
            *self._grown_ups(table),
            *self._relations(table),
            *self._couples(table),
            *self._homes(table),
            *self._statuses(table),
            *self._team(table),
            *assessment_steps(self, table),
            *consent_steps(self, table),
        ]

    # The family and the decision

    def _family(self, table: Table) -> Iterator[Step]:
        yield Step("surname", lambda asker, _: asker.text("Family’s surname", needed=True), "Surname")
        if self.needs_folder(table):
            yield Step("folder", self._ask_folder, "Folder’s name")
        yield Step("reference", lambda asker, _: asker.text("Reference number", needed=True), "Reference")
        decider = self.inquiry.practice.permission(ACTION).notes.get("outside", "").removeprefix("the ")
        yield Step(
            ("decision", "by"),
            lambda asker, _: asker.text("Decided by", default=decider, needed=True, more=_DECISION_MORE),
            "Decided by",
        )
        yield Step(
            ("decision", "on"),
            lambda asker, _: asker.day("Decided on", default="today", more=_DECISION_MORE),
            "Decided on",
        )

    def needs_folder(self, table: Mapping[str, Any]) -> bool:
        """Return whether the surname makes no folder, or one that is there already."""
        if self.name or not table.get("surname"):
            return False
        made = folder_name(str(table["surname"]))
        return not made or (self.load / made).exists()

    def _ask_folder(self, asker: Asker, _: Table) -> str | None:
        def wrong(text: str) -> str:
            if folder_name(text) != text:
                return "Small letters, figures and hyphens, beginning with a letter."
            return "There is a family of that name already." if (self.load / text).exists() else ""

        return asker.text("Its folder’s name; the surname’s is taken", needed=True, wrong=wrong)

    # The people

    def slots(self, table: Mapping[str, Any], *groups: str) -> list[Slot]:
        """Return everybody who was named, in the order of asking; keys are given in that order too."""
        taken, found = {self.me.key}, []
        for group in (*GROUPS, "team"):
            for number in count(1):
                row = inside(table, (group, str(number)))
                if not row.get("name"):
                    break
                key = self.me.key if (group, number) == ("team", 1) and self.me.key else ""
                key = key or key_of(str(row["name"]), taken, "member" if group == "team" else "person")
                taken.add(key)
                found.append(Slot(group, str(number), key, row))
        return [slot for slot in found if slot.group in groups]

    def _children(self, table: Table) -> Iterator[Step]:
        for slot, step in self._named(table, "child", "First child, full name", "Next child", _CHILDREN_MORE):
            yield step
            if slot is not None:
                yield from self.inquiry.person((slot.group, slot.number), slot.name, table, child=True)

    def _grown_ups(self, table: Table) -> Iterator[Step]:
        parts = list(self.inquiry.practice.parts)
        for group, first, following, more, offered in (
            ("parent", "Parent or carer", "Parent or carer", _PARENTS_MORE, parts[1:3]),
            ("other", "Anyone else", "Anyone else", _OTHERS_MORE, parts[3:]),
        ):
            for slot, step in self._named(table, group, first, following, more):
                yield step
                if slot is not None:
                    yield from self.inquiry.person(
                        (slot.group, slot.number), slot.name, table, child=False, parts=offered, part=offered[0]
                    )

    def _named(
        self, table: Table, group: str, first: str, following: str, more: str
    ) -> Iterator[tuple[Slot | None, Step]]:
        """Yield the question for each name of a group, with who was named there; the last has nobody yet."""
        slots = self.slots(table, group)
        for place in range(len(slots) + 1):
            slot = slots[place] if place < len(slots) else None
            needed = group == "child" and place == 0
            label = first if place == 0 else following
            yield (
                slot,
                Step(
                    (group, str(place + 1), "name"),
                    self._ask_name(label if needed else f"{label} (↵ ends)", group, place + 1, more, needed=needed),
                    label if place == 0 else following,
                    reads=_with_key(slot),
                ),
            )

    def _ask_name(
        self, label: str, group: str, number: int, more: str, *, needed: bool
    ) -> Callable[[Asker, Table], str | None]:
        def ask(asker: Asker, table: Table) -> str | None:
            name = asker.text(label, needed=needed, more=more)
            if name:
                table.setdefault(group, {}).setdefault(str(number), {})["name"] = name
                found = [slot for slot in self.slots(table, group) if slot.number == str(number)]
                key_shown(asker, found[0].key)
            return name

        return ask

    def somebody(self, slot: Slot) -> Somebody:
        """Return somebody as the questions know them."""
        return Somebody(slot.ref, slot.name, str(slot.row.get("gender", "")), self.inquiry.is_unborn(slot.row))

    # How they stand

    def _relations(self, table: Table) -> Iterator[Step]:
        children, words = self.slots(table, "child"), self.inquiry.practice.relations
        for grown in self.slots(table, "parent", "other"):
            last, near = "", NEAREST if grown.group == "parent" else RELATED
            for child in children:
                at = ("between", grown.ref, child.ref)
                guess = self._guess(grown, child, table, last)
                yield from self.inquiry.relation(
                    at, self.somebody(grown), self.somebody(child), table, guess=guess, near=near
                )
                last = str(inside(table, at).get("kind", last))

        for child in children:
            kinds = [
                kind
                for grown in self.slots(table, "parent", "other")
                if (kind := str(inside(table, ("between", grown.ref, child.ref)).get("kind", ""))) in words
                and words[kind].line == "parent"
            ]
            yield from self.inquiry.other_parent(("child", child.number), self.somebody(child), kinds)

    def _guess(self, grown: Slot, child: Slot, table: Table, last: str) -> str:
        """Return what a question offers: what they are to the child before, or a parent where there is none yet."""
        one, other = self.somebody(grown), self.somebody(child)
        words = self.inquiry.practice.relations
        likeliest = self.inquiry.likeliest(one.gender, unborn=other.unborn)
        if last and words[last].line not in {"parent", "none"}:
            return last
        if grown.group != "parent" or grown.row.get("part") == "carer" or not likeliest:
            return OPEN
        for held in self.slots(table, "parent"):
            kind = str(inside(table, ("between", held.ref, child.ref)).get("kind", ""))
            if held.ref != grown.ref and kind in words and words[kind].gender == words[likeliest].gender:
                return OPEN
        return likeliest

    def _couples(self, table: Table) -> Iterator[Step]:
        people = {slot.ref: slot.name for slot in self.slots(table, "parent", "other")}
        if len(people) > 1:
            for number in count(1):
                at = ("couple", str(number))
                yield from self.inquiry.couple(at, people, table, first=number == 1)
                if not inside(table, at).get("partners"):
                    return

    def _homes(self, table: Table) -> Iterator[Step]:
        slots = self.slots(table, *GROUPS)
        people = {slot.ref: slot.name for slot in slots if not self.inquiry.is_unborn(slot.row)}
        if people:
            for number in count(1):
                at = ("household", str(number))
                yield from self.inquiry.household(at, people, table, first=number == 1)
                if not inside(table, at).get("members"):
                    return

    # What was decided for each child

    def _statuses(self, table: Table) -> Iterator[Step]:
        words = {key: word.name for key, word in self.inquiry.practice.statuses.items() if not word.ends}
        told: Mapping[str, Any] = {}
        for child in self.slots(table, "child"):
            at, first, before = ("status", child.ref), self.somebody(child).first, told
            yield Step(
                (*at, "status"),
                _one(f"{first}: plan, status", words, str(before.get("status", OPEN))),
                f"{first}: status",
            )
            told = inside(table, at)
            if told.get("status"):
                yield from self._status_facts(at, first, before, table)

    def _status_facts(self, at: tuple[str, ...], first: str, before: Mapping[str, Any], table: Table) -> Iterator[Step]:
        since = before.get("from") or inside(table, ("decision",)).get("on")
        yield Step(
            (*at, "from"),
            lambda asker, _: asker.day("Since", default=spoken(since) if since else "today"),
            f"{first}: since",
        )
        decided, more = str(before.get("decided_by", "")), "Which meeting, court or decision it was."
        yield Step(
            (*at, "decided_by"),
            lambda asker, _: asker.text("Decided by", default=decided, needed=True, more=more),
            f"{first}: decided by",
        )
        yield Step(
            (*at, "reason"),
            lambda asker, _: asker.text("Why", default=str(before.get("reason", "")), needed=True),
            f"{first}: why",
        )

    # The team

    def _team(self, table: Table) -> Iterator[Step]:
        roles = [key for key in self.inquiry.practice.roles if key != "outside"]
        at = ("team", "1")
        if not self.me.name:
            yield Step((*at, "name"), lambda asker, _: asker.text("Your own full name", needed=True), "You")
        name = str(inside(table, at).get("name", ""))
        if name:
            titles = {key: self.inquiry.practice.roles[key].name for key in self.inquiry.practice.roles}
            yield Step(
                (*at, "role"),
                lambda asker, _: asker.one("Your role", titles, default=self.me.role or None),
                f"{name}, you",
            )
            if not self.me.agency:
                yield Step((*at, "agency"), lambda asker, _: asker.text("Your agency"), "Your agency")
            if not self.me.email:
                yield Step((*at, "email"), lambda asker, _: asker.text("Your e-mail"), "Your e-mail")
        yield from self._colleagues(table, roles)

    def _colleagues(self, table: Table, roles: Sequence[str]) -> Iterator[Step]:
        taken = {str(inside(table, ("team", "1")).get("role"))}
        agency = str(inside(table, ("team", "1")).get("agency", ""))
        for number in count(2):
            at = ("team", str(number))
            slots = [slot for slot in self.slots(table, "team") if slot.number == str(number)]
            slot = slots[0] if slots else None
            yield Step(
                (*at, "name"),
                self._ask_name("On the team (↵ ends)", "team", number, _TEAM_MORE, needed=False),
                "On the team",
                reads=_with_key(slot),
            )
            if slot is None:
                return
            free = next((role for role in roles if role not in taken), "")
            yield from self.inquiry.member(at, slot.name, roles=[*roles, "outside"], role=free, agency=agency)
            taken.add(str(slot.row.get("role")))


def _one(label: str, words: Mapping[str, str], default: str) -> Callable[[Asker, Table], str | None]:
    return lambda asker, _: asker.one(label, dict(words), default=default, needed=False)


def _with_key(slot: Slot | None) -> Callable[[Any], str] | None:
    if slot is None:
        return None
    told = f"{slot.name} ({slot.key})"
    return lambda _: told
