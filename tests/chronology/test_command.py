"""`fsworkbook chronology` and `event` through the real command line."""

import json
from datetime import UTC, datetime

import pytest

from fsworkbook.store.folder import Author, Change, Folder
from tests.cli_work.conftest import FAMILY, Work

PAPER = "FS-0900-chronology-2025-04-14"


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    home = tmp_path_factory.mktemp("chronology")
    author = Author("helen", "Helen Ward", "helen@example.org", "team-manager")
    change = Change("new-family", "new-family · marlow", author, datetime(2025, 2, 24, 9, tzinfo=UTC))
    folder = Folder.create(home / "load" / "marlow", FAMILY, change).path
    made = Work(folder, home / "settings.toml")
    (home / "desk").mkdir()
    made.desk = home / "desk"
    made.take(
        *("event", "--as", "priya"),
        stdin='on = 2024-11-02\nwhen = "autumn 2024"\nchildren = ["josh", "lily"]\ntext = "The police came."\n'
        'effect_on_child = { josh = "Hid.", lily = "Cried." }\nsupport = "A refuge was offered."\n',
    )
    made.take(
        *("event", "--as", "priya"),
        stdin='on = 2025-02-03\nuntil = 2025-02-07\ntext = "Josh was off school."\n'
        'effect_on_child = { josh = "Ill." }\n',
    )
    return made


def test_the_screen_tells_what_when_and_what_it_meant(work):
    code, out, _ = work.run("chronology")
    assert code == 0
    assert max(map(len, out.splitlines())) <= 80
    assert "Autumn 2024 " in out
    assert "3 Feb 2025 to 7 Feb 2025" in out
    assert "    Josh: Hid.\n    Lily: Cried.\n    Help: A refuge was offered." in out
    assert out.index("Josh Osgood is born") < out.index("The police came.") < out.index("17 Jan 2025 · order")


def test_a_childs_own_by_name_with_its_gaps(work):
    code, out, _ = work.run("chronology", "--child", "Lily")
    assert code == 0
    assert "    Cried.\n" in out
    assert "Hid." not in out
    assert "Recorded for others alone: did it touch Lily too?" in out
    assert "3 years" in out


def test_events_alone_and_everything(work):
    plain = work.run("chronology", "--events")[1]
    assert "born" not in plain
    assert "order" not in plain
    assert work.run("chronology", "--events", "--all")[0] == 2
    assert work.run("chronology", "--child", "rosa")[0] == 2
    assert work.run("chronology", "--since", "2025-03-01", "--until", "2025-02-01")[0] == 2


def test_as_data_and_as_at(work):
    code, out, _ = work.run("chronology", "--events", "--json")
    said = json.loads(out)
    assert (code, said["kind"]) == (0, "chronology")
    first, second = said["data"]["lines"]
    assert first["effects"] == [{"children": ["josh"], "words": "Hid."}, {"children": ["lily"], "words": "Cried."}]
    assert (first["when"], first["details"]) == ("autumn 2024", {"support": "A refuge was offered."})
    assert (second["until"], second["children"]) == ("2025-02-07", ["josh"])
    told = json.loads(work.run("chronology", "--events", "--json", "--at", "2025-04-13")[1])
    assert told["data"]["lines"] == []


def test_it_is_printed_under_a_neutral_name(work):
    code, out, _ = work.run("chronology", "--pdf", "--md", "--output", str(work.desk))
    assert code == 0
    assert sorted(path.name for path in work.desk.iterdir()) == [f"{PAPER}.md", f"{PAPER}.pdf"]
    assert out.split() == [str(work.desk / f"{PAPER}.pdf"), str(work.desk / f"{PAPER}.md")]
    assert work.run("chronology", "--child", "lily", "--md", "--output", str(work.desk))[0] == 0
    (own,) = [path for path in work.desk.iterdir() if "impact" in path.name]
    assert own.name == "FS-0900-impact-chronology-2-2025-04-14.md"
    assert "lily" not in own.name


def test_what_it_meant_for_another_child_is_added_and_the_rest_stays(work):
    code, out, err = work.run(
        *("event", "--as", "priya", "--from", "-"),
        stdin='text = "A row."\nchildren = ["josh"]\neffect_on_child = "Hid."',
    )
    assert code == 0, err
    (made,) = work.take(
        *("correct", out.strip(), "--as", "priya"), stdin='reason = "asked"\neffect_on_child = { lily = "Woke." }'
    )
    (record,) = json.loads(work.run("show", made, "--json")[1])["data"]
    assert record["keys"]["effect_on_child"] == {"josh": "Hid.", "lily": "Woke."}
    assert record["keys"]["children"] == ["josh", "lily"]
    page = work.run("show", made)[1]
    assert "  Josh: Hid.\n  Lily: Woke." in page


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('text = "x"\neffect_on_child = {}', "effect_on_child is empty"),
        ('text = "x"\neffect_on_child = { rosa = "x" }', "not a child"),
        ('text = "x"\neffect_on_child = { josh = "" }', "is empty"),
        ('text = "x"\neffect_on_child = ["x"]', "takes words"),
        ('on = 2025-04-02\nuntil = 2025-04-02\ntext = "x"\neffect_on_child = "x"', "until is not after on"),
        ('on = 2025-04-02\nuntil = 2025-05-02\ntext = "x"\neffect_on_child = "x"', "future"),
        ('effect_on_child = "x"', "say what happened"),
    ],
)
def test_an_event_that_cannot_be_used_says_why(work, table, said):
    code, out, err = work.run("event", "--as", "priya", "--from", "-", stdin=table)
    assert (code, out) == (2, "")
    assert said in err
