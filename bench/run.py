"""Measure the program side by side with its floors and its peers, and print the ratios.

`make bench` runs everything. `bench/run.py --rounds 5 startup recording` runs parts, shorter. It wants a quiet
machine: the load is printed first.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

PARTS = {
    "startup": 21,
    "recording": 15,
    "papers": 5,
    "genogram": 9,
    "training": 10,
    "caseload": 3,
    "audit": 9,
    "signing": 5,
    "scale": 3,
}
"""Each part of the benchmark, and how many rounds it takes."""


def main() -> None:
    """Run the parts that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all where none is named")
    parser.add_argument("--rounds", type=int, default=0, help="how many rounds, where not as many as usual")
    asked = parser.parse_args()
    unknown = set(asked.parts) - set(PARTS)
    if unknown:
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    from bench import grounds  # noqa: PLC0415 - the path is set above

    grounds.settle()
    print(_machine())
    for part in asked.parts or PARTS:
        import_module(f"bench.{part}").measure(asked.rounds or PARTS[part])
        sys.stdout.flush()


def _machine() -> str:
    git = subprocess.run(["git", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"Python {platform.python_version()}, {git}, {platform.system()}, {os.cpu_count()} cores{load}"


if __name__ == "__main__":
    main()
