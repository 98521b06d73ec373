"""`supervision hold` and `minutes` lead a meeting: opened, agreed, minuted; what is refused, and what survives."""

import io
import json
import tomllib
from datetime import date

import pytest

from fsworkbook.cli.frame.desk import Desk
from fsworkbook.cli.main import run
from tests.cli.conftest import Scripted
from tests.cli_meeting.test_month import meet

SKIP = None
"""↵ alone: what is offered, or nothing."""

OPENED = [SKIP, SKIP, SKIP, SKIP, SKIP, "save"]
"""The day, four members of the team, and whether it is right."""

AGREED = ["Danger, or care.", "He tests the gate.", "He comes again.", "He stays away.", "", "none", "Nothing is new."]
"""The difference, one reading with what counts for it and against it, no second one, and the threshold."""


def front(path):
    return tomllib.loads(path.read_text(encoding="utf-8").split("+++\n")[1])


def steps(book):
    """Return what was recorded of the meeting, by its step."""
    return {front(path)["step"]: front(path) for path in (book.path / "supervisions").glob("*.md")}


def sit(book, who, *words, answers, at="2025-03-19T10:00"):
    """Hold a conversation with prepared answers; return its exit code, the screen and what is left of the answers."""
    env = {"FSWORKBOOK_NOW": at, "FSWORKBOOK_CONFIG": str(book.folder / "c.toml"), "COLUMNS": "100"}
    env["FSWORKBOOK_CASELOAD"] = str(book.folder)
    asked = []

    def asker(desk):
        asked.append(Scripted(desk, answers))
        answers.clear() if len(asked) > 1 else None
        asked[-1].answers = asked[0].answers
        return asked[-1]

    desk = Desk(env, io.StringIO(), io.StringIO(), io.StringIO(), book.folder, asker=asker)
    code = run([*words, "--family", "rowan", "--as", who], desk)
    return code, desk.stdout.getvalue() + desk.stderr.getvalue(), asked[0].answers if asked else []


def test_the_manager_opens_it_and_is_led_to_what_is_agreed(book):
    meet(book)
    old = book.run("action", by="mia", table='text = "Continue to monitor"\n').stdout.strip()
    rest = ["amber", "-", "The gate is watched now.", "done", "It is."]
    action = [True, "Sam rings the school on Fridays", ["ida"], "sam", "21 march", "a dated note"]
    answers = [*OPENED, *AGREED, *rest, "yes", *action[1:], "no", "16 april", "save"]
    code, said, left = sit(book, "mia", "supervision", "hold", answers=answers)
    assert (code, left) == (0, [])
    assert said.index("SPLIT: red 1, green 1") > said.index("Is this right?") > 0
    found = steps(book)
    assert "agreed" not in found["held"]
    assert found["held"]["attendance"]["eve"] == "attended"
    assert found["agreed"]["agreed"] == "amber"
    assert found["agreed"]["agreed_reason"] == "The gate is watched now."
    assert found["agreed"]["thresholds"] == {"ida": {"recommend": "none", "why": "Nothing is new."}}
    assert found["agreed"]["hypotheses"] == [
        {"reading": "He tests the gate.", "for": "He comes again.", "against": "He stays away."}
    ]
    assert found["scheduled"]["planned"] in {date(2025, 3, 19), date(2025, 4, 16)}
    made = [front(path) for path in (book.path / "actions").glob("*.md")]
    (closing,) = [one for one in made if "closes" in one]
    assert (closing["closes"], closing["state"], closing["result"]) == (old, "done", "It is.")
    (new,) = [one for one in made if one.get("owner") == "sam"]
    assert new["supervision"] == found["agreed"]["meeting"]
    shown = book.run("rag", "--meeting", "2025-03-19", by="tia", at="2025-03-20T09:00").stdout
    assert "Threshold for Ida · No change: Nothing is new." in shown
    assert "Against it: He stays away." in " ".join(shown.split())
    assert len(book.git("log", "-1", "--format=%(trailers:key=Workbook-Record)").split("\n\n")[0].splitlines()) == 4


