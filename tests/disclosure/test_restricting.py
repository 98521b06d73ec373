# ruff: noqa: F811 - the fixture comes from another test file
"""What `restrict` shows, checks and covers, and the other families of a caseload, guard by guard, in memory."""

import json
import tomllib
from datetime import date
from types import SimpleNamespace

import pytest

from fsworkbook.cli.disclosing import restrictcheck, restrictcover, restrictlines, vicinity
from fsworkbook.errors import BadInput
from fsworkbook.workbook.disclosure.covering import coverage
from fsworkbook.workbook.disclosure.restrictions import restrictions
from tests.disclosure.test_editions import MAY, SPRING, entry, family_of, record
from tests.disclosure.test_editions import restriction as bare
from tests.disclosure.test_papers import said, sit  # noqa: F401 - the family to sit down with
from tests.disclosure.test_talks import Listener, copy

LATER = date(2025, 6, 20)
WARN = vicinity.warn  # what is sat down with warns of nobody


def restriction(*args, **head):
    return bare(*args, **{"what": "Where she lives", "reason": "She is afraid.", **head})._replace(sections=())


def lift(key, whom, on=MAY):
    return record("restriction", by="alison", on=on, lifts=key, reason="x", **{"for": [whom]})


def shown(sitting, show, *args):
    """Return what a command printed, its wrapped lines joined, and what it returned."""
    sitting.desk.stdout.seek(0)
    sitting.desk.stdout.truncate()
    code = show(sitting, *args)
    return " ".join(sitting.desk.stdout.getvalue().split()), code


def listed(sitting, whom=None, at=None):
    return shown(sitting, lambda *args: restrictlines.show_list(*args, json=False), whom, at)[0]


def checked(sitting, at=None):
    return shown(sitting, lambda *args: restrictcheck.show_check(*args, json=False), at)


def data(sitting, show, *args):
    return json.loads(shown(sitting, lambda *every: show(*every, json=True), *args)[0])["data"]


# ---- the list -----------------------------------------------------------------------------------------------


def test_what_holds_and_what_does_not_yet_and_no_longer(sit):
    rules = (
        restriction(what="Where she lives"),
        restriction("l", ("Saltby",), on=LATER, what="Later"),
        restriction("o", ("Saltby",), until=MAY, what="Over"),
        restriction("g", ("Saltby",), until=LATER, what="Gone"),
    )
    page = listed(sit(*rules, lift("g", "ben")))
    assert "Rowan · restrictions on 2 Jun 2025 k Where she lives not to Ben since 3 Mar 2025, set by Alison" in page
    assert "Not yet l Later (from 20 Jun 2025)" in page
    assert "No longer in force g Gone (lifted 1 May 2025 by Alison) o Over (ended 1 May 2025)" in page
    assert page.count("Later") == 1
    assert "Nothing is restricted" not in page
    assert "Nothing is restricted." in (empty := listed(sit()))
    assert "Not yet" not in empty
    assert "No longer" not in empty


def test_of_each_who_may_have_it_until_when_for_whom_it_was_lifted_and_how_much_it_covers(sit):
    whole, part, loose = entry("x"), entry("x"), entry("Quill Lane")
    rule = restriction(
        never_to=["ben", "cal"],
        may_have=["ana"],
        until=LATER,
        covers=[whole.id, f"{part.id}#account", "h1", "h2", "dee"],
    )
    school = family_of(person={"eli": {"school": [{"name": "Hill", "restricted": "k"}]}})
    twice = entry("Quill Lane", parts=[("more", "Quill Lane")])
    sitting = sit(whole, part, loose, twice, rule, lift("k", "ben"), family=school)
    page = listed(sitting)
    assert (
        "not to Cal Ana may have it since 3 Mar 2025, set by Alison; until 20 Jun 2025 lifted for Ben on 1 May" in page
    )
    assert "covers 1 record, 1 part of a record, 1 person, 2 homes, 3 relations, 1 detail" in page
    assert "its words stand without it in 2 records" in page
    bare = listed(sit(restriction(), lift("k", "ben", LATER), loose))
    assert "covers nothing by itself" in bare
    assert "in 1 record " in bare + " "
    for words in ("may have it", "until", "lifted"):
        assert words not in bare
    assert "its words stand without it in" not in listed(sit(restriction()))


