"""Problems as text, as annotations of a workflow on GitHub, as JSON, and as a table for its summary."""

import json
from collections.abc import Callable, Sequence

from macros.problems import DataError, Problem
from macros.render import render

Problems = Sequence[Problem]


def as_text(problems: Problems) -> str:
    return DataError(problems).report() if problems else ""


def as_annotations(problems: Problems) -> str:
    """Commands to GitHub, which shows ten of them a step beside the lines that they are about."""
    return "\n".join(map(_annotation, problems))


def _annotation(problem: Problem) -> str:
    place = problem.place
    properties = {
        "file": place.file,
        "line": place.line,
        "col": place.column,
        "title": problem.record or place.file.rsplit("/", 1)[-1],
    }
    said = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::error {said}::{_message(problem.words)}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _message(" ".join(str(value).split())).replace(":", "%3A").replace(",", "%2C")


def as_json(problems: Problems) -> str:
    """An object: how many there are, and each with its place, its parts and the whole line."""
    listed = [
        {
            "file": one.place.file,
            "line": one.place.line,
            "column": one.place.column,
            "record": one.record,
            "fact": one.fact,
            "way_out": one.way_out,
            "said": str(one),
        }
        for one in problems
    ]
    return json.dumps({"count": len(listed), "problems": listed}, ensure_ascii=False, indent=2)


FORMATS: dict[str, Callable[[Problems], str]] = {
    "text": as_text,
    "github": as_annotations,
    "json": as_json,
}


def summary(problems: Problems) -> str:
    """All of them as a Markdown table, in which nothing that an editor wrote is more than text."""
    return str(render("problems.md.j2", "", problems=problems))
