"""Whether a change is signed, and with which key: as `setup` says, and as the family asks (design.md section 7).

What happened can always be written down: where a key cannot sign just now, a fact is recorded without, and that is
said. An approval that the family wants signed is refused instead, before anything is written.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from fsworkbook.cli.frame.output import tell, wrap
from fsworkbook.errors import Refused, StoreTrouble

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.cli.frame.desk import Desk
    from fsworkbook.practice.model import Practice
    from fsworkbook.store.change import Change

Asked = Literal["", "fact", "decision"]
"""Whether a family asks for a signature under a change: not, under everything, or because somebody decides."""


def key_for(desk: Desk, table: Mapping[str, Any], change: Change, practice: Practice) -> Path | None:
    """Return the `.pub` file of the key that signs a change; None where it is recorded without a signature.

    Args:
        desk: whose settings name the key.
        table: the family's `family.toml` as it stands.
        change: what is about to be recorded.
        practice: says what is an approval.

    Raises:
        Refused: the family wants an approval signed, and there is no key that could.
        StoreTrouble: likewise, and there is one that cannot sign just now.
    """
    named = desk.settings.signing_key
    asked = demand(table, change, practice)
    if not named and not asked:
        return None
    if change.author.key != desk.settings.key:
        # Whoever records as somebody else has not their key, and their own would be the wrong one.
        _without(desk, asked, Refused(f"It is signed by {change.author.name} alone, on their own computer."))
        return None
    if not named:
        _without(desk, asked, Refused("You have no signing key yet: “fsworkbook setup --signing-key new” makes one."))
        return None
    from fsworkbook.store.signatures import obstacle  # noqa: PLC0415 - most families ask for no signature

    trouble = obstacle(Path(named))
    if trouble:
        _without(desk, asked or "fact", StoreTrouble(trouble[:1].upper() + trouble[1:]))
        return None
    if asked:
        _known(desk, table, change.author.key, asked)
    return Path(named)


def demand(table: Mapping[str, Any], change: Change, practice: Practice) -> Asked:
    """Return whether a family asks for a signature under a change.

    A new key of one's own is no decision here: somebody whose old key is gone could never sign it. `audit verify`
    names it, and the team looks at it once.
    """
    if "policy" not in table:
        return ""
    from fsworkbook.workbook.signers import Keys, shifts_power  # noqa: PLC0415 - likewise

    signed = Keys.of(table).signed
    if signed == "none":
        return ""
    from fsworkbook.workbook.approvals import approves  # noqa: PLC0415 - likewise

    decides = any(approves(record, practice) for record in change.records)
    if change.family is not None and not decides:
        from fsworkbook.store.tables import parse  # noqa: PLC0415 - likewise

        after = parse(change.family.encode())
        own = change.author.key
        decides = shifts_power(_without_keys(table, own), _without_keys(after, own))
    if decides:
        return "decision"
    return "fact" if signed == "all" else ""


def _known(desk: Desk, table: Mapping[str, Any], author: str, asked: Asked) -> None:
    """Look whether the team has the author's key.

    Raises:
        Refused: it has not, and the family wants this signed with a key that it knows.
    """
    from fsworkbook.workbook.signers import Keys, PublicKey  # noqa: PLC0415 - likewise

    keys = Keys.of(table)
    mine = PublicKey.of(Path(desk.settings.signing_key).read_text(encoding="utf-8")).fingerprint
    if author in keys.held.get(mine, frozenset()) and mine not in keys.lost:
        return
    sentence = "The team has not this key of yours. Hand the line of “fsworkbook team key” to the team manager."
    if asked == "decision":
        raise Refused(f"{_WANTED} {sentence} {_NOTHING}")
    tell(desk, *wrap(f"Signed, and yet: {sentence}", desk.width))


def _without(desk: Desk, asked: Asked, why: Refused | StoreTrouble) -> None:
    """Refuse a decision that cannot be signed; say that a fact is recorded without; say nothing where nobody asks."""
    if asked == "decision":
        raise type(why)(f"{_WANTED} {why} {_NOTHING}")
    if asked:
        tell(desk, *wrap(f"Recorded without a signature. {why}", desk.width))


_WANTED = "This family asks for a signature here."
_NOTHING = "Nothing was recorded."


def _without_keys(table: Mapping[str, Any], own: str) -> dict[str, Any]:
    team = table.get("team")
    rows = team if isinstance(team, list) else []
    kept = [
        {name: value for name, value in row.items() if name not in {"signing_key", "revoked_keys"}}
        if isinstance(row, dict) and row.get("key") == own
        else row
        for row in rows
    ]
    return {**table, "team": kept}
