"""The key to the symbols: only those that stand on the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.report.drawing import Label, Stroke
from fsworkbook.report.genogram.kindred import SOLID, UNSAID
from fsworkbook.report.genogram.layout import Wire
from fsworkbook.report.genogram.shapes import DIAMOND, TRIANGLE, line, outline
from fsworkbook.report.genogram.sketch import HOME, wire_shapes
from fsworkbook.report.lettering import width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.practice.model import Practice
    from fsworkbook.report.drawing import Shape
    from fsworkbook.report.genogram.kindred import Union
    from fsworkbook.report.genogram.layout import Layout

_SIZE: Final = 6.8
_SMALL: Final = 5.5
_SAMPLE: Final = 26.0
_LONG: Final = frozenset({"couple", "bond", "home"})
_GAP: Final = 16.0
ROW: Final = 17.0
_HEAD: Final = 24.0
_PAIR: Final = 2


class Entry(NamedTuple):
    """One line of the key: `kind` and `what` say which sample stands before the words."""

    kind: str
    what: str
    words: str
    strokes: int = 0
    points: bool = False


def entries(made: Layout, practice: Practice) -> tuple[Entry, ...]:
    """Return what the key of a sheet explains."""
    return tuple(dict.fromkeys((*_symbols(made, practice), *_lines(made, practice))))


def _symbols(made: Layout, practice: Practice) -> Iterator[Entry]:
    used = {cell.symbol for cell in made.cells.values()}
    names: dict[str, list[str]] = {}
    for gender in practice.genders.values():
        names.setdefault(gender.symbol, []).append(gender.name)
    for symbol, words in names.items():
        if symbol in used:
            yield Entry("symbol", symbol, " or ".join([words[0], *(word[:1].lower() + word[1:] for word in words[1:])]))
    if DIAMOND in used and DIAMOND not in names:
        yield Entry("symbol", DIAMOND, "Gender not known")
    if TRIANGLE in used:
        yield Entry("symbol", TRIANGLE, "Pregnancy, weeks")
    cells = made.cells.values()
    if any(cell.double for cell in cells):
        yield Entry("double", "square", "Child of the family")
    if any(cell.dead for cell in cells):
        yield Entry("dead", "square", "Has died")
    if made.kin.unknown:
        yield Entry("unknown", "square", "Not recorded")


def _lines(made: Layout, practice: Practice) -> Iterator[Entry]:
    couples: dict[tuple[str, int], dict[str, None]] = {}
    children: dict[str, dict[str, None]] = {}
    for union in made.kin.unions:
        if len(union.partners) == _PAIR:
            couples.setdefault((union.drawn, union.strokes), {})[couple_words(union, practice)] = None
        for link in union.links:
            for kind in link.kinds:
                word = practice.relations.get(kind)
                if word is not None and word.drawn == link.drawn != SOLID:
                    children.setdefault(link.drawn, {})[word.name.lower()] = None
    for (drawn, strokes), words in couples.items():
        yield Entry("couple", drawn, _joined(words), strokes)
    for drawn, words in children.items():
        yield Entry("child", drawn, f"To a child: {', '.join(words)}")
    for bond in made.kin.bonds:
        word = practice.relations.get(bond.kind)
        yield Entry(
            "bond",
            bond.drawn,
            _bond_words(bond.drawn, word.name if word else bond.kind, practice),
            0,
            bool(bond.points),
        )
    if made.outlines:
        yield Entry("home", "", "Live together")


def couple_words(union: Union, practice: Practice) -> str:
    """Return what a couple's line says."""
    if union.couple is not None:
        known = practice.couples.get(union.couple.status)
        name = known.name if known else union.couple.status
        if union.ended and not (known and known.apart):
            return f"{name}, ended"
        return "A couple on this day" if known and known.apart and not union.ended else name
    word = practice.relations.get(union.kind)
    if word is not None:
        return word.name
    return "Parents of one child" if union.drawn == UNSAID else union.drawn


def _bond_words(drawn: str, name: str, practice: Practice) -> str:
    """Return what a line between two says: of several words with one line, the first of the practice."""
    return next((word.name for word in practice.relations.values() if word.drawn == drawn), name)


def _joined(words: dict[str, None]) -> str:
    first, *more = words
    return " or ".join([first, *(word[:1].lower() + word[1:] for word in more)])


def drawn(found: tuple[Entry, ...], room: float, top: float) -> tuple[list[Shape], float]:
    """Return the key as shapes, in as many rows as a width needs, and where it ends."""
    shapes: list[Shape] = [Label(0, top + 3, "Key", _SIZE, anchor="start", colour="quiet", bold=True)]
    x, y = _HEAD, top
    for entry in found:
        sample = _SAMPLE if entry.kind in _LONG else 2 * _SMALL
        wide = sample + 5 + width(entry.words, _SIZE)
        if x > _HEAD and x + wide > room:
            x, y = _HEAD, y + ROW
        shapes += _sample(entry, x, y)
        shapes.append(Label(x + sample + 5, y + 2.4, entry.words, _SIZE, anchor="start", colour="quiet"))
        x += wide + _GAP
    return shapes, y + ROW / 2


def _sample(entry: Entry, x: float, y: float) -> Iterator[Shape]:
    middle = x + _SMALL
    if entry.kind == "symbol":
        yield Stroke(outline(entry.what, middle, y, _SMALL), fill="paper", width=0.9)
    elif entry.kind in {"double", "dead", "unknown"}:
        yield Stroke(
            outline(entry.what, middle, y, _SMALL), "quiet" if entry.kind == "unknown" else "ink", "paper", 0.9
        )
        if entry.kind == "double":
            yield Stroke(outline(entry.what, middle, y, _SMALL - 1.9), width=0.6)
        elif entry.kind == "dead":
            for turn in (1, -1):
                ends = ((middle - _SMALL, y - _SMALL * turn), (middle + _SMALL, y + _SMALL * turn))
                yield Stroke(line(ends), width=0.8)
        else:
            yield Label(middle, y + 2.4, "?", _SIZE, colour="quiet")
    elif entry.kind == "home":
        corners = ((x + 2, y - 5), (x + _SAMPLE, y - 5), (x + _SAMPLE, y + 5), (x + 2, y + 5))
        yield Stroke(f"{line(corners)}Z", "quiet", width=0.8, dash=HOME)
    elif entry.kind == "child":
        yield from wire_shapes(Wire("child", ((middle, y - 7), (middle, y + 7)), entry.what))
    else:
        points = ((x, y), (x + _SAMPLE, y))
        yield from wire_shapes(Wire(entry.kind, points, entry.what, entry.strokes, x + _SAMPLE / 2, entry.points))
