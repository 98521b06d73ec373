"""Which characters a font file shows, and what its faces are called: read from its tables, and nothing else of it.

OpenType and TrueType files and collections of them. A file that is none, or that is broken, has no faces.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from mmap import ACCESS_READ, mmap
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SUFFIXES: Final = frozenset({".ttf", ".otf", ".ttc", ".otc"})
_MOST_FACES: Final = 64
_WHOLE, _BASIC = 12, 4
"""The formats of character tables that fonts of today have: for every character, and for the first 65,536."""
_FAMILY: Final = 1
_WINDOWS: Final = 3
_LAST: Final = 0xFFFF

Tables = dict[bytes, tuple[int, int]]
Spans = tuple[tuple[int, int], ...]


class Face(NamedTuple):
    """One face of a font file.

    Attributes:
        path: the file.
        family: what it is called.
        spans: the code points that it shows, each span from its first to its last, in order.
    """

    path: Path
    family: str
    spans: Spans

    def shows(self, character: str) -> bool:
        """Tell whether it has a glyph for a character."""
        point = ord(character)
        place = bisect_right(self.spans, (point, 0x110000)) - 1
        return place >= 0 and self.spans[place][1] >= point


def faces(path: Path) -> tuple[Face, ...]:
    """Return the faces of a font file, in their order; none where it cannot be read."""
    try:
        with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
            return tuple(_face(path, data, start) for start in _starts(data))
    except (OSError, struct.error, ValueError, IndexError):
        return ()


def _starts(data: mmap) -> tuple[int, ...]:
    """Return where the faces of a file begin."""
    if data[:4] != b"ttcf":
        return (0,)
    (count,) = struct.unpack_from(">I", data, 8)
    return struct.unpack_from(f">{min(count, _MOST_FACES)}I", data, 12)


def _face(path: Path, data: mmap, start: int) -> Face:
    (count,) = struct.unpack_from(">H", data, start + 4)
    rows = struct.iter_unpack(">4sIII", data[start + 12 : start + 12 + 16 * count])
    tables: Tables = {tag: (offset, length) for tag, _, offset, length in rows}
    if b"cmap" not in tables or b"name" not in tables:
        raise ValueError(path.name)
    return Face(path, _family(data, tables[b"name"][0]), tuple(sorted(_spans(data, tables[b"cmap"][0]))))


def _family(data: mmap, start: int) -> str:
    """Return the name of a face's family: the one for Windows, in whatever language it comes first."""
    _, count, texts = struct.unpack_from(">HHH", data, start)
    for number in range(count):
        platform, _, _, name, length, offset = struct.unpack_from(">6H", data, start + 6 + 12 * number)
        if (platform, name) == (_WINDOWS, _FAMILY):
            begin = start + texts + offset
            return data[begin : begin + length].decode("utf-16-be")
    raise ValueError("no family")


def _spans(data: mmap, start: int) -> Iterator[tuple[int, int]]:
    """Yield the code points of the fullest table of characters."""
    (count,) = struct.unpack_from(">H", data, start + 2)
    rows = struct.iter_unpack(">HHI", data[start + 4 : start + 4 + 8 * count])
    found = {struct.unpack_from(">H", data, start + offset)[0]: start + offset for _, _, offset in rows}
    if _WHOLE in found:
        yield from _whole(data, found[_WHOLE])
    elif _BASIC in found:
        yield from _basic(data, found[_BASIC])


def _whole(data: mmap, start: int) -> Iterator[tuple[int, int]]:
    (count,) = struct.unpack_from(">I", data, start + 12)
    for first, last, glyph in struct.iter_unpack(">III", data[start + 16 : start + 16 + 12 * count]):
        if glyph or last > first:
            yield (first if glyph else first + 1, last)


def _basic(data: mmap, start: int) -> Iterator[tuple[int, int]]:
    (double,) = struct.unpack_from(">H", data, start + 6)
    count = double // 2
    ends, begins = start + 14, start + 16 + double
    shape = f">{count}H"
    lasts, firsts = struct.unpack_from(shape, data, ends), struct.unpack_from(shape, data, begins)
    shifts = struct.unpack_from(shape, data, begins + double)
    offsets = struct.unpack_from(shape, data, begins + 2 * double)
    before = -1
    for place, (first, last, shift, offset) in enumerate(zip(firsts, lasts, shifts, offsets, strict=True)):
        if first <= before:
            raise ValueError("spans out of order")
        before = last
        for point in range(first, last + 1):
            if point < _LAST and _glyph(data, begins + 2 * double + 2 * place, point - first, point, shift, offset):
                yield (point, point)


def _glyph(data: mmap, here: int, step: int, point: int, shift: int, offset: int) -> int:
    if not offset:
        return (point + shift) & _LAST
    (glyph,) = struct.unpack_from(">H", data, here + offset + 2 * step)
    return (glyph + shift) & _LAST if glyph else 0
