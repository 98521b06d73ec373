"""A git server over HTTPS on loopback: Python's web server in front of git's own `git http-backend`, nothing pretended.

For tests and for the benchmark of many clients: `with GitServer(folder) as server: server.url / "family.git"`. Its
certificate is made for the occasion; clients trust it through `http.sslCAInfo` in their user's own git settings, which
`client_settings` writes.
"""

import base64
import gzip
import os
import ssl
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit


class GitServer:
    """Serves the bare repositories below `folder`; with `password`, only to that user."""

    def __init__(self, folder, password="", user="priya"):
        self.folder = Path(folder)
        self.user, self.password = user, password
        self.certificate = self.folder / "server.pem"
        self.answer = None
        """A function that may answer a request itself: takes the handler, returns whether it did."""

    def __enter__(self):
        key = self.folder / "server.key"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
             "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", self.certificate],
            check=True, capture_output=True,
        )  # fmt: skip
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, key)
        self.server = _Server(("127.0.0.1", 0), _Handler)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        self.server.git = self
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    @property
    def url(self):
        """The address, without an end: `https://localhost:12345`."""
        return f"https://localhost:{self.server.server_address[1]}"

    def add(self, name):
        """Make a repository that takes pushes, and return its address."""
        subprocess.run(["git", "init", "-q", "--bare", "-b", "main", self.folder / name], check=True)
        subprocess.run(["git", "-C", self.folder / name, "config", "http.receivepack", "true"], check=True)
        return f"{self.url}/{name}"

    def client_settings(self, home, helper=""):
        """Write the git settings of a user who trusts this server, into `home`; `helper` gives the password."""
        home = Path(home)
        home.mkdir(parents=True, exist_ok=True)
        lines = [f"[http]\n\tsslCAInfo = {self.certificate}\n"]
        if helper:
            lines.append(f"[credential]\n\thelper = {helper}\n")
        (home / ".gitconfig").write_text("".join(lines))
        return home / ".gitconfig"


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, request, client_address):
        """Say nothing: a client that was killed, or that does not trust us, is what is being tested."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        self._serve()

    def do_POST(self):
        self._serve()

    def _serve(self):
        git = self.server.git
        body = self._body()
        if git.answer is not None and git.answer(self):
            return
        if git.password and self.headers.get("Authorization") != _basic(git.user, git.password):
            self._send(401, [("WWW-Authenticate", 'Basic realm="git"')], b"")
            return
        split = urlsplit(self.path)
        done = subprocess.run(
            ["git", "http-backend"], input=body, capture_output=True, check=False,
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(git.folder),
                "GIT_CONFIG_NOSYSTEM": "1",
                "GIT_PROJECT_ROOT": str(git.folder),
                "GIT_HTTP_EXPORT_ALL": "1",
                "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
                "PATH_INFO": unquote(split.path),
                "QUERY_STRING": split.query,
                "REQUEST_METHOD": self.command,
                "CONTENT_TYPE": self.headers.get("Content-Type", ""),
                "CONTENT_LENGTH": str(len(body)),
                "REMOTE_USER": git.user,
                "REMOTE_ADDR": self.client_address[0],
            },
        )  # fmt: skip
        head, _, answer = done.stdout.partition(b"\r\n\r\n")
        headers = [line.split(": ", 1) for line in head.decode().split("\r\n") if ": " in line]
        status = next((int(value.split()[0]) for name, value in headers if name == "Status"), 200)
        self._send(status, [(name, value) for name, value in headers if name != "Status"], answer)

    def _body(self):
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            body = b""
            while size := int(self.rfile.readline().split(b";")[0], 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        else:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        return gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body

    def _send(self, status, headers, body):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _basic(user, password):
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
