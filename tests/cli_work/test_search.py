"""`search`: words from their beginning, in any case and with or without accents; what is closed is not found."""

import json
import re
import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fsworkbook.store.codec import encode
from fsworkbook.workbook.searching import Query, context, contexts, fold, search
from tests.report_assembly.making import record

# The matcher


def found(words, text):
    return Query(words).in_all([text])


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["school"], "The SCHOOL rang."),
        (["scho"], "At school."),
        (["zoe"], "Zoë came."),
        (["zoë"], "Zoe came."),
        (["zoë"], "Zoe\u0308 came."),
        (["tyler's"], "Tyler’s room"),
        (["tyler’s"], "Tyler's room"),
        (["half-term"], "half\u2011term"),
        (["strasse"], "Straße"),
        (["school"], "scho\u00adol"),
        (['"broke the order"'], "He broke  the\norder."),
        (["“broke the order”"], "He broke the order."),
        (["broke the order"], "He broke the order, again."),
        (["order", "school"], "At school: the order."),
        (["0117"], "ring 0117 496"),
        (["м"], "Мама"),
    ],
)
def test_what_is_found(words, text):
    assert found(words, text)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["chool"], "school"),
        (["order", "school"], "the order"),
        (['"the orders"'], "the order"),
        (['"the order"'], "the orders"),
        (['"order the"'], "the order"),
        (["a.c"], "abc"),
        ([".*"], "anything"),
        ([], "anything"),
        (["", " ", '""', "…"], "anything …"),
    ],
)
def test_what_is_not_found(words, text):
    assert not found(words, text)


def test_what_is_marked_is_what_was_typed_there():
    text = "Zoë’s school; the SCHOOLS, preschool"
    assert [text[start:end] for start, end in Query(["school", "zoe"]).marks(text)] == ["Zoë", "school", "SCHOOL"]


def made_of(signs, longest):
    return st.lists(st.sampled_from(signs), max_size=longest).map("".join)


TEXT = made_of([*"abzéÉ’' -\n.ﬁßİ\u0301\u00ad…½", "ord", "er"], 60)
TERM = made_of("abzéord er'’", 6)


@settings(max_examples=200, deadline=None)
@given(text=TEXT, term=TERM)
@example(text="ﬁnd", term="fi")
@example(text="İzé", term="iz")
@example(text="½ order", term="order")
def test_the_files_bytes_never_hide_what_the_words_hold(text, term):
    """What is left out unparsed surely does not hold the words; and whatever is found can be marked."""
    query = Query([term])
    note = record("note", sections={"account": text}, reason=text)
    if search(query, [note]):
        assert query.may_be_in(encode(note))
    assert bool(query.marks(text)) == query.in_all([text])


@settings(max_examples=200, deadline=None)
@given(text=TEXT)
def test_a_text_is_compared_as_a_plain_reading_would(text):
    told = unicodedata.normalize("NFKD", fold(text))
    assert not any(unicodedata.combining(sign) for sign in told)
    assert fold(fold(text)) == fold(text)
    assert fold(text.upper()) == fold(text.lower())


@settings(max_examples=150, deadline=None)
@given(
    text=made_of(["a", "bc", "d", " ", " ", "order ", "é"], 150),
    width=st.integers(12, 60),
)
def test_a_line_of_context_is_no_wider_and_marks_what_is_looked_for(text, width):
    query = Query(["order"])
    piece = context(query, f"{text} order", width)
    assert len(piece.words) <= width
    assert piece.marks
    for start, end in piece.marks:
        assert piece.words[start:end] == "order"
    assert piece.words.strip("…") in " ".join(f"{text} order".split())


def test_each_word_is_shown_where_it_stands_and_the_newest_comes_first():
    old = record("note", "2025-01-01", sections={"account": "The school rang."}, outcome="An order.")
    new = record("note", "2025-02-01", sections={"account": "The order and the school."}, outcome="An order.")
    hits = search(Query(["order", "school"]), [old, new])
    assert [hit.record for hit in hits] == [new, old]
    assert [passage.where for passage in hits[0].passages] == ["account"]
    assert [passage.where for passage in hits[1].passages] == ["account", "outcome"]


