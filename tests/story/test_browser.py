"""Papers in a real browser: nothing in the way of anybody who reads them, on a telephone and in the dark too."""

import pytest

from fsworkbook.report.formats import FORMATS
from tests.formats.browser import AXE, Browser, found
from tests.formats.papers import whole
from tests.story.conftest import command

pytestmark = [
    pytest.mark.skipif(not found(), reason="no Chromium on the path, nor in FSWORKBOOK_BROWSER"),
    pytest.mark.skipif(not AXE.exists(), reason="axe is not there: python -m tests.formats.browser fetches it"),
]
LOOKS = {"wide": (1100, False), "in the dark": (1100, True), "on a telephone": (320, False)}
PAPERS = {
    "plan": ("plan", "--parent", "kerry"),
    "short": ("report", "--short", "--large", "--parent", "kerry", "--as", "priya"),
}


@pytest.fixture(scope="module")
def browser():
    opened = Browser()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def papers(told, tmp_path_factory):
    """Papers of the training family, and one in which every block stands, as they lie in a folder."""
    folder = tmp_path_factory.mktemp("papers")
    for name, words in PAPERS.items():
        (folder / name).mkdir()
        whose = ("--family", str(told / "demo" / "ashdown"), "--html", "--output", str(folder / name))
        made = command(told, *words, *whose, env={"FSWORKBOOK_NOW": "2025-05-30T18:00"})
        assert made.returncode == 0, made.stderr
    (folder / "every block").mkdir()
    (folder / "every block" / "paper.html").write_bytes(FORMATS[".html"].render(whole()).data)
    return {path.parent.name: path for path in folder.glob("*/*.html")}


@pytest.mark.parametrize("look", LOOKS)
def test_nothing_stands_in_anybodys_way(browser, papers, look):
    width, dark = LOOKS[look]
    browser.look(width=width, dark=dark)
    assert set(papers) == {*PAPERS, "every block"}
    for name, path in papers.items():
        browser.open(path)
        assert browser.barriers() == [], name
        assert browser.value("document.documentElement.scrollWidth <= innerWidth"), f"{name} must be pushed sideways"
        ground = browser.value("getComputedStyle(document.body).backgroundColor")
        assert (ground != "rgb(255, 255, 255)") == dark


def test_what_stands_in_the_way_is_found(browser, papers, tmp_path):
    """Else axe might not have looked: the same paper, with faint words and a drawing that says nothing."""
    spoilt = tmp_path / "spoilt.html"
    words = papers["plan"].read_text(encoding="utf-8")
    spoilt.write_text(words.replace("--ink: #262626", "--ink: #dddddd").replace("<main", "<img><main"), "utf-8")
    browser.look(width=1100, dark=False)
    browser.open(spoilt)
    assert {"color-contrast", "image-alt"} <= {rule for rule, _ in browser.barriers()}
