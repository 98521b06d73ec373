"""The options that commands share: one spelling and one line of help for each.

`def command(context: typer.Context, family: Family = None, no_input: NoInput = False) -> None`.
"""

# No `from __future__ import annotations`: typer reads these at run time.

from pathlib import Path
from typing import Annotated

import typer

Family = Annotated[
    str | None,
    typer.Option(
        "--family",
        metavar="NAME|PATH",
        help="The family; else the folder you stand in, else the current one.",
    ),
]
Caseload = Annotated[
    Path | None, typer.Option("--caseload", metavar="DIR", help="The folder that holds your families.")
]
As = Annotated[str | None, typer.Option("--as", metavar="KEY", help="Who records this; else who setup says you are.")]
From = Annotated[
    str | None,
    typer.Option("--from", metavar="FILE", help="Take the answers from a TOML file; - reads them in."),
]
NoInput = Annotated[bool, typer.Option("--no-input", help="Never ask: name what is missing, and write nothing.")]
Json = Annotated[bool, typer.Option("--json", help="Print it as JSON, for other programs.")]
At = Annotated[str | None, typer.Option("--at", metavar="DATE", help="As it was known at the end of that day.")]
On = Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day it happened; else today.")]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="PATH", help="Where the paper goes; else where you stand."),
]
Parent = Annotated[
    str | None, typer.Option("--parent", metavar="WHO", help="A parent, by key, name, or a word such as mum.")
]
Child = Annotated[str | None, typer.Option("--child", metavar="WHO", help="A child, by key or name.")]
Children = Annotated[
    list[str] | None,
    typer.Option("--child", metavar="WHO", help="A child, by key or name; may be given again."),
]
About = Annotated[
    list[str] | None, typer.Option("--about", metavar="WHO", help="Whom it is about; may be given again.")
]
For = Annotated[
    str | None,
    typer.Option("--for", metavar="WHO", help="The person whom the copy is for; decides what it holds."),
]
Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why, in a sentence.")]
