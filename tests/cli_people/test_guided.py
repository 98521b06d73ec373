"""The same by talking: a real terminal of 80 columns, real keystrokes, Ctrl-C in the middle."""

ENTER, DOWN, UP, SPACE, STOP = "\r", "\x1b[B", "\x1b[A", " ", "\x03"


def answer(talk, *steps):
    """Wait for each question in turn, and answer it with keys (a text is ended by ↵)."""
    for question, *keys in steps:
        talk.see(question)
        for key in keys or [ENTER]:
            talk.type(key if key in {ENTER, DOWN, UP, SPACE, STOP} or key.endswith("\r") else key + ENTER)


UNTIL_PEOPLE = [
    ("Family’s surname", "Carrick"),
    ("Reference number", "FS-0500"),
    ("Decided by",),
    ("Decided on (", "10 april"),
    ("First child, full name", "Tyler Carrick"),
    ("Tyler: born, or due", "11/11/2015"),
    ("Tyler: gender (", UP, UP, UP, ENTER),
    ("Next child (↵ ends)", "Baby Carrick"),
    ("Baby: born, or due", "22 june"),
    ("Baby: gender (",),
]
PEOPLE = [
    ("Next child (↵ ends)", ENTER),
    ("Parent or carer (↵ ends)", "Kerry Carrick"),
    ("Kerry is a (",),
    ("Kerry: born", "14/9/1997"),
    ("Kerry: gender (", DOWN, ENTER),
    ("Parent or carer (↵ ends)", "Jordan Cole"),
    ("Jordan is a (",),
    ("Jordan: born", ENTER),
    ("Jordan: gender (", UP, UP, UP, ENTER),
    ("Parent or carer (↵ ends)", ENTER),
    ("Anyone else (↵ ends)", ENTER),
]
REST = [
    ("What is Kerry to Tyler? (",),
    ("Has Kerry parental responsibility for Tyler? (",),
    ("What is Kerry to Baby Carrick? (",),
    ("What is Jordan to Tyler? (", "No rel"),
    ("What is Jordan to Baby Carrick? (",),
    ("Tyler’s father (", "1"),
    ("Who are or were a couple? (", SPACE, DOWN, SPACE, ENTER),
    ("How do they stand now? (", "4"),
    ("A couple since", "1 sept 2024"),
    ("Another couple? (",),
    ("Who lives together? (", SPACE, DOWN, SPACE, ENTER),
    ("What is it called?", "Kerry’s flat"),
    ("Address", "1 High Street"),
    ("They live there since", ENTER),
    ("Who lives in another home? (",),
    ("Tyler: plan, status (", "Child in n"),
    ("Since (", ENTER),
    ("Decided by", "First conference"),
    ("Why", "He saw his mother hurt."),
    ("Baby Carrick: plan, status (", "leave"),
    ("Your role (",),
    ("On the team (↵ ends)", "Alison Tranter"),
    ("Alison’s role (",),
    ("Alison’s agency",),
    ("Alison’s e-mail", "alison@example.org"),
    ("On the team (↵ ends)", ENTER),
    ("Who is assessed? (",),
    ("Are two of them to be assessed together? (",),
    ("Kerry: assessed for which children? (",),
    ("Jordan: assessed for which children? (",),
    ("The assessments began", ENTER),
    ("Does Kerry agree to work with the team? (", "1"),
    ("Who asked?",),
    ("When? (",),
    ("How, and signed?", "at home, signed"),
    ("In Kerry’s words", "Yes, if it helps Tyler."),
    ("Does Jordan agree to work with the team? (",),
]


def test_a_family_is_opened_stopped_taken_up_and_agreed(load, terminals):
    talk = terminals("new-family")
    answer(talk, *UNTIL_PEOPLE)
    talk.see("Next child")
    assert "in commands: baby" in talk.screen
    talk.type(STOP)
    assert talk.end() == 130
    assert "Go on with “fsworkbook new-family”" in " ".join(talk.screen.split())
    assert load.there() == []
    assert [path.name for path in (load.config.parent / "drafts").iterdir()] == ["new-family.json"]

    talk = terminals("new-family")
    answer(talk, ("What would you like to do? (",), *PEOPLE, *REST)
    screen = talk.see("Is this right? (")
    assert "  Kerry Carrick, 27 years, and a father not known\n    Tyler Carrick, 9 years" in screen
    assert "in a relationship, living apart (since 1" in screen
    assert "expected father: Jordan Cole" in screen
    assert load.there() == []  # nothing before it is agreed
    answer(talk, ("Is this right? (", "2"), ("Which one? (", "Reference"), ("Reference number", "-1"))
    answer(talk, ("Is this right? (",))
    assert talk.end() == 0
    assert load.there() == ["carrick"]
    assert not list((load.config.parent / "drafts").glob("*.json"))

    table = load.table()
    assert table["reference"] == "FS-0500-1"
    assert [row["key"] for row in table["person"]] == ["tyler", "baby", "kerry", "jordan"]
    assert str(load.row("person", "baby")["due"]) == "2025-06-22"
    assert load.row("person", "tyler")["other_parent"] == "not known"
    assert [(row["key"], row["kind"]) for row in table["relation"]] == [
        ("r-kerry-tyler", "mother"),
        ("r-kerry-baby", "expected mother"),
        ("r-jordan-tyler", "no relation"),
        ("r-jordan-baby", "expected father"),
    ]
    assert load.row("couple", "c-kerry-jordan")["status"] == "relationship"
    assert load.row("household", "h-tyler")["members"] == ["tyler", "kerry"]
    kerry, jordan = table["assessment"]
    assert (kerry["key"], kerry["parents"], kerry["children"]) == ("PA-K", ["kerry"], ["tyler", "baby"])
    assert (jordan["parents"], jordan["children"], jordan["prebirth"]) == (["jordan"], ["baby"], True)
    assert [(row["key"], row["role"]) for row in table["team"]] == [
        ("priya", "social-worker"),
        ("alison", "team-manager"),
    ]
    assert load.git("log", "--format=%s|%an") == "open · carrick · 2025-04-14|Priya Nandakumar"
    kept = load.git("ls-files").splitlines()
    assert sum(path.startswith("statuses/") for path in kept) == 1
    assert sum(path.startswith("consents/") for path in kept) == 1


