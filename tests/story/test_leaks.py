"""The Ashdown family's copies: for every reader, on every day, in every format, nothing that must not reach them.

`expected-leaks.json` is what the story's author expects; the finished files are read by other programs than ours.
"""

import functools
import io
import json
import os
import re
import shutil
import unicodedata
import zipfile
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pypdf
import pytest

from fsworkbook.cli.disclosing.copypapers import MAKERS, builder
from fsworkbook.cli.frame.desk import Desk
from fsworkbook.cli.frame.sitting import Sitting
from fsworkbook.errors import BadInput, Refused
from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.report.copypaper import as_copy
from fsworkbook.report.formats import DRAWINGS, FORMATS
from fsworkbook.store.folder import Folder
from fsworkbook.workbook.disclosure.edition import edition
from fsworkbook.workbook.disclosure.guarding import Guard
from fsworkbook.workbook.disclosure.recipient import find_recipient
from fsworkbook.workbook.disclosure.slips import slips
from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.registry import read_family

EXPECTED = json.loads((Path(__file__).parent / "expected-leaks.json").read_text(encoding="utf-8"))
PRACTICE = load(shipped())
TODAY = date(2025, 6, 20)
DAYS = [date(2025, 4, 10), date(2025, 4, 30), date(2025, 5, 30)]
CLOCK = {"FSWORKBOOK_NOW": "2025-06-02T10:00"}
FAMILY = ("daniel", "kerry", "jordan", "gwen", "marcus")
# Mutants come by the hundred (tests/mutate.py): what they change is the same in every format.
LOOKED_AT = (".md",) if os.environ.get("MUTANT_PATIENCE") else tuple(FORMATS)
# All papers are printed by the same writers: the longest is read in every format each time, the others by make torture.
QUICK = {suffix for suffix in LOOKED_AT if suffix in {".md", ".html"} or os.environ.get("FSWORKBOOK_TORTURE")}


def of_pdf(data):
    """Read a PDF's pages, headings and properties with a reader that is not the program's."""
    paper = pypdf.PdfReader(io.BytesIO(data))
    said = [page.extract_text() for page in paper.pages]
    said += [str(item.title) for item in flat(paper.outline)]
    return "\n".join([*said, *map(str, (paper.metadata or {}).values()), str(paper.named_destinations.keys())])


def flat(outline):
    for item in outline:
        yield from flat(item) if isinstance(item, list) else [item]


def of_word(data):
    """Read every part of a Word file: its text, a paragraph a line, and after it whatever its attributes say.

    The properties, notes, comments and alternative texts are parts and attributes like any other.
    """
    text, aside = [], []
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            aside.append(name)
            if not name.endswith((".xml", ".rels", ".svg")):
                aside.append(parts.read(name).decode("latin-1"))
                continue
            for each in ET.fromstring(parts.read(name)).iter():  # noqa: S314 - ours
                text += ["\n" if each.tag.endswith("}p") else "", each.text or "", each.tail or ""]
                aside += each.attrib.values()
        aside += [info.comment.decode("latin-1") for info in parts.infolist()] + [parts.comment.decode("latin-1")]
    return "".join(text) + "\n".join(aside)


class Page(HTMLParser):
    """An HTML file's words as they stand on the page, and beside them what its tags, comments and rules say."""

    def __init__(self, source):
        super().__init__()
        self.words, self.aside = [], []
        self.feed(source)
        self.close()

    def handle_starttag(self, _tag, attrs):
        self.aside += [value or "" for _, value in attrs]

    def handle_data(self, data):
        self.words.append(data)

    def handle_comment(self, data):
        self.aside.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def of_html(data):
    page = Page(data.decode("utf-8"))
    return "\n".join(["".join(page.words), *page.aside])


READ = {".md": lambda data: data.decode("utf-8"), ".pdf": of_pdf, ".docx": of_word, ".html": of_html, ".svg": of_html}


def plain(text):
    """Return text as somebody would look through it: one case, no hidden signs, single spaces."""
    shown = "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return re.sub(r"\s+", " ", shown).casefold()


