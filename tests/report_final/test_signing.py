"""A report is made final, signed in order, frozen, printed again to the byte, and compared (G.03, G.08, G.09, N.94)."""

import hashlib
import itertools
import tomllib
from datetime import UTC, datetime

import pytest

from fsworkbook.cli.frame.recording import take_bearings
from fsworkbook.cli.paper.freezing import keep
from fsworkbook.errors import Refused
from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.store.folder import Folder
from fsworkbook.workbook.forms.version import reasons as read
from fsworkbook.workbook.registry import read_family

NOW = "2025-05-30T18:00"
SECTIONS = ("S01", "S02", "S04", "S05", "S06", "S07", "S08", "S09", "S10", "S11", "S11B", "S12", "S13", "S14", "S15")
WHY = "It goes on to 21 July."


def reasons(*without):
    rows = "\n".join(f'{name} = "{WHY}"' for name in SECTIONS if name not in without)
    return f'assessment = "PA-J"\n[reasons]\n{rows}\n'


def sign(book, by, *words, table=None, code=0, minute=5):
    asked = [] if table is not None else ["--no-input"]
    at = f"2025-05-30T18:{minute:02}"
    return book.run("report", "sign", "--assessment", "PA-J", *words, *asked, at=at, by=by, table=table, code=code)


def versions(book, key="PA-J"):
    return book.json("report", "versions", "--assessment", key, at=NOW)


@pytest.fixture(scope="module")
def final(book):
    """PA-J made final, with a reason for everything that stands open."""
    (made,) = [
        line
        for line in book.run(
            *("report", "--final", "--md", "--output", str(book.home)), at=NOW, by="priya", table=reasons()
        ).stdout.splitlines()
        if "/" not in line
    ]
    return made


def test_gaps_without_a_reason_refuse_it_and_nothing_is_written(book):
    before = book.git("rev-parse", "HEAD")
    for table, named in (('assessment = "PA-J"\n', "S01, S02, S05, S06"), (reasons("S06", "S13"), "in S06, S13.")):
        done = book.run("report", "--final", at=NOW, by="priya", table=table, code=3)
        assert named in done.stderr
        assert "PA-J is not final" in done.stderr
    assert book.git("rev-parse", "HEAD") == before
    assert not versions(book)


@pytest.mark.parametrize("by", ["tom", "alison", "ruth"])
def test_nobody_but_the_lead_makes_it_final(book, by):
    done = book.run("report", "--final", at=NOW, by=by, table=reasons(), code=3)
    assert "may not" in done.stderr


def test_a_reason_is_words(book):
    for table in ('[reasons]\nS01 = ""\n', "reasons = 3\n", 'colour = "red"\n'):
        book.run("report", "--final", "--assessment", "PA-J", at=NOW, by="priya", table=table, code=2)


def test_dotted_keys_of_toml_are_the_parts_ids():
    assert read(tomllib.loads('S10.3 = "x"\nS11.2.tyler = "y"\n"S12.1" = "z"')) == {
        "S10.3": "x",
        "S11.2.tyler": "y",
        "S12.1": "z",
    }


def kept(book, record, name="md"):
    return (book.path / "attachments" / record / f"paper.{name}").read_bytes()


def test_no_gap_and_no_guidance_is_printed_in_what_is_final(book, final):
    words = kept(book, final).decode("utf-8")
    assert "To be written" not in words
    assert words.count("*Left open: ") >= len(SECTIONS)
    practice = load(shipped())
    parts = [part for section in practice.sections for part in (section, *section.items)]
    headings = {words for part in parts for words in (part.heading, part.title)}
    guidance = [words for part in parts for words in (part.contains, part.note, *getattr(part, "prompts", ())) if words]
    guidance = [words for words in guidance if words not in headings]
    shown = " ".join(words.split())
    assert len(guidance) > 60
    assert not [text for text in guidance if len(text) > 24 and text in shown]


def waiting(book):
    """Return what `due` and `caseload` say of signatures a month later: what, whose, why; and the caseload's line."""
    at = "2025-06-30T09:00"
    found = [item for item in book.json("due", at=at) if item["rule"] == "version"]
    assert all((item["due"], item["group"]) == ("2025-05-30", "this week") for item in found)
    shown = " ".join(book.run("caseload", at=at, by="alison").stdout.split())
    return [(item["what"], item["owners"], item["why"]) for item in found], shown


def bearings(book, by):
    family = read_family(Folder.open(book.path).table(), "ashdown")
    now = datetime(2025, 5, 30, 17, 8, tzinfo=UTC)
    return take_bearings(Folder.open(book.path), family, load(shipped()), family.team[by], now)


