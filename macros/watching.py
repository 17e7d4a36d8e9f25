"""What changed in files and folders, by looking again: it works on every disk and system alike."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

Stamp = tuple[int, int, int]
"""When a file was written, how long it is, and which one it is: a new one can stand in its place."""


def look(places: Iterable[Path]) -> dict[Path, Stamp]:
    """Every file below, but for hidden ones, and those that editors and Python leave behind."""
    found: dict[Path, Stamp] = {}
    for place in places:
        if place.is_file():
            found[place] = _stamp(place.stat())
        elif place.is_dir():
            found |= _below(place)
    return found


def _below(folder: Path) -> dict[Path, Stamp]:
    found: dict[Path, Stamp] = {}
    folders = [str(folder)]
    while folders:
        try:
            entries = list(os.scandir(folders.pop()))
        except OSError:
            continue  # It went while we looked.
        for entry in entries:
            if entry.name.startswith(".") or entry.name.endswith("~") or entry.name == "__pycache__":
                continue
            if entry.is_dir():
                folders.append(entry.path)
                continue
            try:
                found[Path(entry.path)] = _stamp(entry.stat())
            except OSError:
                continue
    return found


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_mtime_ns, status.st_size, status.st_ino


def changed(before: Mapping[Path, Stamp], now: Mapping[Path, Stamp]) -> list[Path]:
    """What was written, came or went."""
    return sorted({path for path, _ in before.items() ^ now.items()})
