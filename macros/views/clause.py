"""The page of one clause of the negotiated text, and the index of them all."""

from collections.abc import Iterator

from macros.citing import wording
from macros.graph import Plan, notes_of
from macros.identifiers import slug
from macros.links import (
    Target,
    clause_target,
    commitment_target,
    data_file,
    discrepancy_target,
    paragraph_target,
    part_target,
    plan_target,
)
from macros.model import Clause, Part, Relation
from macros.render import render, say
from macros.site import Site
from macros.vocabulary import vocabulary


def clause_page(site: Site, plan: Plan, identifier: str) -> str:
    """Markdown with the page's title."""
    clause = plan.clauses[identifier]
    target = clause_target(plan, clause)
    within = plan.clauses[clause.within] if clause.within else None
    chapeau = plan.chapeau_of(clause)
    found = site.discrepancies_of(plan.id, "clauses", identifier)
    return render(
        "clause.md.j2",
        target.address,
        site=site,
        clause=clause,
        target=target,
        plan=plan,
        v=vocabulary(plan),
        part_target=part_target(plan, plan.parts[clause.part]),
        within=clause_target(plan, within) if within else None,
        chapeau=clause_target(plan, chapeau) if chapeau else None,
        places=[wording(site, clause.source)],
        notes=notes_of(clause),
        discrepancies=[discrepancy_target(one) for one in found],
        answers=list(_answers(plan, clause)),
        inherited=[one for _, _, targets in _answers(plan, within) for one in targets] if within else [],
        items=[clause_target(plan, one) for one in plan.introduced_by(clause)],
        data=data_file(plan, "clauses"),
    )


def _answers(plan: Plan, clause: Clause) -> Iterator[tuple[Relation, bool, list[Target]]]:
    """By relation, and whether the reference is shared: what answers the clause."""
    found: dict[tuple[str, bool], list[Target]] = {}
    for answer in clause.linkages:
        targets = found.setdefault((answer.relation, answer.shared), [])
        targets += [commitment_target(plan, plan.every_commitment[one]) for one in answer.commitments]
        targets += [paragraph(plan, number) for number in answer.paragraphs]
    for (relation, shared), targets in found.items():
        yield plan.relations[relation], shared, targets


def paragraph(plan: Plan, number: str) -> Target:
    """Where a paragraph is described, called by its number."""
    found = paragraph_target(plan, number)
    code = say("clause.paragraph", number=number, **vocabulary(plan)).unescape()
    return Target(found.address, code, "", found.anchor)


def clauses_index(plan: Plan, here: str, title: str) -> str:
    """Markdown with the page's title: the clauses by part, each with what answers it."""
    return render(
        "clauses.md.j2",
        here,
        title=title,
        plan=plan,
        plan_target=plan_target(plan),
        v=vocabulary(plan),
        groups=[_group(plan, part) for part in plan.parts.values()],
    )


def _group(plan: Plan, part: Part) -> tuple[int, str, Part, list[tuple[Target, str, list[Target]]]]:
    """The level of its heading, its anchor, the part, and its clauses with what answers them."""
    clauses: list[tuple[Target, str, list[Target]]] = [
        (
            clause_target(plan, clause),
            clause.kind,
            [one for _, _, targets in _answers(plan, clause) for one in targets],
        )
        for clause in plan.clauses_in[part.id]
    ]
    return 3 if part.within else 2, f"part-{slug(part.id)}", part, clauses
