"""What of a record is looked over: the words of whoever wrote it, and nobody else's (K.R16)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.workbook.record import ID_PATTERN, strings_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.practice.wordlists import Checked
    from fsworkbook.workbook.record import Record

_LEAST: Final = 2
"""So many words make a text; fewer are a key, a day or a name."""


class Part(NamedTuple):
    """A part of a record that is somebody's own words.

    Attributes:
        name: of its section, or the key of the front matter that it stands under.
        text: as it was typed.
        head: whether it stands in the front matter.
    """

    name: str
    text: str
    head: bool = False


def is_checked(record: Record, checked: Checked) -> bool:
    """Return whether a record is looked over at all: a reply, a diary and a letter that was attached are not."""
    return record.kind in checked.kinds and record.word("topic") not in checked.never


def parts(record: Record, checked: Checked) -> Iterator[Part]:
    """Yield the parts of a record that are looked over, in their order."""
    if not is_checked(record, checked):
        return
    if record.preamble.strip():
        yield Part("", record.preamble)
    for section in record.sections:
        if section.text.strip() and f"{record.kind}.{section.name}" not in checked.theirs:
            yield Part(section.name, section.text)
    for key in checked.keys:
        for text in strings_in(record.head.get(key)):
            if len(text.split()) >= _LEAST and not ID_PATTERN.fullmatch(text):
                yield Part(key, text, head=True)
