"""Go to an address that was once published, on a built site and without JavaScript: where does it lead?"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from posixpath import join, normpath
from typing import NamedTuple

from macros.ledger import parted
from tests.pages import article_in, parsed


class Arrival(NamedTuple):
    """Where a reader comes to, after a link where one is needed."""

    address: str
    anchor: str
    title: str
    """What the page at the old address is called where a link to it stands."""


@dataclass(frozen=True)
class _Page:
    title: str
    moved: bool
    """It only leads elsewhere."""
    anchors: frozenset[str]
    onward: list[str]
    """Where it leads whatever the anchor."""
    links: dict[str, list[str]]
    """By an anchor that only leads elsewhere: the links that stand there."""


@cache
def _read(file: Path) -> _Page:
    html = file.read_text("utf-8")
    moved = "assets/js/moved.js" in html
    begin, end = html.index("<title>") + len("<title>"), html.index("</title>")
    content = parsed(html[html.index("<main") : html.index("</main>") + 7]) if moved else article_in(html)
    lists = [one for one in content.below() if {"places", "gone"} & {*one.classes}]
    entries = [entry for one in lists for entry in one.all("li")]
    links = {anchor: entry.links for entry in entries for anchor in (entry["id"], *entry.anchors) if anchor}
    onward = [link for one in content.of_class("targets") for link in one.links] if moved else []
    return _Page(html[begin:end], moved, frozenset(content.anchors), onward, links)


def arrive(site: Path, line: str) -> Arrival:
    """Raises AssertionError where nothing answers."""
    address, anchor = parted(line)
    file = site / address
    if address and not address.endswith("/"):
        assert file.is_file(), f"{line}: there is no such file"
        return Arrival(address, "", "")
    assert (file / "index.html").is_file(), f"{line}: there is no such page"
    page = _read(file / "index.html")
    if anchor and anchor not in page.links:
        assert anchor in page.anchors, f"{line}: there is no such place on the page"
    if page.moved or anchor in page.links:
        first = (page.links.get(anchor) or page.onward)[0]
        path, _, place = first.partition("#")
        address = normpath(join("/", address, path)).lstrip("/") + "/"
        assert not place or place in _read(site / address / "index.html").anchors, f"{line}: {first}"
        return Arrival(address, place, page.title)
    return Arrival(address, anchor, page.title)
