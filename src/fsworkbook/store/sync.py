"""Sharing one family with colleagues: take what they recorded, put both together, send what was recorded here.

The network is asked without the family's lock, so nobody's recording waits for it; files move under the lock only.
Whatever interrupts it, and wherever, the next sync goes on: nothing is forced, and nothing is taken back.
"""

from __future__ import annotations

import os
import random
import time
from typing import TYPE_CHECKING, Final, NamedTuple

from fsworkbook.errors import StoreTrouble
from fsworkbook.store import arrival, audit, codec, commits, files, lock, recording, remote, seen, tables, union
from fsworkbook.store.expunging import following, journal, leavings, names, planning, taking
from fsworkbook.store.expunging.taking import SHARED_NOW
from fsworkbook.store.git import begin_bare
from fsworkbook.store.layout import ATTACHMENTS, ENTROPY, FAMILY_FILE, FOLDERS, new_id, path_of
from fsworkbook.workbook import differences, merging
from fsworkbook.workbook.clock import day_of
from fsworkbook.workbook.disclosure.tombstones import KIND, Tombstone
from fsworkbook.workbook.record import ID_PATTERN, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from pathlib import Path

    from fsworkbook.store.change import Change, HandEdit
    from fsworkbook.store.expunging.following import Judge, Landing
    from fsworkbook.store.git import Git
    from fsworkbook.store.recording import Working
    from fsworkbook.store.remote import Remote
    from fsworkbook.store.union import Union

ACTION: Final = "sync"
"""The action of the commits that it makes."""

TRIES: Final = 12
"""How often it takes and sends again where colleagues are faster."""

_PAUSE: Final = 0.1
_LONGEST: Final = 3.0
_UNPRUNED: Final = "unpruned"
"""Marks that a part of an old history may have been fetched again (`_Meeting.clear`)."""
_PATIENCE: Final = 600.0


class Synced(NamedTuple):
    """What a sync did.

    Attributes:
        sent: ids of the records that colleagues can have from now on.
        received: ids of the records that came.
        who_sent: whether who is who went out changed; `who_received`: whether it came in changed.
        differences: ids of the notes about what two people changed differently.
        hand_edits: what was edited by hand before, and is committed now.
        finished: what had been interrupted before, and is finished now.
        tries: how often it was tried until nobody was faster.
        head: the commit that is shared now.
        tombstones: ids of the tombstones that came: what they took out is gone from this folder, too.
        expunged: records of one's own, not sent before, that went with them.
    """

    sent: tuple[str, ...]
    received: tuple[str, ...]
    who_sent: bool
    who_received: bool
    differences: tuple[str, ...]
    hand_edits: tuple[HandEdit, ...]
    finished: tuple[str, ...]
    tries: int
    head: str
    tombstones: tuple[str, ...] = ()
    expunged: tuple[str, ...] = ()


class Met(NamedTuple):
    """What is shared, as it can be brought together with what is here.

    Attributes:
        shared: the commit; "" for none, or where what is here takes its place.
        lease: the commit that stands at the place and is to be replaced there; "" where nothing is.
        base: the last shared commit as it is here; "" for all.
    """

    shared: str
    lease: str = ""
    base: str = ""


def sync(
    place: Remote,
    change: Change,
    on_wait: Callable[[], None] | None = None,
    *,
    first: bool = False,
    judge: Judge | None = None,
) -> Synced:
    """Share one family.

    Args:
        place: where it is shared.
        change: who syncs, when, and with which key the commits that it needs are signed.
        on_wait: called once when another program holds the folder for more than half a second.
        first: whether the place may be empty although the family was shared before: it moves there.
        judge: looks through the history up to a commit for tombstones that count; without it none is followed.

    Raises:
        StoreTrouble: the place, the folder or git did not work, or its history was rewritten; nothing is lost.
    """
    root = place.git.folder
    private = recording.private_folder(root)
    change = change._replace(action=ACTION, subject=f"sync · {day_of(change.now).isoformat()}")
    with lock.held(private / taking.SYNC_LOCK, on_wait, _PATIENCE):
        with recording.working(root, change, on_wait) as work:
            done = Synced((), (), False, False, (), work.hand_edits, work.finished, 0, work.head)
        meeting = _Meeting(place, private, change, judge, on_wait)
        meeting.clear()
        while True:
            met, done = meeting.meet(done, first=first)
            done = _together(root, change, met.shared, done, on_wait)
            if done.head == met.shared and not met.lease:
                meeting.clear()
                return done
            base = met.base or met.shared
            _check_sendable(place.git, done.head, base)
            try:
                _send(place, done.head, met.lease)
                place.accept(done.head)
            except remote.Overtaken:
                if done.tries >= TRIES:
                    raise
                time.sleep(random.uniform(_PAUSE, min(_PAUSE * 2**done.tries, _LONGEST)))  # noqa: S311 - no secret
                continue
            if met.lease:
                seen.forget(private, {remote.NAME, SHARED_NOW})
            seen.note(private, done.head, remote.NAME)
            meeting.clear()
            ids, who = _brought(place.git, base, done.head)
            return done._replace(sent=ids, who_sent=who)


