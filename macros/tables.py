"""Plan → plain rows: the one place that decides which fields are published, and in which order.

The contract's fields come first; what follows them may grow. A field that this kind of plan has nothing for
is empty, so that every plan's rows have the same shape.
"""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, TypedDict

from macros.facts import Estimate, Witness
from macros.graph import Plan
from macros.lineage import Stand, stands
from macros.links import (
    Target,
    area_target,
    clause_target,
    commitment_target,
    paragraph_anchor,
    plan_target,
    report_target,
)
from macros.model import (
    Area,
    Clause,
    Commitment,
    Discrepancy,
    Evidence,
    Phase,
    Record,
    ResourceEstimate,
    Source,
)
from macros.site import Site

Row = dict[str, Any]


class AreaRow(TypedDict):
    id: str
    title: str
    url: str
    commitments: list[str]
    resource_estimate: Row | None
    source: Row
    summary: str
    introduction: list[Row]
    notes: list[Row]


class CommitmentRow(TypedDict):
    id: str
    area: str | None
    title: str
    summary: str
    url: str
    status: str | None
    activities: list[Row]
    periods: list[str]
    phases: list[Row]
    schedules: list[Row]
    refers_to: list[str]
    clauses: list[str]
    revisions: list[Row]
    evidence: list[Row]
    source: Row
    referred_by: list[str]
    mentions: list[Row]
    notes: list[Row]
    as_of: str | None
    withdrawal: Row | None
    updates: list[Row]
    continues: list[Row]
    continued_by: list[Row]


class ClauseRow(TypedDict):
    id: str
    kind: str
    part: str
    title: str
    url: str
    commitments: list[str]
    paragraphs: list[str]
    shared: bool
    source: Row
    within: str | None
    summary: str | None
    linkages: list[Row]
    notes: list[Row]
    known_as: str | None


class LinkageRow(TypedDict):
    clause: str
    commitment: str
    relation: str
    shared: bool
    former: bool


class ReportRow(TypedDict):
    paragraph: str
    area: str | None
    gist: str
    url: str
    commitments: list[Row]
    documents: list[str]
    section: str
    notes: list[Row]
    report: str
    plan: str


class ContinuationRow(TypedDict):
    earlier_plan: str
    earlier: str
    later_plan: str
    later: str
    reason: str
    source: Row | None
    judgement: bool


def plan_row(plan: Plan) -> Row:
    record = plan.record
    return {
        "id": plan.id,
        "title": record.title,
        "address": record.address,
        "period": {"from": record.period.from_, "to": record.period.to},
        "unit": record.unit,
        "words": record.words.model_dump(),
        "short_title": record.short_title,
        "url": _url(plan_target(plan)),
        "summary": record.summary,
        "relations": _dumped(record.relations),
        "parts": _dumped(record.parts),
        "goals": _dumped(record.goals),
        "principles": _dumped(record.principles),
        "paragraphs": _dumped(record.paragraphs),
        "sections": _dumped(record.sections),
        "tables": _dumped(record.tables),
        "theory": record.theory.model_dump(mode="json") if record.theory else None,
        "versions": _dumped(record.versions),
        "milestones": _dumped(record.milestones),
        "resource_total": [_total(one) for one in plan.estimates],
        "source": _source(record.source),
    }


def area_rows(plan: Plan) -> list[AreaRow]:
    return [_area(plan, area) for area in plan.areas.values()]


def commitment_rows(site: Site, plan: Plan) -> list[CommitmentRow]:
    """Those in the plan, then the withdrawn ones, whose status says so."""
    return [_commitment(site, plan, commitment) for commitment in plan.every_commitment.values()]


def clause_rows(plan: Plan) -> list[ClauseRow]:
    return [_clause(plan, clause) for clause in plan.clauses.values()]


def linkage_rows(plan: Plan) -> list[LinkageRow]:
    """`former`: it counts no more, as only an older version says so or the commitment is withdrawn."""
    return [
        {
            "clause": one.clause,
            "commitment": one.commitment,
            "relation": one.relation,
            "shared": one.shared,
            "former": not plan.counts(one),
        }
        for one in plan.every_linkage
    ]


def report_rows(site: Site, identifier: str) -> list[ReportRow]:
    """A row for each paragraph."""
    report = site.reports[identifier]
    areas = {section.id: section.area for section in report.sections}
    return [
        {
            "paragraph": one.number,
            "area": areas[one.section],
            "gist": one.gist,
            "url": _place(report_target(identifier, report).at(paragraph_anchor(one.number))),
            "commitments": [
                _judged(commitment, each) for each in one.evidence for commitment in each.commitments
            ],
            "documents": list(one.documents),
            "section": one.section,
            "notes": _dumped(one.notes),
            "report": identifier,
            "plan": report.plan,
        }
        for one in report.paragraphs
    ]


def continuation_rows(site: Site) -> list[ContinuationRow]:
    return [
        {
            "earlier_plan": one.earlier,
            "earlier": link.from_,
            "later_plan": one.later,
            "later": link.to,
            "reason": link.reason,
            "source": _source(link.source) if link.source else None,
            "judgement": True,
        }
        for one in site.successions
        for link in one.links
    ]


def as_written(record: Record) -> Row:
    """The record with the fields that stand in its file, and no others."""
    return record.model_dump(mode="json", by_alias=True, exclude_unset=True)


def discrepancy_row(site: Site, discrepancy: Discrepancy) -> Row:
    """As written: a list of commitments is called what its plan calls them."""
    row = as_written(discrepancy)
    if "concerns" in row:
        row["concerns"] = [_concern(site, concern) for concern in row["concerns"]]
    return row


