"""What pages written by hand ask of the data: each `{{ … }}` is tried before a site is built."""

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from macros.live_facts import Macros, PageError
from macros.pages import Publication
from macros.problems import Place, Problem, did_you_mean, shown
from macros.render import is_spelled

_ASKED = re.compile(
    r"\{%-?\s*raw\s*-?%\}.*?\{%-?\s*endraw\s*-?%\}|\{#.*?#\}|\{\{[-+]?(?P<asked>.*?)[-+]?\}\}", re.DOTALL
)
_LEFT_ALONE = re.compile(r"\A---\n(?:.*\n)*?render_macros: *false *\n(?:.*\n)*?---\n")
"""At the head of a page in which braces are only braces."""

_OTHERS = {"say", "now", "context", "macros_info", "fix_url", "range", "dict"}
"""What a page can ask for besides."""


@dataclass(frozen=True)
class _Page:
    """One page by hand, which asks something."""

    name: str
    """As messages call its file."""
    text: str
    macros: Macros

    def problems(self) -> Iterator[Problem]:
        if _LEFT_ALONE.match(self.text):
            return
        for found in _ASKED.finditer(self.text):
            if (asked := found["asked"]) is not None:
                for fact, way_out in self._faults(asked.strip()):
                    yield Problem(self._place(found.start()), "", fact, way_out)

    def _place(self, position: int) -> Place:
        lines = self.text[:position].split("\n")
        return Place(self.name, len(lines), len(lines[-1]) + 1)

    def _faults(self, asked: str) -> Iterator[tuple[str, str]]:
        if not is_spelled(asked):
            fact = f"'{shown(asked)}' between double braces can't be understood"
            yield fact, 'Check its brackets, its commas and its quotes, which must be straight: "…".'
            return
        try:
            tree = ast.parse(asked, mode="eval")
        except SyntaxError:  # What the templates' language has and Python lacks, the build tries.
            return
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
                yield from self._fault(call.func.id, call)

    def _fault(self, name: str, call: ast.Call) -> Iterator[tuple[str, str]]:
        known = [one for one in dir(self.macros) if not one.startswith("_")]
        if name not in known:
            if name not in _OTHERS:
                way_out = (
                    did_you_mean(name, known)
                    or "Take it out, or write a word from the page about live facts."
                )
                yield f"a page can't ask for '{name}'", way_out
            return
        try:
            words = [ast.literal_eval(one) for one in call.args]
            named = {str(one.arg): ast.literal_eval(one.value) for one in call.keywords}
        except ValueError:  # Known only while the page is made.
            return
        yield from _tried(getattr(self.macros, name), words, named)


def _tried(macro: Any, words: list[Any], named: dict[str, Any]) -> Iterator[tuple[str, str]]:
    try:
        inspect.signature(macro).bind(*words, **named)
    except TypeError:
        fact = f"'{macro.__name__}' is asked with too few words between its brackets, or too many"
        yield fact, "Compare it with the examples on the page about live facts."
        return
    if words or named:  # What is asked without a word can't be asked wrongly.
        try:
            macro(*words, **named)
        except PageError as error:
            yield error.fact, error.way_out


def problems(publication: Publication, folder: Path, label: str) -> list[Problem]:
    """Of every page by hand in a folder. `label` is what messages call the folder."""
    found: list[Problem] = []
    for path in sorted(folder.rglob("*.md")):
        source = path.relative_to(folder).as_posix()
        macros = Macros(publication, lambda: "", lambda source=source: source)  # type: ignore[misc]
        text = path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
        found += _Page(f"{label}/{source}", text, macros).problems()
    return found
