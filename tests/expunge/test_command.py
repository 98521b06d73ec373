"""`expunge` on the command line: what it shows, asks and refuses, by file and by real keystrokes."""

import json
import re

import pytest

from tests.cli.conftest import Terminal
from tests.cli_work.conftest import PROGRAM
from tests.expunge.conftest import found_in
from tests.fault.scenes import Home, git

SAYS = 'reason = "another-family"\nconfirm = "{reference}"\n'


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    home = Home.make(tmp_path_factory.mktemp("expunge") / "home")
    code, _, err = home.run(("note", "--as", "tom", "--from", "-"), 'text = "Brandon Carter lives at 4 Mill Lane."\n')
    assert code == 0, err
    return home


@pytest.fixture
def home(made, tmp_path):
    return made.copy(tmp_path / "home-of-its-own")


def reference(home):
    return re.search(r'reference = "([^"]+)"', (home.folder / "family.toml").read_text("utf-8"))[1]


def says(home, more=""):
    return SAYS.format(reference=reference(home)) + more


def head(home):
    return git(home.folder, "rev-parse", "HEAD")[1]


def test_by_file_and_what_it_leaves(home):
    (home.place / "words.txt").write_text("Brandon Carter\nmill  lane\n")
    file = str(home.place / "words.txt")
    before = head(home)
    code, out, err = home.run(("expunge", "--as", "helen", "--words-file", file, "--look"))
    assert (code, out, head(home)) == (0, "", before)
    assert "The 2 strings stand in 1 record: 2 places." in " ".join(err.split())
    code, out, err = home.run(("expunge", "--as", "helen", "--words-file", file, "--from", "-"), says(home))
    assert code == 0, err
    assert re.fullmatch(r"\d{4}-\d\d-\d\d-helen-[a-z2-7]{10}\n", out)
    assert "nothing is left" in " ".join(err.split())
    for text in (out, err):
        assert not re.search("brandon|mill lane", text, re.IGNORECASE)
    assert found_in(home.folder, "Brandon", "Mill Lane") == []
    code, shown, _ = home.run(("show", out.strip()))
    assert (code, "another family" in shown or "another-family" in shown) == (0, True)
    code, told, _ = home.run(("audit", "verify", "--json"))
    assert (code, json.loads(told)["data"]["findings"]) == (0, [])
    code, told, _ = home.run(("log",))
    assert (code, "Tombstone" in told) == (0, True)


def test_a_record_by_its_id(home):
    note = max((home.folder / "notes").glob("*.md"), key=lambda path: "Brandon" in path.read_text("utf-8")).stem
    code, _, err = home.run(("expunge", note, "--as", "helen", "--from", "-"), says(home, 'why = "As Brandon asked"\n'))
    assert (code, "repeats" in err) == (2, True)
    code, _, err = home.run(
        ("expunge", note[-10:], "--as", "helen", "--from", "-"), says(home, 'why = "It was pasted in"\n')
    )
    assert code == 0, err
    assert found_in(home.folder, "Brandon") == []
    assert home.run(("log",))[0] == 0
    code, _, err = home.run(("show", note))
    assert code == 2


@pytest.mark.parametrize(
    ("words", "given", "code", "said"),
    [
        (("--as", "priya"), 'words = ["Brandon"]\n', 3, "Who may: Team manager"),
        (("--as", "helen"), 'words = ["Brandon"]\nreason = "a mistake"\nconfirm = "{ref}"\n', 2, "reason takes one of"),
        (("--as", "helen"), 'words = ["Brandon"]\nreason = "danger"\nconfirm = "yes"\n', 2, "was not typed"),
        (("--as", "helen"), 'words = ["Brandon"]\n', 2, "reason and confirm are missing"),
        (("--as", "helen"), 'reason = "danger"\nconfirm = "{ref}"\n', 2, "What is to be taken out is missing"),
        (("--as", "helen"), 'words = ["Nowhere at all"]\nreason = "danger"\nconfirm = "{ref}"\n', 2, "Nothing of that"),
        (
            ("--as", "helen"),
            'words = ["Brandon"]\nwhy = "BRANDON"\nreason = "danger"\nconfirm = "{ref}"\n',
            2,
            "repeats",
        ),
        (("--as", "helen"), 'word = "Brandon"\n', 2, "takes no key of that name"),
    ],
)
def test_what_is_refused_changes_nothing(home, words, given, code, said):
    before = head(home)
    found, out, err = home.run(("expunge", *words, "--from", "-"), given.replace("{ref}", reference(home)))
    assert (found, out) == (code, ""), err
    assert said in " ".join(err.split())
    assert "Brandon" not in err
    assert head(home) == before


def test_by_keystrokes_the_words_are_never_seen(home):
    terminal = Terminal([*PROGRAM, "expunge", "--as", "helen"], home.env, cwd=str(home.folder))
    terminal.see("What is to be taken out")
    terminal.type("\x1b[B", "\r")
    terminal.see("Words")
    terminal.type("brandon carter\r")
    terminal.see("More words")
    assert "brandon" not in terminal.screen.lower()
    terminal.type("\r")
    terminal.see("stands in 1 record")
    terminal.see("On which ground")
    terminal.type("\r")
    terminal.see("More of it")
    terminal.type("As agreed\r")
    terminal.see(f"Type {reference(home)}")
    terminal.type(f"{reference(home)}\r")
    terminal.see("nothing is")
    assert terminal.end() == 0
    assert "brandon" not in terminal.screen.lower()
    assert found_in(home.folder, "Brandon") == []
