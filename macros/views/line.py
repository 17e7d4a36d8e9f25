"""All plans on one line of time, with what has a date: a figure in three widths, and the same as a list."""

from macros.chronicle import events, years
from macros.line.across import ROOMS, across
from macros.line.down import down
from macros.line.shapes import FONT, paper_name
from macros.links import plan_target, year_target
from macros.render import Markup, render, say
from macros.site import Site


def line(site: Site, here: str) -> Markup:
    """Empty where there is no plan."""
    span, told = years(site), events(site)
    if not span:
        return Markup()
    return render(
        "line.html.j2",
        here,
        caption=say("line.caption", first=span[0], last=span[-1]),
        drawings=[*(across(site, span, told, room) for room in ROOMS), down(site, span, told)],
        size=FONT,
        any_planned=any(not one.held for one in told),
        several=len(site.plans) > 1,
        years=[
            (
                year_target(year),
                [(one, paper_name(one), plan_target(one.plan)) for one in told if year in one.years],
            )
            for year in span
        ],
    )
