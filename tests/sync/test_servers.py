"""Sharing over HTTPS and SSH, with the user's own settings and nobody else's; and what is said when it fails."""

import getpass
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fsworkbook.errors import StoreTrouble
from fsworkbook.store import address, joining, remote, sync
from fsworkbook.store.folder import Folder
from fsworkbook.store.git import Git, connection
from tests.sync.conftest import FAMILY, change, contents, git, record, share
from tests.sync.server import GitServer

PASSWORD = "correct-horse"  # noqa: S105 - nobody else’s
SSHD = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "priya").mkdir()
    return Folder.create(tmp_path / "priya" / "ashdown", FAMILY, change(action="new-family"))


def begin(folder, url, asks=False):
    return sync.begin(remote.Remote(Git(folder.path), address.read(url, folder.path), asks), change())


def test_a_family_over_https_with_a_password_from_the_users_own_helper(tmp_path, folder, own_home):
    served = tmp_path / "served"
    served.mkdir()
    with GitServer(served, password=PASSWORD) as server:
        url = server.add("ashdown.git")
        server.client_settings(own_home, f'"!f() {{ echo username={server.user}; echo password={PASSWORD}; }}; f"')
        record(folder, count=3)
        assert len(begin(folder, url).sent) == 3
        other = joining.join(address.read(url, tmp_path), tmp_path / "tom" / "ashdown")
        record(other, "tom", 2)
        record(folder, "priya", 1)
        share(folder)
        done = share(other, "tom")
        assert (len(done.sent), len(done.received)) == (2, 1)
        share(folder)
        assert contents(folder) == contents(other)
        assert PASSWORD not in (other.path / ".git" / "config").read_text()


def test_what_goes_wrong_over_https_is_said_in_a_sentence_and_loses_nothing(tmp_path, folder, own_home):
    served = tmp_path / "served"
    served.mkdir()
    with GitServer(served, password=PASSWORD) as server:
        url = server.add("ashdown.git")
        before = contents(folder)

        def fails(match, address=url):
            with pytest.raises(StoreTrouble, match=match) as trouble:
                begin(folder, address)
            assert len(str(trouble.value)) < 260
            assert contents(folder) == before

        fails("certificate")  # nobody told this user's git to trust it
        server.client_settings(own_home)
        fails("does not let you in")
        server.client_settings(own_home, f'"!f() {{ echo username={server.user}; echo password=wrong; }}; f"')
        fails("does not let you in")
        server.client_settings(own_home, f'"!f() {{ echo username={server.user}; echo password={PASSWORD}; }}; f"')
        fails("no family at", f"{server.url}/nothing.git")
        git(served / "ashdown.git", "config", "http.receivepack", "false")
        fails("does not let you in")
        git(served / "ashdown.git", "config", "http.receivepack", "true")
        hook = served / "ashdown.git" / "hooks" / "pre-receive"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("#!/bin/sh\necho 'the branch is protected' >&2\nexit 1\n")
        hook.chmod(0o755)
        fails("The rules of localhost refuse")
        hook.unlink()
        assert begin(folder, url).tries == 1
    with pytest.raises(remote.Unreachable, match="cannot be reached"):
        share(folder)


def test_an_answer_that_breaks_off_half_way_is_taken_up_by_the_next_sync(tmp_path, folder, own_home):
    served = tmp_path / "served"
    served.mkdir()
    with GitServer(served) as server:
        server.client_settings(own_home)
        begin(folder, server.add("ashdown.git"))
        record(folder, count=5)
        breaks = iter(range(3))

        def half(handler):
            if "git-receive-pack" not in handler.path or next(breaks, None) is None:
                return False
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n0000")
            handler.close_connection = True
            return True

        server.answer = half
        for _ in range(3):
            with pytest.raises(StoreTrouble):
                share(folder)
        assert len(share(folder).sent) == 5


def test_the_folders_own_settings_cannot_send_a_password_elsewhere(tmp_path, folder):
    canary = tmp_path / "canary"
    with (folder.path / ".git" / "config").open("a") as settings:
        settings.write(f'[credential]\n\thelper = "!touch {canary}"\n')
    with pytest.raises(StoreTrouble, match=r"credential\.helper"):
        begin(folder, "https://localhost:1/a.git")
    assert not canary.exists()


