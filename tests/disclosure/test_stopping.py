"""What stops a copy, who lets what pass, and that nothing is written before: each guard by itself, without a folder."""

import io
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from fsworkbook.cli.disclosing import copying, reportcopy
from fsworkbook.cli.disclosing.registering import Registered
from fsworkbook.cli.disclosing.stopping import Passing, check, first_name, who_may
from fsworkbook.cli.frame.desk import Desk
from fsworkbook.cli.paper.filenames import reader
from fsworkbook.errors import BadInput, Refused
from fsworkbook.report import markdown
from fsworkbook.report.banners import TRAINING
from fsworkbook.report.copypaper import as_copy
from fsworkbook.report.document import Document, para, text
from fsworkbook.workbook.disclosure.edition import edition
from fsworkbook.workbook.disclosure.guarding import Guard
from fsworkbook.workbook.disclosure.recipient import find_recipient
from fsworkbook.workbook.disclosure.slips import Slip
from fsworkbook.workbook.forms.bearings import Bearings
from fsworkbook.workbook.ledger import ledger
from tests.disclosure.test_editions import JUNE, MAY, PRACTICE, SPRING, entry, family_of, restriction

NOW = datetime(2025, 6, 2, 10, tzinfo=UTC)
WHY = "He knows it already."
NAMED = f"FS-0009-test-2025-05-01-copy-{reader(find_recipient('ben', family_of(), PRACTICE), 'FS-0009')}"


class Sitting:
    """As much of a command's work on a family as stopping a copy asks for."""

    def __init__(self, *records, by="alison", family=None, place=None):
        self.family = family or family_of()
        self.practice = PRACTICE
        self.member = self.author = self.family.team[by]
        self.said = io.StringIO()
        env = {"FSWORKBOOK_NOW": "2025-06-02T10:00"}
        self.desk = Desk(env, io.StringIO(), self.said, self.said, place or Path.cwd())
        self.folder = SimpleNamespace(name="rowan", path=place)
        self._records = records

    def _replace(self, family):
        return Sitting(*self._records, by=self.member.key, family=family, place=self.desk.cwd)

    def ledger(self, at=None):
        return ledger(self._records, at)

    def bearings(self):
        return Bearings(self.family, PRACTICE, self.author, NOW, lambda day, by: f"{day}-{by}-aaaaaaaaaa")

    def edition(self, who, day=MAY):
        return edition(find_recipient(who, self.family, PRACTICE), self.family, PRACTICE, self.ledger(), day, JUNE)

    def check(self, who="ben", passing=None, day=MAY):
        found = self.edition(who, day)
        return check(self, found, Guard(found.guarded), passing or Passing())


def slip(text="at Quill Lane", **more):
    return entry(text, "PA-B", ["ben"], **more)


def test_nothing_stops_what_holds_nothing():
    assert Sitting(slip("plain"), restriction()).check() == ()


def test_each_record_that_stops_a_copy_is_named_and_its_words_are_not():
    one, two = slip(), slip("Leanne Osei came to Quill Lane")
    with pytest.raises(Refused) as said:
        Sitting(one, restriction()).check()
    assert f"Entry {one.id} (k) holds words" in str(said.value)
    assert "Put it right" in str(said.value)
    with pytest.raises(Refused) as said:
        Sitting(one, two, restriction()).check()
    assert f"{one.id} (k); {two.id} (a worker of whom they are not told, k)" in str(said.value)
    assert "Put them right" in str(said.value)
    assert "ask Alison to let them pass" in str(said.value)
    assert not {"Quill", "Leanne"} & set(str(said.value).split())


def test_what_was_put_right_since_says_so():
    one = slip()
    right = slip("there", on=date(2025, 5, 20), corrects=[one.id])
    with pytest.raises(Refused, match="It was put right since: leave --at out"):
        Sitting(one, right, restriction()).check()
    other = slip()
    with pytest.raises(Refused, match="Put them right"):
        Sitting(one, right, other, restriction()).check()


def test_the_manager_alone_lets_pass_with_a_reason_and_only_what_stops_it():
    one, two = slip(), slip("again at Quill Lane")
    sitting = Sitting(one, two, restriction())
    both = (Slip(one.id, "k"), Slip(two.id, "k"))
    assert sitting.check(passing=Passing((one.id, two.id), WHY)) == both
    assert sitting.check(passing=Passing(("k",), WHY)) == both
    with pytest.raises(Refused) as said:
        sitting.check(passing=Passing((one.id,), WHY))
    assert one.id not in str(said.value)
    for reason in ("", "  "):
        with pytest.raises(BadInput, match="--reason"):
            sitting.check(passing=Passing(("k",), reason))
    with pytest.raises(BadInput, match="--let-pass: another does not stop"):
        sitting.check(passing=Passing(("k", "another"), WHY))
    with pytest.raises(Refused, match="may not do this"):
        Sitting(one, two, restriction(), by="priya").check(passing=Passing(("k",), WHY))


