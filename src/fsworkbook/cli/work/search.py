"""`fsworkbook search`: find words in everything that was recorded, and in the names of people and files (F.50)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple

from fsworkbook.cli.frame.calling import Call, reading
from fsworkbook.cli.frame.options import Child, For, Parent
from fsworkbook.cli.frame.spelling import Argument, Option

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fsworkbook.cli.frame.output import Line, Piece
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.work.records import Wanted
    from fsworkbook.workbook.searching import Hit, Passage, Query

Words = Annotated[
    list[str] | None,
    Argument(metavar="WORDS", help="What to look for, each word from its beginning; a “quoted phrase” word for word."),
]
Kind = Annotated[str | None, Option("--kind", metavar="KIND", help="Only records of a kind, such as visit.")]
By = Annotated[str | None, Option("--by", metavar="KEY", help="Only what this member of the team recorded.")]
Since = Annotated[str | None, Option("--since", metavar="DATE", help="Only from that day on.")]
All = Annotated[bool, Option("--all", help="Earlier versions and withdrawn records as well.")]

_MOST: Final = 20
"""How many records are shown on a screen."""

_PIECE: Final = 160
"""How long a piece of a passage is in JSON."""

_FIRST: Final = 80
"""How many of the records that may hold the words are parsed at first."""

_DAY: Final = len("2025-03-04")

_BINDING: Final = (b"corrects", b"strikes", b"supervision")
"""What stands in every file that says how other records stand: put right, withdrawn, or opened by a meeting."""


class Found(NamedTuple):
    """What was found.

    Attributes:
        query: what was looked for.
        hits: the records, the newest first.
        more: whether there are earlier ones, which were not looked at.
        people: what is known of who is who: what it is, in a word, and the name.
        withdrawn: the ids among the hits of records that no longer stand.
    """

    query: Query
    hits: tuple[Hit, ...]
    more: bool
    people: tuple[tuple[str, str], ...]
    withdrawn: frozenset[str]


@reading
def command(
    call: Call,
    words: Words = None,
    kind: Kind = None,
    parent: Parent = None,
    child: Child = None,
    by: By = None,
    since: Since = None,
    everything: All = False,
    whom: For = None,
) -> None:
    """Find words in all that was recorded, in names of people, homes and files: the newest first, with their line."""
    from fsworkbook.cli.frame.output import emit_json, say  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.work.records import Wanted  # noqa: PLC0415 - likewise
    from fsworkbook.errors import BadInput  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.searching import Query  # noqa: PLC0415 - likewise

    query = Query(words or _asked(call))
    if not query:
        raise BadInput("what are you looking for? Type a word of it: fsworkbook search school.")
    sitting = call.sit()
    wanted = Wanted(
        kind=kind, parent=parent, child=child, by=by, since=call.day(since, "--since"), everything=everything
    )
    if whom is not None:
        _for_reader(call, sitting, query, wanted, whom)
        return
    found = _find(sitting, query, wanted, call.until(), everything=call.json)
    if call.json:
        emit_json(sitting.desk, "search", sitting.family.name, call.until(), _data(found))
    else:
        say(sitting.desk, *_page(sitting, found))


def _for_reader(call: Call, sitting: Sitting, query: Query, wanted: Wanted, whom: str) -> None:
    """Look only where a reader may look, and print only what they may have (F.50)."""
    from fsworkbook.cli.disclosing.copying import edition_for, emit, refuse  # noqa: PLC0415 - only for a reader
    from fsworkbook.cli.frame.output import say, words_of  # noqa: PLC0415 - likewise
    from fsworkbook.cli.work.records import chosen  # noqa: PLC0415 - likewise
    from fsworkbook.report.gate import search as search_paper  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.disclosure.guarding import Guard  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.searching import search  # noqa: PLC0415 - likewise

    seen = edition_for(sitting, whom, call.until())
    theirs = sitting._replace(family=seen.family, member=None)
    hits = search(query, chosen(theirs, seen.ledger, wanted))
    people = () if wanted.narrows else tuple(_people(theirs, query))
    found = Found(query, hits, more=False, people=people, withdrawn=frozenset())
    if call.json:
        emit(sitting, seen, "search", _data(found))
        return
    lines = list(_page(theirs, found))
    lines = lines[:-1] if hits else lines  # the last line names a record by the id that only the team knows
    text = "\n".join(words_of(line) for line in lines)
    refuse(sitting, seen, search_paper(text.encode(), ".md", "", Guard(seen.guarded)))
    say(sitting.desk, *lines)


def _asked(call: Call) -> list[str]:
    """Ask what is looked for, where somebody sits there."""
    if call.json or not call.desk.can_ask:
        return []
    from fsworkbook.cli.talk.asking import Asker  # noqa: PLC0415 - only to ask

    return [Asker.at(call.desk).text("What are you looking for?", needed=True) or ""]


def _find(sitting: Sitting, query: Query, wanted: Wanted, at: date | None, *, everything: bool) -> Found:
    """Look for the words: in every record, or from the newest on until a screen is full.

    Only records that may hold them are parsed, with all that says how they stand; ten thousand are read in the time
    that parsing five hundred takes.
    """
    from fsworkbook.cli.frame.output import tell  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.work.records import chosen  # noqa: PLC0415 - likewise
    from fsworkbook.store.attachments import names  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.ledger import ledger  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.searching import Passage, search  # noqa: PLC0415 - likewise

    files = names(sitting.folder.path)
    named = [(key, Passage("file", name)) for key, listed in files.items() for name in listed]
    sifted = sitting.folder.sifted()
    binding = [*sifted.ids(lambda data: any(word in data for word in _BINDING)), *files]
    likely = sifted.ids(query.may_be_in)
    count = len(likely) if everything else _FIRST
    while True:
        held = ledger(sifted.read([*binding, *likely[:count]]), at)
        hits = search(query, chosen(sitting, held, wanted), named)
        last = count >= len(likely)
        if not last:  # what is older than the last one that was parsed may have an unparsed neighbour
            hits = tuple(hit for hit in hits if hit.record.on.isoformat() > likely[count - 1][:_DAY])
        if last or len(hits) > _MOST:
            break
        count *= 4
    for fault in sifted.faults:
        tell(sitting.desk, f"Left out: {fault}")
    stands = {record.id for record in held.standing}
    people = () if wanted.narrows else tuple(_people(sitting, query))
    return Found(query, hits, not last, people, frozenset(hit.record.id for hit in hits if hit.record.id not in stands))


def _people(sitting: Sitting, query: Query) -> Iterator[tuple[str, str]]:
    """Yield whoever and whatever is known by such a name: people, the team, homes."""
    family, practice = sitting.family, sitting.practice
    for person in family.people.values():
        if query.in_all([person.name, *person.known_as]):
            part = practice.parts.get(person.part)
            yield part.name if part else person.part, person.name
    for member in family.team.values():
        if query.in_all([member.name, member.title, member.agency]):
            role = practice.roles.get(member.role)
            yield member.title or (role.name if role else member.role), member.name
    for home in family.households:
        if query.in_all([home.name, home.address]):
            yield "Home", ", ".join(part for part in (home.name, home.address) if part)


def _data(found: Found) -> dict[str, Any]:
    from fsworkbook.workbook.searching import contexts  # noqa: PLC0415 - not for --help

    def told(passage: Passage) -> list[dict[str, Any]]:
        pieces = contexts(found.query, passage.words, _PIECE)
        return [{"where": passage.where, "text": piece.words, "marks": piece.marks} for piece in pieces]

    return {
        "people": [{"part": part, "name": name} for part, name in found.people],
        "records": [
            {
                "id": hit.record.id,
                "kind": hit.record.kind,
                "on": hit.record.on,
                "by": hit.record.by,
                "stands": hit.record.id not in found.withdrawn,
                "passages": [piece for passage in hit.passages for piece in told(passage)],
            }
            for hit in found.hits
        ],
    }


# On the screen


def _page(sitting: Sitting, found: Found) -> Iterator[Line]:
    from fsworkbook.cli.frame.output import Piece, columns  # noqa: PLC0415 - only for a screen

    desk = sitting.desk
    if not found.hits and not found.people:
        yield f"Nothing in {sitting.family.surname} holds all of that."
        yield ""
        yield "Fewer letters find more: each word counts from its beginning."
        return
    yield Piece(f"{sitting.family.surname} · {_counted(found)}", "strong")
    if found.people:
        yield ""
        yield from columns([[part, name] for part, name in found.people], width=desk.width)
    for hit in found.hits[:_MOST]:
        yield ""
        yield from _hit(sitting, found, hit)
    yield ""
    if found.more or len(found.hits) > _MOST:
        yield "There are earlier ones: --since, --kind, --by, --parent, --child narrow it."
    if found.hits:
        from fsworkbook.cli.frame.naming import tail  # noqa: PLC0415 - beside its only use

        yield f"fsworkbook show {tail(found.hits[0].record.id)}   reads the first"


def _counted(found: Found) -> str:
    count = min(len(found.hits), _MOST)
    records = "1 record" if count == 1 else f"{count} records"
    if found.more or len(found.hits) > _MOST:
        records = f"the latest {records}"
    names = len(found.people)
    return records if not names else f"{records}, {names} name{'s' if names > 1 else ''}"


def _hit(sitting: Sitting, found: Found, hit: Hit) -> Iterator[Line]:
    """Yield a record that was found: what it is, and below it the line in which the words stand."""
    from fsworkbook.cli.frame.naming import called, capital, tail  # noqa: PLC0415 - only for a screen
    from fsworkbook.cli.frame.output import Piece  # noqa: PLC0415 - likewise
    from fsworkbook.workbook.dating import brief_day  # noqa: PLC0415 - likewise

    family, record = sitting.family, hit.record
    gone = " · no longer stands" if record.id in found.withdrawn else ""
    what = capital(called(record, family, sitting.practice))
    lead = f"{brief_day(record)}  {family.first_name(record.by)}  {what}{gone}"
    yield [lead, Piece(f"   {tail(record.id)}", "quiet")]
    for passage in hit.passages:
        label = _label(sitting, passage.where)
        yield from _marked(sitting, found.query, passage.words, f"  {label}  " if label else "  ")


def _marked(sitting: Sitting, query: Query, words: str, lead: str) -> Iterator[list[str | Piece]]:
    """Yield lines of a passage with the words that were found bold; between stars where nothing can be bold."""
    from fsworkbook.cli.frame.output import Piece, clean  # noqa: PLC0415 - only for a screen
    from fsworkbook.workbook.searching import contexts  # noqa: PLC0415 - likewise

    desk = sitting.desk
    bold = desk.colour(desk.stdout)
    room = desk.width - len(lead)
    pieces = contexts(query, clean(words), room)
    stars = 0
    while not bold and stars < room // 2 and any(len(piece.words) + 2 * len(piece.marks) > room for piece in pieces):
        stars += 2  # a star before and behind each word takes its place from the words around
        pieces = contexts(query, clean(words), room - stars)
    for piece in pieces:
        parts: list[str | Piece] = [lead]
        at = 0
        for start, until in piece.marks:
            word = piece.words[start:until]
            parts += [piece.words[at:start], Piece(word, "strong") if bold else f"*{word}*"]
            at = until
        yield [*parts, piece.words[at:]]


def _label(sitting: Sitting, where: str) -> str:
    """Return under what a passage stands: a question's number, or what its section or key is called."""
    from fsworkbook.cli.frame.naming import capital  # noqa: PLC0415 - only for a screen
    from fsworkbook.workbook.wording import LABELS, SECTIONS  # noqa: PLC0415 - likewise

    questions = sitting.practice.questions
    base = where.rpartition(".")[0] if where.rpartition(".")[2] in sitting.family.people else where
    if base in questions:
        return str(questions[base].short)
    return SECTIONS.get(base) or (
        "" if base in SECTIONS else LABELS.get(base, capital(base.replace("_", " ").replace("-", " ")))
    )