def of_each(found):
    return [{"assessment": key} for key in found.family.assessments]


TOLD = {
    "report": of_each,
    "chronology": lambda found: [{}, *({"child": key} for key in found.family.people if key == "tyler")],
    "genogram": lambda _: [{"culture": True}],
    "records": lambda _: [{}],
    "case-summary": lambda _: [{}],
    "goals": lambda _: [{}],
    "short": lambda found: [{"paper": "short", **told} for told in of_each(found)],
    "letter": lambda found: [{"paper": "letter", "child": child.key} for child in found.family.children],
    "family-report": lambda _: [{"paper": "family-report"}],
    "plan": of_each,
}
"""What the command of every paper is told, so that all are made that there are for a reader."""


def test_every_format_has_a_reader_that_is_not_ours_and_every_paper_is_looked_at():
    assert {*FORMATS, *DRAWINGS} == set(READ)
    assert set(MAKERS) == set(TOLD)


@pytest.fixture(scope="module")
def family(ashdown):
    return read_family(Folder.open(ashdown).table(), "ashdown")


@pytest.fixture(scope="module")
def records(ashdown):
    found, faults = Folder.open(ashdown).records()
    assert not faults
    return found


def holding(records, words, kind="module"):
    """Return the one standing record that holds some words."""
    (found,) = (
        record for record in ledger(records).of(kind) if any(words in section.text for section in record.sections)
    )
    return found


@pytest.fixture(scope="module")
def without_slip(records):
    """The records, with the street that was typed into the father's entry put right."""
    slip = holding(records, "Larkfield Rise. She dropped")
    sections = tuple(part._replace(text=part.text.replace("at Larkfield Rise", "there")) for part in slip.sections)
    return tuple(record._replace(sections=sections) if record.id == slip.id else record for record in records)


def edited(family, records, who, day):
    return edition(find_recipient(who, family, PRACTICE), family, PRACTICE, ledger(records), day, TODAY)


@pytest.fixture(scope="module")
def copies(family, without_slip, ashdown):
    """Make every paper for a reader once; return the edition, and each finished file as another program reads it."""
    desk = Desk({"FSWORKBOOK_NOW": f"{TODAY}T10:00"}, io.StringIO(), io.StringIO(), io.StringIO(), ashdown.parent)
    sitting = Sitting(desk, Folder.open(ashdown), family, PRACTICE, family.team["priya"])

    @functools.cache
    def made(who, day):
        found = edited(family, without_slip, who, day)
        texts = {}
        for name, told in ((name, told) for name, listed in TOLD.items() for told in listed(found)):
            try:
                paper = builder(sitting, SimpleNamespace(paper=name, told=told))(found)
            except (Refused, BadInput):
                continue  # there is none for this reader
            document = as_copy(paper.document, found.recipient.name, PRACTICE.audiences.sentence)
            wanted = LOOKED_AT if name in {"report", "genogram"} else QUICK
            forms = {suffix: form for suffix, form in FORMATS.items() if suffix in wanted}
            for suffix, form in {**forms, **(DRAWINGS if name == "genogram" else {})}.items():
                text = READ[suffix](form.render(document).data)
                texts[f"{paper.name} {paper.what}", suffix] = plain(text)
        return found, texts

    return made


CASES = [case for case in EXPECTED["leak_tests"] if case["recipient"] in FAMILY]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['recipient']}-{case['as_at']}")
def test_nothing_that_must_not_reach_a_reader_does(case, copies):
    day = date.fromisoformat(case["as_at"])
    found, texts = copies(case["recipient"], day)
    assert not slips(found, Guard(found.guarded))
    for (title, suffix), text in texts.items():
        for words in (*case["must_not_contain"], *case.get("also_not", ())):
            assert plain(words) not in text, (title, suffix)
    kept = {item.word("assessment") for item in found.originals.values()}
    assert not kept & set(case.get("also_not_assessments", ()))
    assert not set(found.family.assessments) & set(case.get("also_not_assessments", ()))


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("who", FAMILY)
def test_no_guarded_string_on_any_day(who, day, copies):
    found, texts = copies(who, day)
    guard = Guard(found.guarded)
    for place, text in texts.items():
        assert not guard.hits(text), place


