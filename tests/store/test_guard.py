"""A folder that somebody else prepared runs nothing of theirs."""

import sys

import pytest

from fsworkbook.errors import StoreTrouble
from fsworkbook.store import guard
from fsworkbook.store.folder import Folder
from tests.store.conftest import git, make_change, make_record

posix = pytest.mark.skipif(sys.platform == "win32", reason="shell scripts")
HOSTILE = {
    "core.fsmonitor": "[core]\n\tfsmonitor = {script}\n",
    "core.hookspath": "[core]\n\thooksPath = {folder}\n",
    "core.sshcommand": "[core]\n\tsshCommand = {script}\n",
    "core.pager": "[core] pager = {script}\n",
    "core.worktree": "[core]\nworktree = /\n",
    "filter.x.clean": '[filter "x"]\n\tclean = {script}\n',
    "filter.x.y.clean": '[filter "x.y"]\n\tclean = {script}\n',
    "alias.status": "[alias]\n\tstatus = !{script}\n",
    "include.path": "[include]\n\tpath = {folder}/config\n",
    "includeif.gitdir:/.path": '[includeIf "gitdir:/"]\n\tpath = {folder}/config\n',
    "credential.helper": "[credential]\n\thelper = !{script}\n",
    "diff.external": "[diff]\n\texternal = {script}\n",
    "gpg.program": "[gpg]\n\tprogram = {script}\n",
    "gpg.ssh.program": '[gpg "ssh"]\n\tprogram = {script}\n',
    "remote.origin.uploadpack": '[remote "origin"]\n\tuploadpack = {script}\n',
    "remote.origin.url": '[remote "origin"]\n\turl = ext::{script}\n',
    "remote.o.url": '[remote "o"]\n\turl = --upload-pack={script}\n',
    "remote.h.url": '[remote "h"]\n\turl = http://example.org/x.git\n',
    "url.ext::x.insteadof": '[url "ext::x"]\n\tinsteadOf = file\n',
    "extensions.worktreeconfig": "[extensions]\n\tworktreeConfig = true\n",
    "core.editor": '[core]\n\tbare = false\\\n\n[core "x\\"y"]\n[core]\n\teditor = {script}\n',
    "core.askpass": '[core]\n\tfilemode = "a\\\n" ; x\n\taskPass = {script}\n',
}  # fmt: skip


@posix
@pytest.mark.parametrize("key", HOSTILE)
def test_nothing_is_run_and_the_key_is_named(folder, tmp_path, key):
    script = tmp_path / "script"
    script.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    script.chmod(0o755)
    for hook in ("pre-commit", "post-index-change", "reference-transaction", "post-commit", "config"):
        (tmp_path / hook).write_text(script.read_text() if hook != "config" else f"[core]\nfsmonitor = {script}\n")
        (tmp_path / hook).chmod(0o755)
    (folder.path / ".gitattributes").write_text("* -text\n")
    with (folder.path / ".git/config").open("a") as config:
        config.write(HOSTILE[key].format(script=script, folder=tmp_path))
    (folder.path / "family.toml").write_text("format = 1\n# edited\n")
    for act in (lambda: folder.write(make_change(make_record())), folder.history, folder.hand_edits):
        with pytest.raises(StoreTrouble) as error:
            act()
        assert f"`{key}`" in str(error.value)
    assert not (tmp_path / "ran").exists()
    assert folder.records() == ((), ())


