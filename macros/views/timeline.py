"""When a plan's commitments are worked on: as a picture, and as a table that says the same."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from macros.drawing import Link
from macros.figures import Diagrams, Figure, figure
from macros.graph import Plan, presumed
from macros.links import area_target, commitment_target, relative
from macros.mermaid import MEDIUM, NARROW, WIDE, Bar, Gantt, Layout, Row, gantt
from macros.model import Area, Commitment, Phase
from macros.render import Markup, render, say
from macros.vocabulary import vocabulary

LAYOUTS = {"wide": WIDE, "medium": MEDIUM, "narrow": NARROW}
LAYOUTS_OF_ONE = {
    "wide": replace(WIDE, padding=520),
    "medium": replace(MEDIUM, padding=360),
    "narrow": replace(NARROW, padding=96),
}
"""A row's code is a period there, and its label what is planned, which needs more room."""


def timeline(plan: Plan, here: str, diagrams: Diagrams, area: Area | None = None) -> Markup:
    """A row for each commitment, of the plan or of one area with its table folded in. May be empty."""
    areas = [area] if area else list(plan.areas.values())
    if not any(plan.commitments_in[one.id] for one in areas):
        return Markup()
    title = area_target(plan, area).name if area else plan.record.short_title
    chart = _chart(plan, title, [row for one in areas for row in _rows(plan, one, headed=area is None)])
    twin = timeline_table(plan, areas, here) if area else Markup()
    return figure(_figure(chart, LAYOUTS, _links(plan, areas, here), twin), here, diagrams)


def timeline_of(plan: Plan, commitment: Commitment, here: str, diagrams: Diagrams) -> Markup:
    """One row for each phase of one commitment. Its page holds the table. Nothing where no time is given."""
    if not commitment.phases:
        return Markup()
    rows = [
        Row(
            f"{position}",
            plan.unit.spoken(plan.unit.span(phase.from_, phase.to)),
            phase.text or "",
            (_bar(plan, phase, f"{position}", named=False),),
        )
        for position, phase in enumerate(commitment.phases)
    ]
    chart = _chart(plan, commitment_target(plan, commitment).code, rows)
    return figure(_figure(chart, LAYOUTS_OF_ONE, {}, Markup()), here, diagrams)


def timeline_table(plan: Plan, areas: Iterable[Area], here: str) -> Markup:
    """The same as a timeline, as a table with a group for each area."""
    groups = [(area_target(plan, area), list(_planned(plan, plan.commitments_in[area.id]))) for area in areas]
    return render("timeline_table.html.j2", here, groups=groups, plan=plan, v=vocabulary(plan))


@dataclass(frozen=True)
class Planned:
    """A phase in the table, with the words for the ends that no document prints."""

    phase: Phase
    presumed: str


def _planned(plan: Plan, commitments: Iterable[Commitment]) -> Iterator[tuple[object, list[Planned]]]:
    for commitment in commitments:
        phases = [Planned(phase, presumed(phase)) for phase in commitment.phases]
        yield commitment_target(plan, commitment), phases


def _rows(plan: Plan, area: Area, *, headed: bool) -> Iterator[Row]:
    if headed:
        yield Row(f"area-{area.id}", "", area_target(plan, area).name)
    for commitment in plan.commitments_in[area.id]:
        bars = tuple(
            _bar(plan, phase, f"{commitment.id}-{position}")
            for position, phase in enumerate(commitment.phases)
        )
        yield Row(commitment.id, commitment.id, commitment.title, bars)


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


def _links(plan: Plan, areas: Iterable[Area], here: str) -> dict[str, Link]:
    links = {}
    for area in areas:
        target = area_target(plan, area)
        links[f"area-{area.id}"] = Link(relative(here, target.address), target.name)
        for commitment in plan.commitments_in[area.id]:
            target = commitment_target(plan, commitment)
            links[commitment.id] = Link(relative(here, target.address), target.name)
    return links
