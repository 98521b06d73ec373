"""What can be opened beside a question of a module: things to ask, to watch for, to bear in mind (J, I, G.36)."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.frame.output import Line, Piece, wrap
from fsworkbook.workbook.ages import age
from fsworkbook.workbook.prompting import asides

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.practice.prompts import Prompt
    from fsworkbook.workbook.prompting import Aside

_CHILD: Final = "child"
_USES: Final = {"ask": "", "watch": "Watch for: ", "remember": "Bear in mind: "}


def beside(
    sitting: Sitting, entry: Mapping[str, Any], places: Sequence[str], children: Sequence[str] = ()
) -> Callable[[], Sequence[Line]] | None:
    """Return what shows the aside of a question or a module, by the ages on the entry's day; None where it is empty.

    Args:
        sitting: the family, and who records.
        entry: what is known of the entry so far: its assessment, its day, its child.
        places: ids of questions and modules, what belongs to each after the other.
        children: the children whom it is about; none: the entry's own child, else all of the assessment's.
    """
    assessment = sitting.family.assessments[entry["assessment"]]
    on = entry.get("on") or sitting.desk.today()
    whom = children or ([entry[_CHILD]] if entry.get(_CHILD) else ())
    found = [
        group for place in places for group in asides(place, assessment, sitting.family, sitting.practice, on, whom)
    ]
    return (lambda: list(_lines(sitting, _joined(found), on))) if found else None


def _joined(found: Sequence[Aside]) -> list[Aside]:
    """Return groups with those of one child made one, and no prompt twice in it."""
    made: dict[str, Aside] = {}
    for group in found:
        before = made.get(group.child)
        every = (*(before.prompts if before else ()), *group.prompts)
        made[group.child] = group._replace(prompts=tuple(dict.fromkeys(every)))
    return list(made.values())


def _lines(sitting: Sitting, groups: Sequence[Aside], on: date) -> Iterator[Line]:
    """Yield the aside: for everybody first, then for each child; children with the same prompts share them."""
    yield ""
    yield Piece("  Aside · nothing here is asked or counted; take what helps", "quiet")
    for prompts, same in groupby(groups, key=lambda group: group.prompts):
        for group in same:
            if group.band is not None:
                person = sitting.family.people[group.child]
                name = sitting.family.first_name(group.child)
                yield Piece(f"  {name}, {age(person, on)} · {group.band.name}", "strong")
        for prompt in prompts:
            yield from _prompt(prompt, sitting.desk.width)
    yield ""


def _prompt(prompt: Prompt, width: int) -> Iterator[Line]:
    lead = f"    {prompt.id:<6} "
    yield from wrap(f"{_USES[prompt.use]}{prompt.text}", width, " " * len(lead), first=lead)
    if prompt.listen:
        yield from (Piece(line, "quiet") for line in wrap(f"Listen for: {prompt.listen}", width, " " * len(lead)))
