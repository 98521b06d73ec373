"""The golden thread, recommendations and outcomes: what was asked is answered for each child, or named."""

from datetime import date

from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped
from fsworkbook.report.document import Cite, Table, plain
from fsworkbook.report.finishing import remarks
from fsworkbook.report.quality.course import agencies
from fsworkbook.report.trace import trace
from tests.report_assembly.making import entry, record
from tests.report_assembly.reading import blocks, text, under

ASKED = "We wrote it. One: is Ida safe? Two: what helps Jo? She asked me, “Will you stay?”"


def analysis(section, words, cites=(), child="", **more):
    head = {"child": child} if child else {}
    head |= {"cites": [*cites]} if cites else {}
    return record(
        "analysis", on="2025-05-20", assessment="PA-A", section=section, sections={"account": words}, **head, **more
    )


def unanswered(paper):
    return [item.words for item in remarks(paper) if item.want == "unanswered"]


def test_key_questions_are_followed_to_their_answers(made):
    asked = entry(ASKED, ["M1.Q11"])
    paper = made(asked, analysis("S13.05", "She is.", answers=["Is Ida safe?"]))
    assert unanswered(paper) == ["What helps Jo?"]
    table = under(paper, "4. Purpose of this assessment", 1)
    assert "Is Ida safe?\n13.5 Attitude to the worries" in table
    assert "What helps Jo?\nNot answered yet." in table
    assert "Will you stay?" not in [one.question.words for one in trace(paper).asked]


def test_an_answer_counts_where_answers_belong_and_only_to_the_words_that_were_asked(made):
    asked = entry(ASKED, ["M1.Q11"])
    assert unanswered(made(asked, analysis("S09.01", "She is.", answers=["Is Ida safe?"]))) == [
        "Is Ida safe?",
        "What helps Jo?",
    ]
    anew = entry("Is Ida safe at home?", ["M1.Q11"], corrects=asked.id, recorded="2025-05-01T10:00")
    assert unanswered(made(asked, anew, analysis("S13.05", "She is.", answers=["Is Ida safe?"]))) == [
        "Is Ida safe at home?"
    ]


def test_without_an_entry_the_purpose_may_ask_and_no_question_at_all_is_named(made):
    assert unanswered(made()) == ["No key question is written down as a question."]
    assert unanswered(made(analysis("S04", "I asked:\n\n1. Is Jo safe?\n2. Who helps?"))) == [
        "Is Jo safe?",
        "Who helps?",
    ]


ADVICE = [
    {"what": "safety", "child": "ida", "text": "The order stays.", "by": date(2025, 6, 6), "who": "Sam"},
    {"what": "removal", "child": "ida", "needed": False, "text": "She is safe."},
]


def test_recommendations_stand_child_by_child_with_by_when(made):
    paper = made(analysis("S15", "I recommend this.", recommend=ADVICE))
    tables = [
        block
        for block in blocks(paper.document.blocks)
        if isinstance(block, Table) and block.caption == "For Ida Rowan"
    ]
    (table,) = tables
    assert table.head == ("What", "Recommendation", "Who", "By when")
    assert [plain(cell) for cell in table.rows[0]] == ["To keep Ida safe", "The order stays.", "Sam", "6 June 2025"]
    assert plain(table.rows[1][1]) == "No. She is safe."


def test_what_the_recommendations_leave_open_is_named_and_a_yes_or_no_is_never_assumed(made):
    assert not [gap for gap in made().missing if gap.topic == "recommend"]
    gaps = [
        gap.words for gap in made(analysis("S15", "I recommend.", recommend=ADVICE)).missing if gap.topic == "recommend"
    ]
    assert len(gaps) == 4  # Ida, Jo, the baby, and what is asked once
    assert "Ida be removed" not in gaps[0]
    assert "Should Jo be removed now (yes or no, and why)" in gaps[1]
    assert "the baby" in gaps[2]


def test_every_outcome_stands_with_what_it_means_for_each_child(made):
    options = [{"option": "Stay", "effects": {"ida": "Her own bed.", "bump": "One voice."}}]
    part = under(
        made(analysis("S14.12", "Below.", options=options)), "14.12 What each outcome would mean for the child", 2
    )
    assert "Possible outcome\nFor Ida\nFor the baby\nStay\nHer own bed.\nOne voice." in part


def test_an_outcome_that_passes_over_a_child_is_named(made):
    options = [{"option": "Stay", "effects": {"ida": "Her own bed."}}]
    gaps = [gap for gap in made(analysis("S14.12", "Below.", options=options)).missing if gap.part == "S14.12"]
    assert [gap.words for gap in gaps] == ["what “Stay” would mean for Jo and the baby"]


def test_a_number_in_the_text_leads_to_the_entry_and_what_is_gone_leaves_no_trace(made):
    told = entry("She held him.", ["M2.Q12"])
    gone = record("note", on="2025-05-01", topic="x")
    paper = made(
        told, analysis("S09.10", "She **can [2]** say it [1]. So [2].", [told.id, "2025-05-02-sam-aaaaaaaaaa"]), gone
    )
    assert "She can say it\u00a0[1]. So." in text(paper)
    cites = [
        inline
        for block in blocks(paper.document.blocks)
        for inline in getattr(block, "inlines", ())
        if isinstance(inline, Cite)
    ]
    assert Cite("1", "source-1") in cites


def test_the_trace_names_what_is_used_what_is_left_out_and_what_rests_on_nothing(made):
    used, left = entry("She held him.", ["M2.Q12"]), entry("She sang.", ["M5.Q01"])
    found = trace(made(used, left, analysis("S09.10", "She can [1].\n\nI add this.", [used.id])))
    assert [one.source.record.id for one in found.used] == [used.id]
    assert [one.source.record.id for one in found.left_out] == [left.id]
    assert [one.words for one in found.alone] == ["I add this."]


def test_what_sums_a_child_up_stands_for_all_but_what_is_asked(made):
    gaps = {(gap.part, gap.child) for gap in made(analysis("S11", "Ida grows.", child="ida")).missing}
    assert not [part for part, child in gaps if child == "ida" and part.startswith("S11.") and part != "S11.8"]
    assert {("S11.8", "ida"), ("S11.1", "jo")} <= gaps


def test_the_checklist_names_who_works_with_the_family_outside_the_team(made):
    item = next(one for one in load(shipped()).checklist.items.values() if "agencies" in one.gather)
    assert "outside the team: Community health" in agencies(made(), item).found
