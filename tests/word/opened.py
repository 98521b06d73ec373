"""A Word file, taken apart with the standard library."""

import io
import zipfile
from xml.etree import ElementTree as ET

from fsworkbook.report.word import paper

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
}


def name(short):
    """Return a name as ElementTree has it: `name("w:p")`."""
    space, _, local = short.partition(":")
    return f"{{{NAMES[space]}}}{local}"


class Opened:
    """The parts of a Word file; `body` is its content."""

    def __init__(self, data):
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self.parts = {each: self.archive.read(each) for each in self.archive.namelist()}
        self.body = self.xml("word/document.xml").find(name("w:body"))

    @classmethod
    def of(cls, document):
        return cls(paper.render(document))

    def xml(self, part):
        return ET.fromstring(self.parts[part])  # noqa: S314 - ours

    def all(self, short):
        return list(self.body.iter(name(short)))

    def paragraphs(self, style=None):
        found = self.all("w:p")
        return found if style is None else [each for each in found if style_of(each) == style]

    def running(self, kind):
        """Return the words of every head or foot."""
        return [said(self.xml(part)) for part in sorted(self.parts) if part.startswith(f"word/{kind}")]


def value(element, short, attribute="w:val"):
    """Return an attribute of the first element of a name within another, or None."""
    found = element.find(f".//{name(short)}")
    return None if found is None else found.get(name(attribute))


def style_of(paragraph):
    return value(paragraph, "w:pStyle")


def said(element):
    """Return the words of an element; a tab is a tab, a break a newline."""
    signs = {name("w:tab"): "\t", name("w:br"): "\n"}
    skipped = {each for tabs in element.iter(name("w:tabs")) for each in tabs}
    return "".join(
        signs.get(each.tag, "") or (each.text or "" if each.tag == name("w:t") else "")
        for each in element.iter()
        if each not in skipped
    )
