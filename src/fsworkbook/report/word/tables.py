"""Tables: heads that stand again on each page, rows that stay whole, and boxes for what no paragraph can frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fsworkbook.report.breaking import is_form, is_long_row, is_small, repeats
from fsworkbook.report.characters import is_right_to_left
from fsworkbook.report.columns import columns as fitted
from fsworkbook.report.document import Text, plain
from fsworkbook.report.word.elements import line, paragraph, w

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fsworkbook.report.document import Cell, Table
    from fsworkbook.report.word.elements import Element, Xml
    from fsworkbook.report.word.frame import Frame
    from fsworkbook.report.word.runs import Runs


def table(content: Table, frame: Frame, runs: Runs) -> Xml:
    """Return a table as wide as its frame, its short rows filled up."""
    columns = len(content.head)
    widths = fitted(content, frame.room)
    head = [_cell((Text(label),), "TableHead", width, runs) for label, width in zip(content.head, widths, strict=True)]
    kept = len(content.rows) - 1 if is_small(content) else 0  # rows that hold on to the next one
    rows = [
        _row(
            [
                _cell(cell, "TableText", width, runs, kept=place < kept)
                for cell, width in zip((*row, *((),) * (columns - len(row))), widths, strict=True)
            ],
            whole=not is_long_row(row),
        )
        for place, row in enumerate(content.rows)
    ]
    parted = [w("tblBorders", w("insideV", val="single", sz=4, space=0, color="8C8C8C"))] if is_form(content) else []
    named = [w("tblCaption", val=line(content.caption))] if content.caption else []
    return w(
        "tbl",
        _properties(
            "ReportTable", frame, w("tblLook", val="0020", firstRow=1, noHBand=1, noVBand=1), *named, lines=parted
        ),
        _grid(widths),
        _row(head, whole=repeats(content), head=repeats(content)),
        *rows,
    )


def in_one_cell(content: Iterable[Element], frame: Frame, look: Iterable[Xml], *, whole: bool) -> Xml:
    """Return a table of one cell around blocks; `look` is its lines and its ground."""
    cell = w("tc", w("tcPr", w("tcW", w=frame.room, type="dxa"), *look), *content)
    return w("tbl", _properties("ReportBox", frame), _grid([frame.room]), _row([cell], whole=whole))


def _properties(style: str, frame: Frame, *more: Xml, lines: Iterable[Xml] = ()) -> Xml:
    indent = [w("tblInd", w=frame.indent, type="dxa")] if frame.indent else []
    return w(
        "tblPr",
        w("tblStyle", val=style),
        w("tblW", w=frame.room, type="dxa"),
        *indent,
        *lines,
        w("tblLayout", type="fixed"),
        *more,
    )


def _grid(widths: Iterable[int]) -> Xml:
    return w("tblGrid", *(w("gridCol", w=width) for width in widths))


def _row(cells: Iterable[Xml], *, whole: bool, head: bool = False) -> Xml:
    settings = [*([w("cantSplit")] if whole else []), *([w("tblHeader")] if head else [])]
    return w("tr", *([w("trPr", *settings)] if settings else []), *cells)


def _cell(content: Cell, style: str, width: int, runs: Runs, *, kept: bool = False) -> Xml:
    settings = [*([w("keepNext")] if kept else []), *([w("bidi")] if is_right_to_left(plain(content)) else [])]
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa")), paragraph(style, *runs.of(content), settings=settings))
