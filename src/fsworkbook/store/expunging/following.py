"""A folder with the old history goes over to the new one, once both were held against each other, commit by commit.

Nobody has to be believed that nothing else was changed: who still has the old history sees it. From both together
comes what was taken out; so the same is taken out of what this side alone has, and that work is kept otherwise whole.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.errors import BadInput, StoreTrouble
from fsworkbook.store import codec, commits
from fsworkbook.store.expunging import bytesearch, planning
from fsworkbook.store.expunging.commits import Made, deltas, listed, parse, prints, write
from fsworkbook.store.expunging.taking import VOUCHED, laid_in
from fsworkbook.store.layout import FOLDERS
from fsworkbook.store.objects import objects
from fsworkbook.workbook.disclosure.deriving import derive
from fsworkbook.workbook.disclosure.excision import Excision, last_name, numbered
from fsworkbook.workbook.disclosure.tombstones import KIND, Tombstone, read

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from fsworkbook.store.audit import Judged
    from fsworkbook.store.change import Change
    from fsworkbook.store.git import Git
    from fsworkbook.workbook.audit.facts import Delta
    from fsworkbook.workbook.record import Record

    Judge = Callable[[str], Judged]
    """Looks through the history up to a commit."""

_VOUCHED: Final = re.compile(rf"^{VOUCHED}: [^\n]*\n".encode(), re.MULTILINE)
_HAND: Final = re.compile(rb"([^<\n]*?) ?<([^>\n]*)> ([0-9]+) ([+-][0-9]{4})")
_SAFE: Final = "Nothing was taken or sent, and your folder is whole."


class Unlike(StoreTrouble):
    """A history was rewritten otherwise than a tombstone says."""


class Landing(NamedTuple):
    """Where the old side is in the new history.

    Attributes:
        head: its last commit there, with what it alone had on top.
        mapped: every commit of the old history that has another name now.
        records: ids of the records that went; `own` are those of them that only this side had.
        own: see there.
        excision: the strings that went, found from both histories.
        tombstones: ids of the tombstones that say so.
        altered: ids of records that only this side had, in which a string was replaced.
        files: git's names for the bytes of files that only this side had, and that went whole.
        remade: how many commits that only this side had are others now.
        sealed: whether some of them lost a good signature.
    """

    head: str
    mapped: Mapping[str, str]
    records: frozenset[str]
    own: tuple[str, ...]
    excision: Excision
    tombstones: tuple[str, ...]
    altered: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    remade: int = 0
    sealed: bool = False

    @property
    def cleaned(self) -> bool:
        """Whether what only this side had is another now in more than what it follows."""
        return bool(self.altered or self.own or self.files or self.sealed)


_Entry = tuple[str, str] | None
"""A file's mode and git's name for its bytes; None where it went."""


def differ(git: Git, new: str, old: str) -> bool:
    """Return whether one history is the other made anew: some commit stands in both under two names.

    Raises:
        StoreTrouble: a history cannot be read.
    """
    theirs = set(prints(listed(git, [new], [old])).values())
    return not theirs.isdisjoint(prints(listed(git, [old], [new])).values())


class Sides(NamedTuple):
    """Two histories: the last commit of the new one and of the old one.

    `others` are more commits of the old one, at which git's other names stand.
    """

    new: str
    old: str
    others: tuple[str, ...] = ()


def land(git: Git, private: Path, sides: Sides, judge: Judge, change: Change, vouched: str = "") -> Landing | None:
    """Return where an old head stands in the new history; None where the new history is no other one.

    Args:
        git: in the family's folder.
        private: `.git/fsworkbook`.
        sides: both histories.
        judge: looks through the history up to a commit.
        change: who syncs; own commits that were signed are signed again with that key.
        vouched: the tombstone that will stand for good signatures that are lost, where the old side is the shared one.

    Raises:
        Unlike: what was changed is not what the tombstones say, or they do not count.
        StoreTrouble: a history cannot be read.
    """
    new, old, others = sides
    fresh, stale = listed(git, [new], [old, *others]), listed(git, [old, *others], [new])
    by_print = {mark: one for one, mark in prints(fresh).items()}
    mapped = {one: by_print[mark] for one, mark in prints(stale).items() if mark in by_print}
    if not mapped:
        return None
    stones = _stones(git, fresh, mapped, new)
    if not stones:
        raise Unlike(f"The history was rewritten, and no tombstone says why. {_SAFE}")
    if not judge(new).counting.issuperset(stones):
        raise Unlike(
            "The history was rewritten, and the tombstone that says so does not count: only who leads the team takes "
            f"something out, in a commit of its own. {_SAFE}"
        )
    pairs = _Pairs(git, stones.values(), stale, fresh, mapped)
    excision = pairs.excision()
    extra = [one for one in stale if one.id not in mapped]
    sealed = frozenset[str]()
    if vouched and any(one.signed for one in extra):
        sealed = judge(old).good & {one.id for one in extra if one.signed}
    landing = _replayed(git, private, extra, mapped, pairs, excision, Vouched(vouched, sealed))
    names = landing.mapped if vouched else _signed_again(git, extra, dict(landing.mapped), change)
    return landing._replace(head=names.get(old, old), mapped=names, tombstones=tuple(stones))


def compare(git: Git, new: str, old: str) -> None:
    """Hold the history up to a tombstone's commit against the one that it names as the old one.

    Raises:
        Unlike: more was changed than the tombstone says.
        StoreTrouble: a history cannot be read.
    """
    fresh, stale = listed(git, [new], [old]), listed(git, [old], [new])
    by_print = {mark: one for one, mark in prints(fresh).items()}
    mapped = {one: by_print[mark] for one, mark in prints(stale).items() if mark in by_print}
    if len(mapped) < len(stale) or mapped.get(old, new) not in {one for made in fresh[-1:] for one in made.parents}:
        raise Unlike("commits were left out, or put in")
    _Pairs(git, _stones(git, fresh, mapped, new).values(), stale, fresh, mapped).excision()


def _stones(git: Git, fresh: Sequence[Made], mapped: Mapping[str, str], new: str) -> dict[str, Tombstone]:
    """Return the tombstones that the new history alone holds."""
    paired = set(mapped.values())
    own = "".join(one.text for one in fresh if one.id not in paired)
    found = {}
    for record in laid_in(git, new):
        if f"Workbook-Record: {record}\n" in own:
            data = git.run("cat-file", "blob", f"{new}:{FOLDERS[KIND]}/{record}.md")
            try:
                says = read(codec.decode(record, data).head)
            except codec.Unreadable:
                says = None
            if says is not None:
                found[record] = says
    return found


class Vouched(NamedTuple):
    """The tombstone that stands for good signatures that are lost ("": none does), and the commits that had them."""

    tombstone: str
    commits: frozenset[str]


class _Pairs:
    """Commits of both histories side by side, and how they differ."""

    def __init__(
        self,
        git: Git,
        stones: Iterable[Tombstone],
        stale: Sequence[Made],
        fresh: Sequence[Made],
        mapped: Mapping[str, str],
    ) -> None:
        self._git = git
        listed_stones = tuple(stones)
        self.records = frozenset(record for stone in listed_stones for record in stone.records)
        self.files = frozenset(name for stone in listed_stones for name in stone.files)
        self._altered = frozenset(record for stone in listed_stones for record in stone.altered)
        self._strings = sum(stone.strings for stone in listed_stones)
        self._lost: set[str] = set()
        self.texts: set[tuple[str, str]] = set()
        self.paths: set[tuple[str, str]] = set()
        self.messages: set[tuple[str, str]] = set()
        self._stays: set[str] = set()
        by_name = {one.id: one for one in fresh}
        old = [one for one in stale if one.id in mapped]
        new = [by_name[mapped[one.id]] for one in old]
        for (before, one), (after, two) in zip(deltas(git, old), deltas(git, new), strict=True):
            self._messages(before, after)
            self._commit(before, _files(one), _files(two))

    def _messages(self, before: Made, after: Made) -> None:
        said = _VOUCHED.sub(b"", after.message) if before.signed else after.message
        if before.more != after.more or after.signed:
            raise self._unlike(before)
        if said != before.message:
            self.messages.add((before.text, said.decode("utf-8", errors="surrogateescape")))

    def _commit(self, commit: Made, one: Mapping[str, _Entry], two: Mapping[str, _Entry]) -> None:
        """Hold what a commit did against what it does in the new history."""
        if any(planning.belongs(path, self.records) for path in two):
            raise self._unlike(commit)
        self._lost |= {path for path, entry in one.items() if entry is not None and entry[1] in self.files}
        left = {path: entry for path, entry in one.items() if self._stands(path, entry)}
        right = {
            path: entry for path, entry in two.items() if path in left or entry is not None or path not in self._lost
        }
        for path in left.keys() & right.keys():
            self._entry(commit, path, left[path], right[path])
        moved = sorted(left.keys() - right.keys()), sorted(right.keys() - left.keys())
        if len(moved[0]) != len(moved[1]):
            raise self._unlike(commit)
        waiting = list(moved[1])
        for path in moved[0]:
            alike = [other for other in waiting if right[other] == left[path]]
            other = _nearest(path, alike or waiting)
            waiting.remove(other)
            self.paths.add((path, other))
            self._entry(commit, path, left[path], right[other])

    def _stands(self, path: str, entry: _Entry) -> bool:
        if planning.belongs(path, self.records):
            return False
        return path not in self._lost if entry is None else entry[1] not in self.files

    def _entry(self, commit: Made, path: str, one: _Entry, two: _Entry) -> None:
        if one is None or two is None or one[0] != two[0]:
            if one is not two:
                raise self._unlike(commit, path)
            return
        if one[1] == two[1]:
            self._stays.add(one[1])
            return
        record = planning.record_of(path)
        if record and record not in self._altered:
            raise self._unlike(commit, path)
        self.texts.add((one[1], two[1]))

    def excision(self) -> Excision:
        """Return the strings that turn the old history into the new one.

        Raises:
            Unlike: none do, or more than the tombstones say.
        """
        names = sorted({name for pair in self.texts for name in pair})
        data = dict(objects(self._git, names))
        texts = [(_text(data[old]), _text(data[new])) for old, new in sorted(self.texts)]
        if not (texts or self.paths or self.messages):
            return Excision(())
        found = derive(texts, sorted(self.paths), sorted(self.messages), self._strings) if self._strings else None
        if found is None or len(found.strings) > self._strings:
            raise self._unlike(None)
        for name, held in objects(self._git, sorted(self._stays)):
            if held is not None and bytesearch.found(held, found):
                raise Unlike(f"A tombstone took a string out of a part of the history only ({name[:10]}). {_SAFE}")
        return found

    def _unlike(self, commit: Made | None, path: str = "") -> Unlike:
        record = planning.record_of(path)
        where = f" in the commit {commit.id[:10]}" if commit is not None else ""
        what = f" ({record})" if record else ""
        return Unlike(
            f"The history was rewritten, and more was changed than its tombstone says{where}{what}. {_SAFE} Show this "
            "to whoever leads the team, and to whoever looks after that place."
        )


def _files(changed: Iterable[Delta]) -> dict[str, _Entry]:
    return {delta.path: None if delta.state == "D" else (delta.mode, delta.blob) for delta in changed}


def _nearest(path: str, others: Sequence[str]) -> str:
    """Return the path that is most like another: it lies as deep, and begins alike."""

    def alike(other: str) -> tuple[bool, int, int]:
        same = sum(one == two for one, two in zip(path.split("/"), other.split("/"), strict=False))
        ends = sum(1 for one, two in zip(reversed(path), reversed(other), strict=False) if one == two)
        return path.count("/") == other.count("/"), same, ends

    return max(others, key=alike)


def _text(data: bytes | None) -> str:
    return (data or b"").decode("utf-8", errors="surrogateescape")


def _replayed(
    git: Git,
    private: Path,
    extra: Sequence[Made],
    mapped: Mapping[str, str],
    pairs: _Pairs,
    excision: Excision,
    vouched: Vouched,
) -> Landing:
    """Make this side's own commits on the new history; return what became of them."""
    changes = list(deltas(git, extra))
    homes: dict[str, set[str]] = {}
    for _, changed in changes:
        for delta in changed:
            if delta.blob and delta.mode != "160000":
                homes.setdefault(delta.blob, set()).add(delta.path)
    data = {name: held or b"" for name, held in objects(git, sorted(homes))}
    heads = list(_heads(homes, data))
    gone = frozenset(planning.versions(heads, pairs.records) if pairs.records else ())
    texts = {name: text for name, held in data.items() if (text := bytesearch.text_of(held)) is not None}
    known = _with_more_keys(excision, texts.values(), homes)
    dropped = {name for name in data if name not in texts and known and bytesearch.found(data[name], known)}
    blobs = {}
    for name, text in texts.items():
        stays = [path for path in homes[name] if not planning.belongs(path, gone)]
        if stays and known.found(text):
            try:
                blobs[name] = planning.replaced(text, known, stays)
            except BadInput as problem:
                raise StoreTrouble(f"What you have not sent yet cannot go over to the new history: {problem}") from None
    own = frozenset(gone & {record.id for record in heads})
    cut = planning.cut_of(gone, dropped | pairs.files, known, blobs)
    cut = cut._replace(sealed=vouched.commits, vouched=f"{VOUCHED}: {vouched.tombstone}".encode())
    if not vouched.tombstone:
        # Nobody else ever had these records: no commit needs to name them.
        cut = cut._replace(message=lambda one: _unnamed(planning.said(one, known), own))
    made = write(git, private, extra, cut, mapped)
    altered = {planning.record_of(path) for name in blobs for path in homes[name]} - {"", *gone}
    return Landing(
        head="",
        mapped=dict(mapped) | made,
        records=gone,
        own=tuple(sorted(own)),
        excision=known,
        tombstones=(),
        altered=tuple(sorted(altered)),
        files=tuple(sorted(dropped - pairs.files)),
        remade=sum(old != new for old, new in made.items()),
        sealed=any(made[one] != one for one in vouched.commits),
    )


