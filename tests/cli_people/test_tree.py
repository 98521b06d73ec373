"""The small tree in words, and the keys that people are given."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.workbook.naming import assessment_key, folder_name, key_of, order_key
from fsworkbook.workbook.registry import read_family
from fsworkbook.workbook.tree import tree

ASHDOWN = Path(__file__).parents[2] / "templates" / "training" / "ashdown" / "family.toml"
TODAY = date(2025, 4, 14)


def drawn(table, on=TODAY):
    table = {"reference": "x", "surname": "X", **table}
    return tree(read_family(table, "x"), load(shipped()), on)


def family(people, relations=(), couples=()):
    """A family in short: `"kerry f 1997-09-14"`, `"kerry mother tyler"`, `"kerry daniel separated"`."""
    genders = {"f": "female", "m": "male", "-": ""}
    persons = []
    for line in people:
        key, gender, *day = line.split()
        row = {"key": key, "name": key.title(), "part": "other", "gender": genders[gender]}
        persons.append(row | ({"born": date.fromisoformat(day[0])} if day else {}))
    return {
        "person": persons,
        "relation": [
            {"key": f"r{at}", "a": line.split()[0], "b": line.split()[-1], "kind": " ".join(line.split()[1:-1])}
            for at, line in enumerate(relations)
        ],
        "couple": [
            {"key": f"c{at}", "partners": line.split()[:2], "status": line.split()[2]}
            for at, line in enumerate(couples)
        ],
    }


def lines(table, on=TODAY):
    return [str(branch) for branch in drawn(table, on).branches]


def test_two_fathers_half_siblings_and_a_baby_to_come():
    found = drawn(tomllib.loads(ASHDOWN.read_text(encoding="utf-8")))
    assert [str(branch) for branch in found.branches] == [
        "Sheila Ashdown, 55 years, and Ray Ashdown, 58 years: separated (since 1 October 2008)",
        "  Kerry Ashdown, 27 years, and Marcus Reid, 30 years: relationship ended (since 30 June 2018)",
        "    Tyler Ashdown, 9 years",
        "  Kerry Ashdown, and Daniel Pryce, 31 years: separated (since 18 August 2024)",
        "    Maisie Pryce, 3 years",
        "  Kerry Ashdown, and Jordan Cole, 24 years: in a relationship, living apart (since 1 September 2024)",
        "    Baby Ashdown (not yet born), due 22 June 2025; expected father: Jordan Cole",
        "Denise Cole, 52 years, and Jordan’s father: relationship ended",
        "  Jordan Cole, 24 years, and a mother not known",
        "    Jordan’s son (another family’s child: name withheld)",
        "Gwen Pryce, 58 years, and Alun Pryce, 62 years: married (since 1 June 1988)",
        "  Daniel Pryce, 31 years (above, with Kerry Ashdown)",
    ]
    assert found.beside == ("Aisha Karim, Kerry Ashdown’s friend", "Lee, Kerry Ashdown’s cousin")


def test_a_father_who_is_not_known_is_said():
    assert lines(family(["kim f", "sam m"], ["kim mother sam"])) == ["Kim, and a father not known", "  Sam"]
    assert lines(family(["lee m", "sam m"], ["lee father sam"])) == ["Lee, and a mother not known", "  Sam"]
    assert lines(family(["jo -", "sam m"], ["jo parent sam"])) == ["Jo, and another parent not known", "  Sam"]


def test_a_father_who_is_known_and_not_named_is_said_so():
    table = family(["kim f", "sam m"], ["kim mother sam"])
    table["person"][1]["other_parent"] = "not named"
    assert lines(table)[0] == "Kim, and a father not named here"


def test_two_possible_fathers_stand_by_the_child():
    table = family(
        ["kim f", "al m", "bo m", "sam m"], ["kim mother sam", "al possible father sam", "bo possible father sam"]
    )
    assert lines(table) == ["Kim, and a father not certain", "  Sam; possible father: Al or Bo"]
    assert drawn(table).beside == ("Al, Sam’s possible father", "Bo, Sam’s possible father")


def test_an_adopted_child_stands_under_both_couples():
    table = family(
        ["kim f", "lee m", "ann f", "bob m", "sam m"],
        ["kim mother sam", "lee father sam", "ann adoptive mother sam", "bob adoptive father sam"],
    )
    assert lines(table) == ["Kim, and Lee", "  Sam; adopted", "Ann, and Bob", "  Sam; adopted"]


def test_a_grandmother_of_one_side_stands_over_her_daughter():
    table = family(["nan f", "kim f", "sam m"], ["nan maternal grandmother sam", "kim mother sam"])
    assert lines(table) == ["Nan, and a father not known", "  Kim, and a father not known", "    Sam"]


def test_a_couple_without_children_and_somebody_alone():
    found = drawn(family(["kim f", "lee m", "ann f"], [], ["kim lee married"]))
    assert [str(branch) for branch in found.branches] == ["Kim, and Lee: married"]
    assert found.beside == ("Ann",)


def test_who_are_each_others_parents_by_mistake_do_not_hang_it():
    table = family(["kim f", "lee m"], ["kim mother lee", "lee father kim"])
    assert drawn(table).beside == ("Kim, Lee’s mother", "Lee, Kim’s son")


def test_the_tree_of_an_earlier_day_has_what_was_then():
    table = tomllib.loads(ASHDOWN.read_text(encoding="utf-8"))
    found = [str(branch) for branch in drawn(table, date(2023, 1, 1)).branches]
    assert not any("Jordan Cole, " in line and "Kerry" in line and "relationship" in line for line in found)


@pytest.mark.parametrize(
    ("name", "taken", "key"),
    [
        ("Kerry Ashdown", set(), "kerry"),
        ("Kerry Ashdown", {"kerry"}, "kerry-ashdown"),
        ("Kerry Ashdown", {"kerry", "kerry-ashdown"}, "kerry-ashdown-2"),
        ("Dr Miriam Feld", set(), "miriam"),
        ("Mrs Okafor", set(), "okafor"),
        ("Zoë O’Brien", {"zoe"}, "zoe-obrien"),
        ("Łukasz", set(), "lukasz"),
        ("محمد", set(), "person"),
        ("4 Kids", set(), "kids"),
        ("", {"person"}, "person-2"),
        ("A" * 50, set(), "a" * 32),
        ("A" * 50, {"a" * 32}, "a" * 30 + "-2"),
    ],
)
def test_a_key_is_short_plain_and_free(name, taken, key):
    assert key_of(name, taken) == key


def test_keys_of_other_things():
    assert folder_name("Van Dyke-O’Neil") == "van-dyke-oneil"
    assert assessment_key(["kerry"], []) == "PA-K"
    assert assessment_key(["karl"], ["PA-K"]) == "PA-KA"
    assert order_key("non-molestation order", ["nmo1"]) == "nmo2"