def test_a_person_is_added_by_talking(carrick, terminals):
    talk = terminals("person", "--family", "carrick", "add")
    answer(
        talk,
        ("Full name", "Ray Carrick"),
        ("Which part have they? (", "4"),
        ("Ray: born", ENTER),
        ("Ray: gender (", UP, UP, UP, ENTER),
        ("What is Ray to Tyler? (",),
        ("What is Ray to Maisie? (", "Grandfather"),
        ("What is Ray to Baby Carrick? (",),
        ("Is this right? (",),
    )
    assert talk.end() == 0
    assert carrick.row("person", "ray")["part"] == "relative"
    assert carrick.row("relation", "r-ray-maisie")["kind"] == "grandfather"


def test_a_change_offers_what_stands(carrick, terminals):
    talk = terminals("person", "change", "kerry", "--family", "carrick")
    answer(
        talk,
        ("Full name  Kerry Carrick", " Moss\r"),
        ("Which part have they? (",),
        ("Kerry: born (↵ for 14 September 1997",),
        ("Kerry: gender (",),
        ("How they like to be told", "by text"),
        ("Language", ENTER),
        ("Is this right? (",),
    )
    assert talk.end() == 0
    row = carrick.row("person", "kerry")
    assert (row["name"], row["communication"], str(row["born"])) == ("Kerry Carrick Moss", "by text", "1997-09-14")
    assert row["pets"] == ["a dog"]


def test_a_move_by_talking(carrick, terminals):
    talk = terminals("household", "move", "--family", "carrick")
    answer(
        talk,
        ("Who moves? (", DOWN, DOWN, SPACE, ENTER),
        ("On which day? (", "yesterday"),
        ("Where to? (", "3"),
        ("What is it called?", "Kerry’s flat"),
        ("Address", ENTER),
        ("Is this right? (",),
    )
    assert talk.end() == 0
    assert carrick.row("household", "h-kerry")["members"] == ["kerry"]
    assert str(carrick.row("household", "h-sheila")["until"]) == "2025-04-13"


def test_an_order_by_talking(carrick, terminals):
    talk = terminals("order", "add", "--family", "carrick")
    answer(
        talk,
        ("What kind of order? (", "6"),
        ("Against whom? (", "5"),
        ("Whom does it protect? (", SPACE, ENTER),
        ("From (", "yesterday"),
        ("Until", ENTER),
        ("Its terms, in words", "Not near the school."),
        ("Who made it?", "The police at Carrick"),
        ("Where is a copy of it held?", ENTER),
        ("Is this right? (",),
    )
    assert talk.end() == 0
    row = carrick.row("order", "bc1")
    assert (row["against"], row["protects"]) == ("daniel", ["tyler"])
    assert row["made_by"] == "The police at Carrick"


def test_team_and_cover_by_talking(carrick, terminals):
    talk = terminals("team", "add", "--family", "carrick", "--as", "alison")
    answer(
        talk,
        ("Full name", "Ruth Oyelaran"),
        ("Ruth’s role (", "8"),
        ("Ruth’s agency", ENTER),
        ("Ruth’s e-mail", "ruth@example.org"),
        ("From (", ENTER),
        ("Is this right? (",),
    )
    assert talk.end() == 0
    assert carrick.row("team", "ruth")["role"] == "embedded-coordinator"
    talk = terminals("cover", "add", "--family", "carrick", "--as", "alison")
    answer(
        talk,
        ("For which role? (", "1"),
        ("Who stands in? (", "3"),
        ("From (", ENTER),
        ("Until", "25 april"),
        ("Is this right? (",),
    )
    assert talk.end() == 0
    assert carrick.row("cover", "cover-team-manager-helen")["person"] == "helen"


def test_a_birth_by_talking_goes_back_and_stops(carrick, terminals):
    talk = terminals("born", "unborn", "--family", "carrick")
    answer(talk, ("Born on (", "yesterday"), ("Name (↵ as it is)", "b"), ("Born on (", "today"))
    talk.see("Name (↵ as it is)")
    talk.type(STOP)
    assert talk.end() == 130
    assert "born" not in carrick.row("person", "unborn")
    talk = terminals("born", "unborn", "--family", "carrick")
    answer(
        talk,
        ("What would you like to do? (",),
        ("Name (↵ as it is)", "Ava Carrick"),
        ("Gender (", UP, UP, UP, UP, ENTER),
        ("Is this right? (",),
    )
    assert talk.end() == 0
    row = carrick.row("person", "unborn")
    assert (row["name"], str(row["born"]), row["gender"]) == ("Ava Carrick", "2025-04-14", "female")
