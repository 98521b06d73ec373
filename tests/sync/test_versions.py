"""Two people make one report final before they sync: both versions stay, are told apart, and one goes to be signed."""

import hashlib
import json

import pytest

from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.store.folder import Folder
from tests.sync.conftest import FAMILY, change
from tests.sync.test_story import Office

PAPER = """\
[[assessment]]
key = "PA-K"
parents = ["kerry"]
children = ["tyler"]
started = 2025-03-03

[[cover]]
role = "social-worker"
person = "tom"
from = 2025-04-01
by = "alison"
"""
WHO = ("priya", "tom")
INTERRUPTED = 130
OF = ("--family", "ashdown", "--assessment", "PA-K")


@pytest.fixture(scope="module")
def reasons():
    open_ones = [section.id for section in load(shipped()).sections if not section.signer]
    return "[reasons]\n" + "".join(f'{name} = "It goes on."\n' for name in open_ones)


@pytest.fixture
def office(tmp_path, reasons):
    """A family that two have, each with a version 1 of one report, which nobody else knows of yet."""
    made = Office(tmp_path)
    Folder.create(made.load("priya") / "ashdown", FAMILY + PAPER, change(action="new-family"))
    made.does("priya", "sync", "init", "--family", "ashdown", "disk/ashdown.git")
    made.does("tom", "join", "disk/ashdown.git")
    words = 'assessment = "PA-K"\nsection = "S10.3"\ntext = "They rent two rooms by the canal."\n'
    made.does("tom", "report", "write", "10.3", "--family", "ashdown", "--from", "-", typed=words)
    for who in ("tom", "priya"):
        words = ("--from", "-", "--md", "--output", str(made.base / who))
        made.does(who, "report", "--final", *OF, *words, typed=reasons)
    return made


def meet(office):
    for who in (*WHO, "priya"):
        office.does(who, "sync", "--family", "ashdown")


def versions(office, who):
    return json.loads(office.does(who, "report", "versions", *OF, "--json")[0])["data"]


def sign(office, who, *words, by=(), typed=""):
    asked = ("--from", "-") if typed else ("--no-input",)
    return office(who, "report", "sign", *OF, *words, *(("--as", by) if by else ()), *asked, typed=typed)


def sign_all(office, who):
    for words, by in (((), ""), (("--person", "kerry"), ""), ((), "alison")):
        code, _, err = sign(office, who, *words, by=by)
        assert code == 0, err


def printed(office, who, name, suffix=".md"):
    """Print a version into an empty folder; return its bytes, and what was said."""
    folder = office.base / f"printed-{who}-{name}-{len(list(office.base.iterdir()))}"
    folder.mkdir()
    _, said = office.does(who, "report", "--version", name, *OF, "--output", str(folder), f"--{suffix[1:]}")
    (path,) = folder.iterdir()
    return path.read_bytes(), said, path.name


def choose_between_two(office):
    """Make it final twice more, and say which goes to be signed where it is asked."""
    again = "[reasons]\n" + "".join(f'{name} = "x"\n' for name in versions(office, "tom")[0]["reasons"])
    for who in WHO:
        office.does(
            who, "report", "--final", *OF, "--from", "-", "--md", "--output", str(office.base / who), typed=again
        )
    meet(office)
    code, _, err = office("tom", "report", "sign", *OF, answers=[KeyboardInterrupt])
    assert code == INTERRUPTED
    assert [item["name"] for item in versions(office, "tom") if item["state"] == "to sign"] == ["2", "2b"]
    (second,) = [item["record"] for item in versions(office, "tom") if item["name"] == "2b"]
    chosen = lambda asker: second if asker.asked[-1].startswith("Which goes") else KeyboardInterrupt  # noqa: E731
    code, _, err = office("tom", "report", "sign", *OF, answers=[chosen])
    assert code == INTERRUPTED  # the choice stands, though the signature was left for later
    assert "version 2 is withdrawn" in err
    assert [item["state"] for item in versions(office, "tom")][-2:] == ["withdrawn", "to sign"]


