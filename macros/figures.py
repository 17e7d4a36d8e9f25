"""A diagram as a reader meets it: drawn here or left to the browser, with caption, text twin and source."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from macros.drawing import Link, TooLargeError, available, draw
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
    here_drawn = diagrams == "build" and available()
    drawings = _drawings(made) if here_drawn else {}
    source = next(iter(made.texts.values()))
    return render(
        "figure.html.j2", here, figure=made, drawings=drawings, in_browser=not here_drawn, source=source
    )


def _drawings(made: Figure) -> dict[str, Markup]:
    """By the room. None where one is too large to draw: the text twin says it then."""
    try:
        # What `draw` returns is shapes and text alone: it lets nothing else through.
        return {
            room: Markup(draw(text, f"{made.id}-{room}", made.links)) for room, text in made.texts.items()
        }
    except TooLargeError:
        return {}
