"""The matrix: which commitment answers which clause of the negotiated text, and where a paragraph does."""

from collections.abc import Iterator
from dataclasses import dataclass

from macros.facts import Linkage, ParagraphLinkage
from macros.graph import Plan
from macros.identifiers import cell
from macros.links import Target, area_target, clause_target, commitment_target, paragraph_targets, relative
from macros.model import Clause, Commitment, Part
from macros.render import Markup, render, say
from macros.vocabulary import vocabulary

PLACE = "clauses"
"""Where on a commitment's page stands what it answers."""


@dataclass(frozen=True)
class Mark:
    """What stands where a clause meets its answer."""

    address: str
    says: Markup
    """The linkage in words."""
    shared: bool
    number: str = ""
    """The paragraph's, where a paragraph answers."""


@dataclass(frozen=True)
class Cell:
    anchor: str
    mark: Mark | None


@dataclass(frozen=True)
class Column:
    """A commitment."""

    id: str
    target: Target
    answers: str
    """The address of what it answers."""


@dataclass(frozen=True)
class Group:
    """An area with its columns; never empty."""

    id: str
    target: Target
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Row:
    id: str
    kind: str
    target: Target
    cells: tuple[Cell, ...]
    paragraphs: tuple[Mark, ...]


@dataclass(frozen=True)
class Section:
    """A part of the negotiated text with its rows; never empty."""

    path: tuple[Part, ...]
    """The parts it stands in, the outermost first, itself last."""
    rows: tuple[Row, ...]


def matrix(plan: Plan, here: str) -> Markup:
    """The whole figure as one block of HTML. `here` is the address of the page that it becomes part of."""
    groups = tuple(_groups(plan, here))
    sections = tuple(_sections(plan, here, groups))
    return render(
        "matrix.html.j2",
        here,
        v=vocabulary(plan),
        groups=groups,
        sections=sections,
        parts=_named_parts(sections),
        columns=sum(len(group.columns) for group in groups),
        rows=len(plan.clauses),
        paragraphs=bool(plan.paragraph_linkages),
        relations=_relations(plan),
        any_shared=any(answer.shared for clause in plan.clauses.values() for answer in clause.linkages),
        any_quiet=len(plan.plain_clauses) < len(plan.clauses),
    )


def _groups(plan: Plan, here: str) -> Iterator[Group]:
    for area in plan.areas.values():
        columns = tuple(_column(plan, one, here) for one in plan.commitments_in[area.id])
        if columns:
            yield Group(area.id, area_target(plan, area), columns)


def _column(plan: Plan, commitment: Commitment, here: str) -> Column:
    target = commitment_target(plan, commitment)
    return Column(commitment.id, target, relative(here, target.address, PLACE))


def _sections(plan: Plan, here: str, groups: tuple[Group, ...]) -> Iterator[Section]:
    columns = [column for group in groups for column in group.columns]
    places = paragraph_targets(plan)
    for part in plan.parts.values():
        rows = tuple(_row(plan, clause, columns, places, here) for clause in plan.clauses_in[part.id])
        if rows:
            yield Section(_path(plan, part), rows)


def _path(plan: Plan, part: Part) -> tuple[Part, ...]:
    return (*(_path(plan, plan.parts[part.within]) if part.within else ()), part)


def _row(plan: Plan, clause: Clause, columns: list[Column], places: dict[str, Target], here: str) -> Row:
    linkages = {linkage.commitment: linkage for linkage in plan.linkages_of[clause.id]}
    cells = (
        Cell(
            cell(clause.id, column.id),
            _mark(plan, linkages[column.id], column) if column.id in linkages else None,
        )
        for column in columns
    )
    paragraphs = (_paragraph(plan, one, places, here) for one in plan.paragraph_linkages_of[clause.id])
    return Row(clause.id, clause.kind, clause_target(plan, clause), tuple(cells), tuple(paragraphs))


def _mark(plan: Plan, linkage: Linkage, column: Column) -> Mark:
    return Mark(column.answers, _said(plan, linkage, column.target.code), linkage.shared)


def _paragraph(plan: Plan, linkage: ParagraphLinkage, places: dict[str, Target], here: str) -> Mark:
    place = places[linkage.paragraph]
    address = relative(here, place.address, place.anchor)
    answer = say("matrix.paragraph", number=linkage.paragraph)
    return Mark(address, _said(plan, linkage, answer), linkage.shared, linkage.paragraph)


def _said(plan: Plan, linkage: Linkage | ParagraphLinkage, answer: str) -> Markup:
    forward = plan.relations[linkage.relation].forward
    key = "matrix.linkage_shared" if linkage.shared else "matrix.linkage"
    return say(key, clause=linkage.clause, relation=forward, answer=answer)


def _named_parts(sections: tuple[Section, ...]) -> tuple[Part, ...]:
    """Every part that a row stands in, outer parts before inner ones."""
    return tuple({part.id: part for section in sections for part in section.path}.values())


def _relations(plan: Plan) -> tuple[str, ...]:
    """The verbs that a mark can stand for, in the plan's order."""
    used = {one.relation for one in plan.linkages} | {one.relation for one in plan.paragraph_linkages}
    return tuple(relation.forward for relation in plan.record.relations if relation.id in used)
