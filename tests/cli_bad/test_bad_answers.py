"""Bad answers in a `--from`, for every command that records: a sentence, exit 2, and nothing written."""

import tomllib
from datetime import date

import pytest

from fsworkbook.store import toml
from tests.cli_bad.conftest import CANARY, TOLD, hold, refused
from tests.cli_bad.tables import WAYS, calls, who, words_of

NOT_TOML = {
    "prose": (f"a = 1\n{TOLD} he left\n".encode(), "line 2"),
    "open quotes": (f'a = 1\nb = "{TOLD}\n'.encode(), "line 2"),
    "the same key twice": (f'a = 1\nb = 2\na = "{CANARY}"\n'.encode(), "line 3"),
    "not UTF-8": (b"a = 1\nb = 'caf\xe9 " + CANARY.encode() + b"'\n", "line 2"),
    "UTF-16": (f"a = '{CANARY}'".encode("utf-16"), "UTF-8"),
    "binary": (bytes(range(256)) * 9, "UTF-8"),
    "an escaped NUL": (b"a = 1\nb = '\x00" + CANARY.encode() + b"'\n", "line 2"),
    "an impossible date": (b"a = 1\non = 2025-02-30\n", "line 2"),
    "conflict marks": (f'a = 1\n<<<<<<< HEAD\nb = "{CANARY}"\n=======\n'.encode(), "line 2"),
    "empty": (b"", "empty"),
    "blank": (b" \n\t\n", "empty"),
    "too deep": (b"a = " + b"[" * 5000, ""),
}
PATHS = {
    "missing.toml": "no file missing.toml",
    "a-folder": "a-folder is a folder",
    "~nobody-of-that-name/a.toml": "no file",
    "x" * 5000: "xxx",
    "a\0b": "cannot be",
    "../../../../nowhere/a.toml": "no file",
}
# Of another type than the key takes, and with words in it that must not come back.
WRONG = {
    "a number": 7,
    "true": True,
    "a list": [TOLD],
    "numbers": [1, 2],
    "a table": {CANARY: TOLD},
    "a list in a list": [[TOLD]],
    "a list of tables": [{CANARY: TOLD}],
    "not a number": float("nan"),
}
TAKES_A_TABLE = {"text", "answers", "decision", "attendance", "effect_on_child"}
TAKES_A_LIST = {"matter"}


def table(way, values):
    """The answers of a command with some of them changed, and those that are None left out."""
    read = tomllib.loads(WAYS[way]) | values
    return "".join(f"{toml.pair(key, value)}\n" for key, value in read.items() if value is not None)


@pytest.mark.parametrize("words", WAYS)
def test_the_good_answers_are_taken(bad, words):
    code, _out, err = bad.run(*calls(words, bad), stdin=WAYS[words])
    assert code == 0, err


@pytest.mark.parametrize("what", NOT_TOML)
@pytest.mark.parametrize(
    "words", ["note", "summary", "supervision schedule", "person add", "new-family xx", "correct {note}"]
)
def test_what_is_no_toml_is_named_with_its_line(still, words, what):
    data, says = NOT_TOML[what]
    refused(still, *calls(words, still), stdin=data, says=says)
    (still.place / "answers.toml").write_bytes(data)
    call = [*words_of(words, still), "--as", who(words), "--from", still.place / "answers.toml"]
    refused(still, *call, says=["answers.toml", says])


@pytest.mark.parametrize("path", PATHS, ids=list("abcdef"))
@pytest.mark.parametrize("words", ["note", "rate", "household move", "new-family xx"])
def test_a_file_that_cannot_be_read_is_named(still, words, path):
    (still.place / "a-folder").mkdir(exist_ok=True)
    call = [*words_of(words, still), "--as", who(words), "--family", "marlow", "--caseload", still.caseload]
    if words.startswith("new-family"):
        call = [*words_of(words, still), "--as", who(words), "--caseload", still.caseload]
    refused(still, *call, "--from", path, cwd=still.place, says=PATHS[path])


