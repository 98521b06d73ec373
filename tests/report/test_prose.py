"""What a person typed comes out whole: every word, in order, whatever else it looked like."""

import re

import pytest
from hypothesis import given, settings
from tests.report.strategies import ANY

from fsworkbook.report import prose
from fsworkbook.report.document import (
    Break,
    Bullets,
    Code,
    Emphasis,
    Heading,
    Paragraph,
    Preformatted,
    Quote,
    Rule,
    Strong,
    Text,
    inlines,
    plain,
    text,
)

SEPARATORS = re.compile(r"[\s\\`*_#+\-.()\[\]<>!~=\"']+")


def para(*parts):
    return Paragraph(inlines(*parts))


def said(blocks):
    """The text of blocks with their list numbers, told independently of the module."""
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield plain(block.inlines)
            case Preformatted(words):
                yield words
            case Quote(inner):
                yield from said(inner)
            case Bullets(items, ordered, start):
                for number, item in enumerate(items, start):
                    yield str(number) if ordered else ""
                    yield from said(item)


def words_of(source):
    return [word for word in SEPARATORS.split(source.replace("\0", "\ufffd")) if word]


@given(ANY)
@settings(max_examples=500, deadline=None)
def test_every_word_comes_out_in_order(source):
    assert words_of("\n".join(said(prose.blocks(source)))) == words_of(source)


@given(ANY)
@settings(max_examples=200, deadline=None)
def test_verbatim_text_keeps_every_character_but_space(source):
    assert "".join("\n".join(said(prose.verbatim(source))).split()) == "".join(source.split())


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Kerry said **no**.", (para("Kerry said ", Strong(text("no")), "."),)),
        ("one\ntwo  \nthree", (para("one", Break(), "two", Break(), "three"),)),
        ("one\n\n\n two", (para("one"), para("two"))),
        ("A line\n---\nover dashes", (para("A line"), Rule(), para("over dashes"))),
        ("A line\n===", (para("A line", Break(), "==="),)),
        ("# Big\n\n###### Small", (Heading(3, text("Big")), Heading(4, text("Small")))),
        ("#hashtag", (para("#hashtag"),)),
        ("<script>alert(1)</script> &lt;", (para("<script>alert(1)</script> &lt;"),)),
        ("![Tyler's drawing](drawing.png)", (para("Tyler's drawing", " (drawing.png)"),)),
        ("[the plan](http://a.example/é 'old')", (para("the plan", ' (http://a.example/é "old")'),)),
        ("    indented by habit", (para("indented by habit"),)),
        ("see `FS-1`\n\n> *hm*", (para("see ", Code("FS-1")), Quote((para(Emphasis(text("hm"))),)))),
        ("[a]: http://b.example", (para("[a]: http://b.example"),)),
        ("5*3*2 = 30", (para("5*3*2 = 30"),)),
        ("#", (para("#"),)),
        ("```\nx  y\n```", (Preformatted("x  y"),)),
        ("", ()),
        (" \n\t\n", ()),
    ],
)
def test_markdown_is_read_as_a_note_writer_means_it(source, expected):
    assert prose.blocks(source) == expected


def test_years_are_not_renumbered():
    first, second = prose.blocks("2019. She moved.\n2021. He left.")
    assert (first.start, second.start) == (2019, 2021)


def test_a_list_goes_on_from_the_number_that_was_typed():
    (made,) = prose.blocks("4. a\n5. b")
    assert (made.ordered, made.start, len(made.items)) == (True, 4, 2)


@pytest.mark.parametrize("mark", ["> ", "- ", "1. "])
@pytest.mark.parametrize("depth", [7, 12, 40, 400])
def test_deep_nesting_is_clamped_and_nothing_is_dropped(mark, depth):
    made = prose.blocks(mark * depth + "deep")
    assert "deep" in "".join(said(made))
    assert depth_of(made) <= prose.MAX_NESTING


def depth_of(blocks):
    inner = [item for block in blocks if isinstance(block, Bullets) for item in block.items]
    inner += [block.blocks for block in blocks if isinstance(block, Quote)]
    return max((1 + depth_of(each) for each in inner), default=0)


def test_one_unreadable_stretch_costs_only_its_own_markup():
    made = prose.blocks("a **b**\n\n5*3*2\n\n- c")
    assert [type(block).__name__ for block in made] == ["Paragraph", "Paragraph", "Bullets"]
    assert made[0] == para("a ", Strong(text("b")))


@pytest.mark.parametrize(
    "source", ["[" * 100_000, "*a " * 30_000, ">" * 100_000, "[a](" * 25_000, "x" * 100_000, "`a " * 30_000]
)
def test_a_hostile_length_is_read_whole(source):
    assert words_of("\n".join(said(prose.blocks(source)))) == words_of(source)


def test_typed_text_is_a_text_in_the_tree():
    assert prose.blocks("plain words") == (Paragraph((Text("plain words"),)),)
