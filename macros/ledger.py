"""The addresses that were ever published, as a file of lines that only grows. Knows no page and no record."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from macros.problems import Place, Problem, left_by_a_merge, shown

LEDGER = "published-addresses.txt"
HEADER = "# Every address ever published. It only grows: `python -m macros addresses` adds what is new."


@dataclass(frozen=True)
class Promise:
    """An address that somebody may have written down."""

    address: str
    """From the root, such as `outputs/4/`; the home page is empty."""
    anchor: str
    place: Place

    @property
    def spelled(self) -> str:
        return spelled(self.address, self.anchor)


def spelled(address: str, anchor: str = "") -> str:
    """As a line of the file.

    >>> spelled("outputs/4/", "phases"), spelled("")
    ('/outputs/4/#phases', '/')
    """
    return f"/{address}#{anchor}" if anchor else f"/{address}"


def parted(line: str) -> tuple[str, str]:
    """The address and the anchor of a line.

    >>> parted("/outputs/4/#phases"), parted("/")
    (('outputs/4/', 'phases'), ('', ''))
    """
    address, _, anchor = line.removeprefix("/").partition("#")
    return address, anchor


def read(folder: Path, label: str) -> tuple[list[Promise], list[Problem]]:
    """What a folder of data has promised; without the file, nothing."""
    if left := left_by_a_merge(text_in(folder), f"{label}/{LEDGER}"):
        return [], [left]
    promises, problems = [], []
    for number, line in enumerate(text_in(folder).splitlines(), start=1):
        place = Place(f"{label}/{LEDGER}", number)
        if line.startswith("/") and line == line.strip():
            promises.append(Promise(*parted(line), place))
        elif line and not line.startswith("# "):
            fact = f"'{shown(line)}' is no address"
            way_out = "Each line is one, from the site's root: /data/. Put the line back as it was."
            problems.append(Problem(place, "", fact, way_out))
    return promises, problems


def text_in(folder: Path) -> str:
    file = folder / LEDGER
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def grown(text: str, found: Iterable[str]) -> str:
    """The file with what was found besides."""
    lines = sorted(addresses_in(text) | set(found))
    return "\n".join([HEADER, *lines]) + "\n"


def addresses_in(text: str) -> set[str]:
    return {line for line in text.splitlines() if line.startswith("/")}
