"""A team shares a family with the real command line: what each of them reads, and nobody needs git's words."""

import io
import json
import re
import sys

import pytest

from fsworkbook.cli.frame.desk import Desk
from fsworkbook.cli.main import run
from fsworkbook.store import remote
from fsworkbook.store.folder import Folder
from fsworkbook.store.git import Git
from tests.cli.conftest import Scripted, Terminal
from tests.sync.conftest import FAMILY, TEAM, change, contents, git

GITS_WORDS = re.compile(r"\b(?:git|commit|merge|push|pull|fetch|branch|repository|clone|HEAD|ref|rebase|conflict)\b")


class Office:
    """Colleagues with a caseload each."""

    def __init__(self, base):
        self.base = base
        self.moment = 0

    def load(self, who):
        place = self.base / who / "families"
        place.mkdir(parents=True, exist_ok=True)
        return place

    def settings(self, who):
        one = TEAM[who]
        path = self.base / who / "settings.toml"
        self.load(who)
        path.write_text(f'key = "{who}"\nname = "{one.name}"\nrole = "{one.role}"\nemail = "{one.email}"\n')
        return path

    def env(self, who):
        self.moment += 1
        now = f"2025-04-14T{9 + self.moment // 60:02}:{self.moment % 60:02}"
        return {
            "FSWORKBOOK_CONFIG": str(self.settings(who)),
            "FSWORKBOOK_CASELOAD": str(self.load(who)),
            "FSWORKBOOK_NOW": now,
        }

    def __call__(self, who, *arguments, answers=None, typed=""):
        """Run a command for somebody; return its exit code, standard output and standard error."""
        desk = Desk(
            env=self.env(who), stdin=io.StringIO(typed), stdout=io.StringIO(), stderr=io.StringIO(), cwd=self.base,
            asker=(lambda desk: Scripted(desk, answers)) if answers is not None else None,
        )  # fmt: skip
        code = run(list(arguments), desk)
        return code, desk.stdout.getvalue(), desk.stderr.getvalue()

    def does(self, who, *arguments, **more):
        code, out, err = self(who, *arguments, **more)
        assert code == 0, err
        return " ".join(out.split()), " ".join(err.split())

    def note(self, who, family="ashdown"):
        return self.does(who, "note", "--family", family, "--from", "-", typed='text = "She came."\n')

    def change(self, who, words):
        return self.does(
            who, "person", "change", "kerry", "--family", "ashdown", "--from", "-", typed=f'communication = "{words}"\n'
        )


@pytest.fixture
def office(tmp_path):
    made = Office(tmp_path)
    Folder.create(made.load("priya") / "ashdown", FAMILY, change(action="new-family"))
    return made


@pytest.fixture
def shared(office):
    office.does("priya", "sync", "init", "--family", "ashdown", "disk/ashdown.git")
    office.does("tom", "join", "disk/ashdown.git")
    return office


def test_a_family_that_is_shared_nowhere_says_how_to_share_it(office):
    code, _, err = office("priya", "sync", "--family", "ashdown")
    assert code == 2
    assert "shared with nobody yet" in err
    assert "fsworkbook sync init ADDRESS" in err


