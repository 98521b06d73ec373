"""A handover: the whole workbook as it stood, in one file for another team to read (B.40).

Which commit the file holds, and the file's sha256, are the program's to say: `handover` fills them in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from fsworkbook.errors import BadInput
from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Draft, Filled, Form, plain
from fsworkbook.workbook.forms.key import Key, Unfit

if TYPE_CHECKING:
    from fsworkbook.workbook.forms.bearings import Bearings

ACTION: Final = "hand-over"
"""The action of the practice model's permissions."""

PROGRAMS: Final = ("head", "sha256")
"""The keys that nobody types."""

_HEAD: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


def _head(value: object, _bearings: Bearings) -> str:
    if not isinstance(value, str) or not _HEAD.fullmatch(value):
        raise Unfit("takes the name of a commit, which “fsworkbook handover” fills in.")
    return value


def _sha256(value: object, _bearings: Bearings) -> str:
    if not isinstance(value, str) or not _SHA256.fullmatch(value):
        raise Unfit("takes 64 hexadecimal digits, which “fsworkbook handover” fills in.")
    return value


def _draft(filled: Filled) -> Draft:
    for corrected in filled.get("corrects", ()):
        record = filled.bearings.find(corrected)
        if record is not None and any(record.word(name) != filled[name] for name in PROGRAMS):
            raise BadInput("head and sha256 say what was in the file that was given; they stay as they are.")
    return plain(filled)


FORM: Final = Form(
    kind="handover",
    command="handover",
    keys=(
        Key("to", "words", keys.text, required=True, about="the team that receives it (B.40)"),
        Key("reason", "words", keys.text, about="why it is handed on"),
        Key("head", "a commit; filled in", _head, required=True, about="the last commit that the file holds"),
        Key("sha256", "hexadecimal digits; filled in", _sha256, required=True, about="what the file is known by"),
    ),
    action=ACTION,
    draft=_draft,
)
