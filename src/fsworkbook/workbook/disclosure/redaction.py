"""A family and its records made anew for one reader, with nothing in them but what the reader may know (F.40-F.48).

What is not named here does not come along: rows and records are built key by key, never copied and emptied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fsworkbook.workbook import threads
from fsworkbook.workbook.citing import renumbered
from fsworkbook.workbook.dating import PRECISION
from fsworkbook.workbook.disclosure.coarsening import coarsened, is_coarse
from fsworkbook.workbook.disclosure.guarding import Guard
from fsworkbook.workbook.family import AWAITED, Assessment, Couple, Family, Household, Member, Order, Person, Relation
from fsworkbook.workbook.lineage import NONE, drawn_order
from fsworkbook.workbook.record import Record, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from fsworkbook.practice.model import Practice
    from fsworkbook.workbook.disclosure.binding import Binding
    from fsworkbook.workbook.disclosure.recipient import Recipient
    from fsworkbook.workbook.ledger import Ledger

SOMEBODY: Final = "somebody-of-the-team"
"""The key of the one member who stands for all of whom the reader does not know."""

_PEOPLE: Final = frozenset({"about", "children", "children_seen", "seen_alone", "present", "person", "child", "views"})
"""Keys of a record that name people; all kinds may have them."""
_PLACE: Final = "where"
_LINKS: Final = {
    *(("module", "entry"), ("chronology", "entry"), ("analysis", "cites"), ("reply", "to")),
    *(("review", "entry"), ("measure", "entry"), ("risk", "evidence"), *((kind, kind) for kind in threads.KINDS)),
}
"""Kind and key where a record names other records."""
_BY_CHILD: Final = {("analysis", "recommend"), ("analysis", "options")}
"""Kind and key where a record has a table of rows, each about one child or with words for each child."""
_WITH_PEOPLE: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("plan", "sessions"): ("on", "session", "what", "observe"),
    ("plan", "tools"): ("tool", "explained"),
}
"""Kind and key where a record has a table of rows, each with people under `about`: what else of a row may be had."""
_ROW: Final = ("what", "child", "needed", "text", "by")
_PLAIN: Final[Mapping[str, tuple[str, ...]]] = {
    "module": ("assessment", "questions", "not_applicable", "module", "strength", "worry", "tool", "outcomes"),
    "visit": ("start", "end", "session", "statutory", "missed_by", "reason"),
    "chronology": ("effect_on_child", "support", "outcome", "reason_closed", "until"),
    "consent": ("matter", "state", "to", "how", "words", "limits", "reason", "review", "scope", "asked_by"),
    "status": ("status", "categories", "from", "until", "reason"),
    "meeting": ("meeting", "outcome"),
    "analysis": ("assessment", "section"),
    "extension": ("assessment", "until", "reason"),
    "plan": ("assessment",),
    "goal": ("frequency", "from", "to", "done", "stands"),
    "diary": ("share",),
    "review": ("form", "marks"),
    "measure": ("name", "better", "low", "high", "points"),
    "risk": ("since", "now", "detail"),
    "case-summary": ("reason",),
    "paper": ("paper", "meeting"),
}
"""What else of a record's front matter a copy may have, by kind; whatever is not named stays with the team."""
_TRAITS: Final = ("ethnicity", "faith", "language", "disability", "communication")


class Shown(NamedTuple):
    """Who may be shown.

    Attributes:
        people: keys of the people whom the reader may know of.
        workers: keys of the members of the team of whose work the reader knows.
        about: keys of the children whom the reader's papers are about.
        hidden: keys of those whose very existence is kept from the reader.
    """

    people: frozenset[str]
    workers: frozenset[str]
    about: frozenset[str]
    hidden: frozenset[str]


