"""The conversations, key by key, on a real terminal of 80 columns."""

UP, DOWN, ENTER, TAB, LEAVE = "\x1b[A", "\x1b[B", "\r", "\t", "\x03"


def begin_module(terminals):
    screen = terminals("module", "3", "--parent", "mum", "--as", "priya")
    screen.see("When was this?")
    assert "Purpose" in screen.screen
    assert "for: Rosa, the team" in screen.screen
    screen.type(ENTER)
    screen.see("Where?")
    screen.type(ENTER)
    screen.see("Who was there?")
    screen.type(ENTER)
    screen.see("What came up?")
    return screen


def answer_two(screen):
    """Choose 3.1 and 3.4; answer the first, go back to it and change it, and say that the other does not apply."""
    screen.type(" ", DOWN, DOWN, DOWN, " ", ENTER)
    screen.see("1 of 2")
    screen.type("He shouts.", ENTER)
    screen.see("2 of 2")
    screen.type("b", ENTER)
    screen.see("> He shouts.")
    screen.type(" Then he sulks.", ENTER)
    screen.see("He shouts. Then he sulks.")
    screen.see("2 of 2")
    screen.type("n", ENTER)
    screen.see("Why does it not apply?")
    screen.type("she was tired", ENTER)
    screen.see("What does it mean?")


def finish(screen):
    screen.type(ENTER)
    screen.see("Why does it matter")
    screen.type(ENTER)
    screen.see("Anything to add?")
    screen.type(ENTER)
    screen.see("Is this right?")


def test_a_module_with_back_and_does_not_apply(work, terminals):
    screen = begin_module(terminals)
    answer_two(screen)
    finish(screen)
    assert "does not apply: she was tired" in screen.screen
    screen.type(ENTER)
    screen.see("Recorded: module 3 with Rosa, 14 Apr 2025.")
    assert screen.end() == 0
    (record,) = work.data("show", "--module", "3")
    assert {part["name"]: part["text"] for part in record["sections"]} == {
        "M3.Q01": "He shouts. Then he sulks.",
        "M3.Q04": "she was tired",
    }
    assert record["keys"]["present"] == ["rosa"]
    assert record["keys"]["where"] == "home"
    assert "came_up" not in record["keys"]
    assert "added" not in record["keys"]


def test_one_answer_is_changed_before_it_is_saved(work, terminals):
    screen = begin_module(terminals)
    answer_two(screen)
    finish(screen)
    screen.type("2", ENTER)
    screen.see("Which one?")
    screen.type(DOWN, ENTER)  # Where
    screen.see("Where?")
    screen.type("\x15", "the school", ENTER)
    screen.see("the school")
    screen.see("Is this right?")
    screen.type("1", ENTER)
    screen.see("Recorded:")
    assert screen.end() == 0
    assert work.data("show", "--module", "3")[0]["keys"]["where"] == "the school"


def test_left_in_the_middle_and_taken_up_again(work, terminals):
    before = work.state()
    screen = begin_module(terminals)
    answer_two(screen)
    screen.type(LEAVE)
    screen.see("what you wrote is kept")
    assert screen.end() == 130
    assert work.state() == before
    again = terminals("module", "3", "--parent", "rosa", "--as", "priya")
    again.see("You left this unfinished")
    again.type(ENTER)
    again.see("What does it mean?")
    finish(again)
    assert "He shouts. Then he sulks." in " ".join(again.screen.split())
    again.type(ENTER)
    again.see("Recorded:")
    assert again.end() == 0
    assert len(work.data("show", "--module", "3")) == 1
    fresh = terminals("module", "3", "--parent", "rosa", "--as", "priya")
    fresh.see("Last time (14 Apr, Priya): “He shouts.")
    assert "unfinished" not in fresh.screen


def test_a_question_about_each_child_is_answered_child_by_child(work, terminals):
    screen = begin_module(terminals)
    screen.type(DOWN, " ", ENTER)
    screen.see("Answer child by child?")
    assert "Josh and Lily" in screen.screen
    screen.type("1", ENTER)
    screen.see("3.2  Josh")
    screen.type("He hides.", ENTER)
    screen.see("3.2  Lily")
    screen.type(ENTER)
    screen.see("What does it mean?")
    finish(screen)
    screen.type(ENTER)
    screen.see("Recorded:")
    assert screen.end() == 0
    (record,) = work.data("show", "--module", "3")
    assert [(part["name"], part["text"]) for part in record["sections"]] == [("M3.Q02.josh", "He hides.")]


def test_a_module_in_which_nothing_is_answered_says_so_and_can_still_be_answered(work, terminals):
    before = work.state()
    screen = begin_module(terminals)
    screen.type(" ", ENTER)
    screen.see("1 of 1")
    screen.type(ENTER)
    screen.see("What does it mean?")
    finish(screen)
    screen.type(ENTER)
    screen.see("Nothing is answered yet, so there is nothing to save.")
    assert "answers is missing" not in screen.screen
    screen.type(LEAVE)
    screen.see("what you wrote is kept")
    assert screen.end() == 130
    assert work.state() == before


