"""The paper as a whole: its order, its title, its gaps, its facts and its signatures."""

from datetime import date

from fsworkbook.report.assessment import assemble
from fsworkbook.report.document import Heading, Picture, Signature, plain
from fsworkbook.report.parts import number
from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.registry import read_family
from tests.report_assembly.making import TABLE, entry, record
from tests.report_assembly.reading import gaps, headings, targets, text, under


def analysis(section, words, cites=(), child="", **more):
    head = {"assessment": "PA-A", "section": section, "cites": list(cites)} | ({"child": child} if child else {})
    return record("analysis", on="2025-05-20", sections={"account": words}, **head, **more)


def test_the_sections_are_the_outlines_in_its_order(made, practice):
    outline = [f"{number(section.id)}. {section.heading}" for section in practice.sections]
    assert headings(made(), 1) == outline
    before_birth = [f"{number(one.id)}. {one.heading}" for one in practice.sections if one.when]
    assert len(outline) == 20
    assert headings(made(key="PA-B"), 1) == [one for one in outline if one not in before_birth]


def test_the_title_names_the_parents(made):
    assert made().document.title == "Parenting and pre-birth assessment of Ana Rowan"
    assert made(key="PA-B").document.title == "Parenting assessment of Ben Sharpe"


def test_every_page_says_that_it_is_a_draft_for_the_team(made):
    paper = made().document
    assert paper.draft
    assert paper.banners == ("For the team only",)


def test_the_gaps_that_are_listed_are_the_gaps_that_stand(made):
    told = entry("She held him.", ["M1.Q06", "M1.Q08"])
    paper = made(told, analysis("S09.07", "I think she sees it.", [told.id]))
    assert paper.missing
    assert f"{len(paper.missing)} things are still to be written" in text(paper)
    boxes = " ".join(gaps(paper))
    for gap in paper.missing:
        if gap.part != gap.section:
            assert gap.number in boxes
        if gap.want == "fact" or (gap.want == "nothing" and gap.part != gap.section):
            assert gap.words in boxes
    stood = sum(box.count(" · ") + 1 for box in gaps(paper) if "Nothing is recorded on th" in box)
    assert stood == len([gap for gap in paper.missing if gap.want == "nothing" and gap.part != gap.section])
    whole = [box for box in gaps(paper) if box.startswith("this section")]
    assert len(whole) == len([gap for gap in paper.missing if gap.want != "fact" and gap.part == gap.section])
    assert "9.7" not in boxes


def test_a_part_in_which_a_goal_stands_is_not_one_on_which_nothing_is_recorded(made):
    goal = record("goal", by="tia", about=["ana"], children=["ida"], sections={"task": "Half an hour alone with Ida"})
    wants = [{gap.want for gap in made(*told).missing if gap.part == "S13.07"} for told in ((), (goal,))]
    assert wants == [{"nothing"}, {"analysis"}]
    assert "Half an hour alone with Ida" in text(made(goal))


def test_what_nothing_is_recorded_on_is_one_or_several(made, practice):
    (box,) = [box for box in gaps(made()) if "9.1 " in box]
    assert box.endswith("Nothing is recorded on these yet.")
    every = [question.id for question in practice.fed_by("S09.01")]
    alone = [
        record("analysis", on="2025-05-20", assessment="PA-A", section=item.id, sections={"account": "So it is."})
        for item in practice.section("S09").items[1:]
    ]
    (box,) = [box for box in gaps(made(*alone)) if "9.1 " in box]
    assert every
    assert box.endswith("Nothing is recorded on this yet.")


def test_one_child_is_a_child_and_a_brother_is_told_of_each(made):
    one, three = text(made(key="PA-B")), text(made())
    assert "Child\nJo Rowan" in one
    assert "Children\nIda Rowan, Jo Rowan and Baby Rowan" in three
    assert "Half-sister of Jo and the baby" in three
    assert "Half-brother of Ida and the baby" in one


def test_the_family_tree_ends_its_section_so_that_nothing_of_it_stands_behind_its_page(made, practice):
    asked = [question.id for question in practice.fed_by("S03")]
    paper = made(entry("Her mother lives near.", asked[:1]))
    at = next(place for place, block in enumerate(paper.document.blocks) if isinstance(block, Picture))
    before, after = paper.document.blocks[at - 1], paper.document.blocks[at + 1]
    assert plain(before.blocks[0].inlines) == "Her mother lives near."
    assert isinstance(after, Heading)


def test_where_nobody_recorded_a_home_is_told_as_that(made):
    composed = under(made(), "2. Family composition", 1)
    assert "not recorded" in composed.partition("Nell Rowan")[2].partition("not asked")[0]
    assert "not yet born" in composed.partition("Baby Rowan")[2].partition("Ana Rowan")[0]


def test_an_observation_that_bears_on_a_part_is_named_by_its_day_and_who_saw_it(made):
    seen = record(
        "review",
        on="2025-03-18",
        by="tia",
        about=["ana"],
        children=["ida"],
        form="attachment",
        sections={"greeting": "ran to her"},
    )
    assert "Bears on this: Observation of a parent and a child, 18 March 2025, Tia" in text(made(seen))


def test_the_guidance_is_never_printed(made, practice):
    printed = text(made(entry("She held him.", list(practice.questions)[:40])))
    for section in practice.sections:
        for words in (section.contains, section.note, *section.prompts):
            assert not words or words not in printed
        shown = {place.heading for other in practice.sections for place in (other, *other.items)}
        assert not [item.id for item in section.items if item.text not in shown and item.text in printed]


