"""Our own modules in a program that goes on while they are edited: loaded anew, and what is wrong there."""

import importlib
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

PACKAGE = __name__.partition(".")[0]
STARTING = ("bound", "editions", "following", "live", "on_demand", "piecewise", "reloading")
"""Modules that only lead to what fails."""


@contextmanager
def reloaded(*, anew: bool) -> Iterator[None]:
    """Within, our modules are as on disk, without what they remember of data. If it fails, as before.

    `anew`: they were edited.
    """
    before = _ours()
    if anew:
        _forget(before)
    else:
        _clear(before)
    try:
        yield
    except BaseException:
        _forget(_ours())
        sys.modules.update(before)
        raise


def _ours() -> dict[str, ModuleType]:
    return {name: one for name, one in sys.modules.items() if name.partition(".")[0] == PACKAGE}


def _forget(modules: dict[str, ModuleType]) -> None:
    for name in modules:
        del sys.modules[name]
    importlib.invalidate_caches()


def _clear(modules: dict[str, ModuleType]) -> None:
    """What is kept of data that are gone would fill the memory, edit by edit.

    A function that keeps without bound keeps what our own files say.
    """
    for module in modules.values():
        for value in vars(module).values():
            if hasattr(value, "cache_parameters") and value.cache_parameters()["maxsize"] is not None:
                value.cache_clear()


def told(error: BaseException, root: Path) -> str:
    """An error in a line, with the place in our files that led to it."""
    chain = [error]
    while cause := chain[-1].__context__:
        chain.append(cause)
    # What others raise while they tell of an error hides it.
    places = ((one, place) for one in chain if (place := _place(one, root)))
    found, where = next(places, (error, ""))
    return f"{where}{type(found).__name__}: {getattr(found, 'msg', None) or found}"


def _place(error: BaseException, root: Path) -> str:
    """Empty where nothing of ours led to it."""
    named = [(str(getattr(error, "filename", "")), getattr(error, "lineno", 0))]
    frames = [(one.filename, one.lineno) for one in traceback.extract_tb(error.__traceback__)]
    for file, line in (*named, *reversed(frames)):
        path = Path(file)
        if line and path.is_relative_to(root) and path.stem not in STARTING:
            return f"{path.relative_to(root).as_posix()}:{line}: "
    return ""
