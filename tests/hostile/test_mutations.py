"""Damaged files: never a traceback, always the file and the line, and the rest of the workbook is still read.

A bounded number here; `make torture` damages ten thousand of each.
"""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fsworkbook.errors import BadInput
from fsworkbook.store import codec, tables
from fsworkbook.store.folder import Folder
from fsworkbook.workbook.registry import read_family
from tests.hostile.conftest import FULL, at_most, posix, tried
from tests.hostile.mutation import LINES, VALUES, mutated

pytestmark = posix
PURE = 10_000 if FULL else 600
WHOLE = 400 if FULL else 6
PARTS = 8
READS = ("show {note}", "log", "module", "person", "team", "household", "rag", "families", "families marlow", "summary",
         "report --check --assessment PA-R", "consent --list", "status --list", "supervision")  # fmt: skip
LINE = re.compile(r"\bline \d+")


def read(data):
    """Read a family.toml as every command does; returns the sentence where it cannot be."""
    try:
        read_family(tables.parse(data), "marlow")
    except BadInput as problem:
        return str(problem)
    return ""


def hold_family(data):
    said = read(data)
    if said:
        assert "family.toml" in said
        assert all(LINE.search(line) for line in said.split("\n  ")[1:] if not line.startswith("and ")), said
        assert LINE.search(said), said
        assert len(said) < 9000


def hold_record(data):
    said = None
    try:
        codec.decode("2025-03-04-priya-aaaaaaaaaa", data)
    except codec.Unreadable as problem:
        said = problem
    if said is not None:
        assert 1 <= said.line <= data.count(b"\n") + data.count(b"\r") + 2
        assert str(said).startswith("2025-03-04-priya-aaaaaaaaaa.md, line ")


@pytest.mark.parametrize("part", range(PARTS))
def test_a_damaged_family_toml_is_read_or_its_line_is_named(prepared, part):
    whole = (prepared / "caseload/marlow/family.toml").read_bytes()
    with at_most(600):
        for seed in range(part, PURE, PARTS):
            hold_family(mutated(seed, whole))


@pytest.mark.parametrize("part", range(PARTS))
def test_a_damaged_record_is_read_or_its_line_is_named(prepared, part):
    found = [path.read_bytes() for path in sorted((prepared / "caseload/marlow").rglob("2*.md"))]
    with at_most(600):
        for seed in range(part, PURE, PARTS):
            hold_record(mutated(seed, found[seed % len(found)]))


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes_are_read_or_their_line_is_named(data):
    hold_family(data)
    hold_record(data)
    hold_record(b"+++\n" + data + b"\n+++\n")


@given(st.lists(st.tuples(st.sampled_from(LINES), st.text(max_size=20)), max_size=20))
@settings(max_examples=PURE // 4, deadline=None)
def test_any_lines_are_read_or_their_line_is_named(lines):
    text = "".join(f"{line}\n{word}\n" for line, word in lines)
    hold_family(text.encode())
    hold_record(f"+++\n{text}\n+++\n{text}".encode())


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_a_value_of_any_kind_under_any_key_is_named_with_its_line(prepared, value):
    text = (prepared / "caseload/marlow/family.toml").read_text()
    keyed = list(re.finditer(r"^([\w-]+) *= *.*$", text, re.MULTILINE))
    for found in keyed if FULL else keyed[:: len(keyed) // 24]:
        spoilt = text[: found.start()] + f"{found[1]} = {value}" + text[found.end() :]
        hold_family(spoilt.encode("utf-8", errors="surrogatepass"))


def test_each_fault_of_meaning_stands_on_its_line(prepared):
    text = (prepared / "caseload/marlow/family.toml").read_text()
    for old, new in (('part = "parent"', "part = 7"), ("born = ", "born = true #"), ('key = "lily"', 'key = "Lily!"'),
                     ("from = ", 'from = "soon" #'), ('surname = "', 'surname = 3 # "'), ("opened = ", 'opened = "x" #'),  # noqa: E501
                     ('role = "', 'role = [] # "')):  # fmt: skip
        assert old in text, old
        spoilt = text.replace(old, new, 1)
        line = spoilt[: spoilt.index(new)].count("\n") + 1
        assert f"line {line}: " in read(spoilt.encode()), (old, read(spoilt.encode()))


def test_a_key_used_twice_is_named_where_it_comes_again(prepared):
    text = (prepared / "caseload/marlow/family.toml").read_text()
    spoilt = text + '\n[[person]]\nkey = "lily"\nname = "Lily Two"\npart = "child"\n'
    assert f"line {spoilt[: spoilt.rindex('key =')].count(chr(10)) + 1}: " in read(spoilt.encode())


def test_a_thousand_faults_are_counted_and_not_listed(prepared):
    text = (prepared / "caseload/marlow/family.toml").read_text() + "[[person]]\nborn = 1\n" * 1000
    said = read(text.encode())
    assert said.count("\n") < 30
    assert "more." in said


@pytest.mark.parametrize("part", range(PARTS))
def test_every_command_reads_on_with_a_damaged_record(book, part):
    """The record that is damaged is left out and named; everybody else's work is still there."""
    note = book.folder / "notes" / f"{book.note}.md"
    victims = [path for path in sorted(book.folder.rglob("2*.md")) if path != note]
    whole = {path: path.read_bytes() for path in victims}
    for seed in range(part, WHOLE * PARTS, PARTS):
        victim = victims[seed % len(victims)]
        victim.write_bytes(mutated(seed, whole[victim]))
        faults = Folder(book.folder).records()[1]
        for words in READS if FULL else READS[seed % 4 :: 4]:
            code, out, err = tried(book, words)
            if words == "show {note}":
                assert "Rosa rang about the school run." in out, (seed, err)
                assert code == 0
            for fault in faults:
                if words in {"show {note}", "module", "rag"}:
                    assert f"{fault.path}, line {fault.line}" in err, (seed, words)
        victim.write_bytes(whole[victim])


@pytest.mark.parametrize("part", range(PARTS))
def test_every_command_ends_in_a_sentence_with_a_damaged_family_toml(book, part):
    place = book.folder / "family.toml"
    whole = place.read_bytes()
    for seed in range(part, WHOLE * PARTS, PARTS):
        data = mutated(seed, whole)
        place.write_bytes(data)
        said = read(data)
        for words in READS if FULL else READS[seed % 4 :: 4]:
            code, out, err = tried(book, words, env={"FSWORKBOOK_CASELOAD": str(book.caseload)})
            if said:
                assert "family.toml" in err, (seed, words)
                assert LINE.search(err), (seed, words)
            if words == "families":
                assert "marsh" in out, (seed, err)
                assert code == 0
