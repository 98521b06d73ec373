"""A family's text never drives the terminal, and stands whole in the file."""

import ast
import json
import re
import tomllib
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fsworkbook.cli
from fsworkbook.cli.frame.desk import Desk
from fsworkbook.cli.frame.output import clean, columns, emit_json, say, stood_in, tell, warn
from fsworkbook.store import toml
from tests.cli.conftest import Terminal
from tests.cli_work.conftest import PROGRAM
from tests.hostile.conftest import posix

NASTY = (
    "a\x1b[2Jb\x1b]0;title\x07c\x1b]8;;http://example.invalid\x1b\\d\x1b]52;c;eA==\x07e\x9b31mf\x90g\x85h\x7fi\x08\x08j"
    "\u202ek\u2066l\u200bm\ufeffn\u2028o[red]p[/oops]q\x1bPr\x1b\\s\x0et\x0b\x0cu" + "z\u0301" + "\u0335" * 50
)
"""What a terminal, a markup or a line of columns could obey."""

ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
SGR = re.compile(r"\x1b\[[0-9;]*m")
READS = ("show {note}", "show", "show --all", "log", "log --all", "module", "module 3", "person", "team", "household",
         "order", "families", "families marlow", "rag", "summary", "summary --for-supervision", "supervision", "consent --list",  # noqa: E501
         "status --list", "report --check --assessment PA-R", "use marlow", "show --person rosa", "cover", "due",
         "doctor", "audit verify", "action", "meeting")  # fmt: skip
WRONG = ("show {word}", "log --person {word}", "module {word}", "families {word}", "use {word}", "{word}",
         "note --from {word}", "note --as {word}", "show --{word}", "person change {word}", "strike {word}", "log --since {word}",  # noqa: E501
         "sync {word}", "join {word}", "report --output {word} --assessment PA-R", "--caseload {word} families")  # fmt: skip  # noqa: E501


def harmless(text):
    found = ACTING.search(SGR.sub("", text))
    assert found is None, (found, text[:400])


def poison(book):
    """Put what bites into every text of the family: records, names, addresses, keys that nobody knows, file names."""
    place = book.folder / "family.toml"
    nasty = toml.pair("x", NASTY).removeprefix("x = ")
    text = place.read_text()
    text = re.sub(r'^(surname|name|address|agency|reference|terms) = ".*"$', lambda found: f"{found[1]} = {nasty}", text,  # noqa: E501
                  flags=re.MULTILINE)  # fmt: skip
    text = text.replace('part = "parent"', f'part = "parent"\nknown_as = [{nasty}]\nfaith = {nasty}', 1)
    place.write_text(f"{nasty} = {nasty}\n{text}")
    assert tomllib.loads(place.read_text())["surname"] == NASTY
    for kind in ("notes", "chronology", "modules"):
        path = next((book.folder / kind).rglob("*.md"))
        head, _, body = path.read_text().removeprefix("+++\n").partition("\n+++\n")
        body = body.replace("Rosa", NASTY.replace("\u2028", "") + " Rosa")
        path.write_text(f"+++\n{head}\nwhere = {nasty}\n{nasty} = {nasty}\n+++\n{body}", newline="")
    (book.folder / "notes" / f"{NASTY.replace('/', '')[:60]}.md").write_text("x")
    return book


@pytest.mark.parametrize("colour", [{"NO_COLOR": "1"}, {"NO_COLOR": "", "FORCE_COLOR": "1"}])
def test_no_reading_command_lets_it_through(book, colour):
    poison(book)
    for words in READS:
        call = words.format(note=book.note).split()
        for more in ([], ["--json"]):
            code, out, err = book.run(*call, *more, env=colour)
            assert "something unexpected" not in err, (words, err)
            harmless(out + err)
            if more and code == 0 and out:
                json.loads(out)


