"""A place of a finished file that could carry words, and the words themselves; what every reader of files yields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_RUN: Final = re.compile(rb"[\t\n\r -~]{8,}")
_WIDE_RUN: Final = re.compile(rb"(?:[\t\n\r -~]\x00){6,}")
_ENCODINGS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


class Place(NamedTuple):
    """A place of a file.

    Attributes:
        where: what a practitioner would call it: "page 3", "the bookmarks and alternative texts".
        text: the words there.
    """

    where: str
    text: str


def decoded(data: bytes) -> str:
    """Return bytes as text, by their mark of order if there is one, else as UTF-8; what is neither is kept as Latin."""
    for mark, encoding in _ENCODINGS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def runs(data: bytes) -> Iterator[str]:
    """Yield the stretches of readable text in bytes of any kind: letters of one byte each, or of two."""
    for found in _RUN.finditer(data):
        yield found[0].decode("ascii")
    for found in _WIDE_RUN.finditer(data):
        yield found[0].decode("utf-16-le")
