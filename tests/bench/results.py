"""What was measured, kept from run to run: large plans take long, and are measured on their own."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

from tests.bench.measuring import Cost, Weight


@dataclass
class Row:
    """One system at one size, begun in one way."""

    system: str
    start: str
    costs: list[Cost] = field(default_factory=list)
    weight: Weight | None = None
    stale: int | None = None
    """After an edit of a title: pages that still show the old one."""
    fault: str = ""
    """Why there is no figure."""

    @property
    def processor(self) -> float:
        return median(cost.processor for cost in self.costs)

    @property
    def wall(self) -> float:
        return median(cost.wall for cost in self.costs)

    @property
    def memory(self) -> float:
        return median(cost.memory for cost in self.costs)


@dataclass
class Results:
    sizes: dict[str, list[Row]] = field(default_factory=dict)
    """By `real`, or the number of commitments."""
    said: dict[str, str] = field(default_factory=dict)
    """By size, `growth` or `profile`: when it was measured, of how many runs, on what."""
    growth: dict[str, dict[str, float]] = field(default_factory=dict)
    """By the number of commitments: seconds by step."""
    steps: dict[str, dict[str, float]] = field(default_factory=dict)
    """By size: seconds by step."""
    profile: dict[str, dict[str, float]] = field(default_factory=dict)
    """By size: seconds by package."""

    def row(self, size: str, system: str, start: str) -> Row | None:
        found = (row for row in self.sizes.get(size, []) if (row.system, row.start) == (system, start))
        return next((row for row in found if row.costs), None)


def read(file: Path) -> Results:
    if not file.is_file():
        return Results()
    kept = json.loads(file.read_text("utf-8"))
    sizes = {size: [_row(row) for row in rows] for size, rows in kept.pop("sizes").items()}
    return Results(sizes, **kept)


def _row(kept: dict[str, object]) -> Row:
    costs = [Cost(**cost) for cost in kept.pop("costs")]  # type: ignore[attr-defined]
    weight = kept.pop("weight")
    return Row(**kept, costs=costs, weight=Weight(**weight) if weight else None)  # type: ignore[arg-type]


def keep(results: Results, file: Path) -> None:
    file.write_text(json.dumps(asdict(results), indent=1), "utf-8")
