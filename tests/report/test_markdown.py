"""Markdown out and in again: the same text, and none of it turned into structure."""

import datetime as dt

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.report.papers import report
from tests.report.strategies import ANY

from fsworkbook.report import markdown
from fsworkbook.report.characters import clean
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
    Note,
    PageBreak,
    Paragraph,
    Preformatted,
    Quote,
    Rule,
    Signature,
    Strong,
    Table,
    Text,
    para,
    plain,
    text,
)

READER = MarkdownIt("gfm-like", {"linkify": False, "html": True}).disable("linkify")


def paper(*blocks, **changes):
    return Document(**{"title": "T", "blocks": blocks, "made": dt.date(2025, 5, 30)} | changes)


def body(*blocks):
    return markdown.render(paper(*blocks)).split("30 May 2025\n", 1)[1].lstrip("\n")


def tokens(source):
    """The block and inline tokens of a Markdown source, as (type, text)."""
    for token in READER.parse(source):
        if token.type == "inline":
            yield from ((child.type, child.content) for child in token.children)
        else:
            yield token.type, token.content


def seen(source):
    """The text that a reader of Markdown shows, without space."""
    return squeezed("".join("\n" if kind == "hardbreak" else words for kind, words in tokens(source)))


def squeezed(words):
    return "".join(words.split())


def shown(words):
    return squeezed(clean(words).replace("\x00", ""))


KINDS = {"paragraph_open", "paragraph_close", "text", "text_special", "softbreak", "hardbreak"}


@given(ANY)
@settings(max_examples=400, deadline=None)
@example("# a\n---\n| b |\n| - |")
@example("1. a")
@example("[x]: http://y.example")
@example("&copy; <b>x</b> <!-- y --> `z` ~~u~~ \\")
@example("1986. A great year")
@example(":--")
def test_typed_text_comes_back_as_the_same_text_and_is_no_structure(words):
    made = body(Paragraph(text(words)))
    assert seen(made) == shown(words)
    assert {kind for kind, _ in tokens(made)} <= KINDS


INLINES = st.recursive(
    ANY.map(Text) | ANY.map(Code) | ANY.map(lambda words: Cite(f"4{words}", "")) | st.just(Break()),
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple).map(Strong) | st.lists(inner, max_size=3).map(tuple).map(Emphasis)
    ),
    max_leaves=5,
)


@given(st.lists(INLINES, max_size=5).map(tuple))
@settings(max_examples=250, deadline=None)
def test_no_mark_strays_into_the_text(content):
    made = body(Paragraph(content))
    assert seen(made) == shown(plain(content))
    assert not {kind for kind, _ in tokens(made)} & {"link_open", "image", "html_inline", "s_open", "heading_open"}


@given(ANY)
@settings(max_examples=200, deadline=None)
def test_text_is_safe_in_every_block(words):
    inner = Paragraph(text(words))
    item = (inner,)
    made = body(Quote(item), Bullets((item,)), Bullets((item,), ordered=True), Evidence(item, text("c")), Note(item))
    assert seen(made) == shown(words) * 4 + "—c" + shown(words)
    kinds = [kind for kind, _ in tokens(made)]
    assert kinds.count("bullet_list_open") == 1
    assert kinds.count("ordered_list_open") == 1
    assert not set(kinds) & {"hr", "heading_open", "table_open", "fence", "html_block"}


@given(ANY)
@settings(max_examples=200, deadline=None)
def test_a_heading_stays_one_line(words):
    made = body(Heading(1, text(words)))
    assert seen(made) == shown(words)
    assert made.count("\n") <= 1


@given(st.lists(st.lists(ANY, min_size=2, max_size=2), max_size=4))
@settings(max_examples=200, deadline=None)
def test_a_table_keeps_its_shape_and_its_text(rows):
    made = body(Table(("One", "Two"), tuple(tuple(text(cell) for cell in row) for row in rows)))
    kinds = [kind for kind, _ in tokens(made)]
    assert kinds.count("tr_open") == len(rows) + 1
    assert kinds.count("td_open") == 2 * len(rows)
    assert seen(made) == "OneTwo" + shown("".join("".join(row) for row in rows))


@given(ANY)
@settings(max_examples=100, deadline=None)
def test_preformatted_text_stays_in_its_fence(words):
    fences = [content for kind, content in tokens(body(Preformatted(words))) if kind == "fence"]
    assert [squeezed(content) for content in fences] == [shown(words)]


def test_lists_side_by_side_stay_apart():
    one = Bullets(((para("a"),),))
    year = Bullets(((para("b"),),), ordered=True, start=2019)
    kinds = [kind for kind, _ in tokens(body(one, one, one, year, year, Rule(), one, Facts((("k", text("v")),))))]
    assert kinds.count("bullet_list_open") == 5
    assert kinds.count("ordered_list_open") == 2


def test_a_number_in_bold_begins_no_list_and_is_not_escaped():
    assert body(Paragraph((Strong((Text("1."),)), Text(" 26 February")))).strip() == "**1.** 26 February"
    assert body(Paragraph((Strong((Text("1. "),)), Text("26 February")))).startswith("**1.** 26")
    assert body(Paragraph((Text("1. 26 February"),))).strip() == "1\\. 26 February"


def test_every_block_has_its_form():
    rows = ((Text("x"), Break(), Code("y|z")),), ()
    made = body(
        Gap("what helps"),
        Signature("Priya"),
        PageBreak(),
        Facts((("Jonah", text("nine")),)),
        Note((para("look"),), "warning"),
        Evidence((para("seen"),), text("Sam, entry 4")),
        Table(("A",), rows, caption="C"),
    )
    assert made.split("\n\n") == [
        "**To be written:** what helps",
        "Signed (Priya): ..............................  Date: ...............",
        "- **Jonah:** nine",
        "> **Important**\n>\n> look",
        "> seen\n>\n> — Sam, entry 4",
        "**C**",
        "| A |\n| --- |\n| x / y\\|z |\n|  |\n",
    ]


def test_banners_stand_first_and_the_end_is_a_newline():
    made = markdown.render(paper(para("x"), banners=("For the team only",), draft=True, reference="FS-1", subtitle="S"))
    assert made == "**For the team only · Draft**\n\n# T\n\nS\n\nFS-1 · 30 May 2025\n\nx\n"


@pytest.mark.parametrize("hidden", ["\u202e", "\x1b[31m", "\x00", "\u2066", "\U000e0041"])
def test_control_characters_are_left_out(hidden):
    made = markdown.render(paper(para(f"a{hidden}b"), title=f"T{hidden}"))
    assert not set(made) & {"\u202e", "\x1b", "\x00", "\u2066", "\U000e0041"}


def test_a_whole_report_reads_as_plain_text():
    made = markdown.render(report(2))
    assert "\\" not in made
    assert "## 1. Why are we involved" in made
    assert "1. Home visit, 1 March 2025, Sam Okafor. *Recorded the same day.*" in made
