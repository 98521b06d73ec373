"""The questions about who is who: a person, how two people stand, a couple, a home, an order, a colleague.

Each returns steps of a conversation that fill one table at a place; opening a family asks them many times over,
`person add` and its like once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.talk.conversation import Step
from fsworkbook.workbook.changes import PARENTAL, arrived
from fsworkbook.workbook.fitness import FARTHEST, HELD, RESPONSIBILITY

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from fsworkbook.cli.frame.desk import Desk
    from fsworkbook.cli.talk.asking import Asker
    from fsworkbook.cli.talk.prompts import Choice
    from fsworkbook.practice.model import Practice, Relation

Key = tuple[str, ...]
Table = dict[str, Any]

OPEN: Final = "-"
"""The default of a choice that is left open by ↵ alone."""

NEVER_TO_A_CHILD: Final = frozenset(
    {
        *("child", "grandchild", "great-grandchild", "niece-nephew", "step-child", "cared-for"),
        *("partners-child", "ex-partners-child", "partner", "ex-partner"),
    }
)
"""Lines of a relation word that no grown-up is to a child."""

NEAREST: Final = (PARENTAL, "step-parent", "parents-partner", "carer", "grandparent", "parents-ex-partner")
"""Lines in the order in which they are offered for a parent or carer; every other one comes after them."""

RELATED: Final = ("grandparent", "great-grandparent", "aunt-uncle", "sibling", "half-sibling", "cousin", "friend")
"""The same for anybody else."""

OVERDUE: Final = timedelta(days=35)
"""How long after a due date somebody may still be unborn: it is asked."""

UNNAMED: Final = {"not known": "Not known", "not named": "Known, but not named here"}
"""What can be said of a parent who is nobody of the family (`other_parent` of a `[[person]]`)."""

_HOW: Final = "Birth register, marriage, order or agreement. It may be left empty."


@dataclass(frozen=True)
class Somebody:
    """A person as a question knows them: a name, a gender, and whether the birth is awaited."""

    ref: str
    name: str
    gender: str = ""
    unborn: bool = False

    @property
    def first(self) -> str:
        """The name for a question."""
        return self.name.split(maxsplit=1)[0] if self.name and not self.unborn else self.name


@dataclass(frozen=True)
class Inquiry:
    """Asks in the words of one practice model, on one day."""

    desk: Desk
    practice: Practice
    today: date

    # A person

    def person(
        self, at: Key, name: str, table: Table, *, child: bool, parts: Sequence[str] = (), part: str = ""
    ) -> list[Step]:
        """Return the questions about somebody whose name is known: part, born or due, gender."""
        first = name.split(maxsplit=1)[0] if name else "They"
        steps = []
        if parts:
            titles = {key: self.practice.parts[key].name for key in parts if key in self.practice.parts}
            steps.append(
                Step(
                    (*at, "part"),
                    lambda asker, _: asker.one(f"{first} is a", titles, default=part or next(iter(titles))),
                    f"{first} is a",
                )
            )
        label = f"{first}: born, or due" if child else f"{first}: born"
        steps.append(Step((*at, "when"), lambda asker, _: self.when(asker, label, child=child), label))
        day = inside(table, at).get("when")
        if child and isinstance(day, date) and self.today - OVERDUE <= day <= self.today:
            born = f"{first}: born already"
            steps.append(Step((*at, "is_born"), lambda asker, _: asker.yes(f"{born}?", default=True), born))
        genders = {key: gender.name for key, gender in self.practice.genders.items()}
        steps.append(
            Step(
                (*at, "gender"),
                lambda asker, _: asker.one(f"{first}: gender", genders, default=OPEN, needed=False),
                f"{first}: gender",
            )
        )
        return steps

    def when(self, asker: Asker, label: str, *, child: bool) -> date | None:
        """Ask for a birthday; for a child it may lie ahead, and is a due date then."""
        more = "A day to come is the due date of an unborn child. ↵ alone leaves it open."
        while True:
            day = asker.day(label, default="", needed=False, ahead=child, more=more)
            if day is None or day <= self.today + FARTHEST:
                return day
            asker.show("  That is more than ten months away. Check the year.")

    def is_unborn(self, row: Mapping[str, Any]) -> bool:
        """Return whether somebody's birth is awaited, as far as the answers say."""
        day = row.get("when")
        if not isinstance(day, date):
            return bool(row.get("due")) and not row.get("born")
        return day > self.today or row.get("is_born") is False

    def dated(self, row: Mapping[str, Any]) -> Table:
        """Return a person's table with the one day that was asked for as `born` or `due`."""
        made = {name: value for name, value in row.items() if name not in {"when", "is_born"} and value is not None}
        if row.get("when") is not None:
            made["due" if self.is_unborn(row) else "born"] = row["when"]
        return made

    # How one person stands to another

    def relation(
        self, at: Key, one: Somebody, other: Somebody, table: Table, *, guess: str = "", near: Sequence[str] = NEAREST
    ) -> list[Step]:
        """Return the questions how a grown-up stands to a child, and about parental responsibility."""
        words = self.words(one.gender, unborn=other.unborn, near=near)
        default = guess if guess in {choice.value for choice in words} else OPEN
        title = f"{one.first} to {other.first}"
        more = (
            "Type a few letters to find a word. “Expected” and “possible” say that it is not certain. "
            "Where a father is not known, nobody is given as one."
        )
        steps = [
            Step(
                (*at, "kind"),
                lambda asker, _: asker.one(
                    f"What is {one.first} to {other.first}?", words, default=default, needed=False, more=more
                ),
                title,
            )
        ]
        word = self.practice.relations.get(str(inside(table, at).get("kind")))
        if word is None or not word.responsibility or other.unborn:
            return steps
        return steps + self._responsibility(at, one, other, word, table)

    def words(self, gender: str, *, unborn: bool, near: Sequence[str] = NEAREST) -> list[Choice]:
        """Return what somebody of a gender may be to a child, the nearest first."""
        from fsworkbook.cli.talk.prompts import Choice  # noqa: PLC0415 - prompt_toolkit, only to ask

        fitting = [word for word in self.practice.relations.values() if self._fits(word, gender, unborn=unborn)]
        return [
            Choice(word.id, word.name)
            for word in sorted(fitting, key=lambda word: self._rank(word, near, unborn=unborn))
        ]

    def likeliest(self, gender: str, *, unborn: bool) -> str:
        """Return the word of a parent of a gender that a question offers first; "" where no gender is known."""
        if gender not in {"female", "male"}:
            return ""
        choices = [choice.value for choice in self.words(gender, unborn=unborn)]
        return next((key for key in choices if self.practice.relations[key].gender == gender), "")

    def _fits(self, word: Relation, gender: str, *, unborn: bool) -> bool:
        if word.line in NEVER_TO_A_CHILD:
            return False
        if gender in {"female", "male"} and word.gender and word.gender != gender:
            return False
        return unborn or not arrived(word, self.practice)

    def _rank(self, word: Relation, near: Sequence[str], *, unborn: bool) -> tuple[int, int]:
        line = near.index(word.line) if word.line in near else len(near)
        awaited = word.line == PARENTAL and (not word.certain or bool(arrived(word, self.practice)))
        return line, 0 if unborn == awaited else 1

    def _responsibility(self, at: Key, one: Somebody, other: Somebody, word: Relation, table: Table) -> list[Step]:
        default = "yes" if word.gender == "female" and word.line == PARENTAL else "not known"
        label = f"Has {one.first} parental responsibility for {other.first}?"
        steps = [
            Step(
                (*at, "responsibility"),
                lambda asker, _: asker.one(label, list(RESPONSIBILITY), default=default),
                f"{one.first}: responsible",
            )
        ]
        if inside(table, at).get("responsibility") in HELD and word.gender != "female":
            steps.append(Step((*at, "how"), lambda asker, _: asker.text("How, if known", more=_HOW), "How"))
        return steps

    def other_parent(self, at: Key, child: Somebody, held: Sequence[str]) -> list[Step]:
        """Return the question about a mother or father of a child whom nobody here is: not known, or not named.

        Args:
            at: where the child's own table stands.
            child: the child.
            held: the relation words of those who are parents of the child in some way.
        """
        steps = []
        genders = {self.practice.relations[kind].gender for kind in held if kind in self.practice.relations}
        for gender in sorted({"female", "male"} - genders) if held else []:
            word = self.practice.relations[self.likeliest(gender, unborn=False)].name.lower()
            label = f"{child.first}’s {word}"
            steps.append(
                Step(
                    (*at, "other_parent"),
                    _one(label, UNNAMED),
                    label,
                )
            )
        return steps[:1]

    # A couple

    def couple(self, at: Key, people: Mapping[str, str], table: Table, *, first: bool = True) -> list[Step]:
        """Return the questions about one couple; nobody chosen ends the couples."""
        label = "Who are or were a couple?" if first else "Another couple?"
        steps = [Step((*at, "partners"), lambda asker, _: _two(asker, label, people), "Couple", reads=_names(people))]
        if inside(table, at).get("partners"):
            steps += self.status_of_couple(at, table)
        return steps

    def status_of_couple(self, at: Key, table: Table) -> list[Step]:
        """Return the questions how a couple stands, from and until when."""
        words = {key: word.name for key, word in self.practice.couples.items()}
        status = self.practice.couples.get(str(inside(table, at).get("status")))
        steps = [
            Step((*at, "status"), lambda asker, _: asker.one("How do they stand now?", words), "How they stand"),
            Step((*at, "from"), _day_or_nothing("A couple since"), "A couple since"),
        ]
        if status is not None and status.apart:
            steps.append(Step((*at, "until"), _day_or_nothing("Apart since"), "Apart since"))
        return steps

    # A home

    def household(self, at: Key, people: Mapping[str, str], table: Table, *, first: bool = True) -> list[Step]:
        """Return the questions about one home; nobody chosen ends the homes."""
        label = "Who lives together?" if first else "Who lives in another home?"
        more = "One home at a time. Nobody chosen goes on; homes can be added later with “fsworkbook household add”."
        steps = [
            Step(
                (*at, "members"),
                lambda asker, _: asker.several(label, dict(people), more=more),
                "Live together",
                reads=_names(people),
            )
        ]
        if inside(table, at).get("members"):
            steps += [
                Step((*at, "name"), _words("What is it called?", "Such as: Sheila’s home."), "Home"),
                Step((*at, "address"), _words("Address"), "Address"),
                Step((*at, "from"), _day_or_nothing("They live there since"), "Since"),
            ]
        return steps

    # An order

    def order(self, at: Key, people: Mapping[str, str], table: Table) -> list[Step]:
        """Return the questions about an order that keeps people apart."""
        kinds = {key: kind.name for key, kind in self.practice.orders.items()}
        against = inside(table, at).get("against")
        others = {key: name for key, name in people.items() if key != against}
        return [
            Step((*at, "kind"), lambda asker, _: asker.one("What kind of order?", kinds), "Order"),
            Step((*at, "against"), lambda asker, _: asker.one("Against whom?", dict(people)), "Against"),
            Step(
                (*at, "protects"),
                lambda asker, _: asker.several("Whom does it protect?", others, needed=True),
                "Protects",
                reads=_names(people),
            ),
            Step((*at, "from"), lambda asker, _: asker.day("From"), "From"),
            Step(
                (*at, "until"),
                lambda asker, _: asker.day("Until", default="", needed=False, ahead=True),
                "Until",
            ),
            Step((*at, "terms"), _words("Its terms, in words"), "Terms"),
        ]

    # A colleague

    def member(self, at: Key, name: str, *, roles: Sequence[str], role: str = "", agency: str = "") -> list[Step]:
        """Return the questions about somebody of the team whose name is known: role, agency, e-mail."""
        first = name.removeprefix("Dr ").split(maxsplit=1)[0] if name else "They"
        titles = {key: self.practice.roles[key].name for key in roles}
        return [
            Step(
                (*at, "role"),
                lambda asker, _: asker.one(f"{first}’s role", titles, default=role or None),
                f"{first}’s role",
            ),
            Step(
                (*at, "agency"),
                lambda asker, _: asker.text(f"{first}’s agency", default=agency),
                f"{first}’s agency",
            ),
            Step((*at, "email"), lambda asker, _: asker.text(f"{first}’s e-mail"), f"{first}’s e-mail"),
        ]


