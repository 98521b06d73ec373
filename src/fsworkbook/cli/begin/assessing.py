"""Who is assessed with whom, and for which children: the questions of an opening (F.50, G.05)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.people.inquiry import inside
from fsworkbook.cli.talk.conversation import Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fsworkbook.cli.begin.opening import Questions, Slot
    from fsworkbook.cli.talk.answers import Table
    from fsworkbook.cli.talk.asking import Asker

SAFE: Final = (
    "Is it safe for both: each was asked alone, neither is afraid of the other, and no order keeps them apart?"
)
_SAFE_MORE: Final = (
    "A joint assessment can be split later, but what one hears of the other cannot be taken back. "
    "If you are not sure, answer no: each is then assessed on their own."
)


def assessment_steps(questions: Questions, table: Table) -> Iterator[Step]:
    """Yield the questions: who is assessed, whether two are together, by whose decision, for which children."""
    parents = {slot.ref: slot for slot in questions.slots(table, "parent")}
    if not parents:
        return
    names = {ref: slot.name for ref, slot in parents.items()}
    ticked = [ref for ref, slot in parents.items() if slot.row.get("part") != "carer"]
    more = "Each parent on their own, which is the safer way. Take out whoever is not to be assessed."
    yield Step(
        "assessed",
        lambda asker, _: asker.several("Who is assessed?", names, ticked=ticked, more=more),
        "Assessed",
        reads=lambda refs: ", ".join(names.get(ref, ref) for ref in refs),
    )
    assessed = [ref for ref in table.get("assessed", []) if ref in parents]
    if len(assessed) > 1:
        yield from _joint(table, {ref: names[ref] for ref in assessed})
    for refs in together(questions, table):
        yield _about(questions, refs, parents, table)
    if assessed:
        yield Step("started", lambda asker, _: asker.day("The assessments began"), "Assessments began")


def _joint(table: Table, names: Mapping[str, str]) -> Iterator[Step]:
    at = ("joint",)
    yield Step(
        (*at, "wanted"),
        lambda asker, _: asker.yes("Are two of them to be assessed together?", default=False, more=_SAFE_MORE),
        "Two together",
    )
    if not inside(table, at).get("wanted"):
        return
    if len(names) > len(("one", "other")):
        yield Step((*at, "who"), lambda asker, _: _pair(asker, names), "Together")

    def safe(asker: Asker, _: Table) -> bool:
        answer = asker.yes(SAFE, default=False, more=_SAFE_MORE)
        if not answer:
            asker.show("  Then each is assessed on their own.")
        return answer

    yield Step((*at, "safe"), safe, "Safe for both")
    if inside(table, at).get("safe"):
        yield Step(
            (*at, "reason"),
            lambda asker, _: asker.text("Who decided it, and why?", needed=True),
            "Why together",
        )


def together(questions: Questions, table: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """Return who is assessed with whom: each alone, but for two by a decision that says it is safe."""
    known = [slot.ref for slot in questions.slots(table, "parent")]
    assessed = [ref for ref in table.get("assessed", []) if ref in known]
    joint = inside(table, ("joint",))
    pair = tuple(ref for ref in joint.get("who", assessed) if ref in assessed)
    if not (joint.get("wanted") and joint.get("safe") and len(pair) == len(("one", "other"))):
        return [(ref,) for ref in assessed]
    return [pair, *((ref,) for ref in assessed if ref not in pair)]


def _about(questions: Questions, refs: tuple[str, ...], parents: Mapping[str, Slot], table: Table) -> Step:
    children = {slot.ref: slot.name for slot in questions.slots(table, "child")}
    words = questions.inquiry.practice.relations
    own = [
        child
        for child in children
        if any(
            (kind := str(inside(table, ("between", ref, child)).get("kind", ""))) in words
            and words[kind].line == "parent"
            for ref in refs
        )
    ]
    who = " and ".join(questions.somebody(parents[ref]).first for ref in refs)
    return Step(
        ("about", "+".join(refs)),
        lambda asker, _: asker.several(
            f"{who}: assessed for which children?", children, ticked=own or list(children), needed=True
        ),
        f"{who}: for",
        reads=lambda picked: ", ".join(children.get(ref, ref) for ref in picked),
    )


def _pair(asker: Asker, names: Mapping[str, str]) -> list[str]:
    while True:
        picked = asker.several("Which two?", dict(names), needed=True)
        if len(picked) == len(("one", "other")):
            return picked
        asker.show("  Choose two.")
