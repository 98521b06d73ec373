"""What is told apart in the neutral names of papers, so that none takes the place of another of its day (F.49).

Whatever changes what stands in a paper stands in its name: by a number, a day, an id of the practice model or a word of
the command, never by a name of a person.
"""

from __future__ import annotations

from base64 import b32encode
from hashlib import sha256
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

if TYPE_CHECKING:
    from fsworkbook.workbook.chronology import Wanted
    from fsworkbook.workbook.disclosure.recipient import Recipient
    from fsworkbook.workbook.family import Family

_MARK: Final = 4


def hyphened(*parts: str) -> str:
    """Return what a paper is, of its parts; an empty part is left out."""
    return "-".join(part for part in parts if part)


def place(family: Family, child: str) -> int:
    """Return a child’s number: no name may stand in the name of a file (F.49)."""
    return [item.key for item in family.children].index(child) + 1


def chronology(family: Family, wanted: Wanted, *, genogram: bool) -> str:
    """Return which chronology it is: whose, from when until when, with what."""
    return hyphened(
        f"impact-chronology-{place(family, wanted.child)}" if wanted.child else "chronology",
        "" if wanted.milestones else "events",
        "all" if wanted.everything else "",
        f"from-{wanted.since}" if wanted.since else "",
        f"until-{wanted.until}" if wanted.until else "",
        "genogram" if genogram else "",
    )


def genogram(family: Family, centre: str, *, culture: bool) -> str:
    """Return which family tree it is: round whom, by their number, and whether with culture and language."""
    whose = f"{list(family.people).index(centre) + 1}" if centre else ""
    return hyphened("genogram", whose, "culture" if culture else "")


def short(assessment: str, version: str = "", *, large: bool) -> str:
    """Return which report in short it is: of which assessment and which version of its report, and in which print."""
    return hyphened(assessment, "short", f"v{version}" if version else "", "large" if large else "")


def letter(family: Family, child: str, *, large: bool) -> str:
    """Return which letter it is: to which child, and in which print."""
    return hyphened(f"letter-{place(family, child)}", "large" if large else "")


def reader(recipient: Recipient, reference: str) -> str:
    """Return for whom a copy is: a kind of reader by its id, a person by their initials and a mark of their own.

    It tells nothing that the copy itself does not: not how many others there are, nor who they are.
    """
    if recipient.key == recipient.reader.id:
        return recipient.key
    letters = [normalize("NFKD", word)[0] for word in recipient.name.replace("-", " ").split()]
    initials = "".join(letter for letter in letters if letter.isascii() and letter.isalpha()).upper()
    return hyphened(initials, mark(f"{reference} {recipient.key}"))


def mark(words: str) -> str:
    """Return a few letters that stand for words and do not tell them."""
    return b32encode(sha256(words.encode()).digest()).decode().lower()[:_MARK]
