"""What a question can be answered with besides an answer: to go back, to hear more, to write elsewhere.

Light to import, as the prompts themselves are not.
"""

from __future__ import annotations

from dataclasses import dataclass


class Back(Exception):  # noqa: N818 - a way to go, no failure
    """Somebody wants the question before."""


class More(Exception):  # noqa: N818 - likewise
    """Somebody wants to know more about the question.

    Attributes:
        picked: what is chosen so far, where several can be.
        pointed: the choice that the list pointed at, "" where there is none: the list begins there again.
    """

    picked: tuple[str, ...] | None = None
    pointed: str = ""


class Aside(More):
    """Somebody wants to see what is worth asking beside the question."""


class Editor(Exception):  # noqa: N818 - likewise
    """Somebody wants to write in their own editor; `text` is what stands there already."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a list: what it stands for, how it reads, and a remark that shows while it is pointed at."""

    value: str
    title: str
    note: str = ""
