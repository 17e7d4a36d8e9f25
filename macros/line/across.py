"""The line of time from left to right: dots above the years, bars below, papers on stems under the bars."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

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
    breadth_of,
    fitted,
    lanes,
    moment,
    paper_name,
    shares,
    spoken,
    spoken_year,
    square,
)
from macros.links import plan_target, year_target
from macros.site import Site

TITLE, SKYLINE = 25, 32
"""A bar's two halves: its title, and how much is planned when."""
LANE = TITLE + SKYLINE
EDGE = 1
"""For the line around a bar."""


@dataclass(frozen=True)
class Room:
    """How broad a drawing is, in units that are pixels where it is shown smallest."""

    name: str
    width: int
    dot: int
    """How high an event is."""


ROOMS = (Room("wide", 944, 12), Room("medium", 560, 9))


@dataclass(frozen=True)
class _Scale:
    """From years to places along the axis."""

    first: int
    year: float
    end: float

    def at(self, time: float) -> float:
        return EDGE + (time - self.first) * self.year

    def has_room(self, year: str) -> bool:
        """Where columns are narrow only every other year is written down, or every third."""
        every = int((breadth_of(year) + GAP) // self.year) + 1
        return (int(year) - self.first) % every == 0


def across(site: Site, years: tuple[str, ...], told: tuple[Event, ...], room: Room) -> Drawing:
    scale = _Scale(int(years[0]), (room.width - 2 * EDGE) / len(years), room.width)
    stacks = {year: list(_stacked(year, told, scale, room.dot)) for year in years}
    tops = (dot.box.y + dot.box.height for dots in stacks.values() for dot in dots)
    axis = max(tops, default=0) + 2 * GAP
    columns = tuple(_column(year, told, stacks[year], scale, axis) for year in years)
    lane_of, below = lanes(site.plans.values()), axis + ROW + GAP
    bars = tuple(_bar(plan, below + lane_of[plan.id] * (LANE + GAP), scale) for plan in site.plans.values())
    end = below + (max(lane_of.values()) + 1) * (LANE + GAP)
    flags = _flags([one for one in told if one.paper], scale, end, axis + ROW)
    height = max((flag.box.y + flag.box.height for flag in flags), default=end)
    return Drawing(room.name, room.width, height, columns, bars, flags)


def _stacked(year: str, told: Iterable[Event], scale: _Scale, size: int) -> Iterator[Dot]:
    """What lies close together is stacked, on what has no month. Heights are counted from the axis up."""
    own = [one for one in told if one.date[:4] == year and not one.paper]
    left, pitch = scale.at(int(year)), size + 3
    slots = max(int(scale.year // pitch), 1)
    whole = [one for one in own if len(one.date) == len(year)]
    for row, one in enumerate(whole):
        yield Dot(Box(left + 4, row * pitch, scale.year - 8, size), one.held, spoken(one))
    filled: dict[int, int] = defaultdict(lambda: len(whole))
    for one in own:
        if one not in whole:
            slot = int((moment(one.date) - int(year)) * slots)
            x = left + (slot + 0.5) * scale.year / slots - size / 2
            yield Dot(Box(x, filled[slot] * pitch, size, size), one.held, spoken(one))
            filled[slot] += 1


def _column(year: str, told: tuple[Event, ...], dots: list[Dot], scale: _Scale, axis: float) -> Year:
    left, middle = scale.at(int(year)), scale.at(int(year) + 0.5)
    floor = axis - GAP
    standing = tuple(replace(dot, box=replace(dot.box, y=floor - dot.box.y - dot.box.height)) for dot in dots)
    label = Label(middle, axis + ROW / 2, year)
    return Year(
        year_target(year),
        spoken_year(year, [one for one in told if year in one.years]),
        Box(left, 0, scale.year, axis + ROW),
        (label,) if scale.has_room(year) else (),
        standing,
    )


def _bar(plan: Plan, top: float, scale: _Scale) -> Bar:
    start, end = (scale.at(begins(plan, position)) for position in (0, len(plan.periods)))
    width = (end - start) / len(plan.periods)
    tallest = SKYLINE - 4
    steps = tuple(
        Step(Box(start + place * width, top + LANE - tallest * share, width, tallest * share), words)
        for place, (share, words) in enumerate(shares(plan))
    )
    box = Box(start, top, end - start, LANE)
    words = fitted(plan.record.short_title, end - start - 2 * GAP)
    title = Label(start + GAP + 2, top + TITLE / 2 + 1, words)
    return Bar(plan_target(plan), box, title, steps)


def _flags(told: Iterable[Event], scale: _Scale, top: float, stem: float) -> tuple[Flag, ...]:
    """From the last to the first: an earlier one steps down where its words would meet a later one's stem."""
    starts: list[float] = []
    flags: list[Flag] = []
    for event in sorted(told, key=lambda one: moment(one.date), reverse=True):
        words, x = fitted(paper_name(event), scale.end / 2 - 4 * GAP), scale.at(moment(event.date))
        room = 2 * GAP + breadth_of(words) + 2 * GAP
        turned = x + room > scale.end
        start = x - room + GAP if turned else x - GAP
        row = next((row for row in range(len(starts)) if start + room <= min(starts[row:])), len(starts))
        starts[row : row + 1] = [start]
        y = top + (row + 0.5) * ROW
        label = Label(x - 2 * GAP if turned else x + 2 * GAP, y, words)
        box = Box(start, y - ROW / 2, room, ROW)
        anchor = "end" if turned else "start"
        flags.append(Flag(event.target, spoken(event), box, square(x, y), (x, stem, y), label, anchor))
    return tuple(reversed(flags))
