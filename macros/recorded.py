"""The history of the data as a file of lines that only grows: one line for each change. Knows no git."""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from pydantic import ValidationError

from macros.change import Change, Entry
from macros.problems import Place, Problem

HISTORY = "history.jsonl"
_WAY_OUT = "Put the line back as it was. `python -m macros history` alone writes this file."


def read(folder: Path, label: str) -> tuple[tuple[Entry, ...], list[Problem]]:
    """The entries, oldest first; without the file there are none."""
    file = folder / HISTORY
    if not file.is_file():
        return (), []
    entries, problems = [], []
    for number, line in enumerate(file.read_bytes().splitlines(), start=1):
        try:
            entries.append(Entry.model_validate(json.loads(line)))
        except (ValueError, ValidationError):
            fact = "the line is none that the history is made of"
            problems.append(Problem(Place(f"{label}/{HISTORY}", number), "", fact, _WAY_OUT))
    return tuple(_together(entries)), problems


def _together(entries: Iterable[Entry]) -> Iterator[Entry]:
    for (commit, time), those in groupby(entries, key=lambda one: (one.commit, one.time)):
        yield Entry(
            commit=commit, time=time, changes=tuple(change for one in those for change in one.changes)
        )


def append(folder: Path, entries: Iterable[Entry]) -> None:
    lines = [line for entry in entries for line in _lines(entry)]
    with (folder / HISTORY).open("a", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)


def _lines(entry: Entry) -> Iterator[dict[str, object]]:
    for change in entry.changes:
        yield {"commit": entry.commit, "time": entry.time, "changes": [_short(change)]}


def _short(change: Change) -> dict[str, object]:
    """Without what is empty."""
    return change.model_dump(mode="json", exclude_defaults=True)
