"""The small family of tests/cli_work, for work with parents."""

from tests.cli_work.conftest import made, terminals, work

__all__ = ["made", "terminals", "work"]
