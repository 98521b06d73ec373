"""The gate: a finished paper is searched for the words that may not leave before anybody can hold it (F.47, F.49).

It is searched as it would be handed over: its pages, every other place of the file that could carry words, and its
file name. What comes back says which restriction and where, never the words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.report.document import words
from fsworkbook.report.formats import texts
from fsworkbook.report.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fsworkbook.report.document import Document
    from fsworkbook.workbook.disclosure.guarding import Guard
    from fsworkbook.workbook.disclosure.neighbours import Neighbour


_STAND_IN: Final = re.compile(r"\[U\+([0-9A-F](?:[\r\n]*[0-9A-F]){3,4}|10(?:[\r\n]*[0-9A-F]){4})(?=[\s\]])[^\[\]]*\]")
"""What is printed for a character that no font has (`characters.stand_in`); a reader can still tell what it was."""


class Leak(NamedTuple):
    """A guarded string in a finished paper.

    Attributes:
        restriction: the key that it is guarded by.
        string: which of the restriction's strings it is, from 0.
        where: the place: "page 3", "the file name".
    """

    restriction: str
    string: int
    where: str


class Stranger(NamedTuple):
    """Something of another family in a finished paper.

    Attributes:
        family: the other family, as the caller names it.
        what: "name", or "text" for a long run of words.
        where: the place: "page 3", "the file name".
    """

    family: str
    what: str
    where: str


def search(data: bytes, suffix: str, name: str, guard: Guard, document: Document | None = None) -> tuple[Leak, ...]:
    """Return the guarded strings that stand anywhere in a finished paper; each once for each place.

    Args:
        data: the file, before it is sealed with a password.
        suffix: of its format: ".pdf".
        name: what the file is to be called, with or without the suffix.
        guard: the strings.
        document: what the file was made from, where it was made from one. Its words are searched as well, since what
            comes out of a PDF can be less than what stands on its page: a letter with an accent that no font has as
            one glyph comes out twice, and out of its place.

    Raises:
        BadInput: the file cannot be read, so that nobody can tell what it holds.
    """
    if not guard:
        return ()
    inside = [] if document is None else [Place("the text", piece) for piece in words(document)]
    found = {
        Leak(hit.restriction, hit.string, place.where): None
        for place in (*inside, *_everywhere(data, suffix, name))
        for hit in guard.hits(place.text)
    }
    return tuple(found)


def warnings(data: bytes, suffix: str, name: str, neighbours: Sequence[Neighbour]) -> tuple[Stranger, ...]:
    """Return what stands in a finished paper of other families of the caseload: their names, and long runs of text.

    Args:
        data: the file, before it is sealed with a password.
        suffix: of its format: ".pdf".
        name: what the file is to be called.
        neighbours: the other families.

    Raises:
        BadInput: the file cannot be read.
    """
    from fsworkbook.workbook.disclosure.neighbours import Vicinity  # noqa: PLC0415 - not for a copy of one family alone

    vicinity = Vicinity(neighbours)
    if not vicinity:
        return ()
    found = {
        Stranger(family, what, place.where): None
        for place in _everywhere(data, suffix, name)
        for family, what in vicinity.found(place.text)
    }
    return tuple(found)


def _everywhere(data: bytes, suffix: str, name: str) -> Iterator[Place]:
    yield Place("the file name", name)
    for place in texts(suffix, data):
        yield place
        if _STAND_IN.search(place.text):
            yield place._replace(text=_STAND_IN.sub(_stood_in_for, place.text))


def _stood_in_for(found: re.Match[str]) -> str:
    """Return the character that something stands for, though its number may be broken at a line's end."""
    return chr(int("".join(found[1].split()), 16))