def test_who_may_and_what_a_reader_is_called():
    sitting = Sitting()
    assert first_name(sitting, sitting.edition("ben")) == "Ben"
    assert first_name(sitting, sitting.edition("court")) == "The court"
    assert who_may(sitting, "release-copy") == "Alison"
    assert who_may(sitting, "release-copy", "DW") == "Priya or Alison"
    assert who_may(sitting, "release-copy", "DW", ["priya"]) == "Alison"
    assert who_may(sitting, "release-copy", but=["alison"]) == "the team manager"
    left = Sitting(family=family_of(team={"alison": {"until": SPRING}}), by="priya")
    assert who_may(left, "release-copy") == "the team manager"


# Whose report


def test_a_report_is_for_those_who_were_assessed_and_their_own():
    sitting = Sitting()
    assert reportcopy.choose(sitting, sitting.edition("ben"), None, None) == "PA-B"
    assert reportcopy.choose(sitting, sitting.edition("court"), None, "PA-A") == "PA-A"
    for who, parent, key in (("fay", None, None), ("ben", "ana", None), ("ben", None, "PA-A"), ("fay", None, "PA-A")):
        with pytest.raises(Refused, match=r"F\.20"):
            reportcopy.choose(sitting, sitting.edition(who), parent, key)


@pytest.mark.parametrize(
    ("since", "until", "refused"),
    [
        (SPRING, None, True),
        (date(2025, 5, 20), None, True),  # not on the paper's day, but today
        (SPRING, date(2025, 5, 10), True),  # not today, but on the paper's day
        (SPRING, date(2025, 4, 1), False),
    ],
)
def test_two_whom_an_order_keeps_apart_have_no_joint_paper(since, until, refused):
    order = {"o1": {"from": since, **({"until": until} if until else {})}}
    sitting = Sitting(family=family_of(order=order, assessment={"PA-B": {"parents": ["ana", "ben"]}}))
    if refused:
        with pytest.raises(Refused, match=r"joint paper.*split"):
            reportcopy.choose(sitting, sitting.edition("ben"), None, "PA-B")
    else:
        assert reportcopy.choose(sitting, sitting.edition("ben"), None, "PA-B") == "PA-B"


# From the edition to the file


def test_a_copy_is_of_its_day_and_where_none_is_said_of_today():
    sitting = Sitting(slip("plain"))
    assert copying.edition_for(sitting, "ben", None).day == JUNE
    assert copying.edition_for(sitting, "ben", MAY).day == MAY


def paper(*lines, authors=()):
    """Return what makes a paper of what its edition says, with further lines."""

    def build(found):
        said = [part.text for item in found.ledger.standing for part in item.sections]
        return copying.Paper(
            "test", "test", Document(title="T", made=found.day, blocks=tuple(map(para, [*lines, *said]))), authors
        )

    return build


@pytest.fixture
def made(tmp_path, monkeypatch):
    """Make a copy; what is registered is kept in a list, and let go only where `released` says so."""
    registered, looked = [], []

    def run(*records, who="ben", released=True, build=None, passing=Passing(), output=None, **more):  # noqa: B008
        def register(_sitting, prepared):
            registered.append(prepared)
            return Registered("id", 1, released)

        monkeypatch.setattr(copying, "register", register)
        monkeypatch.setattr(copying.vicinity, "warn", lambda _sitting, files, name: looked.append((set(files), name)))
        sitting = Sitting(*records, place=tmp_path, **more)
        copying.copy(sitting, sitting.edition(who), build or paper("a line"), [".md"], output, passing)
        return sitting.said.getvalue()

    run.registered, run.looked = registered, looked
    run.files = lambda: {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()}
    return run


def test_a_copy_is_registered_with_its_hash_and_written(made):
    assert "checking" not in made(slip("plain"))
    ((name, text),) = made.files().items()
    assert name == f"{NAMED}.md"
    assert "plain" in text
    assert PRACTICE.audiences.sentence.split(",")[0] in text
    (one,) = made.registered
    assert (one.recipient, one.paper, one.format, one.at, one.lets_pass) == ("ben", "test", "md", MAY, ())
    assert len(one.sha256) == 64
    assert made.looked == [({".md"}, NAMED)], "the other families are looked for in it"


def test_a_made_up_family_says_so_and_a_real_one_does_not(made):
    for family, told in ((family_of(), True), (family_of()._replace(training=False), False)):
        made(slip("plain"), family=family)
        assert (TRAINING in next(iter(made.files().values()))) is told


def test_a_report_for_the_family_has_no_places_and_the_teams_own_has():
    for who, told in (("ben", False), ("team", True)):
        sitting = Sitting(slip("plain", where="the library"))
        assembled = reportcopy.build(sitting, {"assessment": "PA-B"})(sitting.edition(who))
        assert assembled.what == "PA-B"
        assert ("Where" in markdown.render(assembled.document)) is told


