"""A copy: one paper for one recipient, made, let go of, handed over, brought back; or asked for and not made yet.

Nothing of the paper is kept, only what tells it from any other: its name, its version for that recipient, its day, its
format and its hash (F.53). Each later step is a record of its own that names the copy, so nothing is ever overwritten.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.errors import BadInput, Refused
from fsworkbook.workbook.disclosure.recipient import find_recipient
from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Draft, Filled, Form, allow, plain, plain_table
from fsworkbook.workbook.forms.key import Key, Unfit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fsworkbook.workbook.forms.bearings import Bearings
    from fsworkbook.workbook.record import Record

RELEASE: Final = "release-copy"
"""The action of the practice model's permissions that lets a copy go (B.71)."""
PASSING: Final = "lift-restriction"
"""The action whose decider may let one hit pass in one version (B.70)."""
STEPS: Final = ("releases", "gives", "returns")
"""Keys of a later step: each names the copy that it is about."""

SUFFIX: Final = "suffix"
"""The key on disk of what is `format` in a form: in a record's file, `format` is that of the file itself."""

_MAKING: Final = ("recipient", "paper", "format", "sha256", "at")
_ASKING: Final = ("recipient", "paper", "asked")
_MADE: Final = (
    *("format", "sha256", "at", "version", "assessment", "authors", "released_by", "lets_pass", "answers", "told"),
)
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_FORMAT: Final = re.compile(r"[a-z0-9]{1,8}")
_LINE: Final = 120


def _recipient(value: object, bearings: Bearings) -> str:
    """Read who gets it: the key of one of the family, of the team or of a kind of reader, or a name in words."""
    words = _line(value, bearings)
    try:
        return find_recipient(words, bearings.family, bearings.practice).key
    except BadInput:
        return words


def must_be_let_go(recipient: str, bearings: Bearings) -> bool:
    """Return whether somebody other than its author lets a copy for this recipient go (B.71)."""
    try:
        return find_recipient(recipient, bearings.family, bearings.practice).reader.released
    except BadInput:
        return True


def _line(value: object, bearings: Bearings) -> str:
    words = keys.text(value, bearings)
    if len(words) > _LINE or not words.isprintable():
        raise Unfit(f"takes one line of at most {_LINE} letters.")
    return words


def _format(value: object, _bearings: Bearings) -> str:
    if not isinstance(value, str) or not _FORMAT.fullmatch(value):
        raise Unfit('takes what a file name ends in: "pdf".')
    return value


def _sha256(value: object, _bearings: Bearings) -> str:
    if not isinstance(value, str) or not _SHA256.fullmatch(value):
        raise Unfit("takes a SHA-256 hash: 64 characters, 0 to 9 and a to f.")
    return value


def _version(value: object, _bearings: Bearings) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise Unfit("takes a number from 1.")
    return value


def _told(value: object, _bearings: Bearings) -> dict[str, Any]:
    if not isinstance(value, dict) or not all(isinstance(item, str | bool | int) for item in value.values()):
        raise Unfit("takes a table of words, numbers, true or false.")
    return value


def _passes(value: object, bearings: Bearings) -> list[str]:
    """Read what is let pass: ids of records that stand there, or keys of restrictions."""
    named = keys.words(value, bearings)
    known = {record.word("key") for record in bearings.records() if record.kind == "restriction"}
    for item in named:
        if item not in known:
            keys.record_id(item, bearings)
    return named


def _myself(value: object, bearings: Bearings) -> str:
    if value != bearings.author.key:
        raise Unfit(f"takes {bearings.author.key}, who is recording: nobody lets a copy go for somebody else.")
    return bearings.author.key


def is_copy(record: Record) -> bool:
    """Return whether a record is a copy that was made, and no later step or request."""
    return record.kind == "copy" and "sha256" in record.head


def authors_of(record: Record) -> frozenset[str]:
    """Return the keys of those who must not let a copy go: who wrote the paper, and who made it where nobody did."""
    return frozenset(record.names("authors") or (record.by,))


def may_release(bearings: Bearings, authors: Iterable[str]) -> bool:
    """Return whether whoever records may let a copy go that these wrote (B.71)."""
    if bearings.author.key in set(authors):
        return False
    try:
        allow(RELEASE, bearings)
    except Refused:
        return False
    return True


def _faults(filled: Filled) -> Iterable[str]:
    steps = [name for name in STEPS if name in filled]
    if len(steps) > 1:
        yield f"{' and '.join(steps)} are steps of their own: leave all but one out."
    elif steps:
        yield from _step_faults(filled, steps[0])
    elif "asked" in filled:
        yield from (f"{name} is missing." for name in _ASKING if name not in filled)
        yield from (f"{name} belongs to a copy that was made." for name in _MADE if name in filled)
    else:
        yield from (f"{name} is missing." for name in _MAKING if name not in filled)
        if "how" in filled:
            yield "how belongs to a copy that is handed over or brought back."
        if "corrects" in filled:
            yield "corrects does not fit a copy that was made: withdraw it with “fsworkbook strike”, and make it again."
        if "lets_pass" in filled and "reason" not in filled:
            yield "reason is missing: say why it may pass in this version."
        if "answers" in filled and not _is_request(filled.bearings.find(filled["answers"])):
            yield "answers takes the id of the request for this paper."


def _is_request(record: Record | None) -> bool:
    return record is not None and record.kind == "copy" and "asked" in record.head


