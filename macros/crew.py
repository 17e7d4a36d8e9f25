"""Work shared among several processes, each of which has what this one has when it is shared out."""

import os
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from struct import Struct
from typing import Any, NoReturn, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

FEW = 16
"""So few tasks are done sooner than another process begins."""
_BATCH = 8
"""Tasks that are taken together: what stands side by side has much in common."""
_NUMBER = Struct("<I")
_AT_ONCE = 8192
"""Numbers that a pipe holds for sure."""


def hands() -> int:
    """How many processes may work: `JOBS`, or one for each core. Where a process can't be split, one."""
    if asked := os.environ.get("JOBS", ""):
        return max(int(asked), 1)
    # On macOS, what other libraries began before a split may not survive it.
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def shared(tasks: Sequence[Task], work: Callable[[Sequence[Task]], list[Result]]) -> list[Result]:
    """The results in the order of the tasks, which are done a few at a time. Raises what a task raised."""
    count = min(hands(), len(tasks) // FEW + 1)
    if count < 2:
        return work(tasks)
    size = max(_BATCH, -(-len(tasks) // _AT_ONCE))
    batches = [tasks[start : start + size] for start in range(0, len(tasks), size)]
    numbers, feed = os.pipe()
    os.write(feed, b"".join(map(_NUMBER.pack, range(len(batches)))))
    os.close(feed)
    helpers: list[tuple[int, int]] = []
    for _ in range(count - 1):
        helpers.append(_helper(numbers, batches, work, [answer for answer, _ in helpers]))
    try:
        found = dict(_done(numbers, batches, work))
    finally:
        os.close(numbers)
        heard = [_heard(*helper) for helper in helpers]
    for those in heard:
        found |= those
    return [result for number in range(len(batches)) for result in found[number]]


def _done(
    numbers: int,
    batches: Sequence[Sequence[Task]],
    work: Callable[[Sequence[Task]], list[Result]],
    parent: int = 0,
) -> Iterator[tuple[int, list[Result]]]:
    """Takes the next number that nobody has taken, until there is none, or nobody waits any more."""
    while (taken := os.read(numbers, _NUMBER.size)) and (not parent or os.getppid() == parent):
        (number,) = _NUMBER.unpack(taken)
        yield number, work(batches[number])


def _helper(
    numbers: int, batches: Sequence[Any], work: Callable[[Any], Any], others: Sequence[int]
) -> tuple[int, int]:
    """Where its answers can be read, and its process. `others`: where those of other helpers can."""
    answer, told = os.pipe()
    parent = os.getpid()
    sys.stdout.flush()
    sys.stderr.flush()
    process = os.fork()
    if not process:
        for one in (answer, *others):
            os.close(one)  # Or it would wait for ever to tell somebody who was stopped.
        _help(told, partial(_done, numbers, batches, work, parent))
    os.close(told)
    return answer, process


def _help(told: int, done: Callable[[], Iterator[Any]]) -> NoReturn:
    """All that a helper does. It ends without what this process would do at its end."""
    try:
        with os.fdopen(told, "wb") as file:
            file.write(_answered(done))
    finally:
        os._exit(0)


def _answered(done: Callable[[], Iterator[Any]]) -> bytes:
    try:
        return pickle.dumps(dict(done()))
    except Exception as error:  # noqa: BLE001 it is raised where the results are asked for
        try:
            return pickle.dumps(error)
        except Exception:  # noqa: BLE001 what can't be sent is told
            return pickle.dumps(RuntimeError(str(error)))


def _heard(answer: int, process: int) -> dict[int, Any]:
    with os.fdopen(answer, "rb") as file:
        content = file.read()
    os.waitpid(process, 0)
    if not content:
        raise ChildProcessError("a process that made pages was stopped")
    found: Any = pickle.loads(content)  # noqa: S301 our own process wrote it
    if isinstance(found, Exception):
        raise found
    return found  # type: ignore[no-any-return]