def inside(table: Mapping[str, Any], at: Key) -> Mapping[str, Any]:
    """Return the table at a place; an empty one where nothing stands there yet."""
    found: Any = table
    for part in at:
        found = found.get(part, {}) if isinstance(found, dict) else {}
    return found if isinstance(found, dict) else {}


def key_shown(asker: Asker, key: str) -> None:
    """Say which key somebody has been given."""
    asker.settled("", f"in commands: {key}")


def _two(asker: Asker, label: str, people: Mapping[str, str]) -> list[str]:
    while True:
        picked = asker.several(label, dict(people), more="Choose two. Nobody chosen goes on.")
        if len(picked) in {0, 2}:
            return picked
        asker.show("  A couple is two people. Choose two, or nobody.")


def _names(people: Mapping[str, str]) -> Callable[[Any], str]:
    return lambda keys: ", ".join(people.get(key, key) for key in keys)


def _day_or_nothing(label: str) -> Callable[[Asker, Table], Any]:
    return lambda asker, _: asker.day(label, default="", needed=False)


def _one(label: str, words: Mapping[str, str]) -> Callable[[Asker, Table], str | None]:
    return lambda asker, _: asker.one(label, dict(words), default=OPEN, needed=False)


def _words(label: str, more: str = "") -> Callable[[Asker, Table], Any]:
    return lambda asker, _: asker.text(label, more=more)
