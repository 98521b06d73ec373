"""Kinds of court order and condition about a person."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fsworkbook.practice.page import matching

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.page import Page

WORDS = r"[a-z][a-z0-9' -]*"


@dataclass(frozen=True, slots=True)
class Order:
    """A kind of court order or condition about a person; `apart` says that it keeps people from meeting. L.22."""

    id: str = field(metadata=matching(WORDS, "restraining order"))
    name: str
    source: str
    inventory: str = ""
    apart: bool = True
    note: str = ""


def orders(page: Page) -> Mapping[str, Order]:
    """Read `orders.toml`."""
    return page.terms("order", Order)
