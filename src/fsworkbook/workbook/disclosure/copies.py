"""Who holds which copy: what was made for whom, what waits to be let go, what is out, and what came back (F.53, F.54).

Computed from the records of the kind `copy`; no word of any paper is kept.
"""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fsworkbook.workbook.forms.copy import SUFFIX, authors_of, is_copy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from fsworkbook.workbook.disclosure.restrictions import Restriction
    from fsworkbook.workbook.ledger import Ledger
    from fsworkbook.workbook.record import Record

WAITING: Final = "waiting"
RELEASED: Final = "released"
GIVEN: Final = "given"
RETURNED: Final = "returned"
WITHDRAWN: Final = "withdrawn"
OVERTAKEN: Final = "overtaken"
STATES: Final = (WAITING, RELEASED, GIVEN, RETURNED, WITHDRAWN, OVERTAKEN)
"""How far a copy has come; one that was withdrawn had gone out before, one that was overtaken never went out."""

_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


class Step(NamedTuple):
    """Something that happened to a copy: the day, how, who recorded it, and the record's id."""

    on: date
    how: str
    by: str
    record: str


class Copy(NamedTuple):
    """One copy of one paper for one recipient (F.53).

    Attributes:
        id: of its record.
        recipient: the key of a person, a member of the team or a kind of reader, or a name in words.
        paper: which paper, the same for every version.
        version: which version of that paper it is for that recipient.
        at: the day of the paper.
        on: the day on which it was made.
        by: the key of who made it.
        format: what its file name ends in.
        sha256: the hash of the file.
        authors: keys of those who never let it go themselves, beside `by`.
        released_by: the key of who let it go, or "" while it waits (B.71).
        released_on: the day on which they did.
        given: when and how it was handed over, in order.
        returned: when and how it came back, in order.
        lets_pass: ids of records, or keys of restrictions, whose hit passed in this version.
        reason: why it passed.
        assessment: the key of the assessment that it is the report of, or "".
        answers: the id of the request that it answers, or "".
        told: what its command was told beside all this.
        withdrawn: whether its record was struck after it had gone out.
        overtaken: whether a later version of it was made, so that nobody waits for this one any more.
    """

    id: str
    recipient: str
    paper: str
    version: int
    at: date
    on: date
    by: str
    format: str
    sha256: str
    authors: frozenset[str]
    released_by: str = ""
    released_on: date | None = None
    given: tuple[Step, ...] = ()
    returned: tuple[Step, ...] = ()
    lets_pass: tuple[str, ...] = ()
    reason: str = ""
    assessment: str = ""
    answers: str = ""
    told: Mapping[str, Any] = _NOTHING
    withdrawn: bool = False
    overtaken: bool = False

    @property
    def state(self) -> str:
        """How far it has come, as in `STATES`; one that was handed over without being let go counts as given."""
        if self.withdrawn:
            return WITHDRAWN
        if self.returned and (not self.given or self.given[-1].on <= self.returned[-1].on):
            return RETURNED
        if self.given:
            return GIVEN
        if self.released_by:
            return RELEASED
        return OVERTAKEN if self.overtaken else WAITING

    @property
    def out(self) -> bool:
        """Whether somebody may hold it: it was let go or handed over, and has not come back."""
        return self.state in {RELEASED, GIVEN} or (self.withdrawn and not self.returned)

    @property
    def early(self) -> bool:
        """Whether it was handed over although nobody had let it go."""
        first = self.given[0].on if self.given else None
        return first is not None and (self.released_on is None or first < self.released_on)


class Request(NamedTuple):
    """Somebody asked for a paper, such as everything they may have (C.62).

    Attributes:
        id: of the first record of it.
        recipient: who asked, as in `Copy`.
        paper: which paper they asked for.
        asked: the day on which they did.
        by: the key of who recorded it.
        copies: ids of the copies that answer it.
        given: the day on which the first of them was handed over, or None.
    """

    id: str
    recipient: str
    paper: str
    asked: date
    by: str
    copies: tuple[str, ...] = ()
    given: date | None = None


class Held(NamedTuple):
    """A copy that is out and that a restriction concerns (F.54).

    Attributes:
        copy: the copy.
        named: whether its recipient is somebody who must never have what is restricted.
        allowed: whether its recipient is somebody who may have it.
        holds: whether the paper, as it was on its day, holds what is guarded; None where nobody could tell.
    """

    copy: Copy
    named: bool
    allowed: bool
    holds: bool | None


