"""What stands in a finished file of each format, read by tools that know nothing of how it was written.

Each reader gives the words in the order in which a person meets them: with the numbers of lists where the file has
them as such, without what only a machine or a printed page adds (contents, ways back, running heads).
"""

import io
import re
import unicodedata
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pypdfium2
from markdown_it import MarkdownIt

MM = 72 / 25.4
BODY = (27 * MM, 268 * MM)  # of a page of a PDF, upwards from its foot: between the running heads
_UNBROKEN = re.compile("[\u00ad\u0002\ufffe\u200b]\r?\n?|-\ufffe")
_STAND_IN = re.compile(r"\[\s*U\+([0-9A-F]+)[^\]]*\]")


def text(suffix, data):
    """The text of a finished file."""
    return READERS[suffix](data)


def words(suffix, data):
    """The words of a finished file, in order."""
    return split(text(suffix, data))


def split(said):
    """The runs of letters and digits in a text."""
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", said))


def markdown(data):
    reader = MarkdownIt("commonmark", {"maxNesting": 1000}).enable(["table"])
    return _shown(_lists(reader.render(data.decode("utf-8"))))


def pdf(data):
    parts = []
    document = pypdfium2.PdfDocument(data)
    for page in document:
        width, height = page.get_size()
        turned = width > height
        low, high = (20 * MM, height - 26 * MM) if turned else BODY
        if not parts:
            high = height
        part = page.get_textpage().get_text_bounded(0, low, width, high)
        parts.append(part)
    document.close()
    return _UNBROKEN.sub("", _STAND_IN.sub(lambda found: chr(int(found[1], 16)), "\n".join(parts)))


def html(data):
    return _shown(_lists(data.decode("utf-8")))


class _Page(HTMLParser):
    """Gathers the text that a reader of a page sees, and every element and attribute that it is made of."""

    HIDDEN = frozenset({"style", "script", "title", "nav"})
    VOID = frozenset({"meta", "br", "hr", "col", "img", "input", "link", "base", "area", "embed"})
    INLINE = frozenset({"a", "em", "strong", "code", "span"})

    def __init__(self):
        super().__init__()
        self.said = []
        self.elements = []
        self.open = []
        self.hidden = 0

    def handle_starttag(self, tag, attributes):
        known = dict(attributes)
        self.elements.append((tag, known))
        if tag in self.VOID:
            self.said.append("\n")
            return
        hides = tag in self.HIDDEN or tag == "summary" or known.get("class") in {"skip", "back"}
        self.open.append((tag, hides))
        self.hidden += hides
        self.said.append("" if tag in self.INLINE else "\n")
        if tag == "li" and "data-number" in known:
            self.said.append(f"{known['data-number']} ")

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self.said.append("\n")

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        begun, hides = self.open.pop()
        assert begun == tag, f"<{begun}> is closed by </{tag}>"
        self.hidden -= hides
        self.said.append("" if tag in self.INLINE else "\n")

    def handle_data(self, data):
        if not self.hidden:
            self.said.append(data)


def page(source):
    """A page of HTML, read: every element is closed where it should be."""
    reader = _Page()
    reader.feed(source)
    reader.close()
    assert not reader.open
    return reader


def _shown(source):
    return "".join(page(source).said)


def _lists(source):
    """Number the items of ordered lists in a source of HTML, as a browser does."""
    found = []
    open_lists = []
    for part in re.split(r"(<ol[^>]*>|</ol>|<ul[^>]*>|</ul>|<li(?=[ >]))", source):
        if part.startswith("<ol"):
            start = re.search(r'start="(\d+)"', part)
            open_lists.append(int(start[1]) if start else None if 'role="list"' in part else 1)
        elif part.startswith("<ul"):
            open_lists.append(None)
        elif part in {"</ol>", "</ul>"}:
            open_lists.pop()
        elif part == "<li" and open_lists and open_lists[-1] is not None:
            found.append(f'<li data-number="{open_lists[-1]}"')
            open_lists[-1] += 1
            continue
        found.append(part)
    return "".join(found)


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def docx(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = _part(archive, "word/document.xml")
        numbers = _Numbers(_part(archive, "word/numbering.xml"))
    said = []
    for element in body.iter():
        if element.tag == f"{W}t":
            said.append(element.text or "")
        elif element.tag == f"{W}p":
            said.append(f"\n{numbers.before(element)} ")
        elif element.tag in {f"{W}br", f"{W}tab"}:
            said.append("\n")
    return "".join(said)


def _part(archive, name):
    return ET.fromstring(archive.read(name))  # noqa: S314 - our own


class _Numbers:
    """The numbers that Word puts before the items of lists: they stand nowhere in the text."""

    def __init__(self, numbering):
        self.starts = {}
        abstract = {each.get(f"{W}abstractNumId"): each for each in numbering.iter(f"{W}abstractNum")}
        for each in numbering.iter(f"{W}num"):
            levels = abstract[each.find(f"{W}abstractNumId").get(f"{W}val")].iter(f"{W}lvl")
            for level in levels:
                if level.find(f"{W}numFmt").get(f"{W}val") == "decimal":
                    key = each.get(f"{W}numId"), level.get(f"{W}ilvl")
                    self.starts[key] = int(level.find(f"{W}start").get(f"{W}val"))
            for over in each.iter(f"{W}lvlOverride"):
                key = each.get(f"{W}numId"), over.get(f"{W}ilvl")
                if key in self.starts:
                    self.starts[key] = int(over.find(f"{W}startOverride").get(f"{W}val"))
        self.next = dict(self.starts)

    def before(self, paragraph):
        marked = paragraph.find(f"{W}pPr/{W}numPr")
        if marked is None:
            return ""
        key = marked.find(f"{W}numId").get(f"{W}val"), marked.find(f"{W}ilvl").get(f"{W}val")
        if key not in self.starts:
            return ""
        self.next[key] += 1
        return str(self.next[key] - 1)


READERS = {".md": markdown, ".pdf": pdf, ".html": html, ".docx": docx}
