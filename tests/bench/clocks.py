"""Where the time of a build goes: a clock for each step, of which one runs at a time."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from importlib import import_module
from typing import Any

START, REST = "start", "all else"
TEXTS, MATRIX, FILES, THEME = "texts", "matrix", "files", "theme"
STEPS = {
    "macros.build:build": "data",
    "macros.pages:publication": "pages",
    "macros.pages:files": FILES,
    "macros.pages:citation_files": FILES,
    "macros.pages:exact_file": FILES,
    "macros.pages:forgiving_file": FILES,
    "macros.late:picture": "cards",
    "markdown.core:Markdown.convert": "Markdown",
    "material.plugins.search.plugin:SearchPlugin.on_page_context": "search",
    "material.plugins.search.plugin:SearchPlugin.on_post_build": "search",
}
"""The step that each function is. Within one another, the inner step's time isn't the outer one's."""
IN_ORDER = (START, "data", "pages", TEXTS, MATRIX, "Markdown", THEME, "search", FILES, "cards", REST)


class Clocks:
    """Seconds of the processor by step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._running = [START]
        self._since = 0.0  # What was loaded before this is of the start.

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        self._charge()
        self._running.append(name)
        try:
            yield
        finally:
            self._charge()
            self._running.pop()

    def _charge(self) -> None:
        now = time.process_time()
        self.seconds[self._running[-1]] += now - self._since
        self._since = now

    def stop(self) -> None:
        """What is read afterwards is whole."""
        self._charge()

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def asked(*words: Any, **named: Any) -> Any:
            with self.step(name):
                return function(*words, **named)

        return asked

    def set_up(self) -> None:
        """From now on the functions are watched. One that is no longer there is an error."""
        for place, name in STEPS.items():
            holder, attribute, function = found(place)
            setattr(holder, attribute, self.timed(name, function))
        holder, attribute, publication = found("macros.pages:publication")
        setattr(holder, attribute, self._watched(publication))
        holder, attribute, render = found("jinja2.environment:Template.render")
        setattr(holder, attribute, self._of_theme(render))
        self._charge()
        self._running = [REST]

    def _watched(self, publication: Callable[..., Any]) -> Callable[..., Any]:
        """Texts and files are made when they are asked for."""

        @wraps(publication)
        def asked(*words: Any, **named: Any) -> Any:
            made = publication(*words, **named)
            for name, content in made.files.contents.items():
                if callable(content):
                    made.files.contents[name] = self.timed(FILES, content)
            pages = {
                name: replace(page, text=self.timed(_kind(page), page.text))
                for name, page in made.pages.items()
            }
            return replace(made, pages=pages)

        return asked

    def _of_theme(self, render: Callable[..., Any]) -> Callable[..., Any]:
        """Jinja lays out our own texts as well: a template of the theme is one that isn't ours."""

        @wraps(render)
        def asked(template: Any, *words: Any, **named: Any) -> Any:
            if not (template.name or "").endswith((".html", ".xml", ".txt")) or self._running[-1] != REST:
                return render(template, *words, **named)
            with self.step(THEME):
                return render(template, *words, **named)

        return asked


def _kind(page: Any) -> str:
    return MATRIX if "/matrix/" in f"/{page.address}" else TEXTS


def found(place: str) -> tuple[Any, str, Callable[..., Any]]:
    """What holds a function, by which name, and itself."""
    module, _, path = place.partition(":")
    *classes, attribute = path.split(".")
    holder: Any = import_module(module)
    for name in classes:
        holder = getattr(holder, name)
    return holder, attribute, getattr(holder, attribute)
