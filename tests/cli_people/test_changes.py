"""Each change of who is who: by --from, one commit, history kept, comments kept, refusals that write nothing."""

import pytest

from tests.cli_people.conftest import FAMILY


def unchanged(carrick, *arguments, stdin, code=2):
    """Run a command that must be refused; returns what it said."""
    before = carrick.text(), carrick.git("rev-parse", "HEAD")
    got, out, err = carrick.run(*arguments, "--family", "carrick", "--from", "-", stdin=stdin)
    assert (got, out) == (code, ""), err
    assert (carrick.text(), carrick.git("rev-parse", "HEAD")) == before
    return err


def subject(carrick):
    return carrick.git("log", "-1", "--format=%s")


def take(carrick, *arguments, stdin):
    return carrick.took(*arguments, "--family", "carrick", stdin=stdin)


# People


def test_a_person_is_added_with_a_key_and_a_relation(carrick):
    said = take(
        carrick,
        "person",
        "add",
        stdin='name = "Tyler Moss"\npart = "relative"\n[[relation]]\nb = "kerry"\nkind = "cousin"\n',
    )
    assert said == ["tyler-moss", "r-tyler-moss-kerry"]
    assert carrick.row("person", "tyler-moss") == {"key": "tyler-moss", "name": "Tyler Moss", "part": "relative"}
    assert carrick.row("relation", "r-tyler-moss-kerry")["a"] == "tyler-moss"
    assert subject(carrick) == "person add · tyler-moss r-tyler-moss-kerry · 2025-04-14"
    assert carrick.git("rev-list", "--count", "HEAD") == "2"


def test_a_change_keeps_comments_and_unknown_keys(carrick):
    assert take(carrick, "person", "change", "kerry", stdin='communication = "a one-page plan"\nborn = ""\n') == [
        "kerry"
    ]
    row = carrick.row("person", "kerry")
    assert row["communication"] == "a one-page plan"
    assert "born" not in row
    assert row["pets"] == ["a dog"]
    kept = [line for line in FAMILY.splitlines() if "#" in line]
    assert all(line in carrick.text().splitlines() for line in kept)


def test_a_person_is_found_by_name_and_kinship(carrick):
    assert take(carrick, "person", "change", "nan", stdin='name = "Sheila Moss"\n') == ["sheila"]


