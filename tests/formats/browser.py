"""A browser without a window, driven over two pipes as its own tools drive it, and axe, which looks for barriers in it.

Any Chromium will do that is found on the path, or that `FSWORKBOOK_BROWSER` names. axe comes inside
axe-playwright-python, which brings a browser that cannot be had everywhere and is not used otherwise: `make test`
fetches the one file of it that is wanted (`python -m tests.formats.browser`). Its licence is MPL-2.0, so it is not
kept here.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

AXE = Path(sys.prefix) / "axe.min.js"
_NAME = "axe-playwright-python"
_VERSION = "0.1.8"
_HASH = "sha256:fdd263c998388f1a8e67cad02677e612d946248bd44d163be5e8650ea31f95f8"
_MEMBER = "axe_playwright_python/axe.min.js"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_LOOKS = """axe.run(document, {resultTypes: ["violations"]})
    .then(found => found.violations.map(each => [each.id, each.nodes.map(node => node.html)]))"""
# A browser reads what it is told from its descriptor 3, and answers on 4.
_BEGIN = """import os, sys
for here, there in ((int(sys.argv[1]), 103), (int(sys.argv[2]), 104), (103, 3), (104, 4)):
    os.dup2(here, there)
os.execv(sys.argv[3], sys.argv[3:])"""


def found():
    """Where a browser is, or None."""
    if sys.platform == "win32":
        return None  # where a process hands on no descriptors
    named = os.environ.get("FSWORKBOOK_BROWSER")
    return named or next(filter(None, map(shutil.which, _NAMES)), None)


class Browser:
    """One page of a browser: it opens a file, as wide and as dark as is asked, and answers what is asked of it."""

    def __init__(self):
        self._home = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        theirs, self._to = os.pipe()
        self._from, answers = os.pipe()
        switches = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]
        command = [found(), *switches, f"--user-data-dir={self._home.name}", "--remote-debugging-pipe", "about:blank"]
        self._process = subprocess.Popen(
            [sys.executable, "-c", _BEGIN, str(theirs), str(answers), *command],
            pass_fds=(theirs, answers),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs)
        os.close(answers)
        self._held = b""
        self._asked = 0
        self._session = None
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._ask("Page.enable")
        self._ask("Page.setBypassCSP", enabled=True)  # the papers allow no script, not even axe

    def close(self):
        """End the browser."""
        self._session = None
        self._ask("Browser.close")
        self._process.wait(20)
        os.close(self._to)
        os.close(self._from)
        self._home.cleanup()

    def look(self, *, width, dark):
        """Look from now on with a screen so wide, in the light or in the dark."""
        self._ask("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._ask("Emulation.setEmulatedMedia", features=[scheme])

    def open(self, path):
        """Open a file, and wait until it is there."""
        self._ask("Page.navigate", url=path.resolve().as_uri())
        while self.value("document.readyState") != "complete":
            continue
        self.value(AXE.read_text(encoding="utf-8") + "; true")

    def barriers(self):
        """What axe finds in the page that is open: [rule, [the elements that break it]]."""
        return self.value(_LOOKS)

    def value(self, expression):
        """The value of an expression in the page that is open."""
        told = self._ask("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def _ask(self, method, **parameters):
        self._asked += 1
        message = {"id": self._asked, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._to, data) :]
        while (answer := self._read()).get("id") != self._asked:
            continue
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def _read(self):
        while b"\0" not in self._held:
            more = os.read(self._from, 1 << 20)
            assert more, "the browser ended"
            self._held += more
        message, _, self._held = self._held.partition(b"\0")
        return json.loads(message)


def fetch():
    """Fetch axe into the environment of the tests, and check that it is the one that is meant."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "wanted.txt"
        wanted.write_text(f"{_NAME}=={_VERSION} --hash={_HASH}\n", encoding="utf-8")
        pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps")
        subprocess.run([*pip, "--require-hashes", "--dest", folder, "-r", str(wanted)], check=True)
        (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            AXE.write_bytes(archive.read(_MEMBER))


if __name__ == "__main__":
    fetch()
