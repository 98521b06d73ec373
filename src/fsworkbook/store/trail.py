"""A family's whole history as the facts that the audit needs: three git processes for each thousand commits.

What git remembers beside the history (grafts, replaced objects, its commit graph) is not asked. Every commit and
every file's contents are held against the names that git has for them.
"""

from __future__ import annotations

import os
import queue
import re
import threading
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from fsworkbook.errors import BadInput, StoreTrouble
from fsworkbook.store import codec, tables, toml
from fsworkbook.store.objects import digest, objects
from fsworkbook.workbook.audit.facts import Commit, Contents, Delta, Hand, Head, Trailers
from fsworkbook.workbook.audit.places import FAMILY, place_of
from fsworkbook.workbook.disclosure import tombstones
from fsworkbook.workbook.record import ID_PATTERN, KEY_PATTERN

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from fsworkbook.store.git import Git


PLAIN: Final = ("-c", "core.commitGraph=false", "-c", "core.multiPackIndex=false")
"""Settings with which git reads the history itself, and not what it once wrote down about it."""

ALONE: Final = {"GIT_GRAFT_FILE": os.devnull}
"""The environment that goes with them."""

_PART: Final = 1000
_AHEAD: Final = 16
_DIFF: Final = ("diff-tree", "--stdin", "--always", "--root", "-r", "-z", "--raw", "--no-abbrev", "--no-renames")
_HEADER: Final = re.compile(
    rb"tree ([0-9a-f]+)\n((?:parent [0-9a-f]+\n)*)"
    rb"author ([^<\n]*?) ?<([^>\n]*)> (-?\d{1,18}) [+-]\d{4}\n"
    rb"committer ([^<\n]*?) ?<([^>\n]*)> (-?\d{1,18}) [+-]\d{4}(?=\n)"
)
# A commit as the program makes it, whole: one look instead of many.
_OWN: Final = re.compile(
    r"tree [0-9a-f]+\n((?:parent [0-9a-f]+\n)*)"
    r"author ([^<\n]*) <([^>\n]*)> ([0-9]{1,18}) \+0000\ncommitter \2 <\3> \4 \+0000\n"
    r"(gpgsig(?:-sha256)? [^\n]*\n(?: [^\n]*\n)*)?\n"
    r"[^\n]+\n\nWorkbook-Action: ([^\s]+)\n((?:Workbook-Record: [^\s]+\n)*)Workbook-Role: ([^\s]+)\n"
    r"Workbook-Author: ([^\s]+)\n(Workbook-Clock: set\n)?(?:Workbook-Expunged: ([^\s]+)\n)?"
)
_TRAILER: Final = re.compile(r"^Workbook-(Action|Record|Role|Author|Clock|Expunged): *(.*?) *$", re.MULTILINE)
# A front matter as the program writes it: the common keys in their order, then lines of the plain types (store.toml).
_TEXT: Final = r'"[^"\\\x00-\x08\x0a-\x1f\x7f]*"'
_LINE: Final = (
    rf"[A-Za-z0-9_-]+ = (?:{_TEXT}|\[(?:{_TEXT}(?:, {_TEXT})*)?\]|true|false|(?:0|[1-9][0-9]{{0,17}})"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?)\n"
)
_FRONT: Final = re.compile(
    r'\+\+\+\nformat = 1\nkind = "([a-z][a-z0-9-]{0,31})"\non = ([0-9-]{10})\n'
    r'recorded = ([0-9-]{10}T[0-9:]{8}Z)\nby = "([a-z][a-z0-9-]{0,31})"\n'
    rf"((?:{_LINE})*)\+\+\+\n"
)
_KEY: Final = re.compile(r"^([A-Za-z0-9_-]+) = ", re.MULTILINE)
_COMMON: Final = frozenset({"format", "kind", "on", "recorded", "by"})
# Keys that the audit needs, and days and moments, which may be none.
_NEEDED: Final = re.compile(
    r"^(?:(?:step|meeting|corrects|strikes|sha256|releases|lifts) = |[A-Za-z0-9_-]+ = [0-9]{4}-)", re.MULTILINE
)
_COPY: Final = "copy"
_RELEASED: Final = "released"
_LETS: Final = {_COPY: "lets_pass", "restriction": "lifts"}
"""The key by which a record of a kind lets somebody have what a restriction keeps back (B.70)."""
_ONCE: Final = ("Action", "Role", "Author")


