"""What a plan outgrows: which of its figures are too large for one page, and where the pieces stand."""

from macros.asked import remembered
from macros.graph import Plan
from macros.identifiers import slug
from macros.links import MATRIX, Target, below_plan
from macros.model import Part

CELLS = 8000
"""Of a matrix on one page: its HTML weighs a quarter of a megabyte then, and nobody looks over more."""
BARS = 100
"""Rows of a timeline: it is drawn for three widths, four kilobytes a row, and is twenty screens high then."""
PICTURED = 300
"""Records that are drawn one by one, and told one by one in words."""


@remembered
def matrix_is_cut(plan: Plan) -> bool:
    return len(plan.clauses) * len(plan.commitments) > CELLS


@remembered
def timeline_is_cut(plan: Plan) -> bool:
    return len(plan.commitments) > BARS


def part_of_matrix(plan: Plan, part: Part) -> Target:
    return Target(f"{below_plan(plan, MATRIX)}{slug(part.id)}/", "", part.name)


def parts_of_matrix(plan: Plan) -> list[Part]:
    """Those that hold clauses themselves, where each has a page of its own."""
    return [one for one in plan.parts.values() if plan.clauses_in[one.id]] if matrix_is_cut(plan) else []


@remembered
def pages_of_cells(plan: Plan) -> dict[str, Target]:
    """By the slug of a clause: the page that its row of the matrix stands on, where the matrix is cut."""
    return {
        slug(clause.id): part_of_matrix(plan, part)
        for part in parts_of_matrix(plan)
        for clause in plan.clauses_in[part.id]
    }
