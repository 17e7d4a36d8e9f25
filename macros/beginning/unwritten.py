"""Finds what was begun and is still to be written, so that nobody forgets it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from macros.beginning.placeholders import LATER, NAMES, title_of
from macros.load import Fields, Listing, Node, Scalar, read
from macros.problems import Place
from macros.reports import REPORTS
from macros.site import Site


@dataclass(frozen=True, order=True)
class Unwritten:
    place: Place
    words: str

    def __str__(self) -> str:
        return f"{self.place}: {self.words}"


def unwritten(data: Path, label: str, site: Site) -> list[Unwritten]:
    """Sorted by place. `label`: what messages call the folder of data."""
    texts = _texts(site)
    quick = re.compile("|".join([*map(re.escape, texts), *NAMES.values()]))
    found: list[Unwritten] = []
    for file in data.rglob("*.yml"):
        name = f"{label}/{file.relative_to(data).as_posix()}"
        if file.parent == data / REPORTS and _is_name(file.stem, "report"):
            found.append(Unwritten(Place(name), "this file is still to get its name"))
        if quick.search(file.read_text("utf-8")):  # Reading takes long, and most files hold none.
            node, _ = read(file, name)
            found += _within(node, texts) if node else []
    return sorted(found)


def _texts(site: Site) -> set[str]:
    words = [plan.words for plan in site.plans.values()]
    own = [word.one for one in words for word in (one.commitment, one.clause, one.area)]
    return {LATER, LATER.removesuffix("."), *map(title_of, [*own, *NAMES])}


def _within(node: Node, texts: set[str], field: str = "") -> Iterator[Unwritten]:
    if isinstance(node, Listing):
        for item in node.items:
            yield from _within(item, texts, field)
    elif isinstance(node, Fields):
        for name, entry in node.entries.items():
            yield from _within(entry.node, texts, name)
    elif _is_placeholder(node, texts, field):
        yield Unwritten(node.place, f"`{field}` is still “{node.value}”")


def _is_placeholder(node: Scalar, texts: set[str], field: str) -> bool:
    value = str(node.value).strip()
    if field == "term":
        return _is_name(value, "term")
    return value in texts or (field == "id" and any(_is_name(value, kind) for kind in NAMES))


def _is_name(value: str, kind: str) -> bool:
    return bool(re.fullmatch(rf"{NAMES[kind]}(-[0-9]+)?", value))
