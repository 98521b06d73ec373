"""Objects of git's by their names: many at once from one process, and the names that bytes should have."""

from __future__ import annotations

from hashlib import sha1, sha256
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fsworkbook.store.git import Git

_SHORT: Final = 40
_FOUND: Final = 3


def digest(kind: str, data: bytes, length: int) -> str:
    """Return git's name for an object: its kind (`blob`, `commit`, `tree`), its bytes, and how long names are here."""
    whole = f"{kind} {len(data)}\0".encode() + data
    # Git's own names, not a safeguard of ours.
    return (sha1(whole) if length == _SHORT else sha256(whole)).hexdigest()  # noqa: S324


def objects(git: Git, names: Sequence[str]) -> Iterator[tuple[str, bytes | None]]:
    """Yield each object's name and its bytes, or None where it is missing, by one git process.

    Raises:
        StoreTrouble: git cannot read one of them.
    """
    if not names:
        return
    output = git.run("cat-file", "--batch", "--buffer", feed="".join(f"{name}\n" for name in names).encode("ascii"))
    place = 0
    for name in names:
        end = output.index(b"\n", place)
        words = output[place:end].split(b" ")
        if len(words) < _FOUND:
            yield name, None
            place = end + 1
            continue
        size = int(words[2])
        yield name, output[end + 1 : end + 1 + size]
        place = end + 2 + size
