"""The PDF: what it holds, what it never does, and what it looks like to a machine that reads it aloud."""

import datetime as dt
import io
import json
import re
import unicodedata
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.everywhere import everywhere, paper
from tests.formats.hostile import TYPST
from tests.report.papers import report
from tests.report.strategies import ANY

from fsworkbook.errors import BadInput
from fsworkbook.report import pdf
from fsworkbook.report.breaking import begun
from fsworkbook.report.characters import Glyphs
from fsworkbook.report.document import (
    Bullets,
    Cite,
    Code,
    Emphasis,
    Evidence,
    Facts,
    Gap,
    Heading,
    Link,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    Preformatted,
    Quote,
    Rule,
    Signature,
    Strong,
    Table,
    Text,
    heading,
    inlines,
    para,
    text,
    words,
)
from fsworkbook.report.drawing import Drawing, Label
from fsworkbook.report.galley import Galley


def pages(made):
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made.bytes)]


def squeezed(words):
    return re.sub(r"[\s\u200b\u00ad\ufffe\u0002-]+", "", unicodedata.normalize("NFKC", words))


# ---- what it holds ----------------------------------------------------------------------------------------


def test_every_word_of_a_report_is_in_the_pdf():
    document = report(2)
    held = squeezed("".join(pages(pdf.render(document))))
    latin = [piece for piece in words(document) if piece.isascii()]
    assert len(latin) > 100
    assert [piece for piece in latin if squeezed(piece) not in held] == []


def test_words_around_a_link_to_nowhere_stay():
    made = pdf.render(paper(para("see ", Link(text("the plan"), "nowhere"), " or ", Cite("7", "nowhere"))))
    assert "see the plan or [7]" in pages(made)[0]


@given(ANY)
@settings(max_examples=60, deadline=None)
def test_any_text_anywhere_can_be_printed(words):
    made = pdf.render(everywhere(words))
    assert made.pages >= 1
    assert "clicked" not in "".join(made.warnings)


def test_a_hundred_thousand_characters_run_over_pages():
    evidence = Evidence((para("said " * 5_000),), text("Sam"))
    made = pdf.render(paper(para("word " * 20_000), evidence, Gap("gap " * 2_000)))
    assert made.pages > 20
    held = "".join(pages(made))
    assert (held.count("word"), held.count("said"), held.count("gap")) == (20_000, 5_000, 2_000)


def test_a_table_row_longer_than_a_page_runs_on():
    made = pdf.render(paper(Table(("What", "When"), ((text("word " * 3_000), text("now")),) * 2, (3, 1))))
    held = pages(made)
    assert "".join(held).count("word") == 6_000
    assert all("What" in page for page in held)


def test_a_link_beside_a_word_that_could_be_hyphenated_is_set():
    cell = (Text("accommodation"), Link(text("accommodation"), "here"), Cite("arrangements", "here"))
    table = Table(("A", "B"), ((cell, cell),) * 3, (1, 9))
    assert pdf.render(paper(Heading(1, text("One"), "here"), table)).pages == 1


def test_deep_trees_are_set():
    block = para("deep")
    for _ in range(20):
        evidence = Evidence((block,), text("by Sam"))
        block = Bullets(((Quote((Note((evidence,)),)),),))
    inline = Text("within")
    for _ in range(50):
        inline = Strong((Emphasis((inline,)),))
    assert {"deep", "within"} <= set("".join(pages(pdf.render(paper(block, Paragraph((inline,)))))).split())


EMPTY = [
    para(),
    Heading(1, ()),
    Bullets(()),
    Bullets(((),)),
    Quote(()),
    Facts(()),
    Facts((("", ()),)),
    Note(()),
    Evidence((), ()),
    Table(("A",), ()),
    Table(("",), (((),),)),
    PageBreak(),
    Preformatted(""),
    Gap(""),
    Signature(""),
    Rule(),
    Paragraph((Strong(()), Link((), "x"), Code(""), Cite("", ""))),
]


