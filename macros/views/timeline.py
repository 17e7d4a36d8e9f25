"""When a plan's commitments are worked on: as a picture, and as a table that says the same."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from macros.drawing import Link
from macros.figures import Diagrams, Figure, figure
from macros.graph import Plan, presumed
from macros.links import (
    Target,
    area_target,
    commitment_target,
    period_target,
    relative,
    status_target,
)
from macros.mermaid import MEDIUM, NARROW, WIDE, Bar, Gantt, Layout, Row, gantt
from macros.model import Area, Commitment, Milestone, Phase
from macros.periods import UNITS
from macros.render import Markup, render, say
from macros.site import Site
from macros.vocabulary import vocabulary

LAYOUTS = {"wide": WIDE, "medium": MEDIUM, "narrow": NARROW}
LAYOUTS_OF_ONE = {
    "wide": replace(WIDE, padding=520),
    "medium": replace(MEDIUM, padding=360),
    "narrow": replace(NARROW, padding=96),
}
"""A row's code is a period there, and its label what is planned, which needs more room."""


@dataclass(frozen=True)
class Cross:
    """Where a commitment meets a period."""

    period: str
    planned: bool
    begins_a_year: bool
    reported: Target | None
    """Where the dated steps stand that a source reports for this period."""


def timeline(site: Site, plan: Plan, here: str, diagrams: Diagrams, area: Area | None = None) -> Markup:
    """A row for each commitment, of the plan or of one area with its table folded in. May be empty."""
    areas = [area] if area else list(plan.areas.values())
    if not any(plan.commitments_in[one.id] for one in areas):
        return Markup()
    title = area_target(plan, area).name if area else plan.record.short_title
    rows = [row for one in areas for row in _rows(plan, one, headed=area is None)]
    chart = _chart(plan, title, rows if area else [*_milestone_rows(plan), *rows])
    twin = schedule_table(site, plan, areas, here) if area else Markup()
    return figure(_figure(chart, LAYOUTS, _links(site, plan, areas, here), twin), here, diagrams)


def timeline_of(plan: Plan, commitment: Commitment, here: str, diagrams: Diagrams) -> Markup:
    """One row for each phase of one commitment. Its page holds the table. Nothing where no time is given."""
    if not commitment.phases:
        return Markup()
    told = any(phase.text or phase.presumed for phase in commitment.phases)
    rows = list(_row_for_each_phase(plan, commitment)) if told else [_row(plan, commitment)]
    chart = _chart(plan, commitment_target(plan, commitment).code, rows)
    layouts = LAYOUTS_OF_ONE if told else LAYOUTS
    return figure(_figure(chart, layouts, {}, Markup()), here, diagrams)


def _row_for_each_phase(plan: Plan, commitment: Commitment) -> Iterator[Row]:
    for position, phase in enumerate(commitment.phases):
        period = plan.unit.spoken(plan.unit.span(phase.from_, phase.to))
        bar = _bar(plan, phase, f"{position}", named=False)
        yield Row(f"{position}", period, phase.text or "", (bar,))


def schedule_table(site: Site, plan: Plan, areas: Iterable[Area], here: str) -> Markup:
    """The same as a timeline: period by period where nothing more is known, else phase by phase."""
    told = any(phase.text or phase.presumed for one in plan.commitments.values() for phase in one.phases)
    areas = list(areas)
    make = timeline_table if told else period_grid
    return make(site, plan, areas, here)


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
        any_status=any(one.status for one in plan.commitments.values()),
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
        told=any(phase.text or phase.presumed for phase in commitment.phases),
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
    any_status = any(one.status for one in plan.commitments.values())
    return render(
        "timeline_table.html.j2",
        here,
        groups=groups,
        plan=plan,
        any_status=any_status,
        v=vocabulary(plan),
    )


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


