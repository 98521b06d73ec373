"""The family of one person: who is in it, that nobody in it loses a parent who is recorded, and how it is drawn."""

from types import SimpleNamespace

import pytest

from fsworkbook.cli.paper.onefamily import chosen
from fsworkbook.errors import BadInput
from fsworkbook.report.genogram.circle import circle
from fsworkbook.report.genogram.tracing import kindred
from tests.genogram.families import DAY, at_random, family, parents
from tests.genogram.reading import Read

TREE = (
    [
        *("gran f 1940", "gramp m 1939", "nan f 1942", "aunt f 1968", "cousin m 1995", "mum f 1970", "dad m 1969"),
        *("step f 1975", "half m 2008", "sam m 2000", "sis f 1998", "wife f 2001", "inlaw f 1970", "kid f 2022 child"),
    ],
    [
        *parents("gran gramp", "mum", "aunt"),
        *("nan parent dad", "aunt parent cousin", "inlaw parent wife"),
        *parents("mum dad", "sam", "sis"),
        *parents("step dad", "half"),
        *parents("sam wife", "kid"),
    ],
    ["gran gramp married", "mum dad divorced", "step dad married", "sam wife married"],
    ["Home: sam wife kid", "Hers: aunt cousin"],
)


@pytest.fixture
def whole(practice):
    return kindred(family(*TREE), practice, DAY)


def test_it_is_parents_grandparents_siblings_partners_and_who_comes_from_them(whole):
    found = circle(whole, "sam")
    assert set(found.people) == {
        *("sam", "mum", "dad", "gran", "gramp", "nan", "sis", "half", "step", "wife", "kid"),
    }
    assert set(found.family.people) == set(found.people)
    assert [home.name for home in found.homes] == ["Home"]
    assert set(circle(whole, "aunt").people) == {"aunt", "cousin", "mum", "gran", "gramp"}
    assert {"sam", "sis", "half", "kid", "mum", "step", "aunt", "cousin"} <= set(
        circle(whole, "nan").people | circle(whole, "gran").people
    )


@pytest.mark.parametrize("seed", range(0, 40, 4))
def test_nobody_in_it_loses_a_parent_and_it_is_clean(practice, drawn, seed):
    read = at_random(seed)
    everybody = kindred(read, practice, DAY)
    for key in [key for key in everybody.people if key not in everybody.unknown][:3]:
        found = circle(everybody, key)
        assert key in found.people
        before = {frozenset(union.partners): union for union in everybody.unions}
        for union in found.unions:
            whole = before[frozenset(union.partners)]
            assert union.couple == whole.couple
            assert set(union.children) <= set(whole.children)
        for child in found.people:
            above = [set(union.partners) for union in everybody.unions if child in union.children]
            there = [set(union.partners) for union in found.unions if child in union.children]
            assert all(one in above for one in there)
    made = drawn(read, centre=next(iter(read.people)))
    for picture in made.pictures:
        seen = Read(picture.drawing)
        assert [*seen.overlapping(), *seen.run_through()] == []


def test_what_is_missing_is_said_of_the_whole_family_and_only_of_its_children(drawn):
    read = family(
        ["kim f 1990", "lee m 1990", "ma f 1960", "sam m 2015 child", "tia f 2016 child"],
        [*parents("kim lee", "sam"), "ma mother kim", "kim mother tia"],
    )
    assert drawn(read, centre="sam").missing == drawn(read).missing
    alone = drawn(read, centre="lee").missing
    assert any("Lee" in line for line in alone)
    assert not any("Tia" in line for line in alone)
    assert drawn(read, centre="sam").shallow == ""


def test_who_has_no_place_in_the_tree_cannot_be_its_middle(drawn):
    with pytest.raises(BadInput, match="has no place in the family tree"):
        drawn(["kim f 1990", "sam m 2015", "pal m 1990"], ["kim mother sam", "pal friend kim"], centre="pal")


class Somebody:
    """Who chooses the third of what is offered."""

    offered = ()

    def one(self, _label, choices, **_more):
        type(self).offered = [choice.title for choice in choices]
        return choices[2].value


def test_where_a_family_takes_several_sheets_somebody_may_choose_whose_family_it_is(drawn):
    people = [f"p{at} {'fm'[at % 2]} {1960 + at % 20}" for at in range(8)]
    people += [f"c{at} f 2010 child" for at in range(8)]
    made = drawn(
        people,
        [f"p{at} parent c{at}" for at in range(8)],
        [f"p{a} p{b} married" for a in range(0, 8, 2) for b in range(1, 8, 2)],
    )
    assert len(made.pictures) > 1
    sitting = SimpleNamespace(desk=SimpleNamespace(asker=lambda _desk: Somebody()), family=made.kin.family)
    assert chosen(sitting, made) == "c1"
    assert Somebody.offered[0].startswith("The whole family, on ")
    assert Somebody.offered[1:3] == ["The family of C0", "The family of C1"]