def test_words_that_stand_far_apart_are_each_shown():
    far = f"The school rang. {'word ' * 60}He broke the order. {'word ' * 60}She cried."
    pieces = contexts(Query(["cried", "order", "school", "giraffe"]), far, 40)
    shown = {piece.words[start:end] for piece in pieces for start, end in piece.marks}
    assert shown == {"school", "order", "cried"}
    assert len(pieces) == 3
    assert len(contexts(Query(["school", "rang"]), far, 40)) == 1


def test_keys_of_people_and_choices_are_no_words():
    one = record("visit", session="school", about=["order"], children=["school"], where="order")
    assert not search(Query(["school"]), [one])
    assert search(Query(["order"]), [one])


# The command


@pytest.fixture
def told(work):
    ids = {
        "note": work.take("note", "--as", "priya", stdin='on = 2025-03-01\ntext = "The school rang about Zoë."'),
        "visit": work.take(
            *("visit", "--as", "tom"),
            stdin='start = 2025-04-02T15:30:00\nsession = "school"\nchildren_seen = ["josh"]\ntext = "He was calm."\n'
            'where = "the school library"',
        ),
    }
    work.ids = {key: value[0] for key, value in ids.items()}
    return work


def test_the_newest_first_with_the_line_and_the_word_marked(told):
    code, out, err = told.run("search", "SCHOOL")
    assert (code, err) == (0, "")
    assert out.index("the *school* library") < out.index("The *school* rang about Zoë.")
    assert "2 records" in out
    assert told.ids["visit"].rpartition("-")[2] in out
    assert max(map(len, out.splitlines())) <= 80


def test_stars_make_no_line_too_long(told):
    told.take("note", "--as", "tom", stdin=f'text = "{"up and up, then " * 20}"')
    lines = told.run("search", "up")[1].splitlines()
    assert any(line.count("*up*") > 5 for line in lines)
    assert max(map(len, lines)) <= 80


def test_words_are_bold_where_there_is_colour(told):
    told.env = {key: value for key, value in told.env.items() if key != "NO_COLOR"} | {"FORCE_COLOR": "1"}
    out = told.run("search", "school")[1]
    assert "\x1b[1mschool\x1b[0m" in out
    assert "*school*" not in out


def test_it_can_be_narrowed(told):
    ids = lambda *more: [item["id"] for item in told.data("search", "school", *more)["records"]]  # noqa: E731
    assert ids() == [told.ids["visit"], told.ids["note"]]
    assert ids("--kind", "visit") == ids("--by", "tom") == ids("--since", "2025-04-01") == [told.ids["visit"]]
    assert ids("--child", "josh") == [told.ids["visit"]]
    assert ids("--at", "2025-04-13") == []
    assert told.run("search", "school", "--kind", "nonsense")[0] == 2


def test_as_data_each_mark_is_in_the_text(told):
    (hit,) = told.data("search", "zoe")["records"]
    (passage,) = hit["passages"]
    ((start, end),) = passage["marks"]
    assert (hit["stands"], passage["where"], passage["text"][start:end]) == (True, "account", "Zoë")


def test_people_the_team_and_homes_are_found_by_name(told):
    people = [item["name"] for item in told.data("search", "osgood")["people"]]
    assert people == ["Carl Osgood", "Josh Osgood"]
    assert [item["name"] for item in told.data("search", "oye", "rut")["people"]] == ["Ruth Oyelaran"]
    assert "Josh Osgood" in told.run("search", "osgood")[1]


def test_nothing_found_says_so_and_is_no_error(told):
    code, out, _ = told.run("search", "giraffe")
    assert code == 0
    assert out.startswith("Nothing in Marlow holds all of that.")


def test_without_words_it_asks_for_some(told):
    for words in ([], [""], ['""'], ["--", "…"]):
        code, out, err = told.run("search", *words)
        assert (code, out) == (2, "")
        assert "what are you looking for" in err


