"""A parent's diary: their own words to the letter, and no further than they say (I.14)."""

import pytest
from PIL import Image

WORDS = "took her 6 mins 2 come off mums leg.\n\n## not a heading\n\\ never counted b4  \n"
PAGE = f"parent = \"dean\"\nchild = \"lily\"\non = 2025-03-22\nwords = '''{WORDS}'''\nshare = \"{{}}\"\n"


def keep(work, share="team", who="tom", **more):
    return work.take("diary", "--as", who, stdin=PAGE.format(share) + "".join(f"{k} = {v}\n" for k, v in more.items()))


def test_the_words_come_back_to_the_letter(work):
    (key,) = keep(work)
    (found,) = work.data("diary", "--as", "priya")
    assert found == {
        "id": key,
        "parent": "dean",
        "child": "lily",
        "on": "2025-03-22",
        "by": "tom",
        "words": WORDS,
        "share": "team",
        "attached": [],
    }
    assert work.git("log", "-1", "--format=%s") == "diary · dean · 2025-03-22"


def test_the_names_of_the_story_are_understood(work):
    table = 'parent = "dean"\nabout = "lily"\ntext = "she laffed"\nshare = "Team and report"\n'
    work.take("diary", "--as", "tom", stdin=table)
    (found,) = work.data("diary")
    assert (found["child"], found["words"], found["share"]) == ("lily", "she laffed", "report")


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (PAGE.format("everybody"), "share takes one of: worker, team, report"),
        (PAGE.format("team").replace("words", "note"), "words is missing"),
        (PAGE.format("team").replace('share = "team"', ""), "share is missing"),
        (PAGE.format("team").replace('parent = "dean"', ""), "parent is missing"),
        (PAGE.format("team") + 'text = "x"\n', "text stands beside words"),
    ],
)
def test_what_cannot_be_used_is_named_and_nothing_is_written(work, table, words):
    before = work.state()
    code, out, err = work.run("diary", "--from", "-", "--as", "tom", stdin=table)
    assert (code, out) == (2, "")
    assert words in err
    assert work.state() == before


def test_out_of_a_text_file_with_a_picture_of_the_page_in_one_commit(work, tmp_path):
    (tmp_path / "page.txt").write_bytes(b"\xef\xbb\xbfshe said seven sleeps daddy\r\n")
    Image.new("RGB", (8, 8), "white").save(tmp_path / "page.png")
    before = work.git("rev-list", "--count", "HEAD")
    options = ("--words-from", str(tmp_path / "page.txt"), "--picture", str(tmp_path / "page.png"))
    told = ("--parent", "dean", "--child", "lily", "--share", "report")
    code, out, err = work.run("diary", *told, *options, "--as", "tom", "--no-input")
    assert code == 0, err
    page, note = out.split()
    assert int(work.git("rev-list", "--count", "HEAD")) == int(before) + 1
    (found,) = work.data("diary")
    assert (found["words"], found["attached"]) == ("she said seven sleeps daddy\n", [note])
    assert (work.folder / "attachments" / note / "page.png").is_file()
    assert f"attachments/{note}/page.png" in work.run("show", note)[1]
    assert "page.png" in work.run("show", page)[1]


def test_a_file_that_is_no_text_records_nothing(work, tmp_path):
    before = work.state()
    (tmp_path / "page.txt").write_bytes(b"\xff\xfe\x00")
    told = ("--parent", "dean", "--share", "team", "--words-from")
    for name, words in (("page.txt", "is not UTF-8 text"), ("none.txt", "cannot be read")):
        code, _, err = work.run("diary", *told, str(tmp_path / name), "--as", "tom", "--no-input")
        assert code == 2
        assert words in err
    assert work.state() == before


def papers(work, whom):
    records = work.data("records", "--for", whom, "--as", "helen")["records"]
    return sorted(item["keys"]["share"] for item in records if item["kind"] == "diary")


def test_each_goes_as_far_as_the_parent_said_and_no_further(work):
    for share in ("worker", "team", "report"):
        keep(work, share)
    assert papers(work, "dean") == ["report", "team", "worker"]
    assert papers(work, "court") == ["report"]
    assert papers(work, "team") == ["report", "team"]
    assert papers(work, "rosa") == []
    assert papers(work, "professional") == ["report"]


def test_what_is_for_one_worker_alone_is_not_read_out_to_others(work):
    keep(work, "worker")
    assert "took her 6 mins" in work.run("diary", "--list", "--as", "tom")[1]
    shown = work.run("diary", "--list", "--as", "priya")[1]
    assert "took her 6 mins" not in shown
    assert "Kept for Tom" in shown
    (found,) = work.data("diary", "--as", "priya")
    assert found["words"] is None


def test_saying_that_it_may_go_further_or_less_far(work):
    (key,) = keep(work, "report")
    work.take("correct", key, "--as", "tom", stdin='correction_reason = "He asked."\nshare = "worker"\n')
    assert papers(work, "court") == []
    assert papers(work, "team") == []
    (found,) = work.data("diary", "--as", "tom")
    assert found["words"] == WORDS


def test_keeping_one_by_keys_says_plainly_who_can_read_it(work, terminals):
    talk = terminals("diary", "--as", "tom", "--parent", "dean")
    for see, typed in (
        ("a page of a diary · Dean Foley", ()),
        ("About which child?", ("2", "\r")),
        ("Of which day", ("\r",)),
        ("The parent’s own words", ("she laffed at me", "\r")),
    ):
        talk.see(see)
        talk.type(*typed)
    assert "Everybody who has this" in (said := talk.see("How far may it go?"))
    assert "Whose diary?" not in said
    talk.type("\x03")
    assert talk.end() == 130
    talk = terminals("diary", "--as", "tom", "--parent", "mum")
    assert "answers kept" not in talk.see("About which child?")
    talk.type("\x03")
    assert talk.end() == 130
    talk = terminals("diary", "--as", "tom", "--parent", "dean")
    talk.see("answers kept")
    talk.type("\r")
    talk.see("How far may it go?")
    talk.type("2", "\r")
    talk.see("Is this right?")
    talk.type("\r")
    assert talk.end() == 0
    (found,) = work.data("diary")
    assert (found["parent"], found["child"], found["words"]) == ("dean", "lily", "she laffed at me")
    assert found["share"] == "team"