def test_what_is_not_a_readers_is_not_in_their_edition(copies):
    """E026, E032, E064 and the meaning of E060, as the story's author expects."""
    for who, words in (
        ("kerry", "A relative who asked"),
        ("jordan", "under the Disclosure Scheme"),
        ("jordan", "A relative who asked"),
        ("jordan", "I reviewed the risk checklist"),
        ("jordan", "Kerry and Tyler both watch him"),
    ):
        found, texts = copies(who, DAYS[-1])
        assert not any(plain(words) in text for text in texts.values())
        assert not any(words in part.text for item in found.ledger.standing for part in item.sections)
    assert any("tipped peas" in text for text in copies("jordan", DAYS[-1])[1].values())


def test_before_it_is_lifted_no_row_and_no_count_tells_of_the_baby(copies):
    for who in ("daniel", "gwen", "marcus"):
        found, texts = copies(who, DAYS[0])
        assert "unborn" not in found.family.people
        assert not any("unborn" in (row.a, row.b) for row in found.family.relations)
        assert not any("unborn" in one.children or one.prebirth for one in found.family.assessments.values())
        assert not any("baby" in text for text in texts.values())
    assert "unborn" in copies("daniel", DAYS[1])[0].family.people


def test_the_index_of_what_is_tagged_and_what_slipped(family, records):
    """The copies stop on E050, and on E046 once it is no longer withheld from Daniel (`must_stop_on`)."""
    found = edited(family, records, "daniel", DAYS[-1])
    stopping = slips(found, Guard(found.guarded))
    street = holding(records, "Larkfield Rise. She dropped")
    assert [(slip.record, slip.restriction, slip.near) for slip in stopping] == [(street.id, "r1", False)]
    bell = holding(records, "Mr Bell at school")
    open_one = bell._replace(head={key: value for key, value in bell.head.items() if key != "withhold_from"})
    loosened = tuple(open_one if record.id == bell.id else record for record in records)
    # A later restriction covers the pregnancy still; without it, too, nothing else keeps this entry from him.
    loosened = tuple(
        record._replace(head={**record.head, "restricted": []}) if record.id == bell.id else record
        for record in loosened
    )
    found = edited(family, loosened, "daniel", DAYS[-1])
    assert {(slip.record, slip.restriction) for slip in slips(found, Guard(found.guarded))} == {
        (street.id, "r1"),
        (bell.id, "r3"),
    }


# Through the command line


def test_the_command_stops_names_the_record_and_writes_nothing(own_ashdown, run):
    made = run("report", "--for", "daniel", "--md", "--pdf", "--as", "priya", "--at", "2025-05-30")
    assert made.returncode == 3
    assert re.search(r"2025-05-10-tom-[a-z2-7]{10} \(r1\)", made.stderr)
    assert "larkfield" not in (made.stdout + made.stderr).casefold()
    assert not list(run.place.glob("FS-0417*"))
    assert not (own_ashdown / "copies").exists()


def test_the_manager_lets_one_hit_pass_in_one_version_and_it_is_recorded(own_ashdown, run):
    slip = next(own_ashdown.glob("modules/*/*/2025-05-10-tom-*.md")).stem
    passing = ("report", "--for", "daniel", "--md", "--at", "2025-05-30", "--let-pass", slip)
    refused = run(*passing, "--reason", "he knows it", "--as", "priya")
    assert refused.returncode == 3
    assert run(*passing, "--as", "alison").returncode == 2
    made = run(*passing, "--reason", "the street is known to him already", "--as", "alison")
    assert made.returncode == 0, made.stderr
    (record,) = (own_ashdown / "copies").glob("*.md")
    assert slip in record.read_text("utf-8")
    assert "Larkfield Rise" in next(run.place.glob("FS-0417*")).read_text("utf-8")
    assert run("report", "--for", "daniel", "--md", "--at", "2025-05-30", "--as", "alison").returncode == 3


