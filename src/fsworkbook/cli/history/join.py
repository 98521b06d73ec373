"""`join`: fetch a family that colleagues share, or open a file that another team handed over."""

# No `from __future__ import annotations`: these are read at run time.

from typing import Annotated

from fsworkbook.cli.frame.calling import Call, calling
from fsworkbook.cli.frame.spelling import Argument, Option

Place = Annotated[
    str,
    Argument(
        metavar="ADDRESS|FILE",
        help="Where colleagues share it: a folder on a shared disk, or a git server. Or a file that was handed over.",
    ),
]
Name = Annotated[str | None, Argument(metavar="NAME", help="What the folder is called here; else as it is there.")]
Sha256 = Annotated[
    str | None, Option("--sha256", metavar="DIGITS", help="What the file must be known by, as you were told.")
]


@calling("no_input", "caseload")
def command(call: Call, address: Place, name: Name = None, sha256: Sha256 = None) -> int:
    """Fetch a family that colleagues share into your caseload, or open a file that was handed over, to read."""
    from fsworkbook.errors import BadInput  # noqa: PLC0415 - not for --help
    from fsworkbook.store.bundles import SUFFIX  # noqa: PLC0415 - likewise

    file = call.desk.path(address) if "://" not in address else None
    if file is not None and file.exists() and not file.is_dir():
        from fsworkbook.cli.ending.opened import open_file  # noqa: PLC0415 - likewise

        return open_file(call, file, name, sha256)
    if sha256 is not None or address.endswith(SUFFIX):
        raise BadInput(f"there is no file {address}. Name the file that was handed over.")
    from fsworkbook.cli.history.sharing import join_family  # noqa: PLC0415 - likewise

    join_family(call, address, name)
    return 0