def test_an_analysis_stands_first_with_what_it_rests_on(made):
    told = entry("She held him.", ["M2.Q12"])
    visit = record("visit", on="2025-03-01", children_seen=["ida"], where="home", session="home-announced")
    paper = made(told, visit, analysis("S09.10", "I think she **knows** what she missed.", [told.id, visit.id]))
    part = under(paper, "9.10 What the parent takes from their own childhood", 2)
    assert part.index("I think she knows") < part.index("[1] [2]")
    assert "Sam Wells, 20 May 2025; rests on [1] [2]" in part
    assert {"source-1", "source-2"} <= set(targets(paper.document.blocks))
    assert ("S09.10", "analysis") not in {(gap.part, gap.want) for gap in paper.missing}


def test_a_citation_leads_to_what_stands_now(made):
    wrong = entry("He is seven.", ["M2.Q12"])
    right = entry("He is nine.", ["M2.Q12"], corrects=wrong.id, recorded="2025-03-20T10:00")
    paper = made(wrong, right, analysis("S09.10", "A boy of nine.", [wrong.id]))
    assert paper.sources[wrong.id].record.id == right.id
    assert "rests on [1]" in text(paper)


def test_an_analysis_of_one_child_stands_under_that_child(made):
    paper = made(
        analysis("S11.1", "Ida grows well.", child="ida"), analysis("S12", "The baby asks for calm.", child="bump")
    )
    assert "Ida grows well." in under(paper, "Ida Rowan", 2)
    assert "The baby asks for calm." in under(paper, "12. The child’s wishes and feelings", 1)
    assert ("S11.1", "jo") in {(gap.part, gap.child) for gap in paper.missing}
    assert ("S11.1", "ida") not in {(gap.part, gap.child) for gap in paper.missing}


def test_an_analysis_without_a_place_is_printed_all_the_same(made):
    lost = record("analysis", assessment="PA-B", section="S11B", sections={"account": "The cot is ready."})
    assert "The cot is ready." in under(made(lost, key="PA-B"), "Other entries", 1)


def test_the_composition_names_each_person_and_what_they_are_to_each_child(made):
    status = record("status", child="ida", status="cp_emotional", **{"from": date(2025, 2, 26)})
    later = record("status", on="2025-06-10", child="ida", status="s17_cin", **{"from": date(2025, 6, 10)})
    table = under(made(status, later), "2. Family composition", 1)
    assert "11 November 2015 (9\u00a0years)" in table
    assert "due 22 June 2025 (36 weeks + 5 days of pregnancy)" in table
    assert "Mother of Ida and Jo; expected mother of the baby" in table
    assert "Half-sister of Jo and the baby" in table
    assert "Grandmother (mother's side) of Ida, Jo and the baby" in table.replace("’", "'")
    assert "Child protection plan: emotional abuse, since 26 February 2025" in table
    assert "2 New Road" in table
    assert "Old Road" not in table
    assert "status and plan: Jo Rowan and Baby Rowan" in table


def test_the_tree_in_words_has_three_generations_and_says_who_is_not_known(made):
    tree = under(made(), "3. Genogram", 1)
    assert "Nell Rowan (55 years) has a child: Ana Rowan (29 years)." in tree
    assert "Ana Rowan and a father who is not known." in tree
    assert "The father of Ida Rowan is not known, and so that side of the family is missing." in tree
    assert "who both parents are of Ida and the baby" in tree


def test_sessions_are_told_once_from_visits_and_entries(made):
    visit = record("visit", children_seen=["ida"], seen_alone=["ida"], where="school", session="school")
    same = entry("Ida drew.", ["M4.Q04"], ["ida"], where="School", seen_alone=["ida"])
    alone = entry("Ana cooked.", ["M5.Q01"], on="2025-03-20", where="home")
    missed = record(
        "visit", on="2025-03-21", children=["jo"], missed_by="family-could-not", reason="Jo was ill", session="daytime"
    )
    section = under(made(visit, same, alone, missed), "6. Sources of information and plan", 1)
    assert section.count("14 Mar 2025") == 2  # among the sessions, and in the words of the chart
    assert "Ida (alone)" in section
    assert "The family could not. Jo was ill" in section
    assert "Not seen." in section
    assert "when Jo Rowan was seen" in section
    assert "Una Marsh\nHealth visitor\nCommunity health" in section


def test_the_signatures_stand_in_their_order(made):
    signed = [block.label for block in made().document.blocks if isinstance(block, Signature)]
    assert signed == ["Sam Wells, Social worker", "Ana Rowan", "Mia Moss, Team manager"]


def test_comments_of_the_parents_stand_above_their_signature(made):
    paper = made(entry("You came five times in a week.", ["M8.Q04"]))
    assert "You came five times in a week." in under(paper, "17. Parents’ signature and comments", 1)


def test_an_assessment_without_anything_is_still_a_paper(made):
    paper = made()
    assert not paper.sources
    assert "Sources" not in headings(paper, 1)
    assert {gap.want for gap in paper.missing} == {"fact", "nothing"}


def test_too_few_generations_want_a_reason_until_it_is_given(practice):
    small = read_family(TABLE | {"relation": [row for row in TABLE["relation"] if row["a"] != "nell"]}, "rowan")

    def paper(*records):
        return assemble(small.assessments["PA-A"], small, practice, ledger(records), date(2025, 5, 30))

    assert "why the tree has fewer than three generations" in " ".join(gaps(paper()))
    assert "fewer than" not in " ".join(gaps(paper(analysis("S03", "Ana grew up in care."))))
