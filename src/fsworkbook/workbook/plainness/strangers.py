"""Names in a text that nobody on file has (K.L12)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.workbook.plainness.passage import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fsworkbook.workbook.plainness.onfile import OnFile
    from fsworkbook.workbook.plainness.passage import Passage, Word

_LEAST: Final = 2
_OPENS: Final = ":([“‘\"'/*#_>|–—\n.!?…"
"""Behind these a word may have a capital without being a name."""
_NEAR: Final = 12


def strangers(passage: Passage, onfile: OnFile) -> Iterator[tuple[int, int]]:
    """Yield names that stand in a text and are on no file: start and end, in characters; each name once."""
    words = passage.words
    seen: set[str] = set()
    done = 0
    for at, word in enumerate(words):
        if at < done or not _is_name(word, passage, onfile):
            continue
        first, done = at, at + 1
        while done < len(words) and words[done].joined and _is_capital(words[done]):
            done += 1
        while first and words[first].joined and _is_capital(words[first - 1]) and not words[first - 1].first:
            first -= 1
        name = passage.text[words[first].start : words[done - 1].end]
        if name not in seen:
            seen.add(name)
            yield words[first].start, words[done - 1].end


def _is_capital(word: Word) -> bool:
    return word.exact[:1].isupper()


def _is_name(word: Word, passage: Passage, onfile: OnFile) -> bool:
    bare = word.exact.removesuffix("'s")
    if (
        word.belongs != NOBODY
        or word.first
        or len(bare) < _LEAST
        or not bare[:1].isupper()
        or bare.isupper()
        or bare[1:2].isupper()
    ):
        return False
    if bare in onfile.known or bare.removesuffix("s") in onfile.known or any(map(str.isdigit, bare)):
        return False
    before = passage.own[max(0, word.start - _NEAR) : word.start].rstrip(" \t")[-1:]
    return bool(before) and before not in _OPENS
