"""The options that commands share: one spelling and one line of help for each.

`def command(call: Call, about: About = None, on: On = None) -> None`.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final

from fsworkbook.cli.frame.spelling import Option

Family = Annotated[
    str | None,
    Option(
        "--family",
        metavar="NAME|PATH",
        help="The family; else the folder you stand in, else the current one.",
    ),
]
Caseload = Annotated[Path | None, Option("--caseload", metavar="DIR", help="The folder that holds your families.")]
As = Annotated[str | None, Option("--as", metavar="KEY", help="Who records this; else who setup says you are.")]
From = Annotated[
    str | None,
    Option("--from", metavar="FILE", help="Take the answers from a TOML file; - reads them in."),
]
NoInput = Annotated[bool, Option("--no-input", help="Never ask: name what is missing, and write nothing.")]
Json = Annotated[bool, Option("--json", help="Print it as JSON, for other programs.")]
At = Annotated[str | None, Option("--at", metavar="DATE", help="As it was known at the end of that day.")]
On = Annotated[str | None, Option("--on", metavar="DATE", help="The day it happened; else today.")]
Output = Annotated[
    Path | None,
    Option("--output", "-o", metavar="PATH", help="Where the paper goes; else where you stand."),
]
Parent = Annotated[str | None, Option("--parent", metavar="WHO", help="A parent, by key, name, or a word such as mum.")]
Child = Annotated[str | None, Option("--child", metavar="WHO", help="A child, by key or name.")]
Children = Annotated[
    list[str] | None,
    Option("--child", metavar="WHO", help="A child, by key or name; may be given again."),
]
About = Annotated[list[str] | None, Option("--about", metavar="WHO", help="Whom it is about; may be given again.")]
For = Annotated[
    str | None,
    Option("--for", metavar="WHO", help="The person whom the copy is for; decides what it holds."),
]
Reason = Annotated[str | None, Option("--reason", metavar="TEXT", help="Why, in a sentence.")]
Password = Annotated[bool, Option("--password", help="The PDF opens with a password, which is asked unseen.")]
PasswordFile = Annotated[
    Path | None,
    Option("--password-file", metavar="FILE", help="The PDF opens with the password on this file’s first line."),
]
LetPass = Annotated[
    list[str] | None,
    Option(
        "--let-pass", metavar="ID", help="Only the manager: let this record, or restriction, pass in this one copy."
    ),
]

FORMATS: Final[Mapping[str, tuple[str, Any]]] = {
    "pdf": (".pdf", Annotated[bool, Option("--pdf", help="As a paper in PDF, to print or to send.")]),
    "docx": (".docx", Annotated[bool, Option("--docx", help="As a paper in Word, to work on.")]),
    "html": (".html", Annotated[bool, Option("--html", help="As a paper in HTML, one file for a browser.")]),
    "md": (".md", Annotated[bool, Option("--md", help="As a paper in Markdown, plain text.")]),
}
"""The suffix of each format that a paper can be asked in, and its option: those of `report.formats.FORMATS`.

A command that makes papers is called with them (`calling.PAPERS`), and finds what was asked for in `Call.formats`.
"""
