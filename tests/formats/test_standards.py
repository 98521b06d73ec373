"""A PDF keeps every rule of the standards that it claims: PDF/UA-1, to be read aloud, and PDF/A-2a, to be kept."""

import io
import re

import pikepdf
import pytest

import page
from fsworkbook.report import pdf
from fsworkbook.report.sealing import seal
from tests.formats.everywhere import blocks_of, nested, paper
from tests.formats.hostile import BATCHES
from tests.formats.papers import whole

ALOUD, KEPT = page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A
RULES = {ALOUD: 104, KEPT: 154}
PASSWORD = "three plain words"  # noqa: S105 - made up

PAPERS = {
    "every block": whole,
    "large print": lambda: whole(large=True),
    "bare": lambda: paper(contents=False),
    "fifty nests": lambda: nested(50),
    "hostile words": lambda: paper(*[block for batch in BATCHES.values() for block in blocks_of(batch[0])]),
    "hostile letters": lambda: paper(*blocks_of(" · ".join(BATCHES["letters"][:3]))),
}


def broken(data, profile):
    """The rules of a standard that a PDF breaks.

    Where a stream's last byte happens to be a carriage return, the validator takes it for a part of the line end that
    follows, and counts the stream one byte short. It is whole: its length says so, and every reader goes by that.
    """
    report = page.validate_pdf_bytes(data, profile=profile)
    assert report.rules.total == RULES[profile]
    found = [failure for failure in report.failures if not _ends_in_a_return(failure, data)]
    return [(failure.rule_id, failure.message) for failure in found]


def _ends_in_a_return(failure, data):
    if failure.rule_id != "PDFA2A-STREAM-LENGTH-001":
        return False
    begin = re.search(rb"\n%d 0 obj\b" % failure.object_id.object_number, data).end()
    length = int(re.search(rb"/Length (\d+)", data[begin:])[1])
    first = data.index(b"stream\n", begin) + len(b"stream\n")
    return data[first + length - 1 :].startswith(b"\r\nendstream")


@pytest.mark.parametrize("name", PAPERS)
def test_every_rule_is_kept(name):
    data = pdf.render(PAPERS[name]()).bytes
    assert broken(data, ALOUD) == []
    assert broken(data, KEPT) == []


def test_a_copy_with_a_password_is_still_read_aloud_and_claims_no_more():
    sealed = io.BytesIO(seal(pdf.render(whole()).bytes, PASSWORD))
    opened = io.BytesIO()
    with pikepdf.open(sealed, password=PASSWORD) as document:
        document.save(opened, encryption=False)
    assert broken(opened.getvalue(), ALOUD) == []
    assert [rule for rule, _ in broken(opened.getvalue(), KEPT)] == ["PDFA2A-ID-SCHEMA-001"]
