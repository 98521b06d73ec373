"""Take one guard after another out of the disclosure code, and see whether a test notices (`make mutate`).

Each mutant is one change to one module (tests/mutants.py): a condition turned round or dropped, a set not taken away, a
refusal not raised, a check not done. It is put into a copy of the project; the quick tests run first, the story only
where they passed. What survives is listed with its line, to be read by a person: a test is missing, or the guard says
the same twice. tests/mutants.toml lists those of the second kind, with the reason.
"""

# ruff: noqa: T201 - what it finds is printed

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from tests.mutants import Excuse, Mutant, excuses, mutants

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
CORE = "src/fsworkbook/workbook/disclosure"
EDGE = "src/fsworkbook/cli/disclosing"
PAPER = "src/fsworkbook/report"
UNITS = ("tests/disclosure/test_guards.py", "tests/disclosure/test_editions.py")
EDITIONS = (*UNITS, "tests/disclosure/test_leaks.py")
STORY = ("tests/story/test_leaks.py",)
LINE = re.compile(r":\d+ ")
STOPPING = ("tests/disclosure/test_stopping.py",)
PAPERS = ("tests/disclosure/test_papers.py",)
COPIES = (*STOPPING, *PAPERS, "tests/disclosure/test_copies.py", "tests/disclosure/test_records.py")
RULES = ("tests/disclosure/test_restrictions.py",)
GATE = ("tests/disclosure/test_gate.py",)
WORDS = ("tests/disclosure/test_guarding.py",)
FILES = ("tests/disclosure/test_readers.py",)
REGISTER = ("tests/disclosure/test_register.py",)
TALKS = ("tests/disclosure/test_talks.py",)
CHECKS = ("tests/disclosure/test_restricting.py",)
WISHES = ("tests/expunge/test_wishes.py",)
DERIVED = ("tests/expunge/test_deriving.py",)
APART = ("tests/disclosure/test_splitting.py",)
ASKED = ("tests/disclosure/test_restricttalk.py",)
QUICK = (
    *UNITS,
    *STOPPING,
    *PAPERS,
    *RULES,
    *GATE,
    *WORDS,
    *FILES,
    *REGISTER,
    *TALKS,
    *CHECKS,
    *ASKED,
    *APART,
    *DERIVED,
    *WISHES,
)
MODULES: dict[str, tuple[str, ...]] = {
    **{
        f"{CORE}/{name}.py": (*EDITIONS, *STORY)
        for name in ("acquaintance", "audience", "binding", "edition", "redaction", "recipient", "slips")
    },
    f"{CORE}/recipient.py": (*TALKS, *EDITIONS, *STORY),
    f"{CORE}/audience.py": (*EDITIONS, *STORY, "tests/disclosure/test_split.py"),
    **{f"{CORE}/{name}.py": (*RULES, *EDITIONS, *STORY) for name in ("restrictions", "loosening")},
    **{f"{CORE}/{name}.py": (*WORDS, *GATE) for name in ("guarding", "folding", "spelleddates", "neighbours")},
    **{f"{EDGE}/{name}.py": (*COPIES, *STORY) for name in ("copying", "stopping", "reportcopy", "registering")},
    **{f"{EDGE}/{name}.py": (*COPIES, *STORY) for name in ("chronologycopy", "recordscopy", "summarycopy", "showing")},
    **{f"{EDGE}/{name}.py": (*COPIES, *STORY) for name in ("goalcopy", "plancopy", "sidecopy", "genogramcopy")},
    **{f"{CORE}/{name}.py": (*EDITIONS, *STORY) for name in ("apartness", "coarsening")},
    f"{EDGE}/versioned.py": (*COPIES, *STORY),
    **{f"{PAPER}/{name}.py": (*FILES, *GATE, *EDITIONS) for name in ("gate", "pagewords", "markupwords")},
    f"{PAPER}/copypaper.py": (*STOPPING, *EDITIONS),
    **{f"{CORE}/{name}.py": (*RULES, *UNITS) for name in ("covering", "covers", "strings")},
    f"{CORE}/copies.py": (*REGISTER, *TALKS, "tests/disclosure/test_copies.py"),
    **{f"{EDGE}/{name}.py": (*TALKS, *COPIES) for name in ("letting", "outthere", "watching")},
    **{
        f"{EDGE}/{name}.py": (*CHECKS, *TALKS, "tests/disclosure/test_restrict.py")
        for name in ("restrictcheck", "restrictcover", "restrictlines")
    },
    **{f"{EDGE}/{name}.py": (*ASKED, "tests/disclosure/test_restrict.py") for name in ("restrict", "restricttalk")},
    f"{EDGE}/vicinity.py": (*CHECKS, *GATE),
    f"{CORE}/deriving.py": (*DERIVED, "tests/expunge/test_following.py"),
    f"{EDGE}/expunging.py": (*WISHES, "tests/expunge/test_command.py"),
    f"{EDGE}/splitting.py": (*APART, "tests/disclosure/test_split.py"),
    "src/fsworkbook/workbook/forms/restriction.py": (*RULES, "tests/disclosure/test_restrict.py"),
}
"""The modules, and the tests that could notice, the quickest first."""


