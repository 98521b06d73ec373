"""A paper as a copy for somebody: whose copy it is, and the one sentence that stands on every copy (F.40, F.43)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.report.banners import TEAM_ONLY, TRAINING
from fsworkbook.report.document import Note, para, text
from fsworkbook.report.signing import TO_SIGN

if TYPE_CHECKING:
    from fsworkbook.report.document import Document

_FOR: Final = "For"
CHECKING: Final = "For checking only"
"""What stands on a copy that nobody has let go yet."""


def as_copy(
    document: Document, recipient: str, sentence: str, *, training: str = "", checking: bool = False
) -> Document:
    """Return a paper as a copy; a stamp of its own, such as that it is for staff only, stays on every page (E.37).

    Args:
        document: the paper, made from what the recipient may have.
        recipient: whose copy it is, as it stands on every page.
        sentence: the sentence that stands on every copy, whatever was left out; "" for staff who have the whole.
        training: the banner of a made-up family, or "".
        checking: whether nobody has let it go yet, so that it is for the team to check.
    """
    whose = f"the {recipient[4:]}" if recipient.startswith("The ") else recipient
    stamped = [line for line in document.banners if line not in {TEAM_ONLY, TRAINING, TO_SIGN, training}]
    banners = (*stamped, f"Copy for {whose}", *([training] if training else []), *([CHECKING] if checking else []))
    note = (Note((para(sentence),)),) if sentence else ()
    cover = tuple(pair for pair in document.cover if pair[0] != _FOR)
    cover = (*cover, (_FOR, text(recipient))) if document.cover else ()
    return document._replace(banners=banners, blocks=(*note, *document.blocks), cover=cover)
