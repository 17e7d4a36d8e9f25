"""The page of one commitment."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from macros.citing import Wording, wording
from macros.facts import Reference
from macros.graph import Plan, notes_of
from macros.identifiers import order
from macros.lifecycle import predecessors
from macros.lineage import Stand, other_meanings, owners, stands
from macros.links import (
    VERSIONS,
    Target,
    area_target,
    below_plan,
    clause_target,
    commitment_target,
    discrepancy_target,
    paragraph_anchor,
    paragraph_target,
    record_calendar,
    record_file,
    report_target,
    status_target,
)
from macros.model import CONFIDENCES, Commitment, Continuation, Relation, Report
from macros.render import Markup, render
from macros.site import Site
from macros.vocabulary import vocabulary


@dataclass(frozen=True)
class Said:
    """What a paragraph of a report says of a commitment, by our judgement."""

    target: Target
    number: str
    gist: str
    confidence: str
    reason: str


def commitment_page(site: Site, plan: Plan, identifier: str, timeline: Markup, schedule: Markup) -> str:
    """Markdown with the page's title. `schedule` is the table that says the same as the timeline."""
    commitment = plan.every_commitment[identifier]
    target = commitment_target(plan, commitment)
    found = site.discrepancies_of(plan.id, "commitments", identifier)
    withdrawal = commitment.withdrawal
    return render(
        "commitment.md.j2",
        target.address,
        site=site,
        commitment=commitment,
        target=target,
        plan=plan,
        v=vocabulary(plan),
        area=area_target(plan, plan.areas[commitment.area]) if commitment.area else None,
        places=[wording(site, commitment.source)],
        notes=notes_of(commitment),
        discrepancies=[discrepancy_target(one) for one in found],
        status=site.statuses.get(commitment.status or ""),
        status_target=status_target(site, commitment),
        replaced_by=_targets(plan, withdrawal.replaced_by) if withdrawal else [],
        predecessors=[
            (commitment_target(plan, one), one.withdrawal, wording(site, one.withdrawal.source))
            for one in predecessors(plan, commitment)
            if one.withdrawal
        ],
        withdrawal_place=wording(site, withdrawal.source) if withdrawal else None,
        other_meanings=[
            (one.version, one.code, [commitment_target(plan, other) for other in one.commitments])
            for one in other_meanings(plan, commitment)
        ],
        timeline=timeline,
        schedule=schedule,
        other_schedules=[
            one
            for one in stands(plan, commitment)
            if one.is_there and (not one.is_reference or (one.revision and one.revision.timing))
        ],
        answers=list(_answers(plan, identifier)),
        any_shared=any(linkage.shared for linkage in plan.linkages_to[identifier]),
        refers_to=[
            (commitment_target(plan, plan.every_commitment[ref.commitment]), ref)
            for ref in plan.references_by[identifier]
        ],
        referred_by=[
            (_speaker(plan, ref), ref)
            for ref in sorted(plan.references_to[identifier], key=lambda ref: order(ref.paragraph))
        ],
        has_activities=plan.has_activities,
        versions=list(_versions(site, plan, commitment)),
        versions_page=Target(below_plan(plan, VERSIONS), "", ""),
        reports=list(_reports(site, plan, identifier)),
        updates=[
            (update, wording(site, update.source), site.confidence_in(plan.id, identifier, update.source))
            for update in commitment.updates
        ],
        later=[_continuation(site, later, link.to, link) for later, link in site.later(plan.id, identifier)],
        earlier=[
            _continuation(site, earlier, link.from_, link)
            for earlier, link in site.earlier(plan.id, identifier)
        ],
        data=record_file(target),
        calendar=record_calendar(target),
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
    return commitment_target(plan, plan.every_commitment[reference.speaker])


def _targets(plan: Plan, identifiers: Iterable[str]) -> list[Target]:
    return [commitment_target(plan, plan.every_commitment[one]) for one in identifiers]


def _merged_into(plan: Plan, stand: Stand) -> list[Target]:
    """The records that the codes stood for in that version: a code need not be an id of today."""
    found = (owners(plan).get((stand.version.document, code), ()) for code in stand.merged_into)
    return [commitment_target(plan, one) for those in found for one in those]


def _versions(
    site: Site, plan: Plan, commitment: Commitment
) -> Iterator[tuple[Stand, list[Target], list[Target], object]]:
    """What each version says, its areas, what it merged the commitment into, and where it says so."""
    for stand in stands(plan, commitment):
        areas = [area_target(plan, plan.areas[one]) for one in stand.areas]
        source = stand.revision.source if stand.revision else commitment.source
        place = wording(site, source) if stand.revision or stand.is_there else None
        yield stand, areas, _merged_into(plan, stand), place


def _reports(site: Site, plan: Plan, identifier: str) -> Iterator[tuple[Target, Report, list[Said]]]:
    """Each report on the plan, with what it says of the commitment; empty where it says nothing."""
    witnesses = site.evidence_for(plan.id, identifier)
    for name, report in site.reports_on(plan.id).items():
        target = report_target(name, report)
        gists = {paragraph.number: paragraph.gist for paragraph in report.paragraphs}
        said = [
            Said(
                target.at(paragraph_anchor(one.paragraph)),
                one.paragraph,
                gists[one.paragraph],
                one.confidence,
                one.reason,
            )
            for one in witnesses
            if one.report == name
        ]
        yield target, report, sorted(said, key=lambda one: CONFIDENCES.index(one.confidence))


def _continuation(
    site: Site, other: Plan, identifier: str, link: Continuation
) -> tuple[Plan, Target, Continuation, Wording | None]:
    target = commitment_target(other, other.every_commitment[identifier])
    return other, target, link, wording(site, link.source) if link.source else None
