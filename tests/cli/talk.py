"""A tiny program that holds one made-up conversation: what the terminal tests talk to."""

import json
import os
import sys
from pathlib import Path

from fsworkbook.cli.frame.desk import Desk
from fsworkbook.cli.main import _explain
from fsworkbook.cli.talk.conversation import Conversation, Step
from fsworkbook.cli.talk.keeping import KeptDrafts
from fsworkbook.store.drafts import Drafts

PLACES = {"home": "at home", "school": "at school", "office": "at the office"}
PEOPLE = {"kerry": "Kerry Ashdown", "tyler": "Tyler Ashdown", "maisie": "Maisie Ashdown"}


def steps(table):
    asked = [
        Step("on", lambda asker, _: asker.day("When was this?"), "When"),
        Step("where", lambda asker, _: asker.one("Where?", PLACES), "Where", reads=PLACES.get),
        Step("present", lambda asker, _: asker.several("Who was there?", PEOPLE), "Who was there"),
    ]
    if table.get("where") == "school":
        asked.append(Step("teacher", lambda asker, _: asker.text("Which teacher?"), "Teacher"))
    asked.append(
        Step(
            ("answers", "M3.Q02"),
            lambda asker, _: asker.long("3.2  What does it do to each child?", more="Ask about each child by name."),
            "3.2",
        )
    )
    return asked


def main():
    desk = Desk.here()
    drafts = KeptDrafts(Drafts(Path(sys.argv[1])))
    conversation = Conversation(
        desk, "Module 3 with Kerry", steps, drafts=drafts, name="module-3", command="fsworkbook module 3"
    )
    try:
        table = conversation.run(lambda table: table)
    except BaseException as error:  # noqa: BLE001 - as the program itself does
        sys.exit(_explain(error, desk))
    (Path(sys.argv[1]) / "saved.json").write_text(json.dumps(table, default=str), encoding="utf-8")
    print("saved", os.getpid() > 0)  # noqa: T201


main()
