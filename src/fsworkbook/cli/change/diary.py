"""`diary`: a page of a parent's diary, in their own words to the letter, shared only as far as they say (I.14)."""

# No `from __future__ import annotations`: these are read at run time.

from typing import Annotated

from fsworkbook.cli.frame.calling import Call, either
from fsworkbook.cli.frame.options import Child, On, Parent
from fsworkbook.cli.frame.spelling import Option

Words = Annotated[
    str | None, Option("--words-from", metavar="FILE", help="Take the words from a text file, to the letter.")
]
Picture = Annotated[str | None, Option("--picture", metavar="FILE", help="A picture of the page; it is copied.")]
Share = Annotated[str | None, Option("--share", metavar="ID|NAME", help="How far it goes: worker, team, report.")]
List = Annotated[bool, Option("--list", help="Show the pages, instead of recording one.")]


@either
def command(
    call: Call,
    parent: Parent = None,
    child: Child = None,
    on: On = None,
    words: Words = None,
    picture: Picture = None,
    share: Share = None,
    listing: List = False,
) -> None:
    """Keep a page of a parent’s diary: their own words, dated, about one child, and how far they may go."""
    if listing or call.json or call.at:
        from fsworkbook.cli.change.diarylines import show  # noqa: PLC0415 - not for recording

        show(call.sit(), call.until(), (parent, child), json=call.json)
        return
    from fsworkbook.cli.change.diarytalk import Brought, keep  # noqa: PLC0415 - not for --help

    told = {"parent": parent, "child": child, "on": call.day(on), "share": share}
    keep(call, told, Brought(words, picture))
