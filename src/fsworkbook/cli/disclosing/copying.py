"""A copy for somebody: made from what they may have, searched, registered, and only then written (F2, F3, B.71).

Every command with `--for` comes through here. Nothing is written before the whole copy was searched in every format.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fsworkbook.cli.disclosing import versioned, vicinity
from fsworkbook.cli.disclosing.registering import NOTHING, Prepared, register
from fsworkbook.cli.disclosing.stopping import NOTHING as PASSING_NOTHING
from fsworkbook.cli.disclosing.stopping import Passing, check, first_name, who_may
from fsworkbook.cli.frame.output import tell, wrap
from fsworkbook.cli.paper.filenames import hyphened, reader
from fsworkbook.cli.paper.papers import Name, rendered, target, write
from fsworkbook.errors import BadInput, Refused
from fsworkbook.workbook.disclosure.edition import Edition, edition
from fsworkbook.workbook.disclosure.guarding import Guard
from fsworkbook.workbook.disclosure.recipient import TEAM, find_recipient
from fsworkbook.workbook.forms.copy import RELEASE
from fsworkbook.workbook.joint import records_of
from fsworkbook.workbook.ledger import ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.report.document import Document
    from fsworkbook.report.gate import Leak
    from fsworkbook.workbook.disclosure.copies import Copy
    from fsworkbook.workbook.disclosure.slips import Slip

    Seal = Callable[[bytes, str], bytes] | None

COPY: Final = "copy"
CHECKING: Final = "for-checking"
"""What the name of a paper says it is."""
OTHER: Final = (
    "this copy would be another one today, because something was recorded or restricted since it was made. "
    "Make it afresh and let that one go."
)
"""Why a copy that was registered cannot be made once more."""


class Paper(NamedTuple):
    """A paper for one reader, before it is printed.

    Attributes:
        name: which paper it is, the same for every version: `report PA-K`.
        what: which paper it is, in the name of its file: neutral, and no person's name (F.49).
        document: the paper.
        authors: keys of those who wrote it; empty where it only gathers what was recorded.
        told: what its command was told, so that the same paper can be made again.
        assessment: the key of the assessment that it is the report of, or "".
        answers: the id of the request that it answers, or "".
    """

    name: str
    what: str
    document: Document
    authors: tuple[str, ...] = ()
    told: Mapping[str, Any] = NOTHING
    assessment: str = ""
    answers: str = ""


def edition_for(
    sitting: Sitting, who: str, at: date | None, option: str = "--for", told: Mapping[str, Any] = NOTHING
) -> Edition:
    """Return the workbook as a reader may see it.

    Args:
        sitting: the family, and who asks.
        who: the reader.
        at: the day of the copy; today where it is None.
        option: what named the reader.
        told: how the command of the copy was told; one of a version is made of what was known when it was made final.

    Raises:
        BadInput: nobody of that name, or several; or there is no such version.
    """
    recipient = find_recipient(who, sitting.family, sitting.practice, option)
    today = sitting.desk.today()
    known = versioned.known(sitting, told)
    return edition(recipient, sitting.family, sitting.practice, sitting.ledger(), at or today, today, known)


def copy(
    sitting: Sitting,
    found: Edition,
    build: Callable[[Edition], Paper],
    formats: Sequence[str],
    output: Path | None,
    passing: Passing = PASSING_NOTHING,
    seal: Seal = None,
) -> None:
    """Make a copy in some formats, search it, register it and write it; nothing is written where anything stops it.

    Args:
        sitting: the family, and who makes the copy.
        found: what its reader may have.
        build: makes the paper of it.
        formats: suffixes: `.pdf`, `.md`.
        output: where it goes.
        passing: what the manager lets pass in this version.
        seal: locks the file with a password, after it was searched.

    Raises:
        BadInput: it cannot be written there, or somebody is meant who is nobody.
        Refused: a rule stops it.
    """
    paper, guard = _searched(sitting, found, build, formats, passing)
    name = name_of(sitting, found, paper.what)
    files = {suffix: printed(sitting, found, paper, suffix, guard, name) for suffix in formats}
    places = _places(sitting, found, formats, name, output)
    vicinity.warn(sitting, files, str(name))
    if found.recipient.reader.id == TEAM:
        _write(sitting, files, places, name, seal)
        return
    going: dict[str, bytes] = {}
    waiting: dict[str, bytes] = {}
    for suffix, data in files.items():
        made = register(sitting, _prepared(found, paper, suffix, data, passing))
        (going if made.released else waiting)[suffix] = data
    _write(sitting, going, places, name, seal)
    if waiting:
        _for_checking(sitting, found, paper, tuple(waiting), output, guard, seal)


def again(sitting: Sitting, made: Copy, build: Callable[[Edition], Paper]) -> tuple[bytes, Name]:
    """Return the file of a copy that was registered, made once more from what its reader may have today.

    Raises:
        BadInput: it would be another file today.
        Refused: something stops it today.
    """
    found = edition_for(sitting, made.recipient, made.at, told=made.told)
    suffix = f".{made.format}"
    paper, guard = _searched(sitting, found, build, (suffix,), Passing(made.lets_pass, made.reason))
    name = name_of(sitting, found, paper.what)
    data = printed(sitting, found, paper, suffix, guard, name)
    if hashlib.sha256(data).hexdigest() != made.sha256:
        raise BadInput(OTHER)
    return data, name


def name_of(sitting: Sitting, found: Edition, what: str, state: str = COPY) -> Name:
    """Return the neutral name of a copy: of one reader’s, so that it never takes the place of another reader’s."""
    reference = sitting.family.reference
    return Name(reference, what, found.day, hyphened(state, reader(found.recipient, reference)))


def _searched(
    sitting: Sitting, found: Edition, build: Callable[[Edition], Paper], formats: Sequence[str], passing: Passing
) -> tuple[Paper, Guard]:
    """Return the paper, and what its files are searched for.

    Where the manager lets a record pass, the paper is first made and searched without it, so that nothing else slips
    through by that word.
    """
    guard = Guard(found.guarded)
    passed = check(sitting, found, guard, passing)
    if passed:
        without = found.without({slip.record for slip in passed})
        bare = build(without)
        name = name_of(sitting, found, bare.what)
        for suffix in formats:
            printed(sitting, without, bare, suffix, guard, name)
        guard = letting(found, passed)
    return build(found), guard


def letting(found: Edition, passed: Sequence[Slip]) -> Guard:
    """Return what a copy is searched for, where the manager lets something pass in it."""
    let = {slip.restriction for slip in passed}
    return Guard({key: strings for key, strings in found.guarded.items() if key not in let})


def printed(
    sitting: Sitting, found: Edition, paper: Paper, suffix: str, guard: Guard, name: Name, *, checking: bool = False
) -> bytes:
    """Return a copy as a file of one format, once the file was searched for every guarded string.

    Raises:
        Refused: the finished file holds what its reader must not get.
    """
    from fsworkbook.report.banners import TRAINING  # noqa: PLC0415 - one paper at a time
    from fsworkbook.report.copypaper import as_copy  # noqa: PLC0415 - likewise
    from fsworkbook.report.gate import search  # noqa: PLC0415 - likewise

    words = sitting.practice.audiences
    training = TRAINING if sitting.family.training else ""
    sentence = "" if found.whole else words.sentence
    document = as_copy(paper.document, found.recipient.name, sentence, training=training, checking=checking)
    data = rendered(sitting.desk, document, suffix)
    refuse(sitting, found, search(data, suffix, str(name), guard, document))
    return data


def _prepared(found: Edition, paper: Paper, suffix: str, data: bytes, passing: Passing) -> Prepared:
    return Prepared(
        recipient=found.recipient.key,
        paper=paper.name,
        format=suffix.removeprefix("."),
        sha256=hashlib.sha256(data).hexdigest(),
        at=found.day,
        author_keys=paper.authors,
        lets_pass=passing.what,
        reason=passing.reason,
        told=paper.told,
        assessment=paper.assessment,
        answers=paper.answers,
    )


def _write(sitting: Sitting, files: Mapping[str, bytes], places: Mapping[str, Path], name: Name, seal: Seal) -> None:
    for suffix, data in files.items():
        write(sitting.desk, places[suffix], seal(data, suffix) if seal else data, name)


def _places(
    sitting: Sitting, found: Edition, formats: Sequence[str], name: Name, output: Path | None
) -> dict[str, Path]:
    """Return where each file goes; a name of the worker's own is searched like the file itself (F.49)."""
    places = {suffix: target(sitting.desk, output, name, suffix, several=len(formats) > 1) for suffix in formats}
    for hit in (hit for place in places.values() for hit in Guard(found.guarded).hits(place.name)):
        raise BadInput(
            f"--output: the file’s own name holds words that are kept from {first_name(sitting, found)} "
            f"({hit.restriction}). Leave --output out, or name a folder."
        )
    return places


