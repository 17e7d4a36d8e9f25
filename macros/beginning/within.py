"""Where a new record belongs: in which area or part, and behind which of its neighbours."""

from macros.beginning.asking import Asked, RefusedError, refused
from macros.beginning.numbering import Ids
from macros.graph import Plan
from macros.identifiers import order
from macros.site import Site


def area_of(plan: Plan, asked: Asked) -> tuple[str, str]:
    """The area of a new commitment, and the one that it is counted on from; empty where there is none."""
    if not plan.areas:
        raise RefusedError(
            f"There is no {plan.words.area.one} yet. Begin with that: new {plan.words.area.one}"
        )
    if asked.within and asked.within not in plan.areas:
        raise refused(f"There is no {plan.words.area.one} '{asked.within}'.", asked.within, plan.areas)
    inside = [one for one in plan.commitments.values() if asked.within in ("", one.area)]
    last = max(inside or plan.commitments.values(), key=lambda one: order(one.id), default=None)
    return asked.within or (last.area if last else None) or next(iter(plan.areas)), last.id if last else ""


def part_of(plan: Plan, asked: Asked) -> tuple[str, str]:
    """The part of a new clause, and the clause around it where it is to be an item of one."""
    within, clause = asked.within, plan.clauses.get(asked.within)
    if clause and within not in plan.parts:
        return clause.part, clause.within or clause.id
    if within and within not in plan.parts:
        known = [*plan.parts, *plan.clauses]
        raise refused(f"There is no part and no {plan.words.clause.one} '{within}'.", within, known)
    if not plan.parts:
        raise RefusedError(
            "The plan has no part that it could stand in. Write one below `parts` in plan.yml."
        )
    last = [one.part for one in plan.clauses.values()][-1:] or [*plan.parts][:1]
    return within or last[0], ""


def at_the_end_of(plan: Plan, part: str, around: str) -> int:
    """How many clauses stand before it: the clauses of a part stand together, in the order of the parts."""
    listed, parts = [*plan.clauses.values()], [*plan.parts]
    if around:
        mine = [place for place, one in enumerate(listed) if around in (one.id, one.within)]
    else:
        earlier = parts[: parts.index(part) + 1]
        mine = [place for place, one in enumerate(listed) if one.part == part]
        mine = mine or [place for place, one in enumerate(listed) if one.part in earlier]
    return mine[-1] + 1 if mine else 0


def clause_within(site: Site, plan: Plan, part: str, around: str, asked: Asked) -> tuple[str, str]:
    """Its id, and what to say of it. What is called like its part introduces it, and isn't counted."""
    ids = Ids(site, plan, "clause")
    if around:
        items = [one.id for one in plan.items_of[around]]
        first = "" if around.endswith(")") else f"{around}.a"
        return ids.free(items[-1] if items else "", asked.identifier, first)
    inside = [one.id for one in plan.clauses_in[part] if one.kind != "item" and one.id != part]
    return ids.free(inside[-1] if inside else "", asked.identifier, f"{part}.1")
