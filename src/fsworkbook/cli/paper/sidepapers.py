"""The shorter papers beside the report: `report --short`, `report --letter`, `report family` (E.40, F.63, F.69)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fsworkbook.cli.disclosing import copying
from fsworkbook.cli.disclosing.sidecopy import LETTER, SHORT, build
from fsworkbook.cli.disclosing.stopping import Passing
from fsworkbook.cli.frame.output import emit_json, tell, wrap
from fsworkbook.cli.paper import filenames
from fsworkbook.cli.paper.papers import Name, publish
from fsworkbook.cli.paper.papertalk import write
from fsworkbook.errors import BadInput, Refused
from fsworkbook.report import familyreport, letter, measuring, short
from fsworkbook.report.copypaper import as_copy
from fsworkbook.workbook.ages import years

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from fsworkbook.cli.frame.calling import Call
    from fsworkbook.cli.frame.output import Line
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Table
    from fsworkbook.practice.papers import Paper
    from fsworkbook.report.assessment import Assembly
    from fsworkbook.report.document import Document
    from fsworkbook.report.familyreport import Reported
    from fsworkbook.workbook.family import Person

_PAGES: Final = {1: "one page", 2: "two pages", 3: "three pages"}
_DRAFT: Final = "draft"


class Way(NamedTuple):
    """How a paper is printed.

    Attributes:
        formats: suffixes.
        output: where it goes.
        seal: closes the file with a password.
        large: whether it is set in large print.
        passing: what the manager lets pass in one copy.
        json: whether it is told as JSON instead.
    """

    formats: Sequence[str]
    output: Path | None
    seal: Callable[[bytes, str], bytes] | None = None
    large: bool = False
    passing: Passing = Passing()
    json: bool = False


def copy_for(sitting: Sitting, whom: str, until: date | None, told: dict[str, Any], way: Way) -> None:
    """Make a copy of one of these papers for somebody, as its command was told.

    Raises:
        BadInput: nobody of that name, or it cannot be written there.
        Refused: a rule stops it.
    """
    found = copying.edition_for(sitting, whom, until, told=told)
    whole = told | ({"large": True} if way.large else {})
    build_it = build(sitting, whole)
    shape = sitting.practice.papers[str(told["paper"])]
    length = _length(sitting, build_it(found).document, shape)
    if length.over:
        raise Refused(f"{shape.name}: {_too_long(length, shape)} No copy of it was made.")
    copying.copy(sitting, found, build_it, way.formats, way.output, way.passing, way.seal)


def _fits(sitting: Sitting, document: Document, shape: Paper) -> Iterator[Line]:
    """Yield whether a paper keeps to its pages, as they are printed in a copy of it."""
    if not shape.pages:
        return
    length = _length(sitting, document, shape)
    if length.over:
        yield from wrap(f"Too long: {_too_long(length, shape)}", sitting.desk.width)
        return
    most = f"; it may have {_counted(shape.pages)}" if length.pages < shape.pages else ""
    yield f"It takes {_counted(length.pages)}{most}."
    if document.large:
        yield "That is in ordinary print; large print may take more."


def _length(sitting: Sitting, document: Document, shape: Paper) -> measuring.Length:
    """Return how long a copy of a paper is in ordinary print: nobody is told less because they read large print."""
    if not shape.pages:
        return measuring.Length(0, 0)
    copied = as_copy(document._replace(large=False), "somebody", sitting.practice.audiences.sentence)
    return measuring.whole(copied, shape.pages)


def _too_long(length: measuring.Length, shape: Paper) -> str:
    over = f"it is {length.over} words longer than {_counted(shape.pages)}, as it is printed."
    return f"{over} Shorten what it is made of."


def _counted(pages: int) -> str:
    return _PAGES.get(pages, f"{pages} pages")


def _reads(sitting: Sitting, words: str) -> Iterator[Line]:
    """Yield the reading age of words, and what drives it."""
    from fsworkbook.workbook.readability import reading  # noqa: PLC0415 - only where it is said

    found = reading(words)
    if not found.age:
        return
    width = sitting.desk.width
    yield from wrap(f"Reading age {found.age:g}: {found.words}.", width)
    if found.drivers:
        yield "What makes it harder:"
        for sentence in found.drivers:
            yield from wrap(" ".join(sentence.split()), width, "    ", "  - ")


# ---- the report in short ----------------------------------------------------------------------------------


def print_short(sitting: Sitting, made: Assembly, way: Way) -> None:
    """Print the team’s own sheet of the report in short; say whether it fits, and how hard it is to read."""
    shape = sitting.practice.papers[SHORT]
    document = short.paper(made, shape, large=way.large)
    tell(sitting.desk, *_fits(sitting, document, shape), *_reads(sitting, short.words(document)))
    what = filenames.short(made.scope.assessment.key, large=way.large)
    name = Name(sitting.family.reference, what, document.made, _DRAFT)
    publish(sitting.desk, document, name, way.formats, way.output, way.seal)


# ---- a letter to a child ----------------------------------------------------------------------------------


def letter_to(call: Call, sitting: Sitting, child: str, table: Table, whom: str | None, way: Way) -> None:
    """Write a letter where it is still to be written, and print it; with a reader, make the copy.

    Raises:
        BadInput: the child is too young for one, or nothing is written and nobody can be asked.
        Refused: a rule stops it.
        Interrupted: the conversation was left; what was said is kept.
    """
    shape = sitting.practice.papers[LETTER]
    _old_enough(sitting, shape, sitting.family.people[child])
    if "text" in table:
        sitting.record("paper", {**table, "paper": LETTER, "child": child})
    elif letter.latest(sitting.ledger(call.until()), shape, child) is None:
        _write_letter(call, sitting, shape, child)
    record = letter.latest(sitting.ledger(call.until()), shape, child)
    if record is None:
        return
    day = call.until() or sitting.desk.today()
    document = letter.paper(record, shape, sitting.family, day, large=way.large)
    words = "\n\n".join(section.text for section in record.sections)
    tell(sitting.desk, *_fits(sitting, document, shape), *_reads(sitting, words))
    if whom is not None:
        copy_for(sitting, whom, call.until(), {"paper": LETTER, "child": child}, way)
        return
    name = Name(sitting.family.reference, filenames.letter(sitting.family, child, large=way.large), day, _DRAFT)
    publish(sitting.desk, document, name, way.formats, way.output, way.seal)
    tell(sitting.desk, f"For {sitting.family.first_name(child)}: fsworkbook report --letter {child} --for {child}")


def _write_letter(call: Call, sitting: Sitting, shape: Paper, child: str) -> None:
    if call.source is not None or not sitting.desk.can_ask:
        parts = ", ".join(part.id for part in shape.parts)
        raise BadInput(
            f"no letter to {child} is written yet. Write it: fsworkbook report --letter {child}, or --from with text = "
            f"{{ … }}; its parts: {parts}."
        )
    write(sitting, shape, sitting.family.people[child])


def _old_enough(sitting: Sitting, shape: Paper, child: Person) -> None:
    old = years(child.born, sitting.desk.today()) if child.born else 0
    if old < shape.from_age:
        raise BadInput(
            f"--letter: {child.first_name} is not yet {shape.from_age}, and a letter is for a child old enough to read "
            "it (papers.toml)."
        )


# ---- the family report ------------------------------------------------------------------------------------


class Meant(NamedTuple):
    """Which family report is meant: for which child it is written, which meeting it is for, who reads it."""

    child: str | None
    meeting: str
    whom: str | None


def kind_of_meeting(sitting: Sitting, typed: str | None) -> str:
    """Return the id of a kind of meeting; "" where none is named.

    Raises:
        BadInput: there is no such kind.
    """
    known = sitting.practice.meetings
    if not typed:
        return ""
    wanted = typed.strip().casefold()
    found = [key for key, item in known.items() if wanted in {key, item.name.casefold()}]
    if not found:
        raise BadInput(f"--meeting: there is no such kind of meeting. There is {', '.join(known)}.")
    return found[0]


def family_report(call: Call, sitting: Sitting, table: Table, meant: Meant, way: Way) -> None:
    """Write a child’s part of the family report, or print the whole; with a reader, make the copy.

    Raises:
        BadInput: the answers cannot be used.
        Refused: a rule stops it.
        Interrupted: the conversation was left; what was said is kept.
    """
    shape = sitting.practice.papers[familyreport.ID]
    told: dict[str, Any] = {"meeting": meant.meeting} if meant.meeting else {}
    if meant.whom is not None:
        copy_for(sitting, meant.whom, call.until(), {"paper": familyreport.ID, **told}, way)
    elif "text" in table:
        (record, *_) = sitting.record("paper", {**told, **table, "paper": familyreport.ID})
        name = sitting.family.first_name(record.word("child"))
        tell(sitting.desk, f"{name}’s part of the family report is kept. Print it: fsworkbook report family")
    elif meant.child is not None:
        if call.source is not None or not sitting.desk.can_ask:
            raise BadInput("text is missing: a table from part to words. Nothing was recorded.")
        write(sitting, shape, sitting.family.people[meant.child], told)
    else:
        _print_family(call, sitting, meant, way)


def _print_family(call: Call, sitting: Sitting, meant: Meant, way: Way) -> None:
    day = call.until() or sitting.desk.today()
    report = familyreport.Reported(sitting.family, sitting.practice, sitting.ledger(call.until()), day, meant.meeting)
    if way.json:
        emit_json(sitting.desk, familyreport.ID, sitting.folder.name, call.until(), _data(report))
    else:
        tell(sitting.desk, *_lacking(sitting, report), "")
    if way.formats:
        what = filenames.hyphened(familyreport.ID, meant.meeting)
        name = Name(sitting.family.reference, what, day, _DRAFT if report.missing() else "")
        publish(sitting.desk, familyreport.paper(report), name, way.formats, way.output, way.seal)


def _lacking(sitting: Sitting, report: Reported) -> Iterator[Line]:
    """Yield what is still to be written, child by child, and how."""
    missing: dict[str, list[str]] = {}
    for child, part in report.missing():
        missing.setdefault(child.key, []).append(part.heading.format(child=child.first_name, parent="each parent"))
    if not missing:
        yield "Every child’s part is written."
        yield "For a parent: fsworkbook report family --for NAME; parents who are apart have a version each."
    for key, parts in missing.items():
        words = f"Still to be written for {sitting.family.first_name(key)}: {', '.join(parts)}."
        yield from wrap(words, sitting.desk.width, "  ", "")
        yield f"  fsworkbook report family --child {key}"


def _data(report: Reported) -> dict[str, Any]:
    written = {child.key: report.written(child.key) for child in report.family.children}
    return {
        "since": report.since,
        "meeting": report.meeting or None,
        "children": {
            key: {
                "record": record.id if record else None,
                "sections": {section.name: section.text for section in record.sections} if record else {},
            }
            for key, record in written.items()
        },
        "missing": [{"child": child.key, "part": part.id} for child, part in report.missing()],
    }
