"""What goes when something is taken out: looked for in every commit, file, path and message of a family's history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.errors import BadInput, StoreTrouble
from fsworkbook.store import codec, tables
from fsworkbook.store.expunging import bytesearch
from fsworkbook.store.expunging.commits import Cut, Made, deltas, listed
from fsworkbook.store.expunging.names import goes, stashes
from fsworkbook.store.layout import ATTACHMENTS, FAMILY_FILE
from fsworkbook.store.objects import objects
from fsworkbook.workbook.differences import TOPIC
from fsworkbook.workbook.disclosure.excision import Excision, last_name, numbered
from fsworkbook.workbook.record import ID_PATTERN

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from fsworkbook.store.git import Git
    from fsworkbook.workbook.audit.facts import Delta
    from fsworkbook.workbook.record import Record

    Progress = Callable[[int, int], None]

_PART: Final = 500
_UNWRITTEN: Final = "Nothing was taken out."


class Target(NamedTuple):
    """What is to be taken out: records by their ids, and strings wherever they stand."""

    records: frozenset[str] = frozenset()
    strings: tuple[str, ...] = ()


class Place(NamedTuple):
    """A file that holds a string: its path, how often, and how often inside a longer word."""

    path: str
    hits: int
    inside: int


class Plan(NamedTuple):
    """What goes.

    Attributes:
        commits: every commit of the history, parents first.
        refs: the names that point into it, each with git's name for what it points at, and the commit behind that.
        records: ids of the records that go whole, with all their versions.
        refer: ids of records that stay and name one that goes.
        attachments: paths of the attachments that go whole.
        places: files in which a string is replaced by its mark.
        versions: how many versions of family.toml hold a string.
        messages: how many commits say a string in their message.
        named: how many paths change because a string stands in them.
        excision: the strings, and the marks for the keys that hold them.
        blobs: new bytes, by git's name for the old ones.
        dropped: git's names for the bytes of files that go whole for what stands in them.
        removed: likewise, of the records that go, and what belongs to them.
    """

    commits: tuple[Made, ...]
    refs: tuple[tuple[str, str, str], ...]
    records: tuple[str, ...]
    refer: tuple[str, ...]
    attachments: tuple[str, ...]
    places: tuple[Place, ...]
    versions: int
    messages: int
    named: int
    excision: Excision
    blobs: Mapping[str, bytes]
    dropped: frozenset[str]
    removed: frozenset[str]

    @property
    def altered(self) -> tuple[str, ...]:
        """Ids of the records in which a string is replaced."""
        return tuple(sorted({found for place in self.places if (found := record_of(place.path))}))

    @property
    def empty(self) -> bool:
        """Whether there is nothing to take out."""
        return not (self.records or self.attachments or self.blobs or self.dropped or self.messages or self.named)

    def cut(self) -> Cut:
        """Return what becomes of the history's parts."""
        return cut_of(frozenset(self.records), self.dropped, self.excision, self.blobs)


def cut_of(records: Collection[str], dropped: Collection[str], excision: Excision, blobs: Mapping[str, bytes]) -> Cut:
    """Return what becomes of a history's parts without some records, files and strings."""

    def path(old: str, blob: str) -> str | None:
        if blob in dropped or belongs(old, records):
            return None
        return excision.path(old) if excision else old

    return Cut(path, blobs, lambda one: said(one, excision))


def said(one: Made, excision: Excision) -> bytes:
    """Return the message of a commit without some strings."""
    if not excision:
        return one.message
    text = excision.message(one.text)
    return one.message if text == one.text else text.encode("utf-8", errors="surrogateescape")


def belongs(path: str, records: Collection[str]) -> bool:
    """Return whether a file belongs to one of some records: its own file, a copy under another name, an attachment."""
    return any(found[0] in records for found in ID_PATTERN.finditer(path))


def record_of(path: str) -> str:
    """Return the id of the record that a file is; "" where it is none."""
    stem = path.rpartition("/")[2].removesuffix(".md")
    return stem if path.endswith(".md") and ID_PATTERN.fullmatch(stem) else ""


def look(git: Git, target: Target, on_progress: Progress = lambda _done, _all: None) -> Plan:
    """Look through the whole history for what is to be taken out; nothing changes.

    Args:
        git: in the family's folder.
        target: what to look for.
        on_progress: called with how many files were read, and of how many.

    Raises:
        BadInput: it cannot be taken out without breaking what must stay.
        StoreTrouble: the folder does not hold its whole history, or cannot be read.
    """
    _check_whole(git)
    refs = names_of(git)
    commits = tuple(listed(git, ["HEAD", *(commit for _, _, commit in refs), *stashes(git)]))
    changes = list(deltas(git, commits))
    homes = _homes(changes)
    search = _Search(git, target, homes, on_progress)
    search.run()
    _check_people(commits, search.excision)
    excision = _numbered(search, commits, homes)
    return _plan(refs, commits, homes, search, excision)


