"""What was typed comes back to the letter, and what cannot be read is named by line, never by content."""

import tomllib
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fsworkbook.errors import BadInput
from fsworkbook.store import codec, toml
from fsworkbook.workbook.record import HEAD_KEYS, Record, Section

EARLY = datetime(1, 1, 2)  # noqa: DTZ001 - hypothesis puts a zone on it or leaves it bare
STEM = "2025-03-04-priya-k3v7q2m9xa"
HARD_LINES = [
    "+++", "#", "# x", "## x", "## ", "##", "\\", "\\## x", "\\\\", "---", "```", "~~~", "<b>&amp;</b>", "", " ",
    "\t## x", "\u2028## x", "\u2029", "\x85## x", "\x0b", "\x0c## x", "## M3.Q02 again", "a\r", "\r", "\r## x",
    "👩‍👧", "\u202eمرحبا", "\ufeff", 'key = "value"', "é", "e\u0301",
]  # fmt: skip
texts = st.one_of(
    st.lists(st.one_of(st.sampled_from(HARD_LINES), st.text(max_size=20)), max_size=8).flatmap(
        lambda lines: st.sampled_from(["\n", "\r\n", "\r", "\n\n"]).map(lambda end: end.join(lines))
    ),
    st.text(),
).filter(toml.storable)
words = st.text(max_size=30).filter(toml.storable)
moments = st.datetimes(min_value=EARLY, timezones=st.none() | st.sampled_from(
    [UTC, timezone(timedelta(hours=1)), timezone(timedelta(hours=-9, minutes=-30))]))  # fmt: skip
scalars = st.one_of(
    words, st.booleans(), st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False), st.dates(), moments, st.times()
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4), max_leaves=12
)
names = st.from_regex(r"[A-Za-z0-9._#\\-]{1,20}", fullmatch=True)
titles = words.filter(lambda text: "\n" not in text and "\r" not in text)
sections = st.lists(st.builds(Section, names, titles, texts), max_size=4).map(tuple)
heads = st.dictionaries(words.filter(lambda key: key not in HEAD_KEYS), values, max_size=5)
records = st.builds(
    Record,
    id=st.just(STEM),
    kind=st.just("module"),
    on=st.dates(),
    recorded=st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.replace(microsecond=0)),
    by=st.just("priya"),
    head=heads,
    sections=sections,
    preamble=texts,
)


def make(text="", **more):
    return Record(
        STEM, "note", date(2025, 3, 4), datetime(2025, 3, 4, 15, 30, 12, tzinfo=UTC), "priya",
        **{"sections": (Section("account", "", text),)} | more,
    )  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(records)
def test_whatever_was_written_is_read_back(record):
    found = codec.decode(STEM, codec.encode(record))
    assert found == record
    assert list(found.head) == list(record.head)


@settings(max_examples=300, deadline=None)
@given(texts)
def test_text_comes_back_to_the_letter(text):
    assert codec.decode(STEM, codec.encode(make(text))).section("account") == text


@pytest.mark.parametrize("end", ["", "\n", "\n\n", "\r\n", "\r", "\n+++", "\n\\", "\n## x", " "])
@pytest.mark.parametrize("start", ["", "\n", "\n\n\n", "\r\n", "+++\n", "\\", "## x\n"])
def test_edges_of_a_text_between_two_others(start, end):
    parts = tuple(Section(name, "", f"{start}said{end}") for name in ("account", "meaning", "views"))
    assert codec.decode(STEM, codec.encode(make(sections=parts))).sections == parts


def test_a_hundred_thousand_characters():
    text = "## Ünïcödé 👶 \\ +++\n" * 5000
    assert codec.decode(STEM, codec.encode(make(text))).section("account") == text


def test_the_file_is_what_the_format_says():
    record = make("Kerry told me\n## no heading\n\\ a slash", head={"about": ["kerry"], "start": time(9, 30)})
    assert codec.encode(record).decode() == (
        '+++\nformat = 1\nkind = "note"\non = 2025-03-04\nrecorded = 2025-03-04T15:30:12Z\nby = "priya"\n'
        'about = ["kerry"]\nstart = 09:30:00\n+++\n'
        "## account\n\nKerry told me\n\\## no heading\n\\\\ a slash\n"
    )


pieces = [
    "a", "b-1", " = ", "\n", '"', '"x"', '"é\t"', "[", "]", ", ", "2025-03-04", "2025-02-30", "T10:00:00Z",
    "T25:00:00Z", "1_0",
    "0", "01", "12", "true", "false", "\\", "\x7f", "\r", "[]", "#", "9" * 18, "\u0663", 'a = "x"\n', "b = 1\n",
]  # fmt: skip
almost = st.lists(st.sampled_from(pieces), max_size=8).map("".join)


