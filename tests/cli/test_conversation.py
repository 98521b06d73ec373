"""A conversation: one table, kept as it goes, in which every answer can be gone back to and changed."""

from datetime import date

import pytest

from fsworkbook.cli.talk.answers import told
from fsworkbook.cli.talk.conversation import Conversation, Step
from fsworkbook.cli.talk.ways import Back
from fsworkbook.errors import BadInput, Interrupted, Refused

PLACES = {"home": "at home", "school": "at school"}


def steps(table):
    asked = [
        Step("on", lambda asker, _: asker.day("When?"), "When"),
        Step("where", lambda asker, _: asker.one("Where?", PLACES), "Where"),
    ]
    if table.get("where") == "school":
        asked.append(Step("teacher", lambda asker, _: asker.text("Teacher?"), "Teacher"))
    asked.append(Step(("answers", "M3.Q02"), lambda asker, _: asker.long("What does it do?"), "3.2"))
    return asked


@pytest.fixture
def hold(make_desk, drafts):
    """Hold the conversation with scripted answers; returns what was saved and the asker."""

    def run(*answers, save=None, begin=None):
        desk = make_desk(list(answers))
        conversation = Conversation(
            desk, "Talk", steps, drafts=drafts, name="talk", command="fsworkbook talk", begin=begin
        )
        hold.desk, hold.asker = desk, conversation.asker
        return conversation.run(save or (lambda table: table))

    hold = run
    return run


def test_it_fills_exactly_the_table(hold, drafts):
    table = hold("", "home", "They hide.", "save")
    assert table == {"on": date(2025, 4, 14), "where": "home", "answers": {"M3.Q02": "They hide."}}
    assert drafts.kept == {}


def test_later_questions_depend_on_earlier_ones(hold):
    assert hold("", "school", "Mr Price", "x", "save")["teacher"] == "Mr Price"
    assert "teacher" not in hold("", "home", "x", "save")


def test_what_is_skipped_leaves_no_key(hold):
    assert "answers" not in hold("", "home", "", "save")
    assert "teacher" not in hold("", "school", "", "x", "save")


def test_what_does_not_apply_says_why(hold):
    assert hold("", "home", "n", "no children", "save")["answers"] == {"M3.Q02": {"not_applicable": "no children"}}


def test_one_can_go_back(hold):
    assert hold("", "home", "b", "school", "Mr Price", "x", "save")["where"] == "school"
    assert hold("", "home", Back, "school", "Mr Price", "x", "save")["where"] == "school"
    assert hold(Back, "", "home", "x", "save")["where"] == "home"


def test_one_can_go_back_from_the_end(hold):
    assert hold("", "home", "x", Back, "y", "save")["answers"] == {"M3.Q02": "y"}


def test_going_back_offers_what_was_answered(hold):
    assert hold("3/3", "home", "b", Back, "", None, "x", "save")["on"] == date(2025, 3, 3)


def test_one_answer_can_be_changed(hold):
    table = hold("", "home", "x", "change", "where", "school", "Mr Price", "save")
    assert (table["where"], table["teacher"]) == ("school", "Mr Price")
    assert table["answers"] == {"M3.Q02": "x"}


def test_an_answer_whose_question_went_is_laid_aside_and_comes_back(hold):
    table = hold("", "school", "Mr Price", "x", "change", "where", "home", "save")
    assert "teacher" not in table
    table = hold("", "school", "Mr Price", "x", "change", "where", "home", "change", "where", "school", "save")
    assert table["teacher"] == "Mr Price"


def test_an_interruption_keeps_what_there_is_and_says_how_to_go_on(hold, drafts):
    with pytest.raises(Interrupted, match=r"kept\. Go on with “fsworkbook talk”"):
        hold("3/3", "home", KeyboardInterrupt)
    assert drafts.kept["talk"]["table"] == {"on": date(2025, 3, 3), "where": "home"}
    assert hold("go on", "x", "save") == {
        "on": date(2025, 3, 3),
        "where": "home",
        "answers": {"M3.Q02": "x"},
    }
    assert drafts.kept == {}


def test_ctrl_d_is_the_same(hold, drafts):
    with pytest.raises(Interrupted, match="kept"):
        hold("", EOFError)
    assert "talk" in drafts.kept


def test_an_interruption_of_nothing_keeps_nothing(hold, drafts):
    with pytest.raises(Interrupted, match="nothing was written"):
        hold(KeyboardInterrupt)
    assert drafts.kept == {}


def test_it_can_be_left_for_later(hold, drafts):
    with pytest.raises(Interrupted, match="kept"):
        hold("", "home", "x", "later")
    assert drafts.load("talk")["table"]["where"] == "home"


def test_it_can_be_dropped_but_only_twice_over(hold, drafts):
    with pytest.raises(Interrupted):
        hold("3/3", "home", KeyboardInterrupt)
    table = hold("drop", "no", "read", "drop", "yes", "", "school", "", "", "save")
    assert table == {"on": date(2025, 4, 14), "where": "school"}
    assert drafts.kept == {}


def test_stopping_before_it_is_taken_up_leaves_it(hold, drafts):
    with pytest.raises(Interrupted):
        hold("", "home", KeyboardInterrupt)
    with pytest.raises(Interrupted, match="still kept"):
        hold(KeyboardInterrupt)
    assert drafts.kept["talk"]["table"]["where"] == "home"


def test_what_is_being_typed_is_kept_and_offered_again(hold, drafts):
    def typing(asker):
        asker.keep("They hide when")
        raise KeyboardInterrupt

    with pytest.raises(Interrupted):
        hold("", "home", typing)
    assert list(drafts.kept["talk"]["typing"].values()) == ["They hide when"]
    assert hold("go on", None, "save")["answers"] == {"M3.Q02": "They hide when"}


