"""What a check shows on the screen: one record or text in full, many in a few lines each, a report as one paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.cli.frame.naming import called, capital, tail
from fsworkbook.cli.frame.output import Piece, clean, columns, wrap
from fsworkbook.practice.wordlists import HINT, STOP, WARN
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.readability import reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fsworkbook.cli.frame.output import Line
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.quality.vetting import Seen
    from fsworkbook.practice.wordlists import Lint
    from fsworkbook.workbook.plainness.checking import Checkup
    from fsworkbook.workbook.plainness.finding import Finding
    from fsworkbook.workbook.record import Record

_LONGEST: Final = 30
"""How much of the words that were found is shown."""
_STYLES: Final = {STOP: "red", WARN: "amber", HINT: "quiet"}
_ORDER: Final = (STOP, WARN, HINT)
_HEADINGS: Final = {STOP: "Stops a copy", WARN: "Worth changing", HINT: "Worth a thought"}
_WHOLE: Final = "(the whole of it)"


def one(sitting: Sitting, seen: Seen) -> Iterator[Line]:
    """Yield the page of one record: what was found, why it matters, what to write instead, what to do next."""
    record = seen.record
    yield [Piece(_title(sitting, record), "strong"), Piece(f"   {tail(record.id)}", "quiet")]
    yield from page(seen.checkup, sitting.practice.checked.lints, sitting.desk.width)
    if seen.checkup.findings:
        key = tail(record.id)
        mild = seen.checkup.of(WARN, HINT)
        rows = [[f"fsworkbook correct {key}", "puts it right"]]
        if mild:
            rows.append([f"fsworkbook check {key} --accept {mild[0].ident}", "leaves that as it is: you say why"])
        for stop in seen.checkup.of(STOP)[:1]:
            rows.insert(0, [f"fsworkbook restrict cover {stop.why.split()[0]} --record {key}", "covers it"])
        yield ""
        yield from columns(rows, width=sitting.desk.width, indent=0, gap=3)


def page(checkup: Checkup, lints: Mapping[str, Lint], width: int, *, whole: str = "") -> Iterator[Line]:
    """Yield what was found in a text: counts, reading age, then the findings, the strongest first."""
    yield from wrap(f"{capital(_counts(checkup))}.", width)
    found = reading(whole or "\n\n".join(text for _, text in checkup.texts))
    if found.age:
        yield from wrap(f"Reading age {found.age:.0f}: {found.words}.", width)
    for strength in (STOP, WARN, HINT):
        listed = checkup.of(strength)
        if listed:
            yield ""
            yield Piece(_HEADINGS[strength], "strong")
            yield from _by_lint(listed, lints, width)
    if found.drivers:
        yield ""
        yield Piece("Hardest to read", "strong")
        for driver in found.drivers:
            yield from (Piece(line, "quiet") for line in wrap(_flat(driver), width, "    ", first="  "))


def several(sitting: Sitting, seen: Sequence[Seen], lately: str, *, hints: bool) -> Iterator[Line]:
    """Yield the overview of many records: only those with something to say, a line for each lint."""
    wanted = (STOP, WARN, HINT) if hints else (STOP, WARN)
    spoken = [each for each in seen if each.checkup.of(*wanted)]
    warned = sum(len(each.checkup.of(STOP, WARN)) for each in seen)
    hinted = sum(len(each.checkup.of(HINT)) for each in seen)
    family = sitting.family.surname
    where = f" {lately}" if lately else ""
    if not seen:
        words = f"{family}: you wrote nothing{where} that is checked. fsworkbook check --all looks at everything."
        yield from wrap(words, sitting.desk.width)
        return
    records = _several(len(seen), "record")
    yield Piece(f"{family} · {records}{where}: {_several(warned, 'warning')}, {_several(hinted, 'hint')}", "strong")
    lints = sitting.practice.checked.lints
    for each in spoken:
        yield ""
        count = len(each.checkup.of(STOP, WARN))
        often = f"{_several(count, 'warning')} in {each.checkup.words} words ({each.checkup.rate} in 100)"
        title = Piece(_title(sitting, each.record, family=False), "strong")
        yield [title, Piece(f"   {tail(each.record.id)}", "quiet")]
        if count:
            yield f"  {often}"
        yield from _in_short(each.checkup.of(*wanted), lints, sitting.desk.width)
    yield ""
    if spoken:
        key = tail(spoken[0].record.id)
        rows = [[f"fsworkbook check {key}", "says why, and what to write instead"]]
        if hinted and not hints:
            rows.append(["--hints", "shows the hints as well"])
        yield from columns(rows, width=sitting.desk.width, indent=0, gap=3)
    else:
        yield (
            "Nothing to change." if not hinted or hints else "Nothing to change. --hints shows what is worth a thought."
        )


def report(sitting: Sitting, seen: Sequence[Seen], named: str) -> Iterator[Line]:
    """Yield the page of what is written of a report: as one paper, then part by part."""
    title = f"{sitting.family.surname} · what is written of the report {named}"
    yield Piece(title, "strong")
    if not seen:
        yield "Nothing is written of it yet: fsworkbook report write."
        return
    words = sum(each.checkup.words for each in seen)
    warned = sum(len(each.checkup.of(STOP, WARN)) for each in seen)
    hinted = sum(len(each.checkup.of(HINT)) for each in seen)
    rate = round(100 * warned / words, 1) if words else 0.0
    counts = f"{_several(warned, 'warning')} and {_several(hinted, 'hint')} in {words} words ({rate} warnings in 100)."
    yield from wrap(capital(counts), sitting.desk.width)
    found = reading("\n\n".join(text for each in seen for _, text in each.checkup.texts))
    yield from wrap(f"Reading age {found.age:.0f}: {found.words}.", sitting.desk.width)
    lints = sitting.practice.checked.lints
    for each in seen:
        if each.checkup.findings:
            yield ""
            part = _part(sitting, each.record) or _title(sitting, each.record, family=False)
            yield [Piece(part, "strong"), Piece(f"   {tail(each.record.id)}", "quiet")]
            yield from _in_short(each.checkup.findings, lints, sitting.desk.width)
    if found.drivers:
        yield ""
        yield Piece("Hardest to read", "strong")
        for driver in found.drivers:
            yield from (Piece(line, "quiet") for line in wrap(_flat(driver), sitting.desk.width, "    ", first="  "))
    spoken = [each for each in seen if each.checkup.findings]
    if spoken:
        yield ""
        yield f"fsworkbook check {tail(spoken[0].record.id)}   says why, and what to write instead"


def shown(finding: Finding) -> str:
    """Return the words that were found, as far as they are shown."""
    words = _flat(finding.words)
    if not words:
        return _WHOLE
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"


def _by_lint(listed: Sequence[Finding], lints: Mapping[str, Lint], width: int) -> Iterator[Line]:
    """Yield findings under their lint, whose reason is said once; the same words once, with how often they stand."""
    by_lint: dict[str, list[Finding]] = {}
    for finding in listed:
        by_lint.setdefault(finding.lint, []).append(finding)
    for ident, group in by_lint.items():
        lint = lints[ident]
        style = _STYLES[group[0].strength]
        first, *rest = wrap(f"{lint.name}. {lint.why}", width, "    ", first="  ")
        cut = len("  ") + len(lint.name)
        yield [Piece(first[:cut], style), first[cut:]]
        yield from rest
        yield from columns(_rows(group, lint), width=width, indent=4)


def _rows(group: Sequence[Finding], lint: Lint) -> list[list[str | Piece]]:
    counted: dict[tuple[str, str, str], int] = {}
    for finding in group:
        note = finding.why if finding.why != lint.why and not finding.item else finding.instead
        key = (shown(finding), finding.ident, note)
        counted[key] = counted.get(key, 0) + 1
    rows: list[list[str | Piece]] = []
    before = ""
    for (words, ident, note), count in counted.items():
        often = f"{words} ({count})" if count > 1 else words
        rows.append([often, Piece(ident, "quiet"), "" if note == before else note])
        before = note
    return rows


def _in_short(listed: Sequence[Finding], lints: Mapping[str, Lint], width: int) -> list[Line]:
    """Return findings as one line for each lint and strength: its name, and the words that were found."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for finding in sorted(listed, key=lambda one: _ORDER.index(one.strength)):
        grouped.setdefault((finding.lint, finding.strength), []).append(shown(finding))
    rows: list[list[str | Piece]] = [
        [Piece(f"{lints[ident].name}{' (hint)' if strength == HINT else ''}", _STYLES[strength]),
         ", ".join(dict.fromkeys(words))]
        for (ident, strength), words in grouped.items()
    ]  # fmt: skip
    return columns(rows, width=width, indent=2)


