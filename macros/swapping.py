"""A folder that is made beside the one whose place it takes, in one step where the system can.

Beside `site` stands `.site-new` while it is made. It is its own lock: the system takes a lock back from a
program that was killed, so one that is held belongs to a program that lives. Windows has no such lock, nor a
way to exchange folders. There two moves make the swap; `.site-old` stands between them, and comes back if
the second one is never made.

Nothing waits for the disk: what has come there takes seconds to remove at the next swap. So a cut of power
within half a minute may leave empty files, which the next build sees and makes anew.
"""

import ctypes
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EACCES, EBUSY, EDQUOT, EFBIG, ENOSPC, EPERM, EROFS
from pathlib import Path
from time import monotonic, sleep

with suppress(ImportError):
    import fcntl  # Not on Windows.

FULL = {ENOSPC, EDQUOT, EFBIG}
"""A disk, or somebody's share of it, without room."""
CLOSED = {EACCES, EBUSY, EPERM, EROFS}
PATIENCE = 3.0
"""Seconds. What a killed program began takes a moment to end, and has the lock until then."""
_SYSTEM = ctypes.CDLL(None) if os.name == "posix" else None
"""What its programs can ask of Linux and of macOS; Python asks for most of it, but not for all."""
_EXCHANGE = 2
"""To Linux and to macOS alike."""
_HERE = -100
"""To Linux: where a path begins that isn't whole."""


class BusyError(Exception):
    """Another program makes a folder for the same place."""


@contextmanager
def beside(out: Path) -> Iterator[Path]:
    """An empty folder to fill, for `take_place`. Without that it goes, as does what a killed program left."""
    out = out.resolve()  # A link stays, and what it leads to is replaced.
    new, old = _names(out)
    new.mkdir(parents=True, exist_ok=True)
    with _locked(new):
        ours = new.stat()
        try:
            _recover(out)
            _remove(old, *new.iterdir())
            yield new
        finally:
            _recover(out)
            if _is(new, ours):  # Or else it took its place, and there may be another program's.
                _remove(new)


def take_place(out: Path) -> None:
    """What was filled stands at `out`."""
    out = out.resolve()
    new, old = _names(out)
    if not out.exists():
        new.rename(out)
        return
    with _locked(out, wait=True):  # It comes to stand where another program would begin, until it is removed.
        if not _exchanged(new, out):
            out.rename(old)
            new.rename(out)
        _remove(new, old)


def trouble(error: OSError | BusyError, out: Path) -> str:
    """What keeps a folder from being made, and the way out. Raises what is a mistake of ours."""
    elsewhere = "name a folder elsewhere with --out"
    if isinstance(error, BusyError):
        return f"Another program is making {out.name}/. Wait until it is through, or {elsewhere}."
    if error.errno in FULL:
        return f"There is no room left on the disk for {out.name}/. Make room and try again, or {elsewhere}."
    if error.errno in CLOSED:
        return f"{error.filename or out}: {error.strerror}. See to the rights to write there, or {elsewhere}."
    raise error


def _names(out: Path) -> tuple[Path, Path]:
    return out.with_name(f".{out.name}-new"), out.with_name(f".{out.name}-old")


def _recover(out: Path) -> None:
    """Brings back what stood there, where a swap of two moves was stopped between them."""
    _, old = _names(out)
    if old.exists() and not out.exists():
        old.rename(out)


def _remove(*paths: Path) -> None:
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


@contextmanager
def _locked(folder: Path, *, wait: bool = False) -> Iterator[None]:
    """BusyError where another program has it, unless we wait for that one."""
    if not _SYSTEM:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # Some disks of a network know no locks.
            _lock(handle, wait=wait)
        if not _is(folder, os.fstat(handle)):
            raise BusyError  # It has taken its place meanwhile.
        yield
    finally:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_UN)  # By our children too, who have the handle as well.
        os.close(handle)


def _lock(handle: int, *, wait: bool) -> None:
    end = monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            if monotonic() > end:
                raise BusyError from None
            sleep(PATIENCE / 100)
        else:
            return


def _is(folder: Path, known: os.stat_result) -> bool:
    """Whether that folder still stands there, and no other."""
    try:
        return os.path.samestat(folder.stat(), known)
    except FileNotFoundError:
        return False


def _exchanged(one: Path, other: Path) -> bool:
    """Each stands where the other stood, at no moment neither. Not every system or disk can do that."""
    first, second = os.fsencode(one), os.fsencode(other)
    if change := getattr(_SYSTEM, "renameat2", None):  # Linux
        return bool(change(_HERE, first, _HERE, second, _EXCHANGE) == 0)
    if change := getattr(_SYSTEM, "renamex_np", None):  # macOS
        return bool(change(first, second, _EXCHANGE) == 0)
    return False