def test_what_was_put_right_is_found_as_it_stands_and_all_of_it_with_all(told):
    (right,) = told.take("correct", told.ids["note"], "--as", "priya", stdin='text = "A giraffe."\nreason = "a slip"')
    assert [item["id"] for item in told.data("search", "giraffe")["records"]] == [right]
    assert told.data("search", "rang")["records"] == []
    (old,) = told.data("search", "rang", "--all")["records"]
    assert (old["id"], old["stands"]) == (told.ids["note"], False)
    told.run("strike", right, "--as", "priya", "--from", "-", stdin='reason = "gone"')
    assert told.data("search", "giraffe")["records"] == []
    assert [item["id"] for item in told.data("search", "rang")["records"]] == [told.ids["note"]]


def test_what_is_closed_is_not_found_by_anybody_else(told):
    (rating,) = told.take("rate", "--as", "priya", stdin='rating = "red"\nreason = "A zebra came."')
    assert [item["id"] for item in told.data("search", "zebra", "--as", "priya")["records"]] == [rating]
    for reader in ("tom", "helen", "ruth"):
        assert told.data("search", "zebra", "--as", reader)["records"] == []
        assert told.data("search", "zebra", "--as", reader, "--all")["records"] == []
    (again,) = told.take("correct", rating, "--as", "priya", stdin='reason = "A llama."\ncorrection_reason = "an ibex"')
    for word in ("llama", "ibex", "zebra"):
        assert told.data("search", word, "--as", "tom", "--all")["records"] == []
    assert [item["id"] for item in told.data("search", "ibex", "--as", "priya")["records"]] == [again]
    (planned,) = told.take("supervision", "schedule", "--as", "ruth", stdin="planned = 2025-04-15")[:1]
    held = f'meeting = "{planned}"\nattendance = {{ priya = "attended" }}'
    told.take("supervision", "hold", "--as", "helen", stdin=held, now="2025-04-15T12:00")
    now = "2025-04-15T13:00"
    code, out, _ = told.run("search", "llama", "--as", "tom", "--json", now=now)
    assert code == 0
    assert [item["id"] for item in json.loads(out)["data"]["records"]] == [again]
    # A correction of what was opened is not closed again, though only its first version tells that.
    code, out, err = told.run(
        *("correct", again, "--as", "priya", "--from", "-"),
        stdin='reason = "An okapi."\ncorrection_reason = "a slip"',
        now=now,
    )
    assert code == 0, err
    (hit,) = json.loads(told.run("search", "okapi", "--as", "tom", "--json", now=now)[1])["data"]["records"]
    assert hit["id"] == out.strip()


def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_found(told):
    broken = next(told.folder.rglob(f"{told.ids['visit']}.md"))
    broken.write_bytes(b"school\xff")
    code, out, err = told.run("search", "school")
    assert code == 0
    assert "The *school* rang" in out
    assert broken.name in err
    assert "schoo" not in err


def test_a_screen_is_filled_from_the_newest_on_and_more_is_said_to_be_there(told):
    for number in range(40):
        (path,) = told.folder.rglob(f"{told.ids['note']}.md")
        day = f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}"
        tail = "".join("abcdefghijklmnopqrstuvwxyz234567"[number >> 5 * place & 31] for place in range(10))
        text = path.read_text(encoding="utf-8").replace("on = 2025-03-01", f"on = {day}")
        (path.parent / f"{day}-priya-{tail}.md").write_text(text, encoding="utf-8")
    out = told.run("search", "school")[1]
    assert "the latest 20 records" in out
    days = [
        time.strptime(line[:11].strip(), "%d %b %Y")
        for line in out.splitlines()
        if re.match(r"\d+ \w{3} \d{4}  ", line)
    ]
    assert len(days) == 20
    assert days == sorted(days, reverse=True)
    assert len(told.data("search", "school")["records"]) == 42


def test_nothing_is_written_and_nothing_of_the_words_is_kept(told):
    before = told.state()
    told.run("search", "hippopotamus")
    assert told.state() == before
    for path in told.folder.rglob("*"):
        assert not path.is_file() or b"hippopotamus" not in path.read_bytes()
