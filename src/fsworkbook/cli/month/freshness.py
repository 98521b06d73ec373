"""The records during a meeting, read again when somebody else records: two people write of one meeting at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fsworkbook.store.layout import FOLDERS

if TYPE_CHECKING:
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.workbook.ledger import Ledger

_WATCHED: Final = tuple(dict.fromkeys(FOLDERS[kind] for kind in ("supervision", "action", "status", "threshold")))
"""The folders of the kinds that a meeting makes, or that its questions depend on."""


class Fresh:
    """The records of a family, as they are at the moment at which they are asked for.

    A conversation asks after each answer, so it looks at the folders first, and reads only where one of them changed:
    what a colleague agreed, closed or booked in the meantime is then neither asked nor recorded again.
    """

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self._seen = self._look()
        self._ledger = sitting.ledger()

    def ledger(self) -> Ledger:
        """Return the records as they stand now."""
        seen = self._look()
        if seen != self._seen:
            self._seen, self._ledger = seen, self._sitting.ledger()
        return self._ledger

    def _look(self) -> tuple[int, ...]:
        return tuple(self._changed(name) for name in _WATCHED)

    def _changed(self, name: str) -> int:
        try:
            return (self._sitting.folder.path / name).stat().st_mtime_ns
        except OSError:
            return 0
