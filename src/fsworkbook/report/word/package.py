"""The file itself: the same bytes for the same paper, on any machine."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING, Final

from fsworkbook.report.word.elements import line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docx.document import Document as Package

    from fsworkbook.report.document import Document
    from fsworkbook.report.word.elements import Element

_BEGINNING: Final = (1980, 1, 1, 0, 0, 0)
_TYPES: Final = "[Content_Types].xml"
_CONTENT: Final = "word/document.xml"
_LONGEST: Final = 255
"""Characters of a property: Word takes no more."""


def describe(package: Package, document: Document) -> None:
    """Set the file's properties: what a PDF of the paper says of itself, and no author."""
    made = document.made
    if not isinstance(made, dt.datetime):
        made = dt.datetime.combine(made, dt.time(12), dt.UTC)
    properties = package.core_properties
    properties.title = line(document.reference or document.title)[:_LONGEST]
    properties.language = document.language
    properties.created = properties.modified = made.astimezone(dt.UTC).replace(tzinfo=None)


def packed(package: Package, content: Iterable[Element]) -> bytes:
    """Return a package with its content as a file whose bytes depend on these alone.

    Its parts are stored as they are: how far they are compressed depends on the library that a machine has for it.
    """
    written, packed = io.BytesIO(), io.BytesIO()
    body = package.element.body
    for child in list(body):
        body.remove(child)
    body.text = None
    package.save(written)
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(parts.namelist(), key=lambda name: (name != _TYPES, name)):
            member = zipfile.ZipInfo(name, _BEGINNING)
            member.create_system = 0
            part = parts.read(name)
            archive.writestr(member, _filled(part, content) if name == _CONTENT else part)
    return packed.getvalue()


def _filled(part: bytes, content: Iterable[Element]) -> bytes:
    """Return the part that holds a body with its content."""
    before, after = part.split(b"<w:body/>")
    return b"".join((before, b"<w:body>", "".join(map(str, content)).encode(), b"</w:body>", after))
