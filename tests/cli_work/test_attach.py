"""`attach`: a file with its note, under a name that says nothing, and a picture without what it says beside itself."""

import os
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fsworkbook.report import pdf
from fsworkbook.report.document import Document, para
from fsworkbook.workbook.pictures import Broken, cleaned, may_tell_where
from tests.report_assembly.making import DAY

ENTER = "\r"
SECRET = b"51.5074N 0.1278W Larkfield Rise"


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def part(marker, data):
    return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data


def exif(turned, order=">"):
    entries = [struct.pack(order + "HHIHH", 0x0112, 3, 1, turned, 0), struct.pack(order + "HHII", 0x8825, 4, 1, 64)]
    tiff = (b"MM\0*" if order == ">" else b"II*\0") + struct.pack(order + "IH", 8, len(entries))
    return b"Exif\0\0" + tiff + b"".join(entries) + b"\0\0\0\0" + SECRET


HEADER = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
PIXELS = zlib.compress(b"\0" + b"\xff\0\0" * 2 + b"\0" + b"\0\xff\0" * 2)
PLAIN_PNG = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", HEADER) + chunk(b"IDAT", PIXELS) + chunk(b"IEND", b"")
TELLING_PNG = (
    PLAIN_PNG[:33]
    + chunk(b"tEXt", b"Comment\0" + SECRET)
    + chunk(b"eXIf", exif(1)[6:])
    + chunk(b"tIME", b"\x07\xe9\3\4\x0f\x1e\0")
    + PLAIN_PNG[33:]
    + SECRET
)


def jpeg_of(turned=6, order=">", trailer=SECRET):
    """A whole JPEG: its tables are no real ones, its scan holds stuffed bytes and a restart, as cameras write them."""
    scan = part(0xDA, b"\1\1\0\0\x3f\0") + b"\x12\xff\x00\x34\xff\xd0\x56\xff\x00"
    inside = [
        part(0xE0, b"JFIF\0\1\1\0\0\1\0\1\1\1" + SECRET),
        part(0xE1, exif(turned, order)),
        part(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET),
        part(0xE2, b"ICC_PROFILE\0\1\1colours"),
        part(0xE2, b"MPF\0" + SECRET),
        part(0xED, b"Photoshop 3.0\0" + SECRET),
        part(0xFE, SECRET),
        part(0xEE, b"Adobe\0\x64\0\0\0\0\1"),
        part(0xDB, b"\0" + bytes(range(64))),
        part(0xC2, b"\x08\0\2\0\2\1\1\x11\0"),
        scan,
        part(0xC4, b"\0" + bytes(16)),
        scan,
    ]
    return b"\xff\xd8" + b"".join(inside) + b"\xff\xff\xd9" + trailer


# Pictures


@pytest.mark.parametrize("picture", [TELLING_PNG, jpeg_of(), jpeg_of(1), jpeg_of(8, "<"), jpeg_of(trailer=jpeg_of())])
def test_what_a_picture_says_beside_itself_is_gone_and_the_picture_is_whole(picture):
    found = cleaned(picture)
    assert found.less
    for words in (SECRET, b"Exif\0\0MM\0*\0\0\0\x08\0\2", b"adobe.com", b"Photoshop", b"tIME", b"MPF"):
        assert words not in found.data
    assert cleaned(found.data).data == found.data
    assert not cleaned(found.data).less
    if found.suffix == ".png":
        assert found.data == PLAIN_PNG
    else:
        assert found.data.count(part(0xDA, b"\1\1\0\0\x3f\0") + b"\x12\xff\x00\x34\xff\xd0\x56\xff\x00") == 2
        for kept in (part(0xDB, b"\0" + bytes(range(64))), b"ICC_PROFILE\0\1\1colours", b"Adobe\0"):
            assert kept in found.data
        assert found.data.endswith(b"\xff\xd9")


@pytest.mark.parametrize("order", [">", "<"])
@pytest.mark.parametrize("turned", range(10))
def test_a_photograph_stays_the_right_way_up(turned, order):
    made = cleaned(jpeg_of(turned, order)).data
    if turned in range(2, 9):
        upright = b"Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0" + bytes((turned, 0, 0, 0, 0, 0, 0))
        assert made[2:].startswith(part(0xE1, upright))
    else:
        assert b"Exif" not in made


def test_a_real_picture_is_the_same_picture_afterwards():
    """A page as typst draws it, with a remark put into it, comes out as the page was drawn, or with less."""
    (page,) = pdf.pictures(Document(title="A house", blocks=(para("with two doors"),), made=DAY), ppi=40)
    told = page[:33] + chunk(b"tEXt", b"Comment\0" + SECRET) + page[33:]
    found = cleaned(told)
    assert found.data == cleaned(page).data
    assert SECRET not in found.data
    assert b"".join(pixels(found.data)) == b"".join(pixels(page))


def pixels(data):
    """The picture itself in a PNG, read by the format's own rules."""
    place, packed = 8, b""
    while place < len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        packed += data[place + 8 : place + 8 + length] if data[place + 4 : place + 8] == b"IDAT" else b""
        place += length + 12
    yield zlib.decompress(packed)


