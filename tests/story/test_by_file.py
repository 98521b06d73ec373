"""A whole family by `--from` alone: opened, three modules, three ratings, the pack, the meeting and the report."""

import re

import pypdfium2
import pytest

from tests.story.book import Shell

FAMILY = """\
# Opened from the child and family assessment of 20 February.
reference = "FS-0900"
surname = "Rowan"
opened = 2025-03-03
training = true
decision = { by = "Assessment and Intervention", on = 2025-02-27 }

[[person]]
key = "ana"
name = "Ana Rowan"
part = "parent"
gender = "female"
born = 1996-05-02

[[person]]
key = "ben"
name = "Ben Sharpe"
part = "parent"
gender = "male"

[[person]]
key = "ida"
name = "Ida Rowan"
part = "child"
born = 2016-09-30   # her school has 29 September

[[relation]]
a = "ana"
b = "ida"
kind = "mother"
responsibility = "yes"

[[relation]]
a = "ben"
b = "ida"
kind = "father"
responsibility = "not known"

[[assessment]]
key = "PA-A"
parents = ["ana"]
children = ["ida"]
started = 2025-03-03

[[team]]
key = "mia"
name = "Mia Moss"
role = "team-manager"

[[team]]
key = "sam"
name = "Sam Wells"
role = "social-worker"
email = "sam@example.org"

[[team]]
key = "tia"
name = "Tia Byrne"
role = "children-family-worker"

[[team]]
key = "rex"
name = "Rex Low"
role = "recovery-worker"

[[team]]
key = "eve"
name = "Eve Hart"
role = "embedded-coordinator"

[[status]]
child = "ida"
status = "s17_cin"
from = 2025-02-27
decided_by = "Assessment and Intervention"
reason = "Help with evenings."

[[consent]]
person = "ana"
matter = "join the Family Safeguarding pathway"
state = "given"
how = "Explained at home."
"""

ODD = "+++\n# not a heading\n## M3.Q05 not a section\n---\n\\backslash\n```\n<b>“Ida”</b> 🙂 שלום\r\nlast line  "


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    home = tmp_path_factory.mktemp("story")
    shell = Shell(home, "rowan")
    (home / "rowan.toml").write_text(FAMILY, encoding="utf-8")
    shell.run("new-family", "--from", "rowan.toml", "--no-input", "--as", "sam", family=False)
    literal = ODD.encode("unicode_escape").decode().replace('"', '\\"')
    literal = re.sub(r"\\x(..)", r"\\u00\1", literal)
    shell.first = shell.ids(
        "module", "1", by="sam", at="2025-03-04T10:00", table='parent = "mum"\n[answers]\n"1.6" = "She knows why."\n'
    )
    shell.third = shell.ids(
        "module", "3", by="rex", at="2025-03-05T10:00", table=f'parent = "mum"\n[answers]\n"3.2" = "{literal}"\n'
    )
    visit = (
        'start = 2025-03-06T16:00:00+00:00\nsession = "school"\nstatutory = true\n'
        'children_seen = ["ida"]\nseen_alone = ["ida"]\nwhere = "school"\n'
        '[entry]\nchild = "ida"\n[entry.answers]\n"4.5" = "Ida drew her house."\n'
        '[event]\ntext = "Moved class."\neffect_on_child = "Sits with her friend."\n'
    )
    shell.visit = shell.ids("visit", by="tia", at="2025-03-06T18:00", table=visit)
    shell.run("supervision", "schedule", by="eve", at="2025-03-07T09:00", table="planned = 2025-03-19\n")
    shell.run("rate", by="sam", at="2025-03-14T09:00", table='rating = "amber"\nreason = "Evenings are hard."\n')
    shell.run("rate", by="tia", at="2025-03-14T10:00", table='rating = "green"\nreason = "She is warm."\n')
    shell.run("rate", by="rex", at="2025-03-14T11:00", table='rating = "red"\nreason = "She drinks at night."\n')
    shell.pack = shell.json("summary", "--for-supervision", by="mia", at="2025-03-18T09:00")
    held = 'agreed = "red"\n[attendance]\nsam = "attended"\n'
    shell.run("supervision", "hold", by="mia", at="2025-03-19T10:00", table=held)
    shell.printed = shell.run("report", "--parent", "mum", "--pdf", "--md", at="2025-03-20T09:00").stdout.split()
    return shell


def test_the_family_is_open_and_its_comments_are_kept(story):
    text = (story.path / "family.toml").read_text(encoding="utf-8")
    assert "# Opened from the child and family assessment" in text
    assert "# her school has 29 September" in text
    assert "[[status]]" not in text
    assert story.commits()[0][0] == "open · rowan · 2025-03-03"


def test_every_command_is_one_commit_by_whoever_did_it(story):
    commits = story.commits()
    assert [author for _, author, _ in commits] == [
        "Sam Wells",
        "Sam Wells",
        "Rex Low",
        "Tia Byrne",
        "Eve Hart",
        "Sam Wells",
        "Tia Byrne",
        "Rex Low",
        "Mia Moss",
    ]
    assert sum("Workbook-Record" in line for line in commits[3][2].splitlines()) == 3
    assert not re.search(r"amber|green|\bred\b|drinks|warm|drew", "\n".join(" ".join(one) for one in commits))
    assert story.git("status", "--porcelain") == ""
    assert story.git("fsck", "--strict") == ""


def test_what_was_typed_comes_back_to_the_letter(story):
    (record,) = story.third
    shown = story.json("show", record, at="2025-03-20T09:00")
    assert ODD in str(shown) or ODD in [part["text"] for part in find_sections(shown)]
    front, body = story.front(record)
    assert front["questions"] == ["M3.Q02"]
    assert "## M3.Q02 " in body


def find_sections(data):
    """Yield every section of JSON that shows records, wherever it stands."""
    if isinstance(data, dict):
        if "text" in data:
            yield data
        for value in data.values():
            yield from find_sections(value)
    elif isinstance(data, list):
        for value in data:
            yield from find_sections(value)


def test_a_visit_its_entry_and_its_event_were_typed_once(story):
    assert len(story.visit) == 3
    kinds = {story.front(record)[0]["kind"] for record in story.visit}
    assert kinds == {"visit", "module", "chronology"}


def test_the_pack_knew_who_had_rated_and_nothing_more(story):
    assert set(story.pack["ratings"]["raters"]) == {"sam", "tia", "rex"}
    assert story.pack["ratings"]["ratings"] == []
    opened = story.json("rag", at="2025-03-20T09:00")
    assert (opened["consensus"], opened["proposal"], opened["agreed"]) == ("split", "red", "red")


def test_the_report_is_printed_beside_the_family_and_not_in_it(story):
    pdf, paper = sorted(story.printed, key=lambda path: not path.endswith(".pdf"))
    assert re.search(r"FS-0900-PA-A-2025-03-20-draft\.pdf$", pdf)
    document = pypdfium2.PdfDocument(story.home / pdf)
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    for said in ("She knows why.", "Ida drew her house.", "For the team only", "Training example", "page 1 of"):
        assert said in text
    assert "She knows why." in (story.home / paper).read_text(encoding="utf-8")
    assert not list(story.path.rglob("*.pdf"))
