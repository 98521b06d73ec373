"""`--from`, for each command: what is taken, what is printed, and that it comes back to the letter."""

import pytest

ODD = (
    "She said: “no”.\n\n## M3.Q05 looks like a heading\n\\ a backslash\n+++\n"
    'to = "toml"\n\n  indented, und ein Ümlaut 😀\n'
)
QUOTED = "'''" + ODD + "'''"


def test_a_module_entry_comes_back_to_the_letter(work):
    table = f"""
parent = "mum"
on = 2025-04-10
where = "home"
present = ["rosa", "Aunt May"]
meaning = {QUOTED}
why_child = "Josh sleeps badly."
views = ["rosa"]
strength = true
[answers]
"3.1" = {QUOTED}
"M3.Q02" = {{ josh = "He hides.", lily = {QUOTED} }}
"3.4" = {{ not_applicable = "not today" }}
"""
    (key,) = work.take("module", "3", "--as", "priya", stdin=table)
    assert key.startswith("2025-04-10-priya-")
    (record,) = work.data("show", key)
    said = {part["name"]: part["text"] for part in record["sections"]}
    assert said == {
        "M3.Q01": ODD,
        "M3.Q02.josh": "He hides.",
        "M3.Q02.lily": ODD,
        "M3.Q04": "not today",
        "meaning": ODD,
        "why-child": "Josh sleeps badly.",
    }
    assert record["keys"]["assessment"] == "PA-R"
    assert record["keys"]["about"] == ["rosa"]
    assert record["keys"]["not_applicable"] == ["M3.Q04"]
    assert record["keys"]["present"] == ["rosa", "Aunt May"]
    assert work.git("log", "-1", "--format=%s") == "module 3 · rosa · 2025-04-10"


def test_a_module_for_a_child_finds_its_assessment(work):
    (key,) = work.take("module", "4", "--child", "josh", "--as", "tom", stdin='[answers]\n"4.5" = "A day."\n')
    (record,) = work.data("show", key)
    assert record["keys"]["children"] == ["josh"]
    assert record["keys"]["about"] == ["josh"]


def test_by_in_the_table_says_who_acts(work):
    (key,) = work.take("note", stdin='by = "tom"\ntext = "A note."\n')
    assert "-tom-" in key


def test_a_visit_makes_the_entry_and_the_event_in_one_commit(work):
    before = work.git("rev-list", "--count", "HEAD")
    keys = work.take(
        "visit",
        "--as",
        "tom",
        stdin="""
start = 2025-04-11T16:00:00+01:00
end = 2025-04-11T17:00:00+01:00
session = "teatime"
statutory = true
children_seen = ["josh", "lily"]
seen_alone = ["josh"]
bedroom_seen = true
text = "Both ate."
entry = { child = "josh", answers = { "4.5" = "A day." } }
event = { event = "calm tea", effect_on_child = "Josh stayed at the table." }
""",
    )
    visit, entry, event = work.data("show", "--kind", "visit"), work.data("show", "--module", "4"), work.data(
        "show", "--kind", "event"
    )  # fmt: skip
    assert [visit[0]["id"], entry[0]["id"], event[0]["id"]] == keys
    assert event[0]["keys"]["entry"] == keys[0]
    assert entry[0]["keys"]["seen_alone"] == ["josh"]
    assert {item["on"] for item in (*visit, *entry, *event)} == {"2025-04-11"}
    assert int(work.git("rev-list", "--count", "HEAD")) == int(before) + 1


def test_a_missed_visit_says_who_missed_it(work):
    (key,) = work.take(
        "visit",
        "--as",
        "tom",
        stdin='start = 2025-04-11T16:00:00+01:00\nsession = "phone"\nmissed_by = "we-could-not"\nreason = "Ill."\n',
    )
    assert "Missed" in work.run("show", key)[1]