def _for_checking(
    sitting: Sitting,
    found: Edition,
    paper: Paper,
    formats: tuple[str, ...],
    output: Path | None,
    guard: Guard,
    seal: Seal,
) -> None:
    """Write what somebody else has to let go first, marked so on every page."""
    name = name_of(sitting, found, paper.what, CHECKING)
    files = {suffix: printed(sitting, found, paper, suffix, guard, name, checking=True) for suffix in formats}
    _write(sitting, files, _places(sitting, found, formats, name, output), name, seal)
    tell_who_may(sitting, paper.authors)


def tell_who_may(sitting: Sitting, authors: Sequence[str]) -> None:
    """Say who can let go a copy that waits."""
    may = who_may(sitting, RELEASE, "DW", (*authors, sitting.author.key))
    words = f"It is for checking only. {may} can let the copy itself go: fsworkbook copies release"
    tell(sitting.desk, *wrap(words, sitting.desk.width))


def emit(sitting: Sitting, found: Edition, kind: str, data: object) -> None:
    """Print what a reader may have as JSON, once it was searched like any paper.

    Raises:
        Refused: it would hold what its reader must not get; nothing was printed.
    """
    from fsworkbook.cli.frame.output import emit_text, json_text  # noqa: PLC0415 - one way out of several

    text = json_text(kind, sitting.folder.name, found.day, data) + "\n"
    search_text(sitting, found, text, Guard(found.guarded))
    emit_text(sitting.desk, text)


