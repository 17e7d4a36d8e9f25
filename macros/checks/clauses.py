"""The order and the parts of the negotiated text."""

from collections.abc import Iterator
from itertools import pairwise

from macros.checks.draft import Draft, rule
from macros.model import Clause
from macros.problems import Problem, did_you_mean


@rule
def clauses_stand_in_a_known_part(draft: Draft) -> Iterator[Problem]:
    for clause in draft.clauses:
        if clause.part not in draft.plan.parts:
            fact = f"there is no part '{clause.part}'"
            yield draft.problem(clause, ("part",), fact, did_you_mean(clause.part, draft.plan.parts))


@rule
def parts_stand_after_the_part_around_them(draft: Draft) -> Iterator[Problem]:
    before: list[str] = []
    for position, part in enumerate(draft.plan.record.parts):
        if part.within is not None and part.within not in before:
            fact = f"part {part.id} can't stand within '{part.within}', which is no part above it"
            way_out = did_you_mean(part.within, before)
            yield draft.problem(draft.plan.record, ("parts", position, "within"), fact, way_out)
        before.append(part.id)


@rule
def parts_keep_their_clauses_together(draft: Draft) -> Iterator[Problem]:
    left: set[str] = set()
    for before, clause in pairwise(draft.clauses):
        if clause.part != before.part:
            left.add(before.part)
        if clause.part in left:
            fact = f"part {clause.part} has clauses before and after those of part {before.part}"
            way_out = "Put the clauses of a part together, in the text's order."
            yield draft.problem(clause, ("part",), fact, way_out)
            left.discard(clause.part)


@rule
def items_stand_within_a_clause(draft: Draft) -> Iterator[Problem]:
    for clause in draft.clauses:
        if clause.kind == "item" and clause.within is None:
            fact = "it is an item, and doesn't say of which clause"
            yield draft.problem(clause, ("kind",), fact, "Add a line `within:` with the clause's id.")
        elif clause.kind != "item" and clause.within is not None:
            fact = f"it is a {clause.kind}, and only an item stands within a clause"
            yield draft.problem(clause, ("within",), fact, "Take the line out, or write `kind: item`.")
        elif clause.within is not None:
            yield from _wrongly_within(draft, clause, clause.within)


def _wrongly_within(draft: Draft, item: Clause, around: str) -> Iterator[Problem]:
    if not draft.is_known("clauses", around):
        yield draft.problem(item, ("within",), *draft.unknown("clauses", around))
    elif around in draft.plan.clauses and draft.plan.clauses[around].kind == "item":
        fact = f"it can't stand within '{around}', which is an item too"
        yield draft.problem(item, ("within",), fact, "Name the clause that both belong to.")
