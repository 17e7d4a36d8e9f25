"""What became of records: which have another id today, and which have another record in their place."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from macros.graph import Plan
from macros.identifiers import name_anchor, slug
from macros.links import Target, area_target, capital, clause_target, commitment_target
from macros.model import Area, Clause, Commitment, Word
from macros.site import Site


@dataclass(frozen=True)
class Became:
    """A record that was called something else, or that another one replaced."""

    plan: str
    was: str
    """Its id then."""
    now: str
    """The id of what its address leads to."""
    old: Target
    new: Target
    withdrawn: Commitment | None = None
    """Itself, where another record took its place."""


def became(plan: Plan) -> Iterator[Became]:
    """What of a plan's records has another address today. Each leads to a record with a page of its own."""
    words = plan.words
    for area in plan.areas.values():
        yield from _renamed(plan, words.area, area, area_target(plan, area))
    for clause in plan.clauses.values():
        yield from _renamed(plan, words.clause, clause, clause_target(plan, clause))
    for one in plan.every_commitment.values():
        heir = plan.heir_of(one)
        yield from _renamed(plan, words.commitment, heir or one, commitment_target(plan, heir or one), one)
        if heir:
            old, new = commitment_target(plan, one), commitment_target(plan, heir)
            yield Became(plan.id, one.id, heir.id, old, new, withdrawn=one)


def _renamed(
    plan: Plan,
    word: Word,
    now: Area | Clause | Commitment,
    new: Target,
    record: Commitment | None = None,
) -> Iterator[Became]:
    called = record or now
    for former in called.former_ids:
        code = f"{capital(word.one)} {former}"
        old = Target(f"{word.address}/{slug(former)}/", code, called.title)
        yield Became(plan.id, former, now.id, old, new)


def predecessors(plan: Plan, commitment: Commitment) -> tuple[Commitment, ...]:
    """Those whose addresses lead to this one."""
    return tuple(one for one in plan.withdrawn.values() if plan.heir_of(one) is commitment)


def renamed_places(site: Site) -> dict[str, str]:
    """By an anchor that a thing without a page of its own had: the one it has today."""
    pairs: list[tuple[str, str, Callable[[str], str]]] = [
        *((was, one.id, name_anchor) for one in site.documents.values() for was in one.former_ids),
        *((was, one.term, name_anchor) for one in site.terms for was in one.former_ids),
        *((was, one.id, str) for one in site.discrepancies.values() for was in one.former_ids),
        *(
            (was, one.id, milestone_anchor)
            for plan in site.plans.values()
            for one in plan.record.milestones
            for was in one.former_ids
        ),
    ]
    return {anchor(was): anchor(now) for was, now, anchor in pairs}


def milestone_anchor(identifier: str) -> str:
    return f"milestone-{identifier}"
