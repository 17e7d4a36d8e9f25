"""Shows the site while its sources are edited: the next look at a page is at what they hold now."""

import argparse
import logging
import posixpath
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.config import load_config
from mkdocs.config.config_options import Hooks
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer, _serve_url, _timestamp

from macros.on_demand import Edition
from macros.reloading import reloaded, told
from macros.watching import Stamp, changed, look

PAUSE = 0.1
"""Seconds between two looks at the sources."""
CALM = 0.03
"""Seconds without another change, after which an edit is whole."""
QUIET = 0.5
"""Seconds without an edit or a reader, after which pages are made that nobody has asked for."""

CHATTY = ("mkdocs.commands.build", "mkdocs.livereload")
"""What they complain of is said by us, or is no fault."""

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "macros"

_log = logging.getLogger(__name__)


class Once(logging.Handler):
    """Says a warning of the build once for as long as it stands."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._said: set[str] = set()
        self._heard: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        self.say(record.getMessage())

    def say(self, message: str) -> None:
        self._heard.add(message)
        if message not in self._said:
            self._said.add(message)
            _log.info("%s", message)

    def begin(self) -> None:
        self._heard.clear()

    def end(self) -> None:
        """Everything was looked at."""
        self._said &= self._heard


class Live(LiveReloadServer):
    def __init__(self, host: str, port: int, sources: Sequence[Path], out: Path) -> None:
        super().__init__(self._refuse, host, port, str(out))
        self.error_handler = self._missing
        self._watched_paths = dict.fromkeys(map(str, sources), 1)  # Or else no page would follow.
        self._sources, self._out = sources, out
        self._host, self._port = host, port
        self._lock = threading.RLock()
        self._edition: Edition | None = None
        self._rest: Iterator[str] = iter(())
        self._fault = ""
        self._code: dict[Path, Stamp] = {}
        self._asked = 0.0
        self._once = Once()
        logging.getLogger("mkdocs").addHandler(self._once)
        logging.getLogger("mkdocs").propagate = False
        for chatty in CHATTY:
            logging.getLogger(chatty).setLevel(logging.CRITICAL)

    def _refuse(self) -> None:
        """MkDocs' own loop isn't used."""

    def follow(self) -> None:
        """Until it is stopped from the keyboard."""
        self.server_bind()
        self.server_activate()
        seen = look(self._sources)
        self._renew([], seen)
        self.serve_thread.start()
        while True:
            time.sleep(PAUSE)
            now = self._settled(seen)
            if now != seen:
                self._renew(changed(seen, now), now)
                seen = now
            elif time.monotonic() - self._asked > QUIET:
                self._go_on()

    def _settled(self, seen: dict[Path, Stamp]) -> dict[Path, Stamp]:
        now = look(self._sources)
        while now != seen:
            time.sleep(CALM)
            seen, now = now, look(self._sources)
        return now

    def _renew(self, edited: list[Path], now: dict[Path, Stamp]) -> None:
        begun = time.monotonic()
        names = ", ".join(map(_name, edited[:3])) + (" and others" if edited[3:] else "")
        self._once.begin()
        with self._lock:
            try:
                self._edition = self._begun(now)
            except (Exception, SystemExit) as error:  # noqa: BLE001 whatever an edit broke, the next may mend
                self._fault = _said(error)
                _log.info("%s", f"{names} changed. {self._fault}" if names else self._fault)
                _log.info("Mend it, and the pages follow.")
                return
            self._rest, self._asked = self._edition.rest(), time.monotonic()
            self._reload()
        spent = f"{time.monotonic() - begun:.1f} s"
        if names:
            _log.info("%s changed: %s, %s%s", names, spent, self.url, self._edition.address_of(edited[0]))
        else:
            _log.info("%s shows the site, and follows every edit. To stop it: Ctrl-C.", self.url)

    def _begun(self, now: dict[Path, Stamp]) -> Edition:
        code = {path: stamp for path, stamp in now.items() if path.is_relative_to(CODE)}
        # MkDocs keeps these for as long as it runs.
        Hooks._load_hook.cache_clear()
        vars(MkDocsConfig.plugins)["plugin_cache"].clear()
        with reloaded(anew=code != self._code):
            config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(self._out))
            self.mount_path = urlsplit(config.site_url or "/").path
            self.url = config.site_url = _serve_url(self._host, self._port, self.mount_path)
            edition = Edition(config)
        self._code = code
        return edition

    def _reload(self) -> None:
        with self._epoch_cond:
            self._wanted_epoch = self._visible_epoch = _timestamp()
            self._epoch_cond.notify_all()

    def _go_on(self) -> None:
        """With what nobody has asked for, until it is time to look at the sources again."""
        end = time.monotonic() + PAUSE
        while time.monotonic() < end:
            with self._lock:
                try:
                    if next(self._rest, None) is None:
                        self._once.end()
                        return
                except Exception as error:  # noqa: BLE001 the next edit may mend it
                    self._once.say(_said(error))
                    return

    def _serve_request(self, environ: Any, start_response: Any) -> Iterable[bytes] | None:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if path.startswith("/livereload/"):
            return super()._serve_request(environ, start_response)
        with self._lock:
            self._asked = time.monotonic()
            if fault := self._prepared(path.removeprefix(self.mount_path).lstrip("/")):
                # A browser asks again by itself, until there is something to show.
                headers = [("Content-Type", "text/plain; charset=utf-8"), ("Refresh", "2")]
                start_response("503 Service Unavailable", headers)
                return [fault.encode()]
            return super()._serve_request(environ, start_response)

    def _prepared(self, asked: str) -> str:
        """Makes what stands at an address, so that it can be read from disk. Returns why it can't."""
        edition = self._edition
        if edition is None:
            return self._fault
        path = f"{asked}index.html" if not asked or asked.endswith("/") else asked
        name = posixpath.normpath(f"/{path}").lstrip("/")
        for one in (name, f"{name}/index.html"):
            if one in edition:
                return self._made(one, edition)
        if (self._out / name).is_file():
            (self._out / name).unlink()  # It was there before an edit.
        return self._made("404.html", edition)

    def _made(self, name: str, edition: Edition) -> str:
        try:
            edition.make(name)
        except Exception as error:  # noqa: BLE001 the next edit may mend it
            fault = _said(error)
            self._once.say(fault)
            return "" if (self._out / name).is_file() else fault
        return ""

    def _missing(self, code: int) -> bytes | None:
        page = self._out / f"{code}.html"
        if not page.is_file():
            return None
        followed: bytes = self._inject_js_into_html(page.read_bytes(), self._visible_epoch)  # type: ignore[no-untyped-call]
        return followed


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def _said(error: BaseException) -> str:
    return error.format_message() if isinstance(error, MkDocsException) else told(error, ROOT)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", help="host and port")
    parser.add_argument("sources", nargs="+", type=Path, help="files and folders to watch")
    asked = parser.parse_args(arguments)
    logging.basicConfig(format="%(message)s", stream=sys.stdout)
    _log.setLevel(logging.INFO)
    host, _, port = asked.address.rpartition(":")
    out = Path(tempfile.mkdtemp(prefix="site-"))
    server = Live(host, int(port), asked.sources, out)
    try:
        server.follow()
    except KeyboardInterrupt:
        _log.info("Stopped.")
    finally:
        server.shutdown()
        shutil.rmtree(out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
