"""What each table's columns are in the files: which field, written how, and which can't be edited."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import get_args

from pydantic import ValidationError

from macros.cells import Column
from macros.identifiers import Quoted
from macros.importing.contents import Content
from macros.importing.spelling import Value
from macros.importing.trouble import Cell, Trouble
from macros.model import (
    Activity,
    Area,
    Clause,
    Commitment,
    Continuation,
    Discrepancy,
    Document,
    Milestone,
    Phase,
    PlanRecord,
    Record,
    Report,
    ReportParagraph,
    Revision,
    Status,
    Term,
    Update,
)

Field = tuple[str, ...]
"""From a record to one of its values, by the names in the files."""


@dataclass(frozen=True)
class Kind:
    """A table's rows, each a record or an item of one."""

    model: type[Record]
    known_by: frozenset[str] = frozenset()
    """Columns that only a new row fills."""
    computed: frozenset[str] = frozenset()
    """Columns that are called like a field and aren't one."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """From a column to what the field is called."""
    grows: bool = True
    ordered_by: str = ""
    """The column by whose values rows stand in order."""

    def field(self, column: Column) -> Field | None:
        """None where nobody can write it in a cell."""
        if column.name in PRESUMED and self.model is Phase:
            return ("presumed",)
        path = tuple(self.renamed.get(column.name, column.name).split("."))
        editable = column.kind != "group" and column.name not in self.computed
        return path if editable and _is_field(self.model, path) else None


PRESUMED = {"from_presumed": "from", "presumed": "to"}
"""Two columns that are one field: the ends that it names."""
_SHARED: dict[str, Kind] = {
    "plans": Kind(PlanRecord, frozenset({"id", "address", "unit"}), grows=False),
    "areas": Kind(Area, frozenset({"id"})),
    "commitments": Kind(Commitment, frozenset({"id"}), frozenset({"refers_to"})),
    "phases": Kind(Phase, frozenset({"commitment"}), ordered_by="from"),
    "activities": Kind(Activity, frozenset({"commitment"})),
    "updates": Kind(Update, frozenset({"commitment"}), ordered_by="date"),
    "revisions": Kind(Revision, frozenset({"commitment", "document"}), frozenset({"ids", "areas"})),
    "clauses": Kind(Clause, frozenset({"id"})),
    "milestones": Kind(Milestone, frozenset({"id"}), ordered_by="date"),
    "reports": Kind(Report, frozenset({"id", "plan"}), grows=False),
    "continuations": Kind(
        Continuation,
        frozenset({"earlier_plan", "later_plan"}),
        renamed={"earlier": "from", "later": "to"},
    ),
    "documents": Kind(Document, frozenset({"id"})),
    "discrepancies": Kind(Discrepancy, frozenset({"id"}), grows=False),
    "glossary": Kind(Term, frozenset({"term"})),
    "statuses": Kind(Status, frozenset({"id"})),
}
_PARAGRAPHS = Kind(
    ReportParagraph, frozenset({"paragraph"}), frozenset({"area"}), renamed={"paragraph": "number"}
)


def kind_of(path: str) -> Kind | None:
    """Of a table; None where its rows are parts of lists, as linkages are."""
    return _PARAGRAPHS if path.startswith("reports/") else _SHARED.get(path.rpartition("/")[2])


def order(model: type[Record], names: Mapping[str, str]) -> list[str]:
    """The fields in the order in which files have them. `names`: from the model's to the plan's."""
    own = (info.alias or name for name, info in model.model_fields.items())
    return [names.get(name, name) for name in own]


@cache
def inner(model: type[Record], path: Field) -> type[Record]:
    """The model of the record that holds what a path leads to."""
    for step in path[:-1]:
        found = _models(model.model_fields[step].annotation)
        model = found[0]
    return model


def _models(annotation: object) -> list[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return [annotation]
    return [one for part in get_args(annotation) for one in _models(part)]


def _is_field(model: type[Record], path: Field) -> bool:
    for step in path[:-1]:
        info = model.model_fields.get(step)
        found = _models(info.annotation) if info else []
        if not found:
            return False
        model = found[0]
    return path[-1] in {info.alias or name for name, info in model.model_fields.items()}


@cache
def stands_in_quotes(model: type[Record], path: Field) -> bool:
    """Whether the model takes such a value, or one of such a list, only in quotes."""
    for value in ("1", ["1"]):
        try:
            inner(model, path).model_validate({path[-1]: value})
        except ValidationError as error:
            if any(one["type"] in ("without_quotes", "no_period") for one in error.errors(include_url=False)):
                return True
    return False


def value_of(kind: Kind, column: Column, path: Field, content: Content) -> Value | None:
    """What a cell says. None: nothing. ValueError, with fact and way out, where it can't be told."""
    text = content.text
    if column.kind == "number" and text:
        return _number(text)
    if content.fault:
        raise ValueError(*content.fault)
    if not text:
        return None
    if column.kind == "flag":
        return _flag(text)
    quoted = stands_in_quotes(kind.model, path)
    if column.kind == "list":
        parts = (part.strip() for part in text.split(";"))
        return tuple(Quoted(part) if quoted else part for part in parts if part)
    return Quoted(text) if quoted else text


def _flag(text: str) -> bool | None:
    if text.casefold() not in ("true", "false"):
        fact = f"“{text}” is neither true nor false"
        raise ValueError(fact, "Write true or false.")
    return text.casefold() == "true" or None


def _number(text: str) -> int:
    if not text.removeprefix("-").isdecimal():
        fact = f"“{text}” isn't a whole number"
        raise ValueError(fact, "Write digits alone, without separators.")
    return int(text)


def trouble(place: Cell, error: ValueError) -> Trouble:
    fact, way_out = error.args
    return Trouble(place, fact, way_out)