class Reading:
    """A history that is being read, some parts ahead of whoever looks at it.

    `oids` waits for the names of the commits that can be reached from the head, parents first; `commits` yields each
    commit then. Whatever goes wrong is raised there.
    """

    def __init__(self, git: Git, head: str) -> None:
        self.head = head
        self._git = git
        self._ready: queue.Queue[tuple[str, ...] | list[Commit] | BaseException] = queue.Queue(_AHEAD)
        self._oids: tuple[str, ...] | None = None
        threading.Thread(target=self._read, daemon=True).start()

    def oids(self) -> tuple[str, ...]:
        """Return git's names for the commits.

        Raises:
            StoreTrouble: a part of the history cannot be read.
        """
        if self._oids is None:
            self._oids = tuple(str(oid) for oid in self._next())
        return self._oids

    def commits(
        self, heads: Mapping[str, Head], on_progress: Callable[[int, int], None] = lambda _done, _all: None
    ) -> Iterator[tuple[Commit, Contents]]:
        """Yield each commit, with the contents of what it brings.

        Args:
            heads: of records whose bytes were read already, by git's name for them.
            on_progress: called with how many commits are done, and of how many.

        Raises:
            StoreTrouble: a part of the history cannot be read.
        """
        total, done = len(self.oids()), 0
        reader = _Reader(self._git, dict(heads))
        on_progress(0, total)
        while done < total:
            part = [commit for commit in self._next() if isinstance(commit, Commit)]
            contents = reader.contents(part)
            for commit in part:
                yield commit, contents
            done += len(part)
            on_progress(done, total)

    def _next(self) -> tuple[str, ...] | list[Commit]:
        found = self._ready.get()
        if isinstance(found, BaseException):
            raise found
        return found

    def _read(self) -> None:
        try:
            output = self._git.run(*PLAIN, "rev-list", "--topo-order", "--reverse", self.head, "--", extra=ALONE)
            oids = tuple(output.decode("ascii").split())
            self._ready.put(oids)
            known = frozenset(oids)
            for place in range(0, len(oids), _PART):
                self._ready.put(_changes(self._git, oids[place : place + _PART], known))
        except BaseException as problem:  # noqa: BLE001 - raised again where it is waited for
            self._ready.put(problem)


def _changes(git: Git, oids: Sequence[str], known: Collection[str]) -> list[Commit]:
    """Return some commits with what each changed, by two git processes."""
    bare = []
    for oid, data in objects(git, oids):
        if data is None:
            raise StoreTrouble(f"git has lost a commit of {git.folder.name}. `fsworkbook doctor` says more.")
        bare.append(parse(oid, data))
    lines = [_line(commit, known) for commit in bare]
    found = sides(git.run(*PLAIN, *_DIFF, feed="".join(lines).encode(), extra=ALONE))
    return [
        commit._replace(deltas=tuple(next(found) for _ in range(line.count("\n"))))
        for commit, line in zip(bare, lines, strict=True)
    ]


class _Reader:
    """Reads what files hold, and remembers what it has read."""

    def __init__(self, git: Git, heads: dict[str, Head]) -> None:
        self._git = git
        self._heads = heads
        self._families: dict[str, Mapping[str, object] | None] = {}
        self._forged: set[str] = set()

    def contents(self, commits: Sequence[Commit]) -> Contents:
        """Return what new records and new versions of family.toml hold, by one git process."""
        wanted: dict[str, str] = {}
        for commit in commits:
            for side in commit.deltas:
                for delta in side:
                    stem = self._wanted(delta)
                    if stem is not None:
                        wanted.setdefault(delta.blob, stem)
        for oid, data in objects(self._git, list(wanted)):
            if data is None or digest("blob", data, len(oid)) != oid:
                self._forged.add(oid)
            if data is not None and wanted[oid] == FAMILY:
                self._families[oid] = _table(data)
            elif data is not None and wanted[oid]:
                self._heads[oid] = head_of(wanted[oid], data)
        return Contents(self._heads, self._families, frozenset(self._forged))

    def _wanted(self, delta: Delta) -> str | None:
        """Return what to read a file as: FAMILY, a record's id, "" where only its bytes count, None for not at all."""
        if not delta.blob or delta.mode == "160000":
            return None
        if delta.path == FAMILY:
            return None if delta.blob in self._families else FAMILY
        if delta.state != "A" or delta.blob in self._heads:
            return None
        place = place_of(delta.path)
        return {"record": place.record, "attachment": ""}.get(place.kind)


def parse(oid: str, data: bytes) -> Commit:
    """Return the commit in the bytes of git's object, without what it changed."""
    true = digest("commit", data, len(oid)) == oid
    own = _OWN.fullmatch(data.decode("utf-8", errors="replace"))
    if own is not None:
        above, name, email, when, signature, action, named, role, key, clock, vouched = own.groups()
        hand = Hand(name, email, int(when))
        records = tuple(named.split()[1::2])
        said = Trailers(action, role, key, records, "set" if clock else "", whole=True, vouched=vouched or "")
        return Commit(oid, tuple(above.split()[1::2]), hand, hand, said, (), signature is not None, true)
    found = _HEADER.match(data)
    if found is None:
        nobody = Hand("", "", 0)
        return Commit(oid, (), nobody, nobody, Trailers(), (), true=False)
    end = data.find(b"\n\n")
    header, message = (data[:end], data[end + 2 :]) if end >= 0 else (data, b"")
    parents = tuple(line[7:].decode("ascii") for line in found[2].split(b"\n") if line)
    author = _hand(found, 3)
    committer = author if found.group(3, 4, 5) == found.group(6, 7, 8) else _hand(found, 6)
    signed = b"\ngpgsig" in header[found.end() :]
    return Commit(oid, parents, author, committer, trailers(message), (), signed, true)


