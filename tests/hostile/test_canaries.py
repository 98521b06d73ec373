"""Opening, reading and recording in a folder that somebody else prepared runs nothing of it, and leads nowhere else."""

import os
import socket
import subprocess
import sys

import pytest

from fsworkbook.store import toml
from tests.hostile.conftest import BESIDE, FEW, FULL, READING, RECORDING, posix, there, tried

pytestmark = posix

CONFIGS = {
    "a monitor of the file system": "[core]\n\tfsmonitor = {trap}\n",
    "hooks elsewhere": "[core]\n\thooksPath = {hooks}\n",
    "ssh": '[core]\n\tsshCommand = {trap}\n[remote "origin"]\n\turl = ssh://example.invalid/x\n',
    "a proxy": "[core]\n\tgitProxy = {trap}\n",
    "a pager": "[core]\n\tpager = {trap}\n[pager]\n\tlog = {trap}\n\tstatus = {trap}\n",
    "an editor": "[core]\n\teditor = {trap}\n[sequence]\n\teditor = {trap}\n",
    "what asks for passwords": "[core]\n\taskPass = {trap}\n",
    "another work tree": "[core]\n\tworktree = {beside}\n",
    "a helper for credentials": '[credential]\n\thelper = !{trap}\n[remote "origin"]\n\turl = https://example.invalid/\n',
    "a filter": '[filter "x"]\n\tclean = {trap}\n\tsmudge = {trap}\n\trequired = true\n',
    "a filter that stays": '[filter "x"]\n\tprocess = {trap}\n\trequired = true\n',
    "a driver for differences": '[diff]\n\texternal = {trap}\n[diff "x"]\n\tcommand = {trap}\n\ttextconv = {trap}\n',
    "a driver for merges": '[merge "x"]\n\tdriver = {trap} %O %A %B\n',
    "aliases": "[alias]\n\tstatus = !{trap}\n\tlog = !{trap}\n\tupdate-index = !{trap}\n",
    "another file": "[include]\n\tpath = {include}\n",
    "another file, sometimes": '[includeIf "gitdir:/"]\n\tpath = {include}\n',
    "another file, on a branch": '[includeIf "onbranch:main"]\n\tpath = {include}\n',
    "a program that signs": "[gpg]\n\tprogram = {trap}\n[commit]\n\tgpgSign = true\n[log]\n\tshowSignature = true\n",
    "a program that signs with SSH": '[gpg]\n\tformat = ssh\n[gpg "ssh"]\n\tprogram = {trap}\n',
    "a command for keys": '[gpg "ssh"]\n\tdefaultKeyCommand = {trap}\n',
    "a program for fetching": '[remote "origin"]\n\turl = {beside}/x\n\tuploadpack = {trap}\n\treceivepack = {trap}\n',
    "a helper for a transport": '[remote "origin"]\n\tvcs = x\n',
    "an address that runs": '[remote "origin"]\n\turl = ext::{trap}\n',
    "an address of a descriptor": '[remote "origin"]\n\turl = fd::17\n',
    "an address that is an option": '[remote "origin"]\n\turl = --upload-pack={trap}\n',
    "an address with an option for ssh": '[remote "origin"]\n\turl = ssh://-oProxyCommand={trap}/x\n',
    "an address without a lock": '[remote "origin"]\n\turl = http://example.invalid/x.git\n',
    "an address put in another's place": '[url "ext::{trap} "]\n\tinsteadOf = https\n',
    "a place to push that runs": '[remote "origin"]\n\turl = {beside}/x\n\tpushurl = ext::{trap}\n',
    "a transport that is allowed": '[protocol "ext"]\n\tallow = always\n[protocol]\n\tallow = always\n',
    "a submodule": '[submodule "x"]\n\tupdate = !{trap}\n\turl = ext::{trap}\n\tactive = true\n',
    "a configuration of the work tree": "[extensions]\n\tworktreeConfig = true\n",
    "objects that come when asked for": '[extensions]\n\tpartialClone = origin\n[remote "origin"]\n\tpromisor = true\n',
    "a program that merges": '[mergetool "x"]\n\tcmd = {trap}\n[difftool "x"]\n\tcmd = {trap}\n',
    "a filter of trees": "[uploadpack]\n\tpackObjectsHook = {trap}\n",
    "a command for borrowed objects": "[core]\n\talternateRefsCommand = {trap}\n",
    "attributes elsewhere": "[core]\n\tattributesFile = {beside}/attributes\n",
    "a trailer": '[trailer "x"]\n\tkey = x\n\tcommand = {trap}\n\tcmd = {trap}\n',
    "a web browser": '[browser "x"]\n\tcmd = {trap}\n[web]\n\tbrowser = x\n',
    "a task for later": "[maintenance]\n\tauto = true\n[gc]\n\tauto = 1\n\trecentObjectsHook = {trap}\n",
    "a program that lists": "[interactive]\n\tdiffFilter = {trap}\n",
    "a template": "[init]\n\ttemplateDir = {hooks}\n",
    "a name that git reads and we might not": "[core]\n\tbare = false ; \\\n[core]\n\tfsmonitor = {trap}\n",
    "a key behind a section on one line": "[core] fsmonitor = {trap}\n",
    "a key in capitals": "[CORE]\n\tFSMONITOR = {trap}\n",
    "a section in the old manner": "[filter.x]\n\tclean = {trap}\n",
    "carriage returns": "[core]\r\n\tfsmonitor = {trap}\r\n",
}  # fmt: skip


