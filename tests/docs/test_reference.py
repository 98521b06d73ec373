"""What the documentation says of the program is what the program does."""

import re
from pathlib import Path

import pytest

from fsworkbook.cli.commands import entries
from fsworkbook.workbook.forms.catalogue import KINDS, form_of
from fsworkbook.workbook.forms.reference import page

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [*sorted(DOCS.glob("**/*.md")), ROOT / "README.md"]


def test_the_page_of_keys_is_what_the_forms_take():
    assert (DOCS / "reference" / "keys.md").read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_of_keys_names_every_key(kind):
    section = page().split(f"## `{form_of(kind).command}`")[1].split("\n## ")[0]
    assert set(re.findall(r"^\| \**`(\w+)`", section, re.MULTILINE)) == {key.name for key in form_of(kind).keys}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_page_names_a_command_that_is_not_there(path):
    text = path.read_text(encoding="utf-8")
    code = re.findall(r"(?:`|^ *(?:\$ )?)(?:\.venv/bin/)?fsworkbook ([a-z][a-z-]+)", text, re.MULTILINE)
    assert set(code) <= set(entries())


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_between_the_pages_lead_somewhere(path):
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target
