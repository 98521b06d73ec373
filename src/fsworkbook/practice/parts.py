"""Which file holds which part of a practice model, and how a page becomes that part."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from fsworkbook.practice.outlines import Item, Section
from fsworkbook.practice.people import Couple, Gender, Relation
from fsworkbook.practice.questions import Aim, Kind, Module, Outcome, Question
from fsworkbook.practice.roles import Permission, Role, Setting
from fsworkbook.practice.terms import (
    Attendance,
    ConsentState,
    Head,
    Matter,
    Meeting,
    Missed,
    MovingReason,
    Order,
    Rating,
    RecordKind,
    Rule,
    Session,
    Status,
    SummarySection,
    SummaryShape,
    Term,
    Timescale,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fsworkbook.practice.page import Page


class Ratings(NamedTuple):
    """The ratings and the rules about them."""

    ratings: Mapping[str, Rating]
    rules: Mapping[str, Rule]


class Permissions(NamedTuple):
    """The permissions by action, and the settings that go with them."""

    permissions: Mapping[str, Permission]
    settings: Mapping[str, Setting]


class Statuses(NamedTuple):
    """The statuses and the kinds of plan that they belong to."""

    statuses: Mapping[str, Status]
    plans: Mapping[str, Term]


class People(NamedTuple):
    """Parts that a person may have in a family, and genders."""

    parts: Mapping[str, Term]
    genders: Mapping[str, Gender]


class Sessions(NamedTuple):
    """Kinds of session, and who missed one."""

    sessions: Mapping[str, Session]
    missed: Mapping[str, Missed]


class Supervision(NamedTuple):
    """How somebody attended, and why a supervision may be moved."""

    attendance: Mapping[str, Attendance]
    moving_reasons: Mapping[str, MovingReason]


class Consents(NamedTuple):
    """States of consent, reasons for not requiring it, and what it is commonly about."""

    states: Mapping[str, ConsentState]
    reasons: Mapping[str, Term]
    matters: Mapping[str, Matter]


class Summaries(NamedTuple):
    """The shapes of a summary, and the role whose summary has the allocated worker's shape."""

    shapes: Mapping[str, SummaryShape]
    allocated_role: str


def head(page: Page) -> Head | None:
    """Read `practice.toml`."""
    return page.head(Head)


def kinds(page: Page) -> Mapping[str, Kind]:
    """Read `kinds.toml`."""
    return page.terms("kind", Kind)


def module(page: Page) -> Module | None:
    """Read one file of `modules/`."""
    number = page.table.get("number")
    derived = page.table.get("derived") is True
    made = page.head(
        Module,
        aims=page.rows("aim", Aim),
        questions=page.rows("question", Question, module=number, derived=derived),
        outcomes=page.rows("outcome", Outcome),
    )
    page.unique("aim", "question", "outcome")
    if made and made.id != f"M{made.number}":
        page.fault(("id",), f"The id of module {made.number} must be “M{made.number}”.")
    if made and page.file != f"modules/{made.number}.toml":
        page.fault(("number",), f"Module {made.number} must stand in the file modules/{made.number}.toml.")
    for name in ("aim", "question", "outcome"):
        for index, table in enumerate(page.tables(page.table, name)):
            ident = table.get("id")
            if isinstance(ident, str) and ident.startswith("M") and not ident.startswith(f"M{number}."):
                page.fault((name, index, "id"), f"“{ident}” stands in module {number}: its id must begin “M{number}.”.")
    return made


def council(page: Page) -> tuple[Question, ...]:
    """Read `council.toml`, or another file of a council's own questions, each saying which module it is asked beside."""
    page.unique("question")
    return page.rows("question", Question)


def outline(page: Page) -> tuple[Section, ...]:
    """Read `outline.toml`."""
    made = []
    seen: set[str] = set()
    for index, table in enumerate(page.tables(page.table, "section")):
        place = ("section", index)
        ident = str(table.get("id", ""))
        page.once(seen, ident, (*place, "id"))
        items = _items(page, table, place, seen)
        own = {key: value for key, value in table.items() if key != "item"}
        section = page.noun(Section, own, place, items=items)
        if section:
            made.append(section)
    return tuple(made)


def _items(page: Page, section: dict[str, Any], place: tuple[str | int, ...], seen: set[str]) -> tuple[Item, ...]:
    ident = str(section.get("id", ""))
    made = []
    for index, table in enumerate(page.tables(section, "item", place)):
        at = (*place, "item", index)
        item = page.noun(Item, table, at, section=ident)
        if not item:
            continue
        page.once(seen, item.id, (*at, "id"))
        if item.id.partition(".")[0] != ident:
            page.fault((*at, "id"), f"“{item.id}” stands in section {ident}: its id must begin “{ident}.”.")
        made.append(item)
    return tuple(made)


def roles(page: Page) -> Mapping[str, Role]:
    """Read `roles.toml`."""
    return page.terms("role", Role)


