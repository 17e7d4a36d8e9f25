"""Steps of the workflows that guard what was published, run in a checkout that means harm."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Runner:
    """A checkout in which the steps of a workflow are run as GitHub runs them."""

    folder: Path

    def git(self, *arguments: str) -> str:
        who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
        run = subprocess.run(
            ["git", *who, *arguments], cwd=self.folder, check=True, capture_output=True, text=True
        )
        return run.stdout.strip()

    def commit(self, *arguments: str) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "Something", *arguments)
        return self.git("rev-parse", "HEAD")

    def write(self, name: str, text: str) -> None:
        file = self.folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")

    def run(self, name: str, **environment: str) -> tuple[int, str]:
        """The exit code, and what was said."""
        script = next(step["run"] for step in _steps() if step.get("name") == name)
        temporary = {"RUNNER_TEMP": str(self.temporary), "GITHUB_OUTPUT": str(self.temporary / "output")}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            check=False,
            cwd=self.folder,
            env={**os.environ, **temporary, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        return done.returncode, done.stdout

    @property
    def temporary(self) -> Path:
        return self.folder.parent

    @property
    def noted(self) -> Path:
        return self.temporary / "noted"


def _steps() -> Iterator[dict[str, Any]]:
    text = (ROOT / ".github" / "workflows" / "site.yml").read_text("utf-8")
    for job in yaml.safe_load(text)["jobs"].values():
        yield from job["steps"]


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """Its main branch has one line of each file; the artifact has one more."""
    made = Runner(tmp_path / "checkout")
    made.folder.mkdir()
    made.git("init", "--quiet", "--initial-branch=main")
    made.write("Makefile", "addresses:\n\t@echo addresses since $(AGAINST)\n")
    made.write("data/history.jsonl", '{"one": 1}\n')
    made.write("data/published-addresses.txt", "/one/\n")
    made.commit()
    made.noted.mkdir()
    (made.noted / "history.jsonl").write_text('{"one": 1}\n{"two": 2}\n', "utf-8")
    (made.noted / "published-addresses.txt").write_text("/one/\n/two/\n", "utf-8")
    return made


KEEP, SEE = "Commit what is new", "See that nothing is taken away from what was published and written down"


def test_what_is_new_is_committed_and_only_then_pushed(runner: Runner) -> None:
    assert runner.run(KEEP)[0] == 0
    assert runner.git("show", "HEAD:data/history.jsonl") == '{"one": 1}\n{"two": 2}'
    assert runner.git("show", "HEAD:data/published-addresses.txt") == "/one/\n/two/"
    assert (runner.temporary / "output").read_text("utf-8") == "new=yes\n"
    (runner.temporary / "output").unlink()
    last = runner.git("rev-parse", "HEAD")
    assert runner.run(KEEP)[0] == 0
    assert runner.git("rev-parse", "HEAD") == last
    assert not (runner.temporary / "output").exists()


@pytest.mark.parametrize("hidden", ["", "*.jsonl binary\n", "*.jsonl -diff\n"])
def test_a_line_that_somebody_wrote_down_meanwhile_is_never_undone(runner: Runner, hidden: str) -> None:
    runner.write(".gitattributes", hidden)
    runner.write("data/history.jsonl", '{"one": 1}\n{"three": 3}\n')
    last = runner.commit()
    code, said = runner.run(KEEP)
    assert (code, said.splitlines()[0]) == (1, '-{"three": 3}')
    assert runner.git("rev-parse", "HEAD") == last


@pytest.mark.parametrize(
    ("link", "to"),
    [
        ("data/history.jsonl", "../.git/config"),
        ("data", ".git"),
        ("data/published-addresses.txt", "/dev/null"),
    ],
)
def test_a_link_in_the_checkout_leads_nowhere(runner: Runner, link: str, to: str) -> None:
    runner.git("rm", "-r", "--quiet", link)
    (runner.folder / link).symlink_to(to)
    last = runner.commit()
    config = (runner.folder / ".git" / "config").read_text("utf-8")
    (runner.noted / "history.jsonl").write_text("[core]\n\tfsmonitor = touch evil\n", "utf-8")
    assert runner.run(KEEP)[0] != 0
    assert runner.git("rev-parse", "HEAD") == last
    assert (runner.folder / ".git" / "config").read_text("utf-8") == config
    assert not (runner.folder / ".git" / "history.jsonl").exists()


def test_a_link_in_the_artifact_is_not_followed(runner: Runner) -> None:
    (runner.noted / "history.jsonl").unlink()
    (runner.noted / "history.jsonl").symlink_to("/proc/self/environ")
    last = runner.git("rev-parse", "HEAD")
    assert runner.run(KEEP)[0] != 0
    assert runner.git("rev-parse", "HEAD") == last


def _push(runner: Runner, before: str) -> tuple[int, str]:
    return runner.run(SEE, GITHUB_EVENT_NAME="push", BEFORE=before)


def test_a_line_that_goes_is_seen_whatever_git_is_told_of_the_file(runner: Runner) -> None:
    before = runner.git("rev-parse", "HEAD")
    runner.write("data/history.jsonl", '{"one": 1}\n{"two": 2}\n')
    runner.commit()
    assert _push(runner, before)[0] == 0
    assert _push(runner, "0" * 40)[0] == 0
    runner.write(".gitattributes", "*.jsonl binary\n")
    runner.write("data/history.jsonl", '{"two": 2}\n')
    runner.commit()
    code, said = _push(runner, before)
    assert code == 1
    assert '-{"one": 1}' in said
    code, said = runner.run(SEE, GITHUB_EVENT_NAME="pull_request", BEFORE="HEAD^1")
    assert (code, "addresses since HEAD^1" in said) == (1, True)


def test_a_push_by_force_is_compared_with_what_it_left_out(runner: Runner, tmp_path: Path) -> None:
    runner.write("data/history.jsonl", '{"one": 1}\n{"two": 2}\n')
    left_out = runner.commit()
    runner.git("clone", "--quiet", "--bare", ".", str(tmp_path / "origin"))
    runner.git("reset", "--quiet", "--hard", "HEAD^")
    runner.write("other", "")
    runner.commit()
    runner.git("push", "--quiet", "--force", str(tmp_path / "origin"), "main")
    fresh = Runner(tmp_path / "fresh")
    runner.git("clone", "--quiet", "--no-local", str(tmp_path / "origin"), str(fresh.folder))
    with pytest.raises(subprocess.CalledProcessError):
        fresh.git("cat-file", "-e", left_out)
    code, said = _push(fresh, left_out)
    assert (code, '-{"two": 2}' in said) == (1, True)
    code, said = _push(fresh, "1" * 40)
    assert (code, "addresses since" in said) == (128, False)


def test_a_push_is_also_compared_with_what_was_last_written_down(runner: Runner) -> None:
    """The run for the push that took it away gave way to this one."""
    runner.write("data/history.jsonl", '{"one": 1}\n{"two": 2}\n')
    runner.commit("--author", "github-actions[bot] <bot@example.org>")
    runner.write("data/history.jsonl", '{"one": 1}\n')
    before = runner.commit()
    runner.write("other", "")
    runner.commit()
    code, said = _push(runner, before)
    assert (code, '-{"two": 2}' in said) == (1, True)
