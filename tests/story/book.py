"""A shell for a story: the real command line, at a set time, for whoever acts; and what lies on disk afterwards."""

import json
import os
import subprocess
import tomllib

from tests.running import run


class Shell:
    """Runs commands in a caseload as different people at different times."""

    def __init__(self, home, family):
        self.home = home
        self.name = family
        self.caseload = home / "caseload"
        self.caseload.mkdir(parents=True, exist_ok=True)
        self.path = self.caseload / family
        self.env = {
            "FSWORKBOOK_CONFIG": str(home / "settings.toml"),
            "FSWORKBOOK_CASELOAD": str(self.caseload),
        }

    def at(self, moment):
        return {**self.env, "FSWORKBOOK_NOW": moment}

    def run(self, *words, at="2025-03-03T09:00", by="", table=None, code=0, family=True):
        command = [*words]
        command += ["--family", self.name] if family else []
        command += ["--as", by] if by else []
        command += ["--from", "-", "--no-input"] if table is not None else []
        done = run(command, stdin=table or "", env={**os.environ, **self.at(at)}, cwd=self.home)
        assert done.returncode == code, done.stderr + done.stdout
        return done

    def ids(self, *words, **more):
        return self.run(*words, **more).stdout.split()

    def json(self, *words, **more):
        return json.loads(self.run(*words, "--json", **more).stdout)["data"]

    def git(self, *words):
        return subprocess.run(["git", *words], cwd=self.path, capture_output=True, encoding="utf-8", check=True).stdout

    def front(self, record):
        """Return the front matter and the body of a record on disk."""
        (found,) = self.path.rglob(f"{record}.md")
        _, front, body = found.read_text(encoding="utf-8").split("+++\n", 2)
        return tomllib.loads(front), body

    def commits(self):
        """Return subject, author and trailers of every commit, the first one first."""
        lines = self.git("log", "--reverse", "--format=%s%x1f%an%x1f%(trailers:unfold)%x1e").split("\x1e")
        return [tuple(part.strip() for part in line.split("\x1f")) for line in lines if line.strip()]
