"""One record as a page on the screen: who, when, where, about whom; every question as asked; what was put right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.frame.naming import capital, joined, subject_of, tail
from fsworkbook.cli.frame.output import Line, Piece, columns, width_of, wrap
from fsworkbook.workbook.clock import brief, british, weekday
from fsworkbook.workbook.ratings import veiled
from fsworkbook.workbook.versions import earlier

if TYPE_CHECKING:
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record, Section

LABELS: Final = {
    "on": "The day",
    "text": "Account",
    "meaning": "What it means",
    "why_child": "Why it matters to the child",
    "where": "Where",
    "present": "Who was there",
    "start": "From",
    "end": "Until",
    "session": "What kind",
    "statutory": "Required by law",
    "children_seen": "Seen",
    "seen_alone": "Seen alone",
    "bedroom_seen": "Bedroom seen",
    "missed_by": "Missed",
    "effect_on_child": "Effect on the child",
    "reason_closed": "Why it ended",
    "when": "When it was",
    "entry": "Told in",
    "views": "Whose views",
    "strength": "Shows a strength",
    "worry": "Shows a worry",
    "matter": "Agreeing to",
    "to": "Shared with",
    "state": "What they said",
    "how": "How",
    "words": "In their words",
    "decided_by": "Decided by",
    "asked_by": "Asked by",
    "review": "Ask again",
    "from": "From",
    "withhold_from": "Never to",
    "closed": "Rating",
    "head": "Last commit in it",
    "sha256": "Known by",
}
SECTIONS: Final = {
    "meaning": "What it means",
    "why-child": "Why it matters to the child",
    "account": "",
}
_ABOVE: Final = frozenset(
    {
        "about",
        "children",
        "assessment",
        "questions",
        "not_applicable",
        "corrects",
        "correction_reason",
        "person",
        "child",
    }
)


def page_of(sitting: Sitting, ledger: Ledger, record: Record, *, withdrawn: bool = True) -> list[Line]:
    """Return a record's lines, as whoever looks may see it; the words of a withdrawn one only where it is wished."""
    (seen,) = veiled([record], ledger, sitting.viewer)
    width = sitting.desk.width
    lines: list[Line] = [
        Piece(capital(subject_of(seen, sitting.family, sitting.practice)), "strong"),
        *(Piece(line, "quiet") for line in wrap(_when(sitting, seen), width)),
        Piece(seen.id, "quiet"),
    ]
    lines += [line for words in _about(sitting, seen) for line in wrap(words, width)]
    lines += [line for words in standing(sitting, ledger, seen) for line in wrap(words, width)]
    if record.id in ledger.struck_by and not withdrawn:
        return [*lines, f"fsworkbook show {tail(record.id)} --all   reads it all the same"]
    rows = [
        (LABELS.get(key, capital(key.replace("_", " "))), _told(sitting, key, value)) for key, value in _facts(seen)
    ]
    short = [row for row in rows if "\n" not in row[1]]
    if rows:
        lines += ["", *columns(short, width=width, indent=0)]
    for label, words in rows:
        if "\n" in words:
            lines += ["", Piece(label, "strong"), *wrap(words, width, "  ")]
    if seen.preamble.strip():
        lines += ["", *wrap(seen.preamble.strip("\n"), width, "  ")]
    return [*lines, *_body(sitting, seen)]


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
        found.append(f"Corrected on {_moment(record.recorded)} by {family.first_name(record.by)}{because}.{first}")
    for key in ledger.rivals(record):
        other = ledger.everything[key]
        found.append(
            f"{family.first_name(other.by)} put the same record right in another way ({key}). Both stand until a "
            "correction names both."
        )
    later = [ledger.everything[key] for key in ledger.replaced_by.get(record.id, ())]
    found += [
        f"This was put right on {_moment(item.recorded)} by {family.first_name(item.by)} ({item.id})." for item in later
    ]
    if record.id in ledger.struck_by:
        strike = ledger.everything[ledger.struck_by[record.id]]
        found.append(
            f"Withdrawn on {_moment(strike.recorded)} by {family.first_name(strike.by)}, "
            f"because: {strike.word('reason').rstrip('.')}."
        )
    return found


def _why(record: Record) -> str:
    """Return why a record was put right; nothing where the rating in it is still closed."""
    words = record.word("correction_reason")
    if not words and record.kind not in _OWN_REASON:
        words = record.word("reason")
    return words.strip().rstrip(".")


