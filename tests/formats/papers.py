"""A paper in which every block of the tree stands at least once: drawings, a cover, words from right to left."""

from fsworkbook.report.document import (
    Break,
    Cite,
    Code,
    Evidence,
    Facts,
    Gap,
    Heading,
    Link,
    Paragraph,
    Picture,
    Preformatted,
    Quote,
    Text,
    emphasis,
    inlines,
    para,
    strong,
    text,
)
from fsworkbook.report.drawing import Drawing, Label, Stroke
from tests.report.papers import report

DRAWING = Drawing(
    420,
    180,
    (
        Stroke("M0 0H420V180H0Z", "faint", "paper"),
        Stroke("M40 140L150 90L260 120L370 40", "ink", width=1.6),
        Stroke("M40 60L150 60L260 90L370 110", "quiet", width=1.2, dash=(4, 3)),
        Label(40, 160, "14 March", 9),
        Label(150, 160, "17 April", 9),
        Label(260, 160, "8 May", 9),
        Label(370, 160, "29 May", 9),
        Label(372, 36, "RED", 9, "end", "red", bold=True),
        Label(372, 106, "AMBER", 9, "end", "amber", italic=True),
        Label(44, 54, "GREEN <agreed> & kept", 9, "start", "green"),
    ),
)
ALTERNATIVE = "Agreed rating: amber on 14 March, amber on 17 April, red on 29 May.\nTom rated green, then amber."
RIGHT_TO_LEFT = "قال بيوتر: أريد أن أكون أباً أفضل لأطفالي."


def whole(**changes):
    """The report of `tests.report.papers`, and every block that it has not."""
    base = report(1)
    blocks = (
        *base.blocks,
        Heading(1, text("Everything else"), "else"),
        Picture(DRAWING, ALTERNATIVE, "Ratings over time"),
        para("Between two drawings."),
        Picture(DRAWING, "The same, turned.", "Ratings, on a wide page", landscape=True),
        Heading(4, text("A heading four levels down")),
        Paragraph(inlines(strong("Strong"), " and ", emphasis("stressed"), Break(), "and ", Code("k3v7q2m9xa"), ".")),
        Preformatted("lines   stay\n  as they are"),
        Quote((Paragraph(text(RIGHT_TO_LEFT)), Evidence((para("Within."),), text("Sam")))),
        Facts((("اسم", text(RIGHT_TO_LEFT)), ("Name", text("Rowan")))),
        Gap("what Ivy makes of it.", "gap-2"),
        Paragraph(
            inlines("See ", Link(text("the gap"), "gap-2"), ", and the sources ", Cite("1", "source-1"), " and ")
        ),
        Paragraph(inlines("again ", Cite("1", "source-1"), ", or nowhere ", Cite("9", "nowhere"), ".")),
        Evidence((para(strong("1."), " 1 March 2025 · Sam Okafor"),), text("Visit · printed in 9.1"), "source-1"),
        Evidence((Paragraph(text(RIGHT_TO_LEFT)),), inlines("2 March 2025 · ", Text("Piotr")), "source-2"),
    )
    cover = (("Status", text("Draft")), ("Version", text("3, of 30 May 2025")), ("For", inlines("Rowan ", Code("x<1"))))
    return report(1, **({"blocks": blocks, "cover": cover} | changes))


def without_pictures():
    """The same without its drawings, and without the contents: word for word alike in every format."""
    paper = whole()
    return paper._replace(blocks=tuple(b for b in paper.blocks if not isinstance(b, Picture)), contents=False)
