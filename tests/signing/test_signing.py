"""Recording with a key, and without one where the family asks for it: signed, said, or refused before it is written."""

import os
import shutil
import subprocess

import pytest

from tests.signing.test_keys import RED, keygen, posix


def test_whoever_has_a_key_signs_everything_and_nobody_is_named(waiting):
    waiting.approve()
    waiting.run("rate", who="sam", table=RED)
    assert waiting.signed()
    assert waiting.verdicts() == []
    waiting.setup("tia")
    waiting.run("rate", who="tia", table=RED)
    assert not waiting.signed()
    assert waiting.verdicts() == []  # a rating is no approval


def test_another_persons_record_is_not_signed_with_my_key(signing):
    signing.run("rate", "--as", "sam", table=RED)
    assert not signing.signed()


def test_an_approval_waits_for_a_key(waiting):
    settings = waiting.home("mia") / "settings.toml"
    kept = settings.read_text()
    waiting.setup("mia", "--signing-key", "none")
    before = waiting.state()
    said = waiting.approve(code=3).stderr
    assert "setup --signing-key new" in said
    said = waiting.run("team", "leave", "tia", "--on", "2025-03-10", code=3).stderr
    assert "asks for a signature" in said
    assert waiting.state() == before
    settings.write_text(kept)
    waiting.approve()
    assert waiting.signed()


@pytest.mark.parametrize("trouble", ["gone", "open", "locked", "half", "other", "unentered"])
@posix
def test_a_key_that_cannot_sign_keeps_an_approval_waiting_and_lets_a_fact_pass(waiting, trouble):
    key = waiting.home("mia") / "signing-key"
    public = key.with_name("signing-key.pub")
    code, why = 4, str(key)
    if trouble == "gone":
        key.unlink()
        public.unlink()
    elif trouble == "half":
        key.unlink()
        why = "beside signing-key.pub"
    elif trouble == "open":
        key.chmod(0o644)
        why = "chmod 600"
    elif trouble == "locked":
        subprocess.run(["ssh-keygen", "-q", "-p", "-N", "a phrase", "-f", key], check=True, stdout=subprocess.DEVNULL)
        why = "ssh-add"
    elif trouble == "other":
        public.write_text("nothing\n")
        why = "no SSH public key"
    else:
        keygen(waiting.home("mia") / "another")
        waiting.setup("mia", "--signing-key", str(waiting.home("mia") / "another"))
        code, why = 3, "team key"
    before = waiting.state()
    said = waiting.approve(code=code).stderr
    assert why in said
    assert "Nothing was recorded." in said
    assert "Traceback" not in said
    assert waiting.state() == before
    passed = waiting.run("note", table='text = "She rang."\n')
    assert waiting.signed() == (trouble == "unentered")
    assert trouble == "unentered" or "Recorded without a signature" in passed.stderr


@posix
def test_a_key_that_an_agent_holds_signs(waiting, tmp_path):
    if shutil.which("ssh-agent") is None:
        pytest.fail("OpenSSH is here without its ssh-agent")
    key = keygen(waiting.home("mia") / "guarded", "a phrase")
    waiting.setup("mia", "--signing-key", str(key))
    waiting.run("team", "change", "mia", "--signing-key", "mine")
    assert not waiting.signed()
    socket = f"{tmp_path}/a"
    agent = subprocess.Popen(["ssh-agent", "-D", "-a", socket], stdout=subprocess.DEVNULL)
    try:
        while not os.path.exists(socket):  # noqa: PTH110 - a socket, awaited
            assert agent.poll() is None
        ask = tmp_path / "ask"
        ask.write_text("#!/bin/sh\necho 'a phrase'\n")
        ask.chmod(0o700)
        asked = os.environ | {"SSH_AUTH_SOCK": socket, "SSH_ASKPASS": str(ask), "SSH_ASKPASS_REQUIRE": "force"}
        subprocess.run(["ssh-add", "-q", str(key)], env=asked, check=True)
        waiting.more = {"SSH_AUTH_SOCK": socket}
        waiting.approve()
        assert waiting.signed()
    finally:
        agent.terminate()
        agent.wait()


def test_under_all_a_fact_without_a_signature_is_recorded_said_and_named(signing):
    signing.run("team", "policy", "--signed", "all")
    signing.setup("tia")
    said = signing.run("rate", who="tia", table=RED).stderr
    assert "Recorded without a signature" in said
    assert signing.verdicts() == [("unsigned", "rating")]


def test_what_was_edited_by_hand_stands_under_nobodys_key(signing):
    file = signing.path / "family.toml"
    file.write_text(file.read_text() + "# a remark\n")
    signing.run("rate", who="sam", table=RED)
    assert signing.signed()
    assert not signing.signed("HEAD^")


def test_a_recording_that_a_folder_says_was_cut_off_is_never_signed(signing):
    """Somebody prepares a folder so that my computer would sign what I never saw."""
    journal = signing.path / ".git/fsworkbook/pending"
    head = signing.git("rev-parse", "HEAD").strip()
    data = (
        f'parent = "{head}"\nshows = ["x"]\nmessage = "note · mia · 2025-03-10"\nname = "Mia Moss"\n'
        f'email = "mia@example.org"\nwhen = 1741608000\nkey = "{signing.home("mia")}/signing-key.pub"\n'
        'entries = [{ path = "notes/2025-03-10-mia-aaaaaaaaaa.md", data = "+++\\n" }]\n'
    )
    journal.write_text(data)
    signing.run("team")
    assert signing.git("log", "-1", "--format=%s").strip() == "note · mia · 2025-03-10"
    assert not signing.signed()