@pytest.mark.parametrize("block", EMPTY)
def test_an_empty_thing_is_set(block):
    assert pdf.render(paper(block, title="")).pages == 1


# ---- what it is -------------------------------------------------------------------------------------------


def test_it_is_tagged_named_and_bookmarked():
    made = pypdfium2.PdfDocument(pdf.render(report(1)).bytes)
    assert made.is_tagged()
    assert made.get_metadata_value("Title") == "FS-0417-PA-R"
    assert made.get_metadata_value("Author") == ""
    marks = [mark.get_title() for mark in made.get_toc()]
    assert marks[:2] == ["1. Why are we involved", "What brought the family to us"]


def test_it_says_its_standards_and_language():
    held = pdf.render(report(1)).bytes
    assert b"<pdfuaid:part>1</pdfuaid:part>" in held
    assert b"<pdfaid:part>2</pdfaid:part>" in held
    assert re.search(rb"/Lang\s*\(en-GB\)", held)


def test_a_paper_without_a_reference_is_named_by_its_title():
    assert pypdfium2.PdfDocument(pdf.render(paper()).bytes).get_metadata_value("Title") == "A paper"


def test_every_page_has_its_banners_its_number_and_its_reference():
    made = pdf.render(report(4))
    held = pages(made)
    assert made.pages == len(held) > 10
    for number, page in enumerate(held, 1):
        assert "For the team only · Training example · Draft" in page
        assert f"page {number} of {len(held)}" in page
        assert "FS-0417-PA-R" in page
        assert "Parenting assessment of Rowan Hale" in page


def test_the_contents_give_the_pages_of_the_sections():
    held = pages(pdf.render(report(4)))
    found = re.search(r"6\. Analysis and recommendation[ .]+(\d+)", held[0])
    assert "6. Analysis and recommendation" in held[int(found[1]) - 1]


def test_a_long_section_begins_a_page_and_a_short_one_does_not():
    sections = [
        (heading(1, f"Section {n}"), *[para("Said and done.")] * long) for n, long in enumerate((150, 2, 160, 3))
    ]
    held = pages(
        pdf.render(paper(para("Before."), *[block for section in sections for block in section], contents=False))
    )
    at = {n: next(i for i, page in enumerate(held) if f"Section {n}" in page) for n in range(4)}
    assert at[0] == 1
    assert "Said" in held[at[1]].split("Section 1")[0]
    assert "Said" not in held[at[2]].split("Section 2")[0]
    assert "Said" in held[at[3]].split("Section 3")[0]


def begins_a_page(*lengths):
    """Tell of each section but the first whether it begins a page, by the length of each in paragraphs."""
    sections = [(heading(1, "A section"), *[para("Said.")] * (long - 1)) for long in lengths]
    made = list(begun(tuple(block for section in sections for block in section)))
    ends = [place for place, block in enumerate(made) if isinstance(block, Heading)][1:]
    return [isinstance(made[place - 1], PageBreak) for place in ends]


def test_in_a_long_paper_more_sections_begin_a_page():
    assert begins_a_page(100, 60, 20, 121) == [False, False, True]
    assert begins_a_page(100, 60, 20, 121, 300) == [True, False, True, True]


def test_the_contents_know_their_pages_wherever_the_text_stands():
    blocks = [
        block
        for n in range(1, 40)
        for block in (
            heading(1 + n % 2, f"Part {n}"),
            Evidence(
                (para("She said so. " * (5 + 7 * n % 60), Cite(str(40 - n), f"e{40 - n}")),), text("Sam"), f"e{n}"
            ),
        )
    ]
    made = pypdfium2.PdfDocument(pdf.render(paper(heading(1, "Part 0"), *blocks)).bytes)
    held = [page.get_textpage().get_text_range() for page in made]
    contents = held[0] + held[1]
    for n in range(1, 40):
        found = re.search(rf"Part {n}[ .\u2060]+(\d+)", contents)
        assert f"Part {n}\r" in held[int(found[1]) - 1]


