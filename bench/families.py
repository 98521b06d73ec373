"""Made-up families of any size: a realistic spread of records, a commit for each, by `git fast-import`."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from bench import grounds

from fsworkbook.practice.loading import load
from fsworkbook.practice.locating import shipped, templates_root
from fsworkbook.store.codec import encode
from fsworkbook.store.layout import ENTROPY, new_id, path_of
from fsworkbook.workbook.record import Record, Section

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_KINDS = {"module": 60, "visit": 16, "chronology": 10, "rating": 6, "note": 8}
_SENTENCES = (
    "Kerry told me that the mornings are calmer now that the clothes are laid out the night before.",
    "She said: “It is me who has to get up first, and I do.”",
    "Tyler showed me the chart on his wall and counted the stars aloud.",
    "I asked what happens on the days when it does not work, and she thought for a while.",
    "Maisie came in from the garden twice to see whether we were still there, and went out again.",
    "We went over the safety plan line by line; the neighbour’s number had changed and was put right.",
    "Sheila was in the kitchen and joined us for the last ten minutes.",
    "Nothing was said about Daniel until I asked, and then a good deal.",
)
_FIRST = date(2024, 1, 8)
_TEAM = {
    "priya": ("Priya Nandakumar", "social-worker"),
    "leanne": ("Leanne Osei", "domestic-abuse-practitioner"),
    "tom": ("Tom Whitcombe", "children-family-worker"),
}
_BRANCH = "main"


def make(name: str, count: int) -> Path:
    """Return the folder of a new family with `count` records; the same name and count make the same bytes."""
    folder = grounds.fresh(name)
    grounds.run("git", "init", "--quiet", "--template=", f"--initial-branch={_BRANCH}", str(folder))
    grounds.run("git", "fast-import", "--quiet", cwd=folder, feed=history(count))
    grounds.run("git", "reset", "--quiet", "--hard", cwd=folder)
    # A family in use has been looked at before: git has seen every file's time, and none is fresh enough to doubt.
    grounds.run("git", "status", "--porcelain", cwd=folder)
    return folder


def history(count: int, reference: str = "FS-0417") -> bytes:
    """Return what fast-import makes such a family of; with a reference of its own, no commit is another family's."""
    return b"".join(_opening(reference)) + _rest(count)


def _opening(reference: str) -> Iterator[bytes]:
    """Yield the first commit: who is who."""
    who = (templates_root() / "training" / "ashdown" / "family.toml").read_text("utf-8").replace("FS-0417", reference)
    yield from _commit(0, "priya", "new-family", (), {"family.toml": who.encode(), ".gitattributes": b"* -text\n"})


@cache
def _rest(count: int) -> bytes:
    """Return the commits of the records, as the program makes them, so that an audit finds nothing."""
    return b"".join(
        piece
        for number, record in enumerate(_records(count), start=1)
        for piece in _commit(number, record.by, record.kind, (record.id,), {str(path_of(record)): encode(record)})
    )


def _commit(number: int, by: str, action: str, records: tuple[str, ...], files: dict[str, bytes]) -> Iterator[bytes]:
    name, role = _TEAM[by]
    who = b"%s <%s@example.org> %d +0000" % (name.encode(), by.encode(), _moment(number).timestamp())
    named = "".join(f"Workbook-Record: {record}\n" for record in records)
    said = f"{action} {number}\n\nWorkbook-Action: {action}\n{named}Workbook-Role: {role}\nWorkbook-Author: {by}\n"
    yield b"commit refs/heads/%s\nmark :%d\n" % (_BRANCH.encode(), number + 1)
    yield b"author %s\ncommitter %s\n" % (who, who)
    yield _data(said.encode())
    if number:
        yield b"from :%d\n" % number
    for path, content in files.items():
        yield b"M 100644 inline %s\n" % path.encode() + _data(content)


def _moment(number: int) -> datetime:
    return datetime(2025, 6, 1, 9, tzinfo=UTC) + timedelta(minutes=number)


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)


def _records(count: int) -> Iterator[Record]:
    chance = random.Random(417)  # noqa: S311 - the same family every time, not a secret
    questions = {
        number: [question.id for question in load(shipped()).module(number).questions] for number in range(1, 9)
    }
    kinds = chance.choices(list(_KINDS), list(_KINDS.values()), k=count)
    for number, kind in enumerate(kinds):
        on = _FIRST + timedelta(days=number * 500 // count)
        by = chance.choice(list(_TEAM))
        yield Record(
            new_id(on, by, chance.randbytes(ENTROPY)),
            kind,
            on,
            _moment(number + 1),
            by,
            _head(kind, questions[chance.randint(1, 8)], chance),
            _sections(kind, chance),
        )


def _head(kind: str, questions: list[str], chance: random.Random) -> dict[str, object]:
    match kind:
        case "module":
            asked = chance.sample(questions, k=min(2, len(questions)))
            about = {"assessment": "PA-K", "about": ["kerry"], "children": ["tyler", "maisie"]}
            return {**about, "questions": sorted(asked), "where": "home"}
        case "visit":
            seen = {"session": "home", "statutory": True, "children_seen": ["tyler"], "seen_alone": ["tyler"]}
            return {"start": datetime(2024, 1, 8, 15, tzinfo=UTC), **seen}
        case "chronology":
            return {"effect_on_child": "Tyler slept badly for two nights."}
        case "rating":
            return {"rating": chance.choice(("red", "amber", "green")), "reason": chance.choice(_SENTENCES)}
    return {}


def _sections(kind: str, chance: random.Random) -> tuple[Section, ...]:
    account = Section("account", "", " ".join(chance.choices(_SENTENCES, k=chance.randint(3, 9))))
    if kind == "rating":
        return ()
    if kind != "module":
        return (account,)
    return (account, Section("meaning", "", " ".join(chance.choices(_SENTENCES, k=2))))
