"""The assessment's report as a copy for one reader (F.20, F.61, F.62)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from fsworkbook.cli.disclosing.copying import Paper, authors_of
from fsworkbook.cli.disclosing.stopping import first_name
from fsworkbook.errors import Refused
from fsworkbook.report.assessment import assemble
from fsworkbook.workbook.apart import between

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.report.assessment import Assembly
    from fsworkbook.workbook.disclosure.edition import Edition

NAME = "report"


def choose(sitting: Sitting, found: Edition, parent: str | None, assessment: str | None) -> str:
    """Return the key of the assessment whose report a reader may have.

    Raises:
        BadInput: several fit, or there is none of that key.
        Refused: it is somebody else's, or a joint one of two whom an order keeps apart.
    """
    from fsworkbook.cli.paper.report import choose_assessment  # noqa: PLC0415 - it calls this module

    who = first_name(sitting, found)
    if parent is None and assessment is None and not found.family.assessments:
        raise Refused(f"no report is due to {who}: a report is for those who were assessed (F.20).")
    narrowed = parent is not None or assessment is not None
    chosen = choose_assessment(sitting if narrowed else sitting._replace(family=found.family), parent, assessment).key
    if chosen not in found.family.assessments:
        raise Refused(f"{chosen} is not for {who}: what one parent said stays apart from the other's paper (F.20).")
    _check_apart(sitting, found, chosen)
    return chosen


def build(sitting: Sitting, told: Mapping[str, Any]) -> Callable[[Edition], Paper]:
    """Return what makes the copy of a report, as its command was told: `assessment`."""
    return partial(_paper, sitting, str(told["assessment"]))


def assembled(sitting: Sitting, found: Edition, chosen: str) -> Assembly:
    """Return an assessment's report as its reader may see it."""
    held = "" if found.whole else sitting.practice.audiences.held
    return assemble(found.family.assessments[chosen], found.family, sitting.practice, found.ledger, found.day, held)


def _paper(sitting: Sitting, chosen: str, found: Edition) -> Paper:
    return Paper(
        name=f"{NAME} {chosen}",
        what=chosen,
        document=assembled(sitting, found, chosen).document,
        authors=authors_of(sitting, chosen, found.day),
        told={"assessment": chosen},
        assessment=chosen,
    )


def _check_apart(sitting: Sitting, found: Edition, chosen: str) -> None:
    """Refuse one paper for two people whom an order keeps apart on its day, or today (F.51, L.22)."""
    parents = sitting.family.assessments[chosen].parents
    for on in (found.day, sitting.desk.today()):
        for order in between(parents, sitting.family, sitting.practice, on):
            raise Refused(
                f"{chosen} is a joint paper, and an order ({order.key}) keeps {' and '.join(parents)} apart. "
                "Part it with “fsworkbook split”; each then has a paper of their own."
            )