@settings(max_examples=150, deadline=None)
@given(picture=st.sampled_from([TELLING_PNG, jpeg_of(), PLAIN_PNG]), data=st.data())
def test_whatever_is_cut_or_altered_is_refused_or_comes_out_without_the_secret(picture, data):
    place = data.draw(st.integers(4, len(picture) - 1))
    cut = picture[:place]
    altered = picture[:place] + bytes((data.draw(st.integers(0, 255)),)) + picture[place + 1 :]
    whole = len(picture) - len(SECRET) if picture is not PLAIN_PNG else len(picture)
    try:
        found = cleaned(cut)
    except Broken:
        assert place < whole
    else:
        assert found is None or (SECRET not in found.data and place >= whole) or place < 8
    try:
        found = cleaned(altered)
    except Broken:
        return
    assert found is None or found.data.startswith(picture[:2])


def test_kinds_of_file_that_often_say_where_they_were_made():
    for begin in (b"\0\0\0\x18ftypheic", b"II*\0....", b"MM\0*....", b"RIFF\0\0\0\0WEBPVP8 "):
        assert may_tell_where(begin)
        assert cleaned(begin) is None
    assert not may_tell_where(b"%PDF-1.7")


# The command

DRAWING = 'text = "A house with two doors."\nshows = "drawing"\nwhose = ["josh"]\n'


@pytest.fixture
def desk(tmp_path):
    place = tmp_path / "desk"
    place.mkdir()
    (place / "Josh’s house, 3 March.PNG").write_bytes(TELLING_PNG)
    (place / "letter.pdf").write_bytes(b"%PDF-1.7 a letter")
    return place


def test_a_drawing_is_kept_with_its_note_in_one_commit(work, desk):
    (entry,) = work.take("note", "--as", "tom", stdin='text = "Josh drew today."')
    code, out, err = work.run(
        *("attach", str(desk / "Josh’s house, 3 March.PNG"), "--to", entry, "--as", "tom", "--from", "-"), stdin=DRAWING
    )
    assert code == 0, err
    note = out.strip()
    (kept,) = (work.folder / "attachments" / note).iterdir()
    assert (kept.name, kept.read_bytes()) == ("drawing.png", PLAIN_PNG)
    assert (desk / "Josh’s house, 3 March.PNG").read_bytes() == TELLING_PNG
    assert "was taken out" in err
    assert sorted(work.git("show", "--name-only", "--format=%s").splitlines()) == sorted(
        ["note · tom · 2025-04-14", "", f"attachments/{note}/drawing.png", f"notes/{note}.md"]
    )
    assert work.git("status", "--porcelain") == ""
    history = work.git("log", "--all", "-p", "--binary")
    assert "house, 3 March" not in history
    assert work.run("audit", "verify")[0] == 0


def test_show_names_what_is_attached_at_the_record_and_at_the_note(work, desk):
    (entry,) = work.take("note", "--as", "tom", stdin='text = "Josh drew today."')
    (note,) = work.take("attach", str(desk / "letter.pdf"), "--to", entry, "--as", "tom", stdin=DRAWING)
    assert f"drawing.pdf · A child’s drawing · Josh Osgood ({note.rpartition('-')[2]})" in work.run("show", entry)[1]
    page = work.run("show", note)[1]
    assert f"attachments/{note}/drawing.pdf" in page
    assert "What it is  A child’s drawing" in page
    ((one,), (two,)) = (work.data("show", key) for key in (entry, note))
    assert (one["attachments"], one["attached_by"]) == ([], [note])
    assert (two["attachments"], two["attached_by"]) == ([f"attachments/{note}/drawing.pdf"], [])
    (entry,) = work.take("correct", entry, "--as", "tom", stdin='text = "Josh drew at school."\nreason = "where"')
    (again,) = work.take("correct", note, "--as", "tom", stdin='text = "Three doors."\nreason = "counted again"')
    assert "drawing.pdf · A child’s drawing" in work.run("show", entry)[1]
    assert work.data("show", again)[0]["attachments"] == [f"attachments/{note}/drawing.pdf"]
    assert [item["id"] for item in work.data("search", "drawing.pdf")["records"]] == [again]


def test_consent_that_is_not_on_record_is_named_and_goes_once_it_is(work, desk):
    call = ("attach", str(desk / "letter.pdf"), "--as", "tom", "--from", "-")
    code, out, err = work.run(*call, stdin=DRAWING)
    assert code == 0
    assert "no consent of Josh is on record" in err
    assert "F.10" in err
    assert "no consent of Josh" in work.run("show", out.strip())[1].replace("\n", " ")
    work.take("consent", "--as", "tom", stdin='person = "josh"\nmatter = "drawings"\nstate = "given"')
    assert "no consent" not in work.run("show", out.strip())[1]
    assert "no consent" not in work.run(*call, stdin=DRAWING)[2]
    photograph = DRAWING.replace("drawing", "photograph") + 'about = ["rosa"]\n'
    err = work.run(*call, stdin=photograph)[2]
    assert "no consent of Josh and Rosa is on record" in err.replace("\n", " ")
    assert "no consent" not in work.run(*call, stdin=DRAWING.replace("drawing", "letter"))[2]
    withdrawn = 'person = "josh"\nmatter = "drawings"\nstate = "withdrawn"'
    work.take("consent", "--as", "tom", stdin=withdrawn, now="2025-04-14T13:00")
    page = work.run("show", out.strip(), now="2025-04-14T14:00")[1]
    assert "no consent of Josh is on record" in page.replace("\n", " ")


