"""The pages of a plan that gather many records: its own, its timeline, matrix and map, its lists."""

from collections.abc import Callable, Iterator
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
    index_target,
    plan_calendar,
    plan_target,
)
from macros.page import Page, below
from macros.render import render, say
from macros.site import Site
from macros.views.area import areas_index
from macros.views.clause import clauses_index
from macros.views.commitments import commitments_index
from macros.views.coverage import coverage, coverage_page
from macros.views.matrix import matrix
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
        lambda: plan_page(site, plan, resources(plan, top.address), coverage(site, plan, top.address)),
        plan.id,
        plan.record.short_title,
        record=f"plans/{plan.id}/plan.yml",
        notes=(plan.record.title,),
        periods=plan.periods,
    )
    yield below(plan, TIMELINE, "timeline.title", partial(_timeline_page, site, plan, diagrams))
    yield below(plan, MATRIX, "matrix.title", partial(_matrix_page, site, plan))
    if plan.clauses:
        yield below(plan, COVERAGE, "coverage.title", partial(coverage_page, site, plan))
    yield below(plan, MAP, "map.title", partial(_map_page, plan))


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
        table=schedule_table(site, plan, areas, here),
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
        coverage=found,
        download=download,
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
