"""Many families and many clients on one git server: what a sync costs it, and whether anything is lost.

`bench/run.py scale` is a small form. The whole: `bench/scale.py --repositories 1000 --clients 50 --records 5`. Every
client is a process with the program's own store, the server is `git http-backend` over HTTPS. It ends with an error
where a record that was acknowledged is not in the shared history, to the letter and once.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, NamedTuple

if __name__ in {"__main__", "__mp_main__"}:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import clients, families, grounds, table

from fsworkbook.store import sync

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bench.clients import Plan, Server


class Size(NamedTuple):
    """How much of everything.

    Attributes:
        repositories: bare repositories on the server, a family each.
        clients: processes that sync at once.
        records: records that each client makes in each family that it shares, with a sync after every one.
        shared: families that several clients share; each client has two of them.
        own: other families that each client joins, records in once and syncs.
        prepared: records in every family before that.
        sample: how many families `git fsck` looks at in the end.
        alone: how often each step is measured before, by one client alone.
        large: records of a family whose size is told besides.
    """

    repositories: int
    clients: int
    records: int
    shared: int
    own: int
    prepared: int = 120
    sample: int = 50
    alone: int = 5
    large: int = 2000


class Cost(NamedTuple):
    """What one step cost while nothing else was asked of the server.

    Attributes:
        client: processor seconds of the client, git's included.
        git: processor seconds of git on the server; `web`: of the web server in front of it.
        bytes: what went over the network, both ways.
    """

    client: float
    git: float
    web: float
    bytes: float


def measure(rounds: int) -> None:
    """Print the figures of a small form; its clients record as often as there are rounds."""
    run(Size(repositories=100, clients=10, records=rounds, shared=4, own=4))


def main() -> None:
    """Print the figures of the form that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--repositories", type=int, default=1000, help="families on the server")
    parser.add_argument("--clients", type=int, default=50, help="clients that sync at once")
    parser.add_argument("--records", type=int, default=5, help="records of each client in each family that it shares")
    parser.add_argument("--shared", type=int, default=20, help="families that several share; each client has two")
    parser.add_argument("--own", type=int, default=-1, help="other families of each client; else all, dealt out")
    parser.add_argument("--prepared", type=int, default=120, help="records in every family before")
    asked = vars(parser.parse_args())
    asked["own"] = asked["own"] if asked["own"] >= 0 else (asked["repositories"] - asked["shared"]) // asked["clients"]
    grounds.settle()
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{os.cpu_count()} cores{load}")
    run(Size(**asked))


def run(size: Size) -> None:
    """Make the families, let the clients at them, hold the server against what they were told, and print it all.

    Raises:
        SystemExit: something is lost, there twice or changed, or a client failed.
    """
    ground = grounds.fresh("scale")
    served, home = ground / "served", ground / "home"
    served.mkdir()
    names = [f"fs-{number:04}.git" for number in range(1, size.repositories + 1)]
    table.title(f"{size.repositories:,} families of {size.prepared} records on one git server, {size.clients} clients")
    began = time.perf_counter()
    make(served, names, size.prepared)
    table.say(f"made in {time.perf_counter() - began:.0f} s")
    with clients.settled(home), clients.served(served, home) as server:
        _print_costs(_costs(server, ground, served, size))
        plans = _plans(size, names, server.url, ground)
        before, clock = server.usage(), time.perf_counter()
        _let(plans)
        took = time.perf_counter() - clock
        after = server.usage()
    rows = [json.loads(line) for plan in plans for line in plan.told.read_text("utf-8").splitlines()]
    _print_storm(size, plans, rows, took)
    asked = sum(row["what"] in {"sync", "join", "last"} for row in rows)
    git, web = (after.git - before.git) / asked, (after.web - before.web) / asked
    table.say(f"server, a sync or joining: git {git * 1000:.0f} ms, the web server {web * 1000:.0f} ms of processor")
    hold(served, names, rows, size.prepared)
    _look(size, served, names, plans)
    _print_sizes(served, names, rows, size)


def make(served: Path, names: list[str], prepared: int) -> None:
    """Make the bare repositories: prepared as `sync init` does it, filled by fast-import, references their own."""
    empty = served.parent / "empty.git"
    sync.prepare(empty)

    def one(number: int) -> None:
        folder = served / names[number]
        shutil.copytree(empty, folder)
        history = families.history(prepared, f"FS-{number + 1:04}")
        grounds.run("git", "fast-import", "--quiet", cwd=folder, feed=history)

    one(0)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(one, range(1, len(names))))


