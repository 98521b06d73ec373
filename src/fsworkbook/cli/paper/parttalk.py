"""The conversation in which a part is written: the text with its evidence beside it, then what the part must answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fsworkbook.cli.frame.output import Line, wrap
from fsworkbook.cli.frame.taking import Talk
from fsworkbook.cli.paper.beside import Beside, beside
from fsworkbook.cli.talk.conversation import Step
from fsworkbook.errors import BadInput
from fsworkbook.report.goldenthread import questions
from fsworkbook.workbook.citing import at_large, gathered, marks, spread
from fsworkbook.workbook.thread import answers_here, folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.talk.asking import Asker
    from fsworkbook.practice.outlines import Recommendation
    from fsworkbook.report.assessment import Assembly
    from fsworkbook.report.parts import Part
    from fsworkbook.workbook.record import Record

    Table = dict[str, Any]

_NUMBERED: Final = "numbered"
_OUTCOMES: Final = "outcomes"
_ADVICE: Final = "advice"
_AGAIN: Final = "written again"


class Writing(NamedTuple):
    """A conversation about a part, and what stands beside it."""

    talk: Talk
    beside: Beside


def talk(sitting: Sitting, made: Assembly, part: Part, earlier: Record | None, again: str) -> Writing:
    """Return the conversation in which a part is written, or written again."""
    key = f"analysis-{made.scope.assessment.key}-{part.id}{f'-{part.child}' if part.child else ''}".lower()
    draft = sitting.drafts().load(key) or {}
    there = beside(made, part, _texts(draft.get("table", {}).get(_NUMBERED)))
    child = f", {made.scope.child_name(part.child)}" if part.child else ""
    asked = _Asked(made, part, there, earlier, sitting.desk.width)
    found = Talk(
        title=f"{sitting.family.surname} · {part.number} {part.heading}{child}",
        name=key,
        command=again,
        steps=asked.steps,
        opening=tuple(asked.opening()),  # type: ignore[arg-type] # lines of words and pieces
        finish=asked.finish,
    )
    return Writing(found, there)


def begun(there: Beside, earlier: Record | None) -> Table:
    """Return what the conversation's table begins with: the numbers, and the text that is written again."""
    table: Table = {_NUMBERED: list(there.numbered)}
    if earlier is None:
        return table
    text = "\n\n".join(section.text for section in earlier.sections)
    table |= {"text": spread(text, earlier.names("cites"), there.numbered), "corrects": [earlier.id]}
    if whole := list(at_large(earlier)):
        table["cites"] = whole
    if answers := list(earlier.names("answers")):
        table["answers"] = answers
    if options := earlier.head.get("options"):
        table[_OUTCOMES] = {str(at): _spread_outcome(row) for at, row in enumerate(options, start=1)}
    if rows := earlier.head.get("recommend"):
        table[_ADVICE] = _spread_advice(rows)
    return table


def _spread_outcome(row: Mapping[str, Any]) -> Table:
    return {"option": row["option"], **{f"for-{child}": words for child, words in row["effects"].items()}}


def _spread_advice(rows: Sequence[Mapping[str, Any]]) -> Table:
    found: Table = {}
    for row in rows:
        own = {name: row[name] for name in ("needed", "text", "by", "who") if name in row}
        found.setdefault(str(row["what"]), {})[str(row.get("child", "all"))] = own
    return found