def milestones_in_sight(plan: Plan) -> list[Milestone]:
    """Those that lie in the plan's period."""
    unit = plan.unit
    first, last = (
        unit.first_day(unit.count(plan.periods[0])),
        unit.first_day(unit.count(plan.periods[-1]) + 1),
    )
    spans = [(one, _days(one)) for one in plan.record.milestones]
    return [one for one, (begins, ends) in spans if begins >= first and ends <= last]


def _milestone_rows(plan: Plan) -> Iterator[Row]:
    """A row for each event in sight."""
    in_sight = milestones_in_sight(plan)
    if in_sight:
        yield Row("milestones", "", say("timeline.milestones").unescape())
    for milestone in in_sight:
        first, last = _days(milestone)
        name = f"milestone-{milestone.id}"
        tags = ("done",) if milestone.kind == "held" else ("crit",)
        code = say("milestone.code", number=plan.milestone_numbers[milestone.id]).unescape()
        yield Row(name, code, f"{milestone.date} {milestone.title}", (Bar(name, "", first, last, tags),))


def _days(milestone: Milestone) -> tuple[date, date]:
    """The months that an event lies in, or the year: a day alone could not be seen."""
    begin, end = milestone.date, milestone.until or milestone.date
    first = begin[:7] if "-" in begin else f"{begin}-01"
    last = end[:7] if "-" in end else f"{end}-12"
    month = UNITS["month"]
    return month.first_day(month.count(first)), month.first_day(month.count(last) + 1)


def _rows(plan: Plan, area: Area, *, headed: bool) -> Iterator[Row]:
    if headed:
        yield Row(f"area-{area.id}", "", area_target(plan, area).name)
    for commitment in plan.commitments_in[area.id]:
        yield _row(plan, commitment)


def _row(plan: Plan, commitment: Commitment) -> Row:
    """All phases of a commitment in one row, with gaps where there are gaps."""
    bars = (
        _bar(plan, phase, f"{commitment.id}-{position}") for position, phase in enumerate(commitment.phases)
    )
    return Row(commitment.id, commitment.id, commitment.title, tuple(bars))


def _bar(plan: Plan, phase: Phase, identifier: str, *, named: bool = True) -> Bar:
    unit = plan.unit
    return Bar(
        id=identifier,
        label=(phase.text or "") if named else "",
        start=unit.first_day(unit.count(phase.from_)),
        end=unit.first_day(unit.count(phase.to) + 1),
        tags=("active",) if phase.presumed else (),
    )


def _chart(plan: Plan, title: str, rows: Iterable[Row]) -> Gantt:
    unit, period, v = plan.unit, plan.record.period, vocabulary(plan)
    first, last = unit.count(period.from_), unit.count(period.to) + 1
    years = (last - first) / unit.in_a_year
    spoken = say("timeline.caption", name=title, first=period.from_, last=period.to, **v)
    return Gantt(
        title=spoken.unescape(),
        description=say("timeline.description", **v).unescape(),
        rows=tuple(rows),
        first=unit.first_day(first),
        last=unit.first_day(last),
        axis_format="%Y" if years > 2 else "%Y-%m",
        tick="12month" if years > 2 else "3month",
    )


def _figure(chart: Gantt, layouts: Mapping[str, Layout], links: Mapping[str, Link], twin: Markup) -> Figure:
    texts = {room: gantt(chart, layout) for room, layout in layouts.items()}
    return Figure("timeline", chart.title, texts, links, twin)


def _links(site: Site, plan: Plan, areas: Iterable[Area], here: str) -> dict[str, Link]:
    links = {f"milestone-{one.id}": Link(f"#milestone-{one.id}", one.title) for one in plan.record.milestones}
    for area in areas:
        target = area_target(plan, area)
        links[f"area-{area.id}"] = Link(relative(here, target.address), target.name)
        for commitment in plan.commitments_in[area.id]:
            target, status = commitment_target(plan, commitment), status_target(site, commitment)
            name = f"{target.name} ({status.title})" if status else target.name
            links[commitment.id] = Link(relative(here, target.address), name)
    return links