class Redaction:
    """Makes one reader's family and records."""

    def __init__(
        self,
        recipient: Recipient,
        family: Family,
        practice: Practice,
        before: Ledger,
        binding: Binding,
        shown: Shown,
    ) -> None:
        """Take what is to be shown to whom, and what binds them."""
        self._recipient = recipient
        self._whole = family
        self._practice = practice
        self._before = before
        self._binding = binding
        self._shown = shown
        self._words = practice.audiences
        self._guard = Guard(binding.guarded)

    def family(self) -> Family:
        """Return the family as the reader may know it: no address, no contact, nobody whom they may not know of."""
        whole = self._whole
        assessments = {key: self._assessment(one) for key, one in whole.assessments.items() if self._is_theirs(one)}
        return Family(
            name=whole.name,
            reference=whole.reference,
            surname=whole.surname,
            opened=whole.opened,
            training=whole.training,
            practice=whole.practice,
            genogram=self._drawn(),
            people={key: self._person(whole.people[key]) for key in whole.people if key in self._shown.people},
            relations=tuple(self._relations()),
            couples=tuple(self._couples()),
            households=(self._household(),),
            assessments=assessments,
            orders=tuple(self._orders()),
            team=self._team(),
        )

    def records(self, mine: Iterable[Record]) -> tuple[tuple[Record, ...], dict[str, Record]]:
        """Return records as the reader may see them, and what each was made from, by its new id."""
        told = sorted(map(self._dated, mine), key=lambda record: (record.on, record.recorded, record.id))
        numbered = {record.id: f"r{number:05}" for number, record in enumerate(told, start=1)}
        standing = {record.id: record for record in self._before.standing}
        leads = {old: self._lead(old, numbered) for old in self._before.everything}
        made = tuple(self._record(record, numbered, leads) for record in told)
        return made, {numbered[old]: standing[old] for old in numbered}

    def _dated(self, record: Record) -> Record:
        """Return a record as of the day on which it was first recorded, as exactly as the reader may know it."""
        first = record._replace(recorded=self._before.first_version(record).recorded)
        return coarsened(first) if is_coarse(record, self._recipient) else first

    def _lead(self, old: str, numbered: Mapping[str, str]) -> str:
        """Return the new id of what stands in a record's place now; "" where the reader has nothing of it."""
        waiting, seen = [old], {old}
        while waiting:
            key = waiting.pop()
            if key in numbered:
                return numbered[key]
            later = [item for item in self._before.replaced_by.get(key, ()) if item not in seen]
            seen.update(later)
            waiting += later
        return ""

    def _record(self, record: Record, numbered: Mapping[str, str], leads: Mapping[str, str]) -> Record:
        first = self._before.first_version(record)
        kept = _kept_cites(record, leads)
        sections = tuple(
            Section(part.name, part.title, renumbered(part.text, kept) if kept is not None else part.text)
            for part in record.sections
            if not self._binding.covers_part(record, part.name) and not self._is_of_hidden(part.name)
        )
        return Record(
            id=numbered[record.id],
            kind=record.kind,
            on=record.on,
            recorded=record.recorded,
            by=first.by if first.by in self._shown.workers else SOMEBODY,
            head=dict(self._head(record, leads)),
            sections=sections,
            preamble=record.preamble,
        )

    def _head(self, record: Record, leads: Mapping[str, str]) -> Iterable[tuple[str, Any]]:
        plain = (*_PLAIN.get(record.kind, ()), PRECISION)
        for key, value in record.head.items():
            if self._binding.covers_part(record, key):
                continue
            if key == _PLACE:
                yield key, self._words.held
            elif (record.kind, key) in _LINKS:
                found = list(dict.fromkeys(leads[name] for name in record.names(key) if leads.get(name)))
                if found:
                    yield key, found if isinstance(value, list) else found[0]
            elif key in _PEOPLE:
                kept = self._named(value, free=key == "views")
                if kept:
                    yield key, kept
            elif (record.kind, key) in _BY_CHILD.union(_WITH_PEOPLE) and isinstance(value, list):
                yield key, list(self._rows(record, key, value))
            elif key in plain:
                yield key, value

    def _rows(self, record: Record, key: str, rows: Iterable[Any]) -> Iterable[dict[str, Any]]:
        """Yield the rows of a table of which the reader may have anything."""
        for row in rows:
            if isinstance(row, dict):
                found = self._row(row) if (record.kind, key) in _BY_CHILD else self._shared(row, record, key)
                if found:
                    yield found

    def _shared(self, row: Mapping[str, Any], record: Record, key: str) -> dict[str, Any]:
        """Return a row of a table with people, if the reader may know of all of them; {} else: a row tells who met.

        A visit that is to come unannounced stays so (N.69).
        """
        kind = self._practice.sessions.get(str(row.get("session", "")))
        if kind is not None and kind.unannounced:
            return {}
        about = [str(item) for item in row.get("about") or ()]
        if not set(about) <= self._shown.people:
            return {}
        return {name: row[name] for name in _WITH_PEOPLE[record.kind, key] if name in row} | {"about": about}

    def _row(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return a row of a table about children as far as the reader may know of them; {} where nothing is left."""
        if "child" in row and row["child"] not in self._shown.people:
            return {}
        effects = row.get("effects")
        if not isinstance(effects, dict):
            said = _ROW if self._recipient.reader.own else (*_ROW, "who")  # who does it may be somebody kept back
            return {name: row[name] for name in said if name in row}
        seen = {child: words for child, words in effects.items() if child in self._shown.people}
        return {"option": row.get("option", ""), "effects": seen}

    def _named(self, value: Any, *, free: bool) -> Any:  # noqa: ANN401 - as it stands in the file
        """Return the people of a key as far as the reader may know of them; `free` words of no person stay, too."""
        if isinstance(value, str):
            return value if self._may_be_named(value, free=free) else ""
        if isinstance(value, list | tuple):
            return [item for item in value if isinstance(item, str) and self._may_be_named(item, free=free)]
        return None

    def _may_be_named(self, word: str, *, free: bool) -> bool:
        key = word.rpartition(":")[2]
        if key in self._whole.people or key in self._whole.team:
            return key in self._shown.people | self._shown.workers
        return free and ":" not in word

    def _is_of_hidden(self, section: str) -> bool:
        """Return whether a section answers for a child of whom the reader may not know."""
        return section.rpartition(".")[2] in self._shown.hidden

    def _is_theirs(self, one: Assessment) -> bool:
        return not self._recipient.reader.own or self._recipient.person in one.parents

    def _assessment(self, one: Assessment) -> Assessment:
        children = tuple(key for key in one.children if key in self._shown.people)
        unborn = any(self._whole.people[key].is_unborn for key in children)
        waited = any(self._whole.people[key].is_unborn for key in one.children if key in self._whole.people)
        parents = tuple(key for key in one.parents if key in self._shown.people)
        prebirth = one.prebirth and (unborn or not waited)
        return Assessment(
            one.key, parents, children, one.started, one.concluded, prebirth, split=one.split, follows=one.follows
        )

    def _person(self, person: Person) -> Person:
        """Return a person; of those whom the paper is not about, no more than who they are."""
        own = person.key == self._recipient.person or person.key in self._shown.about or not self._recipient.reader.own
        traits = {key: person.more[key] for key in _TRAITS if key in person.more} if own else {}
        due = self._day(person.due) if own else None
        if person.is_unborn and due is None:
            traits[AWAITED] = True  # or a baby would be called by a first name that it does not have
        return Person(
            key=person.key,
            name=person.name,
            part=person.part,
            gender=person.gender,
            born=self._day(person.born) if own else None,
            due=due,
            died=person.died if own else None,
            more=traits,
        )

    def _day(self, day: date | None) -> date | None:
        """Return a day of `family.toml`, unless it is one of the guarded words itself: a due date (F.27)."""
        return None if day is None or self._guard.hits(day.isoformat()) else day

    def _relations(self) -> Iterable[Relation]:
        for row in self._whole.relations:
            if {row.a, row.b} <= self._shown.people and not self._binding.covers_row(
                "relation", row.key, row.restricted
            ):
                if self._is_bond(row.kind):
                    continue
                own = row.b in self._shown.about or self._recipient.person in (row.a, row.b)
                said = (row.responsibility, row.how) if own or not self._recipient.reader.own else ("", "")
                yield Relation(row.key, row.a, row.b, row.kind, *said, row.since, row.until)

    def _drawn(self) -> dict[str, Any]:
        """Return the order in which the family is drawn, as far as the reader may know who it names."""
        order = drawn_order(self._whole)
        return {"order": [key for key in order if key in self._shown.people]} if order else {}

    def _is_bond(self, kind: str) -> bool:
        """Return whether a relation says what is between two people, such as violence: the family's copies do not."""
        word = self._practice.relations.get(kind)
        return self._recipient.reader.own and word is not None and word.line == NONE and bool(word.drawn)

    def _couples(self) -> Iterable[Couple]:
        for row in self._whole.couples:
            own = self._recipient.person in row.partners or not self._recipient.reader.own
            covered = self._binding.covers_row("couple", row.key, row.restricted)
            if own and set(row.partners) <= self._shown.people and not covered:
                yield Couple(row.key, row.partners, row.status, row.since, row.until)

    def _household(self) -> Household:
        """Return the one home in which a copy has everybody: where anybody lives is held by the team (F.40)."""
        return Household("held", tuple(sorted(self._shown.people)), "", self._words.held)

    def _orders(self) -> Iterable[Order]:
        for row in self._whole.orders:
            protects = tuple(key for key in row.protects if key in self._shown.people)
            own = self._recipient.person in (row.against, *row.protects) or not self._recipient.reader.own
            covered = self._binding.covers_row("order", row.key)
            if own and protects and row.against in self._shown.people and not covered:
                yield Order(row.key, row.kind, row.against, protects, row.since, row.until)

    def _team(self) -> dict[str, Member]:
        found = {
            key: Member(key, one.name, one.role, one.agency, "", one.since, one.until, (), one.title)
            for key, one in self._whole.team.items()
            if key in self._shown.workers
        }
        return found | {SOMEBODY: Member(SOMEBODY, self._words.worker, "")}


def _kept_cites(record: Record, leads: Mapping[str, str]) -> dict[int, int] | None:
    """Return the new place of each cite in a list without those that the reader does not have; None without any."""
    if (record.kind, "cites") not in _LINKS or not record.names("cites"):
        return None
    kept = list(dict.fromkeys(leads[name] for name in record.names("cites") if leads.get(name)))
    return {
        at: kept.index(leads[name]) + 1 for at, name in enumerate(record.names("cites"), start=1) if leads.get(name)
    }
