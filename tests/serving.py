"""Start `macros serve` in a checkout that can be broken at will, and see what it shows."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from tests.building import environment

PATIENCE = 15
"""Seconds for an edit to be seen, which takes one."""


class Served:
    """A checkout, and the program that serves it."""

    def __init__(self, root: Path, port: int, said: Path) -> None:
        self.root, self.said = root, said
        self.process: subprocess.Popen[bytes] | None = None
        self.address = f"http://127.0.0.1:{port}/"

    def read(self, address: str) -> bytes:
        with urlopen(self.address + address, timeout=PATIENCE) as answer:  # noqa: S310 it is our own
            return bytes(answer.read())

    def page(self, address: str) -> str:
        """What stands there, be it that something is missing or can't be shown."""
        try:
            return self.read(address).decode()
        except HTTPError as error:
            with error:
                return error.read().decode()

    def edit(self, file: str, old: str, new: str) -> None:
        path = self.root / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), "utf-8")

    def output(self) -> str:
        return self.said.read_text("utf-8")

    def wait_for(self, what: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not what():
            if time.monotonic() > end:
                pytest.fail(f"It didn't come about in {PATIENCE} s:\n{self.output()}", pytrace=False)
            time.sleep(0.05)

    def wait_for_page(self, address: str, words: str) -> None:
        self.wait_for(lambda: words in self.page(address))

    def wait_for_words(self, words: str) -> None:
        self.wait_for(lambda: words in self.output())

    def answers(self) -> bool:
        try:
            return bool(self.page(""))
        except URLError:
            return False


@contextmanager
def served(root: Path, settings: Mapping[str, str]) -> Iterator[Served]:
    found = Served(root, _free_port(), root.with_suffix(".said"))
    host = found.address.removeprefix("http://").rstrip("/")
    with (
        found.said.open("wb") as said,
        _heard_from_the_keyboard(),
        subprocess.Popen(
            [sys.executable, "-m", "macros", "serve", "--address", host],
            cwd=root,
            env=environment(settings),
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process,
    ):
        found.process = process
        try:
            found.wait_for(found.answers)
            yield found
        finally:
            _stop(process)


@contextmanager
def _heard_from_the_keyboard() -> Iterator[None]:
    """What a shell starts in the background is deaf to Ctrl-C, and so is all that it starts in turn."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _stop(process: subprocess.Popen[bytes]) -> None:
    """The command and the server that it started, which are a group of their own."""
    for sign in (signal.SIGINT, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
            process.wait(5)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            continue
        else:
            return
