"""Reviews and observations: every form of the practice model by its own parts, series side by side (I.04-I.22)."""

import shutil

import pytest

from fsworkbook.practice.loading import check, load
from fsworkbook.practice.locating import shipped

EARS = 'parent = "mum"\nchild = "josh"\nwhat_is_better = "No stomach aches"\nhow = "Same bath"\n'
SEEN = 'parent = "dean"\nchild = "lily"\ngreeting = "{}"\nparting = "not seen"\n'
FORMS = load(shipped()).direct_work.reviews
ANSWERS = {"words": "Some words.", "mark": 5, "day": "2025-04-01", "flag": True}


def test_a_review_comes_back_in_the_wording_that_was_asked(work):
    (key,) = work.take("review", "ears", "--as", "priya", stdin=EARS + 'meaning_for_child = "Calm."\n')
    (found,) = work.data("review")["reviews"]
    assert (found["id"], found["form"], found["parent"], found["child"]) == (key, "ears", "rosa", "josh")
    assert found["answers"] == {"what_is_better": "No stomach aches", "how": "Same bath", "meaning_for_child": "Calm."}
    shown = work.run("show", key)[1]
    assert "What does it mean for Josh?" in shown
    assert "EARS review" in shown
    assert "No stomach aches" in work.run("review", "ears", "--list")[1]
    assert work.data("review", "--parent", "dean")["reviews"] == []


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_every_form_is_recorded_shown_and_put_right_by_its_parts(work, form):
    answers = {part.id: ANSWERS.get(part.takes, "other") for part in form.parts}
    table = 'parent = "mum"\n' if form.whose != "child" else ""
    table += 'child = "lily"\n' if form.whose != "parent" else ""
    table += f'form = "{form.id}"\n[answers]\n'
    for name, value in answers.items():
        table += f"{name} = {str(value).lower() if isinstance(value, bool) else repr(value)}\n"
    first = form.command.split()[0]
    (key,) = work.take(first, "--as", "tom", stdin=table)
    (found,) = work.data(first)["reviews"]
    assert {**found["marks"], **found["answers"]} == answers
    assert work.run("show", key)[0] == 0
    changed = next(part.id for part in form.parts if part.takes == "words")
    work.take("correct", key, "--as", "tom", stdin=f'correction_reason = "Slip."\nanswers.{changed} = "Others."\n')
    (found,) = work.data(first)["reviews"]
    assert {**found["marks"], **found["answers"]} == {**answers, changed: "Others."}


@pytest.mark.parametrize(
    ("words", "table", "told"),
    [
        (("review", "ears"), 'parent = "mum"\nhow = "x"\nchild = "josh"\n', "what_is_better is missing"),
        (("review", "ears"), 'parent = "mum"\nwhat_is_better = "x"\n', "child is missing"),
        (("review", "ears"), EARS + 'play = "x"\n', "play is not a key of review"),
        (("review", "ears"), EARS + 'form = "vig"\n', "form stands in -"),
        (("review", "dance"), EARS, "there is no “review dance”. There is ears, vig"),
        (("review",), EARS, "form is missing"),
        (("review", "tool"), 'parent = "mum"\ntool = "magic"\nhow_it_went = "x"\n', "tool takes one of"),
        (
            ("review", "in-the-way"),
            'parent = "mum"\nobstacle = "alcohol"\nstill = "yes"\n',
            "still takes true or false",
        ),
        (("observe", "attachment"), 'parent = "mum"\nchild = "lily"\n', "nothing is said: give one of greeting"),
        (("observe", "attachment"), SEEN.format("x") + 'label = "secure"\n', "label is not a key"),
    ],
)
def test_what_cannot_be_used_is_named_and_nothing_is_written(work, words, table, told):
    before = work.state()
    code, out, err = work.run(*words, "--from", "-", "--as", "tom", stdin=table)
    assert (code, out) == (2, "")
    assert told in err
    assert work.state() == before


def test_observations_are_a_series_under_the_same_heads(work):
    for day, seen in (("2025-03-22", "hid six minutes"), ("2025-04-10", "walked to him")):
        work.take("observe", "attachment", "--as", "tom", stdin=SEEN.format(seen), now=f"{day}T12:00")
    shown = work.run("observe", "--list", "--child", "lily")[1].splitlines()
    greeting = shown.index("  Greeting")
    assert "22 Mar 2025  hid six minutes" in shown[greeting + 1]
    assert "10 Apr 2025  walked to him" in shown[greeting + 2]
    assert shown[greeting + 3] == "  Parting"
    assert "not seen" in shown[greeting + 4]