def spoil(kind, desk):
    """Put a file on the desk that cannot be attached; returns what is typed for it."""
    place = desk / "spoilt.png"
    if kind == "a link":
        place.symlink_to(desk / "letter.pdf")
    elif kind == "a folder":
        place.mkdir()
    elif kind == "a pipe":
        os.mkfifo(place)
    elif kind == "too large":
        with place.open("wb") as file:
            file.truncate((32 << 20) + 1)
    elif kind != "missing":
        place.write_bytes({"empty": b"", "cut off": PLAIN_PNG[:-20], "from a telephone": b"\0\0\0\x18ftypheic"}[kind])
    return str(place)


SPOILT = {
    "missing": "there is no file",
    "a link": "is a link",
    "a folder": "no plain file",
    "a pipe": "no plain file",
    "too large": "larger than 32 MB",
    "empty": "is empty",
    "cut off": "damaged or cut off",
    "from a telephone": "--as-it-is",
}


@pytest.mark.skipif(os.name == "nt", reason="links and pipes")
@pytest.mark.parametrize("kind", SPOILT)
def test_what_cannot_be_attached_is_refused_and_nothing_is_written(work, desk, kind):
    before = work.state()
    code, out, err = work.run("attach", spoil(kind, desk), "--as", "tom", "--from", "-", stdin=DRAWING)
    assert (code, out) == (2, "")
    assert SPOILT[kind] in err
    assert work.state() == before


def test_what_may_say_where_it_was_made_is_kept_only_on_purpose(work, desk):
    typed = spoil("from a telephone", desk)
    (note,) = work.take("attach", typed, "--as-it-is", "--as", "tom", stdin=DRAWING)
    assert (work.folder / f"attachments/{note}/drawing.png").read_bytes() == b"\0\0\0\x18ftypheic"


def test_nothing_comes_out_of_a_familys_folder(work):
    before = work.state()
    code, _, err = work.run("attach", str(work.folder / "family.toml"), "--as", "tom", "--from", "-", stdin=DRAWING)
    assert (code, work.state()) == (2, before)
    assert "lies in a family’s folder" in err


@pytest.mark.parametrize(
    ("words", "table", "said"),
    [
        (["letter.pdf"], "# nothing yet", "text is missing"),
        (["letter.pdf"], 'text = "x"', "shows is missing: say what the file is: drawing"),
        (["letter.pdf"], DRAWING.replace("drawing", "statue"), "shows takes one of"),
        (["letter.pdf", "--to", "zzzzz"], DRAWING, "has no record"),
        ([], DRAWING, "file is missing"),
        (["letter.pdf"], DRAWING + 'file = "other.pdf"', "they differ"),
    ],
)
def test_what_is_missing_or_wrong_is_named(work, desk, words, table, said):
    before = work.state()
    named = [str(desk / word) if word.endswith(".pdf") else word for word in words]
    code, out, err = work.run("attach", *named, "--as", "tom", "--from", "-", stdin=table)
    assert (code, out) == (2, "")
    assert said in err
    assert work.state() == before


def test_nothing_is_attached_to_what_was_withdrawn(work, desk):
    (entry,) = work.take("note", "--as", "tom", stdin='text = "Josh drew today."')
    work.take("strike", entry, "--as", "tom", stdin='reason = "another child"')
    code, _, err = work.run(
        "attach", str(desk / "letter.pdf"), "--to", entry, "--as", "tom", "--from", "-", stdin=DRAWING
    )
    assert code == 2
    assert "withdrawn" in err


def test_it_can_be_told_on_a_terminal(work, desk, terminals):
    screen = terminals("attach", "--as", "tom")
    screen.see("Which file?")
    screen.type(f"{desk}/nothing.pdf", ENTER)
    screen.see("Nothing was recorded.")
    screen.type(f"'{desk}/letter.pdf'", ENTER)
    screen.see("What is it?")
    screen.type(ENTER)
    screen.see("Whose is it?")
    screen.type(" ", ENTER)
    screen.see("What is to be seen on it")
    screen.type("A house with two doors.", ENTER)
    screen.see("Who else is in it")
    screen.type(ENTER)
    screen.see("Is this right?")
    screen.type(ENTER)
    screen.see("Recorded: note")
    assert screen.end() == 0
    (kept,) = work.folder.glob("attachments/*/drawing.pdf")
    assert kept.read_bytes() == (desk / "letter.pdf").read_bytes()