def test_a_team_shares_joins_records_and_reads_what_came_in_words(office):
    office.note("priya")
    out, err = office.does("priya", "sync", "init", "--family", "ashdown", "disk/ashdown.git")
    assert "Sent 1 record." in out
    assert "Nobody can rewrite what is shared there" in out
    assert f"fsworkbook join {office.base}/disk/ashdown.git" in err
    assert git(office.base / "disk" / "ashdown.git", "config", "receive.denyNonFastForwards") == "true"
    out, err = office.does("tom", "join", "disk/ashdown.git")
    assert out == str(office.load("tom") / "ashdown")
    assert "Ashdown (made up) is here: 1 record. The team: Alison Tranter, Priya Nandakumar," in err
    assert "You are on it, as Tom Whitcombe." in err
    for who in ("priya", "priya", "tom"):
        office.note(who)
    assert office.does("priya", "sync", "--family", "ashdown") == ("Sent 2 records.", "")
    assert office.does("tom", "sync", "--family", "ashdown") == ("Sent 1 record. Got 2 from Priya.", "")
    assert office.does("tom", "sync", "--family", "ashdown") == ("Nothing new on either side.", "")
    told = json.loads(office.does("priya", "sync", "--family", "ashdown", "--json")[0])
    assert (told["kind"], told["family"], len(told["data"]["received"])) == ("sync", "ashdown", 1)
    assert contents(Folder(office.load("priya") / "ashdown")) == contents(Folder(office.load("tom") / "ashdown"))
    assert not GITS_WORDS.search(out.replace(".git", "") + err.replace(".git", ""))


def test_a_difference_is_shown_by_every_later_command_until_one_settles_it(shared):
    shared.change("priya", "A plan")
    shared.change("tom", "Letters")
    assert shared.does("priya", "sync", "--family", "ashdown")[0] == "Changes of who is who went out."
    line = "Colleagues changed one thing in who is who differently."
    out, err = shared.does("tom", "sync", "--family", "ashdown")
    assert out == "Sent 1 record. Changes of who is who came in."
    assert line in err
    shared.does("priya", "sync", "--family", "ashdown")
    for who in ("priya", "tom"):
        for command in (["show"], ["rag"], ["person"], ["note", "--from", "-"]):
            code, _, err = shared(who, *command, "--family", "ashdown", typed='text = "x"\n')
            assert code == 0
            assert err.count("differently") == 1
    code, out, err = shared("priya", "sync", "settle", "--family", "ashdown")
    assert code == 2
    assert "Kerry Ashdown · communication" in out
    assert re.search(r"stands +Priya Nandakumar: A plan\n +other +Tom Whitcombe: Letters", out)
    out, err = shared.does("priya", "sync", "settle", "--family", "ashdown", "--keep", "other")
    assert "the other value stands now" in err
    assert (
        'communication = "Letters"   # asked in February' in (shared.load("priya") / "ashdown/family.toml").read_text()
    )
    assert line not in shared.does("priya", "show", "--family", "ashdown")[1]
    shared.does("priya", "sync", "--family", "ashdown")
    shared.does("tom", "sync", "--family", "ashdown")
    assert line not in shared.does("tom", "show", "--family", "ashdown")[1]
    assert shared.does("tom", "sync", "settle", "--family", "ashdown")[0] == "There is nothing to settle."


def test_settling_by_questions_goes_through_them_all(shared):
    shared.change("priya", "A plan")
    shared.change("tom", "Letters")
    shared.does("priya", "sync", "--family", "ashdown")
    shared.does("tom", "sync", "--family", "ashdown")
    out, _ = shared.does("tom", "sync", "settle", "--family", "ashdown", answers=["later"])
    assert "Kerry Ashdown · communication" in out
    shared.does("tom", "sync", "settle", "--family", "ashdown", answers=["shared"])
    assert 'communication = "A plan"' in (shared.load("tom") / "ashdown" / "family.toml").read_text()
    shared.does("priya", "sync", "--family", "ashdown")
    shared.does("tom", "sync", "--family", "ashdown")
    shared.does("priya", "sync", "--family", "ashdown")


def test_who_leads_the_team_alone_settles_who_is_on_it(shared):
    for who, role in (("priya", "embedded-coordinator"), ("tom", "psychologist")):
        path = shared.load(who) / "ashdown" / "family.toml"
        path.write_text(path.read_text().replace('role = "recovery-worker"', f'role = "{role}"\ntitle = "{who}"'))
        shared.does(who, "sync", "--family", "ashdown")
    code, _, err = shared("tom", "sync", "settle", "--family", "ashdown", "--keep", "other")
    assert code == 2  # two things differ
    assert "Which one?" in err
    ids = re.findall(r"([a-z2-7]{10})", err.split("These are open:")[1])
    answers = {shared("tom", "sync", "settle", one, "--family", "ashdown", "--keep", "other")[0] for one in ids}
    assert answers == {3}