@pytest.fixture(scope="module")
def signed(book, final):
    """That version signed by everybody, with a refusal before each signature of whoever comes out of turn."""
    waits = [waiting(book)]
    assert [item["record"] for item in versions(book)] == [final]
    assert "comes first" in sign(book, "priya", "--person", "jordan", code=3).stderr
    assert "may not sign here" in sign(book, "alison", code=3).stderr
    assert "may not sign here" in sign(book, "tom", code=3).stderr
    forged = "[sha256]\n" + "".join(f'{name} = "{"0" * 64}"\n' for name in ("json", "md", "pdf"))
    assert "and no other, freezes" in sign(book, "priya", table=forged, code=3).stderr
    sign(book, "priya", minute=6)
    waits.append(waiting(book))
    assert "may not sign here" in sign(book, "leanne", "--person", "jordan", code=3, minute=6).stderr
    sign(book, "priya", "--person", "kerry", code=2)
    assert "Jordan signs next" in sign(book, "priya", code=2).stderr  # nobody signs for a parent who is not named
    why = "He wants to read it with his mother first."
    table = 'text = "It was a fair talk."\n'
    done = sign(book, "priya", "--person", "jordan", "--not-signed", why, table=table, minute=7)
    assert "Jordan did not sign, and why is recorded. Next: team manager’s signature." in " ".join(done.stderr.split())
    assert "recorded already" in sign(book, "priya", "--person", "jordan", code=3, minute=8).stderr
    assert "may not sign here" in sign(book, "priya", code=3, minute=8).stderr
    (so_far,) = versions(book)
    assert (so_far["state"], [item["signed"] for item in so_far["signatures"]]) == ("to sign", [True, False])
    waits.append(waiting(book))
    # In another window the same signature was open all the while.
    late = {"of": final, "place": "S17", "person": "jordan", "step": "unsigned", "reason": "He is away."}
    with pytest.raises(Refused, match="recorded already"):
        keep(Folder.open(book.path), late, bearings(book, "priya"))
    done = sign(book, "alison", table='text = "I will see him myself."\n', minute=9)
    assert "fsworkbook assessment conclude PA-J" in " ".join(done.stderr.split()), "signed is not yet concluded (C.18)"
    waits.append(waiting(book))
    return why, waits


def test_signatures_come_in_their_order(book, signed):
    why, _ = signed
    version = versions(book)[0]
    assert version["state"] == "signed"
    assert [item["by"] for item in version["signatures"]] == ["priya", "jordan", "alison"]
    assert version["signatures"][1]["reason"] == why
    words = " ".join(kept(book, version["frozen"]).decode("utf-8").split())
    for said in (why, "It was a fair talk.", "I will see him myself.", "Version 1, signed"):
        assert said in words
    assert "To be signed" not in words
    assert "no version that waits" in sign(book, "alison", code=2).stderr


def test_what_waits_for_a_signature_is_due_for_whoever_sees_to_it_and_never_late(signed):
    _, waits = signed
    told = "{} · PA-J, version 1"
    since = "waits for {} signature since 30 May 2025 (G.08)"
    for (found, shown), what, who, whose in zip(
        waits,
        ("Sign the report", "Ask Jordan to sign the report", "Sign the report"),
        ("priya", "priya", "alison"),
        ("the social worker’s", "Jordan’s", "the team manager’s"),
        strict=False,
    ):
        assert found == [(told.format(what), [who], since.format(whose))]
        assert f"report PA-J, version 1: {since.format(whose)}" in shown
    found, shown = waits[-1]
    assert not found
    assert "PA-J" not in shown


@pytest.mark.usefixtures("signed")
def test_what_everybody_signed_is_never_withdrawn_or_put_right(book):
    for record in (versions(book)[0]["record"], versions(book)[0]["frozen"]):
        table = f'strikes = "{record}"\nreason = "No."\n'
        done = book.run("strike", at=NOW, by="alison", table=table, code=3)
        assert "signed by everybody" in done.stderr
        book.run("correct", record, at=NOW, by="alison", table='reason = "x"\nplace = "S16"\n', code=2)


