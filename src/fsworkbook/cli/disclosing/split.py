"""`split`: a joint assessment becomes one for each parent; what the manager looks at then (F.52)."""

# No `from __future__ import annotations`: these are read at run time.

from typing import Annotated

from fsworkbook.cli.frame.calling import Call, either
from fsworkbook.cli.frame.options import On, Reason
from fsworkbook.cli.frame.spelling import Argument, Option

Which = Annotated[str | None, Argument(metavar="KEY", help="The joint assessment; left out where there is only one.")]
List = Annotated[
    bool, Option("--list", help="Show what the team manager looks at after a split, instead of splitting.")
]


@either
def command(call: Call, assessment: Which = None, on: On = None, reason: Reason = None, listing: List = False) -> None:
    """Split a joint assessment into one for each parent. --from takes assessment, on and reason.

    What both had stays as it was; all that is new is separate. --on: the day from which it is.
    """
    if listing or call.json or call.at:
        from fsworkbook.cli.disclosing.splitlines import show  # noqa: PLC0415 - not for --help

        show(call.sit(), call.until(), assessment, json=call.json)
        return
    from fsworkbook.cli.disclosing.splitting import splitting  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.people.changing import carry_out  # noqa: PLC0415 - likewise

    day = call.day(on)
    carry_out(call, lambda sitting: splitting(sitting, assessment, day, reason))
