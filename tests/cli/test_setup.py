"""`setup`, `families`, `use` and `practice`."""

import json
import shutil

import pytest

from fsworkbook.cli.begin.setup import key_for
from fsworkbook.cli.frame.settings import Settings
from fsworkbook.practice.locating import shipped

KEY = ["none"] if shutil.which("ssh-keygen") else []
"""The answer to the question which key signs, which only a computer with OpenSSH asks."""

ME = ["--name", "Priya Nandakumar", "--email", "priya@example.org", "--role", "social-worker"]


def test_setup_writes_and_shows(cli, env, tmp_path):
    code, out, err = cli("setup", *ME, "--caseload", str(tmp_path / "families"))
    assert code == 0
    assert "Priya Nandakumar" in out
    assert "Social worker" in out
    assert "“fsworkbook new-family” opens your first family" in err
    settings = Settings.read(env)
    assert (settings.key, settings.email, settings.role) == ("priya", "priya@example.org", "social-worker")
    assert settings.caseload == str(tmp_path / "families")
    assert (tmp_path / "families").is_dir()


def test_setup_takes_a_file_and_options_over_it(cli, env, tmp_path):
    (tmp_path / "me.toml").write_text('name = "Priya"\nkey = "pn"\nrole = "psychologist"\n', encoding="utf-8")
    assert cli("setup", "--from", "me.toml", "--role", "team-manager")[0] == 0
    assert (Settings.read(env).key, Settings.read(env).role) == ("pn", "team-manager")


def test_setup_changes_only_what_is_given(cli, env):
    cli("setup", *ME)
    assert cli("setup", "--agency", "Wealdshire")[0] == 0
    assert (Settings.read(env).name, Settings.read(env).agency) == ("Priya Nandakumar", "Wealdshire")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--no-input"], "name"),
        (["--email", "a@b.org"], "your name is missing"),
        ([*ME, "--email", "nonsense"], "email: "),
        ([*ME, "--key", "Priya N"], "key: "),
        ([*ME, "--role", "wizard"], "social-worker"),
        ([*ME, "--practice", "nowhere"], "practice: "),
        (["--from", "none.toml"], "no file"),
    ],
)
def test_setup_refuses_what_cannot_be_and_writes_nothing(cli, env, arguments, why):
    code, out, err = cli("setup", *arguments)
    assert (code, out) == (2, "")
    assert why in err
    assert not Settings.read(env).path.exists()


def test_setup_names_an_unknown_key(cli, tmp_path):
    (tmp_path / "me.toml").write_text('nmae = "Priya"\n', encoding="utf-8")
    code, _, err = cli("setup", "--from", "me.toml")
    assert code == 2
    assert "nmae" in err


def test_setup_asks(cli, env, tmp_path):
    answers = [
        "Priya Nandakumar",
        None,
        "priya@example.org",
        "social-worker",
        "",
        str(tmp_path / "c"),
        *KEY,
        "save",
    ]
    assert cli("setup", answers=answers)[0] == 0
    settings = Settings.read(env)
    assert (settings.key, settings.role, settings.agency) == ("priya", "social-worker", "")


def test_setup_offers_what_is_set_already(cli, env):
    cli("setup", *ME)
    assert cli("setup", answers=[None, None, None, None, "Wealdshire", None, *KEY, "save"])[0] == 0
    assert (Settings.read(env).email, Settings.read(env).agency) == ("priya@example.org", "Wealdshire")


def test_setup_as_json(cli):
    cli("setup", *ME)
    document = json.loads(cli("setup", "--json")[1])
    assert document["kind"] == "setup"
    assert document["data"]["key"] == "priya"


@pytest.mark.parametrize(
    ("name", "key"), [("Priya Nandakumar", "priya"), ("Dr Miriam Katz", "miriam"), ("Ł", ""), ("", "")]
)
def test_a_name_suggests_a_key(name, key):
    assert key_for(name) == key


def test_families_lists_the_caseload(cli, caseload):
    code, out, err = cli("families", "--caseload", str(caseload))
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert [line.split()[0] for line in lines[1:]] == ["ashby", "ashdown", "bello"]
    assert "FS-0417" in lines[2]
    assert "Tyler" in lines[2]
    assert "24 Feb 2025" in lines[2]
    err = cli("setup", *ME, "--caseload", str(caseload))[2]
    assert "Next: “fsworkbook families” lists your families." in err


def test_a_family_that_cannot_be_read_does_not_hide_the_others(cli, caseload):
    (caseload / "ashby" / "family.toml").write_text("surname = ", encoding="utf-8")
    code, out, err = cli("families", "--caseload", str(caseload), "--json")
    assert code == 0
    assert [family["name"] for family in json.loads(out)["data"]] == ["ashdown", "bello"]
    assert "ashby" in err


def test_an_empty_caseload_says_what_to_do(cli, tmp_path):
    (tmp_path / "empty").mkdir()
    code, out, err = cli("families", "--caseload", str(tmp_path / "empty"))
    assert (code, out) == (0, "")
    assert "new-family" in err


def test_use_chooses_the_current_family(cli, caseload, env):
    assert cli("use", "ashd", "--caseload", str(caseload))[:2] == (
        0,
        "The current family is Ashdown (ashdown, FS-0417).\n",
    )
    assert Settings.read(env).current == str((caseload / "ashdown").resolve())
    assert cli("use", "--caseload", str(caseload), answers=["bello"])[0] == 0
    assert Settings.read(env).current.endswith("bello")
    assert "›" in cli("families", "--caseload", str(caseload))[1].splitlines()[3]


@pytest.mark.parametrize("arguments", [["use", "nobody"], ["use"], ["use", "ash"]])
def test_use_says_what_it_cannot_do(cli, caseload, env, arguments):
    code, out, err = cli(*arguments, "--caseload", str(caseload))
    assert (code, out) == (2, "")
    assert "ash" in err
    assert not Settings.read(env).path.exists()


def test_practice_shows_the_model(cli):
    code, out, err = cli("practice")
    assert (code, err) == (0, "")
    assert "Modules" in out
    assert all(len(line) <= 80 for line in out.splitlines())
    document = json.loads(cli("practice", "--json")[1])
    assert len(document["data"]["modules"]) == 8
    assert len(document["data"]["sections"]) > 18


def test_practice_shows_a_module_and_a_question(cli):
    assert "3.2" in cli("practice", "show", "3")[1]
    assert "M3.Q02" in cli("practice", "show", "M3", "--json")[1]
    assert json.loads(cli("practice", "question", "3.2", "--json")[1])["data"]["id"] == "M3.Q02"
    assert "feeds" in cli("practice", "question", "M3.Q02")[1]


@pytest.mark.parametrize("arguments", [["show", "99"], ["show", "x"], ["question", "3.99"], ["--check", "nowhere"]])
def test_practice_says_what_there_is_not(cli, arguments):
    code, out, _ = cli("practice", *arguments)
    assert (code, out) == (2, "")


def test_practice_checks_a_councils_own(cli, tmp_path):
    assert cli("practice", "--check", str(shipped()))[:2] == (0, "")
    own = tmp_path / "own"
    shutil.copytree(shipped(), own)
    path = own / "modules" / "3.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\nnonsense = 1\n", encoding="utf-8")
    code, out, err = cli("practice", "--check", "own")
    assert code == 1
    assert out.startswith("modules/3.toml:")
    assert "1 problem" in err
    assert json.loads(cli("practice", "--check", "own", "--json")[1])["data"][0]["file"] == "modules/3.toml"