def test_what_is_shown_stands_whole_in_the_file(book):
    nasty = toml.pair("text", NASTY)
    [record] = book.took("note", stdin=nasty)
    data = (book.folder / f"notes/{record}.md").read_bytes().decode()
    assert NASTY in data
    code, out, _err = book.run("show", record)
    assert code == 0
    harmless(out)
    assert "[red]p[/oops]" in out
    code, out, _err = book.run("show", record, "--json")
    harmless(out)
    assert NASTY in json.dumps(json.loads(out), ensure_ascii=False).encode().decode("unicode_escape", "replace") or (
        NASTY in _strings(json.loads(out))
    )


def _strings(value):
    if isinstance(value, dict):
        return "".join(_strings(item) for item in value.values())
    return "".join(map(_strings, value)) if isinstance(value, list) else str(value)


@pytest.mark.parametrize("words", WRONG)
def test_no_refusal_lets_through_what_was_typed(book, words):
    for word in (NASTY.replace("\x00", ""), "\x1b]0;x\x07", "\udc80\u202e", "[red]", "[/oops]"):
        call = [part.replace("{word}", word) for part in words.replace("{note}", book.note).split(" ")]
        code, out, err = book.run(*call)
        assert "something unexpected" not in err, (words, err)
        assert code in {0, 1, 2, 3, 4}
        harmless(out + err)


@given(st.text())
def test_nothing_that_is_printed_acts(text):
    for shown in (clean(text), stood_in(text)):
        harmless(shown)
    assert len(stood_in(text)) == len(text)


@given(st.text(), st.text())
def test_no_road_of_output_lets_it_through(text, more):
    desk = Desk(env={"FORCE_COLOR": "1"}, stdin=StringIO(), stdout=StringIO(), stderr=StringIO(), cwd=Path())
    say(desk, text, *columns([(text, more), (more, text)]))
    tell(desk, text)
    warn(desk, text)
    emit_json(desk, "x", more, None, {text: [more]})
    harmless(desk.stdout.getvalue() + desk.stderr.getvalue())


def test_nobody_prints_past_output():
    """Only `output` (and, with fixed words, `main` and the counting line) writes to a stream."""
    allowed = {"frame/output.py", "main.py"}
    root = Path(fsworkbook.cli.__file__).parent
    for path in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func)
            printing = name in {
                "print",
                "typer.echo",
                "typer.secho",
                "click.echo",
                "sys.stdout.write",
                "sys.stderr.write",
            }
            writing = re.fullmatch(r"(.*\.)?(stdout|stderr|stream|console)\.(write|writelines|print)", name)
            if (printing or writing) and path.relative_to(root).as_posix() not in allowed:
                temporary = path.name == "settings.py" and name == "stream.write"  # a file, not a terminal
                assert temporary, f"{path.name}:{node.lineno} prints past output"


@posix
def test_a_real_terminal_shows_questions_and_drafts_harmlessly(book):
    poison(book)
    env = {**book.env, "NO_COLOR": "", "FSWORKBOOK_CASELOAD": str(book.caseload)}
    for words in (["module", "3", "--as", "priya"], ["note", "--as", "priya"], ["strike", "--as", "priya"],
                  ["use"], ["person", "add", "--as", "priya"], ["rate", "--as", "priya"]):  # fmt: skip
        one = Terminal([*PROGRAM, *words], env, cwd=str(book.folder))
        raw = []
        feed = one.stream.feed

        def both(data, feed=feed, raw=raw):
            raw.append(data)
            feed(data)

        one.stream.feed = both
        for _ in range(30):
            one.read()
        one.type("\x1b[200~x\u202ey\x9bz\x1b[201~")
        one.type("\r")
        for _ in range(10):
            one.read()
        said = b"".join(raw).decode("utf-8", "replace")
        one.child.close(force=True)
        assert said.strip(), words
        for bad in ("\x1b]0;", "\x1b]8;", "\x1b]52;", "\x9b", "\x90", "\u202e", "\u2066", "\x1bP", "\x0e", "\u2028"):
            assert bad not in said, (words, bad, said[-600:])
        assert one.screen_.title == "", words
