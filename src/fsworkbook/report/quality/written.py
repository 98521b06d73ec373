"""What the report itself holds: its parts, key questions, recommendations, whom it names, what it cites, its length."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.report import finishing, goldenthread
from fsworkbook.report.quality.gathered import Gathered, lines
from fsworkbook.report.scope import listed
from fsworkbook.workbook.citing import statements
from fsworkbook.workbook.recommendations import asked, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fsworkbook.practice.checklists import CheckItem
    from fsworkbook.report.assessment import Assembly
    from fsworkbook.report.parts import Part
    from fsworkbook.workbook.record import Record


def parts(made: Assembly, item: CheckItem) -> Gathered:
    """Tell which of the item's parts are written, for each child where they repeat."""
    found: dict[str, list[str]] = {}
    gaps: dict[str, list[str]] = {}
    for part in made.plan.parts:
        if part.id in item.parts and (part.to_write or part.item is None) and not _is_frame(part, made):
            (found if _is_written(part, made) else gaps).setdefault(part.child, []).append(part.number)
    there = {part.id for part in made.plan.parts}
    strange = [f"{name} is no part of this report" for name in item.parts if name not in there and not item.when]
    return lines(
        (f"written: {words}" for words in _by_child(found, made)),
        [*(f"not written: {words}" for words in _by_child(gaps, made)), *strange],
    )


def _by_child(numbers: Mapping[str, list[str]], made: Assembly) -> Iterator[str]:
    """Yield the numbers of parts in a line for each child: `11.1 and 11.2 for Tyler`."""
    for child, listing in numbers.items():
        yield f"{listed(listing)} for {made.scope.child_name(child)}" if child else listed(listing)


def _is_frame(part: Part, made: Assembly) -> bool:
    """Return whether a part is only the heading over each child's own."""
    section = part.section
    return section is not None and bool(section.repeat) and not part.child and bool(made.scope.children)


def _is_written(part: Part, made: Assembly) -> bool:
    if made.analyses.of(part):
        return True
    if part.item is None:
        below = [one for one in made.plan.parts if one.section is part.section and one.child == part.child]
        return any(one.item is not None and made.analyses.of(one) for one in below)
    head = made.plan.place(part.section.id, part.child) if part.section is not None else None
    return head is not None and bool(made.analyses.of(head)) and made.placement.of(part).answered


def recommended(made: Assembly, item: CheckItem) -> Gathered:
    """Tell what the recommendations answer, for each child where that is asked for each (H42-H46)."""
    known = asked(made.scope.practice)
    said = [row for row in rows(made.analyses.all) if str(row.get("text", "")).strip()]
    told = {(row.get("what"), row.get("child", "")) for row in said}
    found: list[str] = []
    gaps: list[str] = []
    for name in item.recommend:
        if name not in known:
            continue
        each = [child.key for child in made.scope.children] if known[name].each == "child" else [""]
        for child in each:
            there = {(name, child), (name, "")} & told
            called = known[name].name.replace("{child}", made.scope.child_name(child))
            (found if there else gaps).append(f"“{called}”")
    return lines([f"said: {listed(found)}"] if found else (), [f"not said: {listed(gaps)}"] if gaps else ())


def key_questions(made: Assembly, _item: CheckItem) -> Gathered:
    """Tell which key questions there are, and which nothing answers (H40)."""
    questions = goldenthread.questions(made.scope, made.analyses)
    if not questions:
        return lines(gaps=["no key question is written down"])
    open_ = [question.words for question in questions if not question.answered]
    answered = len(questions) - len(open_)
    return lines([f"{answered} of {len(questions)} key questions answered"] if answered else (), _unanswered(open_))


def _unanswered(open_: list[str]) -> Iterator[str]:
    yield from (f"not answered: {words}" for words in open_)


def children_named(made: Assembly, item: CheckItem) -> Gathered:
    """Tell which children some sections name (H41)."""
    found: list[str] = []
    gaps: list[str] = []
    for name in item.named_in:
        text = "\n".join(_texts(made, name)).casefold()
        for child in made.scope.children:
            called = made.scope.child_name(child.key)
            words = (called.removeprefix("the ").casefold(), child.name.casefold())
            (found if any(word in text for word in words) else gaps).append(f"{called} in {_number(made, name)}")
    return lines([f"named: {listed(found)}"] if found else (), [f"not named: {listed(gaps)}"] if gaps else ())


def cited(made: Assembly, item: CheckItem) -> Gathered:
    """Tell how many statements of some sections rest on what is recorded (H34)."""
    whole = [one for name in item.named_in for record in _records(made, name) for one in statements(record)]
    if not whole:
        return lines(gaps=[f"nothing is written in {listed([_number(made, name) for name in item.named_in])}"])
    resting = sum(bool(one.cites) for one in whole)
    said = f"{resting} of {len(whole)} statements rest on entries; theory and research are for a person to see"
    return Gathered((said,), open=True)


def balance(made: Assembly, item: CheckItem) -> Gathered:
    """Tell for which parts strengths and worries are both recorded (H18)."""
    found: list[str] = []
    gaps: list[str] = []
    for part in made.plan.parts:
        if part.id not in item.parts:
            continue
        held = made.placement.of(part)
        entries = [unit.record for unit in (*held.full, *held.also)]
        lack = [word for word in ("strength", "worry") if not any(entry.head.get(word) is True for entry in entries)]
        if lack:
            gaps.append(f"{part.number}: no entry is marked as a {' or a '.join(lack)}")
        else:
            found.append(part.number)
    return lines([f"a strength and a worry: {listed(found)}"] if found else (), gaps)


def comments(made: Assembly, _item: CheckItem) -> Gathered:
    """Tell what of the parents' own comments is recorded, to be read beside the report (H19)."""
    own = [section for section in made.plan.sections if section.replies]
    places = [part for section in own for part in made.plan.of(section)]
    entries = {unit.record.id for part in places for unit in made.placement.of(part).full}
    replies = sum(len(found) for found in made.scope.replies.values())
    said = [f"entries with comments and views: {len(entries)}"] if entries else []
    said += [f"replies: {replies}"] if replies else []
    return lines(said, [] if said else ["no comment of a parent or child is recorded"])


def length(made: Assembly, _item: CheckItem) -> Gathered:
    """Tell whether the parts with a limit keep it, measured on the page (H49)."""
    over = [remark.words for remark in finishing.remarks(made) if remark.want == "long"]
    return lines([] if over else ["the summary fits its page"], over)


def chronology_apart(made: Assembly, _item: CheckItem) -> Gathered:
    """Tell whether a chronology is kept, and the report sums up instead of listing dates (H08)."""
    events = made.scope.ledger.of("chronology")
    found = [f"events in the chronology: {len(events)}"] if events else []
    return lines(found, [] if events else ["no chronology is kept"])


def _number(made: Assembly, section: str) -> str:
    part = made.plan.place(section)
    return part.number if part is not None else section


def _records(made: Assembly, section: str) -> list[Record]:
    return [
        record
        for part in made.plan.parts
        if part.section is not None and part.section.id == section
        for record in made.analyses.of(part)
    ]


def _texts(made: Assembly, section: str) -> Iterator[str]:
    for record in _records(made, section):
        yield from (part.text for part in record.sections)
        yield from (made.scope.child_name(str(row.get("child"))) for row in rows([record]) if row.get("child"))
        yield from (made.scope.child_name(child) for child in record.names("children"))
