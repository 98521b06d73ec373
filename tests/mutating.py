"""The worker of tests/mutate.py: tries mutants one after another in the copy of the project in which it stands.

Each is written to its file, for the tests that start the program, and put into the functions that are loaded already,
for those that call them; so that nothing has to be imported again. Each is tried in a process of its own.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import subprocess
import sys
from itertools import groupby
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import TYPE_CHECKING

import pytest

from tests.mutants import Mutant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PATIENCE = int(os.environ.get("MUTANT_PATIENCE", "90"))
"""A mutant that takes so many seconds of the processor never ends, and counts as noticed."""
ROOM = 4 * 1024**3
"""One that takes so many bytes likewise."""
OPTIONS = (
    *("-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:faulthandler"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),
)


def main() -> None:
    """Read mutants from standard input, each with its tests, and answer each with one line."""
    said = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    ready: dict[str, bool] = {}
    for line in sys.stdin:
        parts, tests = json.loads(line)
        mutant = Mutant(*parts)
        for test in tests:
            if test not in ready:
                ready[test] = _threads_by(test)
                if not ready[test]:
                    pytest.main([*OPTIONS, "--collect-only", test])
                if _status(None, [test], apart=ready[test]) != 0:
                    print(test, file=said, flush=True)
                    break
        else:
            print("SURVIVED" if _survives(mutant, tests, ready) else "noticed", file=said, flush=True)


def _survives(mutant: Mutant, tests: Sequence[str], apart: Mapping[str, bool]) -> bool:
    place = Path(mutant.module)
    before = place.read_text(encoding="utf-8")
    place.write_text(mutant.text, encoding="utf-8")
    try:
        return all(_status(mutant, list(some), apart=alone) == 0 for alone, some in groupby(tests, apart.__getitem__))
    finally:
        place.write_text(before, encoding="utf-8")


def _threads_by(test: str) -> bool:
    """Return whether some tests, as they are read, start threads, which do not live on in a process that is forked."""
    child = os.fork()
    if child == 0:
        pytest.main([*OPTIONS, "--collect-only", test])
        os._exit(len(os.listdir("/proc/self/task")) > 1)  # noqa: PTH208 - as short as it is
    return os.waitpid(child, 0)[1] != 0


def _status(mutant: Mutant | None, tests: Sequence[str], *, apart: bool) -> int:
    """Return how the tests end in a process of their own, begun afresh or forked: 0 where they all pass."""
    if apart:
        command = [sys.executable, "-m", "pytest", *OPTIONS, *tests]
        return subprocess.run(command, stdout=subprocess.DEVNULL, preexec_fn=_limit, check=False).returncode
    child = os.fork()
    if child == 0:
        _limit()
        ended = 1
        try:
            if mutant is not None:
                _put(mutant)
            ended = int(pytest.main([*OPTIONS, *tests]))
        finally:
            os._exit(ended)
    return os.waitpid(child, 0)[1]


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
    resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))


def _put(mutant: Mutant) -> None:
    """Put a mutant into the module as it is loaded; where it cannot be put, everything is loaded anew."""
    name = mutant.module.removeprefix("src/").removesuffix(".py").replace("/", ".")
    module = importlib.import_module(name)
    codes = {code.co_qualname: code for code in _codes(compile(mutant.text, str(module.__file__), "exec"))}
    done = False
    for value in vars(module).values():
        if isinstance(kept := getattr(value, "__self__", None), dict):
            kept.clear()  # what the module remembers of texts that were read before
    for function in _functions(module):
        code = codes.get(function.__qualname__)
        if code is not None and code.co_freevars == function.__code__.co_freevars:
            function.__code__ = code
            done = done or function.__qualname__ == mutant.where
    if not done:
        for loaded in [key for key in sys.modules if key.partition(".")[0] in {"fsworkbook", "tests"}]:
            del sys.modules[loaded]


def _codes(code: CodeType) -> Iterator[CodeType]:
    for const in code.co_consts:
        if isinstance(const, CodeType):
            yield const
            yield from _codes(const)


def _functions(module: ModuleType) -> Iterator[FunctionType]:
    for value in [*vars(module).values()]:
        inner = [*vars(value).values()] if isinstance(value, type) else [value]
        for item in inner:
            found = getattr(item, "fget", None) or getattr(item, "__func__", None) or getattr(item, "__wrapped__", item)
            if isinstance(found, FunctionType) and found.__module__ == module.__name__:
                yield found


if __name__ == "__main__":
    main()