def test_both_stay_and_one_of_them_is_said_to_go_to_be_signed(office):
    before = {who: printed(office, who, "1")[0] for who in WHO}
    assert b"canal" in before["tom"]
    assert b"canal" not in before["priya"]
    assert sign(office, "priya")[0] == 0  # each signs their own, and knows of no other
    office.does("priya", "sync", "--family", "ashdown")
    _, said = office.does("tom", "sync", "--family", "ashdown")
    assert "PA-K was made final twice under one number, in two places: 1 by Tom Whitcombe" in said
    assert "1b by Priya Nandakumar" in said
    office.does("priya", "sync", "--family", "ashdown")
    for who in WHO:  # the one that was recorded first is 1, for everybody, and its signatures are its own
        listed = versions(office, who)
        assert [(item["name"], item["version"], item["by"]) for item in listed] == [
            ("1", 1, "tom"),
            ("1b", 1, "priya"),
        ]
        assert [(item["state"], len(item["signatures"])) for item in listed] == [("to sign", 0), ("to sign", 1)]
        page, _ = office.does(who, "report", "versions", *OF)
        assert "Version 1b, 14 Apr 2025: to sign made final by Priya Nandakumar" in page
        assert "report compare --assessment PA-K --version 1 --with 1b" in page
    assert "was made final twice" in " ".join(office("tom", "report", *OF, "--check")[1].split())
    assert "was made final twice" in office.does("tom", "sync", "settle", "--family", "ashdown")[0]
    (found,) = [
        item["is"] or item["was"]
        for item in json.loads(
            office.does("tom", "report", "compare", *OF, "--version", "1b", "--with", "1", "--json")[0]
        )["data"]["differences"]
        if "Housing" in item["part"]
    ]
    assert "canal" in found[0]
    code, _, err = sign(office, "tom")
    assert code == 2
    assert "--version 1" in err
    assert sign(office, "tom", "--version", "2")[0] == 2
    assert {item["state"] for item in versions(office, "tom")} == {"to sign"}
    # Whoever may not sign may not settle it either.
    code, _, err = office(
        "ruth", "strike", versions(office, "tom")[0]["record"], "--reason", "x", "--family",
        str(office.load("tom") / "ashdown"), "--no-input",
    )  # fmt: skip
    assert code == 3, err
    code, _, err = sign(office, "tom", "--version", "1b", "--person", "kerry")
    assert code == 0, err
    assert "version 1 is withdrawn" in err
    code, _, err = sign(office, "tom", by="alison")
    assert code == 0, err
    assert [item["state"] for item in versions(office, "tom")] == ["withdrawn", "signed"]
    office.does("tom", "sync", "--family", "ashdown")
    office.does("priya", "sync", "--family", "ashdown")
    assert [item["state"] for item in versions(office, "priya")] == ["withdrawn", "signed"]
    data, said, name = printed(office, "priya", "1b", ".pdf")
    assert "to the byte" in said
    assert name.endswith("-v1b.pdf")
    assert hashlib.sha256(data).hexdigest() == versions(office, "tom")[1]["sha256"]["pdf"]
    choose_between_two(office)


def test_what_everybody_signed_apart_stays_and_every_copy_is_made_again_to_the_byte(office):
    copies, pages = {}, {}
    for who in WHO:
        sign_all(office, who)
        folder = office.base / f"kerry-{who}"
        folder.mkdir()
        words = ("--for", "kerry", "--version", "1", "--md", "--output", str(folder))
        office.does(who, "report", *OF, *words)
        waiting = json.loads(office.does(who, "copies", "--family", "ashdown", "--json")[0])["data"]
        (copies[who],) = [item["id"] for item in waiting["copies"]] if isinstance(waiting, dict) else [waiting[0]["id"]]
        pages[who] = printed(office, who, "1")[0]
    meet(office)
    for who, suffix in zip(WHO, (".md", ".pdf"), strict=True):
        first, second = versions(office, who)
        assert (first["state"], second["state"]) == ("signed", "signed")
        assert "both are signed" in office.does(who, "report", "versions", *OF)[0]
        for name, by in (("1", "tom"), ("1b", "priya")):
            data, said, _ = printed(office, who, name, suffix)
            assert data == pages[by] if suffix == ".md" else "to the byte" in said
            assert f"This is version {name}, made final by" in said
            assert "On their covers each is version 1." in said
            folder = office.base / f"again-{who}-{by}"
            folder.mkdir()
            words = ("--family", "ashdown", "--as", "alison", "--no-input", "--output", str(folder))
            office.does(who, "copies", "release", copies[by], *words)
            (path,) = folder.iterdir()
            assert (b"canal" in path.read_bytes()) is (by == "tom")
        if who == "tom":
            words = ("--for", "kerry", "--version", "1", "--md", "--output", str(office.base))
            assert "There is also 1b, made final by Priya" in office.does(who, "report", *OF, *words)[1]
        code, _, err = office(who, "strike", second["record"], "--reason", "x", "--family", "ashdown", "--no-input")
        assert code == 3
        assert "signed by everybody" in err


def test_one_that_everybody_signed_takes_the_place_of_the_other(office):
    sign_all(office, "priya")
    sign(office, "tom")
    office.does("priya", "sync", "--family", "ashdown")
    _, said = office.does("tom", "sync", "--family", "ashdown")
    assert "Version 1b is signed by everybody; version 1 is not signed any more" in said
    assert [item["state"] for item in versions(office, "tom")] == ["superseded", "signed"]
    code, _, err = sign(office, "tom", "--version", "1", "--person", "kerry")
    assert code == 3
    assert "superseded" in err
