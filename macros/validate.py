"""Record → model value, or problems in plain words at the right place. Never repairs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from macros.identifiers import Quoted
from macros.load import Fields, Listing, Node, Scalar, is_empty, node_at, place_of, plain
from macros.problems import Problem, did_you_mean, nearest, shown, spelled_out

Model = TypeVar("Model", bound=BaseModel)
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Context:
    """What a message needs to know besides the fault."""

    record: str
    names: dict[str, str]
    """From the model's name of a field to the name that the plan's editors write."""

    def name(self, path: Path) -> str:
        """The field at the end of a path, as the editor writes it."""
        names = [step for step in path if isinstance(step, str)]
        return self.names.get(names[-1], names[-1]) if names else "record"


def validate(model: type[Model], node: Node, context: Context) -> tuple[Model | None, list[Problem]]:
    """The node as a value of the model; where there is none, there is a problem."""
    problems = list(_empty_fields(node, context))
    try:
        value = model.model_validate(plain(node))
    except ValidationError as error:
        errors = _as_if_quoted(model, node, error.errors(include_url=False))
        meant = {_meant(model, details) for details in errors}
        said = (_say(model, details, node, context) for details in errors if details["loc"] not in meant)
        return None, [*problems, *(problem for problem in said if problem)]
    return (None if problems else value), problems


_CURLY = "“”„‟‘’‚‛«»‹›"


def _as_if_quoted(model: type[BaseModel], node: Node, errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Where a value lacks its quotes and would be refused in them too, what would be wrong with it then."""
    unquoted = [details["loc"] for details in errors if details["type"] in ("string_type", "without_quotes")]
    data = plain(node)
    for path in unquoted:
        found = node_at(node, path)
        around: Any = data
        for step in path[:-1]:
            around = around[step]
        if isinstance(found, Scalar):
            around[path[-1]] = Quoted(_straight(found.written))
    try:
        model.model_validate(data)
    except ValidationError as error:
        then = {details["loc"]: details for details in error.errors(include_url=False)}
        return [then.get(one["loc"], one) if one["loc"] in unquoted else one for one in errors]
    return errors


def _straight(written: str) -> str:
    return written.strip(f"{_CURLY} ") if written[:1] in (*_CURLY,) else written


def _empty_fields(node: Node, context: Context) -> Iterator[Problem]:
    if isinstance(node, Listing):
        for item in node.items:
            if is_empty(item):
                fact = "an item of the list is empty"
                yield Problem(item.place, context.record, fact, "Fill it in, or take it out.")
            yield from _empty_fields(item, context)
    elif isinstance(node, Fields):
        for name, entry in node.entries.items():
            if is_empty(entry.node):
                fact = f"'{context.name((name,))}' has no value"
                way_out = "Write one after the colon, or take the line out."
                yield Problem(entry.place, context.record, fact, way_out)
            yield from _empty_fields(entry.node, context)


def _meant(model: type[BaseModel], details: ErrorDetails) -> Path | None:
    """The field that a misspelled one stands for: it isn't missing as well."""
    *around, name = details["loc"] or ("",)
    if details["type"] != "extra_forbidden":
        return None
    near = nearest(str(name), _fields_at(model, tuple(around)))
    return (*around, near) if near else None


def _say(model: type[BaseModel], details: ErrorDetails, node: Node, context: Context) -> Problem | None:
    path = tuple(details["loc"])
    kind = details["type"]
    if kind == "missing":
        return _missing(path, node, context)
    if kind == "extra_forbidden":
        return _unknown(model, path, node, context)
    found = node_at(node, path)
    if found is None or is_empty(found) or _is_long_enough(found, kind, details):
        return None
    if kind == "tuple_type" and _holds_groups(model, path):
        kind = "groups"
    fact, way_out = _fact(kind, details.get("ctx", {}), found, _Name(context.name(path), path))
    return Problem(place_of(node, path), context.record, fact, way_out)


