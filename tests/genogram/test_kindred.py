"""What is drawn of whom: symbols, lines, strokes, ages, who is missing, and the order given by hand."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from fsworkbook.report.drawing import Label, Stroke
from fsworkbook.report.genogram.labelling import cells
from fsworkbook.report.genogram.layout import laid_out
from fsworkbook.report.genogram.sketch import shapes
from fsworkbook.report.genogram.tracing import kindred
from fsworkbook.workbook.registry import read_family
from tests.genogram.families import DAY, SHAPES, family, parents

ASHDOWN = Path(__file__).parents[2] / "templates" / "training" / "ashdown" / "family.toml"


@pytest.fixture(scope="module")
def ashdown():
    return read_family(tomllib.loads(ASHDOWN.read_text(encoding="utf-8")), "ashdown")


def unions(kin):
    return {frozenset(union.partners): union for union in kin.unions}


def row(made, line=0):
    """The names of a row of a layout, from left to right."""
    heights = sorted({y for _, y in made.spots.values()})
    here = [(x, key) for key, (x, y) in made.spots.items() if y == heights[line]]
    return [key for _, key in sorted(here)]


def test_each_symbol_and_what_stands_in_it(practice):
    read = family(
        [
            "kim f 1990",
            "lee m 1960 died=2020",
            "jo - 1999",
            "pat o 1990",
            "bump - due child",
            "tot f day=2024-08-01 child",
        ],
        [*parents("kim lee", "bump", "tot"), "jo partner pat"],
    )
    found = cells(kindred(read, practice, DAY), practice)
    assert {key: (cell.symbol, cell.inside) for key, cell in found.items()} == {
        "kim": ("circle", "34"),
        "lee": ("square", ""),
        "jo": ("diamond", "25"),
        "pat": ("diamond", "34"),
        "bump": ("triangle", "26 w"),
        "tot": ("circle", "9 m"),
    }
    assert {key for key, cell in found.items() if cell.dead} == {"lee"}
    assert {key for key, cell in found.items() if cell.double} == {"bump", "tot"}
    assert "1960–2020 aged 59" in " ".join(tag.text for tag in found["lee"].tags)


def test_lines_and_strokes_are_what_the_practice_says(practice):
    statuses = ("married", "civil-partnership", "cohabiting", "relationship", "separated", "divorced", "ended")
    people = [f"{side}{at} {side} 1990" for at in range(len(statuses)) for side in "fm"]
    read = family(people, [], [f"f{at} m{at} {status}" for at, status in enumerate(statuses)])
    for union in kindred(read, practice, DAY).unions:
        known = practice.couples[union.couple.status]
        assert (union.drawn, union.strokes) == (known.drawn, known.strokes)


def test_a_council_that_draws_a_couple_in_another_way_gets_it(practice):
    class Other:
        relations, genders = practice.relations, practice.genders
        couples = dict(practice.couples) | {"married": practice.couples["married"]._replace(drawn="dashed")}

    (union,) = kindred(family(["kim f 1990", "lee m 1990"], [], ["kim lee married"]), Other, DAY).unions
    assert union.drawn == "dashed"


@pytest.mark.parametrize(
    ("day", "drawn", "strokes"),
    [(date(2018, 1, 1), "solid", 0), (date(2025, 5, 30), "solid", 1), (date(2024, 8, 18), "solid", 1)],
)
def test_a_couple_is_as_it_was_on_the_day(practice, ashdown, day, drawn, strokes):
    found = unions(kindred(ashdown, practice, day)).get(frozenset({"kerry", "daniel"}))
    if day.year == 2018:
        assert found is None
    else:
        assert (found.drawn, found.strokes) == (drawn, strokes)
    together = unions(kindred(ashdown, practice, date(2023, 1, 1)))[frozenset({"kerry", "daniel"})]
    assert together.strokes == 0


def test_who_was_not_there_yet_is_not_drawn(practice, ashdown):
    assert "unborn" not in kindred(ashdown, practice, date(2024, 9, 1)).people
    assert "unborn" in kindred(ashdown, practice, date(2024, 9, 20)).people
    before = kindred(ashdown, practice, date(2015, 1, 1)).people
    assert not {"maisie", "tyler", "unborn"} & set(before)
    expected = kindred(ashdown, practice, date(2015, 10, 1)).people["tyler"]
    assert expected.is_unborn


def test_homes_are_those_of_the_day_and_never_an_address(practice, ashdown):
    homes = {home.key: home for home in kindred(ashdown, practice, date(2025, 2, 24)).homes}
    assert set(homes["h-sheila"].members) == {"sheila", "kerry", "tyler", "maisie"}
    assert "h-kerry" not in homes
    later = kindred(ashdown, practice, date(2025, 5, 30)).homes
    assert {home.key for home in later} == {"h-kerry", "h-gwen", "h-denise", "h-sheila-2", "h-marcus"}
    bare = family(["kim f 1990", "sam m 2015"], ["kim mother sam"])
    bare = bare._replace(households=(ashdown.households[1]._replace(name="", members=("kim", "sam")),))
    assert [home.name for home in kindred(bare, practice, DAY).homes] == ["Kim’s home"]


@pytest.mark.parametrize("partners", ["kim lee", "kim lee mo"])
def test_children_hang_on_a_dash_and_not_on_a_gap(practice, partners):
    first, *others = partners.split()
    people = [f"{key} {'f' if key == first else 'm'} 1990" for key in partners.split()]
    people += [f"c{key} f 2015 child" for key in others]
    read = family(
        people,
        [each for key in others for each in parents(f"{first} {key}", f"c{key}")],
        [f"{first} {key} cohabiting" for key in others],
    )
    made = laid_out(kindred(read, practice, DAY), practice)
    hung = {wire.owner: wire.points[0] for wire in reversed(made.wires) if wire.role == "child"}
    dashed = [shape.path for shape in shapes(made) if isinstance(shape, Stroke) and shape.dash == (4.0, 2.6)]
    begun = {tuple(map(float, part.split("L")[0].split())) for path in dashed for part in path.split("M")[1:]}
    assert begun == {(round(x, 2), round(y, 2)) for x, y in hung.values()}
    assert all(path.count("M") == 2 for path in dashed)


def test_adopted_and_uncertain_lines_are_the_practices(practice):
    read = family(
        ["kim f 1990", "al m 1990", "bo m 1991", "ann f 1970", "sam m 2015", "tia f 2016"],
        ["kim mother sam", "al possible father sam", "bo possible father sam", "ann adoptive mother tia"],
    )
    found = {union.partners: union for union in kindred(read, practice, DAY).unions}
    assert {key: union.links[0].drawn for key, union in found.items()} == {
        ("al", "kim"): "dotted",
        ("bo", "kim"): "dotted",
        ("ann",): "dashed",
    }


def test_the_missing_parent_of_a_child_of_the_family_is_drawn_and_named(drawn):
    made = drawn(["kim f 1990", "sam m 2015 child"], ["kim mother sam"])
    words = " ".join(made.pictures[0].drawing.words)
    assert "?" in words
    assert "not known" in words
    assert "The father of Sam is not known, and so that side of the family is missing." in made.missing
    assert "The parents of Kim are not recorded: Sam’s mother’s side." in made.missing
    assert made.shallow.startswith("Only two generations are recorded.")


def test_a_copy_says_nothing_of_who_is_missing_or_lives_where(drawn):
    made = drawn(["kim f 1990", "sam m 2015 child"], ["kim mother sam"], [], ["Kim’s home: kim sam"], whole=False)
    assert (made.missing, made.shallow, made.kin.homes, dict(made.kin.unknown)) == ((), "", (), {})
    assert not {"?", "Kim’s home"} & set(made.pictures[0].drawing.words)


def test_twins_come_from_one_point(practice):
    made = laid_out(kindred(family(*SHAPES["twins, half-sisters, adopted"]), practice, DAY), practice)
    children = [wire for wire in made.wires if wire.role == "child"]
    slanted = [wire for wire in children if all(a != b for a, b in zip(*wire.points[-2:], strict=True))]
    assert len(slanted) == 2
    assert len({wire.points[-2] for wire in slanted}) == 1


def test_an_order_by_hand_is_kept(practice):
    args = (["kim f 1990", "lee m 1990", "ann f 2015 child", "bea f 2016 child", "cat f 2017 child"],)
    relations = parents("kim lee", "ann", "bea", "cat")
    usual = laid_out(kindred(family(*args, relations), practice, DAY), practice)
    assert row(usual, 1) == ["ann", "bea", "cat"]
    hinted = family(*args, relations, genogram={"order": ["cat", "ann", "bea", "kim", "lee"]})
    made = laid_out(kindred(hinted, practice, DAY), practice)
    assert row(made, 1) == ["cat", "ann", "bea"]
    assert row(made, 0) == ["kim", "lee"]


def test_violence_points_at_whom_it_harms_and_no_stroke_covers_a_label(drawn, practice):
    made = drawn(*SHAPES["violence and a break between generations"])
    layout = laid_out(made.kin, practice)
    bonds = [wire for wire in layout.wires if wire.role == "bond"]
    assert sorted(wire.drawn for wire in bonds) == ["cut", "cut", "zigzag", "zigzag", "zigzag"]
    for bond, wire in zip(made.kin.bonds, bonds, strict=True):
        if bond.points:
            x, y = layout.spots[bond.points]
            assert abs(wire.points[-1][0] - x) < 20
            assert abs(wire.points[-1][1] - y) < 20


def test_only_what_is_used_stands_in_the_key(drawn):
    plain = drawn(["kim f 1990", "lee m 1990"], [], ["kim lee married"]).pictures[0].drawing.words
    assert {"Female", "Male", "Married"} <= set(plain)
    assert not {"Divorced or partnership dissolved", "Has died", "Live together", "Pregnancy, weeks"} & set(plain)


def test_culture_stands_under_the_name_on_request(drawn, ashdown):
    with_it = " ".join(drawn(ashdown, culture=True).pictures[0].drawing.words)
    assert "White British" in with_it
    assert "White British" not in " ".join(drawn(ashdown).pictures[0].drawing.words)
    assert "faith: none given" in drawn(ashdown, culture=True).pictures[0].alternative


def test_it_reads_as_somebody_would_tell_it(drawn, ashdown):
    words = drawn(ashdown).pictures[0].alternative.splitlines()
    assert words[0] == "The family tree of Ashdown, as at 30 May 2025, over three generations."
    assert (
        "Ray Ashdown (58 years) and Sheila Ashdown (55 years): separated (since 1 October 2008). "
        "Their child: Kerry Ashdown (27 years)." in words
    )
    assert "Kerry’s new home: Kerry Ashdown, Tyler Ashdown and Maisie Pryce live together." in words
    assert any(line.startswith("Not in the tree: Aisha Karim") for line in words)
    assert "The parents of Marcus Reid are not recorded: Tyler’s father’s side." in words


def test_brothers_and_sisters_without_parents_and_a_grandparent_of_one_side(practice):
    read = family(
        ["kim f 1990", "ann f 1992", "sam m 2015 child", "nan f 1960"],
        ["ann sister kim", "kim mother sam", "nan maternal grandmother sam"],
    )
    found = kindred(read, practice, DAY)
    assert unions(found)[frozenset({"nan"})].children == ("kim",)
    alone = kindred(family(["kim f 1990", "ann f 1992"], ["ann sister kim"]), practice, DAY)
    assert [union.children for union in alone.unions] == [("kim", "ann")]
    assert "brothers and sisters; their parents are not recorded" in " ".join(drawn_words(alone, practice))


def drawn_words(kin, practice):
    from fsworkbook.report.genogram.telling import sentences  # noqa: PLC0415

    return sentences(kin, practice)


def test_a_family_without_anybody_and_one_with_slips(drawn):
    assert drawn([]).pictures == ()
    made = drawn(["kim f 1990", "lee m 1990"], ["kim mother lee", "lee father kim", "kim violence towards kim"])
    assert "Kim" in made.pictures[0].alternative
    assert all(isinstance(shape, Stroke | Label) for shape in made.pictures[0].drawing.shapes)
