"""A command that runs in a copy of a process does all that it does as a program of its own."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

import pytest

from tests import warm
from tests.building import GARDEN_FOLDERS, run_command, run_program
from tests.garden import edited


@pytest.fixture
def faulty(tmp_path: Path) -> dict[str, str]:
    data = edited(tmp_path, "plans/garden-2031/tasks/3.yml", "title: Paint", "titel: Paint")
    return {**GARDEN_FOLDERS, "DATA_DIR": str(data)}


def test_a_copy_says_what_a_program_says_and_ends_like_it(faulty: dict[str, str], tmp_path: Path) -> None:
    words = ("site", "--out", str(tmp_path / "site"))
    copy, program = (start(*words, settings=faulty) for start in (run_command, run_program))
    assert (copy.returncode, copy.stdout, copy.stderr) == (
        program.returncode,
        program.stdout,
        program.stderr,
    )
    assert copy.returncode == 1
    assert "'titel' is not a field" in copy.stdout + copy.stderr


def test_a_run_knows_nothing_of_the_last_one(faulty: dict[str, str]) -> None:
    codes = [run_command("check", settings=settings).returncode for settings in (faulty, GARDEN_FOLDERS) * 2]
    assert codes == [1, 0, 1, 0]


def stop(code: str | int | None) -> Callable[[Sequence[str]], NoReturn]:
    def stopped(words: Sequence[str]) -> NoReturn:  # noqa: ARG001 the command's
        raise SystemExit(code)

    return stopped


def fail(words: Sequence[str]) -> NoReturn:
    raise RuntimeError(f"no {words[0]} today")


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        (stop(None), 0, ""),
        (stop(2), 2, ""),
        (stop("no such folder"), 1, "no such folder\n"),
        (fail, 1, "RuntimeError: no check today\n"),
    ],
    ids=["done", "misspelled", "told", "failed"],
)
def test_a_command_that_is_stopped_ends_as_the_interpreter_ends(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: Callable[[Sequence[str]], NoReturn],
    code: int,
    said: str,
) -> None:
    monkeypatch.setattr(warm, "main", command)
    assert warm.code_of(["check"]) == code
    found = capsys.readouterr().err
    assert found.endswith(said)
    assert bool(found) == bool(said)
