"""The pages of single records and single periods."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from macros.citations import spoken_time
from macros.figures import Diagrams
from macros.graph import Plan
from macros.identifiers import slug
from macros.lineage import lost_codes
from macros.links import (
    TIMELINE,
    Target,
    area_target,
    below_plan,
    capital,
    clause_target,
    commitment_target,
    index_target,
    period_target,
    plan_target,
)
from macros.model import Commitment
from macros.page import Page
from macros.render import say
from macros.site import Site
from macros.views.area import area_page
from macros.views.clause import clause_page
from macros.views.commitment import commitment_page
from macros.views.period import period_page
from macros.views.schedule import schedule_of, schedule_table
from macros.views.timeline import Excerpt, timeline, timeline_of
from macros.views.versions import code_page
from macros.vocabulary import vocabulary

AREA, RECORD = 4, 3
"""How much nearer to the top of what a search finds. An area's name has words that all its records have."""


def record_pages(site: Site, plan: Plan, diagrams: Diagrams) -> Iterator[Page]:
    top, words = plan_target(plan), plan.words
    folder = f"plans/{plan.id}"
    yield from _area_pages(site, plan, diagrams)
    for one in plan.every_commitment.values():
        target = commitment_target(plan, one)
        text = partial(_commitment_page, site, plan, one.id, diagrams)
        above = area_target(plan, plan.areas[one.area]) if one.area else index_target(words.commitment)
        trail = (top, above)
        file = f"{folder}/{words.commitment.address}/{one.id}.yml"
        group = f"{plan.id}/withdrawn" if one.withdrawal else f"{plan.id}/commitments"
        page = Page(target, one.summary, text, plan.id, target.name, trail, group, file, boost=RECORD)
        yield _withdrawn(page) if one.withdrawal else _planned(page, plan, one)
    for clause in plan.clauses.values():
        target = clause_target(plan, clause)
        trail = (top, index_target(words.clause))
        text = partial(clause_page, site, plan, clause.id)
        file = f"{folder}/{words.clause.address}.yml"
        spoken = clause.summary or clause.title
        group, notes = f"{plan.id}/clauses", (plan.parts[clause.part].name,)
        page = Page(target, spoken, text, plan.id, target.name, trail, group, file, _mark(clause.id))
        yield replace(page, boost=RECORD, notes=notes)


def _area_pages(site: Site, plan: Plan, diagrams: Diagrams) -> Iterator[Page]:
    trail = (plan_target(plan), index_target(plan.words.area))
    for area in plan.areas.values():
        target = area_target(plan, area)
        text = partial(_area_page, site, plan, area.id, diagrams)
        file = f"plans/{plan.id}/areas.yml"
        count = len(plan.commitments_in.get(area.id, ()))
        notes = (say("plan.by_area", count, **vocabulary(plan)).unescape(),)
        page = Page(target, area.summary, text, plan.id, target.name, trail, plan.id, file, _mark(area.id))
        yield replace(page, boost=AREA, notes=notes)


def _mark(identifier: str) -> str:
    return f'id: "{identifier}"'


def _planned(page: Page, plan: Plan, commitment: Commitment) -> Page:
    """Its card says in which area it is, and for when it is planned."""
    above, time = page.trail[-1].name, spoken_time(plan, commitment)
    notes = tuple(filter(None, (above, time)))
    return replace(page, notes=notes, periods=plan.periods_of[commitment.id])


def _withdrawn(page: Page) -> Page:
    """Wherever a link to it stands, its name says so. Search engines lead to what is promised today."""
    return replace(
        page,
        description=say("description.withdrawn", summary=page.description).unescape(),
        away=say("preview_card.withdrawn", title=page.target.name).unescape(),
        notes=(capital(say("mark.withdrawn").unescape()),),
        indexed=False,
    )


def code_pages(plan: Plan) -> Iterator[Page]:
    """A page for each code of an older version that no record has."""
    v, word = vocabulary(plan), plan.words.commitment
    trail = (plan_target(plan), index_target(word))
    for history in lost_codes(plan):
        title = say("code.title", code=history.code, **v).unescape()
        target = Target(f"{word.address}/{slug(history.code)}/", "", title)
        spoken = say("description.code", code=history.code).unescape()
        text = partial(code_page, plan, history, target.address, title)
        aliases = (history.code, f"{capital(word.one)} {history.code}")
        yield Page(target, spoken, text, plan.id, title, trail, f"{plan.id}/codes", aliases=aliases)


def period_pages(site: Site, plan: Plan) -> Iterator[Page]:
    v = vocabulary(plan)
    timeline_target = Target(below_plan(plan, TIMELINE), "", say("nav.timeline").unescape())
    trail = (plan_target(plan), timeline_target)
    for period in plan.periods:
        title = say("period.title", period=period, plan=plan.record.short_title).unescape()
        target = replace(period_target(plan, period), title=title)
        text = partial(period_page, site, plan, period, title)
        spoken = say("description.period", title=plan.record.title, period=period, **v).unescape()
        aliases = _said(plan, period)
        group = f"{plan.id}/periods"
        yield Page(target, spoken, text, plan.id, period, trail, group, aliases=aliases, periods=(period,))


def _said(plan: Plan, period: str) -> tuple[str, ...]:
    """What people call a period besides: Q3 2018, third quarter of 2018."""
    year, step = period[:4], plan.unit.step(period)
    time = say(f"time.{plan.record.unit}_{step}", year=year).unescape()
    return (f"{plan.unit.within_year(period)} {year}".strip(), time)


def _area_page(site: Site, plan: Plan, identifier: str, diagrams: Diagrams) -> str:
    area = plan.areas[identifier]
    here = area_target(plan, area).address
    only = Excerpt(area, schedule_table(site, plan, [area], here))
    figure = timeline(site, plan, here, diagrams, only)
    return area_page(site, plan, identifier, figure)


def _commitment_page(site: Site, plan: Plan, identifier: str, diagrams: Diagrams) -> str:
    commitment = plan.every_commitment[identifier]
    here = commitment_target(plan, commitment).address
    drawing = timeline_of(plan, commitment, here, diagrams)
    return commitment_page(site, plan, identifier, drawing, schedule_of(plan, commitment, here))
