"""`setup` and `team`: a key found, made, handed over, entered, replaced, lost."""

import os
import subprocess
import sys

import pytest

from tests.cli.conftest import Terminal

posix = pytest.mark.skipif(os.name == "nt", reason="files have no modes there")
RED = 'rating = "red"\nreason = "He came to the gate."\n'


def keygen(path, phrase=""):
    path.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", phrase, "-f", path], check=True)
    return path


@posix
def test_a_key_is_made_for_its_owner_alone_and_never_made_over(desks):
    key = desks.home("mia") / "signing-key"
    assert key.stat().st_mode & 0o777 == 0o600
    assert f'signing_key = "{key}.pub"' in (desks.home("mia") / "settings.toml").read_text()
    before = key.read_bytes()
    assert "already" in desks.setup("mia", "--signing-key", "new", code=2).stderr
    assert key.read_bytes() == before
    desks.setup("mia", "--signing-key", "none")
    assert "signing_key" not in (desks.home("mia") / "settings.toml").read_text()
    assert key.read_bytes() == before
    desks.run("team", "key", family=False, code=2)


def test_a_key_that_there_is_can_be_named_by_either_half(desks):
    key = keygen(desks.home("sam") / ".ssh" / "id_ed25519")
    for named in (str(key), f"{key}.pub", "~/.ssh/id_ed25519"):
        desks.setup("sam", "--signing-key", named)
        assert desks.line("sam") == " ".join(key.with_suffix(".pub").read_text().split()[:2])
    desks.run("setup", who="sam", table='signing_key = "none"\n', family=False)
    desks.run("team", "key", who="sam", family=False, code=2)


@pytest.mark.parametrize(
    "content", [None, "not a key\n", "ssh-ed25519 AAAA\n", "-----BEGIN OPENSSH PRIVATE KEY-----\n"]
)
def test_what_is_no_key_is_refused_and_nothing_is_written(desks, content):
    file = desks.home("sam") / "k.pub"
    if content:
        file.write_text(content)
    desks.setup("sam", "--signing-key", str(file), code=2)
    assert not (desks.home("sam") / "settings.toml").exists()


def test_setup_asks_which_key_signs_and_shows_what_to_hand_over(desks):
    keygen(desks.home("sam") / ".ssh" / "id_ed25519")
    env = {"HOME": str(desks.home("sam")), "FSWORKBOOK_CONFIG": str(desks.home("sam") / "settings.toml")}
    terminal = Terminal([sys.executable, "-m", "fsworkbook", "setup"], env, cwd=desks.folder)
    for question, answer in (
        ("Your name", "Sam Wells"),
        ("A short word for you", ""),
        ("Your work e-mail", "sam@example.org"),
        ("Your role", "social"),
        ("Who employs you", ""),
        ("The folder of your families", ""),
    ):
        terminal.see(question)
        terminal.type(f"{answer}\r")
    assert "~/.ssh/id_ed25519.pub" in terminal.see("Not now")
    terminal.type("1", "\r")
    terminal.see("Is this right?")
    terminal.type("\r")
    terminal.see("For your team manager")
    assert terminal.end() == 0
    line = (desks.home("sam") / "signing-key.pub").read_text().split()[1]
    assert line[:30] in terminal.screen


def test_only_the_manager_enters_a_key(desks):
    desks.setup("sam", "--signing-key", "new")
    before = desks.state()
    for words in (("team", "change", "sam", "--signing-key", "mine"), ("team", "policy", "--signed", "all")):
        assert "Team manager" in desks.run(*words, who="sam", code=3).stderr
    assert desks.state() == before
    file = desks.folder / "sam.pub"
    file.write_text(desks.line("sam") + " sam@laptop\n")
    desks.run("team", "change", "sam", "--signing-key", str(file))
    assert desks.json("team")[1]["signing_key"] == desks.line("sam")


def test_everybody_has_a_key_of_their_own(desks):
    desks.run("team", "change", "mia", "--signing-key", "mine")
    for given, why in ((desks.line("mia"), "the key of Mia"), ("mine", "for your own"), ("ssh-rsa AAAA", "not whole")):
        assert why in desks.run("team", "change", "sam", "--signing-key", given, code=2).stderr


def test_a_lost_key_is_never_entered_again(signing):
    old = signing.line("sam")
    signing.run("team", "change", "sam", "--lost", "2025-03-01")
    row = next(row for row in signing.json("team") if row["key"] == "sam")
    assert row["signing_key"] == ""
    assert "from = 2025-03-01" in (signing.path / "family.toml").read_text()
    assert "lost" in signing.run("team", "change", "sam", "--signing-key", old, code=2).stderr
    assert "no key here" in signing.run("team", "change", "tia", "--lost", "2025-03-01", code=2).stderr
    assert "--lost" in signing.run("team", "change", "mia", "--lost", "2026-03-01", code=2).stderr


def test_what_a_family_wants_signed_is_shown_and_must_be_a_known_word(signing):
    shown = signing.run("team").stdout
    assert "Signed here: approvals, and changes of the team." in shown
    file = signing.path / "family.toml"
    file.write_text(file.read_text().replace('signed = "approvals"', 'signed = "perhaps"'))
    said = signing.run("team", code=2).stderr
    line = file.read_text().splitlines().index('signed = "perhaps"') + 1
    assert f"line {line}" in said
    assert "approvals" in said


def test_who_leads_enters_their_own_key_before_asking_for_signatures(desks):
    assert "--signing-key mine" in desks.run("team", "policy", "--signed", "all", code=3).stderr
    desks.run("team", "change", "mia", "--signing-key", "mine")
    assert "Sam Wells" in desks.run("team", "policy", "--signed", "all").stderr
    desks.run("team", "policy", table='signed = "none"\n')
    for word in ("none", "some"):
        desks.run("team", "policy", "--signed", word, code=2)
    desks.run("team", "policy", code=2)
