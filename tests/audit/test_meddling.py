"""Each way to meddle is found when docs/security.md says so, and not before; the table and these tests agree."""

import re
from pathlib import Path

import pytest

from fsworkbook.workbook.audit.finding import KINDS
from tests.audit.meddling import ANY, EARLIER, HERE, NEVER, SIGNED, WAYS

TABLE = Path(__file__).parents[2] / "docs" / "security.md"
NAMELESS = {
    "lost-head", "shared", "beside", "replaced", "graft", "shallow", "partial", "borrowed", "settings", "damaged",
    "unsaved", "missing", "unrecorded", "hidden", "link", "roots",
}  # fmt: skip
"""Kinds that are about a folder or a whole history, where nobody's name stands under what was done."""


def of(found):
    return [pytest.param(way, id=name) for name, way in WAYS.items() if way.found == found]


def named(findings, kinds):
    """Check that each kind was found, once at least with whom, which commit and where it has them."""
    for kind in kinds:
        about = [finding for finding in findings if finding.kind == kind]
        assert about, (kind, [item.kind for item in findings])
        if kind not in NAMELESS:
            assert all(item.commit and item.when is not None for item in about), kind
            assert all(item.name for item in about), kind
        if kind in {"changed", "removed", "backdated", "permission", "author", "misnamed", "duplicate", "own"}:
            assert all(item.record or item.path.startswith("attachments/") for item in about), kind


@pytest.mark.parametrize("way", of(ANY))
def test_any_clone_finds_it(way, family, place):
    way.run(family, place)
    named(family.findings(), way.kinds)
    named(family.clone(place / "fresh").findings(), way.kinds)


@pytest.mark.parametrize("way", of(HERE))
def test_this_folder_finds_it(way, family, place):
    way.run(family, place)
    named(family.findings(), way.kinds)


@pytest.mark.parametrize("way", of(EARLIER))
def test_a_folder_that_saw_an_earlier_head_finds_it_and_no_other_can(way, family, place):
    way.run(family, place)
    named(family.findings(), way.kinds)
    named(family.findings(), way.kinds)  # a second look has not forgotten it
    assert not family.clone(place / "fresh").findings()


@pytest.mark.parametrize("way", of(SIGNED))
def test_signatures_find_it_and_nothing_else_does(way, family, signed, tmp_path):
    for name in ("plain", "sealed"):
        (tmp_path / name).mkdir()
    way.run(family, tmp_path / "plain")
    assert not family.findings()
    assert not signed.findings()
    way.run(signed, tmp_path / "sealed")
    named(signed.findings(), way.kinds)


@pytest.mark.parametrize("way", of(NEVER))
def test_nothing_finds_it(way, family, place):
    way.run(family, place)
    assert not family.findings()


def test_the_table_says_what_these_tests_hold():
    text = TABLE.read_text("utf-8").partition("## Ways to meddle")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([a-z-]+)` \| ([^|]+) \| ([^|]+) \| ([^|]*) \|$", text, re.MULTILINE)
    told = {name: (found.strip(), frozenset(re.findall(r"`([a-z-]+)`", kinds))) for name, _, found, kinds in rows}
    assert told == {name: (way.found, way.kinds) for name, way in WAYS.items()}
    assert len(told) == len(rows) >= 30


def test_every_kind_of_finding_can_be_found():
    told = set().union(*(way.kinds for way in WAYS.values()))
    assert set(KINDS) - told == {"revoked-signature", "unknown-signature", "unchecked-signature"}
