"""Examples that are true of the data: what a field would hold in this plan, so that it passes the check."""

from typing import Any

from macros.graph import Plan
from macros.site import Site

ONE_OF_TWO = {"refers_to.activity", "introduction.activity"}
"""What `paragraph`, which is offered, excludes."""


def examples(site: Site, plan: Plan, document: str = "", **more: Any) -> dict[str, Any]:
    """By the names of fields, or by their paths; what is left out; what is to be said of a field besides.

    `document`: that of the new record's source. `more`: other examples, by names.
    """
    words = {one.words.commitment.address for one in site.plans.values()}
    record = plan.record
    report = next(iter(site.reports.values()), None)
    known: dict[str, Any] = {
        "document": record.source.document,
        "plan": plan.id,
        "from": record.period.from_,
        "to": record.period.from_,
        "area": next(iter(plan.areas), ""),
        "areas": [*plan.areas][:1],
        plan.words.commitment.address: [*plan.commitments][:1],
        "replaced_by": [*plan.commitments][:1],
        "withdrawal.reason": "".join(f"It went into {one}." for one in [*plan.commitments][:1]),
        "clauses": [*plan.clauses][:1],
        "relation": next(iter(plan.relations), ""),
        "status": next(iter(site.statuses), ""),
        "report": next(iter(site.reports), ""),
        "documents": [record.source.document],
        "linkages.paragraphs": _described(plan),
        "reports.paragraphs": [one.number for one in report.paragraphs[:1]] if report else [],
        **more,
    }
    said, unsaid = _revision(plan, document)
    without_any = {name for name in ("replaced_by", "linkages.paragraphs") if not known[name]}
    return {
        "stand_ins": {name: value for name, value in (known | said).items() if value},
        "left_out": frozenset(words - {plan.words.commitment.address} | ONE_OF_TWO | unsaid | without_any),
        "remarks": _remarks(site, plan),
    }


def _remarks(site: Site, plan: Plan) -> dict[str, str]:
    """What a field stands together with."""
    lacking = {
        "revisions": ("versions", plan.record.versions),
        "linkages": ("relations", plan.relations),
    }
    return {
        "status": "Only with `as_of`.",
        "as_of": "Only with `status`.",
        "within": "Only with `kind: item`.",
        "refers_to.paragraph": "Or `activity:` with the number of an activity.",
        **({} if site.reports else {"reports": "Only with a file in `reports`."}),
        **{name: f"Only with `{what}` in plan.yml." for name, (what, there) in lacking.items() if not there},
    }


def _described(plan: Plan) -> list[str]:
    """A paragraph that the plan says something of."""
    own = plan.record.source.document
    areas, commitments = plan.areas.values(), plan.commitments.values()
    sources = [*(one.source for one in areas), *(one.source for one in commitments)]
    named = [number for source in sources if source.document == own for number in source.paragraphs]
    return [*(one.number for one in plan.record.paragraphs), *named][:1]


def _revision(plan: Plan, own: str) -> tuple[dict[str, Any], set[str]]:
    """Of the version before the one that the record itself follows; it says what only the record may."""
    versions = [version.document for version in plan.record.versions]
    earlier = versions[: versions.index(own)] if own in versions else versions
    document = earlier[-1] if earlier else own
    said = {
        "revisions.document": document,
        "revisions.source.document": document,
        "revisions.changes": ["new"],
        "revisions.change": "It stands there for the first time.",
    }
    unsaid = {"changes", "change"} if len(earlier) < 2 else set()
    if not earlier:
        unsaid |= {"ids", "areas", "phases", "at_least", "wording"}
    return said, {f"revisions.{name}" for name in unsaid}