def _send(place: Remote, head: str, lease: str) -> None:
    if lease:
        place.replace(head, lease)
    else:
        place.push(head)


def begin(
    place: Remote, change: Change, on_wait: Callable[[], None] | None = None, judge: Judge | None = None
) -> Synced:
    """Share a family at a place for the first time, and keep the place: it must be empty, or hold this family.

    Raises:
        StoreTrouble: it holds something else, cannot be asked, or does not take it.
    """
    if not place.head() and not place.is_empty():
        raise StoreTrouble(
            f"{place.place} holds something that is no family’s workbook. Give an empty place; nothing was sent."
        )
    done = sync(place, change, on_wait, first=True, judge=judge)
    remote.keep(place.git, place.address)
    return done


def prepare(folder: Path) -> None:
    """Make a folder on a shared disk ready to share one family at: bare, and refusing to rewrite its history.

    Raises:
        StoreTrouble: it holds something else, or cannot be made.
    """
    name = folder.name
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())) and not (folder / "objects").is_dir():
            raise StoreTrouble(f"{name} holds something else already. Give a new or an empty folder; nothing was sent.")
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise files.trouble(folder, problem) from None
    settings = {"receive.denyNonFastForwards": "true", "receive.denyDeletes": "true", "receive.fsckObjects": "true"}
    begin_bare(folder, settings)


