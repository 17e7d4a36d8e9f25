"""Timelines and flowcharts in Mermaid's spelling. Draws nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count, pairwise
from typing import Literal

from macros.labels import EM, JOINER, breadth, key, label, plain

NO_LABEL = JOINER
TITLE = f" {JOINER}"
"""Between a row's code and its title: a space to the eye, and no label has it inside."""
FRAME = "frame"
"""Begins the names of tasks without width that hold the period open and mark where each row begins."""


@dataclass(frozen=True)
class Bar:
    """What is planned from one day to another, in one go."""

    id: str
    label: str
    start: date
    end: date
    """Exclusive."""
    tags: tuple[str, ...] = ()
    """Mermaid's own: `active`, `done`, `crit`."""


@dataclass(frozen=True)
class Row:
    """One line of a timeline: the code and title at its left, and its bars."""

    id: str
    code: str
    label: str
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True)
class Gantt:
    """A timeline that shows its whole period, whatever its rows fill of it."""

    title: str
    description: str
    rows: tuple[Row, ...]
    first: date
    last: date
    """Exclusive."""
    axis_format: str = "%Y"
    tick: str = "12month"


@dataclass(frozen=True)
class Layout:
    """How a timeline is laid out for a width, in pixels at natural size."""

    width: int
    padding: int
    """Room for the rows' labels."""
    font: int
    bar: int
    titles: bool = True
    bar_labels: bool = True


WIDE = Layout(width=1100, padding=400, font=14, bar=26)
MEDIUM = Layout(width=690, padding=240, font=14, bar=26)
NARROW = Layout(width=343, padding=46, font=13, bar=24, titles=False, bar_labels=False)

MARGIN = 16
"""Between the last day and the right edge."""
_AXIS = 50
"""Room for the years above and below; Mermaid's own, as some versions of it take no other below."""
_INSET = 8
_BOTH_AXES = 10
"""Rows from which the years stand above as well as below."""


def gantt(chart: Gantt, layout: Layout = WIDE) -> str:
    return _lines(
        "---",
        "displayMode: compact",
        "config:",
        "  gantt:",
        *(f"    {name}: {value}" for name, value in _gantt_config(chart, layout).items()),
        "---",
        "gantt",
        *_spoken(chart.title, chart.description),
        "  dateFormat YYYY-MM-DD",
        f"  axisFormat {chart.axis_format}",
        f"  tickInterval {chart.tick}",
        "  todayMarker off",
        *_sections(chart, layout),
    )


def _gantt_config(chart: Gantt, layout: Layout) -> dict[str, int | str]:
    return {
        "useWidth": layout.width,
        "leftPadding": layout.padding,
        "rightPadding": MARGIN,
        "topPadding": _AXIS,
        "gridLineStartPadding": _AXIS,
        "barHeight": layout.bar,
        "barGap": 4,
        "fontSize": layout.font,
        "sectionFontSize": layout.font,
        "topAxis": "true" if len(chart.rows) >= _BOTH_AXES else "false",
    }


def _sections(chart: Gantt, layout: Layout) -> Iterator[str]:
    taken: set[str] = set()
    codes = max((breadth(row.code) for row in chart.rows), default=0)
    for row in chart.rows:
        yield f"  section {_unlike(_row_label(row, codes, layout), taken)}"
        yield _task(NO_LABEL, f"{FRAME}-{key(row.id)}", chart.first, chart.first)
        if row is chart.rows[-1]:
            yield _task(NO_LABEL, FRAME, chart.last, chart.last)
        for bar in row.bars:
            shown = _bar_label(bar, row, chart, layout)
            yield _task(shown, f"bar-{key(bar.id)}", bar.start, bar.end, bar.tags)


def _task(shown: str, identifier: str, start: date, end: date, tags: tuple[str, ...] = ()) -> str:
    return f"  {shown} :" + ", ".join([*tags, identifier, start.isoformat(), end.isoformat()])


def _row_label(row: Row, codes: float, layout: Layout) -> str:
    """The code, and a title cut to what `codes` columns of code leave of the room. A heading has it all."""
    width = layout.padding if row.code or row.bars else layout.width
    room = int((width - 2 * _INSET) / (EM * layout.font))
    if not (layout.titles and row.label):
        return label(row.code or row.label, room)
    if not row.code:
        return label(row.label, room)
    return label(row.code, room) + TITLE + label(row.label, max(room - codes - 2, 1))[len(JOINER) :]


