"""How much of the fault injection runs: none of it in `make test`, some in `.ci/run`, all by `make torture`.

FSWORKBOOK_FAULTS is `some` or `all`. It needs Linux, and leave to trace one's own processes; where it was asked for
and cannot be had, it fails.
"""

import os

AMOUNT = os.environ.get("FSWORKBOOK_FAULTS", "")
assert AMOUNT in {"", "some", "all"}, "FSWORKBOOK_FAULTS is `some` or `all`"
collect_ignore = [] if AMOUNT else ["test_killed.py", "test_failing.py"]