def test_event_consent_status_and_note(work):
    work.take("event", "--child", "lily", "--as", "priya", stdin='text = "Moved."\neffect_on_child = "Slept."\n')
    work.take(
        "consent",
        "--person",
        "mum",
        "--as",
        "priya",
        stdin='matter = "share-gp"\nto = "GP"\nstate = "refused"\nwords = "Not yet."\non = 2025-04-01\n',
    )
    work.take(
        "consent",
        "--as",
        "priya",
        stdin='person = "rosa"\nmatter = "share-gp"\nto = "GP"\nstate = "given"\nhow = "in words"\n',
    )
    work.take(
        "status",
        "--as",
        "priya",
        stdin='child = "josh"\nstatus = "none"\nfrom = 2025-03-01\ndecided_by = "conference"\nreason = "Safe."\n',
    )
    (agreement,) = work.data("consent")["sharing"]
    assert agreement["state"] == "given"
    assert len(agreement["before"]) == 1
    history = {item["child"]: item["history"] for item in work.data("status", "--list")}
    assert len(history["josh"]) == 1
    assert history["lily"] == []
    (before,) = work.data("consent", "--at", "2025-04-14")["sharing"]
    assert before["person"] == "rosa"
    assert "Given" in work.run("consent", "--list")[1]
    assert "Safe." in work.run("status", "--list")[1]


def test_two_people_with_an_order_between_them_are_recorded_and_flagged(work):
    code, out, err = work.run(
        "module",
        "3",
        "--as",
        "tom",
        "--from",
        "-",
        stdin='parent = "rosa"\npresent = ["rosa", "dean"]\nanswers = { "3.4" = "x" }\n',
    )
    assert code == 0
    assert out.strip()
    assert "Please look: Dean and Rosa" in err


def test_edits_by_hand_are_told_and_committed_along(work):
    (work.folder / "family.toml").write_text((work.folder / "family.toml").read_text() + "\n# a remark\n")
    code, _, err = work.run("note", "--as", "tom", "--from", "-", stdin='text = "x"\n')
    assert code == 0
    assert "family.toml was changed by hand" in err
    assert work.git("status", "--short") == ""
    assert "edited by hand" in work.run("log")[1]


