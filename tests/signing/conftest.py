"""A family, and for each of its team a computer of their own: settings, home, and keys made by the real ssh-keygen."""

import copy
import json
import os
import shutil

import pytest

from tests.cli_meeting.conftest import Workbook
from tests.running import run


def pytest_collection_modifyitems(items):
    """Leave these out where there is no OpenSSH; `.ci/run` sees to it that there is."""
    if shutil.which("ssh-keygen") is None:
        for item in items:
            if "/signing/" in item.path.as_posix():
                item.add_marker(pytest.mark.skip(reason="OpenSSH is not installed here"))


class Desks(Workbook):
    """The family `rowan`, worked on from several desks: `desks.run("rate", at_desk="sam", table=…)`."""

    def __init__(self, folder):
        super().__init__(folder)
        self.more = {}

    def moved(self, folder):
        """Copy everything to another place, as if it had been made there."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        copied = copy.copy(self)
        copied.folder, copied.path, copied.more = folder, folder / "rowan", {}
        for settings in (folder / "homes").glob("*/settings.toml"):
            text = settings.read_text("utf-8").replace(str(self.folder), str(folder))
            settings.write_text(text, "utf-8")
        return copied

    def home(self, who):
        place = self.folder / "homes" / who
        place.mkdir(parents=True, exist_ok=True)
        return place

    def run(self, *words, who="mia", at="2025-03-10T12:00", table=None, code=0, family=True):
        env = {name: value for name, value in os.environ.items() if not name.startswith(("SSH_", "GIT_"))} | {
            "HOME": str(self.home(who)),
            "FSWORKBOOK_NOW": at,
            "FSWORKBOOK_CONFIG": str(self.home(who) / "settings.toml"),
            "FSWORKBOOK_CASELOAD": str(self.folder),
            **self.more,
        }
        arguments = [*words, *(["--family", "rowan"] if family else [])]
        arguments += ["--from", "-"] if table is not None else []
        done = run(arguments, stdin=table or "", env=env, cwd=self.folder)
        assert code is None or done.returncode == code, done.stderr
        return done

    def setup(self, who, *words, code=0):
        """Say once who sits at a desk."""
        return self.run("setup", "--name", who.title(), "--key", who, *words, who=who, code=code, family=False)

    def line(self, who):
        return self.run("team", "key", who=who, family=False).stdout.strip()

    def key(self, who):
        """Make a key for somebody by `setup`, and let the manager enter it."""
        self.setup(who, "--signing-key", "new")
        self.run("team", "change", who, "--signing-key", self.line(who))

    def meet(self):
        """Bring the family to where minutes wait for their approval."""
        self.run("supervision", "schedule", "--as", "eve", table="planned = 2025-03-19\n")
        table = 'agreed = "red"\ndifferences = "Then and now."\n[attendance]\nsam = "attended"\n'
        self.run("supervision", "hold", at="2025-03-19T10:00", table=table)
        text = 'text = "We spoke of Ida."\n'
        self.run("supervision", "minutes", "--as", "eve", at="2025-03-19T12:00", table=text)

    def approve(self, code=0):
        """Approve them, as the manager."""
        return self.run("supervision", "approve", at="2025-03-20T12:00", code=code)

    def signed(self, place="HEAD"):
        """Whether a commit has a signature."""
        return "BEGIN SSH SIGNATURE" in self.git("cat-file", "commit", place)

    def verdicts(self):
        """What `audit verify` says of signatures: for each finding its kind and the commit's subject."""
        done = self.run("audit", "verify", "--json", code=None)
        assert done.returncode in {0, 1}, done.stderr
        found = done.stdout
        return [
            (item["kind"], self.git("log", "-1", "--format=%s", item["commit"]).split(" · ")[0])
            for item in json.loads(found)["data"]["findings"]
            if "sign" in item["kind"]
        ]


@pytest.fixture(scope="session")
def bare(tmp_path_factory):
    made = Desks(tmp_path_factory.mktemp("bare"))
    made.setup("mia", "--signing-key", "new")
    return made


@pytest.fixture(scope="session")
def agreed(bare, tmp_path_factory):
    made = bare.moved(tmp_path_factory.mktemp("agreed"))
    made.key("sam")
    made.run("team", "change", "mia", "--signing-key", "mine")
    made.run("team", "policy", "--signed", "approvals")
    return made


@pytest.fixture(scope="session")
def held(agreed, tmp_path_factory):
    made = agreed.moved(tmp_path_factory.mktemp("held"))
    made.meet()
    return made


@pytest.fixture
def desks(bare, tmp_path):
    """A family whose manager has a key on her computer."""
    return bare.moved(tmp_path)


@pytest.fixture
def signing(agreed, tmp_path):
    """A family that wants approvals signed; the manager and the social worker have their keys there."""
    return agreed.moved(tmp_path)


@pytest.fixture
def waiting(held, tmp_path):
    """That family, with minutes that wait for their approval."""
    return held.moved(tmp_path)