def test_what_was_agreed_is_taken_up_where_it_was_left(book):
    meet(book)
    stopped = [*OPENED, *AGREED[:3], KeyboardInterrupt]
    code, said, _ = sit(book, "mia", "supervision", "hold", answers=stopped)
    assert code == 130
    assert "fsworkbook supervision hold" in said
    assert set(steps(book)) == {"scheduled", "held"}
    go_on = ["go on", *AGREED[3:], "red", "-", "no", "-", "save"]
    code, said, left = sit(book, "mia", "supervision", "hold", answers=go_on)
    assert (code, left) == (0, []), said
    assert steps(book)["agreed"]["hypotheses"][0]["for"] == "He comes again."


def test_nobody_but_the_manager_is_asked_to_open_it(book):
    meet(book)
    code, said, _ = sit(book, "eve", "supervision", "hold", answers=[])
    assert code == 3
    assert "Team manager" in said
    assert "red" not in said.lower().replace("recorded", "")


def test_live_minutes_begin_before_the_meeting_is_opened_and_wait_for_it(book):
    meet(book)
    typed = ["We spoke of Ida.", "no", "-", "save", "later"]
    code, said, _ = sit(book, "eve", "supervision", "minutes", answers=typed)
    assert code == 130
    assert "has not opened this meeting yet" in said
    assert "not held yet, so there is nothing to minute" in " ".join(said.split())
    book.run(
        "supervision", "hold", by="mia", at="2025-03-19T10:00", table='agreed = "red"\n[attendance]\nsam = "attended"\n'
    )
    code, said, left = sit(book, "eve", "supervision", "minutes", answers=["go on", "save"])
    assert (code, left) == (0, []), said
    assert steps(book)["minutes"]["by"] == "eve"


HELD = '[attendance]\nsam = "attended"\n'


@pytest.mark.parametrize(
    ("words", "by", "table", "code", "said"),
    [
        ("agree", "mia", 'agreed = "green"\n', 2, "below the rating of Sam"),
        ("agree", "mia", 'agreed = "red"\nagreed_children = { ida = "red" }\n', 0, ""),
        ("agree", "mia", 'agreed = "green"\nagreed_children = { ida = "red" }\n', 2, "below the one for Ida"),
        ("agree", "eve", 'agreed = "red"\n', 3, "Who may"),
        ("agree", "mia", 'agreed = "red"\nhypotheses = [{ for = "x" }]\n', 2, "reading"),
        (
            "agree",
            "mia",
            'agreed = "red"\nthresholds = { ida = { recommend = "sideways", why = "x" } }\n',
            2,
            "none, up",
        ),
        ("agree", "mia", 'agreed = "red"\nactions = "none"\n', 2, "list of tables"),
        ("minutes", "eve", 'text = "x"\nactions = [{ owner = "sam" }]\n', 2, "text is missing"),
        ("minutes", "eve", 'text = "x"\nnext = { planned = 2025-04-16 }\n', 0, "booked"),
    ],
)
def test_what_is_agreed_and_minuted_by_file(book, words, by, table, code, said):
    meet(book)
    book.run("supervision", "hold", by="mia", at="2025-03-19T10:00", table=HELD)
    before = book.state()
    done = book.run("supervision", words, by=by, at="2025-03-19T11:00", table=table, code=code)
    assert said in done.stderr
    assert (book.state() == before) == (code != 0)


def test_a_rating_is_agreed_once_and_only_after_it_was_opened(book):
    meet(book)
    assert "No meeting waits" in book.run("supervision", "agree", by="mia", table='agreed = "red"\n', code=2).stderr
    book.run("supervision", "hold", by="mia", at="2025-03-19T10:00", table=HELD)
    (open_,) = book.json("supervision", at="2025-03-19T10:30")
    assert (open_["agreed"], open_["agreement"]) == (None, None)
    assert "He came to the gate." in book.run("rag", at="2025-03-19T10:30", by="eve").stdout
    book.run("supervision", "agree", by="mia", at="2025-03-19T11:00", table='agreed = "red"\n')
    again = f'agreed = "red"\nmeeting = "{open_["meeting"]}"\n'
    assert "already" in book.run("supervision", "agree", by="mia", at="2025-03-19T11:30", table=again, code=3).stderr
    assert "Agreed: RED (Mia)" in book.run("rag", at="2025-03-19T12:00").stdout
    assert "  Rowan  RED" in book.run("caseload", by="mia", at="2025-03-19T12:00").stdout


