"""The page of a plan: what it is, and the ways into it."""

from collections.abc import Iterator
from dataclasses import replace

from macros.citing import Wording, wording
from macros.graph import Plan
from macros.links import (
    COVERAGE,
    MAP,
    MATRIX,
    THEORY,
    TIMELINE,
    VERSIONS,
    Target,
    area_target,
    below_plan,
    commitment_target,
    continued_target,
    data_file,
    discrepancy_target,
    document_target,
    index_target,
    paragraph_anchor,
    plan_calendar,
    plan_target,
    report_target,
)
from macros.model import Statement
from macros.render import Markup, render, say
from macros.site import Site
from macros.vocabulary import vocabulary

FEW = 3
"""A longer list of what isn't the plan's own structure folds out."""


def plan_page(site: Site, plan: Plan, resources: Markup, coverage: Markup) -> str:
    """Markdown with the page's title. `resources` and `coverage` are pictures, empty where there are none."""
    record, words, v = plan.record, plan.words, vocabulary(plan)
    return render(
        "plan.md.j2",
        plan_target(plan).address,
        site=site,
        plan=plan,
        v=v,
        counts=[
            (index_target(words.area), len(plan.areas)),
            (index_target(words.commitment), len(plan.commitments)),
            (index_target(words.clause), _entries(plan)),
        ],
        ways=list(_ways(site, plan)),
        discrepancies=[discrepancy_target(one) for one in site.discrepancies_of_plan(plan.id)],
        milestones=[(one, wording(site, one.source)) for one in record.milestones],
        tables=[(table, wording(site, table.source)) for table in record.tables],
        versions=[(one, document_target(site.documents[one.document])) for one in record.versions],
        versions_page=Target(below_plan(plan, VERSIONS), "", ""),
        places=[wording(site, record.source)],
        areas=[
            (
                area_target(plan, area),
                [commitment_target(plan, one) for one in plan.commitments_in[area.id]],
            )
            for area in plan.areas.values()
        ],
        resources=resources,
        coverage=coverage,
        few=FEW,
        statement_groups=[
            ("goals", say("heading.goals"), *_stated(site, record.goals)),
            ("principles", say("heading.principles"), *_stated(site, record.principles)),
            *((one.id, one.title, *_stated(site, one.statements)) for one in record.sections),
        ],
        introductions={one.id: one.introduction for one in record.sections if one.introduction},
        paragraphs=[
            (
                paragraph,
                paragraph_anchor(paragraph.number),
                [commitment_target(plan, plan.every_commitment[one]) for one in paragraph.commitments],
            )
            for paragraph in record.paragraphs
        ],
        data=data_file(plan, "commitments"),
        calendar=plan_calendar(plan),
    )


def _ways(site: Site, plan: Plan) -> Iterator[tuple[Target, Markup]]:
    """Where else the plan is shown, and what question that answers."""
    record, v = plan.record, vocabulary(plan)
    there = {
        TIMELINE: True,
        MATRIX: True,
        COVERAGE: bool(plan.clauses),
        MAP: True,
        VERSIONS: bool(record.versions),
        THEORY: bool(record.theory),
    }
    for what in (what for what, is_there in there.items() if is_there):
        name = say(f"nav.{what}").unescape()
        yield Target(below_plan(plan, what), "", name), say(f"ways.{what}", **v)
    for one in site.successions:
        if plan.id in (one.earlier, one.later):
            earlier, later = site.plans[one.earlier], site.plans[one.later]
            key, other = ("continues", earlier) if plan is later else ("continued-by", later)
            name = say(f"nav.{key}", plan=other.record.short_title).unescape()
            yield replace(continued_target(earlier, later), title=name), say(f"ways.{key}", **v)
    for name, report in site.reports_on(plan.id).items():
        yield report_target(name, report), say("ways.report", **v)


def _entries(plan: Plan) -> object:
    if len(plan.plain_clauses) == len(plan.clauses):
        return len(plan.clauses)
    return say("plan.entries", count=len(plan.clauses), clauses_count=len(plan.plain_clauses))


def _stated(
    site: Site, statements: tuple[Statement, ...]
) -> tuple[list[tuple[Statement, Wording | None]], Wording | None]:
    """The statements with their places; where all stand in one place, it is said once instead."""
    places = [wording(site, statement.source) for statement in statements]
    if len(places) > 1 and all(place == places[0] for place in places):
        return [(statement, None) for statement in statements], places[0]
    return list(zip(statements, places, strict=True)), None
