"""Corrections, withdrawals, closed ratings: what `show` and `log` tell of them."""

import pytest

ENTRY = 'parent = "rosa"\non = 2025-04-10\nwhere = "home"\nanswers = { "3.1" = "He shouts.", "3.4" = "Tired." }\n'


@pytest.fixture
def entry(work):
    return work.take("module", "3", "--as", "priya", stdin=ENTRY)[0]


def said(work, key, name="M3.Q01", *more):
    return [
        next(part["text"] for part in item["sections"] if part["name"] == name)
        for item in work.data("show", key, *more)
    ]


def test_a_correction_stands_in_the_place_of_what_it_puts_right(work, entry):
    (made,) = work.take("correct", entry, "--as", "tom", stdin='reason = "a word"\nanswers = { "3.1" = "He yells." }\n')
    assert said(work, entry) == ["He yells."]
    assert said(work, entry, "M3.Q04") == ["Tired."]
    assert said(work, entry, "M3.Q01", "--all") == ["He shouts.", "He yells."]
    page = work.run("show", entry)[1]
    assert "Corrected on 14 Apr 2025 12:00 by Tom, because: a word." in page
    assert made in page
    assert "He shouts." not in page
    assert "He shouts." in work.run("show", entry, "--all")[1]
    assert "Correction of module 3 with Rosa" in work.run("log")[1]


def test_two_corrections_both_stand_until_a_third_names_both(work, entry):
    (first,) = work.take("correct", entry, "--as", "tom", stdin='reason = "a"\nwhere = "school"\n')
    (second,) = work.take("correct", entry, "--as", "helen", stdin='reason = "b"\nwhere = "office"\n')
    assert {item["id"] for item in work.data("show", entry)} == {first, second}
    assert "Both stand" in " ".join(work.run("show", entry)[1].split())
    table = f'reason = "agreed"\nwhere = "office"\ncorrects = ["{first}"]\n'
    (third,) = work.take("correct", second, "--as", "priya", stdin=table)
    assert [item["id"] for item in work.data("show", entry)] == [third]


def test_a_second_correction_of_ones_own_follows_the_first(work, entry):
    work.take("correct", entry, "--as", "priya", stdin='reason = "a"\nwhere = "school"\n')
    (last,) = work.take("correct", entry, "--as", "priya", stdin='reason = "b"\nanswers = { "3.1" = "New." }\n')
    (now,) = work.data("show", entry)
    assert now["id"] == last
    assert now["keys"]["where"] == "school"


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ('where = "school"', "reason is missing"),
        ('reason = "x"', "Nothing was changed"),
        ('reason = "x"\nwhere = "home"', "Nothing was changed"),
        ('reason = "x"\ncolour = "red"', "colour is not a key"),
        ('reason = "x"\non = 2025-04-15', "lies in the future"),
    ],
)
def test_a_correction_that_cannot_be_used_leaves_nothing(work, entry, table, words):
    before = work.state()
    code, out, err = work.run("correct", entry, "--as", "priya", "--from", "-", stdin=table)
    assert (code, out) == (2, "")
    assert words in err
    assert work.state() == before


def test_a_kind_with_a_reason_of_its_own_takes_a_correction_reason(work):
    table = 'child = "josh"\nstatus = "none"\nfrom = 2025-03-01\ndecided_by = "conference"\nreason = "Safe."\n'
    (key,) = work.take("status", "--as", "priya", stdin=table)
    code, _, err = work.run("correct", key, "--as", "priya", "--from", "-", stdin='reason = "Safe now."\n')
    assert code == 2
    assert "correction_reason is missing" in err
    work.take("correct", key, "--as", "priya", stdin='reason = "Safe now."\ncorrection_reason = "a word"\n')
    (now,) = work.data("show", key)
    assert now["keys"]["reason"] == "Safe now."
    assert "because: a word" in work.run("show", key)[1]


def test_a_withdrawn_record_leaves_every_view(work, entry):
    work.take("strike", entry, "--as", "priya", stdin='reason = "another family"\n')
    page = work.run("show", entry)[1]
    assert "Withdrawn on 14 Apr 2025 12:00 by Priya, because: another family." in page
    assert "He shouts." not in page
    assert "He shouts." in work.run("show", entry, "--all")[1]
    assert work.data("show", "--module", "3") == []
    assert "He shouts." not in work.run("module", "3", "--parent", "rosa")[1]
    assert "Withdrawal of module 3 with Rosa" in work.run("log")[1]


def test_withdrawing_the_first_version_takes_its_corrections_along(work, entry):
    (made,) = work.take("correct", entry, "--as", "tom", stdin='reason = "a"\nwhere = "school"\n')
    assert work.run("strike", entry, "--reason", "x", "--as", "priya", "--no-input")[0] == 0
    assert work.data("show", "--module", "3") == []
    assert made in work.run("show", entry, "--all")[1]


