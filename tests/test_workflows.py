"""The gate: whoever makes a pull request can have their code run, and gets no right by it.

Each rule is shown to notice a workflow that breaks it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros.cli import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".github" / "workflows"
FILES = sorted(FOLDER.glob("*.yml"))

EVENTS = {"pull_request", "push", "release"}
"""All but the first take somebody who may write. None runs a stranger's code with our rights."""
PINNED = re.compile(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
"""Only by those who run it anyway, and by what it is, not by a name that can be moved."""
HARMLESS = {"git", "gh", "cp", "exit"}
"""Programs of the runner, which take nothing from the checkout to run."""
MAIN = "github.event_name == 'push' && github.ref == 'refs/heads/main'"
PULL_REQUEST = "github.event_name == 'pull_request'"

Step = dict[str, Any]
Job = dict[str, Any]


@dataclass(frozen=True)
class Workflow:
    """Every value is text: to YAML, `on` and `true` would be the same."""

    text: str

    @property
    def tree(self) -> dict[str, Any]:
        tree: dict[str, Any] = yaml.load(self.text, yaml.BaseLoader)  # noqa: S506 makes nothing but text
        return tree

    @property
    def jobs(self) -> dict[str, Job]:
        return dict(self.tree["jobs"])

    @property
    def writers(self) -> dict[str, Job]:
        """Jobs with any right but to read."""
        rights = {name: dict(job.get("permissions") or {}) for name, job in self.jobs.items()}
        return {name: job for name, job in self.jobs.items() if set(rights[name].values()) - {"read", "none"}}

    @property
    def open_jobs(self) -> dict[str, Job]:
        """Jobs that a pull request can start."""
        if "pull_request" not in self.tree["on"]:
            return {}
        return {name: job for name, job in self.jobs.items() if MAIN not in job.get("if", "")}

    def steps(self, jobs: dict[str, Job] | None = None) -> Iterator[tuple[str, Step]]:
        for name, job in (self.jobs if jobs is None else jobs).items():
            yield from ((name, step) for step in job.get("steps", []))


def runs_only_on_events_that_give_a_stranger_no_rights(workflow: Workflow) -> Iterator[str]:
    yield from set(workflow.tree["on"]) - EVENTS
    if "push" in workflow.tree["on"] and workflow.tree["on"]["push"] != {"branches": ["main"]}:
        yield "push to other branches"


def has_no_rights_but_those_that_a_job_names(workflow: Workflow) -> Iterator[str]:
    if workflow.tree.get("permissions") != {}:
        yield "the workflow has rights"
    yield from (name for name, job in workflow.jobs.items() if not isinstance(job.get("permissions"), dict))


def lets_a_pull_request_read_and_nothing_else(workflow: Workflow) -> Iterator[str]:
    for name, job in workflow.open_jobs.items():
        if job.get("permissions") != {"contents": "read"} or "environment" in job:
            yield name


def knows_no_secret(workflow: Workflow) -> Iterator[str]:
    yield from re.findall(r"secrets\.\w+|secrets:.*", workflow.text)
    for name, step in workflow.steps():
        if "github.token" in str(step) and name not in workflow.writers:
            yield f"{name} has a token"


def uses_only_actions_that_are_pinned(workflow: Workflow) -> Iterator[str]:
    used = re.findall(r"uses: *(.*)", workflow.text)
    yield from (action for action in used if not PINNED.fullmatch(action))
    yield from (name for name, job in workflow.jobs.items() if {"container", "services"} & set(job))


def hands_nothing_to_a_shell_but_by_the_environment(workflow: Workflow) -> Iterator[str]:
    for name, step in workflow.steps():
        if any("${{" in step.get(key, "") for key in ("run", "shell", "working-directory")):
            yield f"{name}: {step['run']}"


def leaves_no_token_in_a_checkout(workflow: Workflow) -> Iterator[str]:
    for name, step in workflow.steps():
        if (
            "/checkout@" in step.get("uses", "")
            and step.get("with", {}).get("persist-credentials") != "false"
        ):
            yield name


def keeps_nothing_from_one_run_for_another(workflow: Workflow) -> Iterator[str]:
    """A cache that a pull request filled, or another run's artifact."""
    for name, step in workflow.steps():
        uses, given = step.get("uses", ""), set(step.get("with", {}))
        if (
            "/cache" in uses
            or "cache" in given
            or given & {"run-id", "repository", "github-token", "pattern"}
        ):
            yield f"{name}: {uses}"


def writes_only_where_none_of_our_code_runs(workflow: Workflow) -> Iterator[str]:
    for name, step in workflow.steps(workflow.writers):
        yield from (f"{name} runs {command}" for command in _commands(step.get("run", "")) - HARMLESS)
        if "/checkout@" in step.get("uses", "") and step["with"].get("ref") != "main":
            yield f"{name} checks out what isn't on the main branch"
        if "/setup-" in step.get("uses", ""):
            yield f"{name} sets up {step['uses']}"


def _commands(script: str) -> set[str]:
    """The programs that a script calls.

    >>> sorted(_commands('a "b" && c | d\\n# e\\nf "$(g h)"'))
    ['a', 'c', 'd', 'f', 'g']
    """
    lines = [line for line in script.splitlines() if not line.strip().startswith("#")]
    pieces = re.split(r"\n|&&|\|\|?|;|\$\(|`", "\n".join(lines))
    return {piece.split()[0] for piece in pieces if piece.strip()}


def writes_down_no_file_that_it_does_not_name(workflow: Workflow) -> Iterator[str]:
    """What comes from a job that runs our code lies beside the checkout, and is taken over file by file."""
    for job in workflow.writers.values():
        used = "".join(step.get("uses", "") for step in job["steps"])
        for step in job["steps"]:
            into = step.get("with", {}).get("path", "")
            if (
                "/download-artifact@" in step.get("uses", "")
                and "/checkout@" in used
                and "temp }}/" not in into
            ):
                yield f"an artifact goes into the checkout: {into}"
            for added in re.findall(r"git add (.*)", step.get("run", "")):
                yield from (name for name in added.split() if not (ROOT / name).is_file())


def writes_only_for_what_is_on_the_main_branch(workflow: Workflow) -> Iterator[str]:
    yield from set(workflow.writers) & set(workflow.open_jobs)


def publishes_only_after_every_job_that_a_pull_request_passes(workflow: Workflow) -> Iterator[str]:
    for name, job in workflow.jobs.items():
        if job.get("permissions", {}).get("pages") == "write":
            needs = job.get("needs", [])
            missing = set(workflow.open_jobs) - {*([needs] if isinstance(needs, str) else needs)}
            yield from (f"{name} doesn't wait for {other}" for other in sorted(missing))


def lets_no_failure_pass_but_in_a_pull_request(workflow: Workflow) -> Iterator[str]:
    yield from (name for name, job in workflow.jobs.items() if "continue-on-error" in job)
    for name, step in workflow.steps():
        if "continue-on-error" in step and step.get("if") != PULL_REQUEST:
            yield name


def never_cuts_a_run_for_the_main_branch_short(workflow: Workflow) -> Iterator[str]:
    concurrency = workflow.tree.get("concurrency", {})
    if "${{ github.ref }}" not in concurrency.get("group", ""):
        yield "runs of one branch come in each other's way"
    if concurrency.get("cancel-in-progress") not in {"false", "${{ " + PULL_REQUEST + " }}"}:
        yield "a newer run ends an older one"


def runs_on_a_known_machine_for_a_known_time(workflow: Workflow) -> Iterator[str]:
    for name, job in workflow.jobs.items():
        if job.get("runs-on") != "ubuntu-24.04" or "timeout-minutes" not in job:
            yield name


Rule = Callable[[Workflow], Iterator[str]]
READ = "    permissions:\n      contents: read # to check out\n"
CHECKOUT = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1"

BREACHES: dict[Rule, list[tuple[str, str]]] = {
    runs_only_on_events_that_give_a_stranger_no_rights: [
        ("  pull_request:\n", "  pull_request_target:\n"),
        ("  pull_request:\n", "  pull_request:\n  workflow_run: {workflows: [Site]}\n"),
        ("  pull_request:\n", "  pull_request:\n  issue_comment:\n"),
        ("branches: [main]", "branches: ['**']"),
    ],
    has_no_rights_but_those_that_a_job_names: [
        ("permissions: {}", "permissions: read-all"),
        ("permissions: {}\n", ""),
        (READ, ""),
        (READ, "    permissions: write-all\n"),
    ],
    lets_a_pull_request_read_and_nothing_else: [
        (READ, READ + "      pull-requests: write\n"),
        (READ, READ + "      id-token: write\n"),
        (READ, READ + "    environment: github-pages\n"),
        (f"    if: {MAIN}\n    needs: [test, build]\n", "    needs: [test, build]\n"),
    ],
    knows_no_secret: [
        ("run: make test", "run: make test\n        env: {KEY: '${{ secrets.KEY }}'}"),
        ("run: make test", "run: make test\n        env: {KEY: '${{ github.token }}'}"),
    ],
    uses_only_actions_that_are_pinned: [
        (CHECKOUT, "actions/checkout@v7"),
        (CHECKOUT, CHECKOUT.partition(" #")[0]),
        (CHECKOUT, CHECKOUT.replace("actions/", "somebody/")),
        (CHECKOUT, "docker://alpine"),
        ("    name: Test\n", "    name: Test\n    container: {image: alpine}\n"),
    ],
    hands_nothing_to_a_shell_but_by_the_environment: [
        ("run: make test", 'run: make test TITLE="${{ github.event.pull_request.title }}"'),
        ("run: make test", "run: make test\n        shell: bash ${{ github.head_ref }}"),
    ],
    leaves_no_token_in_a_checkout: [
        ("persist-credentials: false", "persist-credentials: true"),
        ("        with:\n          persist-credentials: false\n", ""),
    ],
    keeps_nothing_from_one_run_for_another: [
        ('python-version: "3.11"', 'python-version: "3.11"\n          cache: pip'),
        ("name: noted\n          path: ${{", "name: noted\n          run-id: 1\n          path: ${{"),
    ],
    writes_only_where_none_of_our_code_runs: [
        ('cp "$RUNNER_TEMP', 'make history\n          cp "$RUNNER_TEMP'),
        ('cp "$RUNNER_TEMP', 'git status | python3 -\n          cp "$RUNNER_TEMP'),
        ("          ref: main\n          persist-credentials", "          persist-credentials"),
        ("      - name: Commit what", "      - uses: actions/setup-python@v7\n      - name: Commit what"),
        ("        id: deployment\n", "        id: deployment\n      - run: ./notify\n"),
    ],
    writes_down_no_file_that_it_does_not_name: [
        ("git add data/history.jsonl data/published-addresses.txt", "git add data"),
        ("path: ${{ runner.temp }}/noted", "path: data"),
    ],
    writes_only_for_what_is_on_the_main_branch: [
        (f"    if: {MAIN}\n    needs: note\n", "    needs: note\n"),
    ],
    publishes_only_after_every_job_that_a_pull_request_passes: [
        ("needs: [test, build]", "needs: [build]"),
        ("needs: [test, build]", "needs: test"),
        ("  deploy:\n", "  more:\n    name: More\n    runs-on: ubuntu-24.04\n\n  deploy:\n"),
    ],
    lets_no_failure_pass_but_in_a_pull_request: [
        ("    name: Test\n", "    name: Test\n    continue-on-error: true\n"),
        ("run: make test", "run: make test\n        continue-on-error: true"),
    ],
    never_cuts_a_run_for_the_main_branch_short: [
        ("cancel-in-progress: ${{ github.event_name == 'pull_request' }}", "cancel-in-progress: true"),
        ("group: site-${{ github.ref }}", "group: site"),
    ],
    runs_on_a_known_machine_for_a_known_time: [
        ("    runs-on: ubuntu-24.04\n", "    runs-on: self-hosted\n"),
        ("    timeout-minutes: 20\n", ""),
    ],
}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
@pytest.mark.parametrize("rule", BREACHES, ids=lambda rule: rule.__name__)
def test_a_workflow(rule: Rule, file: Path) -> None:
    assert list(rule(Workflow(file.read_text("utf-8")))) == []


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        pytest.param(rule, *breach, id=f"{rule.__name__}-{number}")
        for rule, breaches in BREACHES.items()
        for number, breach in enumerate(breaches)
    ],
)
def test_a_workflow_that_breaks_a_rule_is_noticed(rule: Rule, old: str, new: str) -> None:
    text = (FOLDER / "site.yml").read_text("utf-8")
    assert old in text
    assert list(rule(Workflow(text.replace(old, new, 1))))