def _check_whole(git: Git) -> None:
    inside = git.folder / ".git"
    if (inside / "shallow").exists() or any((inside / "objects" / "pack").glob("*.promisor")):
        raise StoreTrouble(f"{git.folder.name} does not hold its whole history, so nothing can be taken out of it.")
    if (inside / "worktrees").exists():
        raise StoreTrouble(
            f"{git.folder.name} has other work trees, which hold their own copies. Remove them with git first."
        )


def names_of(git: Git) -> tuple[tuple[str, str, str], ...]:
    """Return the names that stay: each, what it points at, and the commit behind that.

    Raises:
        StoreTrouble: one of them points at no commit.
    """
    shape = "--format=%(refname)%00%(objectname)%00%(objecttype)%00%(*objectname)%00%(*objecttype)%00%(symref)"
    output = git.run("for-each-ref", shape).decode("utf-8", errors="surrogateescape")
    found = []
    for line in output.splitlines():
        name, oid, kind, inner, inner_kind, link = line.split("\0")
        if goes(name) or link:
            continue
        if kind == "commit":
            found.append((name, oid, oid))
        elif kind == "tag" and inner_kind == "commit":
            found.append((name, oid, inner))
        else:
            raise StoreTrouble(f"{git.folder.name} has a name for something that is no commit. Delete it: {name}")
    return tuple(found)


def _homes(changes: Iterable[tuple[Made, Sequence[Delta]]]) -> dict[str, set[str]]:
    """Return every path at which some bytes ever lay, by git's name for them; a submodule's are none."""
    homes: dict[str, set[str]] = {}
    for _, changed in changes:
        for delta in changed:
            if delta.blob and delta.mode != "160000":
                homes.setdefault(delta.blob, set()).add(delta.path)
    return homes


class _Search:
    """The bytes of every file that ever was, looked through."""

    def __init__(self, git: Git, target: Target, homes: Mapping[str, set[str]], on_progress: Progress) -> None:
        self.target = target
        self.excision = Excision(target.strings)
        self.heads: dict[str, Record] = {}
        self.texts: dict[str, str] = {}
        """Texts that hold a string, by git's name for them."""
        self.dropped: set[str] = set()
        self.runs: set[str] = set()
        self.last = 0
        self._git = git
        self._homes = homes
        self._progress = on_progress

    def run(self) -> None:
        """Read everything once."""
        names = sorted(self._homes)
        self._progress(0, len(names))
        for place in range(0, len(names), _PART):
            part = names[place : place + _PART]
            for name, data in objects(self._git, part):
                if data is None:
                    raise StoreTrouble(
                        f"A file of {self._git.folder.name} is missing from its history. Run `fsworkbook doctor`."
                    )
                self._file(name, data)
            self._progress(place + len(part), len(names))

    def _file(self, name: str, data: bytes) -> None:
        text = bytesearch.text_of(data)
        if text is not None:
            self.last = max(self.last, last_name([text])) if "taken-out" in text else self.last
        if self.target.records:
            self._head(name, data)
        if not self.target.strings:
            return
        if text is None:
            if bytesearch.found(data, self.excision):
                self.dropped.add(name)
        elif self.excision.found(text):
            self.texts[name] = text
            self.runs |= set(self.excision.runs(text))

    def _head(self, name: str, data: bytes) -> None:
        for path in self._homes[name]:
            stem = record_of(path)
            if stem:
                try:
                    self.heads[stem] = codec.decode(stem, data)
                except codec.Unreadable:
                    continue


def versions(records: Collection[Record], named: Collection[str]) -> set[str]:
    """Return the ids of records that were named, with those of all their versions and withdrawals."""
    gone = set(named)
    while True:
        more = set()
        for record in records:
            if record.id in gone:
                more |= set(record.corrects)
            elif {*record.corrects, record.strikes} & gone or _differs(record, gone):
                more.add(record.id)
        if more <= gone:
            return gone
        gone |= more


def _differs(record: Record, gone: Collection[str]) -> bool:
    """Return whether a note keeps the other version of a file that goes (sync.py)."""
    return record.kind == "note" and record.word("topic") == TOPIC and belongs(record.word("file"), gone)


def _check_people(commits: Iterable[Made], excision: Excision) -> None:
    """Refuse what stands in somebody's name, or in the name of a record: they stay as they are."""
    for hand in {line for one in commits for line in (one.author, one.committer)} if excision else ():
        if excision.found(hand.decode("utf-8", errors="replace")):
            raise BadInput(
                f"One of the strings stands in the name or address under which a colleague records. {_UNWRITTEN}"
            )


