"""A picture without what it says beside itself: where it was taken, when, with what, and any small copy of it (F.49).

JPEG and PNG are lists of parts; the parts that a picture needs are kept to the byte, every other one is left out, and
so is whatever follows the end. The picture itself is never made anew, so it loses nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from fsworkbook.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterator

_JPEG: Final = b"\xff\xd8\xff"
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT: Final = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs"}
    | {b"acTL", b"fcTL", b"fdAT", b"cICP"}
)
_TELLING: Final = re.compile(rb"....ftyp|II\*\x00|MM\x00\*|RIFF....WEBP", re.DOTALL)
"""How files begin that may hold the place: film, pictures of newer telephones, TIFF and WebP."""

_START, _END, _SCAN, _COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
_FIRST_OWN, _LAST_OWN = 0xE0, 0xEF
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_NEXT: Final = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
_ORIENTATION: Final = 0x0112
_JFIF, _ICC, _ADOBE, _EXIF = b"JFIF\0", b"ICC_PROFILE\0", b"Adobe", b"Exif\0\0"


class Cleaned(NamedTuple):
    """A picture as it may be kept.

    Attributes:
        data: its bytes.
        suffix: what its file's name ends in.
        less: whether anything was left out.
    """

    data: bytes
    suffix: str
    less: bool


class Broken(BadInput):
    """A file begins as a picture and is not a whole one."""

    def __init__(self) -> None:
        super().__init__(
            "this picture is damaged or cut off. Open it in a program that shows pictures, save it again, and attach "
            "that. Nothing was recorded."
        )


def cleaned(data: bytes) -> Cleaned | None:
    """Return a picture with everything taken out but the picture; None where it is neither JPEG nor PNG.

    A photograph that was taken with the camera on its side stays the right way up.

    Raises:
        Broken: it begins as one of these, and is not whole.
    """
    if data.startswith(_JPEG):
        made = b"".join(_jpeg(data))
        return Cleaned(made, ".jpg", made != data)
    if data.startswith(_PNG):
        made = b"".join(_png(data))
        return Cleaned(made, ".png", made != data)
    return None


def may_tell_where(data: bytes) -> bool:
    """Return whether a file is of a kind that often says where it was made, and is not cleaned here."""
    return _TELLING.match(data) is not None


# PNG


def _png(data: bytes) -> Iterator[bytes]:
    yield _PNG
    place, kind = len(_PNG), b""
    while kind != b"IEND":
        length = int.from_bytes(data[place : place + 4], "big")
        kind = data[place + 4 : place + 8]
        end = place + length + 12
        if len(kind) < len(b"IEND") or end > len(data):
            raise Broken
        if kind in _PNG_KEPT:
            yield data[place:end]
        place = end


# JPEG


class _Part(NamedTuple):
    """One part of a JPEG: its marker, what it holds, and its bytes with the marker."""

    marker: int
    holds: bytes
    data: bytes


def _jpeg(data: bytes) -> Iterator[bytes]:
    parts = list(_parts(data))
    yield b"\xff\xd8"
    turned = next((found for part in parts if (found := _turned(part))), 0)
    if turned:
        yield _told(turned)
    for part in parts:
        yield _kept(part)
    yield b"\xff\xd9"


def _parts(data: bytes) -> Iterator[_Part]:
    """Yield the parts of a JPEG between its start and its first end; a scan with the picture's own bytes behind it."""
    place = 2
    while True:
        if data[place : place + 1] != b"\xff":
            raise Broken
        while data[place + 1 : place + 2] == b"\xff":
            place += 1
        marker = data[place + 1] if place + 1 < len(data) else 0
        if marker == _END:
            return
        if marker in _ALONE:
            yield _Part(marker, b"", data[place : place + 2])
            place += 2
            continue
        length = int.from_bytes(data[place + 2 : place + 4], "big")
        end = place + 2 + length
        if marker in {0, _START} or length < 2 or end > len(data):  # noqa: PLR2004 - a length counts itself
            raise Broken
        if marker == _SCAN:
            following = _NEXT.search(data, end)
            if following is None:
                raise Broken
            end = following.start()
        yield _Part(marker, data[place + 4 : place + 2 + length], data[place:end])
        place = end


def _kept(part: _Part) -> bytes:
    """Return what is kept of a part: nothing of a comment or of what a program added, but for how colours are meant."""
    if part.marker == _COMMENT:
        return b""
    if not _FIRST_OWN <= part.marker <= _LAST_OWN:
        return part.data
    if part.holds.startswith(_JFIF) and len(part.holds) >= len(_JFIF) + 9:
        holds = part.holds[: len(_JFIF) + 7] + b"\0\0"  # no small copy of the picture behind it
        return _segment(part.marker, holds)
    return part.data if part.holds.startswith((_ICC, _ADOBE)) else b""


def _segment(marker: int, holds: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(holds) + 2).to_bytes(2, "big") + holds


def _turned(part: _Part) -> int:
    """Return how a photograph is to be turned to stand upright, from 2 to 8; 0 where it stands so, or does not say."""
    tiff = part.holds.removeprefix(_EXIF)
    if part.marker != _FIRST_OWN + 1 or tiff == part.holds or tiff[:4] not in {b"II*\0", b"MM\0*"}:
        return 0
    order: Literal["little", "big"] = "little" if tiff[:2] == b"II" else "big"
    first = int.from_bytes(tiff[4:8], order)
    count = int.from_bytes(tiff[first : first + 2], order)
    for place in range(first + 2, min(first + 2 + 12 * count, len(tiff) - 11), 12):
        if int.from_bytes(tiff[place : place + 2], order) == _ORIENTATION:
            turned = int.from_bytes(tiff[place + 8 : place + 10], order)
            return turned if turned in range(2, 9) else 0
    return 0


def _told(turned: int) -> bytes:
    """Return the part of a JPEG that says how it is to be turned, and nothing else."""
    entry = _ORIENTATION.to_bytes(2, "big") + b"\0\3\0\0\0\1" + turned.to_bytes(2, "big") + b"\0\0"
    return _segment(_FIRST_OWN + 1, _EXIF + b"MM\0*\0\0\0\x08\0\1" + entry + b"\0\0\0\0")