def _is_long_enough(found: Node, kind: str, details: ErrorDetails) -> bool:
    """Entries that are wrong themselves aren't counted, and are said already."""
    least = details.get("ctx", {}).get("min_length", 0)
    return kind == "too_short" and isinstance(found, Listing) and len(found.items) >= least


def _missing(path: Path, node: Node, context: Context) -> Problem | None:
    around = node_at(node, path[:-1])
    name = context.name(path)
    if isinstance(around, Fields) and path[-1] in around.entries:
        return None  # said already: it is there, without a value
    fact = f"'{name}' is missing"
    return Problem(place_of(node, path[:-1]), context.record, fact, f"Add a line `{name}: …`.")


def _unknown(model: type[BaseModel], path: Path, node: Node, context: Context) -> Problem:
    name = spelled_out(context.name(path))
    known = [context.names.get(field, field) for field in _fields_at(model, path[:-1])]
    where = place_of(node, path, name=True)
    way_out = did_you_mean(shown(context.name(path)), known)
    return Problem(where, context.record, f"'{name}' is not a field here", way_out)


@cache
def field_names(model: type[BaseModel]) -> frozenset[str]:
    """Every name that a field has in a record of the model, at any depth."""
    schema = _schema(model)
    parts = (schema, *schema.get("$defs", {}).values())
    return frozenset(name for one in parts for name in one["properties"])


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    """Slower to make than all else that is asked of a small plan."""
    return model.model_json_schema()


def _fields_at(model: type[BaseModel], path: Path) -> list[str]:
    """The fields that the model knows at a path, by the names used in files."""
    return list(_schema_at(model, path).get("properties", {}))


def _holds_groups(model: type[BaseModel], path: Path) -> bool:
    """Whether the list at a path has items with fields of their own."""
    here = _schema_at(model, path)
    return any("$ref" in one.get("items", {}) for one in (here, *here.get("anyOf", ())))


def _schema_at(model: type[BaseModel], path: Path) -> dict[str, Any]:
    schema = _schema(model)
    definitions = schema.get("$defs", {})
    here: dict[str, Any] = schema
    for step in path:
        here = here["items"] if isinstance(step, int) else here["properties"][step]
        choices = [here, *here.get("anyOf", ())]
        reference = next((choice["$ref"] for choice in choices if "$ref" in choice), None)
        here = definitions[reference.rsplit("/", 1)[-1]] if reference else here
    return here


_NO_NOUNS = {"from", "max", "min", "to", "until", "url", "within"}


@dataclass(frozen=True)
class _Name:
    """How a message names what is at fault: a field, or an entry of one that holds a list."""

    field: str
    path: Path

    def spoken(self, form: str) -> str:
        if not self.path:
            return "the record"
        return f"an entry of '{self.field}'" if isinstance(self.path[-1], int) else form.format(self.field)

    @property
    def quoted(self) -> str:
        return self.spoken("'{}'")

    @property
    def plain(self) -> str:
        return self.spoken("'{}'" if self.field in _NO_NOUNS or "_" in self.field else "the {}")


def _fact(kind: str, details: dict[str, Any], found: Node, name: _Name) -> tuple[str, str]:
    """The fact and the way out for a fault of pydantic's kind at a node."""
    if kind not in _OF_GROUPS and not isinstance(found, Scalar):
        return f"{name.quoted} must be one value, not several", "Write it on one line, after the colon."
    written = shown(found.written) if isinstance(found, Scalar) else ""
    if kind in ("string_type", "without_quotes") and isinstance(found, Scalar):
        return _without_quotes(found, name.plain)
    if kind in ("int_type", "bool_type") and isinstance(found, Scalar) and isinstance(found.value, Quoted):
        return f"{name.quoted} stands in quotes, which makes it text", f"Write {written}, without quotes."
    if kind in ("too_short", "too_long") and isinstance(found, Scalar):
        kind = f"string_{kind}"
    if kind == "string_pattern_mismatch":
        exactly = spelled_out(found.written) if isinstance(found, Scalar) else ""
        return _pattern(details["pattern"], exactly, name.plain)
    if kind == "literal_error":
        known = re.findall(r"'([^']*)'", details["expected"])
        return f"{name.quoted} can't be '{written}'", did_you_mean(written, known)
    fact, way_out = _SHAPES.get(kind, ("{name} can't be used", "Compare it with a record beside it."))
    return fact.format(name=name.quoted, written=written, **details), way_out


