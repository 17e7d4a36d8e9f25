"""The live facts bound to the page that asks, and what is said where it asks for what isn't there."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any

from macros.live_facts import Macros, PageError
from macros.pages import Publication
from macros.problems import Place, Problem
from macros.render import say
from macros.resting import laid_aside

Macro = Callable[..., Any]


@dataclass(frozen=True)
class Asking:
    """A page while it is made."""

    address: str
    source: str
    text: Callable[[], str]
    """As it is written."""


@dataclass(frozen=True)
class Bound:
    """`asking`: the page that is made now. `docs`: the name of the folder that it stands in."""

    publication: Publication
    asking: Callable[[], Asking]
    docs: str
    aside: dict[str, list[str]]
    """What Markdown leaves alone waits here until it is done, by the page's file."""
    warn: Callable[[Problem], None]

    def macros(self) -> dict[str, Macro]:
        """By the name that a page says."""
        bound = Macros(self.publication, lambda: self.asking().address, lambda: self.asking().source)
        found = {name: getattr(bound, name) for name in dir(bound) if not name.startswith("_")}
        found["record_page"] = partial(self._rested, bound.record_page)
        return {name: self._plainly(name, macro) for name, macro in found.items()} | {"say": say}

    def _rested(self, record_page: Callable[[], str]) -> str:
        text, self.aside[self.asking().source] = laid_aside(record_page())
        return text

    def _plainly(self, name: str, macro: Macro) -> Macro:
        """What isn't there is said in one line; the engine would put a traceback above it."""

        @wraps(macro)
        def asked(*words: Any, **named: Any) -> Any:
            try:
                return macro(*words, **named)
            except PageError as error:
                place = _place(self.asking(), self.docs, name, *map(str, words[:1]))
                self.warn(Problem(place, "", error.fact, error.way_out))
                return ""

        return asked


def _place(page: Asking, docs: str, macro: str, word: str = "") -> Place:
    """Where a page asks so, as far as its text shows it."""
    name, text = f"{docs}/{page.source}", page.text()
    asked = re.search(rf"\b{macro}\(\s*[\"']?{re.escape(word)}", text)
    if not asked:
        return Place(name)
    begin = max(text.rfind("{{", 0, asked.start()), 0)
    lines = text[:begin].split("\n")
    return Place(name, len(lines), len(lines[-1]) + 1)
