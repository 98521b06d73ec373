"""How a member of the team stands in git: a name and an e-mail address that git keeps as they are given."""

from __future__ import annotations

import re
from typing import Final

_CRUD: Final = re.compile(r"[<>\x00-\x1f\x7f\ud800-\udfff]")


def signed_as(key: str, name: object, email: object) -> tuple[str, str]:
    """Return the name and the address under which a member's commits stand, from their `[[team]]` table."""
    address = email if isinstance(email, str) and email else f"{key}@example.invalid"
    called = name if isinstance(name, str) else ""
    return _CRUD.sub("", called).strip(" .,;:'\"\\") or key, _CRUD.sub("", address).strip()
