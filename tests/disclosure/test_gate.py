"""A finished paper is searched wherever it could carry words, in every format in which one can be made (F.47, F.49)."""

import datetime as dt
import io
import os

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fsworkbook.errors import BadInput
from fsworkbook.report import document as tree
from fsworkbook.report import pagewords
from fsworkbook.report.drawing import Drawing, Label
from fsworkbook.report.formats import FORMATS, READERS, texts
from fsworkbook.report.gate import search, warnings
from fsworkbook.workbook.disclosure.guarding import Guard
from fsworkbook.workbook.disclosure.neighbours import Neighbour, fingerprints
from tests.disclosure.disguises import disguised
from tests.disclosure.test_readers import GUARD, NAME, zipped

FEW = settings(
    max_examples=400 if os.environ.get("FSWORKBOOK_TORTURE") else 3,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a smaller paper tells no more
)


def paper(*blocks, **changes):
    given = {"title": "Assessment", "blocks": blocks, "made": dt.date(2025, 5, 30), "contents": False} | changes
    return tree.Document(**given)


PLAIN = paper(tree.heading(1, "Home"), tree.para("All is well at home."))


def leaks(document, suffix, guard=GUARD):
    return search(FORMATS[suffix].render(document).data, suffix, NAME, guard)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_paper_without_guarded_words_passes(suffix):
    assert leaks(PLAIN, suffix) == ()


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_file_name_is_part_of_the_paper(suffix):
    data = FORMATS[suffix].render(PLAIN).data
    assert [leak.where for leak in search(data, suffix, "larkfield-copy", GUARD)] == ["the file name"]


def test_what_was_to_be_printed_is_searched_besides_what_was():
    printed = FORMATS[".md"].render(PLAIN).data
    (leak,) = search(printed, ".md", NAME, GUARD, paper(tree.para("At Larkfield")))
    assert leak.where == "the text"
    assert search(printed, ".md", NAME, GUARD) == ()


def test_where_nothing_is_looked_for_nothing_is_read():
    assert search(b"no PDF", ".pdf", NAME, Guard({})) == ()
    assert warnings(b"no PDF", ".pdf", NAME, []) == ()


def test_a_letter_that_comes_out_of_a_pdf_twice_hides_nothing():
    data = FORMATS[".pdf"].render(paper(tree.para("At Lark\u0308field"))).data
    page = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    assert page.count("k\u0308") == 2, "what this is about"
    assert search(data, ".pdf", NAME, GUARD)


def test_what_stands_for_a_letter_takes_more_room_at_the_end_of_a_page():
    lines = ["some words here"] * 400
    rest = pagewords._rest  # noqa: SLF001 - a page's end is long in coming
    assert len(rest(["[U+10412 L]", *lines], 0)) > 20 * len(rest(lines, 0))
    assert sum(map(len, rest(lines, 0))) >= 160
    assert rest(["a", "b"], 1) == ["b"]


def pictured(shown, caption):
    """A picture whose words are drawn; where they are only pixels, they stand in its alternative text as well."""
    drawing = Drawing(200, 20, (Label(100, 15, shown),))
    return tree.Picture(drawing, f"He named {shown} to us.", caption)


def everywhere(words):
    """Return a document that holds each of some words in one place that a document has, and the words' number."""
    given = iter(words)

    def line():
        return tree.text(f"He named {next(given)} to us.")

    blocks = (
        tree.Heading(1, line()),
        tree.Heading(3, line()),
        tree.Paragraph(line()),
        tree.Paragraph(tree.inlines("She said ", tree.strong(next(given)), " and ", tree.emphasis(next(given)), ".")),
        tree.Paragraph(tree.inlines("Read ", tree.Code(next(given)), ".")),
        tree.Bullets(((tree.Paragraph(line()), tree.Bullets(((tree.Paragraph(line()),),), ordered=True)),)),
        tree.Table((next(given), "b", "c"), ((line(), line(), tree.text("x")),), (2, 2, 6), next(given)),
        tree.Quote((tree.Paragraph(line()),)),
        tree.Preformatted(next(given)),
        tree.Gap(next(given)),
        tree.Note((tree.Paragraph(line()),), "warning"),
        tree.Evidence((tree.Paragraph(line()),), line()),
        tree.Facts(((next(given), line()),)),
        tree.Signature(next(given)),
        pictured(next(given), next(given)),
    )
    return paper(
        *blocks, title=next(given), subtitle=next(given), reference=next(given), banners=(next(given),), contents=True
    )


PLACES = 27
LETTERS = st.sampled_from("bcdfghklmnprstvwz")
WORD = st.lists(st.tuples(LETTERS, st.sampled_from("aeou")), min_size=4, max_size=4).map(
    lambda pairs: "".join(map("".join, pairs)).capitalize()
)