@pytest.mark.parametrize("words", WAYS)
def test_an_unknown_key_is_named_and_somebodys_words_are_not(still, words):
    strange = f'"{TOLD} he hit her" = 1\nzzz-no-key = "{TOLD}"\n'
    if words == "new-family xx":
        pytest.skip("a family.toml keeps what it does not know, and says so")
    code, out, err = still.run(*calls(words, still), stdin=strange + WAYS[words])
    if words.startswith(("person add", "person change", "team add", "team change")):
        assert CANARY not in err  # people and team may hold what no program knows yet
        return
    hold(code, err, 2, "zzz-no-key")
    assert out == ""


@pytest.mark.parametrize("words", [words for words in WAYS if not words.startswith("new-family")])
def test_a_value_of_another_type_is_refused(still, words):
    for key, value in tomllib.loads(WAYS[words]).items():
        for what, wrong in WRONG.items():
            if type(wrong) is type(value) and what in {"a list", "a table"}:
                continue
            if (what == "a table" and key in TAKES_A_TABLE) or (what == "a list" and key in TAKES_A_LIST):
                continue
            before = still.state()[0]
            code, out, err = still.run(*calls(words, still), stdin=table(words, {key: wrong}))
            assert (out, still.state()[0]) == ("", before), (key, what)
            hold(code, err, 2, "nothing was recorded" if "nothing was recorded" in err else key)


@pytest.mark.parametrize("words", [words for words in WAYS if not words.startswith("new-family")])
def test_nul_and_halves_of_characters_stay_out_and_control_characters_are_never_printed(bad, words):
    for key, value in tomllib.loads(WAYS[words]).items():
        if not isinstance(value, str):
            continue
        call, text = calls(words, bad), table(words, {key: None}) if "[" not in WAYS[words] else ""
        if not text:
            continue
        refused(bad, *call, stdin=f'{text}{key} = "{CANARY}\\u0000"\n')
        code, _out, err = bad.run(*call, stdin=f'{text}{key} = "{CANARY}\\u001B[31m\\u0007\\u202E"\n')
        assert code in {0, 2}, err
        assert not any(ord(char) < 32 and char != "\n" for char in err + _out)
        assert "something unexpected" not in err
        assert code == 0 or CANARY not in err


@pytest.mark.parametrize("words", [words for words in WAYS if not words.startswith(("new-family", "strike", "rate"))])
def test_a_hundred_thousand_letters_are_kept_or_refused_in_a_sentence(bad, words):
    for key, value in tomllib.loads(WAYS[words]).items():
        if not isinstance(value, str):
            continue
        code, _out, err = bad.run(*calls(words, bad), stdin=table(words, {key: CANARY + "x" * 100_000}))
        assert code in {0, 2}, err[:500]
        assert "something unexpected" not in err
        assert len(err) < 1500, (key, len(err))
        assert CANARY not in err, key
        if code == 0:
            return  # the record changes what comes after it: one kept key of each command is enough