BAD = {
    "a day that does not exist": ("note", 'text = "x"\non = "2025-02-30"', 2, "no date that exists"),
    "a day to come": ("note", 'text = "x"\non = 2025-04-15', 2, "lies in the future"),
    "nobody of that name": ("note", 'text = "x"\nabout = ["nobody"]', 2, "person of the family"),
    "no such question": ("module 3", 'parent = "rosa"\nanswers = { "3.99" = "x" }', 2, "There is no question"),
    "a question of another module": ("module 3", 'parent = "rosa"\nanswers = { "5.1" = "x" }', 2, "none of these"),
    "no such module": ("module 9", 'parent = "rosa"\nanswers = { "3.1" = "x" }', 2, "no module 9"),
    "no such assessment": ("module 3", 'assessment = "PA-X"\nanswers = { "3.1" = "x" }', 2, "key of an assessment"),
    "nothing said": ("module 3", 'parent = "rosa"', 2, "answers is missing"),
    "a missing key": ("event", 'text = "x"', 2, "effect_on_child is missing"),
    "an unknown key": ("note", 'text = "x"\ncolour = "red"', 2, "colour is not a key"),
    "no TOML": ("note", 'text = "x"\non = = 3', 2, "standard input, line 2"),
    "a word that means two": ("module 3", 'parent = "dad"\nanswers = { "3.1" = "x" }', 2, "dean or"),
    "the wrong role": ("module 3 --as ruth", 'parent = "rosa"\nanswers = { "3.1" = "x" }', 3, "may not do this"),
    "a person who is not on the team": ("note --as zoe", 'text = "x"', 2, "is not on the team"),
    "two who act": ("note --as tom", 'by = "priya"\ntext = "x"', 2, "leave one of the two out"),
    "seen alone and not seen": (
        "visit",
        'start = 2025-04-11T16:00:00Z\nsession = "phone"\nchildren_seen = ["josh"]\nseen_alone = ["lily"]',
        2,
        "seen_alone names lily",
    ),
    "a consent without its reason": (
        "consent",
        'person = "rosa"\nmatter = "testing"\nstate = "not-required"',
        2,
        "reason is missing",
    ),
    "an option that contradicts": ("note --on yesterday", 'text = "x"\non = 2025-04-01', 2, "they differ"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_used_is_refused_in_words_and_leaves_nothing(work, case):
    arguments, table, wanted, words = BAD[case]
    named = arguments.split()
    acting = [] if "--as" in named else ["--as", "priya"]
    before = work.state()
    code, out, err = work.run(*named, *acting, "--from", "-", stdin=table)
    assert (code, out) == (wanted, "")
    assert err.startswith("fsworkbook: ")
    assert words in err
    assert work.state() == before


def test_nobody_acts_without_a_name(work):
    before = work.state()
    code, _, err = work.run("note", "--from", "-", stdin='text = "x"\n')
    assert code == 2
    assert "who are you?" in err
    assert work.state() == before


@pytest.mark.parametrize(
    "command", ["note", "event", "consent ask", "status", "visit", "strike", "correct", "module 3"]
)
def test_without_a_terminal_what_is_missing_is_named(work, command):
    before = work.state()
    code, out, err = work.run(*command.split(), "--as", "priya", "--no-input")
    assert (code, out) == (2, "")
    assert "missing" in err or "which record?" in err
    assert work.state() == before


def test_a_module_without_a_terminal_is_read(work):
    work.take("module", "3", "--as", "priya", stdin='parent = "rosa"\nanswers = { "3.1" = "He shouts." }\n')
    code, out, _ = work.run("module", "3", "--parent", "mum")
    assert code == 0
    assert "He shouts." in out
    assert "Not asked yet" in out
    (data,) = work.data("module", "3", "--parent", "mum")
    assert data["questions"][0]["answers"][0]["text"] == "He shouts."


def test_progress_shows_every_child_and_father(work):
    work.take("module", "4", "--child", "josh", "--as", "tom", stdin='answers = { "4.5" = "A day." }\n')
    code, out, _ = work.run("module")
    assert code == 0
    assert "Josh Osgood" in out
    assert "1 of 12" in out
    assert "Carl (Josh’s), not met yet." in out
    assert "Dean (Lily’s), his own assessment." in out
    assert "week 7 of 12" in out
    assert all(len(line) <= 80 for line in out.splitlines())
    data = work.data("module")
    assert [item["assessment"] for item in data["assessments"]] == ["PA-R", "PA-D"]
    earlier = work.data("module", "--at", "2025-04-01")
    assert not any(cell["touched"] for item in earlier["assessments"] for cell in item["modules"])


def test_a_wrong_by_is_said_to_come_from_the_answers(work):
    code, out, err = work.run("note", "--from", "-", stdin='by = "bob"\ntext = "A note."\n')
    assert (code, out) == (2, "")
    assert "“bob”, from “by” in the answers, is not on the team" in err
    assert "--as" not in err


def test_the_family_may_stand_before_or_behind_the_second_word(work):
    path = str(work.folder)
    for words in (("--family", path, "schedule"), ("schedule", "--family", path)):
        arguments = ("supervision", *words, "--as", "helen")
        assert len(work.take(*arguments, stdin="planned = 2025-05-14\n")) == 1


def test_families_shows_one_with_its_tree_and_team(work):
    code, out, err = work.run("families", ".")
    assert (code, err) == (0, "")
    assert "Marlow · marlow, FS-0900 (made up)" in out
    assert "Josh Osgood" in out
    assert "Priya Nandakumar" in out
    data = work.data("families", ".")
    assert [child["key"] for child in data["children"]] == ["josh", "lily"]
    assert "priya" in {member["key"] for member in data["team"]}
    assert any("Rosa Marlow" in line for line in data["tree"])
