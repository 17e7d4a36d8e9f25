"""The key below a page: what each mark on it means. Read off the page, so that none is missing or idle."""

import re
from functools import cache

from macros.links import Target
from macros.render import Markup, render, say, words

GUIDE = Target("how-to-read/", "", "")
"""The page where every mark is explained."""

_MARK = re.compile(r'<span class="mark mark--([a-z]+)">')
_LABELS = ("mark", "confidence", "milestone")
"""Where the file of words keeps what a mark says: the first that has it counts."""


@cache
def meanings() -> list[tuple[str, Markup, Markup]]:
    """Every kind of mark in the order of the file of words: what it says, and what that means."""
    kinds = [key.removeprefix("meaning.") for key in words().sentences if key.startswith("meaning.")]
    return [(kind, _label(kind), say(f"meaning.{kind}")) for kind in kinds]


def _label(kind: str) -> Markup:
    return say(next(name for group in _LABELS if (name := f"{group}.{kind}") in words().sentences))


def marks_list(here: str) -> Markup:
    """Every mark with its meaning, as a list with anchors."""
    return render("marks.html.j2", here, entries=meanings())


def marks_on(html: str) -> set[str]:
    """The kinds of mark that a page shows.

    >>> marks_on('<span class="mark mark--sum">our sum</span>')
    {'sum'}
    """
    return set(_MARK.findall(html))


def key(html: str, here: str) -> Markup:
    """The key of a page with this content; empty where it has no mark, or explains them itself."""
    shown = marks_on(html) if here != GUIDE.address else set()
    return render("key.html.j2", here, entries=[one for one in meanings() if one[0] in shown], guide=GUIDE)