def test_of_the_users_own_settings_only_what_a_connection_needs_is_taken(own_home, monkeypatch):
    (own_home / ".gitconfig").write_text(
        "[credential]\n\thelper = store\n[http]\n\tproxy = http://proxy:3128\n\tsslVerify = false\n"
        '[url "ext::sh -c x "]\n\tinsteadOf = https://\n[core]\n\thooksPath = /tmp\n\tsshCommand = ssh -i key\n'
        '[remote "origin"]\n\tuploadpack = evil\n'
    )
    monkeypatch.setenv("GIT_SSL_NO_VERIFY", "1")
    found = connection(asks=False)
    names = {found[f"GIT_CONFIG_KEY_{place}"] for place in range(int(found["GIT_CONFIG_COUNT"]))}
    assert names == {"credential.helper", "http.proxy", "core.sshcommand"}
    assert "GIT_SSL_NO_VERIFY" not in found
    assert connection(asks=True)["GIT_TERMINAL_PROMPT"] == "1"


SSH = """\
import shlex, subprocess, sys
words = sys.argv[1:]
while words and words[0].startswith("-"):
    words = words[2:] if words[0] in ("-o", "-p") else words[1:]
with open({log!r}, "a") as log:
    log.write(words[0] + "\\n")
if {refuse!r}:
    sys.stderr.write({refuse!r} + "\\n")
    sys.exit(255)
sys.exit(subprocess.run(shlex.split(" ".join(words[1:]))).returncode)
"""


def test_a_family_over_ssh_by_the_users_own_ssh_command(tmp_path, folder, own_home):
    place, log, script = tmp_path / "far" / "ashdown.git", tmp_path / "log", tmp_path / "ssh.py"
    sync.prepare(place)
    script.write_text(SSH.format(log=str(log), refuse=""))
    (own_home / ".gitconfig").write_text(f"[core]\n\tsshCommand = {sys.executable} {script}\n")
    record(folder, count=2)
    assert len(begin(folder, f"git@git.example.org:{place}").sent) == 2
    other = joining.join(address.read(f"ssh://git@git.example.org{place}", tmp_path), tmp_path / "tom" / "ashdown")
    record(other, "tom")
    share(other, "tom")
    assert len(share(folder).received) == 1
    assert set(log.read_text().split()) == {"git@git.example.org"}
    for refuse, said in (
        ("git@git.example.org: Permission denied (publickey).", "does not let you in"),
        ("Host key verification failed.", "does not know the server"),
        ("ssh: connect to host git.example.org port 22: Connection timed out", "cannot be reached"),
    ):
        script.write_text(SSH.format(log=str(log), refuse=refuse))
        with pytest.raises(StoreTrouble, match=said):
            share(folder)


@pytest.mark.skipif(SSHD is None, reason="no sshd on this machine; .ci/run brings one")
def test_a_family_over_a_real_ssh_server(tmp_path, folder, own_home):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for name in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / name], check=True)
    settings = (
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {tmp_path}/host\nAuthorizedKeysFile {tmp_path}/user.pub\n"
        "StrictModes no\nPidFile none\nPermitRootLogin yes\nPasswordAuthentication no\n"
    )
    (tmp_path / "sshd_config").write_text(settings)
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    known = f"-o UserKnownHostsFile={tmp_path}/known -o StrictHostKeyChecking=accept-new"
    (own_home / ".gitconfig").write_text(f"[core]\n\tsshCommand = ssh -i {tmp_path}/user {known}\n")
    place = tmp_path / "far" / "ashdown.git"
    sync.prepare(place)
    url = f"ssh://{getpass.getuser()}@127.0.0.1:{port}{place}"
    command = [SSHD, "-D", "-e", "-f", tmp_path / "sshd_config"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            for _ in range(100):
                with socket.socket() as knock:
                    if knock.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            record(folder, count=2)
            assert len(begin(folder, url).sent) == 2
            other = joining.join(address.read(url, tmp_path), tmp_path / "tom" / "ashdown")
            record(other, "tom")
            share(other, "tom")
            assert len(share(folder).received) == 1
        finally:
            server.terminate()