def _bar_label(bar: Bar, row: Row, chart: Gantt, layout: Layout) -> str:
    """Whole where it fits on the bar or after it; else cut to the bar; else none."""
    shown = plain(bar.label)
    if not (layout.bar_labels and shown):
        return NO_LABEL
    day = (layout.width - layout.padding - MARGIN) / (chart.last - chart.first).days
    following = min((other.start for other in row.bars if other.start >= bar.end), default=chart.last)
    # Mermaid writes before a bar what comes nearer to the right edge than half its left padding.
    after = min((following - bar.end).days * day, (chart.last - bar.end).days * day - layout.padding / 2)
    inside, beside = (
        (room - 2 * _INSET) / (EM * layout.font) for room in ((bar.end - bar.start).days * day, after)
    )
    fits = [room for room in (inside, beside) if breadth(shown) <= room]
    # Less than a whole word says nothing.
    return (
        label(shown, [*fits, inside][0]) if fits or breadth(_first_word(shown) + "…") <= inside else NO_LABEL
    )


def _first_word(text: str) -> str:
    return text.replace("-", " ").split()[0] if text.strip("- ") else text


def _unlike(text: str, taken: set[str]) -> str:
    """Mermaid merges sections of one name: word joiners, unseen, keep equal labels apart."""
    unlike = next(longer for longer in (text + JOINER * n for n in count()) if longer not in taken)
    taken.add(unlike)
    return unlike


@dataclass(frozen=True)
class Node:
    """A box of a flowchart, in one of its groups or in none."""

    id: str
    label: str
    group: str = ""


@dataclass(frozen=True)
class Edge:
    """An arrow from one node to another."""

    from_: str
    to: str


@dataclass(frozen=True)
class Group:
    """A frame around nodes of a flowchart."""

    id: str
    label: str
    is_column: bool = False
    """Its nodes stand below one another, in their order."""


@dataclass(frozen=True)
class Flowchart:
    """What leads to what."""

    title: str
    description: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    groups: tuple[Group, ...] = ()
    stages: tuple[tuple[str, str], ...] = ()
    """Arrows from one group to another, by their ids."""
    direction: Literal["LR", "RL", "TB", "BT"] = "LR"
    wrap: int = 190
    """The width, in pixels, at which a node's label breaks."""


def flowchart(chart: Flowchart) -> str:
    return _lines(
        "---",
        "config:",
        "  theme: base",
        "  look: classic",
        "  layout: elk",
        "  htmlLabels: false",
        f"  flowchart: {{htmlLabels: false, curve: linear, {_spacing(chart)}, wrappingWidth: {chart.wrap}}}",
        "---",
        f"flowchart {chart.direction}",
        *_spoken(chart.title, chart.description),
        *(_node(node) for node in chart.nodes if not node.group),
        *(line for group in chart.groups for line in _subgraph(group, chart.nodes)),
        *(f"  node-{key(edge.from_)} --> node-{key(edge.to)}" for edge in chart.edges),
        *(f"  group-{key(before)} --> group-{key(after)}" for before, after in chart.stages),
    )


def _spacing(chart: Flowchart) -> str:
    return f"padding: 12, nodeSpacing: 18, rankSpacing: {20 if chart.stages else 48}"


def _subgraph(group: Group, nodes: Iterable[Node]) -> Iterator[str]:
    yield f'  subgraph group-{key(group.id)}["{label(group.label)}"]'
    inner = [node for node in nodes if node.group == group.id]
    if group.is_column:
        yield "  direction TB"
    yield from map(_node, inner)
    if group.is_column:
        # Links that aren't seen: without them the layout puts the nodes in an order of its own.
        yield from (f"  node-{key(one.id)} ~~~ node-{key(next_.id)}" for one, next_ in pairwise(inner))
    yield "  end"


def _node(node: Node) -> str:
    return f'  node-{key(node.id)}["{label(node.label, 90)}"]'


def _spoken(title: str, description: str) -> tuple[str, str]:
    return f"  accTitle: {label(title, 200)}", f"  accDescr: {label(description, 600)}"


def _lines(*lines: str) -> str:
    return "\n".join(lines) + "\n"
