"""An address as a QR code, in numbers that a template can draw."""

from dataclasses import dataclass

import segno

QUIET = 4
"""Cells of white on each side, without which a code may not be found."""


@dataclass(frozen=True)
class Code:
    width: int
    """Of the whole, in cells, with the white around it."""
    path: str
    """Of its dark cells, for the `d` of a path that is drawn one cell wide."""


def code(text: str) -> Code:
    made = segno.make(text, error="m", micro=False, boost_error=False)
    width, _ = made.symbol_size(scale=1, border=QUIET)
    return Code(int(width), _path([bytes(row) for row in made.matrix]))


def _path(rows: list[bytes]) -> str:
    """Runs of dark cells, line by line, each step counted from the one before it: short, and packed well."""
    steps: list[str] = []
    x, y = 0, 0.0
    for number, row in enumerate(rows):
        for start, end in _runs(row):
            dx, dy = start + QUIET - x, number + QUIET + 0.5 - y
            steps.append(f"m{dx:g} {dy:g}h{end - start}")
            x, y = end + QUIET, y + dy
    return "".join(steps)


def _runs(row: bytes) -> list[tuple[int, int]]:
    edges = [place for place in range(len(row) + 1) if _dark(row, place) != _dark(row, place - 1)]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _dark(row: bytes, place: int) -> bool:
    return 0 <= place < len(row) and bool(row[place])
