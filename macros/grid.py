"""A matrix as a reader meets it: rows in nested parts, columns in groups, marks where they meet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from macros.asked import remembered
from macros.graph import Plan
from macros.identifiers import slug
from macros.links import Target, area_target, commitment_target
from macros.render import Markup, render

LARGE = 5000
"""Cells from which a browser takes noticeably long for a table that it must lay out whole."""
FEW, MANY = 7, 25
"""Columns whose titles can lie flat, and those that must stand close."""
WIDE = 60
"""Columns above which paper has no room: there each row names those that it has a mark for."""
LONG = 3
"""Characters of a code above which it has no room in a narrow column."""
MOST_LANES, LONGEST_IN_LANE = 8, 4
"""Of 320 pixels each lane gets 36: room for a code of four characters."""


@dataclass(frozen=True)
class Mark:
    """What stands where a row meets a column."""

    address: str
    says: Markup
    """What the mark means, in words."""
    shared: bool
    former: bool = False
    """An earlier version said so; it counts no more."""
    number: str = ""
    """A paragraph's, where it isn't a column that answers."""


@dataclass(frozen=True)
class Cell:
    column: str
    anchor: str
    mark: Mark | None


@dataclass(frozen=True)
class Column:
    id: str
    target: Target


@dataclass(frozen=True)
class Group:
    """Columns that belong together; never empty."""

    id: str
    target: Target
    columns: tuple[Column, ...]
    anchor: str = ""


@dataclass(frozen=True)
class Row:
    id: str
    kind: str
    """`clause` for a row like any other, else what sets it apart."""
    target: Target
    cells: tuple[Cell, ...]
    paragraphs: tuple[Mark, ...] = ()
    wording: str = ""
    """The document and the paragraph that a mark of the row stands in."""


@dataclass(frozen=True)
class Part:
    id: str
    name: str


@dataclass(frozen=True)
class Section:
    """A part with its rows; never empty."""

    path: tuple[Part, ...]
    """The parts it stands in, the outermost first, itself last."""
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Names:
    """What the kinds of things are called, in the singular."""

    row: str
    column: str
    group: str
    part: str
    caption: str


@dataclass(frozen=True)
class Grid:
    names: Names
    groups: tuple[Group, ...]
    sections: tuple[Section, ...]
    relations: tuple[str, ...]
    """What a mark can stand for."""
    former_relations: tuple[str, ...] = ()
    """What a mark of an earlier version can stand for."""
    shared_meaning: str = ""
    """What a mark that is shared means; empty where none is."""
    quiet_meaning: str = ""
    """What a row that is set apart is; empty where none is."""
    paragraphs: bool = False
    """Whether paragraphs answer, so that there is a column for them."""


def groups(plan: Plan) -> tuple[Group, ...]:
    """The plan's commitments as columns, by area."""
    found = (
        (area, tuple(Column(one.id, commitment_target(plan, one)) for one in plan.commitments_in[area.id]))
        for area in plan.areas.values()
    )
    return tuple(Group(area.id, area_target(plan, area), columns) for area, columns in found if columns)


def some_groups(plan: Plan, commitments: Iterable[str]) -> tuple[Group, ...]:
    """The same of some commitments; each group can be asked for by name."""
    places = _places(plan)
    found: dict[str, list[Column]] = {}
    for one in sorted(filter(places.__contains__, commitments), key=places.__getitem__):
        commitment = plan.commitments[one]
        found.setdefault(commitment.area or "", []).append(Column(one, commitment_target(plan, commitment)))
    return tuple(
        Group(area, area_target(plan, plan.areas[area]), tuple(columns), f"area-{slug(area)}")
        for area, columns in found.items()
    )


@remembered
def _places(plan: Plan) -> dict[str, int]:
    """By the id of a commitment: where among all columns it stands."""
    ids = (one.id for area in plan.areas for one in plan.commitments_in[area])
    return {one: place for place, one in enumerate(ids)}


def grid(made: Grid, here: str) -> Markup:
    """The whole figure as one block of HTML. `here` is the address of the page that it becomes part of."""
    columns = [column for group in made.groups for column in group.columns]
    rows = [row for section in made.sections for row in section.rows]
    return render(
        "matrix.html.j2",
        here,
        grid=made,
        names=made.names,
        parts=_parts(made.sections),
        columns=len(columns),
        rows=len(rows),
        lane_of={column.id: lane for lane, group in enumerate(made.groups, 1) for column in group.columns},
        lanes=_lanes(len(made.groups), [column.id for column in columns]),
        lanes_turned=_lanes(len(made.sections), [row.id for row in rows]),
        few=len(columns) < FEW,
        many=len(columns) >= MANY,
        wide=len(columns) > WIDE,
        long=any(len(column.id) > LONG for column in columns),
        large=len(columns) * len(rows) > LARGE,
    )


def _lanes(groups: int, codes: Sequence[str]) -> int:
    """How many groups stand side by side on the smallest phone; none where their codes have no room."""
    return groups if 1 < groups <= MOST_LANES and max(map(len, codes)) <= LONGEST_IN_LANE else 0


def _parts(sections: Sequence[Section]) -> tuple[Part, ...]:
    """Every part that a row stands in, outer parts before inner ones."""
    return tuple({part.id: part for section in sections for part in section.path}.values())
