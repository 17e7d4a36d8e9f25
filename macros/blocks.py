"""Answers as blocks, drawn as numbers: some in a cell, some along a line, and shares of a whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from macros.links import Target
from macros.render import Markup

HEIGHT = 14
_BREADTH, _STEP = 9, 12
HEIGHTS = {"full": HEIGHT, "high": HEIGHT, "medium": 9, "half": 7, "low": 4, "none": HEIGHT}
"""By the kind: the fuller, the more. `none` is drawn hollow."""


@dataclass(frozen=True)
class Block:
    kind: str
    x: float
    width: float
    y: float
    height: float


@dataclass(frozen=True)
class Drawing:
    """Blocks, and the room that they take."""

    blocks: tuple[Block, ...]
    width: float
    height: float = HEIGHT


@dataclass(frozen=True)
class Cell:
    """A record with its blocks."""

    target: Target
    kind: str
    """What it has at best."""
    count: int
    drawing: Drawing
    says: Markup
    """What the blocks mean, in words."""


@dataclass(frozen=True)
class Section:
    """Cells under one heading; never empty."""

    above: tuple[str, ...]
    """Headings that begin here and have this one below them."""
    heading: str
    target: Target
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Share:
    """How many of all are of one kind."""

    kind: str
    count: int
    says: Markup


def blocks(kinds: Sequence[str]) -> Drawing:
    """One after the other; a hollow one where there are none.

    >>> [(block.x, block.y, block.height) for block in blocks(["full", "half"]).blocks]
    [(0, 0, 14), (12, 7, 7)]
    """
    drawn = tuple(
        Block(kind, place * _STEP, _BREADTH, HEIGHT - HEIGHTS[kind], HEIGHTS[kind])
        for place, kind in enumerate(kinds or ["none"])
    )
    return Drawing(drawn, len(drawn) * _STEP - (_STEP - _BREADTH))


def bar(shares: Iterable[Share]) -> tuple[Block, ...]:
    """The shares along a line, in per cent of its length. What nobody has isn't drawn.

    >>> [(block.x, block.width) for block in bar([Share("full", 3, Markup()), Share("none", 1, Markup())])]
    [(0.0, 75.0), (75.0, 25.0)]
    """
    there = [share for share in shares if share.count]
    total = sum(share.count for share in there)
    ends = [*accumulate(share.count for share in there)]
    return tuple(
        Block(
            share.kind,
            round(100 * (end - share.count) / total, 3),
            round(100 * share.count / total, 3),
            HEIGHT - HEIGHTS[share.kind],
            HEIGHTS[share.kind],
        )
        for share, end in zip(there, ends, strict=True)
    )
