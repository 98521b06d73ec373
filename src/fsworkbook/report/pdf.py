"""A document as PDF, by typst: tagged, with bookmarks, to PDF/UA-1 and PDF/A-2a, the same bytes for the same input.

The tree goes to the theme (`templates/report/report.typ`) as JSON; no markup is ever built from text, typst sees an
empty folder as its root, and only the fonts that come with the program are used; for a character that none of them
has, those of `faces`.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import re
import tempfile
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Literal, NamedTuple

from fsworkbook.errors import BadInput
from fsworkbook.practice.locating import templates_root
from fsworkbook.report import faces
from fsworkbook.report.characters import Glyphs
from fsworkbook.report.document import date_in_words
from fsworkbook.report.drawing import Label, svg
from fsworkbook.report.galley import Galley

if TYPE_CHECKING:
    from collections.abc import Callable

    import typst

    from fsworkbook.report.document import Document, Picture
    from fsworkbook.report.fontfile import Face

_NOT_SHOWN = re.compile(
    r'the text `"(?P<text>.+?)"` could not be displayed|the codepoint `"(?P<point>.+?)"`', re.DOTALL
)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_PAGES = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)|/Count\s+(\d+)[^>]*?/Type\s*/Pages\b")
_MOST_TRIES = 12
_UNLINKED = "The references in this PDF cannot be clicked: it could only be set without links."
_MOST_NAMED = 8
_SHEET = b"""\
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg", width: float(sys.inputs.width) * 1pt)
"""


class Rendered(NamedTuple):
    """A finished PDF: its bytes, what the reader should know about it, and its number of pages where known."""

    bytes: bytes
    warnings: tuple[str, ...]
    pages: int | None


def render(document: Document, meanwhile: Callable[[], object] | None = None) -> Rendered:
    """Return a document as PDF.

    The file is tagged and conforms to PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2); its metadata hold the
    reference (or, without one, the title), the language and the date, and no author.

    Args:
        document: the tree; its `made` is the time stamp in the file (noon in UTC, where it is a day).
        meanwhile: something else that is to be done, done while typst works.

    Returns:
        The bytes, with a warning for the characters that no shipped font has; each is printed as its name.

    Raises:
        BadInput: typst could not set the document.
    """
    made, warnings = _typeset(document, "pdf", meanwhile=meanwhile)
    pdf = made[0]
    return Rendered(pdf, warnings, _pages(pdf))


def pictures(document: Document, ppi: float = 96) -> list[bytes]:
    """Return the pages of a document as PNG pictures of `ppi` pixels to the inch.

    Raises:
        BadInput: typst could not set the document.
    """
    made, _ = _typeset(document, "png", ppi)
    return made


def drawn(picture: Picture, ppi: float) -> bytes:
    """Return a drawing as a PNG picture of `ppi` pixels to the inch, for formats that cannot hold it as lines.

    Raises:
        BadInput: typst could not set it.
    """
    import typst  # noqa: PLC0415 - 33 MB that only a picture needs

    glyphs = Glyphs(_coverage())
    more = faces.choose(glyphs.missing("".join(picture.drawing.words)))
    glyphs.gain(more.shown)
    galley = Galley(glyphs)
    shapes = tuple(
        shape._replace(text=galley.label_words(shape.text)) if isinstance(shape, Label) else shape
        for shape in picture.drawing.shapes
    )
    asked = {"svg": svg(picture.drawing._replace(shapes=shapes)), "width": str(picture.drawing.width)}
    try:
        return _set(_SHEET, asked, "png", ppi, fonts=more.faces)[0]
    except typst.TypstError as error:
        raise BadInput("A drawing of this paper could not be set. Its words stand in the paper as Markdown.") from error


def _typeset(
    document: Document, form: Literal["pdf", "png"], ppi: float = 96, meanwhile: Callable[[], object] | None = None
) -> tuple[list[bytes], tuple[str, ...]]:
    """Set a document; where a font turns out to lack a character after all, set it again with a stand-in."""
    import typst  # noqa: PLC0415 - 33 MB that only a PDF needs

    glyphs = Glyphs(_coverage())
    linked, more = True, faces.Chosen()
    for _ in range(_MOST_TRIES):
        galley = Galley(glyphs, linked)
        values = galley.document(document, date_in_words(document.made))
        if galley.replaced and not more.shown:
            more = faces.choose(galley.replaced)
            if more.shown:
                glyphs.gain(more.shown)
                continue
        values["faces"] = _families(more.faces)
        compiled = functools.partial(_compiled, json.dumps(values), document.made, form, ppi, more.faces)
        other, meanwhile = meanwhile, None
        try:
            made = _beside(compiled, other) if other else compiled()
        except typst.TypstError as error:
            refused = _refused(str(error))
            if not refused and not linked:
                raise BadInput("The PDF could not be set. The same paper as Markdown holds every word.") from error
            glyphs.drop(refused)
            linked = linked and bool(refused)  # typst 0.15 fails on some links; a paper without them is still one
        else:
            return made, _warnings(galley.replaced) + (() if linked else (_UNLINKED,))
    raise BadInput("The PDF could not be set: its fonts lack too many characters. Markdown holds every word.")


def _beside(compiled: Callable[[], list[bytes]], other: Callable[[], object]) -> list[bytes]:
    """Return what typst makes, while something else is done in a thread: Python has no part in what typst does.

    typst stays in the main thread, where memory is had at less cost; it takes a fifth longer in another.
    """
    failed: list[BaseException] = []

    def work() -> None:
        try:
            other()
        except BaseException as error:  # noqa: BLE001 - raised again below, in the thread that is listened to
            failed.append(error)

    thread = Thread(target=work, daemon=True)
    thread.start()
    try:
        return compiled()
    finally:
        thread.join()
        if failed:
            raise failed[0]


def _compiled(
    values: str, made: dt.date, form: Literal["pdf", "png"], ppi: float, fonts: tuple[Face, ...]
) -> list[bytes]:
    return _set(_theme(), {"doc": values}, form, ppi, _moment(made), fonts)


def _set(
    theme: bytes,
    values: dict[str, str],
    form: Literal["pdf", "png"],
    ppi: float,
    moment: int = 0,
    fonts: tuple[Face, ...] = (),
) -> list[bytes]:
    import typst  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as empty:
        result: bytes | list[bytes] | None = typst.Compiler(root=empty, font_paths=_fonts(_folders(fonts))).compile(
            theme,
            format=form,
            ppi=ppi,
            sys_inputs=values,
            pdf_standards=["ua-1", "a-2a"] if form == "pdf" else [],
            timestamp=moment,
        )
    pages = result if isinstance(result, list) else [result]
    return [page for page in pages if page is not None]


def _moment(made: dt.date) -> int:
    """Return the moment of a date, in seconds since 1970, in UTC."""
    if not isinstance(made, dt.datetime):
        made = dt.datetime.combine(made, dt.time(12), dt.UTC)
    return int(made.timestamp())


def _refused(message: str) -> str:
    """Return the characters that typst says it could not show."""
    found = _NOT_SHOWN.search(message)
    if not found:
        return ""
    quoted = found["text"] or found["point"]
    shown = _ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), quoted)
    return "".join(character for character in shown if not character.isascii())


def _warnings(replaced: dict[str, str]) -> tuple[str, ...]:
    """Return a sentence for each place with characters that had to be replaced; it holds none of the text."""
    places: dict[str, list[str]] = {}
    for character, place in sorted(replaced.items()):
        places.setdefault(place, []).append(f"U+{ord(character):04X}")
    told = tuple(
        f"No font here has {', '.join(points[:_MOST_NAMED])}{' and more' * (len(points) > _MOST_NAMED)}"
        f" (first met in {place}); printed as {'its name' if len(points) == 1 else 'their names'}."
        for place, points in places.items()
    )
    return (*told, faces.advice(replaced)) if told else ()


def _pages(pdf: bytes) -> int | None:
    counts = [int(first or second) for first, second in _PAGES.findall(pdf)]
    return max(counts, default=None)


# ---- what comes with the program --------------------------------------------------------------------------


def _root() -> Path:
    return templates_root() / "report"


@functools.cache
def _theme() -> bytes:
    return (_root() / "report.typ").read_bytes()


@functools.cache
def _coverage() -> str:
    return (_root() / "fonts" / "coverage.txt").read_text(encoding="utf-8")


@functools.cache
def _fonts(folders: tuple[Path, ...]) -> typst.Fonts:
    import typst  # noqa: PLC0415

    return typst.Fonts(include_system_fonts=False, font_paths=[_root() / "fonts", *folders])


def _folders(fonts: tuple[Face, ...]) -> tuple[Path, ...]:
    return tuple(dict.fromkeys(face.path.parent for face in fonts))


def _families(fonts: tuple[Face, ...]) -> list[str]:
    """Return what typst calls some faces, which leaves out their weight."""
    if not fonts:
        return []
    called: dict[Path, list[str]] = {}
    for info in _fonts(_folders(fonts)).fonts():
        if info.path is not None:
            called.setdefault(Path(info.path), []).append(info.family)
    return list(
        dict.fromkeys(
            family
            for face in fonts
            for family in sorted(called.get(face.path, ()), key=lambda name: name != face.family)
        )
    )