def _unnamed(message: bytes, records: Collection[str]) -> bytes:
    """Return a commit's message without the lines that name some records."""
    for record in records:
        message = message.replace(f"Workbook-Record: {record}\n".encode(), b"")
    return message


def _heads(homes: Mapping[str, set[str]], data: Mapping[str, bytes]) -> Iterator[Record]:
    for name, paths in homes.items():
        for stem in {planning.record_of(path) for path in paths} - {""}:
            try:
                yield codec.decode(stem, data[name])
            except codec.Unreadable:
                continue


def _with_more_keys(excision: Excision, texts: Iterable[str], homes: Mapping[str, set[str]]) -> Excision:
    """Return the strings with a mark for every key of this side's own that holds one, too."""
    runs = {run for text in texts for run in excision.runs(text)}
    runs |= {run for paths in homes.values() for path in paths for run in excision.runs_of_path(path)}
    more = numbered(runs - excision.names.keys(), last_name(excision.names.values()))
    return Excision(excision.strings, {**excision.names, **more}) if more else excision


def _signed_again(git: Git, extra: Sequence[Made], names: dict[str, str], change: Change) -> dict[str, str]:
    """Sign one's own commits again that were signed, and make those anew that follow them."""
    if not change.signing_key or not any(one.signed for one in extra):
        return names
    made = dict(names)
    for one in extra:
        now = names[one.id]
        parents = [made.get(parent, parent) for parent in one.parents]
        before = [names.get(parent, parent) for parent in one.parents]
        hand = _HAND.fullmatch(one.author)
        mine = one.signed and hand is not None and hand[2].decode("utf-8", "replace") == change.author.email
        plain = hand is not None and one.author == one.committer and hand[4] == b"+0000"
        if now == one.id or hand is None or not plain or not (mine or parents != before):
            continue
        again = parse(now, git.run("cat-file", "commit", now))
        signature = commits.Signature(
            hand[1].decode(), hand[2].decode(), int(hand[3]), str(change.signing_key) if mine else ""
        )
        made[one.id] = commits.make(git, again.tree, parents, again.text, signature)
    return made