def test_no_contents_where_none_are_wanted():
    assert "Contents" not in pages(pdf.render(paper(Heading(1, text("One")), contents=False)))[0]


def test_anchors_do_not_leave():
    evidence = Evidence((para("x"),), text("Sam"), "2025-secret-anchor")
    assert b"secret" not in pdf.render(paper(evidence, para(Cite("1", "2025-secret-anchor")))).bytes


def test_a_link_is_described_by_where_it_leads_whatever_page_that_is_on():
    credit = inlines(Cite("1", "source-1"), " 2 March 2025 · Sam Okafor")
    told = Evidence((para("Ivy covers her ears."),), credit, "told")
    source = Evidence((para("1. 2 March 2025 · Sam Okafor, social worker"),), inlines("A visit"), "source-1")
    gap = Gap("what Jonah says of it.", "gap-1")
    led = para(Link((Text("here"),), "gap-1"), " ", Link((Text("there"),), "told"))
    made = pdf.render(paper(led, told, gap, PageBreak(), source))
    with pikepdf.open(io.BytesIO(made.bytes)) as opened:
        said = [str(each.Contents).strip() for page in opened.pages for each in page.get("/Annots", [])]
    assert said == [
        "what Jonah says of it.",
        "[1] 2 March 2025 · Sam Okafor",
        "1. 2 March 2025 · Sam Okafor, social worker",
    ]


SMALL = Glyphs("20-2100")


@given(st.text("aeizn 'é\u0105\u00a0…", max_size=20), st.text("\u0301\u0328\u05d1\u0628", max_size=2))
def test_what_is_put_together_from_parts_is_looked_for_wherever_there_may_be_any(plainly, more):
    values = Galley(SMALL).document(paper(para(plainly + more)), "today")
    assert values["simple"] is not bool(more)


def test_the_same_tree_makes_the_same_bytes():
    assert pdf.render(report(1)).bytes == pdf.render(report(1)).bytes
    assert pdf.render(report(1)).bytes != pdf.render(report(1, made=dt.date(2025, 5, 31))).bytes


def test_a_moment_is_its_own_time_stamp():
    moment = dt.datetime(2025, 5, 30, 14, 2, 31, tzinfo=dt.UTC)
    made = pypdfium2.PdfDocument(pdf.render(paper(made=moment)).bytes)
    assert made.get_metadata_value("CreationDate").startswith("D:20250530140231")


def test_no_heading_is_stranded_at_the_foot_of_a_page():
    parts = [(Heading(2, text(f"Part {n}")), para("The words of it. " * (4 + n % 9))) for n in range(60)]
    blocks = [block for part in parts for block in part]
    for page in pages(pdf.render(paper(*blocks, contents=False))):
        *content, _ = page.split("\r\n")
        assert not content[-1].startswith("Part ")


def test_pictures_are_pages():
    made = pdf.pictures(paper(para("one"), PageBreak(), para("two")), ppi=30)
    assert [page[:4] for page in made] == [b"\x89PNG"] * 2


# ---- glyphs -----------------------------------------------------------------------------------------------


def test_a_character_without_a_glyph_gets_its_name_and_a_warning():
    made = pdf.render(paper(Evidence((para("signed 𓂀 and \U0001fae0 by Kerry"),), text("Sam"), "2025-04-01-sam")))
    assert "signed [U+13080] and " in pages(made)[0]
    assert "2025-04-01-sam" in made.warnings[0]
    assert "U+13080" in made.warnings[0]
    assert "Kerry" not in "".join(made.warnings)


def test_a_warning_without_an_entry_says_where_it_was_met():
    assert "first met in the text" in pdf.render(paper(para("𓂀"))).warnings[0]
    assert "first met in the title" in pdf.render(paper(title="𓂀 paper")).warnings[0]


