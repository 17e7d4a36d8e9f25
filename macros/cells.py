"""What stands in a cell of a table: its column's kind, and its spelling, which no spreadsheet runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

Kind = Literal["text", "list", "group", "number", "flag"]
"""A group is a value with names in it, or several of those."""

SPREAD: dict[str, dict[str, Kind]] = {
    "resource_estimate": {"currency": "text", "min": "number", "max": "number", "note": "text"},
    "period": {"from": "text", "to": "text"},
    "source": {"document": "text", "paragraphs": "list", "part": "text", "row": "text"},
}
"""Groups that also have a column for each of their values."""
FORMULAS = tuple("=+-@\t\r\n＝＋－＠")  # the last four are full-width


@dataclass(frozen=True)
class Column:
    """A column of a published table."""

    name: str
    kind: Kind
    required: bool
    """No row leaves it empty."""


def columns(shape: type) -> tuple[Column, ...]:
    """Those of a row's type, then one for each value of a group that is spread."""
    own = [_column(name, hint) for name, hint in get_type_hints(shape).items()]
    parts = [
        Column(f"{one.name}.{name}", kind, one.required and name == "document")
        for one in own
        for name, kind in SPREAD.get(one.name, {}).items()
    ]
    return (*own, *parts)


def _column(name: str, hint: Any) -> Column:
    kinds: dict[Any, Kind] = {str: "text", bool: "flag", int: "number", list[str]: "list"}
    choices = get_args(hint)
    if get_origin(hint) is not list and NoneType in choices:
        return Column(name, kinds.get(choices[0], "group"), required=False)
    kind = kinds.get(hint, "group")
    return Column(name, kind, kind != "list" and get_origin(hint) is not list)


def spread(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with the values that have a column of their own."""
    parts = {
        f"{group}.{name}": (row[group] or {}).get(name)
        for group, names in SPREAD.items()
        if group in row
        for name in names
    }
    return {**row, **parts}


def cell(value: object) -> str:
    """The value as text, with an apostrophe before what would be a formula."""
    text = _text(value)
    return f"'{text}" if text.startswith(FORMULAS) else text


def _text(value: object) -> str:
    if isinstance(value, str):
        return str(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(map(_text, value))
    if isinstance(value, dict):
        pairs = ((name, _text(inner)) for name, inner in value.items())
        return ", ".join(f"{name}: {text}" for name, text in pairs if text)
    return str(value)
