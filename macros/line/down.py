"""The line of time from top to bottom, for a phone: bars at the side, papers as lines of text."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from macros.chronicle import Event
from macros.graph import Plan
from macros.line.shapes import (
    GAP,
    ROW,
    Bar,
    Box,
    Dot,
    Drawing,
    Flag,
    Label,
    Step,
    Year,
    begins,
    fitted,
    lanes,
    paper_name,
    shares,
    spoken,
    spoken_year,
    square,
)
from macros.links import plan_target, year_target
from macros.site import Site

WIDTH, DOT = 288, 10
YEARS, RAIL = 42, 30
"""What the years' names and each lane of plans take of the width."""


@dataclass
class _Rows:
    """What was laid so far, from top to bottom."""

    left: float
    """Where the text begins, right of the bars."""
    end: float = 1
    tops: dict[int, float] = field(default_factory=dict)
    """Where each year begins."""
    years: list[Year] = field(default_factory=list)
    titles: dict[str, Label] = field(default_factory=dict)
    flags: list[Flag] = field(default_factory=list)

    def line(self) -> float:
        """The middle of a new line of text."""
        self.end += ROW
        return self.end - ROW / 2


def down(site: Site, years: tuple[str, ...], told: tuple[Event, ...]) -> Drawing:
    lane_of = lanes(site.plans.values())
    rows = _Rows(YEARS + (max(lane_of.values()) + 1) * RAIL + GAP)
    for year in years:
        rows.tops[int(year)] = rows.end
        _lay(rows, year, told, [plan for plan in site.plans.values() if plan.periods[0][:4] == year])
    rows.tops[int(years[-1]) + 1] = rows.end
    bars = tuple(
        _rail(plan, YEARS + lane_of[plan.id] * RAIL, rows.tops, rows.titles[plan.id])
        for plan in site.plans.values()
    )
    return Drawing("narrow", WIDTH, rows.end + 1, tuple(rows.years), bars, tuple(rows.flags))


def _lay(rows: _Rows, year: str, told: tuple[Event, ...], beginning: list[Plan]) -> None:
    """The year with its dots, the plans that begin in it, and its papers."""
    own = [one for one in told if one.date[:4] == year]
    dots = list(_dots([one for one in own if not one.paper], rows.left, rows.end))
    top, middle = rows.end, rows.line()
    rows.end = max([rows.end, *(dot.box.y + DOT + (ROW - DOT) / 2 for dot in dots)])
    rows.years.append(
        Year(
            year_target(year),
            spoken_year(year, [one for one in told if year in one.years]),
            Box(0, top, WIDTH, rows.end - top),
            (Label(2, middle, year),),
            tuple(dots),
        )
    )
    for plan in beginning:
        rows.titles[plan.id] = Label(
            rows.left, rows.line(), fitted(plan.record.short_title, WIDTH - rows.left)
        )
    for one in own:
        if one.paper:
            y = rows.line()
            box = Box(rows.left - GAP, y - ROW / 2, WIDTH - rows.left + GAP, ROW)
            start = rows.left + DOT + GAP
            label = Label(start, y, fitted(paper_name(one), WIDTH - start))
            x = rows.left + DOT / 2
            rows.flags.append(Flag(one.target, spoken(one), box, square(x, y), (x, y, y), label, "start"))


def _dots(own: list[Event], left: float, top: float) -> Iterator[Dot]:
    """Side by side; what has no month is broader. What finds no room goes on below."""
    x, y, pitch = left, top + (ROW - DOT) / 2, DOT + 3
    for one in own:
        width = DOT + pitch * (len(one.date) == len("2000"))
        if x + width > WIDTH:
            x, y = left, y + pitch
        yield Dot(Box(x, y, width, DOT), one.held, spoken(one))
        x += width + 3


def _rail(plan: Plan, left: float, tops: dict[int, float], title: Label) -> Bar:
    def at(position: int) -> float:
        time = begins(plan, position)
        year = int(time)
        return tops[year] + (time - year) * (tops.get(year + 1, tops[year]) - tops[year])

    width = RAIL - GAP
    steps = tuple(
        Step(Box(left, at(place), width * share, at(place + 1) - at(place)), words)
        for place, (share, words) in enumerate(shares(plan))
    )
    box = Box(left, at(0), width, at(len(plan.periods)) - at(0))
    return Bar(plan_target(plan), box, title, steps)