class _Asked(NamedTuple):
    """What is asked for one part."""

    made: Assembly
    part: Part
    beside: Beside
    earlier: Record | None
    width: int

    def opening(self) -> Iterator[Line]:
        """Yield the guidance, then the evidence; nothing of it is printed in the paper."""
        section, item = self.part.section, self.part.item
        guidance = [section.contains if section else "", item.text if item and item.text != item.heading else ""]
        for words in filter(None, guidance):
            yield from wrap(words, self.width)
        if section is not None and item is None:
            for prompt in (*section.prompts, *(tip.text for tip in section.items if tip.tip)):
                yield from wrap(prompt, self.width, "  ", first="- ")
        yield ""
        yield from self.beside.lines(self.part, self.width)

    def steps(self, table: Table) -> Sequence[Step]:
        """Return the questions, given the table as it is."""
        steps = [Step("text", self._text, "Written", reads=self._read)]
        if self.beside.numbered and not marks(str(table.get("text", ""))):
            steps.append(Step("cites", self._cites, "Rests on", reads=self._cited))
        steps += [*self._thread(), *self._options(table), *self._advice(table)]
        if self.earlier is not None:
            steps.append(Step("correction_reason", _why, "What is different"))
        return steps

    def finish(self, table: Table) -> Table:
        """Return the form's own table: the text with numbers that point into what it cites."""
        made = {name: value for name, value in table.items() if name not in {_NUMBERED, _OUTCOMES, _ADVICE}}
        text, cites = gathered(str(table.get("text", "")), self.beside.numbered, _texts(table.get("cites")))
        made["text"] = text
        made |= {"cites": list(cites)} if cites else {}
        if not cites:
            made.pop("cites", None)
        if outcomes := _outcomes(table.get(_OUTCOMES, {})):
            made["options"] = outcomes
        if advice := _rows(table.get(_ADVICE, {})):
            made["recommend"] = advice
        if self.earlier is not None:
            made.setdefault("correction_reason", _AGAIN)
            _refuse_unchanged(self.earlier, made)
        return made

    def _text(self, asker: Asker, _table: Table) -> str | None:
        """Ask for the text until every number in it is one that stands beside it."""
        while True:
            typed = asker.long(
                "What do we make of it?",
                needed=True,
                may_not_apply=False,
                more=self.beside.rest(self.part, self.width),
            )
            text = typed if isinstance(typed, str) else ""
            most = len(self.beside.numbered)
            wrong = [number for number in marks(text) if not 0 < number <= most]
            if not wrong:
                return text
            there = f"The entries go from 1 to {most}." if most else "There is no entry to cite yet."
            asker.show(*wrap(f"  [{wrong[0]}] is none of them. {there}", self.width, "  "))
            asker.current = text
            if asker.keep is not None:
                asker.keep(text, "")  # what was typed outlives a program that stops here

    def _cites(self, asker: Asker, table: Table) -> list[str] | None:
        feeding = [record.id for record in self.beside.feeding]
        ticked = [name for name in _texts(table.get("cites")) if name not in feeding]
        keys = dict.fromkeys([*feeding, *ticked]) or dict.fromkeys(self.beside.numbered)
        choices = {key: self.beside.called(key) for key in sorted(keys, key=self.beside.number)}
        return asker.several("What does it rest on?", choices) or None

    def _read(self, text: str) -> str:
        """Return the text as it is read before it is saved: with what its numbers cite below it."""
        there = self.beside.numbered
        cited = [self.beside.called(there[number - 1]) for number in sorted(marks(text)) if number <= len(there)]
        return "\n".join([text, *([""] if cited else []), *cited])

    def _cited(self, ids: Sequence[str]) -> str:
        return "\n".join(map(self.beside.called, ids))

    def _thread(self) -> Iterator[Step]:
        """Yield the question which key questions of the assessment are answered here (H40)."""
        found = questions(self.made.scope, self.made.analyses) if answers_here(self.part.section) else ()
        if not found:
            return

        def ask(asker: Asker, _table: Table) -> list[str] | None:
            said = {folded(words): words for words in _texts(asker.current)}
            asker.current = [question.words for question in found if folded(question.words) in said] or None
            choices = {question.words: question.words for question in found}
            return asker.several("Which key question?", choices) or None

        yield Step("answers", ask, "Answers", reads="\n".join)

    def _options(self, table: Table) -> Iterator[Step]:
        """Yield the questions for each possible outcome, until one is left empty."""
        if self.part.item is None or not self.part.item.options:
            return
        told = table.get(_OUTCOMES, {})
        for at in range(1, len(told) + 2):
            yield Step(
                (_OUTCOMES, str(at), "option"),
                lambda asker, _, at=at: asker.text(f"Possible outcome {at} (↵ alone ends)"),  # type: ignore[misc]
                f"Outcome {at}",
            )
            if not told.get(str(at), {}).get("option"):
                return
            for child in self.made.scope.children:
                label = f"For {self.made.scope.child_name(child.key)} it would mean"
                yield Step(
                    (_OUTCOMES, str(at), f"for-{child.key}"),
                    lambda asker, _, label=label: asker.text(label),  # type: ignore[misc]
                    label,
                )

    def _advice(self, table: Table) -> Iterator[Step]:
        """Yield what the recommendations must answer, for each child and then once (H42-H46)."""
        asked = self.part.section.recommendations if self.part.section is not None and not self.part.item else ()
        told = table.get(_ADVICE, {})
        for child in (*(child.key for child in self.made.scope.children), "all"):
            for item in asked:
                if (item.each == "child") == (child != "all"):
                    yield from self._advice_on(item, child, told.get(item.id, {}).get(child, {}))

    def _advice_on(self, item: Recommendation, child: str, told: Mapping[str, Any]) -> Iterator[Step]:
        name = self.made.scope.child_name(child) if child != "all" else ""
        question = item.text.format(child=name)
        label = item.name.format(child=name)
        path = (_ADVICE, item.id, child)
        if item.decides:
            yield Step((*path, "needed"), lambda asker, _: _yes_or_no(asker, question), label)
            if told.get("needed") is not None:
                yield Step((*path, "text"), lambda asker, _: asker.text("Why?", needed=True), f"{label} Why")
        else:
            yield Step((*path, "text"), lambda asker, _: _words(asker, question), label)
        if item.dated and told.get("text"):
            yield Step((*path, "who"), lambda asker, _: asker.text("Who does it?"), "Who")
            yield Step(
                (*path, "by"),
                lambda asker, _: asker.day("By when?", default="", needed=False, ahead=True),
                "By when",
            )


