"""Taking something out of the whole history: what, why, what would go, a typed confirmation, and what was done.

Nothing of it is kept as a draft: what is to be taken out must not be written down once more.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fsworkbook.cli.disclosing import expungelines
from fsworkbook.cli.frame.finding import find_one, recent
from fsworkbook.cli.frame.output import say, tell, wrap
from fsworkbook.cli.frame.recording import author_of
from fsworkbook.cli.frame.source import read_source
from fsworkbook.errors import BadInput, StoreTrouble
from fsworkbook.store import audit, files, openings, remote
from fsworkbook.store.change import Change
from fsworkbook.store.expunging import leavings, taking
from fsworkbook.store.expunging.planning import Target
from fsworkbook.store.git import Git
from fsworkbook.workbook.audit.rules import Rules
from fsworkbook.workbook.disclosure.repeating import repeats
from fsworkbook.workbook.disclosure.tombstones import ACTION, KIND, Tombstone
from fsworkbook.workbook.forms.catalogue import submit
from fsworkbook.workbook.forms.form import allow

if TYPE_CHECKING:
    from collections.abc import Callable

    from fsworkbook.cli.frame.calling import Call
    from fsworkbook.cli.frame.desk import Desk
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.talk.asking import Asker
    from fsworkbook.store.expunging.taking import Found
    from fsworkbook.workbook.record import Record

_KEYS: Final = ("records", "words", "words_file", "reason", "why", "confirm")
_STAGES: Final = {
    "looking": ("Looking through the history", "files"),
    "writing": ("Writing the history anew", "commits"),
}
_WORDS: Final = {
    "switching": "Going over to it …",
    "clearing": "Clearing the old one away …",
    "checking": "Looking whether anything is left …",
}


class Wish(NamedTuple):
    """What somebody wants: what goes, on which ground, more of it in words, and their typed confirmation."""

    target: Target
    reason: str = ""
    why: str = ""
    confirm: str = ""


def expunge(call: Call, named: str | None, words_file: str | None, *, look: bool) -> None:
    """Take something out of the whole history.

    Raises:
        BadInput: there is nothing of it, something is missing, or the words of the reason repeat it.
        Refused: the role may not.
        StoreTrouble: the folder could not be rewritten; the old history or the new one is there, whole.
    """
    table = read_source(call.desk, call.source) if call.source is not None else {}
    _check_keys(table)
    sitting = call.sit(recording=True)
    allow(ACTION, sitting.bearings())
    scripted = call.source is not None or not sitting.desk.can_ask
    target = _target(sitting, table, named, words_file, scripted=scripted)
    git = Git(sitting.folder.path)
    with ExitStack() as stack:
        found = taking.find(git, target, _watch(sitting, stack))
    if found.plan.empty and not found.leavings:
        raise BadInput("Nothing of that stands in the history or beside it. Nothing was taken out.")
    tell(sitting.desk, *expungelines.what_goes(sitting, found, target))
    if look:
        return
    wish = _filled(sitting, table, target) if scripted else _asked(sitting, target, found)
    _check(sitting, wish, found)
    _carry_out(sitting, wish, found)


def _check_keys(table: dict[str, Any]) -> None:
    for name in table:
        if name not in _KEYS:
            raise BadInput(f"expunge takes no key of that name. It takes: {', '.join(_KEYS)}. Nothing was taken out.")


# What is to go


def _target(
    sitting: Sitting, table: dict[str, Any], named: str | None, words_file: str | None, *, scripted: bool
) -> Target:
    ledger = sitting.ledger()
    records = [find_one(item, ledger, sitting.family) for item in _listed(table, "records")]
    if named:
        records.append(find_one(named, ledger, sitting.family))
    strings = _listed(table, "words")
    for file in (words_file, table.get("words_file")):
        if file is not None:
            strings += _lines(sitting.desk, str(file))
    if not records and not strings and not scripted:
        records, strings = _ask_what(sitting)
    if not records and not strings:
        raise BadInput(
            "What is to be taken out is missing: name a record, or give the words in a file with --words-file. "
            "Nothing was taken out."
        )
    return Target(frozenset(records), tuple(strings))


def _listed(table: dict[str, Any], name: str) -> list[str]:
    value = table.get(name, [])
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(item, str) and item.strip() for item in listed):
        raise BadInput(f'{name} takes a list: ["…", "…"]. Nothing was taken out.')
    return list(listed)


def _lines(desk: Desk, named: str) -> list[str]:
    """Return the strings in a file, one a line."""
    if named == "-":
        text = desk.stdin.read()
    else:
        try:
            text = files.take(desk.path(named)).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise BadInput("The file with the words is not UTF-8 text. Save it as UTF-8.") from None
        except OSError as problem:
            raise BadInput(f"The file with the words cannot be read ({files.reason(problem)}).") from None
    strings = [line.strip() for line in text.splitlines() if line.strip()]
    if not strings:
        raise BadInput("The file with the words is empty. Write one string a line.")
    return strings


def _ask_what(sitting: Sitting) -> tuple[list[str], list[str]]:
    from fsworkbook.cli.talk.asking import Asker  # noqa: PLC0415 - only to ask

    asker = Asker.at(sitting.desk)
    ways = {"record": "A whole record, with all its versions", "words": "Words, wherever they stand"}
    chosen: list[str | None] = []

    def way() -> None:
        chosen[:] = [asker.one("What is to be taken out?", ways)]

    def what() -> tuple[list[str], list[str]]:
        if chosen == ["record"]:
            return [asker.one("Which record?", recent(sitting._replace(member=None), sitting.ledger())) or ""], []
        return [], _ask_words(asker, sitting.desk.width)

    found: tuple[list[str], list[str]] = _in_turn(way, what)[1]
    return found


def _ask_words(asker: Asker, width: int) -> list[str]:
    taught = (
        "Type each string; it is not shown. ↵ alone when there are no more. Capitals, spaces and line ends make no "
        "difference."
    )
    asker.show(*wrap(taught, width, "  "))
    strings: list[str] = []
    while typed := asker.secret("Words" if not strings else "More words").strip():
        strings.append(typed)
    return strings


def _in_turn(*questions: Callable[[], Any]) -> list[Any]:
    """Ask one question after the other, and the one before where somebody goes back; return the answers.

    Raises:
        BadInput: somebody went back from the first: they leave it.
    """
    from fsworkbook.cli.talk.ways import Back  # noqa: PLC0415 - only to ask

    answers: list[Any] = []
    while len(answers) < len(questions):
        try:
            answers.append(questions[len(answers)]())
        except Back:
            if not answers:
                raise BadInput("You left it; nothing was taken out.") from None
            answers.pop()
    return answers


# Why, and whether for certain


def _filled(sitting: Sitting, table: dict[str, Any], target: Target) -> Wish:
    missing = [name for name in ("reason", "confirm") if not isinstance(table.get(name), str)]
    if missing:
        reasons = ", ".join(sitting.practice.expunging_reasons)
        raise BadInput(
            f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing. reason takes one of these: "
            f"{reasons}; confirm takes the family’s reference, {sitting.family.reference}. Nothing was taken out."
        )
    why = table.get("why", "")
    if not isinstance(why, str):
        raise BadInput("why takes words in quotation marks. Nothing was taken out.")
    return Wish(target, str(table["reason"]), why, str(table["confirm"]))


def _asked(sitting: Sitting, target: Target, found: Found) -> Wish:
    from fsworkbook.cli.talk.asking import Asker  # noqa: PLC0415 - only to ask

    asker = Asker.at(sitting.desk)
    reasons = {reason.id: reason.name for reason in sitting.practice.expunging_reasons.values()}
    asker.show("")

    def wrong(text: str) -> str:
        told = _repeated(text, sitting, found)
        return "These words repeat something of what is taken out. Say it without." if told else ""

    reference = sitting.family.reference
    reason, why, confirm = _in_turn(
        lambda: asker.one("On which ground?", reasons) or "",
        lambda: asker.text("More of it, in words that repeat nothing (↵ alone for none)", wrong=wrong) or "",
        lambda: asker.text(f"Type {reference} to take it out for good; anything else leaves it") or "",
    )
    return Wish(target, reason, why, confirm)


def _check(sitting: Sitting, wish: Wish, found: Found) -> None:
    if wish.reason not in sitting.practice.expunging_reasons:
        raise BadInput(f"reason takes one of these: {', '.join(sitting.practice.expunging_reasons)}.")
    if wish.confirm.strip().casefold() != sitting.family.reference.casefold():
        raise BadInput(f"Nothing was taken out: {sitting.family.reference} was not typed.")
    if _repeated(wish.why, sitting, found):
        raise BadInput("why repeats something of what is taken out. Say it without; nothing was taken out.")


def _repeated(why: str, sitting: Sitting, found: Found) -> bool:
    """Return whether the words of a reason repeat something of what goes."""
    excision = found.plan.excision
    if excision.found(why) or repeats(why, excision.strings, ()):
        return True
    gone = set(found.plan.records)
    texts = {True: [], False: [sitting.folder.family_text()]}  # type: dict[bool, list[str]]
    for record in sitting.ledger().everything.values():
        texts[record.id in gone].append(_text_of(record))
    return repeats(why, texts[True], texts[False])


def _text_of(record: Record) -> str:
    said = [value for value in record.head.values() if isinstance(value, str)]
    return "\n".join([*said, *(section.text for section in record.sections)])


# Doing it


def _carry_out(sitting: Sitting, wish: Wish, found: Found) -> None:
    desk, bearings = sitting.desk, sitting.bearings()
    git = Git(sitting.folder.path)
    rules = Rules(sitting.practice)

    def tombstone(says: Tombstone) -> Record:
        table = {**says.head(), "reason": wish.reason} | ({"why": wish.why} if wish.why.strip() else {})
        (made,) = submit(KIND, table, bearings)
        return made

    change = Change(ACTION, "", author_of(bearings.author), bearings.now)
    if sitting.folder.signer is not None:
        change = change._replace(records=(tombstone(_nothing(git)),))
        change = change._replace(signing_key=sitting.folder.signer(change))
    try:
        with ExitStack() as stack:
            done = taking.take_out(
                sitting.folder.path,
                found,
                wish.target,
                change,
                tombstone,
                lambda: audit.judge(git, "HEAD", rules).good,
                _watch(sitting, stack),
            )
    finally:
        openings.forget(sitting.folder.path)
    _clean_own_drafts(sitting, found)
    if done.record is not None:
        say(desk, done.record.id)
    shared = remote.of(git) is not None
    tell(desk, *expungelines.what_was_done(sitting, found, done, shared=shared))
    if done.remains:
        raise StoreTrouble(
            f"{done.remains} of git’s objects still hold something of it. Another program may have held them; "
            "run `fsworkbook doctor --mend`, and expunge again."
        )


def _nothing(git: Git) -> Tombstone:
    head = git.run("rev-parse", "--verify", "HEAD").decode().strip()
    return Tombstone("", head, head, 0)


def _clean_own_drafts(sitting: Sitting, found: Found) -> None:
    """Clean drafts of this family that lie in one's own configuration folder, where some have to."""
    for place in sitting.drafts().elsewhere():
        leavings.clean_drafts(place, found.plan.excision, frozenset(found.plan.records))


def _watch(sitting: Sitting, stack: ExitStack) -> taking.Watch:
    """Return what shows how far it is: a count for what is long, a line for what has none."""
    from fsworkbook.cli.history.verifying import LONG, counting  # noqa: PLC0415 - beside its only use

    desk = sitting.desk
    shown: dict[str, Any] = {"long": False}

    def stage(name: str) -> None:
        stack.close()
        if name in _STAGES:
            shown["count"] = stack.enter_context(counting(desk, *_STAGES[name]))
        elif shown["long"]:
            tell(desk, _WORDS[name])

    def progress(done: int, total: int) -> None:
        shown["long"] = shown["long"] or total >= LONG
        shown["count"](done, total)

    return taking.Watch(stage, progress, sitting.waiting)
