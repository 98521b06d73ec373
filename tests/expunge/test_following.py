"""Colleagues follow what was expunged at their next sync, with their own work kept; and nothing else is followed."""

import json

import pytest

from fsworkbook.errors import StoreTrouble
from fsworkbook.store import codec, commits, layout, remote, union
from fsworkbook.store.expunging import planning
from fsworkbook.store.expunging.commits import write
from fsworkbook.store.expunging.following import Unlike
from fsworkbook.store.git import Git
from fsworkbook.workbook.disclosure.tombstones import Tombstone
from tests.expunge.conftest import expunge, findings, found_in, note, put, share, sound
from tests.sync.conftest import change, contents, edit, git

WORDS = ("Brandon", "brandon", "CARTER")


def texts(folder):
    return sorted(section.text for record in folder.records()[0] for section in record.sections)


def test_a_team_goes_through_two_expungings(team):
    """Somebody pushes in between, somebody is away for both, somebody quotes the words, somebody joins anew."""
    alison, priya, tom = team.of("alison", "priya", "tom")
    put(priya, text="Brandon Carter was here, and BRANDON\nCARTER again.\n")
    gone = put(priya, text="Of another family.\n", attachments=[("letter.txt", b"Of another family too.")])
    put(priya, text="This stays.\n")
    for who in ("priya", "alison", "tom"):
        share(team.folders[who], who)
    quoted = put(tom, "tom", "Again Brandon  Carter, says Tom.\n")
    corrected = put(tom, "tom", "Of another family, put right.\n", corrects=[gone], reason="a slip")
    put(tom, "tom", "Tom’s own.\n")
    edit(tom, "tom", "person", "kerry", communication="By letter")
    (tom.path / ".git/fsworkbook/drafts").mkdir()
    draft = tom.path / ".git/fsworkbook/drafts/note.json"
    table = {"title": "", "saved": "2025-03-04T09:00:00+00:00", "ids": [], "data": {"a": "Brandon Carter"}}
    draft.write_text(json.dumps(table))
    one = expunge(alison, "brandon carter", records=[gone])
    assert findings(alison) == []
    assert share(alison, "alison").sent == (one.record.id,)
    done = share(tom, "tom")
    assert done.tombstones == (one.record.id,)
    assert done.expunged == (corrected,)
    assert quoted in done.sent
    assert "[taken out]" in draft.read_text()
    for folder in (alison, tom):
        assert found_in(folder.path, *WORDS, "another family") == []
        assert findings(folder) == []
        sound(folder)
    assert "Again [taken out], says Tom.\n" in texts(tom)
    assert "Tom’s own.\n" in texts(tom)
    assert "By letter" in tom.family_text()
    share(alison, "alison")
    two = expunge(alison, "says Tom")
    put(tom, "tom", "In between.\n")
    share(tom, "tom")
    put(priya, text="Away for long.\n")
    share(alison, "alison")
    away = share(priya, "priya")
    assert set(away.tombstones) == {one.record.id, two.record.id}
    for who in ("tom", "alison", "priya"):
        share(team.folders[who], who)
    ruth = team.join("ruth")
    for folder in (alison, tom, priya, ruth):
        assert contents(folder) == contents(alison)
        assert found_in(folder.path, *WORDS, "another family", "says Tom") == []
        assert findings(folder) == []
        sound(folder)
    assert {"In between.\n", "Away for long.\n", "Tom’s own.\n", "This stays.\n"} <= set(texts(ruth))
    assert git(team.place, "config", "receive.denyNonFastForwards") == "true"


def test_what_was_pushed_in_between_is_cleaned_as_well(team):
    alison, tom = team.of("alison", "tom")
    put(alison, "alison", "Brandon Carter.\n")
    share(alison, "alison")
    share(tom, "tom")
    expunge(alison, "brandon carter")
    put(tom, "tom", "Brandon Carter, from Tom.\n")
    sent = share(tom, "tom").head
    share(alison, "alison")
    assert "[taken out], from Tom.\n" in texts(alison)
    assert found_in(alison.path, *WORDS) == []
    assert git(alison, "cat-file", "-e", sent, check=False) == ""
    share(tom, "tom")
    assert found_in(tom.path, *WORDS) == []
    assert findings(tom) == findings(alison) == []


