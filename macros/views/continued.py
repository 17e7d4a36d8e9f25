"""What of one plan is carried on by another: as a matrix, and as a list with the reasons."""

from collections.abc import Iterator

from macros.citing import wording
from macros.graph import Plan
from macros.grid import Cell, Column, Grid, Group, Mark, Names, Part, Row, Section, grid, groups
from macros.identifiers import cell
from macros.links import Target, area_target, commitment_target, plan_target
from macros.model import Commitment, Continuation, Succession
from macros.render import Markup, render, say
from macros.site import Site
from macros.vocabulary import vocabulary

Links = dict[tuple[str, str], Continuation]
"""By the ids of the earlier and the later commitment."""
PLACE = "link-"
"""Begins the anchor of a link in the list below the matrix."""


def continued_page(site: Site, succession: Succession, here: str, title: str) -> str:
    """Markdown with the page's title."""
    earlier, later = site.plans[succession.earlier], site.plans[succession.later]
    links = {(link.from_, link.to): link for link in succession.links}
    return render(
        "continued.md.j2",
        here,
        site=site,
        title=title,
        succession=succession,
        earlier=earlier,
        e=vocabulary(earlier),
        n=vocabulary(later),
        matrix=_matrix(earlier, later, links, here),
        links=[_listed(site, earlier, later, links[pair]) for pair in _in_order(earlier, later, links)],
        let_go=_others(earlier, {link.from_ for link in succession.links}),
        begun=_others(later, {link.to for link in succession.links}),
        plans=(plan_target(earlier), plan_target(later)),
    )


def _others(plan: Plan, linked: set[str]) -> list[Target]:
    return [commitment_target(plan, one) for one in plan.commitments.values() if one.id not in linked]


def _in_order(earlier: Plan, later: Plan, links: Links) -> Iterator[tuple[str, str]]:
    for one in earlier.every_commitment:
        yield from ((one, other) for other in later.every_commitment if (one, other) in links)


def _listed(site: Site, earlier: Plan, later: Plan, link: Continuation) -> tuple[object, ...]:
    return (
        f"{PLACE}{cell(link.from_, link.to)}",
        commitment_target(earlier, earlier.every_commitment[link.from_]),
        commitment_target(later, later.every_commitment[link.to]),
        link,
        wording(site, link.source) if link.source else None,
    )


def _matrix(earlier: Plan, later: Plan, links: Links, here: str) -> Markup:
    e, n = vocabulary(earlier), vocabulary(later)
    columns = groups(later)
    caption = say("continued.caption", earlier=e["Commitments"], later=n["commitments"])
    made = Grid(
        names=Names(e["commitment"], n["Commitment"], n["Area"], e["Area"], caption.unescape()),
        groups=columns,
        sections=tuple(_sections(earlier, columns, links)),
        relations=(say("continued.mark").unescape(),),
    )
    return grid(made, here)


def _sections(earlier: Plan, around: tuple[Group, ...], links: Links) -> Iterator[Section]:
    columns = [column for group in around for column in group.columns]
    for area in earlier.areas.values():
        target = area_target(earlier, area)
        rows = tuple(_row(earlier, one, columns, links) for one in earlier.commitments_in[area.id])
        if rows:
            yield Section((Part(area.id, target.name),), rows)


def _row(earlier: Plan, one: Commitment, columns: list[Column], links: Links) -> Row:
    cells = (
        Cell(column.id, cell(one.id, column.id), _mark(one, column) if (one.id, column.id) in links else None)
        for column in columns
    )
    return Row(one.id, "clause", commitment_target(earlier, one), tuple(cells))


def _mark(one: Commitment, column: Column) -> Mark:
    says = say("continued.linkage", earlier=one.id, later=column.target.code)
    return Mark(f"#{PLACE}{cell(one.id, column.id)}", says, shared=False)
