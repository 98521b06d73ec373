"""The elements that a Word file is made of, by their short names; text in them is always text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeAlias

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser
from docx.oxml.xmlchemy import BaseOxmlElement

from fsworkbook.report.characters import clean, stand_in

if TYPE_CHECKING:
    from collections.abc import Iterable

Element: TypeAlias = BaseOxmlElement

_W: Final = f"{{{nsmap['w']}}}"
_MAP: Final = {"w": nsmap["w"]}
_SPACE: Final = qn("xml:space")
_SPACES: Final = re.compile(r"[ \t\n]+")
_NOT_IN_XML: Final = re.compile("[\ufffe\uffff]")


def w(name: str, /, *inside: Element, **attributes: str | int) -> Element:
    """Return an element of WordprocessingML, such as `w("jc", val="center")`."""
    made: Element = oxml_parser.makeelement(
        _W + name, {_W + key: str(value) for key, value in attributes.items()}, _MAP
    )
    for each in inside:
        made.append(each)
    return made


def paragraph(style: str, *content: Element, settings: Iterable[Element] = ()) -> Element:
    """Return a paragraph of a style; `settings` are its own properties, in the order that the schema asks for."""
    return w("p", w("pPr", w("pStyle", val=style), *settings), *content)


def letters(words: str) -> Element:
    """Return the element that holds a run's text."""
    made = w("t")
    made.set(_SPACE, "preserve")
    made.text = words
    return made


def run(words: str, *look: Element) -> Element:
    """Return a run of text with its look."""
    return w("r", w("rPr", *look), letters(words)) if look else w("r", letters(words))


def tab() -> Element:
    """Return a run that holds a tab."""
    return w("r", w("tab"))


def shown(words: str) -> str:
    """Return text as it is printed; what XML cannot hold has a stand-in, so that nobody misses it."""
    return _NOT_IN_XML.sub(lambda found: stand_in(found[0]), clean(words))


def line(words: str) -> str:
    """Return text as one line of print."""
    return _SPACES.sub(" ", shown(words))
