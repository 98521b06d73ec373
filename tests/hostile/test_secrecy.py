"""No error, log, commit subject, crash report or process shows a family's words.

Words that stand for what somebody told are planted wherever a family's text can lie; then everything goes wrong.
"""

import os
import re
import shutil
import stat

import pytest

from fsworkbook.cli.frame import sitting
from fsworkbook.errors import StoreTrouble
from fsworkbook.store import codec, commits, files, toml
from tests.cli_bad.tables import WAYS, calls
from tests.hostile.conftest import FULL, Book, posix, there
from tests.hostile.mutation import mutated

pytestmark = posix
WORD = "Nachtigall"
"""A word that a family said."""
TOLD = f"{WORD}rief heute {WORD}nacht an"
SEEDS = range(400 if FULL else 24)
READS = ("show", "log", "module", "person", "team", "rag", "summary", "doctor", "audit verify", "families", "due")


def silent(text, where):
    assert WORD.casefold() not in text.casefold(), (where, text[:600])


def plant(book):
    """Put words into every text of the family that is not a key: who is who, every record, what nobody knows."""
    place = book.folder / "family.toml"
    told = toml.pair("x", TOLD).removeprefix("x = ")
    text = place.read_text()
    text = re.sub(
        r'^(surname|address|agency|terms) = ".*"$', lambda found: f"{found[1]} = {told}", text, flags=re.MULTILINE
    )
    text = re.sub(r'^(name) = "(\w+).*"$', lambda found: f'{found[1]} = "{found[2]} {WORD}"', text, flags=re.MULTILINE)
    place.write_text(text.replace('part = "parent"', f'part = "parent"\nfaith = {told}\nknown_as = [{told}]', 1))
    for path in sorted(book.folder.rglob("2*.md")):
        head, _, body = path.read_text().removeprefix("+++\n").partition("\n+++\n")
        path.write_text(f"+++\n{head}\nwhere = {told}\nzzz = {told}\n+++\n{body}\n{TOLD}\n")
    return book


@pytest.fixture(scope="module")
def sown(prepared, tmp_path_factory):
    """The family with words in it, and its edits committed."""
    book = plant(Book(shutil.copytree(prepared, tmp_path_factory.mktemp("sown") / "place")))
    book.took("note", stdin=f'text = "{TOLD}"')
    return book.place


@pytest.fixture
def planted(sown, tmp_path):
    """The family with words in it, to spoil, and a git that writes down how it is called."""
    book = Book(shutil.copytree(sown, tmp_path / "place"))
    book.note = book.id_of("notes")
    book.calls = tmp_path / "calls"
    real = shutil.which("git")
    wrapper = tmp_path / "bin" / "git"
    wrapper.parent.mkdir()
    wrapper.write_text(f'#!/bin/sh\n{{ echo "$@"; env; }} >> {book.calls}\nexec {real} "$@"\n')
    wrapper.chmod(wrapper.stat().st_mode | stat.S_IXUSR)
    return book


def beside(book, tmp_path):
    """Everything that lies outside the family's folder, but for what the test put there."""
    for path in tmp_path.rglob("*"):
        if path.is_file() and book.caseload not in path.parents and path != book.calls:
            yield path, path.read_bytes().decode("utf-8", errors="replace")


def test_git_is_told_nothing_and_no_subject_says_anything(planted, tmp_path, monkeypatch):
    """What any user of the machine can see of a process, and what travels as a commit's message."""
    monkeypatch.setenv("PATH", f"{planted.calls.parent / 'bin'}:{os.environ['PATH']}")
    for words, table in WAYS.items():
        if not words.startswith("new-family"):
            text = (
                "".join(f"{line}\n" for line in table.split("\n"))
                .replace('"x"', f'"{TOLD}"')
                .replace('"y"', f'"{TOLD}"')
            )
            planted.run(*calls(words, planted), stdin=text)
    for words in READS:
        if there(words):
            planted.run(*words.split())
    called = planted.calls.read_text(errors="replace")
    assert called.count("update-index") > len(WAYS) // 2
    # A commit's author stands in its environment by name; nothing else of a family's does.
    lines = [line for line in called.splitlines() if not line.startswith(("GIT_AUTHOR_NAME=", "GIT_COMMITTER_NAME="))]
    silent("\n".join(lines), "how git is called")
    silent(planted.git("log", "--format=%B"), "the history")
    for path, text in beside(planted, tmp_path):
        silent(text, path)


