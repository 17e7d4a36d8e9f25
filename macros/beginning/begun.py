"""What is to be written of a new record, and how records of all kinds agree on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from macros.beginning.asking import Asked, RefusedError
from macros.graph import Plan
from macros.model import Source


@dataclass(frozen=True)
class Begun:
    name: str
    """What readers call it: output 21."""
    file: str
    """From the folder of data."""
    schema: str
    """From the folder of schemas."""
    values: Mapping[str, Any]
    headline: str = ""
    """Of a file of its own."""
    hints: Mapping[str, str] = field(default_factory=dict)
    """What to think of, by the fields that it is about."""
    then: tuple[str, ...] = ()
    position: int | None = None
    """Before which item of the list; None for a file of its own."""
    stand_ins: Mapping[str, Any] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    remarks: Mapping[str, str] = field(default_factory=dict)
    """What fields stand together with."""


def refuse_within(asked: Asked) -> None:
    if asked.within:
        raise RefusedError(f"A new {asked.kind} belongs to no area or part: leave out --in {asked.within}.")


def like(plan: Plan, other: Source | None = None) -> dict[str, str]:
    """Where its wording probably stands: where that of its neighbour does."""
    source = other or plan.record.source
    return {"document": source.document, **({"part": source.part} if source.part else {})}


def choices(what: str, titles: Mapping[str, str]) -> str:
    named = (f"{name} {title}" if title != name else name for name, title in titles.items())
    return f"The {what}: {'; '.join(named)}."