# Mutants come by the hundred (tests/mutate.py): those of the readers are noticed place by place, below.
@pytest.mark.skipif("MUTANT_PATIENCE" in os.environ, reason="mutants")
@pytest.mark.parametrize("accents", [True, False], ids=["with its document", "the file alone"])
@pytest.mark.parametrize("suffix", FORMATS)
@FEW
@given(st.data())
def test_what_was_planted_anywhere_in_a_document_is_found(suffix, accents, data):
    guarded = data.draw(st.lists(WORD, min_size=PLACES, max_size=PLACES, unique_by=lambda word: word[:5]))
    planted = [data.draw(disguised(word, accents=accents)) for word in guarded[:-1]]
    document = everywhere([*planted, guarded[-1]])  # a running head has little room
    guard = Guard({word: [word] for word in guarded})
    found = search(FORMATS[suffix].render(document).data, suffix, NAME, guard, document if accents else None)
    assert {leak.restriction for leak in found} == set(guarded)


def test_the_document_that_is_planted_in_has_every_kind_of_block():
    kinds = {type(block) for block in everywhere(map(str, range(99))).blocks} | {tree.Rule, tree.PageBreak}
    assert kinds == set(tree.Block.__args__)


def long(words):
    made = FORMATS[".pdf"].render(paper(tree.para(" ".join(words)), reference="FS-0417", banners=("Draft",))).data
    return made, pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range()


def test_words_that_a_page_break_parts_are_found():
    filler = ["wonder"] * 800
    fits = long(filler)[1].count("wonder")
    parted = 0
    for place in range(fits - 4, fits + 1):
        made, page = long([*filler[:place], "Saltmere", "Cottage", "Hospital", *filler[place:]])
        if "Saltmere" in page and "Hospital" not in page:
            parted += 1
            assert [leak.where for leak in search(made, ".pdf", NAME, GUARD)] == ["pages 1 and 2"]
    assert parted


def test_a_stand_in_for_a_letter_without_a_font_hides_nothing():
    document = paper(tree.para("At \U00010412arkfield and L\U0001d5baʀkfield, by ꓡarkfield"))
    data = FORMATS[".pdf"].render(document).data
    assert "[U+" in "".join(place.text for place in texts(".pdf", data))
    assert search(data, ".pdf", NAME, GUARD)


# ---- every place of a PDF -----------------------------------------------------------------------------------

BLANK = FORMATS[".pdf"].render(PLAIN).data


def root(key, value):
    def plant(document):
        document.Root[key] = value(document) if callable(value) else value

    return plant


def title(document):
    document.docinfo["/Title"] = pikepdf.String("About Larkfield")


def custom_property(document):
    document.docinfo["/Larkfield"] = pikepdf.String("yes")


def metadata(document):
    xmp = document.Root.Metadata.read_bytes()
    document.Root.Metadata.write(xmp.replace(b"</rdf:RDF>", b"<x:y>L&#97;rk<b/>field</x:y></rdf:RDF>"))


def outline(document):
    with document.open_outline() as made:
        made.root.append(pikepdf.OutlineItem("Lárkfield", 0))


def annotation(document):
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9],
                              Contents=pikepdf.String("Lark-field"))  # fmt: skip
    document.pages[0].Annots = document.make_indirect([document.make_indirect(note)])


def link(document):
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://maps.example/?q=%4Carkfield"))
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
    document.pages[0].Annots = document.make_indirect([note])


def alternative(document):
    document.Root.StructTreeRoot.K[0].Alt = pikepdf.String("A photograph of Larkfield")


def marked(document):
    drawn = document.pages[0].Contents.read_bytes()
    document.pages[0].Contents.write(drawn + b"\n/Span <</ActualText (Lark\\\nfield \\(home\\))>> BDC EMC")


def unused(document):
    document.Root.Unused = document.make_indirect(pikepdf.Dictionary(Words=pikepdf.String("Лarkfield Larkfield")))


def attachment(content, name="notes.bin"):
    def plant(document):
        document.attachments[name] = content

    return plant


def trailer(document):
    document.trailer["/Words"] = pikepdf.String("Larkfield")


def font(document):
    document.pages[0].Resources.Font["/f0"].BaseFont = pikepdf.Name("/ABCDEF+Larkfield")


def field(document):
    value = pikepdf.Dictionary(FT=pikepdf.Name.Tx, T=pikepdf.String("where"), V=pikepdf.String("Larkfield"))
    document.Root.AcroForm = pikepdf.Dictionary(Fields=[document.make_indirect(value)])


def picture(document):
    image = pikepdf.Stream(document, b"\x00\x01\x02IDAT\x00 Larkfield Rise\x00\x03")
    image.Subtype = pikepdf.Name.Image
    document.Root.Picture = document.make_indirect(image)


