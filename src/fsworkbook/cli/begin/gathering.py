"""From the answers of an opening to its table: what `new-family --from` would have been given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fsworkbook.cli.begin.assessing import together
from fsworkbook.cli.begin.opening import GROUPS
from fsworkbook.cli.people.inquiry import inside
from fsworkbook.cli.people.tree import tree_lines
from fsworkbook.cli.talk.conversation import Conversation, Step
from fsworkbook.errors import BadInput
from fsworkbook.workbook.naming import assessment_key, home_key, pair_key
from fsworkbook.workbook.registry import read_family

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.cli.begin.opening import Questions, Slot

Table = dict[str, Any]


def gather(questions: Questions, table: Mapping[str, Any]) -> Table:
    """Return what the answers say as `--from` would give it: a `family.toml` with statuses and consents."""
    slots = questions.slots(table, *GROUPS)
    keys = {slot.ref: slot.key for slot in slots}
    unborn = {slot.ref for slot in slots if questions.inquiry.is_unborn(slot.row)}
    made: Table = {
        "reference": table.get("reference"),
        "surname": table.get("surname"),
        "decision": dict(inside(table, ("decision",))),
        "person": [_person(questions, slot) for slot in slots],
        "relation": _between(table, keys),
        "couple": _numbered(table, "couple", "partners", keys),
        "household": _numbered(table, "household", "members", keys),
        "assessment": _assessments(questions, table, keys, unborn),
        "team": [
            {"key": slot.key, **slot.row, "from": questions.inquiry.today} for slot in questions.slots(table, "team")
        ],
        "status": [
            {"child": keys[ref], **row}
            for ref, row in inside(table, ("status",)).items()
            if ref in keys and row.get("status")
        ],
        "consent": _consents(questions, table, keys),
    }
    return {name: value for name, value in made.items() if value not in (None, [], {})}


class Opening(Conversation):
    """The conversation that opens a family: at its end the family is shown as a tree below the answers."""

    questions: Questions

    def _read_out(self) -> None:
        super()._read_out()
        lines = self._tree()
        if lines:
            self.asker.show("", *lines)

    def _read_one(self, step: Step, value: object) -> None:
        """Show an answer; what was left empty is not read out, because most of it is nobody's to know yet."""
        if value not in (None, "", [], {}):
            super()._read_one(step, value)

    def _tree(self) -> list[str]:
        given = gather(self.questions, self._state.table)
        try:
            family = read_family({"reference": "-", **given}, "the family")
        except BadInput:
            return []
        return tree_lines(family, self.questions.inquiry.practice, self.desk.today(), self.desk.width)


def _person(questions: Questions, slot: Slot) -> Table:
    part = {} if slot.group != "child" else {"part": "child"}
    row = questions.inquiry.dated(slot.row)
    return {"key": slot.key, "name": row.pop("name"), **part, **row}


def _between(table: Mapping[str, Any], keys: Mapping[str, str]) -> list[Table]:
    made: list[Table] = []
    for one, others in inside(table, ("between",)).items():
        for other, row in others.items():
            if one in keys and other in keys and row.get("kind"):
                key = pair_key("r", keys[one], keys[other], [item["key"] for item in made])
                made.append({"key": key, "a": keys[one], "b": keys[other], **row})
    return made


def _numbered(table: Mapping[str, Any], kind: str, names: str, keys: Mapping[str, str]) -> list[Table]:
    made: list[Table] = []
    for _, row in sorted(inside(table, (kind,)).items(), key=lambda item: int(item[0])):
        listed = [keys[ref] for ref in row.get(names, []) if ref in keys]
        if listed:
            taken = [item["key"] for item in made]
            key = pair_key("c", listed[0], listed[-1], taken) if kind == "couple" else home_key(listed, taken)
            made.append({"key": key, **row, names: listed})
    return made


def _assessments(
    questions: Questions, table: Mapping[str, Any], keys: Mapping[str, str], unborn: set[str]
) -> list[Table]:
    made: list[Table] = []
    for refs in together(questions, table):
        children = [ref for ref in inside(table, ("about",)).get("+".join(refs), []) if ref in keys]
        parents = [keys[ref] for ref in refs]
        row: Table = {
            "key": assessment_key(parents, [item["key"] for item in made]),
            "parents": parents,
            "children": [keys[ref] for ref in children],
            "started": table.get("started"),
        }
        if unborn & set(children):
            row["prebirth"] = True
        if len(refs) > 1:
            row["joint"] = {"on": questions.inquiry.today, "safe": True, "reason": table["joint"].get("reason", "")}
        made.append({name: value for name, value in row.items() if value is not None})
    return made


def _consents(questions: Questions, table: Mapping[str, Any], keys: Mapping[str, str]) -> list[Table]:
    matter = next(iter(questions.inquiry.practice.consent_matters))
    return [
        {"person": keys[ref], "matter": matter, **row}
        for ref, row in inside(table, ("consent",)).items()
        if ref in keys and row.get("state")
    ]
