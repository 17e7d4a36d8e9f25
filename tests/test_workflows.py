"""The gate: whoever makes a pull request can have their code run, and gets no right by it.

Each rule is shown to notice a workflow that breaks it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros.cli import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".github" / "workflows"
FILES = sorted(FOLDER.glob("*.y*ml"))
"""GitHub runs both spellings."""

EVENTS = {"pull_request", "push", "release"}
"""All but the first take somebody who may write. None runs a stranger's code with our rights."""
PINNED = re.compile(r"actions/[a-z-]+@[0-9a-f]{40}")
"""Only by those who run it anyway, and by what it is, not by a name that can be moved."""
PARTS = {"name", "on", "permissions", "defaults", "concurrency", "jobs"}
"""Of a workflow. An environment for all jobs would be one for those that write as well."""
EVENT = r"event\.(before|repository\.name|release\.tag_name)"
KNOWN = rf"{EVENT}|event_name|ref|repository|repository_owner|server_url"
TOKEN = re.compile(rf"(?<![\w.])(secrets\b|github\b(?!\.({KNOWN})(?![\w.*\[])))", re.IGNORECASE)
"""In an expression: what holds a token, or all that there is. What isn't known to be harmless counts."""
MAIN = "github.event_name == 'push' && github.ref == 'refs/heads/main'"
PULL_REQUEST = "github.event_name == 'pull_request'"
TEST = {"run": "make test"}

COMMIT = """\
for file in history.jsonl published-addresses.txt; do
  test ! -L "$RUNNER_TEMP/noted/$file"
  blob="$(git hash-object -w --no-filters "$RUNNER_TEMP/noted/$file")"
  git update-index --add --cacheinfo "100644,$blob,data/$file"
done
git diff --cached --quiet && exit 0
git diff --cached --text > "$RUNNER_TEMP/new.diff"
if grep '^-[^-]' "$RUNNER_TEMP/new.diff"; then
  echo "The lines above would be taken away, so nothing was written down."
  exit 1
fi
git config user.name "github-actions[bot]"
git config user.email "41898282+github-actions[bot]@users.noreply.github.com"
git commit --message "Write down what was published"
echo "new=yes" >> "$GITHUB_OUTPUT"
"""
PUSH = 'git push "https://x-access-token:$TOKEN@${GITHUB_SERVER_URL#https://}/$GITHUB_REPOSITORY" HEAD:main'
ATTACH = """\
if gh release view "$TAG" --json assets --jq '.assets[].name' | grep --line-regexp site.tar.gz; then
  echo "It is there already, and stays."
else
  gh release upload "$TAG" site.tar.gz
fi
"""
WRITING: dict[str, dict[str, Any]] = {
    "deploy": {
        "if": MAIN,
        "needs": ["test", "build"],
        "permissions": {"pages": "write", "id-token": "write"},
        "environment": {"name": "github-pages", "url": "${{ steps.deployment.outputs.page_url }}"},
        "steps": [{"uses": "actions/deploy-pages", "id": "deployment"}],
    },
    "keep": {
        "if": MAIN,
        "needs": "note",
        "permissions": {"contents": "write"},
        "steps": [
            {"uses": "actions/checkout", "with": {"ref": "main", "persist-credentials": "false"}},
            {
                "uses": "actions/download-artifact",
                "with": {"name": "noted", "path": "${{ runner.temp }}/noted"},
            },
            {"name": "Commit what is new", "id": "commit", "run": COMMIT},
            {
                "name": "Push it",
                "if": "steps.commit.outputs.new == 'yes'",
                "env": {"TOKEN": "${{ github.token }}"},
                "run": PUSH,
            },
        ],
    },
    "attach": {
        "needs": "freeze",
        "permissions": {"contents": "write"},
        "steps": [
            {"uses": "actions/download-artifact", "with": {"name": "frozen-site"}},
            {
                "run": ATTACH,
                "env": {
                    "GH_TOKEN": "${{ github.token }}",
                    "GH_REPO": "${{ github.repository }}",
                    "TAG": "${{ github.event.release.tag_name }}",
                },
            },
        ],
    },
}
"""All that the jobs with a right to write are, word by word. Nothing in them may run what others wrote. So
before this is changed: does a program find what to run there, or a link to follow?"""
ARTIFACTS = {
    ("build", "upload-artifact", "preview"): "preview",
    ("build", "upload-pages-artifact", ""): "site",
    ("note", "upload-artifact", "noted"): "data/history.jsonl\ndata/published-addresses.txt\n",
    ("keep", "download-artifact", "noted"): "${{ runner.temp }}/noted",
    ("freeze", "upload-artifact", "frozen-site"): "site.tar.gz",
    ("attach", "download-artifact", "frozen-site"): "",
}
"""Where each is taken from or goes to."""