def test_a_long_name_goes_on_below_itself(sit):
    sitting = sit(restriction(what="Where she lives now, " * 8))
    listed(sitting)
    lines = sitting.desk.stdout.getvalue().splitlines()
    assert lines[2].startswith("k      Where she")
    assert lines[3].startswith("       ")
    assert "k" not in lines[3].split()
    assert max(map(len, lines)) <= sitting.desk.width
    assert lines[lines.index("", 2) + 1].startswith("fsworkbook restrict set")


def test_one_persons_restrictions_and_who_is_nobody(sit):
    rules = restriction(never_to=["ben", "Mr Quill"]), restriction("m", ("Saltby",), never_to=["cal"])
    sitting = sit(*rules)
    for typed, keys in (("ben", ["k"]), ("Cal", ["m"]), ("Mr Quill", ["k"]), ("ana", []), (None, ["k", "m"])):
        assert [item["key"] for item in data(sitting, restrictlines.show_list, typed, None)] == keys
    with pytest.raises(BadInput, match="Nemo"):
        listed(sitting, "Nemo")
    assert restrictlines.who(sitting, "Mr Quill") == "Mr Quill"
    assert restrictlines.who(sitting, "Ben Rowan") == "ben"


def test_as_data_it_says_from_whom_it_is_kept_on_that_day(sit):
    sitting = sit(restriction(until=MAY), entry("Quill Lane"))
    now, then = (data(sitting, restrictlines.show_list, None, day)[0] for day in (None, SPRING))
    assert (now["in_force"], now["kept_from"], then["in_force"], then["kept_from"]) == (False, [], True, ["ben"])
    assert [place["section"] for place in now["untagged"]] == ["account"]
    assert data(sit(restriction(), lift("k", "ben")), restrictlines.show_list, None, None)[0]["lifts"]


# ---- the check ----------------------------------------------------------------------------------------------


def test_a_check_names_records_copies_and_keys_and_says_where_nothing_is_to_do(sit):
    slip, teams = entry("Quill Lane", "PA-B", ["ben"]), record("note", "Quill Lane")
    rule = restriction(what="Where she lives")
    page, code = checked(sit(slip, teams, rule))
    assert code == 1
    assert "k Where she lives Its words stand without it, and could reach Ben: 3 Mar 2025 Module 3 with Ben" in page
    assert "hold such words once" in page
    assert "copies that are out" not in page
    assert "Nothing to put right" not in page
    page, code = checked(sit(teams, rule))
    assert (code, "Nothing to put right" in page, "hold such words" in page) == (0, True, True)
    assert "hold such words 2 times" in checked(sit(teams, record("note", "Quill Lane"), rule))[0]
    page, code = checked(sit(rule))
    assert (code, "Nothing to put right" in page, "hold such words" in page) == (0, True, False)
    page, code = checked(sit(rule, copy()))
    assert (code, "Where she lives: copies that are out Ben Rowan records" in page) == (1, True)
    assert "Its words stand" not in page
    page, code = checked(sit(rule, entry("x", restricted=["zz"])))
    assert (code, "No restriction has the key zz" in page) == (1, True)
    odd = record("strange", "Quill Lane")
    assert checked(sit(odd, rule))[1] == 0, "of a kind that is not known, it goes to nobody"


def test_a_check_is_of_what_is_in_force_on_its_day(sit):
    slip = entry("Quill Lane")
    assert checked(sit(slip, restriction(until=MAY)))[1] == 0
    assert checked(sit(slip, restriction(until=MAY)), MAY)[1] == 1
    assert checked(sit(slip, restriction(), lift("k", "ben")))[1] == 0


def test_many_records_are_counted(sit):
    page, _ = checked(sit(*(entry("Quill Lane") for _ in range(12)), restriction()))
    assert "more" not in page
    assert "and 1 more" in checked(sit(*(entry("Quill Lane") for _ in range(13)), restriction()))[0]


