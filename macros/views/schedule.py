"""When a plan's commitments are worked on, as tables: period by period, or phase by phase."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from macros.asked import remembered
from macros.graph import Plan, presumed, say_more_than_time
from macros.links import Target, area_target, commitment_target, period_target, status_target
from macros.model import Area, Commitment, Phase
from macros.render import Markup, render
from macros.site import Site
from macros.vocabulary import vocabulary


@dataclass(frozen=True)
class Cross:
    """Where a commitment meets a period."""

    period: str
    planned: bool
    begins_a_year: bool
    reported: Target | None
    """Where the dated steps stand that a source reports for this period."""


@dataclass(frozen=True)
class Planned:
    """A phase in the table, with the words for the ends that no document prints."""

    phase: Phase
    presumed: str


def _planned(
    site: Site, plan: Plan, commitments: Iterable[Commitment]
) -> Iterator[tuple[Target, list[Planned], Target | None, int]]:
    for commitment in commitments:
        phases = [Planned(phase, presumed(phase)) for phase in commitment.phases]
        target, status = commitment_target(plan, commitment), status_target(site, commitment)
        yield target, phases, status, len(commitment.updates)


def schedule_table(site: Site, plan: Plan, areas: Iterable[Area], here: str) -> Markup:
    """The same as a timeline: period by period where nothing more is known, else phase by phase."""
    areas = list(areas)
    make = timeline_table if _told(plan) else period_grid
    return make(site, plan, areas, here)


@remembered
def _told(plan: Plan) -> bool:
    return any(say_more_than_time(one.phases) for one in plan.commitments.values())


def period_grid(site: Site, plan: Plan, areas: Iterable[Area], here: str) -> Markup:
    """A row for each commitment, a column for each period."""
    groups = [
        (
            area_target(plan, area),
            [
                (
                    commitment_target(plan, one),
                    plan.spoken_period(one.id),
                    _crosses(plan, one),
                    status_target(site, one),
                )
                for one in plan.commitments_in[area.id]
            ],
        )
        for area in areas
    ]
    return render(
        "period_grid.html.j2",
        here,
        groups=groups,
        years=_years(plan),
        **_statuses(site, plan),
        any_reported=any(plan.updates_in.values()),
        periods=[
            (period_target(plan, period), period[:4], plan.unit.within_year(period))
            for period in plan.periods
        ],
        v=vocabulary(plan),
    )


def schedule_of(plan: Plan, commitment: Commitment, here: str) -> Markup:
    """The same as the timeline of one commitment, as a table. Empty where no time is given."""
    if not commitment.phases:
        return Markup()
    return render(
        "schedule_of.html.j2",
        here,
        plan=plan,
        v=vocabulary(plan),
        name=commitment_target(plan, commitment).code,
        anchor=f"{plan.words.schedule.address}-table",
        phases=[Planned(phase, presumed(phase)) for phase in commitment.phases],
        told=say_more_than_time(commitment.phases),
        years=list(_by_year(plan, commitment)),
        any_reported=any(one.reported for one in _crosses(plan, commitment)),
    )


def _by_year(plan: Plan, commitment: Commitment) -> Iterator[tuple[str, list[tuple[str, Target, Cross]]]]:
    """Each year with its periods, what they are called in it, and what is planned and reported then."""
    for year, those in groupby(_crosses(plan, commitment), lambda one: one.period[:4]):
        yield (
            year,
            [
                (
                    plan.unit.within_year(one.period) or one.period,
                    period_target(plan, one.period),
                    one,
                )
                for one in those
            ],
        )


def _crosses(plan: Plan, commitment: Commitment) -> list[Cross]:
    planned = set(plan.periods_of[commitment.id])
    evidence = commitment_target(plan, commitment).at("evidence")
    reported = {plan.unit.period_of(update.date) for update in commitment.updates}
    return [
        Cross(
            period, period in planned, _begins_a_year(plan, period), evidence if period in reported else None
        )
        for period in plan.periods
    ]


def _begins_a_year(plan: Plan, period: str) -> bool:
    return plan.unit.count(period) % plan.unit.in_a_year == 0


def _years(plan: Plan) -> list[tuple[str, int]]:
    """Each year with the number of its periods; empty where a period is a year."""
    if plan.unit.in_a_year == 1:
        return []
    numbers = Counter(plan.unit.count(period) // plan.unit.in_a_year for period in plan.periods)
    return [(f"{year}", number) for year, number in numbers.items()]


def timeline_table(site: Site, plan: Plan, areas: Iterable[Area], here: str) -> Markup:
    """The same as a timeline, as a table with a group for each area."""
    groups = [
        (area_target(plan, area), list(_planned(site, plan, plan.commitments_in[area.id]))) for area in areas
    ]
    return render(
        "timeline_table.html.j2",
        here,
        groups=groups,
        plan=plan,
        **_statuses(site, plan),
        v=vocabulary(plan),
    )


def _statuses(site: Site, plan: Plan) -> dict[str, Any]:
    """Whether a table says of each commitment where it stands. Said once where all stand at the same."""
    same, any_status = _standing(plan)
    status = status_target(site, plan.commitments[next(iter(plan.commitments))]) if same else None
    return {"any_status": any_status and not same, "status_of_all": status}


@remembered
def _standing(plan: Plan) -> tuple[bool, bool]:
    """Whether all commitments stand at the same, and whether any says where it stands."""
    statuses = {one.status for one in plan.commitments.values()}
    same = len(statuses) == 1 and not any(one.updates for one in plan.commitments.values())
    return same, any(statuses)
