"""Serves a folder to browsers, and lets their pages know when it holds something new."""

import logging
import mimetypes
import posixpath
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import AF_INET6, socket
from string import Template
from typing import Any
from urllib.parse import quote, unquote

PATIENCE = 60
"""Seconds that a page waits for news; then it asks again."""
KINDS = {".js": "text/javascript", ".mjs": "text/javascript", ".gz": "application/gzip"}
"""What the system may call otherwise, and browsers would not run, or unpack."""

_ASKED = re.compile(r"/livereload/(\d+)(\.js)?")
_FOLLOW = Template((Path(__file__).parent / "livereload.js").read_text(encoding="utf-8"))

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


class Epoch:
    """Which state of the folder is shown: a number that grows."""

    def __init__(self) -> None:
        self.now = _milliseconds()
        self._changed = threading.Condition()

    def renew(self) -> None:
        with self._changed:
            self.now = max(_milliseconds(), self.now + 1)
            self._changed.notify_all()

    def after(self, seen: int) -> int:
        """Waits for another one."""
        with self._changed:
            self._changed.wait_for(lambda: self.now > seen, PATIENCE)
            return self.now


def _milliseconds() -> int:
    return round(time.monotonic() * 1000)


@dataclass
class Folder:
    """`prepared` makes a file by its path, so that it can be read. It returns why that can't be shown."""

    root: Path
    prepared: Callable[[str], str]
    below: str = "/"
    """Where its root is served, with a slash at both ends."""
    epoch: Epoch = field(default_factory=Epoch)
    lock: threading.RLock = field(default_factory=threading.RLock)
    """Whoever changes what stands there holds it."""

    def answer(self, address: str) -> Answer:
        path = unquote(address.partition("?")[0], errors="ignore")
        if asked := _ASKED.fullmatch(path):
            return self._news(int(asked[1]), is_script=bool(asked[2]))
        if not path.startswith(self.below):
            return self._missing() if path != "/" else Answer(302, headers={"Location": quote(self.below)})
        name = path.removeprefix(self.below)
        with self.lock:
            fault = self.prepared(inside(name))
            return self._later(fault) if fault else self._file(name)

    def _news(self, seen: int, *, is_script: bool) -> Answer:
        if is_script:
            return Answer(200, _FOLLOW.substitute(epoch=seen).encode(), {"Content-Type": KINDS[".js"]})
        return Answer(200, str(self.epoch.after(seen)).encode(), {"Content-Type": "text/plain"})

    def _later(self, fault: str) -> Answer:
        """A browser asks again by itself, until there is something to show."""
        headers = {"Content-Type": "text/plain; charset=utf-8", "Refresh": "2"}
        return Answer(503, fault.encode(), headers)

    def _file(self, name: str) -> Answer:
        file = self.root / inside(name)
        if file.is_dir() and not name.endswith("/"):
            return Answer(302, headers={"Location": quote(f"{self.below}{inside(name)}/")})
        if not file.is_file():
            return self._missing()
        if file.suffix == ".html":
            return self._page(200, file)
        kind = KINDS.get(file.suffix) or mimetypes.guess_type(file)[0] or "application/octet-stream"
        return Answer(200, file.read_bytes(), {"Content-Type": kind})

    def _missing(self) -> Answer:
        page = self.root / "404.html"
        return self._page(404, page) if page.is_file() else Answer(404, b"404 Not Found")

    def _page(self, status: int, file: Path) -> Answer:
        """With a script from a file, as a page's policy may run no other."""
        before, end, after = file.read_bytes().rpartition(b"</body>")
        script = b'<script src="/livereload/%d.js"></script>' % self.epoch.now
        return Answer(status, before + script + end + after, {"Content-Type": "text/html"})


def inside(name: str) -> str:
    """The path of the file that is asked for, which never leads out of the folder.

    >>> inside("tasks/3/"), inside(""), inside("../../etc/passwd"), inside("a//b")
    ('tasks/3/index.html', 'index.html', 'etc/passwd', 'a/b')
    """
    file = f"{name}index.html" if not name or name.endswith("/") else name
    return posixpath.normpath(f"/{file}").lstrip("/")


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, host: str, port: int, folder: Folder) -> None:
        self.address_family = AF_INET6 if ":" in host else self.address_family
        self.folder = folder
        super().__init__((host.strip("[]"), port), _Handler)

    def handle_error(self, request: socket | tuple[bytes, socket], client_address: Any) -> None:  # noqa: ARG002
        """Readers go away while they are answered, and that is no fault."""
        _log.debug("%s was not answered", client_address, exc_info=True)


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        answer = self.server.folder.answer(self.path)
        self.send_response(answer.status)
        for name, value in {**answer.headers, "Content-Length": str(len(answer.body))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    do_HEAD = do_GET  # noqa: N815 so is this

    def log_message(self, *_: Any) -> None:
        """What is wrong with a page is said where it is made."""
