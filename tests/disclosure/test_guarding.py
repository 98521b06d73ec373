"""Guarded strings are found however they are written, and short ones do not stop every paper (F.47)."""

import os
import re
import tomllib

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fsworkbook.practice.locating import templates_root
from fsworkbook.workbook.disclosure.folding import fold
from fsworkbook.workbook.disclosure.guarding import Guard
from fsworkbook.workbook.disclosure.neighbours import RUN, Neighbour, Vicinity, fingerprints
from tests.disclosure.disguises import disguised

# Mutants come by the hundred (tests/mutate.py): each is looked at with fewer texts, and none is made smaller.
MUTANT = bool(os.environ.get("MUTANT_PATIENCE"))
MANY = settings(
    max_examples=5000 if os.environ.get("FSWORKBOOK_TORTURE") else 10 if MUTANT else 80,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[phase for phase in Phase if not (MUTANT and phase in {Phase.shrink, Phase.explain})],
)
STORY = [
    record
    for week in sorted((templates_root() / "training" / "ashdown" / "story").glob("*.toml"))
    for record in tomllib.loads(week.read_text(encoding="utf-8"))["record"]
]
ENTRIES = {record["name"]: record for record in STORY if record["kind"] == "module"}
STRINGS = {record["key"]: record["guard"] for record in STORY if record["kind"] == "restriction" and "guard" in record}
TEXT_CONTAINS = {
    "r1": "19 31 40 48 50",
    "r2a": "6 9 13 22 28 29 31 35 38 41 43 46 47 48 57 61",
    "r2b": "31 48",
    "r3": "19 40 43 46",
    "r4": "32",
    "r5": "26",
    "r6": "19",
    "r7": "27 28",
    "r8": "6",
    "r9": "61",
}
"""Which entries of the Ashdown family hold a string of each restriction, as its authors counted them by hand."""


def found(guarded, text):
    """Return what of a text one guarded string, or any of several, is found as."""
    strings = [guarded] if isinstance(guarded, str) else guarded
    return [text[hit.start : hit.end] for hit in Guard({"r": strings}).hits(text)]


# ---- the Ashdown family -------------------------------------------------------------------------------------


def test_the_ashdown_entries_come_out_exactly():
    guard = Guard(STRINGS)
    hits = {key: [] for key in TEXT_CONTAINS}
    for name, entry in ENTRIES.items():
        for key in {hit.restriction for part in ("text", "meaning") for hit in guard.hits(entry.get(part, ""))}:
            hits[key].append(name)
    assert len(ENTRIES) == 64
    assert hits == {key: [f"E{int(number):03}" for number in numbers.split()] for key, numbers in TEXT_CONTAINS.items()}


NAMES = [
    *["Lee", "Ann", "Theo", "Isla", "Ali", "Sam", "Ian", "Asif", "Amin", "Iona", "Imran", "Toby", "Alan", "Ada", "Eve"],
    *["Art", "Ivan", "Noah", "Anita", "Andre", "Tess", "Ines", "Omar", "Una", "Ned", "Hans", "Seth", "Nora", "Weston"],
]


def test_short_names_stop_no_paper_that_does_not_hold_them():
    guard = Guard({name: [name] for name in NAMES})
    for entry in ENTRIES.values():
        for part in ("text", "meaning"):
            words = entry.get(part, "")
            hits = {hit.restriction for hit in guard.hits(words)}
            assert hits == {name for name in NAMES if re.search(rf"\b{name}(?:s|’s)?\b", words, re.IGNORECASE)}


# ---- what was planted is found ------------------------------------------------------------------------------

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZéüñçøłß"
GUARDED = st.one_of(
    st.sampled_from(sorted({string for strings in STRINGS.values() for string in strings} - {"2025-06-22", "22 June"})),
    st.sampled_from(
        ["Lee", "St Wilfrid’s", "O’Neil", "Flat 3, 18 Larkfield Rise", "Ffion Griffin", "SW1A 0AA", "Zoë Müller"]
    ),
    st.text(LETTERS, min_size=3, max_size=12),
    st.lists(st.text(LETTERS, min_size=3, max_size=9), min_size=2, max_size=4).map(" ".join),
)
AROUND = st.sampled_from(
    [
        ("", ""),
        ("He said that ", " is where."),
        ("(", ")"),
        ("“", "”"),
        ("I saw ", "’s door"),
        ("…", "—again"),
        ("\n", "\n"),
    ]
)


@MANY
@given(st.data())
def test_what_was_planted_is_found(data):
    guarded = data.draw(GUARDED)
    planted = data.draw(disguised(guarded))
    before, after = data.draw(AROUND)
    text = before + planted + after
    hits = Guard({"r": [guarded]}).hits(text)
    assert hits, ascii(text)
    middle = len(before) + len(planted) // 2
    assert any(hit.start <= middle <= hit.end for hit in hits), ascii(text)


@MANY
@given(GUARDED, st.text(max_size=200))
def test_nothing_is_found_but_letters_that_are_the_strings_or_look_like_them(guarded, text):
    for hit in Guard({"r": [guarded]}).hits(text):
        assert len(fold(text[hit.start : hit.end]).letters) >= len(fold(guarded).letters)


