"""SSH signatures of commits: whether a key can sign just now, and what the signatures of many commits are.

Signing and checking are git's own, which asks OpenSSH's ssh-keygen. It does so with two processes for each signed
commit, so that a history is checked in parts side by side, and a commit without a signature costs nothing.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Final

from fsworkbook.errors import BadInput, StoreTrouble
from fsworkbook.workbook.signers import UNSIGNED, PublicKey, Seal, fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from fsworkbook.store.git import Git

KEYGEN: Final = "ssh-keygen"
"""OpenSSH's program that makes keys, signs and checks; git runs it."""

_SETTINGS: Final = (
    "-c",
    f"gpg.ssh.program={KEYGEN}",
    "-c",
    # No key is allowed by itself: git then says which key it was, and whose that was is judged from family.toml.
    f"gpg.ssh.allowedSignersFile={os.devnull}",
    "-c",
    "gpg.x509.program=false",
)
_PART: Final = 64
_SIGNATURE: Final = {
    40: re.compile(rb"^gpgsig (.*(?:\n .*)*)", re.MULTILINE),
    64: re.compile(rb"^gpgsig-sha256 (.*(?:\n .*)*)", re.MULTILINE),
}
"""Where a commit holds its signature, by the length of its id."""

_SSH: Final = b"-----BEGIN SSH SIGNATURE-----"
_ARMOUR: Final = re.compile(rb"-----BEGIN SSH SIGNATURE-----\s+([A-Za-z0-9+/=\s]+?)-----END SSH SIGNATURE-----")
_SOUND: Final = frozenset({"G", "U"})
_UNCHECKED: Final = frozenset({"N", "E"})
_MAGIC: Final = b"SSHSIG"
_OPEN_TO_OTHERS: Final = 0o077
_SECONDS: Final = 10


# Whether a key can sign


def obstacle(public: Path) -> str:
    """Return why the key in a `.pub` file cannot sign just now, as a sentence; "" where it can, without asking.

    A key counts that lies beside its `.pub` file without a passphrase, or that an agent holds.
    """
    if shutil.which(KEYGEN) is None:
        return "OpenSSH is not installed here, and signing needs its ssh-keygen."
    try:
        key = PublicKey.of(public.read_text(encoding="utf-8", errors="replace"))
    except FileNotFoundError:
        return f"your signing key is not there any more: {public}. “fsworkbook setup” chooses another."
    except OSError as problem:
        return f"your signing key {public} cannot be read ({problem.strerror})."
    except BadInput:
        return f"{public} holds no SSH public key. “fsworkbook setup” chooses another."
    private = public.with_suffix("")
    lies, reason = _lies_open(private)
    if lies or any(key.data == held.data for held in agent_keys()):
        return ""
    return reason


