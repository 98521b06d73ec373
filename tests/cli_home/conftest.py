"""A caseload of two families out of the training family's who is who, and desks of the terminal's tests."""

import pytest

from fsworkbook.practice.locating import templates_root
from tests.cli.conftest import cli, desk, env, make_desk, terminal  # noqa: F401 - fixtures

WHO = (templates_root() / "training" / "ashdown" / "family.toml").read_text(encoding="utf-8")


@pytest.fixture
def load(tmp_path):
    """Return a function that makes families and settings for somebody of the training team."""

    def make(*names, key="priya", role="social-worker"):
        for name in names:
            (tmp_path / "load" / name / ".git").mkdir(parents=True)
            text = WHO.replace('surname = "Ashdown"', f'surname = "{name.title()}"')
            (tmp_path / "load" / name / "family.toml").write_text(text, encoding="utf-8")
        (tmp_path / "load").mkdir(exist_ok=True)
        caseload = f'caseload = "{tmp_path / "load"}"\n' if names is not None else ""
        who = f'key = "{key}"\nname = "Priya Nandakumar"\nrole = "{role}"\n' if key else ""
        (tmp_path / "settings.toml").write_text(who + caseload, encoding="utf-8")
        return tmp_path / "load"

    return make
