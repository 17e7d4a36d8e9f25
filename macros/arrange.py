"""Moves the shapes of a drawing to where a reader looks for them, with links around them. Knows SVG only."""

import xml.etree.ElementTree as ET
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from macros.labels import EM, breadth, key
from macros.mermaid import FRAME, TITLE

_INSET = 8
_NODE_FONT = 14
_LEAD = 18
"""From line to line in a node."""


@dataclass(frozen=True)
class Link:
    """Where a row, bar, node or group leads, and what that is called aloud."""

    url: str
    name: str


@dataclass
class _Line:
    """A row of a timeline with what stands in it."""

    name: str
    top: float
    bands: list[ET.Element] = field(default_factory=list)
    titles: list[ET.Element] = field(default_factory=list)
    bars: list[tuple[ET.Element, ET.Element]] = field(default_factory=list)


def timeline(svg: ET.Element, links: Mapping[str, Link]) -> None:
    """Bands, then years, then one group a row, so that it is read aloud row by row."""
    titles = _of_class(svg, "sectionTitle")
    size = titles[0].get("font-size", "12") if titles else "12"
    column = max((breadth(_code(title)) for title in titles), default=0) * EM * float(size)
    bands = _group("bands", *_of_class(svg, "section"))
    width = float(svg.get("viewBox", "0 0 0 0").split()[2])
    heading = [text for text in _of_class(svg, "titleText") if text.text]
    rows = [_row(line, links, column, width) for line in _lines(svg, titles)]
    grids = _of_class(svg, "grid")
    if bands and not heading:
        _crop(svg, bands, 2 * float(size), len(grids) > 1)
    years = [_years(grid, size) for grid in grids]
    svg[:] = [*svg.findall("title"), *svg.findall("desc"), *heading, bands, *years, *rows]


def _crop(svg: ET.Element, bands: Iterable[ET.Element], axis: float, above: bool) -> None:
    """To the rows and what the years need: Mermaid leaves more room, and the same above as below."""
    left, _, width, _ = svg.get("viewBox", "0 0 0 0").split()
    top = min(_number(band, "y") for band in bands) - axis * above
    bottom = max(_number(band, "y") + _number(band, "height") for band in bands) + axis
    svg.set("viewBox", f"{left} {top:g} {width} {bottom - top:g}")


def _lines(svg: ET.Element, titles: list[ET.Element]) -> list[_Line]:
    """By the frames that `mermaid.gantt` sets; a chart written by hand has none and is one line."""
    row_frame, end_frame = f"{svg.get('id')}-{FRAME}-", f"{svg.get('id')}-{FRAME}"
    texts = {text.get("id", ""): text for text in svg.iter("text")}
    tasks = _of_class(svg, "task")
    frames = [task for task in tasks if task.get("id", "").startswith(row_frame)]
    lines = [_Line(frame.get("id", "")[len(row_frame) :], _number(frame, "y")) for frame in frames]
    lines = sorted(lines, key=lambda line: line.top) or [_Line("", 0)]

    def line_at(height: float) -> _Line:
        return lines[max(bisect_right([line.top for line in lines], height) - 1, 0)]

    for task in tasks:
        if task not in frames and task.get("id") != end_frame:
            text = texts.get(f"{task.get('id')}-text", ET.Element("text"))
            line_at(_number(task, "y")).bars.append((task, text))
    for band in _of_class(svg, "section"):
        line_at(_middle(band)).bands.append(band)
    for title in titles:
        line_at(_number(title, "y")).titles.append(title)
    return lines


def _row(line: _Line, links: Mapping[str, Link], column: float, width: float) -> ET.Element:
    link = links.get(line.name)
    for title in line.titles:
        _place_title(title, line.bands if len(line.titles) == 1 else (), column)
    row = _group("row", *([_anchor(link, *_target(line), *line.titles)] if link else line.titles))
    for bar, text in sorted(line.bars, key=lambda drawn: _number(drawn[0], "x")):
        own = links.get(bar.get("id", "").partition("-bar-")[2], link)
        shapes = _placed(bar, text, width)
        row.extend([_anchor(own, *shapes, silent=link is not None)] if own else shapes)
    return row


def _target(line: _Line) -> list[ET.Element]:
    """The whole of the row at the left of its bars, for the mouse and for the focus to frame."""
    if not line.bands:
        return []
    top, last = _number(line.bands[0], "y"), line.bands[-1]
    width = min((_number(bar, "x") for bar, _ in line.bars), default=_number(last, "width"))
    height = _number(last, "y") + _number(last, "height") - top
    target = _element("rect", "target", x=0, y=top, width=width, height=height)
    _inset(target, 2)
    return [target]


def _place_title(title: ET.Element, bands: Iterable[ET.Element], column: float) -> None:
    if middles := [_middle(band) for band in bands]:
        title.set("y", f"{sum(middles) / len(middles):g}")
    title.set("dominant-baseline", "central")
    for tspan in title.findall("tspan"):
        tspan.set("x", f"{_INSET}")
        code, _, rest = (tspan.text or "").partition(TITLE)
        if rest:
            tspan.set("class", "code")
            tspan.text = code
            named = ET.SubElement(title, "tspan", {"x": f"{2.5 * _INSET + column:g}"})
            # The space keeps code and title apart when they are read aloud or copied.
            named.text = f" {rest}"


def _code(title: ET.Element) -> str:
    code, found, _ = "".join(title.itertext()).partition(TITLE)
    return code if found else ""


