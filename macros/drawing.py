"""Draws Mermaid text as SVG that takes its looks from the page. Only this module knows merman."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from typing import Any

from macros.arrange import ARRANGED, Link, keyed
from macros.cached import code_of, kept
from macros.labels import written

try:
    import merman
except ImportError:  # It has wheels for three platforms only.
    merman = None

__all__ = ["DrawingError", "Link", "TooLargeError", "available", "draw", "drawn"]

_SHAPES = {
    *("svg", "g", "a", "marker", "title", "desc", "text", "tspan"),
    *("rect", "path", "line", "circle", "ellipse", "polygon", "polyline"),
}
_GEOMETRY = {
    *("id", "class", "href", "viewBox", "transform", "font-size", "text-anchor"),
    *(
        "x",
        "y",
        "dx",
        "dy",
        "x1",
        "y1",
        "x2",
        "y2",
        "width",
        "height",
        "r",
        "rx",
        "ry",
        "cx",
        "cy",
        "d",
        "points",
    ),
    *("marker-start", "marker-end", "refX", "refY", "markerUnits", "markerWidth", "markerHeight", "orient"),
}
_ADDRESS = re.compile(r"(https?://|mailto:|[./#?])|[^:]*$", re.IGNORECASE)
_DEFAULTS = {
    "htmlLabels": False,
    "look": "classic",
    "flowchart": {"htmlLabels": False},
    "gantt": {"useWidth": 690, "fontSize": 13, "sectionFontSize": 13, "barHeight": 24},
}
"""For what people write by hand; a text's own settings are stronger."""


class DrawingError(ValueError):
    """A Mermaid text that can't be drawn."""


class TooLargeError(DrawingError):
    """Drawing it would take more than the renderer is allowed to."""


def available() -> bool:
    """Is there a renderer on this platform? If not, the reader's browser has to draw."""
    return merman is not None


def draw(text: str, diagram_id: str, links: Mapping[str, Link] | None = None) -> str:
    """An `svg` element in one line; links by the ids of rows, bars, nodes and groups."""
    made_from = (_how(), text, diagram_id, *(f"{key} {link}" for key, link in (links or {}).items()))
    return kept("drawings", made_from, lambda: _written(drawn(text, diagram_id, links)))


def _how() -> str:
    """All that a drawing depends on, but for what it shows."""
    return f"{_version()} {code_of('arrange', 'drawing', 'labels')}"


@cache
def _version() -> str:
    """Of the renderer. To look it up takes as long as to read a drawing that is kept."""
    return version("merman") if available() else ""


def _written(svg: ET.Element) -> str:
    return ET.tostring(svg, encoding="unicode")


def drawn(text: str, diagram_id: str, links: Mapping[str, Link] | None = None) -> ET.Element:
    svg = _rendered(text, diagram_id)
    kind = svg.get("aria-roledescription", "").partition("-")[0]
    if kind not in ARRANGED:
        known = " and ".join(ARRANGED)
        raise DrawingError(f"a diagram of kind {kind!r} can't be drawn here, only {known}")
    _strip(svg)
    ARRANGED[kind](svg, keyed(links))
    _name(svg, diagram_id, kind)
    _spell(svg)
    return svg


@cache
def _renderer() -> Any:
    options = merman.ResourceOptionsBuilder().profile(merman.ResourceProfile.TRUSTED_NATIVE).build()
    return merman.MermanEngine(options.to_options_json(), None)


def _rendered(text: str, diagram_id: str) -> ET.Element:
    if merman is None:
        raise DrawingError("there is no merman for this platform")
    options = json.dumps({"svg": {"diagram_id": diagram_id}, "site_config": _DEFAULTS})
    try:
        svg = _renderer().render_svg(text, options)
        # It writes no document type, so no entity can grow.
        return _without_namespaces(ET.fromstring(svg))  # noqa: S314 (the renderer's own output, bounded)
    except merman.MermanError as error:
        message = getattr(error, "message", None) or str(error)
        raise (TooLargeError if "resource limit" in message else DrawingError)(message) from error
    except ET.ParseError as error:
        raise DrawingError(f"what merman drew isn't well-formed: {error}") from error


def _without_namespaces(svg: ET.Element) -> ET.Element:
    for element in svg.iter():
        element.tag = element.tag.rpartition("}")[2]
        if address := element.attrib.pop("{http://www.w3.org/1999/xlink}href", None):
            element.set("href", address)
    return svg


def _strip(svg: ET.Element) -> None:
    """Leaves shapes, their geometry and classes: no styles, colours, fonts, scripts, unused markers."""
    values = " ".join(value for element in svg.iter() for value in element.attrib.values())
    used = set(re.findall(r"url\(#(.+?)\)", values))
    for parent in list(svg.iter()):
        for child in list(parent):
            if child.tag not in _SHAPES or (child.tag == "marker" and child.get("id") not in used):
                parent.remove(child)
    for element in svg.iter():
        element.tail = None
        element.attrib = {name: value for name, value in element.attrib.items() if name in _GEOMETRY}
        if "class" in element.attrib:
            element.set("class", _classes(element.get("class", "")))
        if not _ADDRESS.match(element.get("href", "")):
            del element.attrib["href"]


def _classes(names: str) -> str:
    """Mermaid numbers classes by row and writes measures into them: only what a thing is stays."""
    plain = (re.sub(r"(?<=[a-z])\d+$|^width-.*", "", name) for name in names.split())
    return " ".join(dict.fromkeys(filter(None, plain)))


def _name(svg: ET.Element, diagram_id: str, kind: str) -> None:
    """What the drawing is called aloud, and its size, so that nothing moves while the page loads."""
    box = [f"{float(number):g}" for number in svg.get("viewBox", "0 0 0 0").split()]
    svg.attrib = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": f"diagram__drawing diagram__drawing--{kind}",
        "viewBox": " ".join(box),
        "width": box[2],
        "height": box[3],
        "role": "group",  # An img would hide the links.
    }
    for element in svg.iter():
        if element.tag != "marker":
            element.attrib.pop("id", None)
    for tag, attribute in (("title", "aria-labelledby"), ("desc", "aria-describedby")):
        for element in svg.findall(tag):
            element.set("id", f"{diagram_id}-{tag}")
            svg.set(attribute, f"{diagram_id}-{tag}")


def _spell(svg: ET.Element) -> None:
    for element in (*svg.iter("text"), *svg.iter("tspan"), *svg.findall("title"), *svg.findall("desc")):
        element.text = written(element.text) if element.text else None