_OWN_REASON: Final = frozenset({"visit", "consent", "rating", "summary", "supervision", "status", "strike"})
"""Kinds whose `reason` says something else than why they were put right."""


def _when(sitting: Sitting, record: Record) -> str:
    family, practice = sitting.family, sitting.practice
    member = family.team.get(record.by)
    role = f", {practice.roles[member.role].short}" if member and member.role in practice.roles else ""
    return f"{weekday(record.on)} · {family.called(record.by)}{role} · recorded {_moment(record.recorded)}"


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


def _facts(record: Record) -> list[tuple[str, Any]]:
    """Return what the front matter says beyond what stands above."""
    hidden = set(_ABOVE)
    if record.corrects and record.kind not in _OWN_REASON:
        hidden.add("reason")
    if record.kind == "rating" or "rating" in record.head:
        hidden.discard("child")
    rows = [(key, value) for key, value in record.head.items() if key not in hidden]
    if isinstance(record.head.get("children"), Mapping):
        rows.append(("children", record.head["children"]))
    return rows


def _body(sitting: Sitting, record: Record) -> list[Line]:
    lines: list[Line] = []
    title = ""
    for section in record.sections:
        heading, child = _heading(sitting, record, section)
        lines.append("")
        if heading and heading != title:
            short, gap, wording = heading.partition("  ")
            lead = f"{short}{gap}" if gap else ""
            wrapped = wrap(wording or heading, sitting.desk.width, " " * width_of(lead), first=lead)
            lines += [Piece(line, "strong") for line in wrapped]
        title = heading
        if child:
            lines.append(f"  {sitting.family.first_name(child)}")
        if section.name in record.names("not_applicable"):
            lines += wrap(f"does not apply: {section.text}", sitting.desk.width, "  ")
        else:
            lines += wrap(section.text, sitting.desk.width, "    " if child else "  ")
    return lines


def _heading(sitting: Sitting, record: Record, section: Section) -> tuple[str, str]:
    """Return a section's heading, in the wording it was asked in, and the child it is about."""
    questions = sitting.practice.questions
    name, child = section.name, ""
    base, _, rest = name.rpartition(".")
    if rest in sitting.family.people and base:
        name, child = base, rest
    if record.kind == "module" and name == "account":
        named = ", ".join(questions[key].short if key in questions else key for key in record.questions)
        return f"Account, on {named}", ""
    short = f"{questions[name].short}  " if name in questions else ""
    if section.title:
        return f"{short}{section.title}", child
    if name in questions:
        return f"{short}{questions[name].text}", child
    return SECTIONS.get(name, capital(name.replace("-", " "))), child


def _told(sitting: Sitting, key: str, value: object) -> str:
    """Return a value of the front matter in words."""
    if isinstance(value, Mapping):
        names = {name: sitting.family.first_name(str(name)) for name in value}
        if key == "effect_on_child":
            return "\n".join(f"{capital(names[name])}: {item}" for name, item in value.items())
        return ", ".join(f"{names[name]} {_told(sitting, key, item)}" for name, item in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_told(sitting, key, item) for item in value) or "–"
    if isinstance(value, bool):
        return "closed until the meeting is held" if key == "closed" else "yes" if value else "no"
    if isinstance(value, date):
        return _moment(value) if isinstance(value, datetime) else brief(value)
    return _word(sitting, key, str(value))


def _word(sitting: Sitting, key: str, value: str) -> str:
    practice = sitting.practice
    lists: dict[str, Mapping[str, Any]] = {"session": practice.sessions} if key == "session" else {}
    if key == "missed_by":
        lists = {key: practice.missed}
    elif key == "matter":
        lists = {key: practice.consent_matters}
    elif key == "state":
        lists = {key: practice.consent_states}
    elif key == "reason":
        lists = {key: practice.consent_reasons}
    elif key == "status":
        lists = {key: practice.statuses}
    elif key == "outcomes":
        lists = {}
        module = next((item for item in practice.modules for outcome in item.outcomes if outcome.id == value), None)
        if module is not None:
            return next(outcome.text for outcome in module.outcomes if outcome.id == value)
    known = lists.get(key, {})
    if value in known:
        return str(known[value].name)
    if key in {"where", "effect_on_child", "limits", "words", "how", "text"}:
        return value
    return sitting.family.called(value)


def _moment(moment: datetime) -> str:
    local = moment.astimezone(british())
    return f"{brief(local.date())} {local:%H:%M}"
