"""Drawings as pictures with the same in words, sharp enough for print."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from docx.oxml.ns import qn
from docx.shared import Twips

from fsworkbook.report.pdf import drawn
from fsworkbook.report.word.elements import foreign, line, w

if TYPE_CHECKING:
    from docx.parts.document import DocumentPart

    from fsworkbook.report.document import Picture
    from fsworkbook.report.word.elements import Xml

_SHARP: Final = 220  # pixels to the inch: what Word itself keeps of a picture
_POINT: Final = 20


class Pictures:
    """The pictures of one file, numbered in their order."""

    def __init__(self, part: DocumentPart) -> None:
        self._part = part
        self._count = 0

    def inline(self, picture: Picture, width: int, height: int) -> Xml:
        """Return a run that holds a drawing, no larger than it was drawn, and smaller where it would not fit.

        Raises:
            BadInput: it could not be set.
        """
        self._count += 1
        sheet = picture.drawing
        scale = min(1.0, width / (_POINT * sheet.width), height / (_POINT * sheet.height))
        sides = [Twips(int(_POINT * side * scale)) for side in (sheet.width, sheet.height)]
        inline = self._part.new_pic_inline(io.BytesIO(drawn(picture, _SHARP)), *sides)
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")
        for properties in (inline.docPr, next(inline.iter(qn("pic:cNvPr")))):
            properties.set("id", str(self._count))
            properties.set("name", f"Picture {self._count}")
            properties.set("descr", line(picture.alternative))
        return w("r", w("drawing", foreign(inline.xml)))
