"""Reading family.toml: every fault is named with its table and key; what is not known is kept and reported."""

import copy
from datetime import date

import pytest

from fsworkbook.errors import BadInput
from fsworkbook.workbook.registry import read_family

from .conftest import TABLE


def broken(change):
    table = copy.deepcopy(TABLE)
    change(table)
    return table


def test_a_family_is_read_whole(family):
    assert [child.key for child in family.children] == ["ida", "jo"]
    assert family.team["rex"].since == date(2025, 4, 1)
    assert family.called("sam") == "Sam Wells"
    assert family.assessments["PA-A"].parents == ("ana",)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda table: table.pop("surname"), "surname is missing"),
        (lambda table: table["person"][0].pop("name"), r"\[\[person\]\] ana: name is missing"),
        (lambda table: table["person"][0].update(key="Ana"), "small letters"),
        (lambda table: table["person"][1].update(key="ana"), "used twice"),
        (lambda table: table["team"][0].update(key="ana"), "a person and of a member"),
        (lambda table: table["relation"][0].update(b="zoe"), "names zoe"),
        (lambda table: table["assessment"][0].update(children=["zoe"]), "names zoe"),
        (lambda table: table["person"][0].update(born="1995"), "born is not a date"),
        (lambda table: table["person"][0].update(died=date(1990, 1, 1)), "died .* before born"),
        (lambda table: table["team"][3].update(until=date(2025, 1, 1)), "until .* before from"),
        (lambda table: table["assessment"][0].update(prebirth="yes"), "true or false"),
        (lambda table: table.update(person="Ana"), r"\[\[person\]\]"),
        (lambda table: table.update(cover=[{"role": "team-manager", "person": "zoe"}]), "no member of the team"),
        (lambda table: table.update(couple=[{"key": "c", "partners": ["ana", "ana"], "status": "x"}]), "two people"),
    ],
)
def test_a_fault_is_named(change, said):
    with pytest.raises(BadInput, match=said):
        read_family(broken(change), "rowan")


def test_what_is_not_known_is_kept_and_reported():
    table = broken(lambda table: (table.update(colour="red"), table["person"][0].update(shoe=5)))
    family = read_family(table, "rowan")
    assert any("colour" in remark for remark in family.remarks)
    assert family.people["ana"].more == {"shoe": 5}
