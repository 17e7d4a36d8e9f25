"""Plan → plain rows: the one place that decides which fields are published, and in which order.

The contract's fields come first; what follows them may grow. A field that this kind of plan has nothing for
is empty, so that every plan's rows have the same shape.
"""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, TypedDict

from macros.facts import Estimate
from macros.graph import Plan, Site
from macros.links import Target, area_target, clause_target, commitment_target, plan_target
from macros.model import Area, Clause, Commitment, Discrepancy, Phase, Record, ResourceEstimate, Source

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
    area: str
    title: str
    summary: str
    url: str
    status: str
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


class LinkageRow(TypedDict):
    clause: str
    commitment: str
    relation: str
    shared: bool


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
        "resource_total": [_total(one) for one in plan.estimates],
        "source": _source(record.source),
    }


def area_rows(plan: Plan) -> list[AreaRow]:
    return [_area(plan, area) for area in plan.areas.values()]


def commitment_rows(plan: Plan) -> list[CommitmentRow]:
    return [_commitment(plan, commitment) for commitment in plan.commitments.values()]


def clause_rows(plan: Plan) -> list[ClauseRow]:
    return [_clause(plan, clause) for clause in plan.clauses.values()]


def linkage_rows(plan: Plan) -> list[LinkageRow]:
    return [
        {"clause": one.clause, "commitment": one.commitment, "relation": one.relation, "shared": one.shared}
        for one in plan.linkages
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


def _commitment(plan: Plan, commitment: Commitment) -> CommitmentRow:
    speakers = [one.speaker for one in plan.references_to[commitment.id] if one.kind == "commitment"]
    return {
        "id": commitment.id,
        "area": commitment.area,
        "title": commitment.title,
        "summary": commitment.summary,
        "url": _url(commitment_target(plan, commitment)),
        "status": commitment.status,
        "activities": [],
        "periods": list(plan.periods_of[commitment.id]),
        "phases": [_phase(one) for one in commitment.phases],
        "schedules": [],
        "refers_to": _once(one.commitment for one in plan.references_by[commitment.id]),
        "clauses": _once(one.clause for one in plan.linkages_to[commitment.id]),
        "revisions": [],
        "evidence": [],
        "source": _source(commitment.source),
        "referred_by": _once(speakers),
        "mentions": _dumped(commitment.refers_to),
        "notes": _dumped(commitment.notes),
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


def _once(identifiers: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(identifiers))
