"""Where the practice models lie that come with the program."""

from __future__ import annotations

from pathlib import Path

from fsworkbook.errors import BadInput

SHIPPED = "family-safeguarding"


def templates_root() -> Path:
    """Return the `templates` folder: inside the installed package, or at the root of a checkout.

    Raises:
        BadInput: neither is there, so that the installation is not whole.
    """
    here = Path(__file__).resolve()
    for root in (here.parents[1], here.parents[3]):
        folder = root / "templates"
        if (folder / SHIPPED).is_dir():
            return folder
    raise BadInput("The practice model that comes with fsworkbook is missing. Install fsworkbook again.")


def shipped() -> Path:
    """Return the folder of the practice model that comes with the program.

    Raises:
        BadInput: the installation is not whole.
    """
    return templates_root() / SHIPPED
