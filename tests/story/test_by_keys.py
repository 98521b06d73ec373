"""A whole family by real keystrokes on a terminal of 80 columns: opened, modules 1, 3 and 4, three ratings, the
pack, the meeting and the report; read afterwards from the files and the git history."""

import re
import sys
from datetime import date

import pypdfium2
import pytest

from tests.cli.conftest import Terminal
from tests.story.book import Shell

ENTER, DOWN, SPACE, STOP = "\r", "\x1b[B", " ", "\x03"
PRESSED = {ENTER, DOWN, SPACE, STOP}

OPENING = [
    ("Family’s surname", "Rowan"),
    ("Reference number", "FS-0901"),
    ("Decided by",),
    ("Decided on (", "27 feb"),
    ("First child, full name", "Ida Rowan"),
    ("Ida: born, or due", "30/9/2016"),
    ("Ida: gender (", "1"),
    ("Next child (↵ ends)", ENTER),
    ("Parent or carer (↵ ends)", "Ana Rowan"),
    ("Ana is a (",),
    ("Ana: born", "2/5/1996"),
    ("Ana: gender (", "1"),
    ("Parent or carer (↵ ends)", ENTER),
    ("Anyone else (↵ ends)", ENTER),
    ("What is Ana to Ida? (",),
    ("Has Ana parental responsibility for Ida? (",),
    ("Ida’s father (", "1"),
    ("Who lives together? (",),
    ("Ida: plan, status (", "Child in n"),
    ("Since (", "27 feb"),
    ("Decided by", "Assessment and Intervention"),
    ("Why", "Evenings are hard."),
    ("Your role (",),
    ("On the team (↵ ends)", "Tia Byrne"),
    ("Tia’s role (", "3"),
    ("Tia’s agency",),
    ("Tia’s e-mail", "tia@example.org"),
    ("On the team (↵ ends)", "Rex Low"),
    ("Rex’s role (", "7"),
    ("Rex’s agency",),
    ("Rex’s e-mail", "rex@example.org"),
    ("On the team (↵ ends)", "Mia Moss"),
    ("Mia’s role (", "1"),
    ("Mia’s agency",),
    ("Mia’s e-mail", "mia@example.org"),
    ("On the team (↵ ends)", ENTER),
    ("Who is assessed? (",),
    ("Ana: assessed for which children? (",),
    ("The assessments began", ENTER),
    ("Does Ana agree to work with the team? (", "1"),
    ("Who asked?",),
    ("When? (",),
    ("How, and signed?", "at home, signed"),
    ("In Ana’s words", "If it helps Ida."),
]


def entry(words, questions=(SPACE, ENTER)):
    """Return the keys of a module conversation in which one question is answered."""
    return [
        ("When was this?", ENTER),
        ("Where?", "home"),
        ("Who was there?", ENTER),
        ("What came up?", *questions),
        ("1 of 1", words),
        ("What does it mean?", ENTER),
        ("Why does it matter", ENTER),
        ("Anything to add?", ENTER),
        ("Is this right?", ENTER),
    ]


