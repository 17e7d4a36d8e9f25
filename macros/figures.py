"""A diagram as a reader meets it: drawn here or left to the browser, with caption, text twin and source."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from macros.drawing import Link, available, draw
from macros.render import Markup, render

Diagrams = Literal["build", "browser"]
"""Who draws: this build, or the reader's browser."""


@dataclass(frozen=True)
class Figure:
    """What a diagram is made of."""

    id: str
    """Its anchor; no other figure of the page has it."""
    caption: str
    texts: Mapping[str, str]
    """The Mermaid text by the room it is laid out for: wide, medium, narrow. The first is the one to copy."""
    links: Mapping[str, Link]
    twin: Markup
    """The same as text; empty where the page says it beside the figure."""


def figure(made: Figure, here: str, diagrams: Diagrams) -> Markup:
    """The figure as one block of HTML. Where there is no renderer the browser draws."""
    drawn = diagrams == "build" and available()
    # What `draw` returns is shapes and text alone: it lets nothing else through.
    drawings = {
        room: Markup(draw(text, f"{made.id}-{room}", made.links))
        for room, text in (made.texts.items() if drawn else ())
    }
    source = next(iter(made.texts.values()))
    return render("figure.html.j2", here, figure=made, drawings=drawings, source=source)