def put(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(data)


def link(name, target=""):
    """A link in the place of a file or folder of the family; without a target, to the folder beside it."""

    def prepare(book, trap):
        path = book.folder / name
        if path.is_dir() and not path.is_symlink():
            path.rename(book.place / "away")
        else:
            path.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(trap.place / target)

    return prepare


def pipe(name):
    """A pipe that nobody ever writes to, in the place of a file."""

    def prepare(book, _trap):
        path = book.folder / name
        path.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(path)

    return prepare


def text(name, words):
    """A file of the family that says something; `{beside}` is the folder beside it, `{trap}` a program there."""

    def prepare(book, trap):
        put(book.folder / name, words.format(beside=trap.place, trap=trap.script))

    return prepare


def huge(name):
    """A file of forty gigabytes, of which none is on the disk."""

    def prepare(book, _trap):
        put(book.folder / name, "+++\n")
        os.truncate(book.folder / name, 40 << 30)

    return prepare


def socket_for(name):
    def prepare(book, _trap):
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(str(book.place / "s"))
        (book.place / "s").rename(book.folder / name)

    return prepare


ATTRIBUTES = "* filter=x diff=x merge=x text eol=crlf ident working-tree-encoding=UTF-16\n"


def journal(path, data="stolen\n", key=""):
    """The journal of a recording that never was."""

    def prepare(book, trap):
        head = book.plain_git("rev-parse", "HEAD").decode().strip()
        entry = {"path": path.format(beside=trap.place), "data": data.format(trap=trap.script)}
        table = {"parent": head, "shows": ["x"], "message": "x", "name": "x", "email": "x", "when": 1}
        table |= {"key": key.format(beside=trap.place), "entries": [entry]}
        lines = "".join(f"{toml.pair(name, value)}\n" for name, value in table.items())
        put(book.folder / ".git/fsworkbook/pending", lines)

    return prepare


def gitlink(book, trap):
    """A submodule that is committed, with a repository in its place that runs programs."""
    inner = book.folder / "visits"
    book.plain_git("init", "-q", "visits")
    book.plain_git("-C", "visits", "commit", "-q", "--allow-empty", "-m", "x")
    head = book.plain_git("-C", "visits", "rev-parse", "HEAD").decode().strip()
    book.plain_git("update-index", "--add", "--cacheinfo", f"160000,{head},visits")
    put(book.folder / ".gitmodules", f'[submodule "visits"]\n\tpath = visits\n\turl = ext::{trap.script}\n')
    book.plain_git("add", ".gitmodules")
    book.plain_git("commit", "-q", "-m", "x")
    with (inner / ".git/config").open("a") as file:
        file.write(f"[core]\n\tfsmonitor = {trap.script}\n\thooksPath = {trap.hooks(trap.place / 'hooks')}\n")


def nested(name):
    """A repository that runs programs, in a folder of records."""

    def prepare(book, trap):
        book.plain_git("-C", "notes", "init", "-q")
        with (book.folder / "notes/.git/config").open("a") as file:
            file.write(f"[core]\n\tfsmonitor = {trap.script}\n\thooksPath = {trap.hooks(trap.place / 'hooks')}\n")
        (book.folder / "notes/.git").rename(book.folder / "notes" / name)

    return prepare


def colleague(book, trap):
    """A colleague's address that is a repository with hooks, brought along in the folder."""
    place = book.folder / "notes/evil.git"
    book.plain_git("init", "-q", "--bare", str(place))
    trap.hooks(place / "hooks")
    with (place / "config").open("a") as file:
        file.write(f"[uploadpack]\n\tpackObjectsHook = {trap.script}\n")
        file.write(f"[core]\n\talternateRefsCommand = {trap.script}\n")
    with (book.folder / ".git/config").open("a") as file:
        file.write('[remote "origin"]\n\turl = notes/evil.git\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n')


def drafts(book, trap):
    place = book.folder / ".git/fsworkbook/drafts"
    place.mkdir(parents=True)
    os.mkfifo(place / "module-3-pa-r.json")
    (place / "x.json").symlink_to(trap.place / "secret.md")


def hooks(book, trap):
    trap.hooks(book.folder / ".git/hooks")


def programs(book, trap):
    for name in ("git", "ssh", "ssh-keygen", "sh", "nano", "vi", "less", "git-log", "git-status", "git-remote-https"):
        trap.program(name, book.folder)


def modules(book, trap):
    for name in ("tomllib", "json", "typer", "git", "rich", "questionary", "sitecustomize", "datetime", "tempfile"):
        put(book.folder / f"{name}.py", f"open({str(trap.trace)!r}, 'a').write({name!r})\n")


RECORD = "notes/2025-03-04-priya-aaaaaaaaaa.md"
PREPARED = {
    "hooks in the folder": hooks,
    "attributes at the top": text(".gitattributes", ATTRIBUTES),
    "attributes in a folder of records": text("notes/.gitattributes", ATTRIBUTES),
    "attributes of the clone": text(".git/info/attributes", ATTRIBUTES),
    "a submodule that is committed": gitlink,
    "a repository among the records": nested(".git"),
    "a repository in capitals": nested(".GIT"),
    "a repository with a dot": nested(".git."),
    "a repository with a space": nested(".git "),
    "a repository with a mark that nobody sees": nested(".g\u200cit"),
    "a repository by its short name": nested("GIT~1"),
    "a repository by a stream's name": nested(".git::$INDEX_ALLOCATION"),
    "a file that leads to a repository": text("notes/.git", "gitdir: {beside}\n"),
    "a colleague's folder with hooks, inside": colleague,
    "borrowed objects": text(".git/objects/info/alternates", "{beside}/objects\n"),
    "borrowed objects over the network": text(".git/objects/info/http-alternates", "https://example.invalid/x\n"),
    "programs that are named as ours": programs,
    "modules that are named as Python's": modules,
    "an unfinished recording that leads up": journal("../../../beside/new.md"),
    "an unfinished recording that leads elsewhere": journal("{beside}/new.md"),
    "an unfinished recording of a hook": journal(".git/hooks/pre-commit"),
    "an unfinished recording of a configuration": journal(".GIT/config", "[core]\n\tfsmonitor = {trap}\n"),
    "an unfinished recording of attributes": journal("notes/.gitattributes", ATTRIBUTES),
    "an unfinished recording with a key": journal(RECORD, "+++\n+++\n", "{beside}/secret.md"),
    "an unfinished recording that is a pipe": pipe(".git/fsworkbook/pending"),
    "drafts that are pipes and links": drafts,
    "a record that is a link": link(RECORD, "secret.md"),
    "a record that is a pipe": pipe(RECORD),
    "a record that is a socket": socket_for(RECORD),
    "a record that is a device": link(RECORD, "/dev/zero"),
    "a record of many gigabytes": huge(RECORD),
    "a folder of records that is a link": link("notes"),
    "a folder of modules that is a link": link("modules/3"),
    "attachments that are a link": link("attachments"),
    "a link that leads round": link("notes/round", "../place/caseload/marlow"),
    "who is who that is a link": link("family.toml", "secret.toml"),
    "who is who that is a pipe": pipe("family.toml"),
    "who is who that is a device": link("family.toml", "/dev/zero"),
    "who is who of many gigabytes": huge("family.toml"),
    "a pipe for what git ignores": pipe(".gitignore"),
    "a pipe for what git ignores among records": pipe("notes/.gitignore"),
    "a pipe for attributes": pipe(".gitattributes"),
    "a pipe for attributes among records": pipe("notes/.gitattributes"),
    "a link for attributes": link(".gitattributes", "secret.md"),
    "a private folder that is a link": link(".git/fsworkbook"),
    "a lock that is a link": link(".git/fsworkbook/lock", "secret.md"),
    "a lock that is a pipe": pipe(".git/fsworkbook/lock"),
}
for name in ("config", "HEAD", "index", "packed-refs", "refs/heads/main", "logs/HEAD", "logs/refs/heads/main",
             "info/exclude", "info/attributes", "ORIG_HEAD", "FETCH_HEAD", "shallow", "index.lock"):  # fmt: skip
    PREPARED[f".git/{name} is a link"] = link(f".git/{name}", "secret.md")
for name in ("refs", "refs/heads", "objects", "objects/info", "objects/pack", "logs", "info", "hooks"):
    PREPARED[f".git/{name} is a link to a folder"] = link(f".git/{name}")
for name in ("config", "HEAD", "index", "packed-refs", "refs/heads/main", "info/exclude", "info/attributes",
             "shallow", "info/grafts"):  # fmt: skip
    PREPARED[f".git/{name} is a pipe"] = pipe(f".git/{name}")
for name in ("commondir", "gitdir", "config.worktree"):
    PREPARED[f".git/{name} leads elsewhere"] = text(f".git/{name}", "{beside}\n")


def hold(book, trap, prepare):
    """Prepare the folder, try the commands in it, and hold that nothing was run, read or changed elsewhere."""
    prepare()
    before = trap.seen()
    for words in [*READING, *RECORDING] if FULL else FEW:
        if there(words):
            _code, out, err = tried(book, words)
            assert trap.ran == "", (words, trap.ran)
            assert BESIDE not in out + err, words
            assert trap.seen() == before, words


@pytest.mark.parametrize("what", CONFIGS)
def test_no_setting_of_gits_is_obeyed(book, trap, what):
    include = trap.place / "include"
    include.write_text(f"[core]\n\tfsmonitor = {trap.script}\n")
    hooks = trap.hooks(trap.place / "hooks")
    text = CONFIGS[what].format(trap=trap.script, hooks=hooks, beside=trap.place, include=include)

    def prepare():
        with (book.folder / ".git/config").open("a", newline="") as file:
            file.write(text)
        (book.folder / ".gitattributes").write_text("* -text\n")
        edited = book.folder / "notes" / f"{book.note}.md"
        edited.write_text(edited.read_text() + "edited\n")

    hold(book, trap, prepare)


@pytest.mark.parametrize("what", PREPARED)
def test_nothing_that_was_prepared_is_followed(book, trap, what):
    hold(book, trap, lambda: PREPARED[what](book, trap))


@pytest.mark.parametrize("path", ["", ".", ":", "notes"])
def test_programs_are_never_taken_from_where_one_stands(book, trap, path):
    for name in ("git", "ssh-keygen", "ssh", "sh"):
        trap.program(name, book.folder)
        trap.program(name, book.folder / "notes")
    env = {"PATH": f"{path}:{os.environ['PATH']}"}
    for words in ("log", "note"):
        code, _out, err = book.process(*words.split(), *(["--from", "-", "--as", "priya"] if words == "note" else []),
                                       stdin='text = "x"', env=env)  # fmt: skip
        assert (code, trap.ran) == (0, ""), err


def test_pythons_modules_are_never_taken_from_where_one_stands(book, trap):
    modules(book, trap)
    for words in ("log", "note --from - --as priya", "show"):
        done = subprocess.run(
            [sys.executable, "-m", "fsworkbook", *words.split()],
            cwd=book.folder, env={**os.environ, **book.env}, input=b'text = "x"', capture_output=True, check=False
        )  # fmt: skip
        assert (done.returncode, trap.ran) == (0, ""), done.stderr


def test_a_clones_attributes_outweigh_what_the_index_brings_along(book):
    """Attributes that stand in git's index alone, marked as never to be looked at, turn no byte of a record."""
    (book.folder / "notes/.gitattributes").write_text("* text eol=crlf ident\n")
    book.plain_git("add", "notes/.gitattributes")
    book.plain_git("commit", "-q", "-m", "x")
    book.plain_git("update-index", "--skip-worktree", "notes/.gitattributes")
    (book.folder / "notes/.gitattributes").unlink()
    [record] = book.took("note", stdin='text = "one\\r\\ntwo $Id$\\r\\n"')
    kept = (book.folder / f"notes/{record}.md").read_bytes()
    assert kept.count(b"\r\n") == 2
    assert book.plain_git("cat-file", "-p", f"HEAD:notes/{record}.md") == kept
