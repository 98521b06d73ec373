"""The shipped model holds what the inventory lists: these counts are the inventory's, not the loader's."""

from __future__ import annotations

import hashlib
from collections import Counter

from fsworkbook.practice.loading import check
from fsworkbook.practice.locating import shipped

BY_MODULE = {
    1: (6, 31, 7),
    2: (4, 14, 6),
    3: (2, 10, 4),
    4: (6, 12, 7),
    5: (1, 16, 5),
    6: (2, 19, 5),
    7: (3, 12, 8),
    8: (2, 5, 3),
}
BY_KIND = {"ASK": 60, "JUDGE": 27, "CHILD": 12, "SEE": 11, "NOTE": 5, "PRO": 4}
BY_SECTION = {"S09": 16, "S10": 7, "S11": 9, "S12": 7, "S13": 18, "S14": 12}
# Nothing of the inventory's own wording is lost or altered by hand: SHA-256 of "id text" lines.
QUESTIONS = "2fbba52774516c60904714fe34d36241ec00bf925aab7186b10d8bc9479f9d72"
PARTS = "0c48a93cf52308f4a75a3acf50a2691b9ce3f1bcb06c3585ec1affc02c6bc52c"


def digest(lines):
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def of_modules(practice):
    return [question for module in practice.modules for question in module.questions]


def test_the_shipped_model_is_sound():
    assert check(shipped()) == []


def test_aims_questions_and_outcomes_of_each_module(practice):
    found = {m.number: (len(m.aims), len(m.questions), len(m.outcomes)) for m in practice.modules}
    assert found == BY_MODULE
    assert tuple(map(sum, zip(*found.values(), strict=True))) == (26, 119, 45)


def test_questions_of_each_kind(practice):
    assert Counter(question.kind for question in of_modules(practice)) == BY_KIND


def test_the_report_has_nineteen_sections_and_one_before_a_birth(practice):
    always = [section for section in practice.sections if not section.when]
    assert [section.id for section in always] == [f"S{number:02}" for number in range(1, 20)]
    assert {section.id: len(section.items) for section in always if section.items} == BY_SECTION
    assert sum(BY_SECTION.values()) == 69
    assert [section.id for section in practice.sections if section.when == "prebirth"] == ["S11B"]


def test_the_section_before_a_birth_follows_the_childs_needs(practice):
    ids = [section.id for section in practice.sections]
    assert ids[ids.index("S11B") - 1] == "S11"


def test_the_wording_is_the_inventorys(practice):
    assert digest(f"{q.id} {q.text}" for q in of_modules(practice)) == QUESTIONS
    assert digest(f"{i.id} {i.text}" for s in practice.sections for i in s.items) == PARTS


def test_every_item_says_where_it_comes_from(practice):
    for module in practice.modules:
        assert all(item.source for item in (*module.aims, *module.questions, *module.outcomes))
    assert all(part.source for section in practice.sections for part in (section, *section.items))
    for terms in VOCABULARIES:
        assert all(term.source for term in getattr(practice, terms).values()), terms


VOCABULARIES = (
    *("kinds", "roles", "permissions", "settings", "ratings", "rating_rules", "statuses", "plans", "orders", "parts"),
    *("genders", "relations", "couples", "sessions", "missed", "meetings", "attendance", "moving_reasons"),
    *("consent_states", "consent_reasons", "consent_matters", "summary_shapes", "records", "timescales"),
)


def test_source_kinds_and_repeats(practice):
    assert {s.id for s in practice.sections if s.repeat == "child"} == {"S11", "S12"}
    assert {s.id for s in practice.sections if s.source_kind == "SIGN"} == {"S16", "S17", "S19"}
    assert [i.id for s in practice.sections for i in s.items if i.tip] == [f"S13.T{n}" for n in range(1, 7)]


def test_only_the_modules_that_the_sources_give_are_not_derived(practice):
    assert [m.number for m in practice.modules if m.derived] == [1]
    assert all(q.derived == (q.module == 1) for q in of_modules(practice))
    assert all(q.derived for q in practice.council)
    assert [m.number for m in practice.modules if m.per == "child"] == [4]


def test_the_closed_lists_of_the_inventory(practice):
    assert list(practice.ratings) == ["red", "amber", "green"]
    assert list(practice.rating_rules) == [f"B.{n:02}" for n in range(1, 14)]
    ids = [p.id for p in practice.permissions.values()]
    assert ids[:27] == [f"B.{n}" for n in range(50, 77)]
    assert set(ids[27:]) == {"B.40", "C.21", "F.52", "F.70", "G.05"}
    assert len(practice.statuses) == 29  # L.11 is two here: what regulation 19 counts apart has a clock of its own
    assert {status.inventory for status in practice.statuses.values()} == {f"L.{n:02}" for n in range(1, 22)}
    assert list(practice.consent_states) == ["given", "limited", "refused", "withdrawn", "not-required", "not-asked"]
    assert len(practice.consent_reasons) == 5
    assert len(practice.moving_reasons) == 4
    assert list(practice.parts) == ["child", "parent", "carer", "relative", "other"]


def test_every_rule_of_time(practice):
    told = {part.strip() for rule in practice.timescales.values() for part in rule.inventory.split(",")}
    assert told == {f"C.{n:02}" for n in (*range(1, 31), *range(40, 63))} | {"B.22"}
    assert {rule: practice.timescales[rule].number for rule in NUMBERS} == NUMBERS
    assert practice.timescales["supervision_every"].warn_at == 35
    assert practice.timescales["summary"].late_from == "summary_working"
    assert all(rule.trigger or rule.counts == "every" for rule in practice.timescales.values() if rule.runs)
    assert all(rule.met_by for rule in practice.timescales.values() if rule.runs)


NUMBERS = {
    "allocate": 7,
    "summary": 3,
    "reminder": 5,
    "minutes": 1,
    "authorise": 2,
    "supervision_every": 28,
    "rearrange_limit": 14,
    "visit_record": 24,
    "case_summary": 3,
    "assessment_max": 84,
    "review_window": 98,
    "midpoint": 42,
    "final_copy": 14,
    "summary_max_words": 450,
    "plan_copy": 5,
    "first_conference": 15,
    "first_core_group": 10,
    "first_review": 3,
    "later_review": 6,
    "visit_protection": 10,
    "visit_need": 20,
    "visit_care": 42,
    "visit_interim": 28,
    "care_review_first": 20,
    "private_visit_first": 7,
    "proceedings": 182,
}


def test_the_contradictions_and_how_they_are_read(practice):
    assert list(practice.contradictions) == [f"X{n}" for n in range(1, 23)]
    assert all(found.chosen and found.readings for found in practice.contradictions.values())
    assert practice.contradictions["X1"].timescales == ("summary",)
    assert practice.days.nation == "england"
    assert not practice.days.count_first_day


def test_headings_are_short_enough_to_print(practice):
    assert all(len(part.heading) <= 64 for section in practice.sections for part in (section, *section.items))