def _concern(site: Site, concern: Row) -> Row:
    word = site.plans[concern["plan"]].words.commitment.address
    return {word if name == "commitments" else name: value for name, value in concern.items()}


def _area(plan: Plan, area: Area) -> AreaRow:
    return {
        "id": area.id,
        "title": area.title,
        "url": _url(area_target(plan, area)),
        "commitments": [one.id for one in plan.commitments_in[area.id]],
        "resource_estimate": _estimate(area.resource_estimate) if area.resource_estimate else None,
        "source": _source(area.source),
        "summary": area.summary,
        "introduction": _dumped(area.introduction),
        "notes": _dumped(area.notes),
    }


def _commitment(site: Site, plan: Plan, commitment: Commitment) -> CommitmentRow:
    speakers = [one.speaker for one in plan.references_to[commitment.id] if one.kind == "commitment"]
    versions = stands(plan, commitment)
    withdrawal = commitment.withdrawal
    return {
        "id": commitment.id,
        "area": commitment.area,
        "title": commitment.title,
        "summary": commitment.summary,
        "url": _url(commitment_target(plan, commitment)),
        "status": commitment.status,
        "activities": _dumped(commitment.activities),
        "periods": list(plan.periods_of[commitment.id]),
        "phases": [_phase(one) for one in commitment.phases],
        "schedules": [_schedule(plan, one) for one in versions if one.is_there],
        "refers_to": _once(one.commitment for one in plan.references_by[commitment.id]),
        "clauses": _once(one.clause for one in plan.linkages_to[commitment.id]),
        "revisions": [_revision(one) for one in versions if one.revision or one.is_there],
        "evidence": [_witness(one) for one in site.evidence_for(plan.id, commitment.id)],
        "source": _source(commitment.source),
        "referred_by": _once(speakers),
        "mentions": _dumped(commitment.refers_to),
        "notes": _dumped(commitment.notes),
        "as_of": commitment.as_of,
        "withdrawal": withdrawal.model_dump(mode="json", exclude={"keeps_page"}) if withdrawal else None,
        "updates": [
            {
                **update.model_dump(mode="json"),
                "confidence": (sure := site.confidence_in(plan.id, commitment.id, update.source)),
                "judgement": sure is not None,
            }
            for update in commitment.updates
        ],
        "continues": [
            {"plan": earlier.id, "id": link.from_, "reason": link.reason, "judgement": True}
            for earlier, link in site.earlier(plan.id, commitment.id)
        ],
        "continued_by": [
            {"plan": later.id, "id": link.to, "reason": link.reason, "judgement": True}
            for later, link in site.later(plan.id, commitment.id)
        ],
    }


def _schedule(plan: Plan, stand: Stand) -> Row:
    """Null where the version gives no periods, or where they aren't known for certain."""
    return {
        "document": stand.version.document,
        "periods": list(plan.covered(stand.phases)) or None,
        "text": stand.revision.timing if stand.revision else None,
        "at_least": bool(stand.revision and stand.revision.at_least),
        "notes": _dumped(stand.revision.notes) if stand.revision else [],
    }


def _revision(stand: Stand) -> Row:
    revision = stand.revision
    return {
        "document": stand.version.document,
        "ids": list(stand.ids or stand.merged_into),
        "areas": list(stand.areas),
        "timing": revision.timing if revision else None,
        "change": revision.change if revision else None,
        "changes": list(revision.changes) if revision else [],
        "wording": revision.wording if revision else None,
        "source": _source(revision.source) if revision else None,
    }


def _witness(witness: Witness) -> Row:
    return {
        "report": witness.report,
        "paragraph": witness.paragraph,
        "confidence": witness.confidence,
        "reason": witness.reason,
        "judgement": True,
    }


def _judged(commitment: str, evidence: Evidence) -> Row:
    return {
        "id": commitment,
        "confidence": evidence.confidence,
        "reason": evidence.reason,
        "judgement": True,
    }


def _clause(plan: Plan, clause: Clause) -> ClauseRow:
    to_commitments, to_paragraphs = plan.linkages_of[clause.id], plan.paragraph_linkages_of[clause.id]
    return {
        "id": clause.id,
        "kind": clause.kind,
        "part": clause.part,
        "title": clause.title,
        "url": _url(clause_target(plan, clause)),
        "commitments": _once(one.commitment for one in to_commitments),
        "paragraphs": _once(one.paragraph for one in to_paragraphs),
        "shared": any(answer.shared for answer in clause.linkages),
        "source": _source(clause.source),
        "within": clause.within,
        "summary": clause.summary,
        "linkages": _dumped(clause.linkages),
        "notes": _dumped(clause.notes),
        "known_as": clause.known_as,
    }


def _estimate(estimate: ResourceEstimate) -> Row:
    return {
        "currency": estimate.currency,
        "min": estimate.min,
        "max": estimate.max,
        "note": estimate.note,
        "considerations": estimate.considerations,
        "source": _source(estimate.source),
    }


def _phase(phase: Phase) -> Row:
    return {
        "from": phase.from_,
        "to": phase.to,
        "text": phase.text,
        "presumed": "to" in phase.presumed,
        "from_presumed": "from" in phase.presumed,
        "reason": phase.reason,
    }


def _total(estimate: Estimate) -> Row:
    """Our sum: no document prints it, and the row says so."""
    return {**asdict(estimate), "computed": True}


def _source(source: Source) -> Row:
    return source.model_dump(mode="json")


def _dumped(records: Iterable[Record]) -> list[Row]:
    return [record.model_dump(mode="json") for record in records]


def _url(target: Target) -> str:
    return f"/{target.address}"


def _place(target: Target) -> str:
    return f"{_url(target)}#{target.anchor}"


def _once(identifiers: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(identifiers))
