"""The history of the data as a file of lines that only grows: one line for each change and each release.

A release is often made after more was written down, so its line says which commit it is of. Knows no git.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from macros.change import Change, Entry, Release
from macros.load.text import INVISIBLE
from macros.problems import Place, Problem, left_by_a_merge

HISTORY = "history.jsonl"
_WAY_OUT = "Put the line back as it was. `python -m macros history` alone writes this file."


def read(folder: Path, label: str) -> tuple[tuple[Entry, ...], list[Problem]]:
    """The entries, oldest first; without the file there are none."""
    file = folder / HISTORY
    if not file.is_file():
        return (), []
    content = file.read_bytes()
    if left := left_by_a_merge(content.decode("utf-8", "replace"), f"{label}/{HISTORY}"):
        return (), [left]
    entries, problems, known = [], [], set[str]()
    for number, line in enumerate(content.splitlines(), start=1):
        try:
            entries.append(_read(line, known))
        except (ValueError, ValidationError):
            fact = "this line is none that the history of the data is made of"
            problems.append(Problem(Place(f"{label}/{HISTORY}", number), "", fact, _WAY_OUT))
    return tuple(_together(entries)), problems


def _read(line: bytes, known: set[str]) -> Entry:
    """`known`: the commits that lines above tell of. Raises ValueError."""
    told = json.loads(line)
    if any(map(INVISIBLE.search, _strings(told))):
        raise ValueError("what no data file could hold")
    entry = Entry.model_validate(told)
    if not entry.changes and entry.commit not in known:
        raise ValueError("a release of nothing that is told")
    known.add(entry.commit)
    return entry


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)


def _together(entries: Iterable[Entry]) -> Iterator[Entry]:
    by_commit: dict[tuple[str, str], list[Entry]] = {}
    for one in entries:
        by_commit.setdefault((one.commit, one.time), []).append(one)
    for (commit, time), those in by_commit.items():
        changes = tuple(change for one in those for change in one.changes)
        releases = tuple(release for one in those for release in one.releases)
        yield Entry(commit=commit, time=time, changes=changes, releases=releases)


def append(folder: Path, entries: Iterable[Entry]) -> None:
    lines = [line for entry in entries for line in _lines(entry)]
    with (folder / HISTORY).open("a", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)


def _lines(entry: Entry) -> Iterator[dict[str, object]]:
    for change in entry.changes:
        yield {"commit": entry.commit, "time": entry.time, "changes": [_short(change)]}
    for release in entry.releases:
        yield {"commit": entry.commit, "time": entry.time, "releases": [_short(release)]}


def _short(one: Change | Release) -> dict[str, object]:
    """Without what is empty."""
    return one.model_dump(mode="json", exclude_defaults=True)
