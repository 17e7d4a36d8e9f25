"""Shows a site while its sources are edited: the next look at a page is at what they hold now."""

import argparse
import logging
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from macros.editions import ROOT, Editions, Engine
from macros.serving import Folder, Server
from macros.watching import Stamp, changed, look

PAUSE = 0.1
"""Seconds between two looks at the sources."""
CALM = 0.03
"""Seconds without another change, after which an edit is whole."""
QUIET = 0.5
"""Seconds without an edit or a reader, after which pages are made that nobody has asked for."""

_log = logging.getLogger(__name__)


class Following:
    """`address`: of the host, without a slash at its end."""

    def __init__(self, editions: Editions, sources: Sequence[Path], folder: Folder, address: str) -> None:
        self._editions, self._sources = editions, sources
        self._folder, self._address = folder, address

    def follow(self, server: Server) -> None:
        """Until it is stopped from the keyboard."""
        seen = look(self._sources)
        self._renew([], seen)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        while True:
            time.sleep(PAUSE)
            now = self._settled(seen)
            if now != seen:
                self._renew(changed(seen, now), now)
                seen = now
            elif time.monotonic() - self._editions.asked > QUIET:
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
        with self._folder.lock:
            try:
                edition, self._folder.below = self._editions.begin(now, self._address)
            except (Exception, SystemExit) as error:  # noqa: BLE001 whatever an edit broke, the next may mend
                fault = self._editions.said(error)
                _log.info("%s", f"{names} changed. {fault}" if names else fault)
                _log.info("Mend it, and the pages follow.")
                return
            self._folder.epoch.renew()
        spent, url = f"{time.monotonic() - begun:.1f} s", f"{self._address}{self._folder.below}"
        if names:
            _log.info("%s changed: %s, %s%s", names, spent, url, edition.address_of(edited[0]))
        else:
            _log.info("%s shows the site, and follows every edit. To stop it: Ctrl-C.", url)

    def _go_on(self) -> None:
        """With what nobody has asked for, until it is time to look at the sources again."""
        end = time.monotonic() + PAUSE
        while time.monotonic() < end:
            with self._folder.lock:
                if not self._editions.go_on():
                    return


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def followed(engine: Engine, arguments: Sequence[str] | None = None) -> int:
    """The program. Returns its exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", help="host and port")
    parser.add_argument("sources", nargs="+", type=Path, help="files and folders to watch")
    asked = parser.parse_args(arguments)
    logging.basicConfig(format="%(message)s", stream=sys.stdout)
    _log.setLevel(logging.INFO)
    host, _, port = asked.address.rpartition(":")
    with TemporaryDirectory(prefix="site-", ignore_cleanup_errors=True) as out:
        editions = Editions(engine, Path(out), _log)
        folder = Folder(Path(out), editions.prepared)
        try:
            server = Server(host, int(port), folder)
        except (OSError, ValueError, OverflowError) as error:
            _log.info("%s can't be used: %s. Name another with --address.", asked.address, error)
            return 1
        try:
            with server:
                Following(editions, asked.sources, folder, f"http://{asked.address}").follow(server)
        except KeyboardInterrupt:
            _log.info("Stopped.")
    return 0
