"""Sharing with colleagues, in words that need nothing of git: what went out, what came and from whom."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from fsworkbook.cli.frame import choosing
from fsworkbook.cli.frame.desk import is_terminal
from fsworkbook.cli.frame.naming import joined, tail
from fsworkbook.cli.frame.output import emit_json, over, say, tell, warn, wrap
from fsworkbook.cli.frame.recording import author_of
from fsworkbook.cli.frame.sitting import sit_down
from fsworkbook.errors import BadInput, StoreTrouble, WorkbookError
from fsworkbook.store import address as addresses
from fsworkbook.store import files, handed, joining, openings, remote, union
from fsworkbook.store import sync as syncing
from fsworkbook.store.change import Author, Change
from fsworkbook.store.folder import Folder
from fsworkbook.store.git import Git
from fsworkbook.workbook.record import ID_PATTERN
from fsworkbook.workbook.registry import read_family

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from fsworkbook.cli.frame.calling import Call
    from fsworkbook.cli.frame.desk import Desk
    from fsworkbook.store.address import Address
    from fsworkbook.store.audit import Judged
    from fsworkbook.store.remote import Remote
    from fsworkbook.store.sync import Synced
    from fsworkbook.workbook.family import Family

_STAGES = {"Receiving objects": "Getting", "Resolving deltas": "Getting", "Writing objects": "Sending"}
_SHARE = "fsworkbook sync init ADDRESS   shares it: a folder on a shared disk, or on your git server"


class Sharer(NamedTuple):
    """Who shares which family."""

    desk: Desk
    folder: Folder
    name: str
    change: Change

    def judge(self, head: str) -> Judged:
        """Look through the history up to a commit for tombstones that count."""
        from fsworkbook.store.audit import judge  # noqa: PLC0415 - only where something was expunged
        from fsworkbook.workbook.audit.rules import Rules  # noqa: PLC0415 - likewise

        return judge(Git(self.folder.path), head, Rules(choosing.practice(self.desk)))

    def waiting(self) -> None:
        """Say that somebody else records just now."""
        tell(self.desk, "Somebody else is recording in this family just now. Waiting …")


def share(call: Call) -> None:
    """Share one family, and say what went out and what came.

    Raises:
        BadInput: it is shared nowhere yet, or nobody says who they are.
        StoreTrouble: it could not be shared; nothing is lost.
    """
    sharer = _sharer(call)
    desk = sharer.desk
    with _telling(desk) as on_progress:
        place = _place(sharer, on_progress)
        if place is None:
            raise BadInput(f"{sharer.name} is shared with nobody yet.\n  {_SHARE}")
        _asking(desk, place)
        done = _synced(sharer, lambda: syncing.sync(place, sharer.change, sharer.waiting, judge=sharer.judge))
    if call.json:
        emit_json(desk, "sync", sharer.folder.name, None, _data(done))
        return
    say(desk, *wrap(_sentence(sharer, done), desk.width))
    _tell_more(sharer, done)


def share_all(call: Call) -> None:
    """Share every family of the caseload that is shared; one that cannot be does not stop the others.

    Raises:
        StoreTrouble: some could not be shared; each was named with its reason.
    """
    desk = call.desk
    paths = choosing.family_paths(choosing.caseload(desk, call.caseload))
    failed, told, away = 0, [], dict[str, str]()
    for number, path in enumerate(paths, start=1):
        with _telling(desk, f"{number} of {len(paths)}, {path.name}") as on_progress:
            found, sentence = _one_of_all(call, path, on_progress, away)
        failed += found is None
        told.append({"family": path.name, **(_data(found) if found else {"problem": sentence})})
        if found is None:
            warn(desk, f"{path.name}: {sentence}")
        elif not call.json:
            say(desk, *wrap(sentence, desk.width, indent="    ", first=f"{path.name}: "))
    if call.json:
        emit_json(desk, "sync-all", None, None, told)
    if failed:
        raise StoreTrouble(f"{failed} of {len(paths)} families could not be shared just now; nothing is lost.")


def _one_of_all(
    call: Call, path: Path, on_progress: Callable[[str, int], None], away: dict[str, str]
) -> tuple[Synced | None, str]:
    """Share one family of many; return what was done (None: it failed) and the sentence that says so."""
    nothing = syncing.Synced((), (), False, False, (), (), (), 0, "")
    if handed.of(path):
        return nothing, "handed over to be read: there is nothing to share."
    try:
        sharer = _sharer(call._replace(family=str(path)))
        place = _place(sharer, on_progress)
        if place is None:
            return nothing, "shared with nobody yet."
        if place.address.host in away:
            return None, away[place.address.host]
        done = _synced(sharer, lambda: syncing.sync(place, sharer.change, sharer.waiting, judge=sharer.judge))
    except remote.Unreachable as problem:
        if problem.host:
            away[problem.host] = f"not tried, because {problem.host} cannot be reached just now."
        return None, str(problem)
    except WorkbookError as problem:
        return None, str(problem)
    _tell_more(sharer, done)
    return done, _sentence(sharer, done)


def begin(call: Call, typed: str, *, instead: bool) -> None:
    """Say where a family is shared, make that place ready where it is a folder, and send the family there.

    Raises:
        BadInput: it is no address, or the family is shared elsewhere already.
        StoreTrouble: it could not be sent; nothing is lost.
    """
    sharer = _sharer(call)
    desk, where = sharer.desk, addresses.read(typed, call.desk.cwd)
    if where.kind == "folder" and choosing.standing_in(where.folder) is not None:
        raise BadInput("A family cannot be shared within a family’s own folder. Give a folder beside your caseload.")
    with _telling(desk) as on_progress:
        git = Git(sharer.folder.path)
        before = remote.of(git)
        if before is not None and before.address.text != where.text and not instead:
            raise BadInput(
                f"{sharer.name} is shared at {before.address.text} already. To share it there instead of here, "
                "for everybody: add --instead."
            )
        if where.kind == "folder":
            syncing.prepare(where.folder)
        place = remote.Remote(git, where, desk.can_ask, on_progress)
        _asking(desk, place)
        done = _synced(sharer, lambda: syncing.begin(place, sharer.change, sharer.waiting, sharer.judge))
    lines = [f"{sharer.name} is shared at {where.text} now. {_sentence(sharer, done)}"]
    lines.append(
        "Nobody can rewrite what is shared there; who may open that folder is up to the disk’s own rights."
        if where.kind == "folder"
        else f"Ask whoever looks after {where.host} to protect the branch “main”: no force push, no deletion."
    )
    say(desk, *(line for text in lines for line in wrap(text, desk.width)))
    tell(desk, f"Colleagues get it with: fsworkbook join {where.text}")
    _tell_more(sharer, done)


def join_family(call: Call, typed: str, name: str | None) -> None:
    """Fetch a family that colleagues share, and say who is on its team and what comes next.

    Raises:
        BadInput: it is no address, or the folder is there already.
        StoreTrouble: it could not be fetched; nothing is left.
    """
    from fsworkbook.workbook.naming import folder_name  # noqa: PLC0415 - only here

    desk, where = call.desk, addresses.read(typed, call.desk.cwd)
    called = name or folder_name(where.name)
    if not called or folder_name(called) != called:
        raise BadInput("What should the folder be called? Add a name in small letters: fsworkbook join ADDRESS NAME.")
    path = choosing.caseload(desk, call.caseload) / called
    with _telling(desk) as on_progress:
        _say_asking(desk, where)
        folder = joining.join(where, path, asks=desk.can_ask, on_progress=on_progress)
    family = read_family(folder.table(), folder.name)
    records = folder.records()[0]
    say(desk, str(path))
    made_up = " (made up)" if family.training else ""
    lines = [f"{family.surname}{made_up} is here: {_many(len(records), 'record')}."]
    lines += [f"The team: {joined(member.name for member in family.team.values())}."] if family.team else []
    lines.append(_standing(desk, family))
    tell(desk, *(line for text in lines for line in wrap(text, desk.width)))
    tell(desk, f"  fsworkbook use {called}     makes it the current family")
    tell(desk, f"  fsworkbook show --family {called}   reads what was recorded")
    _tell_differences(desk, folder)


def _standing(desk: Desk, family: Family) -> str:
    member = family.team.get(desk.settings.key or "")
    if member is not None:
        return f"You are on it, as {member.name}."
    return "You are not on its team: ask who leads it to add you, before you record (fsworkbook team add)."


def _sharer(call: Call) -> Sharer:
    """Return who shares which family; where its family.toml cannot be read, who `setup` says I am.

    Raises:
        BadInput: there is no such family, or nobody to act.
    """
    desk = call.desk
    try:
        sitting = sit_down(call, recording=True, reminding=False)
    except BadInput:
        path, _ = choosing.choose_path(desk, call.family, call.caseload)
        me = desk.settings
        if union.legible(_bytes(path)) or not (me.key and me.role and me.name):
            raise
        author = Author(me.key, me.name, me.email or f"{me.key}@example.invalid", me.role)
        return Sharer(desk, Folder(path), path.name, Change(syncing.ACTION, "", author, desk.now()))
    change = Change(syncing.ACTION, "", author_of(sitting.author), desk.now())
    signer = sitting.folder.signer
    if signer is not None:
        change = change._replace(signing_key=signer(change))
    return Sharer(desk, sitting.folder, sitting.family.surname, change)


def _bytes(path: Path) -> bytes:
    try:
        return files.take(path / choosing.FAMILY_FILE)
    except OSError:
        return b""


def _place(sharer: Sharer, on_progress: Callable[[str, int], None]) -> Remote | None:
    return remote.of(Git(sharer.folder.path), asks=sharer.desk.can_ask, on_progress=on_progress)


def _synced(sharer: Sharer, work: Callable[[], Synced]) -> Synced:
    """Do the work; whatever came of it, the next command looks afresh for differences; then tidy the history."""
    try:
        done = work()
    finally:
        openings.forget(sharer.folder.path)
    sharer.folder.tidy()
    return done


def _sentence(sharer: Sharer, done: Synced) -> str:
    """Return what went out and what came: “Sent 3 records. Got 5 from Kwame and Ruth.”."""
    words = [f"Sent {_many(len(done.sent), 'record')}."] if done.sent else []
    if done.received:
        whom = joined(_authors(sharer, done.received))
        count = str(len(done.received)) if words else _many(len(done.received), "record")
        words.append(f"Got {count} from {whom}.")
    if done.who_sent or done.who_received:
        ways = [way for way, happened in (("went out", done.who_sent), ("came in", done.who_received)) if happened]
        words.append(f"Changes of who is who {joined(ways)}.")
    return " ".join(words) or "Nothing new on either side."


def _authors(sharer: Sharer, ids: Sequence[str]) -> list[str]:
    keys = dict.fromkeys(found["by"] for item in ids if (found := ID_PATTERN.fullmatch(item)))
    try:
        family = read_family(sharer.folder.table(), sharer.folder.name)
    except BadInput:
        return list(keys)
    own = sharer.change.author.key
    return ["yourself" if key == own else family.first_name(key) for key in keys]


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _tell_more(sharer: Sharer, done: Synced) -> None:
    desk = sharer.desk
    for words in _taken_out(done):
        tell(desk, *wrap(words, desk.width))
    for finished in done.finished:
        tell(desk, f"Finished what was interrupted before: {finished}.")
    for edit in done.hand_edits:
        tell(desk, f"Recorded along with it: {edit.path} was {edit.state} by hand.")
    if done.differences:
        _tell_differences(desk, sharer.folder)
    if done.received:
        _tell_versions(sharer, done.received)


def _tell_versions(sharer: Sharer, received: Sequence[str]) -> None:
    """Say where a report that came was made final under a number that another has here."""
    if not sharer.folder.holds("version"):
        return
    from fsworkbook.cli.paper.versionnames import met  # noqa: PLC0415 - few families have a version
    from fsworkbook.workbook.ledger import ledger  # noqa: PLC0415 - likewise

    known = ledger(sharer.folder.kept("version", "strike"))
    came = [known.everything[item] for item in received if item in known.everything]
    for assessment in dict.fromkeys(record.word("assessment") for record in came if record.word("assessment")):
        for words in met(known, assessment, read_family(sharer.folder.table(), sharer.folder.name)):
            tell(sharer.desk, *wrap(words, sharer.desk.width))


def _taken_out(done: Synced) -> Iterator[str]:
    """Yield what is to be known of what was taken out of the whole history, and went from this folder as well."""
    if not done.tombstones:
        return
    yield (
        "Something was taken out of the whole history by who leads the team, and is gone from this folder as well. "
        f"What you had not sent is kept. Why: fsworkbook show {tail(done.tombstones[-1])}"
    )
    if done.expunged:
        yield (
            f"{_many(len(done.expunged), 'record')} of yours that put right or withdrew what went has gone with it: "
            f"{', '.join(tail(item) for item in done.expunged)}."
        )


def _tell_differences(desk: Desk, folder: Folder) -> None:
    from fsworkbook.cli.history.reminding import remind  # noqa: PLC0415 - only where there may be one

    remind(desk, folder)


def _data(done: Synced) -> dict[str, Any]:
    return {
        "sent": done.sent,
        "received": done.received,
        "who_is_who": {"sent": done.who_sent, "received": done.who_received},
        "differences": done.differences,
        "edited_by_hand": [{"path": edit.path, "state": edit.state} for edit in done.hand_edits],
        "finished": done.finished,
        "tombstones": done.tombstones,
        "expunged": done.expunged,
        "tries": done.tries,
        "head": done.head,
    }


def _asking(desk: Desk, place: Remote) -> None:
    _say_asking(desk, place.address)


def _say_asking(desk: Desk, where: Address) -> None:
    if is_terminal(desk.stderr):
        tell(desk, f"Asking {where.host or where.text} …")


@contextmanager
def _telling(desk: Desk, what: str = "") -> Iterator[Callable[[str, int], None]]:
    """Show on a terminal how far a long transfer is, on one line that is gone when it is done."""
    shown = 0

    def show(stage: str, done: int) -> None:
        nonlocal shown
        word = _STAGES.get(stage)
        if word is None or not is_terminal(desk.stderr):
            return
        text = f"  {what + ': ' if what else ''}{word.lower()} … {done} %"
        shown = over(desk, text, shown)

    try:
        yield show
    finally:
        if shown:
            over(desk, "", shown)