def test_what_the_fonts_have_needs_no_warning():
    told = "Zażółć Ștefan Ελένη Олена עברית عربي বাংলা ਪੰਜਾਬੀ አማርኛ ગુજરાતી हिन्दी தமிழ் සිංහල ไทย ქართული"
    told += " 😀 ☎ → ✓ ½ €"
    assert pdf.render(paper(para(told), para(Strong(text(told))), Heading(1, text(told)))).warnings == ()


def test_right_to_left_text_begins_at_the_right():
    made = pypdfium2.PdfDocument(pdf.render(paper(para("أريد أن أكون أباً أفضل"), para("عبر"), contents=False)).bytes)
    page = made[0].get_textpage()
    boxes = [page.get_charbox(i) for i in range(page.count_chars()) if "\u0600" < page.get_text_range(i, 1) < "\u0700"]
    assert max(right for _, _, right, _ in boxes) > 505
    assert all(right > 380 for _, _, right, _ in boxes)


def test_the_coverage_list_agrees_with_the_fonts():
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - beside its one use

    folder = Path(pdf.__file__).parents[3] / "templates" / "report" / "fonts"
    held = {file.stem: set(TTFont(file).getBestCmap()) for file in folder.glob("*.ttf")}
    body = set.intersection(*(held[f"NotoSans-{style}"] for style in ("Regular", "Bold", "Italic", "BoldItalic")))
    others = [cmap for name, cmap in held.items() if name.endswith("-Regular") and not name.startswith("NotoSans-")]
    expected = {point for point in body.union(*others) if point >= 0x20}
    listed = set()
    for line in (folder / "coverage.txt").read_text().splitlines()[1:]:
        first, _, last = line.partition("-")
        listed |= set(range(int(first, 16), int(last or first, 16) + 1))
    assert listed == expected


class Suspicious(Glyphs):
    """Glyphs that look closely at every text."""

    def is_plain(self, _words):
        return False


PLAIN = st.text(st.sampled_from("aeiou tnsr ’“”–—…£·éÉ .,-~"), max_size=60)


@given(ANY | PLAIN, st.sampled_from(["0-FFFF", "0-7F", "20-2FFF"]), st.sampled_from(["", "é’", "漢"]))
@settings(max_examples=60, deadline=None)
def test_plain_english_is_printed_alike_with_and_without_a_closer_look(words, coverage, dropped):
    made = []
    for glyphs in (Glyphs(coverage), Suspicious(coverage)):
        glyphs.drop(dropped)
        galley = Galley(glyphs)
        made.append((galley.run(text(words)), galley.line(words), galley.replaced))
    assert made[0] == made[1]


def test_a_refused_character_is_tried_again_as_its_name(monkeypatch):
    monkeypatch.setattr(pdf, "_coverage", lambda: "0-10FFFF")
    made = pdf.render(paper(para("one 𓂀, one 𓂁, one \ufffe")))
    assert "one [U+13080], one [U+13081]" in pages(made)[0]


def test_a_paper_whose_links_cannot_be_set_is_set_without(monkeypatch):
    import typst  # noqa: PLC0415

    compiled = pdf._compiled  # noqa: SLF001 - typst's own failures cannot be asked for

    def failing(values, *rest):
        if '"to": "a1"' in values:
            raise typst.TypstError("internal error", "")
        return compiled(values, *rest)

    monkeypatch.setattr(pdf, "_compiled", failing)
    made = pdf.render(paper(Heading(1, text("One"), "here"), para("see ", Link(text("part one"), "here"))))
    assert "see part one" in pages(made)[0]
    assert "cannot be clicked" in made.warnings[0]


def test_what_is_done_meanwhile_is_done_once_and_changes_nothing(monkeypatch):
    done = []
    assert pdf.render(report(), lambda: done.append("told")).bytes == pdf.render(report()).bytes
    assert done == ["told"]
    monkeypatch.setattr(pdf, "_coverage", lambda: "0-10FFFF")
    pdf.render(paper(para("one 𓂀")), lambda: done.append("told again"))  # it is set twice, as in the test before
    assert done == ["told", "told again"]


