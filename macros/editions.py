"""A site while its sources are edited: the last state of them that can be shown, a file at a time."""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from macros.reloading import reloaded, told
from macros.saying_once import Once
from macros.watching import Stamp

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "macros"


class Edition(Protocol):
    """A site as its sources are at one moment. Files are named by their paths below its root."""

    def __contains__(self, name: str, /) -> bool: ...
    def make(self, name: str) -> None: ...
    def rest(self) -> Iterator[str]: ...
    def address_of(self, path: Path) -> str: ...


@dataclass(frozen=True)
class Engine:
    """What makes a site out of its sources."""

    begun: Callable[[Path, str], tuple[Edition, str]]
    """An edition to be made in a folder and shown by a host, and where below that it is shown."""
    said: Callable[[BaseException], str]
    """What an error of the engine's own says in full; empty for any other."""
    log: str
    """The name of the log where it says what is wrong with pages."""


class Editions:
    """`out`: the folder in which what is asked for is made."""

    def __init__(self, engine: Engine, out: Path, log: logging.Logger) -> None:
        self._engine, self._out = engine, out
        self._edition: Edition | None = None
        self._rest: Iterator[str] = iter(())
        self._fault = ""
        self._code: dict[Path, Stamp] = {}
        self.once = Once(log)
        logging.getLogger(engine.log).addHandler(self.once)
        logging.getLogger(engine.log).propagate = False
        self.asked = 0.0
        """When anything was last asked for."""

    def begin(self, now: dict[Path, Stamp], address: str) -> tuple[Edition, str]:
        """Of the sources as they are now. Raises whatever is wrong with them; the last one stays then."""
        self.once.begin()
        code = {path: stamp for path, stamp in now.items() if path.is_relative_to(CODE)}
        try:
            with reloaded(anew=code != self._code):
                edition, below = self._engine.begun(self._out, address)
        except BaseException as error:
            self._fault = self.said(error)
            raise
        self._code, self._edition, self._rest = code, edition, edition.rest()
        self.asked = time.monotonic()
        return edition, below

    def go_on(self) -> bool:
        """With a file that nobody has asked for. Is there more to do?"""
        try:
            if next(self._rest, None) is None:
                self.once.end()
                return False
        except Exception as error:  # noqa: BLE001 the next edit may mend it
            self.once.say(self.said(error))
            return False
        return True

    def prepared(self, name: str) -> str:
        """Makes a file, so that it can be read. Returns why it can't."""
        self.asked = time.monotonic()
        if self._edition is None:
            return self._fault
        for one in (name, f"{name}/index.html"):
            if one in self._edition:
                return self._made(one, self._edition)
        if (self._out / name).is_file():
            (self._out / name).unlink()  # It was there before an edit.
        return self._made("404.html", self._edition)

    def _made(self, name: str, edition: Edition) -> str:
        try:
            edition.make(name)
        except Exception as error:  # noqa: BLE001 the next edit may mend it
            fault = self.said(error)
            self.once.say(fault)
            return "" if (self._out / name).is_file() else fault
        return ""

    def said(self, error: BaseException) -> str:
        return self._engine.said(error) or told(error, ROOT)
