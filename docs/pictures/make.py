"""Make the pictures that README shows: the real terminal at 80 columns, and real pages of the training report.

`make pictures` runs it in the checkout's environment; it needs pdftoppm for the pages. A terminal is drawn as SVG from
what the program really printed, in its own colours, so that the pictures cannot promise what is not there.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from html import escape
from pathlib import Path

import pexpect
import pypdfium2
import pyte

HERE = Path(__file__).parent
CELL, LINE, EDGE = 8.4, 18, 16
COLOURS = {"default": "#24292f", "red": "#b42318", "brown": "#9a6700", "green": "#1a7f37", "cyan": "#0e6f84"}
NOW = "2025-05-30T17:00"
DRAWN = {
    "progress": ["module", "--parent", "kerry"],
    "ratings": ["rag", "--meeting", "14/5/2025"],
    "closed": ["rag", "--as", "priya", "--meeting", "11/6/2025"],
}
SUPERVISION = "planned = 2025-06-11\n"
RATING = 'rating = "amber"\nreason = "Calm at home; court and the birth are both in June."\n'


class Terminal:
    """A terminal of 80 columns in which the program runs."""

    def __init__(self, words: list[str], home: Path, rows: int) -> None:
        self.screen = pyte.Screen(80, rows)
        self._stream = pyte.ByteStream(self.screen)
        env = {
            **os.environ,
            **surroundings(home),
            "TERM": "xterm-256color",
            "PROMPT_TOOLKIT_NO_CPR": "1",
            "COLUMNS": "80",
        }
        command = [sys.executable, "-m", "fsworkbook", *words, "--family", "ashdown"]
        self._child = pexpect.spawn(command[0], command[1:], env=env, dimensions=(rows, 80), timeout=20)

    def wait(self, seconds: float = 2.0) -> None:
        """Take in what is printed for some seconds."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                self._stream.feed(self._child.read_nonblocking(65536, 0.1))
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                return

    def type(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self._child.send(key)
            self.wait(0.5)

    def end(self) -> None:
        """Leave the conversation as a practitioner would."""
        self._child.sendcontrol("c")
        self.wait(1)
        self._child.close()


def surroundings(home: Path) -> dict[str, str]:
    """Return the environment in which the pictures are taken."""
    return {
        "FSWORKBOOK_CONFIG": str(home / "settings.toml"),
        "FSWORKBOOK_CASELOAD": str(home),
        "FSWORKBOOK_NOW": NOW,
    }


def run(home: Path, *words: str, typed: str = "") -> None:
    """Run a command of the program, quietly."""
    env = {**os.environ, **surroundings(home)}
    command = [sys.executable, "-m", "fsworkbook", *words]
    subprocess.run(command, input=typed, text=True, check=True, env=env, capture_output=True, cwd=home)


def svg(screen: pyte.Screen, title: str) -> str:
    """Return what a screen shows, as a picture whose text can be read aloud and copied."""
    lines = [row for row in range(screen.lines) if any(screen.buffer[row][at].data.strip() for at in range(80))]
    first, last = min(lines, default=0), max(lines, default=0)
    width, height = 80 * CELL + 2 * EDGE, (last - first + 1) * LINE + 2 * EDGE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" role="img">',
        f"<title>{escape(title)}</title>",
        '<rect width="100%" height="100%" rx="8" fill="#fbfbf9" stroke="#d0d7de"/>',
        '<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14">',
    ]
    for row in range(first, last + 1):
        y = EDGE + (row - first + 0.75) * LINE
        parts += [piece(text, style, start, y) for start, text, style in runs(screen, row)]
    return "\n".join([*parts, "</g>", "</svg>", ""])


def runs(screen: pyte.Screen, row: int) -> list[tuple[int, str, tuple[str, bool]]]:
    """Return a row's stretches of one style, with the column where each begins."""
    found: list[tuple[int, str, tuple[str, bool]]] = []
    for at in range(80):
        cell = screen.buffer[row][at]
        style = (cell.fg, cell.bold)
        if found and found[-1][2] == style:
            found[-1] = (found[-1][0], found[-1][1] + cell.data, style)
        else:
            found.append((at, cell.data, style))
    return [(start, text.rstrip(), style) for start, text, style in found if text.strip()]


def piece(text: str, style: tuple[str, bool], start: int, y: float) -> str:
    """Return one stretch of text as SVG; its length is given, so that columns stay columns in any font."""
    colour, bold = style
    lead = len(text) - len(text.lstrip())
    shown = text.strip()
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{EDGE + (start + lead) * CELL:.1f}" y="{y:.1f}" textLength="{len(shown) * CELL:.1f}" '
        f'fill="{COLOURS.get(colour, COLOURS["default"])}"{weight} xml:space="preserve">{escape(shown)}</text>'
    )


def draw(home: Path) -> None:
    """Draw the screens."""
    for name, words in DRAWN.items():
        terminal = Terminal(words, home, 40)
        terminal.wait(4)
        (HERE / f"{name}.svg").write_text(svg(terminal.screen, f"fsworkbook {' '.join(words)}"), encoding="utf-8")
    terminal = Terminal(["module", "3", "--parent", "mum", "--as", "priya"], home, 48)
    terminal.wait(3)
    terminal.type("\r", "\r", "\r", "\x1b[B", " ", "\r", "2", "\r", "Kerry told me that Maisie covers her ears when …")
    terminal.wait(2)
    (HERE / "conversation.svg").write_text(svg(terminal.screen, "fsworkbook module 3 --parent mum"), encoding="utf-8")
    terminal.end()


PAGES = {
    "page-1": "Status",
    "page-summary": "Why each child is involved",
    "page-evidence": "9.1 Basic care",
    "page-recommendations": "For Maisie Pryce",
    "page-signatures": "16. Social worker’s signature",
}
"""The pages of the signed report that are shown, each by words that stand on it and on no page of contents."""


def print_pages(home: Path) -> None:
    """Print the signed report of the training family, and a letter, and keep some of their pages."""
    whose = ["--family", "ashdown", "--pdf", "--output", str(home)]
    run(home, "report", "--version", "1", "--parent", "kerry", *whose)
    run(home, "report", "--letter", "tyler", "--as", "priya", *whose)
    (report,) = home.glob("*-v1.pdf")
    (letter,) = home.glob("*letter*.pdf")
    for name, words in PAGES.items():
        keep_page(report, page_with(report, words), name)
    keep_page(letter, 1, "page-letter")


def page_with(paper: Path, words: str) -> int:
    """Return the number of the last page on which some words begin a line."""
    document = pypdfium2.PdfDocument(paper)
    pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    document.close()
    return max(number for number, said in enumerate(pages, start=1) if words in said)


def keep_page(paper: Path, number: int, name: str) -> None:
    """Keep one page of a paper as a picture."""
    span = ["-f", str(number), "-l", str(number)]
    command = ["pdftoppm", "-png", "-r", "70", *span, "-singlefile", str(paper), str(HERE / name)]
    subprocess.run(command, check=True)


def main() -> None:
    """Build the training family in a folder of its own, and take the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        run(home, "demo", "--caseload", str(home))
        print_pages(home)
        run(home, "supervision", "schedule", "--family", "ashdown", "--as", "ruth", "--from", "-", typed=SUPERVISION)
        for by in ("tom", "priya"):
            run(home, "rate", "--family", "ashdown", "--as", by, "--from", "-", typed=RATING)
        draw(home)


if __name__ == "__main__":
    main()
