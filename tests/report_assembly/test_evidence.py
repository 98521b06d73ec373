"""Each entry stands in full once, in the part that most of its questions feed; nothing is dropped."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from tests.report_assembly.making import entry, record
from tests.report_assembly.reading import anchors, headings, targets, text, under

QUESTIONS = sorted(load(shipped()).questions)
CHILDREN = ["ida", "jo", "bump"]


@st.composite
def entries(draw):
    """Entries of every shape, with marks in place of words, and which marks must be printed."""
    found, marks, others = [], [], []
    for number in range(draw(st.integers(1, 8))):
        questions = draw(st.lists(st.sampled_from([*QUESTIONS, "M9.Q99"]), max_size=5, unique=True))
        children = draw(st.lists(st.sampled_from([*CHILDREN, "stranger"]), unique=True))
        mine = draw(st.booleans())
        sections, declined = {}, []
        for name in questions:
            form = draw(st.sampled_from(["told", "answered", "child", "declined"])) if name in QUESTIONS else "told"
            section = f"{name}.{draw(st.sampled_from(CHILDREN))}" if form == "child" else name
            if form != "told":
                sections[section] = f"mark{number}{name.replace('.', '')}x"
            declined += [name] if form == "declined" else []
        if len(sections) < len(questions) or not questions:
            sections["account"] = f"mark{number}accountx"
        for aside in draw(st.lists(st.sampled_from(["meaning", "why-child", "odd"]), unique=True)):
            sections[aside] = f"mark{number}{aside.replace('-', '')}x"
        on = f"2025-03-{draw(st.integers(1, 28)):02}"
        head = {"assessment": "PA-A" if mine else "PA-B", "children": children, "not_applicable": declined}
        head["questions"] = [name for name in questions if name not in declined]
        found.append(record(on=on, sections=sections, **head))
        (marks if mine else others).extend(sections.values())
    return found, marks, others


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=entries())
def test_every_word_stands_once_and_no_other_assessments(made, told):
    found, marks, others = told
    paper = made(*found)
    printed = text(paper)
    assert {mark: printed.count(mark) for mark in marks} == dict.fromkeys(marks, 1)
    assert not [mark for mark in others if mark in printed]
    every = anchors(paper)
    assert len(every) == len(set(every))
    assert set(targets(paper.document.blocks)) <= set(every)
    for source in paper.sources.values():
        assert source.anchor in every


def test_an_account_stands_where_most_of_its_questions_lead(made):
    paper = made(entry("She held him.", ["M1.Q06", "M1.Q08"]))  # both feed S13.05; one each S04 and S09.07
    assert "She held him." in under(paper, "13.5 Attitude to the worries, insight and responsibility", 2)
    assert "Bears on this: [1] 14 March, Sam" in under(paper, "4. Purpose of this assessment", 1)
    assert "Bears on this: [1] 14 March, Sam" in under(paper, "9.7 Understanding and accepting the worries here", 2)


def test_the_next_account_with_the_same_claim_goes_to_the_emptier_part(made):
    paper = made(entry("First words.", ["M5.Q15"]), entry("Second words.", ["M5.Q15"], on="2025-03-15"))
    assert "First words." in under(paper, "9.2 Ensuring safety", 2)
    assert "Second words." in under(paper, "9.5 Guidance and boundaries", 2)


def test_answers_of_their_own_stand_in_their_own_parts_under_the_question(made, practice):
    answers = {"M5.Q01": "Porridge each morning.", "M2.Q12": "Her mother sang.", "meaning": "She knows what care is."}
    paper = made(record(assessment="PA-A", children=["ida"], questions=["M5.Q01", "M2.Q12"], sections=answers))
    care = under(paper, "9.1 Basic care", 2)
    assert "Porridge each morning." in care
    assert practice.questions["M5.Q01"].text in care
    assert "Her mother sang." not in care
    assert text(paper).count("What it means: She knows what care is.") == 1


def test_a_summary_and_recommendations_do_not_take_an_account(made):
    paper = made(entry("They want to stay together.", ["M1.Q07", "M1.Q09"]))
    assert "They want to stay together." in under(paper, "13.3 The parents’ strengths and difficulties", 2)


def test_what_feeds_only_a_tip_feeds_its_section_and_no_tip_is_printed(made, practice):
    paper = made(entry("We used the scale.", ["M1.Q14"]))
    assert "We used the scale." in text(paper)
    for section in practice.sections:
        for item in section.items:
            assert item.text not in text(paper) or item.text == item.heading or not item.tip
            assert not (item.tip and item.heading in text(paper))


def test_what_no_part_asks_for_stands_at_the_end(made):
    assert "Papers were signed." in under(made(entry("Papers were signed.", ["M1.Q24"])), "Other entries", 1)


def test_a_correction_stands_in_place_and_says_who_put_it_right(made):
    wrong = entry("He is seven.", ["M4.Q01"], ["ida"])
    right = entry("She is nine.", ["M4.Q01"], ["ida"], by="tia", corrects=wrong.id, recorded="2025-03-20T10:00")
    paper = made(wrong, right)
    assert "He is seven." not in text(paper)
    assert "She is nine." in text(paper)
    assert "14 March 2025 · Sam Wells" in text(paper)
    assert "put right by Tia Byrne on 20 March 2025" in text(paper)


def test_a_struck_entry_is_gone_and_numbers_close_up(made):
    gone, stays = entry("Wrong family.", ["M4.Q01"]), entry("Right family.", ["M4.Q01"], on="2025-03-15")
    strike = record("strike", on="2025-03-16", strikes=gone.id, reason="mixed up")
    paper = made(gone, stays, strike)
    assert "Wrong family." not in text(paper)
    assert [source.number for source in paper.sources.values()] == [1]


def test_at_a_day_the_paper_holds_what_was_recorded_by_then(made):
    early = entry("Known early.", ["M4.Q01"])
    late = entry("Told later.", ["M4.Q01"], recorded="2025-04-20T09:00")
    paper = made(early, late, at=date(2025, 4, 1))
    assert "Known early." in text(paper)
    assert "Told later." not in text(paper)
    assert "Nell's, 1 Old Road" in under(paper, "1. Assessment details", 1)
    assert "9 years" in text(paper)
    assert paper.document.made == date(2025, 4, 1)


def test_does_not_apply_is_said_with_its_reason(made):
    paper = made(
        record(assessment="PA-A", children=["bump"], not_applicable=["M6.Q11"], sections={"M6.Q11": "Not born yet."}),
    )
    assert text(paper).count("Does not apply: Not born yet.") == 1
    assert not [gap for gap in paper.missing if (gap.part, gap.child) == ("S11.2", "bump")]


def test_typed_markdown_is_read_and_names_are_not(made):
    paper = made(entry("She said **no** and\n\n- left\n- came back", ["M4.Q01"]))
    assert "She said no and" in text(paper)
    assert "**" not in text(paper)


def test_each_child_has_a_heading_with_only_what_concerns_it(made):
    paper = made(entry("Ida draws.", ["M4.Q04"], ["ida"]), entry("Jo hides.", ["M4.Q05"], ["jo"]))
    section = under(paper, "12. The child’s wishes and feelings", 1)
    assert headings(paper, 2).count("Baby Rowan") == 2
    assert "Ida draws." in section or "Ida draws." in under(paper, "11. The child’s developmental needs", 1)
    for name, strange in (("Jo Rowan", "Ida draws."), ("Ida Rowan", "Jo hides."), ("Baby Rowan", "Ida draws.")):
        assert strange not in under(paper, name, 2)
