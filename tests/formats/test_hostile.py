"""Text stays text: whatever was typed, no format runs it, reads for it, loses a word of it or falls to pieces."""

import io
import re
import zipfile

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings

from fsworkbook.report.characters import clean
from fsworkbook.report.document import heading, text
from fsworkbook.report.formats import FORMATS
from tests.formats import reading
from tests.formats.everywhere import blocks_of, everywhere, nested, paper
from tests.formats.hostile import BATCHES, CANARY, SECRET, STRINGS
from tests.report.papers import report
from tests.report.strategies import ANY

IN_LATIN = re.compile(r"[A-Za-z]{2,}")


@pytest.fixture(autouse=True)
def standing_beside_a_secret(tmp_path, monkeypatch):
    """Where one stands lies a file that hostile text asks for."""
    (tmp_path / CANARY).write_text(SECRET, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def test_there_are_at_least_sixty_of_them():
    assert len(set(STRINGS)) >= 60


def each_word_of(words):
    """What must be found of a text: its longer words, as far as a line is long."""
    return [word[:20] for word in IN_LATIN.findall(clean(words))]


def squeezed(said):
    return re.sub(r"[\s\ufffe-]+", "", said)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("batch", BATCHES)
def test_no_word_of_it_is_lost_in_any_block_and_nothing_else_is_read(suffix, batch):
    strings = BATCHES[batch]
    blocks = [block for n, words in enumerate(strings) for block in (heading(1, f"Start{n}"), *blocks_of(words))]
    data = FORMATS[suffix].render(paper(*blocks, contents=False)).data
    said = reading.text(suffix, data)
    assert SECRET not in said
    assert SECRET.encode() not in data
    assert "root:x:" not in said
    CHECKS[suffix](data)
    parts = re.split(r"Start(\d+)\b", said)
    held = dict(zip(map(int, parts[1::2]), map(squeezed, parts[2::2]), strict=True))
    assert len(held) == len(strings)
    for n, words in enumerate(strings):
        for word in each_word_of(words):
            assert held[n].count(word) >= 40, (n, word)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("batch", BATCHES)
def test_it_is_text_in_the_title_the_banners_and_the_cover_too(suffix, batch):
    """One text of all of them, and in the places that print only so much of it, the first of each kind."""
    for words in (BATCHES[batch][0], " · ".join(BATCHES[batch])):
        about = dict.fromkeys(("title", "subtitle", "reference"), words)
        document = paper(heading(1, words), banners=(words,), cover=((words, text(words)),), **about)
        data = FORMATS[suffix].render(document).data
        said = squeezed(reading.text(suffix, data))
        for word in each_word_of(words):
            assert said.count(word) >= 4
        CHECKS[suffix](data)
        assert SECRET.encode() not in data


# ---- nothing that acts ------------------------------------------------------------------------------------

ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "a", "header", "main", "nav", "div", "p", "span", "h1", "h2",
    "h3", "h4", "h5", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "colgroup", "col", "thead", "tbody", "tr",
    "th", "td", "blockquote", "figure", "figcaption", "details", "summary", "pre", "code", "em", "strong", "br", "hr",
    "svg", "path", "text",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "http-equiv", "content", "name", "class", "id", "href", "dir", "role", "tabindex", "scope",
    "start", "aria-label", "aria-labelledby", "xmlns", "viewbox", "d", "stroke-width", "stroke-dasharray", "x", "y",
    "data-head", "text-anchor", "font-family", "font-size", "font-weight", "font-style",
}  # fmt: skip


def no_act_in_html(data):
    """A page has known elements alone, whose links lead within it."""
    page = reading.page(data.decode("utf-8"))
    ids = [known["id"] for _, known in page.elements if "id" in known]
    assert len(ids) == len(set(ids))
    assert {tag for tag, _ in page.elements} <= ELEMENTS
    assert {name for _, known in page.elements for name in known} <= ATTRIBUTES
    assert [tag for tag, _ in page.elements].count("style") == 1
    for _, known in page.elements:
        if "href" in known:
            assert known["href"].removeprefix("#") in ids
    policy = next(known for tag, known in page.elements if known.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'" in policy["content"]


def no_act_in_a_pdf(data):
    """A PDF has no action but to go to a place within it."""
    with pikepdf.open(io.BytesIO(data)) as document:
        for number, thing in enumerate(document.objects):
            if isinstance(thing, pikepdf.Dictionary):
                assert thing.get("/S") not in {"/JavaScript", "/Launch", "/URI", "/GoToR", "/SubmitForm"}, number
                assert not {"/JS", "/AA", "/OpenAction", "/EmbeddedFiles"} & set(thing.keys())


def no_act_in_word(data):
    """A Word file has no macro, nothing from outside, and no field but those that number and lead within it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        assert not [name for name in names if "vba" in name.lower() or "embed" in name.lower()]
        for name in names:
            held = archive.read(name).decode("utf-8", "replace")
            if name.endswith(".rels"):
                assert "External" not in held
        source = archive.read("word/document.xml").decode("utf-8")
    fields = re.findall(r"<w:instrText[^>]*>([^<]*)<|w:instr=\"([^\"]*)\"", source)
    assert {"".join(field).split()[0] for field in fields} <= {"PAGE", "NUMPAGES", "TOC", "PAGEREF", "REF", "HYPERLINK"}


def no_act_in_markdown(data):
    """Markdown has no picture, no link and no HTML of its own."""
    source = reading.MarkdownIt("commonmark", {"maxNesting": 1000, "html": True}).enable(["table"]).parse(data.decode())
    kinds = {child.type for token in source for child in [token, *(token.children or ())]}
    assert not kinds & {"html_block", "html_inline", "image", "link_open"}


CHECKS = {".md": no_act_in_markdown, ".html": no_act_in_html, ".pdf": no_act_in_a_pdf, ".docx": no_act_in_word}


@given(ANY)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_a_page_is_whole_and_acts_on_nothing(words):
    data = FORMATS[".html"].render(everywhere(words)).data
    no_act_in_html(data)
    said = squeezed(reading.text(".html", data))
    assert all(word in said for word in each_word_of(words))


# ---- deep and long ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_is_nested_fifty_deep_is_printed_whole(suffix):
    data = FORMATS[suffix].render(nested(50)).data
    words = reading.words(suffix, data)
    assert {"deep", "Head", "cell", "captioned", "headed", "within"} <= set(words)
    assert words.count("beside") == 13
    assert words.count("Sam") == 12
    CHECKS[suffix](data)


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_ordinary_report_acts_on_nothing(suffix):
    CHECKS[suffix](FORMATS[suffix].render(report(1)).data)
