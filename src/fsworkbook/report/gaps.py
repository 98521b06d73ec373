"""What is missing from a paper: counted, told on the screen, and standing in the draft as gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from fsworkbook.report import changeovertime
from fsworkbook.report.document import Gap, emphasis, para
from fsworkbook.report.parts import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fsworkbook.report.analyses import Analyses
    from fsworkbook.report.document import Block
    from fsworkbook.report.evidence import Placement
    from fsworkbook.report.parts import Part, Plan
    from fsworkbook.report.scope import Scope

Want: TypeAlias = Literal["fact", "analysis", "nothing"]
"""A fact that is not known; an analysis of what is recorded; a part on which nothing is recorded at all."""

TOLD: Final = "told"
"""The topic of a missing fact that is settled once somebody has written about it in its section."""


class Missing(NamedTuple):
    """One thing that is still to be written.

    Attributes:
        section: the inventory id of the section (`S09`).
        part: the inventory id of the part (`S09.01`; the section's own where it has no items).
        child: the child's key, or "".
        want: what kind of thing is missing.
        words: what it is: the part's heading, or the fact in words.
        questions: the questions that would feed it, where nothing is recorded.
        topic: what a missing fact is about (seen, status, person …); "told" for what the worker's own words settle.
    """

    section: str
    part: str
    child: str
    want: Want
    words: str
    questions: tuple[str, ...] = ()
    topic: str = ""

    @property
    def number(self) -> str:
        """The part's number as it is printed."""
        return number(self.part)

    @property
    def keys(self) -> tuple[str, ...]:
        """The names under which a reason to let it stand open counts, the nearest first: S11.2.tyler … S11."""
        near = (f"{self.part}.{self.child}", self.part, f"{self.section}.{self.child}", self.section)
        return tuple(dict.fromkeys(name for name in near if self.child or not name.endswith(".")))

    def reason(self, reasons: Mapping[str, str]) -> str:
        """Return why it may stand open; "" where nothing says."""
        return next((reasons[name] for name in self.keys if name in reasons), "")


def missing_parts(plan: Plan, placement: Placement, analyses: Analyses, scope: Scope) -> tuple[Missing, ...]:
    """Return every part without the worker's analysis (G.06), in the order of the paper.

    An analysis of a whole section, or of the section for one child, stands for its items that have evidence; one for a
    child stands for all its items but those that are asked (G.20), as the outline lets each child be summed up. A part
    whose only entries say why it does not apply is not missing.
    """
    found: list[Missing] = []
    for part in plan.parts:
        if not part.to_write or analyses.of(part) or (part.section is not None and part.section.signer):
            continue  # comments on signing come with the signature
        held = placement.of(part)
        recorded = held.answered or changeovertime.has_work(part, scope)
        if recorded and not _covered(part, plan, analyses):
            found.append(_missing(part, "analysis", scope))
        elif not recorded and not held.full and not held.also and not _summed_up(part, plan, analyses):
            found.append(_missing(part, "nothing", scope))
    return tuple(found)


def _covered(part: Part, plan: Plan, analyses: Analyses) -> bool:
    if part.section is None or part.item is None:
        return False
    heads = (plan.place(part.section.id, part.child), plan.place(part.section.id))
    return any(head is not None and analyses.of(head) for head in heads)


def _summed_up(part: Part, plan: Plan, analyses: Analyses) -> bool:
    """Return whether a child's part, of which nothing is recorded, is told in what sums the child up."""
    return bool(part.child) and not part.asked and _covered(part, plan, analyses)


def is_written(part: Part, plan: Plan, analyses: Analyses) -> bool:
    """Return whether somebody wrote an analysis of a part, or of the section that stands for it."""
    return bool(analyses.of(part)) or _covered(part, plan, analyses)


def _missing(part: Part, want: Want, scope: Scope) -> Missing:
    section = part.section.id if part.section else ""
    feeding = tuple(question.id for question in scope.practice.fed_by(part.id)) if want == "nothing" else ()
    return Missing(section, part.id, part.child, want, part.heading, feeding)


def standing(gaps: Iterable[Missing], want: Want, anchor: str) -> tuple[Gap, ...]:
    """Return the gaps of one kind in one place of the paper as one box; none where there is nothing to say.

    What stands below the box under its own heading is named by its number alone; the rest in words.
    """
    here = [gap for gap in gaps if gap.want == want]
    if not here:
        return ()
    alone = len(here) == 1 and here[0].part == here[0].section
    if want == "analysis" and alone:
        words = "this section, from what is recorded below."
    elif want == "analysis":
        words = f"our analysis of {', '.join(gap.number for gap in here)}, from what is recorded below."
    elif want == "nothing" and alone:
        words = "this section; nothing is recorded for it yet."
    elif want == "nothing":
        these = "this" if len(here) == 1 else "these"
        words = f"{' · '.join(f'{gap.number} {gap.words}' for gap in here)}. Nothing is recorded on {these} yet."
    else:
        words = f"{'; '.join(gap.words for gap in here)}."
    return (Gap(words, anchor),)


def let_stand(gaps: Iterable[Missing], reasons: Mapping[str, str]) -> tuple[Block, ...]:
    """Return what a final report says where parts stay open: which, in a line for each reason."""
    named: dict[str, list[str]] = {}
    for gap in gaps:
        words = gap.words if gap.want == "fact" or gap.part == gap.section else f"{gap.number} {gap.words}"
        named.setdefault(gap.reason(reasons), []).append(words)
    return tuple(para(emphasis(f"Left open: {'; '.join(words)}."), f" {why}") for why, words in named.items())