@pytest.mark.parametrize(
    ("arguments", "stdin", "sentence"),
    [
        (("person", "add"), 'part = "child"\n', "name is missing"),
        (("person", "add"), 'name = "A B"\npart = "aunty"\n', "part is not a word"),
        (("person", "add"), 'key = "kerry"\nname = "A B"\npart = "other"\n', "the key is used twice"),
        (("person", "add"), 'name = "A B"\npart = "child"\nborn = 2025-06-01\n', "born lies in the future"),
        (("person", "change", "kerry"), 'key = "kez"\n', "a key is never changed"),
        (("person", "change", "kerry"), 'name = ""\n', "name cannot be taken away"),
        (("person", "change", "kerry"), "", "standard input is empty"),
        (("person", "change", "zoe"), 'name = "Z"\n', "is nobody whom person change can mean"),
        (("person", "relate"), 'a = "kerry"\nb = "kerry"\nkind = "friend"\n', "b names the same person as a"),
        (("person", "relate"), 'a = "kerry"\nb = "sheila"\nkind = "child of"\n', "kind is not a word"),
        (("person", "relate"), 'a = "kerry"\nkind = "friend"\n', "b is missing"),
        (("person", "couple"), 'partners = ["kerry"]\nstatus = "married"\n', "partners names two people"),
        (("household", "add"), 'members = ["zoe"]\n', "members names zoe"),
        (("household", "add"), 'members = ["sheila"]\ncity = "X"\n', "city is not known there"),
        (("household", "change", "h-x"), 'name = "X"\n', "no household with that key. There is: h-sheila, h-daniel"),
        (("household", "move"), 'who = ["zoe"]\nto = "h-daniel"\n', "who takes keys of people"),
        (("household", "move"), 'who = ["kerry"]\n', "say where to"),
        (("household", "move"), 'who = ["kerry"]\nto = "h-x"\n', "no household with that key"),
        (("household", "move"), 'who = ["kerry"]\nto = "h-daniel"\non = 2025-05-01\n', "a day that has been"),
        (("order", "add"), 'kind = "ban"\nagainst = "daniel"\nprotects = ["kerry"]\n', "kind is not a word"),
        (("order", "add"), 'kind = "bail conditions"\nagainst = "daniel"\n', "protects is missing"),
        (
            ("order", "add"),
            'kind = "bail conditions"\nagainst = "daniel"\nprotects = ["daniel"]\n',
            "whom the order is against as well",
        ),
        (("order", "change", "nmo1"), "until = 2024-01-01\n", "until (2024-01-01) is before from"),
        (("team", "add", "--as", "alison"), 'name = "X Y"\nrole = "boss"\n', "role is not a word"),
        (("team", "leave", "helen", "--as", "alison"), "from = 2025-01-01\n", "from is not known there"),
        (("cover", "add", "--as", "alison"), 'role = "team-manager"\nperson = "helen"\n', "until is missing"),
        (
            ("cover", "add", "--as", "alison"),
            'role = "team-manager"\nperson = "kerry"\nuntil = 2025-05-01\n',
            "no member of the team",
        ),
        (("born", "tyler"), "on = 2025-04-13\n", "is born already"),
        (("born", "unborn"), "on = 2025-05-13\n", "born lies in the future"),
        (("born", "unborn"), "weight = 3\n", "weight is not known there"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else None,
)
def test_what_cannot_be_used_is_named_and_nothing_is_written(carrick, arguments, stdin, sentence):
    assert sentence in unchanged(carrick, *arguments, stdin=stdin)


def test_a_fault_that_stood_there_before_is_no_reason(carrick):
    path = carrick.place / "carrick" / "family.toml"
    path.write_text(carrick.text().replace('status = "separated"', 'status = "drifted"'), encoding="utf-8")
    code, _out, err = carrick.run(
        "person", "add", "--family", "carrick", "--from", "-", stdin='name = "A B"\npart = "other"\n'
    )
    assert code == 0
    assert "Recorded along with it: family.toml was changed by hand." in err
    assert carrick.git("log", "--format=%s").splitlines()[:2] == [
        "person add · a · 2025-04-14",
        "edit by hand · 2025-04-14",
    ]


# How they stand


def test_an_expected_father_becomes_the_father_where_he_stands(carrick):
    said = take(
        carrick, "person", "relate", stdin='a = "jordan"\nb = "unborn"\nkind = "father"\nresponsibility = "yes"\n'
    )
    assert said == ["r-jordan-unborn"]
    row = carrick.row("relation", "r-jordan-unborn")
    assert (row["kind"], row["responsibility"]) == ("father", "yes")
    assert len([item for item in carrick.table()["relation"] if item["b"] == "unborn"]) == 2


def test_another_word_is_added_beside_what_is_there(carrick):
    take(carrick, "person", "relate", stdin='a = "daniel"\nb = "tyler"\nkind = "mother\'s ex-partner"\n')
    assert carrick.row("relation", "r-daniel-tyler")["kind"] == "mother's ex-partner"
    said = take(carrick, "person", "relate", stdin='a = "daniel"\nb = "tyler"\nkind = "godparent"\n')
    assert said == ["r-daniel-tyler-2"]


def test_a_couple_that_comes_together_again_keeps_what_was(carrick):
    take(
        carrick, "person", "couple", stdin='partners = ["daniel", "kerry"]\nstatus = "cohabiting"\nfrom = 2025-03-01\n'
    )
    first, second = carrick.table()["couple"]
    assert (first["status"], str(first["until"])) == ("separated", "2025-01-11")
    assert (second["key"], second["status"]) == ("c-daniel-kerry", "cohabiting")
    take(carrick, "person", "couple", stdin='partners = ["kerry", "daniel"]\nstatus = "ended"\nfrom = 2025-04-01\n')
    last = carrick.row("couple", "c-daniel-kerry")
    assert (last["status"], str(last["from"]), str(last["until"])) == ("ended", "2025-03-01", "2025-04-01")


def test_separated_then_divorced_is_one_span(carrick):
    said = take(carrick, "person", "couple", stdin='partners = ["kerry", "daniel"]\nstatus = "divorced"\n')
    assert said == ["c-kerry-daniel"]
    (row,) = carrick.table()["couple"]
    assert (row["status"], str(row["from"]), str(row["until"])) == ("divorced", "2021-06-01", "2025-01-11")


# Homes


def test_a_move_ends_one_home_and_opens_the_next(carrick):
    said = take(
        carrick, "household", "move", stdin='who = ["kerry", "tyler"]\nname = "Kerry’s flat"\non = 2025-03-24\n'
    )
    assert said == ["h-sheila", "h-sheila-2", "h-kerry"]
    before, after, new = (carrick.row("household", key) for key in said)
    assert str(before["until"]) == "2025-03-24"
    assert before["members"] == ["sheila", "kerry", "tyler", "maisie"]
    assert (after["name"], after["members"], str(after["from"])) == (
        "Sheila’s home",
        ["sheila", "maisie"],
        "2025-03-24",
    )
    assert (new["name"], new["members"], str(new["from"])) == ("Kerry’s flat", ["kerry", "tyler"], "2025-03-24")
    then = {home["key"] for home in carrick.data("household", "--family", "carrick", "--at", "2025-02-01")}
    now = {home["key"] for home in carrick.data("household", "--family", "carrick")}
    assert then == {"h-sheila", "h-daniel"}
    assert now == {"h-sheila-2", "h-kerry", "h-daniel"}
    assert carrick.git("rev-list", "--count", "HEAD") == "2"


def test_moving_in_where_an_order_forbids_it_is_recorded_and_said(carrick):
    code, _out, err = carrick.run(
        "household",
        "move",
        "--family",
        "carrick",
        "--from",
        "-",
        stdin='who = ["kerry", "maisie"]\nto = "h-daniel"\non = 2025-04-13\n',
    )
    assert code == 0
    told = " ".join(err.split())
    assert "non-molestation order Daniel Pryce is to keep away from Kerry Carrick, and as recorded" in told
    assert "Tyler" not in told


def test_a_move_to_nowhere_that_is_known(carrick):
    assert take(carrick, "household", "move", stdin='who = ["daniel"]\nto = "away"\n') == ["h-daniel"]
    assert str(carrick.row("household", "h-daniel")["until"]) == "2025-04-14"


def test_a_home_is_added_and_put_right(carrick):
    assert take(carrick, "household", "add", stdin='members = ["jordan"]\naddress = "1 High Street"\n') == ["h-jordan"]
    take(carrick, "household", "change", "h-jordan", stdin='address = ""\nname = "Denise’s"\n')
    assert carrick.row("household", "h-jordan") == {"key": "h-jordan", "members": ["jordan"], "name": "Denise’s"}


# Orders


def test_an_order_is_added_changed_and_expires(carrick):
    said = take(
        carrick,
        "order",
        "add",
        stdin='kind = "bail conditions"\nagainst = "daniel"\nprotects = ["kerry"]\nfrom = 2025-03-28\n',
    )
    assert said == ["bc1"]
    take(carrick, "order", "change", "bc1", stdin="until = 2025-04-13\n")
    states = {order["key"]: order["state"] for order in carrick.data("order", "--family", "carrick")}
    assert states == {"nmo1": "live", "bc1": "expired"}
    earlier = {o["key"]: o["state"] for o in carrick.data("order", "--family", "carrick", "--at", "2025-01-01")}
    assert earlier == {"nmo1": "not yet begun", "bc1": "not yet begun"}


# The team and who stands in


def test_only_who_leads_the_team_changes_it(carrick):
    err = unchanged(carrick, "team", "add", stdin='name = "Tom W"\nrole = "recovery-worker"\n', code=3)
    assert "Team manager" in err
    assert "alison" in err
    err = unchanged(
        carrick, "cover", "add", stdin='role = "team-manager"\nperson = "priya"\nuntil = 2025-05-01\n', code=3
    )
    assert "Who may" in err
    unchanged(carrick, "team", "change", "helen", stdin='role = "team-manager"\n', code=3)
    unchanged(carrick, "team", "change", "priya", stdin='role = "team-manager"\n', code=3)
    unchanged(carrick, "team", "leave", "helen", stdin="until = 2025-04-14\n", code=3)


def test_everybody_puts_their_own_address_right(carrick):
    assert take(carrick, "team", "change", "priya", stdin='email = "p@example.org"\n') == ["priya"]
    assert carrick.row("team", "priya")["email"] == "p@example.org"


def test_the_manager_adds_and_lets_go(carrick):
    said = take(carrick, "team", "add", "--as", "alison", stdin='name = "Dr Miriam Feld"\nrole = "psychologist"\n')
    assert said == ["miriam"]
    assert str(carrick.row("team", "miriam")["from"]) == "2025-04-14"
    code, out, _err = carrick.run(
        "team", "leave", "miriam", "--on", "2025-04-14", "--family", "carrick", "--as", "alison", "--no-input"
    )
    assert (code, out.split()) == (0, ["miriam"])
    assert str(carrick.row("team", "miriam")["until"]) == "2025-04-14"
    team = {
        member["key"]: member["live"] for member in carrick.data("team", "--family", "carrick", "--at", "2025-05-01")
    }
    assert team == {"alison": True, "priya": True, "helen": True, "miriam": False}


def test_a_team_that_nobody_leads_can_begin(load):
    load.took("new-family", stdin=FAMILY.replace('role = "team-manager"', 'role = "recovery-worker"'))
    said = load.took("team", "add", "--family", "carrick", stdin='name = "Ann Boss"\nrole = "team-manager"\n')
    assert said == ["ann"]


def test_who_stands_in_may_do_what_the_role_may_until_it_ends(carrick):
    said = take(
        carrick,
        "cover",
        "add",
        "--as",
        "alison",
        stdin='role = "team-manager"\nperson = "helen"\nuntil = 2025-04-25\n',
    )
    assert said == ["cover-team-manager-helen"]
    row = carrick.row("cover", said[0])
    assert (row["by"], str(row["from"])) == ("alison", "2025-04-14")
    assert carrick.data("cover", "--family", "carrick")[0]["live"] is True
    take(carrick, "team", "add", "--as", "helen", stdin='name = "Tom W"\nrole = "recovery-worker"\n')
    code, _out, _err = carrick.run(
        "cover", "end", said[0], "--on", "2025-04-14", "--family", "carrick", "--as", "alison"
    )
    assert code == 0
    code, _out, _err = carrick.run(
        "team", "add", "--family", "carrick", "--as", "helen", "--from", "-",
        stdin='name = "Zoe"\nrole = "recovery-worker"\n', now="2025-04-15T09:00",
    )  # fmt: skip
    assert code == 3


def test_a_cover_with_a_key_is_no_unknown_key(carrick):
    take(
        carrick, "cover", "add", "--as", "alison", stdin='role = "team-manager"\nperson = "helen"\nuntil = 2025-04-25\n'
    )
    _code, _out, err = carrick.run("cover", "--family", "carrick")
    assert "not known" not in err


# A birth


def test_a_birth_keeps_the_key_and_the_due_date(carrick):
    code, out, err = carrick.run(
        "born", "unborn", "--on", "2025-04-13", "--name", "Ava Carrick", "--gender", "female", "--family", "carrick"
    )
    assert (code, out.split()) == (0, ["unborn", "r-kerry-unborn"])
    row = carrick.row("person", "unborn")
    assert (row["name"], str(row["born"]), str(row["due"]), row["gender"]) == (
        "Ava Carrick",
        "2025-04-13",
        "2025-06-22",
        "female",
    )
    mother = carrick.row("relation", "r-kerry-unborn")
    assert (mother["kind"], str(mother["from"])) == ("mother", "2025-04-13")
    assert carrick.row("relation", "r-jordan-unborn")["kind"] == "expected father"
    assert "Jordan Cole is still the expected father" in err
    assert subject(carrick) == "born · unborn · 2025-04-14"


def test_a_birth_reminds_of_the_plan_that_was_made_before_it(load):
    plan = (
        '\n[[status]]\nchild = "unborn"\nstatus = "cp_unborn"\nfrom = 2025-04-10\n'
        'decided_by = "pre-birth conference"\nreason = "Her father’s violence."\n'
    )
    load.took("new-family", stdin=FAMILY + plan)
    code, _out, err = load.run("born", "unborn", "--on", "2025-04-13", "--family", "carrick")
    assert code == 0
    assert "fsworkbook status" in err
    assert load.git("ls-files", "statuses").count("\n") == 0


# For reading


def test_who_is_who_is_read_line_by_line(carrick):
    code, out, err = carrick.run("person", "--family", "carrick")
    assert (code, err) == (0, "")
    assert all(len(line) <= 80 for line in out.splitlines())
    assert not any(sign in out for sign in "│├└─┌")
    assert "Kerry Carrick, 27 years, and a father not known" in out
    assert "  kerry   Kerry Carrick, parent, 27 years; mother of Tyler and Maisie" in out


def test_who_is_who_as_data(carrick):
    people = {person["key"]: person for person in carrick.data("person", "--family", "carrick", "--at", "2025-02-01")}
    assert people["tyler"]["age"] == "9 years"
    assert people["kerry"]["lives"] == ["h-sheila"]
    assert people["kerry"]["relations"][0] == {
        "key": "r-kerry-tyler",
        "to": "tyler",
        "kind": "mother",
        "responsibility": "yes",
        "from": None,
        "until": None,
    }


def test_a_family_named_before_the_second_word_counts(carrick):
    carrick.took("new-family", "other", stdin=FAMILY.replace("Carrick", "Other"))
    code, _out, _err = carrick.run(
        "person", "--family", "carrick", "add", "--from", "-", stdin='name = "Zed Z"\npart = "other"\n'
    )
    assert code == 0
    assert any(row["key"] == "zed" for row in carrick.table()["person"])
    assert not any(row["key"] == "zed" for row in carrick.table("other")["person"])
