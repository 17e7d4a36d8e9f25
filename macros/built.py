"""Two built sites → which pages differ for their readers, and which published files."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import TypeVar

Item = TypeVar("Item")

HOWS = ("new", "changed", "gone")
UNREAD = ("assets/", "search/")
"""Folders that hold no published files: they belong to the pages around them."""
NO_FILES = (".bib", ".html", ".png", ".ris", ".xlsx")
"""Pages and their pictures; and what says the same as other files, with the day of the build."""
NOT_PUBLISHED = {"robots.txt", "sitemap.xml", "sitemap.xml.gz"}
_SHOWN = {"alt", "aria-label", "href", "src", "title", "value"}
"""Attributes that a reader meets."""
_SILENT = {"script", "style", "template"}
_HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_MARKUP = re.compile(r"<a\s[^>]*class=\"headerlink\".*?</a>|<[^>]*>", re.DOTALL)
_BEGINS, _ENDS = ("<h1", "<article", "<main"), ('<p class="printed"', "</article>", "</main>")
"""A page's own part. Before it stands what passes the page on, which names a day; after it the foot."""


@dataclass(frozen=True)
class Built:
    """A page of a built site."""

    address: str
    """From the root, with the last slash; empty for the home page."""
    html: str

    @cached_property
    def own(self) -> str:
        """Without what stands around it on every page."""
        begins = (place for mark in _BEGINS if (place := self.html.find(mark)) >= 0)
        ends = (place for mark in _ENDS if (place := self.html.rfind(mark)) >= 0)
        return self.html[next(begins, 0) : next(ends, len(self.html))]

    @property
    def title(self) -> str:
        found = _HEADING.search(self.html)
        return " ".join(unescape(_MARKUP.sub("", found[1])).split()) if found else self.address

    @property
    def section(self) -> str:
        """The first step of its address: what it is one of."""
        return self.address.partition("/")[0]

    @property
    def read(self) -> list[str]:
        """Whatever of it a reader meets, in order."""
        reader = _Reader()
        reader.feed(self.own)
        return " ".join(reader.met).split()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.met: list[str] = []
        self._silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent = tag in _SILENT
        self.met += [value for name, value in attrs if name in _SHOWN and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent = self._silent and tag not in _SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.met.append(data)


@dataclass(frozen=True)
class Turned:
    """What became of a page or a published file."""

    how: str
    """One of HOWS."""
    address: str
    """From the site's root, without the host."""
    title: str = ""
    section: str = ""
    """What it is one of, in words; empty for what stands alone."""


@dataclass(frozen=True)
class Turns:
    pages: tuple[Turned, ...]
    """What stands alone first, then section by section."""
    files: tuple[Turned, ...]


def turns(old: Path, new: Path) -> Turns:
    """What differs between the folders of two built sites."""
    before, after = _pages(old), _pages(new)
    names = _sections({**before, **after})
    pages = []
    for address, how in _differing(before, after, _reads_otherwise):
        page = after.get(address) or before[address]
        pages.append(Turned(how, f"/{address}", page.title, names.get(page.section, "")))
    files = [Turned(how, f"/{name}") for name, how in _differing(_files(old), _files(new), _holds_otherwise)]
    return Turns(tuple(sorted(pages, key=lambda one: one.section)), tuple(files))


def _differing(
    before: Mapping[str, Item], after: Mapping[str, Item], differs: Callable[[Item, Item], bool]
) -> Iterator[tuple[str, str]]:
    for name in sorted({*before, *after}, key=_natural):
        if name not in before or name not in after:
            yield name, "new" if name in after else "gone"
        elif differs(before[name], after[name]):
            yield name, "changed"


def _natural(name: str) -> list[tuple[int, str]]:
    """Numbers by what they count.

    >>> sorted(["outputs/10/", "outputs/9/"], key=_natural)
    ['outputs/9/', 'outputs/10/']
    """
    return [(int(piece) if piece.isdecimal() else -1, piece) for piece in re.split(r"([0-9]+)", name)]


def _reads_otherwise(before: Built, after: Built) -> bool:
    return before.own != after.own and before.read != after.read


def _holds_otherwise(before: Path, after: Path) -> bool:
    return before.read_bytes() != after.read_bytes()


def _pages(folder: Path) -> dict[str, Built]:
    found = (path.relative_to(folder) for path in folder.rglob("index.html"))
    addresses = {"" if path.parent == Path() else f"{path.parent.as_posix()}/": path for path in found}
    return {
        address: Built(address, (folder / path).read_text(encoding="utf-8"))
        for address, path in addresses.items()
        if not address.startswith(UNREAD)
    }


def _sections(pages: Mapping[str, Built]) -> dict[str, str]:
    """The titles of pages below which others stand, by the first step of the address."""
    below = {page.section for address, page in pages.items() if address.count("/") > 1}
    return {name: pages[f"{name}/"].title for name in below if f"{name}/" in pages}


def _files(folder: Path) -> dict[str, Path]:
    named = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {
        name: path
        for name, path in named.items()
        if not name.startswith(UNREAD) and path.suffix not in NO_FILES and name not in NOT_PUBLISHED
    }
