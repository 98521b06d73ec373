"""The elements that a Word file is made of, by their short names; text in them is always text.

An element is its XML, written once it is whole: objects of a library for XML, made one by one, take twenty times as
long. Only a paragraph stays open, since what follows it may still change its properties.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeAlias

from docx.oxml.ns import nsmap
from docx.oxml.parser import parse_xml

from fsworkbook.report.characters import clean, stand_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docx.oxml.xmlchemy import BaseOxmlElement

_SPACES: Final = re.compile(r"[ \t\n]+")
_NOT_IN_XML: Final = re.compile("[\ufffe\uffff]")
_SPOKEN: Final = "".join(f' xmlns:{prefix}="{nsmap[prefix]}"' for prefix in ("w", "r"))
_NAME: Final = re.compile(r"<w:\w+")
_MARKS: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_QUOTED: Final = _MARKS | str.maketrans({'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"})
"""What XML's own marks are written as, in text and in an attribute; the standard library's way imports the web."""


class Xml(str):
    """An element, whole, as XML; nothing becomes one but here, so that words cannot pass for it."""

    __slots__ = ()


class Par:
    """A paragraph: its own properties, in the order that the schema asks for, and its content."""

    __slots__ = ("content", "settings")

    def __init__(self, settings: list[Xml], content: list[Xml]) -> None:
        self.settings = settings
        self.content = content

    def __str__(self) -> str:
        return w("p", w("pPr", *self.settings), *self.content)


Element: TypeAlias = Xml | Par


def w(name: str, /, *inside: Element, **attributes: str | int) -> Xml:
    """Return an element of WordprocessingML, such as `w("jc", val="center")`."""
    said = "".join([f" w:{key}={_quoted(value)}" for key, value in attributes.items()])
    return Xml(f"<w:{name}{said}>{''.join(map(str, inside))}</w:{name}>" if inside else f"<w:{name}{said}/>")


def paragraph(style: str, *content: Xml, settings: Iterable[Xml] = ()) -> Par:
    """Return a paragraph of a style; `settings` are its own properties, in the order that the schema asks for."""
    return Par([w("pStyle", val=style), *settings], [*content])


def reference(what: str, pages: str, relation: str) -> Xml:
    """Return a section's mention of a head or foot ("header", "footer"), for the `first` page or for the `default`."""
    return Xml(f"<w:{what}Reference w:type={_quoted(pages)} r:id={_quoted(relation)}/>")


def foreign(xml: str) -> Xml:
    """Return what the library for Word files made itself: a picture."""
    return Xml(xml)


def is_a(element: Xml, name: str) -> bool:
    """Tell whether an element has a name, such as `tbl`."""
    return element.startswith((f"<w:{name} ", f"<w:{name}>", f"<w:{name}/"))


def parsed(element: Element) -> BaseOxmlElement:
    """Return a small element as the library for Word files knows them, to go into one of its parts."""
    named = _NAME.sub(lambda found: found[0] + _SPOKEN, str(element), count=1)
    return parse_xml(named)


def letters(words: str, name: str = "t") -> Xml:
    """Return the element that holds a run's text, or (`instrText`) a field's code."""
    return Xml(f'<w:{name} xml:space="preserve">{words.translate(_MARKS)}</w:{name}>')


def run(words: str, *look: Xml) -> Xml:
    """Return a run of text with its look."""
    return w("r", w("rPr", *look), letters(words)) if look else w("r", letters(words))


def tab() -> Xml:
    """Return a run that holds a tab."""
    return w("r", w("tab"))


def shown(words: str) -> str:
    """Return text as it is printed; what XML cannot hold has a stand-in, so that nobody misses it."""
    return _NOT_IN_XML.sub(lambda found: stand_in(found[0]), clean(words))


def line(words: str) -> str:
    """Return text as one line of print."""
    return _SPACES.sub(" ", shown(words))


def _quoted(value: str | int) -> str:
    return f'"{str(value).translate(_QUOTED)}"'
