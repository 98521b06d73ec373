"""Each of the 94, 28 and 30 finds what it is there to find, and its guards hold (K3–K5)."""

import re
import shutil

import pytest

from fsworkbook.practice.loading import check, load
from fsworkbook.practice.locating import shipped
from fsworkbook.practice.wordlists import HINT, WARN
from fsworkbook.workbook.plainness.checking import Checker

PHRASES = load(shipped()).phrases


def found(checker, text, **more):
    return {one.ident for one in checker.text(text, **more)}


def spelled(pattern):
    """Words that a pattern finds, made from the pattern itself; None where it needs a name on file."""
    if "@" in pattern:
        return None
    text = re.sub(r"\[[^\]]*\]", "", pattern.replace("^", ""))
    text = re.sub(r"\{([^|}]*)[^}]*\}", r"\1", text).replace("...", "it all")
    return " ".join(text.replace("*", "s" if text.split()[-1].endswith("*") else "").split())


def company(phrase):
    """Words that let a phrase be found: what it needs beside it."""
    return " ".join(spelled(one) for one in (*phrase.beside, *phrase.within) if spelled(one))


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.id)
def test_every_pattern_finds_its_own_words(checker, phrase):
    for pattern in (*phrase.match, *phrase.gentle):
        words = spelled(pattern)
        if words is None:
            continue
        lead = "" if pattern.startswith("^") else "We wrote of "
        text = f"{lead}{words} there and then {company(phrase)}."
        assert phrase.id in found(checker, text), text
        assert not checker.text(f"He said, “{text}”"), text


def test_the_counts_of_the_inventory():
    kinds = {letter: [one.id for one in PHRASES if one.id.startswith(f"K.{letter}")] for letter in "JVG"}
    assert {letter: len(ids) for letter, ids in kinds.items()} == {"J": 94, "V": 28, "G": 30}
    assert all(one.instead for one in PHRASES)


def test_blame_is_a_warning_and_what_is_vague_a_hint():
    assert {one.default for one in PHRASES if one.id.startswith("K.V")} == {WARN}
    assert {one.strength or one.default for one in PHRASES if one.id.startswith("K.G") and not one.lint} == {HINT}


