"""Which pages exist because the data says so, and which files."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from macros.annals import last_changed, subjects_of_pages
from macros.asked import Source
from macros.change import Subject
from macros.citations import Citation, Imprint, citations
from macros.exact import exact_file
from macros.exports.citation_files import citation_files
from macros.figures import Diagrams
from macros.forgiving import forgiving_file
from macros.gathering_pages import index_pages, plan_pages
from macros.graph import Plan
from macros.history_pages import history_pages
from macros.landing import Landing
from macros.links import Target
from macros.page import Page
from macros.provenance import Provenance
from macros.published import Files, files
from macros.record_pages import code_pages, period_pages, record_pages
from macros.render import Markup
from macros.repository import Repository
from macros.site import Site
from macros.views.changes import record_history
from macros.views.editing import Origin, editing
from macros.views.share import printed_code, share_control
from macros.year_pages import year_pages


@dataclass(frozen=True, repr=False, eq=False)
class Publication(Source):
    """A site's data with the pages and files that follow from it.

    Without a repr: the macros plugin spells out every variable at each build, which took a second.
    """

    site: Site
    diagrams: Diagrams
    pages: dict[str, Page] = field(default_factory=dict)
    """By the Markdown file."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """By the address."""
    home: str = ""
    """Where the site is published, with the last slash; empty where that isn't known."""
    provenance: Provenance = field(default_factory=Provenance)
    imprint: Imprint = field(default_factory=Imprint)
    landing: Landing = field(default_factory=Landing)
    """Where old addresses lead."""
    repository: Repository = field(default_factory=Repository)
    """Where the files behind its pages are edited."""

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
    def last_changed(self) -> dict[str, str]:
        """By the address of a record's page: the day of its last change, where a history is kept."""
        return last_changed(self.site)

    @cached_property
    def by_address(self) -> dict[str, Page]:
        """What a hand-written page can link to, by the address without its last slash: `outputs/4`."""
        return {page.address.rstrip("/"): page for page in self.pages.values()}

    @cached_property
    def shown_at(self) -> dict[str, str]:
        """By the file of data: the address of the first page that a record in it has to itself."""
        found: dict[str, str] = {}
        for page in self.pages.values():
            if page.record:
                found.setdefault(page.record, page.address)
        return found

    @cached_property
    def _citations(self) -> dict[str, Citation]:
        return {one.address: one for one in citations(self.site)}

    def share_control(self, address: str, title: str) -> Markup:
        """What passes a page on; the title counts where the page stands for no record."""
        return share_control(self._citation(address, title), self.imprint)

    def printed_code(self, address: str) -> Markup:
        """The page's address for those who have it on paper."""
        return printed_code(self._citation(address), self.imprint)

    def editing(
        self, source: str, address: str, title: str, data: str = "", *, is_generated: bool = False
    ) -> Markup:
        """What leads to the file behind a page. `data`: the file of data behind one written by hand.

        A page that a program writes into the folder of pages has no file that anybody should edit.
        """
        page = self.pages.get(source)
        file = page.record if page else data
        folder, name = (self.repository.data, file) if page or data else (self.repository.docs, source)
        name = "" if is_generated else name
        where = self.repository.file(folder, name) if name else ""
        origin = Origin(where, of_record=bool(page and page.record), mark=page.mark if page else "")
        target = page.target if page else Target(address, "", title or self.imprint.name)
        return editing(origin, target, f"{self.home or '/'}{address}", self.repository)

    def _citation(self, address: str, title: str = "") -> Citation:
        if address in self._citations:
            return self._citations[address]
        page = self.by_address.get(address.rstrip("/"))
        if not page:
            return Citation(title or self.imprint.name, address)
        plan = self.site.plans.get(page.plan)
        return Citation(page.target.name, address, plan.record.title if plan else "")


def publication(
    site: Site, diagrams: Diagrams, home: str = "", state: Provenance | None = None, name: str = ""
) -> Publication:
    state = state or Provenance()
    imprint = Imprint(name, home, state.day)
    landing = Landing(site)
    made = (page for page in _pages(site, diagrams) if page.address not in landing.of_records)
    pages = list(_with_history(site, made))
    taken = files(site, home, name).contents | citation_files(site, imprint)
    index = forgiving_file(site, pages, landing.moves.values(), landing.files(taken))
    published = taken | exact_file(site, pages) | index
    return Publication(
        site,
        diagrams,
        {page.source: page for page in pages},
        Files(landing.files(published)),
        home,
        state,
        imprint,
        landing,
    )


def _with_history(site: Site, pages: Iterable[Page]) -> Iterator[Page]:
    """Pages of records say at their end what changed there."""
    subjects = subjects_of_pages(site) if site.history else {}
    for page in pages:
        subject = subjects.get(page.address)
        yield replace(page, text=partial(_text_and_history, site, subject, page)) if subject else page


def _text_and_history(site: Site, subject: Subject, page: Page) -> str:
    return page.text() + record_history(site, subject, page.address, page.target.name)


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