BAD_VALUES = [
    ("note", "on", "2025-02-30", "line"),
    ("note", "on", date(2031, 1, 1), "future"),
    ("note", "on", "2025-02-30T", "no date that exists"),
    ("note", "about", [TOLD], "about takes a person"),
    ("note", "by", "tom", "leave one of the two out"),
    ("note", "withhold_from", [TOLD], "withhold_from"),
    ("event", "children", [TOLD], "children takes a person"),
    ("event", "children", ["rosa"], "not a child"),
    ("event", "on", date(2031, 1, 1), "future"),
    ("event", "effect_on_child", None, "effect_on_child is missing"),
    ("event", "effect_on_child", "   ", "empty"),
    ("event", "entry", "2025-01-01-priya-aaaaaaaaaa", "no such record"),
    ("event", "entry", TOLD, "takes the id of a record"),
    ("module 3", "parent", TOLD, "parent takes a person"),
    ("module 3", "assessment", TOLD, "PA-R, PA-D"),
    ("module 3", "answers", {f"{TOLD} it": "x"}, "There is no question"),
    ("module 3", "answers", {"M3.Q99": "x"}, "Module 3 has"),
    ("module 3", "answers", {"M9.Q01": "x"}, "There is no module 9"),
    ("module 3", "answers", {"M3.Q02": {TOLD: "x"}}, "answers"),
    ("module 3", "on", date(2031, 1, 1), "future"),
    ("visit", "start", None, "start is missing"),
    ("visit", "start", date(2025, 4, 11), "takes a day and a time"),
    ("visit", "session", TOLD, "takes one of"),
    ("visit", "children_seen", [TOLD], "children_seen takes a person"),
    ("consent", "person", TOLD, "person takes a person"),
    ("consent", "state", TOLD, "takes one of"),
    ("consent", "person", None, "person is missing"),
    ("status", "child", "dean", "not a child"),
    ("status", "status", TOLD, "takes one of"),
    ("status", "from", date(2031, 1, 1), "future"),
    ("status", "reason", None, "reason is missing"),
    ("rate", "rating", "purple", "takes one of"),
    ("rate", "rating", TOLD, "takes one of"),
    ("rate", "reason", None, "reason is missing"),
    ("rate", "reason", "", "reason is empty"),
    ("rate", "children", {"lily": TOLD}, "takes one of"),
    ("supervision schedule", "planned", None, "empty"),
    ("supervision rearrange", "reason", TOLD, "takes one of"),
    ("supervision rearrange", "decided_by", TOLD, "takes the key of a member"),
    ("supervision rearrange", "meeting", TOLD, "takes the id of a record"),
    ("supervision hold", "agreed", TOLD, "takes one of"),
    ("correct {note}", "reason", None, "reason is missing"),
    ("correct {note}", "on", date(2031, 1, 1), "future"),
    ("strike {note}", "reason", " ", "reason is empty"),
    ("report write 9.1 --assessment PA-R", "cites", ["2025-01-01-priya-aaaaaaaaaa"], "no such record"),
    ("person add", "part", TOLD, "not a word of the practice model"),
    ("person add", "born", date(2031, 1, 1), "future"),
    ("person add", "name", None, "name is missing"),
    ("person add", "name", "Zed\nZ", "one line"),
    ("person add", "name", " ", "name is missing"),
    ("person add", "key", TOLD, "a key is small letters"),
    ("person change rosa", "name", "", "cannot be taken away"),
    ("person change rosa", "key", "other", "never changed"),
    ("person relate", "a", TOLD, "no [[person]] has that key"),
    ("person relate", "kind", TOLD, "not a word of the practice model"),
    ("person couple", "partners", ["rosa"], "names two people"),
    ("person couple", "partners", ["rosa", TOLD], "no [[person]] has that key"),
    ("household add", "members", [TOLD], "no [[person]] has that key"),
    ("household add", "members", None, "members is missing"),
    ("household move", "who", [TOLD], "keys of people"),
    ("household move", "on", date(2031, 1, 1), "a day that has been"),
    ("household move", "to", TOLD, "no household with that key"),
    ("order add", "kind", TOLD, "not a word of the practice model"),
    ("order add", "against", TOLD, "no [[person]] has that key"),
    ("order change nmo1", "until", date(2020, 1, 1), "is before from"),
    ("born bump", "on", date(2031, 1, 1), "future"),
    ("team add", "role", TOLD, "not a word of the practice model"),
    ("cover add", "person", TOLD, "no member of the team"),
    ("cover add", "role", TOLD, "not a word of the practice model"),
    ("new-family xx", "surname", None, "surname is missing"),
    ("new-family xx", "decision", None, "decision is missing"),
    ("new-family xx", "opened", "yesterday", "opened is not a date"),
]


@pytest.mark.parametrize(("words", "key", "value", "says"), BAD_VALUES)
def test_a_bad_value_is_named_by_its_key(still, words, key, value, says):
    text = f"on = {value}\n" + WAYS[words] if says == "line" else ""
    if words.startswith("new-family"):
        lines = [line for line in WAYS[words].splitlines(keepends=True) if not line.startswith(f"{key} =")]
        text = (f'{key} = "{value}"\n' if value else "") + "".join(lines)
    refused(still, *calls(words, still), stdin=text or table(words, {key: value}), says=says)
