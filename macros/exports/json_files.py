"""JSON: a list of objects a file, but one object in the file of one commitment."""

import json

from macros.graph import Plan
from macros.identifiers import slug
from macros.site import Site
from macros.tables import (
    area_rows,
    as_written,
    clause_rows,
    commitment_rows,
    continuation_rows,
    discrepancy_row,
    plan_row,
    report_rows,
)


def json_files(site: Site) -> dict[str, bytes]:
    """From the path below the site's root to the file's content."""
    files = {
        "data/plans.json": _spelled([plan_row(plan) for plan in site.plans.values()]),
        "data/documents.json": _spelled([as_written(one) for one in site.documents.values()]),
        "data/discrepancies.json": _spelled(
            [discrepancy_row(site, one) for one in site.discrepancies.values()]
        ),
        "data/glossary.json": _spelled([as_written(term) for term in site.terms]),
        "data/statuses.json": _spelled([one.model_dump(mode="json") for one in site.statuses.values()]),
        "data/continuations.json": _spelled(continuation_rows(site)),
        **{f"data/reports/{name}.json": _spelled(report_rows(site, name)) for name in site.reports},
    }
    for plan in site.plans.values():
        files |= _of_plan(site, plan)
    return files


def commitment_path(plan: Plan, identifier: str) -> str:
    """The file of one commitment, beside its page."""
    return f"{plan.words.commitment.address}/{slug(identifier)}.json"


def _of_plan(site: Site, plan: Plan) -> dict[str, bytes]:
    commitments = commitment_rows(site, plan)
    return {
        f"data/{plan.id}/areas.json": _spelled(area_rows(plan)),
        f"data/{plan.id}/commitments.json": _spelled(commitments),
        f"data/{plan.id}/clauses.json": _spelled(clause_rows(plan)),
        **{commitment_path(plan, row["id"]): _spelled(row) for row in commitments},
    }


def _spelled(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