@MANY
@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_may_be_guarded_and_searched(text, guarded):
    assert isinstance(Guard({"r": [guarded]}).hits(text), tuple)
    if fold(guarded).letters:
        assert Guard({"r": [guarded]}).hits(f" {guarded} ")


# ---- what a rule says, one by one ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("guarded", "text"),
    [
        ("pregnan", "her pregnancy"),
        ("Lee", "Lee’s flat"),
        ("Lee", "both Lees"),
        ("Lee", "L e e"),
        ("Lee", "atLee"),
        ("Lee", "18Lee"),
        ("preg*", "pregnancy"),
        ("Larkfield", "atLarkfieldRise"),
        ("Larkfield", "Lark field"),
        ("Larkfield", "atlarkfieldrise"),
        ("Larkfield", "LarkfieId"),
        ("Larkfield", "Iarkfield"),
        ("Larkfield", "1arkfie1d"),
        ("Kittiwake", "K1tt1wake"),
        ("Larkfield", "at Lark\nfieldhouse"),
        ("told three people", "told th ree people"),
        ("B12", "flat B 12"),
        ("Ellie", "EIIie"),
        ("Irving", "lrving"),
        ("O’Neil", "OʼNeil"),
        ("Theo", "The\u00ad\no"),
        ("Theo", "The-\u200d\no"),
        ("Mr Bell", "MrBell"),
        ("Mr Bell", "Mr. Bell"),
        ("St Wilfrid", "St. Wilfrid’s"),
        ("Müller", "Mueller"),
        ("Søren", "Soeren"),
        ("Łukasz", "LUKASZ"),
        ("Wanjiru", "Wanjırũ"),
        ("Вера", "ВЕРА"),
        ("राम", "राम आया"),
        ("Þóra", "Thora"),
        ("Larkfield", "Lark\u115ffield"),
        ("Larkfield", "Lark\ufe0ffield"),
        ("Larkfield", "Lark\U000e0101field"),
        ("Larkfield", "Lark\u034ffield"),
        ("Ðuro", "Duro"),
        ("Ægir", "Aegir"),
        ("Вера", "Bepa"),
        ("أحمد", "وأحمد"),
        ("أحمد", "أحمدية"),
        ("Flat 11", "Flat 1lb"),
        ("Larkhill", "Larkhil12"),
        ("Flat 18", "Flat 18 4 doors on"),
        ("Old Mill", "oldmillers"),
        ("王小明", "我见到王小明了"),
        ("ZZ9 4TQ", "zz94tq"),
        ("ZZ9 4TQ", "ZZ9-4TQ"),
        ("ZZ9", "ZZ94TQ"),
        ("SW1A 0AA", "SWIA OAA"),
        ("07700 900417", "+44 7700 900417"),
        ("07700 900417", "+44 (0)7700 900 417"),
        ("07700900417", "0044 7700-900-417"),
        ("+44 7700 900417", "07700 900417"),
        ("07700 900417", "tel07700900417"),
        ("7700 900417", "07700 900417"),
        ("0123 45678", "+44 123 45678"),
        ("07700 900417", "O77OO 9OO4l7"),
        ("07700 900417", "٠٧٧٠٠ ٩٠٠٤١٧"),
        ("07700 900417", "0 7 7 0 0 9 0 0 4 1 7"),
        ("★", "a ★ at the door"),
        ("陳大文", "他說陳大文很好"),
        ("陳大文", "陳 大 文"),
        ("陳大文", "他說陳大\n文很好"),
        ("陳 大文", "他說陳大文很好"),
        ("สมชาย", "เขาพบสมชายที่บ้าน"),
        ("김민수", "어제 김민수는 왔다"),
    ],
)
def test_is_found(guarded, text):
    assert found(guarded, text)


@pytest.mark.parametrize(
    ("guarded", "text"),
    [
        ("Lee", "he sleeps"),
        ("Lee", "a fleece"),
        ("Lee", "near Leeds"),
        ("Ann", "an announcement"),
        ("Theo", "the other one"),
        ("Isla", "he is later than that"),
        ("Amin", "I am in"),
        ("Iona", "I on a bus"),
        ("Asif", "as if"),
        ("Asif", "as\u2800if"),
        ("Ali", "all of us"),
        ("Nathan", "Jonathan came"),
        ("A man", "Amanda came"),
        ("Jo Ann", "Joanna came"),
        ("Atherton", "that her ton of bricks"),
        ("Theo", "the\nother"),
        ("Lain", "Iain said"),
        ("B12", "B 1 2"),
        ("Jo", "J0 came"),
        ("राम", "रम आया"),
        ("陳大文", "陳文大"),
        ("陳大文", "陳大"),
        ("Larkfield", "In iarkfield"),
        ("Larkfield", "the Lark fieldhouse"),
        ("0044 12345", "9912345"),
        ("Orchard", "at Orch\nardsley"),
        ("Larkfield", "In LARKFIEID"),
        ("Flat 18", "Flat 180 am"),
        ("Flat 18", "Flat 18\u115f0"),
        ("Flat 18", "Flat 18٠"),
        ("Ann", "Béann"),
        ("Ann", "BÉANN"),
        ("Анна", "Жанна"),
        ("12345678", "9912345678"),
        ("18 Larkfield", "218 Larkfield"),
        ("No 18", "No 180"),
        ("ZZ9", "ZZ95"),
        ("07700 900417", "07700 900418"),
        ("A relative", "a comparative relation"),
        ("Larkfield", "the larks in the field"),
        ("", "anything"),
        (" ", "any thing"),
    ],
)
def test_is_not_found(guarded, text):
    assert not found(guarded, text)