class Meddler:
    """Somebody who rewrites the history with the program's own means, and sends it with git."""

    def __init__(self, folder, team):
        self.folder, self.team, self.git = folder, team, Git(folder.path)

    def rewrite(self, target, *, more=None, by="alison", says=None, parent=None):
        """Take something out as the program does; `more` may change what is made, `says` the tombstone."""
        private = self.folder.path / ".git" / "fsworkbook"
        plan = planning.look(self.git, target)
        cut = plan.cut()
        blobs = dict(cut.blobs) | (more(self.git, plan) if more else {})
        head = git(self.folder, "rev-parse", "HEAD")
        new = write(self.git, private, plan.commits, cut._replace(blobs=blobs), None)
        made = sum(old != now for old, now in new.items())
        went = plan.records, plan.altered, tuple(sorted(plan.dropped))
        tomb = Tombstone("another-family", head, new[head], made, len(plan.excision.strings), *went)
        tomb = tomb._replace(**(says or {}))
        record = note(by, kind="tombstone")._replace(head=tomb.head(), sections=())
        author = change(by).author
        text = commits.message("expunge · 2025-03-04", "expunge", author, (record.id,))
        above = parent or new[head]
        tree = union.added(self.git, private, above, {str(layout.path_of(record)): codec.encode(record)})
        made = commits.make(self.git, tree, (above,), text, commits.Signature.of(author, change().now))
        git(self.folder, "update-ref", "refs/heads/main", made)
        git(self.folder, "reset", "-q", "--hard")
        git(self.team.place, "config", "receive.denyNonFastForwards", "false")
        git(self.folder, "push", "-q", "--force", str(self.team.place), "main")
        return record.id


def another(_git, plan):
    """Another record is altered beside what is taken out."""
    out = {}
    for one in plan.commits:
        for line in _git.run("ls-tree", "-r", one.id).decode().splitlines():
            data = _git.run("cat-file", "blob", line.split()[2])
            if b"He hit her" in data:
                out[line.split()[2]] = data.replace(b"He hit her", b"He hugged her")
    return out


def marked(_git, plan):
    """Another word is taken out of one record beside what is taken out, and its mark stands there."""
    return {name: data.replace(b"hugged", b"[taken out]") for name, data in another(_git, plan).items()}


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"more": another}, "more was changed"),
        ({"more": marked}, "more was changed"),
        ({"by": "priya"}, "does not count"),
        ({"says": {"new": "a" * 40}}, "does not count"),
        ({"says": {"old": "b" * 40, "commits": 99}}, "does not count"),
        ({"says": {"strings": 0}}, "more was changed"),
        ({"says": {"altered": ()}}, "more was changed"),
    ],
)
def test_what_no_tombstone_says_is_refused_and_nothing_is_taken(team, how, words):
    alison, tom = team.of("alison", "tom")
    put(alison, "alison", "Brandon Carter.\n")
    put(alison, "alison", "He hit her.\n")
    share(alison, "alison")
    share(tom, "tom")
    put(tom, "tom", "Tom’s own.\n")
    before, head = contents(tom), git(tom, "rev-parse", "HEAD")
    Meddler(alison, team).rewrite(planning.Target(frozenset(), ("brandon carter",)), **how)
    with pytest.raises(Unlike, match=words):
        share(tom, "tom")
    assert (contents(tom), git(tom, "rev-parse", "HEAD")) == (before, head)
    assert findings(tom) == []
    if words == "does not count":
        assert {kind for kind, *_ in findings(alison)} >= {"tombstone"}


def test_the_same_by_the_program_s_own_means_is_followed(team):
    """The meddler's way itself is sound: where nothing is meddled with, it is followed."""
    alison, tom = team.of("alison", "tom")
    put(alison, "alison", "Brandon Carter.\n")
    share(alison, "alison")
    share(tom, "tom")
    record = Meddler(alison, team).rewrite(planning.Target(frozenset(), ("brandon carter",)))
    assert share(tom, "tom").tombstones == (record,)


def test_a_rewritten_history_without_a_tombstone_is_refused(team):
    alison, tom = team.of("alison", "tom")
    put(alison, "alison", "One.\n")
    share(alison, "alison")
    share(tom, "tom")
    git(team.place, "config", "receive.denyNonFastForwards", "false")
    git(alison, "-c", "user.name=x", "-c", "user.email=x@y.z", "commit", "-q", "--amend", "-m", "tidied")
    git(alison, "push", "-q", "--force", str(team.place), "main")
    with pytest.raises(StoreTrouble, match="was rewritten"):
        share(tom, "tom")


def test_what_was_taken_out_does_not_come_back(team):
    """A record that comes back by hand, and an old history that is merged in with git, are findings."""
    alison = team.of("alison")[0]
    gone = put(alison, "alison", "Brandon Carter.\n")
    data = next(alison.path.rglob(f"{gone}.md")).read_bytes()
    expunge(alison, records=[gone])
    (alison.path / "notes").mkdir(exist_ok=True)
    (alison.path / "notes" / f"{gone}.md").write_bytes(data)
    put(alison, "alison", "Another.\n")
    assert ("tombstone", "it was taken out, and is back", gone, "") in findings(alison)


def test_a_server_that_forbids_it_says_what_to_do(team):
    alison = team.of("alison")[0]
    put(alison, "alison", "Brandon Carter.\n")
    share(alison, "alison")
    expunge(alison, "brandon carter")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(remote, "_LIFTED", "--progress")
        with pytest.raises(StoreTrouble, match="allow it once"):
            share(alison, "alison")
    assert share(alison, "alison").sent
