"""Which pages exist because the data says so, and which files."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from macros.figures import Diagrams
from macros.gathering_pages import index_pages, plan_pages
from macros.graph import Plan
from macros.history_pages import history_pages
from macros.page import Page
from macros.published import files
from macros.record_pages import code_pages, period_pages, record_pages
from macros.site import Site


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

    def gathering(self, plan: Plan) -> list[Page]:
        """The pages of a plan that gather many records: what its navigation shows."""
        return [page for page in self.pages.values() if page.plan == plan.id and not page.group]

    @cached_property
    def by_address(self) -> dict[str, Page]:
        """What a hand-written page can link to, by the address without its last slash: `outputs/4`."""
        return {page.address.rstrip("/"): page for page in self.pages.values()}


def publication(site: Site, diagrams: Diagrams) -> Publication:
    pages = [page for plan in site.plans.values() for page in _pages(site, plan, diagrams)]
    return Publication(site, diagrams, {page.source: page for page in pages}, files(site))


def _pages(site: Site, plan: Plan, diagrams: Diagrams) -> Iterator[Page]:
    yield from plan_pages(site, plan, diagrams)
    yield from history_pages(site, plan, diagrams)
    yield from index_pages(plan)
    yield from record_pages(site, plan, diagrams)
    yield from code_pages(plan)
    yield from period_pages(site, plan)