def agent_keys() -> tuple[PublicKey, ...]:
    """Return the keys that an SSH agent holds; none where no agent runs."""
    if os.name != "nt" and not os.environ.get("SSH_AUTH_SOCK"):
        return ()
    try:
        done = subprocess.run(
            ["ssh-add", "-L"],  # noqa: S607 - found where the user's path finds it
            capture_output=True,
            check=False,
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return tuple(_keys(done.stdout.decode("utf-8", errors="replace"))) if done.returncode == 0 else ()


def make_key(private: Path, remark: str) -> Path:
    """Make an ed25519 key without a passphrase, for its owner's eyes only, and return its `.pub` file.

    Raises:
        StoreTrouble: there is a file of that name, which is left as it is; or ssh-keygen is missing or failed.
    """
    public = private.with_name(f"{private.name}.pub")
    if private.exists() or public.exists():
        raise StoreTrouble(f"there is a key already: {public}. It was left as it is.")
    if shutil.which(KEYGEN) is None:
        raise StoreTrouble("OpenSSH is not installed here, and a key is made with its ssh-keygen. Install OpenSSH.")
    try:
        private.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        done = subprocess.run(  # noqa: S603 - an argument list, never a shell
            [KEYGEN, "-q", "-t", "ed25519", "-N", "", "-C", remark, "-f", str(private)],
            capture_output=True,
            check=False,
            timeout=_SECONDS * 3,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        reason = getattr(problem, "strerror", None) or "it did not answer"
        raise StoreTrouble(f"the key could not be made ({reason}). Nothing was written.") from None
    if done.returncode:
        raise StoreTrouble(f"ssh-keygen could not make a key in {private.parent}. Nothing was written.")
    return public


def _lies_open(private: Path) -> tuple[bool, str]:
    """Return whether a private key lies in a file that can be used without asking, and else why not."""
    try:
        mode = private.stat().st_mode
        text = private.read_bytes()
    except FileNotFoundError:
        return False, (
            f"the private half of your signing key is neither beside {private.name}.pub nor in an SSH agent. "
            f"Put it back, or choose another key with “fsworkbook setup”."
        )
    except OSError as problem:
        return False, f"your signing key {private} cannot be read ({problem.strerror})."
    if os.name != "nt" and mode & _OPEN_TO_OTHERS:
        return False, f"others can read your signing key. Run: chmod 600 {private}"
    if _locked(text):
        return False, f"your signing key has a passphrase. Unlock it for today with: ssh-add {private}"
    return True, ""


def _locked(text: bytes) -> bool:
    """Return whether a private key's file asks for a passphrase, or is of a kind that only ssh-keygen can tell."""
    if b"ENCRYPTED" in text:
        return True
    found = re.search(rb"-----BEGIN OPENSSH PRIVATE KEY-----\s+([A-Za-z0-9+/=\s]+?)-----END", text)
    if not found:
        return False
    try:
        data = base64.b64decode(b"".join(found[1].split()))
    except binascii.Error:
        return False
    place = len(b"openssh-key-v1\0")
    length = int.from_bytes(data[place : place + 4], "big")
    return data[place + 4 : place + 4 + length] != b"none"


def _keys(text: str) -> Iterator[PublicKey]:
    for line in text.splitlines():
        try:
            yield PublicKey.of(line)
        except BadInput:
            continue


# What signatures are


def seals(
    git: Git, oids: Sequence[str], on_progress: Callable[[int, int], None] = lambda _done, _all: None
) -> Mapping[str, Seal]:
    """Return what the signature of each commit is in itself: none, sound, broken, or of another kind.

    Args:
        git: in the family's folder.
        oids: ids of commits.
        on_progress: called with how many signatures are checked, and of how many.

    Raises:
        StoreTrouble: git failed; or there are signatures, and git or OpenSSH here cannot check them.
    """
    found, claimed = claims(git, oids)
    signed = tuple(claimed)
    if not signed:
        return found
    if shutil.which(KEYGEN) is None:
        raise StoreTrouble(
            "The signatures cannot be checked here: OpenSSH with its ssh-keygen is missing. Install it, and try again."
        )
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - only where there are signatures

    parts = [signed[place : place + _PART] for place in range(0, len(signed), _PART)]
    letters: dict[str, tuple[str, str]] = {}
    on_progress(0, len(signed))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for checked in pool.map(lambda part: _checked(git, part), parts):
            letters |= checked
            on_progress(len(letters), len(signed))
    if {letter for letter, _ in letters.values()} <= _UNCHECKED:
        raise StoreTrouble(
            "The signatures cannot be checked here: that takes git 2.34 and OpenSSH 8.2, or newer. Install the newest."
        )
    return found | {
        oid: Seal("sound", key) if letter in _SOUND else Seal("broken", claimed[oid])
        for oid, (letter, key) in letters.items()
    }


def claims(git: Git, oids: Sequence[str]) -> tuple[dict[str, Seal], dict[str, str]]:
    """Return the seals of commits that have no SSH signature; and for the others the key that theirs names.

    Raises:
        StoreTrouble: git failed.
    """
    plain: dict[str, Seal] = {}
    claimed: dict[str, str] = {}
    for oid, data in _commits(git, oids):
        header = data.partition(b"\n\n")[0]
        found = _SIGNATURE[len(oid)].search(header)
        if found is None:
            plain[oid] = UNSIGNED
        elif found[1].startswith(_SSH):
            claimed[oid] = _claimed(found[1])
        else:
            plain[oid] = Seal("other")
    return plain, claimed


def _commits(git: Git, oids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Yield each commit's id and its bytes, by one git process."""
    output = git.run("cat-file", "--batch", feed="".join(f"{oid}\n" for oid in oids).encode())
    place = 0
    for oid in oids:
        end = output.index(b"\n", place)
        words = output[place:end].split()
        if words[-1:] == [b"missing"]:
            place = end + 1
            continue
        size = int(words[2])
        yield oid, output[end + 1 : end + 1 + size]
        place = end + 1 + size + 1


def _checked(git: Git, oids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return git's letter and the key's fingerprint for each commit."""
    feed = "".join(f"{oid}\n" for oid in oids).encode()
    output = git.run(*_SETTINGS, "log", "--no-walk=unsorted", "--stdin", "--format=%H %G? %GF", feed=feed)
    lines = (line.split(" ") for line in output.decode("utf-8", errors="replace").splitlines())
    return {line[0]: (line[1], line[2]) for line in lines if len(line) > 2}  # noqa: PLR2004 - the three of the format


def _claimed(signature: bytes) -> str:
    """Return the fingerprint of the key that an SSH signature names; "" where it names none."""
    found = _ARMOUR.search(signature.replace(b"\n ", b"\n"))
    if found is None:
        return ""
    try:
        data = base64.b64decode(b"".join(found[1].split()), validate=True)
    except binascii.Error:
        return ""
    if not data.startswith(_MAGIC):
        return ""
    place = len(_MAGIC) + 4
    length = int.from_bytes(data[place : place + 4], "big")
    key = data[place + 4 : place + 4 + length]
    return fingerprint(key) if len(key) == length and key else ""
