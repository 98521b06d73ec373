"""A status: a child's plan or legal status from a day, as a conference, review or court decided (L.01-L.22, B.21)."""

from __future__ import annotations

from typing import Final

from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Form
from fsworkbook.workbook.forms.key import Key

FORM: Final = Form(
    kind="status",
    command="status",
    action="record-statutory",
    keys=(
        Key("child", "a child", keys.child, required=True, about="whose status"),
        Key(
            "status",
            "a status (L.01-L.21)",
            keys.choice(lambda bearings: bearings.practice.statuses),
            required=True,
            about="what it is from that day",
        ),
        Key("categories", "a list of words", keys.words, about="further categories of a plan"),
        Key("from", "a date", keys.past_day, required=True, about="the day it began"),
        Key("decided_by", "words", keys.text, required=True, about="the meeting or court that decided"),
        Key("reason", "words", keys.text, required=True, about="why"),
    ),
)
