"""Diagrams that people write by hand in Markdown, between ```mermaid and ```: a format for superfences."""

import logging
import xml.etree.ElementTree as ET
from typing import Any

from macros.drawing import DrawingError, drawn

# A logger below mkdocs, so that a strict build counts the warning.
_log = logging.getLogger("mkdocs.plugins.macros.fences")


def fence(*, drawn_here: bool) -> dict[str, Any]:
    """What superfences needs to know of them. `drawn_here`: not by the reader's browser."""
    return {"name": "mermaid", "class": "mermaid", "format": draw_fence if drawn_here else leave_fence}


def draw_fence(source: str, _language: str, _class: str, _options: Any, md: Any, **_: Any) -> str:
    """The drawing; where that fails, a warning and the text as it was written."""
    # Every fence is stored, so this number is another one for each fence of a page.
    number = md.htmlStash.html_counter
    try:
        drawing = drawn(source, f"diagram-by-hand-{number}")
    except DrawingError as error:
        _log.warning("A diagram written by hand isn't drawn: %s. It begins: %.60r", error, source)
        code = ET.Element("code")
        code.text = source
        return _around("pre", {}, code)
    # It scrolls on a phone.
    around = {
        "data-needs": "diagrams",
        "class": "diagram diagram--by-hand",
        "tabindex": "0",
        "role": "group",
    }
    if name := drawing.get("aria-labelledby"):
        around |= {"role": "region", "aria-labelledby": name}
    return _around("div", around, drawing)


def leave_fence(source: str, *_: Any, **__: Any) -> str:
    """What mermaid2 looks for."""
    return _around("div", {"class": "mermaid"}, source)


def _around(tag: str, attributes: dict[str, str], content: str | ET.Element) -> str:
    element = ET.Element(tag, attributes)
    if isinstance(content, str):
        element.text = content
    else:
        element.append(content)
    return ET.tostring(element, encoding="unicode")
