"""Validators of a whole practice model: plain functions, each of which returns what it finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fsworkbook.practice import (
    attachments,
    audiences,
    calendars,
    casesummaries,
    checklists,
    closings,
    consents,
    contradictions,
    directwork,
    expungings,
    head,
    orders,
    outlines,
    papers,
    people,
    plans,
    prompts,
    questions,
    ratings,
    readerchecks,
    records,
    relations,
    roles,
    sessions,
    statuses,
    summaries,
    supervisions,
    timescales,
    wordchecks,
    wordlists,
)
from fsworkbook.practice.lines import line_of, places
from fsworkbook.practice.page import Page
from fsworkbook.practice.problem import Problem
from fsworkbook.practice.rows import ids, rows, tables, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from fsworkbook.practice.lines import Place
    from fsworkbook.practice.rows import Fault, Pages

READERS: Mapping[str, Callable[[Page], object]] = {
    "practice.toml": head.head,
    "kinds.toml": questions.kinds,
    "prompts.toml": prompts.prompts,
    "plan.toml": plans.planning,
    "checklist.toml": checklists.checklist,
    "outline.toml": outlines.outline,
    "papers.toml": papers.papers,
    "roles.toml": roles.roles,
    "permissions.toml": roles.permissions,
    "ratings.toml": ratings.ratings,
    "statuses.toml": statuses.statuses,
    "people.toml": people.people,
    "relations.toml": relations.relations,
    "couples.toml": people.couples,
    "orders.toml": orders.orders,
    "sessions.toml": sessions.sessions,
    "meetings.toml": sessions.meetings,
    "supervision.toml": supervisions.supervision,
    "consents.toml": consents.consents,
    "attachments.toml": attachments.attachments,
    "summaries.toml": summaries.summaries,
    "case_summaries.toml": casesummaries.triggers,
    "records.toml": records.records,
    "audiences.toml": audiences.audiences,
    "closing.toml": closings.closing,
    "direct_work.toml": directwork.direct_work,
    "expunging.toml": expungings.reasons,
    "lints.toml": wordlists.lints,
    "jargon.toml": wordlists.phrases,
    "blaming.toml": wordlists.phrases,
    "vague.toml": wordlists.phrases,
    "acronyms.toml": wordlists.acronyms,
    "timescales.toml": timescales.timescales,
    "contradictions.toml": contradictions.contradictions,
    "calendar.toml": calendars.days,
}
"""How each file of `files.FILES` is read."""


def problems(folder: Path) -> list[Problem]:
    """Return everything that is wrong with the model in a folder: each file by itself, then one against another."""
    pages = _pages(folder)
    found = {problem for page in pages.values() for problem in page.problems()}
    if not any(file.startswith("modules/") for file in pages):
        found.add(Problem("modules/1.toml", 1, "The practice model needs at least one module."))
    found |= {Problem(file, 1, "This is no file of a practice model.") for file in _strangers(folder, pages)}
    for validate in (
        twice,
        unknown_kinds,
        unknown_modules,
        unfed_feeds,
        unknown_roles,
        unknown_limits,
        unknown_clocks,
        unknown_matters,
        unknown_work,
        unknown_genders,
        unknown_needs,
        unknown_evidence,
        unknown_parts,
        readerchecks.unknown_audiences,
        readerchecks.unclear_audiences,
        wordchecks.unknown_lints,
        wordchecks.unknown_checked,
    ):
        for file, place, text in validate(pages):
            lines = places((folder / file).read_text(encoding="utf-8"))
            found.add(Problem(file, line_of(lines, place), text))
    return sorted(found)


def twice(pages: Pages) -> Iterator[Fault]:
    """Question, aim and outcome ids that two files share: an id means one thing in the whole model."""
    seen: dict[str, str] = {}
    for file, page in pages.items():
        for name in ("aim", "question", "outcome") if _asks(file) else ():
            for index, row in rows(page, name):
                ident = row.get("id")
                if isinstance(ident, str) and seen.setdefault(ident, file) != file:
                    yield file, (name, index, "id"), f"The id “{ident}” is used in {seen[ident]} already."


def unknown_kinds(pages: Pages) -> Iterator[Fault]:
    """Questions of a kind that `kinds.toml` does not have."""
    kinds = ids(pages, "kinds.toml", "kind")
    for file, index, row in _questions(pages):
        kind = row.get("kind")
        if kinds and isinstance(kind, str) and kind not in kinds:
            yield file, ("question", index, "kind"), f"“{kind}” is not a kind of question: {', '.join(kinds)}."


def unknown_modules(pages: Pages) -> Iterator[Fault]:
    """Council questions beside a module that is not there."""
    for file, index, row in _questions(pages):
        beside = row.get("module")
        if file.startswith("council") and isinstance(beside, int) and f"modules/{beside}.toml" not in pages:
            yield file, ("question", index, "module"), f"There is no module {beside} to ask this beside."


def unfed_feeds(pages: Pages) -> Iterator[Fault]:
    """Feeds that land in no part of the report."""
    landing = _landings(pages)
    for file, index, row in _questions(pages):
        for fed in texts(row.get("feeds")):
            if landing and fed not in landing:
                yield (
                    file,
                    ("question", index, "feeds"),
                    f"“{row.get('id')}” feeds “{fed}”, which outline.toml does not have.",
                )


def unknown_roles(pages: Pages) -> Iterator[Fault]:
    """Roles that `roles.toml` does not have, in permissions, consents, summaries and timescales."""
    known = ids(pages, "roles.toml", "role")
    if not known:
        return
    text = "There is no role “{}” in roles.toml."
    for index, row in rows(pages.get("permissions.toml"), "permission"):
        for key in ("may", "notes"):
            for role in row.get(key) if isinstance(row.get(key), dict) else ():  # type: ignore[union-attr]
                if role not in known:
                    yield "permissions.toml", ("permission", index, key, role), text.format(role)
    for file, name, key in (("consents.toml", "matter", "role"), ("timescales.toml", "timescale", "owner")):
        for index, row in rows(pages.get(file), name):
            if row.get(key) and row[key] not in known:
                yield file, (name, index, key), text.format(row[key])
    allocated = pages["summaries.toml"].table.get("allocated_role") if "summaries.toml" in pages else None
    if isinstance(allocated, str) and allocated and allocated not in known:
        yield "summaries.toml", ("allocated_role",), text.format(allocated)


def unknown_limits(pages: Pages) -> Iterator[Fault]:
    """Sections whose length is limited by a timescale that is not there."""
    limits = ids(pages, "timescales.toml", "timescale")
    for index, section in rows(pages.get("outline.toml"), "section"):
        limit = section.get("limit")
        if isinstance(limit, str) and limit and limit not in limits:
            yield "outline.toml", ("section", index, "limit"), f"There is no timescale “{limit}” in timescales.toml."


def unknown_clocks(pages: Pages) -> Iterator[Fault]:
    """Clocks that name a plan, status, meeting or number that is not there."""
    plans, statuses = ids(pages, "statuses.toml", "plan"), ids(pages, "statuses.toml", "status")
    known = {
        "plans": plans,
        "unless_plans": plans,
        "statuses": statuses,
        "plan": (*plans, "agreed", "shared"),
        "status": statuses,
        "left": statuses,
        "meeting": ids(pages, "meetings.toml", "meeting"),
    }
    for index, row in rows(pages.get("timescales.toml"), "timescale"):
        for key in ("plans", "unless_plans", "statuses", "trigger", "met_by", "since", "ends"):
            for named in texts(row.get(key)):
                kind, _, ident = named.partition(".") if "." in named else (key, "", named)
                if known.get(kind) and ident not in known[kind]:
                    text = f"There is no {kind.removeprefix('unless_').removesuffix('s')} “{ident}” in this model."
                    yield "timescales.toml", ("timescale", index, key), text
    numbers = ids(pages, "timescales.toml", "timescale")
    for index, row in rows(pages.get("contradictions.toml"), "contradiction"):
        for named in texts(row.get("timescales")):
            if numbers and named not in numbers:
                text = f"There is no timescale “{named}” in timescales.toml."
                yield "contradictions.toml", ("contradiction", index, "timescales"), text


def unknown_matters(pages: Pages) -> Iterator[Fault]:
    """Attachments and reviews that need a consent to something that `consents.toml` does not have."""
    matters = ids(pages, "consents.toml", "matter")
    for file, name in (("attachments.toml", "attachment"), ("direct_work.toml", "form")):
        for index, row in rows(pages.get(file), name):
            matter = row.get("consent")
            if matters and isinstance(matter, str) and matter and matter not in matters:
                yield file, (name, index, "consent"), f"There is no matter “{matter}” in consents.toml."


def unknown_work(pages: Pages) -> Iterator[Fault]:
    """Parts of the report that name work with parents which `direct_work.toml` does not have."""
    known = {*directwork.WORK, *ids(pages, "direct_work.toml", "form")}
    for index, section in rows(pages.get("outline.toml"), "section"):
        naming: list[tuple[Place, dict[str, Any]]] = [(("section", index), section)]
        naming += [(("section", index, "item", at), item) for at, item in enumerate(tables(section.get("item")))]
        for place, row in naming:
            for field in ("work", "bears"):
                for named in texts(row.get(field)):
                    if named not in known:
                        yield "outline.toml", (*place, field), f"There is no work with parents called “{named}”."


def unknown_genders(pages: Pages) -> Iterator[Fault]:
    """Prompts for a parent of a gender that is not there.

    One beside a question that a council has taken out is merely not shown.
    """
    genders = ids(pages, "people.toml", "gender")
    for index, row in rows(pages.get("prompts.toml"), "prompt"):
        if row.get("parent") and genders and row["parent"] not in genders:
            yield "prompts.toml", ("prompt", index, "parent"), f"There is no gender “{row['parent']}” in people.toml."


def unknown_needs(pages: Pages) -> Iterator[Fault]:
    """Sessions and meetings that a plan of an assessment needs, and that are not there."""
    known = {"sessions": ("sessions.toml", "session"), "meetings": ("meetings.toml", "meeting")}
    for index, row in rows(pages.get("plan.toml"), "need"):
        for key, (file, name) in known.items():
            for named in texts(row.get(key)):
                if named not in ids(pages, file, name):
                    yield "plan.toml", ("need", index, key), f"There is no {name} “{named}” in {file}."


def unknown_parts(pages: Pages) -> Iterator[Fault]:
    """What a shorter paper takes from a part of the report that there is not, and an action that nobody has."""
    sections = [row for _, row in rows(pages.get("outline.toml"), "section")]
    known = {str(row.get("id")) for section in sections for row in (section, *tables(section.get("item")))}
    actions = {str(row.get("action")) for _, row in rows(pages.get("permissions.toml"), "permission")}
    for index, row in rows(pages.get("papers.toml"), "paper"):
        if row.get("action") and row["action"] not in actions:
            words = f"There is no action “{row['action']}” in permissions.toml."
            yield "papers.toml", ("paper", index, "action"), words
        for number, part in enumerate(tables(row.get("part"))):
            for named in texts(part.get("from")):
                if named not in known:
                    place = ("paper", index, "part", number, "from")
                    yield "papers.toml", place, f"The report has no part “{named}”."


def unknown_evidence(pages: Pages) -> Iterator[Fault]:
    """Parts, recommendations, meetings and statuses that the quality checklist looks for, and that are not there."""
    outline = rows(pages.get("outline.toml"), "section")
    asked = {str(row.get("id")) for _, section in outline for row in tables(section.get("recommendation"))}
    parts = _landings(pages)
    known = {
        "parts": (parts, "outline.toml"),
        "named_in": (parts, "outline.toml"),
        "recommend": (asked, "outline.toml"),
        "meetings": (set(ids(pages, "meetings.toml", "meeting")), "meetings.toml"),
        "statuses": (set(ids(pages, "statuses.toml", "status")), "statuses.toml"),
        "steps": (set(ids(pages, "plan.toml", "step")), "plan.toml"),
        "kinds": (set(ids(pages, "kinds.toml", "kind")), "kinds.toml"),
    }
    for index, row in rows(pages.get("checklist.toml"), "item"):
        for key, (there, file) in known.items():
            for named in texts(row.get(key)):
                if there and named not in there:
                    yield "checklist.toml", ("item", index, key), f"There is no “{named}” in {file}."


def _pages(folder: Path) -> Pages:
    """Read every file that belongs to a model; each page has noted its own defects."""
    readers = dict(READERS)
    readers |= {f"modules/{path.name}": questions.module for path in sorted(folder.glob("modules/*.toml"))}
    readers |= {path.name: _council for path in sorted(folder.glob("council*.toml"))}
    pages = {file: Page(folder, file) for file in readers}
    for file, page in pages.items():
        if not page.broken:
            readers[file](page)
    return pages


def _council(page: Page) -> None:
    """Read a council's file both ways: what it asks, and what it says about words."""
    questions.council(page)
    wordlists.council(page)


def _strangers(folder: Path, pages: Mapping[str, Page]) -> list[str]:
    """Return the TOML files at the top of the folder that nobody reads: a name mistyped, most likely."""
    return [path.name for path in folder.glob("*.toml") if path.name not in pages]


def _asks(file: str) -> bool:
    return file.startswith(("modules/", "council"))


def _questions(pages: Pages) -> Iterator[tuple[str, int, dict[str, Any]]]:
    for file, page in pages.items():
        if _asks(file):
            for index, row in rows(page, "question"):
                yield file, index, row


def _landings(pages: Pages) -> set[str]:
    sections = [section for _, section in rows(pages.get("outline.toml"), "section")]
    items = [item for section in sections for item in tables(section.get("item"))]
    return {str(part.get("id")) for part in (*sections, *items)}
