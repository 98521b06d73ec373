"""The golden thread: every key question that an assessment began with, and where it is answered (H40).

The key questions are the questions that stand in the answer to the outline's `asks`, in the words of whoever asked
them; where no entry holds any, those in the analysis of that section. An analysis of a section with `answers` names
those that it answers, in their words: once a question is worded anew, it waits for an answer again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fsworkbook.practice.model import Practice, Section
    from fsworkbook.workbook.record import Record

_QUOTED: Final = re.compile(r"“[^”]*”|\"[^\"]*\"")
_SENTENCE: Final = re.compile(r"[^.!?…]*[^\s.!?…][^.!?…]*[.!?…]+", re.DOTALL)
_LABEL: Final = re.compile(r"^(?:[-*•]\s+)?(?:(?:\w+|\d+)[:.)]\s+)?")


class Question(NamedTuple):
    """A key question.

    Attributes:
        words: the question, without a number before it.
        source: the id of the record that holds it.
        answered: ids of the analyses that answer it.
    """

    words: str
    source: str
    answered: tuple[str, ...] = ()


def thread(entries: Iterable[Record], analyses: Sequence[Record], practice: Practice) -> tuple[Question, ...]:
    """Return the key questions in the order in which they were asked, each with the analyses that answer it.

    Args:
        entries: the module entries of the assessment, in order.
        analyses: its analyses.
        practice: the model; its outline says which question asks and which sections answer.
    """
    asking = next((section for section in practice.sections if section.asks), None)
    if asking is None:
        return ()
    told = [(record.id, text) for record in entries for text in _answers(record, asking.asks)]
    found = [Question(words, source) for source, text in told for words in _questions(text)]
    if not found:
        own = [record for record in analyses if record.word("section") == asking.id]
        found = [Question(words, item.id) for item in own for part in item.sections for words in _questions(part.text)]
    answering = {section.id for section in practice.sections if section.answers}
    named = [(record.id, folded(words)) for record in analyses for words in _named(record, answering)]
    once = {folded(question.words): question for question in reversed(found)}
    return tuple(
        question._replace(answered=tuple(dict.fromkeys(key for key, words in named if words == folded(question.words))))
        for question in found
        if once[folded(question.words)] is question
    )


def answers_here(section: Section | None) -> bool:
    """Return whether key questions are answered in a section."""
    return section is not None and section.answers


def folded(words: str) -> str:
    """Return a question as it is compared: case, spaces, kinds of apostrophe and its end make no difference."""
    return " ".join(words.replace("’", "'").casefold().split()).rstrip("?!. ")


def _named(record: Record, answering: set[str]) -> tuple[str, ...]:
    return record.names("answers") if record.word("section").partition(".")[0] in answering else ()


def _answers(record: Record, question: str) -> Iterator[str]:
    """Yield what answers a question: its own sections, else the account of an entry that names it."""
    if question not in record.questions or question in record.names("not_applicable"):
        return
    own = [part.text for part in record.sections if part.name == question or part.name.startswith(f"{question}.")]
    yield from own or [part.text for part in record.sections if part.name == "account"]


def _questions(text: str) -> Iterator[str]:
    """Yield the sentences that ask; what somebody said in quotation marks is not one of ours."""
    for line in re.split(r"\n\s*\n|\n(?=\s*(?:[-*•]|\d+[.)]))", _QUOTED.sub(" ", text)):
        for found in _SENTENCE.findall(line):
            words = _LABEL.sub("", " ".join(found.split()))
            if words.endswith("?") and len(words) > 1:
                yield words[0].upper() + words[1:]
