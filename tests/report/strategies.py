"""Hypothesis strategies: what people type, and what they might type to break a paper."""

from hypothesis import strategies as st

STARTS = [
    "#",
    "## ",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "2019. ",
    "3) ",
    "> ",
    "```",
    "~~~",
    "---",
    "===",
    "***",
    "    ",
    "\t",
    ":",
]
MARKS = [
    "**",
    "*",
    "_",
    "__",
    "`",
    "``",
    "~~",
    "[",
    "]",
    "](",
    "(",
    ")",
    "![",
    "|",
    "| --- |",
    "!",
    "=",
    "-",
    "$",
    "\\",
]
FOREIGN = ["<b>", "</b>", "<!-- ", "-->", "<http://a.example>", "&amp;", "&#35;", "[a]: http://b.example", '"', "'"]
SPACES = ["    ", "\t", "\n", "\n\n", "  \n", " "]
LETTERS = ["é", "ł", "😀", "漢", "ع", "\u202e", "\x00", "\x1b", "\u200b"]
WORDS = ["Kerry", "said", "3", "x", "it's", "Tyler", "a_b", "12.5", "no", "mum"]

PIECES = st.sampled_from(STARTS + MARKS + FOREIGN + SPACES + LETTERS) | st.sampled_from(WORDS) | st.just(" ")
TYPED = st.lists(PIECES | st.text(max_size=4), max_size=30).map("".join)
ANY = TYPED | st.text(max_size=80)
