"""What there is to know of a system in order to measure it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.records import Record

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Peer:
    name: str
    package: str
    """On the registry. Beside this module stands what it is installed from, pinned with hashes."""
    files: Callable[[Sequence[Record]], dict[str, str]]
    """A project that holds the records: its files by their path."""
    command: tuple[str, ...]
    """Started in the project's folder; the first word is a program of the environment."""
    out: str
    """Where in the project's folder the pages are then."""
    forgotten: tuple[str, ...]
    """The folders that an empty start doesn't have."""

    @property
    def requirements(self) -> Path:
        return HERE / f"{self.package}.txt"


def grouped(records: Iterable[Record], kind: str) -> dict[str, list[Record]]:
    """By part or area, in the order of the records."""
    found: dict[str, list[Record]] = {}
    for record in records:
        if record.kind == kind:
            found.setdefault(record.group, []).append(record)
    return found


def write(folder: Path, files: dict[str, str]) -> None:
    """What is as it was is left alone, so that its time tells nobody of an edit."""
    for name, text in files.items():
        file = folder / name
        if not file.is_file() or file.read_text("utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
