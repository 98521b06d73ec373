"""A paper that is kept as text comes back as it was, whatever is in it; and anything else is refused in a sentence."""

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fsworkbook.errors import BadInput
from fsworkbook.report import document as tree
from fsworkbook.report.compare import differences
from fsworkbook.report.document import Document
from fsworkbook.report.drawing import Drawing, Label, Stroke
from fsworkbook.report.frozen import packed, unpacked

words = st.text(max_size=12)
plain = st.builds(tree.Text, words) | st.builds(tree.Code, words) | st.builds(tree.Cite, words, words)
inline = st.recursive(
    plain | st.just(tree.Break()),
    lambda inner: st.one_of(
        *(st.builds(noun, st.lists(inner, max_size=2).map(tuple)) for noun in (tree.Emphasis, tree.Strong)),
        st.builds(tree.Link, st.lists(inner, max_size=2).map(tuple), words),
    ),
    max_leaves=4,
)
inlines = st.lists(inline, max_size=3).map(tuple)
drawing = st.builds(
    Drawing,
    st.floats(1, 500),
    st.floats(1, 500),
    st.lists(st.builds(Label, st.floats(0, 9), st.floats(0, 9), words) | st.builds(Stroke, words), max_size=2).map(
        tuple
    ),
)
leaf = st.one_of(
    st.builds(tree.Paragraph, inlines),
    st.builds(tree.Heading, st.integers(1, 4), inlines, words),
    st.builds(tree.Gap, words, words),
    st.builds(tree.Signature, words),
    st.builds(tree.Preformatted, words),
    st.builds(tree.Facts, st.lists(st.tuples(words, inlines), max_size=2).map(tuple)),
    st.builds(lambda rows: tree.Table(("a", "b"), rows), st.lists(st.tuples(inlines, inlines), max_size=2).map(tuple)),
    st.builds(tree.Picture, drawing, words, words, st.booleans()),
    st.sampled_from([tree.Rule(), tree.PageBreak()]),
)
block = st.recursive(
    leaf,
    lambda inner: st.one_of(
        st.builds(tree.Quote, st.lists(inner, max_size=2).map(tuple)),
        st.builds(tree.Evidence, st.lists(inner, max_size=2).map(tuple), inlines, words),
        st.builds(tree.Bullets, st.lists(st.lists(inner, max_size=2).map(tuple), max_size=2).map(tuple), st.booleans()),
    ),
    max_leaves=4,
)
papers = st.builds(
    Document,
    title=st.text(min_size=1, max_size=9),
    subtitle=words,
    blocks=st.lists(block, max_size=4).map(tuple),
    banners=st.lists(words, max_size=2).map(tuple),
    made=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    cover=st.lists(st.tuples(words, inlines), max_size=2).map(tuple),
    large=st.booleans(),
)


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine makes a paper's tree slowly
@given(papers)
def test_it_comes_back_as_it_was(paper):
    kept = packed(paper)
    assert unpacked(kept) == paper
    assert packed(unpacked(kept)) == kept
    assert differences(paper, unpacked(kept)) == ()


broken = st.one_of(
    st.binary(max_size=40),
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["is", "format", "paper", "blocks", "day", "title", "inlines"]), inner, max_size=4
            )
        ),
    ).map(lambda value: json.dumps(value).encode()),
)


@given(broken)
def test_anything_else_is_refused_in_a_sentence(data):
    with pytest.raises(BadInput, match=r"cannot be read|newer"):
        unpacked(data)


@pytest.mark.parametrize("noun", ["Path", "__class__", "date", "str", "Inlines", "replace"])
def test_it_names_nothing_but_nouns_of_the_tree(noun):
    data = json.dumps({"format": 1, "paper": {"is": noun}, "blocks": []}).encode()
    with pytest.raises(BadInput, match="cannot be read"):
        unpacked(data)


@given(papers)
def test_what_came_is_named_and_nothing_else(paper):
    longer = paper._replace(blocks=(*paper.blocks, tree.heading(1, "Last"), tree.para("zzz new")))
    (found,) = [item for item in differences(paper, longer) if "zzz new" in item.new]
    assert found.place.startswith("Last")
    assert all(not item.gone for item in differences(paper, longer))