def permissions(page: Page) -> Permissions:
    """Read `permissions.toml`."""
    found = page.terms("permission", Permission)
    actions: dict[str, Permission] = {}
    for index, table in enumerate(page.tables(page.table, "permission")):
        permission = found.get(str(table.get("id")))
        if permission and permission.action in actions:
            page.fault(("permission", index, "action"), f"The action “{permission.action}” is named twice.")
        elif permission:
            actions[permission.action] = permission
    return Permissions(MappingProxyType(actions), page.terms("setting", Setting))


def ratings(page: Page) -> Ratings:
    """Read `ratings.toml`."""
    made = Ratings(page.terms("rating", Rating), page.terms("rule", Rule))
    seen: dict[int, str] = {}
    for index, rating in enumerate(made.ratings.values()):
        if rating.caution in seen:
            other = seen[rating.caution]
            page.fault(("rating", index, "caution"), f"“{rating.id}” and “{other}” have the same rank of caution.")
        seen[rating.caution] = rating.id
    return made


def statuses(page: Page) -> Statuses:
    """Read `statuses.toml`."""
    made = Statuses(page.terms("status", Status), page.terms("plan", Term))
    for index, table in enumerate(page.tables(page.table, "status")):
        plan = table.get("plan")
        if isinstance(plan, str) and plan not in made.plans:
            page.fault(("status", index, "plan"), f"There is no [[plan]] with the id “{plan}” in this file.")
    return made


def relations(page: Page) -> Mapping[str, Relation]:
    """Read `relations.toml`."""
    made = page.terms("relation", Relation)
    for index, table in enumerate(page.tables(page.table, "relation")):
        relation = made.get(str(table.get("id")))
        if relation is None:
            continue
        for gender, inverse in relation.inverse.items():
            if gender not in {"female", "male", "other"}:
                page.fault(("relation", index, "inverse"), f"“{gender}” is not one of: female, male, other.")
            if inverse not in made:
                page.fault(("relation", index, "inverse"), f"The inverse “{inverse}” is no relation of this file.")
        if "other" not in relation.inverse:
            page.fault(("relation", index, "inverse"), f"The inverse of “{relation.id}” needs “other”.")
    return made


def couples(page: Page) -> Mapping[str, Couple]:
    """Read `couples.toml`."""
    return page.terms("couple", Couple)


def people(page: Page) -> People:
    """Read `people.toml`."""
    return People(page.terms("part", Term), page.terms("gender", Gender))


def orders(page: Page) -> Mapping[str, Order]:
    """Read `orders.toml`."""
    return page.terms("order", Order)


def sessions(page: Page) -> Sessions:
    """Read `sessions.toml`."""
    return Sessions(page.terms("session", Session), page.terms("missed", Missed))


def meetings(page: Page) -> Mapping[str, Meeting]:
    """Read `meetings.toml`."""
    return page.terms("meeting", Meeting)


def supervision(page: Page) -> Supervision:
    """Read `supervision.toml`."""
    return Supervision(page.terms("attendance", Attendance), page.terms("moving_reason", MovingReason))


def consents(page: Page) -> Consents:
    """Read `consents.toml`."""
    return Consents(page.terms("state", ConsentState), page.terms("reason", Term), page.terms("matter", Matter))


def summaries(page: Page) -> Summaries:
    """Read `summaries.toml`."""
    shapes: dict[str, SummaryShape] = {}
    for index, table in enumerate(page.tables(page.table, "shape")):
        place = ("shape", index)
        sections: list[SummarySection] = []
        seen: set[str] = set()
        for number, row in enumerate(page.tables(table, "section", place)):
            section = page.noun(SummarySection, row, (*place, "section", number))
            if section:
                page.once(seen, section.id, (*place, "section", number, "id"))
                sections.append(section)
        own = {key: value for key, value in table.items() if key != "section"}
        shape = page.noun(SummaryShape, own, place, sections=tuple(sections))
        if shape:
            page.once(set(shapes), shape.id, (*place, "id"))
            shapes[shape.id] = shape
    return Summaries(MappingProxyType(shapes), page.text("allocated_role"))


def records(page: Page) -> Mapping[str, RecordKind]:
    """Read `records.toml`."""
    return page.terms("record", RecordKind)


def timescales(page: Page) -> Mapping[str, Timescale]:
    """Read `assessment.toml`."""
    return page.terms("timescale", Timescale)


FILES: Mapping[str, Callable[[Page], object]] = MappingProxyType(
    {
        "practice.toml": head,
        "kinds.toml": kinds,
        "outline.toml": outline,
        "roles.toml": roles,
        "permissions.toml": permissions,
        "ratings.toml": ratings,
        "statuses.toml": statuses,
        "people.toml": people,
        "relations.toml": relations,
        "couples.toml": couples,
        "orders.toml": orders,
        "sessions.toml": sessions,
        "meetings.toml": meetings,
        "supervision.toml": supervision,
        "consents.toml": consents,
        "summaries.toml": summaries,
        "records.toml": records,
        "assessment.toml": timescales,
    }
)
"""Every file that a practice model must have, beside at least one module. `council*.toml` may be there or not."""