@settings(max_examples=250, deadline=None)
@given(almost | heads.map(lambda table: "".join(f"{toml.pair(key, value)}\n" for key, value in table.items())))
def test_reading_at_speed_says_what_tomllib_says(text):
    found = toml.plain(text)
    if found is not None:
        assert found == tomllib.loads(text)
        assert [type(value) for value in found.values()] == [type(value) for value in tomllib.loads(text).values()]


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(words, values, max_size=6))
def test_tomllib_reads_what_we_write_each_on_one_line(table):
    lines = [toml.pair(key, value) for key, value in table.items()]
    assert all(len(line.splitlines()) == 1 for line in lines)
    assert tomllib.loads("\n".join(lines)) == table


@pytest.mark.parametrize("bad", ["\ud800", "a\udfffb", "\0"])
@pytest.mark.parametrize("where", ["text", "title", "head", "preamble", "name"])
def test_what_no_file_can_keep_is_refused_without_being_quoted(bad, where):
    word = f"secret{bad}"
    more = {
        "text": {"sections": (Section("account", "", word),)},
        "title": {"sections": (Section("account", word, ""),)},
        "name": {"sections": (Section(word, "", ""),)},
        "head": {"head": {"where": [word]}},
        "preamble": {"preamble": word},
    }[where]
    with pytest.raises(BadInput) as error:
        codec.encode(make(**more))
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    "more",
    [
        {"head": {"where": None}},
        {"head": {"where": {1, 2}}},
        {"head": {"where": 2**63}},
        {"head": {"kind": "rating"}},
        {"head": {1: "x"}},
        {"head": {"x": {2: "x"}}},
        {"head": {"at": time(9, tzinfo=UTC)}},
        {"head": {"at": datetime(2025, 1, 1, tzinfo=timezone(timedelta(seconds=30)))}},
        {"sections": (Section("", "", ""),)},
        {"sections": (Section("two words", "", ""),)},
        {"sections": (Section(3, "", ""),)},
        {"sections": (Section("account", "two\nlines", ""),)},
        {"sections": (Section("account", "", None),)},
    ],
)
def test_what_could_not_be_read_back_is_refused(more):
    with pytest.raises(BadInput):
        codec.encode(make(**more))


HEAD = b'+++\nformat = 1\nkind = "note"\non = 2025-03-04\nrecorded = 2025-03-04T15:30:12Z\nby = "priya"\n'


@pytest.mark.parametrize(
    ("body", "preamble", "found"),
    [
        (b"+++", "", ()),
        (b"+++\n", "", ()),
        (b"+++\nloose words\n\n## account\n\nsaid", "loose words", (("account", "", "said"),)),
        (b"+++\n## account\nsaid\n## meaning", "", (("account", "", "said"), ("meaning", "", ""))),
        (b"+++\n##  account  The title \nsaid", "", (("account", " The title ", "said"),)),
        (b'strange = "kept"\n+++\n\n## account\n\nsaid\n', "", (("account", "", "said"),)),
    ],
)
def test_a_file_edited_by_hand_is_taken_as_it_comes(body, preamble, found):
    record = codec.decode(STEM, HEAD + body)
    assert record.preamble == preamble
    assert tuple((part.name, part.title, part.text) for part in record.sections) == found


def test_an_editor_that_turned_every_line_to_crlf_changes_nothing():
    record = make("one\ntwo\n", head={"odd": 1})
    assert codec.decode(STEM, b"\xef\xbb\xbf" + codec.encode(record).replace(b"\n", b"\r\n")) == record


def test_a_newer_format_is_readable_and_says_so():
    assert codec.decode(STEM, HEAD.replace(b"= 1", b"= 2") + b"+++\n").head == {"format": 2}


def test_a_moment_typed_without_an_offset_is_british():
    data = HEAD.replace(b"2025-03-04T15:30:12Z", b"2025-07-04T15:30:12") + b"+++\n"
    assert codec.decode(STEM, data).recorded == datetime(2025, 7, 4, 14, 30, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", 1),
        (b"secret", 1),
        (HEAD, 1),
        (HEAD + b"secret\n+++\n", 7),
        (HEAD + b'a = "secret\n+++\n', 7),
        (HEAD + b"+++\n## account\n\nx\n##  \nsecret", 11),
        (HEAD + b"+++\n\n\xffsecret", 9),
        (HEAD.replace(b'"note"', b"3") + b"+++\n", 3),
        (HEAD.replace(b"on = 2025-03-04\n", b'on = "secret"\n') + b"+++\n", 4),
        (HEAD.replace(b"on = 2025-03-04\n", b"on = 2025-03-04T10:00:00Z\n") + b"+++\n", 4),
        (HEAD.replace(b"2025-03-04T15:30:12Z", b"2025-03-04") + b"+++\n", 5),
        (HEAD.replace(b"format = 1", b'format = "secret"') + b"+++\n", 2),
        (HEAD.replace(b'kind = "note"\n', b"") + b"+++\n", 1),
    ],
)
def test_an_error_names_file_and_line_and_no_word(data, line):
    with pytest.raises(codec.Unreadable) as error:
        codec.decode(STEM, data)
    assert error.value.line == line
    assert str(error.value).startswith(f"{STEM}.md, line {line}: ")
    assert "secret" not in str(error.value)
