"""The garden: a small invented plan, to be built as it is and to be broken one edit at a time.

The orchard comes after the garden and has nothing that a plan may leave out.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from macros.build import build
from macros.problems import DataError
from macros.site import Site

FIXTURES = Path(__file__).parent / "fixtures"
GARDEN = FIXTURES / "garden" / "data"
ORCHARD = FIXTURES / "orchard" / "data"
"""Another plan, and how it carries on the garden's: to be laid over the garden's data."""
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


def with_orchard(folder: Path) -> Path:
    """The garden's data, which stand in the folder, with the orchard's beside them."""
    return Path(shutil.copytree(ORCHARD, folder, dirs_exist_ok=True))


def copied_both(tmp_path: Path) -> Path:
    """A copy of the garden's data and the orchard's together."""
    return with_orchard(copied(tmp_path))


def edited(tmp_path: Path, file: str, old: str, new: str) -> Path:
    """A copy of the garden's data in which `old`, which stands once in the file, is `new`."""
    return _edited(copied(tmp_path), file, old, new)


def edited_both(tmp_path: Path, file: str, old: str, new: str) -> Path:
    """The same with the orchard beside the garden."""
    return _edited(copied_both(tmp_path), file, old, new)


def _edited(folder: Path, file: str, old: str, new: str) -> Path:
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