# The column “match and guard” of the inventory: an id, a sentence, whether it is found there.
GUARDS = [
    ("K.J27", "Maisie DNA’d the clinic.", True),
    ("K.J27", "A DNA test was taken.", False),
    ("K.J27", "They asked for DNA paternity testing.", False),
    ("K.J30", "T/C to school.", True),
    ("K.J41", "Supervised contact is on Fridays.", True),
    ("K.J41", "Maisie has contact with her dad.", True),
    ("K.J41", "The contact centre was closed.", True),
    ("K.J41", "I will contact Kerry.", False),
    ("K.J41", "Her contact details are on the form.", False),
    ("K.J41", "Aisha is the emergency contact.", False),
    ("K.J41", "I had contact with the police.", False),
    ("K.J42", "The placement broke down.", True),
    ("K.J42", "He is on a work placement.", False),
    ("K.J42", "She is on a student placement.", False),
    ("K.J42", "The court made a placement order.", False),
    ("K.J43", "His siblings came.", True),
    ("K.J43", "| siblings | two |", False),
    ("K.J47", "Her birth mother rang.", True),
    ("K.J47", "Her birth mother met the foster carer.", False),
    ("K.J48", "He is a care leaver.", True),
    ("K.J48", "A care leaver is entitled to an adviser.", False),
    ("K.J58", "Kerry is accessing the group.", True),
    ("K.J58", "Tyler was accessing websites at night.", False),
    ("K.J61", "Kerry disclosed it.", True),
    ("K.J61", "We asked under the Disclosure Scheme.", False),
    ("K.J61", "He has a Disclosure and Barring check.", False),
    ("K.J62", "She presented as tired.", True),
    ("K.J62", "They are presenting as a couple.", False),
    ("K.J77", "The case is difficult.", True),
    ("K.J77", "Case closed.", True),
    ("K.J77", "Keep a bag packed in case he comes.", False),
    ("K.J77", "The court case is in June.", False),
    ("K.J77", "That is the case.", False),
    ("K.J77", "She packed a suitcase.", False),
    ("K.J80", "His substance misuse worries us.", True),
    ("K.J84", "The plan is rehab home.", True),
    ("K.J84", "He went to drug rehab.", False),
    ("K.J93", "The Local Authority decided.", True),
    ("K.V01", "She fails to protect them.", True),
    ("K.V02", "He failed to attend.", True),
    ("K.V03", "She chose to stay.", True),
    ("K.V03", "Tyler chose to paint.", False),
    ("K.V04", "She refused to leave her partner.", True),
    ("K.V04", "The cat refused to leave.", False),
    ("K.V08", "Both parties hit each other.", True),
    ("K.V08", "Both parties signed the tenancy.", False),
    ("K.V09", "She alleges that he pushed her.", True),
    ("K.V09", "He is to answer for the alleged offence.", False),
    ("K.V09", "She claims universal credit.", False),
    ("K.V11", "He lost his temper and hit her.", True),
    ("K.V20", "Tyler is a runner for them.", True),
    ("K.V20", "Sheila was a good runner in her youth.", False),
    ("K.V22", "She had a clean test.", True),
    ("K.V22", "The kitchen was clean.", False),
    ("K.V22", "He drank alcoholic drinks.", False),
    ("K.V27", "Dad is babysitting.", True),
    ("K.V27", "Sheila is babysitting.", False),
    ("K.V28", "She is a victim.", True),
    ("K.V28", "A victim personal statement was read.", False),
    ("K.G01", "We have concerns.", True),
    ("K.G01", "We have concerns that he shouts.", False),
    ("K.G03", "His play was appropriate.", True),
    ("K.G03", "An appropriate adult sat in.", False),
    ("K.G04", "She engaged well.", True),
    ("K.G04", "They are engaged to be married.", False),
    ("K.G05", "It was positive.", True),
    ("K.G05", "It was positive because Maisie laughed.", False),
    ("K.G05", "His test was positive for cocaine.", False),
    ("K.G10", "He sometimes shouts.", True),
    ("K.G10", "He sometimes shouts, twice a week.", False),
    ("K.G10", "He sometimes shouts. It was on Friday and Sunday.", False),
    ("K.G10", "He sometimes shouts. She put it as “most days”.", False),
    ("K.G11", "We meet soon.", True),
    ("K.G11", "Ring as soon as he comes.", False),
    ("K.G12", "This is ongoing, since 4 March.", True),
    ("K.G14", "It was felt that he was calm.", True),
    ("K.G14", "It was agreed by Kerry and me.", False),
    ("K.G15", "He seems sad.", True),
    ("K.G15", "He seems sad because he cried.", False),
    ("K.G20", "There was significant change.", True),
    ("K.G20", "There was significant harm.", False),
    ("K.G23", "Clearly he was cross.", True),
    ("K.G23", "She speaks clearly.", False),
    ("K.G24", "There are historical concerns.", True),
    ("K.G24", "I read the historical records.", False),
    ("K.G25", "He was under the influence.", True),
    ("K.G25", "He was under the influence of drink.", False),
    ("K.L15", "He always shouts.", True),
    ("K.L15", "Kerry said he always shouts.", False),
    ("K.L15", "I would always tell her.", False),
    ("K.L03", "The XYZ came.", True),
    ("K.L03", "The NHS and the GP came at 9 am.", False),
    ("K.L03", "We read part IV and part VII.", False),
    ("K.L03", "DC Farrow came.", False),
    ("K.L03", "He wrote NO SHOUTING on the door.", False),
    ("K.L03", "The extra youth zone (XYZ) opened. The XYZ is warm.", False),
    ("K.L03", "The XYZ (extra youth zone) opened. The XYZ is warm.", False),
    ("K.J04", "She is on a child protection plan (CPP). The CPP ends in May.", False),
    ("K.J05", "The core group (the few people who carry out the plan) met.", False),
    ("K.J68", "## Parenting capacity", False),
    ("K.L12", "I spoke with Rupert there.", True),
    ("K.L12", "I spoke with Kerry and Mrs Okafor in Saltmere on Monday.", False),
    ("K.L12", "I spoke with Kerry Smithson.", True),
]


