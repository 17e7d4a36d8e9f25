"""What was measured, as Markdown between two marks of a page."""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from tests.bench.clocks import IN_ORDER
from tests.bench.contest import EDITED, EMPTY, FLOOR, OURS
from tests.bench.measuring import MEGABYTE
from tests.bench.results import Results, Row

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
NONE = "–"
SHOWN = 12
"""Packages."""
COSTS = ("system", "processor", "× floor", "clock", "memory", "stale")
WEIGHTS = ("system", "pages", "files", "size")


def placed(page: str, text: str) -> str:
    """The page with another text between its marks."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"The page has no place that begins with {BEGIN} and ends with {END}.")
    return f"{before}{BEGIN}\n{text}\n{END}{after}"


def written(results: Results) -> str:
    parts = [
        *_targets(results),
        *_sizes(results),
        *_growth(results),
        *_profiles(results),
    ]
    return "\n\n".join(parts)


def _targets(results: Results) -> Iterator[str]:
    yield "## What is aimed at { #targets }"
    rows = []
    for name, size, start, figure, most in _AIMS:
        row = results.row(size, OURS, start)
        found = figure(results, size, row) if row else None
        rows.append((name, f"{most:g}", f"{found:.2f}" if found else NONE, _judged(found, most)))
    yield _table(("aim", "at most", "measured", "result"), rows)


def _judged(found: float | None, most: float) -> str:
    if found is None:
        return "not measured"
    return "met" if found <= most else f"missed by {found / most - 1:.0%}"


def _ratio(results: Results, size: str, row: Row) -> float | None:
    floor = results.row(size, FLOOR, EMPTY)
    return row.processor / floor.processor if floor else None


def _wall(_results: Results, _size: str, row: Row) -> float:
    return row.wall


def _megabytes(_results: Results, _size: str, row: Row) -> float:
    return row.memory / MEGABYTE


_AIMS = (
    ("This site from nothing, processor time × floor", "real", EMPTY, _ratio, 1.15),
    ("1,000 commitments from nothing, processor time × floor", "1000", EMPTY, _ratio, 1.2),
    ("1,000 commitments from nothing, seconds by the clock", "1000", EMPTY, _wall, 6),
    ("1,000 commitments after one edit, seconds by the clock", "1000", EDITED, _wall, 2),
    ("5,000 commitments from nothing, MB of memory", "5000", EMPTY, _megabytes, 300),
)


def _sizes(results: Results) -> Iterator[str]:
    yield "## Beside others { #others }"
    for size, rows in sorted(results.sizes.items(), key=lambda one: _order(one[0])):
        yield f"### {_named(size)} {{ #size-{size} }}"
        yield results.said[size]
        floor = results.row(size, FLOOR, EMPTY)
        yield _table(COSTS, (_costs(row, floor) for row in rows))
        yield _table(WEIGHTS, _weights(rows))


def _order(size: str) -> int:
    return 0 if size == "real" else int(size)


def _named(size: str) -> str:
    return "The plans of this site" if size == "real" else f"{int(size):,} commitments"


def _costs(row: Row, floor: Row | None) -> tuple[str, ...]:
    name = f"{row.system}, {row.start}"
    if not row.costs or row.fault:
        return (name, row.fault or NONE, *[""] * (len(COSTS) - 2))
    return (
        name,
        f"{row.processor:.1f} s",
        f"{row.processor / floor.processor:.2f}" if floor else NONE,
        f"{row.wall:.1f} s",
        f"{row.memory / MEGABYTE:.0f} MB",
        "" if row.stale is None else f"{row.stale}",
    )


def _weights(rows: Iterable[Row]) -> Iterator[tuple[str, ...]]:
    """Of each system once: its sites are equally large however it began."""
    for row in rows:
        if row.weight and row.start == EMPTY:
            size = f"{row.weight.size / MEGABYTE:.1f} MB"
            yield row.system, f"{row.weight.pages:,}", f"{row.weight.files:,}", size


def _growth(results: Results) -> Iterator[str]:
    """Between two sizes, n to which power the time grows as."""
    if not results.growth:
        return
    sizes = sorted(results.growth, key=int)
    yield "## How it grows { #growth }"
    yield results.said["growth"]
    steps = [step for step in IN_ORDER if any(step in results.growth[size] for size in sizes)]
    rows = [_grown(step, [results.growth[size].get(step, 0) for size in sizes], sizes) for step in steps]
    rows.append(_grown("all", [sum(results.growth[size].values()) for size in sizes], sizes))
    heads = ["step", *(f"{int(size):,}" for size in sizes)]
    heads += [f"{int(one):,} → {int(next_):,}" for one, next_ in pairwise(sizes)]
    yield _table(heads, rows)


def _grown(step: str, seconds: Sequence[float], sizes: Sequence[str]) -> tuple[str, ...]:
    pairs = list(zip(seconds, map(int, sizes), strict=True))
    powers = (_power(*one, *after) for one, after in pairwise(pairs))
    return (step, *(f"{one:.2f} s" for one in seconds), *powers)


def _power(first: float, few: int, second: float, many: int) -> str:
    """Of less than a twentieth of a second nothing can be said.

    >>> _power(1.0, 250, 4.0, 1000), _power(1.0, 250, 16.0, 1000), _power(0.01, 250, 0.3, 1000)
    ('n^1.00', 'n^2.00', '–')
    """
    if min(first, second) < 0.05:
        return NONE
    return f"n^{math.log(second / first) / math.log(many / few):.2f}"


def _profiles(results: Results) -> Iterator[str]:
    for size in sorted(results.profile, key=_order):
        yield f"## Where the time goes: {_named(size).lower()} {{ #profile-{size} }}"
        yield results.said["profile"]
        yield _table(("step", "of the time"), _shares(results.steps[size]))
        yield _table(("package", "of the time"), _shares(results.profile[size]))


def _shares(seconds: dict[str, float]) -> Iterator[tuple[str, str]]:
    """The largest, and what all others take together."""
    whole = sum(seconds.values())
    largest = sorted(seconds.items(), key=lambda one: -one[1])
    for name, share in largest[:SHOWN]:
        yield name, f"{share / whole:.0%}"
    if rest := largest[SHOWN:]:
        yield "others", f"{sum(share for _, share in rest) / whole:.0%}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The first column is words, the others are figures."""
    rules = ["---", *["--:"] * (len(heads) - 1)]
    return "\n".join(f"| {' | '.join(line)} |" for line in [heads, rules, *rows])
