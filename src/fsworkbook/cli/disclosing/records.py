"""`records`: everything that one person may have, as one paper and as data; and that they asked for it (F.68, C.62)."""

# No `from __future__ import annotations`: these are read at run time.

from typing import TYPE_CHECKING, Annotated

from fsworkbook.cli.frame import options
from fsworkbook.cli.frame.calling import PAPERS, Call, calling
from fsworkbook.cli.frame.spelling import Option

if TYPE_CHECKING:
    from fsworkbook.cli.frame.sitting import Sitting

For = Annotated[str | None, Option("--for", metavar="WHO", help="Whose: a person of the family, or another reader.")]
Asked = Annotated[
    str | None, Option("--asked", metavar="DATE", help="Only record that they asked, on that day; it is due by rule.")
]


@calling(*PAPERS, "at", "json", "no_input", "family", "caseload", "as_")
def command(
    call: Call,
    whom: For = None,
    asked: Asked = None,
    output: options.Output = None,
    let_pass: options.LetPass = None,
    reason: options.Reason = None,
    password: options.Password = False,
    password_file: options.PasswordFile = None,
) -> None:
    """Make the copy of everything that one person may have. --asked DATE records first that they asked for it."""
    from fsworkbook.cli.disclosing.recordscopy import Printing, ask, make  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.disclosing.stopping import Passing  # noqa: PLC0415 - likewise
    from fsworkbook.cli.paper.passwords import Closing, sealer  # noqa: PLC0415 - likewise

    who = whom or _whose(call.sit())
    on = call.day(asked, "--asked")
    if on is not None:
        ask(call, who, on)
        return
    seal = sealer(call.desk, Closing(password, password_file), [] if call.json else call.papers)
    make(call, who, Printing(call.papers, output, Passing(tuple(let_pass or ()), reason or ""), seal))


def _whose(sitting: "Sitting") -> str:
    """Return the key of the person who is meant, by asking.

    Raises:
        BadInput: nobody can be asked.
    """
    from fsworkbook.cli.talk.asking import Asker  # noqa: PLC0415 - only to ask
    from fsworkbook.errors import BadInput  # noqa: PLC0415 - likewise

    if not sitting.desk.can_ask:
        raise BadInput("whose records? Say --for, with a person of the family.")
    people = {person.key: person.name for person in sitting.family.people.values()}
    return Asker.at(sitting.desk).one("Whose records?", people) or ""
