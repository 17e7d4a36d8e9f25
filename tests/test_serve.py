"""`macros serve` follows every edit, says what is wrong with it, and keeps the last good pages up."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.building import CHECKOUT_FOLDERS, checkout, environment

PATIENCE = 12
"""Seconds for a build of the garden, which takes one or two."""
TASK = "data/plans/garden-2031/tasks/3.yml"


class Served:
    """A checkout, and the program that serves it."""

    def __init__(self, root: Path, port: int, said: Path) -> None:
        self.root, self.said = root, said
        self.process: subprocess.Popen[bytes] | None = None
        self.address = f"http://127.0.0.1:{port}/"

    def page(self, address: str) -> str:
        with urlopen(self.address + address, timeout=PATIENCE) as answer:  # noqa: S310 it is our own
            return str(answer.read().decode())

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
            time.sleep(0.1)

    def wait_for_page(self, address: str, words: str) -> None:
        self.wait_for(lambda: words in self.page(address))

    def answers(self) -> bool:
        try:
            return bool(self.page(""))
        except URLError:
            return False


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    served = Served(checkout(folder / "checkout"), free_port(), folder / "said.txt")
    host = served.address.removeprefix("http://").rstrip("/")
    with (
        served.said.open("wb") as said,
        heard_from_the_keyboard(),
        subprocess.Popen(
            [sys.executable, "-m", "macros", "serve", "--address", host],
            cwd=served.root,
            env=environment(CHECKOUT_FOLDERS),
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process,
    ):
        served.process = process
        try:
            served.wait_for(served.answers)
            yield served
        finally:
            stop(process)


@contextmanager
def heard_from_the_keyboard() -> Iterator[None]:
    """What a shell starts in the background is deaf to Ctrl-C, and so is all that it starts in turn."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def stop(process: subprocess.Popen[bytes]) -> None:
    """The command and the server that it started, which are a group of their own."""
    for sign in (signal.SIGINT, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
            process.wait(5)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            continue
        else:
            return


def test_an_edit_of_the_data_is_seen_on_the_page(served: Served) -> None:
    assert "Task 3: Paint the shed" in served.page("tasks/3/")
    served.edit(TASK, "title: Paint the shed", "title: Paint the fence")
    served.wait_for_page("tasks/3/", "Task 3: Paint the fence")
    assert "Paint the fence" in served.page("garden/matrix/")


def test_a_broken_file_is_said_with_its_place_and_the_last_good_page_answers_until_it_is_mended(
    served: Served,
) -> None:
    served.edit(TASK, "title: Paint the fence", "titel: Paint the gate")
    served.wait_for(lambda: f"{TASK}:3:1: task 3: 'titel' is not a field here." in served.output())
    assert "Task 3: Paint the fence" in served.page("tasks/3/")
    served.edit(TASK, "titel: Paint the gate", "title: Paint the gate")
    served.wait_for_page("tasks/3/", "Task 3: Paint the gate")
    assert "Traceback" not in served.output()


def test_an_edit_of_a_template_a_module_and_a_word_of_the_site_is_seen(served: Served) -> None:
    served.edit(
        "macros/templates/timeline.md.j2", '## {{ say("timeline.twin")', '## Edited: {{ say("timeline.twin")'
    )
    served.edit("macros/words/en.yml", "twin: The same as a table", "twin: The same in rows")
    served.edit("macros/links.py", 'return Target(f"{word.address}/", "", capital(word.many))',
                'return Target(f"{word.address}/", "", f"All {word.many}")')  # fmt: skip
    served.wait_for_page("garden/timeline/", "Edited: The same in rows")
    served.wait_for_page("tasks/", "All tasks")


def test_a_module_that_is_broken_and_mended_stops_nothing_for_good(served: Served) -> None:
    served.edit("macros/vocabulary.py", "def article(", "def article(:")
    served.wait_for(lambda: "SyntaxError" in served.output())
    assert "Task 3" in served.page("tasks/3/")
    served.edit("macros/vocabulary.py", "def article(:", "def article(")
    served.edit(TASK, "title: Paint the gate", "title: Paint the wall")
    served.wait_for_page("tasks/3/", "Task 3: Paint the wall")


def test_an_edit_of_a_page_by_hand_is_seen(served: Served) -> None:
    served.edit("pages/index.md", "# The neighbours' garden", "# Our garden")
    served.wait_for_page("", "Our garden")


def test_it_ends_without_a_traceback_when_it_is_stopped_from_the_keyboard(served: Served) -> None:
    process = served.process
    assert process
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(PATIENCE) == 0
    assert served.output().rstrip().endswith("Shutting down...")
