"""The page of every number that the practice sets, made from the practice model: `docs/reference/timescales.md`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fsworkbook.practice.model import Practice
    from fsworkbook.practice.timescales import Timescale

_HEAD = """# Timescales

Every number that the practice sets, as `templates/family-safeguarding/timescales.toml` has it. `fsworkbook due` names
the rule of each line. A council changes a number in its own copy of that file ([how](../how-to/own-practice.md)). This
page is made by `python -m fsworkbook.workbook.timing.reference`.

How days are counted stands in `calendar.toml`: the nation whose bank holidays count, the council's own closure days,
and `count_first_day`. Unless that is set, the day that starts a clock is not counted, and a deadline lasts to the end
of its day.

Certainty: *stated*, a source says it; *settled*, the sources differ and one reading was chosen; *derived*, set for this
program; *confirmed*, the published text was read; *local*, councils differ; *memory*, nobody has looked it up yet.

| setting | what | number | counted | owed by | certainty | inventory | source |
| --- | --- | --- | --- | --- | --- | --- | --- |
"""

_EVENTS = """
## What starts and stops a clock

`trigger` starts a clock, `met_by` stops it. They name what happened, as the workbook has it:

| event | is there when |
| --- | --- |
| `decision` · `opened` · `allocated` | family.toml says so: the decision, the opening, the first allocated worker |
| `assessment.started` · `assessment.concluded` | the assessment's dates in family.toml |
| `assessment.extended` | more time was agreed for it; with `extended_by` it gives the clock its later day |
| `supervision.planned` `.reminded` `.moved` `.held` `.minuted` `.approved` | that step of a supervision is recorded |
| `summary` · `case-summary` | a practitioner's summary for the meeting; a case summary |
| `meeting.<kind>` | a meeting of that kind was held; for a clock that runs before it, is planned |
| `report.given` | the meeting says when the parents got its report |
| `status.<id>` · `left.<id>` · `plan.<id>` | a child's status began, or ended; a kind of plan began |
| `visit.statutory` · `visit.recorded` | a statutory visit was made; it was recorded |
| `copy.assessment` | a copy of the assessment was handed over to somebody of the family |
| `plan.agreed` · `plan.shared` · `conference.asked` | a note with that topic, with a hyphen: `plan-agreed` |
| `records.asked` · `records.given` | somebody asked for their records; a copy that answers it was handed over |
| `threshold.asked` · `threshold.answered` | somebody asked for another look at a threshold; it was answered |

## Where the sources differ

| | asked | read here as | otherwise | settings |
| --- | --- | --- | --- | --- |
"""


def page(practice: Practice) -> str:
    """Return the whole page."""
    rows = "".join(_row(rule, practice) for rule in practice.timescales.values())
    differ = "".join(
        f"| {one.id} | {one.question} | {one.chosen} | {'; '.join(one.readings)} | "
        f"{', '.join(f'`{name}`' for name in one.timescales)} |\n"
        for one in practice.contradictions.values()
    )
    return _HEAD + rows + _EVENTS + differ


def _row(rule: Timescale, practice: Practice) -> str:
    owner = practice.roles[rule.owner].name if rule.owner else ""
    if rule.of == "practitioner":
        owner = "each practitioner"
    cells = (
        f"`{rule.id}`" + (f" (reads `{rule.reading_of}`)" if rule.reading_of else ""),
        rule.name,
        f"{rule.number} {rule.unit}",
        _counted(rule),
        owner,
        rule.certainty,
        rule.inventory,
        rule.source,
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def _counted(rule: Timescale) -> str:
    if not rule.runs:
        return "shown, not timed" + (f"; {rule.after}" if rule.after else "")
    how = {"after": "after", "before": "before", "every": "again after"}[rule.counts]
    return f"{how} {rule.after}" + (", a hint" if rule.hint else "")


if __name__ == "__main__":
    from fsworkbook.practice.loading import load
    from fsworkbook.practice.locating import shipped

    print(page(load(shipped())), end="")  # noqa: T201 - the page is this module's output
