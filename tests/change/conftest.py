"""The small family of tests/cli_work, for work with parents; its commands run in this process, which is soon done."""

import io
import shutil
from pathlib import Path

import pytest

from fsworkbook.cli.frame.desk import Desk
from fsworkbook.cli.main import run
from tests.cli_work.conftest import NOON, Work, made, terminals

__all__ = ["made", "terminals"]


class Near(Work):
    """The family's folder, and the real command line without a process of its own for each command."""

    def run(self, *arguments, stdin="", now=NOON):
        """Run a command; returns its exit code, standard output and standard error."""
        out, err = io.StringIO(), io.StringIO()
        env = {**self.clean, **self.env, "FSWORKBOOK_NOW": now}
        desk = Desk(env=env, stdin=io.StringIO(stdin), stdout=out, stderr=err, cwd=self.folder)
        return run(list(arguments), desk), out.getvalue(), err.getvalue()


@pytest.fixture
def work(made, tmp_path):
    folder = tmp_path / "marlow"
    shutil.copytree(made, folder)
    return Near(folder, Path(tmp_path) / "settings.toml")
