"""Freezing a version of the report: its words kept beside its record, its hashes in it; and taking it out again (G.09).

Beside the record lie `paper.md`, for any editor, and `paper.json`, from which every format is made again. The PDF is
made from it as well, and its hash says whether it is to the byte the one that was signed.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fsworkbook.errors import BadInput
from fsworkbook.workbook.reportversions import FINAL, KIND, SIGNED, Version, next_number, turns, versions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fsworkbook.practice.model import Practice
    from fsworkbook.report.assessment import Assembly
    from fsworkbook.report.document import Document
    from fsworkbook.store.folder import Folder, Written
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.forms.bearings import Bearings
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

_NAME: Final = "paper"
_TREE: Final = "json"


class Frozen(NamedTuple):
    """A paper as it is kept.

    Attributes:
        sha256: by format, what its files are known by.
        files: by format, what lies beside the record.
    """

    sha256: Mapping[str, str]
    files: Mapping[str, bytes]


def freeze(document: Document, *, signed: bool) -> Frozen:
    """Return a paper as it is kept, with the hashes of its files; that of its PDF too, once everybody has signed."""
    from fsworkbook.report.formats import FORMATS  # noqa: PLC0415 - one paper at a time
    from fsworkbook.report.frozen import packed  # noqa: PLC0415 - likewise

    files = {_TREE: packed(document), "md": FORMATS[".md"].render(document).data}
    known = {**files, **({"pdf": FORMATS[".pdf"].render(document).data} if signed else {})}
    return Frozen({name: sha256(data).hexdigest() for name, data in known.items()}, files)


def made_final(bearings: Bearings, ledger: Ledger, assessment: str, reasons: Mapping[str, str]) -> Assembly:
    """Return an assessment's report as its next version would have it, as at today."""
    from fsworkbook.report.assessment import Finishing, assemble  # noqa: PLC0415 - one paper at a time

    final = Finishing(next_number(ledger.everything.values(), assessment), reasons)
    chosen = bearings.family.assessments[assessment]
    return assemble(chosen, bearings.family, bearings.practice, ledger, bearings.today, final=final)


def keep(
    folder: Folder,
    table: Mapping[str, Any],
    bearings: Bearings,
    on_wait: Callable[[], None] | None = None,
    check: Callable[[Assembly], None] | None = None,
) -> tuple[tuple[Record, ...], Written]:
    """Record a step of a version: freeze its words where it makes them final, or where its signature is the last.

    The command and the training family go this one way. Whoever else records a step here waits for it.

    Args:
        folder: the family's folder.
        table: the step.
        bearings: who records it, and when.
        on_wait: called once when another program is at it.
        check: looks at what is to be made final, as it stands now, and refuses it.

    Raises:
        BadInput: the table cannot be used; nothing was written.
        Refused: a rule forbids it; nothing was written.
    """
    from fsworkbook.cli.frame.recording import commit  # noqa: PLC0415 - not for reading
    from fsworkbook.store.attachments import place_of  # noqa: PLC0415 - likewise
    from fsworkbook.store.finals import alone  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.forms.catalogue import submit  # noqa: PLC0415 - likewise

    with alone(folder.path, on_wait):
        frozen = _frozen(folder, table, bearings, check)
        filled = {**table, **({"sha256": dict(frozen.sha256)} if frozen else {})}
        (record,) = submit(KIND, filled, bearings)
        files = () if frozen is None else tuple(frozen.files.items())
        kept = tuple((place_of(record.id, f"{_NAME}.{name}"), data) for name, data in files)
        return commit(folder, (record,), bearings, action=KIND, attachments=kept, on_wait=on_wait)


def _frozen(
    folder: Folder, table: Mapping[str, Any], bearings: Bearings, check: Callable[[Assembly], None] | None
) -> Frozen | None:
    """Return the paper that a step freezes; None where it only adds a signature, or cannot be used."""
    from fsworkbook.workbook.forms.version import reasons  # noqa: PLC0415 - not for reading
    from fsworkbook.workbook.ledger import ledger  # noqa: PLC0415 - likewise

    known = ledger(bearings.records())
    if table.get("step") == FINAL:
        assessment = table.get("assessment")
        if assessment not in bearings.family.assessments:
            return None
        made = made_final(bearings, known, str(assessment), reasons(table.get("reasons", {})))
        if check is not None:
            check(made)
        return freeze(made.document, signed=False)
    version = found(known, str(table.get("of", "")))
    left = turns(version, bearings.practice) if version is not None else ()
    mine = str(table.get("place", "")), str(table.get("person", ""))
    if version is None or [(turn.section.id, turn.person) for turn in left] != [mine]:
        return None
    return freeze(_completed(folder, version, table, bearings), signed=True)


def found(ledger: Ledger, final: str) -> Version | None:
    """Return the version that a record made final."""
    record = ledger.everything.get(final)
    listed = versions(ledger, record.word("assessment")) if record is not None else ()
    return next((item for item in listed if item.final.id == final), None)


def _completed(folder: Folder, version: Version, table: Mapping[str, Any], bearings: Bearings) -> Document:
    """Return a version's paper with the last signature, which is about to be recorded."""
    from fsworkbook.report.signing import signed  # noqa: PLC0415 - one paper at a time
    from fsworkbook.workbook.forms.catalogue import form_of  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.forms.form import fill, make, plain  # noqa: PLC0415 - likewise

    form = form_of(KIND)
    filled = fill(form, {"step": SIGNED, **table}, bearings)
    last = make(form, filled, plain(filled))
    whole = version._replace(steps=(*version.steps, last), state="signed")
    return signed(_read(folder, version.final), whole, bearings.family, bearings.practice)


def paper(folder: Folder, version: Version, family: Family, practice: Practice) -> Document:
    """Return a version's paper as it stands: frozen with every signature, or with those that it has so far.

    Raises:
        BadInput: what was kept is not there, or no longer as it was.
    """
    from fsworkbook.report.signing import signed  # noqa: PLC0415 - one paper at a time

    document = _read(folder, version.kept)
    return document if version.state == "signed" else signed(document, version, family, practice)


def kept_final(folder: Folder, version: Version) -> Document:
    """Return a version's paper as it was made final, before anybody signed it.

    Raises:
        BadInput: what was kept is not there, or no longer as it was.
    """
    return _read(folder, version.final)


def _read(folder: Folder, record: Record) -> Document:
    """Return the paper that lies beside a record.

    Raises:
        BadInput: it is not there, or no longer as it was kept.
    """
    from fsworkbook.report.frozen import unpacked  # noqa: PLC0415 - one paper at a time

    return unpacked(kept_file(folder, record, _TREE))


def kept_file(folder: Folder, record: Record, name: str) -> bytes:
    """Return a kept file of a version, `md` or `json`, once its hash was looked at.

    Raises:
        BadInput: it is not there, or no longer as it was kept.
    """
    from fsworkbook.store.attachments import place_of  # noqa: PLC0415 - not for recording

    number = record.head.get("version", "")
    try:
        data = (folder.path / place_of(record.id, f"{_NAME}.{name}")).read_bytes()
    except OSError:
        raise BadInput(
            f"the kept paper of version {number} is not there. Bring it back with “fsworkbook doctor”."
        ) from None
    hashes = record.head.get("sha256", {})
    if not isinstance(hashes, dict) or sha256(data).hexdigest() != hashes.get(name):
        raise BadInput(
            "the kept paper is no longer as it was made final. Who changed it: fsworkbook audit verify. Where "
            "something was taken out of the whole history, make it final anew: fsworkbook report --final"
        )
    return data
