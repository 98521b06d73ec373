"""Fonts beside those of the program: what their files hold, which are taken, and that papers print with them."""

import datetime as dt
import io
import re
import zipfile

import pypdfium2
import pytest
from fontTools import subset
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

import page
from fsworkbook.practice.locating import templates_root
from fsworkbook.report import faces, fontfile, pdf
from fsworkbook.report.document import Document, Evidence, Heading, Picture, Strong, Text, para
from fsworkbook.report.drawing import Drawing, Label
from fsworkbook.report.formats import form
from fsworkbook.report.gate import search
from fsworkbook.report.lettering import width
from fsworkbook.workbook.disclosure.guarding import Guard

FOLDER = templates_root() / "report" / "fonts"
SHIPPED = sorted(FOLDER.glob("*.ttf"))
RARE = "\U00013080\U00013081"
"""Two signs that neither the program's fonts have nor those of the extra: hieroglyphs."""


def document(*blocks, title="A paper"):
    return Document(title=title, blocks=blocks, made=dt.date(2025, 5, 30), contents=False)


def words(data):
    made = pypdfium2.PdfDocument(data)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in made).split())
    finally:
        made.close()


def font(folder, name, characters):
    """A font of its own that shows some characters, with the shapes of Latin letters, as a council might have it."""
    made = TTFont(FOLDER / "NotoSans-Regular.ttf")
    cutter = subset.Subsetter(subset.Options(notdef_outline=True, name_IDs=["*"]))
    cutter.populate(text="abcdef")
    cutter.subset(made)
    shapes = [made.getBestCmap()[ord(letter)] for letter in "abcdef"]
    table = made["cmap"].tables[0].__class__.newSubtable(12)
    table.platformID, table.platEncID, table.format, table.language, table.reserved = 3, 10, 12, 0, 0
    table.length = table.nGroups = 0
    table.cmap = {ord(each): shapes[place] for place, each in enumerate(characters)}
    made["cmap"].tables = [table]
    for row in list(made["name"].names):
        if row.nameID in {1, 4, 6, 16}:
            made["name"].setName(name.replace(" ", "") if row.nameID == 6 else name, row.nameID, 3, 1, 0x409)
    made.save(folder / f"{name}.ttf")


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A folder of fonts as the settings name it, and no extra."""
    monkeypatch.setattr(faces, "_package", lambda: None)
    folder = tmp_path / "fonts"
    folder.mkdir()
    faces.look_in(folder)
    yield folder
    faces.look_in(None)


# ---- what a file holds ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_file_is_read_as_fonttools_reads_it(path):
    (face,) = fontfile.faces(path)
    read = TTFont(path)
    assert {point for first, last in face.spans for point in range(first, last + 1)} == set(read.getBestCmap())
    assert face.family == read["name"].getDebugName(1)
    assert face.shows("A") == (ord("A") in read.getBestCmap())


SMALL = (FOLDER / "NotoSansHebrew-Regular.ttf").read_bytes()


@given(st.integers(0, len(SMALL)), st.lists(st.tuples(st.integers(0, 700), st.integers(0, 255)), max_size=6))
@settings(max_examples=60, deadline=None)
def test_a_broken_file_has_no_faces_or_some_and_stops_nobody(tmp_path_factory, length, changes):
    data = bytearray(SMALL[:length])
    for place, value in changes:
        if place < len(data):
            data[place] = value
    path = tmp_path_factory.mktemp("broken") / "broken.ttf"
    path.write_bytes(bytes(data))
    assert isinstance(fontfile.faces(path), tuple)


# ---- without and with a font of one's own -----------------------------------------------------------------


def test_without_a_font_the_character_is_named_with_its_record_and_what_to_ask_for(own):
    assert not list(own.iterdir())
    made = pdf.render(document(Evidence((para(f"signed {RARE[0]}"),), (Text("Sam"),), "2025-04-01-sam")))
    assert "signed [U+13080]" in words(made.bytes)
    assert "2025-04-01-sam" in made.warnings[0]
    assert "fsworkbook setup --fonts FOLDER" in made.warnings[-1]
    made = pdf.render(document(Evidence((para("signed 陳大文"),), (Text("Sam"),), "2025-04-01-sam")))
    assert "2025-04-01-sam" in made.warnings[0]
    assert 'pip install "fsworkbook[chinese]"' in made.warnings[-1]


def test_a_font_in_the_folder_prints_what_no_other_has(own):
    font(own, "Council Signs", RARE)
    paper = document(Heading(1, (Text(RARE),)), para(f"signed {RARE}, ", Strong((Text(RARE[1]),))), title=f"{RARE} one")
    made = pdf.render(paper)
    assert made.warnings == ()
    assert words(made.bytes).count(RARE) >= 3
    assert b"CouncilSigns" in made.bytes
    assert made.bytes == pdf.render(paper).bytes
    plain = document(para("nothing rare"))
    assert b"CouncilSigns" not in pdf.render(plain).bytes
    assert "Council" in form(".html").render(plain).data.decode()
    with zipfile.ZipFile(io.BytesIO(form(".docx").render(paper).data)) as parts:
        body = parts.read("word/document.xml").decode()
    for run in re.findall(r"<w:r>.*?</w:r>", body):
        assert ('w:ascii="Council Signs"' in run) == any(sign in run for sign in RARE), run


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_no_folder_of_fonts_is_looked_through_for_a_paper_that_needs_none(own, monkeypatch, suffix):
    font(own, "Council Signs", RARE)
    read = []
    monkeypatch.setattr(faces, "faces_of", lambda path: read.append(path) or ())
    drawing = Drawing(200, 100, (Label(100, 50, "Kerry", 9),))
    form(suffix).render(document(para("Kerry came to the door."), Picture(drawing, "A name.", "Who")))
    assert read == []


def test_the_file_that_comes_first_is_taken_and_no_more_than_are_needed(own):
    font(own, "B Signs", RARE)
    font(own, "A Signs", RARE[1])
    font(own, "C Signs", RARE)
    assert [face.family for face in faces.choose({RARE[0]}).faces] == ["B Signs"]
    assert [face.family for face in faces.choose(set(RARE)).faces] == ["A Signs", "B Signs"]
    assert faces.choose({RARE[0], "\ue123"}).shown == {RARE[0]}


def drawn(label):
    return Picture(Drawing(200, 40, (Label(100, 20, label, 9),)), f"It says {label}.")


def test_in_a_drawing_a_character_without_a_font_takes_no_more_room_than_it_was_given(own):
    name = "Wei " + RARE * 3
    made = pdf.render(document(drawn(name)))
    read = pypdfium2.PdfDocument(made.bytes)[0].get_textpage()
    at = read.search("Wei").get_next()[0]
    boxes = [read.get_charbox(at + step) for step in range(len(name))]
    assert read.get_text_range(at, len(name)) == "Wei " + "□" * 6
    assert max(box[2] for box in boxes) - min(box[0] for box in boxes) <= width(name, 9)
    assert made.warnings
    font(own, "Council Signs", RARE)
    faces._in_folder.cache_clear()  # noqa: SLF001 - a program sees its fonts once
    assert RARE in words(pdf.render(document(drawn(name))).bytes)
    assert pdf.drawn(drawn(name), 72)[:4] == b"\x89PNG"


# ---- the extra --------------------------------------------------------------------------------------------

CHINESE = "我想回家，我想媽媽。佢哋話學校好好。"
SIMPLIFIED = "我爱我的妈妈，她说学校很好。"


@pytest.fixture
def extra():
    return pytest.importorskip(faces.EXTRA)


@pytest.mark.usefixtures("extra")
@pytest.mark.parametrize(
    ("told", "family"),
    [(CHINESE, "HK"), (SIMPLIFIED, "SC"), ("わたしはうちにかえりたい", "JP"), ("집에 가고 싶어요", "KR")],
)
def test_each_way_of_writing_has_its_own_shapes(told, family):
    first = faces.choose(set(told) - set("， 。")).faces
    assert [face.family for face in first] == [f"Noto Sans CJK {family}"]


@pytest.mark.usefixtures("extra")
def test_with_the_extra_chinese_prints_and_every_rule_still_passes():
    paper = document(
        Heading(1, (Text("陳大文"),)), para(CHINESE, Strong((Text(SIMPLIFIED),))), drawn("陳大文"), title="陳大文 one"
    )
    made = pdf.render(paper)
    assert made.warnings == ()
    said = words(made.bytes).replace(" ", "")
    assert CHINESE in said
    assert SIMPLIFIED in said
    assert len(made.bytes) < 120_000
    for profile, rules in ((page.ValidationProfile.PDF_UA_1, 104), (page.ValidationProfile.PDF_A_2A, 154)):
        report = page.validate_pdf_bytes(made.bytes, profile=profile)
        assert (report.rules.total, list(report.failures)) == (rules, [])
    for suffix in (".docx", ".html", ".md"):
        assert form(suffix).render(paper).warnings == ()


@pytest.mark.usefixtures("extra")
def test_a_guarded_name_in_chinese_is_found_on_the_page_itself():
    guard = Guard({"r1": ["陳大文"]})
    for told in ("陳大文", "His uncle 陳 大文 said", f"{CHINESE}陳大文，{CHINESE}"):
        data = pdf.render(document(para(told))).bytes
        assert [leak.where for leak in search(data, ".pdf", "FS-1", guard)]
    assert search(pdf.render(document(para(CHINESE))).bytes, ".pdf", "FS-1", guard) == ()
