"""What answers what, record by record: as cells for a picture, and as links for its text twin."""

from collections.abc import Callable, Iterator, Sequence

from macros.blocks import Cell, Section, blocks
from macros.graph import Plan
from macros.links import (
    Target,
    area_target,
    clause_target,
    commitment_target,
    paragraph_anchor,
    paragraph_targets,
    part_target,
    report_target,
)
from macros.model import CONFIDENCES, Clause, Commitment
from macros.render import Markup, say
from macros.site import Site
from macros.vocabulary import vocabulary

Leads = list[tuple[Target, Markup | str]]
"""Where something leads, and how that is called."""


def parts(plan: Plan) -> Iterator[Section]:
    """The parts that have clauses, each with the names of those around it that begin there."""
    said: set[str] = set()
    for part in plan.record.parts:
        if cells := tuple(_clause(plan, one) for one in plan.clauses_in[part.id] if one.kind == "clause"):
            begun = [one for one in _around(plan, part.id) if one not in said]
            said.update(begun, [part.id])
            above = tuple(plan.parts[one].name for one in begun)
            yield Section(above, part.name, part_target(plan, part), cells)


def _around(plan: Plan, part: str) -> list[str]:
    """The outermost first."""
    within = plan.parts[part].within
    return [*_around(plan, within), within] if within else []


def areas(plan: Plan, cell: Callable[[Commitment], Cell]) -> Iterator[Section]:
    for area in plan.areas.values():
        if cells := tuple(cell(one) for one in plan.commitments_in[area.id]):
            target = area_target(plan, area)
            yield Section((), target.name, target, cells)


def _clause(plan: Plan, clause: Clause) -> Cell:
    answers = [one for one in plan.linkages_of[clause.id] if plan.counts(one)]
    paragraphs = plan.paragraph_linkages_of[clause.id]
    kinds = ["full"] * len({one.commitment for one in answers}) + ["half"] * len(
        {one.paragraph for one in paragraphs}
    )
    said = [say("plan.by_area", kinds.count("full"), **vocabulary(plan))] if answers else []
    said += [say("report.count", kinds.count("half"))] if paragraphs else []
    return _cell(clause_target(plan, clause), kinds, Markup(", ").join(said))


def counted(plan: Plan, commitment: Commitment) -> Cell:
    kinds = ["full"] * len(answered(plan, commitment))
    said = say("coverage.answers", len(kinds), **vocabulary(plan)) if kinds else Markup()
    return _cell(commitment_target(plan, commitment), kinds, said)


def reported(site: Site, plan: Plan, commitment: Commitment) -> Cell:
    """A block for each paragraph, the surest first."""
    kinds = sorted(
        (one.confidence for one in site.evidence_for(plan.id, commitment.id)), key=CONFIDENCES.index
    )
    said = [say("report.count", len(kinds)), say(f"confidence.{kinds[0]}")] if kinds else []
    return _cell(commitment_target(plan, commitment), kinds, Markup(", ").join(said))


def _cell(target: Target, kinds: Sequence[str], said: Markup) -> Cell:
    return Cell(
        target, kinds[0] if kinds else "none", len(kinds), blocks(kinds), said or say("coverage.nothing")
    )


def answers(plan: Plan, clause: Clause) -> Leads:
    """The commitments and paragraphs that answer a clause."""
    named = [one.commitment for one in plan.linkages_of[clause.id] if plan.counts(one)]
    targets = [commitment_target(plan, plan.commitments[one]) for one in dict.fromkeys(named)]
    paragraphs = dict.fromkeys(one.paragraph for one in plan.paragraph_linkages_of[clause.id])
    places = paragraph_targets(plan)
    return [
        *((target, target.code) for target in targets),
        *((places[one], say("matrix.paragraph", number=one)) for one in paragraphs),
    ]


def answered(plan: Plan, commitment: Commitment) -> Leads:
    """The clauses that a commitment answers, with chapeaux and items."""
    named = [one.clause for one in plan.linkages_to[commitment.id] if plan.counts(one)]
    targets = [clause_target(plan, plan.clauses[one]) for one in dict.fromkeys(named)]
    return [(target, target.code) for target in targets]


def witnesses(site: Site, plan: Plan, commitment: Commitment) -> Leads:
    """The paragraphs of reports that speak of a commitment, and how sure we are."""
    return [
        (
            report_target(one.report, site.reports[one.report]).at(paragraph_anchor(one.paragraph)),
            say("coverage.witness", number=one.paragraph, sure=say(f"confidence.{one.confidence}")),
        )
        for one in site.evidence_for(plan.id, commitment.id)
    ]
