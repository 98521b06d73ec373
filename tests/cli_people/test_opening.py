"""A family is opened from a file: what is kept, what becomes a record, and every fault, before anything is written."""

import tomllib

import pytest

from tests.cli_people.conftest import FAMILY, RECORDS


def test_the_file_becomes_family_toml_with_its_comments(load):
    path, *ids = load.took("new-family", stdin=FAMILY)
    assert path == str(load.place / "carrick")
    assert ids == []
    text = load.text()
    for line in FAMILY.splitlines():
        assert line in text.splitlines()
    table = load.table()
    assert table["format"] == 1
    assert str(table["opened"]) == "2025-04-14"
    assert table["practice"] == {"model": "family-safeguarding", "version": 1}
    assert [row["key"] for row in table["relation"]][:2] == ["r-kerry-tyler", "r-kerry-maisie"]
    assert table["couple"][0]["key"] == "c-kerry-daniel"
    assert [row["key"] for row in table["household"]] == ["h-sheila", "h-daniel"]
    assert table["assessment"][0]["key"] == "PA-K"
    assert table["order"][0]["key"] == "nmo1"


def test_opening_is_the_first_commit_by_who_acts(load):
    load.took("new-family", "--as", "alison", stdin=FAMILY)
    assert load.git("log", "--format=%s|%an|%ae") == "open · carrick · 2025-04-14|Alison Tranter|alison@example.org"
    assert "Workbook-Action: open-family" in load.git("log", "--format=%b")
    assert load.git("status", "--porcelain") == ""


def test_statuses_and_consents_become_records_and_stay_out_of_the_file(load):
    _path, *ids = load.took("new-family", stdin=FAMILY + RECORDS)
    assert len(ids) == 2
    table = load.table()
    assert "status" not in table
    assert "consent" not in table
    kept = load.git("ls-files").splitlines()
    assert f"statuses/{ids[0]}.md" in kept
    assert f"consents/{ids[1]}.md" in kept
    assert load.git("rev-list", "--count", "HEAD") == "1"
    body = load.git("log", "--format=%b")
    assert all(f"Workbook-Record: {record}" in body for record in ids)


def test_any_member_of_the_team_may_carry_it_out(load):
    load.took("new-family", "--as", "helen", stdin=FAMILY + RECORDS)
    assert load.git("log", "--format=%an") == "Helen Ward"


def test_what_it_composed_says_the_same(load):
    load.took("new-family", stdin=FAMILY + RECORDS)
    given = tomllib.loads(FAMILY)
    table = load.table()
    assert table["person"] == given["person"]
    assert [{k: v for k, v in row.items() if k != "key"} for row in table["relation"]] == given["relation"]


def test_the_new_family_is_the_current_one(load):
    load.took("new-family", stdin=FAMILY)
    assert f'current = "{load.place / "carrick"}"' in load.config.read_text(encoding="utf-8")


def test_the_screen_says_what_comes_next(load):
    (load.place / "f.toml").write_text(FAMILY, encoding="utf-8")
    code, out, err = load.run("new-family", "--from", "f.toml")
    assert (code, len(out.split())) == (0, 1)
    assert "Baby Carrick, due 22 June 2025; expected father: Jordan Cole" in err
    assert "fsworkbook person" in err


def test_a_name_is_the_folder(load):
    assert load.took("new-family", "carrick-2", stdin=FAMILY) == [str(load.place / "carrick-2")]


def test_carriage_returns_stay(load):
    load.run("new-family", "--from", "-", stdin=FAMILY.replace("\n", "\r\n"))
    raw = (load.place / "carrick" / "family.toml").read_bytes()
    assert b'key = "r-kerry-tyler"\r\n' in raw
    assert raw.count(b"\n") == raw.count(b"\r\n") or b"# The Carricks: made up.\r\n" in raw


