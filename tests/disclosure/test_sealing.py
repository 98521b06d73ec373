"""A PDF closed with a password opens with it alone; the password is asked unseen and stands nowhere."""

import datetime as dt
import io
import re
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fsworkbook.errors import BadInput
from fsworkbook.report import document as tree
from fsworkbook.report.formats import FORMATS
from fsworkbook.report.gate import search
from fsworkbook.report.sealing import checked, plain, seal
from fsworkbook.workbook.disclosure.guarding import Guard
from tests.cli.conftest import Terminal
from tests.cli_bad.conftest import FAMILY, Bad, family
from tests.cli_work.conftest import PROGRAM

PASSWORD = "three dull herons"  # noqa: S105 - nobody's
PAPER = (
    FORMATS[".pdf"]
    .render(
        tree.Document(
            title="Assessment of Quillon",
            reference="FS-0417",
            blocks=(tree.heading(1, "Quillon"), tree.para("Quillon is well.")),
            made=dt.date(2025, 5, 30),
        )
    )
    .data
)
SEALED = seal(PAPER, PASSWORD)


def pages(data, password=None):
    document = pypdfium2.PdfDocument(data, password=password)
    return [page.get_textpage().get_text_range() for page in document]


@pytest.mark.parametrize("password", [None, "", "wrong", PASSWORD.upper(), PASSWORD + " "])
def test_it_opens_with_no_other_password(password):
    with pytest.raises(pypdfium2.PdfiumError):
        pages(SEALED, password)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(SEALED), password=password or "")


def test_it_opens_with_its_password_and_is_the_same_paper():
    assert pages(SEALED, PASSWORD) == pages(PAPER)
    with pikepdf.open(io.BytesIO(SEALED), password=PASSWORD) as opened, pikepdf.open(io.BytesIO(PAPER)) as before:
        assert opened.docinfo == before.docinfo
        assert opened.Root.Lang == before.Root.Lang
        assert "/StructTreeRoot" in opened.Root


def test_it_is_closed_with_aes_of_256_bits_and_hides_its_properties():
    with pikepdf.open(io.BytesIO(SEALED), password=PASSWORD) as opened:
        how = opened.encryption
        assert (how.R, how.V, how.bits) == (6, 5, 256)
        assert {how.stream_method, how.string_method, how.file_method} == {pikepdf.models.EncryptionMethod.aesv3}
        assert opened.allow.accessibility
    assert b"FS-0417" in PAPER
    assert b"<dc:title>" in PAPER
    for word in (b"FS-0417", b"Quillon", b"Typst", b"xpacket", b"dc:title"):
        assert word not in SEALED


def test_it_claims_to_be_accessible_and_no_longer_to_be_an_archive():
    with pikepdf.open(io.BytesIO(PAPER)) as before, pikepdf.open(io.BytesIO(SEALED), password=PASSWORD) as opened:
        assert b"<pdfaid:part>" in before.Root.Metadata.read_bytes()
        claims = opened.Root.Metadata.read_bytes()
    assert re.search(rb"<pdfaid:|\spdfaid:\w+=", claims) is None
    assert b"<pdfuaid:part>1</pdfuaid:part>" in claims


def test_what_is_sealed_can_be_searched_no_more_so_it_is_searched_before():
    guard = Guard({"r": ["Quillon"]})
    assert search(PAPER, ".pdf", "paper", guard)
    with pytest.raises(BadInput):
        search(SEALED, ".pdf", "paper", guard)


@settings(max_examples=8, deadline=None)
@given(
    st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=2, max_size=30).filter(
        lambda t: t.strip()[1:]
    )
)
def test_any_password_that_can_be_typed_opens_what_it_closed(password):
    if len(plain(password).strip()) < 2 or not plain(password).isprintable():
        return
    sealed = seal(PAPER, password)
    assert pages(sealed, checked(password)) == pages(PAPER)


@pytest.mark.parametrize(
    "password", ["", "x", " ", "  ", " x ", "é", "e\u0301", "a" * 128, "é" * 64, "two\nlines", "a\x00b"]
)
def test_a_password_that_is_none_is_refused_and_not_repeated(password):
    with pytest.raises(BadInput) as refused:
        seal(PAPER, password)
    assert len(password.strip()) < 2 or password not in str(refused.value)


# ---- on the command line ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    place = tmp_path_factory.mktemp("sealing")
    (place / "caseload").mkdir()
    (place / "papers").mkdir()
    family(place / "caseload", "marlow", FAMILY)
    return Bad(place)


def everything_but(home, paper):
    return [path for path in home.place.rglob("*") if path.is_file() and path not in {paper, home.place / "word.txt"}]


def report(*more):
    return ["report", "--assessment", "PA-R", *map(str, more)]


def test_a_report_is_closed_with_the_password_in_a_file(home):
    secret = home.place / "word.txt"
    secret.write_text(f"\ufeff{PASSWORD}\r\nanother line\r\n", encoding="utf-8")
    code, out, err = home.run(*report("--pdf", "--password-file", secret, "--output", home.place / "papers"))
    assert code == 0, err
    paper = Path(out.strip())
    assert len(pages(paper.read_bytes(), PASSWORD)) > 1
    with pytest.raises(pypdfium2.PdfiumError):
        pages(paper.read_bytes())
    assert PASSWORD not in out + err
    assert not any(PASSWORD.encode() in path.read_bytes() for path in everything_but(home, paper))


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--password", "--password-file", "word.txt"], "choose one"),
        (["--password-file", "nothing.txt"], "cannot be read"),
        (["--password-file", "."], "cannot be read"),
        (["--md", "--password-file", "word.txt"], "only a PDF"),
        (["--md", "--pdf", "--password-file", "word.txt"], "only a PDF"),
        (["--check", "--password-file", "word.txt"], "no PDF"),
        (["--json", "--password-file", "word.txt"], "no PDF"),
        (["--password"], "--password-file"),
        (["--password", "heronsheron"], "takes no word"),
        (["--password=heronsheron"], "takes no word"),
        (["--password-file", "short.txt"], "single character"),
        (["--password-file", "empty.txt"], "empty"),
        (["--password-file", "latin.txt"], "UTF-8"),
    ],
)
def test_a_password_that_cannot_be_used_stops_the_paper(home, tmp_path, more, says):
    (tmp_path / "word.txt").write_text(PASSWORD)
    (tmp_path / "short.txt").write_text("h\n")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "latin.txt").write_bytes("hérons".encode("latin-1"))
    code, out, err = home.run(*report("--family", home.folder, *more), cwd=tmp_path)
    assert (code, out) == (2, "")
    assert says in err
    assert "heron" not in err
    assert not list(tmp_path.glob("*.pdf"))


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a Unix terminal")
def test_a_password_is_asked_unseen_and_twice(home, tmp_path):
    terminal = Terminal([*PROGRAM, *report("--family", home.folder, "--password")], home.env, cwd=str(tmp_path))
    for typed, says in [("h", "single character"), (PASSWORD, "once more"), ("thre dull herons", "not the same")]:
        terminal.see("Password for the PDF" if says != "not the same" else "The same once more")
        terminal.type(typed, "\r")
        terminal.see(says)
    terminal.type(PASSWORD, "\r")
    terminal.see("The same once more")
    terminal.type(PASSWORD, "\r")
    assert terminal.end() == 0
    assert "heron" not in terminal.screen
    (paper,) = tmp_path.glob("*.pdf")
    assert len(pages(paper.read_bytes(), PASSWORD)) > 1
    with pytest.raises(pypdfium2.PdfiumError):
        pages(paper.read_bytes())
