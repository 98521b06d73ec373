"""Kinds of court order and condition about a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.practice.page import form, matching

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page

WORDS = r"[a-z][a-z0-9' -]*"


@form(id=matching(WORDS, "restraining order"))
class Order(NamedTuple):
    """A kind of court order or condition about a person; `apart` says that it keeps people from meeting. L.22."""

    id: str
    name: str
    source: str
    inventory: str = ""
    apart: bool = True
    note: str = ""


def orders(page: Page) -> Mapping[str, Order]:
    """Read `orders.toml`."""
    return page.terms("order", Order)
