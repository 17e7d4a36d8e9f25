"""Gives a page the places that it had before: an old anchor at what it stood for, or in a list at the end."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape

from macros.links import Target
from macros.render import render

_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_TAG = re.compile(r"<([a-z][a-z0-9]*)\b[^<>]*?\sid=\"([^\"]+)\"[^<>]*>")
_H1 = re.compile(r"<h1\b[^<>]*>")
_ROOM = {
    "tr": re.compile(r"<t[hd]\b[^<>]*>"),
    "dl": re.compile(r"<dt\b[^<>]*>"),
    "ul": re.compile(r"<li\b[^<>]*>"),
}
"""What within an element may hold a place, where the element itself may not."""


@dataclass(frozen=True)
class Gone:
    """Places of a page that all lead to the same now."""

    anchors: tuple[str, ...]
    targets: tuple[Target, ...]


def anchors(html: str) -> dict[str, None]:
    """What the page can be asked for by name, in order, without the inner names of drawings.

    >>> list(anchors('<h2 class="a" id="b&#95;c"></h2><svg id="d"><g id="e"/></svg><p>id="f"</p>'))
    ['b_c']
    """
    return dict.fromkeys(unescape(match[2]) for match in _TAG.finditer(_SVG.sub("", html)))


def mended(html: str, here: str, places: Mapping[str, str], gone: Iterable[Gone]) -> str:
    """The page with old anchors. `places`: from an old anchor to one of today, empty for the top."""
    rooms = {unescape(match[2]): (match[1], match.end()) for match in _TAG.finditer(html)}
    top = _H1.search(html)
    spans: dict[int, list[str]] = {}
    for old, now in places.items():
        tag, end = rooms.get(now, ("", top.end() if top else 0))
        inner = _ROOM[tag].search(html, end) if tag in _ROOM else None
        spans.setdefault(inner.end() if inner else end, []).append(old)
    pieces, last = [], 0
    for position, olds in sorted(spans.items()):
        pieces += [html[last:position], str(render("places.html.j2", here, anchors=olds))]
        last = position
    listed = list(gone)
    after = str(render("gone.html.j2", here, gone=listed)) if listed else ""
    return "".join([*pieces, html[last:], after])