def test_several_formats_are_written_side_by_side_and_each_is_closed(tmp_path, monkeypatch):
    monkeypatch.setattr(copying, "register", lambda *_: Registered("id", 1, released=True))
    monkeypatch.setattr(copying.vicinity, "warn", lambda *_: None)
    sitting = Sitting(slip("plain"), place=tmp_path)
    seal = lambda _data, suffix: f"closed {suffix}".encode()  # noqa: E731 - as short as it is
    copying.copy(sitting, sitting.edition("ben"), paper(), [".md", ".html"], tmp_path / "mine.md", seal=seal)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "mine.md": "closed .md",
        "mine.html": "closed .html",
    }


def test_the_teams_own_paper_has_no_note_about_what_is_held():
    document = Document(title="T", made=MAY, blocks=(para("x"),))
    assert len(as_copy(document, "Ben", "").blocks) == 1
    assert len(as_copy(document, "Ben", "held").blocks) == 2
    assert as_copy(document, "Ben", "").banners == ("Copy for Ben",)
    assert as_copy(document, "Ben", "", training="made up", checking=True).banners == (
        "Copy for Ben",
        "made up",
        "For checking only",
    )
    assert as_copy(document, "The court", "").banners == ("Copy for the court",)
    ours = document._replace(banners=("For the team only", "Draft", TRAINING, "To be signed"))
    assert as_copy(ours, "Ben", "", training=TRAINING).banners == ("Draft", "Copy for Ben", TRAINING)
    assert as_copy(document, "Ben", "").cover == ()
    covered = document._replace(cover=(("Version", text("2")), ("For", text("everybody"))))
    assert as_copy(covered, "Ben", "").cover == (("Version", text("2")), ("For", text("Ben")))


def test_what_waits_is_written_for_checking_alone_and_says_who_may(made):
    said = made(slip("plain"), released=False, build=paper(authors=("alison",)))
    ((name, text),) = made.files().items()
    assert name == f"{NAMED.replace('-copy-', '-for-checking-')}.md"
    assert "For checking only" in text
    assert "Priya can let the copy itself go" in said


def test_the_teams_own_is_written_whole_and_registered_by_nobody(made):
    made(slip(), restriction(), who="team")
    ((_, text),) = made.files().items()
    assert "Quill Lane" in text
    assert PRACTICE.audiences.sentence.split(",")[0] not in text
    assert made.registered == []


@pytest.mark.parametrize("where", ["record", "paper", "name"])
def test_nothing_is_registered_or_written_where_anything_stops_it(made, where, tmp_path):
    told = {
        "record": {"records": (slip(),)},
        "paper": {"build": paper("at Quill Lane")},
        "name": {"output": tmp_path / "Quill-Lane.md"},
    }[where]
    with pytest.raises((Refused, BadInput)) as said:
        made(*told.pop("records", ()), restriction(), **told)
    assert "Quill" not in str(said.value)
    assert (made.files(), made.registered) == ({}, [])


def test_what_is_let_pass_passes_in_its_record_and_nowhere_else(made):
    one = slip()
    passing = Passing((one.id,), WHY)
    made(one, restriction(), passing=passing)
    assert "Quill Lane" in next(iter(made.files().values()))
    (kept,) = made.registered
    assert (kept.lets_pass, kept.reason) == ((one.id,), WHY)
    with pytest.raises(Refused, match="was not made"):
        made(one, restriction(), passing=passing, build=paper("at Quill Lane besides"))
    other = restriction("m", guard=["Moor"])
    with pytest.raises(Refused, match="was not made"):
        made(one, restriction(), other, passing=passing, build=paper("on Moor Street"))


def test_data_is_searched_like_a_paper(tmp_path):
    sitting = Sitting(slip(), restriction(), place=tmp_path)
    found = sitting.edition("ben")
    with pytest.raises(Refused):
        copying.emit(sitting, found, "records", {"said": "at Quill Lane"})
    assert sitting.said.getvalue() == ""
    copying.emit(sitting, found, "records", {"said": "there"})
    assert '"there"' in sitting.said.getvalue()


def test_a_copy_that_would_be_another_is_not_made_again(made, tmp_path):
    made(slip("plain"))
    (one,) = made.registered
    sitting = Sitting(slip("plain"), place=tmp_path)
    as_it_was = {"format": "md", "lets_pass": (), "reason": "", "told": {}}
    copied = SimpleNamespace(recipient="ben", at=MAY, sha256=one.sha256, **as_it_was)
    data, name = copying.again(sitting, copied, paper("a line"))
    assert (b"plain" in data, str(name)) == (True, NAMED)
    copied.sha256 = "0" * 64
    with pytest.raises(BadInput, match="another one today"):
        copying.again(sitting, copied, paper("a line"))


def test_who_wrote_an_assessments_analyses():
    def wrote(by, key="PA-B", on=SPRING, kind="analysis"):
        return entry("x", key, ["ben"], by=by, on=on)._replace(kind=kind)

    later = wrote("tom", on=date(2025, 5, 2))
    sitting = Sitting(wrote("priya"), wrote("leanne", "PA-A"), wrote("bell", kind="module"), later)
    assert copying.authors_of(sitting, "PA-B", MAY) == ("priya",)
    assert copying.authors_of(sitting, "PA-B", JUNE) == ("priya", "tom")
