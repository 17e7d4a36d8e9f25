"""The matrix: which commitment answers which clause of the negotiated text, and where a paragraph does."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from macros.citations import place_of_wording
from macros.facts import Linkage, ParagraphLinkage
from macros.graph import Plan
from macros.grid import Cell, Column, Grid, Group, Mark, Names, Row, Section, grid, groups, some_groups
from macros.grid import Part as GridPart
from macros.identifiers import cell
from macros.links import Target, clause_target, commitment_target, paragraph_targets, relative
from macros.model import Clause, Part
from macros.outgrown import CELLS, matrix_is_cut
from macros.overviews import matrix_overview
from macros.render import Markup, render, say
from macros.site import Site
from macros.vocabulary import vocabulary

PLACE = "clauses"
"""Where on a commitment's page stands what it answers."""


@dataclass(frozen=True)
class _Sheet:
    """What of a matrix stands on one page."""

    parts: tuple[Part, ...]
    groups: tuple[Group, ...]
    caption: str


def matrix(site: Site, plan: Plan, here: str) -> Markup:
    """The whole figure as one block of HTML; where that is too large, its parts in brief.

    `here` is the address of the page that it becomes part of.
    """
    if matrix_is_cut(plan):
        return matrix_overview(plan, here)
    return whole_matrix(site, plan, here)


def whole_matrix(site: Site, plan: Plan, here: str) -> Markup:
    """However large it is."""
    caption = say("matrix.caption", **vocabulary(plan)).unescape()
    return grid(_grid(site, plan, here, _Sheet(tuple(plan.parts.values()), groups(plan), caption)), here)


def matrix_of_part(site: Site, plan: Plan, part: Part, here: str) -> Markup:
    """What one part holds, by the commitments that answer any of it; a list where even that is too large."""
    clauses = plan.clauses_in[part.id]
    met = commitments_met(plan, part)
    if not met or len(met) * len(clauses) > CELLS:
        return _listing(plan, clauses, here)
    caption = say("matrix.title_part", part=part.name, **vocabulary(plan)).unescape()
    return grid(_grid(site, plan, here, _Sheet((part,), some_groups(plan, met), caption)), here)


def commitments_met(plan: Plan, part: Part) -> list[str]:
    """The commitments with a mark in a part, once each."""
    linkages = (one for clause in plan.clauses_in[part.id] for one in plan.linkages_of[clause.id])
    return [*dict.fromkeys(one.commitment for one in linkages if one.commitment in plan.commitments)]


def _grid(site: Site, plan: Plan, here: str, sheet: _Sheet) -> Grid:
    v = vocabulary(plan)
    sections = tuple(_sections(site, plan, here, sheet))
    clauses = [plan.clauses[row.id] for section in sections for row in section.rows]
    shared = any(answer.shared for clause in clauses for answer in clause.linkages)
    quiet = any(clause.kind != "clause" for clause in clauses)
    return Grid(
        names=Names(
            row=v["clause"],
            column=v["Commitment"],
            group=v["Area"],
            part=say("matrix.filter_part").unescape(),
            caption=sheet.caption,
        ),
        groups=sheet.groups,
        sections=sections,
        relations=_relations(plan, clauses, former=False),
        former_relations=_relations(plan, clauses, former=True),
        shared_meaning=say("mark.shared_meaning", **v).unescape() if shared else "",
        quiet_meaning=say("matrix.quiet", **v).unescape() if quiet else "",
        paragraphs=any(plan.paragraph_linkages_of[clause.id] for clause in clauses),
    )


def _sections(site: Site, plan: Plan, here: str, sheet: _Sheet) -> Iterator[Section]:
    columns = [column for group in sheet.groups for column in group.columns]
    places = paragraph_targets(plan)
    for part in sheet.parts:
        rows = tuple(
            replace(_row(plan, clause, columns, places, here), wording=place_of_wording(site, clause.source))
            for clause in plan.clauses_in[part.id]
        )
        if rows:
            yield Section(_path(plan, part.id), rows)


def _path(plan: Plan, identifier: str) -> tuple[GridPart, ...]:
    part = plan.parts[identifier]
    return (*(_path(plan, part.within) if part.within else ()), GridPart(part.id, part.name))


def _row(plan: Plan, clause: Clause, columns: list[Column], places: dict[str, Target], here: str) -> Row:
    linkages = {linkage.commitment: linkage for linkage in plan.linkages_of[clause.id]}
    cells = (
        Cell(
            column.id,
            cell(clause.id, column.id),
            _mark(plan, linkages[column.id], column.target, here) if column.id in linkages else None,
        )
        for column in columns
    )
    return Row(
        clause.id,
        clause.kind,
        clause_target(plan, clause),
        tuple(cells),
        tuple(_paragraphs(plan, clause, places, here)),
    )


def _mark(plan: Plan, linkage: Linkage, target: Target, here: str) -> Mark:
    address = relative(here, target.address, PLACE)
    former = plan.relations[linkage.relation].former
    return Mark(address, _said(plan, linkage, target.code), linkage.shared, former)


def _paragraphs(plan: Plan, clause: Clause, places: dict[str, Target], here: str) -> Iterator[Mark]:
    for linkage in plan.paragraph_linkages_of[clause.id]:
        place = places[linkage.paragraph]
        address = relative(here, place.address, place.anchor)
        answer = say("matrix.paragraph", number=linkage.paragraph)
        yield Mark(address, _said(plan, linkage, answer), linkage.shared, number=linkage.paragraph)


def _said(plan: Plan, linkage: Linkage | ParagraphLinkage, answer: str) -> Markup:
    forward = plan.relations[linkage.relation].forward
    key = "matrix.linkage_shared" if linkage.shared else "matrix.linkage"
    return say(key, clause=linkage.clause, relation=forward, answer=answer)


def _relations(plan: Plan, clauses: Iterable[Clause], *, former: bool) -> tuple[str, ...]:
    """The verbs that a mark can stand for, in the plan's order."""
    used = {
        answer.relation
        for clause in clauses
        for answer in clause.linkages
        if answer.paragraphs or any(one in plan.commitments for one in answer.commitments)
    }
    known = [relation for relation in plan.record.relations if relation.id in used]
    return tuple(relation.forward for relation in known if relation.former == former)


def _listing(plan: Plan, clauses: Sequence[Clause], here: str) -> Markup:
    """Clause by clause what answers it, in the places that the cells would have."""
    places = paragraph_targets(plan)
    rows = []
    for clause in clauses:
        known = {one.commitment: one for one in plan.linkages_of[clause.id]}
        linkages = [one for one in known.values() if one.commitment in plan.commitments]
        by_relation = [
            (plan.relations[relation].forward, [*_answers(plan, those, here)])
            for relation, those in groupby(linkages, lambda one: one.relation)
        ]
        paragraphs = [*_paragraphs(plan, clause, places, here)]
        rows.append((clause_target(plan, clause), clause.kind, by_relation, paragraphs))
    return render("matrix_list.html.j2", here, rows=rows)


def _answers(plan: Plan, linkages: Iterable[Linkage], here: str) -> Iterator[tuple[str, str, Mark]]:
    for linkage in linkages:
        target = commitment_target(plan, plan.commitments[linkage.commitment])
        yield (
            cell(linkage.clause, linkage.commitment),
            target.code,
            _mark(plan, linkage, target, here),
        )
