"""The words of a finished PDF, in every place that could carry them: neither its text nor its objects hold them all.

pdfium reads the pages as a person selects text on them; pikepdf reads every object (alternative and actual texts,
bookmarks, names, links, properties) and every stream (metadata, attachments, fonts), also those that no page uses.
"""

from __future__ import annotations

import io
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from fsworkbook.errors import BadInput
from fsworkbook.report.places import Place, decoded, runs

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pikepdf

_TOKEN: Final = re.compile(
    rb"\((?P<literal>(?:[^\\()]|\\.|\((?:[^\\()]|\\.)*\))*)\)"
    rb"|(?<!<)<(?P<hex>[0-9A-Fa-f\s]+)>"
    rb"|/(?P<name>[^\s()<>\[\]{}/%]+)",
    re.DOTALL,
)
_STREAM: Final = re.compile(rb"\bstream\r?\n.*?\bendstream\b", re.DOTALL)
_COMMENT: Final = re.compile(rb"%[^\r\n]+")
_MARKED: Final = re.compile(rb"<<(?:[^<>]|<[^<>]*>)*>>\s*(?:BDC|DP)\b", re.DOTALL)
_ESCAPE: Final = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\s\S]))")
_ESCAPED: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"",
                   b"\r\n": b""}  # fmt: skip
_HEXADECIMAL: Final = re.compile(r"#([0-9A-Fa-f]{2})")
_DOUBLED: Final = re.compile(r"(\w[\u0300-\u036f]+)\1")
"""A letter with an accent that is a glyph of its own comes out of a PDF once for each of the two, mostly in a row."""
_SEAM: Final = 160
"""At least so many characters on either side of a page's end are read together."""
_STANDING_IN: Final = "[U+"
"""How what is printed for a character without a glyph begins (`characters.stand_in`)."""
_SPELLED_OUT: Final = 30
"""So many times longer is a word of such characters."""
_HEADS: Final = 3
_FEET: Final = 2
_READABLE: Final = 0.95


def pdf(data: bytes) -> Iterator[Place]:
    """Yield the words of a PDF that opens without a password.

    Raises:
        BadInput: it does not open, so that nobody can tell what it holds.
    """
    yield from _on_pages(data)
    yield from dict.fromkeys((*_in_objects(data), *_between_objects(data)))


def _on_pages(data: bytes) -> Iterator[Place]:
    import pypdfium2  # type: ignore[import-untyped] # noqa: PLC0415 - 90 ms that only a search needs

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        raise _unreadable() from None
    try:
        pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    finally:
        document.close()
    for number, words in enumerate(pages, 1):
        yield Place(f"page {number}", words)
        if _DOUBLED.search(words):
            yield Place(f"page {number}", _DOUBLED.sub(r"\1", words))
    for number, words in _seams(pages):
        yield Place(f"pages {number} and {number + 1}", words)


