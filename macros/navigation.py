"""What the navigation shows, and what is around the pages that it leaves out."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

from macros.page import Page
from macros.pages import Publication
from macros.render import text


def navigation(entries: Iterable[Any], publication: Publication, there: Callable[[str], bool]) -> list[Any]:
    """Pages by hand, and sections of such by name, with a section for all plans and for each after the first.

    `there`: is there such a page? Another folder of hand-written pages need not hold all of ours.
    """
    first, *others = entries
    # Engines don't escape these, and the macros plugin would run what stands in them.
    made = [
        {str(text(name)): [{str(text(page.nav_title)): page.source} for page in pages]}
        for name, pages in publication.sections
    ]
    return [first, *made, *_written(others, there)]


def _written(entries: Iterable[Any], there: Callable[[str], bool]) -> Iterator[Any]:
    for entry in entries:
        title, page = next(iter(entry.items())) if isinstance(entry, dict) else (None, entry)
        if isinstance(page, list):
            if inner := list(_written(page, there)):
                yield {title: inner}
        elif there(page):
            yield entry


def groups(publication: Publication) -> Iterator[tuple[int, list[Page]]]:
    """Pages that the navigation leaves out, for its size, in the order in which one leads to the next.

    With the number of the section that they belong to.
    """
    sections = [pages[0].plan for _, pages in publication.sections]
    grouped = sorted((page for page in publication.pages.values() if page.group), key=lambda page: page.group)
    for _, pages in groupby(grouped, key=lambda page: page.group):
        found = list(pages)
        yield sections.index(found[0].plan), found
