"""The matrix: which commitment answers which clause of the negotiated text, and where a paragraph does."""

from collections.abc import Iterator
from dataclasses import replace

from macros.citations import place_of_wording
from macros.facts import Linkage, ParagraphLinkage
from macros.graph import Plan
from macros.grid import Cell, Column, Grid, Group, Mark, Names, Part, Row, Section, grid, groups
from macros.identifiers import cell
from macros.links import Target, clause_target, paragraph_targets, relative
from macros.model import Clause
from macros.render import Markup, say
from macros.site import Site
from macros.vocabulary import vocabulary

PLACE = "clauses"
"""Where on a commitment's page stands what it answers."""


def matrix(site: Site, plan: Plan, here: str) -> Markup:
    """The whole figure as one block of HTML. `here` is the address of the page that it becomes part of."""
    v = vocabulary(plan)
    columns = groups(plan)
    shared = any(answer.shared for clause in plan.clauses.values() for answer in clause.linkages)
    quiet = len(plan.plain_clauses) < len(plan.clauses)
    made = Grid(
        names=Names(
            row=v["clause"],
            column=v["Commitment"],
            group=v["Area"],
            part=say("matrix.filter_part").unescape(),
            caption=say("matrix.caption", **v).unescape(),
        ),
        groups=columns,
        sections=tuple(_sections(site, plan, here, columns)),
        relations=_relations(plan, former=False),
        former_relations=_relations(plan, former=True),
        shared_meaning=say("mark.shared_meaning", **v).unescape() if shared else "",
        quiet_meaning=say("matrix.quiet", **v).unescape() if quiet else "",
        paragraphs=bool(plan.paragraph_linkages),
    )
    return grid(made, here)


def _sections(site: Site, plan: Plan, here: str, around: tuple[Group, ...]) -> Iterator[Section]:
    columns = [column for group in around for column in group.columns]
    places = paragraph_targets(plan)
    for part in plan.parts:
        rows = tuple(
            replace(_row(plan, clause, columns, places, here), wording=place_of_wording(site, clause.source))
            for clause in plan.clauses_in[part]
        )
        if rows:
            yield Section(_path(plan, part), rows)


def _path(plan: Plan, identifier: str) -> tuple[Part, ...]:
    part = plan.parts[identifier]
    return (*(_path(plan, part.within) if part.within else ()), Part(part.id, part.name))


def _row(plan: Plan, clause: Clause, columns: list[Column], places: dict[str, Target], here: str) -> Row:
    linkages = {linkage.commitment: linkage for linkage in plan.linkages_of[clause.id]}
    cells = (
        Cell(
            column.id,
            cell(clause.id, column.id),
            _mark(plan, linkages[column.id], column, here) if column.id in linkages else None,
        )
        for column in columns
    )
    paragraphs = (_paragraph(plan, one, places, here) for one in plan.paragraph_linkages_of[clause.id])
    return Row(clause.id, clause.kind, clause_target(plan, clause), tuple(cells), tuple(paragraphs))


def _mark(plan: Plan, linkage: Linkage, column: Column, here: str) -> Mark:
    address = relative(here, column.target.address, PLACE)
    former = plan.relations[linkage.relation].former
    return Mark(address, _said(plan, linkage, column.target.code), linkage.shared, former)


def _paragraph(plan: Plan, linkage: ParagraphLinkage, places: dict[str, Target], here: str) -> Mark:
    place = places[linkage.paragraph]
    address = relative(here, place.address, place.anchor)
    answer = say("matrix.paragraph", number=linkage.paragraph)
    return Mark(address, _said(plan, linkage, answer), linkage.shared, number=linkage.paragraph)


def _said(plan: Plan, linkage: Linkage | ParagraphLinkage, answer: str) -> Markup:
    forward = plan.relations[linkage.relation].forward
    key = "matrix.linkage_shared" if linkage.shared else "matrix.linkage"
    return say(key, clause=linkage.clause, relation=forward, answer=answer)


def _relations(plan: Plan, *, former: bool) -> tuple[str, ...]:
    """The verbs that a mark can stand for, in the plan's order."""
    there = [one for one in plan.every_linkage if one.commitment in plan.commitments]
    used = {one.relation for one in there} | {one.relation for one in plan.paragraph_linkages}
    known = [relation for relation in plan.record.relations if relation.id in used]
    return tuple(relation.forward for relation in known if relation.former == former)
