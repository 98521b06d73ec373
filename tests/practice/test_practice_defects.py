"""Each kind of defect is reported in a plain sentence with the file and the line where it stands."""

from __future__ import annotations

import pytest

from fsworkbook.errors import BadInput
from fsworkbook.practice.checking import READERS
from fsworkbook.practice.files import FILES
from fsworkbook.practice.loading import check, load


def edit(folder, file, old, new):
    """Replace a text that stands once or more in a file (its first), and return the line that it stood on."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


DEFECTS = [
    # file, text to replace, by what, lines from the replaced text to the one named, what the sentence says
    ("modules/3.toml", 'id = "M3.Q02"', 'id = "Q2"', 0, "“Q2” has not the form that “id” has here, such as “M3.Q02”"),
    ("modules/3.toml", 'id = "M3.Q02"', 'id = "M3.Q01"', 0, "The id “M3.Q01” is used twice"),
    ("modules/3.toml", 'id = "M3.Q02"', 'id = "M4.Q99"', 0, "stands in module 3: its id must begin “M3.”"),
    ("modules/3.toml", 'id = "M3.A1"', 'id = "M3.Q02"', 0, "“M3.Q02” has not the form"),
    (
        "modules/3.toml",
        'feeds = ["S09.08", "S14.01"]',
        'feeds = ["S09.77"]',
        0,
        "feeds “S09.77”, which outline.toml does not have",
    ),
    ("modules/3.toml", 'feeds = ["S09.08", "S14.01"]', 'feeds = "S09.08"', 0, "“feeds” must be a list of texts"),
    ("modules/3.toml", 'kind = "ASK"', 'kind = "ASKED"', 0, "“ASKED” is not a kind of question: ASK, CHILD"),
    ("modules/3.toml", 'kind = "ASK"', "kind = 3", 0, "“kind” must be text in quotes"),
    ("modules/3.toml", 'kind = "ASK"\n', "", -1 - 1, "“M3.Q01” needs “kind”"),
    ("modules/3.toml", 'kind = "ASK"', 'kinds = "ASK"', 0, "“kinds” is not a known key here. Did you mean “kind”?"),
    ("modules/3.toml", 'per = "parent"', 'per = "aunt"', 0, "“aunt” is not one of: parent, child"),
    ("modules/3.toml", "number = 3", 'number = "3"', 0, "“number” must be a whole number"),
    ("modules/3.toml", "number = 3", "number = 4", 0, "Module 4 must stand in the file modules/4.toml"),
    ("modules/3.toml", "number = 3", "number = true", 0, "“number” must be a whole number"),
    ("modules/3.toml", "[[outcome]]", "[[outcomes]]", 0, "“outcomes” is not a known key here"),
    ("modules/3.toml", 'kind = "ASK"', 'module = 5\nkind = "ASK"', 0, "leave “module” out"),
    ("modules/3.toml", "[[question]]", "[question]", 0, "This is not TOML"),
    ("council.toml", "module = 5", "module = 12", 0, "There is no module 12 to ask this beside"),
    ("council.toml", 'id = "CQ.2"', 'id = "CQ.1"', 0, "The id “CQ.1” is used twice"),
    ("council.toml", 'id = "CQ.2"', 'id = "M3.Q02"', 0, "The id “M3.Q02” is used in modules/3.toml already"),
    ("outline.toml", 'id = "S09.02"', 'id = "S09.01"', 0, "The id “S09.01” is used twice"),
    ("outline.toml", 'id = "S09.02"', 'id = "S10.2"', 0, "its id must begin “S09.”"),
    ("outline.toml", 'source_kind = "META"', 'source_kind = "MAGIC"', 0, "“MAGIC” is not one of: MODULES"),
    ("outline.toml", 'repeat = "child"', 'repeat = "parent"', 0, "“parent” is not one of: child"),
    ("outline.toml", "tip = true", 'tip = "yes"', 0, "“tip” must be true or false"),
    ("outline.toml", 'limit = "summary_max_words"', 'limit = "a page"', 0, "There is no timescale “a page”"),
    ("outline.toml", 'heading = "Basic care"', 'heading = ""', 0, "“heading” must not be empty"),
    ("outline.toml", 'signer = "lead"', 'signer = "aunt"', 0, "“aunt” is not one of: lead, parents, decider"),
    ("papers.toml", 'from = ["S04"]', 'from = ["S77"]', 0, "The report has no part “S77”"),
    ("papers.toml", 'from = ["S04"]', "asked = false", -2, "“why” is either asked or taken `from` parts of the report"),
    ("papers.toml", 'action = "lead-assessment"', 'action = "dance"', 0, "There is no action “dance”"),
    ("papers.toml", 'id = "short"', 'id = "letter"', 41, "The id “letter” is used twice"),
    ("kinds.toml", 'source = "A (DER)"\n', "", -4, "“ASK” needs “source”"),
    ("roles.toml", 'id = "recovery-worker"', 'id = "Recovery worker"', 0, "has not the form"),
    (
        "permissions.toml",
        'team-manager = "R", social',
        'team-manger = "R", social',
        0,
        "There is no role “team-manger” in roles.toml",
    ),
    (
        "permissions.toml",
        'outside = "D" }',
        'outside = "X" }',
        0,
        "“X” has not the form that “may” has here, such as “D”",
    ),
    (
        "permissions.toml",
        'action = "allocate"',
        'action = "open-workbook"',
        0,
        "The action “open-workbook” is named twice",
    ),
    ("ratings.toml", "caution = 2", "caution = 3", 0, "“amber” and “red” have the same rank of caution"),
    ("statuses.toml", 'plan = "enquiry"', 'plan = "quest"', 0, "There is no [[plan]] with the id “quest”"),
    ("relations.toml", 'other = "child" }', 'other = "sprog" }', 0, "The inverse “sprog” is no relation of this file"),
    ("relations.toml", 'inverse = { other = "cousin" }', "inverse = {}", 0, "The inverse of “cousin” needs “other”"),
    ("relations.toml", 'line = "cousin"', 'line = "cuz"', 0, "“cuz” is not one of: parent, child"),
    ("relations.toml", "certain = false", 'certain = "no"', 0, "“certain” must be true or false"),
    ("attachments.toml", 'consent = "drawings"', 'consent = "toys"', 0, "There is no matter “toys” in consents.toml"),
    ("consents.toml", 'role = "psychologist"', 'role = "healer"', 0, "There is no role “healer” in roles.toml"),
    (
        "summaries.toml",
        'allocated_role = "social-worker"',
        'allocated_role = "lead"',
        0,
        "There is no role “lead” in roles.toml",
    ),
    ("summaries.toml", 'allocated_role = "social-worker"\n', "", None, "This file needs “allocated_role”"),
    ("timescales.toml", 'unit = "words"', 'unit = "pages"', 0, "“pages” is not one of"),
    ("timescales.toml", 'owner = "team-manager"', 'owner = "boss"', 0, "There is no role “boss” in roles.toml"),
    ("timescales.toml", 'trigger = ["decision"]', 'trigger = ["whim"]', 0, "“whim” has not the form"),
    (
        "timescales.toml",
        'late_from = "summary_working"',
        'late_from = "never"',
        0,
        "no [[timescale]] with the id “never”",
    ),
    (
        "timescales.toml",
        'met_by = ["meeting.core-group"]',
        'met_by = ["meeting.tea"]',
        0,
        "There is no meeting “tea” in this model",
    ),
    ("timescales.toml", 'unit = "calendar days"', 'unit = "words"', 0, "A clock counts calendar days"),
    ("calendar.toml", 'nation = "england"', 'nation = "france"', 0, "“france” is not one of"),
    (
        "contradictions.toml",
        'timescales = ["summary"]',
        'timescales = ["sum"]',
        0,
        "There is no timescale “sum” in timescales.toml",
    ),
    ("audiences.toml", 'by = "domestic-abuse-practitioner"', 'by = "dap"', 0, "There is no role “dap” in roles.toml"),
    ("audiences.toml", 'never_to = "domestic-abuse-officer"', 'never_to = "dao"', 0, "There is no role “dao” in roles"),
    (
        "audiences.toml",
        'never_to = "domestic-abuse-officer"',
        'never_to = "domestic-abuse-practitioner"',
        0,
        "“domestic-abuse-practitioner” records cannot be kept from itself",
    ),
    ("audiences.toml", 'kinds = ["note", "risk"]', 'kinds = ["notes"]', 0, "no kind of record “notes” in records.toml"),
    ("audiences.toml", 'coarse = ["visit"]', 'coarse = ["visits"]', 0, "no kind of record “visits” in records.toml"),
    ("audiences.toml", 'unassessed = ["status"]', 'unassessed = ["state"]', 0, "no kind of record “state” in records"),
    ("audiences.toml", 'parts = ["child"]', 'parts = ["kid"]', 0, "There is no part “kid” in people.toml"),
    ("audiences.toml", 'parts = ["child"]', 'parts = ["carer"]', 0, "Somebody who is “carer” is the reader “parent”"),
    ("practice.toml", "version = 1", "version = 1.5", 0, "“version” must be a whole number"),
    ("practice.toml", "version = 1", "version = ", 0, "This is not TOML"),
]


@pytest.mark.parametrize(("file", "old", "new", "down", "told"), DEFECTS, ids=[f"{d[0]}: {d[4]}" for d in DEFECTS])
def test_a_defect_is_reported_where_it_stands(copied, file, old, new, down, told):
    line = edit(copied, file, old, new)
    found = [problem for problem in check(copied) if told in problem.text]
    assert found, check(copied)
    assert found[0].file == file
    if told == "This is not TOML":
        return  # the parser says where it gave up, which may be later
    assert found[0].line == (1 if down is None else line + down)
    assert str(found[0]).startswith(f"{file}:{found[0].line}: ")
    assert all(problem.text.endswith((".", "?")) for problem in found)


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_named_at_once(copied, file):
    (copied / file).unlink()
    with pytest.raises(BadInput, match=rf"^{file}:1: This file is missing"):
        load(copied)
    assert f"{file}:1: This file is missing from the practice model." in map(str, check(copied))


def test_a_model_without_modules(copied):
    for path in (copied / "modules").iterdir():
        path.unlink()
    with pytest.raises(BadInput, match="at least one module"):
        load(copied)
    assert any("at least one module" in problem.text for problem in check(copied))


def test_no_folder(tmp_path):
    with pytest.raises(BadInput, match="There is no practice model at"):
        load(tmp_path / "nowhere")


@pytest.mark.parametrize("file", [*FILES, "modules/3.toml", "council.toml"])
def test_a_file_that_is_empty_or_not_text_is_reported(copied, file):
    (copied / file).write_bytes(b"\n\n# \xff\n")
    assert f"{file}:3: This is not UTF-8 text. Save the file as UTF-8." in map(str, check(copied))
    (copied / file).write_bytes(b"")
    assert file == "council.toml" or any(problem.file == file for problem in check(copied))


def test_a_file_with_a_name_that_nobody_reads(copied):
    (copied / "rating.toml").write_text("", encoding="utf-8")
    assert [str(problem) for problem in check(copied)] == ["rating.toml:1: This is no file of a practice model."]


def test_everything_is_reported_at_once(copied):
    edit(copied, "ratings.toml", "caution = 2", 'caution = "two"')
    edit(copied, "roles.toml", 'code = "SW"', "code = 1")
    edit(copied, "modules/8.toml", 'kind = "ASK"', 'kind = "ASKED"')
    edit(copied, "modules/8.toml", "purpose", "porpoise")
    assert sorted({problem.file for problem in check(copied)}) == ["modules/8.toml", "ratings.toml", "roles.toml"]
    assert len(check(copied)) == 5  # “porpoise” is not known, and “purpose” is missing


def test_a_part_lists_all_its_defects_when_it_is_read_and_other_parts_still_work(copied):
    edit(copied, "ratings.toml", "caution = 2", 'caution = "two"')
    edit(copied, "ratings.toml", 'letter = "R"', "letter = 1")
    practice = load(copied)
    assert practice.roles
    with pytest.raises(BadInput) as told:
        _ = practice.ratings
    assert [line.split(": ")[0].split(":")[0] for line in str(told.value).splitlines()] == ["ratings.toml"] * 2


def test_every_file_has_its_reader():
    assert tuple(READERS) == FILES
