"""The assessment's report as a copy for one reader (F.20, F.61, F.62)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from fsworkbook.cli.disclosing import versioned
from fsworkbook.cli.disclosing.copying import Paper, authors_of
from fsworkbook.cli.disclosing.stopping import first_name
from fsworkbook.errors import Refused
from fsworkbook.report.assessment import Finishing, assemble
from fsworkbook.report.signing import signed
from fsworkbook.workbook.apart import between
from fsworkbook.workbook.disclosure.redaction import SOMEBODY

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.report.assessment import Assembly
    from fsworkbook.workbook.disclosure.edition import Edition
    from fsworkbook.workbook.reportversions import Version

NAME = "report"


def choose(sitting: Sitting, found: Edition, parent: str | None, assessment: str | None) -> str:
    """Return the key of the assessment whose report a reader may have.

    Raises:
        BadInput: several fit, or there is none of that key.
        Refused: it is somebody else's, or a joint one of two whom an order keeps apart.
    """
    from fsworkbook.cli.paper.reporting import choose_assessment  # noqa: PLC0415 - one paper at a time

    who = first_name(sitting, found)
    if not found.family.assessments:
        raise Refused(f"no report is due to {who}: a report is for those who were assessed (F.20).")
    narrowed = parent is not None or assessment is not None
    chosen = choose_assessment(sitting if narrowed else sitting._replace(family=found.family), parent, assessment).key
    if chosen not in found.family.assessments:
        raise Refused(f"{chosen} is not for {who}: what one parent said stays apart from the other's paper (F.20).")
    _check_apart(sitting, found, chosen)
    return chosen


def build(sitting: Sitting, told: Mapping[str, Any]) -> Callable[[Edition], Paper]:
    """Return what makes the copy of a report, as its command was told: `assessment`, and `version` where it has one."""
    return partial(_paper, sitting, dict(told))


def assembled(sitting: Sitting, found: Edition, told: Mapping[str, Any]) -> Assembly:
    """Return an assessment's report as its reader may see it: what stands now, or what a version was made of.

    An edition for a version holds what was known when it was made final (`copying.edition_for`).
    """
    chosen = str(told["assessment"])
    held = "" if found.whole else sitting.practice.audiences.held
    version = versioned.meant(sitting, told)
    if version is None:
        return assemble(found.family.assessments[chosen], found.family, sitting.practice, found.ledger, found.day, held)
    final = Finishing(version.number, version.final.head.get("reasons") or {})
    whole = assemble(
        found.family.assessments[chosen], found.family, sitting.practice, found.ledger, found.day, held, final
    )
    return whole._replace(document=signed(whole.document, _shown(version, found), found.family, sitting.practice))


def _shown(version: Version, found: Edition) -> Version:
    """Return a version with the signatures that a reader may see, by the names by which they know who signed."""
    people, team = found.family.people, found.family.team
    steps = (step for step in version.steps if not step.word("person") or step.word("person") in people)
    return version._replace(steps=tuple(step if step.by in team else step._replace(by=SOMEBODY) for step in steps))


def _paper(sitting: Sitting, told: Mapping[str, Any], found: Edition) -> Paper:
    chosen, version = str(told["assessment"]), versioned.meant(sitting, told)
    return Paper(
        name=f"{NAME} {chosen}",
        what=chosen if version is None else f"{chosen}-v{version.name}",
        document=assembled(sitting, found, told).document,
        authors=authors_of(sitting, chosen, found.day),
        told=told,
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
