"""Keeping a page of a parent's diary: typed or out of a file, with a picture of the page where there is one (I.14)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fsworkbook.cli.change.asking import child_step, names_in, parent_step, words_step
from fsworkbook.cli.frame.output import Piece, tell, wrap
from fsworkbook.cli.frame.recording import commit
from fsworkbook.cli.frame.taking import Talk, about_whom, answers, by_key, confirm, hold, look_over
from fsworkbook.errors import BadInput
from fsworkbook.workbook.attached import TOPIC
from fsworkbook.workbook.forms.catalogue import submit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fsworkbook.cli.frame.calling import Call
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.talk.answers import Table
    from fsworkbook.cli.talk.asking import Asker
    from fsworkbook.cli.talk.conversation import Step
    from fsworkbook.cli.work.attach import Brought as File
    from fsworkbook.workbook.record import Record

_DIARY: Final = "diary"
_PAGE: Final = "page"
"""The kind of attachment that a picture of a page is."""
_PICTURED: Final = "The page on which these words were written."
_MOST: Final = 1 << 20
"""How many bytes a text file may have."""


class Brought(NamedTuple):
    """What options bring: the name of a text file with the words, and of a picture of the page."""

    words: str | None
    picture: str | None


def keep(call: Call, told: Mapping[str, Any], brought: Brought) -> None:
    """Record a page of a diary.

    Raises:
        BadInput: a file cannot be taken, or the answers cannot be used.
        Refused: the role may not record it.
        Interrupted: the conversation was left; what was said is kept.
    """
    table = answers(call, told)
    sitting = call.sit(recording=True, table=table)
    picture = _picture(sitting, brought.picture)
    if brought.words is not None:
        table["words"] = _words_in(sitting, brought.words)
    if call.source is not None or not sitting.desk.can_ask:
        _record(sitting, table, picture)
        return
    begin = by_key(sitting, table)
    hold(
        sitting,
        about_whom(sitting, _talk(sitting, begin), begin),
        begin,
        lambda filled: _record(sitting, filled, picture),
    )


def _words_in(sitting: Sitting, named: str) -> str:
    """Return the words in a text file, to the letter.

    Raises:
        BadInput: it is not there, or is no plain text.
    """
    path = sitting.desk.path(named)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(f"--words-from: {named} cannot be read: {error.strerror}. Nothing was recorded.") from None
    if len(data) > _MOST:
        raise BadInput(f"--words-from: {path.name} is larger than 1 MB. Is it a text file? Nothing was recorded.")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise BadInput(
            f"--words-from: {path.name} is not UTF-8 text. Save it as text, UTF-8. Nothing was recorded."
        ) from None


def _picture(sitting: Sitting, named: str | None) -> File | None:
    """Return the picture of the page as it will be kept: a file that cannot be taken says so before anybody types."""
    if named is None:
        return None
    from fsworkbook.cli.work.attach import bring  # noqa: PLC0415 - only where there is one

    return bring(sitting, named)


def _record(sitting: Sitting, table: Mapping[str, Any], picture: File | None) -> tuple[Record, ...]:
    """Record the page, with its picture, in one commit; say how far it goes."""
    bearings = sitting.bearings()
    records = submit(_DIARY, table, bearings)
    page = records[0]
    kept: tuple[tuple[str, bytes], ...] = ()
    if picture is not None:
        from fsworkbook.store.attachments import place_of  # noqa: PLC0415 - only where there is one

        near = bearings._replace(find=lambda key: page if key == page.id else bearings.find(key))
        (note,) = submit("note", _note(page, picture), near)
        records, kept = (page, note), ((place_of(note.id, note.word("file")), picture.data),)
    made, written = commit(sitting.folder, records, bearings, action=_DIARY, attachments=kept, on_wait=sitting.waiting)
    sitting.account(made, written)
    confirm(sitting, made[:1])
    look_over(sitting, made)
    share = sitting.practice.direct_work.shares[page.word("share")]
    said = [f"Shared with: {share.name}. {share.say}", picture.remark if picture else ""]
    for words in filter(None, said):
        tell(sitting.desk, *wrap(words, sitting.desk.width))
    return made


def _note(page: Record, picture: File) -> dict[str, Any]:
    """Return the note that brings the picture, kept from whomever the page is kept."""
    made: dict[str, Any] = {
        "text": _PICTURED,
        "topic": TOPIC,
        "file": f"{_PAGE}{picture.suffix}",
        "shows": _PAGE,
        "whose": list(page.about),
        "adds_to": page.id,
        "on": page.on,
    }
    kept = {name: list(page.names(name)) for name in ("restricted", "withhold_from") if page.names(name)}
    return made | kept


def _talk(sitting: Sitting, begin: Mapping[str, Any]) -> Talk:
    from fsworkbook.cli.talk.asksteps import day  # noqa: PLC0415 - only to ask

    def steps(_table: Table) -> Sequence[Step]:
        return [
            parent_step(sitting, "Whose diary?"),
            child_step(sitting, "About which child?", needed=False),
            day("on", "Of which day is the page?"),
            *([] if "words" in begin else [words_step(sitting, "diary.words", needed=True)]),
            _share_step(sitting),
        ]

    return Talk(
        f"{sitting.family.surname} · a page of a diary",
        "diary",
        "fsworkbook diary",
        steps,
        opening=wrap("Type it as it was written: nothing in it is put right.", sitting.desk.width, "  "),
    )


def _share_step(sitting: Sitting) -> Step:
    """Ask how far the words may go, with what each answer comes to said plainly first."""
    from fsworkbook.cli.talk.conversation import Step  # noqa: PLC0415 - only to ask

    shares = sitting.practice.direct_work.shares
    names = names_in(shares)

    def ask(asker: Asker, _table: Table) -> str | None:
        for share in shares.values():
            asker.show(Piece(f"  {share.name}", "strong"), *wrap(share.say, sitting.desk.width, "    "))
        return asker.one("How far may it go? The parent says.", names)

    return Step("share", ask, "Shared with", reads=lambda value: names.get(value, str(value)))
