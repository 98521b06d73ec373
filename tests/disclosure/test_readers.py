"""A file that is text, or parts of text in a zip, is searched wherever it could carry words (F.47, F.49)."""

import io
import json
import zipfile

import pytest

from fsworkbook.report import pagewords
from fsworkbook.report.gate import search
from fsworkbook.workbook.disclosure.guarding import Guard

GUARD = Guard({"r1": ["Larkfield", "Saltmere Cottage Hospital", "07700 900417"]})
NAME = "FS-0417-PA-K-2025-05-30-copy"


def zipped(**members):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return made.getvalue()


OTHERS = {
    ".md": [
        "Lark**field**",
        "Lark\\field",
        "Lark<b>field</b>",
        "Lark&shy;field",
        "&#76;arkfield",
        "<!-- Larkfield -->",
        "[here](https://maps.example/Lark%66ield)",
        "[here][a]\n\n[a]: x 'Larkfield'",
        "![Larkfield](a.png)",
        "`Lark`field",
        "| Larkfield |\n| --- |\n| x |",
        "> - 1. > Larkfield",
        "    Larkfield",
    ],
    ".html": [
        "<p>Lark<i>field</i></p>",
        "<p>Lark&#8203;field</p>",
        "<p title='Larkfield'>x</p>",
        "<img alt=Larkfield>",
        "<!-- <p>Larkfield</p> -->",
        "<style>p::after{content:'Larkfield'}</style>",
        "<script>var a='Larkfield'</script>",
        "<a href='mailto:larkfield%40x'>x</a>",
        "<title>Larkfield</title>",
        "<p data-x='%4Carkfield'>x</p>",
        "<larkfield>x</larkfield>",
        "<p>at<p>Larkfield",
        "<p title='&#76;arkfield'>x</p>",
        "<p title='&amp;#76;arkfield'>x</p>",
        "<input disabled> Lark<b>field</b>",
        "<!-- &#76;arkfield -->",
        "<!DOCTYPE x '&#76;arkfield'>",
        "<?x &#76;arkfield?>",
        "<p>Lark<i>field&x",
    ],
    ".svg": [
        "<svg><text>Lark<tspan>field</tspan></text></svg>",
        "<svg><text>Saltmere<tspan x='0'>Cottage</tspan><tspan>Hospital</tspan></text></svg>",
        "<svg><desc>Larkfield</desc></svg>",
        "<svg><a xlink:href='%4carkfield'/></svg>",
        "<svg><style><![CDATA[/* Larkfield */]]></style></svg>",
        "<?xml-larkfield ?><svg/>",
        "<!DOCTYPE larkfield><svg/>",
        "<svg><text><![CDATA[Lark]]><![CDATA[field]]></text></svg>",
    ],
    ".json": [
        '{"a": ["\\u004carkfield"]}',
        '{"Larkfield": 1}',
        '{"telephone": 447700900417}',
        '{"telephone": 4.47700900417e11}',
        "{Larkfield",
    ],
    # as it is written, "n" and "t" stand between these words
    ".JSON": ['{"a": {"b": "Saltmere\\nCottage\\nHospital"}}', '["Saltmere\\tCottage\\tHospital"]'],
    ".csv": ["a,Larkfield\r\n", 'a,"Lark\r\nfield"\r\n', "a;Saltmere,Cottage,Hospital"],
    ".ics": ["SUMMARY:Lark\r\n field\r\n", "LOCATION:Saltmere\\, Cottage\\nHospital", "X-A:Larkfield"],
    ".txt": ["at Larkfield", "L\u00e1rkfield"],
}


@pytest.mark.parametrize(("suffix", "source"), [(suffix, source) for suffix in OTHERS for source in OTHERS[suffix]])
def test_a_file_of_text_is_searched_everywhere(suffix, source):
    assert search(source.encode(), suffix, NAME, GUARD)
    assert not search(source.encode(), suffix, NAME, Guard({"r": ["Aberystwyth"]}))


@pytest.mark.parametrize("source", ["L<b>ee</b><p>sat", "<p>L<b>ee</b></p>sat", "L<b>ee</b><br/>sat"])
def test_a_word_ends_where_a_block_begins_or_ends_and_not_where_its_letters_are_set_apart(source):
    assert search(source.encode(), ".html", NAME, Guard({"r": ["Lee"]}))


@pytest.mark.parametrize(
    ("content", "is_text"),
    [
        (b"<x>plain</x>", True),
        (b"a\nb\tc\n\n", True),
        ("é".encode("utf-16"), True),
        (b"", False),
        (b"\x00\x01\x02ab", False),
        (b"\x89PNG", False),
    ],
)
def test_text_in_a_pdf_is_told_from_fonts_and_pictures(content, is_text):
    assert pagewords._is_text(content) is is_text  # noqa: SLF001 - what depends on it is a whole paper


def test_nothing_in_data_is_no_word():
    assert search(b'{"a": null}', ".json", NAME, Guard({"r": ["None"]})) == ()


WORD_PARTS = {
    "word__document_xml": "<w:p><w:r><w:t>Lark</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>field</w:t></w:r></w:p>",
    "word__comments_xml": "<w:comment w:author='x'><w:p><w:t>Larkfield</w:t></w:p></w:comment>",
    "word__document2_xml": "<wp:docPr descr='Larkfield'/>",
    "docProps__core_xml": "<dc:title>Larkfield</dc:title>",
    "docProps__app_xml": "<Company>&#76;arkfield</Company>",
    "customXml__item1_xml": "<x y='Larkfield'/>",
    "word__media__larkfield_png": b"\x89PNG",
    "word__media__image1_png": b"\x89PNG\x00\x00tEXtComment\x00at Larkfield Rise\x00",
    "word__header1_xml": '<?xml version="1.0" encoding="UTF-16"?><w:t>Lark</w:t><w:t>field</w:t>'.encode("utf-16"),
}


@pytest.mark.parametrize("part", WORD_PARTS)
def test_a_word_file_is_searched_everywhere(part):
    assert search(zipped(**{part: WORD_PARTS[part]}), ".docx", NAME, GUARD)
    assert not search(zipped(word__document_xml="<w:p><w:t>All is well</w:t></w:p>"), ".docx", NAME, GUARD)


def packed(words, layers):
    """Return words in a zip, in a zip, and so on, so that nothing but unpacking each shows them."""
    data, name = words.encode(), "a.txt"
    for _ in range(layers):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, data)
        data, name = made.getvalue(), "a.zip"
    return data


def test_zips_in_zips_are_unpacked_as_far_as_any_paper_goes_and_no_further():
    words = "at Larkfield Rise " * 40
    assert search(packed(words, 3), ".docx", NAME, GUARD)
    assert not search(packed(words, 9), ".docx", NAME, GUARD), "else one that holds itself would never end"
    assert search(words.encode(), ".docx", NAME, GUARD), "what is called a paper and is none is read as it is"


def test_the_comments_of_a_zip_are_searched():
    made = io.BytesIO(zipped(a="b"))
    with zipfile.ZipFile(made, "a") as archive:
        archive.comment = "Lárkfield".encode()
    assert search(made.getvalue(), ".docx", NAME, GUARD)


def test_a_leak_says_where_and_never_what():
    found = search(json.dumps({"a": "18 Larkfield Rise"}).encode(), ".json", NAME, GUARD)
    assert {(leak.restriction, leak.string) for leak in found} == {("r1", 0)}
    assert "larkfield" not in repr(found).casefold()