FAULTS = [
    (
        'kind = "mother"',
        'kind = "mum"',
        "[[relation]] number 1: kind is not a word of the practice model. Did you mean “mother”?",
    ),
    ('role = "social-worker"', 'role = "worker"', "[[team]] priya: role is not a word"),
    ('status = "separated"', 'status = "apart"', "[[couple]] number 1: status is not a word"),
    ('part = "relative"', 'part = "nan"', "[[person]] sheila: part is not a word"),
    ('gender = "male"\nborn', 'gender = "boyish"\nborn', "[[person]] tyler: gender is not a word"),
    ('b = "tyler"\nkind = "mother"', 'b = "tylor"\nkind = "mother"', "b names tylor, and no [[person]] has that key"),
    ('members = ["daniel"]', 'members = ["dan"]', "[[household]] number 2: members names dan"),
    ('key = "maisie"', 'key = "tyler"', "[[person]] tyler: the key is used twice"),
    ('key = "helen"', 'key = "kerry"', "kerry is the key of a person and of a member of the team"),
    ('name = "Tyler Carrick"\n', "", "[[person]] tyler: name is missing"),
    ("born = 2015-11-11", "born = 2025-11-11", "[[person]] tyler: born lies in the future"),
    ("due = 2025-06-22", "due = 2026-06-22", "[[person]] unborn: due is more than ten months away"),
    ('partners = ["kerry", "daniel"]', 'partners = ["kerry"]', "[[couple]] number 1: partners names two people"),
    ('parents = ["kerry"]', "parents = []", "[[assessment]] number 1: parents is missing"),
    ('parents = ["kerry"]', 'parents = ["ghost"]', "[[assessment]] number 1: parents names ghost"),
    ('parents = ["kerry"]', 'parents = ["tyler"]', "parents names a child of the family"),
    ('kind = "non-molestation order"', 'kind = "asbo"', "[[order]] number 1: kind is not a word"),
    ('responsibility = "yes"', 'responsibility = "perhaps"', "responsibility takes one of: yes, no"),
    ('decision = { by = "Assessment and Intervention", on = 2025-04-10 }\n', "", "decision is missing"),
    ("on = 2025-04-10 }", "on = 2025-05-10 }", "decision: on lies in the future"),
    (
        'surname = "Carrick"',
        'surname = "Carrick"\npractice = { model = "other", version = 1 }',
        "practice: the model in use is family-safeguarding",
    ),
    ('key = "priya"', 'key = "pria"', "“priya”, from “fsworkbook setup”, is not on the team"),
]


@pytest.mark.parametrize(("before", "after", "sentence"), FAULTS, ids=[fault[2][:40] for fault in FAULTS])
def test_each_fault_is_named_and_nothing_is_written(load, before, after, sentence):
    assert before in FAMILY
    (load.place / "f.toml").write_text(FAMILY.replace(before, after, 1), encoding="utf-8")
    code, out, err = load.run("new-family", "--from", "f.toml")
    assert (code, out) == (2, "")
    assert sentence in err
    assert load.there() == ["f.toml"]


def test_a_covered_role_that_nobody_knows(load):
    code, _out, err = load.run(
        "new-family", "--from", "-", stdin=FAMILY + '\n[[cover]]\nrole = "boss"\nperson = "helen"\n'
    )
    assert code == 2
    assert "[[cover]] number 1: role is not a word" in err


def test_every_fault_is_listed_at_once_with_its_line(load):
    text = FAMILY + RECORDS
    for before, after, _ in (FAULTS[0], FAULTS[1], FAULTS[9]):
        text = text.replace(before, after, 1)
    text = text.replace('status = "cp_emotional"', 'status = "bad"')
    (load.place / "f.toml").write_text(text, encoding="utf-8")
    code, _out, err = load.run("new-family", "--from", "f.toml")
    assert code == 2
    for what, said in (
        ('kind = "mum"', "[[relation]] number 1: kind"),
        ('role = "worker"', "[[team]] priya: role"),
        ('status = "bad"', "[[status]] number 1 (tyler): status takes one of"),
    ):
        line = text.splitlines().index(what) + 1
        assert f"line {line}: {said}" in err
    assert "name is missing" in err


def test_a_fault_never_repeats_what_was_typed(load):
    text = FAMILY.replace('kind = "mother"', 'kind = "SECRET WORDS"', 1).replace('"cp_emotional"', '"SECRET"')
    code, _out, err = load.run("new-family", "--from", "-", stdin=text)
    assert code == 2
    assert "SECRET" not in err


def test_a_folder_that_is_there_is_refused(carrick):
    before = carrick.git("rev-parse", "HEAD")
    code, _out, err = carrick.run("new-family", "--from", "-", stdin=FAMILY)
    assert code == 2
    assert "there is “carrick” in your caseload already" in err
    assert carrick.git("rev-parse", "HEAD") == before


@pytest.mark.parametrize("name", ["../carrick", "a/b", ".hidden", "con", "x\\y", ""])
def test_a_name_that_is_no_folder_is_refused(load, name):
    code, _out, err = load.run("new-family", name, "--from", "-", stdin=FAMILY)
    assert code == 2
    assert "plain word" in err
    assert load.there() == []


def test_nobody_is_asked_without_a_terminal(load):
    code, out, err = load.run("new-family", "--no-input")
    assert (code, out) == (2, "")
    assert "--from FILE" in err


def test_comments_stay_where_tables_were_taken_out(load):
    records = RECORDS.replace("[[consent]]", "# What Kerry said\n[[consent]]")
    head, team = FAMILY.split("[[team]]", 1)
    load.took("new-family", stdin=f"{head}# Hers\n{records.lstrip()}\n# Who works with them\n[[team]]{team}")
    text = load.text()
    kept = [line for line in FAMILY.splitlines() if "#" in line]
    assert all(line in text.splitlines() for line in kept)
    assert "# Who works with them\n[[team]]" in text
    assert "# What Kerry said" not in text
    assert "[[status]]" not in text
    assert "\n\n\n" not in text