def _placed(bar: ET.Element, text: ET.Element, width: float) -> list[ET.Element]:
    """The label at the start of its bar, or after the bar, or before it: where there is room."""
    _inset(bar, 1)
    shown = breadth("".join(text.itertext()).strip()) * EM * _number(text, "font-size")
    if not shown:
        return [bar]
    start, end = _number(bar, "x"), _number(bar, "x") + _number(bar, "width")
    place, x, anchor = "inside", start + _INSET, "start"
    if shown > end - start - _INSET:
        place, x, anchor = "beside", end + _INSET, "start"
        if x + shown > width:
            x, anchor = start - _INSET, "end"
    tags = [
        name[:-4] for name in text.get("class", "").split() if name.endswith("Text") and name != "taskText"
    ]
    text.attrib |= {"x": f"{x:g}", "y": f"{_middle(bar):g}", "text-anchor": anchor}
    text.attrib |= {"dominant-baseline": "central", "class": " ".join(["taskText", place, *tags])}
    return [bar, text]


def _years(grid: ET.Element, size: str) -> ET.Element:
    """A year's name stands in the middle of the year, not at its first day."""
    ticks, axes = grid.findall("g"), grid.findall("path")
    starts = [_shift(tick) for tick in ticks]
    last = max(map(_end, axes), default=0)
    for tick, width in zip(ticks, (end - start for start, end in pairwise([*starts, last])), strict=True):
        for text in tick.findall("text"):
            rise = -_INSET if text.get("y", "").startswith("-") else _INSET
            text.attrib |= {"x": f"{width / 2:g}", "y": f"{rise}", "font-size": size, "text-anchor": "middle"}
            if width < 1:
                tick.remove(text)
    for axis in axes:
        grid.remove(axis)
    grid.set("aria-hidden", "true")
    return grid


def flowchart(svg: ET.Element, links: Mapping[str, Link]) -> None:
    """Texts of one size in the middle of their boxes, names of groups at the upper left."""
    parents = {child: parent for parent in svg.iter() for child in parent}
    for cluster in _of_class(svg, "cluster"):
        box = cluster.find("rect")
        if box is not None:
            x, y = _number(box, "x") + 1.5 * _INSET, _number(box, "y") + 2 * _INSET
            _relabel(cluster, "cluster-label", x, y, "start")
        _link(parents[cluster], cluster, links.get(cluster.get("id", "").partition("-group-")[2]))
    for node in _of_class(svg, "node"):
        _relabel(node, "label", 0, 0, "middle")
        name = node.get("id", "").partition("-node-")[2].rpartition("-")[0]
        _link(parents[node], node, links.get(name))
    for edge in _of_class(svg, "edgeLabel"):
        _relabel(edge, "label", 0, 0, "middle")


def _relabel(parent: ET.Element, name: str, x: float, y: float, anchor: str) -> None:
    for old in parent.findall("g"):
        if name in old.get("class", "").split():
            rows = ["".join(row.itertext()).strip() for row in _of_class(old, "row")]
            parent.remove(old)
            parent.append(_text(rows, x, y if anchor == "start" else y - _LEAD * (len(rows) - 1) / 2, anchor))


def _text(rows: list[str], x: float, y: float, anchor: str) -> ET.Element:
    text = ET.Element("text", {"text-anchor": anchor, "dominant-baseline": "central"})
    text.set("font-size", f"{_NODE_FONT}")
    for number, shown in enumerate(rows):
        row = _element("tspan", x=x, y=y + number * _LEAD)
        # Without the space two rows would be read aloud as one word.
        row.text = shown if number == len(rows) - 1 else f"{shown} "
        text.append(row)
    return text


def _link(parent: ET.Element, shape: ET.Element, link: Link | None) -> None:
    if link:
        parent[list(parent).index(shape)] = _anchor(link, shape)


def _anchor(link: Link, *shapes: ET.Element, silent: bool = False) -> ET.Element:
    """A link around shapes; a silent one is for the mouse only, as another link says the same."""
    anchor = ET.Element("a", {"href": link.url})
    anchor.attrib |= {"tabindex": "-1", "aria-hidden": "true"} if silent else {"aria-label": link.name}
    ET.SubElement(anchor, "title").text = link.name
    anchor.extend(shapes)
    return anchor


def _group(name: str, *shapes: ET.Element) -> ET.Element:
    group = _element("g", name)
    group.extend(shapes)
    return group


def _element(tag: str, name: str = "", **numbers: float) -> ET.Element:
    attributes = {attribute: f"{number:g}" for attribute, number in numbers.items()}
    return ET.Element(tag, ({"class": name} if name else {}) | attributes)


def _of_class(svg: ET.Element, name: str) -> list[ET.Element]:
    return [element for element in svg.iter() if name in element.get("class", "").split()]


def _inset(box: ET.Element, by: float) -> None:
    for name, inset in (("x", by), ("y", by), ("width", -2 * by), ("height", -2 * by)):
        box.set(name, f"{max(_number(box, name) + inset, 1):g}")


def _number(element: ET.Element, name: str) -> float:
    return float(element.get(name, "0"))


def _middle(box: ET.Element) -> float:
    return _number(box, "y") + _number(box, "height") / 2


def _end(axis: ET.Element) -> float:
    """Of a path that goes down, along and up again: `M0.5,-59V0.5H695.5V-59`."""
    return float(axis.get("d", "").partition("H")[2].partition("V")[0] or 0)


def _shift(group: ET.Element) -> float:
    return float(group.get("transform", "translate(0,").partition("(")[2].partition(",")[0])


def keyed(links: Mapping[str, Link] | None) -> dict[str, Link]:
    """By the spelling that identifiers have in a drawing."""
    return {key(identifier): link for identifier, link in (links or {}).items()}


Arrange = Callable[[ET.Element, Mapping[str, Link]], None]
ARRANGED: dict[str, Arrange] = {"gantt": timeline, "flowchart": flowchart}
