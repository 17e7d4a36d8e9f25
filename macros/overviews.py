"""A figure that is too large for a page, in brief: how many there are of each, and where they are shown."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from macros.graph import Plan
from macros.identifiers import slug
from macros.links import Target, area_target, index_target, period_target
from macros.model import Part
from macros.outgrown import part_of_matrix, parts_of_matrix
from macros.render import Markup, render, say
from macros.vocabulary import vocabulary

MOST = 2000
"""Cells above which lines are only summed up."""


@dataclass(frozen=True)
class Count:
    number: int
    target: Target
    """Where those that are counted are shown."""
    says: Markup


@dataclass(frozen=True)
class Line:
    target: Target
    above: str
    """What it is part of; may be empty."""
    sums: tuple[int, ...]
    counts: tuple[Count | None, ...] = ()
    """None where there is nothing."""


@dataclass(frozen=True)
class Overview:
    caption: Markup
    corner: str
    """What a line is."""
    sums: tuple[str | Markup, ...]
    columns: tuple[Target, ...]
    lines: tuple[Line, ...]
    over: str = ""
    """What all columns are, where their names don't say it."""


def overview(made: Overview, here: str) -> Markup:
    return render("overview.html.j2", here, made=made)


def matrix_overview(plan: Plan, here: str) -> Markup:
    """Parts by areas, with the number of marks where they meet and of clauses that nothing answers."""
    v = vocabulary(plan)
    areas = [one for one in plan.areas.values() if plan.commitments_in[one.id]]
    parts = parts_of_matrix(plan)
    shown = areas if len(areas) * len(parts) <= MOST else []
    area_of = {one.id: one.area for one in plan.commitments.values()}
    unanswered = Counter(one.part for one in plan.unanswered_clauses)
    lines = (
        Line(
            part_of_matrix(plan, part),
            plan.parts[part.within].name if part.within else "",
            (len(plan.clauses_in[part.id]), unanswered[part.id]),
            tuple(_marks(plan, part, [one.id for one in shown], area_of)),
        )
        for part in parts
    )
    return overview(
        Overview(
            say("matrix.caption", **v),
            say("matrix.filter_part").unescape(),
            (index_target(plan.words.clause).title, say("matrix.unanswered")),
            tuple(area_target(plan, one) for one in shown),
            tuple(lines),
            v["Areas"] if shown else "",
        ),
        here,
    )


def _marks(
    plan: Plan, part: Part, areas: Sequence[str], area_of: dict[str, str | None]
) -> Iterator[Count | None]:
    linkages = (one for clause in plan.clauses_in[part.id] for one in plan.linkages_of[clause.id])
    found = Counter(area_of[one.commitment] for one in linkages if one.commitment in area_of)
    for area in areas:
        number, target = found[area], area_target(plan, plan.areas[area])
        says = say("overview.meets", count=number, line=part.name, column=target.name)
        yield Count(number, part_of_matrix(plan, part).at(f"area-{slug(area)}"), says) if number else None


def timeline_overview(plan: Plan, here: str) -> Markup:
    """Areas by periods, with the number of commitments planned for each."""
    v = vocabulary(plan)
    areas = [one for one in plan.areas.values() if plan.commitments_in[one.id]]
    planned = Counter(
        (one.area, period) for one in plan.commitments.values() for period in plan.periods_of[one.id]
    )

    def counts(area: str, target: Target) -> Iterator[Count | None]:
        for period in plan.periods:
            number = planned[area, period]
            says = say("overview.meets", count=number, line=target.name, column=period)
            yield Count(number, target, says) if number else None

    lines = []
    for area in areas:
        target = area_target(plan, area).at(plan.words.schedule.address)
        lines.append(Line(target, "", (len(plan.commitments_in[area.id]),), tuple(counts(area.id, target))))
    caption = say(
        "timeline.caption",
        name=plan.record.short_title,
        first=plan.periods[0],
        last=plan.periods[-1],
        **v,
    )
    columns = tuple(period_target(plan, period) for period in plan.periods)
    return overview(Overview(caption, v["Area"], (v["Commitments"],), columns, tuple(lines)), here)
