"""The pages and files that people write by hand: which addresses they have."""

from collections.abc import Container, Iterable, Iterator
from pathlib import Path, PurePosixPath

OWN = "docs"
"""Our own folder, from the checkout."""
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


def lent(own: Path, there: Container[str]) -> list[str]:
    """The files of our own folder that stand in for what another folder of pages lacks."""
    return [name for name in sorted(_names(own)) if name.startswith(LENT) and name not in there]


def taken_twice(files: Iterable[tuple[str, str]]) -> str:
    """What is wrong where two files have one address: one would overwrite the other without a word.

    >>> taken_twice([("a/", "a.md"), ("a/", "a/index.md")])[:66]
    'docs/a.md: the data makes a page or file of this address, a/index.'
    """
    seen: dict[str, str] = {}
    for address, file in files:
        other = seen.setdefault(address, file)
        if other != file:
            taken = f"docs/{other}: the data makes a page or file of this address, {file}."
            return f"{taken} Rename yours, or the plan's address."
    return ""


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