def test_a_film_without_consent_is_recorded_and_said(work):
    table = 'parent = "mum"\nchild = "lily"\nclip = "She waits."\nnoticed = "I waited!"\nfilmed = 2025-04-10\n'
    code, out, err = work.run("review", "vig", "--from", "-", "--as", "tom", stdin=table)
    assert code == 0
    assert "no consent of Rosa and Lily is on record" in " ".join(err.split())
    for who in ("rosa", "lily"):
        given = f'person = "{who}"\nmatter = "film"\nstate = "given"\nchildren = ["lily"]\n'
        work.take("consent", "give", "--as", "tom", stdin=given)
    code, out, err = work.run("review", "vig", "--from", "-", "--as", "tom", stdin=table)
    assert (code, len(out.split())) == (0, 1)
    assert "no consent" not in err


def test_a_review_is_its_parents_own(work):
    work.take("review", "ears", "--as", "priya", stdin=EARS)
    (mine,) = work.data("records", "--for", "rosa", "--as", "helen")["records"]
    assert mine["kind"] == "review"
    assert work.data("records", "--for", "carl", "--as", "helen")["records"] == []


def test_observing_by_keys_with_not_seen_ready(work, terminals):
    talk = terminals("observe", "attachment", "--as", "tom", "--parent", "dean", "--child", "lily")
    for see, typed in (
        (" · Dean Foley · Lily Foley", ()),
        ("When was it?", ("\r",)),
        ("Greeting", ("ran to him", "\r")),
    ):
        talk.see(see)
        talk.type(*typed)
    talk.see("Comfort")
    talk.type("\x03")
    assert talk.end() == 130
    talk = terminals("observe", "attachment", "--as", "tom", "--parent", "dean", "--child", "lily")
    talk.see("answers kept")
    talk.type("\r")
    for see in ("Comfort", "Parting", "Play", "Limits", "Is this right?"):
        talk.see(see)
        talk.type("\r")
    assert talk.end() == 0
    (found,) = work.data("observe")["reviews"]
    assert found["answers"]["greeting"] == "ran to him"
    assert found["answers"]["limits"] == "not seen"


def test_rulers_by_keys_ask_a_number_and_why(work, terminals):
    talk = terminals("ruler", "--as", "tom", "--parent", "mum")
    for see, typed in (
        (" · Rosa Marlow", ()),
        ("When was it?", ("\r",)),
        ("Which change is it about?", ("Drink", "\r")),
        ("How important is it to you? (0 to 10)", ("8", "\r")),
        ("Why not lower?", ("For Lily.", "\r")),
        ("How sure are you", ("4", "\r")),
        ("Why not lower?", ("\r",)),
        ("How ready are you?", ("\r",)),
        ("Is this right?", ("\r",)),
    ):
        talk.see(see)
        talk.type(*typed)
    assert talk.end() == 0
    (found,) = work.data("ruler")["reviews"]
    assert found["marks"] == {"importance": 8, "confidence": 4}
    assert found["answers"] == {"change": "Drink", "importance": "For Lily."}


def test_a_council_adds_a_form_of_its_own(work, tmp_path):
    ours = shutil.copytree(shipped(), tmp_path / "ours")
    file = ours / "direct_work.toml"
    form = """
[[form]]
id = "letter"
command = "review letter"
name = "A letter to myself"
whose = "parent"
about = "What I want to remember."
source = "ours"

[[form.part]]
id = "dear_me"
name = "Dear me"
needed = true
"""
    file.write_text(file.read_text(encoding="utf-8") + form, encoding="utf-8")
    assert check(ours) == []
    work.env["FSWORKBOOK_PRACTICE"] = str(ours)
    work.take("review", "letter", "--as", "tom", stdin='parent = "mum"\ndear_me = "Keep on."\n')
    assert work.data("review", "letter")["reviews"][0]["answers"] == {"dear_me": "Keep on."}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('takes = "mark"', 'takes = "song"', "“song” is not one of"),
        ('among = "tool"\n', "", "takes a choice and names a list"),
        ('consent = "film"', 'consent = "opera"', "There is no matter “opera”"),
        ('id = "greeting"', 'id = "parent"', "is a key of every form already"),
        ('id = "goal.task"', 'id = "goal.chore"', "There is no [[ask]] with the id “goal.task”"),
        ("low = 0\nhigh = 10", "low = 10\nhigh = 0", "needs a high that is above its low"),
    ],
)
def test_a_defect_of_the_model_is_named(tmp_path, old, new, told):
    ours = shutil.copytree(shipped(), tmp_path / "ours")
    file = ours / "direct_work.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert told in "\n".join(problem.text for problem in check(ours))
