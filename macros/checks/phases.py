"""Time: the plan's period, and the phases within it."""

from collections.abc import Iterator
from itertools import pairwise

from macros.checks.draft import Draft, Path, rule
from macros.model import Commitment, Phase
from macros.problems import Problem

MOST = 600
"""Periods of a plan: fifty years of months. More are a slip of the pen."""


@rule
def the_plan_runs_forward(draft: Draft) -> Iterator[Problem]:
    record, period = draft.plan.record, draft.plan.record.period
    for key, value in (("from", period.from_), ("to", period.to)):
        if not draft.plan.unit.is_spelled(value):
            yield draft.problem(record, ("period", key), *_misspelled(draft, value))
    if _is_spelled(draft) and not _runs_forward(draft):
        fact = f"its period ends in {period.to}, before it begins in {period.from_}"
        yield draft.problem(record, ("period", "to"), fact, "Swap them, or mend one.")
    elif _is_spelled(draft) and len(draft.plan.periods) > MOST:
        fact = f"its period has {len(draft.plan.periods)} {record.unit}s, each with a page of its own"
        yield draft.problem(record, ("period", "to"), fact, f"Mend the years; {MOST} are the most.")


@rule
def phases_are_counted_in_the_plans_unit(draft: Draft) -> Iterator[Problem]:
    for commitment, path, phase in _phases(draft):
        for key, value in (("from", phase.from_), ("to", phase.to)):
            if not draft.plan.unit.is_spelled(value):
                yield draft.problem(commitment, (*path, key), *_misspelled(draft, value))


@rule
def phases_lie_in_the_plan(draft: Draft) -> Iterator[Problem]:
    if not _is_spelled(draft) or not _runs_forward(draft):
        return
    unit, period = draft.plan.unit, draft.plan.record.period
    plan, spell = draft.plan.words.plan.one, draft.plan.words.schedule.one
    way_out = "Mend the period here or in plan.yml."
    for commitment, path, phase in _counted_phases(draft):
        if unit.count(phase.from_) < unit.count(period.from_):
            fact = f"{spell} begins in {phase.from_}, before the {plan}'s first {unit.name}, {period.from_}"
            yield draft.problem(commitment, (*path, "from"), fact, way_out)
        if unit.count(phase.to) > unit.count(period.to):
            fact = f"{spell} ends in {phase.to}, after the {plan}'s last {unit.name}, {period.to}"
            yield draft.problem(commitment, (*path, "to"), fact, way_out)


@rule
def phases_run_forward(draft: Draft) -> Iterator[Problem]:
    unit = draft.plan.unit
    for commitment, path, phase in _counted_phases(draft):
        if unit.count(phase.from_) > unit.count(phase.to):
            fact = f"{draft.plan.words.schedule.one} ends in {phase.to}, before it begins in {phase.from_}"
            yield draft.problem(commitment, (*path, "to"), fact, "Swap them, or mend one.")


@rule
def phases_do_not_overlap(draft: Draft) -> Iterator[Problem]:
    unit, spell = draft.plan.unit, draft.plan.words.schedule.one
    for (one, above, before), (other, path, phase) in pairwise(_counted_phases(draft)):
        if one is other and above[:-1] == path[:-1] and unit.count(phase.from_) <= unit.count(before.to):
            fact = f"{spell} from {phase.from_} begins before the one above it ends, in {before.to}"
            yield draft.problem(other, (*path, "from"), fact, "Put them in order, without overlap.")


@rule
def presumed_ends_have_a_reason(draft: Draft) -> Iterator[Problem]:
    for commitment, path, phase in _phases(draft):
        if phase.presumed and phase.reason is None:
            fact = "an end is presumed, and nothing says why"
            yield draft.problem(commitment, (*path, "presumed"), fact, "Add a line `reason:`.")
        if phase.reason is not None and not phase.presumed:
            fact = "a reason is given, and no end is presumed"
            way_out = "Add `presumed: [to]`, or take the reason out."
            yield draft.problem(commitment, (*path, "reason"), fact, way_out)


def _phases(draft: Draft) -> Iterator[tuple[Commitment, Path, Phase]]:
    for commitment in draft.commitments:
        for position, phase in enumerate(commitment.phases):
            yield commitment, ("phases", position), phase
        for index, revision in enumerate(commitment.revisions):
            for position, phase in enumerate(revision.phases):
                yield commitment, ("revisions", index, "phases", position), phase


def _counted_phases(draft: Draft) -> Iterator[tuple[Commitment, Path, Phase]]:
    """The phases whose two ends are spelled right; the others are another rule's matter."""
    unit = draft.plan.unit
    for commitment, path, phase in _phases(draft):
        if unit.is_spelled(phase.from_) and unit.is_spelled(phase.to):
            yield commitment, path, phase


def _is_spelled(draft: Draft) -> bool:
    period = draft.plan.record.period
    return draft.plan.unit.is_spelled(period.from_) and draft.plan.unit.is_spelled(period.to)


def _runs_forward(draft: Draft) -> bool:
    period = draft.plan.record.period
    return draft.plan.unit.count(period.from_) <= draft.plan.unit.count(period.to)


def _misspelled(draft: Draft, value: str) -> tuple[str, str]:
    unit = draft.plan.unit
    return f"'{value}' is not a {unit.name}", f'A {unit.name} is written "{unit.example}".'
