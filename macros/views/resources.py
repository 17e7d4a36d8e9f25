"""What a plan is estimated to cost: a bar for each area's range, one picture for each currency."""

from collections.abc import Iterator
from dataclasses import dataclass

from macros.facts import Estimate
from macros.graph import Plan
from macros.links import Target, area_target
from macros.model import Area, ResourceEstimate
from macros.render import Markup, render, say
from macros.vocabulary import vocabulary

MILLION = 1_000_000
_MOST_TICKS = 6


@dataclass(frozen=True)
class Bar:
    """An area's range, placed in per cent of the axis."""

    target: Target
    estimate: ResourceEstimate
    says: Markup
    x: float
    width: float


@dataclass(frozen=True)
class Picture:
    total: Estimate
    says: Markup
    """The total in few words."""
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    """Where, in per cent of the axis, and what is written there."""
    in_millions: bool


def resources(plan: Plan, here: str) -> Markup:
    """Empty for a plan without estimates."""
    if not plan.estimates:
        return Markup()
    areas = plan.areas.values()
    return render(
        "resources.html.j2",
        here,
        plan=plan,
        v=vocabulary(plan),
        pictures=[_picture(plan, total) for total in plan.estimates],
        without=[area_target(plan, area) for area in areas if not area.resource_estimate],
    )


def _picture(plan: Plan, total: Estimate) -> Picture:
    ranges = list(_ranges(plan, total.currency))
    top = max(estimate.max for _, estimate in ranges)
    unit = MILLION if top >= MILLION else 1
    step = _step(top)
    end = max(-(-top // step), 1) * step
    bars = tuple(
        Bar(
            area_target(plan, area),
            one,
            _said(one, unit),
            round(100 * one.min / end, 3),
            round(100 * (one.max - one.min) / end, 3),
        )
        for area, one in ranges
    )
    marks = range(0, end + 1, step)
    ticks = tuple((round(100 * mark / end, 3), f"{mark / unit:,g}") for mark in marks)
    return Picture(total, _said(total, unit), bars, ticks, unit > 1)


def _ranges(plan: Plan, currency: str) -> Iterator[tuple[Area, ResourceEstimate]]:
    for area in plan.areas.values():
        if area.resource_estimate and area.resource_estimate.currency == currency:
            yield area, area.resource_estimate


def _said(one: ResourceEstimate | Estimate, unit: int) -> Markup:
    """With as many decimals as both ends of the range need."""
    if unit == 1:
        return say("resources.range", currency=one.currency, min=f"{one.min:,}", max=f"{one.max:,}")
    exact = one.min % (unit // 10) == one.max % (unit // 10) == 0
    low, high = (f"{end / unit:,.{1 if exact else 2}f}" for end in (one.min, one.max))
    return say("resources.millions", currency=one.currency, min=low, max=high)


def _step(top: int) -> int:
    """The smallest of 1, 2, 5, 10, 20, 50 … that needs no more marks than there is room for.

    >>> [_step(top) for top in (0, 9, 90, 10_000_000)]
    [1, 2, 20, 2000000]
    """
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if top <= step * (_MOST_TICKS - 1):
                return step
        power *= 10