def test_the_whole_caseload_goes_on_past_one_that_cannot(shared):
    Folder.create(shared.load("tom") / "bello", FAMILY, change(action="new-family"))
    Folder.create(shared.load("tom") / "carrick", FAMILY, change(action="new-family"))
    shared.does("tom", "sync", "init", "--family", "carrick", "disk/carrick.git")
    (shared.base / "disk" / "ashdown.git").rename(shared.base / "disk" / "away.git")
    shared.note("tom", "carrick")
    code, out, err = shared("tom", "sync", "--all")
    assert code == 4
    assert "bello: shared with nobody yet." in out
    assert "carrick: Sent 1 record." in out
    assert "ashdown: There is no family at" in err
    assert "1 of 3 families could not be shared just now; nothing is lost." in err
    (shared.base / "disk" / "away.git").rename(shared.base / "disk" / "ashdown.git")
    told = json.loads(shared.does("tom", "sync", "--all", "--json")[0])
    assert [row["family"] for row in told["data"]] == ["ashdown", "bello", "carrick"]


def test_moving_to_another_place_is_said_on_purpose(shared):
    code, _, err = shared("priya", "sync", "init", "--family", "ashdown", "disk/new.git")
    assert code == 2
    assert "--instead" in err
    shared.does("priya", "sync", "init", "--family", "ashdown", "disk/new.git", "--instead")
    shared.does("tom", "sync", "init", "--family", "ashdown", "disk/new.git", "--instead")
    assert shared.does("tom", "sync", "--family", "ashdown")[0] == "Nothing new on either side."


@pytest.mark.parametrize(
    "place", ["ext::sh -c true", "http://x.org/a", "priya/families", "priya/families/ashdown/notes"]
)
def test_places_that_cannot_be_shared_at_are_refused_in_a_sentence(office, place):
    code, _, err = office("priya", "sync", "init", "--family", "ashdown", place)
    assert code in {2, 4}
    assert err.startswith("fsworkbook: ")
    assert remote.of(Git(office.load("priya") / "ashdown")) is None


def test_a_family_toml_that_cannot_be_read_still_gets_what_colleagues_recorded(shared):
    shared.change("priya", "A plan")
    shared.does("priya", "sync", "--family", "ashdown")
    path = shared.load("tom") / "ashdown" / "family.toml"
    path.write_text(path.read_text() + "\nthis = = is not TOML\n")
    out, err = shared.does("tom", "sync", "--family", "ashdown")
    assert "Changes of who is who came in" in out
    assert "family.toml was changed by hand" in err
    assert "A plan" in path.read_text()
    code, out, _ = shared("tom", "sync", "settle", "--family", "ashdown")
    assert code == 2
    assert "family.toml was changed by two people, or could not be read." in " ".join(out.split())


def test_settling_on_a_real_screen(shared, tmp_path):
    shared.change("priya", "A plan on her phone")
    shared.change("tom", "Letters")
    shared.does("priya", "sync", "--family", "ashdown")
    shared.does("tom", "sync", "--family", "ashdown")
    program = "import sys; from fsworkbook.cli.main import main; sys.argv = ['fsworkbook', *sys.argv[1:]]; main()"
    terminal = Terminal(
        [sys.executable, "-c", program, *["sync", "settle", "--family", "ashdown"]],
        shared.env("tom"),
        cwd=str(tmp_path),
    )
    screen = terminal.see("Which is right?")
    assert "Kerry Ashdown · communication" in screen
    assert "Priya Nandakumar: A plan on her phone" in screen
    terminal.type("\x1b[B", "\r")
    assert terminal.end() == 0
    assert 'communication = "Letters"' in (shared.load("tom") / "ashdown" / "family.toml").read_text()
