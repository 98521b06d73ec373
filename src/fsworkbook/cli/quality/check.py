"""`check`: the words of what was recorded, of a report, or of a file beside an open editor (K2)."""

# No `from __future__ import annotations`: these are read at run time.

from typing import TYPE_CHECKING, Annotated

from fsworkbook.cli.frame.calling import Call, either
from fsworkbook.cli.frame.options import For, Reason
from fsworkbook.cli.frame.spelling import Argument, Option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Table, Talk
    from fsworkbook.cli.talk.conversation import Step

What = Annotated[
    str | None,
    Argument(metavar="ID|FILE", help="A record, by its id or last letters; or a text file; - reads one in."),
]
All = Annotated[bool, Option("--all", help="Everything that you may read, and not only what you wrote lately.")]
Report = Annotated[
    str | None, Option("--report", metavar="PA|WHO", help="What is written of a parent’s report, as one paper.")
]
Hints = Annotated[bool, Option("--hints", help="Hints as well, where several records are shown.")]
Plain = Annotated[bool, Option("--plain", help="A line for each: file:line:column: strength: words [id], for editors.")]
Watch = Annotated[bool, Option("--watch", help="Look at the file again whenever it is saved, until Ctrl+C.")]
Accept = Annotated[
    str | None, Option("--accept", metavar="ID", help="What was found, such as K.J61, stays in this record.")
]
Only = Annotated[str | None, Option("--words", metavar="TEXT", help="With --accept: these words alone.")]


@either
def command(
    call: Call,
    what: What = None,
    everything: All = False,
    report: Report = None,
    hints: Hints = False,
    plain: Plain = False,
    watch: Watch = False,
    whom: For = None,
    accept: Accept = None,
    words: Only = None,
    reason: Reason = None,
) -> int:
    """See what could be plainer, kinder or more exact in your words; bare: in what you wrote lately."""
    if accept or call.source is not None:
        _accept(call, what, accept, words, reason)
        return 0
    from fsworkbook.cli.quality.looking import Asked, look  # noqa: PLC0415 - not for --help

    return look(call, Asked(what, everything, report, hints, plain, watch, whom))


def _accept(call: Call, record: str | None, ident: str | None, words: str | None, reason: str | None) -> None:
    from fsworkbook.cli.frame.finding import meant  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.frame.taking import take  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.forms.acceptance import KIND  # noqa: PLC0415 - likewise

    of = meant(call, record) if record else None
    take(
        call,
        KIND,
        {"of": of, "what": ident, "words": words, "reason": reason},
        lambda sitting: _talk(sitting, of, ident, words),
    )


def _talk(sitting: "Sitting", of: str | None, ident: str | None, words: str | None) -> "Talk":
    from fsworkbook.cli.frame.finding import recent  # noqa: PLC0415 - only to ask
    from fsworkbook.cli.frame.taking import Talk  # noqa: PLC0415 - likewise
    from fsworkbook.cli.quality.staying import reason_step  # noqa: PLC0415 - likewise
    from fsworkbook.cli.talk.asksteps import one  # noqa: PLC0415 - likewise

    first = [] if of else [one("of", "In which record?", recent(sitting, sitting.ledger()))]

    def steps(table: "Table") -> "Sequence[Step]":
        return [*first, reason_step(sitting, of or table.get("of"), ident, words)]

    return Talk(f"{sitting.family.surname} · words that stay", "check-accept", "fsworkbook check --accept", steps)
