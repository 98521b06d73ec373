"""What many clients of one git server are made of: the server's process, the clients' processes, and a byte counter.

Each stands in a process of its own, so that what it costs can be told apart. Nothing here is pretended: the server is
git's own `git http-backend` over HTTPS, a client is the program's own store.
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
import sys
import threading
import time
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from multiprocessing import get_context
from typing import TYPE_CHECKING, NamedTuple

from bench import grounds

from fsworkbook.errors import StoreTrouble
from fsworkbook.store import address, codec, joining, layout, remote, sync
from fsworkbook.store.change import Author, Change
from fsworkbook.store.git import Git
from fsworkbook.workbook.record import Record, Section

try:
    import resource
except ImportError:  # Windows counts in its own way, and coarsely
    resource = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess
    from multiprocessing.synchronize import Barrier
    from pathlib import Path

    from fsworkbook.store.folder import Folder

START = get_context("spawn")
WAIT = 3600
"""The longest that anybody waits for the others, in seconds."""
AGAIN = 40
"""How often a client syncs again where a sync gave up because colleagues were faster."""
_TEAM = {
    "priya": ("Priya Nandakumar", "social-worker"),
    "leanne": ("Leanne Osei", "domestic-abuse-practitioner"),
    "tom": ("Tom Whitcombe", "children-family-worker"),
}
_TEXT = (
    "Kerry told me that the mornings are calmer now that the clothes are laid out the night before. She said: “It is "
    "me who has to get up first, and I do.” Tyler showed me the chart on his wall and counted the stars aloud. We went "
    "over the safety plan line by line; the neighbour’s number had changed and was put right. Sheila was in the "
    "kitchen and joined us for the last ten minutes."
)


class Usage(NamedTuple):
    """Processor time that the server has had since it began, in seconds: git's, and the web server's in front of it."""

    git: float
    web: float


class Server(NamedTuple):
    """A server that runs: its process, the line to it, and its address."""

    process: BaseProcess
    line: Connection
    url: str

    def usage(self) -> Usage:
        """Return what it has cost so far."""
        self.line.send("usage")
        return Usage(*self.line.recv())


class Plan(NamedTuple):
    """What one client does.

    Attributes:
        number: which client it is; it says whose name it records in.
        url: the server's address.
        base: the client's own folder, its caseload.
        home: the home whose git settings trust the server.
        own: families that it alone uses: one record and one sync each.
        shared: families that it shares with others: `records` records each, a sync after every one.
        records: how many.
        told: the file that it writes what it did into.
    """

    number: int
    url: str
    base: Path
    home: Path
    own: tuple[str, ...]
    shared: tuple[str, ...]
    records: int
    told: Path


def author(number: int) -> Author:
    """Return who a client records as."""
    key = list(_TEAM)[number % len(_TEAM)]
    name, role = _TEAM[key]
    return Author(key, name, f"{key}@example.org", role)


def change(number: int, action: str = "note", records: tuple[Record, ...] = ()) -> Change:
    """Return what one command of a client's records, now."""
    now = datetime.now(UTC).replace(microsecond=0)
    return Change(action, f"{action} · {now.date().isoformat()}", author(number), now, records)


def record(folder: Folder, number: int) -> tuple[str, str]:
    """Record one note as a client; return its id, and git's name for its file as it must arrive."""
    now = datetime.now(UTC).replace(microsecond=0)
    by = author(number).key
    stem = layout.new_id(now.date(), by, os.urandom(layout.ENTROPY))
    note = Record(stem, "note", now.date(), now, by, {}, (Section("account", "", f"{_TEXT} {stem}\n"),))
    folder.write(change(number, records=(note,)))
    data = codec.encode(note)
    return stem, hashlib.sha1(b"blob %d\0%s" % (len(data), data), usedforsecurity=False).hexdigest()


def share(folder: Folder, number: int) -> sync.Synced:
    """Sync one family as the command does, the tidying after it included."""
    place = remote.of(Git(folder.path))
    if place is None:
        raise SystemExit(f"{folder.name} is shared nowhere")
    done = sync.sync(place, change(number))
    folder.tidy()
    return done


def join(url: str, path: Path) -> Folder:
    """Join a family as the command does."""
    return joining.join(address.read(url, path.parent), path)


@contextmanager
def served(folder: Path, home: Path) -> Iterator[Server]:
    """Serve the bare repositories below `folder`, and let git under `home` trust the server."""
    here, there = START.Pipe()
    process = START.Process(target=_serve, args=(folder, home, there), daemon=True)
    process.start()
    try:
        yield Server(process, here, here.recv())
    finally:
        with suppress(OSError):
            here.send("stop")
        process.join(30)
        process.kill()


