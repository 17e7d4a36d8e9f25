"""What a command costs: its own processor time, its children's, the clock's, and memory."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.1
"""Seconds between two looks at the memory."""
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Cost:
    processor: float
    """Seconds of user and system, of every process that it started and waited for."""
    wall: float
    memory: int
    """Bytes, at the highest of all looks: the proportional set sizes of all its processes together, so that
    what they share counts once. Where there is no /proc, the largest process alone."""


class FailedError(Exception):
    """It ended badly; says how, and the end of what it said."""


class TooLongError(Exception):
    """It was stopped."""


def cost(
    command: Sequence[str], folder: Path, log: Path, limit: float, settings: Mapping[str, str] | None = None
) -> Cost:
    begun = time.monotonic()
    with log.open("w", encoding="utf-8") as said:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(settings or {})},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        highest = 0
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            highest = max(highest, sum(map(_memory, _tree(process.pid))))
            if time.monotonic() - begun > limit:
                _stop(process)
                raise TooLongError
            time.sleep(EVERY)
    _, status, usage = ended
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - begun
    if process.returncode:
        lines = log.read_text("utf-8", errors="replace").splitlines()[-20:]
        raise FailedError("\n".join([f"{' '.join(command)} ended with {process.returncode}:", *lines]))
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(usage.ru_utime + usage.ru_stime, wall, highest or usage.ru_maxrss * unit)


def _tree(parent: int) -> Iterator[int]:
    """A process and all below it, as far as the system tells."""
    yield parent
    for children in Path(f"/proc/{parent}/task").glob("*/children"):
        try:
            below = children.read_text("ascii").split()
        except OSError:  # It has ended meanwhile.
            continue
        for child in below:
            yield from _tree(int(child))


def _memory(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def _stop(process: subprocess.Popen[bytes]) -> None:
    """With all below it, or those would go on while others are measured."""
    for one in [*_tree(process.pid)]:
        try:
            os.kill(one, 9)
        except ProcessLookupError:
            continue
    process.wait()


@dataclass(frozen=True)
class Weight:
    pages: int
    files: int
    size: int
    """Bytes."""


def weight(folder: Path) -> Weight:
    found = [file for file in folder.rglob("*") if file.is_file()]
    pages = sum(1 for file in found if file.suffix == ".html")
    return Weight(pages, len(found), sum(file.stat().st_size for file in found))