def test_held_and_agreed_in_one_below_a_rating_is_taken_and_asked_about(book):
    meet(book)
    done = book.run("supervision", "hold", by="mia", at="2025-03-19T10:00", table=f'agreed = "green"\n{HELD}')
    assert "below the rating of Sam, without a reason (B.07)" in " ".join(done.stderr.split())


def test_a_second_move_and_a_long_one_are_marked(book):
    book.run("supervision", "schedule", by="eve", table="planned = 2025-03-19\n")
    leave = 'to = 2025-04-09\nreason = "annual-leave"\ndecided_by = "mia"\n'
    said = book.run("supervision", "rearrange", by="eve", table=leave).stderr
    assert "Moved by 21 days; for this reason 14 at most (C.13, a hint)." in " ".join(said.split())
    court = 'to = 2025-04-10\nreason = "court"\ndecided_by = "sam"\n'
    said = book.run("supervision", "rearrange", by="eve", table=court, at="2025-03-11T12:00").stderr
    assert "Moved again before it was held, this time by Sam Wells (D.53)." in " ".join(said.split())
    (meeting,) = book.json("supervision", at="2025-03-11T12:00")
    assert meeting["flags"] == ["far", "moved-again"]
    assert [move["before"] for move in meeting["moved"]] == ["2025-03-19", "2025-04-09"]


def test_the_pack_as_papers_is_for_the_team_only_under_a_neutral_name(book):
    meet(book)
    book.run("action", by="mia", table='text = "Continue to monitor"\n')
    done = book.run("summary", "--for-supervision", "--md", "--pdf", "--output", str(book.folder), by="mia")
    names = sorted(line.rpartition("/")[2] for line in done.stdout.split())
    assert names == ["FS-0001-supervision-2025-03-19-team.md", "FS-0001-supervision-2025-03-19-team.pdf"]
    text = (book.folder / names[0]).read_text(encoding="utf-8")
    assert text.startswith("**For the team only · Training example**")
    assert "Continue to monitor" in text
    assert "gate" not in text
    assert "Calm" not in text
    import pypdfium2  # noqa: PLC0415 - only here

    pages = pypdfium2.PdfDocument(str(book.folder / names[1]))
    assert len(pages) > 0
    assert all("For the team only" in page.get_textpage().get_text_range() for page in pages)


def test_json_and_screen_of_the_pack_name_the_same_actions(book):
    meet(book)
    book.run("action", by="mia", table='text = "Continue to monitor"\n')
    shown = book.run("summary", "--for-supervision", by="mia").stdout
    data = json.loads(book.run("summary", "--for-supervision", "--json", by="mia").stdout)["data"]
    assert [action["id"].rpartition("-")[2] in shown for action in data["actions"]] == [True]


def test_what_a_colleague_records_meanwhile_is_not_asked_or_booked_again(book):
    """The co-ordinator has begun the minutes when the manager agrees, closes an action and books the next meeting."""
    meet(book)
    old = book.run("action", by="mia", table='text = "Walk to school"\nowner = "sam"\n').stdout.strip()
    book.run("supervision", "hold", by="mia", at="2025-03-19T10:00", table=HELD)
    rest = 'agreed = "red"\nactions = [{ text = "Ring the school", owner = "sam" }]\nnext = { planned = 2025-04-16 }\n'
    rest += f'closing = [{{ closes = "{old}", state = "done" }}]\n'

    def meanwhile(_asker):
        book.run("supervision", "agree", by="mia", at="2025-03-19T10:10", table=rest)
        return "We spoke of Ida."

    code, said, left = sit(book, "eve", "supervision", "minutes", answers=["carried", meanwhile, None, "save"])
    assert (code, left) == (0, []), said
    assert "Recorded for this meeting already" in said
    assert "Ring the school" in said
    assert "closed meanwhile by a colleague" in said
    planned = [front(path)["planned"] for path in (book.path / "supervisions").glob("*.md") if "planned" in front(path)]
    assert sorted(planned) == [date(2025, 3, 19), date(2025, 4, 16)]