def _costs(server: Server, ground: Path, served: Path, size: Size) -> dict[str, Cost]:
    """Return what each step costs a server that is asked nothing else, over a family that nobody else uses."""
    alone = "alone.git"
    make(served, [alone], size.prepared)
    taken: dict[str, list[Cost]] = {}
    with closing(clients.Relay(int(server.url.rsplit(":", 1)[1]))) as relay:
        place = f"{relay.url}/{alone}"
        first, second = (clients.join(place, ground / name) for name in ("first", "second"))

        def cost(name: str, step: Callable[[], object]) -> None:
            before, count, mine = server.usage(), relay.bytes, sum(clients.spent())
            step()
            mine = sum(clients.spent()) - mine
            time.sleep(0.1)  # the server's end of it
            after = server.usage()
            cost = Cost(mine, after.git - before.git, after.web - before.web, relay.bytes - count)
            taken.setdefault(name, []).append(cost)

        for number in range(size.alone):
            cost("joining a family", partial(clients.join, place, ground / f"join-{number}"))
            cost("a sync, nothing new", partial(clients.share, first, 0))
            clients.record(first, 0)
            cost("a sync, one record sent", partial(clients.share, first, 0))
            cost("a sync, one record got", partial(clients.share, second, 1))
    return {name: Cost(*map(median, zip(*costs, strict=True))) for name, costs in taken.items()}


def _print_costs(costs: dict[str, Cost]) -> None:
    print(f"\n  {'one client alone, medians':<32}{'client':>10}{'server git':>12}{'server web':>12}{'bytes':>10}")
    for name, cost in costs.items():
        figures = "".join(f"{part * 1000:9.0f} ms" for part in cost[:3])
        print(f"  {name:<32}{figures}{cost.bytes:12,.0f}")
    print()


def _plans(size: Size, names: list[str], url: str, ground: Path) -> list[Plan]:
    """Deal the families out: two that others have too, and some that nobody else has."""
    shared, rest = names[: size.shared], names[size.shared :]
    plans = []
    for number in range(size.clients):
        base = ground / "clients" / f"{number:03}"
        base.mkdir(parents=True)
        mine = dict.fromkeys(shared[(number + step) % len(shared)] for step in range(2))
        own = rest[number * size.own : (number + 1) * size.own]
        told = ground / f"told-{number:03}.jsonl"
        plans.append(
            clients.Plan(number, url, base, ground / "home", tuple(own), tuple(mine), size.records, told),
        )
    return plans


def _let(plans: list[Plan]) -> None:
    """Let the clients begin together, and wait for them all."""
    together = clients.START.Barrier(len(plans))
    processes = [clients.START.Process(target=clients.work, args=(plan, together), daemon=True) for plan in plans]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    if failed := [number for number, process in enumerate(processes) if process.exitcode]:
        raise SystemExit(f"{len(failed)} of {len(plans)} clients failed: {failed[:5]} …")


def _print_storm(size: Size, plans: list[Plan], rows: list[dict[str, object]], took: float) -> None:
    syncs = [row for row in rows if row["what"] == "sync" and "gave_up" not in row]
    many = sum(row["what"] != "record" for row in rows)
    tries = Counter(int(str(row["tries"])) for row in syncs)
    gave_up = sum("gave_up" in row for row in rows)
    again = sum((number - 1) * count for number, count in tries.items())
    users = Counter(name for plan in plans for name in plan.shared)
    table.say(
        f"{len(plans)} clients: {sum(len(plan.own) for plan in plans):,} families of one client each, and "
        f"{len(users)} that {min(users.values())} to {max(users.values())} clients share"
    )
    table.say(f"{many:,} syncs and joinings in {took:.0f} s with {size.clients} at once: {many / took:.1f} a second")
    for what, name in (("join", "joining"), ("sync", "a sync with a record"), ("last", "a sync at the end")):
        some = [row for row in rows if row["what"] == what and "gave_up" not in row]
        seconds = [float(str(row["seconds"])) for row in some]
        cpu = sum(float(str(row["cpu"])) for row in some) / len(some)
        late = quantiles(seconds, n=20)[-1] if len(seconds) > 1 else seconds[0]
        table.say(
            f"{name:<22}{len(some):6,} ×   median {median(seconds):6.2f} s   95 in 100 within {late:6.2f} s   "
            f"client {cpu * 1000:4.0f} ms of processor"
        )
    table.say(
        f"colleagues were faster {again:,} times, at most {max(tries) - 1} times for one sync; "
        f"{gave_up} syncs gave up and were done again"
    )


