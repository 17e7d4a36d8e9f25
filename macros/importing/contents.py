"""A cell of a workbook as text, and what the spreadsheet program made of it that nobody meant."""

from dataclasses import dataclass
from datetime import date, datetime, time
from math import isfinite
from typing import Any

from macros.cells import FORMULAS
from macros.fingerprints import cut, settled


@dataclass(frozen=True)
class Content:
    """What stands in a cell, and what is wrong with it as text."""

    text: str
    fault: tuple[str, str] | None = None


def content(cell: Any) -> Content:
    value, kind = getattr(cell, "value", None), getattr(cell, "data_type", "")
    if kind == "f":
        return Content(str(value), ("a formula stands here", "Copy the cell, and paste it as a value."))
    if kind == "e":
        return Content(str(value), (f"the program shows the error {value} here", "Type the value."))
    if isinstance(value, datetime | date | time):
        return _day(value)
    if isinstance(value, int | float):
        return _number(value)
    text = _plain(settled(str(value or "")))
    if text.endswith(cut()):
        return Content(text, ("the text is cut here: no cell can hold all of it", "Edit the file."))
    return Content(text)


def _number(value: float) -> Content:
    """A code of whole digits can be told from the number; 2.10 became 2.1."""
    if isinstance(value, bool):
        return Content("true" if value else "false")
    if isfinite(value) and value == int(value):
        return Content(str(int(value)))
    way_out = "Give the cell the format Text, and type all digits again: 2.10 isn't 2.1."
    return Content(repr(value), (f"the program made the number {value!r} of it", way_out))


def _day(value: datetime | date | time) -> Content:
    said = value.isoformat().removesuffix("T00:00:00")
    way_out = "Give the cell the format Text, and type it again."
    return Content(said, (f"the program made the date {said} of it", way_out))


def _plain(text: str) -> str:
    """Without the apostrophe that keeps a text from being a formula."""
    guarded = text.startswith("'") and text[1:].startswith(tuple(FORMULAS))
    return text[1:] if guarded else text
