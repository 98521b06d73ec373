from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import fsworkbook.practice
from fsworkbook.errors import BadInput

# The words of the training family, and what each comes to.
TRAINING = {
    "mother": "mother",
    "mother (expected)": "expected mother",
    "expected father": "expected father",
    "father": "father",
    "mother’s ex-partner": "mother's ex-partner",
    "mother's partner": "mother's partner",
    "no relation": "no relation",
    "partner (living separately)": "partner living separately",
    "ex-partner": "ex-partner",
    "half-brother": "half-brother",
    "half-sister": "half-sister",
    "friend": "friend",
    "cousin": "cousin",
    "possible father": "possible father",
}


@pytest.mark.parametrize(("word", "ident"), TRAINING.items())
def test_the_training_familys_words(practice, word, ident):
    assert [relation.id for relation in practice.relations_called(word)] == [ident]


def test_words_that_people_type(practice):
    assert [r.id for r in practice.relations_called("Mum")] == ["mother"]
    assert {r.line for r in practice.relations_called("nan")} == {"grandparent"}
    assert practice.relations_called("wizard") == ()


def test_turning_a_relation_round_twice_comes_back_to_its_line(practice):
    for relation in practice.relations.values():
        for inverse in relation.inverse.values():
            back = practice.relations[inverse].inverse["other"]
            assert practice.relations[back].line == relation.line, relation.id


def test_an_inverse_by_gender_has_that_gender(practice):
    for relation in practice.relations.values():
        for gender in ("female", "male"):
            if gender in relation.inverse:
                assert practice.relations[relation.inverse[gender]].gender == gender, relation.id


def test_a_father_who_is_only_expected_or_possible_is_not_certain(practice):
    assert {r.id for r in practice.relations.values() if not r.certain} == {"expected father", "possible father"}


def test_couples_that_no_longer_present_together(practice):
    assert {c.id for c in practice.couples.values() if c.apart} == {"separated", "divorced", "ended"}


def test_roles_and_who_rates(practice):
    assert len(practice.roles) == 9
    rating = [role.id for role in practice.roles.values() if role.rates]
    assert rating == [role.id for role in practice.who_may("rate", "W")]
    assert "team-manager" not in rating


def test_permissions(practice):
    assert practice.may("social-worker", "lead-assessment") == "W+D"
    assert practice.may("embedded-coordinator", "rate") == ""
    assert [role.id for role in practice.who_may("agree-rating")] == ["team-manager"]
    assert [role.id for role in practice.who_may("write-minutes", "W")] == ["embedded-coordinator"]
    assert [role.id for role in practice.who_may("lead-assessment", "D")] == ["team-manager", "social-worker"]
    assert practice.permission("record-consent").notes["psychologist"] == "their own work"


def test_whoever_writes_minutes_does_not_authorise_them(practice):
    assert not set(practice.who_may("write-minutes", "W")) & set(practice.who_may("authorise-minutes", "D"))


def test_an_unknown_role_or_action_is_named(practice):
    with pytest.raises(BadInput, match="There is no role “wizard”"):
        practice.may("wizard", "rate")
    with pytest.raises(BadInput, match="no action “fly”"):
        practice.may("social-worker", "fly")


def test_the_shape_of_a_summary(practice):
    assert [s.id for s in practice.summary_shape("psychologist").sections] == ["changed", "meaning", "next", "unsure"]
    allocated = practice.summary_shape(practice.allocated_role).sections
    assert [s.id for s in allocated] == ["observation", "progress", "next", "outside"]
    assert [s.id for s in allocated if s.repeat == "child"] == ["observation"]


def test_what_is_the_teams_own(practice):
    team = {record.id for record in practice.records.values() if record.audience == "team"}
    assert {"rating", "summary", "supervision", "action", "restriction", "case-summary", "copy", "risk"} <= team
    assert len(practice.records) == 32


def test_a_matter_of_consent_for_each_role_that_rates(practice):
    covered = {matter.role for matter in practice.consent_matters.values()}
    assert {role.id for role in practice.roles.values() if role.rates} <= covered
    assert {matter.about for matter in practice.consent_matters.values()} == {"help", "sharing"}


def test_python_knows_none_of_the_practices_words(practice):
    words = {
        *(role.id for role in practice.roles.values() if role.id != "outside"),
        *(role.name for role in practice.roles.values()),
        *practice.ratings,
        *(status for status in practice.statuses if status not in {"none", "so"}),
        *(term.name for term in practice.plans.values()),
        *(section.title for section in practice.sections),
        *(module.title for module in practice.modules),
        *practice.permissions,
        *practice.meetings,
        *practice.sessions,
        *practice.consent_matters,
    } - {"other", "assessment"}  # the key of an inverse where no gender is known; the noun of family.toml
    for path in Path(fsworkbook.practice.__file__).parent.glob("*.py"):
        said = "\n".join(_said(path))
        assert not {word for word in words if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", said)}, path.name


def _said(path):
    """Yield the texts of a file: not docstrings, nor examples in messages, nor names of files and of kinds of table."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    spared = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        spared |= {id(arg) for arg in {"matching": call.args[1:], "terms": call.args[:1]}.get(name, [])}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spared:
            yield re.sub(r"\w+\.toml", "", node.value)
