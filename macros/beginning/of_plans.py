"""What a new record of a plan begins with: its id, its file, its place there, and what to do next."""

from macros.beginning.asking import Asked
from macros.beginning.begun import Begun, choices, like, refuse_within
from macros.beginning.numbering import Ids
from macros.beginning.placeholders import LATER, title_of
from macros.beginning.standing_in import examples
from macros.beginning.within import area_of, at_the_end_of, clause_within, part_of
from macros.drafts import AREAS, PLANS
from macros.graph import Plan
from macros.identifiers import order
from macros.links import capital
from macros.site import Site


def commitment(site: Site, plan: Plan, asked: Asked) -> Begun:
    word, others = plan.words.commitment, plan.every_commitment
    inside, near = area_of(plan, asked)
    ids = Ids(site, plan, "commitment")
    identifier, why = ids.free(near, asked.identifier)
    source = like(plan, others[near].source if near else None)
    return Begun(
        name=f"{word.one} {identifier}",
        file=f"{PLANS}/{plan.id}/{word.address}/{identifier}.yml",
        schema=f"{plan.id}/{word.address}.json",
        headline=f"{capital(word.one)} {identifier} of the {plan.words.plan.one}.",
        values={
            "id": identifier,
            "area": inside,
            "title": asked.title or title_of(word.one),
            "summary": LATER,
            "source": source,
        },
        hints={
            "id": why,
            "area": choices(plan.words.area.many, {one.id: one.title for one in plan.areas.values()}),
        },
        then=(f"Which {plan.words.clause.many} it answers stands in {plan.words.clause.address}.yml.",),
        **examples(site, plan, source["document"], former_ids=ids.never_used(identifier)),
    )


def clause(site: Site, plan: Plan, asked: Asked) -> Begun:
    word = plan.words.clause
    part, around = part_of(plan, asked)
    position = at_the_end_of(plan, part, around)
    near = [*plan.clauses.values()][position - 1] if position else None
    identifier, why = clause_within(site, plan, part, around, asked)
    within = {"within": around} if around else {}
    above = (near.within or near.id) if near else ""
    return Begun(
        name=f"{word.one} {identifier}",
        file=f"{PLANS}/{plan.id}/{word.address}.yml",
        schema=f"{plan.id}/{word.address}.json",
        values={
            "id": identifier,
            "kind": "item" if around else "clause",
            "part": part,
            **within,
            "title": asked.title or title_of(word.one),
            "source": {**like(plan, near.source if near else None), "row": identifier},
        },
        hints={"id": why, "part": choices("parts", {one.id: one.title for one in plan.parts.values()})},
        then=(f"Until `linkages` name what answers it, it counts among the {word.many} without an answer.",),
        position=position,
        **examples(
            site,
            plan,
            former_ids=Ids(site, plan, "clause").never_used(identifier),
            within=above if near and near.part == part else "",
        ),
    )


def area(site: Site, plan: Plan, asked: Asked) -> Begun:
    refuse_within(asked)
    word, areas = plan.words.area, [*plan.areas]
    near = max(areas, key=order, default="")
    ids = Ids(site, plan, "area")
    identifier, why = ids.free(near, asked.identifier)
    return Begun(
        name=f"{word.one} {identifier}",
        file=f"{PLANS}/{plan.id}/{AREAS}",
        schema=f"{plan.id}/{AREAS.replace('.yml', '.json')}",
        values={
            "id": identifier,
            "title": asked.title or title_of(word.one),
            "summary": LATER,
            "source": like(plan, plan.areas[near].source if near else None),
        },
        hints={"id": why},
        then=(f"The {plan.words.commitment.many} that belong to it say so in their `area`.",),
        position=len(areas),
        **examples(site, plan, former_ids=ids.never_used(identifier)),
    )
