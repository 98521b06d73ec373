"""Everybody whom the work should hear is listed, at zero too; an attempt to reach somebody counts (J.54, H23)."""


def people(work, *words):
    return {one["person"]: one for one in work.data("module", "--people", *words)}


def test_everybody_stands_there_at_zero_too(work):
    found = people(work)
    assert set(found) == {"josh", "lily", "rosa", "dean", "carl"}
    assert found["dean"]["father_of"] == ["lily"]
    assert found["dean"]["assessment"] == "PA-D"
    assert found["carl"]["father_of"] == ["josh"]
    assert all(one["entries"] == one["seen"] == one["tried"] == 0 for one in found.values())


def test_work_and_attempts_count_on_their_day(work):
    visit = 'start = 2025-04-01T15:30:00+01:00\nsession = "bedtime"\nchildren_seen = ["lily"]\nseen_alone = ["lily"]\n'
    work.take("visit", "--as", "tom", stdin=visit + 'text = "She showed me her bed."\n')
    missed = 'start = 2025-04-02T15:30:00+01:00\nsession = "home-announced"\nmissed_by = "family-could-not"\n'
    work.take("visit", "--as", "tom", stdin=missed + 'about = ["carl"]\nreason = "Nobody came to the door."\n')
    ours = missed.replace("family-could-not", "we-could-not").replace("04-02", "04-04")
    work.take("visit", "--as", "tom", stdin=ours + 'about = ["carl"]\nreason = "The car broke down."\n')
    tried = 'on = 2025-04-03\ntopic = "tried"\nabout = ["carl"]\ntext = "I rang him twice."\n'
    work.take("note", "--as", "tom", stdin=tried)
    work.take("note", "--as", "tom", stdin='on = 2025-04-03\nabout = ["dean"]\ntext = "He moved."\n')
    found = people(work)
    assert (found["lily"]["seen"], found["lily"]["alone"], found["lily"]["last"]) == (1, 1, "2025-04-01")
    assert (found["carl"]["entries"], found["carl"]["seen"], found["carl"]["tried"]) == (0, 0, 2)
    assert found["dean"]["tried"] == 0  # a note about somebody is no attempt to reach them
    code, out, _ = work.run("module", "--people")
    assert code == 0
    assert all(len(line) <= 80 for line in out.splitlines())
    assert "  Carl " in out
    assert "  Josh’s father" in out
    assert "A session was not kept by us once." in out


def test_where_most_visits_had_nobody_in_the_room_it_says_so(work):
    visit = 'start = 2025-04-0{}T15:30:00+01:00\nsession = "{}"\nchildren_seen = ["lily"]\ntext = "We spoke."\n'
    work.take("visit", "--as", "tom", stdin=visit.format(1, "virtual"))
    work.take("visit", "--as", "tom", stdin=visit.format(2, "bedtime"))
    assert "nobody in the room" not in work.run("visit", "--list")[1]
    work.take("visit", "--as", "tom", stdin=visit.format(3, "virtual"))
    assert "2 of 3 visits in eight weeks had nobody in the room." in work.run("visit", "--list")[1]


def test_whose_own_view_is_missing_for_a_month_is_named(work):
    """K.R07: a view that an entry holds, a reply and a page of a diary count; for a month."""
    said = "No entry of the last month holds the own view of "
    assert f"{said}Josh, Lily, Rosa and Dean." in " ".join(work.run("module", "--people")[1].split())
    entry = (
        'on = 2025-04-10\nassessment = "PA-R"\nviews = ["child:josh", "rosa"]\n[answers]\n"M3.Q02" = "He told me."\n'
    )
    work.take("module", "3", "--as", "priya", stdin=entry)
    assert f"{said}Lily and Dean." in " ".join(work.run("module", "--people")[1].split())
    later = work.run("module", "--people", now="2025-06-14T12:00")[1]
    assert f"{said}Josh, Lily, Rosa and Dean." in " ".join(later.split())
