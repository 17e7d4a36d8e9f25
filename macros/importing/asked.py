"""What is to be done to the files: values put, items in and out, files."""

from dataclasses import dataclass, field

from macros.importing.kinds import Field, kind_of, order
from macros.importing.places import Spot
from macros.importing.spelling import Value
from macros.importing.trouble import Cell, Trouble

Draft = dict[str, Value]
"""A record as it is to be written."""


@dataclass(frozen=True)
class Put:
    """A field's new value; None takes it out."""

    spot: Spot
    field: Field
    value: Value | None
    order: tuple[tuple[str, ...], ...]
    """The names of the fields around it, for each step of the field."""
    cell: Cell


@dataclass(frozen=True)
class Insert:
    """A new item, before what stands at the spot's last step."""

    spot: Spot
    record: Draft
    cell: Cell
    order: tuple[str, ...] = ()
    """Of the fields beside the list, should it begin with this item."""


@dataclass(frozen=True)
class Remove:
    spot: Spot
    cell: Cell


@dataclass
class Asked:
    """Everything that one workbook asks for."""

    puts: list[Put] = field(default_factory=list)
    inserts: list[Insert] = field(default_factory=list)
    removes: list[Remove] = field(default_factory=list)
    drafts: dict[tuple[str, str], Draft] = field(default_factory=dict)
    """New records, by their table and id: what they hold comes into them."""
    troubles: list[Trouble] = field(default_factory=list)
    is_partial: bool = False
    """A new row was left out: others may miss it."""
    refused: set[tuple[str, str]] = field(default_factory=set)
    """New records that were left out, by their table and id: what they hold has no place, and no fault."""


def hold(holder: Draft, path: str, name: str, draft: Draft) -> None:
    """An item of a record that is new itself, in the order of its fields."""
    those = holder.get(name)
    holder[name] = (*(those if isinstance(those, tuple) else ()), draft)
    kind = kind_of(path)
    names = order(kind.model, {}) if kind else []
    held = sorted(holder.items(), key=lambda pair: names.index(pair[0]))
    holder.clear()
    holder.update(held)
