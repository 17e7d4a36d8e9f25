"""What `macros serve` answers browsers, whatever site stands in its folder."""

import socket
import threading
from pathlib import Path

import pytest

from macros.editions import Engine
from macros.following import followed
from macros.serving import Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    root = tmp_path / "site"
    (root / "tasks" / "3").mkdir(parents=True)
    (root / "tasks" / "3" / "index.html").write_text("<body>Paint</body>\n", "utf-8")
    (root / "404.html").write_text("<body>Missing</body>", "utf-8")
    (root / "a b.mjs").write_text("x", "utf-8")
    (tmp_path / "secret").write_text("not for readers", "utf-8")
    return Folder(root, lambda _: "", "/plans/")


def test_a_page_asks_for_news_of_the_state_that_it_shows(folder: Folder) -> None:
    shown = folder.epoch.now
    script = f'<script src="/livereload/{shown}.js"></script>'
    assert folder.answer("/plans/tasks/3/").body.decode() == f"<body>Paint{script}</body>\n"
    assert f"/livereload/{shown}".encode() in folder.answer(f"/livereload/{shown}.js").body
    threading.Timer(0.01, folder.epoch.renew).start()
    assert int(folder.answer(f"/livereload/{shown}").body) > shown


def test_a_folder_without_its_slash_and_the_host_alone_lead_on(folder: Folder) -> None:
    assert folder.answer("/plans/tasks/3?a=b").headers == {"Location": "/plans/tasks/3/"}
    assert folder.answer("/").headers == {"Location": "/plans/"}


@pytest.mark.parametrize("asked", ["/plans/../../secret", "/plans/%2e%2e/secret", "/secret", "/plans/tasks/"])
def test_what_is_not_there_and_what_lies_outside_gets_the_page_for_it(folder: Folder, asked: str) -> None:
    found = folder.answer(asked)
    assert (found.status, found.body.startswith(b"<body>Missing<script")) == (404, True)


def test_a_script_is_called_one_whatever_the_system_calls_it(folder: Folder) -> None:
    found = folder.answer("/plans/a%20b.mjs")
    assert (found.status, found.headers, found.body) == (200, {"Content-Type": "text/javascript"}, b"x")


def test_what_cannot_be_shown_says_why_and_is_asked_for_again(folder: Folder) -> None:
    folder.prepared = {"tasks/3/index.html": "There is no task 3."}.get  # type: ignore[assignment]
    found = folder.answer("/plans/tasks/3/")
    assert (found.status, found.body, found.headers["Refresh"]) == (503, b"There is no task 3.", "2")


def test_an_address_in_use_is_said_in_a_line(caplog: pytest.LogCaptureFixture) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        assert followed(Engine(lambda *_: pytest.fail("begun"), str, "nothing"), [address, "."]) == 1
    assert f"{address} can't be used: " in caplog.text