@pytest.mark.parametrize("error", [BadInput("Not so."), Refused("Only the manager.")])
def test_a_refusal_lets_an_answer_be_changed(hold, drafts, error):
    tries = []

    def save(table):
        tries.append(table)
        if len(tries) == 1:
            raise error
        return "saved"

    assert hold("", "home", "x", "save", "change", "where", "school", "", "save", save=save) == "saved"
    assert tries[1]["where"] == "school"
    assert drafts.kept == {}


def test_a_failure_to_save_keeps_the_draft_and_warns_the_next_time(hold, drafts, make_desk):
    def save(_table):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        hold("", "home", "x", "save", save=save)
    desk = make_desk(["go on", "save"])
    Conversation(desk, "Talk", steps, drafts=drafts, name="talk", command="c").run(lambda table: table)
    assert "being saved when the program stopped" in desk.stdout.getvalue()


def test_it_begins_with_what_the_options_gave(hold):
    assert hold("", "home", "x", "save", begin={"assessment": "PA-K"})["assessment"] == "PA-K"


def test_it_says_when_things_were_kept(make_desk, drafts):
    desk = make_desk(["", "home", "x", "save"])
    Conversation(desk, "Talk", steps, drafts=drafts, name="talk", command="c").run(lambda table: table)
    lines = [line for line in desk.stdout.getvalue().splitlines() if "kept 09:30:00" in line]
    assert len(lines) == 3
    assert all(len(line) <= 80 for line in lines)


def test_nobody_there_is_said_and_the_file_named(make_desk, drafts):
    with pytest.raises(BadInput, match="--from FILE"):
        Conversation(make_desk(), "Talk", steps, drafts=drafts, name="talk", command="c").run(lambda table: table)


def test_a_day_that_has_not_been_is_refused_at_once(make_desk):
    desk = make_desk(["tomorrow"])
    with pytest.raises(AssertionError, match="has not been yet"):
        desk.asker(desk).day("When?")
    assert make_desk(["tomorrow"]).asker(make_desk(["tomorrow"])).day("When?", ahead=True) == date(2025, 4, 15)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"),
        (True, "yes"),
        (["a", "b"], "a, b"),
        (date(2025, 3, 4), "4 March 2025"),
        ({"tyler": "x", "maisie": "y"}, "tyler: x\nmaisie: y"),
        ({"not_applicable": "why"}, "does not apply: why"),
    ],
)
def test_an_answer_is_told_in_words(value, text):
    assert told(value) == text


def test_an_aside_opens_beside_a_question_and_nothing_waits_for_it(make_desk):
    """`a` shows it, and the question is asked again; where there is none, an a is an answer (J)."""
    opened = []

    def aside():
        opened.append(1)
        return ["  Ask how the baby slept."]

    def steps(_table):
        return [
            Step("account", lambda asker, _: asker.long("What happened?"), "Account", aside=aside),
            Step("meaning", lambda asker, _: asker.long("What does it mean?"), "Meaning"),
        ]

    desk = make_desk(["a", "a", "She slept.", "a", "save"])
    made = Conversation(desk, "A talk", steps, name="n", command="c").run(lambda table: table)
    assert made == {"account": "She slept.", "meaning": "a"}
    assert len(opened) == 2
    assert desk.stdout.getvalue().count("Ask how the baby slept.") == 2


def test_where_every_question_has_gone_there_is_nothing_to_change(make_desk):
    """A draft of an older version, all of whose questions have gone, can still be read, left or saved."""
    desk = make_desk(["change", "save"])
    made = Conversation(desk, "A talk", lambda _table: [], name="n", command="c").run(lambda table: table)
    assert made == {}
    assert "There is no answer to change." in desk.stdout.getvalue()


def test_what_was_open_in_two_windows_is_not_recorded_twice_unasked(make_desk, drafts):
    """The second window says that the first one has been there; only then, and on purpose, does it record as well."""

    def steps(_table):
        return [Step("account", lambda asker, _: asker.long("What happened?"), "Account")]

    recorded = []

    def talk(answers):
        desk = make_desk(answers)
        return desk, Conversation(desk, "A talk", steps, name="n", command="c", drafts=drafts)

    def other_window(_asker):
        talk(["go on", "save"])[1].run(recorded.append)
        return "save"

    desk, first = talk(["She slept.", other_window, "save"])
    first.run(recorded.append)
    said = " ".join(desk.stdout.getvalue().split())
    assert "This was open in another window as well" in said
    assert len(recorded) == 2  # the second time on purpose
    desk, alone = talk(["She ate.", "save"])
    alone.run(recorded.append)
    assert "another window" not in desk.stdout.getvalue()


def test_what_was_left_open_reads_so(make_desk):
    def steps(_table):
        return [Step("rating", lambda asker, _: asker.one("Agreed", {"a": "Amber"}, needed=False), "Agreed")]

    desk = make_desk(["-", "save"])
    assert Conversation(desk, "A talk", steps, name="n", command="c").run(lambda table: table) == {}
    assert desk.stdout.getvalue().count("left open") == 2


def test_a_hint_is_not_given_twice_and_not_read_out(make_desk):
    def steps(_table):
        return [Step("name", lambda asker, _: asker.text("On the team (↵ ends)"), "Team")]

    desk = make_desk(["Tia", "save"])
    Conversation(desk, "A talk", steps, name="n", command="c").run(lambda table: table)
    assert "On the team             Tia" in desk.stdout.getvalue()
    assert "skips" not in desk.stdout.getvalue()