def _title(sitting: Sitting, record: Record, *, family: bool = True) -> str:
    what = _part(sitting, record) or capital(called(record, sitting.family, sitting.practice))
    lead = f"{sitting.family.surname} · " if family else ""
    return f"{lead}{brief(record.on)} · {sitting.family.first_name(record.by)} · {what}"


def _part(sitting: Sitting, record: Record) -> str:
    """Return which part of a report a record writes: `9.2 Ensuring safety`, `11 Tyler`; "" where it writes none."""
    from fsworkbook.report.parts import number  # noqa: PLC0415 - only to show it

    place = record.word("section")
    if not place:
        return ""
    child = record.word("child")
    sections = sitting.practice.sections
    words = {section.id: section.heading for section in sections}
    words |= {item.id: item.heading for section in sections for item in section.items}
    named = sitting.family.first_name(child) if child else words.get(place, "")
    return f"{number(place)} {named}".strip()


def _counts(checkup: Checkup) -> str:
    warned, hinted = len(checkup.of(STOP, WARN)), len(checkup.of(HINT))
    if not warned and not hinted:
        return f"Nothing to change in {checkup.words} words"
    rate = f" ({checkup.rate} warnings in 100)" if warned else ""
    return f"{_several(warned, 'warning')} and {_several(hinted, 'hint')} in {checkup.words} words{rate}"


def _several(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"


def _flat(words: str) -> str:
    return " ".join(clean(words).split())