def hold(served: Path, names: list[str], rows: list[dict[str, object]], prepared: int) -> None:
    """Hold each repository against what its clients were told.

    Raises:
        SystemExit: something is lost, there twice, changed, in another family, or nobody recorded it.
    """
    made = {row["id"]: row for row in rows if row["what"] == "record"}
    sent = Counter(str(item) for row in rows for item in row.get("sent", ()))
    wanted: dict[str, dict[str, str]] = {}
    for stem, row in made.items():
        wanted.setdefault(str(row["family"]), {})[str(stem)] = str(row["content"])
    faults = [f"{stem} was acknowledged {sent[str(stem)]} times" for stem in made if sent[str(stem)] != 1]
    heads = {name: _git(served / name, "rev-parse", "refs/heads/main").strip() for name in names}
    faults += [
        f"a client ended elsewhere in {row['family']}" for row in _ends(rows) if row["head"] != heads[row["family"]]
    ]
    for name in names:
        faults += [f"{name}: {fault}" for fault in _faults(served / name, wanted.get(name, {}), prepared)]
    if faults:
        raise SystemExit("\n".join(faults[:20]))
    table.say(
        f"{len(made):,} records were acknowledged; all are in the shared history, once and to the letter, "
        f"and nothing else is in {len(names):,} families"
    )


def _ends(rows: list[dict[str, object]]) -> Iterator[dict[str, object]]:
    """Yield the last sync of each family, where one client alone has it, and all last syncs where several have it."""
    several = {row["family"] for row in rows if row["what"] == "last"}
    for row in rows:
        if row["what"] == "last" or (row["what"] == "sync" and "head" in row and row["family"] not in several):
            yield row


def _faults(folder: Path, wanted: dict[str, str], prepared: int) -> Iterator[str]:
    """Yield what is wrong with one repository: every record must stand in it once, be added once, and be as written."""
    listed = [line.split(None, 3) for line in _git(folder, "ls-tree", "-r", "refs/heads/main").splitlines()]
    stands = Counter(Path(path).stem for *_, path in listed if path.endswith(".md"))
    content = {Path(path).stem: name for _, _, name, path in listed}
    log = ("log", "--no-merges", "--diff-filter=A", "--name-only", "--format=", "refs/heads/main", "--", "*.md")
    added = Counter(Path(path).stem for path in _git(folder, *log).splitlines() if path)
    if stands != added or set(stands.values()) != {1}:
        yield "a record stands there, or was added, other than once"
    if len(stands) != prepared + len(wanted):
        yield f"{len(stands)} records, where {prepared + len(wanted)} were made"
    for stem, name in wanted.items():
        if content.get(stem) != name:
            yield f"{stem} is lost or changed"


def _look(size: Size, served: Path, names: list[str], plans: list[Plan]) -> None:
    """Let `git fsck` and the program's audit look at a sample, the shared families first; a finding ends it all."""
    step = max(1, (len(names) - size.shared) // max(1, size.sample - size.shared))
    some = [*names[: size.shared], *names[size.shared :: step]][: max(size.sample, size.shared)]
    for name in some:
        grounds.run("git", "fsck", "--strict", "--no-dangling", "--no-progress", cwd=served / name)
    clones = {name: plan.base / name.removesuffix(".git") for plan in plans for name in plan.shared}
    for folder in clones.values():
        grounds.run(grounds.PROGRAM, "audit", "verify", "--family", str(folder), cwd=grounds.GROUND)
    table.say(f"git fsck: {len(some)} families sound; fsworkbook audit verify: {len(clones)} shared families whole")


def _print_sizes(served: Path, names: list[str], rows: list[dict[str, object]], size: Size) -> None:
    """Print what a family takes on the server's disk."""
    prepared = size.prepared
    busiest, count = Counter(str(row["family"]) for row in rows if row["what"] == "record").most_common(1)[0]
    quiet = median(_size(served / name) for name in names[-50:])
    table.say(f"on the server's disk: all families {sum(_size(served / name) for name in names) / 1e6:,.0f} MB")
    table.say(f"a family of {prepared} records and a few: {quiet / 1000:,.0f} kB (median of {len(names[-50:])})")
    loose = _size(served / busiest)
    grounds.run("git", "gc", "--quiet", "--prune=now", cwd=served / busiest)
    packed = _size(served / busiest)
    table.say(f"one of {prepared + count} records, {count} of them sent one by one: {loose / 1000:,.0f} kB")
    table.say(f"the same after git gc: {packed / 1000:,.0f} kB, {packed / (prepared + count) / 1000:.1f} kB a record")
    make(served, ["large.git"], size.large)
    grounds.run("git", "gc", "--quiet", "--prune=now", cwd=served / "large.git")
    large = _size(served / "large.git")
    table.say(
        f"one of {size.large:,} records after git gc: {large / 1e6:.1f} MB, {large / size.large / 1000:.1f} kB a record"
    )


def _size(folder: Path) -> int:
    """Return what a folder takes on the disk, in bytes."""
    found = (path.lstat() for path in folder.rglob("*"))
    return sum(stat.st_blocks * 512 if hasattr(stat, "st_blocks") else stat.st_size for stat in found)


def _git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-c", "core.quotePath=false", *arguments], cwd=folder, env=grounds.environment(), capture_output=True,
        check=True, encoding="utf-8",
    )  # fmt: skip
    return done.stdout


if __name__ == "__main__":
    main()
