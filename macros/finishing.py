"""What is done with a page that was made from its Markdown, by whichever engine."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from macros.assets import needed
from macros.key import key
from macros.outline import Heading, words
from macros.page import Page
from macros.policy import guarded, refused
from macros.problems import Problem
from macros.resting import put_back, unmarked
from macros.searching import searched

UNMADE = "<em>Macro Rendering Error</em>"
"""What the macros plugin writes on a page that could not be made."""
DRAWN_BY_BROWSERS = 'class="mermaid"'


@dataclass(frozen=True)
class Finished:
    searched: str
    """What its search reads of it, with a slow parser. The whole page waits aside for the theme."""
    meta: dict[str, Any]
    """What the theme needs to know of it."""
    problems: list[Problem]
    """Places that it had before, and that can't be mended."""


@dataclass(frozen=True)
class Finishing:
    """`made`: what pages are made of, by name. `files`: of the whole site."""

    made: Mapping[str, Any]
    files: Container[str]

    def page(
        self, source: str, address: str, html: str, outline: Iterable[Heading], head: Mapping[str, Any]
    ) -> Finished:
        """`head`: what the page says of itself before its text."""
        ours = self.made["publication"].pages.get(source)
        html = put_back(html, self.made["aside"].pop(source, []))
        # As plain text: markup would escape what it is put behind.
        html += str(key(html, address))
        vain = [] if ours else list(refused(html, source))
        html = html if ours else guarded(html)
        headings = list(outline)
        meta = {**_of_record(ours), "assets": needed(html, self.files), "draws": DRAWN_BY_BROWSERS in html}
        if not any(heading.children for heading in headings):
            # Its room goes to the text.
            meta["hide"] = [*meta.get("hide", head.get("hide", [])), "toc"]
        html, problems = self._mended(address, html, headings)
        self.made["aside"][source] = [unmarked(html)]
        # One that could not be made says so to whoever makes it, too.
        read = html if UNMADE in html else searched(html)
        return Finished(read, meta, [*vain, *problems])

    def _mended(self, address: str, html: str, outline: Iterable[Heading]) -> tuple[str, list[Problem]]:
        """Places that the page had before answer still."""
        if UNMADE in html:
            return html, []  # It says itself why, and has lost everything else.
        mended = self.made["keeping"].mend(address, html, dict(words(outline)))
        return mended.content, mended.problems


def _of_record(page: Page | None) -> dict[str, Any]:
    if not page:
        return {}
    hidden = ["toc", "navigation"] if page.wide else []
    return {"record": page, "hide": hidden, "search": {"boost": page.boost}}
