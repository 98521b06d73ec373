"""What stays together on the pages of a PDF: a closing line with what it closes, a turned drawing with its heading."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Node: TypeAlias = dict[str, Any]

_LEAD: Final = 3
"""Nodes before a drawing that go to its page: a heading, and two short paragraphs under it."""
_LINES: Final = 250
"""Characters of a paragraph that leads what follows: three lines at most."""
_SHORT: Final = 900
"""Characters of a paragraph that may go to the next page for the sake of the line below it: some eleven lines."""


def together(nodes: Iterable[Node]) -> list[Node]:
    """Return the nodes of a paper, with those marked or gathered that no end of a page may part.

    A paragraph before one that begins with stressed words ("Priya Nandakumar, 29 May 2025; rests on …") holds on to it:
    such a line at the head of a page would belong to nothing. A long one does not, since typst moves the whole of what
    holds on. A short one before a table or a list holds on to it, and so does a label, which is bold as a whole, and
    a line under a heading that says who wrote what follows. The heading of a drawing that is given a turned page goes
    to that page, where it would else be left behind on a page of its own.
    """
    found: list[Node] = []
    for node in nodes:
        if node["k"] == "picture" and node["turned"]:
            begin = _led_from(found)
            found[begin:] = [{"k": "turned", "c": [*found[begin:], node]}]
        else:
            found.append(node)
    for place, (before, node) in reversed(list(enumerate(pairwise(found)))):
        headed = place > 0 and found[place - 1]["k"] == "h"
        closed = _closes(node) and _length(before) <= _SHORT
        if before["k"] == "p" and (closed or _leads(before, node, headed=headed)):
            before["sticky"] = True
            before["headed"] = headed
    return found


def _led_from(before: list[Node]) -> int:
    """Return where the heading of what comes next begins; the end, where it has none."""
    for count in range(1, min(_LEAD, len(before)) + 1):
        if before[-count]["k"] == "h":
            return len(before) - count
        if before[-count]["k"] != "p" or _length(before[-count]) > _LINES:
            break
    return len(before)


def _closes(node: Node) -> bool:
    """Tell whether a node is a line that says something of the paragraph before it."""
    content = node.get("c") or [""]
    return bool(node["k"] == "p" and isinstance(content[0], dict) and content[0]["k"] == "emph")


def _leads(node: Node, after: Node, *, headed: bool) -> bool:
    """Tell whether a paragraph says what the next node is: a label; under a heading, who wrote it; before a table."""
    kinds = {"strong", "emph"} if headed else {"strong"}
    stressed = all(isinstance(part, dict) and part["k"] in kinds for part in node["c"])
    lined = after["k"] in {"table", "list"} or (headed and after.get("sticky", False))
    return _length(node) <= _LINES and after["k"] != "h" and (stressed or lined)


def _length(node: Node | str) -> int:
    """Return how many characters a node prints."""
    if isinstance(node, str):
        return len(node)
    return len(node.get("t", "")) + sum(map(_length, node.get("c", ())))