def test_after_the_aside_the_list_points_where_it_pointed(work, terminals):  # noqa: ARG001
    screen = begin_module(terminals)
    screen.type(DOWN, TAB)
    screen.see("take what helps")
    screen.see("What came up?")
    screen.type(" ", ENTER)
    screen.see("1 of 1")
    assert "3.2  " in screen.screen
    screen.type(LEAVE)


def test_one_account_of_several_questions(work, terminals):
    screen = begin_module(terminals)
    screen.type(" ", UP, " ", ENTER)
    screen.see("What came up, on 3.1?")
    screen.type("We talked about Sunday.", ENTER)
    screen.see("What does it mean?")
    finish(screen)
    screen.type(ENTER)
    screen.see("Recorded:")
    assert screen.end() == 0
    (record,) = work.data("show", "--module", "3")
    assert record["keys"]["questions"] == ["M3.Q01"]
    assert [(part["name"], part["text"]) for part in record["sections"]] == [("account", "We talked about Sunday.")]


def test_a_correction_key_by_key(work, terminals):
    (key,) = work.take("module", "3", "--as", "priya", stdin='parent = "rosa"\nanswers = { "3.1" = "He shouts." }\n')
    screen = terminals("correct", "--as", "priya")
    screen.see("Which record?")
    screen.type(ENTER)
    screen.see("What is to be put right?")
    screen.type(DOWN, DOWN, DOWN, " ", ENTER)
    screen.see("> He shouts.")
    screen.type(" Loudly.", ENTER)
    screen.see("Why is it put right?")
    screen.type("a word was missing", ENTER)
    screen.see("Is this right?")
    screen.type(ENTER)
    screen.see("Put right: module 3 with Rosa")
    assert screen.end() == 0
    (now,) = work.data("show", key)
    assert now["sections"][0]["text"] == "He shouts. Loudly."
    assert now["keys"]["reason"] == "a word was missing"


def test_a_withdrawal_is_asked_for_once_more(work, terminals):
    (key,) = work.take("note", "--as", "priya", stdin='text = "A note."\n')
    before = work.state()
    screen = terminals("strike", key, "--as", "priya")
    screen.see("A note.")
    screen.see("Why is it withdrawn?")
    screen.type("wrong family", ENTER)
    screen.see("Withdraw it?")
    screen.type("2", ENTER)
    screen.see("Is this right?")
    screen.type(ENTER)
    screen.see("Nothing was withdrawn")
    assert work.state() == before
    screen.type("2", ENTER)
    screen.see("Which one?")
    screen.type("2", ENTER)
    screen.see("Withdraw it?")
    screen.type("1", ENTER)
    screen.see("Is this right?")
    screen.type("1", ENTER)
    screen.see("Withdrawn: note")
    assert screen.end() == 0
    assert work.data("show", "--kind", "note") == []


def test_a_visit_with_its_event(work, terminals):
    screen = terminals("visit", "--as", "tom")
    screen.see("What kind of visit?")
    screen.type(ENTER)
    screen.see("When was it?")
    screen.type("yesterday", ENTER)
    screen.see("From when?")
    screen.type("4pm", ENTER)
    screen.see("Did it take place?")
    screen.type(ENTER)
    screen.see("Until when?")
    screen.type("17:15", ENTER)
    screen.see("Which children were seen?")
    screen.type(" ", ENTER)
    screen.see("Who was seen alone?")
    screen.type(" ", ENTER)
    screen.see("bedroom")
    screen.type("1", ENTER)
    screen.see("law requires")
    screen.type("1", ENTER)
    screen.see("Who else was there?")
    screen.type(ENTER)
    screen.see("What did you see and hear?")
    screen.type("Josh showed me his room.", ENTER)
    screen.see("Anything to add?")
    screen.type(DOWN, " ", ENTER)
    screen.see("What kind of event")
    screen.type("first visit", ENTER)
    screen.see("What did it do to the child?")
    screen.type("He laughed.", ENTER)
    screen.see("Is this right?")
    screen.type("1", ENTER)
    screen.see("Recorded:")
    assert screen.end() == 0
    (visit,) = work.data("show", "--kind", "visit")
    (event,) = work.data("show", "--kind", "chronology")
    assert visit["on"] == event["on"] == "2025-04-13"
    assert visit["keys"]["start"] == "2025-04-13T15:00:00Z"
    assert visit["keys"]["seen_alone"] == ["josh"]
    assert visit["keys"]["statutory"] is True
    assert event["keys"]["entry"] == visit["id"]


def test_a_consent_for_somebody_does_not_take_up_anothers(work, terminals):
    screen = terminals("consent", "ask", "--person", "mum", "--as", "priya")
    screen.see("Agreeing to help, or to sharing?")
    assert "· Rosa Marlow" in screen.screen
    assert "Who was asked?" not in screen.screen
    screen.type(ENTER)
    screen.see("kept ")
    screen.type(LEAVE)
    screen.see("Go on with")
    assert "--person rosa" in " ".join(screen.screen.split())
    assert screen.end() == 130
    other = terminals("consent", "ask", "--person", "dean", "--as", "priya")
    other.see("· Dean Foley")
    assert "unfinished" not in other.screen
    other.type(LEAVE)
    assert other.end() == 130
    assert work.data("consent")["help"] == []