PLANTS = {
    "title": title,
    "custom property": custom_property,
    "metadata": metadata,
    "bookmark": outline,
    "comment": annotation,
    "link": link,
    "alternative text": alternative,
    "actual text": marked,
    "object that nothing uses": unused,
    "form field": field,
    "font": font,
    "trailer": trailer,
    "picture": picture,
    "language": root("/Lang", pikepdf.String("en-Larkfield")),
    "letters of another script": root("/Words", pikepdf.String("at L\u0430rkfield")),
    "a letter of a PDF’s own": root("/Words", pikepdf.String("Lark\ufb01eld")),
    "text in two bytes": root("/Words", pikepdf.String("Ł Larkfield")),
    "page label": root("/PageLabels", pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(P=pikepdf.String("Larkfield "))])),
    "layer": root("/OCProperties", pikepdf.Dictionary(OCGs=[pikepdf.Dictionary(Name=pikepdf.String("LARKFIELD"))])),
    "script": root("/OpenAction", pikepdf.Dictionary(JS=pikepdf.String("alert('Larkfield')"))),
    "attachment": attachment(b"\x00\x00Larkfield\x00"),
    "attachment’s name": attachment(b"", "larkfield.bin"),
    "attached web page": attachment(b"<p>Lark<b>field</b></p>", "page.html"),
    "attached Word file": attachment(zipped(word__document_xml="<w:p><w:t>Lark</w:t><w:t>field</w:t></w:p>"), "a.docx"),
    "attached zip in a zip": attachment(zipped(inner=zipped(a="at Larkfield Rise")), "a.docx"),
}


@pytest.mark.parametrize("where", PLANTS)
def test_a_pdf_is_searched_everywhere(where):
    with pikepdf.open(io.BytesIO(BLANK)) as document:
        PLANTS[where](document)
        made = io.BytesIO()
        document.save(made, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert search(made.getvalue(), ".pdf", NAME, GUARD), where


@pytest.mark.parametrize(
    "data",
    [
        BLANK + b"\nLarkfield Rise\n",
        BLANK.replace(b"%PDF-1.7\n", b"%PDF-1.7\n%Larkfield\n"),
        BLANK.replace(b"\nxref\n", b"\n9999 0 obj\n(Larkfield)\nendobj\nxref\n"),
        BLANK.replace(b"\nxref\n", b"\n9999 0 obj\n(\\114arkfield)\nendobj\nxref\n"),
        BLANK.replace(b"\nxref\n", b"\n9999 0 obj\n(\\777 Larkfield)\nendobj\nxref\n"),
    ],
    ids=["after its end", "in a comment", "in an object of no table", "in figures", "after a letter that there is not"],
)
def test_a_pdf_is_searched_between_its_objects(data):
    assert data != BLANK
    assert search(data, ".pdf", NAME, GUARD)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"no PDF at all", BLANK[: len(BLANK) // 8]])
def test_a_pdf_that_cannot_be_read_is_refused(data):
    with pytest.raises(BadInput, match="could not be searched"):
        search(data, ".pdf", NAME, GUARD)


def test_a_pdf_whose_objects_cannot_be_read_is_refused(monkeypatch):
    def broken(_file):
        raise pikepdf.PdfError("damaged")

    monkeypatch.setattr(pikepdf, "open", broken)
    with pytest.raises(BadInput, match="could not be searched"):
        search(BLANK, ".pdf", NAME, GUARD)


def test_a_page_with_nothing_on_it_is_read():
    with pikepdf.open(io.BytesIO(BLANK)) as document:
        del document.pages[0].Contents
        made = io.BytesIO()
        document.save(made)
    assert search(made.getvalue(), ".pdf", NAME, GUARD) == ()


def test_every_format_that_papers_are_made_in_can_be_read():
    assert set(FORMATS) <= set(READERS)
    for suffix, each in FORMATS.items():
        assert each.suffix == suffix
        assert READERS[suffix] is each.texts


# ---- other families -----------------------------------------------------------------------------------------

RUN = "when I came in the baby was asleep on the sofa and the heating was off again"


@pytest.mark.parametrize("suffix", FORMATS)
def test_another_family_in_a_paper_is_noticed(suffix):
    neighbours = [Neighbour("bello", ("Adaeze Bello", "Bello"), fingerprints(f"We said that {RUN} and so we left."))]
    named = FORMATS[suffix].render(paper(tree.para("Ms Bello rang."))).data
    pasted = FORMATS[suffix].render(paper(tree.para(f"On Tuesday, {RUN}."))).data
    plain = FORMATS[suffix].render(PLAIN).data
    assert {(each.family, each.what) for each in warnings(named, suffix, NAME, neighbours)} == {("bello", "name")}
    assert {(each.family, each.what) for each in warnings(pasted, suffix, NAME, neighbours)} == {("bello", "text")}
    assert warnings(plain, suffix, NAME, neighbours) == ()
    assert warnings(pasted, suffix, NAME, []) == ()
