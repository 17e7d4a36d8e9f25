"""What the line of time is made of, and what each shape is called aloud."""

from collections.abc import Iterable
from dataclasses import dataclass

from macros.chronicle import Event
from macros.graph import Plan
from macros.labels import EM, breadth, label, written
from macros.links import Target
from macros.render import say
from macros.vocabulary import vocabulary

FONT = 13
ROW = 26
"""The height of what can be hit, and of a line of text."""
GAP = 6
"""What keeps shapes and texts apart."""


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Label:
    x: float
    y: float
    words: str


@dataclass(frozen=True)
class Dot:
    """An event. It is broader than high where the year alone is known."""

    box: Box
    held: bool
    spoken: str


@dataclass(frozen=True)
class Year:
    """A column or a row, all of which leads to the year's page."""

    target: Target
    spoken: str
    box: Box
    labels: tuple[Label, ...]
    """None where there is no room for one."""
    dots: tuple[Dot, ...]


@dataclass(frozen=True)
class Step:
    """The share of a plan's commitments that is planned for one of its periods."""

    box: Box
    spoken: str


@dataclass(frozen=True)
class Bar:
    """A plan's time."""

    target: Target
    box: Box
    title: Label
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Flag:
    """A paper with its name."""

    target: Target
    spoken: str
    box: Box
    square: Box
    stem: tuple[float, float, float]
    """Where its stem stands, and from where to where it goes."""
    label: Label
    anchor: str


@dataclass(frozen=True)
class Drawing:
    room: str
    width: float
    height: float
    years: tuple[Year, ...]
    bars: tuple[Bar, ...]
    flags: tuple[Flag, ...]


SQUARE = 10
"""A paper's sign."""


def square(x: float, y: float) -> Box:
    """Around a middle."""
    return Box(x - SQUARE / 2, y - SQUARE / 2, SQUARE, SQUARE)


def breadth_of(words: str) -> float:
    """How broad words are where they are drawn."""
    return breadth(words) * EM * FONT


def fitted(words: str, room: float) -> str:
    """Words cut to the room that there is for them."""
    return written(label(words, max(room / (EM * FONT), 1)))


def moment(date: str) -> float:
    """A date in years, as far as it is known: the middle of a month, the beginning of a year.

    >>> moment("2019"), moment("2019-07") > 2019.5
    (2019.0, True)
    """
    year, month, day = (*map(int, date.split("-")), 0, 0)[:3]
    return year + (month - 1 + (day or 15) / 31) / 12 if month else float(year)


def begins(plan: Plan, position: int) -> float:
    """When a period of the plan begins, in years, by its place among the plan's periods."""
    return (plan.unit.count(plan.periods[0]) + position) / plan.unit.in_a_year


def lanes(plans: Iterable[Plan]) -> dict[str, int]:
    """By the plan's id: the first lane that is free when the plan begins."""
    ends: list[float] = []
    found: dict[str, int] = {}
    for plan in sorted(plans, key=lambda one: begins(one, 0)):
        free = next((lane for lane, end in enumerate(ends) if end <= begins(plan, 0)), len(ends))
        ends[free : free + 1] = [begins(plan, len(plan.periods))]
        found[plan.id] = free
    return found


def shares(plan: Plan) -> tuple[tuple[float, str], ...]:
    """For each period the share of the commitments planned for it, and the same in words."""
    total, v = len(plan.commitments), vocabulary(plan)
    counts = [(period, len(plan.planned_in[period])) for period in plan.periods]
    return tuple(
        (count / (total or 1), say("line.step", count, period=period, total=total, **v).unescape())
        for period, count in counts
    )


def paper_name(event: Event) -> str:
    """What the event's paper is, in few words; empty where it has none."""
    if event.paper is None:
        return ""
    return say(f"line.paper.{event.paper.kind}", name=event.paper.name, **vocabulary(event.plan)).unescape()


def spoken(event: Event) -> str:
    names = [event.milestone.title if event.milestone else "", paper_name(event)]
    kind = "" if event.held else say("milestone.planned").unescape()
    return f"{event.date}: {', '.join(filter(None, [*names, kind]))}"


def spoken_year(year: str, told: Iterable[Event]) -> str:
    """How many events of each kind it has."""
    papers = [one for one in told if one.paper]
    others = [one for one in told if not one.paper]
    held = sum(one.held for one in others)
    counts = {"held": held, "planned": len(others) - held, "papers": len(papers)}
    said = [say(f"line.count.{kind}", count).unescape() for kind, count in counts.items() if count]
    return f"{year}: {', '.join(said or [say('line.nothing').unescape()])}"