def _numbered(search: _Search, commits: Iterable[Made], homes: Mapping[str, set[str]]) -> Excision:
    """Return the strings with a mark for every key that holds one."""
    found, runs, last = search.excision, set(search.runs), search.last
    if not search.target.strings:
        return found
    for path in {path for paths in homes.values() for path in paths}:
        if found.found(path):
            runs |= set(found.runs_of_path(path))
            if any(found.found(name[0]) for name in ID_PATTERN.finditer(path)):
                raise BadInput(
                    f"One of the strings stands in the names of records, which hold their author’s key. {_UNWRITTEN}"
                )
    for one in commits:
        if found.found(one.text):
            runs |= set(found.runs_of_message(one.text))
    return Excision(search.target.strings, numbered(runs, last))


def _plan(
    refs: tuple[tuple[str, str, str], ...],
    commits: tuple[Made, ...],
    homes: Mapping[str, set[str]],
    search: _Search,
    excision: Excision,
) -> Plan:
    gone = versions(search.heads.values(), search.target.records) if search.target.records else set()
    there = {record_of(path) for paths in homes.values() for path in paths}
    dropped = set(search.dropped)
    for blob, paths in homes.items():
        # A copy of a record's file under a name that is no record's goes with it.
        others = [path for path in paths if not belongs(path, gone)]
        if any(record_of(path) in gone for path in paths) and others and not any(record_of(path) for path in others):
            dropped.add(blob)
    blobs: dict[str, bytes] = {}
    for name, text in search.texts.items():
        stays = [path for path in homes[name] if not belongs(path, gone)]
        if stays:
            blobs[name] = replaced(text, excision, stays)
    lost = {path for blob in dropped for path in homes[blob]} | {
        path for paths in homes.values() for path in paths if belongs(path, gone)
    }
    texts = {name: search.texts[name] for name in blobs}
    every = {path for paths in homes.values() for path in paths}
    return Plan(
        commits=commits,
        refs=refs,
        records=tuple(sorted(gone & there)),
        refer=tuple(sorted(_referring(search.heads.values(), gone))),
        attachments=tuple(sorted(path for path in lost if path.startswith(f"{ATTACHMENTS}/"))),
        places=tuple(_places(texts, homes, excision)),
        versions=sum(FAMILY_FILE in homes[name] for name in blobs),
        messages=sum(said(one, excision) != one.message for one in commits),
        named=sum(excision.path(path) != path for path in every) if excision else 0,
        excision=excision,
        blobs=blobs,
        dropped=frozenset(dropped),
        removed=frozenset(blob for blob, paths in homes.items() if all(belongs(path, gone) for path in paths)),
    )


def _referring(records: Iterable[Record], gone: set[str]) -> Iterator[str]:
    for record in records:
        listed = [value if isinstance(value, list) else [value] for value in record.head.values()]
        words = [item.partition("#")[0] for values in listed for item in values if isinstance(item, str)]
        if record.id not in gone and not gone.isdisjoint(words):
            yield record.id


def _places(texts: Mapping[str, str], homes: Mapping[str, set[str]], excision: Excision) -> Iterator[Place]:
    counted: dict[str, tuple[int, int]] = {}
    for name, text in texts.items():
        hits = excision.hits(text)
        inside = sum(_within(text, hit.start, hit.end) for hit in hits)
        for path in homes[name]:
            before = counted.get(path, (0, 0))
            counted[path] = (before[0] + len(hits), before[1] + inside)
    yield from (Place(path, *counts) for path, counts in sorted(counted.items()))


def _within(text: str, start: int, end: int) -> bool:
    """Return whether a string stands inside a longer word."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return (before.isalnum() and text[start].isalnum()) or (after.isalnum() and text[end - 1].isalnum())


def replaced(text: str, excision: Excision, paths: Iterable[str]) -> bytes:
    """Return a text with its marks, once it is known that it still can be read as what it is.

    Raises:
        BadInput: it could not be.
    """
    new = excision.text(text)
    for path in paths:
        stem = record_of(path)
        if path == FAMILY_FILE:
            _check_family(text, new)
        elif stem:
            _check_record(stem, text, new)
    if excision.found(new):
        raise BadInput(f"What is to be taken out would stand there again. Give the strings whole. {_UNWRITTEN}")
    return new.encode()


def _check_family(old: str, new: str) -> None:
    try:
        tables.parse(old.encode())
    except BadInput:
        return
    try:
        tables.parse(new.encode())
    except BadInput:
        raise BadInput(
            f"One of the strings is also a date, a number or a word of {FAMILY_FILE} itself, which could not be read "
            f"without it. Give a longer one. {_UNWRITTEN}"
        ) from None


def _check_record(stem: str, old: str, new: str) -> None:
    try:
        before = codec.decode(stem, old.encode())
    except codec.Unreadable:
        return
    try:
        after = codec.decode(stem, new.encode())
    except codec.Unreadable:
        after = None
    if after is None or before[:5] != after[:5] or before.head.keys() != after.head.keys():
        raise BadInput(
            f"One of the strings is also a word of the workbook’s own in {stem}, which could not be read without it. "
            f"Give a longer one. {_UNWRITTEN}"
        )