class _Meeting:
    """Asks the place what is shared, and brings both histories into one land where something was expunged."""

    def __init__(
        self,
        place: Remote,
        private: Path,
        change: Change,
        judge: Judge | None,
        on_wait: Callable[[], None] | None,
    ) -> None:
        self._place = place
        self._git = place.git
        self._private = private
        self._change = change
        self._judge = judge
        self._on_wait = on_wait

    def clear(self) -> None:
        """Take out of the folder what was fetched of a history that is no more, if anything was."""
        mark = self._private / _UNPRUNED
        if mark.exists():
            journal.prune(self._git)
            files.drop(mark)

    def meet(self, done: Synced, *, first: bool) -> tuple[Met, Synced]:
        """Take what is shared, once it is known that its history still holds what was shared before.

        Raises:
            StoreTrouble: it does not, and no tombstone says why; or the place does not answer.
        """
        known = self._last(remote.NAME)
        own = _head(self._git)
        if known and not union.holds(self._git, own, known) and taking.laid_in(self._git, own):
            # Something was expunged here. Where nobody went on from the old history, it need not be fetched again.
            if self._place.head() == known:
                return Met("", known, self._last(SHARED_NOW)), done
            files.put(self._private / _UNPRUNED, b"", self._private, files.PRIVATE)
        shared = self._place.fetch()
        if not shared:
            if not first:
                _check_kept(self._place, known, shared)
            return Met(""), done
        own = _head(self._git)
        here, there = (set(taking.laid_in(self._git, commit)) for commit in (own, shared))
        if here == there and union.holds(self._git, own, shared) and not union.holds(self._git, own, known or shared):
            seen.forget(self._private, {remote.NAME, SHARED_NOW})  # it was sent, and the note of that was lost
            known = ""
        if there - here:
            done, known = self._follow(shared, known, done)
        elif here - there and not union.holds(self._git, own, shared):
            landed = self._lead(own, shared, sorted(here - there))
            if landed:
                union.check(self._git, own, landed)
                return Met(landed, shared, landed), done
        _check_kept(self._place, known, shared)
        union.common(self._git, _head(self._git), shared)
        union.check(self._git, _head(self._git), shared)
        self._accept(shared)
        return Met(shared), done

    def _accept(self, shared: str) -> None:
        self._place.accept(shared)
        seen.note(self._private, shared, remote.NAME)

    def _last(self, place: str) -> str:
        found = [sighting.commit for sighting in seen.sightings(self._private) if sighting.place == place]
        return found[-1] if found else ""

    def _landing(self, new: str, old: str, others: tuple[str, ...] = (), vouched: str = "") -> Landing | None:
        if not following.differ(self._git, new, old):
            return None
        judge = self._judge or (lambda _commit: audit.Judged(frozenset(), frozenset()))
        sides = following.Sides(new, old, others)
        return following.land(self._git, self._private, sides, judge, self._change, vouched)

    def _lead(self, own: str, shared: str, laid: list[str]) -> str:
        """Return where what colleagues went on to send stands in the history made anew here; "" where it need not.

        Where that held what was taken out, too, another tombstone says so.
        """
        by, now = self._change.author.key, self._change.now
        record = _fresh(now, by)
        landing = self._landing(own, shared, (), record)
        if landing is None or landing.head == shared:
            return ""
        if not landing.cleaned:
            return landing.head
        first = codec.decode(laid[0], self._git.run("cat-file", "blob", f"{own}:{FOLDERS[KIND]}/{laid[0]}.md"))
        says = Tombstone(
            first.word("reason"), shared, landing.head, landing.remade, len(landing.excision.strings), landing.own,
            landing.altered, landing.files,
        )  # fmt: skip
        stone = Record(record, KIND, day_of(now), now, by, says.head())
        made = taking.laid(self._git, self._private, landing.head, stone, self._change)
        if self._judge is None or record not in self._judge(made).counting:
            raise StoreTrouble(
                "Colleagues went on with what was taken out here, and only who leads the team can take it out of that, "
                "too. Nothing was sent; let them sync this folder first."
            )
        return made

    def _follow(self, shared: str, known: str, done: Synced) -> tuple[Synced, str]:
        """Go over to the history that is shared, where it is this one made anew; return what was known of it, anew."""
        with recording.working(self._git.folder, self._change, self._on_wait) as work, taking.interruptible():
            refs = planning.names_of(work.git)
            others = (*(commit for _, _, commit in refs), *names.stashes(work.git))
            landing = self._landing(shared, work.head, others)
            if landing is None:
                return done, known
            if known and known not in landing.mapped:
                _check_kept(self._place, known, shared)
            kept = frozenset(taking.files_of(work.git, work.head))
            beside = leavings.leavings(work.git.folder, kept, landing.excision, landing.records)
            heads = ((landing.head, ""), (shared, remote.NAME))
            moved = names.moved(work.git, refs, landing.mapped, landing.excision)
            log = names.stash_log(work.git, landing.mapped)
            entry = journal.Journal(work.head, landing.head, {**moved, remote.TRACKED: shared}, heads, (), log)
            journal.begin(work.private, entry, beside, work.git.folder)
            journal.finish(work.git, work.private)
        done = done._replace(
            hand_edits=(*done.hand_edits, *work.hand_edits),
            tombstones=(*done.tombstones, *landing.tombstones),
            expunged=(*done.expunged, *landing.own),
        )
        return done, landing.mapped.get(known, known)


def _check_kept(place: Remote, before: str, now: str) -> None:
    """Refuse a shared history that no longer holds what it held, once every tombstone has been followed.

    Raises:
        StoreTrouble: it does not.
    """
    if before and before != now and not (now and union.holds(place.git, now, before)):
        raise StoreTrouble(
            f"The history at {place.place} was rewritten: it no longer holds what was shared before. Nothing was taken "
            "or sent, and your folder is whole; show this to whoever looks after that place."
        )


