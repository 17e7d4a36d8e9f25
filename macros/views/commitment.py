"""The page of one commitment."""

from collections.abc import Iterator

from macros.citing import wording
from macros.facts import Reference
from macros.graph import Plan, Site, notes_of, presumed
from macros.identifiers import order
from macros.links import (
    Target,
    area_target,
    clause_target,
    commitment_target,
    discrepancy_target,
    paragraph_target,
    record_file,
)
from macros.model import Relation
from macros.render import Markup, render
from macros.vocabulary import vocabulary


def commitment_page(site: Site, plan: Plan, identifier: str, timeline: Markup) -> str:
    """Markdown with the page's title."""
    commitment = plan.commitments[identifier]
    target = commitment_target(plan, commitment)
    found = site.discrepancies_of(plan.id, "commitments", identifier)
    return render(
        "commitment.md.j2",
        target.address,
        commitment=commitment,
        target=target,
        plan=plan,
        v=vocabulary(plan),
        area=area_target(plan, plan.areas[commitment.area]),
        places=[wording(site, commitment.source)],
        notes=notes_of(commitment),
        discrepancies=[discrepancy_target(one) for one in found],
        timeline=timeline,
        phases=[(phase, presumed(phase)) for phase in commitment.phases],
        answers=list(_answers(plan, identifier)),
        any_shared=any(linkage.shared for linkage in plan.linkages_to[identifier]),
        refers_to=[
            (commitment_target(plan, plan.commitments[ref.commitment]), ref.paragraph)
            for ref in plan.references_by[identifier]
        ],
        referred_by=[
            (_speaker(plan, ref), ref.paragraph)
            for ref in sorted(plan.references_to[identifier], key=lambda ref: order(ref.paragraph))
        ],
        data=record_file(target),
    )


def _answers(plan: Plan, identifier: str) -> Iterator[tuple[Relation, list[tuple[Target, bool]]]]:
    """By relation, in the plan's order: the clauses, and whether the reference is shared."""
    linkages = plan.linkages_to[identifier]
    for relation in plan.record.relations:
        found = [
            (clause_target(plan, plan.clauses[linkage.clause]), linkage.shared)
            for linkage in linkages
            if linkage.relation == relation.id
        ]
        if found:
            yield relation, found


def _speaker(plan: Plan, reference: Reference) -> Target:
    if reference.kind == "area":
        return area_target(plan, plan.areas[reference.speaker])
    if reference.kind == "paragraph":
        return paragraph_target(plan, reference.speaker)
    return commitment_target(plan, plan.commitments[reference.speaker])