@pytest.mark.parametrize(("ident", "text", "there"), GUARDS, ids=[f"{ident} {text}" for ident, text, _ in GUARDS])
def test_a_guard_of_the_inventory(checker, ident, text, there):
    assert (ident in found(checker, text)) is there


SELVES = [
    ("social-worker", "The social worker visited.", True),
    ("social-worker", "SW visited and the social worker wrote.", True),
    ("recovery-worker", "The social worker visited.", False),
    ("social-worker", "Tyler’s last social worker visited.", False),
    ("social-worker", "The social worker from Carrowby visited.", False),
    ("social-worker", "The social worker, Priya Nandakumar, visited.", False),
    ("social-worker", "Maisie told the worker about it.", False),
    ("tutor", "The writer visited.", True),
    ("", "This worker visited.", True),
]


@pytest.mark.parametrize(("role", "text", "there"), SELVES, ids=[text for _, text, _ in SELVES])
def test_only_oneself_in_the_third_person(checker, role, text, there):
    assert ("K.L01" in found(checker, text, role=role)) is there


def test_a_report_is_read_more_strictly(checker):
    text = "Maisie is at risk of significant harm."
    assert [one.strength for one in checker.text(text)] == [HINT]
    assert [one.strength for one in checker.text(text, paper=True)] == [WARN]
    assert not checker.text("Her attachment style is known.", section="S13.02")


def test_a_term_is_explained_once_in_a_paper(checker):
    told = set()
    assert checker.text("Significant harm (harm that the law calls serious) was found.", told=told, paper=True) == ()
    assert checker.text("It was significant harm.", told=told, paper=True) == ()


COUNCIL = """
off = ["K.J43", "K.L15"]
acronyms = ["HCC"]
titles = ["Stronger Families Hub", "Peers Together"]

[[phrase]]
id = "HC.1"
lint = "K.L02"
avoid = "pathway"
instead = "what happens next"
match = ["pathway*", "{step|stage} plan"]
strength = "warn"
source = "our council"
"""


@pytest.fixture
def council(tmp_path):
    folder = tmp_path / "ours"
    shutil.copytree(shipped(), folder)
    (folder / "council-words.toml").write_text(COUNCIL, encoding="utf-8")
    return folder


def test_a_council_adds_and_switches_off(council):
    assert check(council) == []
    checker = Checker(load(council))
    assert found(checker, "The siblings always have a pathway.") == {"HC.1"}
    assert found(checker, "The HCC runs Peers Together.") == set()


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('"K.J43", ', '"K.J99", ', "“K.J99” is not the id of a lint or of a phrase."),
        ('lint = "K.L02"', 'lint = "K.L99"', "There is no lint “K.L99” in lints.toml."),
        ('lint = "K.L02"\n', "", "“HC.1” needs “lint”"),
        ('id = "HC.1"', 'id = "K.J01"', "The id “K.J01” is used in"),
        ('"pathway*"', '"{pathway|way"', "a bracket in it does not close"),
        ('"pathway*"', '"pa*"', "fewer than three letters stand before a star"),
        ('strength = "warn"', 'strength = "stop"', "“stop” is not one of: warn, hint."),
        ('avoid = "pathway"', 'avoids = "pathway"', "“avoids” is not a known key here. Did you mean “avoid”?"),
    ],
)
def test_what_is_wrong_with_a_councils_words_is_named(council, before, after, says):
    assert before in COUNCIL
    (council / "council-words.toml").write_text(COUNCIL.replace(before, after), encoding="utf-8")
    assert any(says in str(problem) for problem in check(council)), check(council)


def test_lints_of_kinds_that_are_not_there_are_named(council):
    path = council / "lints.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"visit"', '"visite"'), encoding="utf-8")
    assert any("There is no kind of record “visite”" in str(problem) for problem in check(council))