def test_two_who_close_one_action_are_told_and_no_words_are_dropped(book):
    meet(book)
    old = book.run("action", by="mia", table='text = "Walk to school"\nowner = "sam"\n').stdout.strip()
    book.run("supervision", "hold", by="mia", at="2025-03-19T10:00", table=HELD)

    def meanwhile(_asker):
        closing = f'agreed = "red"\nclosing = [{{ closes = "{old}", state = "done" }}]\n'
        book.run("supervision", "agree", by="mia", at="2025-03-19T10:10", table=closing)
        return "We spoke of Ida."

    typed = ["not-done", "It rained all week.", meanwhile, "no", "-", "save", "later"]
    code, said, left = sit(book, "eve", "supervision", "minutes", answers=typed)
    assert (code, left) == (130, []), said
    assert "It rained all week." in said
    assert "closed already" in " ".join(said.split())
    assert "minutes" not in steps(book)


def test_minutes_are_read_before_they_are_approved(book):
    meet(book)
    book.run("supervision", "hold", by="mia", at="2025-03-19T10:00", table='agreed = "red"\n' + HELD)
    book.run("supervision", "minutes", by="eve", at="2025-03-19T11:00", table='text = "We spoke of Ida."\n')
    before = book.state()
    code, said, left = sit(book, "mia", "supervision", "approve", answers=["no"], at="2025-03-19T12:00")
    assert (code, left) == (0, []), said
    assert "We spoke of Ida." in said
    assert "Nothing was recorded. Eve puts them right" in " ".join(said.split())
    assert book.state() == before
    code, said, _ = sit(book, "eve", "supervision", "approve", answers=[], at="2025-03-19T12:00")
    assert code == 3
    assert "We spoke of Ida." not in said
    code, said, left = sit(book, "mia", "supervision", "approve", answers=["yes"], at="2025-03-19T12:00")
    assert (code, left) == (0, []), said
    assert "approved" in steps(book)


def test_return_alone_rates_no_child_and_green_beside_a_plan_is_a_hint(book):
    book.run("supervision", "schedule", by="eve", table="planned = 2025-03-19\n")
    for by in ("sam", "tia"):
        book.run("rate", by=by, table='rating = "green"\nreason = "Calm."\n')
    plan = 'child = "ida"\nstatus = "cp_neglect"\nfrom = 2025-03-01\ndecided_by = "conference"\nreason = "x"\n'
    book.run("status", by="sam", table=plan)
    asked = 'child = "ida"\npropose = "down"\nreason = "She sleeps."\n'
    book.run("threshold", by="tia", table=asked)
    threshold = ["down", "She sleeps."]
    answers = [*OPENED, "It rests on calm.", "", "", *threshold, SKIP, SKIP, "no", "-", "save"]
    code, said, left = sit(book, "mia", "supervision", "hold", answers=answers)
    assert (code, left) == (0, []), said
    told = " ".join(said.split())
    assert "? Green, and a child protection plan for Ida: no error" in told
    assert "Tia, 10 Mar 2025: She sleeps." in told
    assert "Ida · Step down, recommended on 19 Mar 2025 (She sleeps). Waiting for the decision" in told
    assert steps(book)["agreed"]["agreed"] == "green"
    assert "agreed_children" not in steps(book)["agreed"]
    assert book.json("rag", "--meeting", "2025-03-19", at="2025-03-20T09:00")["unlikely"][0]["children"] == ["ida"]


def test_why_minutes_were_not_taken_stands_below_a_long_text(book):
    meet(book)
    long = "We spoke of Ida. " * 200
    code, said, left = sit(book, "eve", "supervision", "minutes", answers=[long, "no", "-", "save", "later"])
    assert (code, left) == (130, []), said
    told = " ".join(said.split())
    assert told.rindex("nothing to minute") > told.rindex("We spoke of Ida.")
