"""Which pages exist because the data says so, and which files."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from macros.exact import exact_file
from macros.figures import Diagrams
from macros.gathering_pages import index_pages, plan_pages
from macros.graph import Plan
from macros.history_pages import history_pages
from macros.page import Page
from macros.provenance import Provenance
from macros.published import files
from macros.record_pages import code_pages, period_pages, record_pages
from macros.site import Site
from macros.year_pages import year_pages


@dataclass(frozen=True, repr=False)
class Publication:
    """A site's data with the pages and files that follow from it.

    Without a repr: the macros plugin spells out every variable at each build, which took a second.
    """

    site: Site
    diagrams: Diagrams
    pages: dict[str, Page] = field(default_factory=dict)
    """By the Markdown file."""
    files: dict[str, bytes] = field(default_factory=dict)
    """By the address."""
    home: str = ""
    """Where the site is published, with the last slash; empty where that isn't known."""
    provenance: Provenance = field(default_factory=Provenance)

    @cached_property
    def sections(self) -> list[tuple[str, list[Page]]]:
        """What the navigation shows, by name: the pages that gather all plans, then those of each plan."""
        found: dict[str, list[Page]] = {}
        for page in self.pages.values():
            if not page.group:
                found.setdefault(page.plan, []).append(page)
        # The first page of a section leads into it, and gives it its name.
        return [(pages[0].nav_title, pages) for pages in found.values()]

    @cached_property
    def by_address(self) -> dict[str, Page]:
        """What a hand-written page can link to, by the address without its last slash: `outputs/4`."""
        return {page.address.rstrip("/"): page for page in self.pages.values()}


def publication(
    site: Site, diagrams: Diagrams, home: str = "", state: Provenance | None = None
) -> Publication:
    pages = list(_pages(site, diagrams))
    published = files(site, home) | exact_file(site, pages)
    return Publication(
        site, diagrams, {page.source: page for page in pages}, published, home, state or Provenance()
    )


def _pages(site: Site, diagrams: Diagrams) -> Iterator[Page]:
    yield from year_pages(site)
    for plan in site.plans.values():
        yield from _pages_of(site, plan, diagrams)


def _pages_of(site: Site, plan: Plan, diagrams: Diagrams) -> Iterator[Page]:
    yield from plan_pages(site, plan, diagrams)
    yield from history_pages(site, plan, diagrams)
    yield from index_pages(site, plan)
    yield from record_pages(site, plan, diagrams)
    yield from code_pages(plan)
    yield from period_pages(site, plan)