def copies(ledger: Ledger) -> tuple[Copy, ...]:
    """Return every copy that was made, in the order in which it was; one that was withdrawn only where it went out."""
    steps = _steps(ledger)
    found = [_copy(record, steps) for record in ledger.of("copy") if is_copy(record)]
    for key in ledger.struck_by:
        record = ledger.everything.get(key)
        if record is not None and is_copy(record):
            gone = _copy(record, steps)
            if gone.released_by or gone.given:
                found.append(gone._replace(withdrawn=True))
    newest: dict[tuple[str, str, str], int] = {}
    for copy in found:
        paper = (copy.recipient, copy.paper, copy.format)
        newest[paper] = max(newest.get(paper, 0), copy.version)
    marked = [copy._replace(overtaken=copy.version < newest[copy.recipient, copy.paper, copy.format]) for copy in found]
    return tuple(sorted(marked, key=lambda copy: (copy.on, copy.paper, copy.recipient, copy.version, copy.id)))


def requests(ledger: Ledger) -> tuple[Request, ...]:
    """Return every request for a paper, by the day on which it was asked for."""
    made = copies(ledger)
    found = []
    for record in ledger.of("copy"):
        asked = record.head.get("asked")
        if not isinstance(asked, date):
            continue
        first = ledger.first_version(record)
        mine = [copy for copy in made if first_request(copy.answers, ledger) == first.id]
        given = [step.on for copy in mine for step in copy.given]
        found.append(
            Request(
                id=first.id,
                recipient=record.word("recipient"),
                paper=record.word("paper"),
                asked=asked,
                by=first.by,
                copies=tuple(copy.id for copy in mine),
                given=min(given, default=None),
            )
        )
    return tuple(sorted(found, key=lambda request: (request.asked, request.id)))


def first_request(key: str, ledger: Ledger) -> str:
    """Return the id of the first version of a request that a copy answers."""
    record = ledger.everything.get(key)
    return ledger.first_version(record).id if record is not None else key


def open_request(recipient: str, paper: str, ledger: Ledger) -> Request | None:
    """Return the oldest request of somebody for a paper that nothing handed over answers yet."""
    wanted = [found for found in requests(ledger) if (found.recipient, found.paper) == (recipient, paper)]
    return next((found for found in wanted if found.given is None), None)


def holders(
    restriction: Restriction,
    made: Iterable[Copy],
    on: date,
    holds: Callable[[Copy], bool | None] = lambda _copy: None,
) -> tuple[Held, ...]:
    """Return the copies out that a restriction concerns: with somebody it names, or with what it guards in them.

    Args:
        restriction: what may not reach whom; one that begins later than the copies as well.
        made: every copy.
        on: the day on which it is asked: a lift that holds by then counts.
        holds: tells whether a paper, as it was on its day, holds what is guarded; None where it cannot tell.

    Returns:
        those whose recipient must never have it first, and among them those that hold it.
    """
    kept = set(restriction.kept_from(on))
    found = [
        Held(copy, copy.recipient in kept, copy.recipient in restriction.may_have, holds(copy))
        for copy in made
        if copy.out
    ]
    concerned = [held for held in found if held.named or held.holds]
    return tuple(sorted(concerned, key=lambda held: (not held.named, held.allowed, not held.holds, held.copy.on)))


class _Steps(NamedTuple):
    releases: Mapping[str, Record]
    gives: Mapping[str, tuple[Record, ...]]
    returns: Mapping[str, tuple[Record, ...]]


def _steps(ledger: Ledger) -> _Steps:
    releases: dict[str, Record] = {}
    gives: dict[str, tuple[Record, ...]] = {}
    returns: dict[str, tuple[Record, ...]] = {}
    for record in ledger.of("copy"):
        if key := record.word("releases"):
            releases.setdefault(key, record)
        for name, listed in (("gives", gives), ("returns", returns)):
            if key := record.word(name):
                listed[key] = (*listed.get(key, ()), record)
    return _Steps(releases, gives, returns)


def _copy(record: Record, steps: _Steps) -> Copy:
    version, at, told = record.head.get("version"), record.head.get("at"), record.head.get("told")
    release = steps.releases.get(record.id)
    by = record.word("released_by")
    return Copy(
        id=record.id,
        recipient=record.word("recipient"),
        paper=record.word("paper"),
        version=version if isinstance(version, int) else 1,
        at=at if isinstance(at, date) else record.on,
        on=record.on,
        by=record.by,
        format=record.word(SUFFIX),
        sha256=record.word("sha256"),
        authors=authors_of(record),
        released_by=by or (release.by if release else ""),
        released_on=record.on if by else release.on if release else None,
        given=_in_order(steps.gives.get(record.id, ())),
        returned=_in_order(steps.returns.get(record.id, ())),
        lets_pass=record.names("lets_pass"),
        reason=record.word("reason"),
        assessment=record.word("assessment"),
        answers=record.word("answers"),
        told=told if isinstance(told, dict) else _NOTHING,
    )


def _in_order(records: Iterable[Record]) -> tuple[Step, ...]:
    made = [Step(record.on, record.word("how"), record.by, record.id) for record in records]
    return tuple(sorted(made, key=lambda step: (step.on, step.record)))
