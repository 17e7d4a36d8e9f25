"""Dates that make pages: each year from the first to the last has one, and a slip makes hundreds."""

from collections.abc import Iterator
from typing import Any

from macros.checks.draft import Draft, Path
from macros.checks.shared import About, Shared, shared_rule
from macros.problems import Problem

BEFORE, AFTER = 150, 50
"""Years around all plans. What a plan follows up may be old; what it foresees is never far."""


@shared_rule
def dates_lie_near_the_plans(shared: Shared) -> Iterator[Problem]:
    periods = [draft.plan.record.period for draft in shared.drafts.values() if _is_spelled(draft)]
    if not periods:
        return
    first, last = min(one.from_[:4] for one in periods), max(one.to[:4] for one in periods)
    for about, path, what, date in (*_documents(shared), *_milestones(shared), *_updates(shared)):
        year = int(date[:4])
        if year < int(first) - BEFORE:
            far = f"more than {BEFORE} years before the first plan begins, in {first}"
            yield about.problem(path, f"{what} is dated {date}, {far}", "Mend the year.")
        elif year > int(last) + AFTER:
            far = f"more than {AFTER} years after the last plan ends, in {last}"
            yield about.problem(path, f"{what} is dated {date}, {far}", "Mend the year.")


def _is_spelled(draft: Draft) -> bool:
    period = draft.plan.record.period
    return draft.plan.unit.is_spelled(period.from_) and draft.plan.unit.is_spelled(period.to)


Dated = tuple[About[Any], Path, str, str]
"""A record, where the date stands in it, what has the date, the date."""


def _documents(shared: Shared) -> Iterator[Dated]:
    for about in shared.listed_documents():
        if about.record.date:
            yield about, ("date",), "it", about.record.date


def _milestones(shared: Shared) -> Iterator[Dated]:
    for draft in shared.drafts.values():
        record = draft.plan.record
        about = About(draft.name(record), record, shared.places)
        for position, milestone in enumerate(record.milestones):
            for key, date in (("date", milestone.date), ("until", milestone.until)):
                if date:
                    yield about, ("milestones", position, key), f"milestone {milestone.id}", date


def _updates(shared: Shared) -> Iterator[Dated]:
    for draft in shared.drafts.values():
        for commitment in draft.commitments:
            about = About(draft.name(commitment), commitment, shared.places)
            for position, update in enumerate(commitment.updates):
                yield about, ("updates", position, "date"), "an update", update.date
