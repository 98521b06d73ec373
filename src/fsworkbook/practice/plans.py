"""The plan of an assessment: steps of preparing it, what is talked over, what its sessions need (N5, N6, H04)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.practice.page import ID, form, matching

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page

_CODE = matching(r"[A-Z]+\.\d+", "N.40")


@form(id=_CODE)
class PlanStep(NamedTuple):
    """A step of preparing an assessment, done on a day or not needed. N.40-N.54."""

    id: str
    text: str
    source: str
    note: str = ""


@form(id=_CODE)
class PlanTopic(NamedTuple):
    """What is talked over with the family, and how it is headed in their own page. N.60-N.71."""

    id: str
    text: str
    heading: str
    source: str
    note: str = ""


@form(id=matching(ID, "unannounced"))
class PlanNeed(NamedTuple):
    """What the sessions and meetings of an assessment need between them. H04, N.69, N.80, N.85."""

    id: str
    text: str
    source: str
    inventory: str
    sessions: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    observe: bool = False


class Planning(NamedTuple):
    """What `plan.toml` says."""

    steps: Mapping[str, PlanStep]
    topics: Mapping[str, PlanTopic]
    needs: Mapping[str, PlanNeed]


def planning(page: Page) -> Planning:
    """Read `plan.toml`."""
    return Planning(page.terms("step", PlanStep), page.terms("topic", PlanTopic), page.terms("need", PlanNeed))