def _words(asker: Asker, question: str) -> str | None:
    said = asker.long(question, may_not_apply=False)
    return said if isinstance(said, str) else None


def _yes_or_no(asker: Asker, question: str) -> bool | None:
    """Ask for an explicit yes or no; nothing is proposed, and left open it is a gap (H44, H45)."""
    standing = {True: "yes", False: "no"}.get(asker.current) if isinstance(asker.current, bool) else None
    asker.current = standing
    said = asker.one(question, {"yes": "Yes", "no": "No"}, needed=False)
    return None if said is None else said == "yes"


def _why(asker: Asker, _table: Table) -> str | None:
    return asker.text("What is different?", default=_AGAIN)


def _outcomes(told: Mapping[str, Mapping[str, Any]]) -> list[Table]:
    found = []
    for at in sorted(told, key=int):
        row = told[at]
        if row.get("option"):
            effects = {key.removeprefix("for-"): words for key, words in row.items() if key != "option" and words}
            found.append({"option": row["option"], "effects": effects})
    return found


def _rows(told: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> list[Table]:
    """Return the recommendations as the form takes them: whatever has words."""
    return [
        {"what": what, **({"child": child} if child != "all" else {}), **row}
        for what, by_child in told.items()
        for child, row in by_child.items()
        if row.get("text")
    ]


def _refuse_unchanged(earlier: Record, made: Mapping[str, Any]) -> None:
    """Refuse to record the same once more.

    Raises:
        BadInput: nothing is different.
    """
    text = "\n\n".join(section.text for section in earlier.sections)
    same = all(_plain(made.get(key)) == _plain(earlier.head.get(key)) for key in ("answers", "options", "recommend"))
    if same and made.get("text") == text and list(made.get("cites", ())) == list(earlier.names("cites")):
        raise BadInput("Nothing was changed, so there is nothing to record. Change an answer, or leave it for later.")


def _plain(value: object) -> object:
    return value or None


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list | tuple) else []
