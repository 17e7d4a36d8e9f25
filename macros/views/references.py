"""How commitments name one another: as arcs beside a list of them, and as a table that says the same."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from macros.graph import Plan
from macros.links import Target, area_target, commitment_target
from macros.mermaid import Edge, Flowchart, Node, flowchart
from macros.render import Markup, render, say
from macros.vocabulary import vocabulary

LINE = 30
"""The height of a line of the list, in the drawing's own unit."""
MOST = 100
"""More lines than this are no picture."""
_ASIDE = LINE / 5
"""How far from the middle of its line an arc ends: leaving and arriving arcs keep apart."""
_BREADTH, _LEAST = 96, 12
"""Of the longest and of the shortest arc, in per cent of the room beside the list."""
_ROUND = 0.8
"""At most so many per cent for each unit of half its height: a short list would have flat arcs."""

Pair = tuple[str, str]
"""The commitment that names, and the one that is named."""


@dataclass(frozen=True)
class Arc:
    """Half an ellipse beside the list, from the line that names to the line that is named."""

    start: float
    end: float
    breadth: float
    reach: float
    """Half its height."""
    leaves: bool
    """From the row that it is drawn with, and not to it."""
    other: float
    """Its end at the other row."""


@dataclass(frozen=True)
class Row:
    target: Target
    names: int
    named_by: int
    upward: tuple[Arc, ...]
    """To what stands above, on one side of the list; `downward` on the other."""
    downward: tuple[Arc, ...]
    named_from_below: bool
    named_from_above: bool


@dataclass(frozen=True)
class Group:
    """Rows under one heading; never empty."""

    heading: Markup | str
    target: Target | None
    rows: tuple[Row, ...]


def reference_map(plan: Plan, here: str) -> Markup:
    """What neither names nor is named isn't drawn, and listed below."""
    pairs = _pairs(plan)
    joined = {end for pair in pairs for end in pair}
    return render(
        "network.html.j2",
        here,
        v=vocabulary(plan),
        groups=list(_groups(plan, pairs)) if len(joined) <= MOST else [],
        height=LINE * len(_lines(plan, joined)),
        too_large=len(joined) > MOST,
        apart=[commitment_target(plan, one) for one in plan.commitments.values() if one.id not in joined],
        source=flowchart(_chart(plan, pairs, joined)),
    )


def _pairs(plan: Plan) -> list[Pair]:
    """Once each, however often it is named."""
    spoken = ((one.speaker, one.commitment) for one in plan.references if one.kind == "commitment")
    return [pair for pair in dict.fromkeys(spoken) if pair[0] != pair[1]]


def _members(plan: Plan, joined: Iterable[str]) -> dict[str, list[str]]:
    """What is drawn, by the area's id; withdrawn ones last, under an empty id."""
    groups = {area: [one.id for one in those] for area, those in plan.commitments_in.items()}
    groups[""] = list(plan.withdrawn)
    drawn = {area: [one for one in those if one in joined] for area, those in groups.items()}
    return {area: those for area, those in drawn.items() if those}


def _lines(plan: Plan, joined: Iterable[str]) -> list[str]:
    """The list from above: a line for each heading, which stays empty here, and each commitment."""
    return [line for those in _members(plan, joined).values() for line in ("", *those)]


def _groups(plan: Plan, pairs: list[Pair]) -> Iterator[Group]:
    joined = {end for pair in pairs for end in pair}
    places = {one: place for place, one in enumerate(_lines(plan, joined)) if one}
    furthest = max((abs(places[one] - places[other]) for one, other in pairs), default=1)
    for area, those in _members(plan, joined).items():
        rows = tuple(_row(plan, one, pairs, places, furthest) for one in those)
        if area:
            target = area_target(plan, plan.areas[area])
            yield Group(target.name, target, rows)
        else:
            yield Group(say("index.withdrawn", **vocabulary(plan)), None, rows)


def _row(plan: Plan, here: str, pairs: list[Pair], places: dict[str, int], furthest: int) -> Row:
    own = [pair for pair in pairs if here in pair]
    up = [pair for pair in own if places[pair[1]] < places[pair[0]]]
    down = [pair for pair in own if pair not in up]
    return Row(
        commitment_target(plan, plan.every_commitment[here]),
        sum(pair[0] == here for pair in own),
        sum(pair[1] == here for pair in own),
        tuple(_arc(pair, here, places, furthest) for pair in up),
        tuple(_arc(pair, here, places, furthest) for pair in down),
        any(pair[1] == here for pair in up),
        any(pair[1] == here for pair in down),
    )


def _arc(pair: Pair, here: str, places: dict[str, int], furthest: int) -> Arc:
    """It leaves its line on the side where it is going, and arrives on the side that it comes from."""
    one, other = ((places[end] + 0.5) * LINE for end in pair)
    aside = _ASIDE if other > one else -_ASIDE
    start, end = one + aside, other - aside
    distance = abs(places[pair[0]] - places[pair[1]]) / furthest
    reach = abs(end - start) / 2
    breadth = max(min(_BREADTH * distance**0.75, _ROUND * reach), _LEAST)
    leaves = pair[0] == here
    return Arc(start, end, round(breadth, 1), reach, leaves, end if leaves else start)


def _chart(plan: Plan, pairs: list[Pair], joined: set[str]) -> Flowchart:
    v = vocabulary(plan)
    drawn = [one for one in plan.every_commitment.values() if one.id in joined]
    return Flowchart(
        title=say("map.caption", **v).unescape(),
        description=say("map.description", **v).unescape(),
        nodes=tuple(Node(one.id, f"{one.id} {one.title}") for one in drawn),
        edges=tuple(Edge(one, other) for one, other in pairs),
    )


def reference_table(plan: Plan, here: str) -> Markup:
    """Each commitment with those it names and those that name it."""
    rows: list[tuple[Target, list[Target], list[Target]]] = []
    for one in plan.commitments.values():
        names = [reference.commitment for reference in plan.references_by[one.id]]
        named_by = [ref.speaker for ref in plan.references_to[one.id] if ref.kind == "commitment"]
        rows.append((commitment_target(plan, one), _targets(plan, names), _targets(plan, named_by)))
    return render("reference_table.html.j2", here, rows=rows, v=vocabulary(plan))


def _targets(plan: Plan, identifiers: list[str]) -> list[Target]:
    return [commitment_target(plan, plan.every_commitment[one]) for one in dict.fromkeys(identifiers)]
