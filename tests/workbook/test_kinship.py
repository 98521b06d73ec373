"""Kinship words: one person, or a list of those who fit."""

from datetime import date

import pytest

from fsworkbook.errors import BadInput
from fsworkbook.workbook.kinship import find_person, standing


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("ana", "ana"),
        ("Ana", "ana"),
        ("ana rowan", "ana"),
        ("mum", "ana"),
        ("Mummy", "ana"),
        ("nanny nell", "nell"),
        ("nell", "nell"),
    ],
)
def test_a_word_means_one_person(family, practice, word, key):
    assert find_person(word, family, practice.relations).key == key


def test_a_word_that_fits_two_lists_both(family, practice):
    with pytest.raises(BadInput) as caught:
        find_person("dad", family, practice.relations)
    assert str(caught.value) == (
        "“dad” could be Ben (Ida’s father) or Cal (Jo’s father).\nSay which: --parent ben or --parent cal."
    )


def test_a_word_that_fits_nobody_lists_who_there_is(family, practice):
    with pytest.raises(BadInput, match="ana, ben, cal"):
        find_person("uncle bob", family, practice.relations)


def test_a_word_can_be_limited_to_some(family, practice):
    assert find_person("dad", family, practice.relations, among={"cal"}).key == "cal"


def test_standing_names_each_child(family, practice):
    assert standing(family.people["ana"], family, practice.relations, date(2025, 3, 1)) == "mother of Ida and Jo"
