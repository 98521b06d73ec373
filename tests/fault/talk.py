"""A made-up conversation of the one kind of question that is named: what the tests of interruptions talk to."""

import json
import sys
from pathlib import Path

from fsworkbook.cli.frame.desk import Desk
from fsworkbook.cli.main import _explain
from fsworkbook.cli.talk.conversation import Conversation, Step
from fsworkbook.cli.talk.keeping import KeptDrafts
from fsworkbook.errors import StoreTrouble
from fsworkbook.store.drafts import Drafts
from fsworkbook.store.pending import Unfinished

PLACES = {"home": "at home", "school": "at school", "office": "at the office"}
FIRST = Step("who", lambda asker, _: asker.text("Who?"), "Who")
QUESTIONS = {
    "line": Step("said", lambda asker, _: asker.text("Which teacher?"), "Teacher"),
    "long": Step("said", lambda asker, _: asker.long("What did they say?"), "Said"),
    "day": Step("said", lambda asker, _: asker.day("When was this?"), "When"),
    "one": Step("said", lambda asker, _: asker.one("Where?", PLACES), "Where"),
    "several": Step("said", lambda asker, _: asker.several("Where else?", PLACES), "Where else"),
}


def main():
    kept, kind, *more = sys.argv[1:]
    desk = Desk.here()
    second = Drafts(Path(more[0])) if more and more[0] not in {"trouble", "unfinished"} else None
    drafts = KeptDrafts(Drafts(Path(kept)), second)
    conversation = Conversation(
        desk, "Talk", lambda _: [FIRST, QUESTIONS[kind]], drafts=drafts, name="talk", command="fsworkbook talk"
    )

    def save(table):
        if "trouble" in more:
            raise StoreTrouble("The disk is full. Make room and try again. Nothing was recorded.")
        if "unfinished" in more:
            raise Unfinished("What you recorded is kept, and the next command finishes it.")
        Path("saved.json").write_text(json.dumps(table, default=str), encoding="utf-8")
        return table

    try:
        conversation.run(save)
    except BaseException as error:  # noqa: BLE001 - as the program itself does
        sys.exit(_explain(error, desk))
    print("saved")  # noqa: T201


main()
