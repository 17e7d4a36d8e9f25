"""A record as its file begins: what must stand there, and behind a # what may, each with what it is.

Explanations stand behind a field, or where they are long above it, behind ##.
"""

import json
import re
from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

from macros.identifiers import PATTERN

Schema = dict[str, Any]
Values = Mapping[str, Any]

WIDTH = 100
LATER = "To be written."
_PLAIN = re.compile(r"[A-Za-z“‘][^:#\"'`\[\]{},&*!|>%@\\\x00-\x1f]*")
_NOT_TEXT = {"y", "n", "yes", "no", "true", "false", "on", "off", "null"}
_EXAMPLES = ("…", "1", "2031", "new", "https://example.org/", "USD")
"""For a field whose schema gives none: the first that fits."""


class Blank:
    """A kind of record, as its schema has it."""

    def __init__(self, schema: bytes, stand_ins: Values, left_out: frozenset[str]) -> None:
        """`stand_ins`: examples by the names of fields, better than the schema's. `left_out`: not offered."""
        whole = json.loads(schema)
        self._definitions: Schema = whole.get("$defs", {})
        self._record: Schema = self._meant(whole["items"] if whole.get("type") == "array" else whole)
        self._stand_ins, self._left_out = stand_ins, left_out

    def lines(self, values: Values, hints: Mapping[str, str], indent: int) -> Iterator[str]:
        """`values`: what stands there. `hints`: more to say above a field. `indent`: of the record."""
        return self._fields(self._record, values, hints, indent=indent, offers=True)

    def _meant(self, schema: Schema) -> Schema:
        name = schema.get("$ref", "").rpartition("/")[-1]
        return {**self._definitions[name], **schema} if name else schema

    def _fields(
        self, schema: Schema, values: Values, hints: Mapping[str, str], *, indent: int, offers: bool
    ) -> Iterator[str]:
        for name, field in self._known(schema).items():
            if name in values:
                yield from wrapped(hints.get(name, ""), indent)
                yield from self._field(name, field, values[name], indent, offers=offers)
            elif offers:
                example = self._example(name, field)
                for line in self._field(name, field, example, indent + 2, offers=False):
                    yield line if line.startswith("##") else f"# {line}"

    def _known(self, schema: Schema) -> Schema:
        return {name: one for name, one in schema["properties"].items() if name not in self._left_out}

    def _field(self, name: str, field: Schema, value: Any, indent: int, *, offers: bool) -> Iterator[str]:
        field = self._meant(field)
        about = " ".join(filter(None, [field.get("description"), _choices(field)]))
        if isinstance(value, Mapping):
            yield from _explained(f"{name}:", about, indent)
            for line in self._fields(field, value, {}, indent=indent + 2, offers=offers):
                yield f"  {line}"
        elif isinstance(value, list) and isinstance(value[0], Mapping):
            yield from _explained(f"{name}:", about, indent)
            for position, item in enumerate(value):
                yield from self._item(
                    self._meant(field["items"]), item, indent, offers=offers and not position
                )
        else:
            yield from _explained(f"{name}: {_spelled(value, field)}", about, indent)

    def _item(self, schema: Schema, values: Values, indent: int, *, offers: bool) -> Iterator[str]:
        dash = "- "
        for line in self._fields(schema, values, {}, indent=indent + 4, offers=offers):
            if line.startswith("##") and dash == "- ":
                yield f"  {line}"
            else:
                yield f"  {dash}{line}"
                dash = "  "

    def _example(self, name: str, field: Schema, depth: int = 0) -> Any:
        field = self._meant(field)
        if name in self._stand_ins:
            return self._stand_ins[name]
        if "properties" in field:
            needed = field.get("required", ()) if depth else self._known(field)
            known = self._known(field).items()
            return {inner: self._example(inner, one, depth + 1) for inner, one in known if inner in needed}
        is_of_groups = "properties" in self._meant(field.get("items", {}))
        if "items" in field and (is_of_groups or not field.get("examples")):
            return [self._example("", field["items"], depth)] * max(1, field.get("minItems", 1))
        return _value(field)


def _value(field: Schema) -> Any:
    if found := field.get("examples") or field.get("enum"):
        return found[0]
    if field["type"] in ("boolean", "integer"):
        return True if field["type"] == "boolean" else 1
    return next(one for one in _EXAMPLES if re.search(field.get("pattern", ""), one))


def _choices(field: Schema) -> str:
    return f"One of: {', '.join(field['enum'])}." if "enum" in field else ""


def wrapped(text: str, indent: int) -> Iterator[str]:
    """An explanation on lines of its own."""
    return (f"## {line}" for line in wrap(text, WIDTH - indent - 3))


def _explained(line: str, about: str, indent: int) -> Iterator[str]:
    if indent + len(line) + len(about) + 4 <= WIDTH:
        yield f"{line}  # {about}" if about else line
    else:
        yield from wrapped(about, indent)
        yield line


def _spelled(value: Any, field: Schema) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_spelled(one, field.get('items', {})) for one in value)}]"
    if not isinstance(value, str):
        return json.dumps(value)
    is_code = field.get("pattern") == PATTERN
    plain = _PLAIN.fullmatch(value) and value == value.strip() and value.casefold() not in _NOT_TEXT
    return value if plain and not is_code else json.dumps(value, ensure_ascii=False)
