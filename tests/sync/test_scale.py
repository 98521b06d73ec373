"""Several clients at once through a real git server (`bench/scale.py`): nothing is lost, and a loss would be seen."""

import subprocess

import pytest
from bench import clients, grounds, scale

from fsworkbook.store import sync
from tests.sync.conftest import git

SMALL = scale.Size(repositories=10, clients=5, records=2, shared=1, own=1, prepared=20, sample=4, alone=1, large=30)


@pytest.fixture
def ground(tmp_path, monkeypatch):
    monkeypatch.setattr(grounds, "GROUND", tmp_path)
    return tmp_path


@pytest.mark.usefixtures("ground")
def test_five_clients_at_once_lose_nothing(capsys):
    scale.run(SMALL)
    told = capsys.readouterr().out
    assert "15 records were acknowledged; all are in the shared history, once and to the letter" in told
    assert "1 shared families whole" in told


def family(ground):
    """Return a bare family of five records, and what a client recorded there and was told is shared."""
    served = ground / "served"
    served.mkdir()
    scale.make(served, ["fs-0001.git", "fs-0002.git"], 5)
    place = served / "fs-0001.git"
    sync.prepare(place)  # once more changes nothing
    folder = clients.join(str(place), ground / "one")
    stem, content = clients.record(folder, 0)
    done = clients.share(folder, 0)
    made = {"what": "record", "family": place.name, "id": stem, "content": content}
    return place, [made, {"what": "sync", "family": place.name, "sent": list(done.sent), "head": done.head}]


def hold(place, rows):
    scale.hold(place.parent, ["fs-0001.git", "fs-0002.git"], rows, 5)


def commit(place, tree, *parents):
    """Put a commit with a tree in the place of what is shared, as nobody may."""
    after = [word for parent in parents for word in ("-p", parent)]
    made = git(place, "commit-tree", tree, *after, "-m", "x", extra={
        f"GIT_{who}_{what}": "x@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    })  # fmt: skip
    git(place, "update-ref", "refs/heads/main", made)
    return made


def test_what_is_whole_passes(ground, capsys):
    place, rows = family(ground)
    hold(place, rows)
    assert "1 records were acknowledged" in capsys.readouterr().out


def test_a_record_that_is_gone_is_seen(ground):
    place, rows = family(ground)
    rows[1]["head"] = git(place, "rev-parse", "main~1")
    git(place, "update-ref", "refs/heads/main", rows[1]["head"])
    with pytest.raises(SystemExit, match=f"{rows[0]['id']} is lost or changed"):
        hold(place, rows)


def test_a_record_whose_words_changed_is_seen(ground):
    place, rows = family(ground)
    listed = git(place, "ls-tree", "-r", "main").splitlines()
    blob = subprocess.run(
        ["git", "hash-object", "-w", "--stdin"], cwd=place, input="+++\nother words\n", capture_output=True,
        text=True, check=True,
    ).stdout.strip()  # fmt: skip
    place_of = next(line for line in listed if rows[0]["id"] in line)
    path = place_of.partition("\t")[2]
    index = {"GIT_INDEX_FILE": str(ground / "index")}
    git(place, "read-tree", "main", extra=index)
    git(place, "update-index", "--cacheinfo", f"100644,{blob},{path}", extra=index)
    rows[1]["head"] = commit(place, git(place, "write-tree", extra=index), git(place, "rev-parse", "main"))
    with pytest.raises(SystemExit, match=f"{rows[0]['id']} is lost or changed"):
        hold(place, rows)


def test_a_client_that_ended_elsewhere_is_seen(ground):
    place, rows = family(ground)
    rows[1]["head"] = git(place, "rev-parse", "main~1")
    with pytest.raises(SystemExit, match="a client ended elsewhere in fs-0001"):
        hold(place, rows)


def test_a_record_that_nobody_was_told_of_or_was_told_of_twice_is_seen(ground):
    place, rows = family(ground)
    with pytest.raises(SystemExit, match="6 records, where 5 were made"):
        hold(place, [])
    with pytest.raises(SystemExit, match="was acknowledged 2 times"):
        hold(place, [*rows, rows[1]])
    with pytest.raises(SystemExit, match="was acknowledged 0 times"):
        hold(place, rows[:1])