def test_two_with_one_key_are_told_and_two_versions_of_one_are_not(sit):
    one, other = restriction(), restriction(never_to=["cal"])
    page, code = checked(sit(one, other))
    assert (code, "Two restrictions have the key k" in page) == (1, True)
    again = [restriction(corrects=[one.id], never_to=who) for who in (["ben", "cal"], ["ben", "eli"])]
    assert checked(sit(one, *again))[1] == 0
    assert data(sit(one, other), restrictcheck.show_check, None)["twice"] == ["k"]


# ---- to cover more ------------------------------------------------------------------------------------------


@pytest.fixture
def cover(sit, monkeypatch):
    """Let a restriction cover more, in memory; returns what it covers then, and what was said."""

    def commit(folder, records, _bearings, *, action):
        assert action == "correct"
        folder.held += records
        return records, SimpleNamespace(finished=(), hand_edits=())

    monkeypatch.setattr(restrictcover, "commit", commit)

    def down(*records, asker=None, key=None, names=None, reason=None):
        sitting = sit(*records, by="tom")
        if asker is not None:
            sitting = sitting._replace(desk=sitting.desk._replace(asker=lambda _: asker))
        asks = SimpleNamespace(sit=lambda **_: sitting, desk=sitting.desk, source=None)
        restrictcover.cover_more(asks, key, names, reason)
        down.said = said(sitting)
        return sitting

    return down


def test_it_covers_what_it_did_and_what_is_named(cover):
    one, other, rule = entry("Quill Lane"), entry("x"), restriction(covers=["h1"])
    first = restriction("a", ("Saltby",))
    sitting = cover(one, other, first, rule, key="k", names=[one.id, f"{other.id}#account", "cal"])
    made = next(item for item in restrictions(sitting.ledger()) if item.key == "k")
    assert sitting.folder.held[-1].id in cover.said
    assert made.covers == ("h1", one.id, f"{other.id}#account", "cal")
    assert sitting.folder.held[-1].word("correction_reason") == "covers more"
    assert "k covers 1 record, 1 part of a record, 1 person, 1 home" in cover.said
    again = cover(one, rule, key="k", names=[one.id], reason="It slipped.")
    assert again.folder.held[-1].word("correction_reason") == "It slipped."


def test_what_cannot_be_covered(cover):
    slip, rule = entry("Quill Lane"), restriction()
    for records, given, words in (
        ([slip], {"key": "k"}, "no restriction of this family. Its restrictions: none yet"),
        ([slip, rule], {"key": "m", "names": [slip.id]}, "no restriction of this family. Its restrictions: k"),
        ([slip, rule], {}, "which restriction"),
        ([slip, rule], {"key": "k"}, "which records"),
        ([rule], {"key": "k"}, "no record holds the words of k without it"),
        ([slip, rule], {"key": "k", "names": ["nobody at all"]}, "covers"),
    ):
        with pytest.raises(BadInput, match=words):
            cover(*records, **given)


def test_keys_that_it_does_not_take(cover, monkeypatch):
    monkeypatch.setattr(restrictcover, "answers", lambda *_: {"key": "k", "guard": ["Hill"]})
    with pytest.raises(BadInput, match="not guard"):
        cover(entry("Quill Lane"), restriction())
    monkeypatch.setattr(restrictcover, "answers", lambda *_: {"key": ["k"]})
    with pytest.raises(BadInput, match="no restriction of this family"):
        cover(entry("Quill Lane"), restriction())
    slip = entry("Quill Lane")
    monkeypatch.setattr(restrictcover, "answers", lambda *_: {"key": "k", "covers": slip.id, "by": "tom"})
    assert restrictions(cover(slip, restriction()).ledger())[0].covers == (slip.id,)


