"""`python -m fsworkbook`: the same as `fsworkbook`."""

import os
import sys

# Python looks for its modules where somebody stands first, and a folder could bring some along.
if sys.path and sys.path[0] in {"", os.getcwd()}:  # noqa: PTH109 - pathlib would be imported from there
    del sys.path[0]

from fsworkbook.cli.main import main

if __name__ == "__main__":
    main()
