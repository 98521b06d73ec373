"""A drawing within a page of HTML: the drawing itself, in the page's own colours, and the same in words beneath it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.report.drawing import Label, svg
from fsworkbook.report.htmltext import direction, escaped, line

if TYPE_CHECKING:
    from fsworkbook.report.document import Picture
    from fsworkbook.report.drawing import Drawing

_SHORT: Final = 160
"""Characters of an alternative that is read out whole; of a longer one, its first line, for the rest is beneath."""


def picture(block: Picture) -> str:
    """Return a picture as a figure: caption, drawing, and what it shows in words."""
    lines = [line(each).strip() for each in block.alternative.splitlines() if line(each).strip()]
    caption = f"<p{direction(block.caption)}>{escaped(line(block.caption))}</p>\n" if block.caption else ""
    whole = " ".join(lines)
    name = whole if len(whole) <= _SHORT else lines[0]
    told = "\n".join(f"<p{direction(each)}>{escaped(each)}</p>" for each in lines)
    return (
        f'<figure class="picture">\n{caption}'
        f'<div class="sheet" role="group" tabindex="0" aria-label="Drawing">{_drawn(block.drawing, name)}</div>\n'
        f"<details><summary>The same in words</summary>\n{told}\n</details>\n</figure>"
    )


def _drawn(drawing: Drawing, name: str) -> str:
    """Return a drawing as SVG that stands in HTML, named for who cannot see it."""
    shapes = tuple(
        shape._replace(text=line(shape.text)) if isinstance(shape, Label) else shape for shape in drawing.shapes
    )
    made = svg(drawing._replace(shapes=shapes), classes=True)
    return made.replace(
        "<svg ", f'<svg class="s{round(drawing.width)}" role="img" aria-label="{escaped(name) or "Drawing"}" ', 1
    )