Step = dict[str, Any]
Job = dict[str, Any]


@dataclass(frozen=True)
class Workflow:
    """Every value is text: to YAML, `on` and `true` would be the same."""

    text: str

    @cached_property
    def tree(self) -> dict[str, Any]:
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        tree: dict[str, Any] = yaml.load(self.text, loader)  # noqa: S506 makes nothing but text
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
        return {name: job for name, job in self.jobs.items() if job.get("if") != MAIN}

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
    yield from set(workflow.tree) - PARTS


def lets_one_shell_run_every_script(workflow: Workflow) -> Iterator[str]:
    if workflow.tree.get("defaults") != {"run": {"shell": "bash"}}:
        yield "another shell, or another folder"
    yield from (name for name, job in workflow.jobs.items() if "defaults" in job)
    yield from (name for name, step in workflow.steps() if {"shell", "working-directory"} & set(step))


def passes_only_with_every_test(workflow: Workflow) -> Iterator[str]:
    if "pull_request" not in workflow.tree["on"]:
        return
    job = workflow.jobs["test"]
    if [step for step in job["steps"] if "run" in step] != [TEST] or {"if", "env"} & set(job):
        yield "something else than `make test` decides"


def lets_a_pull_request_read_and_nothing_else(workflow: Workflow) -> Iterator[str]:
    for name, job in workflow.open_jobs.items():
        if job.get("permissions") != {"contents": "read"} or "environment" in job:
            yield name


def knows_no_secret(workflow: Workflow) -> Iterator[str]:
    """Nowhere but in the jobs that write, whose every word is known."""
    others = {name: job for name, job in workflow.jobs.items() if name not in workflow.writers}
    for expression in _expressions({**workflow.tree, "jobs": others}):
        if TOKEN.search(expression):
            yield expression


def _expressions(tree: Any, key: str = "") -> Iterator[str]:
    """What GitHub works out: conditions, and what stands in braces.

    >>> list(_expressions({"if": "a", "env": {"B": "b ${{ c }} ${{ d", "if": ["${{ e\\n}}"]}}))
    ['a', ' c }} ${{ d', ' e\\n}}']
    """
    if isinstance(tree, dict):
        for name, value in tree.items():
            yield from _expressions(name)
            yield from _expressions(value, name)
    elif isinstance(tree, list):
        for value in tree:
            yield from _expressions(value)
    elif key == "if":
        yield tree
    elif "${{" in tree:
        yield tree.split("${{", 1)[1]


def uses_only_actions_that_are_pinned(workflow: Workflow) -> Iterator[str]:
    places = [*workflow.jobs.values(), *(step for _, step in workflow.steps())]
    used = Counter(place["uses"] for place in places if "uses" in place)
    for action, times in used.items():
        version = rf"uses: {re.escape(action)} # v\d+\.\d+\.\d+\n"
        if not PINNED.fullmatch(action) or len(re.findall(version, workflow.text)) != times:
            yield action
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


def writes_only_by_what_is_known_word_by_word(workflow: Workflow) -> Iterator[str]:
    beside = {"name", "runs-on", "timeout-minutes"}
    for name, job in workflow.writers.items():
        found = {key: value for key, value in job.items() if key not in beside}
        steps = [
            {key: value.partition("@")[0] if key == "uses" else value for key, value in step.items()}
            for step in job["steps"]
        ]
        if {**found, "steps": steps} != WRITING.get(name):
            yield name


