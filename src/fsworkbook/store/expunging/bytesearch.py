"""Strings looked for in bytes that are no text: as they stand, in UTF-16, in zipped parts and in a PDF's streams.

What is drawn, scanned or written letter by letter cannot be found so; docs/security.md says it.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.workbook.disclosure.excision import Excision

_DEEPEST: Final = 3
_MOST: Final = 64 << 20
_STREAM: Final = re.compile(rb"stream\r?\n")


def text_of(data: bytes) -> str | None:
    """Return bytes as text; None where they are none."""
    if b"\0" in data:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def found(data: bytes, excision: Excision) -> bool:
    """Return whether a string stands in some bytes, whatever they are."""
    text = text_of(data)
    if text is not None:
        return excision.found(text)
    return any(excision.found(part) for part in _texts(data, 0))


def _texts(data: bytes, depth: int) -> Iterator[str]:
    """Yield everything in some bytes that may be read as text."""
    yield data.decode("utf-8", errors="replace")
    yield data.decode("cp1252", errors="replace")
    for start in (0, 1):
        yield data[start:].decode("utf-16-le", errors="replace")
    for inner in _inside(data) if depth < _DEEPEST else ():
        yield from _texts(inner, depth + 1)


def _inside(data: bytes) -> Iterator[bytes]:
    if data[:4] == b"PK\x03\x04":
        yield from _zipped(data)
    if data[:5] == b"%PDF-":
        for start in _STREAM.finditer(data):
            inner = _inflated(data[start.end() :])
            if inner:
                yield inner
    elif data[:1] == b"\x78" and (inner := _inflated(data)):
        yield inner


def _zipped(data: bytes) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for item in archive.infolist():
                yield item.filename.encode("utf-8", errors="replace")
                if item.file_size <= _MOST and not item.flag_bits & 1:
                    yield archive.read(item)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, zlib.error, EOFError, ValueError):
        return


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _MOST)
    except zlib.error:
        return b""
