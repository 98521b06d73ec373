"""What may be attached to a record: drawings, photographs, letters, and the consent that each needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.practice.page import ID, form, matching

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page


@form(id=matching(ID, "drawing"))
class AttachmentKind(NamedTuple):
    """A kind of attachment; `consent` is the matter that whose it is, and who is in it, must agree to. F.10."""

    id: str
    name: str
    source: str
    inventory: str = ""
    consent: str = ""
    note: str = ""


def attachments(page: Page) -> Mapping[str, AttachmentKind]:
    """Read `attachments.toml`."""
    return page.terms("attachment", AttachmentKind)
