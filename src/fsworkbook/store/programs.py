"""Where programs are found: on the user's path, and never in the folder where somebody happens to stand.

A path with an empty part, or with `.` in it, means that folder; Windows looks there first, whatever the path says.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_ENDINGS = (".exe",) if os.name == "nt" else ("",)


def search_path(environment: Mapping[str, str]) -> str:
    """Return the user's path without what is no whole path."""
    parts = environment.get("PATH", os.defpath).split(os.pathsep)
    return os.pathsep.join(part for part in parts if os.path.isabs(part))  # noqa: PTH117 - a string, on the hot path


def found(name: str, environment: Mapping[str, str]) -> str:
    """Return where a program lies; its bare name where it is nowhere, so that starting it fails as usual."""
    for place in search_path(environment).split(os.pathsep):
        for ending in _ENDINGS:
            path = f"{place}{os.sep}{name}{ending}"
            if place and os.access(path, os.X_OK) and not os.path.isdir(path):  # noqa: PTH112 - likewise
                return path
    return name if os.name != "nt" else f"{name}.exe is not on the path"
