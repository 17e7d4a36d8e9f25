"""The garden: a small invented plan, to be built as it is and to be broken one edit at a time."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from macros.build import build
from macros.graph import Site
from macros.problems import DataError

FIXTURES = Path(__file__).parent / "fixtures"
GARDEN = FIXTURES / "garden" / "data"
PLAN = "plans/garden-2031"


class Fault(NamedTuple):
    """An edit that breaks the garden, and every line that is then said."""

    sentence: str
    file: str
    old: str
    new: str
    said: list[str]


def garden() -> Site:
    return build(GARDEN)


def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GARDEN, tmp_path / "data"))


def edited(tmp_path: Path, file: str, old: str, new: str) -> Path:
    """A copy of the garden's data in which `old`, which stands once in the file, is `new`."""
    folder = copied(tmp_path)
    text = f"\n{(folder / file).read_text('utf-8')}"
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    (folder / file).write_text(text.replace(old, new)[1:], "utf-8")
    return folder


def replaced(tmp_path: Path, file: str, content: bytes | str) -> Path:
    """A copy of the garden's data in which a file, old or new, holds the content."""
    folder = copied(tmp_path)
    (folder / file).parent.mkdir(parents=True, exist_ok=True)
    (folder / file).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def problems(folder: Path) -> list[str]:
    """What is said of the data, a line for each problem; nothing where all is well."""
    try:
        build(folder, "data")
    except DataError as error:
        return error.lines()
    return []


def faults(name: str) -> Iterator[Fault]:
    """From a file in fixtures/faults: a sentence, a file, lines out and in, and what is said then."""
    for block in (FIXTURES / "faults" / name).read_text("utf-8").split("\n\n"):
        lines = [(line[:1], line[2:]) for line in block.splitlines()]

        def marked(mark: str, lines: list[tuple[str, str]] = lines) -> list[str]:
            return [text for start, text in lines if start == mark]

        old = "".join(f"{line}\n" for line in marked("-"))
        new = "".join(f"{line}\n" for line in marked("+"))
        yield Fault(marked("#")[0], marked("@")[0], f"\n{old}", f"\n{new}", marked("="))
