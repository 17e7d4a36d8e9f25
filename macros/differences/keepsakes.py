"""What an item held when it came or went stands on one line of the history: read back into what it says."""

import re
from dataclasses import dataclass
from typing import get_args

from macros.differences.pairing import name_of
from macros.model import CONFIDENCES, Milestone, Note, Record
from macros.periods import UNITS

TITLED = {
    "goals",
    "ideas",
    "milestones",
    "parts",
    "principles",
    "sections",
    "stages",
    "statements",
    "tables",
}
"""Lists whose items have an id and a title. Readers know the title."""
_KINDS: dict[str, tuple[str, ...]] = {
    "evidence": CONFIDENCES,
    "milestones": get_args(Milestone.model_fields["kind"].annotation),
    "notes": get_args(Note.model_fields["kind"].annotation),
}
_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
ENDS = ("from", "to")
TIMED = {"period", "phases"}
"""What lasts from one of its plan's periods to another, and the names of these."""


@dataclass(frozen=True)
class Kept:
    days: tuple[str, ...]
    kind: str
    title: str
    text: str
    """The rest."""
    periods: str = ""
    """First and last, as they are spelled."""
    presumed: tuple[str, ...] = ()
    """The ends of the periods that no document prints."""


def read_back(field: str, line: str, title: str) -> Kept:
    """`title`: what the item is called today, if it is still there; it may hold a semicolon."""
    if field in TIMED:
        return _timed(line)
    pieces, days, kind = line.split("; "), list[str](), ""
    while field == "milestones" and _DAY.fullmatch(pieces[0]):
        days.append(pieces.pop(0))
    if pieces[0] in _KINDS.get(field, ()):
        kind = pieces.pop(0)
    text = "; ".join(pieces)
    if field in TITLED:
        found = title if title and f"{text}; ".startswith(f"{title}; ") else text.partition("; ")[0]
        return Kept(tuple(days), kind, found, text[len(found) :].removeprefix("; "))
    return Kept(tuple(days), kind, "", text)


def is_period(text: str) -> bool:
    return any(unit.is_spelled(text) for unit in UNITS.values())


def _timed(line: str) -> Kept:
    pieces, ends = line.split("; "), list[str]()
    periods = pieces.pop(0) if all(map(is_period, pieces[0].split("–"))) else ""
    while pieces and pieces[0] in ENDS:
        ends.append(pieces.pop(0))
    return Kept((), "", "", "; ".join(pieces), periods, tuple(ends))


def title_at(record: Record | None, at: tuple[str, ...]) -> str:
    """What an item of the record is called; empty where it isn't there, or has no title."""
    for field, name in zip(at[::2], at[1::2], strict=True):
        value = getattr(record, field, None)
        items = value if isinstance(value, tuple) else (value,)
        record = next((one for one in items if isinstance(one, Record) and name in ("", name_of(one))), None)
    return str(getattr(record, "title", "")) if at and at[-2] in TITLED else ""