class Talk:
    """The shell of a story, with a terminal."""

    def __init__(self, shell):
        self.shell = shell

    def __call__(self, words, steps, at, by="", code=0, within="rowan"):
        command = [sys.executable, "-m", "fsworkbook", *words]
        command += ["--family", within] if within else []
        command += ["--as", by] if by else []
        screen = Terminal(command, self.shell.at(at), cwd=str(self.shell.home))
        for question, *keys in steps:
            screen.see(question)
            for key in keys or [ENTER]:
                screen.type(key if key in PRESSED else key + ENTER)
        assert screen.end() == code, screen.screen
        return screen.screen


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    shell = Shell(tmp_path_factory.mktemp("keys"), "rowan")
    settings = ["--name", "Sam Wells", "--key", "sam", "--email", "sam@example.org", "--role", "social-worker"]
    shell.run("setup", *settings, "--agency", "Council", "--no-input", family=False)
    talk = Talk(shell)
    talk(["new-family"], [*OPENING, ("Is this right?",)], "2025-03-03T09:00", within="")
    talk(["module", "1", "--parent", "mum"], entry("Ana knows why we came."), "2025-03-04T10:00")
    stopped = [*entry("She shouts when she is tired.")[:5], ("What does it mean?", STOP)]
    shell.left = talk(["module", "3", "--parent", "mum"], stopped, "2025-03-05T10:00", "rex", 130)
    again = [("What would you like to do?", ENTER), *entry("")[5:]]
    talk(["module", "3", "--parent", "mum"], again, "2025-03-05T11:00", "rex")
    talk(["module", "4", "--child", "ida"], entry("Ida likes slugs."), "2025-03-06T17:00", "tia")
    for by, place, why in (("sam", "2", "Evenings."), ("tia", "3", "She is warm."), ("rex", "1", "She drinks.")):
        steps = [("Your rating", place), ("Why?", why), ("Rate a child apart?", ENTER), ("Is this right?", ENTER)]
        talk(["rate"], steps, "2025-03-14T09:00", by)
    shell.closed = shell.run("rag", by="sam", at="2025-03-18T09:00").stdout
    shell.pack = shell.run("summary", "--for-supervision", by="mia", at="2025-03-18T09:00").stdout
    shell.printed = shell.run("report", "--parent", "mum", "--pdf", at="2025-03-20T09:00").stdout.strip()
    return shell


def test_what_was_interrupted_was_kept_and_taken_up(story):
    assert "what you wrote is kept" in " ".join(story.left.split())
    assert not list((story.path / ".git" / "fsworkbook" / "drafts").glob("*.json"))


def test_the_records_on_disk_are_those_that_were_typed(story):
    kinds = {}
    for path in story.path.rglob("*.md"):
        front, body = story.front(path.stem)
        kinds.setdefault(front["kind"], []).append((front, body))
    assert {kind: len(found) for kind, found in kinds.items()} == {"status": 1, "consent": 1, "module": 3, "rating": 3}
    bodies = {front["questions"][0]: body for front, body in kinds["module"]}
    assert {name.partition(".")[0] for name in bodies} == {"M1", "M3", "M4"}
    assert "\nAna knows why we came.\n" in bodies["M1.Q01"]
    assert "\nShe shouts when she is tired.\n" in bodies["M3.Q01"]
    assert "\nIda likes slugs.\n" in bodies["M4.Q01"]
    assert {front["by"]: front["rating"] for front, _ in kinds["rating"]} == {
        "sam": "amber",
        "tia": "green",
        "rex": "red",
    }
    assert {front["on"] for front, _ in kinds["module"]} == {date(2025, 3, 4), date(2025, 3, 5), date(2025, 3, 6)}


def test_the_history_says_who_did_what_and_none_of_the_words(story):
    commits = story.commits()
    assert [subject for subject, _, _ in commits] == [
        "open · rowan · 2025-03-03",
        "module 1 · ana · 2025-03-04",
        "module 3 · ana · 2025-03-05",
        "module 4 · ida · 2025-03-06",
        "rating · sam · 2025-03-14",
        "rating · tia · 2025-03-14",
        "rating · rex · 2025-03-14",
    ]
    assert [author for _, author, _ in commits[1:4]] == ["Sam Wells", "Rex Low", "Tia Byrne"]
    assert story.git("fsck", "--strict") == ""
    assert story.git("status", "--porcelain") == ""


def test_the_pack_names_who_has_rated_and_who_has_no_summary(story):
    assert re.search(r"given\s+Sam \(you\), Tia, Rex", story.closed)
    assert "She drinks" not in story.closed + story.pack
    assert "No summary yet from Sam, Tia, Rex." in story.pack


def test_the_report_holds_what_was_typed_and_names_the_gaps(story):
    document = pypdfium2.PdfDocument(story.home / story.printed)
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    for said in ("Ana knows why we came.", "She shouts when she is tired.", "Ida likes slugs.", "To be written"):
        assert text.count(said) >= 1
    assert text.count("Ida likes slugs.") == 1
    assert all("For the team only" in page.get_textpage().get_text_bounded() for page in document)