def _step_faults(filled: Filled, step: str) -> Iterable[str]:
    yield from (
        f"{name} belongs to the copy itself." for name in ("recipient", "paper", "asked", *_MADE) if name in filled
    )
    if "how" in filled and step == "releases":
        yield "how belongs to a copy that is handed over or brought back."
    if step == "gives" and "how" not in filled:
        yield "how is missing: say how it was handed over."
    copy = filled.bearings.find(filled[step])
    if copy is None or not is_copy(copy):
        yield f"{step} takes the id of a copy that was made."
    elif "corrects" not in filled and any(item.strikes == copy.id for item in filled.bearings.records()):
        yield f"{step} names a copy that was withdrawn."
    elif step == "releases" and "corrects" not in filled and is_released(copy, filled.bearings.records()):
        yield "releases names a copy that was let go already."


def is_released(copy: Record, records: Iterable[Record]) -> bool:
    """Return whether a copy was let go, when it was made or later, by a record that was not withdrawn."""
    if copy.word("released_by"):
        return True
    listed = tuple(records)
    struck = {record.strikes for record in listed if record.strikes}
    return any(record.kind == "copy" and record.word("releases") == copy.id and record.id not in struck
               for record in listed)  # fmt: skip


def _draft(filled: Filled) -> Draft:
    bearings = filled.bearings
    if "releases" in filled:
        copy = bearings.find(filled["releases"])
        if copy is not None:
            _allow_release(bearings, authors_of(copy) | {copy.by})
    if "lets_pass" in filled:
        allow(PASSING, bearings)
    if "sha256" not in filled:
        return plain(filled)
    authors = filled.get("authors") or [bearings.author.key]
    if "released_by" in filled and must_be_let_go(filled["recipient"], bearings):
        _allow_release(bearings, authors)
    version = filled.get("version") or next_version(filled.values, bearings.records())
    about = {"about": [filled["recipient"]]} if filled["recipient"] in bearings.family.people else {}
    draft = plain(filled)
    head = {SUFFIX if name == "format" else name: value for name, value in draft.head.items()}
    return draft._replace(head={**about, **head, "version": version, "authors": authors})


def _table(record: Record) -> dict[str, Any]:
    return {"format" if name == SUFFIX else name: value for name, value in plain_table(record).items()}


def _allow_release(bearings: Bearings, authors: Iterable[str]) -> None:
    """Refuse whoever wrote or made the paper, and whose role may not let it go (B.71).

    Raises:
        Refused: naming who may.
    """
    allow(RELEASE, bearings)
    if bearings.author.key in set(authors):
        others = [
            member.name
            for member in bearings.family.team.values()
            if member.key not in set(authors)
            and (member.until is None or bearings.today <= member.until)
            and may_release(bearings._replace(author=member), authors)
        ]
        named = f" Ask {' or '.join(others)}." if others else ""
        raise Refused(f"Nobody lets go of a copy that they made or wrote themselves; nothing was recorded.{named}")


def next_version(copy: Mapping[str, Any], records: Iterable[Record]) -> int:
    """Return which version of a paper, in its format, a copy is for its recipient: the same file is the same version.

    Args:
        copy: with `recipient`, `paper`, `format` and `sha256`.
        records: every record of the family, withdrawn ones too, because a number is never used again.
    """
    same = [
        record
        for record in records
        if is_copy(record)
        and tuple(record.word(name) for name in ("recipient", "paper", SUFFIX))
        == (copy["recipient"], copy["paper"], copy["format"])
    ]
    numbers = [number for record in same if isinstance(number := record.head.get("version"), int)]
    for record in same:
        if record.word("sha256") == copy["sha256"] and isinstance(number := record.head.get("version"), int):
            return number
    return max(numbers, default=0) + 1


FORM: Final = Form(
    kind="copy",
    command="copies",
    keys=(
        Key("recipient", "a person, a member of the team, a kind of reader or a name", _recipient, about="who gets it"),
        Key("paper", "words", _line, about="which paper, as its command names it"),
        Key("format", "what its file name ends in", _format, about="pdf, md …"),
        Key("version", "a number", _version, about="which version for that recipient; counted where it is left out"),
        Key("sha256", "64 characters", _sha256, about="the hash of the file"),
        Key("at", "a date", keys.past_day, about="the day of the paper: what was known at its end"),
        Key(
            "assessment",
            "the key of an assessment",
            keys.choice(lambda bearings: bearings.family.assessments),
            about="the assessment that it is the report of (C.22)",
        ),
        Key("authors", "members of the team", keys.members, about="who wrote it; `by` where it is left out"),
        Key("released_by", "a member of the team", _myself, about="who let it go as it was made (B.71)"),
        Key("told", "a table", _told, about="what its command was told, so that it can be made again"),
        Key("lets_pass", "ids of records, or keys of restrictions", _passes, about="hits let pass in this version"),
        Key("reason", "words", keys.text, about="why they may pass"),
        Key("asked", "a date", keys.past_day, about="a request: the day on which the person asked (C.62)"),
        Key("answers", "the id of a request", keys.record_id, about="the request that this copy answers"),
        Key("releases", "the id of a copy", keys.record_id, about="lets go of a copy that was waiting (B.71)"),
        Key("gives", "the id of a copy", keys.record_id, about="the copy that was handed over"),
        Key("returns", "the id of a copy", keys.record_id, about="the copy that came back"),
        Key("how", "words", keys.text, about="how it was handed over, or came back"),
    ),
    faults=_faults,
    draft=_draft,
    table=_table,
)
