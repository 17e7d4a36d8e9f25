"""What every page of a site says of itself elsewhere, once the texts of all are made."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from macros.page import Page
from macros.pages import Publication
from macros.render import say
from macros.sheets import LICENCE
from macros.unfurl.card import Card
from macros.unfurl.descriptions import descriptions
from macros.unfurl.linked_data import Thing, breadcrumbs, dataset, downloads, website
from macros.unfurl.preview import Preview

MISSING = "404.html"
"""The address of what is shown for addresses that aren't there."""


@dataclass(frozen=True)
class Written:
    """A page as MkDocs knows it, in plain text."""

    source: str
    address: str
    heading: str
    description: str
    section: str = ""
    """What the navigation calls the pages around it."""
    is_dataset: bool = False
    """It is about the published files."""


def previews(publication: Publication, written: Iterable[Written], site: Written) -> dict[str, Preview]:
    """By address. `site`: the site's own name and description, which stand in where a page has none."""
    pages = [*written, Written("", MISSING, _plain("missing.title"), _plain("missing.lead"))]
    maker = _Maker(publication, site)
    titles = {page.address: maker.title(page) for page in pages}
    said = descriptions({page.address: (titles[page.address], maker.description(page)) for page in pages})
    return {page.address: maker.preview(page, titles[page.address], said[page.address]) for page in pages}


class _Maker:
    def __init__(self, publication: Publication, site: Written) -> None:
        self._publication = publication
        self._site = site
        self._plans = list(publication.site.plans)

    def title(self, page: Written) -> str:
        ours = self._ours(page)
        if not page.address:
            return say("preview_card.home", site=self._site.heading, promise=page.heading).unescape()
        return ours.title if ours else page.heading

    def description(self, page: Written) -> str:
        ours = self._ours(page)
        return ours.description if ours else page.description or self._site.description

    def preview(self, page: Written, title: str, description: str) -> Preview:
        ours, home = self._ours(page), self._publication.home
        named = say("preview_card.window", title=title, site=self._site.heading).unescape()
        return Preview(
            title,
            named if page.address else title,
            description,
            page.address,
            self._card(page, description),
            home if page.address != MISSING else "",
            "article" if page.address else "website",
            indexed=ours.indexed if ours else page.address != MISSING,
            data=tuple(self._data(page, named, description)) if home else (),
        )

    def _ours(self, page: Written) -> Page | None:
        return self._publication.pages.get(page.source)

    def _card(self, page: Written, description: str) -> Card:
        ours, site = self._ours(page), self._site.heading
        if not ours:
            return Card(page.section, page.heading, (), "", site, lead=description)
        plan = self._publication.site.plans.get(ours.plan)
        return Card(
            ours.target.code,
            ours.target.title,
            ours.notes,
            plan.record.short_title if plan else "",
            site,
            1 + self._plans.index(plan.id) if plan else 0,
            "" if ours.notes else description,
            tuple(one in ours.periods for one in plan.periods) if plan and ours.periods else (),
        )

    def _data(self, page: Written, named: str, description: str) -> Iterator[Thing]:
        home, site = self._publication.home, self._site
        ours = self._ours(page)
        if not page.address:
            yield website(home, site.heading, description, _plain("preview_card.language"))
        if ours:
            steps = ((step.name, step.address) for step in (*ours.trail, ours.target))
            yield breadcrumbs(home, ((_plain("nav.home"), ""), *steps))
        if page.is_dataset:
            yield {**dataset(home + page.address, named, description), **self._holdings()}

    def _holdings(self) -> Thing:
        """What the published files hold, and where each is; but for those of single records."""
        plans = self._publication.site.plans.values()
        years = sorted(period[:4] for plan in plans for period in plan.periods)
        gathered = (one for one in self._publication.files if one.startswith("data/") or "/" not in one)
        return {
            "license": LICENCE.address,
            "temporalCoverage": f"{years[0]}/{years[-1]}",
            "distribution": downloads(self._publication.home, gathered),
        }


def _plain(key: str) -> str:
    return say(key).unescape()
