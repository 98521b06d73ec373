"""A council copies the folder and makes it its own."""

from __future__ import annotations

import fsworkbook.practice.reader as whole
from fsworkbook.practice.loading import check, load
from fsworkbook.practice.locating import shipped, templates_root

MODULE = """
number = {number}
id = "M{number}"
title = "Getting to know you"
purpose = "Begin well."
per = "parent"
source = "our council"

[[aim]]
id = "M{number}.A1"
text = "We know one another."
source = "our council"

[[question]]
id = "M{number}.Q01"
kind = "ASK"
text = "Who are you?"
feeds = ["S01", "S02", "S03", "S04", "S06", "S13.06"]
source = "our council"
"""

QUESTION = """
[[question]]
id = "WCC.1"
module = 4
kind = "CHILD"
text = "What are your pets called?"
feeds = ["S11.0"]
source = "our council"
"""


def test_another_module_one(copied):
    (copied / "modules/1.toml").write_text(MODULE.format(number=1), encoding="utf-8")
    assert check(copied) == []
    module = load(copied).module(1)
    assert (module.title, module.derived, len(module.questions)) == ("Getting to know you", False, 1)


def test_a_ninth_module_and_questions_of_its_own(copied):
    (copied / "modules/9.toml").write_text(MODULE.format(number=9), encoding="utf-8")
    (copied / "council-pets.toml").write_text(QUESTION, encoding="utf-8")
    with (copied / "modules/3.toml").open("a", encoding="utf-8") as file:
        file.write(MODULE[MODULE.index("[[question]]") :].replace("M{number}.Q01", "M3.Q11"))
    assert check(copied) == []
    practice = load(copied)
    assert [module.number for module in practice.modules] == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert practice.question("3.11").text == "Who are you?"
    assert practice.question("wcc.1").module == 4
    assert [question.id for question in practice.asked_in(4)][-1] == "WCC.1"
    assert "WCC.1" in {question.id for question in practice.fed_by("11.0")}
    assert list(practice.questions)[-1] == "CQ.2"


def test_without_council_questions_what_they_fed_is_asked(copied):
    (copied / "council.toml").unlink()
    assert check(copied) == []
    assert load(copied).fed_by("10.3") == ()


def test_fewer_modules(copied):
    for number in (2, 3, 6, 7, 8):
        (copied / f"modules/{number}.toml").unlink()
    assert check(copied) == []
    practice = load(copied)
    assert practice.module_numbers == (1, 4, 5)
    assert practice.asked("S14.04")  # nothing feeds it any more: it is asked, not left empty
    assert not practice.asked("S09.01")


def test_another_name_and_version(copied):
    text = (copied / "practice.toml").read_text(encoding="utf-8")
    text = text.replace('id = "family-safeguarding"', 'id = "wealdshire"').replace("version = 1", "version = 7")
    (copied / "practice.toml").write_text(text, encoding="utf-8")
    practice = load(copied)
    assert (practice.id, practice.version, practice.title) == ("wealdshire", 7, "Family Safeguarding")
    assert repr(practice) == "Practice('ours')"


def test_only_what_is_asked_for_is_read(copied, monkeypatch):
    opened = []

    class Watched(whole.Page):
        def __init__(self, folder, file):
            opened.append(file)
            super().__init__(folder, file)

    monkeypatch.setattr(whole, "Page", Watched)
    practice = load(copied)
    assert opened == []
    assert practice.may("psychologist", "rate")
    assert practice.ratings
    assert practice.ratings
    assert opened == ["roles.toml", "permissions.toml", "ratings.toml"]
    assert practice.question("3.2")
    assert practice.module(3)
    assert opened[3:] == ["modules/3.toml"]


def test_the_shipped_model_lies_under_the_templates():
    assert shipped().parent == templates_root()
    assert (shipped() / "practice.toml").is_file()
