"""What a new record of a plan begins with: its id, its file, its place there, and what to do next."""

from macros.beginning.asking import Asked
from macros.beginning.begun import Begun, choices, like, refuse_within
from macros.beginning.numbering import Ids
from macros.beginning.standing_in import examples
from macros.beginning.within import area_of, at_the_end_of, clause_within, part_of
from macros.beginning.writing import LATER
from macros.drafts import AREAS, PLANS
from macros.graph import Plan
from macros.identifiers import order
from macros.links import capital
from macros.site import Site


def commitment(site: Site, plan: Plan, asked: Asked) -> Begun:
    word, others = plan.words.commitment, plan.every_commitment
    inside, near = area_of(plan, asked)
    identifier, why = Ids(site, plan, "commitment").free(near, asked.identifier)
    return Begun(
        name=f"{word.one} {identifier}",
        file=f"{PLANS}/{plan.id}/{word.address}/{identifier}.yml",
        schema=f"{plan.id}/{word.address}.json",
        headline=f"{capital(word.one)} {identifier} of the {plan.words.plan.one}.",
        values={
            "id": identifier,
            "area": inside,
            "title": asked.title or f"New {word.one}",
            "summary": LATER,
            "source": like(plan, others[near].source if near else None),
        },
        hints={
            "id": why,
            "area": choices(plan.words.area.many, {one.id: one.title for one in plan.areas.values()}),
        },
        then=(f"Which {plan.words.clause.many} it answers stands in {plan.words.clause.address}.yml.",),
        **examples(site, plan),
    )


def clause(site: Site, plan: Plan, asked: Asked) -> Begun:
    word = plan.words.clause
    part, around = part_of(plan, asked)
    position = at_the_end_of(plan, part, around)
    near = [*plan.clauses.values()][position - 1] if position else None
    identifier, why = clause_within(site, plan, part, around, asked)
    within = {"within": around} if around else {}
    return Begun(
        name=f"{word.one} {identifier}",
        file=f"{PLANS}/{plan.id}/{word.address}.yml",
        schema=f"{plan.id}/{word.address}.json",
        values={
            "id": identifier,
            "kind": "item" if around else "clause",
            "part": part,
            **within,
            "title": asked.title or f"New {word.one}",
            "source": {**like(plan, near.source if near else None), "row": identifier},
        },
        hints={"id": why, "part": choices("parts", {one.id: one.title for one in plan.parts.values()})},
        then=(f"Until `linkages` name what answers it, it counts among the {word.many} without an answer.",),
        position=position,
        **examples(site, plan),
    )


def area(site: Site, plan: Plan, asked: Asked) -> Begun:
    refuse_within(asked)
    word, areas = plan.words.area, [*plan.areas]
    near = max(areas, key=order, default="")
    identifier, why = Ids(site, plan, "area").free(near, asked.identifier)
    return Begun(
        name=f"{word.one} {identifier}",
        file=f"{PLANS}/{plan.id}/{AREAS}",
        schema=f"{plan.id}/{AREAS.replace('.yml', '.json')}",
        values={
            "id": identifier,
            "title": asked.title or f"New {word.one}",
            "summary": LATER,
            "source": like(plan, plan.areas[near].source if near else None),
        },
        hints={"id": why},
        then=(f"A {plan.words.commitment.one} belongs to it when its `area` says so.",),
        position=len(areas),
        **examples(site, plan),
    )