_OF_GROUPS = {"tuple_type", "groups", "model_type", "too_short"}
_SHAPES = {
    "string_too_short": ("{name} is empty", "Write something between the quotes, or take the line out."),
    "string_too_long": ("{name} is longer than {max_length} characters", "Shorten it."),
    "too_short": ("{name} needs more entries: {min_length} are the least", "Add what is missing."),
    "tuple_type": (
        "{name} must be a list",
        'Write each item on a line of its own with a dash, or in brackets: ["1", "2"].',
    ),
    "groups": (
        "{name} must be a list",
        "Begin each item with a dash on a line of its own, its fields below.",
    ),
    "model_type": (
        "{name} must hold fields of its own",
        "Write each as `field: value` on a line of its own, indented below it.",
    ),
    "int_type": (
        "{name} is {written}, which isn't a whole number",
        "Write digits alone: no quotes, no separators.",
    ),
    "greater_than_equal": ("{name} is {written}; the least is {ge:,}", "Write the amount in whole units."),
    "less_than_equal": ("{name} is {written}; the most is {le:,}", "Write the amount in whole units."),
    "bool_type": (
        "{name} is {written}, which is neither true nor false",
        "Write true or false, without quotes.",
    ),
    "unseen": ("nothing in {name} can be seen", "Write words, or take the line out."),
    "no_period": (
        "{name} is {written}, which is no period",
        'Write it as the plan counts time, in quotes: "2031", "2031Q1" or "2031-01".',
    ),
    "not_a_date": ("there is no day {written}", 'Write a day of the calendar, as "2023-02-27".'),
}


def _without_quotes(found: Scalar, name: str) -> tuple[str, str]:
    written = shown(found.written)
    if (straight := _straight(written)) != written:
        return f"{name} stands in curly quotes", f'Write "{straight}", with straight quotes.'
    if isinstance(found.value, str):
        return f"{name} is written {written} without quotes", f'Write "{written}".'
    reading = f"the number {found.value}"
    if isinstance(found.value, bool):
        reading = "true (yes)" if found.value else "false (no)"
    return f"{name} is written {written} without quotes, which YAML reads as {reading}", f'Write "{written}".'


def _pattern(pattern: str, written: str, name: str) -> tuple[str, str]:
    for piece, (expected, way_out) in _PATTERNS:
        if piece in pattern:
            return f"{name} is '{written}', which isn't {expected}", way_out
    return (
        f"{name} is '{written}', which has a form that can't be used",
        "Compare it with a record beside it.",
    )


_PATTERNS = (
    ("^/[", ("an address of this site", "Begin it at the root: /data/.")),
    ("https?", ("a web address", "Begin it with https:// and leave out spaces and quotes.")),
    ("[0-9]{4}(-", ("a date", 'Write "2023-02-27", "2023-02" or "2023".')),
    ("[A-Z]{3}", ("a currency", "Write its three capital letters, such as USD.")),
    ("[a-z0-9]+)*$", ("fit for an address", "Use small letters, digits and single hyphens.")),
    ("\\r\\n", ("one line", "Write it without line breaks.")),
    (
        "[A-Za-z0-9]+",
        ("a code", 'Use letters and digits, joined by full stops: "A.5", "2.1", "23(a)".'),
    ),
)


def top_level(node: Node, expected: type[Fields] | type[Listing]) -> list[Problem]:
    """Whether a file holds what its kind of file should: fields, or a list of records."""
    if isinstance(node, expected):
        return []
    wanted, way_out = (
        ("a list of records", "Begin each record with a dash.")
        if expected is Listing
        else ("the fields of one record", "Write `field: value` lines, without a dash.")
    )
    return [Problem(node.place, "", f"this file should hold {wanted}", way_out)]
