"""The pages of a plan that gather many records: its own, its timeline, matrix and map, its lists."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from macros.citing import wording
from macros.figures import Diagrams
from macros.graph import Plan
from macros.links import (
    COVERAGE,
    MAP,
    MATRIX,
    TIMELINE,
    Target,
    below_plan,
    index_target,
    plan_calendar,
    plan_target,
)
from macros.model import Part
from macros.outgrown import matrix_is_cut, part_of_matrix, parts_of_matrix, timeline_is_cut
from macros.page import Page, below
from macros.render import render, say
from macros.site import Site
from macros.views.area import areas_index
from macros.views.clause import clauses_index
from macros.views.commitments import commitments_index
from macros.views.coverage import coverage, coverage_page
from macros.views.matrix import commitments_met, matrix, matrix_of_part
from macros.views.period import periods_list
from macros.views.plan import plan_page
from macros.views.references import reference_map, reference_table
from macros.views.resources import resources
from macros.views.schedule import schedule_table
from macros.views.timeline import milestones_in_sight, timeline
from macros.vocabulary import vocabulary

if TYPE_CHECKING:
    from macros.model import Word


def plan_pages(site: Site, plan: Plan, diagrams: Diagrams) -> Iterator[Page]:
    top, v = plan_target(plan), vocabulary(plan)
    period = plan.unit.spoken(plan.periods)
    spoken = say("description.plan", title=plan.record.title, period=period, **v)
    yield Page(
        top,
        spoken.unescape(),
        partial(_plan_page, site, plan),
        plan.id,
        plan.record.short_title,
        record=f"plans/{plan.id}/plan.yml",
        notes=(plan.record.title,),
        periods=plan.periods,
    )
    yield below(plan, TIMELINE, "timeline.title", partial(_timeline_page, site, plan, diagrams))
    yield below(plan, MATRIX, "matrix.title", partial(_matrix_page, site, plan))
    yield from _matrix_parts(site, plan)
    if plan.clauses:
        yield below(plan, COVERAGE, "coverage.title", partial(coverage_page, site, plan))
    yield below(plan, MAP, "map.title", partial(_map_page, plan))


def _plan_page(site: Site, plan: Plan) -> str:
    here = plan_target(plan).address
    return plan_page(site, plan, resources(plan, here), coverage(site, plan, here))


def _timeline_page(site: Site, plan: Plan, diagrams: Diagrams, here: str, title: str) -> str:
    areas = list(plan.areas.values())
    return render(
        "timeline.md.j2",
        here,
        site=site,
        title=title,
        plan=plan,
        v=vocabulary(plan),
        figure=timeline(site, plan, here, diagrams),
        any_presumed=any(phase.presumed for one in plan.commitments.values() for phase in one.phases),
        any_outside=len(milestones_in_sight(plan)) < len(plan.record.milestones),
        calendar=plan_calendar(plan),
        periods=periods_list(plan, here),
        cut=timeline_is_cut(plan),
        table=None if timeline_is_cut(plan) else schedule_table(site, plan, areas, here),
        milestones=[(one, wording(site, one.source)) for one in plan.record.milestones],
    )


def _matrix_page(site: Site, plan: Plan, here: str, title: str) -> str:
    v = vocabulary(plan)
    download = Target(f"data/{plan.id}/linkages.csv", "", "")
    found = coverage(site, plan, here)
    return render(
        "matrix.md.j2",
        here,
        title=title,
        v=v,
        matrix=matrix(site, plan, here),
        cut=matrix_is_cut(plan),
        coverage=found,
        download=download,
    )


def _matrix_parts(site: Site, plan: Plan) -> Iterator[Page]:
    """Where the matrix is too large for one page: a page for each part of the text."""
    v = vocabulary(plan)
    whole = Target(below_plan(plan, MATRIX), "", say("nav.matrix").unescape())
    for part in parts_of_matrix(plan):
        target = part_of_matrix(plan, part)
        title = say("matrix.title_part", part=part.name, **v).unescape()
        yield Page(
            replace(target, title=title),
            say("description.matrix_part", title=plan.record.title, part=part.name, **v).unescape(),
            partial(_matrix_part_page, site, plan, part, target.address, title),
            plan.id,
            part.name,
            (plan_target(plan), whole),
            f"{plan.id}/matrix",
            wide=True,
            away=say("preview_card.of_plan", title=title, plan=plan.record.short_title).unescape(),
        )


def _matrix_part_page(site: Site, plan: Plan, part: Part, here: str, title: str) -> str:
    return render(
        "matrix_part.md.j2",
        here,
        title=title,
        v=vocabulary(plan),
        matrix=matrix_of_part(site, plan, part, here),
        met=len(commitments_met(plan, part)),
        total=len(plan.commitments),
        whole=Target(below_plan(plan, MATRIX), "", ""),
    )


def _map_page(plan: Plan, here: str, title: str) -> str:
    return render(
        "map.md.j2",
        here,
        title=title,
        v=vocabulary(plan),
        figure=reference_map(plan, here),
        table=reference_table(plan, here),
    )


def index_pages(site: Site, plan: Plan) -> Iterator[Page]:
    words = plan.words
    views: list[tuple[Word, Callable[[Plan, str, str], str]]] = [
        (words.area, partial(areas_index, site)),
        (words.commitment, partial(commitments_index, site)),
        (words.clause, partial(clauses_index, site)),
    ]
    for word, view in views:
        target = index_target(word)
        many, plan_name = target.title, plan.record.short_title
        title = say("index.plan_of", Many=many, plan=plan_name).unescape()
        description = say("description.index", many=word.many, title=plan.record.title).unescape()
        yield Page(
            target,
            description,
            partial(view, plan, target.address, title),
            plan.id,
            many,
            (plan_target(plan),),
            away=title,
        )
