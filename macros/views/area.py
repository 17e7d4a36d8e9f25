"""The page of one area."""

from macros.citing import wording
from macros.finder import Marks, finder, other_words
from macros.graph import Plan, notes_of
from macros.links import (
    Target,
    area_target,
    clause_target,
    commitment_target,
    data_file,
    discrepancy_target,
    plan_target,
)
from macros.model import Area
from macros.render import Markup, render
from macros.site import Site
from macros.vocabulary import vocabulary


def area_page(site: Site, plan: Plan, identifier: str, timeline: Markup) -> str:
    """Markdown with the page's title."""
    area = plan.areas[identifier]
    estimate = area.resource_estimate
    target = area_target(plan, area)
    found = site.discrepancies_of(plan.id, "areas", identifier)
    return render(
        "area.md.j2",
        target.address,
        site=site,
        area=area,
        target=target,
        plan=plan,
        plan_target=plan_target(plan),
        v=vocabulary(plan),
        commitments=[(commitment_target(plan, one), one) for one in plan.commitments_in[identifier]],
        estimate=estimate,
        estimate_place=wording(site, estimate.source) if estimate else None,
        places=[wording(site, area.source), *([wording(site, estimate.source)] if estimate else [])],
        notes=notes_of(area),
        discrepancies=[discrepancy_target(one) for one in found],
        timeline=timeline,
        clauses=[clause_target(plan, clause) for clause in plan.clauses_answered_in(identifier)],
        introduction=[
            (mention.paragraph, _named(plan, mention.commitments)) for mention in area.introduction
        ],
        data=data_file(plan, "areas"),
    )


def _named(plan: Plan, identifiers: tuple[str, ...]) -> list[Target]:
    return [commitment_target(plan, plan.every_commitment[one]) for one in identifiers]


def areas_index(site: Site, plan: Plan, here: str, title: str) -> str:
    """Markdown with the page's title."""

    def listed(area: Area) -> tuple[Target, Area, list[Target], Marks]:
        commitments = [commitment_target(plan, one) for one in plan.commitments_in[area.id]]
        words = other_words(site, area.title, area.summary)
        return area_target(plan, area), area, commitments, {"words": words}

    return render(
        "areas.md.j2",
        here,
        title=title,
        plan=plan,
        plan_target=plan_target(plan),
        v=vocabulary(plan),
        areas=[listed(area) for area in plan.areas.values()],
        finder=finder(vocabulary(plan)["areas"], [{} for _ in plan.areas], []),
    )
