"""What was found in a text: which lint, how strongly, where, why, and what to write instead."""

from __future__ import annotations

from typing import NamedTuple


class Finding(NamedTuple):
    """One thing to look at again.

    Attributes:
        lint: the id of the lint: `K.L02`.
        item: the id of the phrase that was found, or "": `K.J61`.
        strength: stop, warn or hint.
        start: where it stands in its text, in characters; where it is about the whole of it, 0.
        end: where the one after it stands; the same as `start` where it is about the whole text.
        words: the words that were found; "" where it is about the whole text.
        why: why it matters, in a sentence.
        instead: what to write or do instead, or "".
        part: the section or key that the text is; "" for a text by itself.
        also: ids of other lints that it is a case of: an acronym on a list is jargon, and unexplained.
    """

    lint: str
    item: str
    strength: str
    start: int
    end: int
    words: str
    why: str
    instead: str = ""
    part: str = ""
    also: tuple[str, ...] = ()

    @property
    def ident(self) -> str:
        """The id by which people name it: the phrase's own, else the lint's."""
        return self.item or self.lint
