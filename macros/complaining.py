"""Problems as text, as annotations of a workflow on GitHub, as JSON, and as a table for its summary."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict

from macros.beginning import Unwritten
from macros.problems import DataError, Place, Problem
from macros.render import render

Problems = Sequence[Problem]
Places = Sequence[Unwritten]

IN_A_SUMMARY = 500
"""GitHub drops a summary of more than 1 MiB as a whole."""


def as_text(problems: Problems, unwritten: Places = ()) -> str:
    said = [DataError(problems).report()] if problems else []
    if unwritten:
        many = "1 place is" if len(unwritten) == 1 else f"{len(unwritten)} places are"
        said += [f"{many} still to be written:", *map(str, unwritten)]
    return "\n".join(said)


def as_annotations(problems: Problems, unwritten: Places = ()) -> str:
    """Commands to GitHub, which shows ten of them a step beside the lines that they are about."""
    errors = (_annotation("error", one.place, one.record, one.words) for one in problems)
    notices = (_annotation("notice", one.place, "Still to be written", one.words) for one in unwritten)
    return "\n".join([*errors, *notices])


def _annotation(level: str, place: Place, title: str, words: str) -> str:
    properties = {
        "file": place.file,
        "line": place.line,
        "col": place.column,
        "title": title or place.file.rsplit("/", 1)[-1],
    }
    said = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{level} {said}::{_message(words)}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _message(" ".join(str(value).split())).replace(":", "%3A").replace(",", "%2C")


def as_json(problems: Problems, unwritten: Places = ()) -> str:
    """An object: how many there are, and each with its place, its parts and the whole line."""
    places = [asdict(one.place) | {"said": str(one)} for one in unwritten]
    listed = [
        asdict(one.place) | {"record": one.record, "fact": one.fact, "way_out": one.way_out, "said": str(one)}
        for one in problems
    ]
    said = {"count": len(listed), "problems": listed, "unwritten": places}
    return json.dumps(said, ensure_ascii=False, indent=2)


FORMATS: dict[str, Callable[[Problems, Places], str]] = {
    "text": as_text,
    "github": as_annotations,
    "json": as_json,
}


def summary(problems: Problems) -> str:
    """A Markdown table, in which nothing that an editor wrote is more than text."""
    shown = problems[:IN_A_SUMMARY]
    more = len(problems) - len(shown)
    return str(render("problems.md.j2", "", problems=shown, count=len(problems), more=more))
