"""The pages and files that people write by hand: which addresses they have."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

LENT = (
    "assets/",
    "brief.md",
    "documents.md",
    "discrepancies.md",
    "glossary.md",
    "how-to-read.md",
    "reports.md",
)
"""What every plan's pages rest on. It comes from our own folder where another folder of pages lacks it."""


def addresses(folder: Path, own: Path) -> set[str]:
    """Of a folder of pages, with what our own folder lends it."""
    lent = (name for name in _names(own) if name.startswith(LENT))
    return {_address(name) for name in (*_names(folder), *lent)}


def _names(folder: Path) -> Iterator[str]:
    return (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _address(name: str) -> str:
    """What a page or a file is found at.

    >>> _address("data.md"), _address("contribute/index.md"), _address("index.md"), _address("note.txt")
    ('data/', 'contribute/', '', 'note.txt')
    """
    path = PurePosixPath(name)
    if path.suffix != ".md":
        return name
    page = path.parent if path.stem in {"index", "README"} else path.with_suffix("")
    return "" if page == PurePosixPath() else f"{page}/"