def test_somebody_who_can_be_asked_chooses_among_those_that_hold_its_words(cover):
    slip, clean, rule = entry("Quill Lane"), entry("x"), restriction()
    other = restriction("m", ("Saltby",), never_to=["cal"])
    asker = Listener(None, one="k")
    (first, _) = restrictions(cover(slip, clean, rule, other, asker=asker).ledger())
    assert first.covers == (slip.id,)
    assert set(asker.offered) == {slip.id}
    both = entry("Quill Lane, Saltby")
    sitting = cover(both, rule, other, asker=Listener(None, one="m"))
    made = {item.key: item.covers for item in restrictions(sitting.ledger())}
    assert made == {"k": (), "m": (both.id,)}
    with pytest.raises(BadInput, match="which restriction"):
        cover(clean, rule, asker=asker)
    with pytest.raises(BadInput, match="no restriction of this family"):
        cover(slip, rule, asker=asker, key="x")
    assert restrictions(cover(slip, rule, asker=Listener(None)).ledger())[0].covers == (slip.id,), "the first"


def test_two_that_stand_side_by_side_become_one_that_keeps_back_what_both_did(cover):
    first, slip = restriction(), entry("x")
    twins = [
        restriction(corrects=[first.id], guard=["Quill Lane", "Hill Road"], may_have=["ana"]),
        restriction(corrects=[first.id], never_to=["ben", "cal"]),
    ]
    sitting = cover(first, *twins, slip, key="k", names=[slip.id])
    (made,) = restrictions(sitting.ledger())
    assert len(made.records) == 1
    assert set(made.guard) == {"Quill Lane", "Hill Road"}
    assert (set(made.never_to), made.covers) == ({"ben", "cal"}, (slip.id,))
    assert coverage(sitting.family, sitting.ledger())[0].tagged == (slip.id,)


# ---- the other families -------------------------------------------------------------------------------------

OTHER = """format = 1
reference = "FS-0010"
surname = "Teal"
opened = 2025-03-03
"""


@pytest.fixture
def caseload(sit, tmp_path, monkeypatch):
    """A caseload of the family and two others, one of which cannot be read."""
    names = ("Ana Rowan", "Xenia Quillfeather", "Xenia")
    rows = "".join(f'[[person]]\nkey = "p{at}"\nname = "{name}"\npart = "other"\n' for at, name in enumerate(names))
    for name, text in (("rowan", OTHER), ("teal", OTHER + rows), ("broken", "format = ")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "family.toml").write_text(text, "utf-8")
    folder = SimpleNamespace(name="teal", table=lambda: tomllib.loads(OTHER + rows))

    def opened(path):
        if path.name != "teal":
            raise BadInput("no")
        return folder

    monkeypatch.setattr(vicinity, "Folder", SimpleNamespace(open=opened))
    monkeypatch.setattr(vicinity.prints, "of", lambda _folder: frozenset({7}))
    monkeypatch.setattr(vicinity.prints, "are_kept", lambda _path: False)
    sitting = sit()
    sitting.folder.path = tmp_path / "rowan"
    return sitting


def test_a_neighbour_is_looked_for_by_whole_names_that_are_nobodys_here(caseload):
    (found,) = vicinity.neighbours(caseload)
    assert (found.family, found.names, found.prints) == ("teal", ["Xenia Quillfeather"], {7})
    assert said(caseload) == ""
    caseload.folder.path = caseload.folder.path.parent / "nowhere" / "rowan"
    assert vicinity.neighbours(caseload) == [], "a caseload that cannot be read has none"


def test_it_is_said_where_many_are_looked_through_for_the_first_time(caseload, monkeypatch):
    monkeypatch.setattr(vicinity, "_MANY", 1)
    vicinity.neighbours(caseload)
    assert "Looking through 2 other families" in said(caseload)
    monkeypatch.setattr(vicinity, "_MANY", 2)
    caseload.desk.stderr.truncate(0)
    vicinity.neighbours(caseload)
    assert said(caseload).strip("\0") == ""


def test_what_is_another_familys_is_said_once_with_its_first_place(caseload, monkeypatch):
    kinds = enumerate(["name", "run"] * 2)
    found = [SimpleNamespace(family="teal", what=what, where=f"line {at}") for at, what in kinds]
    monkeypatch.setattr(vicinity, "warnings", lambda *_: found)
    WARN(caseload, {".md": b""}, "x")
    told = " ".join(said(caseload).split())
    assert "a name of another family (teal) stands in line 0." in told
    assert "a run of words of another family (teal) stands in line 1." in told
    assert "line 2" not in told
