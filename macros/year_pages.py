"""The pages that gather what all plans foresee, year by year, and their index. They belong to no plan."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from macros.chronicle import years
from macros.links import YEARS, Target, year_target
from macros.page import Page
from macros.render import say
from macros.site import Site
from macros.views.line import line
from macros.views.years import year_page, years_index


def year_pages(site: Site) -> Iterator[Page]:
    span = years(site)
    if not span:
        return
    name, title = say("nav.years").unescape(), say("years.title", first=span[0], last=span[-1]).unescape()
    top = Target(f"{YEARS}/", "", name)
    index = partial(_index, site, span, top.address, title)
    yield Page(replace(top, title=title), say("description.years").unescape(), index, "", name, wide=True)
    for year in span:
        titled = say("years.of", year=year).unescape()
        yield Page(
            replace(year_target(year), title=titled),
            say("description.year", year=year).unescape(),
            partial(year_page, site, span, year, titled),
            "",
            year,
            (top,),
            YEARS,
            wide=True,
            aliases=(say("time.year_1", year=year).unescape(),),
        )


def _index(site: Site, span: tuple[str, ...], here: str, title: str) -> str:
    return years_index(site, span, here, title, line(site, here))
