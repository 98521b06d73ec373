"""The ground that everything is measured on: a folder under build/, a clean environment, the peers' own venv."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GROUND = ROOT / "build" / "bench"
BIN = Path(sys.executable).parent
PYTHON = str(sys.executable)
PROGRAM = str(BIN / "fsworkbook")
PEERS = GROUND / "peers"

# Whoever has compiled modules kept from being written would measure the compiler, in the program and not in its peers.
_LEFT_OUT = ("FSWORKBOOK", "GIT_", "PYTHON", "XDG_", "VIRTUAL_ENV", "EDITOR", "VISUAL")


def environment(**more: str) -> dict[str, str]:
    """Return the environment of every process: a home of its own, git without anybody's configuration."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(_LEFT_OUT)}
    home = GROUND / "home"
    home.mkdir(parents=True, exist_ok=True)
    return (
        inherited
        | {
            "HOME": str(home),
            "LC_ALL": "C.UTF-8",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "Priya Nandakumar",
            "GIT_AUTHOR_EMAIL": "priya@example.org",
            "GIT_COMMITTER_NAME": "Priya Nandakumar",
            "GIT_COMMITTER_EMAIL": "priya@example.org",
        }
        | more
    )


def settle() -> None:
    """Write the settings that a practitioner has after `setup`, so that reading them is paid for too."""
    folder = GROUND / "home" / ".config" / "fsworkbook"
    folder.mkdir(parents=True, exist_ok=True)
    text = 'key = "priya"\nname = "Priya Nandakumar"\nemail = "priya@example.org"\nrole = "social-worker"\n'
    (folder / "settings.toml").write_text(text, encoding="utf-8")


def fresh(name: str) -> Path:
    """Return an empty folder of that name on the ground."""
    folder = GROUND / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def run(*command: str, cwd: Path | None = None, feed: bytes | None = None) -> None:
    """Run a process to its end, without a word; one that fails ends the benchmark."""
    done = subprocess.run(command, cwd=cwd, input=feed, env=environment(), capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed: {done.stderr.decode(errors='replace')[-2000:]}")


def peer(name: str) -> str | None:
    """Return the path of a peer's program, installed where it is missing; None where it cannot be had."""
    program = PEERS / BIN.name / name
    if program.exists():
        return str(program)
    if not PEERS.exists():
        venv.create(PEERS, with_pip=True)
    install = [PEERS / BIN.name / "python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet", name]
    done = subprocess.run(install, capture_output=True, check=False)
    return str(program) if done.returncode == 0 and program.exists() else None
