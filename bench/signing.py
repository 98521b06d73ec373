"""What signatures cost, apart from everything else: one record, and `audit verify`, each with them and without."""

from __future__ import annotations

import shutil
import subprocess
from functools import partial
from typing import TYPE_CHECKING

from bench import families, grounds, table
from bench.rounds import side_by_side

if TYPE_CHECKING:
    from pathlib import Path

_RECORDS = 500
_TEXT = 'rating = "amber"\nreason = "Kerry has kept every session."\n'


def measure(rounds: int) -> None:
    """Print what a signature adds to one record, and what checking each adds to `audit verify`."""
    table.title("Signatures, as whole processes")
    if shutil.which("ssh-keygen") is None:
        table.say("OpenSSH is not installed here, so that they are left out.")
        return
    ground = grounds.fresh("signing")
    answers, key, settings = ground / "rate.toml", ground / "key", ground / "settings.toml"
    answers.write_text(_TEXT, encoding="utf-8")
    grounds.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(key))
    settings.write_text(f'key = "priya"\nname = "Priya"\nsigning_key = "{key}.pub"\n', encoding="utf-8")
    plain, signed = families.make("unsigned", _RECORDS), families.make("signed", _RECORDS)
    _sign(signed, key)
    contenders = {
        "rate --from, with a signature": partial(_rate, families.make("signing-one", 10), answers, settings),
        "rate --from, without one": partial(_rate, families.make("signing-none", 10), answers),
        f"audit verify, {_RECORDS} commits, each signed": partial(_verify, signed),
        f"audit verify, {_RECORDS} commits, none signed": partial(_verify, plain),
    }
    (one, with_one), (none, without), (all_, checked), (bare, unchecked) = side_by_side(contenders, rounds).items()
    table.head("the same without signatures")
    table.line(one, with_one, without)
    table.line(none, without, without)
    table.line(all_, checked, unchecked)
    table.line(bare, unchecked, unchecked)
    each = (checked.middle - unchecked.middle) / _RECORDS * 1000
    table.say(f"Checking one signature takes {each:.0f} ms: git asks ssh-keygen twice, on every core at once.")


def _rate(family: Path, answers: Path, settings: Path | None = None) -> None:
    who = ("--family", str(family), "--as", "priya", "--no-input")
    named = ("env", f"FSWORKBOOK_CONFIG={settings}") if settings else ("env",)
    grounds.run(*named, grounds.PROGRAM, "rate", "--from", str(answers), *who, cwd=grounds.GROUND)


def _verify(family: Path) -> None:
    done = subprocess.run(
        [grounds.PROGRAM, "audit", "verify", "--family", str(family)],
        env=grounds.environment(),
        capture_output=True,
        check=False,
    )
    if done.returncode > 1:
        raise SystemExit(done.stderr.decode(errors="replace"))


def _sign(family: Path, key: Path) -> None:
    """Make every commit of a family again, signed."""
    config = ("-c", "gpg.format=ssh", "-c", f"user.signingKey={key}")
    oids = _git(family, "rev-list", "--reverse", "HEAD").split()
    made = ""
    for oid in oids:
        tree, who = _git(family, "log", "-1", "--format=%T%n%an%n%ae%n%at", oid).split("\n", 1)
        name, email, when = who.split("\n")[:3]
        text = _git(family, "log", "-1", "--format=%B", oid)
        parent = ("-p", made) if made else ()
        hands = {
            f"GIT_{hand}_{what}": value
            for hand in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", name), ("EMAIL", email), ("DATE", f"@{when} +0000"))
        }
        made = _git(family, *config, "commit-tree", "-S", tree, *parent, feed=text.rstrip("\n") + "\n", **hands).strip()
    _git(family, "reset", "--quiet", "--soft", made)


def _git(family: Path, *words: str, feed: str = "", **more: str) -> str:
    return subprocess.run(
        ["git", *words],
        cwd=family,
        env=grounds.environment(**more),
        input=feed,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
