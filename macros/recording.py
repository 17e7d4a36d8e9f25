"""Write down what commits changed in the data since the last one recorded. Asks git; a build never does."""

import subprocess
import tarfile
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from macros.build import build
from macros.change import Entry, Release
from macros.differences import beginnings, differences
from macros.problems import DataError
from macros.provenance import KEPT, unknown
from macros.recorded import HISTORY, append, read
from macros.site import Site

TAGS = "refs/tags/v*"
"""What git calls releases."""
NO_DATA = (*KEPT, "schema")
"""What commands write beside the data: it follows from them, and is no change of theirs."""


class RecordingError(Exception):
    """Git can't tell what the history needs."""


class Commit(NamedTuple):
    hash: str
    time: str


def record(folder: Path, say: Callable[[str], None]) -> list[Entry]:
    """Adds what new commits changed to the history, oldest first, then new releases. Returns all of it."""
    known, problems = read(folder, folder.name)
    if problems:
        raise DataError(problems)
    _refuse_unknown(folder, known)
    last = known[-1].commit if known else ""
    new = list(_entries(folder, last, say))
    new += _releases(folder, [*known, *new], say)
    append(folder, new)
    return new


def _refuse_unknown(folder: Path, known: Sequence[Entry]) -> None:
    """The last recorded commit must be here; in a whole repository nothing can be fetched to mend that."""
    lost = list(takewhile(lambda entry: not _is_here(folder, entry.commit), reversed(known)))
    if not lost or _git(folder, "rev-parse", "--is-shallow-repository").strip() == b"true":
        return
    first = lost[-1].commit
    lines = (folder / HISTORY).read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, start=1) if first in text)
    fact = f"{folder.name}/{HISTORY}:{line}:1: the commit {first[:7]} isn't here. Was a branch squashed?"
    way_out = "Take out the lines from here on, as the main branch has the file, and run the command again."
    raise RecordingError(f"{fact} {way_out}")


def _is_here(folder: Path, commit: str) -> bool:
    return bool(_said(folder, "rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}"))


def _entries(folder: Path, last: str, say: Callable[[str], None]) -> Iterator[Entry]:
    """One for each commit that changed a fact, compared with the last one that could be read."""
    before = site_at(folder, last) if last else None
    for commit in _commits(folder, last):
        try:
            after = site_at(folder, commit.hash)
        except DataError as error:
            say(f"{commit.hash[:7]} is passed over: its data have {len(error.lines())} problems.")
            continue
        if changes := differences(before, after) if before else beginnings(after):
            yield Entry(commit=commit.hash, time=commit.time, changes=changes)
        before = after


def resolved(folder: Path, name: str) -> str:
    """The commit that a branch, a tag or the beginning of a commit's own name stands for."""
    _git(folder, "rev-parse", "--git-dir")  # Says it where there is no repository.
    found = _said(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if not found:
        raise RecordingError(unknown(name))
    if not _said(folder, "ls-tree", found, "."):
        raise RecordingError(f"{name} has no folder {folder.name}/. Name a commit that has one.")
    return found


def parted(folder: Path, base: str, head: str) -> str:
    """The last commit that both have: the base itself where the head goes on from it, or has none with it."""
    return _said(folder, "merge-base", base, head) or base


def _said(folder: Path, *arguments: str) -> str:
    """What git says; nothing where it refuses."""
    try:
        return _git(folder, *arguments).decode(errors="replace").strip()
    except RecordingError:
        return ""


def site_at(folder: Path, commit: str) -> Site:
    """The data as they were in a commit. Raises DataError where they can't be read today."""
    packed = _git(folder, "archive", "--format=tar", commit)
    with TemporaryDirectory() as there, tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(there, filter="data")
        for name in KEPT:  # what was promised and recorded then is no part of what was said
            Path(there, name).unlink(missing_ok=True)
        return build(Path(there), f"{commit[:7]}:{folder.name}")


def _releases(folder: Path, known: Sequence[Entry], say: Callable[[str], None]) -> Iterator[Entry]:
    """Of tags that have no line yet: the last recorded change that each of them holds."""
    recorded = {release.name for entry in known for release in entry.releases}
    fields = "%(creatordate:iso-strict) %(refname:lstrip=2)"
    asked = ("for-each-ref", "--merged=HEAD", "--sort=version:refname", f"--format={fields}", TAGS)
    for line in _git(folder, *asked).decode().splitlines():
        time, _, name = line.partition(" ")
        if name in recorded:
            continue
        held = {*_git(folder, "rev-list", f"refs/tags/{name}").decode().split()}
        last = next((entry for entry in reversed(known) if entry.commit in held), None)
        if last:
            release = Release(name=name, time=time.replace("+00:00", "Z"))
            yield Entry(commit=last.commit, time=last.time, releases=(release,))
        else:
            say(f"{name} is passed over: it is older than all that is recorded.")


def _commits(folder: Path, last: str) -> list[Commit]:
    """Those after the last one that touch the data, oldest first. A merged branch counts as one."""
    span = f"{last}..HEAD" if last else "HEAD"
    others = [f":(exclude){name}" for name in NO_DATA]
    asked = ("log", "--first-parent", "--reverse", "--format=%H %cI", span, "--", ".", *others)
    lines = _git(folder, *asked).decode().splitlines()
    found = (line.partition(" ") for line in lines)
    # Git spells Greenwich's time in two ways, by its version.
    return [Commit(commit, time.replace("+00:00", "Z")) for commit, _, time in found]


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        run = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=True)
    except OSError as error:
        raise RecordingError(f"Git can't be started ({error.strerror}). Install it.") from None
    except subprocess.CalledProcessError as error:
        if not any((place / ".git").exists() for place in (folder.resolve(), *folder.resolve().parents)):
            raise RecordingError(
                f"{folder} is in no git repository, so there is nothing to compare with. "
                "Clone it instead of unpacking an archive."
            ) from None
        said = error.stderr.decode(errors="replace").strip()
        way_out = "The history needs all commits: `git fetch --unshallow`."
        raise RecordingError(f"Git can't tell what changed in {folder}: {said}\n{way_out}") from None
    return run.stdout
