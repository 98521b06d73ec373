"""Words as somebody might write, type, print or hide them: what every search has to see through."""

import re
import unicodedata
from itertools import pairwise

from hypothesis import strategies as st

LOOKALIKE = str.maketrans("aceopxyABEHKMOPTX", "асеорхуАВЕНКМОРТХ")
WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e\u202c\u2066\u2069\ufe0f\u034f\u180e"
HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\ufe63\uff0d"


def between(words, chosen):
    """Return words with something between some of their letters."""
    made = words[0]
    for before, after in pairwise(words):
        made += (chosen() if before.isalnum() and after.isalnum() else "") + after
    return made


@st.composite
def disguised(draw, words, *, accents=True):
    """Return words as somebody might write, type, print or hide them."""

    def sometimes(signs):
        return lambda: draw(st.sampled_from([*[""] * 3, *signs]))

    def cased(text):
        return "".join(draw(st.sampled_from([c.upper(), c.lower()])) if c.isascii() else c for c in text)

    def accented(text):
        marks = sometimes("\u0301\u0308\u0327\u0303")
        return "".join(c + (marks() if c.isascii() and c.isalpha() else "") for c in text)

    def respaced(text):
        gap = draw(
            st.sampled_from([" ", "  ", "\n", "\r\n", "\t", "\u00a0", "\u2009", "-", " - ", "/", ", ", "_", " **"])
        )
        return text.replace(" ", gap)

    def stressed(text):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        mark = draw(st.sampled_from(["*", "**", "_", "__", "`", "~~", "\\", "|"]))
        return f"{text[:start]}{mark}{text[start:end]}{mark}{text[end:]}"

    def quoted(text):
        return re.sub("[’']", draw(st.sampled_from(["", "'", "’", "ʼ", "`", "′", "\u2018", "&"])), text)

    def broken(text):
        places = [n for n in range(1, len(text)) if text[n - 1].isalpha() and text[n].isalpha()]
        if not places:
            return text
        at = draw(st.sampled_from(places))
        return (
            text[:at]
            + draw(st.sampled_from(HYPHENS + "\x02\ufffe"))
            + draw(st.sampled_from(["\n", "\r\n", " \n  "]))
            + text[at:]
        )

    first = [cased, respaced, quoted, lambda text: text]
    last = [
        lambda text: text.translate(LOOKALIKE),
        lambda text: text.translate(WIDE),
        accented,
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: between(text, sometimes(UNSEEN)),
        lambda text: between(text, sometimes(HYPHENS)),
        lambda text: between(text, lambda: " "),
        stressed,
        broken,
        lambda text: text.replace("fi", "ﬁ").replace("fl", "ﬂ").replace("ff", "ﬀ"),
        lambda text: text,
    ]
    if not accents:
        last.remove(accented)
    made = draw(st.sampled_from(last))(draw(st.sampled_from(first))(words))
    return draw(st.sampled_from([made, "".join(between(made, sometimes(UNSEEN)))]))
