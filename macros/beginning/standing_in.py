"""Examples that are true of the data: what a field would hold in this plan."""

from typing import Any

from macros.graph import Plan
from macros.site import Site


def examples(site: Site, plan: Plan) -> dict[str, Any]:
    """By the names of fields; and the names that only other plans have for theirs."""
    words = {one.words.commitment.address for one in site.plans.values()}
    record = plan.record
    known: dict[str, Any] = {
        "document": record.source.document,
        "plan": plan.id,
        "from": record.period.from_,
        "to": record.period.from_,
        "area": next(iter(plan.areas), ""),
        "areas": [*plan.areas][:1],
        plan.words.commitment.address: [*plan.commitments][:1],
        "clauses": [*plan.clauses][:1],
        "relation": next(iter(plan.relations), ""),
        "status": next(iter(site.statuses), ""),
        "report": next(iter(site.reports), ""),
        "documents": [record.source.document],
    }
    return {
        "stand_ins": {name: value for name, value in known.items() if value},
        "left_out": frozenset(words - {plan.words.commitment.address}),
    }
