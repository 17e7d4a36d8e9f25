"""Several files at once: all of them, or none."""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from macros.importing.trouble import ImportRefusedError, Trouble

Contents = Mapping[str, bytes | None]
"""By the files' names. None: there is none."""


def write(folder: Path, files: Contents, before: Contents) -> None:
    """`before`: what the files held when it was decided what they are to hold."""
    refused = [found for name in files if (found := _refused(folder / name, name, before.get(name)))]
    if refused:
        raise ImportRefusedError(refused)
    replace_all(folder, files)


def replace_all(folder: Path, files: Contents) -> None:
    """Whatever goes wrong on the way is undone, by names alone: that needs no room on a disk that is full."""
    new, old = ({name: _beside(folder / name, end) for name in files} for end in ("new", "old"))
    done: list[str] = []
    try:
        for name, content in files.items():
            with _told(name):
                _prepare(folder / name, content, new[name], old[name])
        for name, content in files.items():
            done.append(name)
            with _told(name):
                (folder / name).unlink() if content is None else new[name].replace(folder / name)
    except BaseException:
        for name in done:
            _put_back(folder / name, old[name])
        _take_away(old.values())
        raise
    finally:
        _take_away(new.values())
    _take_away(old.values())


def _put_back(path: Path, old: Path) -> None:
    try:
        if old.exists():
            old.replace(path)
        elif path.is_file():
            path.unlink()
    except OSError as error:
        said = f"{path} couldn't be put back. What it held, if it was there, is in {old.name} beside it."
        raise RuntimeError(said) from error


def _take_away(those: Iterable[Path]) -> None:
    for path in those:
        path.unlink(missing_ok=True)


def _beside(path: Path, end: str) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.{end}")


def _prepare(path: Path, content: bytes | None, new: Path, old: Path) -> None:
    if path.is_file():
        shutil.copy2(path, old)
    if content is not None:
        new.write_bytes(content)
        if path.is_file():
            shutil.copymode(path, new)


@contextmanager
def _told(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        fact = f"it can't be written ({error.strerror or error})"
        raise ImportRefusedError([Trouble(name, fact, "Mend that, and run it again.")]) from error


def _refused(path: Path, name: str, before: bytes | None) -> Trouble | None:
    if (path.read_bytes() if path.is_file() else None) != before:
        return Trouble(name, "it was changed meanwhile", "Run it again.")
    # Whoever may write everything is still asked not to.
    if path.is_file() and not (path.stat().st_mode & 0o222 and os.access(path, os.W_OK)):
        return Trouble(name, "it can't be written: it is marked as read-only", "Take that mark off first.")
    return None
