"""Fonts beside those that come with the program, for the characters that none of those has.

They lie in a folder that the settings name (`fonts`), or in the package that the extra `chinese` installs. They are
looked at only where a paper has such a character, so that no other paper waits for them, and a paper takes those that
it needs and no more: the same paper and the same fonts give the same bytes.
"""

from __future__ import annotations

import functools
import unicodedata
from importlib.util import find_spec
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.practice.locating import templates_root
from fsworkbook.report.characters import Glyphs
from fsworkbook.report.fontfile import SUFFIXES, Face
from fsworkbook.report.fontfile import faces as faces_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

EXTRA: Final = "manimgx_fonts_cjk"
"""The package of the extra `chinese`: Noto Sans CJK, with Chinese, Japanese and Korean."""
_SHARED: Final = ("CJK ", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "FULLWIDTH", "IDEOGRAPHIC")
"""How Unicode calls the characters that the extra has."""

_LETTERS: Final = {"JP": ("HIRAGANA", "KATAKANA"), "KR": ("HANGUL",)}
"""Letters that one place alone writes with."""
_FEW: Final = 4
"""Of which share of what is missing such letters are at least, where it is written there; a name alone is none."""

_own: Path | None = None


class Chosen(NamedTuple):
    """Which fonts a paper needs beside those of the program.

    Attributes:
        faces: each once, the one to be asked first at the head.
        shown: the characters that they show.
    """

    faces: tuple[Face, ...] = ()
    shown: frozenset[str] = frozenset()


def look_in(folder: Path | None) -> None:
    """Take fonts from a folder from now on, as the settings say; None takes them from nowhere.

    It is kept here and not handed in: which fonts there are belongs to the machine, as those of the program do, and no
    paper chooses them. Handed in, it would go through every format, and through whatever measures a page or freezes it.
    """
    global _own  # noqa: PLW0603 - said once, as the program begins: which fonts this machine has
    _own = folder


def own_families() -> tuple[str, ...]:
    """Return what the fonts in the folder of the settings are called, for formats whose reader brings the fonts."""
    return tuple(dict.fromkeys(face.family for face in _in_folder(_own))) if _own else ()


def stretches(words: str) -> tuple[tuple[str, str], ...]:
    """Return a text in stretches, each with the family of the folder that shows it; "" where the usual fonts do."""
    if _own is None or words.isascii():
        return ((words, ""),)
    found = [(character, _own_family(character)) for character in words]
    return tuple(
        ("".join(character for character, _ in group), family) for family, group in groupby(found, key=itemgetter(1))
    )


def _own_family(character: str) -> str:
    """Return the family of the folder that shows a character which no font of the program does, or ""."""
    if not _own or not _shipped().missing(character):
        return ""
    return next((face.family for face in _in_folder(_own) if face.shows(character)), "")


@functools.cache
def _shipped() -> Glyphs:
    return Glyphs((templates_root() / "report" / "fonts" / "coverage.txt").read_text(encoding="utf-8"))


def choose(missing: Collection[str]) -> Chosen:
    """Return the fewest fonts, in order, that show as many of some characters as any do."""
    left = set(missing)
    if not left:  # looking through a folder of fonts takes longer than most papers
        return Chosen()
    taken: list[Face] = []
    for face in sorted(_known(), key=_ranked(missing)):
        found = {character for character in left if face.shows(character)}
        if found:
            taken.append(face)
            left -= found
    return Chosen(tuple(taken), frozenset(missing) - left)


def advice(missing: Iterable[str]) -> str:
    """Return what to ask for, in a sentence, where no font shows some characters."""
    if all(unicodedata.name(character, "").startswith(_SHARED) for character in missing) and not _package():
        return 'For Chinese, Japanese and Korean, ask IT to run: pip install "fsworkbook[chinese]".'
    return "Ask IT for a font that has them, and name its folder: fsworkbook setup --fonts FOLDER."


def _known() -> list[Face]:
    """Return every face that there is, those of the council's own folder first."""
    folders = [folder for folder in (_own, _package()) if folder is not None]
    return [face for folder in folders for face in _in_folder(folder)]


def _package() -> Path | None:
    found = find_spec(EXTRA)
    places = found.submodule_search_locations if found else None
    return Path(next(iter(places))) if places else None


@functools.cache
def _in_folder(folder: Path) -> tuple[Face, ...]:
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix.casefold() in SUFFIXES)
    except OSError:
        return ()
    return tuple(face for path in files for face in faces_of(path))


def _ranked(missing: Collection[str]) -> functools.partial[int]:
    """Return what sorts faces for the way in which these characters are written: as in China, or as in Hong Kong.

    The same character has another shape there, and a font for each is called by its place (Noto Sans CJK HK).
    """
    return functools.partial(_rank, _places(missing))


def _rank(places: tuple[str, ...], face: Face) -> int:
    own = 0 if _own is not None and face.path.parent == _own else len(places) + 1
    last = face.family.rpartition(" ")[2]
    return own + (places.index(last) if last in places else len(places))


def _places(missing: Collection[str]) -> tuple[str, ...]:
    """Return the places whose way of writing fits characters best, the best first.

    Traditional characters are taken as they are written in Hong Kong: so most of those families in Britain write.
    """
    names = [unicodedata.name(character, "") for character in missing]
    for place, letters in _LETTERS.items():
        if sum(name.startswith(letters) for name in names) * _FEW >= len(names):
            return (place, "SC")
    simplified, traditional = (
        sum(_writes(character, one) and not _writes(character, other) for character in missing)
        for one, other in (("gb2312", "big5hkscs"), ("big5hkscs", "gb2312"))
    )
    return ("HK", "TC", "SC") if traditional > simplified else ("SC", "TC", "HK")


def _writes(character: str, table: str) -> bool:
    """Tell whether a table of the characters of one country has a character."""
    try:
        character.encode(table)
    except UnicodeEncodeError:
        return False
    return True
