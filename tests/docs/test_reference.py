"""What the documentation says of the program is what the program does."""

import re
from pathlib import Path

import pytest

from fsworkbook.cli.commands import entries
from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.workbook.forms.catalogue import KINDS, form_of
from fsworkbook.workbook.forms.reference import page
from fsworkbook.workbook.timing.reference import page as timescales

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


def test_the_page_of_timescales_is_the_practice_models():
    assert (DOCS / "reference" / "timescales.md").read_text(encoding="utf-8") == timescales(load(shipped()))


def test_every_event_that_a_clock_may_name_is_explained():
    practice = load(shipped())
    told = timescales(practice)
    for rule in practice.timescales.values():
        for event in (*rule.trigger, *rule.met_by, *rule.since, *rule.ends):
            kind, _, rest = event.partition(".")
            assert any(f"`{name}" in told or f"`.{rest}`" in told for name in (event, f"{kind}.<"))