@posix
def test_hooks_in_the_folder_itself_are_not_run(folder, tmp_path):
    hooks = folder.path / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("pre-commit", "commit-msg", "post-commit", "post-index-change", "reference-transaction"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\nexit 1\n")
        (hooks / name).chmod(0o755)
    folder.write(make_change(make_record()))
    folder.history()
    assert not (tmp_path / "ran").exists()


@posix
def test_the_users_own_configuration_changes_nothing(folder, tmp_path, monkeypatch):
    (tmp_path / "home").mkdir()
    (tmp_path / "home/.gitconfig").write_text(
        f"[core]\nautocrlf = true\nhooksPath = {tmp_path}\nexcludesFile = {tmp_path}/ignore\n"
        "[commit]\ngpgSign = true\n[status]\nshowUntrackedFiles = no\n[i18n]\ncommitEncoding = latin1\n"
    )
    (tmp_path / "ignore").write_text("*.md\n")
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere")
    record = make_record(text="one\r\ntwo\n")
    folder.write(make_change(record))
    assert folder.history()[0].records == (record.id,)
    monkeypatch.undo()
    assert git(folder, "cat-file", "-p", f"HEAD:ratings/{record.id}.md").count("\n") >= 9
    assert folder.records()[0] == (record,)


@pytest.mark.parametrize(
    "config",
    [
        '[remote "origin"]\n\turl = git@example.org:team/ashdown.git\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n',
        '[remote "o"]\nurl = https://e.org/a.git\n[branch "main"]\n\tremote = origin\n\tmerge = refs/heads/main\n',
        '[remote "o"]\nurl = /srv/a.git\n[remote "p"]\n\turl = file:///srv/x\n[remote "q"]\n\turl = ../x\n',
        '[remote "o"]\n\turl = C:\\\\families\\\\ashdown.git\n',
        '; a remark\n# another\n\n[user]\n\tname = Priya\n\temail = "p@e.org"\n',
    ],
)
def test_what_sharing_needs_is_allowed(folder, config):
    with (folder.path / ".git/config").open("a") as file:
        file.write(config)
    folder.write(make_change(make_record()))


@pytest.mark.parametrize(
    "line", ["*.md filter=x", "* text", "* ident", "*.md working-tree-encoding=UTF-16", "[attr]x -text"]
)
@pytest.mark.parametrize("place", [".gitattributes", ".git/info/attributes"])
def test_attributes_that_change_bytes_are_named(folder, place, line):
    (folder.path / place).parent.mkdir(exist_ok=True)
    (folder.path / place).write_text(f"* -text\n{line}\n")
    with pytest.raises(StoreTrouble, match="attributes, line 2"):
        folder.write(make_change(make_record()))


@posix
def test_a_git_folder_that_leads_elsewhere_is_refused(folder, tmp_path):
    other = Folder.create(tmp_path / "other", "format = 1\n", make_change())
    (folder.path / ".git/commondir").write_text(str(other.path / ".git"))
    with pytest.raises(StoreTrouble, match="another place"):
        folder.write(make_change(make_record()))
    (folder.path / ".git").rename(tmp_path / "moved")
    (folder.path / ".git").write_text(f"gitdir: {tmp_path}/moved\n")
    with pytest.raises(StoreTrouble, match="no history of its own"):
        folder.hand_edits()
    (folder.path / ".git").unlink()
    with pytest.raises(StoreTrouble, match="no history of its own"):
        folder.hand_edits()
    (folder.path / ".git").symlink_to(tmp_path / "moved")
    with pytest.raises(StoreTrouble, match="no history of its own"):
        folder.hand_edits()


@pytest.mark.parametrize(
    "text",
    [
        "[a]\nb = c\\\nd = e",
        "[a]\rb",
        '[a]\nb = "c',
        "[a.b]\nc = d",
        "b = c",
        "[a] b = c",
        "[a]\nb = c ; d",
        "\ufeff[a]\n",
    ],
)
def test_only_git_tells_what_is_not_plain(text):
    assert guard.plain_entries(text.encode()) is None


def test_plain_entries_are_read_as_git_reads_them(folder):
    text = '[core]\n\tbare = false\n  [Remote "O.x"]\nURL=a b\n\tfetch\n\n# x\n[user] \n name =  P  \n'
    (folder.path / ".git/config").write_text(text)
    listed = git(folder, "config", "--file", ".git/config", "-z", "--list").encode()
    assert guard.plain_entries(text.encode()) == guard.git_entries(listed)
