"""The page of a plan, the index of its commitments, and how much of the negotiated text it answers."""

from collections.abc import Iterator
from dataclasses import replace

from macros.citing import wording
from macros.graph import Plan
from macros.identifiers import slug
from macros.links import (
    MAP,
    MATRIX,
    THEORY,
    TIMELINE,
    VERSIONS,
    Target,
    area_target,
    below_plan,
    clause_target,
    commitment_target,
    continued_target,
    data_file,
    discrepancy_target,
    document_target,
    index_target,
    paragraph_anchor,
    plan_target,
    report_target,
)
from macros.model import Area, Statement
from macros.render import Markup, render, say
from macros.site import Site
from macros.vocabulary import vocabulary


def plan_page(site: Site, plan: Plan, coverage: Markup) -> str:
    """Markdown with the page's title."""
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
                area.resource_estimate,
            )
            for area in plan.areas.values()
        ],
        coverage=coverage,
        statement_groups=[
            ("goals", say("heading.goals"), _stated(site, record.goals)),
            ("principles", say("heading.principles"), _stated(site, record.principles)),
            *((one.id, one.title, _stated(site, one.statements)) for one in record.sections),
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
    )


def _ways(site: Site, plan: Plan) -> Iterator[Target]:
    """Where else the plan is shown."""
    record = plan.record
    there = [
        TIMELINE,
        MATRIX,
        MAP,
        *([VERSIONS] if record.versions else []),
        *([THEORY] if record.theory else []),
    ]
    yield from (Target(below_plan(plan, what), "", say(f"nav.{what}").unescape()) for what in there)
    for one in site.successions:
        if plan.id in (one.earlier, one.later):
            earlier, later = site.plans[one.earlier], site.plans[one.later]
            name = say("nav.continued-by", plan=later.record.short_title).unescape()
            if plan is later:
                name = say("nav.continues", plan=earlier.record.short_title).unescape()
            yield replace(continued_target(earlier, later), title=name)
    yield from (report_target(name, report) for name, report in site.reports_on(plan.id).items())


def _entries(plan: Plan) -> object:
    if len(plan.plain_clauses) == len(plan.clauses):
        return len(plan.clauses)
    return say("plan.entries", count=len(plan.clauses), clauses_count=len(plan.plain_clauses))


def _stated(site: Site, statements: tuple[Statement, ...]) -> list[tuple[Statement, object]]:
    return [(statement, wording(site, statement.source)) for statement in statements]


def coverage(plan: Plan, here: str) -> Markup:
    """Which clauses are answered, which commitments answer, and which are left out. Empty without clauses."""
    if not plan.clauses:
        return Markup()
    linked = {linkage.clause for linkage in plan.linkages}
    by_commitment = [clause for clause in plan.plain_clauses if clause.id in linked]
    alone = [
        clause
        for clause in plan.plain_clauses
        if plan.paragraph_linkages_of[clause.id] and clause.id not in linked
    ]
    return render(
        "coverage.html.j2",
        here,
        plan=plan,
        v=vocabulary(plan),
        answered=len(plan.plain_clauses) - len(plan.unanswered_clauses),
        by_commitment=len(by_commitment),
        answering=len(plan.commitments) - len(plan.unlinked_commitments),
        unanswered=[clause_target(plan, clause) for clause in plan.unanswered_clauses],
        by_paragraph=[clause_target(plan, clause) for clause in alone],
        unlinked=[commitment_target(plan, one) for one in plan.unlinked_commitments],
    )


def commitments_index(plan: Plan, here: str, title: str) -> str:
    """Markdown with the page's title: the commitments by area."""

    def listed(area: Area) -> tuple[str, Target, list[tuple[Target, str, list[Target]]]]:
        rows = [
            (
                commitment_target(plan, one),
                one.id,
                [
                    clause_target(plan, plan.clauses[linkage.clause])
                    for linkage in plan.linkages_to[one.id]
                    if plan.counts(linkage)
                ],
            )
            for one in plan.commitments_in[area.id]
        ]
        return f"area-{slug(area.id)}", area_target(plan, area), rows

    return render(
        "commitments.md.j2",
        here,
        title=title,
        plan=plan,
        plan_target=plan_target(plan),
        v=vocabulary(plan),
        groups=[listed(area) for area in plan.areas.values()],
        withdrawn=[(commitment_target(plan, one), one) for one in plan.withdrawn.values()],
    )