def test_withdrawing_a_correction_brings_back_what_it_replaced(work, entry):
    (made,) = work.take("correct", entry, "--as", "tom", stdin='reason = "a"\nwhere = "school"\n')
    code, _, err = work.run("strike", made, "--reason", "x", "--as", "tom", "--no-input")
    assert code == 0
    assert "stands again" in err
    assert [item["id"] for item in work.data("show", "--module", "3")] == [entry]


def test_a_withdrawal_cannot_be_withdrawn(work, entry):
    (key,) = work.take("strike", entry, "--as", "priya", stdin='reason = "x"\n')
    before = work.state()
    code, out, err = work.run("strike", key, "--reason", "y", "--as", "priya", "--no-input")
    assert code in {2, 3}
    assert out == ""
    assert "withdraw" in err
    code, _, _ = work.run("strike", entry, "--reason", "y", "--as", "priya", "--no-input")
    assert code == 2
    assert work.state() == before


@pytest.mark.parametrize("name", ["2025-04-10-priya", "last"])
def test_a_record_is_found_by_how_it_begins(work, entry, name):
    assert [item["id"] for item in work.data("show", name)] == [entry]


def test_a_record_that_is_not_there(work, entry):
    assert work.run("show", "zzzz")[0] == 2
    assert work.data("show", entry.rpartition("-")[2])[0]["id"] == entry


def test_show_narrows(work, entry):
    note = work.take("note", "--as", "tom", stdin='text = "A note about Dean."\nabout = ["dean"]\n')[0]
    everything = [item["id"] for item in work.data("show")]
    assert sorted(everything) == sorted([entry, note])
    for arguments, wanted in (
        (("--module", "3"), [entry]),
        (("--kind", "note"), [note]),
        (("--by", "tom"), [note]),
        (("--child", "josh"), [entry]),
        (("--parent", "dean"), [note]),
        (("--on", "2025-04-10"), [entry]),
        (("--since", "2025-04-14"), [note]),
        (("--at", "2025-04-13"), []),
    ):
        assert [item["id"] for item in work.data("show", *arguments)] == wanted, arguments


RATING = 'rating = "red"\nreason = "He broke the order SECRETWORD."\nchildren = { josh = "amber" }\n'


def test_a_closed_rating_does_not_leak(work):
    (key,) = work.take("rate", "--as", "priya", stdin=RATING)
    for arguments in (("show", key), ("show",), ("show", "--kind", "rating"), ("show", "--by", "priya"), ("log",)):
        for more in ((), ("--json",), ("--as", "tom"), ("--as", "helen", "--json"), ("--all",)):
            code, out, err = work.run(*arguments, *more)
            assert code == 0
            told = out + err
            assert "SECRETWORD" not in told
            assert "red" not in told.lower().replace("recorded", "").replace("record", "").split(), (arguments, more)
            assert "amber" not in told.lower()
    assert work.data("show", "--child", "josh", "--kind", "rating") == []
    assert "SECRETWORD" in work.run("show", key, "--as", "priya")[1]
    assert "closed until the meeting is held" in work.run("show", key)[1]


def test_a_corrected_rating_stays_closed(work):
    (key,) = work.take("rate", "--as", "priya", stdin=RATING)
    work.take("correct", key, "--as", "priya", stdin='rating = "amber"\ncorrection_reason = "WHYWORD"\n')
    for more in ((), ("--all",), ("--json",), ("--all", "--json"), ("--as", "tom", "--all")):
        out = work.run("show", key, *more)[1]
        assert "SECRETWORD" not in out
        assert "WHYWORD" not in out
        assert "amber" not in out.lower()
    code, _, err = work.run(
        "correct", key, "--as", "tom", "--from", "-", stdin='rating = "green"\ncorrection_reason = "x"'
    )
    assert code == 3
    assert "Priya" in err


def test_the_log_in_plain_words(work, entry):
    work.take("note", "--as", "tom", stdin='text = "x"\n', now="2025-04-14T13:05")
    page = work.run("log")[1]
    assert "14 Apr 13:05  Tom" in page
    assert "Module 3 with Rosa (10 Apr 2025)" in page
    assert all(len(line) <= 80 for line in page.splitlines())
    assert [item["by"] for item in work.data("log", "--by", "tom")] == ["tom"]
    assert [item["records"] for item in work.data("log", "--module", "3")] == [[entry]]
    assert len(work.data("log", "--person", "rosa")) == 1
    assert work.data("log", "--at", "2025-04-01")[0]["action"] == "new-family"


def test_commits_by_other_hands_are_shown_as_such(work):
    (work.folder / "family.toml").write_text((work.folder / "family.toml").read_text() + "\n# a remark\n")
    work.git("-c", "user.name=Someone", "-c", "user.email=s@example.org", "commit", "-aqm", "by hand")
    page = work.run("log")[1]
    assert "Someone" in page
    assert "without fsworkbook" in page
