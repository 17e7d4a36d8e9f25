"""Ranges of money."""

from collections.abc import Iterator

from macros.checks.draft import Draft, rule
from macros.problems import Problem


@rule
def estimates_run_upward(draft: Draft) -> Iterator[Problem]:
    for area in draft.areas:
        estimate = area.resource_estimate
        if estimate and estimate.min > estimate.max:
            fact = f"the estimate's lower end, {estimate.min:,}, is above its upper end, {estimate.max:,}"
            yield draft.problem(area, ("resource_estimate", "min"), fact, "Swap them, or mend one.")