def test_the_night_team_reads_what_the_family_must_not(run):
    (case,) = (case for case in EXPECTED["leak_tests"] if case["recipient"] == "out-of-hours team")
    made = run("summary", "--case", "--for", case["recipient"], "--md", "--as", "alison", "--at", case["as_at"])
    assert made.returncode == 0, made.stderr
    text = next(run.place.glob("FS-0417*")).read_text("utf-8")
    for words in case["must_contain"]:
        assert words in text
    assert run("summary", "--case", "--for", "kerry", "--md", "--as", "alison").returncode == 3


def test_a_copy_waits_until_somebody_else_lets_it_go(own_ashdown, run):
    made = run("report", "--for", "daniel", "--md", "--at", "2025-04-10", "--as", "priya")
    assert made.returncode == 0, made.stderr
    (checking,) = run.place.glob("FS-0417*")
    assert "-for-checking-DP-" in checking.name
    assert "For checking only" in checking.read_text("utf-8")
    (record,) = (own_ashdown / "copies").glob("*.md")
    assert run("copies", "release", record.stem, "--as", "priya").returncode == 3
    released = run("copies", "release", record.stem, "--as", "alison")
    assert released.returncode == 0, released.stderr
    (copy,) = run.place.glob("FS-0417*-copy-*.md")
    assert "For checking only" not in copy.read_text("utf-8")
    assert "pregnan" not in copy.read_text("utf-8").casefold()


def test_another_familys_words_and_names_are_told_and_stop_nothing(own_ashdown, run):
    other = Path(shutil.copytree(own_ashdown, own_ashdown.parent / "rowan"))
    who = other / "family.toml"
    who.write_text(who.read_text("utf-8").replace("Aisha", "Priya Nandakumar"), encoding="utf-8")
    for _ in range(2):  # the second time from what is kept of the other family
        made = run("report", "--for", "daniel", "--md", "--at", "2025-04-10", "--as", "priya")
        assert made.returncode == 0
        assert "a run of words of another family (rowan)" in " ".join(made.stderr.split())
    kept = other / ".git/fsworkbook/prints"
    assert b"Daniel" not in kept.read_bytes()
    kept.write_bytes(b"damaged")
    assert "another family" in run("report", "--for", "daniel", "--md", "--at", "2025-04-10", "--as", "priya").stderr
    shutil.rmtree(other)
    assert (
        "another family" not in run("report", "--for", "daniel", "--md", "--at", "2025-04-10", "--as", "priya").stderr
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("report", "--for", "daniel", "--parent", "kerry"), 3),
        (("report", "--for", "gwen"), 3),
        (("report", "--for", "nobody-here"), 2),
        (("report", "--for", "daniel", "--at", "2025-04-10", "--md", "--output", "Lark-field.md"), 2),
        (("chronology", "--for", "daniel", "--child", "unborn", "--at", "2025-04-10"), 3),
        (("show", "--for", "daniel", "--module", "4", "--json", "--at", "2025-04-10"), 0),
        (("search", "expecting", "--for", "daniel", "--at", "2025-04-10"), 0),
        (("search", "midwife", "--for", "daniel", "--at", "2025-04-10", "--json"), 0),
    ],
)
def test_who_may_have_what_at_the_command_line(run, arguments, code):
    done = run(*arguments, "--as", "priya")
    assert done.returncode == code, done.stderr
    assert "pregnan" not in (done.stdout + done.stderr).casefold()
    assert not list(run.place.glob("FS-0417*"))


@pytest.fixture
def run(fsworkbook, own_ashdown, tmp_path):
    """Run a command on the copied family, at the story's time, standing in a folder of its own."""

    def command(*arguments):
        return fsworkbook(*arguments, "--family", own_ashdown, env=CLOCK)

    command.place = tmp_path
    return command
