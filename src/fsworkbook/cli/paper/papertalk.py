"""Writing the words of one paper alone, with its outline beside each part: a letter, a part of the family report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fsworkbook.cli.disclosing.sidecopy import LETTER
from fsworkbook.cli.frame.output import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Table
    from fsworkbook.cli.talk.conversation import Step
    from fsworkbook.practice.papers import Paper, PaperPart
    from fsworkbook.workbook.family import Person


def write(sitting: Sitting, shape: Paper, child: Person, begin: Table | None = None) -> None:
    """Hold the conversation in which the words of a paper are written, and record them.

    Raises:
        Refused: the role may not write it.
        Interrupted: the conversation was left; what was said is kept.
    """
    from fsworkbook.cli.frame.taking import Talk, converse  # noqa: PLC0415 - only to ask
    from fsworkbook.workbook.forms.form import allow  # noqa: PLC0415 - likewise

    allow(shape.action, sitting.bearings())
    option = f"--letter {child.key}" if shape.id == LETTER else f"family --child {child.key}"
    steps = list(_steps(sitting, shape, child))
    talk = Talk(
        f"{sitting.family.surname} · {shape.name[:1].lower()}{shape.name[1:]}: {child.first_name}",
        shape.id,
        f"fsworkbook report {option}",
        lambda _table: steps,
        opening=("In plain words, as you would say it to them. Short sentences; no initials.", ""),
    )
    talk = talk._replace(name=f"{shape.id}-{child.key}")
    converse(sitting, "paper", talk, {"paper": shape.id, "child": child.key, **(begin or {})})


def _steps(sitting: Sitting, shape: Paper, child: Person) -> Iterator[Step]:
    for part in shape.parts:
        if part.asked and part.each:
            for parent in sitting.family.parents:
                title = part.heading.format(parent=parent.first_name)
                yield _part(sitting, part, f"{part.id}.{parent.key}", title, needed=False)
        elif part.asked:
            yield _part(sitting, part, part.id, part.heading.format(child=child.first_name), needed=shape.id == LETTER)


def _part(sitting: Sitting, part: PaperPart, key: str, title: str, *, needed: bool) -> Step:
    from fsworkbook.cli.talk.conversation import Step  # noqa: PLC0415 - only to ask

    width = sitting.desk.width
    beside = wrap(part.text, width, "  ")
    beside += [line for item in part.prompts for line in wrap(item, width, "    ", "  - ")]

    def ask(asker: Any, _table: Table) -> Any:  # noqa: ANN401 - an Asker, and words
        asker.show(*beside)
        return asker.long(title, needed=needed, may_not_apply=False)

    return Step(("text", key), ask, title)
