"""Who signed what: SSH public keys of the team, and what a signature is worth as the keys stood (design.md 7).

A key counts as `family.toml` stood at the parent of the commit. One that is known to be lost counts no more from a day
on, wherever in the history that signature stands. Whether a signature fits what it signs is `store.signatures`' work.
"""

from __future__ import annotations

import base64
import binascii
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from fsworkbook.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

POLICIES: Final[dict[str, str]] = {
    "none": "nothing needs a signature",
    "approvals": "approvals, and changes of the team, are signed",
    "all": "everything is signed",
}
"""What `[policy] signed` in `family.toml` may say, and what that means."""

KINDS: Final = (
    "ssh-ed25519",
    "sk-ssh-ed25519@openssh.com",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "sk-ecdsa-sha2-nistp256@openssh.com",
    "ssh-rsa",
)
"""The kinds of SSH keys that can sign."""

POWERS: Final = ("key", "role", "from", "until", "signing_key", "revoked_keys")
"""What in a `[[team]]` table gives or takes power; a name or an e-mail address does not."""

_LONGEST: Final = 4000
_LENGTH: Final = 4
_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
_NOBODY: Final[frozenset[str]] = frozenset()


class PublicKey(NamedTuple):
    """An SSH public key: its kind, its bytes, and the remark behind it, which means nothing."""

    kind: str
    data: bytes
    remark: str = ""

    @property
    def line(self) -> str:
        """The key as it stands in `family.toml`, without the remark."""
        return f"{self.kind} {base64.b64encode(self.data).decode()}"

    @property
    def fingerprint(self) -> str:
        """How ssh-keygen names the key: `SHA256:` and 43 characters."""
        return fingerprint(self.data)

    @classmethod
    def of(cls, line: str) -> PublicKey:
        """Return the key in one line, as a `.pub` file holds it.

        Raises:
            BadInput: it is none; the sentence does not repeat it.
        """
        kind, _, rest = line.strip().partition(" ")
        coded, _, remark = rest.strip().partition(" ")
        if "PRIVATE" in line:
            raise BadInput("that is a private key, which nobody else may ever see. Give the .pub file beside it.")
        if kind not in KINDS or len(line) > _LONGEST or not line.strip().isprintable():
            raise BadInput("that is no SSH public key: one line that begins with ssh-ed25519, say, as in a .pub file.")
        try:
            data = base64.b64decode(coded, validate=True)
        except (binascii.Error, ValueError):
            data = b""
        if _first(data) != kind.encode() or len(data) <= _LENGTH + len(kind):
            raise BadInput("that SSH public key is not whole. Copy the whole line of the .pub file.")
        return cls(kind, data, remark.strip())


def fingerprint(data: bytes) -> str:
    """Return how ssh-keygen names the key with these bytes."""
    from hashlib import sha256  # noqa: PLC0415 - only where there are keys

    return f"SHA256:{base64.b64encode(sha256(data).digest()).decode().rstrip('=')}"


class Seal(NamedTuple):
    """What a commit's signature is in itself, before it is asked whose.

    Attributes:
        state: `none`: the commit has no signature; `sound`: it fits what it signs; `broken`: it does not; `other`: it
            is of another kind than SSH's, and cannot be checked here.
        fingerprint: of the key that made it, or that a broken one names; "" where there is none.
    """

    state: Literal["none", "sound", "broken", "other"]
    fingerprint: str = ""


UNSIGNED: Final = Seal("none")


class Keys(NamedTuple):
    """The team's keys as one `family.toml` names them.

    Attributes:
        held: fingerprint of each key that counts, and the keys of the members who hold it.
        lost: fingerprint of each key that was lost, and the day from which it counts no more.
        ended: fingerprint of each key that was replaced, withdrawn or lost, and the keys of those whose it was.
        signed: what needs a signature (`POLICIES`).
    """

    held: Mapping[str, frozenset[str]] = _NOTHING
    lost: Mapping[str, date] = _NOTHING
    ended: Mapping[str, frozenset[str]] = _NOTHING
    signed: str = "none"

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Keys:
        """Return the keys in a parsed `family.toml`; what cannot be read there is no key."""
        held: dict[str, set[str]] = {}
        lost: dict[str, date] = {}
        ended: dict[str, set[str]] = {}
        for member in _rows(table.get("team")):
            who = member.get("key")
            found = _fingerprint(member.get("signing_key"))
            if found and isinstance(who, str):
                held.setdefault(found, set()).add(who)
            for found, day in revoked(member):
                ended.setdefault(found, set()).add(str(who))
                if day is not None:
                    lost[found] = min(day, lost.get(found, day))
        policy = table.get("policy")
        signed = policy.get("signed", "none") if isinstance(policy, dict) else "none"
        return cls(_sets(held), lost, _sets(ended), signed if signed in POLICIES else "none")


