"""`fsworkbook genogram`: the family drawn over its generations, as at any day (S03, H06, L.30-L.37)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Final

from fsworkbook.cli.frame import options
from fsworkbook.cli.frame.calling import Call, printing
from fsworkbook.cli.frame.spelling import Option

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fsworkbook.cli.frame.output import Line
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.report.genogram.making import Genogram

SVG: Final = ".svg"
Svg = Annotated[bool, Option("--svg", help="The drawing alone, as SVG, for a web page or another paper.")]
Culture = Annotated[bool, Option("--culture", help="With ethnicity, faith and language under each name.")]


@printing
def command(
    call: Call,
    child: options.Child = None,
    parent: options.Parent = None,
    culture: Culture = False,
    svg: Svg = False,
    output: options.Output = None,
    whom: options.For = None,
) -> None:
    """See the family tree; draw and print it as a genogram: who is who, couples, children, homes, who is missing.

    With --child or --parent it is the family of that one person: parents and grandparents, brothers and sisters,
    partners, children and who comes from them. --parent takes any adult of the family.
    """
    from fsworkbook.cli.frame.output import emit_json, say  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.paper.onefamily import Way, centre_of, chosen  # noqa: PLC0415 - likewise
    from fsworkbook.report.genogram.making import genogram  # noqa: PLC0415 - likewise

    way = Way(culture, child, parent)
    formats = (*call.formats, SVG) if svg else call.formats
    if whom is not None:
        from fsworkbook.cli.disclosing.genogramcopy import make  # noqa: PLC0415 - only for a copy

        make(call, whom, formats or call.papers, output, way)
        return
    sitting = call.sit()
    day = call.until() or sitting.desk.today()
    drawn = partial(genogram, sitting.family, sitting.practice, day, culture=culture)
    made = drawn(centre=centre_of(sitting, way))
    if len(made.pictures) > 1 and (formats or output) and not call.json and sitting.desk.can_ask and not made.centre:
        made = drawn(centre=chosen(sitting, made))
    if call.json:
        emit_json(sitting.desk, "genogram", sitting.family.name, call.until(), as_data(made))
    elif not (formats or output):
        say(sitting.desk, *_page(sitting, made))
    if formats or output:
        _print(sitting, made, output, formats or call.papers, culture=culture)


def as_data(made: Genogram) -> dict[str, Any]:
    """Return a genogram for other programs."""
    from fsworkbook.report.genogram.generations import generations  # noqa: PLC0415 - not for --help

    kin = made.kin
    level = generations(kin)
    return {
        "of": made.centre or None,
        "generations": made.depth,
        "people": [
            {
                "key": key,
                "name": person.name,
                "row": level[key],
                "gender": person.gender or None,
                "born": person.born,
                "due": person.due if person.born is None else None,
                "died": person.died,
            }
            for key, person in kin.people.items()
            if key not in kin.unknown
        ],
        "couples": [
            {
                "partners": [key for key in union.partners if key not in kin.unknown],
                "status": union.couple.status if union.couple else None,
                "ended": union.ended,
                "line": union.drawn or None,
                "strokes": union.strokes,
                "children": [{"key": link.child, "line": link.drawn} for link in union.links],
            }
            for union in kin.unions
        ],
        "between": [{"a": bond.a, "b": bond.b, "kind": bond.kind} for bond in kin.bonds],
        "homes": [{"key": home.key, "name": home.name, "members": home.members} for home in kin.homes],
        "beside": kin.beside,
        "missing": made.missing,
        "sheets": len(made.pictures),
        "words": [line for picture in made.pictures for line in picture.alternative.splitlines()],
    }


# On the screen


def _page(sitting: Sitting, made: Genogram) -> Iterator[Line]:
    """Yield the tree in words, what is missing, and how it is drawn."""
    from fsworkbook.cli.frame.output import Piece, wrap  # noqa: PLC0415 - not for a paper
    from fsworkbook.cli.people.tree import tree_lines  # noqa: PLC0415 - likewise
    from fsworkbook.report.genogram.telling import in_words  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.clock import spoken  # noqa: PLC0415 - likewise

    kin, width = made.kin, sitting.desk.width
    whose = f"the family of {kin.people[made.centre].name}" if made.centre else "family tree"
    yield Piece(f"{sitting.family.surname} · {whose} · {spoken(kin.day)}", "strong")
    if not kin.people:
        yield from ("", "Nobody is recorded yet.", "", "fsworkbook person add   says who is who")
        return
    yield ""
    yield from tree_lines(kin.family, sitting.practice, kin.day, width)
    said = [_between(made, sitting, bond) for bond in kin.bonds]
    said += [f"{home.name}: {_names(made, home.members)}" for home in kin.homes if len(home.members) > 1]
    if said:
        yield ""
        for line in said:
            yield from wrap(line, width, "      ", first="  ")
    yield ""
    if made.shallow:
        yield from (Piece(line, "strong") for line in wrap(made.shallow, width))
        yield "  fsworkbook report write S03   says why"
    elif not made.centre:
        yield Piece(f"{in_words(made.depth).capitalize()} generations are recorded.", "quiet")
    for line in made.missing:
        yield from wrap(line, width, "  ", first="")
    yield ""
    one = _said(made, sitting)
    sheets = f" (on {in_words(len(made.pictures))} sheets)" if len(made.pictures) > 1 else ""
    yield f"fsworkbook genogram{one} --pdf   draws it{sheets}"
    if sheets and not one and sitting.family.children:
        yield f"fsworkbook genogram --child {sitting.family.children[0].key}   one person’s family alone"
    if one:
        yield "fsworkbook genogram   shows the whole family"
    yield "fsworkbook genogram --at DATE   as it was on that day"
    yield "fsworkbook person   shows and changes who is who"


def _said(made: Genogram, sitting: Sitting) -> str:
    """Return the option that names the person in the middle; "" where it is the whole family."""
    if not made.centre:
        return ""
    return f" --{'child' if sitting.family.people[made.centre].is_child else 'parent'} {made.centre}"


def _between(made: Genogram, sitting: Sitting, bond: Any) -> str:  # noqa: ANN401 - Bond, kept out of run time
    word = sitting.practice.relations.get(bond.kind)
    people = made.kin.people
    return f"{people[bond.a].name}: {(word.name if word else bond.kind).lower()} {people[bond.b].name}"


def _names(made: Genogram, keys: tuple[str, ...]) -> str:
    from fsworkbook.report.scope import listed  # noqa: PLC0415 - not for --help

    return listed([made.kin.people[key].first_name for key in keys])


# As a paper


def _print(sitting: Sitting, made: Genogram, output: Path | None, formats: tuple[str, ...], *, culture: bool) -> None:
    from fsworkbook.cli.paper import filenames  # noqa: PLC0415 - only for a paper
    from fsworkbook.cli.paper.papers import Name, publish  # noqa: PLC0415 - likewise
    from fsworkbook.report.genogram.paper import paper  # noqa: PLC0415 - likewise

    what = filenames.genogram(sitting.family, made.centre, culture=culture)
    name = Name(sitting.family.reference, what, made.kin.day, "")
    publish(sitting.desk, paper(made, sitting.family), name, formats, output)
