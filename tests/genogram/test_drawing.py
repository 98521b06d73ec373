"""No two labels overlap and no line runs through a symbol: read back from the drawing's own shapes."""

import os

import pytest

from fsworkbook.report.genogram.sheets import SMALLEST, scale
from tests.genogram.families import SHAPES, at_random, with_strangers
from tests.genogram.reading import Read

FEW = () if os.environ.get("FSWORKBOOK_TORTURE") else range(0, 60, 5)
MANY = FEW or range(60)


def faults(picture):
    read = Read(picture.drawing)
    return [*read.overlapping(), *read.run_through()]


@pytest.mark.parametrize("shape", SHAPES)
def test_hard_shapes_are_clean_on_one_sheet(drawn, shape):
    made = drawn(*SHAPES[shape])
    assert len(made.pictures) == 1
    assert faults(made.pictures[0]) == []


@pytest.mark.parametrize("seed", MANY)
def test_random_families_are_clean_and_whole(drawn, seed):
    made = drawn(at_random(seed))
    people = made.kin.family.people
    assert [fault for picture in made.pictures for fault in faults(picture)] == []
    told = "\n".join(picture.alternative for picture in made.pictures)
    seen = " ".join(word for picture in made.pictures for word in picture.drawing.words)
    for person in people.values():
        assert person.name in told
        assert person.key in made.kin.beside or all(part in seen for part in person.name.split())


@pytest.mark.parametrize("seed", [*MANY, 99])
def test_who_is_not_known_overlaps_nobody(drawn, seed):
    """Stand-ins for parents who are not recorded: symbols of their own, with `not known` or `not named here`."""
    made = drawn(with_strangers(seed), culture=bool(seed % 2))
    assert [fault for picture in made.pictures for fault in faults(picture)] == []
    seen = [word for picture in made.pictures for word in picture.drawing.words]
    assert seen.count("?") >= len(made.kin.unknown)


def test_what_has_no_clean_layout_is_split_by_couple(drawn):
    people = [f"p{at} {'fm'[at % 2]} {1960 + at % 20}" for at in range(10)]
    relations = [f"p{at} parent c{at}0" for at in range(10)]
    people += [f"c{at}0 f 2010" for at in range(10)]
    couples = [f"p{a} p{b} married" for a in range(0, 10, 2) for b in range(1, 10, 2) if (a + b) % 4]
    made = drawn(people, relations, couples)
    assert len(made.pictures) > 1
    assert [fault for picture in made.pictures for fault in faults(picture)] == []
    titles = [picture.caption for picture in made.pictures]
    assert titles[0].startswith(f"Sheet 1 of {len(titles)}: ")
    names = {f"{kind}{at}" for at in range(10) for kind in ("P",)}
    seen = {word for picture in made.pictures for word in picture.drawing.words}
    assert names <= seen


def test_a_sheet_is_never_too_small_to_read_where_it_could_be_split(practice):
    from fsworkbook.report.genogram.sheets import sheets  # noqa: PLC0415
    from fsworkbook.report.genogram.tracing import kindred  # noqa: PLC0415
    from tests.genogram.families import DAY  # noqa: PLC0415

    for sheet in sheets(kindred(at_random(23), practice, DAY), practice):
        assert scale(sheet.layout, 58) >= SMALLEST


def test_the_reader_of_drawings_sees_what_is_wrong(drawn):
    """A line moved over somebody, and a name over another: both are found."""

    from fsworkbook.report.drawing import Label, Stroke  # noqa: PLC0415

    picture = drawn(["kim f 1990", "sam m 2015"], ["kim mother sam"]).pictures[0]
    shapes = picture.drawing.shapes
    name = next(shape for shape in shapes if isinstance(shape, Label) and shape.text == "Kim")
    across = Stroke(f"M0 {name.y - 30}L{picture.drawing.width} {name.y - 30}")
    twice = name._replace(x=name.x + 2, text="Ann")
    read = Read(picture.drawing._replace(shapes=(*shapes, across, twice)))
    assert any("symbol" in found for found in read.run_through())
    assert any("Kim" in one and "Ann" in other for one, other in read.overlapping())
