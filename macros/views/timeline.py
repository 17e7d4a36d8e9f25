"""When a plan's commitments are worked on, as a picture. `schedule` says the same as tables."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from macros.drawing import Link
from macros.figures import Diagrams, Figure, figure
from macros.graph import Plan, say_more_than_time
from macros.links import (
    area_target,
    commitment_target,
    relative,
    status_target,
)
from macros.mermaid import MEDIUM, NARROW, WIDE, Bar, Gantt, Layout, Row, gantt
from macros.model import Area, Commitment, Milestone, Phase
from macros.outgrown import BARS, timeline_is_cut
from macros.overviews import timeline_overview
from macros.periods import UNITS
from macros.render import Markup, say
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
class Excerpt:
    """The rows of one area alone, with the table that says the same, to be folded in below them."""

    area: Area
    table: Markup


def timeline(site: Site, plan: Plan, here: str, diagrams: Diagrams, only: Excerpt | None = None) -> Markup:
    """A row for each commitment, of the plan or of one area; what is too large is a table. May be empty."""
    area = only.area if only else None
    areas = [area] if area else list(plan.areas.values())
    if not any(plan.commitments_in[one.id] for one in areas):
        return Markup()
    if area and len(plan.commitments_in[area.id]) > BARS:
        return only.table if only else Markup()
    if not area and timeline_is_cut(plan):
        return timeline_overview(plan, here)
    title = area_target(plan, area).name if area else plan.record.short_title
    rows = [row for one in areas for row in _rows(plan, one, headed=area is None)]
    chart = _chart(plan, title, rows if area else [*_milestone_rows(plan), *rows])
    twin = only.table if only else Markup()
    return figure(_figure(chart, LAYOUTS, _links(site, plan, areas, here), twin), here, diagrams)


def timeline_of(plan: Plan, commitment: Commitment, here: str, diagrams: Diagrams) -> Markup:
    """One row for each phase of one commitment. Its page holds the table. Nothing where no time is given."""
    if not commitment.phases:
        return Markup()
    told = say_more_than_time(commitment.phases)
    rows = list(_row_for_each_phase(plan, commitment)) if told else [_row(plan, commitment)]
    chart = _chart(plan, commitment_target(plan, commitment).code, rows)
    layouts = LAYOUTS_OF_ONE if told else LAYOUTS
    return figure(_figure(chart, layouts, {}, Markup()), here, diagrams)


def _row_for_each_phase(plan: Plan, commitment: Commitment) -> Iterator[Row]:
    for position, phase in enumerate(commitment.phases):
        period = plan.unit.spoken(plan.unit.span(phase.from_, phase.to))
        bar = _bar(plan, phase, f"{position}", named=False)
        yield Row(f"{position}", period, phase.text or "", (bar,))


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
