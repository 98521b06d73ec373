"""A caseload, the real command line at work in it, and a family as somebody would hand it in."""

import json
import os
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.cli.conftest import Terminal
from tests.cli_work.conftest import PROGRAM
from tests.running import run

NOON = "2025-04-14T12:00"

FAMILY = """# The Carricks: made up.
reference = "FS-0500"   # as on the council's system
surname = "Carrick"
decision = { by = "Assessment and Intervention", on = 2025-04-10 }
training = true

[[person]]
key = "tyler"            # the elder
name = "Tyler Carrick"
part = "child"
gender = "male"
born = 2015-11-11

[[person]]
key = "maisie"
name = "Maisie Pryce"
part = "child"
gender = "female"
born = 2022-04-08

[[person]]
key = "unborn"
name = "Baby Carrick"
part = "child"
due = 2025-06-22

[[person]]
key = "kerry"
name = "Kerry Carrick"
part = "parent"
gender = "female"
born = 1997-09-14
pets = ["a dog"]         # nobody's key, and kept

[[person]]
key = "daniel"
name = "Daniel Pryce"
part = "parent"
gender = "male"

[[person]]
key = "jordan"
name = "Jordan Cole"
part = "parent"
gender = "male"

[[person]]
key = "sheila"
name = "Sheila Carrick"
part = "relative"
gender = "female"

# Who is whose
[[relation]]
a = "kerry"
b = "tyler"
kind = "mother"
responsibility = "yes"

[[relation]]
a = "kerry"
b = "maisie"
kind = "mother"

[[relation]]
a = "kerry"
b = "unborn"
kind = "expected mother"

[[relation]]
a = "daniel"
b = "maisie"
kind = "father"

[[relation]]
a = "jordan"
b = "unborn"
kind = "expected father"

[[relation]]
a = "sheila"
b = "tyler"
kind = "maternal grandmother"

[[couple]]
partners = ["kerry", "daniel"]
status = "separated"
from = 2021-06-01
until = 2025-01-11

[[household]]
name = "Sheila’s home"
members = ["sheila", "kerry", "tyler", "maisie"]
from = 2025-01-11

[[household]]
name = "Daniel’s flat"
members = ["daniel"]

[[assessment]]
parents = ["kerry"]
children = ["tyler", "maisie", "unborn"]
started = 2025-04-14
prebirth = true

[[order]]
kind = "non-molestation order"
against = "daniel"
protects = ["kerry", "tyler"]
from = 2025-01-17
until = 2026-01-17

[[team]]
key = "priya"
name = "Priya Nandakumar"
role = "social-worker"
email = "priya@example.org"

[[team]]
key = "alison"
name = "Alison Tranter"
role = "team-manager"
email = "alison@example.org"

[[team]]
key = "helen"
name = "Helen Ward"
role = "children-family-worker"
email = "helen@example.org"
"""

RECORDS = """
[[status]]
child = "tyler"
status = "cp_emotional"
from = 2025-04-10
decided_by = "first conference"
reason = "He saw his mother hurt."

[[consent]]
person = "kerry"
matter = "join-pathway"
state = "given"
how = "at home, signed"
"""

SETTINGS = """key = "priya"
name = "Priya Nandakumar"
email = "priya@example.org"
role = "social-worker"
agency = "Wealdshire County Council"
"""


class Load:
    """A caseload's folder and the command line in it."""

    def __init__(self, place):
        self.place = place
        self.config = place.parent / "mine" / "settings.toml"
        self.config.parent.mkdir(parents=True, exist_ok=True)
        self.config.write_text(SETTINGS, encoding="utf-8")
        self.clean = {key: value for key, value in os.environ.items() if not key.startswith(("FSWORKBOOK", "COV"))}
        self.env = {"FSWORKBOOK_CONFIG": str(self.config), "FSWORKBOOK_NOW": NOON, "NO_COLOR": "1"}

    def run(self, *arguments, stdin="", now=NOON):
        env = {**self.clean, **self.env, "FSWORKBOOK_NOW": now}
        done = run(arguments, stdin=stdin, cwd=self.place, env=env)
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout, done.stderr

    def took(self, *arguments, stdin="", now=NOON):
        """Run a command that must record from a table; returns what it printed, word by word."""
        code, out, err = self.run(*arguments, "--from", "-", stdin=stdin, now=now)
        assert code == 0, err
        return out.split()

    def data(self, *arguments):
        code, out, err = self.run(*arguments, "--json")
        assert code == 0, err
        return json.loads(out)["data"]

    def text(self, name="carrick"):
        return (self.place / name / "family.toml").read_text(encoding="utf-8")

    def table(self, name="carrick"):
        return tomllib.loads(self.text(name))

    def row(self, kind, key, name="carrick"):
        return next(row for row in self.table(name)[kind] if row["key"] == key)

    def git(self, *arguments, name="carrick"):
        done = subprocess.run(["git", *arguments], capture_output=True, cwd=self.place / name, check=True)
        return done.stdout.decode().strip()

    def there(self):
        return sorted(path.name for path in self.place.iterdir())

    def terminal(self, *arguments, **env):
        if os.name == "nt":
            pytest.skip("pexpect needs a Unix terminal")
        return Terminal([*PROGRAM, *arguments], {**self.env, **env}, cwd=str(self.place))


@pytest.fixture
def load(tmp_path):
    place = tmp_path / "caseload"
    place.mkdir()
    return Load(place)


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    place = tmp_path_factory.mktemp("people") / "caseload"
    place.mkdir()
    Load(place).took("new-family", stdin=FAMILY)
    return place / "carrick"


@pytest.fixture
def carrick(load, made):
    """The caseload with the Carricks in it."""
    shutil.copytree(made, load.place / "carrick")
    text = load.config.read_text(encoding="utf-8") + f'current = "{Path(load.place / "carrick").as_posix()}"\n'
    load.config.write_text(text, encoding="utf-8")
    return load


@pytest.fixture
def terminals(load):
    opened = []

    def begin(*arguments, **env):
        opened.append(load.terminal(*arguments, **env))
        return opened[-1]

    yield begin
    for one in opened:
        one.child.close(force=True)
