"""A font of the council's own, by the real command: the warning without it, the words in the PDF with it."""

import pypdfium2

from tests.report.test_faces import RARE, font

TABLE = f"""
on = 2025-05-20
by = "priya"
text = "A letter from his uncle Wei {RARE}"
about = ["kerry"]
children = ["maisie"]
effect_on_child = "She was glad of it."
"""


def words(path):
    document = pypdfium2.PdfDocument(path)
    try:
        return " ".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_a_folder_of_fonts_is_named_once_and_used_from_then_on(fsworkbook, own_ashdown, tmp_path):
    now = {"FSWORKBOOK_NOW": "2025-05-30T19:00"}
    done = fsworkbook("event", "--family", own_ashdown, "--from", "-", input=TABLE, env=now)
    assert done.returncode == 0, done.stderr
    paper = ("chronology", "--family", own_ashdown, "--as", "priya", "--pdf", "--output")
    before = fsworkbook(*paper, "before.pdf", env=now)
    said = " ".join(before.stderr.split())
    assert "No font here has U+13080, U+13081" in said
    assert "Ask IT for a font that has them" in said
    assert "[U+13080]" in words(tmp_path / "before.pdf")

    assert "there is no folder" in fsworkbook("setup", "--name", "Priya N", "--fonts", "nowhere").stderr
    (tmp_path / "fonts").mkdir()
    font(tmp_path / "fonts", "Council Signs", RARE)
    assert fsworkbook("setup", "--name", "Priya N", "--fonts", "fonts").returncode == 0
    after = fsworkbook(*paper, "after.pdf", env=now)
    assert (after.returncode, "No font here" in after.stderr) == (0, False)
    assert RARE in words(tmp_path / "after.pdf")