def trailers(message: bytes) -> Trailers:
    """Return what stands at the end of a commit's message."""
    last = message.decode("utf-8", errors="replace").rstrip("\n").rpartition("\n\n")[2]
    found = _TRAILER.findall(last)
    if not found:
        return Trailers()
    said = {name: value for name, value in reversed(found)}  # noqa: C416 - the first of each counts
    names = [name for name, _ in found]
    return Trailers(
        said.get("Action", ""),
        said.get("Role", ""),
        said.get("Author", ""),
        tuple(value for name, value in found if name == "Record"),
        said.get("Clock", ""),
        all(names.count(name) == 1 and said[name] for name in _ONCE),
        said.get("Expunged", ""),
    )


def head_of(stem: str, data: bytes) -> Head:
    """Return what the audit needs of a record's file; as the program writes it, without parsing it whole."""
    try:
        found = _FRONT.match(data.decode())
        if found is not None:
            kind, on, recorded, by, rest = found.groups()
            names = _KEY.findall(rest)
            if len(names) == len(set(names)) and _COMMON.isdisjoint(names):
                day, moment = date.fromisoformat(on), datetime.fromisoformat(recorded)
                if kind != tombstones.KIND and not _NEEDED.search(rest):
                    return Head(kind, day, moment, by)
                more = toml.plain(rest)
                if more is not None:
                    return _head({**more, "kind": kind, "on": day, "recorded": moment, "by": by})
    except (TypeError, ValueError):
        pass  # it is not as the program writes it: the reader of records says whether it is one, and why not
    try:
        record = codec.decode(stem, data)
        table = {"kind": record.kind, "on": record.on, "recorded": record.recorded, "by": record.by}
        return _head({**record.head, **table})
    except codec.Unreadable as problem:
        return Head(fault=f"line {problem.line}: {problem.reason}")
    except TypeError:
        return Head(fault="its kind or its author is no plain word.")


def _head(table: Mapping[str, object]) -> Head:
    """Return the head in a table.

    Raises:
        KeyError: a key is missing.
        TypeError: a value is of another type than its key's.
    """
    kind, by = _word(table["kind"]), _word(table["by"])
    corrects = table.get("corrects", ())
    listed = corrects if isinstance(corrects, list | tuple) else (corrects,)
    head = Head(
        kind,
        _day(table["on"]),
        _moment(table["recorded"]),
        by,
        _text(table.get("step")),
        _text(table.get("meeting")),
        tuple(item for item in listed if isinstance(item, str) and ID_PATTERN.fullmatch(item)),
        _text(table.get("strikes")),
        tombstone=tombstones.read(table) if kind == tombstones.KIND else None,
    )
    head = head._replace(lets=_LETS.get(kind, "") in table)
    return _of_copy(head, table) if kind == _COPY else head


def _of_copy(head: Head, table: Mapping[str, object]) -> Head:
    """Return the head of a copy with what the audit needs of it: whether it lets one go, which, and who may not."""
    authors = table.get("authors")
    listed = authors if isinstance(authors, list | tuple) else ()
    own = tuple(item for item in listed if isinstance(item, str)) or (head.by,)
    lets_go = "releases" in table or "released_by" in table
    return head._replace(step=_RELEASED if lets_go else "", releases=_text(table.get("releases")), authors=own)


def _word(value: object) -> str:
    if not isinstance(value, str) or not KEY_PATTERN.fullmatch(value):
        raise TypeError
    return value


def _text(value: object) -> str:
    return value if isinstance(value, str) and (KEY_PATTERN.fullmatch(value) or ID_PATTERN.fullmatch(value)) else ""


def _day(value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise TypeError
    return value


def _moment(value: object) -> datetime:
    if not isinstance(value, datetime):
        raise TypeError
    return value


def _table(data: bytes) -> Mapping[str, object] | None:
    try:
        return tables.parse(data)
    except BadInput:
        return None


def _hand(found: re.Match[bytes], group: int) -> Hand:
    name, email = (found[place].decode("utf-8", errors="replace") for place in (group, group + 1))
    return Hand(name, email, int(found[group + 2]))


def _line(commit: Commit, known: Collection[str]) -> str:
    """Return what diff-tree is fed for a commit: a line for each parent, so that no graft can name others."""
    parents = [parent for parent in commit.parents if parent in known]
    return "".join(f"{commit.id} {parent}\n" for parent in parents) or f"{commit.id}\n"


def sides(output: bytes) -> Iterator[tuple[Delta, ...]]:
    """Yield what `diff-tree --stdin -z` printed, one difference for each line that it was fed."""
    fields = output.decode("utf-8", errors="surrogateescape").split("\0")
    side: list[Delta] | None = None
    place, last = 0, len(fields) - 1
    while place < last:
        field = fields[place]
        if not field.startswith(":"):
            if side is not None:
                yield tuple(side)
            side = []
            place += 1
            continue
        before, after, _, blob, state = field[1:].split(" ")
        gone = state[0] == "D"
        if side is not None:
            side.append(Delta(fields[place + 1], state[0], before if gone else after, "" if gone else blob))
        place += 2
    if side is not None:
        yield tuple(side)