@pytest.mark.usefixtures("signed")
def test_it_is_printed_again_to_the_byte_and_every_hash_holds(book, papers):
    version = versions(book)[0]
    done, files = papers("report", "--version", "1", "--assessment", "PA-J", "--pdf", "--md")
    made = {path.suffix[1:]: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    assert made == {name: version["sha256"][name] for name in ("pdf", "md")}
    assert "to the byte" in done.stderr
    assert hashlib.sha256(kept(book, version["frozen"], "json")).hexdigest() == version["sha256"]["json"]
    assert all(path.name.startswith("FS-0417-PA-J-2025-05-30-v1.") for path in files)


@pytest.mark.usefixtures("signed")
def test_a_change_makes_a_new_version_and_the_old_one_stays(book, papers):
    said = book.run("report", "compare", "--assessment", "PA-J", at=NOW).stdout
    assert "Nothing differs." in said
    table = 'assessment = "PA-J"\nsection = "S10.3"\ntext = "He rents a room above the café by the canal."\n'
    book.run("report", "write", "10.3", at="2025-05-30T18:20", by="priya", table=table)
    after = "2025-05-30T18:30"
    found = book.json("report", "compare", "--assessment", "PA-J", at=after)["differences"]
    (mine,) = [item for item in found if "10.3 Housing" in item["part"]]
    assert mine["is"][0] == "He rents a room above the café by the canal."
    assert mine["was"] == []
    others = [words for item in found if item is not mine for words in (*item["was"], *item["is"])]
    assert all(words.startswith("Left open: ") for words in others)  # which no longer names the part that is written
    assert len(others) == 2
    shown = book.run("report", "compare", "--assessment", "PA-J", at=after).stdout
    assert "now  He rents a room above the café by the canal." in shown
    assert all(len(line) <= 80 for line in shown.splitlines())
    _, files = papers("report", "compare", "--assessment", "PA-J", "--md", at=after)
    assert "He rents a room above" in files[0].read_text(encoding="utf-8")
    book.run("report", "--final", "--md", "--output", str(book.home), at=after, by="priya", table=reasons())
    done = book.run(
        "report", "--final", "--md", "--output", str(book.home), at=after, by="priya", table=reasons(), code=3
    )
    assert "version 2 of PA-J says the same already" in done.stderr  # which would only be signed from the start again
    first, second = versions(book)
    assert (first["state"], second["version"], second["state"]) == ("signed", 2, "to sign")
    page = " ".join(book.run("report", "versions", "--assessment", "PA-J", at=after).stdout.split())
    assert page.count(f"left open: 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 11B, 12, 13, 14, 15. {WHY}") == len((first, second))
    for number, there in ((1, False), (2, True)):
        words = book.json("report", "compare", "--assessment", "PA-J", "--version", str(number), at=after)
        assert bool(words["differences"]) is not there
    _, files = papers("report", "--version", "1", "--assessment", "PA-J", "--md", at=after)
    old = next(path for path in files if path.name.endswith("-30-v1.md")).read_bytes()
    assert hashlib.sha256(old).hexdigest() == first["sha256"]["md"]


@pytest.mark.usefixtures("signed")
def test_a_changed_paper_is_told_and_not_printed(book):
    (place,) = (book.path / "attachments").glob(f"{versions(book)[0]['frozen']}/paper.json")
    before = place.read_bytes()
    place.write_bytes(before.replace(b"canal", b"river").replace(b"Jordan", b"Jordon", 1))
    try:
        done = book.run("report", "--version", "1", "--assessment", "PA-J", "--md", at=NOW, code=2)
        assert "no longer as it was made final" in done.stderr
    finally:
        place.write_bytes(before)


@pytest.mark.usefixtures("signed")
def test_a_paper_of_what_stands_now_says_that_a_version_is_signed(papers):
    key = ("--assessment", "PA-J")
    for words, again in (
        (("--for", "jordan"), "--for jordan"),
        (("--short", "--large", "--for", "jordan"), "--short --large --for jordan"),
        (("--short",), "--short --for NAME"),
    ):
        done, _ = papers("report", *words, *key, "--md", by="priya")
        command = f"fsworkbook report {again} --version 1 --assessment PA-J"
        first, second = done.stderr.splitlines()[:2]
        assert first == "Version 1 is signed. This is a draft, of what stands now. Of the signed version:"
        assert second == f"  {command}"
        done, _ = papers(*command.replace("NAME", "jordan").split()[1:], "--md", by="priya")
        assert "is signed. This is a draft" not in done.stderr
    _, files = papers("report", "--for", "jordan", *key, "--md", by="priya")
    assert not [path for path in files if "Of the signed version" in path.read_text("utf-8")]
    done, _ = papers("report", "--short", *key, "--md", "--at", "2025-05-29", by="priya")
    assert "signed" not in done.stderr


def test_options_that_do_not_go_together_are_named(book):
    for one, other in itertools.combinations(("--final", "--check", "--short", "--letter=tyler"), 2):
        done = book.run("report", one, other, at=NOW, by="priya", code=2)
        assert "do not go together" in done.stderr
    assert "add --for" in book.run("report", "--short", "--version", "1", at=NOW, by="priya", code=2).stderr
    book.run("report", "--version", "9", "--assessment", "PA-K", at=NOW, code=2)