def test_what_fails_meanwhile_is_what_is_raised():
    def fails():
        raise BadInput("The list cannot be told.")

    with pytest.raises(BadInput, match="cannot be told"):
        pdf.render(report(), fails)


def test_a_paper_that_cannot_be_set_says_so(monkeypatch):
    import typst  # noqa: PLC0415

    def failing(*_):
        raise typst.TypstError("internal error about Kerry", "")

    monkeypatch.setattr(pdf, "_compiled", failing)
    with pytest.raises(BadInput, match="could not be set") as caught:
        pdf.render(paper())
    assert "Kerry" not in str(caught.value)


def test_the_theme_is_given_nothing_but_values(monkeypatch):
    given = []
    compiled = pdf._compiled  # noqa: SLF001 - what crosses over to typst is the promise here

    def seen(values, *rest):
        given.append(json.loads(values))
        return compiled(values, *rest)

    monkeypatch.setattr(pdf, "_compiled", seen)
    pdf.render(everywhere(TYPST[0]))
    assert given[0]["blocks"][1]["c"][0] == TYPST[0]


def test_the_theme_never_evaluates_or_reads():
    theme = (Path(pdf.__file__).parents[3] / "templates" / "report" / "report.typ").read_text()
    code = re.sub(r"//.*", "", theme)
    assert code.count("image(") == code.count('image(bytes(node.svg), format: "svg"') == 1  # given, never fetched
    assert not re.search(r"\b(eval|read|import|include|plugin|csv|yaml|toml|xml|cbor)\s*[(\"]", code)


def test_a_line_that_says_whose_words_they_are_never_begins_a_page():
    said = [para("What was said of it. " * (3 + n % 11)) for n in range(70)]
    credit = Paragraph((Emphasis(text("Sam Okafor, 3 March 2025")), Text("; so it was.")))
    held = pages(pdf.render(paper(*[block for each in said for block in (each, credit)], contents=False)))
    assert len(held) > 5
    assert not [page for page in held if page.split("\r\n")[1].startswith("Sam Okafor")]


def test_what_a_line_belongs_to_still_runs_over_pages_where_it_is_long():
    credit = Paragraph((Emphasis(text("Sam Okafor")),))
    held = pages(pdf.render(paper(para("Before."), para("word " * 3_000), credit, contents=False)))
    assert "".join(held).count("word") == 3_000
    assert held[0].count("word") > 200
    assert "Sam Okafor" in held[-1]


def test_the_heading_of_a_drawing_on_a_turned_page_goes_with_it():
    wide = Picture(Drawing(780, 470, (Label(300, 200, "drawn", 9),)), "told", "Captioned", landscape=True)
    lead = (heading(1, "The tree"), para("As it is recorded."), para("Bears on this."))
    blocks = (para("Before."), *lead, wide, para("After."))
    made = pypdfium2.PdfDocument(pdf.render(paper(*blocks, contents=False)).bytes)
    held = [page.get_textpage().get_text_range() for page in made]
    assert [page.get_width() > page.get_height() for page in made] == [False, True, False]
    assert all(words in held[1] for words in ("The tree", "As it is recorded.", "Bears on this.", "drawn"))
    assert "After." in held[2]
    assert [(mark.get_title(), mark.get_dest().get_index()) for mark in made.get_toc()] == [("The tree", 1)]


def test_the_heading_of_a_long_text_before_a_turned_drawing_stays_with_the_text():
    wide = Picture(Drawing(780, 470, (Label(300, 200, "drawn", 9),)), "told", landscape=True)
    held = pages(pdf.render(paper(heading(1, "The tree"), para("word " * 80), wide, contents=False)))
    assert "The tree" in held[0]
    assert held[0].count("word") == 80
    assert "drawn" in held[1]