def test_every_file_has_an_owner_and_every_line_of_owners_has_a_file() -> None:
    lines = (ROOT / ".github" / "CODEOWNERS").read_text("utf-8").splitlines()
    owned = [line.split() for line in lines if line and not line.startswith("#")]
    assert owned[0][0] == "*"
    for pattern, *owners in owned:
        assert owners
        assert all(re.fullmatch(r"@[a-z-]+/[a-z-]+", owner) for owner in owners)
        assert any(ROOT.glob(pattern.strip("/"))), f"{pattern} is no file's owner"


def test_every_list_of_what_is_installed_is_kept_up_to_date() -> None:
    config = yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text("utf-8"))
    watched = {
        f"{update['package-ecosystem']} {folder}"
        for update in config["updates"]
        for folder in update.get("directories", [update.get("directory")])
    }
    pinned = {f"pip /{file.parent.name}" for file in ROOT.glob("*/requirements.txt")}
    assert watched == {*pinned, "npm /tests/lighthouse", "github-actions /"}


def test_a_workflow_calls_only_commands_that_there_are() -> None:
    text = "\n".join(file.read_text("utf-8") for file in FILES)
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    made = re.findall(r"\bmake (?:-C \S+ )?((?:[a-z]+ ?)+)", text)
    assert {word for words in made for word in words.split()} - targets == set()
    called = re.findall(r"-m macros ([a-z]+)", text)
    assert {"diff", "pages", "portable"} == set(called) <= set(COMMANDS)


def test_the_linters_of_workflows_run_with_the_tests() -> None:
    """They are quick to fail, so they stand where the other linters do."""
    recipe = re.search(r"^test:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert recipe
    assert {"actionlint", "zizmor"} <= set(re.findall(r"/bin/([a-z]+)", recipe[1]))