def _serve(folder: Path, home: Path, line: Connection) -> None:
    from tests.sync.server import GitServer  # noqa: PLC0415 - only in the server's process

    with GitServer(folder) as server:
        server.client_settings(home)
        line.send(server.url)
        while line.recv() != "stop":
            mine, its = spent()
            line.send((its, mine))


@contextmanager
def settled(home: Path) -> Iterator[None]:
    """Let this process be a client for a while: its git has the settings under `home` and nobody else's."""
    before = dict(os.environ)
    environment = grounds.environment(HOME=str(home))
    del environment["GIT_CONFIG_GLOBAL"]
    os.environ.clear()
    os.environ.update(environment)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def work(plan: Plan, together: Barrier) -> None:
    """Be one client, in a process of its own: join, record and sync, and look at the end what everybody has."""
    try:
        with settled(plan.home), plan.told.open("w", encoding="utf-8") as told:
            _work(plan, together, lambda row: print(json.dumps(row), file=told, flush=True))
    except BaseException as problem:
        together.abort()
        print(f"client {plan.number}: {problem!r}", file=sys.stderr)
        raise


def _work(plan: Plan, together: Barrier, tell: Callable[[dict[str, object]], None]) -> None:
    folders: dict[str, Folder] = {}
    together.wait(WAIT)
    for name in (*plan.shared, *plan.own):
        with _taken(tell, "join", name):
            folders[name] = join(f"{plan.url}/{name}", plan.base / name.removesuffix(".git"))
    together.wait(WAIT)
    own = iter(plan.own)
    for _ in range(plan.records):
        for name in plan.shared:
            _record_and_share(plan, folders[name], name, tell)
            if (alone := next(own, None)) is not None:
                _record_and_share(plan, folders[alone], alone, tell)
    for name in own:
        _record_and_share(plan, folders[name], name, tell)
    together.wait(WAIT)
    for name in plan.shared:
        with _taken(tell, "last", name) as row:
            row["head"] = share(folders[name], plan.number).head


def _record_and_share(plan: Plan, folder: Folder, name: str, tell: Callable[[dict[str, object]], None]) -> None:
    with _taken(tell, "record", name) as row:
        stem, content = record(folder, plan.number)
        row |= {"id": stem, "content": content}
    for _ in range(AGAIN):
        with _taken(tell, "sync", name) as row:
            try:
                done = share(folder, plan.number)
            except remote.Overtaken:
                row["gave_up"] = True
                continue
            row |= {"tries": done.tries, "sent": done.sent, "received": len(done.received), "head": done.head}
            return
    raise StoreTrouble(f"client {plan.number} could not send to {name}, {AGAIN} times")


@contextmanager
def _taken(tell: Callable[[dict[str, object]], None], what: str, family: str) -> Iterator[dict[str, object]]:
    """Tell what something took, by the clock and in processor time with git's, once it has come to its end."""
    row: dict[str, object] = {"what": what, "family": family}
    clock, before = time.perf_counter(), sum(spent())
    yield row
    tell(row | {"seconds": time.perf_counter() - clock, "cpu": sum(spent()) - before})


def spent() -> tuple[float, float]:
    """Return the processor time of this process, and of all that it started and that ended, in seconds."""
    if resource is None:
        times = os.times()
        return times.user + times.system, times.children_user + times.children_system
    own, its = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime, its.ru_utime + its.ru_stime


class Relay:
    """Passes on what goes to a server and comes back, and counts its bytes: what a network carries, TLS included."""

    def __init__(self, port: int) -> None:
        self.port, self.bytes = port, 0
        self._door = socket.create_server(("127.0.0.1", 0))
        self._door.settimeout(0.1)
        self._open = True
        self.url = f"https://localhost:{self._door.getsockname()[1]}"
        self._keeper = threading.Thread(target=self._accept)
        self._keeper.start()

    def close(self) -> None:
        """Take no more, and wait until what was taken is passed on."""
        self._open = False
        self._keeper.join()

    def _accept(self) -> None:
        carriers: list[threading.Thread] = []
        with self._door:
            while self._open:
                with suppress(TimeoutError):
                    near, _ = self._door.accept()
                    near.setblocking(True)
                    carriers.append(threading.Thread(target=self._carry, args=(near,)))
                    carriers[-1].start()
        for carrier in carriers:
            carrier.join()

    def _carry(self, near: socket.socket) -> None:
        with near, socket.create_connection(("127.0.0.1", self.port)) as far:
            back = threading.Thread(target=self._pass, args=(far, near))
            back.start()
            self._pass(near, far)
            back.join()

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(65536):
                self.bytes += len(piece)
                target.sendall(piece)
            target.shutdown(socket.SHUT_WR)
