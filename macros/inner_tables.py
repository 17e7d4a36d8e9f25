"""Rows for what stands within records, and for what plans share: a table each, where `tables` has a field."""

from collections.abc import Iterable
from typing import Any, TypedDict

from macros.graph import Plan
from macros.links import TIMELINE, below_plan, discrepancy_target, report_target
from macros.model import Record
from macros.site import Site
from macros.tables import CommitmentRow, Row, discrepancy_row, plan_row

# By another spelling, because `from` is a word of the language.
PhaseRow = TypedDict(
    "PhaseRow",
    {
        "commitment": str,
        "from": str,
        "to": str,
        "text": str | None,
        "presumed": bool,
        "from_presumed": bool,
        "reason": str | None,
    },
)


class ActivityRow(TypedDict):
    commitment: str
    number: str
    text: str


class UpdateRow(TypedDict):
    commitment: str
    date: str
    text: str
    url: str | None
    source: Row
    confidence: str | None
    judgement: bool


class RevisionRow(TypedDict):
    commitment: str
    document: str
    ids: list[str]
    areas: list[str]
    timing: str | None
    change: str | None
    changes: list[str]
    wording: str | None
    source: Row | None


class ParagraphLinkageRow(TypedDict):
    clause: str
    paragraph: str
    relation: str
    shared: bool


class MilestoneRow(TypedDict):
    id: str
    date: str
    until: str | None
    kind: str
    title: str
    text: str | None
    url: str
    source: Row


class PlanRow(TypedDict):
    id: str
    title: str
    address: str
    period: Row
    unit: str
    words: Row
    short_title: str
    url: str
    summary: str
    source: Row


class ReportHeadRow(TypedDict):
    id: str
    plan: str
    title: str
    short_title: str
    url: str
    summary: str
    caveat: str
    source: Row


class EvidenceRow(TypedDict):
    report: str
    paragraph: str
    plan: str
    commitment: str
    confidence: str
    reason: str
    judgement: bool


class DocumentRow(TypedDict):
    id: str
    title: str
    session: str | None
    date: str | None
    url: str | None
    note: str | None


class DiscrepancyRow(TypedDict):
    id: str
    title: str
    url: str
    statements: list[Row]
    reading: str
    concerns: list[Row]
    reports: list[Row]


class TermRow(TypedDict):
    term: str
    meaning: str
    note: str | None
    source: Row


class StatusRow(TypedDict):
    id: str
    title: str
    definition: str
    withdrawn: bool
    reported: bool


def within(commitments: Iterable[CommitmentRow], field: str) -> list[Row]:
    """What stands in one field of each commitment, with the commitment's id before it."""
    rows: Iterable[dict[str, Any]] = (dict(one) for one in commitments)
    return [{"commitment": row["id"], **part} for row in rows for part in row[field]]


def paragraph_linkage_rows(plan: Plan) -> list[Row]:
    return [
        {"clause": one.clause, "paragraph": one.paragraph, "relation": one.relation, "shared": one.shared}
        for one in plan.paragraph_linkages
    ]


def milestone_rows(plan: Plan) -> list[Row]:
    timeline = f"/{below_plan(plan, TIMELINE)}"
    return [{**_dumped(one), "url": f"{timeline}#milestone-{one.id}"} for one in plan.record.milestones]


def plan_rows(site: Site) -> list[Row]:
    rows = [plan_row(plan) for plan in site.plans.values()]
    return [{name: row[name] for name in PlanRow.__annotations__} for row in rows]


def report_head_rows(site: Site) -> list[Row]:
    own = ("plan", "title", "short_title", "summary", "caveat", "source")
    return [
        {
            "id": name,
            **{field: value for field, value in _dumped(report).items() if field in own},
            "url": f"/{report_target(name, report).address}",
        }
        for name, report in site.reports.items()
    ]


def evidence_rows(site: Site) -> list[Row]:
    return [
        {
            "report": name,
            "paragraph": paragraph.number,
            "plan": report.plan,
            "commitment": commitment,
            "confidence": one.confidence,
            "reason": one.reason,
            "judgement": True,
        }
        for name, report in site.reports.items()
        for paragraph in report.paragraphs
        for one in paragraph.evidence
        for commitment in one.commitments
    ]


def discrepancy_rows(site: Site) -> list[Row]:
    return [
        {
            "concerns": [],
            "reports": [],
            **discrepancy_row(site, one),
            "url": f"/{(target := discrepancy_target(one)).address}#{target.anchor}",
        }
        for one in site.discrepancies.values()
    ]


def shared_rows(records: Iterable[Record]) -> list[Row]:
    """Documents, terms or statuses, every field of theirs."""
    return [_dumped(record) for record in records]


def _dumped(record: Record) -> Row:
    return record.model_dump(mode="json")