def search_text(sitting: Sitting, found: Edition, text: str, guard: Guard) -> None:
    """Refuse data that would hold what its reader must not get.

    Raises:
        Refused: something was found.
    """
    from fsworkbook.report.gate import search  # noqa: PLC0415 - only where something leaves

    refuse(sitting, found, search(text.encode(), ".json", "", guard))


def refuse(sitting: Sitting, found: Edition, leaks: Sequence[Leak]) -> None:
    """Refuse what would hold what its reader must not get, by restriction and place, never by the words.

    Raises:
        Refused: something was found.
    """
    if not leaks:
        return
    keys = ", ".join(dict.fromkeys(leak.restriction for leak in leaks))
    places = ", ".join(dict.fromkeys(leak.where for leak in leaks))
    raise Refused(
        f"this copy for {first_name(sitting, found)} was not made. It would hold words that are kept from them "
        f"({keys}): {places}. Look at who is who in family.toml, or cover what holds them with “fsworkbook restrict”."
    )


def authors_of(sitting: Sitting, assessment: str, at: date) -> tuple[str, ...]:
    """Return the keys of those who wrote an assessment's analyses by the end of a day, joint ones before it too."""
    before = ledger(sitting.ledger().everything.values(), at)
    one = sitting.family.assessments[assessment]
    written = records_of(one, sitting.family, before, sitting.practice, "analysis")
    return tuple(dict.fromkeys(before.first_version(item).by for item in written))
