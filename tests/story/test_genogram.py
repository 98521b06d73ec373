"""The training family's genogram by the real command: at several days, in every format, and as a copy for somebody."""

import json

import pytest


@pytest.fixture
def genogram(fsworkbook, ashdown):
    """Run the command on the built family, which it only reads."""
    return lambda *arguments, of=ashdown: fsworkbook("genogram", "--family", of, "--as", "priya", *arguments)


def data(done):
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["data"]


def names(found):
    return {person["key"] for person in found["people"]}


def test_it_is_drawn_as_on_each_day(genogram):
    february, may = (data(genogram("--json", "--at", day)) for day in ("2025-02-24", "2025-05-30"))
    assert february["generations"] == may["generations"] == 3
    assert [home["key"] for home in february["homes"]] == ["h-sheila", "h-gwen", "h-denise", "h-marcus"]
    assert [home["key"] for home in may["homes"]] == ["h-sheila-2", "h-kerry", "h-gwen", "h-denise", "h-marcus"]
    assert "unborn" not in names(data(genogram("--json", "--at", "2024-08-01")))
    assert may["missing"] == ["The parents of Marcus Reid are not recorded: Tyler’s father’s side."]
    assert set(may["beside"]) == {"aisha", "lee"}
    assert may["between"] == [{"a": "daniel", "b": "kerry", "kind": "violence towards"}]


def test_on_the_screen_it_is_a_tree_with_what_is_missing(genogram):
    said = genogram("--at", "2025-05-30").stdout
    assert "Ashdown · family tree · 30 May 2025" in said
    assert "    Kerry Ashdown, 27 years, and Marcus Reid" in said
    assert "The parents of Marcus Reid are not recorded: Tyler’s father’s side." in said
    assert "Kerry’s new home: Kerry, Tyler and Maisie" in said
    assert all(len(line) <= 80 for line in said.splitlines())


def test_every_format_under_a_neutral_name(genogram, tmp_path):
    done = genogram("--at", "2025-05-30", "--svg", "--md", "--html", "--output", tmp_path)
    assert done.returncode == 0, done.stderr
    files = {path.suffix: path for path in tmp_path.glob("FS-0417-genogram-2025-05-30.*")}
    assert set(files) == {".svg", ".md", ".html"}
    for path in files.values():
        text = path.read_text(encoding="utf-8")
        assert all(name in text for name in ("Kerry", "Ashdown", "Jordan", "For the team only", "Training example"))
    assert "<desc>The family tree of Ashdown" in files[".svg"].read_text(encoding="utf-8")


def test_a_copy_has_nobody_whose_existence_is_kept_from_its_reader(genogram):
    before = genogram("--json", "--at", "2025-03-20", "--for", "daniel")
    after = genogram("--json", "--at", "2025-04-30", "--for", "daniel")
    assert names(data(before)) == names(data(after)) - {"unborn"}
    for word in ("unborn", "Baby", "Jordan", "not known", "Holmbrook", "’s home"):
        assert word not in before.stdout
    found = data(before)
    assert (found["homes"], found["missing"], found["between"], found["sheets"]) == ([], [], [], 1)


def test_a_copy_as_a_paper_goes_through_the_gate(fsworkbook, own_ashdown, tmp_path):
    arguments = ("genogram", "--family", own_ashdown, "--as", "priya", "--at", "2025-03-20", "--for", "daniel")
    done = fsworkbook(*arguments, "--svg", "--md", "--output", tmp_path)
    assert done.returncode == 0, done.stderr
    files = sorted(tmp_path.glob("FS-0417-genogram-2025-03-20-*"))
    assert [path.suffix for path in files] == [".md", ".svg"]
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert "Copy for Daniel Pryce" in text
        assert "held by the team" in " ".join(text.split())
        assert not {
            word for word in ("Baby", "unborn", "Jordan", "Sheila’s home", "pregnan", "Pregnan") if word in text
        }


def test_a_slip_that_names_a_guarded_string_stops_the_copy(genogram):
    done = genogram("--json", "--at", "2025-05-30", "--for", "daniel")
    assert done.returncode == 3
    assert "was not made" in done.stderr


def test_one_persons_family_alone_on_the_screen_as_json_and_as_a_paper(genogram, tmp_path):
    maisie = data(genogram("--json", "--at", "2025-05-30", "--child", "maisie"))
    assert maisie["of"] == "maisie"
    assert {"daniel", "kerry", "tyler", "marcus", "alun", "sheila"} <= names(maisie)
    assert not {"denise", "jordan-son"} & names(maisie)
    nan = data(genogram("--json", "--at", "2025-05-30", "--parent", "gwen"))
    assert names(nan) == {"gwen", "alun", "daniel", "kerry", "maisie"}
    said = genogram("--at", "2025-05-30", "--parent", "gwen").stdout
    assert "the family of Gwen Pryce" in said
    assert "Maisie" in said
    assert "Tyler" not in said
    done = genogram("--at", "2025-05-30", "--parent", "gwen", "--svg", "--md", "--output", tmp_path)
    assert done.returncode == 0, done.stderr
    for path in tmp_path.iterdir():
        assert path.stem.startswith("FS-0417-genogram-")
        assert "gwen" not in path.stem.casefold()
        assert "The family of Gwen Pryce, as at 30 May 2025" in path.read_text(encoding="utf-8")
    assert genogram("--child", "maisie", "--parent", "kerry").returncode == 2
    assert "It takes: tyler, maisie, unborn" in " ".join(genogram("--child", "kerry").stderr.split())


def test_a_copy_of_one_persons_family_has_nobody_more_and_cannot_be_round_who_is_kept_from_its_reader(genogram):
    mine = data(genogram("--json", "--at", "2025-03-20", "--for", "daniel", "--parent", "kerry"))
    assert "unborn" not in names(mine)
    assert "jordan" not in names(mine)
    refused = genogram("--json", "--at", "2025-03-20", "--for", "daniel", "--child", "unborn")
    assert refused.returncode == 3
    assert "no tree with that person in its middle is for Daniel" in " ".join(refused.stderr.split())
