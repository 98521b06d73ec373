"""Nothing that is kept from a reader stands in any copy for them, whatever the family, the disguise and the paper.

Read with tools that are not the program's own, and judged without its search, its audience or its restrictions.
"""

import os

from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.report import chronologypaper, markdown
from fsworkbook.report.assessment import assemble
from fsworkbook.report.copypaper import as_copy
from fsworkbook.workbook.chronology import chronology
from fsworkbook.workbook.disclosure.edition import edition
from fsworkbook.workbook.disclosure.guarding import Guard
from fsworkbook.workbook.disclosure.recipient import find_recipient
from fsworkbook.workbook.disclosure.slips import slips
from fsworkbook.workbook.ledger import ledger
from tests.disclosure.families import FIRST, LAST, TODAY, World, squashed, worlds

TORTURE = bool(os.environ.get("FSWORKBOOK_TORTURE"))
PRACTICE = load(shipped())
# Mutants come by the hundred (tests/mutate.py): each is looked at with fewer families, and none is made smaller.
MUTANT = bool(os.environ.get("STORY_BUILT"))
PHASES = [phase for phase in Phase if not (MUTANT and phase in {Phase.shrink, Phase.explain})]
MANY = settings(
    max_examples=2000 if TORTURE else 10 if MUTANT else 100,
    phases=PHASES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
SOME = settings(MANY, max_examples=2000 if TORTURE else 10 if MUTANT else 25)
DAYS = st.dates(FIRST, LAST)


def readers(world):
    return [*world.family.people, "court"]


def copies(world: World, who, day):
    """Make every paper for a reader; return what it would be, as text, and the edition."""
    recipient = find_recipient(who, world.family, PRACTICE)
    found = edition(recipient, world.family, PRACTICE, ledger(world.records), day, TODAY)
    words = PRACTICE.audiences
    papers = [
        assemble(one, found.family, PRACTICE, found.ledger, day, words.held).document
        for one in found.family.assessments.values()
    ]
    told = chronology(found.family, PRACTICE, found.ledger, day)._replace(elsewhere=())
    papers.append(chronologypaper.paper(told, found.family, team=False))
    made = [as_copy(paper, recipient.name, words.sentence) for paper in papers]
    return found, [markdown.render(paper) for paper in made]


def kept_back(world, who):
    """Return the guarded words that a reader must not get, by a reading of the records that is not the program's."""
    found = set()
    for record in world.records:
        if record.kind != "restriction":
            continue
        allowed = record.head.get("may_have", [])
        named = who in record.head["never_to"]
        if named or (who == "court" and who not in allowed) or (allowed and who not in allowed):
            found |= {(record.head["key"], word) for word in record.head["guard"]}
    return found


@MANY
@given(world=worlds(), day=DAYS)
def test_no_copy_that_is_made_holds_what_is_kept_back(world, day):
    for who in readers(world):
        found, texts = copies(world, who, day)
        if slips(found, Guard(found.guarded)):
            continue  # it is stopped; the next test says that every slip stops
        for text in map(squashed, texts):
            for key, word in kept_back(world, who):
                note(f"{who} must not have {word} of {key}")
                assert squashed(word) not in text


@MANY
@given(world=worlds(), day=DAYS)
def test_a_slip_in_what_would_go_out_stops_the_copy_and_names_its_record(world, day):
    for who in readers(world):
        found, _ = copies(world, who, day)
        stopped = {(slip.record, slip.restriction) for slip in slips(found, Guard(found.guarded))}
        kept = {key for key, _ in kept_back(world, who)}
        going = {item.id for item in found.originals.values()}
        for record, keys in world.planted.items():
            for key in keys & kept:
                assert record not in going or (record, key) in stopped


@SOME
@given(world=worlds(slips=False), day=DAYS)
def test_nobody_learns_that_a_hidden_person_is_there(world, day):
    for who in readers(world):
        _, texts = copies(world, who, day)
        keys = {key for key, _ in kept_back(world, who)}
        for person in world.family.people.values():
            if keys & set(person.restricted) and person.key != who:
                assert not any(person.name.split()[0] in text for text in texts), (who, person.key)


@SOME
@given(world=worlds(restricted=False), day=DAYS)
def test_separate_papers_stay_separate_and_no_detail_goes_along(world, day):
    """F.20, F.40, F.41, F.42, F.44: judged by the records' own words."""
    for who in world.family.people:
        _, texts = copies(world, who, day)
        whole = "\n".join(texts)
        assert "Quill" not in whole
        assert "@example.org" not in whole
        if who != next(iter(world.family.people)):
            assert "Leanne" not in whole
        assert not any(record.id in whole for record in world.records)
        for record in world.records:
            parents = world.family.assessments.get(record.word("assessment"))
            closed = record.kind in {"note", "rating"} or record.on > day
            if closed or (parents and who not in parents.parents and record.about != (who,)):
                assert world.tokens[record.id] not in squashed(whole), (who, record.kind)


@SOME
@given(world=worlds(restricted=False), day=DAYS)
def test_without_a_restriction_nothing_is_missing_from_a_parents_report(world, day):
    for assessment in world.family.assessments.values():
        for who in assessment.parents:
            _, texts = copies(world, who, day)
            text = squashed("\n".join(texts))
            for record in world.records:
                if record.word("assessment") == assessment.key and record.on <= day:
                    assert world.tokens[record.id] in text


@SOME
@given(world=worlds(), day=DAYS)
def test_every_copy_says_the_same_and_numbers_what_it_has(world, day):
    """F.42, F.43: no numbering gap and no trace of what was left out."""
    for who in readers(world):
        found, texts = copies(world, who, day)
        for text in texts:
            assert PRACTICE.audiences.sentence.strip() in " ".join(text.split())
            assert "removed" not in text
            assert "withheld" not in text
        assert [item.id for item in found.ledger.standing] == sorted(item.id for item in found.ledger.standing)
