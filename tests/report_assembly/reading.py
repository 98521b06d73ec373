"""Reading an assembled paper back: its headings, its gaps, its citations and where each block stands."""

from fsworkbook.report.document import Bullets, Cite, Evidence, Gap, Heading, Link, Note, Quote, plain, words


def blocks(found):
    """Every block, the ones inside others too, in reading order."""
    for block in found:
        yield block
        match block:
            case Bullets(items):
                for item in items:
                    yield from blocks(item)
            case Quote(inner) | Note(inner, _) | Evidence(inner, _, _):
                yield from blocks(inner)


def headings(made, level=None):
    return [
        plain(one.inlines)
        for one in blocks(made.document.blocks)
        if isinstance(one, Heading) and level in {None, one.level}
    ]


def gaps(made):
    return [block.text for block in blocks(made.document.blocks) if isinstance(block, Gap)]


def text(made):
    return "\n".join(words(made.document))


def under(made, heading, level):
    """The words between a heading and the next of its level or above."""
    taken, here = [], False
    for block in made.document.blocks:
        if isinstance(block, Heading) and block.level <= level:
            here = plain(block.inlines) == heading or (here and block.level > level)
        if here:
            taken.append(block)
    return "\n".join(words(type(made.document)(title="x", blocks=tuple(taken), made=made.document.made)))


def anchors(made):
    return [
        block.anchor
        for block in blocks(made.document.blocks)
        if isinstance(block, Heading | Gap | Evidence) and block.anchor
    ]


def targets(value):
    """Every target of a citation or link, wherever it stands."""
    if isinstance(value, Cite | Link):
        yield value.target
    if isinstance(value, tuple):
        for item in value:
            yield from targets(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from targets(getattr(value, name))
