"""No two papers of one day have one name, and no name tells of anybody (F.49)."""

import tomllib
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from fsworkbook.cli.paper import filenames
from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.workbook.chronology import Wanted
from fsworkbook.workbook.disclosure.recipient import find_recipient
from fsworkbook.workbook.registry import read_family

PRACTICE = load(shipped())
TABLE = tomllib.loads((shipped().parent / "training/ashdown/family.toml").read_text("utf-8"))
FAMILY = read_family(TABLE, "ashdown")

DAYS = st.none() | st.dates(date(2025, 1, 1), date(2025, 1, 9))
ASKED = st.tuples(
    st.builds(
        Wanted,
        st.sampled_from(["", *(child.key for child in FAMILY.children)]),
        DAYS,
        DAYS,
        milestones=st.booleans(),
        everything=st.booleans(),
    ),
    st.booleans(),
)


def chronology(asked):
    wanted, genogram = asked
    return filenames.chronology(FAMILY, wanted, genogram=genogram)


@given(ASKED, ASKED)
def test_a_chronology_is_named_by_all_that_it_was_asked_for(one, other):
    assert (chronology(one) == chronology(other)) is (one == other)
    assert not {child.key for child in FAMILY.children} & set(chronology(one).split("-"))


def test_each_reader_has_a_name_of_their_own_that_is_no_name():
    kinds = [reader.id for reader in PRACTICE.audiences.readers.values() if not reader.parts]
    words = [*FAMILY.people, *FAMILY.team, *kinds]
    named = {word: filenames.reader(find_recipient(word, FAMILY, PRACTICE), FAMILY.reference) for word in words}
    assert len(set(named.values())) == len(words)
    assert {named[kind] for kind in kinds} == set(kinds)
    assert named["kerry"].startswith("KA-")
    everybody = [*FAMILY.people.values(), *FAMILY.team.values()]
    for one in everybody:
        assert not {word.casefold() for word in (*one.name.split(), one.key)} & set(
            named[one.key].casefold().split("-")
        )


def test_a_readers_name_says_nothing_of_who_else_there_is():
    alone = FAMILY._replace(people={"kerry": FAMILY.people["kerry"]}, team={})
    told = [filenames.reader(find_recipient("kerry", one, PRACTICE), one.reference) for one in (FAMILY, alone)]
    assert told[0] == told[1]


def test_a_name_in_another_script_has_a_mark_and_nothing_else():
    people = {**FAMILY.people, "omar": FAMILY.people["kerry"]._replace(key="omar", name="عمر Élan")}
    found = find_recipient("omar", FAMILY._replace(people=people), PRACTICE)
    assert filenames.reader(found, "FS-1").startswith("E-")