DAY = ["2025-06-22", "22 June 2025", "22/06/2025", "June 22nd 2025", "22.6.25"]
SPELLINGS = [
    *["22 June", "22nd June", "the 22nd of June", "June 22nd", "June 22, 2025", "Jun 22", "22 Jun 2025", "22/06/2025"],
    *[
        "22/6/25",
        "22.6.25",
        "22-06-2025",
        "2025-06-22",
        "20250622",
        "22062025",
        "22/06",
        "22 JUNE",
        "22june",
        "20, 21 and 22 June",
    ],
    *["22–24 June", "2025/06/22", "22 / 6 / 2025", "٢٢ June", "June the 22nd", "6/22/2025", "22062025"],
]
OTHER_DAYS = [
    "23 June",
    "22 July",
    "22 June 2024",
    "122 June",
    "2025-06-23",
    "22/07/2025",
    "June 2022",
    "22.6 kg",
    "2206",
    "22",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("day", [*DAY, "22 June"])
def test_a_date_is_found_in_every_spelling(day, spelling):
    assert found(day, f"It is {spelling}, they said")


@pytest.mark.parametrize("other", OTHER_DAYS)
@pytest.mark.parametrize("day", DAY)
def test_another_date_is_not_that_one(day, other):
    assert not found(day, f"It is {other}, they said")


def test_a_date_among_other_words_is_found_in_its_other_spellings():
    for spelling in ("22nd June", "June 22", "22/06/2025", "2025-06-22", "22 June 2025"):
        assert found("due on 22 June 2025", f"she is due on {spelling}")
    assert found("due on 12 June 2025", "due on 12th June")
    assert found("due on 22 June", "due on June 22nd")
    assert found("due on 22 June", "due on 22/06") == []
    assert not found("due on 22 June 2025", "seen on 22 June 2025")
    assert not found("22 June 2025 at noon", "on 22 June 2025 at one")


def test_a_date_in_figures_is_read_as_it_is_written_here():
    assert found("22 June", "by 7 22/06")
    assert found("2 May 1993", "on 02/05/93")
    assert found("3 April", "on 03/4")
    assert found("3 April", "on 3/04")
    assert found("22 June", "on 22/6")
    assert not found("5 June 2025", "on 06/05/2025")
    assert not found("3 April", "3/4 of it")
    assert not found("2025-14-13", "case 13/14/2025"), "there is no fourteenth month: these are two numbers"


def test_a_hit_says_whose_string_it_is_and_where():
    guard = Guard({"a": ["Saltmere", "Larkfield"], "b": ["Saltmere Cottage Hospital"]})
    text = "At Saltmere Cottage Hospital, not Lark\u00adfield."
    assert [(hit.restriction, hit.string, text[hit.start : hit.end]) for hit in guard.hits(text)] == [
        ("a", 0, "Saltmere"),
        ("b", 0, "Saltmere Cottage Hospital"),
        ("a", 1, "Lark\u00adfield"),
    ]
    assert found("Larkfield", "Straße, Ærø: Larkfield") == ["Larkfield"]
    assert guard
    assert not Guard({})
    assert not Guard({"a": ["", " "]})


# ---- other families -----------------------------------------------------------------------------------------

PROSE = [word for entry in ENTRIES.values() for word in entry["text"].split() if fold(word).letters]


VICINITY = Vicinity([Neighbour("bello", (), fingerprints(" ".join(PROSE)))])


@MANY
@given(st.integers(0, len(PROSE) - RUN), st.sampled_from(["**", "\n", "-\n", ", ", " "]))
def test_a_long_run_of_words_of_another_family_is_noticed(start, gap):
    pasted = " ".join(PROSE[start : start + RUN]).replace(" ", f" {gap} ".replace("  ", " "), 3)
    assert ("bello", "text") in set(VICINITY.found(f"I visited on Tuesday. {pasted} They were well."))


def test_words_of_ones_own_are_no_run_of_another_family():
    neighbour = Neighbour("bello", ("Adaeze Bello", "Bello"), fingerprints(" ".join(PROSE[:400])))
    vicinity = Vicinity([neighbour])
    assert not set(vicinity.found(" ".join(PROSE[400:])))
    assert not set(vicinity.found(" ".join(PROSE[: RUN - 3])))
    assert set(vicinity.found("Mrs BELLO rang")) == {("bello", "name")}
    assert not set(vicinity.found("a cello lesson"))
