"""The key that signs what I record: found on this computer, made for fsworkbook, or none; as `setup` asks."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.frame.output import emit_json, say, tell, wrap
from fsworkbook.cli.frame.settings import settings_path
from fsworkbook.cli.talk.conversation import Step
from fsworkbook.errors import BadInput
from fsworkbook.store.signatures import KEYGEN, agent_keys, make_key, obstacle
from fsworkbook.workbook.signers import KINDS, PublicKey

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fsworkbook.cli.frame.desk import Desk
    from fsworkbook.cli.talk.asking import Asker

NEW: Final = "new"
NONE: Final = "none"
NAME: Final = "signing-key"
"""The file of the key that is made for fsworkbook; it lies beside the settings."""

_USUAL: Final = ("id_ed25519", "id_ed25519_sk", "id_ecdsa", "id_ecdsa_sk", "id_rsa")
_WHY: Final = (
    "A signature shows later, to a manager or a court, that a record is yours and was not changed. It asks nothing of "
    "you from day to day. Your team manager gets one line of text from you, once."
)


def steps(desk: Desk) -> Sequence[Step]:
    """Return the question which key signs; none where this computer has no OpenSSH to sign with."""
    if shutil.which(KEYGEN) is None:
        return ()
    found = ways(desk)

    def ask(asker: Asker, _: Mapping[str, Any]) -> str | None:
        return asker.one("Sign what you record?", found, default=next(iter(found)), more=_WHY)

    return (Step("signing_key", ask, "Signature", reads=lambda value: found.get(str(value), str(value))),)


def ways(desk: Desk) -> dict[str, str]:
    """Return what can be chosen: the key that is set, one that is made here, those that are found, and none."""
    own, now = _own(desk), desk.settings.signing_key
    found: dict[str, str] = {}
    if now:
        found[now] = f"Yes, as now: {_short(Path(now))}"
    if not own.exists():
        found[NEW] = "Yes, with a key made for it now"
    places = [own, *(Path.home() / ".ssh" / f"{name}.pub" for name in _USUAL)]
    seen = {key.data for place in places if str(place) == now and (key := _read(place))}
    for place in places:
        key = _read(place)
        if key and key.data not in seen and str(place) not in found:
            seen.add(key.data)
            found[str(place)] = f"Yes, with my key {_short(place)}"
    for key in agent_keys():
        if key.data not in seen:
            found[f"{key.line} {key.remark}".strip()] = f"Yes, with the key in my agent ({key.remark or key.kind})"
    found[NONE] = "Not now"
    return found


def chosen(desk: Desk, value: str) -> str:
    """Return what somebody chose in the form that `settled` takes: "", `new`, a key's line, or a `.pub` file's path.

    Raises:
        BadInput: there is no such key, or one is made already.
    """
    if value in {"", NONE}:
        return ""
    if value == NEW:
        own = _own(desk)
        if own.exists() or own.with_suffix("").exists():
            raise BadInput(
                f"signing_key: there is a key made for fsworkbook already, {own}, and it was left as it is. Name it in "
                "the place of “new”; for another one move it away first. Nothing was written."
            )
        return NEW
    if _is_line(value):
        return _held(value).line
    return str(_public(desk, value))


def settled(desk: Desk, named: str, remark: str) -> str:
    """Make or write down the key that was chosen, and return the path of its `.pub` file; "" for none.

    Raises:
        StoreTrouble: it could not be made.
    """
    if named == NEW:
        place = make_key(_own(desk).with_suffix(""), remark)
        tell(desk, *wrap(f"Made your signing key, for your eyes only: {place.with_suffix('')}.", desk.width))
        return str(place)
    if _is_line(named):
        key = PublicKey.of(named)
        place = settings_path(desk.env).parent / f"{NAME}-{key.fingerprint[7:15].replace('/', '_')}.pub"
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        place.write_text(f"{key.line}\n", encoding="utf-8")
        return str(place)
    return named


def public_line(path: str) -> str:
    """Return the line of a `.pub` file that a team manager needs; "" where there is none."""
    key = _read(Path(path)) if path else None
    return key.line if key else ""


def hand_over(desk: Desk, path: str) -> None:
    """Say what to give to the team manager, and what keeps the key from signing just now."""
    line = public_line(path)
    if not path:
        return
    trouble = obstacle(Path(path))
    if trouble:
        tell(desk, *wrap(f"It cannot sign just now: {trouble}", desk.width))
    if line:
        tell(desk, "", "For your team manager, who enters it once for each family:", "", f"  {line}", "")
        tell(desk, "It is no secret. “fsworkbook team key” shows it again.", "")


def show(desk: Desk, *, as_json: bool = False) -> None:
    """Print my public key, alone, so that it can be sent on.

    Raises:
        BadInput: `setup` knows none.
    """
    line = public_line(desk.settings.signing_key)
    if not line:
        raise BadInput("you have no signing key yet. “fsworkbook setup --signing-key new” makes one.")
    if as_json:
        emit_json(desk, "key", None, None, {"public_key": line, "path": desk.settings.signing_key})
        return
    say(desk, line)
    tell(desk, "It is no secret: send this line to your team manager, who enters it with")
    tell(desk, f"  fsworkbook team change {desk.settings.key or 'KEY'} --signing-key “…”")


def _own(desk: Desk) -> Path:
    return settings_path(desk.env).parent / f"{NAME}.pub"


def _public(desk: Desk, value: str) -> Path:
    place = desk.path(value)
    public = place if place.suffix == ".pub" else place.with_name(f"{place.name}.pub")
    try:
        PublicKey.of(public.read_text(encoding="utf-8", errors="replace"))
    except OSError as problem:
        raise BadInput(
            f"signing_key: there is no public key to read at {public} ({problem.strerror}). It takes the path of an "
            "SSH key, “new” or “none”. Nothing was written."
        ) from None
    except BadInput as trouble:
        raise BadInput(f"signing_key: {public}: {trouble} Nothing was written.") from None
    return public.absolute()


def _is_line(value: str) -> bool:
    return value.partition(" ")[0] in KINDS


def _held(value: str) -> PublicKey:
    """Return the key in a line, which an agent must hold: there is no file to find its other half in."""
    try:
        key = PublicKey.of(value)
    except BadInput as trouble:
        raise BadInput(f"signing_key: {trouble} Nothing was written.") from None
    if all(key.data != held.data for held in agent_keys()):
        raise BadInput("signing_key: no SSH agent here holds that key. Name its file instead. Nothing was written.")
    return key


def _read(place: Path) -> PublicKey | None:
    try:
        return PublicKey.of(place.read_text(encoding="utf-8", errors="replace"))
    except (OSError, BadInput):
        return None


def _short(place: Path) -> str:
    try:
        return f"~/{place.relative_to(Path.home()).as_posix()}"
    except ValueError:
        return str(place)
