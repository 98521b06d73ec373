"""TOML that was parsed before is not parsed again: the practice model is read by every command of thousands.

What is given back is each time a table of one's own, the same to the last type. `make torture` parses everything.
"""

import os
import pickle
import tomllib
from functools import lru_cache

from fsworkbook.practice.locating import shipped

_parse = tomllib.loads


def remember():
    """Have `tomllib.loads` remember what it parsed in this process."""
    if not os.environ.get("FSWORKBOOK_TORTURE"):
        tomllib.loads = _told


def warm():
    """Parse the shipped practice model, for every process that is forked from this one."""
    for path in shipped().rglob("*.toml"):
        tomllib.loads(path.read_text(encoding="utf-8"))


def _told(text, /, *, parse_float=float):
    # The program knows the parser's own frame by its name, `loads`, so that none of these may have it.
    kept = _kept(text) if isinstance(text, str) and parse_float is float else None
    return _parse(text, parse_float=parse_float) if kept is None else pickle.loads(kept)  # noqa: S301 - our own


@lru_cache(maxsize=4096)
def _kept(text):
    table = _parse(text)
    try:
        return pickle.dumps(table)
    except RecursionError:  # nested deeper than can be kept
        return None
