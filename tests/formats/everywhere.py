"""A paper with one text in every place of the tree that takes text."""

import datetime as dt

from fsworkbook.report import prose
from fsworkbook.report.document import (
    Break,
    Bullets,
    Cite,
    Code,
    Document,
    Emphasis,
    Evidence,
    Facts,
    Gap,
    Heading,
    Link,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    Preformatted,
    Quote,
    Rule,
    Signature,
    Strong,
    Table,
    Text,
    heading,
    para,
    text,
)
from fsworkbook.report.drawing import Drawing, Label, Stroke


def paper(*blocks, **changes):
    """A paper of some blocks."""
    return Document(**{"title": "A paper", "blocks": blocks, "made": dt.date(2025, 5, 30)} | changes)


def inlines_of(words):
    """A text as every inline, which lead somewhere and nowhere."""
    styled = (Text(words), Strong((Text(words), Emphasis((Text(words),)))), Code(words), Break(), Cite(words, "here"))
    return (*styled, Link((Text(words),), "here"), Link((Text(words),), "nowhere"), Cite(words, "nowhere"))


def blocks_of(words):
    """A text in every block, and as the name of anchors."""
    inline = inlines_of(words)
    inner = (para(words),)
    drawing = Drawing(200, 60, (Stroke("M0 0H200", "faint"), Label(100, 30, words, 9)))
    return (
        Heading(1, inline, "here"),
        Paragraph(inline),
        Heading(9, text(words), words),
        Bullets((inner, (*inner, Bullets((inner,), ordered=True, start=7)))),
        Table((words, words), ((inline, text(words)), (text(words),)), (1, 5), words),
        Quote(inner),
        Preformatted(words),
        Rule(),
        Gap(words, words),
        Note(inner, "warning"),
        Evidence((*inner, Quote(inner)), (Text(words), Link(text(words), "here")), words),
        Facts(((words, (Text(words), Code(words))),)),
        Signature(words),
        Picture(drawing, words, words),
        PageBreak(),
        *prose.blocks(words),
    )


def everywhere(words, **changes):
    """A paper with a text in every place of it."""
    about = {
        "title": words,
        "subtitle": words,
        "reference": words,
        "banners": (words,),
        "cover": ((words, text(words)),),
    }
    return paper(*blocks_of(words), **(about | changes))


def nested(depth):
    """Lists, quotes, notes, evidence, and inlines within inlines, `depth` deep; drawings and tables at the bottom."""
    inline = Text("within")
    for _ in range(depth):
        inline = Strong((Emphasis((inline,)),))
    drawing = Drawing(100, 40, (Label(50, 20, "drawn", 9),))
    bottom = (
        para("deep"),
        Table(("Head",), ((text("cell"),),)),
        Picture(drawing, "told", "captioned"),
        Heading(4, text("headed")),
        Paragraph((inline,)),
    )
    for level in range(depth):
        match level % 4:
            case 0:
                bottom = (Bullets((bottom, (para("beside"),)), ordered=level % 8 == 0),)
            case 1:
                bottom = (Quote(bottom),)
            case 2:
                bottom = (Note(bottom),)
            case 3:
                bottom = (Evidence(bottom, text("by Sam")),)
    return paper(heading(1, "Top"), *bottom)