def test_no_damage_makes_a_message_repeat_words(planted):
    """Each file is damaged in turn, and every command says what is wrong without saying what stands there."""
    victims = [planted.folder / "family.toml", *sorted(planted.folder.rglob("2*.md"))]
    whole = {path: path.read_bytes() for path in victims}
    for seed in SEEDS:
        victim = victims[seed % len(victims)]
        victim.write_bytes(mutated(seed, whole[victim]))
        for words in READS[seed % 3 :: 3]:
            if there(words):
                _code, _out, err = planted.run(*words.split())
                silent(err, (seed, words))
        _code, _out, err = planted.run("note", "--as", "priya", "--from", "-", stdin='text = "x"')
        silent(err.replace(str(planted.folder), ""), seed)
        victim.write_bytes(whole[victim])


@pytest.mark.parametrize("words", [words for words in WAYS if not words.startswith("new-family")])
def test_no_refused_answer_is_repeated(planted, words):
    for value in (TOLD, [TOLD], {TOLD: TOLD}, {"a": TOLD}):
        for key in ("on", "about", "reason", "text", "by", "restricted", TOLD):
            text = WAYS[words].split("[")[0] + "\n" + toml.pair(key, value)
            code, _out, err = planted.run(*calls(words, planted), stdin=text)
            if code:  # what was recorded is said for the family by its name
                silent(err, (words, key))


ACCIDENTS = {
    "a value": lambda: ValueError(TOLD),
    "a key": lambda: KeyError(TOLD),
    "an assertion": lambda: AssertionError(TOLD),
    "a disk": lambda: OSError(5, "Input/output error", f"/x/{TOLD}"),
    "unreadable letters": lambda: UnicodeDecodeError("utf-8", TOLD.encode(), 0, 1, TOLD),
    "letters that cannot be written": lambda: UnicodeEncodeError("utf-8", TOLD, 0, 1, TOLD),
    "too deep": lambda: RecursionError(TOLD),
    "no memory": lambda: MemoryError(TOLD),
    "a type": lambda: TypeError(TOLD),
    "several": lambda: ExceptionGroup(TOLD, [ValueError(TOLD)]),
}


@pytest.mark.parametrize("what", ACCIDENTS)
@pytest.mark.parametrize(
    ("place", "name"), [(codec, "decode"), (commits, "commit"), (files, "put"), (sitting, "choose")]
)
def test_no_accident_is_told_with_words_in_it(planted, monkeypatch, what, place, name):
    def fail(*_args, **_more):
        accident = ACCIDENTS[what]()
        raise accident

    monkeypatch.setattr(place, name, fail)
    for words in ("show", "note --as priya --from -"):
        _code, out, err = planted.run(*words.split(), stdin=f'text = "{TOLD}"')
        silent(err, (words, what))
        assert "Traceback" not in out + err


def test_what_git_says_is_told_without_what_it_quotes(planted):
    """git fails in as many ways as a test can think of, in a folder whose file names are somebody's words."""
    inside = planted.folder / ".git"
    (planted.folder / f"{TOLD}.md").write_text(TOLD)
    for name, data in (("HEAD", f"ref: refs/heads/{WORD}\n"), ("HEAD", TOLD), ("index", TOLD), ("packed-refs", TOLD),
                       ("refs/heads/main", TOLD), ("config", f"[{TOLD}\n"), ("config", f'[core]\n\tx{WORD} = "{TOLD}\n'),  # noqa: E501
                       ("index.lock", TOLD), ("shallow", TOLD), ("MERGE_HEAD", TOLD)):  # fmt: skip
        place = inside / name
        before = place.read_bytes() if place.exists() else None
        place.write_text(data)
        for words in ("log", "note --as priya --from -", "doctor"):
            if there(words):
                _code, _out, err = planted.run(*words.split(), stdin='text = "x"', env={"FSWORKBOOK_PATIENCE": "0"})
                found = [
                    line for line in err.splitlines() if "by hand" not in line
                ]  # names the files that it took along
                silent("\n".join(found).replace(f"x{WORD}".lower(), ""), (name, words))
        if before is None:
            place.unlink(missing_ok=True)
        else:
            place.write_bytes(before)


def test_an_error_of_the_store_holds_no_words(planted, monkeypatch):
    monkeypatch.setattr("fsworkbook.store.git.PATIENCE", 0.0)
    (planted.folder / ".git/index.lock").write_text("")
    _code, _out, err = planted.run("note", "--as", "priya", "--from", "-", stdin=f'text = "{TOLD}"')
    assert issubclass(StoreTrouble, Exception)
    silent(err, "a lock")


def test_the_plan_plants_words(planted):
    """Or the tests above would prove nothing."""
    assert isinstance(planted, Book)
    _code, out, _err = planted.run("show", planted.note)
    assert WORD in out
    assert planted.folder.joinpath("family.toml").read_text().count(WORD) > 10