def _seams(pages: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the end of each page with the beginning of the next, without the lines that may be running heads or feet.

    Nothing in a PDF says for certain which lines those are; so up to so many are left out, in every way.
    """
    for number, (before, after) in enumerate(pairwise(pages), 1):
        ends = [_rest(before.splitlines()[::-1], left_out)[::-1] for left_out in range(_FEET + 1)]
        begins = [_rest(after.splitlines(), left_out) for left_out in range(_HEADS + 1)]
        seams = ("\n".join([*end, *begin]) for end in ends for begin in begins)
        yield from ((number, seam) for seam in dict.fromkeys(seams))


def _rest(lines: list[str], left_out: int) -> list[str]:
    """Return as many lines after the first few as words that a page break parts may take."""
    taken: list[str] = []
    most = _SEAM * (_SPELLED_OUT if any(_STANDING_IN in line for line in lines) else 1)
    length = 0
    for line in lines[left_out:]:
        taken.append(line)
        length += len(line)
        if length >= most:
            break
    return taken


def _in_objects(data: bytes) -> Iterator[Place]:
    import pikepdf  # noqa: PLC0415 - 130 ms that only a search needs

    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            drawn = {stream.objgen for page in document.pages for stream in _contents(page)}
            for held in document.objects:
                if isinstance(held, pikepdf.Stream):
                    yield from _words(held.stream_dict.unparse(resolved=True))
                    yield from _in_stream(held, drawn=held.objgen in drawn or held.get("/Subtype") == "/Form")
                else:
                    yield from _words(held.unparse(resolved=True))
            yield from _attached(document)
    except pikepdf.PdfError:
        raise _unreadable() from None


def _contents(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    contents = page.get("/Contents")
    if contents is not None:
        yield from [contents] if hasattr(contents, "read_bytes") else contents  # one stream, or an array of them


def _between_objects(data: bytes) -> Iterator[Place]:
    """Yield what a reader of the objects does not see: comments, the trailer, objects that later ones have replaced."""
    bare = _STREAM.sub(b" ", data)
    yield from _words(bare)
    yield from (
        Place("a comment in the file", decoded(found[0])) for found in _COMMENT.finditer(_TOKEN.sub(b" ", bare))
    )
    _, _, after = data.rpartition(b"%%EOF")
    yield from (Place("the file’s end", words) for words in runs(after))


def _words(source: bytes) -> Iterator[Place]:
    """Yield the strings and names of objects as they are written."""
    for found in _TOKEN.finditer(source):
        if found["name"] is not None:
            name = found["name"].decode("utf-8", "replace")
            yield Place("a name in the file", _HEXADECIMAL.sub(lambda code: chr(int(code[1], 16)), name))
            continue
        words = _string(_unescaped(found["literal"]) if found["hex"] is None else _unhexed(found["hex"]))
        yield Place("the bookmarks, links, alternative texts and properties", words)
        if "%" in words:
            yield Place("a link", unquote(words))


def _string(content: bytes) -> str:
    if content.startswith((b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf")):
        return decoded(content)
    return content.decode("pdfdoc", "replace")


def _unescaped(literal: bytes) -> bytes:
    return _ESCAPE.sub(
        lambda found: bytes([int(found[1], 8) & 0xFF]) if found[1] else _ESCAPED.get(found[2], found[2]), literal
    )


def _unhexed(digits: bytes) -> bytes:
    packed = b"".join(digits.split())
    return bytes.fromhex((packed + b"0" * (len(packed) % 2)).decode("ascii"))


def _in_stream(stream: pikepdf.Stream, *, drawn: bool) -> Iterator[Place]:
    """Yield the words of a stream; those that a page draws are numbers of glyphs, which pdfium turns into letters."""
    import pikepdf  # noqa: PLC0415

    try:
        content = stream.read_bytes()
    except pikepdf.PdfError:  # a picture, which stays as it is
        content = stream.read_raw_bytes()
    for found in _MARKED.finditer(content):
        yield from _words(found[0])
    if drawn:
        return
    if _is_text(content):
        from fsworkbook.report.markupwords import markup  # noqa: PLC0415 - likewise

        yield from (Place("the properties", words) for _, words in markup(content))
    else:
        yield from (Place("a font, picture or drawing", words) for words in runs(content))


def _is_text(content: bytes) -> bool:
    """Tell metadata, style sheets and other text from fonts, pictures and drawings."""
    try:
        words = content.decode("utf-8")
    except UnicodeDecodeError:
        return content[:2] in {b"\xff\xfe", b"\xfe\xff"}
    readable = sum(character.isprintable() or character.isspace() for character in words)
    return bool(words) and readable >= _READABLE * len(words)


def _attached(document: pikepdf.Pdf) -> Iterator[Place]:
    """Yield the words of attached files, each read as what its name says that it is."""
    from fsworkbook.report.formats import texts  # noqa: PLC0415 - formats knows this module

    for name, specification in document.attachments.items():
        yield Place("an attachment’s name", name)
        for attached in specification.get_all_filenames().values():
            yield Place("an attachment’s name", _string(attached))
        content = specification.get_file().read_bytes()
        yield from (Place("an attachment", words) for _, words in texts(name, content))


def _unreadable() -> BadInput:
    return BadInput("The PDF could not be searched for words that must not leave, so it was not written.")
