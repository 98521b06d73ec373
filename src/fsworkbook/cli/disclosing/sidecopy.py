"""The shorter papers as copies for one reader: the report in short, a letter, the family report (E.42, F.63)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.disclosing import reportcopy, versioned
from fsworkbook.cli.disclosing.copying import Paper, authors_of
from fsworkbook.cli.disclosing.genogramcopy import present
from fsworkbook.cli.disclosing.stopping import first_name
from fsworkbook.cli.paper import filenames
from fsworkbook.errors import Refused
from fsworkbook.report import familyreport, letter, short

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.disclosure.edition import Edition

SHORT: Final = "short"
LETTER: Final = "letter"


def build(sitting: Sitting, told: Mapping[str, Any]) -> Callable[[Edition], Paper]:
    """Return what makes a copy, as its command was told: which `paper`, whose, and whether in `large` print."""
    makers = {SHORT: _short, LETTER: _letter, familyreport.ID: _family}
    return partial(makers[str(told["paper"])], sitting, dict(told))


def _short(sitting: Sitting, told: Mapping[str, Any], found: Edition) -> Paper:
    chosen, large = str(told["assessment"]), bool(told.get("large"))
    version = versioned.meant(sitting, told)
    whole = reportcopy.assembled(sitting, found, told)
    return Paper(
        name=f"{SHORT} {chosen}",
        what=filenames.short(chosen, version.name if version else "", large=large),
        document=short.paper(whole, sitting.practice.papers[SHORT], large=large),
        authors=authors_of(sitting, chosen, found.day),
        told=told,
    )


def _letter(sitting: Sitting, told: Mapping[str, Any], found: Edition) -> Paper:
    shape = sitting.practice.papers[LETTER]
    record = letter.latest(found.ledger, shape, str(told["child"]))
    if record is None or record.word("child") not in found.family.people:
        raise Refused(f"no letter is for {first_name(sitting, found)}: a letter is the child’s own.")
    original, large = found.originals[record.id], bool(told.get("large"))
    return Paper(
        name=f"{LETTER} {told['child']}",
        what=filenames.letter(sitting.family, str(told["child"]), large=large),
        document=letter.paper(record, shape, found.family, found.day, large=large),
        authors=(sitting.ledger().first_version(original).by,),
        told=told,
    )


def _family(sitting: Sitting, told: Mapping[str, Any], found: Edition) -> Paper:
    family = present(sitting, found)
    report = familyreport.Reported(
        family, sitting.practice, found.ledger, found.day, str(told.get("meeting", "")), team=found.whole
    )
    records = [record for child in family.children if (record := report.written(child.key)) is not None]
    if not records:
        raise Refused(f"nothing of the family report is for {first_name(sitting, found)} yet.")
    ledger = sitting.ledger()
    return Paper(
        name=familyreport.ID,
        what=filenames.hyphened(familyreport.ID, str(told.get("meeting", ""))),
        document=familyreport.paper(report),
        authors=tuple(dict.fromkeys(ledger.first_version(found.originals[item.id]).by for item in records)),
        told=told,
    )
