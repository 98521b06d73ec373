"""What each paragraph of an analysis rests on: numbers in its text that point into its own list of cites (G.10).

`[2]` or `[1, 3]` in the text names the second, or the first and the third, of the ids in `cites`. So a text stays
readable in any editor, and no id of a record stands in words that somebody may be given.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fsworkbook.workbook.record import Record

_MARK: Final = re.compile(r"(?<![\]\w])\[(\d{1,3}(?:[ \t]*,[ \t]*\d{1,3})*)\](?![(\[])")
_CITED: Final = re.compile(rf"((?:[.?!…]+[”’\"']+)?)([ \t]*){_MARK.pattern}(\.?)")
_BLANK: Final = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")


class Statement(NamedTuple):
    """A paragraph of an analysis.

    Attributes:
        words: the paragraph, as it was typed.
        cites: ids of the records that it rests on, by its own numbers, else by those that the whole text rests on.
    """

    words: str
    cites: tuple[str, ...]


def marks(text: str) -> tuple[int, ...]:
    """Return the numbers that a text names, each once, in the order in which they stand."""
    return tuple(dict.fromkeys(number for found in _MARK.finditer(text) for number in _numbers(found[1])))


def pieces(text: str) -> Iterator[str | tuple[int, ...]]:
    """Yield a text in its order: words as they are, and the numbers of each mark; what is around stays as it is."""
    done = 0
    for found in _MARK.finditer(text):
        if found.start() > done:
            yield text[done : found.start()]
        yield _numbers(found[1])
        done = found.end()
    if done < len(text):
        yield text[done:]


def renumbered(text: str, numbers: Mapping[int, int]) -> str:
    """Return a text with other numbers in its marks; a number that has no other goes, and an empty mark with it.

    The full stop after a mark goes too where what was said before it has one: `“Why?” [2].` is left as `“Why?”`.
    """

    def anew(found: re.Match[str]) -> str:
        said, space, named, stop = found[1], found[2], found[3], found[4]
        kept = dict.fromkeys(numbers[number] for number in _numbers(named) if number in numbers)
        if kept:
            return f"{said}{space}[{', '.join(map(str, kept))}]{stop}"
        return said or stop

    return _CITED.sub(anew, text)


def gathered(text: str, numbered: Sequence[str], picked: Sequence[str] = ()) -> tuple[str, tuple[str, ...]]:
    """Return a text and the ids that it cites, from a text whose numbers point into a longer list.

    Args:
        text: what was typed; `[3]` names the third of `numbered`.
        numbered: ids of all records that could be cited.
        picked: ids that the whole text rests on.

    Returns:
        The text with numbers that point into the ids, and the ids: those of the text in its order, then the rest.
    """
    named = [number for number in marks(text) if 0 < number <= len(numbered)]
    cites = tuple(dict.fromkeys([*(numbered[number - 1] for number in named), *picked]))
    return renumbered(text, {number: cites.index(numbered[number - 1]) + 1 for number in named}), cites


def spread(text: str, cites: Sequence[str], numbered: Sequence[str]) -> str:
    """Return a recorded text with the numbers that its records have in a longer list: the way back of `gathered`."""
    places = {record_id: place for place, record_id in enumerate(numbered, start=1)}
    return renumbered(text, {at: places[name] for at, name in enumerate(cites, start=1) if name in places})


def statements(record: Record) -> tuple[Statement, ...]:
    """Return the paragraphs of an analysis that state something, each with what it rests on.

    Headings and lists of questions state nothing; words that lead into a list belong to it.
    """
    cites = record.names("cites")
    whole = at_large(record)
    found = []
    for words in (words for section in record.sections for words in _paragraphs(section.text)):
        own = tuple(cites[number - 1] for number in marks(words) if 0 < number <= len(cites))
        found.append(Statement(words, own or whole))
    return tuple(found)


def _paragraphs(text: str) -> Iterator[str]:
    lead = ""
    for part in _BLANK.split(text):
        words = f"{lead}{part.strip()}"
        if words.endswith(":"):
            lead = f"{words}\n"
            continue
        asks = all(line.rstrip().endswith("?") for line in part.strip().splitlines())
        if words and not words.startswith("#") and not asks:
            yield words
        lead = ""
    if lead:
        yield lead.strip()


def at_large(record: Record) -> tuple[str, ...]:
    """Return the ids that an analysis cites for the whole of its text: those that no number in it names."""
    cites = record.names("cites")
    named = {number for section in record.sections for number in marks(section.text)}
    return tuple(name for at, name in enumerate(cites, start=1) if at not in named)


def _numbers(inside: str) -> tuple[int, ...]:
    return tuple(int(part) for part in inside.split(","))