def hands_over_only_artifacts_that_are_known(workflow: Workflow) -> Iterator[str]:
    for name, step in workflow.steps():
        action = step.get("uses", "").partition("@")[0].removeprefix("actions/")
        if action.endswith("-artifact"):
            given = step.get("with", {})
            if ARTIFACTS.get((name, action, given.get("name", ""))) != given.get("path", ""):
                yield f"{name}: {given}"


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
        ("permissions: {}\n", "permissions: {}\nenv: {BASH_ENV: tests/x.sh}\n"),
        (READ, ""),
        (READ, "    permissions: write-all\n"),
    ],
    lets_a_pull_request_read_and_nothing_else: [
        (READ, READ + "      pull-requests: write\n"),
        (READ, READ + "      id-token: write\n"),
        (READ, READ + "    environment: github-pages\n"),
        (f"    if: {MAIN}\n    needs: [test, build]\n", "    needs: [test, build]\n"),
    ],
    lets_one_shell_run_every_script: [
        ("    shell: bash\n", '    shell: bash -c "make site; . {0}"\n'),
        ("    shell: bash\n", "    shell: bash\n    working-directory: data\n"),
        ("    name: Test\n", "    name: Test\n    defaults: {run: {shell: sh}}\n"),
        ("run: make test", "run: make test\n        shell: sh"),
    ],
    passes_only_with_every_test: [
        ("run: make test", "run: make test || true"),
        ("run: make test", "run: make check"),
        ("run: make test", "run: make test\n        if: false"),
        ("run: make test", "run: make test\n        env: {MAKEFLAGS: -n}"),
        ("    name: Test\n", "    name: Test\n    env: {MAKEFLAGS: -n}\n"),
        ("      - run: make test", "      - run: echo make test"),
        ("      - run: make test", "      - run: exit 0\n      - run: make test"),
    ],
    knows_no_secret: [
        *(
            ("run: make test", f'run: make test\n        env: {{KEY: "${{{{ {expression} }}}}"}}')
            for expression in (
                "secrets.KEY",
                "secrets['KEY']",
                "toJSON(secrets)",
                "github.token",
                "GitHub.Token",
                "github['token']",
                "github . token",
                "github.*",
                "toJSON(github)",
                "github.event_name && github.event.token",
            )
        ),
        ("permissions: {}\n", "permissions: {}\nenv:\n  KEY: ${{ github.token }}\n"),
        ("    name: Test\n", "    name: Test\n    if: startsWith(github.token, 'g')\n"),
        ("    name: Test\n", "    name: Test ${{ secrets.KEY }}\n"),
    ],
    uses_only_actions_that_are_pinned: [
        (CHECKOUT, "actions/checkout@v7"),
        (CHECKOUT, CHECKOUT.partition(" #")[0]),
        (CHECKOUT, CHECKOUT.replace("actions/", "somebody/")),
        (CHECKOUT, "docker://alpine"),
        ("uses: " + CHECKOUT, '"uses": ' + CHECKOUT.partition(" #")[0].replace("actions/", "somebody/")),
        ("      - uses: " + CHECKOUT, "      - {uses: somebody/evil@v1}\n      - uses: " + CHECKOUT),
        ("  deploy:\n", "  more:\n    uses: somebody/evil/.github/workflows/x.yml@v1\n\n  deploy:\n"),
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
    writes_only_by_what_is_known_word_by_word: [
        ("          git commit --message", "          make history\n          git commit --message"),
        (
            "          git commit --message",
            "          git status | python3 -\n          git commit --message",
        ),
        (
            "          git commit --message",
            "          git config core.hooksPath tests/hooks\n          git commit --message",
        ),
        (
            "          git commit --message",
            "          git -c alias.x='!make site' x\n          git commit --message",
        ),
        (
            "          git commit --message",
            "          cp tests/hook .git/hooks/pre-commit\n          git commit --message",
        ),
        ("TOKEN: ${{ github.token }}", "TOKEN: ${{ github.token }}\n          BASH_ENV: tests/x.sh"),
        ("        id: commit\n", "        id: commit\n        env: {TOKEN: '${{ github.token }}'}\n"),
        ("        id: commit\n", "        id: commit\n        working-directory: data\n"),
        ("    name: Write it down\n", "    name: Write it down\n    env: {BASH_ENV: tests/x.sh}\n"),
        ("          ref: main\n          persist-credentials", "          persist-credentials"),
        ("      - name: Commit what", "      - uses: actions/setup-python@v7\n      - name: Commit what"),
        ("      - name: Commit what", "      - uses: actions/github-script@v7\n      - name: Commit what"),
        ("        id: deployment\n", "        id: deployment\n      - run: ./notify\n"),
        ('gh release upload "$TAG" site', 'gh release upload --clobber "$TAG" site'),
        (
            "      - run: |\n          if gh release",
            "      - run: tar -x -f site.tar.gz\n      - run: |\n          if gh release",
        ),
        (
            f"    if: {MAIN}\n    needs: [test, build]\n",
            f"    if: always() && {MAIN}\n    needs: [test, build]\n",
        ),
        (
            "  deploy:\n",
            f"  more:\n    if: {MAIN}\n    permissions: {{contents: write}}\n    steps: []\n\n  deploy:\n",
        ),
    ],
    hands_over_only_artifacts_that_are_known: [
        ("path: ${{ runner.temp }}/noted", "path: data"),
        ("path: ${{ runner.temp }}/noted", "path: ${{ runner.temp }}/../repo/repo"),
        ("            data/history.jsonl\n", "            data\n"),
        ("          path: site\n", "          path: .\n"),
        ("          name: noted\n", "          name: preview\n"),
    ],
    writes_only_for_what_is_on_the_main_branch: [
        (f"    if: {MAIN}\n    needs: note\n", "    needs: note\n"),
        (f"    if: {MAIN}\n    needs: note\n", f"    if: github.actor != 'x' || {MAIN}\n    needs: note\n"),
        (f"    if: {MAIN}\n    needs: note\n", f"    if: {MAIN} || failure()\n    needs: note\n"),
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
    text = next(text for text in (file.read_text("utf-8") for file in reversed(FILES)) if old in text)
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
