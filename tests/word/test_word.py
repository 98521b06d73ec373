"""A Word file has real styles, lists that begin afresh, tables that can be read, and gives nobody away."""

import datetime as dt
import io
import posixpath
import zipfile
from itertools import pairwise

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fsworkbook.report import document as tree
from fsworkbook.report.drawing import Drawing, Label, Stroke
from fsworkbook.report.word import paper
from tests.report.papers import report
from tests.report.strategies import ANY
from tests.word.opened import Opened, name, said, style_of, value

MADE = dt.date(2025, 5, 30)
DRAWING = Drawing(600, 200, (Stroke("M 10 10 L 90 90"), Label(100, 20, "Tyler")))
ARABIC = "قال: أريد أن أراهم كل أسبوع."


def of(*blocks, **changes):
    given_ = {"title": "Assessment", "blocks": blocks, "made": MADE, "contents": False} | changes
    return Opened.of(tree.Document(**given_))


def numbered(*items, start=1):
    return tree.Bullets(tuple((tree.para(item),) for item in items), ordered=True, start=start)


def evidence(*blocks, anchor=""):
    return tree.Evidence(blocks, tree.text("3 March 2025 · Tom"), anchor)


EVERY = (
    tree.heading(1, "Home", "home"),
    tree.para("He read ", tree.Code("S09"), " and ", tree.strong("all"), tree.Cite("4", "s4"), "."),
    tree.Bullets(((tree.para("at school"), tree.bullets("in the yard"), tree.para("at noon")),)),
    numbered("first", "then"),
    tree.Table(
        ("When", "What"), ((tree.text("today"), tree.inlines("one", tree.Break(), "two")), ()), (1, 3), "Visits"
    ),
    tree.Quote((tree.para("I heard it."), tree.Quote((tree.para("All of it."),)))),
    tree.Preformatted("a  b\n\tc"),
    tree.Rule(),
    tree.Gap("what he says", "gap"),
    tree.Note((tree.para("Read this."), tree.para("And this."))),
    tree.Note((tree.bullets("Not agreed"),), "warning"),
    evidence(tree.para("She slept."), anchor="s4"),
    evidence(tree.para("He slept."), tree.bullets("twice"), anchor="s5"),
    tree.Facts((("Born", tree.text("2015")),)),
    tree.Signature("Priya Shah"),
    tree.PageBreak(),
    tree.Picture(DRAWING, "Tyler, nine.", "The family"),
    tree.Picture(DRAWING, "Tyler again.", landscape=True),
    tree.Paragraph(tree.text(ARABIC)),
)


@pytest.fixture(scope="module")
def every():
    return of(*EVERY, banners=("For the team only",), draft=True, reference="FS-0417", contents=True, subtitle="Kerry")


@pytest.fixture(scope="module")
def whole():
    return Opened.of(report())


# ---- the file -----------------------------------------------------------------------------------------------


def test_every_kind_of_block_is_here():
    assert {type(block) for block in EVERY} == set(tree.Block.__args__)


def test_the_file_says_what_it_is_and_whose_it_is_not(every):
    assert set(every.parts) == {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        *(f"word/{part}.xml" for part in ("document", "fontTable", "numbering", "settings", "styles")),
        *(f"word/{part}{number}.xml" for part, most in (("header", 3), ("footer", 4)) for number in range(1, most)),
        "word/media/image1.png",
    }
    properties = {each.tag.rpartition("}")[2]: each.text for each in every.xml("docProps/core.xml")}
    assert properties == {
        "title": "FS-0417",
        "language": "en-GB",
        "created": "2025-05-30T12:00:00Z",
        "modified": "2025-05-30T12:00:00Z",
    }


