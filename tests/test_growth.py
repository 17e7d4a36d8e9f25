"""Nothing grows faster than the data: twice the plan is twice the work and twice the bytes, and hardly more.

Calls are counted, not seconds: they are the same on every machine. A loop that calls nothing isn't seen.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from cProfile import Profile
from functools import partial
from itertools import pairwise
from math import log2
from pathlib import Path
from typing import NamedTuple, TypeVar

import pytest

from macros.build import build
from macros.outgrown import BARS, CELLS
from macros.pages import publication
from macros.resting import searched
from tests.bench.invented import CLAUSES_EACH, written

SIZES = (130, 260, 520)
"""Commitments. They are too many for one matrix and one timeline: what is cut is asked how it grows."""
MOST = 1.15
"""The exponent. One would be in step with the data; what n log n adds is less than the rest."""
PAGE = 300_000
"""Bytes of a page that is cut where it grows too large: a larger plan has more, and none larger."""
BOUNDED = ("measured/matrix/", "measured/matrix/*/", "fields/*/")
SAMPLE = 6
"""Of a kind, so many are made."""

Made = TypeVar("Made")


class Cost(NamedTuple):
    calls: dict[str, float]
    bytes: dict[str, float]
    largest: dict[str, int]


def kind(address: str) -> str:
    """
    >>> kind("tasks/12/"), kind("measured/timeline/2031/"), kind("tasks/12.json")
    ('tasks/*/', 'measured/timeline/*/', 'tasks/*.json')
    """
    return re.sub(r"(?<=/)[^/.]*\d[^/.]*", "*", address)


def sampled(
    things: Iterable[Made], address: Callable[[Made], str]
) -> Iterator[tuple[str, list[Made], float]]:
    """Some of each kind, and how many each of them stands for."""
    kinds: dict[str, list[Made]] = {}
    for one in things:
        kinds.setdefault(kind(address(one)), []).append(one)
    for name, those in kinds.items():
        some = those[:: -(-len(those) // SAMPLE)]
        yield name, some, len(those) / len(some)


def measured(folder: Path, commitments: int) -> Cost:
    cost = Cost(defaultdict(float), defaultdict(float), {})

    def counted(name: str, make: Callable[[], Made], share: float = 1) -> Made:
        profile = Profile()
        made = profile.runcall(make)
        cost.calls[name] += share * sum(one.callcount for one in profile.getstats())
        return made

    def weighed(name: str, weight: int, share: float) -> None:
        cost.bytes[name] += share * weight
        cost.largest[name] = max(weight, cost.largest.get(name, 0))

    data = written(folder / str(commitments), commitments)
    site = counted("the data", lambda: build(data))
    made = counted("the publication", lambda: publication(site, "build"))
    for name, those, share in sampled(made.pages.values(), lambda page: page.address):
        for page in those:
            text = counted(name, page.text, share)
            weighed(name, len(text.encode()), share)
            weighed("what a search reads", len(searched(text).encode()), share)
    for name, paths, share in sampled(made.files, str):
        for path in paths:
            weighed(name, len(counted(name, partial(made.files.__getitem__, path), share)), share)
    return cost


@pytest.fixture(scope="module")
def costs(tmp_path_factory: pytest.TempPathFactory) -> list[Cost]:
    folder = tmp_path_factory.mktemp("growth")
    return [measured(folder, size) for size in SIZES]


def too_steep(counts: list[dict[str, float]]) -> dict[str, list[float]]:
    """Exponents from size to size, of what grows too fast anywhere."""
    assert set(counts[0]) == set(counts[-1])
    found = {
        name: [log2(larger[name] / smaller[name]) for smaller, larger in pairwise(counts)]
        for name in counts[0]
        if name not in BOUNDED
    }
    return {name: exponents for name, exponents in found.items() if max(exponents) > MOST}


def test_the_smallest_of_the_plans_has_outgrown_its_figures() -> None:
    assert SIZES[0] ** 2 / CLAUSES_EACH > CELLS
    assert SIZES[0] > BARS


def test_no_step_takes_more_than_its_share_of_calls(costs: list[Cost]) -> None:
    assert not too_steep([cost.calls for cost in costs])


def test_no_kind_of_page_and_no_file_outgrows_the_data(costs: list[Cost]) -> None:
    assert not too_steep([cost.bytes for cost in costs])


def test_a_page_that_is_cut_stays_small(costs: list[Cost]) -> None:
    for cost in costs:
        assert all(0 < cost.largest[name] < PAGE for name in BOUNDED)


def test_a_list_that_is_looked_through_for_each_record_is_seen() -> None:
    def looked_through(size: int) -> dict[str, float]:
        profile = Profile()
        profile.runcall(lambda: [[kind("") for _ in range(size)] for _ in range(size)])
        return {"looking": sum(one.callcount for one in profile.getstats())}

    assert too_steep([looked_through(size) for size in (100, 200, 400)])