def _together(root: Path, change: Change, shared: str, done: Synced, on_wait: Callable[[], None] | None) -> Synced:
    """Put what is shared and what was recorded here together, in the folder too; return what has come."""
    with recording.working(root, change, on_wait) as work:
        git = work.git
        notes: tuple[str, ...] = ()
        now = done._replace(
            tries=done.tries + 1,
            hand_edits=(*done.hand_edits, *work.hand_edits),
            finished=(*done.finished, *work.finished),
        )
        if not shared or union.holds(git, work.head, shared):
            return now._replace(head=work.head)
        target = shared
        if not union.holds(git, shared, work.head) or _illegible(git, work.head, shared):
            target, notes = _merged(work, change, shared)
        arrival.bring(git, work.private, work.head, target)
        ids, who = _brought(git, work.head, target)
        came = tuple(item for item in ids if item not in notes)
        return now._replace(
            received=(*done.received, *came),
            who_received=done.who_received or who,
            differences=(*done.differences, *notes),
            head=target,
        )


def _illegible(git: Git, own: str, shared: str) -> bool:
    """Return whether taking what is shared would put a family.toml that nobody can read in the place of one."""
    return not union.legible(union.family_of(git, shared)) and union.legible(union.family_of(git, own))


def _merged(work: Working, change: Change, shared: str) -> tuple[str, tuple[str, ...]]:
    """Make the commit that follows both, and one with the notes about their differences; return it, and their ids."""
    git = work.git
    both = union.unite(git, work.private, work.head, shared)
    key = str(change.signing_key) if change.signing_key else ""
    signature = commits.Signature.of(change.author, change.now, key)
    text = commits.message(change.subject, change.action, change.author, ())
    made = commits.make(git, both.tree, (work.head, shared), text, signature)
    notes, entries = _notes(git, both, made, change)
    if not notes:
        return made, ()
    text = commits.message(f"differences · {day_of(change.now).isoformat()}", ACTION, change.author, notes)
    tree = union.added(git, work.private, made, entries)
    return commits.make(git, tree, (made,), text, signature), notes


def _notes(git: Git, both: Union, made: str, change: Change) -> tuple[tuple[str, ...], dict[str, bytes]]:
    """Return the ids of the notes about differences, and their files."""
    by, now = change.author.key, change.now
    records: list[Record] = []
    entries: dict[str, bytes] = {}
    family = union.family_of(git, made)
    table = tables.parse(family) if both.differences else {}
    for difference, makers in both.differences:
        row = merging.at(table, difference.path[:2])
        restricted = [str(item) for item in row.get("restricted", ())] if isinstance(row, dict) else []
        records.append(differences.of_value(_fresh(now, by), now, by, difference, makers, restricted))
    for path, data in both.asides:
        name = _fresh(now, by)
        kept = f"{ATTACHMENTS}/{name}/{path.rpartition('/')[2]}"
        entries[kept] = data
        records.append(differences.of_file(name, now, by, path, kept))
    entries |= {str(path_of(record)): codec.encode(record) for record in records}
    return tuple(record.id for record in records), entries


def _fresh(now: datetime, by: str) -> str:
    return new_id(day_of(now), by, os.urandom(ENTROPY))


def _brought(git: Git, before: str, after: str) -> tuple[tuple[str, ...], bool]:
    """Return the ids of the records that one commit has and an earlier has not, and whether who is who differs."""
    steps = arrival.steps(git, before, after)
    return tuple(_ids(step.path for step in steps if step.new)), any(step.path == FAMILY_FILE for step in steps)


def _ids(paths: Iterable[str]) -> Iterable[str]:
    for path in paths:
        stem = path.rpartition("/")[2].removesuffix(".md")
        if path.endswith(".md") and not path.startswith(f"{ATTACHMENTS}/") and ID_PATTERN.fullmatch(stem):
            yield stem


def _check_sendable(git: Git, head: str, shared: str) -> None:
    """Refuse to send a family.toml that nobody could read, or files that no family's folder can hold.

    Raises:
        BadInput: family.toml cannot be read; the line is named.
        StoreTrouble: there is such a file.
    """
    tables.parse(union.family_of(git, head))
    union.check(git, shared, head)


def _head(git: Git) -> str:
    return git.run("rev-parse", "--verify", "HEAD").decode().strip()
