"""The headings of a page, one below another, as whatever reads Markdown gives them."""

from collections.abc import Iterable, Iterator
from html import unescape
from typing import Protocol


class Heading(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str:
        """As HTML has it."""

    @property
    def children(self) -> Iterable["Heading"]: ...


def words(outline: Iterable[Heading]) -> Iterator[tuple[str, str]]:
    """The anchor of each heading, and what it says."""
    for heading in outline:
        yield heading.id, unescape(heading.title)
        yield from words(heading.children)
