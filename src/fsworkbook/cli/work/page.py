"""One record as a page on the screen: who, when, where, about whom; every question as asked; what was put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.cli.frame.naming import capital, joined, subject_of, tail
from fsworkbook.cli.frame.output import Line, Piece, columns, width_of, wrap
from fsworkbook.workbook.apart import together
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.dating import is_rough, weekday_of
from fsworkbook.workbook.ratings import veiled
from fsworkbook.workbook.versions import earlier
from fsworkbook.workbook.wording import OWN_REASON, facts, heading, label, moment_of, told

if TYPE_CHECKING:
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record


def page_of(
    sitting: Sitting, ledger: Ledger, record: Record, *, withdrawn: bool = True, remarks: bool = True
) -> list[Line]:
    """Return a record's lines, as whoever looks may see it; the words of a withdrawn one only where it is wished.

    `remarks` says whether what only the team is told stands with it: what wants a look, how a reply came here.
    """
    (seen,) = veiled([record], ledger, sitting.viewer)
    width = sitting.desk.width
    lines: list[Line] = [
        Piece(capital(subject_of(seen, sitting.family, sitting.practice)), "strong"),
        *(Piece(line, "quiet") for line in wrap(_when(sitting, seen), width)),
        Piece(seen.id, "quiet"),
    ]
    lines += [line for words in _about(sitting, seen) for line in wrap(words, width)]
    said = (
        [*_asides(sitting, ledger, seen), *standing(sitting, ledger, seen)]
        if remarks
        else standing(sitting, ledger, seen)
    )
    lines += [line for words in said for line in wrap(words, width)]
    if record.id in ledger.struck_by and not withdrawn:
        return [*lines, f"fsworkbook show {tail(record.id)} --all   reads it all the same"]
    rows = [(label(key), told(key, value, sitting.family, sitting.practice)) for key, value in facts(seen)]
    short = [row for row in rows if "\n" not in row[1]]
    if rows:
        lines += ["", *columns(short, width=width, indent=0)]
    for name, words in rows:
        if "\n" in words:
            lines += ["", Piece(name, "strong"), *wrap(words, width, "  ")]
    if seen.preamble.strip():
        lines += ["", *wrap(seen.preamble.strip("\n"), width, "  ")]
    from fsworkbook.cli.disclosing.replylines import beside  # noqa: PLC0415 - likewise
    from fsworkbook.cli.work.attachedlines import lines_of  # noqa: PLC0415 - read after the record's own words

    return [
        *lines,
        *_body(sitting, seen),
        *lines_of(sitting, ledger, seen),
        *beside(sitting, ledger, seen, remarks=remarks),
    ]


def _asides(sitting: Sitting, ledger: Ledger, record: Record) -> list[str]:
    """Return what only the team is told: to what a reply was made, and whom an order keeps apart who met (F.51)."""
    from fsworkbook.cli.disclosing.replylines import named_in  # noqa: PLC0415 - read after the record's own words

    met = (item for item in together(ledger, sitting.family, sitting.practice) if item.record.id == record.id)
    return [*named_in(sitting, ledger, record), *(f"Please look: {item.why(sitting.family)}." for item in met)]


def standing(sitting: Sitting, ledger: Ledger, record: Record) -> list[str]:
    """Return how a record stands to others: what it put right, who did so again, whether it was withdrawn."""
    family = sitting.family
    found: list[str] = []
    if record.corrects:
        before = earlier(ledger, record)
        first = (
            f" It was first recorded on {brief(before[0].on)} by {family.first_name(before[0].by)}." if before else ""
        )
        why = _why(record)
        because = f", because: {why}" if why else ""
        found.append(f"Corrected on {moment_of(record.recorded)} by {family.first_name(record.by)}{because}.{first}")
    for key in ledger.rivals(record):
        other = ledger.everything[key]
        found.append(
            f"{family.first_name(other.by)} put the same record right in another way ({key}). Both stand until a "
            "correction names both."
        )
    later = [ledger.everything[key] for key in ledger.replaced_by.get(record.id, ())]
    found += [
        f"This was put right on {moment_of(item.recorded)} by {family.first_name(item.by)} ({item.id})."
        for item in later
    ]
    if record.id in ledger.struck_by:
        strike = ledger.everything[ledger.struck_by[record.id]]
        found.append(
            f"Withdrawn on {moment_of(strike.recorded)} by {family.first_name(strike.by)}, "
            f"because: {strike.word('reason').rstrip('.')}."
        )
    return found


def _why(record: Record) -> str:
    """Return why a record was put right; nothing where the rating in it is still closed."""
    words = record.word("correction_reason")
    if not words and record.kind not in OWN_REASON:
        words = record.word("reason")
    return words.strip().rstrip(".")


def _when(sitting: Sitting, record: Record) -> str:
    family, practice = sitting.family, sitting.practice
    member = family.team.get(record.by)
    role = f", {practice.roles[member.role].short}" if member and member.role in practice.roles else ""
    recorded = "" if is_rough(record) else f" · recorded {moment_of(record.recorded)}"
    return f"{weekday_of(record)} · {family.called(record.by)}{role}{recorded}"


def _about(sitting: Sitting, record: Record) -> list[str]:
    family = sitting.family
    parts = []
    person = [key for key in (record.word("person"), record.word("child")) if key]
    if person or record.about:
        parts.append(f"About {joined(family.called(key) for key in person or record.about)}")
    if record.children and list(record.children) != list(record.about):
        parts.append(f"children: {joined(family.first_name(key) for key in record.children)}")
    if record.word("assessment"):
        parts.append(f"assessment {record.word('assessment')}")
    return [" · ".join(parts)] if parts else []


def _body(sitting: Sitting, record: Record) -> list[Line]:
    lines: list[Line] = []
    title = ""
    for section in record.sections:
        words, child = heading(record, section, sitting.family, sitting.practice)
        lines.append("")
        if words and words != title:
            short, gap, wording = words.partition("  ")
            lead = f"{short}{gap}" if gap else ""
            wrapped = wrap(wording or words, sitting.desk.width, " " * width_of(lead), first=lead)
            lines += [Piece(line, "strong") for line in wrapped]
        title = words
        if child:
            lines.append(f"  {sitting.family.first_name(child)}")
        if section.name in record.names("not_applicable"):
            lines += wrap(f"does not apply: {section.text}", sitting.desk.width, "  ")
        else:
            lines += wrap(section.text, sitting.desk.width, "    " if child else "  ")
    return lines