def main() -> None:
    """Run over the modules that were asked for, and print what survived."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("modules", nargs="*", default=list(MODULES))
    parser.add_argument("--jobs", type=int, default=max(1, (os.cpu_count() or 2)))
    parser.add_argument("--every", type=int, default=1, help="only every so many-th mutant")
    parser.add_argument("--quick", action="store_true", help="without the story")
    parser.add_argument("--first", action="store_true", help="only the first, and quickest, tests of each module")
    parser.add_argument("--again", type=Path, help="only those that are listed as survivors in what was printed before")
    asked = parser.parse_args()
    known = excuses()
    every = [mutant for module in asked.modules for mutant in mutants(ROOT, module)]
    excused = [mutant for mutant in every if any(excuse.fits(mutant) for excuse in known)]
    tried = [mutant for mutant in every if mutant not in excused][:: asked.every]
    if asked.again:
        before = {LINE.sub(" ", line) for line in asked.again.read_text(encoding="utf-8").splitlines()}
        tried = [mutant for mutant in tried if LINE.sub(" ", f"SURVIVED {_named(mutant)}") in before]
    with tempfile.TemporaryDirectory() as scratch:
        if not (asked.quick or asked.first):
            _build_story(Path(scratch) / "story")
        found = list(_tried(tried, Path(scratch), asked))
    alive = [mutant for mutant, dead in found if not dead]
    for module, number in Counter(mutant.module for mutant in alive).items():
        print(f"{number:4} survived in {module}")
    _print_unused(known, every, asked.modules)
    print(
        f"{len(every)} mutants; {len(excused)} change nothing; of {len(tried)} tried, {len(tried) - len(alive)} were "
        f"noticed and {len(alive)} survived."
    )


def _tried(tried: Sequence[Mutant], scratch: Path, asked: argparse.Namespace) -> Iterator[tuple[Mutant, bool]]:
    """Yield every mutant and whether a test noticed it; each job has a copy of the project of its own."""

    def work(job: int) -> list[tuple[Mutant, bool]]:
        ground = scratch / str(job)
        for part in ("src", "templates", "tests", "docs"):
            shutil.copytree(ROOT / part, ground / part, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", ground)
        mine = tried[job :: asked.jobs]
        told = [(mutant, _tests(mutant.module, asked)) for mutant in mine]
        env = {"STORY_BUILT": str(scratch / "story"), "MUTANT_PATIENCE": "15" if asked.first else "90"}
        return list(zip(mine, _noticed(told, ground, env), strict=True))

    with ThreadPoolExecutor(asked.jobs) as pool:
        for part in pool.map(work, range(asked.jobs)):
            yield from part


def _tests(module: str, asked: argparse.Namespace) -> list[str]:
    every = [test for test in MODULES[module] if not asked.quick or test not in STORY]
    return [test for test in every if test in QUICK] if asked.first else every


def _noticed(told: Sequence[tuple[Mutant, Sequence[str]]], ground: Path, more: Mapping[str, str]) -> Iterator[bool]:
    """Yield for each mutant whether a test noticed it, as the worker says it line by line."""
    command = [sys.executable, "-m", "tests.mutating"]
    env = os.environ | {"PYTHONPATH": str(ground / "src"), "PYTHONDONTWRITEBYTECODE": "1"} | dict(more)
    with subprocess.Popen(
        command, cwd=ground, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as worker:
        if worker.stdin is None or worker.stdout is None:
            raise SystemExit("The worker could not be started.")
        for mutant, tests in told:
            worker.stdin.write(json.dumps([mutant, tests]) + "\n")
            worker.stdin.flush()
            answer = worker.stdout.readline().strip()
            if answer not in {"noticed", "SURVIVED"}:
                raise SystemExit(f"The tests do not pass as they are; there is nothing to learn from mutants. {answer}")
            print(f"{answer:8} {_named(mutant)}", flush=True)
            yield answer == "noticed"
        worker.stdin.close()


def _named(mutant: Mutant) -> str:
    before = " ".join(mutant.before.split())
    return f"{mutant.module}:{mutant.line} {mutant.where} · {mutant.what} · {before}"


def _print_unused(known: Sequence[Excuse], every: Sequence[Mutant], modules: Sequence[str]) -> None:
    for excuse in known:
        if excuse.module in modules and not any(excuse.fits(mutant) for mutant in every):
            print(f"no such mutant any more: {excuse.module} {excuse.where} · {excuse.what} · {excuse.before}")


def _build_story(home: Path) -> None:
    """Build the training family once for all mutants."""
    home.mkdir()
    command = [str(Path(sys.executable).parent / "fsworkbook"), "demo", "--caseload", "demo"]
    env = os.environ | {"HOME": str(home), "FSWORKBOOK_CONFIG": str(home / "settings.toml")}
    subprocess.run(command, cwd=home, env=env, capture_output=True, check=True)


if __name__ == "__main__":
    main()