class Past(NamedTuple):
    """Every key that a family ever named: who held it, and from which day on it is lost, as known at the end.

    Attributes:
        held: fingerprint of each key, and the keys of the members who ever held it.
        lost: fingerprint of each key that is lost now, and the day.
    """

    held: Mapping[str, frozenset[str]] = _NOTHING
    lost: Mapping[str, date] = _NOTHING

    @classmethod
    def of(cls, versions: Iterable[Keys], last: Keys) -> Past:
        """Return what all versions of `family.toml` that count say together; `last` is the one that stands."""
        held: dict[str, frozenset[str]] = {}
        for keys in (*versions, last):
            for found, who in keys.held.items():
                held[found] = held.get(found, frozenset()) | who
        return cls(held, last.lost)


class Verdict(NamedTuple):
    """What a commit's signature is worth.

    Attributes:
        word: `good`; `missing`: there is none; `broken`: it does not fit what it signs, which was changed afterwards;
            `wrong`: it was made with the key of somebody else on the team; `revoked`: its key was the author's, and
            counted no more; `unknown`: nobody on the team has its key, or it was entered only later, or the signature
            is of a kind that is not SSH's.
        fingerprint: of the key; "" where there is none.
        holder: the member whose key it was, where it was not the author's; "" else.
    """

    word: Literal["good", "missing", "broken", "wrong", "revoked", "unknown"]
    fingerprint: str = ""
    holder: str = ""


def judge(seal: Seal, author: str, on: date, then: Keys, past: Past) -> Verdict:
    """Return what a commit's signature is worth.

    Args:
        seal: what the signature is in itself.
        author: the key of the member in whose name the commit stands.
        on: the British day of the commit.
        then: the keys at the commit's parent; of the commit itself where it is the first.
        past: every key that the family ever named, up to the end of its history.
    """
    key = seal.fingerprint
    if seal.state == "none":
        return Verdict("missing")
    if seal.state == "broken":
        return Verdict("broken", key)
    holders, ended = then.held.get(key, _NOBODY), then.ended.get(key, _NOBODY)
    ever = holders | ended | past.held.get(key, _NOBODY)
    if not key or not ever:
        return Verdict("unknown", key)
    if author not in ever:
        return Verdict("wrong", key, min(holders or ever))
    ends = [lost[key] for lost in (then.lost, past.lost) if key in lost]
    if (ends and on >= min(ends)) or (author in ended and author not in holders):
        return Verdict("revoked", key)
    return Verdict("good" if author in holders else "unknown", key)


def demanded(signed: str, *, approves: bool) -> bool:
    """Return whether a policy asks for a signature under a commit; `approves` is whether it decides something."""
    return signed == "all" or (signed == "approvals" and approves)


def shifts_power(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Return whether two versions of `family.toml` differ in who may do what: roles, cover, keys, the policy."""
    return _powers(before) != _powers(after)


def revoked(member: Mapping[str, Any]) -> Iterator[tuple[str, date | None]]:
    """Yield each key in a member's `revoked_keys`: its fingerprint, and the day from which it is lost.

    The day is None where it was merely replaced. What cannot be read is left out.
    """
    for row in _rows(member.get("revoked_keys")):
        found, lost, replaced = _fingerprint(row.get("key")), _day(row.get("from")), _day(row.get("until"))
        if found and (lost or replaced):
            yield found, lost


def wrong_keys(member: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the keys of a `[[team]]` table: the name of the key in the table, and a sentence."""
    value = member.get("signing_key", "")
    if isinstance(value, str) and value and not _fingerprint(value):
        yield "signing_key", "is no SSH public key. Put in the whole line of the .pub file."
    listed = member.get("revoked_keys", [])
    whole = isinstance(listed, list) and len(list(revoked(member))) == len(listed)
    if not whole:
        yield "revoked_keys", 'is a list of { key = "ssh-ed25519 …", from = 2025-03-04 } (lost), or until (replaced).'


def wrong_policy(table: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with `[policy]` in a parsed `family.toml`."""
    policy = table.get("policy", {})
    if not isinstance(policy, dict):
        yield "policy is not a table."
    elif policy.get("signed", "none") not in tuple(POLICIES):
        yield f"policy: signed takes one of: {', '.join(POLICIES)}."


def _powers(table: Mapping[str, Any]) -> tuple[Any, ...]:
    team = {
        str(row.get("key")): tuple((name, str(row[name])) for name in POWERS if name in row)
        for row in _rows(table.get("team"))
    }
    covers = sorted(sorted((str(name), str(value)) for name, value in row.items()) for row in _rows(table.get("cover")))
    policy = table.get("policy")
    return team, covers, policy.get("signed", "none") if isinstance(policy, dict) else policy


def _rows(found: object) -> list[Mapping[str, Any]]:
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list | tuple) else []


def _sets(found: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(who) for key, who in found.items()}


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _fingerprint(line: object) -> str:
    try:
        return PublicKey.of(line).fingerprint if isinstance(line, str) and line else ""
    except BadInput:
        return ""


def _first(data: bytes) -> bytes:
    """Return the first text of a key's bytes, which says its kind; each is led by its length in four bytes."""
    length = int.from_bytes(data[:_LENGTH], "big")
    return data[_LENGTH : _LENGTH + length]
