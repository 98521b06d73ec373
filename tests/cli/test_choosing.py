"""Which family, and who acts."""

import shutil

import pytest

from fsworkbook.cli.frame import choosing
from fsworkbook.cli.frame.desk import Desk
from fsworkbook.errors import BadInput


@pytest.fixture
def at(make_desk, caseload):
    def stand(*parts, current="", key="", no_input=False, **env):
        folder = caseload.joinpath(*parts)
        folder.mkdir(parents=True, exist_ok=True)
        desk = make_desk(cwd=folder, env=env)
        settings = desk.settings.with_(caseload=str(caseload), current=str(current), key=key)
        settings.write()
        return Desk(desk.env, desk.stdin, desk.stdout, desk.stderr, desk.cwd, no_input=no_input)

    return stand


def test_a_name_goes_before_everything(at, caseload):
    desk = at("bello")
    assert choosing.choose_path(desk, "ashdown") == (caseload / "ashdown", "named")
    assert choosing.choose_path(desk, "ASHD")[0].name == "ashdown"


def test_a_path_is_taken(at, caseload):
    assert choosing.choose_path(at("bello"), "../ashdown")[0] == (caseload / "ashdown").resolve()
    assert choosing.choose_path(at("bello"), str(caseload / "ashdown"))[0].name == "ashdown"
    assert choosing.choose_path(at("bello"), ".")[0].name == "bello"


def test_the_folder_one_stands_in_goes_before_the_current_one(at, caseload):
    desk = at("bello", "visits", current=caseload / "ashdown")
    assert choosing.choose_path(desk) == (caseload / "bello", "stood in")


def test_the_current_one_is_last(at, caseload):
    assert choosing.choose_path(at(current=caseload / "ashdown")) == (caseload / "ashdown", "current")


def test_the_only_one_of_a_caseload_is_the_current_one(at, caseload, tmp_path):
    alone = tmp_path / "alone"
    shutil.copytree(caseload / "bello", alone / "bello")
    desk = at(FSWORKBOOK_CASELOAD=str(alone))
    assert choosing.choose_path(desk) == (alone / "bello", "current")
    assert choosing.choose(desk, recording=True).how == "current"
    choosing.choose(desk, recording=True)
    assert desk.stderr.getvalue().count("For the current family: Bello") == 1
    with pytest.raises(BadInput, match="--family bello"):
        choosing.choose(at(no_input=True, FSWORKBOOK_CASELOAD=str(alone)), recording=True)


@pytest.mark.parametrize(
    ("named", "why"),
    [
        ("ash", "could be ashby, ashdown"),
        ("nobody", "There is ashby, ashdown, bello"),
        ("./visits", "no family.toml|holds no"),
        (None, "which family.*There are ashby, ashdown, bello"),
    ],
)
def test_what_fits_none_or_several_says_so(at, named, why):
    with pytest.raises(BadInput, match=why):
        choosing.choose_path(at(), named)


def test_a_current_family_that_is_gone_is_said(at, caseload):
    with pytest.raises(BadInput, match="is gone"):
        choosing.choose_path(at(current=caseload / "gone"))


def test_a_recording_command_names_the_current_family_first(at, caseload):
    desk = at(current=caseload / "ashdown")
    assert choosing.choose(desk, recording=True).family.reference == "FS-0417"
    assert "Ashdown (ashdown)" in desk.stderr.getvalue()


def test_without_input_a_recording_command_never_takes_the_current_family(at, caseload):
    desk = at(current=caseload / "ashdown", no_input=True)
    with pytest.raises(BadInput, match="--family ashdown"):
        choosing.choose(desk, recording=True)
    assert choosing.choose(desk).how == "current"
    assert choosing.choose(at("ashdown", no_input=True), recording=True).how == "stood in"


def test_the_caseload_comes_from_the_option_the_environment_the_settings(at, caseload, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    assert choosing.caseload(at(), other) == other
    assert choosing.caseload(at(FSWORKBOOK_CASELOAD=str(other))) == other
    assert choosing.caseload(at()) == caseload
    with pytest.raises(BadInput, match="--caseload"):
        choosing.caseload(at(), tmp_path / "gone")


def test_who_acts(at, caseload):
    desk = at("ashdown", key="priya")
    family = choosing.choose(desk).family
    assert choosing.me(desk, family).name == "Priya Nandakumar"
    assert choosing.me(desk, family, "tom").key == "tom"
    with pytest.raises(BadInput, match=r"“bob”, from --as.*priya \(Priya Nandakumar\), tom"):
        choosing.me(desk, family, "bob")
    with pytest.raises(BadInput, match="fsworkbook setup"):
        choosing.me(at("ashdown"), family)
    assert caseload.is_dir()