def test_a_paper_made_at_a_moment_says_that_moment():
    moment = dt.datetime(2025, 5, 30, 9, 15, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    assert b"2025-05-30T08:15:00Z" in of(tree.para("x"), made=moment).parts["docProps/core.xml"]


def test_no_bytes_depend_on_the_machine(every):
    for member in every.archive.infolist():
        assert member.date_time == (1980, 1, 1, 0, 0, 0)
        assert member.compress_type == zipfile.ZIP_STORED
        assert not member.extra
    assert every.archive.namelist()[0] == "[Content_Types].xml"


def test_every_relation_leads_to_a_part_and_every_part_has_a_type(every):
    types = every.xml("[Content_Types].xml")
    named = {each.get("PartName") for each in types} | {f".{each.get('Extension')}" for each in types}
    for part in every.parts:
        assert f"/{part}" in named or f".{part.rpartition('.')[2]}" in named
    for part in every.parts:
        if part.endswith(".rels"):
            home = posixpath.dirname(posixpath.dirname(part))
            for each in every.xml(part):
                target = each.get("Target")
                assert posixpath.normpath(posixpath.join(home, target)).lstrip("/") in every.parts
                assert each.get("TargetMode") is None


ORDERS = {
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore numPr tabs bidi spacing ind contextualSpacing sectPr",
    "w:rPr": "rStyle rFonts b bCs i iCs color sz szCs u rtl",
    "w:tblPr": "tblStyle tblW tblInd tblLayout tblLook tblCaption",
    "w:tcPr": "tcW tcBorders shd tcMar",
    "w:trPr": "cantSplit tblHeader",
    "w:sectPr": "headerReference footerReference type pgSz pgMar titlePg",
}
"""What may stand in each, in the order of the schema (ISO/IEC 29500-1, annex A): Word refuses a file for less."""


@pytest.mark.parametrize("properties", ORDERS)
def test_properties_stand_in_the_order_of_the_schema(properties, every, whole):
    order = ORDERS[properties].split()
    for file in (every, whole):
        assert file.all(properties)
        for each in file.all(properties):
            places = [order.index(child.tag.rpartition("}")[2]) for child in each]
            assert places == sorted(places)


def test_every_style_that_is_used_is_there_and_has_a_name(every, whole):
    styles = every.xml("word/styles.xml")
    known = {each.get(name("w:styleId")): value(each, "w:name") for each in styles.iter(name("w:style"))}
    for file in (every, whole):
        for kind in ("w:pStyle", "w:rStyle", "w:tblStyle"):
            assert {each.get(name("w:val")) for each in file.all(kind)} <= set(known)
    real = {"Title", "Subtitle", "heading 1", "heading 4", "List Bullet", "List Number", "Quote", "caption", "toc 1"}
    assert real | {"Evidence", "Credit", "Gap", "Note", "Warning"} <= set(known.values())


def test_a_manager_can_open_it_and_find_the_styles(whole):
    opened = docx.Document(io.BytesIO(whole.archive.fp.getvalue()))
    styled = {each.style.name for each in opened.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "List Number", "Quote"} <= styled
    assert opened.core_properties.author == ""


# ---- the words ----------------------------------------------------------------------------------------------


def test_lists_begin_afresh():
    found = of(numbered("one", "two"), numbered("eins", "zwei"), numbered("fünf", start=5))
    items = found.paragraphs("ListNumber")
    numbers = [value(each, "w:numId") for each in items]
    assert [numbers.count(number) for number in dict.fromkeys(numbers)] == [2, 2, 1]
    nums = {each.get(name("w:numId")): each for each in found.xml("word/numbering.xml").iter(name("w:num"))}
    assert [value(nums[number], "w:startOverride") for number in dict.fromkeys(numbers)] == ["1", "1", "5"]
    kinds = {value(nums[number], "w:abstractNumId") for number in numbers}
    assert kinds == {"2"}


def test_a_list_in_a_list_stands_further_in_at_any_depth():
    block = tree.bullets("deepest")
    for depth in range(30):
        block = tree.Bullets(((tree.para(f"level {depth}"), block),), ordered=bool(depth % 2))
    items = [each for each in of(block).paragraphs() if each.find(f".//{name('w:numPr')}") is not None]
    assert len(items) == 31
    levels = [int(value(each, "w:ilvl")) for each in items]
    assert levels == [min(place, 8) for place in range(31)]
    assert style_of(items[1]).endswith("2")


def test_a_list_s_words_lead_to_what_stands_under_them():
    (first, *_) = of(tree.Bullets(((tree.para("Couples"), tree.bullets("one", "two")),))).paragraphs("ListBullet")
    assert first.find(f".//{name('w:keepNext')}") is not None


def test_a_table_is_as_wide_as_the_text_and_its_head_stands_again(every):
    table = next(each for each in every.all("w:tbl") if value(each, "w:tblStyle") == "ReportTable")
    widths = [int(each.get(name("w:w"))) for each in table.iter(name("w:gridCol"))]
    assert sum(widths) == int(value(table, "w:tblW", "w:w")) == 8730
    rows = list(table.iter(name("w:tr")))
    assert len(rows) == 3
    for row in rows:
        assert [int(value(cell, "w:tcW", "w:w")) for cell in row.iter(name("w:tc"))] == widths
        assert row.find(f".//{name('w:cantSplit')}") is not None
    assert [row.find(f".//{name('w:tblHeader')}") is not None for row in rows] == [True, False, False]
    assert value(table, "w:tblCaption") == "Visits"
    assert said(rows[1]) == "todayone\ntwo"


def test_a_row_as_long_as_a_page_may_be_parted():
    rows = of(tree.Table(("a", "b"), ((tree.text("word " * 400), tree.text("x")),))).all("w:tr")
    assert [row.find(f".//{name('w:cantSplit')}") is not None for row in rows] == [True, False]


def test_a_head_as_tall_as_a_page_does_not_stand_again():
    (head, _) = of(tree.Table(("long " * 300, "b"), ((tree.text("x"), tree.text("y")),))).all("w:tr")
    assert head.find(f".//{name('w:tblHeader')}") is None


@pytest.mark.parametrize("long", ["Communication", "Nandakumar"])
def test_no_word_of_a_table_is_broken_where_there_is_room(long):
    head = ("Name", "Gender", "Ethnicity", "Faith", "Language", long)
    widths = [int(each.get(name("w:w"))) for each in of(tree.Table(head, ())).all("w:gridCol")]
    assert sum(widths) == 8730
    assert widths[-1] > 120 * len(long) > max(widths[:-1]) - 400


def test_every_cell_ends_with_a_paragraph_and_no_two_tables_touch(every, whole):
    for file in (every, whole):
        for cell in file.all("w:tc"):
            assert cell[-1].tag == name("w:p")
        for parent in file.body.iter():
            for before, after in pairwise(parent):
                assert not before.tag == after.tag == name("w:tbl")


_LED = {name("w:fldChar"), name("w:hyperlink")}


def test_the_contents_are_a_field_that_is_filled_with_links(whole):
    control = next(whole.body.iter(name("w:sdt")))
    lines = [each for each in control.iter(name("w:p")) if style_of(each) != "TOCHeading"]
    headings = [each for each in whole.paragraphs() if style_of(each) in {"Heading1", "Heading2"}]
    assert [said(each) for each in lines] == [said(each) for each in headings]
    assert [style_of(each)[-1] for each in lines] == [style_of(each)[-1] for each in headings]
    marks = [{mark.get(name("w:name")) for mark in each.iter(name("w:bookmarkStart"))} for each in headings]
    for line, found in zip(lines, marks, strict=True):
        assert value(line, "w:hyperlink", "w:anchor") in found
    code = "".join(each.text for each in control.iter(name("w:instrText")))
    assert code.split() == ["TOC", "\\o", '"1-2"', "\\h", "\\z", "\\u"]
    kinds = [each.get(name("w:fldCharType")) for each in control.iter(name("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]
    order = [each.get(name("w:fldCharType")) for line in lines for each in line.iter() if each.tag in _LED]
    assert order == ["begin", "separate", *[None] * len(lines), "end"], "the links are what the field shows"


def test_references_lead_to_bookmarks_under_new_names(every):
    marks = every.all("w:bookmarkStart")
    names = [each.get(name("w:name")) for each in marks]
    ends = [each.get(name("w:id")) for each in every.all("w:bookmarkEnd")]
    assert len(set(names)) == len(names)
    assert sorted(each.get(name("w:id")) for each in marks) == sorted(ends)
    led = {each.get(name("w:anchor")) for each in every.all("w:hyperlink")}
    assert led
    assert led <= set(names)
    assert not {"home", "gap", "s4", "s5"} & set(names)


def test_a_reference_to_nowhere_is_just_its_words():
    found = of(tree.para("See ", tree.Link(tree.text("there"), "nowhere"), tree.Cite("9", "nowhere")))
    assert not found.all("w:hyperlink")
    assert said(found.paragraphs("Normal")[0]) == "See there[9]"


def test_boxes_that_follow_one_another_are_not_made_one():
    found = of(*(evidence(tree.para(f"entry {n}"), tree.para("more")) for n in range(3)))
    measures = [value(each, "w:ind", "w:left") for each in found.paragraphs("Evidence")]
    assert measures == [None, None, "221", "221", None, None]
    assert [value(each, "w:ind", "w:left") for each in found.paragraphs("Credit")] == [None, "221", None]


def test_a_box_that_holds_a_list_is_one_cell_that_stays_whole():
    (table,) = of(evidence(tree.para("x"), tree.bullets("y"))).all("w:tbl")
    assert len(list(table.iter(name("w:tc")))) == 1
    assert [style_of(each) for each in table.iter(name("w:p"))] == ["Normal", "ListBullet", "BoxCredit"]
    assert table.find(f".//{name('w:cantSplit')}") is not None


def test_what_right_to_left_is_written_runs_so():
    found = of(tree.Paragraph(tree.text(ARABIC)), tree.para("He said أبي اليوم twice, and then no more."))
    turned, mixed = found.paragraphs("Normal")
    assert turned.find(f".//{name('w:bidi')}") is not None
    assert all(each.find(f".//{name('w:rtl')}") is not None for each in turned.iter(name("w:r")))
    assert mixed.find(f".//{name('w:bidi')}") is None
    directions = [each.find(f".//{name('w:rtl')}") is not None for each in mixed.iter(name("w:r"))]
    assert directions == [False, True, False]
    assert said(mixed) == "He said أبي اليوم twice, and then no more."


def test_what_xml_cannot_hold_is_seen():
    assert said(of(tree.para("a\ufffeb\x00c")).paragraphs("Normal")[0]) == "a[U+FFFE]bc"


# ---- the pages ----------------------------------------------------------------------------------------------


def test_every_page_has_its_head_and_foot(every):
    first, *_ = every.running("footer")
    assert {*every.running("header")} == {"Assessment\tFor the team only · Draft"}
    assert {*every.running("footer")} == {"FS-0417\tpage 1 of 1"}
    fields = "".join(each.text for each in every.xml("word/footer1.xml").iter(name("w:instrText")))
    assert fields.split() == ["PAGE", "NUMPAGES"]
    assert said(every.paragraphs("Banner")[0]) == "For the team only · Draft"
    assert first


def test_a_turned_picture_has_a_turned_page_to_itself(every):
    sections = every.all("w:sectPr")
    sizes = [(value(each, "w:pgSz", "w:w"), value(each, "w:pgSz", "w:orient")) for each in sections]
    assert sizes == [("11906", None), ("16838", "landscape"), ("11906", None)]
    assert [each.find(name("w:titlePg")) is not None for each in sections] == [True, False, False]
    assert every.body[-1].tag == name("w:sectPr")


def test_the_heading_of_a_turned_picture_goes_to_its_page():
    lead = (tree.heading(1, "Genogram"), tree.para("As it is recorded."), tree.para("Bears on this."))
    found = of(tree.para("before"), *lead, tree.Picture(DRAWING, "words", landscape=True), tree.para("after"))
    ends = [each for each in found.paragraphs() if each.find(f".//{name('w:sectPr')}") is not None]
    assert [said(each) for each in ends] == ["before", ""]
    assert [style_of(each) for each in ends] == ["Normal", "Picture"]


def test_a_closing_line_is_not_left_alone():
    found = of(tree.para("What we make of it."), tree.para(tree.emphasis("Priya, 3 May")), tree.para("Next."))
    kept = [each.find(f".//{name('w:keepNext')}") is not None for each in found.paragraphs("Normal")]
    assert kept == [True, False, False]


def test_a_paper_that_ends_with_a_turned_picture_has_no_empty_page():
    found = of(tree.Table(("a",), ()), tree.Picture(DRAWING, "words", landscape=True))
    assert [value(each, "w:pgSz", "w:orient") for each in found.all("w:sectPr")] == [None, "landscape"]
    assert found.body[-1].tag == name("w:sectPr")


def test_a_paper_that_lies_on_its_side_does_so_on_every_page():
    found = of(tree.Picture(DRAWING, "words", landscape=True), turned=True, subtitle="As at today", reference="FS-0417")
    (section,) = found.all("w:sectPr")
    assert value(section, "w:pgSz", "w:orient") == "landscape"
    assert said(found.paragraphs("Reference")[0]) == "As at today · FS-0417"
    assert not found.paragraphs("CoverRule")
    widths = [int(each.get("cx")) / 635 for each in found.all("wp:extent")]
    assert widths == [pytest.approx(12_000, abs=1)]


def test_a_picture_says_what_it_shows_and_fits(every):
    numbers, texts = zip(*((each.get("id"), each.get("descr")) for each in every.all("wp:docPr")), strict=True)
    assert texts == ("Tyler, nine.", "Tyler again.")
    assert len(set(numbers)) == 2
    widths = [int(each.get("cx")) / 635 for each in every.all("wp:extent")]
    assert widths[0] == pytest.approx(8730, abs=1)
    assert widths[1] == pytest.approx(12_000, abs=1)
    image = every.parts["word/media/image1.png"]
    assert image.startswith(b"\x89PNG")
    assert int.from_bytes(image[16:20]) == pytest.approx(600 / 72 * 220, abs=2)


def test_a_page_break_begins_a_page_and_leaves_no_empty_paragraph():
    found = of(tree.para("a"), tree.PageBreak(), tree.PageBreak(), tree.heading(1, "b"))
    (heading,) = found.paragraphs("Heading1")
    assert heading.find(f".//{name('w:pageBreakBefore')}") is not None
    assert [style_of(each) for each in found.body[-3:-1]] == ["Normal", "Heading1"]


def test_large_print_is_large_everywhere():
    sizes = {}
    for large in (False, True):
        styles = of(*EVERY[:3], large=large).xml("word/styles.xml")
        sizes[large] = [int(each.get(name("w:val"))) for each in styles.iter(name("w:sz"))]
    assert min(sizes[True]) == 32
    assert max(sizes[True]) > 48
    assert min(sizes[False]) < 21 == sizes[False][0]


def test_the_language_is_the_paper_s_own():
    found = of(tree.para("Bore da"), language="cy-GB").xml("word/styles.xml")
    assert value(found, "w:lang") == "cy-GB"


def test_what_stands_under_the_title():
    found = of(tree.para("x"), cover=(("Status", tree.text("Final")), ("For", tree.text("The court"))))
    assert [said(each) for each in found.paragraphs("Facts")] == ["Status: Final", "For: The court"]
    assert said(found.paragraphs("Title")[0]) == "Assessment"


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(ANY, min_size=6, max_size=6))
def test_whatever_is_typed_makes_a_sound_file(words):
    one, two, three, four, five, six = (each or "x" for each in words)
    blocks = (
        tree.heading(1, one, two),
        evidence(tree.para(three, tree.Cite(four, two)), tree.bullets(five), anchor=two),
        tree.Table((six, one), ((tree.text(two), tree.text(three)),), caption=four),
        tree.Preformatted(five),
        tree.Gap(six, five),
    )
    found = of(*blocks, title=one, subtitle=two, reference=three, banners=(four,), contents=True)
    assert found.all("w:tbl")
    assert paper.render(tree.Document(title="x", blocks=blocks, made=MADE, draft=True)) == paper.render(
        tree.Document(title="x", blocks=blocks, made=MADE, draft=True)
    )
