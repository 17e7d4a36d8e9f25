"""Which state of the data a site shows, as git knows it. A build reads no clock."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

ARCHIVED = Path(__file__).parent / "archived.txt"
"""`git archive` writes commit and date into it, so that an archive without history knows them too."""


KEPT = ("history.jsonl", "published-addresses.txt")
"""What commands write among the data from what is committed: new lines there are no edits."""


@dataclass(frozen=True)
class Provenance:
    """The commit that a site was built from. Empty where the data stand outside of any repository."""

    commit: str = ""
    """In full."""
    day: str = ""
    """Of the commit: YYYY-MM-DD, where it was committed."""
    edited: bool = False
    """The data have edits that no commit has."""

    @property
    def short(self) -> str:
        return self.commit[:7]


def provenance(data: Path) -> Provenance:
    said = _git(data, "log", "-1", "--format=%H %cs")
    if said:
        commit, _, day = said.strip().partition(" ")
        return Provenance(commit, day, bool(_edits(data)))
    return _archived(data)


def _edits(data: Path) -> str:
    return _git(data, "status", "--porcelain", "--", ".", *(f":(exclude){name}" for name in KEPT))


def _archived(data: Path) -> Provenance:
    """What the archive says that this package came in, where the data came in it too."""
    said = ARCHIVED.read_text(encoding="utf-8").split()
    beside = data.resolve().is_relative_to(ARCHIVED.resolve().parent.parent)
    if not beside or len(said) != 2 or "$" in said[0]:
        return Provenance()
    return Provenance(said[0], said[1])


def text_at(folder: Path, commit: str, name: str) -> str:
    """What a file of the folder held in a commit, if anything. LookupError where there is no such commit."""
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}")
    if not (found := _git(folder, *asked).strip()):
        raise LookupError(unknown(commit))
    return _git(folder, "show", f"{found}:./{name}")


def unknown(commit: str) -> str:
    """Says that it isn't here, and the way out. Only a plain name can be one of another repository too."""
    fact = f"There is no commit {commit} here."
    if commit.startswith("-"):
        return f"{fact} No name of a commit begins with a dash."
    is_plain = re.fullmatch(r"\w[\w./+-]*", commit) and ".." not in commit
    fetch = f" Fetch it first: git fetch origin {commit}." if is_plain else ""
    return f"{fact}{fetch} Where the repository is cut short: git fetch --unshallow."


def _git(folder: Path, *arguments: str) -> str:
    """What git prints; nothing where there is no git, or no repository that holds the folder."""
    try:
        run = subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, check=True, encoding="utf-8"
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return run.stdout
